//! Templates of text exports: kept, used and written, as a window asks for it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use serde_json::json;
use std::fs;
use support::{Fixture, INTERVIEW, surroundings};
use vermilion_api::wire::*;
use vermilion_api::{Api, read_template};
use vermilion_core::{Library, settings};

const QUOTES: &str = "{% for a in annotations %}{{ a.quote }}\n{% endfor %}";

fn save(api: &Api, name: &str, source: &str, overwrite: bool) -> Result<Template, ApiError> {
    let (name, source) = (name.to_owned(), source.to_owned());
    api.template_save(TemplateSave { name, kind: TemplateKind::Markdown, source, overwrite })
}

fn rename(api: &Api, name: &str, to: &str) -> Result<Template, ApiError> {
    api.template_rename(TemplateRename { name: name.to_owned(), to: to.to_owned() })
}

fn delete(api: &Api, name: &str) -> Result<Template, ApiError> {
    api.template_delete(TemplateNamed { name: name.to_owned() })
}

/// The names of the user's own.
fn own(api: &Api) -> Vec<String> {
    let templates = api.template_list(Nothing {}).unwrap().templates;
    templates.into_iter().filter(|one| !one.is_built_in).map(|one| one.name).collect()
}

fn named(name: &str) -> TemplateChosen {
    TemplateChosen::Name { name: name.to_owned() }
}

fn typed(source: &str) -> TemplateChosen {
    TemplateChosen::Source { name: None, kind: TemplateKind::Text, source: source.to_owned() }
}

fn of(document: &str, annotations: Option<Vec<String>>) -> Option<Vec<ChosenDocument>> {
    Some(vec![ChosenDocument { document: document.to_owned(), annotations }])
}

#[test]
fn templates_are_kept_by_name() {
    let fixture = Fixture::new();
    let events = fixture.listen();
    let built_in = fixture.api.template_list(Nothing {}).unwrap();
    assert!(built_in.templates.iter().all(|one| one.is_built_in) && built_in.templates.len() == 3);
    assert!(built_in.variables.iter().any(|one| one.path == "documents[].annotations[].quote"));

    assert_eq!(save(&fixture.api, "  my \n quotes ", QUOTES, false).unwrap().name, "my quotes");
    save(&fixture.api, "引文", "{% for", false).unwrap();
    assert_eq!(own(&fixture.another()), ["my quotes", "引文"], "another process sees them");
    assert_eq!(save(&fixture.api, "引文", "", false).unwrap_err().code, "template-exists");
    save(&fixture.api, "引文", QUOTES, true).unwrap();
    assert_eq!(fixture.api.template_named("引文").unwrap().unwrap().source, QUOTES);

    assert_eq!(rename(&fixture.api, "引文", "my quotes").unwrap_err().code, "template-exists");
    assert_eq!(rename(&fixture.api, "引文", "引文").unwrap().name, "引文");
    assert_eq!(rename(&fixture.api, "引文", "a").unwrap().source, QUOTES);
    assert_eq!(rename(&fixture.api, "引文", "b").unwrap_err().code, "no-such-template");
    assert_eq!(own(&fixture.api), ["a", "my quotes"]);

    assert_eq!(delete(&fixture.api, "a").unwrap().source, QUOTES);
    assert_eq!(delete(&fixture.api, "a").unwrap_err().code, "no-such-template");
    assert_eq!(own(&fixture.another()), ["my quotes"]);
    assert!(fixture.api.history_state(Nothing {}).unwrap().undo.is_none(), "it is no step of the history");
    assert!(events.lock().unwrap().is_empty(), "and no change of what is read");
}

#[test]
fn a_name_is_a_name_and_what_comes_with_the_app_stays() {
    let fixture = Fixture::new();
    for name in ["", "  ", "a\u{7}", &"長".repeat(201)] {
        assert_eq!(save(&fixture.api, name, "", true).unwrap_err().code, "bad-template-name", "{name:?}");
    }
    let refused = [
        save(&fixture.api, "quote-list", "", true),
        rename(&fixture.api, "quote-list", "mine"),
        delete(&fixture.api, "quote-list"),
    ];
    for refused in refused {
        assert_eq!(refused.unwrap_err().code, "template-built-in");
    }
    let long = save(&fixture.api, "long", &" ".repeat(300_000), true).unwrap_err();
    assert_eq!((long.code.as_str(), long.params["template"].as_str()), ("template-too-long", "long"));
    assert!(!long.params.contains_key("line"), "it is no line that is too long");
    for number in 0..100 {
        save(&fixture.api, &number.to_string(), "", false).unwrap();
    }
    assert_eq!(save(&fixture.api, "100", "", false).unwrap_err().code, "too-many-templates");
    save(&fixture.api, "99", "x", true).unwrap();
    assert_eq!(own(&fixture.api).len(), 100);
}

#[test]
fn what_a_newer_version_keeps_is_not_written_over() {
    let fixture = Fixture::new();
    let kept = json!([{ "name": "n", "kind": "pdf", "source": "" }]);
    let path = fixture.folder.path().join("library.vermilion");
    let library = Library::open(&path, surroundings()).unwrap();
    settings::set(&library, "templates", &kept).unwrap();
    assert!(own(&fixture.api).is_empty());
    assert_eq!(save(&fixture.api, "a", "", true).unwrap_err().code, "bad-setting");
    assert_eq!(settings::get(&library, "templates").unwrap(), Some(kept));
}

#[test]
fn a_template_writes_the_annotations_that_are_asked_for() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "慢慢讀");
    fixture.highlight(&document, "硃筆");
    let slow = fixture.view(&document).annotations[0].id.clone();
    save(&fixture.api, "quotes", QUOTES, false).unwrap();
    let rendered = |template, documents, limit| {
        fixture.api.template_render(TemplateRender { template, documents, limit }).unwrap()
    };
    let all = rendered(named("quotes"), of(&document, None), None);
    assert_eq!((all.text.as_str(), all.characters), ("慢慢讀\n硃筆\n", 7));
    assert_eq!((all.file_name.as_str(), all.media_type.as_str()), ("慢讀.md", "text/markdown"));
    assert_eq!(rendered(typed(QUOTES), of(&document, Some(vec![slow])), None).text, "慢慢讀\n");
    let part = rendered(typed(QUOTES), of(&document, None), Some(4));
    assert_eq!((part.text.as_str(), part.characters), ("慢慢讀\n", 7), "the limit counts characters");
    assert_eq!(part.file_name, "慢讀.txt");

    let other = fixture.import("別的\n\n甲：一\n\n乙：二\n\n甲：三\n\n乙：四\n");
    let titles = "{% for d in documents %}{{ d.title }} {{ d.annotations | length }}\n{% endfor %}";
    let whole = rendered(typed(titles), None, None);
    let mut lines: Vec<&str> = whole.text.lines().collect();
    lines.sort_unstable();
    assert_eq!((lines, whole.file_name.as_str()), (vec!["別的 0", "慢讀 2"], "Vermilion.txt"));
    let two =
        [&other, &document].map(|document| ChosenDocument { document: document.clone(), annotations: None });
    assert_eq!(rendered(typed(titles), Some(two.to_vec()), None).text, "別的 0\n慢讀 2\n", "in this order");
}

#[test]
fn a_mistake_is_told_with_its_template_and_line() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    save(&fixture.api, "引文", "a\n{{ titel }}\n", false).unwrap();
    let refused = |template| {
        let request = TemplateRender { template, documents: of(&document, None), limit: Some(10) };
        fixture.api.template_render(request).unwrap_err()
    };
    let error = refused(named("引文"));
    assert_eq!(error.message, "“引文”, line 2: undefined value: titel.");
    let params = ["template", "line", "problem", "detail"].map(|name| error.params[name].as_str());
    assert_eq!((error.code.as_str(), params), ("bad-template", ["引文", "2", "undefined", "titel"]));
    let error = refused(typed("\n\n{% for x in y"));
    assert_eq!((error.params["line"].as_str(), error.params["problem"].as_str()), ("3", "syntax"));
    assert!(error.message.starts_with("Line 3: syntax error: "), "{}", error.message);
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}x{% endfor %}{% endfor %}{% endfor %}";
    assert_eq!(refused(typed(endless)).code, "template-endless");
    assert_eq!(refused(named("absent")).code, "no-such-template");
}

#[test]
fn a_file_is_written_whole_and_replaced_only_on_request() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "慢慢讀");
    let path = fixture.folder.path().join("out.txt");
    let export = |source: &str, overwrite| {
        let path = path.display().to_string();
        let (template, documents) = (typed(source), of(&document, None));
        fixture.api.template_export(TemplateExport { template, documents, path, overwrite })
    };
    assert_eq!(export(QUOTES, false).unwrap().bytes, 10);
    assert_eq!(export("other", false).unwrap_err().code, "file-exists");
    assert_eq!(export("{{ titel }}", true).unwrap_err().code, "bad-template");
    assert_eq!(fs::read_to_string(&path).unwrap(), "慢慢讀\n");
    export("other", true).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "other\n");
}

#[test]
fn a_template_in_a_file_is_utf_8_and_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let read = |content: &[u8]| {
        let path = folder.path().join("t.md");
        fs::write(&path, content).unwrap();
        read_template(&path)
    };
    assert_eq!(read(b"\xef\xbb\xbfa\r\nb\r\n").unwrap(), "a\nb\n");
    let error = read(b"a\n\xffb").unwrap_err();
    assert_eq!(error.message, "“t.md”, line 2: syntax error: this is not UTF-8.");
    assert_eq!(read(b"a\n{{").unwrap_err().params["line"], "2");
    assert_eq!(read_template(&folder.path().join("absent")).unwrap_err().code, "file-not-found");
    let kind = |name: &str| TemplateKind::of_file(name.as_ref());
    assert_eq!(
        ["a.md", "a.html.jinja", "a.HTM", "a.csv", "jinja"].map(kind),
        [
            TemplateKind::Markdown,
            TemplateKind::Html,
            TemplateKind::Html,
            TemplateKind::Text,
            TemplateKind::Text
        ]
    );
}
