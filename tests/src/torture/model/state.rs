//! What there is at a moment, and what is done to the annotations and memos of it.

use super::codebook::Codebook;
use super::document::{Document, Edit, Stood, Who};
use super::splice::{Carried, Place, carry};
use crate::torture::operation::About;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use vermilion_api::wire::Style;

/// Everything that can be undone, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The documents.
    pub documents: BTreeMap<String, Arc<Document>>,
    /// The annotations.
    pub annotations: BTreeMap<String, Arc<Annotation>>,
    /// The tags.
    pub(in crate::torture) codebook: Codebook,
    pub(in crate::torture) memos: BTreeMap<String, Arc<Memo>>,
}

/// An annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The document it is in.
    pub(in crate::torture) document: String,
    /// Its edges; of an orphan, where it stood last.
    pub(in crate::torture) place: Place,
    /// The words in its place, or those that stood there.
    pub(super) quote: String,
    /// The words that were marked, where others stand there now.
    pub(super) original: Option<String>,
    /// Whether its words are gone.
    pub(in crate::torture) is_orphan: bool,
    pub(in crate::torture) style: Style,
    pub(super) note: String,
    pub(in crate::torture) tags: BTreeSet<String>,
    /// The number of the revision since which it has stood on these words.
    pub(super) since: u32,
}

/// A memo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::torture) struct Memo {
    pub(super) subject: Subject,
    pub(super) text: String,
}

/// What a memo is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Library,
    Document(String),
    /// A section, by its heading: where its words stood in the revision of this number.
    Section {
        document: String,
        revision: u32,
        words: String,
        start: u32,
    },
    Speaker {
        document: String,
        who: Who,
    },
    Tag(String),
}

impl Subject {
    pub(super) fn document(&self) -> Option<&str> {
        match self {
            Self::Library | Self::Tag(_) => None,
            Self::Document(document) | Self::Section { document, .. } | Self::Speaker { document, .. } => {
                Some(document)
            }
        }
    }
}

impl Annotation {
    /// Puts it on other words: they have changed, unless they are what was marked.
    fn stand(&mut self, place: Place, quote: String, since: u32) {
        let was = self.original.take().unwrap_or_else(|| std::mem::take(&mut self.quote));
        self.original = Some(was).filter(|was| *was != quote);
        (self.place, self.quote, self.since) = (place, quote, since);
    }
}

impl State {
    pub(super) fn quote(&self, document: &str, place: Place) -> String {
        self.documents.get(document).map_or_else(String::new, |document| document.quote(place))
    }

    pub(super) fn revision(&self, document: &str) -> u32 {
        self.documents.get(document).map_or(0, |document| document.revision())
    }

    /// Makes an annotation.
    pub(super) fn annotate(
        &mut self,
        id: String,
        document: &str,
        place: Place,
        style: Style,
        (note, tags): (&str, &[String]),
    ) {
        let annotation = Annotation {
            document: document.to_owned(),
            place,
            quote: self.quote(document, place),
            original: None,
            is_orphan: false,
            style,
            note: note.to_owned(),
            tags: tags.iter().cloned().collect(),
            since: self.revision(document),
        };
        self.annotations.insert(id, Arc::new(annotation));
    }

    /// The annotation that marks exactly a passage.
    pub(super) fn marked(&self, document: &str, place: Place) -> Option<String> {
        let mut all = self.annotations.iter();
        let found = all.find(|(_, one)| one.document == document && !one.is_orphan && one.place == place);
        found.map(|(id, _)| id.clone())
    }

    /// Puts an annotation on other words, which are its own from then on. Where it is there already nothing is done, unless
    /// somebody says where it is: then they are.
    pub(super) fn place(&mut self, annotation: &str, place: Place, is_resize: bool) {
        let Some(found) = self.annotations.get(annotation) else { return };
        let is_there = found.place == place && !found.is_orphan;
        if is_there && (is_resize || found.original.is_none()) {
            return;
        }
        let quote = self.quote(&found.document, place);
        let since = self.revision(&found.document);
        change(&mut self.annotations, annotation, |annotation| {
            let (original, is_orphan) = (None, false);
            *annotation = Annotation { place, quote, original, is_orphan, since, ..annotation.clone() };
        });
    }

    /// Takes annotations as they are, also in the revisions in which they stood on these words before.
    pub(super) fn accept(&mut self, ids: &[String]) {
        for id in ids {
            let Some(found) = self.annotations.get(id).cloned() else { continue };
            if found.is_orphan || found.original.is_none() {
                continue;
            }
            change(&mut self.annotations, id, |annotation| annotation.original = None);
            change(&mut self.documents, &found.document, |document| {
                let since = (found.since as usize).saturating_sub(1);
                for stood in
                    document.versions_mut().skip(since).filter_map(|version| version.stood.get_mut(id))
                {
                    stood.original = None;
                }
            });
        }
    }

    /// Corrects a text, and what stands on it.
    pub(super) fn correct(&mut self, id: &str, edit: &Edit<'_>) {
        let mine = self.annotations.iter().filter(|(_, one)| one.document == id);
        let mine: Vec<(String, Arc<Annotation>)> =
            mine.map(|(id, one)| (id.clone(), Arc::clone(one))).collect();
        let standing = mine.iter().filter(|(_, one)| !one.is_orphan);
        let stood: BTreeMap<String, Stood> = standing
            .map(|(id, one)| (id.clone(), Stood { place: one.place, original: one.original.clone() }))
            .collect();
        let before = match edit {
            Edit::Restore { revision } => {
                self.documents.get(id).and_then(|document| document.version(*revision))
            }
            _ => None,
        };
        let then: BTreeMap<String, Stood> = before.map(|version| version.stood.clone()).unwrap_or_default();
        let mut splices = None;
        change(&mut self.documents, id, |document| splices = document.edit(edit, stood));
        let Some(splices) = splices else { return };
        let revision = self.revision(id);
        for (annotation, found) in mine {
            let carried = if found.is_orphan { Carried::Gone } else { carry(&splices, found.place) };
            match then.get(&annotation) {
                // It comes to where it stood by itself.
                Some(stood) if carried == Carried::Kept(stood.place) && found.original == stood.original => {
                    change(&mut self.annotations, &annotation, |one| one.place = stood.place);
                }
                Some(stood) => {
                    let quote = self.quote(id, stood.place);
                    change(&mut self.annotations, &annotation, |one| {
                        let (is_orphan, original, place) = (false, stood.original.clone(), stood.place);
                        *one =
                            Annotation { place, quote, original, is_orphan, since: revision, ..one.clone() };
                    });
                }
                None if found.is_orphan => {}
                None => self.carry(&annotation, carried, revision),
            }
        }
    }

    fn carry(&mut self, annotation: &str, carried: Carried, revision: u32) {
        let Some(document) = self.annotations.get(annotation).map(|one| one.document.clone()) else { return };
        let place = match carried {
            Carried::Kept(place) => {
                change(&mut self.annotations, annotation, |one| one.place = place);
                return;
            }
            Carried::Changed(place) => self.trimmed(&document, place),
            Carried::Gone => None,
        };
        let quote = place.map(|place| (place, self.quote(&document, place)));
        change(&mut self.annotations, annotation, |one| match quote {
            Some((place, quote)) => one.stand(place, quote, revision),
            None => one.is_orphan = true,
        });
    }

    /// A place without white space at its ends; none where nothing is left.
    fn trimmed(&self, document: &str, (from, to): Place) -> Option<Place> {
        let words: Vec<char> = self.quote(document, (from, to)).chars().collect();
        let first = words.iter().position(|character| !character.is_whitespace())?;
        let last = words.iter().rposition(|character| !character.is_whitespace())?;
        let at = |index: usize| from + u32::try_from(index).unwrap_or_default();
        Some((at(first), at(last + 1)))
    }

    /// Gives up an annotation where it stands.
    pub(super) fn orphan(&mut self, annotation: &str) {
        change(&mut self.annotations, annotation, |annotation| annotation.is_orphan = true);
    }

    /// Deletes documents with all that hangs on them.
    pub(super) fn delete_document(&mut self, id: &str) {
        self.documents.remove(id);
        self.annotations.retain(|_, annotation| annotation.document != id);
        self.memos.retain(|_, memo| memo.subject.document() != Some(id));
    }

    /// Gives memos on a participant to another, or to the document.
    pub(super) fn give_memos(&mut self, of: &str, from: Who, into: Option<Who>) {
        for memo in self.memos.values_mut() {
            if matches!(&memo.subject, Subject::Speaker { document, who } if document == of && *who == from) {
                let document = of.to_owned();
                Arc::make_mut(memo).subject = match into {
                    Some(who) => Subject::Speaker { document, who },
                    None => Subject::Document(document),
                };
            }
        }
    }

    /// Takes a tag from all that has it: the annotations have another one in its place, and the memos are about that; or
    /// they have none, and those are gone.
    pub(super) fn exchange_tag(&mut self, from: &str, into: Option<&str>) {
        for annotation in self.annotations.values_mut().filter(|one| one.tags.contains(from)) {
            let annotation = Arc::make_mut(annotation);
            annotation.tags.remove(from);
            annotation.tags.extend(into.map(str::to_owned));
        }
        let is_about = |memo: &Memo| memo.subject == Subject::Tag(from.to_owned());
        match into {
            None => self.memos.retain(|_, memo| !is_about(memo)),
            Some(into) => {
                for memo in self.memos.values_mut().filter(|memo| is_about(memo)) {
                    Arc::make_mut(memo).subject = Subject::Tag(into.to_owned());
                }
            }
        }
    }

    /// What a new memo is about.
    pub(super) fn subject(&self, about: &About) -> Subject {
        match about {
            About::Library => Subject::Library,
            About::Document { document } => Subject::Document(document.clone()),
            About::Tag { tag } => Subject::Tag(tag.clone()),
            About::Speaker { document, speaker } => {
                Subject::Speaker { document: document.clone(), who: self.who(document, *speaker) }
            }
            About::Section { document: id, heading } => {
                let document = &self.documents[id];
                let line = document.line_at(*heading);
                Subject::Section {
                    document: id.clone(),
                    revision: document.revision(),
                    words: document.lines()[line].said.clone(),
                    start: document.said_at(line),
                }
            }
        }
    }

    /// The participant at a place of the order.
    pub(super) fn who(&self, document: &str, speaker: usize) -> Who {
        let speaker = self.documents.get(document).and_then(|document| document.speakers.get(speaker));
        speaker.map_or(Who::MAX, |speaker| speaker.who)
    }
}

/// Changes the row of this id.
pub(super) fn change<T: Clone>(rows: &mut BTreeMap<String, Arc<T>>, id: &str, change: impl FnOnce(&mut T)) {
    if let Some(row) = rows.get_mut(id) {
        change(Arc::make_mut(row));
    }
}
