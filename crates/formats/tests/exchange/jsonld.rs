//! Web Annotations: our own come back as they were, those of others are taken for what they are.

use serde_json::{Value, json};
use std::ops::ControlFlow;
use vermilion_formats::import::jsonld::{looks_like, read};
use vermilion_formats::import::{Fate, Format, ImportedAbout, Limits};
use vermilion_formats::jsonld::{export, export_all};
use vermilion_formats::watch::Watch;

use crate::library::{documents, interview, memos, path, taken, taken_memos, told};

#[test]
fn what_we_export_comes_back_as_it_was() {
    for document in documents() {
        let file = export(&document);
        assert!(looks_like(file.as_bytes()));
        let import = read(file.as_bytes(), None, Limits::default()).unwrap();
        assert_eq!(import.documents.len(), 1);
        let taken_document = &import.documents[0];
        assert_eq!(taken_document.interview, interview(&document));
        assert_eq!(taken(&import, 0), told(&document));
        let styles: Vec<_> = taken_document.annotations.iter().map(|one| one.style.unwrap()).collect();
        let expected = document.annotations.iter().map(|one| one.style);
        assert_eq!(styles, expected.chain(document.orphans.iter().map(|one| one.style)).collect::<Vec<_>>());
        assert_eq!(taken_memos(&import, &taken_document.memos), memos(&document));
        for tag in document.annotations.iter().flat_map(|one| &one.tags) {
            let found = (0..import.tags.len()).find(|at| path(&import, *at) == tag.path).unwrap();
            assert_eq!(import.tags[found].colour, tag.colour, "{}", tag.path);
        }
        assert_eq!((import.report.altered, import.report.skipped), (0, 0), "{:#?}", import.report);
    }
}

#[test]
fn several_documents_in_one_file_come_back_as_they_were() {
    let documents = documents();
    let file = export_all(&documents, &Watch::nobody());
    assert_eq!(Format::detect(file.as_bytes(), Some("a.json")).name(), "jsonld");
    let collections: Value = serde_json::from_str(&file).unwrap();
    assert_eq!(collections.as_array().unwrap().len(), documents.len());
    let import = read(file.as_bytes(), None, Limits::default()).unwrap();
    assert_eq!(import.documents.len(), documents.len());
    for (at, document) in documents.iter().enumerate() {
        assert_eq!(import.documents[at].interview, interview(document));
        assert_eq!(taken(&import, at), told(document));
    }
    let listener = |_| ControlFlow::Break(());
    let watch = Watch::new(&listener);
    assert!(export_all(&documents, &watch).len() < 10 && watch.is_called_off());
    let one = &documents[..1];
    assert_eq!(export_all(one, &Watch::nobody()), export(&one[0]), "of one it is a collection, and no list");
}

/// What is done to a file.
type Change = fn(&mut Value);

#[test]
fn a_structure_that_cannot_be_is_found_anew_and_places_outside_the_text_are_orphans() {
    let document = &documents()[0];
    let changes: [(&str, Change); 4] = [
        ("a gap", |file| file["vermilion:document"]["blocks"][1]["start"] = json!(3)),
        ("a body outside", |file| {
            file["vermilion:document"]["blocks"][0]["bodyEnd"] = json!(4_000_000_000_u32);
        }),
        ("nobody", |file| file["vermilion:document"]["blocks"][4]["speaker"] = json!("urn:uuid:0")),
        ("no blocks", |file| file["vermilion:document"]["blocks"] = json!(7)),
    ];
    for (what, change) in changes {
        let mut file: Value = serde_json::from_str(&export(document)).unwrap();
        change(&mut file);
        let import = read(file.to_string().as_bytes(), None, Limits::default()).unwrap();
        assert_eq!(import.documents[0].interview.text, document.text, "{what}");
        assert!(import.report.findings.iter().any(|finding| finding.reason == "found-anew"), "{what}");
        assert_eq!(taken(&import, 0), told(document), "{what}");
    }
    let mut file: Value = serde_json::from_str(&export(document)).unwrap();
    file["first"]["items"][0]["target"]["selector"][0]["end"] = json!(999_999);
    let import = read(file.to_string().as_bytes(), None, Limits::default()).unwrap();
    let first = &import.documents[0].annotations[0];
    assert_eq!((first.span, first.quote.as_str()), (None, "從來不用衛星"));
    assert_eq!(import.report.altered, 1);
}

#[test]
fn annotations_of_others_are_to_be_placed_by_their_words() {
    let single = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/anno1",
        "type": "Annotation",
        "motivation": "tagging",
        "created": "2015-01-31T12:03:45+01:00",
        "creator": { "type": "Person", "name": "My Pseudonym" },
        "body": [
            "http://example.net/review1",
            { "type": "TextualBody", "value": "河" },
            { "type": "TextualBody", "value": "I like this!", "purpose": "commenting" },
            { "type": "Choice", "items": [{ "type": "TextualBody", "purpose": "describing", "value": "好" }] },
        ],
        "target": {
            "source": "http://example.org/page1#top",
            "selector": { "type": "FragmentSelector", "value": "namedSection",
                "refinedBy": { "type": "TextQuoteSelector", "exact": "霧與河", "prefix": "這是" } },
        },
    });
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": ["AnnotationCollection"],
        "first": { "type": "AnnotationPage", "next": "http://example.org/page2", "items": [
            single,
            { "type": "Annotation", "bodyValue": "about all of it", "target": "http://example.org/page1" },
            { "type": "Annotation", "target": "http://example.com/picture" },
            { "type": "Annotation", "bodyValue": "two", "target": [
                { "source": { "id": "http://example.com/b" }, "selector": [{ "type": "TextQuoteSelector", "exact": "乙" }] },
                { "source": "http://example.org/page1", "selector": { "type": "SvgSelector", "value": "<svg/>" } },
            ] },
        ] },
    });
    let page = collection["first"].clone();
    for file in [&single, &collection, &page] {
        assert!(looks_like(file.to_string().as_bytes()) || file == &page);
        let import = read(file.to_string().as_bytes(), Some("a.json"), Limits::default()).unwrap();
        let document = &import.documents[0];
        assert_eq!(document.name.as_deref(), Some("http://example.org/page1"));
        assert_eq!(document.interview.text, "");
        let first = &document.annotations[0];
        assert_eq!((first.span, first.quote.as_str()), (None, "霧與河"));
        assert_eq!(first.note, "<http://example.net/review1>\n\nI like this!\n\n好");
        assert_eq!(first.tags.iter().map(|tag| path(&import, *tag)).collect::<Vec<_>>(), ["河"]);
        assert_eq!(first.author.as_deref(), Some("My Pseudonym"));
        assert_eq!(first.created.as_deref(), Some("2015-01-31T11:03:45Z"));
        if file == &single {
            continue;
        }
        let told: Vec<_> = document.memos.iter().map(|memo| (&memo.about, memo.text.as_str())).collect();
        assert_eq!(told, [(&ImportedAbout::Document, "about all of it"), (&ImportedAbout::Document, "two")]);
        assert_eq!(import.documents.len(), 3);
        assert_eq!(import.documents[2].annotations[0].quote, "乙");
        let left: Vec<_> = (import.report.findings.iter())
            .filter(|finding| finding.fate == Fate::Skipped)
            .map(|finding| (finding.kind.as_str(), finding.reason.as_str()))
            .collect();
        assert_eq!(left, [("page", "not-in-file"), ("annotation", "no-quote")]);
    }
}

#[test]
fn what_is_no_web_annotation_is_refused() {
    for (file, expected) in [
        ("", "no Web Annotation file"),
        ("{}", "there is no annotation"),
        ("[1, \"a\", null]", "there is no annotation"),
        ("{\"vermilion:document\": {}}", "no text"),
        (&format!("{}1{}", "[".repeat(500), "]".repeat(500)), "recursion"),
        (&format!("{{\"items\": [{}1]}}", "0,".repeat(8_000_000)), "too much"),
    ] {
        let error = read(file.as_bytes(), None, Limits::default()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_file_that_is_cut_off_or_garbled_is_an_error_and_no_panic() {
    let document = &documents()[3];
    let file = export(document).into_bytes();
    for part in 0..50 {
        assert!(read(&file[..file.len() * part / 50], None, Limits::default()).is_err());
    }
    let mut seed = 7_u32;
    for _ in 0..300 {
        let mut garbled = file.clone();
        for _ in 0..3 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % garbled.len();
            garbled[at] = b"0[]{}\",:9n"[seed as usize / 7 % 10];
        }
        if let Ok(import) = read(&garbled, None, Limits::default()) {
            for document in &import.documents {
                let end = vermilion_anchor::count(&document.interview.text);
                assert!(document.annotations.iter().all(|one| one.span.is_none_or(|span| span.end.0 <= end)));
            }
        }
    }
    let few = Limits { items: 2, ..Limits::default() };
    assert!(read(&file, None, few).unwrap_err().to_string().contains("annotations"));
}
