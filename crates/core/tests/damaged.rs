//! Five hundred libraries with everything that a library can hold, damaged at random: bytes flipped, stretches
//! overwritten, cut off, lengthened, their logs damaged. Nothing crashes, and nothing is lost silently: either the doctor finds something, or what is read is what
//! was there; and what is salvaged says itself whether it is whole.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};
use uuid::Uuid;
use vermilion_anchor::{CodePoint, Span, count};
use vermilion_core::{
    DocumentId, Library, ReadOnly, Surroundings,
    annotations::{self, State},
    doctor,
    documents::{self, NewDocument},
    memos::{self, Target},
    revisions, salvage, settings, tags,
};
use vermilion_formats::{
    annotated::{Colour, Mark, Style},
    interview::{self, BlockKind},
};

const CASES: u64 = 500;
const THREADS: u64 = 4;

const STYLE: Style = Style { mark: Mark::Fill, colour: Colour::Red };

const TALK: &str = "慢讀\n\n01.開始\n\n林墨：你怎麼讀一篇訪談？\n\n許白：慢慢讀。讀完再讀一次。\n\n\
                    02.批註\n\n林墨：為什麼用硃筆？\n\n許白：因為紅色不會和原文混在一起。\n";

fn surroundings() -> Surroundings {
    static IDS: AtomicU64 = AtomicU64::new(1);
    let time = AtomicU64::new(1_700_000_000_000);
    Surroundings::new(
        move || time.fetch_add(60_000, Ordering::Relaxed).cast_signed(),
        || Uuid::from_u64_pair(0x0192_0000_0000_7000, IDS.fetch_add(1, Ordering::Relaxed) | 1 << 63),
    )
}

/// The file, and its log as it is while the library is open.
struct Original {
    file: Vec<u8>,
    log: Vec<u8>,
    /// The file with everything folded in.
    closed: Vec<u8>,
    content: String,
}

/// Three documents with a dozen annotations each, some with tags, others changed or left without their words by
/// corrections; memos on everything that can have one, and a saved search. One document is gone, and a step is taken back.
fn original() -> Original {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.vermilion");
    let library = Library::open(&path, surroundings()).unwrap();
    for number in 0..3u32 {
        // Long enough to need pages of its own.
        let text = format!("{TALK}\n許白：{}\n", format!("第{number}段說了很多話。").repeat(150));
        let new = NewDocument::new(interview::parse(&text));
        let document = documents::import(&library, &new).unwrap().value.document;
        for at in 0..12 {
            let note = format!("note {number} {at}: {}", "remarkable ".repeat(3 * at as usize));
            annotations::create(&library, document, Span::new(at * 11, at * 11 + 6), STYLE, &note).unwrap();
        }
        tag(&library, document);
        correct(&library, document);
        if number == 1 {
            documents::delete(&library, &[document]).unwrap();
        }
    }
    settings::set(&library, "searches", &serde_json::json!([{ "name": "紅", "query": "紅色" }])).unwrap();
    // Not the marks of a correction, but the highlight behind it.
    let last = documents::summaries(&library).unwrap().last().unwrap().id;
    annotations::create(&library, last, Span::new(130, 140), STYLE, "taken back").unwrap();
    library.undo().unwrap();
    check_variety(&library);
    let content = content(&library).unwrap();
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let (file, log) = (fs::read(&path).unwrap(), fs::read(log).unwrap());
    drop(library);
    Original { file, log, closed: fs::read(&path).unwrap(), content }
}

/// Tags and a codebook, and a memo on each kind of thing.
fn tag(library: &Library, document: DocumentId) {
    let open = documents::open(library, document).unwrap();
    let marked: Vec<_> = open.annotations.iter().map(|one| one.id).collect();
    tags::give(library, &marked[..6], &["情感/恐懼".to_owned()]).unwrap();
    tags::give(library, &marked[4..8], &["Night".to_owned()]).unwrap();
    let night = tags::resolve(library, "Night").unwrap();
    tags::define(library, night, &"**夜**裡的事。".repeat(40), "").unwrap();
    tags::set_shortcut(library, night, Some('n')).unwrap();
    let heading = open.blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading { .. })).unwrap();
    for target in [
        Target::Library,
        Target::Document(document),
        Target::Section(document, heading.span.start),
        Target::Speaker(document, open.speakers[0].id),
        Target::Tag(night),
    ] {
        memos::create(library, target, &"**記** ".repeat(60), "").unwrap();
    }
}

/// Corrects a paragraph, so that the highlights on it change, and deletes one, so that there is an orphan.
fn correct(library: &Library, document: DocumentId) {
    for (words, corrected) in
        [("慢慢讀。讀完再讀一次。", "慢讀。讀完還要再讀一次。"), ("因為紅色不會和原文混在一起。", "")]
    {
        let open = documents::open(library, document).unwrap();
        let at = CodePoint(count(&open.text[..open.text.find(words).unwrap()]));
        let start = open.blocks.iter().find(|block| block.span.contains(at)).unwrap().span.start;
        revisions::edit_block(library, document, open.revision, start, corrected).unwrap();
    }
}

/// Everything that a library can hold is in it.
fn check_variety(library: &Library) {
    let mut states = [0; 3];
    for summary in documents::summaries(library).unwrap() {
        let open = documents::open(library, summary.id).unwrap();
        assert_eq!(revisions::list(library, summary.id).unwrap().len(), 3);
        states[0] += open.annotations.iter().filter(|one| one.state == State::Anchored).count();
        states[1] += open.annotations.iter().filter(|one| one.state != State::Anchored).count();
        states[2] += open.orphans.len();
    }
    assert!(states.iter().all(|count| *count >= 2), "{states:?}");
    assert!(memos::list(library).unwrap().len() >= 9 && tags::count(library).unwrap().len() == 3);
    assert!(settings::get(library, "searches").unwrap().is_some());
}

/// Everything that somebody made.
fn content(library: &Library) -> vermilion_core::Result<String> {
    let mut content = String::new();
    let mut summaries = documents::summaries(library)?;
    summaries.sort_by_key(|summary| summary.id);
    for summary in summaries {
        for revision in revisions::list(library, summary.id)? {
            let old = revisions::open(library, summary.id, revision.id)?;
            content.push_str(&format!("{revision:?} {}\n", old.text));
        }
        let mut open = documents::open(library, summary.id)?;
        // It comes once, at the end.
        let codebook = std::mem::take(&mut open.codebook);
        open.annotations.sort_by_key(|annotation| annotation.id);
        content.push_str(&format!("{open:?}\n"));
        open.codebook = codebook;
        // What is read is also exported; it must not crash whatever it is.
        let annotated = documents::annotated_from(library, open)?;
        let _ = vermilion_formats::markdown::export(&annotated, Default::default());
        let _ = vermilion_formats::html::export(&annotated);
        let _ = vermilion_formats::csv::export(&annotated);
        let _ = vermilion_formats::jsonld::export(&annotated);
    }
    content.push_str(&format!("{:?}\n{:?}\n", tags::codebook(library)?.tags(), memos::list(library)?));
    content.push_str(&format!("{:?}\n", settings::get(library, "searches")?));
    Ok(content)
}

/// Where two contents begin to differ: a few words of each.
fn difference(found: &str, expected: &str) -> Option<[String; 2]> {
    let same = found.chars().zip(expected.chars()).take_while(|(one, other)| one == other).count();
    let words = |text: &str| text.chars().skip(same.saturating_sub(40)).take(120).collect();
    (found != expected).then(|| [words(found), words(expected)])
}

/// Numbers that are the same in every run: xorshift.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap()
    }
}

/// What was done to the bytes, in words.
fn harm(bytes: &mut Vec<u8>, chance: &mut Chance, is_log: bool) -> String {
    let length = bytes.len();
    match chance.below(if is_log { 3 } else { 6 }) {
        0 => {
            let flips = 1 + chance.below(3);
            let places: Vec<usize> = (0..flips).map(|_| chance.below(length)).collect();
            for place in &places {
                bytes[*place] ^= 1 << chance.below(8);
            }
            format!("flipped at {places:?}")
        }
        1 => {
            let from = chance.below(length);
            let to = (from + 1 + chance.below(6000)).min(length);
            let was = bytes[from..to].to_vec();
            bytes[from..to].fill(0);
            // Where there were zeroes already nothing was done.
            format!("zeroed {from}..{to} ({} bytes)", was.iter().filter(|byte| **byte != 0).count())
        }
        2 => {
            let from = chance.below(length);
            let to = (from + 1 + chance.below(300)).min(length);
            bytes[from..to].iter_mut().for_each(|byte| *byte = u8::try_from(chance.below(256)).unwrap());
            format!("overwritten {from}..{to}")
        }
        3 => {
            let left = chance.below(length);
            bytes.truncate(left);
            format!("cut off at {left}")
        }
        4 => {
            let more = 1 + chance.below(9000);
            bytes.extend((0..more).map(|_| u8::try_from(chance.below(256)).unwrap()));
            format!("lengthened by {more}")
        }
        _ => {
            // A page that was written to the place of another.
            let (from, to) = (chance.below(length / 4096) * 4096, chance.below(length / 4096) * 4096);
            bytes.copy_within(from..from + 4096, to);
            format!("page at {from} written to {to}")
        }
    }
}

/// What happened in one case.
#[derive(Default)]
struct Tally {
    sound: u32,
    opened: u32,
    salvaged: u32,
    whole: u32,
}

fn check(original: &Original, case: u64, tally: &mut Tally) {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ (case + 1).wrapping_mul(0x2545_f491_4f6c_dd1d));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.vermilion");
    let log = folder.path().join("library.vermilion-wal");
    let told = if case.is_multiple_of(5) {
        let mut bytes = original.log.clone();
        let told = harm(&mut bytes, &mut chance, true);
        fs::write(&path, &original.file).unwrap();
        fs::write(&log, bytes).unwrap();
        format!("case {case}: log {told}")
    } else {
        let mut bytes = original.closed.clone();
        let told = harm(&mut bytes, &mut chance, false);
        fs::write(&path, bytes).unwrap();
        format!("case {case}: {told}")
    };
    let outcome =
        catch_unwind(AssertUnwindSafe(|| examine(original, &path, &told, case.is_multiple_of(2), tally)));
    assert!(outcome.is_ok(), "{told}");
}

/// Salvages it before it is opened, or after: opening folds in and leaves out what it may, and what was said of it before is
/// said no more.
fn examine(original: &Original, path: &Path, told: &str, is_salvaged_first: bool, tally: &mut Tally) {
    if is_salvaged_first {
        salvage(original, path, told, true, tally);
        open(original, path, told, tally);
    } else {
        let is_untold = open(original, path, told, tally);
        salvage(original, path, told, is_untold, tally);
    }
}

fn salvage(original: &Original, path: &Path, told: &str, is_untold: bool, tally: &mut Tally) {
    let salvaged = path.with_file_name("salvaged.vermilion");
    let report = salvage::salvage(path, &salvaged, &surroundings(), &mut |_| ControlFlow::Continue(()));
    let Ok(report) = report else { return };
    tally.salvaged += 1;
    let diagnosis = doctor::examine_file(&salvaged);
    assert!(diagnosis.is_sound(), "{told}: salvaged into {diagnosis:?}");
    let library = Library::open(&salvaged, surroundings()).unwrap();
    let content = content(&library).unwrap();
    if report.is_whole() {
        tally.whole += 1;
        let difference = difference(&content, &original.content).filter(|_| is_untold);
        assert!(difference.is_none(), "{told}: not whole, and nothing says so: {difference:?} in {report:?}");
    }
}

/// Whether nothing was said to be wrong before it was opened.
fn open(original: &Original, path: &Path, told: &str, tally: &mut Tally) -> bool {
    let diagnosis = doctor::examine_file(path);
    let library = Library::open(path, surroundings())
        .or_else(|_| Library::open_read_only(path, surroundings(), ReadOnly::Damaged));
    let read = library.map_err(|error| error.to_string()).and_then(|library| {
        let _ = library.history(100);
        let _ = library.undo().and_then(|_| library.redo());
        content(&library).map_err(|error| error.to_string())
    });
    tally.opened += u32::from(read.is_ok());
    if diagnosis.is_sound() {
        tally.sound += 1;
        if let Ok(read) = read {
            let difference = difference(&read, &original.content);
            assert!(
                difference.is_none(),
                "{told}: something is lost, and the doctor is content: {difference:?}"
            );
        }
    }
    diagnosis.is_sound()
}

#[test]
fn of_five_hundred_damaged_libraries_none_crashes_and_none_loses_anything_silently() {
    let original = original();
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let original = &original;
        let run = move |thread: u64| {
            let mut tally = Tally::default();
            (0..CASES).filter(|case| case % THREADS == thread).for_each(|case| {
                check(original, case, &mut tally);
            });
            tally
        };
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || run(thread))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no case failed")).collect()
    });
    let sum = |part: fn(&Tally) -> u32| tallies.iter().map(part).sum::<u32>();
    let (sound, salvaged) = (sum(|tally| tally.sound), sum(|tally| tally.salvaged));
    let (opened, whole) = (sum(|tally| tally.opened), sum(|tally| tally.whole));
    eprintln!("{CASES} libraries: {sound} sound, {opened} read, {salvaged} salvaged, {whole} of them whole");
    // That the damage was damage, and that little of it is beyond salvaging.
    assert!(u64::from(sound) < CASES / 2 && u64::from(salvaged) > CASES * 4 / 5, "{sound} {salvaged}");
}
