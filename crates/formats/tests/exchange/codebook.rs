//! Codebooks: what is exported comes back, and what others write is taken.

use vermilion_formats::annotated::Colour;
use vermilion_formats::codebook::CodebookTag;
use vermilion_formats::import::{ImportError, ImportedTag, Limits, qdc as import};
use vermilion_formats::qdc;

use crate::library::tag_id;

/// A codebook in which names repeat, at the top, below, and but for their case.
pub(crate) fn codebook() -> Vec<CodebookTag> {
    let tag = |parent, path: &str, colour, definition: &str| CodebookTag {
        id: tag_id(path),
        parent,
        name: path.rsplit('/').next().unwrap().to_owned(),
        colour,
        definition: definition.to_owned(),
    };
    vec![
        tag(None, "情感", Some(Colour::Purple), "何時用：\n\n- <恐懼> & \"喜\"\n"),
        tag(Some(0), "情感/恐懼", Some(Colour::Red), ""),
        tag(Some(1), "情感/恐懼/其他", None, ""),
        tag(Some(0), "情感/其他", None, "  兩個空格"),
        tag(None, "其他", Some(Colour::Yellow), ""),
        tag(None, "Other", Some(Colour::Green), ""),
        tag(Some(5), "Other/OTHER", Some(Colour::Blue), ""),
    ]
}

/// The same as an import gives it.
pub(crate) fn imported(codebook: &[CodebookTag]) -> Vec<ImportedTag> {
    let tag = |tag: &CodebookTag| ImportedTag {
        name: tag.name.clone(),
        parent: tag.parent,
        colour: tag.colour,
        definition: tag.definition.clone(),
    };
    codebook.iter().map(tag).collect()
}

#[test]
fn a_codebook_comes_back_as_it_was() {
    let file = qdc::export(&codebook());
    assert!(import::looks_like(&file));
    let import = import::read(&file, None, Limits::default()).unwrap();
    assert_eq!(import.tags, imported(&codebook()));
    assert_eq!((import.report.taken, import.report.altered, import.report.skipped), (7, 0, 0));
    insta::assert_snapshot!(String::from_utf8(file).unwrap());
}

#[test]
fn codebooks_of_others_and_of_older_versions_are_taken() {
    let file = "\u{feff}<?xml version=\"1.0\"?><q:CodeBook xmlns:q=\"urn:QDA-XML:codebook:0:4\"><q:Codes>\
        <q:Code guid=\"{5215CC69-b628-4e02-afb9-9beeaee55808}\" name=\"Coke::diet\" isCodable=\"false\" color=\"#ff0\">\
        <q:Description>aka &lt;light&gt;</q:Description>\
        <q:Code guid=\"5215cc69-b628-4e02-afb9-9beeaee55808\" name=\"a/b\" isCodable=\"true\"/>\
        <q:Code name=\"A/B\"/><q:Code name=\" \"/></q:Code>\
        </q:Codes><q:Sets><q:Set guid=\"1\" name=\"一組\"><q:MemberCode guid=\"2\"/></q:Set></q:Sets></q:CodeBook>";
    assert!(import::looks_like(file.as_bytes()));
    let import = import::read(file.as_bytes(), None, Limits::default()).unwrap();
    let names: Vec<_> = import.tags.iter().map(|tag| (tag.name.as_str(), tag.parent)).collect();
    assert_eq!(names, [("Coke::diet", None), ("a·b", Some(0)), ("A·B (2)", Some(0)), ("—", Some(0))]);
    assert_eq!(
        (import.tags[0].colour, import.tags[0].definition.as_str()),
        (Some(Colour::Yellow), "aka <light>")
    );
    let reasons: Vec<_> = import.report.findings.iter().map(|finding| finding.reason.as_str()).collect();
    for reason in ["slash-in-name", "same-name", "same-id", "no-name", "no-place"] {
        assert!(reasons.contains(&reason), "{reason} in {reasons:?}");
    }
    let empty = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes/><Sets/></CodeBook>";
    assert_eq!(import::read(empty.as_bytes(), None, Limits::default()).unwrap().tags, []);
}

#[test]
fn a_codebook_that_is_hostile_or_cut_off_is_an_error() {
    let file = qdc::export(&codebook());
    for part in 0..50 {
        let cut = &file[..file.len() * part / 50];
        assert!(import::read(cut, None, Limits::default()).is_err(), "{part}");
    }
    let deep = format!("<CodeBook><Codes>{}", "<Code name='a'>".repeat(10_000));
    assert!(matches!(
        import::read(deep.as_bytes(), None, Limits::default()),
        Err(ImportError::TooMuch { .. })
    ));
    let bomb = "<!DOCTYPE a [<!ENTITY b 'c'>]><CodeBook><Codes><Code name='&b;'/></Codes></CodeBook>";
    assert!(matches!(
        import::read(bomb.as_bytes(), None, Limits::default()),
        Err(ImportError::Hostile { .. })
    ));
    let many = format!("<CodeBook><Codes>{}</Codes></CodeBook>", "<Code name='a'/>".repeat(20));
    let few = Limits { items: 10, ..Limits::default() };
    assert!(matches!(import::read(many.as_bytes(), None, few), Err(ImportError::TooMuch { .. })));
    let other = "<Project xmlns=\"urn:QDA-XML:project:1.0\"/>";
    assert!(!import::looks_like(other.as_bytes()));
    assert!(import::read(other.as_bytes(), None, Limits::default()).is_err());
}
