//! Texts corrected through the contract.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod support;

use support::{Fixture, INTERVIEW};
use vermilion_api::ApiError;
use vermilion_api::wire::*;

fn edit(fixture: &Fixture, document: &str, words: &str, text: &str) -> Result<ChangeEvent, ApiError> {
    let view = fixture.view(document);
    let at = fixture.place(document, words).0;
    let start = view.blocks.iter().rfind(|block| block.start <= at).unwrap().start;
    let request = BlockEdit {
        document: document.to_owned(),
        revision: view.revision,
        start,
        text: text.to_owned(),
        splices: Vec::new(),
    };
    fixture.api.block_edit(request, "test").map(|changed| changed.change.unwrap())
}

fn preview(fixture: &Fixture, document: &str, text: &str) -> UpdateReport {
    let request = UpdatePreview {
        document: document.to_owned(),
        source: ImportSource::Text { name: None, text: text.to_owned() },
        encoding: None,
        with_kept: false,
    };
    fixture.api.update_preview(request).unwrap()
}

fn commit(report: &UpdateReport, text: &str, decisions: Vec<Decision>) -> UpdateCommit {
    UpdateCommit {
        document: report.document.clone(),
        revision: report.revision.clone(),
        digest: report.digest.clone(),
        shown: report.shown.clone(),
        source: ImportSource::Text { name: None, text: text.to_owned() },
        encoding: None,
        decisions,
    }
}

/// A view that follows the event alone.
fn follow(view: &mut DocumentView, event: &ChangeEvent) {
    for change in &event.texts {
        assert_eq!(change.from, view.revision);
        let characters: Vec<char> = view.text.chars().collect();
        let (mut text, mut at) = (String::new(), 0);
        for splice in &change.splices {
            text.extend(&characters[at..splice.start as usize]);
            text.push_str(&splice.inserted);
            at = (splice.start + splice.removed) as usize;
        }
        text.extend(&characters[at..]);
        view.text = text;
        view.revision.clone_from(&change.to);
        for annotation in &mut view.annotations {
            // Those that are touched are in the event.
            let before = change.splices.iter().filter(|one| one.start + one.removed <= annotation.start);
            let shift: i64 =
                before.map(|one| one.inserted.chars().count() as i64 - i64::from(one.removed)).sum();
            annotation.start = u32::try_from(i64::from(annotation.start) + shift).unwrap();
            annotation.end = u32::try_from(i64::from(annotation.end) + shift).unwrap();
        }
    }
    for annotation in &event.annotations {
        view.annotations.retain(|other| other.id != annotation.id);
        view.orphans.retain(|other| other.id != annotation.id);
        match annotation.state {
            AnnotationState::Orphan => view.orphans.push(annotation.clone()),
            _ => view.annotations.push(annotation.clone()),
        }
    }
    view.annotations.sort_by_key(|one| (one.start, one.end, one.id.clone()));
}

#[test]
fn a_view_can_follow_a_correction_and_its_undoing_by_the_event_alone() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    for words in ["怎麼讀", "慢慢讀", "再讀一次", "紅色"] {
        fixture.highlight(&document, words);
    }
    let mut view = fixture.view(&document);
    let events = fixture.listen();
    edit(&fixture, &document, "慢慢讀", "很慢地讀。讀完𠀀。").unwrap();
    fixture.api.history_undo(Nothing {}, "test").unwrap();
    fixture.api.history_redo(Nothing {}, "test").unwrap();
    let events = events.lock().unwrap();
    assert_eq!(events.len(), 3);
    for event in events.iter() {
        assert_eq!(event.structure, [document.as_str()], "a view that does nothing special opens it again");
        follow(&mut view, event);
    }
    let now = fixture.view(&document);
    assert_eq!((&view.text, &view.revision), (&now.text, &now.revision));
    assert_eq!((view.annotations, view.orphans), (now.annotations, now.orphans));
}

#[test]
fn a_small_correction_is_a_small_event() {
    let fixture = Fixture::new();
    let document = fixture.import(&INTERVIEW.repeat(200));
    for at in 0..300 {
        fixture.create(&document, 60 + at * 40, 66 + at * 40, "").unwrap();
    }
    let event = edit(&fixture, &document, "慢慢讀", "慢慢地讀。讀完再讀一次。").unwrap();
    assert!(event.annotations.len() < 3 && !event.reload, "{}", event.annotations.len());
    assert!(serde_json::to_string(&event).unwrap().len() < 4096);
}

#[test]
fn a_correction_that_says_how_it_was_typed_leaves_each_note_its_own_words() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let start = fixture.place(&document, "慢慢讀").0;
    // The same character twice: the first goes.
    fixture.create(&document, start, start + 1, "").unwrap();
    fixture.create(&document, start + 1, start + 2, "").unwrap();
    let view = fixture.view(&document);
    let block = view.blocks.iter().rfind(|block| block.start <= start).unwrap();
    let request = BlockEdit {
        document: document.clone(),
        revision: view.revision.clone(),
        start: block.start,
        text: "慢讀。讀完再讀一次。".to_owned(),
        splices: vec![SpliceView { start: 0, removed: 1, inserted: String::new() }],
    };
    fixture.api.block_edit(request, "test").unwrap();
    let now = fixture.view(&document);
    assert_eq!((now.annotations.len(), now.orphans.len()), (1, 1));
    assert_eq!((&now.annotations[0].id, now.annotations[0].start), (&view.annotations[1].id, start));
    assert_eq!(now.orphans[0].id, view.annotations[0].id);
}

#[test]
fn who_corrects_another_text_is_told_and_nothing_is_changed() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let stale = fixture.view(&document);
    edit(&fixture, &document, "慢慢讀", "慢慢地讀。").unwrap();
    let before = fixture.view(&document);
    let request = BlockJoin {
        document: document.clone(),
        revision: stale.revision,
        start: stale.blocks[2].start,
        with: Neighbour::Next,
    };
    let error = fixture.api.block_join(request, "test").unwrap_err();
    assert_eq!(
        (error.code.as_str(), error.params["document"].as_str()),
        ("stale-revision", document.as_str())
    );
    assert_eq!(fixture.view(&document).revision, before.revision);
}

#[test]
fn revisions_are_listed_opened_compared_and_restored() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    fixture.highlight(&document, "慢慢讀");
    edit(&fixture, &document, "慢慢讀", "慢慢地讀。").unwrap();
    let list = || fixture.api.revision_list(RevisionList { document: document.clone() }).unwrap();
    let all = list();
    assert_eq!(all.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
    let open = RevisionOpen { document: document.clone(), revision: all[1].id.clone() };
    let old = fixture.api.revision_open(open).unwrap();
    assert_eq!((old.text.as_str(), old.annotations[0].quote.as_str()), (INTERVIEW, "慢慢讀"));
    let compare =
        RevisionCompare { document: document.clone(), from: all[1].id.clone(), to: all[0].id.clone() };
    let comparison = fixture.api.revision_compare(compare).unwrap();
    assert!(comparison.hunks[0].pieces.iter().any(|piece| piece.kind == PieceKind::Inserted));
    let restore =
        RevisionRestore { document: document.clone(), base: all[0].id.clone(), revision: all[1].id.clone() };
    fixture.api.revision_restore(restore, "test").unwrap();
    let now = fixture.view(&document);
    assert_eq!((now.text.as_str(), now.summary.revision_number), (INTERVIEW, 3));
    assert_eq!(now.annotations[0].state, AnnotationState::Anchored);
    assert_eq!(list()[0].origin, RevisionOrigin::Restore);
    let missing = RevisionOpen { document, revision: "019a0000-0000-7000-0000-00000000ffff".to_owned() };
    assert_eq!(fixture.api.revision_open(missing).unwrap_err().code, "no-such-revision");
}

#[test]
fn words_are_found_with_their_surroundings_and_replaced_where_chosen() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let find = ReplaceFind {
        document: document.clone(),
        find: "讀".to_owned(),
        fold_width: false,
        fold_case: false,
    };
    let found = fixture.api.replace_find(find).unwrap();
    assert_eq!(found.places.len(), 5, "the title's too");
    let place = &found.places[2];
    assert_eq!(
        (place.text.as_str(), place.speaker.as_deref(), place.section.as_deref()),
        ("讀", Some("許白"), Some("開始"))
    );
    let commit = ReplaceCommit {
        document: document.clone(),
        revision: found.revision,
        find: "讀".to_owned(),
        fold_width: false,
        fold_case: false,
        replacement: "看".to_owned(),
        only: Some(vec![place.start]),
    };
    let replaced = fixture.api.replace_commit(commit, "test").unwrap();
    assert_eq!(replaced.count, 1);
    assert!(fixture.view(&document).text.contains("慢慢看。讀完再讀一次"));
}

#[test]
fn an_update_is_reported_first_and_only_that_version_is_taken_in() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let gone = fixture.highlight(&document, "因為紅色不會和原文混在一起").annotation.id;
    fixture.highlight(&document, "怎麼讀一篇訪談");
    let corrected = INTERVIEW.replace("許白：因為紅色不會和原文混在一起。\n", "許白：沒有為什麼。\n");
    let before = fixture.view(&document);
    let report = preview(&fixture, &document, &corrected);
    assert_eq!(fixture.view(&document).revision, before.revision, "nothing is stored");
    assert_eq!((report.counts.kept, report.counts.orphaned + report.counts.to_confirm), (1, 1));
    assert!(!report.is_mostly_other);
    let english = include_str!("../../../samples/interview.en.txt");
    assert!(preview(&fixture, &document, english).is_mostly_other, "that is another document's file");
    let [entry] = report.entries.as_slice() else { panic!("{:?}", report.entries) };
    assert_eq!(
        (entry.annotation.id.as_str(), entry.old.text.as_str()),
        (gone.as_str(), "因為紅色不會和原文混在一起")
    );
    let other = fixture.api.update_commit(commit(&report, INTERVIEW, Vec::new()), "test").unwrap_err();
    assert_eq!(other.code, "source-changed");
    let updated = fixture.api.update_commit(commit(&report, &corrected, Vec::new()), "test").unwrap();
    assert_eq!((updated.counts.kept, updated.counts.orphaned), (1, 1));
    let now = fixture.view(&document);
    assert_eq!((now.text.as_str(), now.annotations.len(), now.orphans.len()), (corrected.as_str(), 1, 1));
    let orphan = &now.orphans[0];
    assert_eq!((orphan.id.as_str(), orphan.state), (gone.as_str(), AnnotationState::Orphan));
    let stale = fixture.api.update_commit(commit(&report, &corrected, Vec::new()), "test").unwrap_err();
    assert_eq!(stale.code, "stale-revision");

    // It is told by its words, and goes where somebody says.
    let ask = AnnotationCandidates { annotation: gone.clone() };
    let candidates = fixture.api.annotation_candidates(ask).unwrap();
    assert_eq!(candidates.old.text, "因為紅色不會和原文混在一起");
    let (start, end) = fixture.place(&document, "沒有為什麼");
    let relink = AnnotationRelink { annotation: gone, revision: candidates.revision, start, end };
    fixture.api.annotation_relink(relink, "test").unwrap();
    assert!(fixture.view(&document).orphans.is_empty());
}

#[test]
fn a_decision_goes_before_what_is_proposed() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let kept = fixture.highlight(&document, "慢慢讀").annotation.id;
    let text = INTERVIEW.replace("訪談", "長訪談");
    let report = preview(&fixture, &document, &text);
    let decisions = vec![Decision { annotation: kept, verdict: Verdict::Orphan }];
    fixture.api.update_commit(commit(&report, &text, decisions), "test").unwrap();
    assert_eq!(fixture.view(&document).orphans[0].reason, Some(LossReason::Dismissed));
}

#[test]
fn the_file_a_document_came_from_is_known_however_it_was_corrected() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    edit(&fixture, &document, "慢慢讀", "慢慢地讀。").unwrap();
    let corrected = fixture.view(&document).text;
    for text in [INTERVIEW, &corrected] {
        let source = ImportSource::Text { name: None, text: text.to_owned() };
        let found = fixture.api.import_find(ImportFind { source, encoding: None }).unwrap();
        assert_eq!(found.document.as_deref(), Some(document.as_str()));
    }
}

#[test]
fn another_program_reads_what_was_corrected_and_a_file_may_be_the_source() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let path = fixture.folder.path().join("corrected.txt");
    let corrected = INTERVIEW.replace("慢慢讀", "慢慢地讀");
    std::fs::write(&path, &corrected).unwrap();
    let request = UpdatePreview {
        document: document.clone(),
        source: ImportSource::Path { path: path.to_str().unwrap().to_owned() },
        encoding: None,
        with_kept: true,
    };
    let report = fixture.api.update_preview(request).unwrap();
    assert_eq!(report.file_name.as_deref(), Some("corrected.txt"));
    fixture.api.update_commit(commit(&report, &corrected, Vec::new()), "test").unwrap();
    let other = fixture.another().document_open(DocumentOpen { document }).unwrap();
    assert_eq!(other.text, corrected);
}

#[test]
fn every_format_has_the_orphans() {
    let fixture = Fixture::new();
    let document = fixture.import(INTERVIEW);
    let (start, end) = fixture.place(&document, "慢慢讀");
    fixture.create(&document, start, end, "何以慢？").unwrap();
    edit(&fixture, &document, "慢慢讀", "").unwrap();
    for (format, mark) in [
        (ExportFormat::Md, "失聯"),
        (ExportFormat::Html, "失聯"),
        (ExportFormat::Csv, ",orphan,,,deleted\r\n"),
        (ExportFormat::Tsv, "\torphan\t"),
        (ExportFormat::Txt, "失聯"),
        (ExportFormat::Json, "\"vermilion:state\": \"orphan\""),
    ] {
        let request = ExportRender { document: document.clone(), format, annotations: None, tags: None };
        let text = fixture.api.export_render(request).unwrap().text;
        assert!(text.contains("慢慢讀") && text.contains("何以慢"), "{format:?}");
        assert!(text.contains(mark), "{format:?}");
        if format == ExportFormat::Json {
            assert!(!text.contains("TextPositionSelector"), "it has no position");
        }
    }
}
