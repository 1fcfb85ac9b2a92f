//! What is compared: everything of a library that whoever opens it can see, as it is told by the commands.

use super::document::{Document, Kind, Line, Version, text_of};
use super::splice::{Place, count};
use super::state::{Memo, State, Subject};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use vermilion_api::wire::{self, Block, BlockKind, MemoKind, RevisionOrigin, Role, SavedSearch, Style, Tag};

/// Everything that is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The documents, by id.
    pub documents: BTreeMap<String, SeenDocument>,
    /// The annotations, by id.
    pub annotations: BTreeMap<String, SeenAnnotation>,
    /// The codebook, in its order; when a tag was made is left out.
    pub tags: Vec<Tag>,
    /// The memos, by id. Times are left out, and a speaker is told by the place in the order.
    pub memos: BTreeMap<String, wire::Memo>,
    /// How it came to be, newest first.
    pub history: Vec<Entry>,
    /// What was set.
    pub settings: Settings,
}

/// What was set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The panels.
    pub panels: BTreeMap<String, bool>,
    /// The searches that are kept.
    pub searches: Vec<SavedSearch>,
    /// The templates that are kept, by name.
    pub templates: BTreeMap<String, String>,
    /// Whether the sample was ever added.
    pub has_seen_sample: bool,
}

/// A document.
#[derive(Clone, PartialEq, Eq)]
pub struct SeenDocument {
    /// Its title.
    pub title: String,
    /// Its text as it is.
    pub text: Arc<str>,
    /// Its blocks; a speaker is told by the place in the order.
    pub blocks: Vec<Block>,
    /// Its participants.
    pub speakers: Vec<SeenSpeaker>,
    /// What made each of its texts, the first one first.
    pub revisions: Vec<RevisionOrigin>,
    /// What it was half its corrections ago.
    pub earlier: Option<Earlier>,
    /// Where the reader was.
    pub position: u32,
}

/// A document as it was.
#[derive(Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its text.
    pub text: Arc<str>,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where the annotations stood that stood in it and are still there, and what they were made on.
    pub stood: BTreeMap<String, (Place, Option<String>)>,
}

/// A participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSpeaker {
    /// The name.
    pub name: String,
    /// The labels.
    pub labels: BTreeSet<String>,
    /// The role.
    pub role: Role,
    /// The colour.
    pub colour: u8,
}

/// An annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenAnnotation {
    /// The document it is in.
    pub document: String,
    /// Its edges; of an orphan, where it stood last.
    pub place: Place,
    /// The words in its place, or those that stood there.
    pub quote: String,
    /// The words that were marked, where others stand there now.
    pub original: Option<String>,
    /// Whether its words are gone.
    pub is_orphan: bool,
    /// Its look.
    pub style: Style,
    /// Its note.
    pub note: String,
    /// Its tags.
    pub tags: BTreeSet<String>,
}

/// A step of the history, as the library lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: i64,
    /// What was done.
    pub action: String,
    /// Whether it has been taken back.
    pub is_undone: bool,
}

/// Without the texts, which would drown everything else; of the blocks as many as a reader takes in.
impl fmt::Debug for SeenDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { title, text, blocks, speakers, revisions, earlier, position } = self;
        write!(
            f,
            "{title}, {} characters in {} blocks, read at {position}, {speakers:?}, {revisions:?}",
            text.chars().count(),
            blocks.len()
        )?;
        match earlier {
            Some(Earlier { text, blocks, stood }) => write!(
                f,
                ", once {} characters in {} blocks with {stood:?}",
                text.chars().count(),
                blocks.len()
            ),
            None => Ok(()),
        }
    }
}

/// The number of the revision at which a document with so many of them is looked at, too.
pub fn earlier_of(revisions: usize) -> Option<usize> {
    Some(revisions / 2).filter(|number| *number > 0)
}

impl State {
    /// What the library has to show of this.
    pub(super) fn seen(&self, positions: &BTreeMap<String, u32>) -> Content {
        let documents = self.documents.iter().map(|(id, document)| {
            let position = positions.get(id).copied().unwrap_or_default();
            (id.clone(), self.seen_document(document, position))
        });
        let annotations = self.annotations.iter().map(|(id, one)| {
            let one = SeenAnnotation {
                document: one.document.clone(),
                place: one.place,
                quote: one.quote.clone(),
                original: one.original.clone(),
                is_orphan: one.is_orphan,
                style: one.style,
                note: one.note.clone(),
                tags: one.tags.clone(),
            };
            (id.clone(), one)
        });
        let memos = self.memos.iter().map(|(id, memo)| (id.clone(), self.seen_memo(id, memo)));
        Content {
            documents: documents.collect(),
            annotations: annotations.collect(),
            tags: self.seen_tags(),
            memos: memos.collect(),
            history: Vec::new(),
            settings: Settings::default(),
        }
    }

    fn seen_document(&self, document: &Document, position: u32) -> SeenDocument {
        let speakers = document.speakers.iter().map(|speaker| SeenSpeaker {
            name: speaker.name.clone(),
            labels: speaker.labels.clone(),
            role: speaker.role,
            colour: speaker.colour,
        });
        let number = earlier_of(document.revision() as usize);
        let earlier = number.and_then(|number| document.version(u32::try_from(number).ok()?));
        SeenDocument {
            title: document.title.clone(),
            text: document.text().into(),
            blocks: blocks_of(document.lines(), document),
            speakers: speakers.collect(),
            revisions: document.origins().collect(),
            earlier: earlier.map(|version| self.seen_earlier(version, document)),
            position,
        }
    }

    fn seen_earlier(&self, version: &Version, document: &Document) -> Earlier {
        let stood = version.stood.iter().filter(|(id, _)| self.annotations.contains_key(*id));
        Earlier {
            text: text_of(&version.lines).into(),
            blocks: blocks_of(&version.lines, document),
            stood: stood.map(|(id, stood)| (id.clone(), (stood.place, stood.original.clone()))).collect(),
        }
    }

    fn seen_tags(&self) -> Vec<Tag> {
        let tags = self.codebook.in_order().into_iter().filter_map(|(id, depth)| {
            let tag = self.codebook.get(id)?;
            Some(Tag {
                id: id.to_owned(),
                parent: tag.parent.clone(),
                depth,
                name: tag.name.clone(),
                path: self.codebook.path(id),
                colour: tag.colour,
                shortcut: tag.shortcut.clone(),
                definition: tag.definition.clone(),
                created_at: 0,
            })
        });
        tags.collect()
    }

    fn seen_memo(&self, id: &str, memo: &Memo) -> wire::Memo {
        let bare = wire::Memo {
            id: id.to_owned(),
            kind: MemoKind::Library,
            document: memo.subject.document().map(str::to_owned),
            heading: None,
            section: None,
            speaker: None,
            speaker_name: None,
            tag: None,
            text: memo.text.clone(),
            created_at: 0,
            modified_at: 0,
        };
        match &memo.subject {
            Subject::Library => bare,
            Subject::Document(_) => wire::Memo { kind: MemoKind::Document, ..bare },
            Subject::Tag(tag) => wire::Memo { kind: MemoKind::Tag, tag: Some(tag.clone()), ..bare },
            Subject::Speaker { document, who } => {
                let speakers = self.documents.get(document).map_or(&[][..], |document| &document.speakers);
                let at = speakers.iter().position(|speaker| speaker.who == *who);
                wire::Memo {
                    kind: MemoKind::Speaker,
                    speaker: at.map(|at| at.to_string()),
                    speaker_name: at.map(|at| speakers[at].name.clone()),
                    ..bare
                }
            }
            Subject::Section { document, revision, words, start } => {
                let found = self.documents.get(document).and_then(|document| {
                    let place = (*start, *start + count(words));
                    document.heading_of(document.carried(*revision, place), words)
                });
                let (heading, section) = found.map_or((None, words.clone()), |(at, words)| (Some(at), words));
                wire::Memo { kind: MemoKind::Section, heading, section: Some(section), ..bare }
            }
        }
    }
}

impl Document {
    /// Where the heading starts in which a place lies, or the only one that has these words; with its words.
    fn heading_of(&self, place: Option<Place>, words: &str) -> Option<(u32, String)> {
        let headings: Vec<(u32, &Line)> = self
            .starts()
            .zip(self.lines())
            .filter(|(_, line)| matches!(line.kind, Kind::Heading { .. }))
            .collect();
        let holds = |(start, line): &&(u32, &Line)| {
            place.is_some_and(|(from, _)| *start <= from && from < *start + line.length())
        };
        let alike: Vec<_> = headings.iter().filter(|(_, line)| line.said == words).collect();
        let only = || alike.first().copied().filter(|_| alike.len() == 1);
        headings.iter().find(holds).or_else(only).map(|(start, line)| (*start, line.said.clone()))
    }
}

/// Lines as blocks, said by the participants of today.
fn blocks_of(lines: &[Line], document: &Document) -> Vec<Block> {
    let mut start = 0;
    let blocks = lines.iter().map(|line| {
        let from = start;
        let body_start = from + count(&line.before);
        start += line.length();
        let (kind, level, number, who, time) = match line.kind {
            Kind::Title => (BlockKind::Title, None, None, None, None),
            Kind::Metadata => (BlockKind::Metadata, None, None, None, None),
            Kind::Heading { level, number } => (BlockKind::Heading, Some(level), number, None, None),
            Kind::Turn { who, time } => (BlockKind::Turn, None, None, Some(who), time),
            Kind::Paragraph => (BlockKind::Paragraph, None, None, None, None),
        };
        let at = who.and_then(|who| document.speakers.iter().position(|speaker| speaker.who == who));
        Block {
            start: from,
            end: start,
            body_start,
            body_end: body_start + count(&line.said),
            kind,
            level,
            number,
            speaker: at.map(|at| at.to_string()),
            label_start: line.label.map(|(label, _)| from + label),
            label_end: line.label.map(|(_, label)| from + label),
            time,
        }
    });
    blocks.collect()
}
