//! Projects: what is exported comes back, as far as the format can hold it.

use std::collections::HashSet;
use vermilion_formats::annotated::Annotated;
use vermilion_formats::codebook::CodebookTag;
use vermilion_formats::import::qdpx::{looks_like, read};
use vermilion_formats::import::{ImportError, Limits};
use vermilion_formats::interview::{Role, parse};
use vermilion_formats::qdpx::{self, Counting};
use vermilion_formats::watch::Watch;

use crate::archive::{pack, unpack};
use crate::codebook::codebook;
use crate::library::{documents, memos, path, taken, taken_memos, told};

/// The project.
fn export(name: &str, documents: &[Annotated], codebook: &[CodebookTag], counting: Counting) -> Vec<u8> {
    qdpx::export(name, documents, codebook, counting, &Watch::nobody())
}

#[test]
fn what_we_export_comes_back_whichever_way_it_is_counted() {
    let documents = documents();
    for counting in [Counting::CodePoints, Counting::Nvivo] {
        let file = export("計畫 <1>", &documents, &codebook(), counting);
        assert!(looks_like(&file));
        let import = read(&file, None, Limits::default()).unwrap();
        assert_eq!(import.documents.len(), documents.len());
        let mut of_tags = Vec::new();
        for (at, document) in documents.iter().enumerate() {
            let interview = &import.documents[at].interview;
            assert_eq!(interview.text, document.text);
            assert_eq!(interview.title.as_deref(), Some(document.title.as_str()));
            assert_eq!((&interview.source, &interview.published), (&document.source, &document.published));
            assert_eq!(interview.language, document.language);
            assert_eq!(interview.blocks, parse(&document.text).blocks, "the structure is found in the text");
            assert_eq!(taken(&import, at), told(document));
            let (on_tags, mut on_document): (Vec<_>, Vec<_>) =
                memos(document).into_iter().partition(|(about, _)| about.starts_with("tag "));
            of_tags.extend(on_tags);
            let mut found = taken_memos(&import, &import.documents[at].memos);
            on_document.sort();
            found.sort();
            assert_eq!(found, on_document);
        }
        assert_eq!(taken_memos(&import, &import.memos), of_tags);
        let paths: HashSet<String> = (0..import.tags.len()).map(|tag| path(&import, tag)).collect();
        assert_eq!(paths.len(), import.tags.len());
        for tag in documents.iter().flat_map(|one| &one.annotations).flat_map(|one| &one.tags) {
            assert!(paths.contains(&tag.path), "{}", tag.path);
        }
        let first = import.tags.iter().find(|tag| tag.name == "情感").unwrap();
        assert_eq!(first.definition, codebook()[0].definition);
        assert_eq!(import.report.altered, 0, "{:#?}", import.report);
    }
}

#[test]
fn names_and_roles_of_speakers_are_those_of_the_library() {
    let mut document = documents().swap_remove(4);
    let speakers = document.speakers.len();
    assert_eq!(speakers, 2);
    document.speakers[0].role = Role::Other;
    document.speakers[1].name = "高吉先生".to_owned();
    let file = export("a", &[document], &[], Counting::default());
    let import = read(&file, None, Limits::default()).unwrap();
    let told: Vec<_> =
        import.documents[0].interview.speakers.iter().map(|one| (one.name.as_str(), one.role)).collect();
    assert_eq!(told, [("林默", Role::Other), ("高吉先生", Role::Interviewee)]);
    assert_eq!(import.report.skipped, 0, "{:#?}", import.report);
}

#[test]
fn a_project_is_the_same_bytes_every_time_and_names_are_unique_in_it() {
    let documents = documents();
    let file = export("a", &documents, &codebook(), Counting::CodePoints);
    assert!(file == export("a", &documents, &codebook(), Counting::CodePoints));
    let project = String::from_utf8(unpack(&file, "project.qde")).unwrap();
    let mut names = HashSet::new();
    for line in project.lines().filter(|line| line.trim_start().starts_with("<Code ")) {
        let name = line.split("name=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(names.insert(name.to_lowercase()), "{name}");
    }
    for document in &documents {
        let text = unpack(&file, &format!("sources/{}.txt", document.id));
        assert_eq!(String::from_utf8(text).unwrap(), document.text);
    }
    let nvivo = export("a", &documents[..1], &[], Counting::Nvivo);
    let text = String::from_utf8(unpack(&nvivo, &format!("sources/{}.txt", documents[0].id))).unwrap();
    assert_eq!(text, format!("\u{feff}{}", documents[0].text.replace('\n', "\r\n")));
}

#[test]
fn the_project_is_written_in_the_order_of_the_schema() {
    let documents = documents();
    let file = export("夜航", &documents[3..4], &[], Counting::CodePoints);
    insta::assert_snapshot!(String::from_utf8(unpack(&file, "project.qde")).unwrap());
}

/// A member of an archive: its name and what it holds.
type Member<'m> = (&'m str, &'m [u8]);

#[test]
fn what_is_no_project_or_a_hostile_one_is_refused() {
    let project = b"<Project name='a'/>".as_slice();
    let cases: [(&[Member<'_>], &str); 7] = [
        (&[("a.txt", b"")], "no .qde file"),
        (&[("a.qde", project), ("b.QDE", project)], "more than one .qde"),
        (&[("a.qde", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Project/>")], "document type"),
        (&[("a.qde", b"<Other/>")], "does not begin with a Project"),
        (&[("a.qde", b"")], "empty"),
        (&[("a.qde", project), ("../b.txt", b"")], "leads out"),
        (&[("a.qde", b"<Project><Sources>")], "cut off"),
    ];
    for (members, expected) in cases {
        let error = read(&pack(members), None, Limits::default()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(!looks_like(&pack(&[("a.txt", b"")])));
    assert!(!looks_like(b"PK"));
    let deep = format!("<Project><CodeBook><Codes>{}", "<Code name='a'>".repeat(100_000));
    let file = pack(&[("a.qde", deep.as_bytes())]);
    assert!(matches!(read(&file, None, Limits::default()), Err(ImportError::TooMuch { .. })));
    let bomb = pack(&[("a.qde", &vec![b' '; 3_000_000])]);
    let small = Limits { unpacked: 1_000_000, ..Limits::default() };
    assert!(matches!(read(&bomb, None, small), Err(ImportError::TooMuch { .. })));
    let note = format!(
        "<Project><Sources><TextSource><PlainTextContent>a b</PlainTextContent>{}</TextSource></Sources><Notes>\
        <Note guid='n'><PlainTextContent>{}</PlainTextContent></Note></Notes></Project>",
        "<NoteRef targetGUID='n'/>".repeat(2000),
        "x".repeat(1000),
    );
    let file = pack(&[("a.qde", note.as_bytes())]);
    assert!(matches!(read(&file, None, small), Err(ImportError::TooMuch { what: "bytes of notes", .. })));
}

#[test]
fn a_project_that_is_cut_off_or_garbled_is_an_error_and_no_panic() {
    let file = export("a", &documents(), &codebook(), Counting::CodePoints);
    for part in 0..50 {
        assert!(read(&file[..file.len() * part / 50], None, Limits::default()).is_err(), "{part}");
    }
    let documents = documents();
    let id = &documents[3].id;
    let file = export("a", &documents[3..4], &[], Counting::CodePoints);
    let (project, member) = (unpack(&file, "project.qde"), format!("sources/{id}.txt"));
    let text = unpack(&file, &member);
    let mut seed = 11_u32;
    let mut read_anyway = 0;
    for _ in 0..400 {
        let mut garbled = project.clone();
        for _ in 0..2 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % garbled.len();
            garbled[at] = b"0 <>/\"=9n-"[seed as usize / 7 % 10];
        }
        let Ok(import) = read(&pack(&[("project.qde", &garbled), (&member, &text)]), None, Limits::default())
        else {
            continue;
        };
        read_anyway += 1;
        for document in &import.documents {
            let end = vermilion_anchor::count(&document.interview.text);
            assert!(document.annotations.iter().all(|one| one.span.is_none_or(|span| span.end.0 <= end)));
            let tags = document.annotations.iter().flat_map(|one| &one.tags);
            assert!(tags.into_iter().all(|tag| *tag < import.tags.len()));
        }
    }
    assert!(read_anyway > 50, "{read_anyway}");
}
