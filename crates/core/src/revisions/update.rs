//! A corrected version of a text from outside: what would become of the annotations, and taking it in.
//!
//! Nothing is stored before somebody has seen the report. What is taken in is made anew from the same two texts, so that
//! a report is a value and holds nothing open; where the document, or the version, is another by then, it is refused.

use super::{Fate, Fates, Hunk, Origin, compare, require};
use crate::{
    annotations::{self, Annotation, Loss},
    backups::{OnProgress, Progress},
    documents::{self, digest, participants_of},
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, RevisionId, SpeakerId},
    library::{Act, Acted, ActionName, Library, Snapshot},
    speakers::colour_at,
    structure::{self, Structure},
    tables::{
        annotation,
        speaker::{self, SpeakerRow},
    },
    texts::Text,
};
use rusqlite::Connection;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::ControlFlow,
};
use vermilion_anchor::{
    CodePoint, Span, TextIndex, TextQuoteSelector,
    diff::{Difference, diff},
    reanchor::{Finder, Outcome, Reanchoring, Reason, Side, Zone},
};
use vermilion_formats::interview::{self, Block, BlockKind, Interview, sections};

/// Annotations between two looks at whether to go on.
const STEP: usize = 256;

/// A corrected version.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its text, and the structure found in it.
    pub interview: Interview,
}

/// What would become of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The annotation as it is now.
    pub annotation: Annotation,
    /// What would become of it. Spans count in the new text.
    pub outcome: Outcome,
}

/// What would change.
#[derive(Clone, Debug)]
pub struct Report {
    /// The revision that the new text was compared with.
    pub revision: RevisionId,
    /// Digest of the new text.
    pub digest: String,
    /// Whether the new text is the current one.
    pub is_same: bool,
    /// The text of today.
    pub old: String,
    /// The new text.
    pub new: String,
    /// How many code points came.
    pub inserted: u32,
    /// How many code points went.
    pub removed: u32,
    /// Speakers in the new text that the document does not know.
    pub new_speakers: Vec<String>,
    /// Every annotation: those that stand, in the order of the text of today, then those that are orphans already.
    pub entries: Vec<Entry>,
    /// Where the texts differ.
    pub hunks: Vec<Hunk>,
}

/// What somebody says about an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It goes where it is proposed.
    Accept,
    /// It goes there in the new text.
    Place(Span),
    /// It goes nowhere.
    Orphan,
}

/// What taking it in did: how many annotations are as they were, elsewhere, changed, and orphans now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revised {
    /// Nothing of them was touched.
    pub kept: u32,
    /// They stand elsewhere, or where somebody said.
    pub moved: u32,
    /// Some of their words are others.
    pub changed: u32,
    /// They are orphans; those that were before count too.
    pub orphaned: u32,
}

/// Compares a corrected version with the current text and says what would become of every annotation. Stores nothing.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::Cancelled`], or when the library cannot be read.
pub fn preview(
    library: &Library,
    document: DocumentId,
    version: &Version,
    progress: OnProgress<'_>,
) -> Result<Report> {
    let today = library.read(|snapshot| Today::read_from(snapshot, document))?;
    today.compare(version, progress)
}

/// Takes a corrected version in, as one step. What is not decided goes where it is proposed; what is proposed nowhere
/// becomes an orphan. `digest` is that of the report.
///
/// The structure of the new text is the one that was found in it, with the speakers of the document where they have the
/// same label or name; a block of which nothing was touched stays what it was, whatever was corrected about it.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::StaleRevision`] where the current revision is not `revision` or somebody put an
/// annotation elsewhere meanwhile, [`Error::OutOfBounds`] or [`Error::EmptySelection`] where a decision names no passage
/// of the new text, [`Error::NothingLeft`], [`Error::Cancelled`], or when the library cannot be written to.
pub fn revise(
    library: &Library,
    document: DocumentId,
    revision: RevisionId,
    version: &Version,
    decisions: &HashMap<AnnotationId, Decision>,
    progress: OnProgress<'_>,
) -> Result<Acted<Revised>> {
    // Outside the action, which nobody else may have to wait for.
    let today = library.read(|snapshot| Today::read_from(snapshot, document))?;
    if today.revision != revision {
        return Err(Error::StaleRevision { document });
    }
    let matched = Matched::new(&today, version);
    let difference = diff(&today.text.text, &version.interview.text);
    let outcomes = today.outcomes(version, &matched, &difference, progress)?;
    check_places(&version.interview.text, decisions)?;
    library.act(ActionName::DocumentRevise, |act| {
        let mut structure = Structure::load(act, document)?;
        require(&*act.lineage(document)?, document, revision)?;
        today.require_places(act, document)?;
        act.set_subject(&documents::find(act.connection, document)?.title);
        let mut revised = Revised::default();
        let fates = fates(&outcomes, decisions, &mut revised);
        if difference.edits.is_empty() {
            return Ok(revised);
        }
        let corrected = structure.corrected(&today);
        structure.correct(act, Origin::Update, &difference.edits, &fates)?;
        structure.adopt(&matched.with_ids(|| act.new_id()), version, &corrected);
        structure.store(act)?;
        Ok(revised)
    })
}

/// Whether everything that somebody places is a passage of the new text.
fn check_places(text: &str, decisions: &HashMap<AnnotationId, Decision>) -> Result<()> {
    let mut places = decisions.values().filter_map(|decision| match decision {
        Decision::Place(span) => Some(*span),
        _ => None,
    });
    let Some(first) = places.next() else { return Ok(()) };
    let text = Text::new(text.into());
    std::iter::once(first).chain(places).try_for_each(|span| annotations::locate(&text, span).map(drop))
}

fn fates(
    outcomes: &[(Annotation, Outcome)],
    decisions: &HashMap<AnnotationId, Decision>,
    revised: &mut Revised,
) -> Fates {
    let mut fates = Fates::new();
    for (annotation, outcome) in outcomes {
        let proposed = match outcome {
            Outcome::Kept(span) | Outcome::Moved(span) | Outcome::Changed { span, .. } => Fate::Place(*span),
            Outcome::ToConfirm { .. } => Fate::Lost(Loss::Ambiguous),
            Outcome::Orphaned { reason, .. } => Fate::Lost((*reason).into()),
        };
        let decided = decisions.get(&annotation.id).unwrap_or(&Decision::Accept);
        let fate = match decided {
            Decision::Accept => proposed,
            Decision::Place(span) => Fate::Place(*span),
            Decision::Orphan => Fate::Lost(Loss::Dismissed),
        };
        match (&fate, outcome) {
            (Fate::Lost(_), _) => revised.orphaned += 1,
            // One that was an orphan before stands again.
            (_, Outcome::Kept(_)) if *decided == Decision::Accept => revised.kept += 1,
            (_, Outcome::Changed { .. }) if *decided == Decision::Accept => revised.changed += 1,
            _ => revised.moved += 1,
        }
        fates.insert(annotation.id, fate);
    }
    fates
}

/// A document as it is before.
struct Today {
    revision: RevisionId,
    text: std::sync::Arc<Text>,
    blocks: Vec<Block>,
    speakers: Vec<SpeakerRow>,
    standing: Vec<Annotation>,
    /// With what is stored of their words.
    orphans: Vec<(Annotation, TextQuoteSelector)>,
}

impl Today {
    fn read_from(snapshot: &Snapshot<'_>, document: DocumentId) -> Result<Self> {
        let connection: &Connection = snapshot.connection;
        let revision = documents::find(connection, document)?.revision;
        let speakers = speaker::of_document(connection, document)?;
        let (standing, orphans) = annotations::of_document(connection, snapshot.texts(), document)?;
        let orphans = orphans
            .into_iter()
            .map(|one| annotation::selector(connection, one.id).map(|selector| (one, selector)))
            .collect::<Result<_>>()?;
        Ok(Self {
            revision,
            text: snapshot.text(revision)?,
            blocks: structure::blocks_of(connection, snapshot.texts(), document, &speakers)?,
            speakers,
            standing,
            orphans,
        })
    }

    /// Refuses where somebody put an annotation elsewhere since: what was made out of its place then would take it back.
    fn require_places(&self, act: &Act<'_>, document: DocumentId) -> Result<()> {
        let (standing, orphans) = annotations::of_document(act.connection, act.texts(), document)?;
        let now: HashMap<AnnotationId, &Annotation> =
            standing.iter().chain(&orphans).map(|one| (one.id, one)).collect();
        let is_there = |one: &Annotation| {
            now.get(&one.id).is_none_or(|now| now.span == one.span && now.state == one.state)
        };
        let is_all = self.standing.iter().chain(self.orphans.iter().map(|(one, _)| one)).all(is_there);
        if is_all { Ok(()) } else { Err(Error::StaleRevision { document }) }
    }

    fn compare(&self, version: &Version, progress: OnProgress<'_>) -> Result<Report> {
        let new = &version.interview.text;
        let matched = Matched::new(self, version);
        let difference = diff(&self.text.text, new);
        let outcomes = self.outcomes(version, &matched, &difference, progress)?;
        let (removed, inserted) = compare::size(&difference.edits);
        Ok(Report {
            revision: self.revision,
            digest: digest(new),
            is_same: difference.edits.is_empty(),
            old: self.text.text.to_string(),
            new: new.clone(),
            inserted,
            removed,
            new_speakers: matched.unknown(),
            entries: outcomes
                .into_iter()
                .map(|(annotation, outcome)| Entry { annotation, outcome })
                .collect(),
            hunks: compare::hunks(&self.text, &difference.readable(&self.text.text)),
        })
    }

    /// What becomes of every annotation.
    fn outcomes(
        &self,
        version: &Version,
        matched: &Matched,
        difference: &Difference,
        progress: OnProgress<'_>,
    ) -> Result<Vec<(Annotation, Outcome)>> {
        let total = 1 + (self.standing.len() + self.orphans.len()) as u64;
        let mut step = |done: usize| match progress(Progress { done: done as u64, total }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Error::Cancelled),
        };
        step(1)?;
        let (old, new) = (TextIndex::new(&self.text.text), TextIndex::new(&version.interview.text));
        let names = Names::default();
        let (mine, theirs) = (
            names.zones(&old, &self.blocks, Some),
            names.zones(&new, &version.interview.blocks, |speaker| matched.known(speaker)),
        );
        let (old, new) = (Side { text: &old, zones: &mine }, Side { text: &new, zones: &theirs });
        let reanchoring = Reanchoring::new(old, new, difference);
        let mut all: Vec<(Annotation, Outcome)> = Vec::with_capacity(self.standing.len());
        for one in &self.standing {
            if all.len().is_multiple_of(STEP) {
                step(1 + all.len())?;
            }
            all.push((one.clone(), reanchoring.outcome(one.span)));
        }
        // Making it ready takes a while, and most documents have no orphans.
        let finder = (!self.orphans.is_empty()).then(|| Finder::new(new));
        for ((annotation, selector), finder) in self.orphans.iter().zip(finder.iter().cycle()) {
            // That its words stand in a new text tells nobody that they are the ones that were marked: it stays an orphan
            // until somebody says where it is.
            let candidates = finder.candidates(selector, None, None, None, CANDIDATES);
            all.push((annotation.clone(), Outcome::Orphaned { reason: Reason::Rewritten, candidates }));
        }
        step(all.len())?;
        Ok(all)
    }
}

/// Candidates named for one annotation at most.
const CANDIDATES: usize = 8;

/// The speakers of a new text and those of the document: the same where one has the other's label or name.
struct Matched {
    /// For each speaker of the new text: its place among those of the document, those that are new at the end.
    of: Vec<usize>,
    /// How many the document has.
    known: usize,
    new: Vec<SpeakerRow>,
    labels: Vec<(usize, Vec<String>)>,
}

impl Matched {
    fn new(today: &Today, version: &Version) -> Self {
        let mut matched =
            Self { of: Vec::new(), known: today.speakers.len(), new: Vec::new(), labels: Vec::new() };
        // With the id of nobody: which one they get is known when they are stored.
        let found = participants_of(&version.interview, uuid::Uuid::nil);
        for (row, speaker) in found.into_iter().zip(&version.interview.speakers) {
            let by_label =
                |known: &SpeakerRow| speaker.labels.iter().any(|label| known.aliases.contains(label));
            let by_name = |known: &SpeakerRow| known.name == speaker.name;
            let known = today.speakers.iter().position(by_label);
            let at = known.or_else(|| today.speakers.iter().position(by_name)).unwrap_or_else(|| {
                matched.new.push(row);
                matched.known + matched.new.len() - 1
            });
            matched.of.push(at);
            matched.labels.push((at, speaker.labels.clone()));
        }
        matched
    }

    fn with_ids(mut self, new_id: impl Fn() -> uuid::Uuid) -> Self {
        for row in &mut self.new {
            row.id = SpeakerId(new_id());
        }
        self
    }

    /// The blocks of the new text, said by speakers of the document and those that are new.
    fn blocks<'v>(&'v self, version: &'v Version) -> impl Iterator<Item = Block> + 'v {
        version.interview.blocks.iter().map(|block| {
            let mut block = block.clone();
            if let BlockKind::Turn { speaker, .. } = &mut block.kind {
                *speaker = self.of.get(*speaker).copied().unwrap_or(0);
            }
            block
        })
    }

    fn known(&self, speaker: usize) -> Option<usize> {
        self.of.get(speaker).copied()
    }

    fn unknown(&self) -> Vec<String> {
        self.new.iter().map(|row| row.name.clone()).collect()
    }
}

/// Numbers for sections: the same heading is the same section in both texts.
#[derive(Default)]
struct Names(std::cell::RefCell<BTreeMap<String, u32>>);

impl Names {
    fn zones(
        &self,
        text: &TextIndex<'_>,
        blocks: &[Block],
        speaker_of: impl Fn(usize) -> Option<usize>,
    ) -> Vec<Zone> {
        let sections = sections(text, blocks);
        // The innermost one that is open.
        let mut open: Vec<(CodePoint, u32)> = Vec::new();
        let mut next = 0;
        blocks
            .iter()
            .map(|block| {
                while let Some(section) =
                    sections.get(next).filter(|one| one.heading.start <= block.span.start)
                {
                    open.push((section.span.end, self.number(&section.title)));
                    next += 1;
                }
                open.retain(|(end, _)| *end > block.span.start);
                let speaker = match block.kind {
                    BlockKind::Turn { speaker, .. } => speaker_of(speaker),
                    _ => None,
                };
                Zone {
                    span: block.span,
                    speaker: speaker.and_then(|speaker| u32::try_from(speaker).ok()),
                    section: open.last().map(|(_, number)| *number),
                }
            })
            .collect()
    }

    fn number(&self, title: &str) -> u32 {
        let mut names = self.0.borrow_mut();
        let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
        *names.entry(title.to_owned()).or_insert(next)
    }
}

/// A stored block, by the revision that wrote it and where it starts there.
type Name = (RevisionId, CodePoint);

impl Structure {
    /// The blocks that are not what is found in the text by itself: what somebody said about them holds on.
    fn corrected(&self, today: &Today) -> BTreeSet<Name> {
        let version = Version { interview: interview::parse(&self.text.text) };
        let matched = Matched::new(today, &version);
        let found: BTreeMap<CodePoint, Block> =
            matched.blocks(&version).map(|block| (block.span.start, block)).collect();
        let is_found = |block: &Block| found.get(&block.span.start) == Some(block);
        self.stored_blocks
            .iter()
            .filter(|placed| placed.block.as_ref().is_some_and(|block| !is_found(block)))
            .map(|placed| (placed.revision, placed.start))
            .collect()
    }

    /// Takes over the structure that was found in the new text, but for blocks that somebody corrected and that the new
    /// text only moves.
    fn adopt(&mut self, matched: &Matched, version: &Version, corrected: &BTreeSet<Name>) {
        let mut owned: BTreeSet<String> = self.speakers.iter().flat_map(|row| row.aliases.clone()).collect();
        let first = self.speakers.iter().map(|row| row.position + 1).max().unwrap_or(0);
        let known = self.speakers.len();
        for (position, row) in (first..).zip(&matched.new) {
            let row =
                SpeakerRow { position, colour: colour_at(position), aliases: BTreeSet::new(), ..row.clone() };
            self.speakers.push(row);
        }
        for (at, labels) in &matched.labels {
            for label in labels {
                if owned.insert(label.clone()) {
                    self.speakers[*at].aliases.insert(label.clone());
                }
            }
        }
        let kept: BTreeMap<CodePoint, Block> = self
            .stored_blocks
            .iter()
            .filter(|placed| corrected.contains(&(placed.revision, placed.start)))
            .filter_map(|placed| placed.block.clone())
            .map(|block| (block.span.start, block))
            .collect();
        self.blocks = woven(&kept, matched.blocks(version).collect());
        // A label that was said to be none is found again, and says nothing.
        for at in (known..self.speakers.len()).rev() {
            if !self.speaks(at) {
                self.remove_speaker(at);
            }
        }
    }
}

/// Blocks back to back: those that are kept, where some of them in a row begin and end where new ones do; the new ones
/// elsewhere.
fn woven(kept: &BTreeMap<CodePoint, Block>, found: Vec<Block>) -> Vec<Block> {
    let ends: BTreeSet<CodePoint> = found.iter().map(|block| block.span.end).collect();
    let mut blocks = Vec::with_capacity(found.len());
    let mut until = CodePoint(0);
    for block in found {
        if block.span.start < until {
            continue;
        }
        let (mut row, mut at) = (Vec::new(), block.span.start);
        while let Some(next) = kept.get(&at) {
            row.push(next.clone());
            at = next.span.end;
            if ends.contains(&at) {
                break;
            }
        }
        if row.is_empty() || !ends.contains(&at) {
            (row, at) = (vec![block.clone()], block.span.end);
        }
        blocks.append(&mut row);
        until = at;
    }
    blocks
}
