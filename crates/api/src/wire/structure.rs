//! The structure of an interview as it stands off from the text, and the corrections a reader makes to it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a participant does in the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Asks.
    Interviewer,
    /// Answers.
    Interviewee,
    /// Neither, or not known.
    Other,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    /// The title of the document.
    Title,
    /// A line that says something about the document.
    Metadata,
    /// The heading of a section.
    Heading,
    /// Something said.
    Turn,
    /// A paragraph that nobody says.
    Paragraph,
}

/// A paragraph-level piece of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Block {
    /// The first code point; the block before it ends here.
    pub start: u32,
    /// The first code point after the block, its line end and the blank lines that follow.
    pub end: u32,
    /// Where what a reader reads begins: after marks, section number and speaker label.
    pub body_start: u32,
    /// Where it ends: before the line end and blank lines.
    pub body_end: u32,
    /// What the block is.
    pub kind: BlockKind,
    /// Of a heading: 1 for the outermost.
    pub level: Option<u8>,
    /// Of a heading: its number, where it has one.
    pub number: Option<u32>,
    /// Of a turn: the id of who speaks.
    pub speaker: Option<String>,
    /// Of the block that opens a turn: the first code point of the label.
    pub label_start: Option<u32>,
    /// Of the block that opens a turn: the first code point after the label.
    pub label_end: Option<u32>,
    /// Of a turn: milliseconds from the start of the recording, where the text gives it.
    pub time: Option<u32>,
}

/// A participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Speaker {
    /// Its id.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// The labels under which the participant speaks in the text.
    pub aliases: Vec<String>,
    /// What the participant does.
    pub role: Role,
    /// Index into the palette of speaker colours.
    pub colour: u8,
    /// How often the participant takes the word.
    pub turns: u32,
    /// How many code points the participant says.
    pub characters: u32,
}

/// A heading and what follows it up to the next heading of its level or an outer one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// The number as it stands in the text, such as `01.`; empty where there is none.
    pub marker: String,
    /// The heading without marks and number.
    pub title: String,
    /// 1 for the outermost.
    pub level: u8,
    /// The start of the heading's block.
    pub heading: u32,
    /// The first code point.
    pub start: u32,
    /// The first code point after.
    pub end: u32,
}

/// What a reader can say that a block is. A turn is made by accepting its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SettableKind {
    /// The title of the document.
    Title,
    /// A line that says something about the document.
    Metadata,
    /// The heading of a section.
    Heading,
    /// A paragraph.
    Paragraph,
}

/// Says what a block is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlockSetKind {
    /// The document.
    pub document: String,
    /// The start of the block.
    pub start: u32,
    /// What it is.
    pub kind: SettableKind,
    /// Of a heading: its level; `null` leaves it to the text.
    pub level: Option<u8>,
}

/// How far a change of speaker reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SpeakerScope {
    /// This block only.
    Block,
    /// This block and the rest of its turn.
    Turn,
}

/// Says who speaks in a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlockSetSpeaker {
    /// The document.
    pub document: String,
    /// The start of the block.
    pub start: u32,
    /// Who speaks; `null` for nobody.
    pub speaker: Option<String>,
    /// How far the change reaches.
    pub scope: SpeakerScope,
}

/// Says that the line at which a block starts opens with a speaker's label, here and wherever the label recurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LabelAccept {
    /// The document.
    pub document: String,
    /// The start of the block.
    pub start: u32,
}

/// Says that a label is no speaker's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LabelReject {
    /// The document.
    pub document: String,
    /// Whose label it was taken for.
    pub speaker: String,
    /// The label as it stands in the text.
    pub alias: String,
}

/// Corrects a participant. `null` leaves a field as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpeakerUpdate {
    /// The document.
    pub document: String,
    /// The participant.
    pub speaker: String,
    /// The name to show.
    pub name: Option<String>,
    /// What the participant does.
    pub role: Option<Role>,
    /// Index into the palette of speaker colours.
    pub colour: Option<u8>,
}

/// Says that two participants are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpeakerMerge {
    /// The document.
    pub document: String,
    /// The participant that goes.
    pub from: String,
    /// The participant that stays and gets the other's labels and turns.
    pub into: String,
}
