use std::fs;
use std::path::{Path, PathBuf};
use vermilion_formats::annotated::Annotated;
use vermilion_formats::template::{BUILT_IN, Kind, TemplateError, VARIABLES, check, render};
use vermilion_formats::watch::Watch;
use vermilion_tests::invariants::html::{assert_balanced, tokens};

use crate::fixture::{Draft, YELLOW, chinese, everything};

fn built_in(name: &str, documents: &[Annotated]) -> String {
    let template = BUILT_IN.iter().find(|template| template.name == name).unwrap();
    render(template.source, template.kind, documents, &Watch::nobody()).unwrap()
}

#[test]
fn our_templates_write_every_annotation() {
    let documents = [everything(), chinese()];
    for template in BUILT_IN {
        check(template.source).unwrap();
        let text = built_in(template.name, &documents);
        insta::assert_snapshot!(template.name, text);
        assert!(built_in(template.name, &[]).trim().is_empty());
    }
    assert_balanced(&tokens(&format!(
        "<!doctype html><body>{}</body>",
        built_in("html-fragment", &documents)
    )));
}

#[test]
fn everything_that_is_documented_is_there() {
    let mut document = everything();
    document.annotations[0].tags[0].colour = None;
    for variable in VARIABLES {
        // Of a list the first has it.
        let path = variable.path.replace("[].", "[0].");
        let alone = path.replace("documents[0].", "");
        for path in [path, alone] {
            let source = format!("{{{{ {path} is defined }}}}");
            let said =
                render(&source, Kind::Text, std::slice::from_ref(&document), &Watch::nobody()).unwrap();
            assert_eq!(said, "True\n", "{path}");
        }
    }
}

#[test]
fn words_are_escaped_by_the_kind_of_file_and_notes_are_not() {
    let document =
        Draft::new("en", "T").paragraph("*a*\n# <b>").mark("*a*\n# <b>", YELLOW, "**n** <i>").done();
    let said =
        |source: &str, kind| render(source, kind, std::slice::from_ref(&document), &Watch::nobody()).unwrap();
    let quote = "{% for a in annotations %}{{ a.quote }}|{{ a.note }}{% endfor %}";
    assert_eq!(said(quote, Kind::Text), "*a*\n# <b>|**n** <i>\n");
    assert_eq!(said(quote, Kind::Markdown), "\\*a\\*\n\\# \\<b>|**n** <i>\n");
    let html = "{% for a in annotations %}{{ a.quote }}|{{ a.note_html }}{% endfor %}";
    assert_eq!(said(html, Kind::Html), "*a*\n# &lt;b&gt;|<p><strong>n</strong> &lt;i&gt;</p>\n");
    let lines = "{% for a in annotations %}{{ a.quote | lines('<br>') }}{% endfor %}";
    assert_eq!(said(lines, Kind::Html), "*a*<br># &lt;b&gt;\n");
    let prefix = "{% for a in annotations %}{{ a.quote | prefix('> ') }}{% endfor %}";
    assert_eq!(said(prefix, Kind::Markdown), "> \\*a\\*\n> \\# \\<b>\n");
}

#[test]
fn an_error_names_its_line() {
    let documents = [everything()];
    for (source, line, words) in [
        ("a\n{% for x in y", 2, "syntax error"),
        ("a\n\n{{ titel }}", 3, "undefined value: titel"),
        ("{% for a in annotations %}\n{{ a.quot }}\n{% endfor %}", 2, "undefined value: a.quot"),
        ("\n{{ title | nope }}", 2, "filter"),
        ("{% include 'secret' %}", 1, "template"),
        ("{{ debug() }}", 1, "unknown"),
        ("{{ ''.format(1) }}", 1, "method"),
    ] {
        let error = render(source, Kind::Text, &documents, &Watch::nobody()).unwrap_err();
        assert_eq!(error.line(), line, "{source}: {error}");
        assert!(error.to_string().contains(words), "{source}: {error}");
    }
    assert!(matches!(check("{{"), Err(TemplateError::Wrong { line: 1, .. })));
}

#[test]
fn no_template_goes_on_for_ever_or_fills_the_memory() {
    let documents = [everything()];
    for source in [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}x{% endfor %}{% endfor %}{% endfor %}",
        "{% set n = namespace(x='aaaaaaaaaaaaaaaa') %}{% for i in range(64) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x }}",
        "{{ 'a' * 10000000000 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% set x = [1, 2] * 100000000 %}{{ x | list | length }}",
        "{{ text | replace('', text) | replace('', text) | replace('', text) | replace('', text) | replace('', text) }}",
        "{% for i in range(99999) %}{{ annotations | tojson }}{% endfor %}",
    ] {
        assert!(render(source, Kind::Text, &documents, &Watch::nobody()).is_err(), "{source}");
    }
    let deep = format!("{{{{ {}1{} }}}}", "(".repeat(50_000), ")".repeat(50_000));
    assert!(render(&deep, Kind::Text, &documents, &Watch::nobody()).is_err());
    let nested = format!("{}{}", "{% if true %}".repeat(9_000), "{% endif %}".repeat(9_000));
    assert!(render(&nested, Kind::Text, &documents, &Watch::nobody()).is_err());
    assert_eq!(
        render(&" ".repeat(300_000), Kind::Text, &documents, &Watch::nobody()),
        Err(TemplateError::TooLong)
    );
}

fn documentation() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/templates.md")
}

#[test]
fn the_documentation_lists_the_variables() {
    const BEGIN: &str = "<!-- variables -->\n";
    const END: &str = "<!-- /variables -->";
    let written = fs::read_to_string(documentation()).unwrap().replace("\r\n", "\n");
    let (head, rest) = written.split_once(BEGIN).unwrap();
    let (_, foot) = rest.split_once(END).unwrap();
    let rows = VARIABLES.iter().map(|one| format!("| `{}` | {} |\n", one.path, one.about));
    let table = format!("| Variable | What it is |\n| --- | --- |\n{}", rows.collect::<String>());
    let current = format!("{head}{BEGIN}{table}{END}{foot}");
    if written != current {
        // Rewritten as well as failed, so that the second run is green.
        fs::write(documentation(), current).unwrap();
        panic!("docs/templates.md was out of date; it has been rewritten: commit it");
    }
}

#[test]
fn the_examples_of_the_documentation_work() {
    let written = fs::read_to_string(documentation()).unwrap().replace("\r\n", "\n");
    let examples: Vec<&str> =
        written.split("```jinja\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let document = everything();
    let said =
        |source: &str| render(source, Kind::Text, std::slice::from_ref(&document), &Watch::nobody()).unwrap();
    let [quotes, rows] = examples[..] else { panic!("two examples: {examples:?}") };
    let quotes = said(quotes);
    assert!(
        quotes.contains("# 夜航\n") && quotes.contains("> 夜裡怕不怕？看得見岸\n— 林默, 情感/恐懼"),
        "{quotes}"
    );
    let rows = said(rows);
    let noted = document.annotations.iter().filter(|one| !one.note.is_empty()).count();
    assert_eq!(rows.trim().lines().filter(|line| line.matches('\t').count() >= 2).count(), noted, "{rows}");
}
