//! A version from outside: shown, then taken in.

use super::*;

#[test]
fn a_corrected_version_is_shown_and_then_taken_in() {
    let text = "# 訪談\n\n甲：你在讀什麼書？\n\n乙：一本關於山的書，很厚。\n\n甲：好看嗎？\n\n乙：好看，我讀了三遍。\n";
    let talk = Talk::of(text);
    let (kept, changes, gone) = (talk.mark("讀什麼書"), talk.mark("一本關於山的書"), talk.mark("讀了三遍"));
    let speakers: Vec<_> = talk.open().speakers.iter().map(|speaker| speaker.id).collect();
    let corrected =
        "# 訪談\n\n甲：你在讀什麼書？\n\n乙：一本關於高山的書，很厚。\n\n甲：好看嗎？\n\n丙：我也在。\n";
    let version = Version { interview: interview::parse(corrected) };
    let before = talk.desk.dump();
    let report = preview(&talk.desk.library, talk.document, &version, &mut go_on()).unwrap();
    assert_eq!(talk.desk.dump(), before, "nothing is stored");
    assert_eq!((report.entries.len(), report.is_same), (3, false));
    let revise = |decisions: &HashMap<AnnotationId, Decision>| {
        let (library, shown) = (&talk.desk.library, &report.shown);
        revise(library, talk.document, report.revision, shown, &version, decisions, &mut go_on())
    };
    let done = revise(&HashMap::new()).unwrap();
    assert!(done.change.is_some());
    talk.check();
    assert_eq!(&*talk.open().text, corrected);
    assert_eq!(talk.quote(kept), ("讀什麼書".to_owned(), State::Anchored));
    let now: Vec<_> = talk.open().speakers.iter().map(|speaker| speaker.id).collect();
    assert_eq!(now[..2], speakers, "the same speakers are the same");
    assert!(matches!(revise(&HashMap::new()), Err(Error::StaleRevision { .. })));
    talk.desk.library.undo().unwrap();
    assert_eq!(talk.desk.dump(), before);
    let decided = HashMap::from([(changes, Decision::Orphan), (gone, Decision::Place(Span::new(0, 4)))]);
    revise(&decided).unwrap();
    talk.check();
    assert_eq!(talk.quote(changes).1, State::Orphan { original: None, reason: Loss::Dismissed });
    assert_eq!(talk.quote(gone).0, "# 訪談");
    assert_eq!(talk.revisions()[0].origin, Origin::Update);
}

#[test]
fn a_speaker_whom_a_version_calls_otherwise_is_the_same_one() {
    let text = "甲：你在讀什麼書？\n\n乙：一本關於山的書，很厚。\n\n甲：好看嗎？\n\n乙：好看，我讀了三遍。\n";
    let talk = Talk::of(text);
    let marked = talk.mark("一本關於山的書");
    let of = |talk: &Talk| -> Vec<_> {
        talk.open().speakers.into_iter().map(|one| (one.id, one.name, one.role, one.colour)).collect()
    };
    let before = of(&talk);
    let library = &talk.desk.library;
    let take = |text: &str| {
        let version = Version { interview: interview::parse(text) };
        let report = preview(library, talk.document, &version, &mut go_on()).unwrap();
        let none = HashMap::new();
        revise(library, talk.document, report.revision, &report.shown, &version, &none, &mut go_on())
            .unwrap();
        talk.check();
        report
    };
    // One of the two turns is corrected as well.
    let report = take(&text.replace("乙：", "丙：").replace("三遍", "四遍"));
    let is_renamed = vec![("乙".to_owned(), "丙".to_owned())];
    assert_eq!((report.renamed_speakers, report.new_speakers), (is_renamed, Vec::new()));
    let mut after = before.clone();
    after[1].1 = "丙".to_owned();
    assert_eq!(of(&talk), after, "role and colour stay, and nobody is left who says nothing");
    assert_eq!(talk.quote(marked).1, State::Anchored);
    // The old text is read, and comes back, with the name that stands in it.
    let old = talk.revisions()[1].id;
    let names = open(library, talk.document, old).unwrap().speakers.into_iter().map(|one| one.name);
    assert_eq!(names.collect::<Vec<_>>(), ["甲", "乙"]);
    restore(library, talk.document, talk.current(), old).unwrap();
    talk.check();
    assert_eq!(of(&talk), before);
    library.undo().unwrap();
    library.undo().unwrap();
    assert_eq!(of(&talk), before);

    // Somebody else says other things.
    let report = take("甲：你在讀什麼書？\n\n丙：我不讀書。\n\n甲：好看嗎？\n\n丙：不知道。\n");
    assert_eq!((report.renamed_speakers, report.new_speakers), (Vec::new(), vec!["丙".to_owned()]));
    library.undo().unwrap();

    // A name that somebody gave stays; what the text calls them is known.
    let fields = speakers::SpeakerFields { name: Some("林女士".to_owned()), ..Default::default() };
    speakers::update(library, talk.document, before[1].0, &fields).unwrap();
    assert_eq!(take(&text.replace("乙：", "丙：")).renamed_speakers, []);
    let named = (before[1].0, "林女士".to_owned(), before[1].2, before[1].3);
    assert_eq!((of(&talk).len(), &of(&talk)[1]), (2, &named));
    restore(library, talk.document, talk.current(), old).unwrap();
    assert_eq!((of(&talk).len(), &of(&talk)[1]), (2, &named));
}

#[test]
fn a_version_that_comes_while_an_annotation_is_put_elsewhere_is_refused() {
    let talk = Talk::new();
    let marked = talk.mark("一本書");
    let version =
        Version { interview: interview::parse(&talk.open().text.replace("好看。", "很好看。")) };
    let mut is_moved = false;
    let mut meanwhile = |_| {
        if !std::mem::replace(&mut is_moved, true) {
            let place = annotations::find(&talk.desk.library, marked).unwrap().span;
            let other = Span::new(place.start.0, place.start.0 + 2);
            annotations::relink(&talk.desk.library, marked, talk.current(), other).unwrap();
        }
        ControlFlow::Continue(())
    };
    let none = HashMap::new();
    let base = talk.current();
    let shown = talk.shown(&version);
    let outcome = revise(&talk.desk.library, talk.document, base, &shown, &version, &none, &mut meanwhile);
    assert!(matches!(outcome, Err(Error::StaleReport { .. })), "{outcome:?}");
    assert_eq!(talk.quote(marked).0, "一本");
    let shown = talk.shown(&version);
    revise(&talk.desk.library, talk.document, base, &shown, &version, &none, &mut go_on()).unwrap();
    assert_eq!(talk.quote(marked).0, "一本");
    talk.check();
}

#[test]
fn what_is_taken_in_is_what_was_shown_or_nothing() {
    let talk = Talk::new();
    let marked = talk.mark("你在讀什麼");
    let text =
        talk.open().text.replace("你在讀什麼", "你在看什麼").replace("這是第二段。", "完全是別的話了。");
    let version = Version { interview: interview::parse(&text) };
    let report = preview(&talk.desk.library, talk.document, &version, &mut go_on()).unwrap();
    let commit = || {
        let (library, shown) = (&talk.desk.library, &report.shown);
        revise(library, talk.document, report.revision, shown, &version, &HashMap::new(), &mut go_on())
    };
    // One is put on what the version rewrites, and taken back; one comes there; the one that was shown goes.
    let lost =
        talk.open().text.find("這是第二段").map(|byte| vermilion_anchor::count(&talk.open().text[..byte]));
    let span = Span::new(lost.unwrap(), lost.unwrap() + 5);
    annotations::relink(&talk.desk.library, marked, talk.current(), span).unwrap();
    assert!(matches!(commit(), Err(Error::StaleReport { .. })));
    talk.desk.library.undo().unwrap();
    talk.mark("這是第二段");
    assert!(matches!(commit(), Err(Error::StaleReport { .. })));
    talk.desk.library.undo().unwrap();
    annotations::delete(&talk.desk.library, &[marked]).unwrap();
    assert!(matches!(commit(), Err(Error::StaleReport { .. })));
    talk.desk.library.undo().unwrap();
    assert_eq!(commit().unwrap().value, Revised { changed: 1, ..Revised::default() });
    assert_eq!(talk.quote(marked), ("你在看什麼".to_owned(), changed("你在讀什麼")));
}

#[test]
fn what_became_of_annotations_is_counted_by_what_stands_there() {
    let talk = Talk::new();
    let (kept, changes, elsewhere, waits) =
        (talk.mark("在讀"), talk.mark("一本書"), talk.mark("好看嗎"), talk.mark("這是第二段"));
    let text = talk.open().text.replace("一本書", "一本樹").replace("這是第二段", "這也是第二段");
    let version = Version { interview: interview::parse(&text) };
    let place = |words: &str, length: u32| {
        let at = vermilion_anchor::count(&text[..text.rfind(words).unwrap()]);
        Decision::Place(Span::new(at, at + length))
    };
    let decisions = HashMap::from([
        // The place that is proposed, said by somebody; another place of other words; nothing.
        (changes, place("一本樹", 3)),
        (elsewhere, place("好看。", 2)),
        (waits, Decision::Wait),
    ]);
    let revised = talk.revise(&version, &decisions).unwrap();
    assert_eq!(revised, Revised { kept: 1, moved: 0, changed: 2, orphaned: 1 });
    assert_eq!(talk.quote(kept).1, State::Anchored);
    assert_eq!(talk.quote(waits).1, State::Orphan { original: None, reason: Loss::Undecided });
    // The same text again: nothing happens, whatever is decided.
    let again = Version { interview: interview::parse(&text) };
    let revised = talk.revise(&again, &HashMap::from([(kept, Decision::Orphan)])).unwrap();
    assert_eq!(revised, Revised { kept: 3, orphaned: 1, ..Revised::default() });
    assert_eq!(talk.quote(kept).1, State::Anchored);
}

#[test]
fn an_orphan_keeps_the_reason_for_which_it_is_one() {
    let talk = Talk::new();
    let id = talk.mark("一本書");
    talk.edit("一本書", "");
    let version =
        Version { interview: interview::parse(&talk.open().text.replace("好看。", "很好看。")) };
    talk.revise(&version, &HashMap::from([(id, Decision::Orphan)])).unwrap();
    assert_eq!(talk.quote(id).1, State::Orphan { original: None, reason: Loss::Deleted });
}

#[test]
fn an_orphan_is_looked_for_with_its_speaker_and_in_its_section() {
    let words = "那年冬天的雪一直下";
    for (lines, speaker, section) in [
        (["# 開始", "Ben: 一。", "Ada: 二。", "Ada: 那年冬天的雪一直下。"], "Ada", "開始"),
        (["# 開始", "Ada: 一。", "# 然後", "Ada: 那年冬天的雪一直下。"], "Ada", "然後"),
    ] {
        let rest = ["Ada: 二。", "Ben: 好。"];
        let (desk, document) = Desk::with(&[&lines[..], &rest[..]].concat());
        let talk = Talk { desk, document };
        let id = talk.mark(words);
        talk.edit(words, "");
        // Its words stand in two places now, of which the later one is its speaker's, or in its section.
        talk.edit("一。", "那年冬天的雪一直下。");
        talk.edit("二。", "那年冬天的雪一直下。");
        tamper(&talk.desk, "UPDATE annotation SET prefix = '', suffix = ''");
        let later = |text: &str| vermilion_anchor::count(&text[..text.rfind(words).unwrap()]);
        let found = annotations::candidates(&talk.desk.library, id).unwrap();
        assert_eq!(found.candidates[0].span.start.0, later(&found.text), "{speaker}, {section}");
        let text = talk.open().text.replace("好。", "很好。");
        let version = Version { interview: interview::parse(&text) };
        let report = preview(&talk.desk.library, document, &version, &mut go_on()).unwrap();
        let entry = report.entries.iter().find(|entry| entry.annotation.id == id).unwrap();
        let vermilion_anchor::Outcome::Orphaned { candidates, .. } = &entry.outcome else {
            panic!("{entry:?}")
        };
        assert_eq!(candidates[0].span.start.0, later(&text), "{speaker}, {section}");
    }
}

#[test]
fn a_decision_that_names_no_passage_of_the_new_text_is_refused_and_nothing_is_taken_in() {
    let talk = Talk::new();
    let marked = talk.mark("一本書");
    let version =
        Version { interview: interview::parse(&talk.open().text.replace("一本書", "甲乙丙")) };
    let base = talk.current();
    let backwards = Span { start: CodePoint(4), end: CodePoint(2) };
    for span in [Span::new(0, 5000), Span::new(5000, 5001), Span::new(3, 3), backwards] {
        let decisions = HashMap::from([(marked, Decision::Place(span))]);
        let shown = talk.shown(&version);
        let outcome =
            revise(&talk.desk.library, talk.document, base, &shown, &version, &decisions, &mut go_on());
        assert!(
            matches!(outcome, Err(Error::OutOfBounds { .. } | Error::EmptySelection)),
            "{span:?}: {outcome:?}"
        );
        assert_eq!((talk.current(), talk.quote(marked).0), (base, "一本書".to_owned()));
    }
}

#[test]
fn a_version_may_be_called_off() {
    let talk = Talk::new();
    let version = Version { interview: interview::parse("Ada: 別的。\n") };
    let mut stop = |_| ControlFlow::Break(());
    let preview = preview(&talk.desk.library, talk.document, &version, &mut stop);
    assert!(matches!(preview, Err(Error::Cancelled)));
    let before = talk.desk.dump();
    let none = HashMap::new();
    let revised = revise(&talk.desk.library, talk.document, talk.current(), "", &version, &none, &mut stop);
    assert!(matches!(revised, Err(Error::Cancelled)));
    assert_eq!(talk.desk.dump(), before);
}

#[test]
fn what_was_corrected_about_the_structure_outlives_a_version_from_outside() {
    let text = "訪談\n\n甲：你在讀什麼書？\n\n乙：一本書。\n\n後來的事\n\n甲：好看嗎？\n\n乙：好看。\n";
    let talk = Talk::of(text);
    let kind = structure::NewKind::Heading { level: Some(2) };
    structure::set_kind(&talk.desk.library, talk.document, talk.at("後來的事"), kind).unwrap();
    let version = Version { interview: interview::parse(&text.replace("一本書", "兩本書")) };
    talk.revise(&version, &HashMap::new()).unwrap();
    talk.check();
    let open = talk.open();
    let block = open.blocks.iter().find(|block| block.span.start == talk.at("後來的事")).unwrap();
    assert_eq!(block.kind, BlockKind::Heading { level: 2, number: None });
}
