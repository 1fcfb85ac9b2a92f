//! A corrected version of a text from outside: what would become of the annotations, and taking it in.
//!
//! Nothing is stored before somebody has seen the report. What is taken in is made anew from the same two texts, so that
//! a report is a value and holds nothing open; where the document, or the version, is another by then, it is refused.

use super::{
    Fate, Fates, Hunk, Origin, compare,
    matched::Matched,
    require,
    zones::{Names, Stood},
};
use crate::{
    annotations::{self, Annotation, Loss},
    backups::{OnProgress, Progress},
    documents::{self, digest},
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, RevisionId},
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
    reanchor::{Finder, Outcome, Reanchoring, Reason, Side},
    segment::{snap_outward, trim},
};
use vermilion_formats::interview::{self, Block, Interview};

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
    /// Digest of the annotations as they are and of what would become of them: of what was shown.
    pub shown: String,
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
    /// Speakers of the document that the new text calls otherwise: their names before and after.
    pub renamed_speakers: Vec<(String, String)>,
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
    /// It goes nowhere as yet: somebody has still to say where it is.
    Wait,
    /// It goes nowhere.
    Orphan,
}

/// What taking it in did: how many annotations are as they were, elsewhere, changed, and orphans now. By what stands
/// there, whoever said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revised {
    /// Nothing of them was touched.
    pub kept: u32,
    /// They stand elsewhere, word for word.
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
/// becomes an orphan. `shown` is that of the report: what is taken in is what was shown, or nothing.
///
/// The structure of the new text is the one that was found in it, with the speakers of the document where they have the
/// same label or name; a block of which nothing was touched stays what it was, whatever was corrected about it.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::StaleRevision`] where the current revision is not `revision`,
/// [`Error::StaleReport`] where annotations came, went or were put elsewhere since, [`Error::OutOfBounds`] or [`Error::EmptySelection`] where a decision names no passage
/// of the new text, [`Error::NothingLeft`], [`Error::Cancelled`], or when the library cannot be written to.
pub fn revise(
    library: &Library,
    document: DocumentId,
    revision: RevisionId,
    shown: &str,
    version: &Version,
    decisions: &HashMap<AnnotationId, Decision>,
    progress: OnProgress<'_>,
) -> Result<Acted<Revised>> {
    // Outside the action, which nobody else may have to wait for.
    let today = library.read(|snapshot| Today::read_from(snapshot, document))?;
    if today.revision != revision {
        return Err(Error::StaleRevision { document });
    }
    let matched = today.matched(version);
    let difference = diff(&today.text.text, &version.interview.text);
    let outcomes = today.outcomes(version, &matched, &difference, progress)?;
    if digest_of(&outcomes) != shown {
        return Err(Error::StaleReport { document });
    }
    check_places(&version.interview.text, decisions)?;
    library.act(ActionName::DocumentRevise, |act| {
        let mut structure = Structure::load(act, document)?;
        require(&*act.lineage(document)?, document, revision)?;
        today.require_places(act, document)?;
        act.set_subject(&documents::find(act.connection, document)?.title);
        if difference.edits.is_empty() {
            let [kept, orphaned] = [today.standing.len(), today.orphans.len()]
                .map(|count| u32::try_from(count).unwrap_or(u32::MAX));
            return Ok(Revised { kept, orphaned, ..Revised::default() });
        }
        let mut revised = Revised::default();
        let fates = fates(&outcomes, decisions, &version.interview.text, &mut revised);
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

/// A digest of annotations, where they are and what would become of them.
fn digest_of(outcomes: &[(Annotation, Outcome)]) -> String {
    let lines: String = outcomes
        .iter()
        .map(|(one, outcome)| format!("{} {:?} {:?} {outcome:?}\n", one.id, one.span, one.state))
        .collect();
    digest(&lines)
}

fn fates(
    outcomes: &[(Annotation, Outcome)],
    decisions: &HashMap<AnnotationId, Decision>,
    text: &str,
    revised: &mut Revised,
) -> Fates {
    let mut fates = Fates::new();
    let index = TextIndex::new(text);
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
            Decision::Wait => Fate::Lost(Loss::Undecided),
            Decision::Orphan => Fate::Lost(Loss::Dismissed),
        };
        match &fate {
            Fate::Lost(_) => revised.orphaned += 1,
            Fate::Place(span) | Fate::Stand(span, _) => {
                let stands = trim(&index, snap_outward(&index, *span));
                *match outcome {
                    _ if index.slice(stands) != Some(annotation.quote.as_str()) => &mut revised.changed,
                    Outcome::Kept(kept) if *kept == stands => &mut revised.kept,
                    _ => &mut revised.moved,
                } += 1;
            }
        }
        // An orphan that stays one keeps its reason, and so does one that does not stand on its words.
        if annotation.stands() || !matches!(fate, Fate::Lost(_)) {
            fates.insert(annotation.id, fate);
        }
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
    orphans: Vec<Orphan>,
}

/// An orphan, with what is known of where it stood last.
struct Orphan {
    annotation: Annotation,
    /// What is stored of its words.
    selector: TextQuoteSelector,
    stood: Stood,
}

impl Today {
    fn read_from(snapshot: &Snapshot<'_>, document: DocumentId) -> Result<Self> {
        let connection: &Connection = snapshot.connection;
        let revision = documents::find(connection, document)?.revision;
        let speakers = speaker::of_document(connection, document)?;
        let (standing, orphans) = annotations::shown_of_document(connection, snapshot.texts(), document)?;
        let stood = Stood::of(connection, snapshot.texts(), document, &speakers, &orphans)?;
        let orphans = orphans
            .into_iter()
            .zip(stood)
            .map(|(annotation, stood)| {
                let selector = annotation::selector(connection, annotation.id)?;
                Ok(Orphan { annotation, selector, stood })
            })
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

    /// Refuses where an annotation came, went or was put elsewhere since: what becomes of it nobody was shown.
    fn require_places(&self, act: &Act<'_>, document: DocumentId) -> Result<()> {
        let (standing, orphans) = annotations::shown_of_document(act.connection, act.texts(), document)?;
        let then = self.standing.iter().chain(self.orphans.iter().map(|orphan| &orphan.annotation));
        let place = |one: &Annotation| (one.id, one.span, one.state.clone());
        let is_same = then.map(place).eq(standing.iter().chain(&orphans).map(place));
        if is_same { Ok(()) } else { Err(Error::StaleReport { document }) }
    }

    fn matched(&self, version: &Version) -> Matched {
        Matched::new(&self.text.text, &self.blocks, &self.speakers, &version.interview)
    }

    fn compare(&self, version: &Version, progress: OnProgress<'_>) -> Result<Report> {
        let new = &version.interview.text;
        let matched = self.matched(version);
        let difference = diff(&self.text.text, new);
        let outcomes = self.outcomes(version, &matched, &difference, progress)?;
        let (removed, inserted) = compare::size(&difference.edits);
        Ok(Report {
            revision: self.revision,
            digest: digest(new),
            shown: digest_of(&outcomes),
            is_same: difference.edits.is_empty(),
            old: self.text.text.to_string(),
            new: new.clone(),
            inserted,
            removed,
            new_speakers: matched.unknown(),
            renamed_speakers: matched.names(&self.speakers),
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
        for some in self.standing.chunks(STEP) {
            step(1 + all.len())?;
            let spans: Vec<Span> = some.iter().map(|one| one.span).collect();
            all.extend(some.iter().cloned().zip(reanchoring.outcomes(&spans)));
        }
        // Making it ready takes a while, and most documents have no orphans.
        let finder = (!self.orphans.is_empty()).then(|| Finder::new(new));
        for (Orphan { annotation, selector, stood }, finder) in self.orphans.iter().zip(finder.iter().cycle())
        {
            // That its words stand in a new text tells nobody that they are the ones that were marked: it stays an orphan
            // until somebody says where it is.
            let (speaker, section) = names.stood(stood);
            let candidates = finder.candidates(selector, speaker, section, None, CANDIDATES);
            all.push((annotation.clone(), Outcome::Orphaned { reason: Reason::Rewritten, candidates }));
        }
        step(all.len())?;
        Ok(all)
    }
}

/// Candidates named for one annotation at most.
const CANDIDATES: usize = 8;

/// A stored block, by the revision that wrote it and where it starts there.
type Name = (RevisionId, CodePoint);

impl Structure {
    /// The blocks that are not what is found in the text by itself: what somebody said about them holds on.
    fn corrected(&self, today: &Today) -> BTreeSet<Name> {
        let version = Version { interview: interview::parse(&self.text.text) };
        let matched = today.matched(&version);
        let found: BTreeMap<CodePoint, Block> =
            matched.blocks(&version.interview).map(|block| (block.span.start, block)).collect();
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
        for (at, name) in &matched.renamed {
            self.speakers[*at].name.clone_from(name);
        }
        let kept: BTreeMap<CodePoint, Block> = self
            .stored_blocks
            .iter()
            .filter(|placed| corrected.contains(&(placed.revision, placed.start)))
            .filter_map(|placed| placed.block.clone())
            .map(|block| (block.span.start, block))
            .collect();
        self.blocks = woven(&kept, matched.blocks(&version.interview).collect());
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
