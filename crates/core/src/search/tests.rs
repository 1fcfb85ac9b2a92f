use super::{AsideOf, Found, HitKind, Problem, Request, Scope, Syntax, places as all_places, search};
use crate::{
    Error, annotations,
    ids::DocumentId,
    memos, revisions,
    tags::{self, NewTag},
    testing::{Desk, RED_LINE, TALK},
};
use vermilion_anchor::{Folding, Span};

fn request(query: &str) -> Request {
    Request {
        query: query.to_owned(),
        syntax: Syntax::Words,
        scope: Scope::All,
        document: None,
        folding: Folding::USUAL,
        is_whole_word: false,
        offset: 0,
        limit: 50,
    }
}

fn find(desk: &Desk, request: &Request) -> Found {
    search(&desk.library, request, &|| true).unwrap()
}

/// What each place is in and what stands there, with the word before it.
fn places(found: &Found) -> Vec<(HitKind, String)> {
    found.hits.iter().map(|hit| (hit.kind, format!("{}[{}]{}", hit.before, hit.text, hit.after))).collect()
}

fn texts(desk: &Desk, query: &str) -> Vec<String> {
    places(&find(desk, &request(query))).into_iter().map(|(_, text)| text).collect()
}

fn annotated() -> (Desk, DocumentId) {
    let (desk, document) = Desk::with(TALK);
    let text = crate::documents::open(&desk.library, document).unwrap().text;
    let at = |words: &str| {
        let start = text[..text.find(words).unwrap()].chars().count() as u32;
        Span::new(start, start + words.chars().count() as u32)
    };
    annotations::create(&desk.library, document, at("一本書"), RED_LINE, "書名不詳").unwrap();
    desk.create(document, at("好看嗎").start.0, at("好看嗎").end.0, "");
    (desk, document)
}

#[test]
fn a_place_is_told_with_what_is_around_it_who_says_it_and_where() {
    let (desk, document) = Desk::with(TALK);
    let found = find(&desk, &request("好看"));
    assert_eq!(found.total, 2);
    assert_eq!(places(&found)[0], (HitKind::Text, "Ada: [好看]嗎？".to_owned()));
    assert_eq!(found.hits[1].speaker.as_deref(), Some("Ben"));
    assert_eq!(found.hits[1].section.as_ref().unwrap().title, "02. 然後");
    assert_eq!(
        found.documents.iter().map(|one| (one.document, one.count)).collect::<Vec<_>>(),
        [(document, 2)]
    );
    let said: Vec<(&str, u64)> = found.speakers.iter().map(|one| (one.name.as_str(), one.count)).collect();
    assert_eq!(said, [("Ada", 1), ("Ben", 1)]);
}

#[test]
fn what_of_a_place_can_be_marked_is_told() {
    let (desk, document) = annotated();
    let text = crate::documents::open(&desk.library, document).unwrap().text;
    let passages = |query: &str, syntax| {
        let request = Request { scope: Scope::Text, syntax, ..request(query) };
        let told = |passage: Span| {
            text.chars().skip(passage.start.0 as usize).take(passage.len() as usize).collect::<String>()
        };
        find(&desk, &request).hits.iter().map(|hit| hit.passage.map(told)).collect::<Vec<_>>()
    };
    let some = |words: &str| Some(words.to_owned());
    assert_eq!(passages("好看", Syntax::Literal), [some("好看"), some("好看")]);
    // A name that stands before what is said is found, and is not read.
    assert_eq!(passages("ada", Syntax::Literal), [None, None]);
    assert_eq!(passages("Ben: 一本", Syntax::Literal), [some("一本")]);
    assert_eq!(passages("Ben: 好看。|什麼？\\nBen", Syntax::Pattern), [some("什麼？"), some("好看。")]);
    // White space at its ends is not highlighted.
    assert_eq!(passages("\\s*好看。\\s*", Syntax::Pattern), [some("好看。")]);
    assert_eq!(passages("color:red", Syntax::Words), [some("一本書")]);
}

#[test]
fn titles_names_and_notes_are_searched_too() {
    let (desk, _) = annotated();
    let kinds = |query: &str, scope| {
        let found = find(&desk, &Request { scope, ..request(query) });
        found.hits.iter().map(|hit| hit.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("书", Scope::All), [HitKind::Text, HitKind::Note]);
    assert_eq!(kinds("書", Scope::Text), [HitKind::Text]);
    assert_eq!(kinds("書", Scope::Notes), [HitKind::Note]);
    assert!(kinds("ada", Scope::All).contains(&HitKind::Speaker));
    assert!(kinds("風景", Scope::All).contains(&HitKind::Title));
}

#[test]
fn operators_say_where_and_words_stand_in_one_block() {
    let (desk, _) = annotated();
    for (query, expected) in [
        ("speaker:ben 好看", vec!["Ben: [好看]。"]),
        ("section:然後 -speaker:Ada 好看", vec!["Ben: [好看]。"]),
        ("你 書", vec![]),
        ("你 讀", vec!["Ada: [你]在讀什麼？", "Ada: 你在[讀]什麼？"]),
        ("讀 OR 第二", vec!["Ada: 你在[讀]什麼？", "這是[第二]段。"]),
        ("好看 -嗎", vec!["Ben: [好看]。"]),
        ("\"好看嗎\"", vec!["Ada: [好看嗎]？"]),
        ("color:red 書 -名", vec!["Ben: 一本[書]。"]),
        ("colour:yellow", vec!["Ada: [好看嗎]？"]),
        ("has:note", vec!["Ben: [一本書]。"]),
        ("title:风景 導言", vec!["[導言]。"]),
        ("title:別的 導言", vec![]),
        ("is:orphan", vec![]),
        ("speaker:Ben", vec!["Ben: [一本書。]", "[這是第二段。]", "Ben: [好看。]"]),
    ] {
        assert_eq!(texts(&desk, query), expected, "{query}");
    }
}

#[test]
fn an_orphan_is_found_by_what_it_is() {
    let (desk, document) = annotated();
    let open = crate::documents::open(&desk.library, document).unwrap();
    let block = open.blocks.iter().find(|block| block.body.contains(open.annotations[0].span.start)).unwrap();
    revisions::edit_block(&desk.library, document, open.revision, block.span.start, "沒有了").unwrap();
    assert_eq!(texts(&desk, "is:orphan"), ["[一本書]"]);
    assert_eq!(find(&desk, &request("is:orphan")).hits[0].span, Span::default(), "it stands nowhere");
    assert_eq!(texts(&desk, "is:orphan 不詳"), ["書名[不詳]"]);
    assert_eq!(texts(&desk, "沒有"), ["Ben: [沒有]了"], "what was corrected is found at once");
}

#[test]
fn an_annotation_whose_words_were_corrected_is_found_by_that() {
    let (desk, document) = annotated();
    assert_eq!(texts(&desk, "is:changed"), [""; 0]);
    desk.correct(document, "一本書", "一本好書");
    assert_eq!(texts(&desk, "is:changed"), ["Ben: [一本好書]。"]);
    assert_eq!(texts(&desk, "is:changed 書"), ["Ben: 一本好[書]。", "[書]名不詳"]);
    assert_eq!(texts(&desk, "is:changed speaker:Ada"), [""; 0]);
    assert_eq!(texts(&desk, "好看 -is:changed").len(), 2);
}

#[test]
fn what_is_done_beside_is_found() {
    let (desk, _) = annotated();
    assert_eq!(find(&desk, &request("導言")).total, 1);
    let other = desk.beside();
    let second = other.import(TALK);
    assert_eq!(find(&desk, &request("導言")).total, 2);
    let one = Request { document: Some(second), ..request("導言") };
    assert_eq!(find(&desk, &one).total, 1);
    desk.library.undo().unwrap();
    assert_eq!(find(&desk, &request("導言")).total, 1);
    assert!(matches!(search(&desk.library, &one, &|| true), Err(Error::NoSuchDocument { .. })));
}

#[test]
fn whole_words_are_those_of_a_dictionary() {
    let desk = Desk::new();
    desk.import(&["A: 研究生命起源的研究生在研究。", "B: The cat concatenates a cat."]);
    let whole = |query: &str| {
        find(&desk, &Request { is_whole_word: true, scope: Scope::Text, ..request(query) }).total
    };
    let every = |query: &str| find(&desk, &Request { scope: Scope::Text, ..request(query) }).total;
    assert_eq!(every("研究"), 3);
    assert!((1..3).contains(&whole("研究")), "{}", whole("研究"));
    assert_eq!(every("cat"), 3);
    assert_eq!(whole("cat"), 2);
}

#[test]
fn pages_follow_each_other() {
    let desk = Desk::new();
    for _ in 0..40 {
        desk.import(TALK);
    }
    let all = find(&desk, &Request { limit: 1000, ..request("好看") });
    assert_eq!((all.total, all.hits.len()), (80, 80));
    let mut pages = Vec::new();
    for offset in (0..81).step_by(7) {
        let page = find(&desk, &Request { offset, limit: 7, ..request("好看") });
        assert_eq!(page.total, 80);
        pages.extend(page.hits);
    }
    assert_eq!(pages, all.hits);
}

#[test]
fn patterns_and_phrases_are_taken_as_they_stand() {
    let (desk, _) = Desk::with(TALK);
    let with = |syntax, query: &str| find(&desk, &Request { syntax, ..request(query) });
    assert_eq!(with(Syntax::Pattern, "好看[吗。]").total, 2);
    assert_eq!(with(Syntax::Literal, "Ada: 你").total, 1);
    assert_eq!(with(Syntax::Literal, "-\"(").total, 0);
    let bad = Request { syntax: Syntax::Pattern, ..request("(好") };
    let error = search(&desk.library, &bad, &|| true).unwrap_err();
    assert!(matches!(error, Error::BadQuery(bad) if matches!(bad.problem, Problem::BadPattern(_))));
}

#[test]
fn marks_between_words_may_be_left_out_where_that_is_asked() {
    let desk = Desk::new();
    desk.import(&["A: 紅色，藍色。", "B: 好"]);
    let folding = Folding { separators: true, ..Folding::USUAL };
    let loose = |query: &str| find(&desk, &Request { folding, scope: Scope::Text, ..request(query) });
    assert_eq!(find(&desk, &request("紅色藍色")).total, 0);
    assert_eq!(places(&loose("红色蓝色")).pop().unwrap().1, "A: [紅色，藍色]。");
    assert_eq!(loose("，").total, 1, "a mark alone is looked for as it is");
}

#[test]
fn a_search_can_be_called_off() {
    let (desk, _) = Desk::with(TALK);
    assert!(matches!(search(&desk.library, &request("好"), &|| false), Err(Error::Cancelled)));
    assert_eq!(find(&desk, &request("好")).total, 2);
    assert_eq!(find(&desk, &request("")).total, 0);
}

fn tag(desk: &Desk, name: &str, parent: Option<&str>, definition: &str) {
    let parent = parent.map(|parent| tags::resolve(&desk.library, parent).unwrap());
    let new =
        NewTag { name: name.to_owned(), parent, definition: definition.to_owned(), ..NewTag::default() };
    tags::create(&desk.library, &new).unwrap();
}

#[test]
fn a_tag_is_asked_for_by_name_path_and_id_with_those_under_it() {
    let (desk, document) = annotated();
    let all = annotations::list(&desk.library, document).unwrap();
    let book = all.iter().find(|one| one.quote == "一本書").unwrap();
    tag(&desk, "物品", None, "");
    tag(&desk, "書", Some("物品"), "");
    tag(&desk, "評價", None, "");
    tags::give(&desk.library, &[book.id], &["物品/書".to_owned()]).unwrap();
    let id = tags::resolve(&desk.library, "物品").unwrap();
    for (query, expected) in [
        ("tag:物品", vec!["Ben: [一本書]。"]),
        ("tag:书", vec!["Ben: [一本書]。"]),
        ("tag:物品/书", vec!["Ben: [一本書]。"]),
        (&format!("tag:{id}"), vec!["Ben: [一本書]。"]),
        ("tag:/物品 本", vec!["Ben: 一[本]書。"]),
        ("tag:評價", vec![]),
        ("好看 -tag:物品", vec!["Ada: [好看]嗎？", "Ben: [好看]。"]),
    ] {
        assert_eq!(texts(&desk, query), expected, "{query}");
    }
    let refused = |query: &str| match search(&desk.library, &request(query), &|| true) {
        Err(Error::BadQuery(bad)) => (bad.span, bad.problem),
        other => panic!("{other:?}"),
    };
    let near = |near: &[&str]| Problem::UnknownTag { near: near.iter().map(|&one| one.to_owned()).collect() };
    assert_eq!(refused("好 tag:評語"), (Span::new(6, 8), near(&["評價"])));
    assert_eq!(refused("tag:/書").1, near(&["物品/書"]));
    assert_eq!(refused("tag:無關").1, near(&[]));
}

#[test]
fn a_tag_that_is_asked_for_where_there_is_none_is_explained() {
    let (desk, _) = Desk::with(TALK);
    let error = search(&desk.library, &request("tag:書"), &|| true).unwrap_err();
    assert!(matches!(error, Error::BadQuery(bad) if bad.problem == Problem::NoTags));
}

#[test]
fn tags_and_memos_are_found_and_say_what_they_are() {
    let (desk, document) = Desk::with(TALK);
    tag(&desk, "閱讀", None, "讀書的時候。");
    let heading = crate::documents::open(&desk.library, document).unwrap();
    let heading = heading
        .blocks
        .iter()
        .find(|block| matches!(block.kind, vermilion_formats::interview::BlockKind::Heading { .. }))
        .unwrap();
    let section = memos::Target::Section(document, heading.span.start);
    memos::create(&desk.library, section, "這節談讀書", "").unwrap();
    memos::create(&desk.library, memos::Target::Library, "讀完再讀", "").unwrap();
    let found = find(&desk, &request("读"));
    assert_eq!((found.total, found.aside_total), (1, 5));
    let told: Vec<String> = found
        .asides
        .iter()
        .map(|one| {
            let of = match &one.of {
                AsideOf::TagName { path, .. } => format!("name {path}"),
                AsideOf::TagDefinition { path, .. } => format!("definition {path}"),
                AsideOf::Memo { title, about, .. } => format!("memo {title:?} {about:?}"),
            };
            format!("{of}: {}[{}]{}", one.before, one.text, one.after)
        })
        .collect();
    assert_eq!(
        told,
        [
            "name 閱讀: 閱[讀]",
            "definition 閱讀: [讀]書的時候。",
            "memo Some(\"風景\") Some(\"01. 開始\"): 這節談[讀]書",
            "memo None None: [讀]完再讀",
            "memo None None: 讀完再[讀]",
        ]
    );
    let count = |request: &Request| find(&desk, request).aside_total;
    assert_eq!(count(&Request { scope: Scope::Text, ..request("讀") }), 0);
    assert_eq!(count(&Request { scope: Scope::Notes, ..request("讀") }), 5);
    assert_eq!(
        count(&Request { document: Some(document), ..request("讀") }),
        1,
        "what is about the document"
    );
    assert_eq!(count(&request("讀 section:開始")), 1);
    assert_eq!(count(&request("讀 tag:閱讀")), 2);
    assert_eq!(find(&desk, &Request { limit: 2, ..request("讀") }).asides.len(), 2);
    assert_eq!(find(&desk, &Request { offset: 50, ..request("讀") }).asides.len(), 0);
}

#[test]
fn all_places_of_a_document_are_those_that_a_search_finds() {
    let (desk, document) = annotated();
    desk.import(TALK);
    for query in ["好看", "看 OR 書", "speaker:Ben", "color:red", "看 -嗎", "has:note", "沒有的"] {
        for scope in [Scope::All, Scope::Text, Scope::Notes] {
            let one = Request { scope, document: Some(document), limit: 1000, ..request(query) };
            let places = all_places(&desk.library, document, &one, &|| true).unwrap();
            let hits = find(&desk, &one).hits;
            let mut spans: Vec<Span> = hits
                .iter()
                .filter(|hit| matches!(hit.kind, HitKind::Text | HitKind::Annotation))
                .map(|hit| hit.span)
                .collect();
            spans.sort_by_key(|span| (span.start, span.end));
            let notes = hits.iter().filter(|hit| hit.kind == HitKind::Note).count();
            assert_eq!(places.spans, spans, "{query} {scope:?}");
            assert_eq!(places.total, spans.len() as u64, "{query} {scope:?}");
            assert_eq!(
                places.notes.iter().map(|one| one.count as usize).sum::<usize>(),
                notes,
                "{query} {scope:?}"
            );
        }
    }
    let few = Request { limit: 1, ..request("好看") };
    let places = all_places(&desk.library, document, &few, &|| true).unwrap();
    assert_eq!((places.spans.len(), places.total), (1, 2));
    let bad = Request { syntax: Syntax::Pattern, ..request("(好") };
    assert!(matches!(all_places(&desk.library, document, &bad, &|| true), Err(Error::BadQuery(_))));
}
