//! Revisions: correcting the text, comparing what it was with what it is, bringing in a corrected version from outside.
//!
//! Whatever corrects a text names the revision that the asker has before it: where the document has moved on, the
//! command is refused with `stale-revision` and nothing is changed.

use super::{Annotation, Block, ChangeEvent, ImportSource, LossReason, Section, Speaker};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What made a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RevisionOrigin {
    /// The document was imported.
    Import,
    /// A paragraph was corrected, split or joined.
    Edit,
    /// Words were replaced.
    Replace,
    /// A corrected version came from outside.
    Update,
    /// An older revision was brought back.
    Restore,
}

/// One immutable text of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Revision {
    /// Its id.
    pub id: String,
    /// 1 for the text as imported; each has one more than the one before it.
    pub number: u32,
    /// When it was made.
    pub created_at: i64,
    /// What made it.
    pub origin: RevisionOrigin,
    /// Length of the text in code points.
    pub characters: u32,
    /// How many code points it has that the one before it had not.
    pub inserted: u32,
    /// How many code points the one before it had that it has not.
    pub removed: u32,
    /// Corrections by hand that follow each other within ten minutes are one sitting: they have the same number here.
    pub sitting: u32,
}

/// Names a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionList {
    /// The document.
    pub document: String,
}

/// Names a revision of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionOpen {
    /// The document.
    pub document: String,
    /// The revision.
    pub revision: String,
}

/// A document as it was in one of its revisions. Notes, styles and the names of speakers are those of today.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionView {
    /// The revision.
    pub revision: Revision,
    /// The whole text of it.
    pub text: String,
    /// Back to back over the whole text.
    pub blocks: Vec<Block>,
    /// The participants.
    pub speakers: Vec<Speaker>,
    /// Headings with what follows them, in the order of the text.
    pub sections: Vec<Section>,
    /// Those that were there and stood in the text, where they stood: by start, then end, then id.
    pub annotations: Vec<Annotation>,
    /// Those whose passage was not in the text.
    pub orphans: Vec<Annotation>,
    /// Whether the text is not the one that was stored: the file was damaged, or changed by something else.
    pub is_damaged: bool,
}

/// Names two revisions of a document to compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionCompare {
    /// The document.
    pub document: String,
    /// The revision to start from, which need not be the older one.
    pub from: String,
    /// The revision to arrive at.
    pub to: String,
}

/// What differs between two revisions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionComparison {
    /// The revision started from.
    pub from: Revision,
    /// The revision arrived at.
    pub to: Revision,
    /// How many code points came.
    pub inserted: u32,
    /// How many code points went.
    pub removed: u32,
    /// The places where they differ, in the order of the text.
    pub hunks: Vec<Hunk>,
}

/// A place where two texts differ, with some of what stands around it: whole lines where they are short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Hunk {
    /// The first code point of it in the text started from.
    pub from_start: u32,
    /// The first code point after it there.
    pub from_end: u32,
    /// The first code point of it in the text arrived at.
    pub to_start: u32,
    /// The first code point after it there.
    pub to_end: u32,
    /// What stands there, in order: without the inserted pieces it is the one text, without the removed ones the other.
    pub pieces: Vec<Piece>,
}

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum PieceKind {
    /// It stands in both texts.
    Same,
    /// It stands only in the text started from.
    Removed,
    /// It stands only in the text arrived at.
    Inserted,
}

/// A piece of a hunk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Piece {
    /// What became of it.
    pub kind: PieceKind,
    /// The text.
    pub text: String,
}

/// Brings an older revision back, as a new one. Annotations that were there get their places as they were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionRestore {
    /// The document.
    pub document: String,
    /// The current revision, as the asker knows it.
    pub base: String,
    /// The revision to bring back.
    pub revision: String,
}

/// Gives a block another text; number, label and marks stay. Line ends are read as in a file; a blank line splits the
/// block, a single line end stays inside it. Characters that nobody touched stay where they are, and annotations with
/// them: those that `splices` leave, or, where it is not known how the text was typed, those that the new text shares with
/// the old one. A text of nothing but white space deletes the block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlockEdit {
    /// The document.
    pub document: String,
    /// The current revision, as the asker knows it.
    pub revision: String,
    /// The start of the block.
    pub start: u32,
    /// Its new text.
    pub text: String,
    /// How it was typed: what led from what is read of the block to `text`, counted from the beginning of that. In the order
    /// of the text and apart from each other; none where that is not known. What does not lead there is not believed.
    #[serde(default)]
    pub splices: Vec<SpliceView>,
}

/// Makes one block two. The second one is a further paragraph of whoever speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlockSplit {
    /// The document.
    pub document: String,
    /// The current revision, as the asker knows it.
    pub revision: String,
    /// The code point of the text before which to split: inside the body of a block, and not at an end of it.
    pub at: u32,
}

/// The block before or the block after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Neighbour {
    /// The one before.
    Previous,
    /// The one after.
    Next,
}

/// Makes two blocks one, which is what the first of them was: the second one's number, label and marks go. A space is
/// put between them where the script wants one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlockJoin {
    /// The document.
    pub document: String,
    /// The current revision, as the asker knows it.
    pub revision: String,
    /// The start of the block.
    pub start: u32,
    /// With which to join it.
    pub with: Neighbour,
}

/// Looks for words in what is read of a document: in the bodies of its blocks, never across two of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceFind {
    /// The document.
    pub document: String,
    /// The words.
    pub find: String,
    /// Whether full-width and half-width forms of a character are the same.
    pub fold_width: bool,
    /// Whether capital and small letters are the same.
    pub fold_case: bool,
}

/// A place in a text with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaceView {
    /// The first code point.
    pub start: u32,
    /// The first code point after.
    pub end: u32,
    /// What stands before it, up to some thirty code points.
    pub before: String,
    /// What stands there.
    pub text: String,
    /// What stands after it, up to some thirty code points.
    pub after: String,
    /// Who speaks there.
    pub speaker: Option<String>,
    /// The heading of the section.
    pub section: Option<String>,
}

/// Where words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Occurrences {
    /// The revision that was looked at.
    pub revision: String,
    /// In the order of the text; they do not overlap.
    pub places: Vec<PlaceView>,
}

/// Replaces words, in one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceCommit {
    /// The document.
    pub document: String,
    /// The revision that was looked at.
    pub revision: String,
    /// The words.
    pub find: String,
    /// As in [`ReplaceFind`].
    pub fold_width: bool,
    /// As in [`ReplaceFind`].
    pub fold_case: bool,
    /// What to put there; line ends become spaces.
    pub replacement: String,
    /// The starts of the places to change; `null` for all.
    pub only: Option<Vec<u32>>,
}

/// What replacing gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Replaced {
    /// In how many places.
    pub count: u32,
    /// What changed, if anything did.
    pub change: Option<ChangeEvent>,
}

/// Shows what would become of the annotations if the text were that of a file. Stores nothing. Takes a while on a long
/// text: the task `update` tells how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpdatePreview {
    /// The document.
    pub document: String,
    /// The corrected version.
    pub source: ImportSource,
    /// The encoding to decode with; `null` finds it.
    pub encoding: Option<String>,
    /// Whether the report lists those too of which nothing was touched.
    pub with_kept: bool,
}

/// What would become of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing of it was touched.
    Kept,
    /// It stands elsewhere, word for word.
    Moved,
    /// Some of its words are others now.
    Changed,
    /// There are places that may be it: somebody has to say.
    ToConfirm,
    /// It is nowhere.
    Orphaned,
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeCounts {
    /// Nothing of them was touched.
    pub kept: u32,
    /// They stand elsewhere.
    pub moved: u32,
    /// Some of their words are others.
    pub changed: u32,
    /// Somebody has to say.
    pub to_confirm: u32,
    /// They are nowhere.
    pub orphaned: u32,
}

/// A place that may be an annotation's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// The place.
    pub place: PlaceView,
    /// How alike the words and what stands around them are, from 0 to 1.
    pub score: f32,
}

/// What would become of an annotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpdateEntry {
    /// The annotation as it is now.
    pub annotation: Annotation,
    /// What would become of it.
    pub outcome: Outcome,
    /// Where it is in the text of today; of an annotation that is an orphan already, where it stood last.
    pub old: PlaceView,
    /// Where it would be in the new text; `null` where that is not known.
    pub proposed: Option<PlaceView>,
    /// How sure that is, from 0 to 1; 1 for what is there word for word.
    pub score: f32,
    /// Places in the new text that may be it, the likeliest first.
    pub candidates: Vec<CandidateView>,
    /// Why it would be an orphan.
    pub reason: Option<LossReason>,
}

/// A speaker with another name in a new text: who says the same, by the words of at least half of the turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenamedSpeaker {
    /// The name in the document.
    pub before: String,
    /// The name in the new text.
    pub after: String,
}

/// What would change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpdateReport {
    /// The document.
    pub document: String,
    /// The revision that the new text was compared with.
    pub revision: String,
    /// Digest of the new text: what is accepted is what was shown.
    pub digest: String,
    /// Digest of the annotations and what would become of them: the same for them.
    pub shown: String,
    /// The file's name, where there is a file.
    pub file_name: Option<String>,
    /// WHATWG name of the encoding it was decoded from.
    pub encoding: String,
    /// Whether that is known rather than guessed.
    pub is_encoding_certain: bool,
    /// The encodings one can choose.
    pub encodings: Vec<String>,
    /// Whether the new text is the current one.
    pub is_same: bool,
    /// Whether most of the longer text is not in the other one: the file may be that of another document.
    pub is_mostly_other: bool,
    /// Length of the new text in code points.
    pub characters: u32,
    /// How many code points came.
    pub inserted: u32,
    /// How many code points went.
    pub removed: u32,
    /// Speakers in the new text that the document does not know.
    pub new_speakers: Vec<String>,
    /// Speakers of the document that the new text calls otherwise.
    pub renamed_speakers: Vec<RenamedSpeaker>,
    /// What became of how many annotations.
    pub counts: OutcomeCounts,
    /// Every annotation that is not merely kept, or all where they were asked for: in the order of the text of today, those
    /// that are orphans already at the end.
    pub entries: Vec<UpdateEntry>,
    /// Where the texts differ, in the order of the text; at most five hundred.
    pub hunks: Vec<Hunk>,
    /// How many more there are.
    pub hunks_left_out: u32,
}

/// What somebody says about an annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Verdict {
    /// It goes where it is proposed.
    Accept,
    /// It goes there.
    Place {
        /// The first code point in the new text.
        start: u32,
        /// The first code point after.
        end: u32,
    },
    /// It is not decided: it becomes an orphan and waits for somebody to say where it is.
    Wait,
    /// It goes nowhere: it becomes an orphan.
    Orphan,
}

/// What somebody says about an annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The annotation.
    pub annotation: String,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// Takes a corrected version in, in one step. What is not decided goes where it is proposed; what is proposed nowhere
/// becomes an orphan, whose candidates can be looked at later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCommit {
    /// The document.
    pub document: String,
    /// The revision of the report.
    pub revision: String,
    /// The digest of the report: refused with `source-changed` where the source has another text by now.
    pub digest: String,
    /// What the report calls `shown`: refused with `stale-report` where annotations came, went or were put elsewhere since.
    pub shown: String,
    /// The corrected version.
    pub source: ImportSource,
    /// The encoding to decode with.
    pub encoding: Option<String>,
    /// What somebody says.
    pub decisions: Vec<Decision>,
}

/// What taking it in gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Updated {
    /// What became of how many annotations, by what stands there now: none of them is to be confirmed any more.
    pub counts: OutcomeCounts,
    /// What changed; `null` when the text was the same.
    pub change: Option<ChangeEvent>,
}

/// Asks for places that may be an annotation's, orphan or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationCandidates {
    /// The annotation.
    pub annotation: String,
}

/// Places that may be an annotation's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Candidates {
    /// The revision that was looked at.
    pub revision: String,
    /// Where it stood last, in the text of that time.
    pub old: PlaceView,
    /// The likeliest first, at most eight.
    pub candidates: Vec<CandidateView>,
}

/// Asks where the orphans of a document stood last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrphanPlaces {
    /// The document.
    pub document: String,
}

/// Where an orphan stood last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrphanPlace {
    /// The orphan.
    pub annotation: String,
    /// Who spoke there, by the name of today.
    pub speaker: Option<String>,
    /// The heading of the section.
    pub section: Option<String>,
}

/// Says where an annotation's passage is. An orphan is one no more; a changed one is taken as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationRelink {
    /// The annotation.
    pub annotation: String,
    /// The current revision, as the asker knows it.
    pub revision: String,
    /// The first code point of the passage.
    pub start: u32,
    /// The first code point after the passage.
    pub end: u32,
}

/// Says that changed annotations are right as they are: their mark goes, their words of before are forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnnotationAccept {
    /// The annotations.
    pub annotations: Vec<String>,
}

/// What was at a place of the text and what is there now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpliceView {
    /// The first code point, in the text before.
    pub start: u32,
    /// How many code points went.
    pub removed: u32,
    /// What came.
    pub inserted: String,
}

/// How a text changed: enough for a view to follow without asking again. Whatever lies outside the splices only moves,
/// annotations and blocks alike: one that ends at or before a splice stays, one that starts at or after its end moves by
/// what came less what went. Annotations that are different by more than that are in `annotations` of the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextChange {
    /// The document.
    pub document: String,
    /// The revision before: a view that shows another one has to open the document again.
    pub from: String,
    /// The revision after.
    pub to: String,
    /// In the order of the text, apart from each other, with starts counted in the text before.
    pub splices: Vec<SpliceView>,
}
