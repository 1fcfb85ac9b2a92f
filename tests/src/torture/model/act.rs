//! What each operation does to what there is, and what the step is called.

use super::Given;
use super::codebook::Tag;
use super::document::{Document, Edit};
use super::splice::Place;
use super::state::{Memo, State, change};
use crate::torture::operation::Operation;
use crate::torture::texts::{Origin, SAMPLES};
use std::sync::Arc;

impl State {
    /// Does what is a step of the history, and gives back what that is called; nothing for what is none.
    pub(super) fn act(&mut self, operation: &Operation, given: &Given) -> Option<&'static str> {
        Some(match operation {
            Operation::Import { number } => {
                self.import(Origin::Made(*number), given);
                "document-import"
            }
            Operation::Sample => {
                for origin in (0..SAMPLES.len()).map(Origin::Sample) {
                    if self.documents.values().all(|document| document.origin != origin) {
                        self.import(origin, given);
                    }
                }
                "sample-add"
            }
            Operation::DeleteDocument { document } => {
                self.delete_document(document);
                "document-delete"
            }
            Operation::Retitle { document, title } => {
                change(&mut self.documents, document, |document| document.title.clone_from(title));
                "document-update"
            }
            Operation::Annotate { document, start, end, style, note, tags } => {
                let tags = self.ensure(tags, given);
                let place = (*start, *end);
                self.annotate(given.annotation(document, place), document, place, *style, (note, &tags));
                "annotation-create"
            }
            Operation::AnnotateAll { passages, style, tags } => {
                let tags = self.ensure(tags, given);
                for (document, place) in passages {
                    match self.marked(document, *place) {
                        Some(known) => self.give_tags(&known, &tags),
                        None => {
                            let id = given.annotation(document, *place);
                            self.annotate(id, document, *place, *style, ("", &tags));
                        }
                    }
                }
                if tags.is_empty() { "annotation-create-all" } else { "tag-all" }
            }
            Operation::Note { annotation, note } => {
                change(&mut self.annotations, annotation, |annotation| annotation.note.clone_from(note));
                "annotation-note"
            }
            Operation::Restyle { annotation, style } => {
                change(&mut self.annotations, annotation, |annotation| annotation.style = *style);
                "annotation-style"
            }
            Operation::Resize { annotation, start, end } => {
                self.place(annotation, (*start, *end), true);
                "annotation-resize"
            }
            Operation::Relink { annotation, start, end, .. } => {
                self.place(annotation, (*start, *end), false);
                "annotation-relink"
            }
            Operation::Accept { annotations } => {
                self.accept(annotations);
                "annotation-accept"
            }
            Operation::Delete { annotations } => {
                self.annotations.retain(|id, _| !annotations.contains(id));
                "annotation-delete"
            }
            Operation::Insert { document, at, .. } => {
                self.correct(document, &Edit::Insert { at: *at });
                "block-edit"
            }
            Operation::Remove { document, start, .. } => {
                self.correct(document, &Edit::Remove { start: *start });
                "block-edit"
            }
            Operation::Split { document, at } => {
                self.correct(document, &Edit::Split { at: *at });
                "block-split"
            }
            Operation::Join { document, start } => {
                self.correct(document, &Edit::Join { start: *start });
                "block-join"
            }
            Operation::Replace { document, find, replacement, only } => {
                self.correct(document, &Edit::Replace { find, replacement, only: only.as_deref() });
                "text-replace"
            }
            Operation::Update { document, text, orphan } => {
                self.correct(document, &Edit::Update { text });
                if let Some(orphan) = orphan {
                    self.orphan(orphan);
                }
                "document-revise"
            }
            Operation::Restore { document, revision } => {
                self.correct(document, &Edit::Restore { revision: *revision });
                "revision-restore"
            }
            Operation::SetKind { document, start, kind, level } => {
                change(&mut self.documents, document, |document| {
                    document.set_kind(document.line_at(*start), *kind, *level);
                });
                "block-kind"
            }
            Operation::SetSpeaker { document, start, speaker, scope } => {
                let who = speaker.map(|speaker| self.who(document, speaker));
                change(&mut self.documents, document, |document| {
                    document.set_speaker(document.line_at(*start), who, *scope);
                });
                "block-speaker"
            }
            Operation::AcceptLabel { document, start } => {
                change(&mut self.documents, document, |document| {
                    document.accept_label(document.line_at(*start));
                });
                "label-accept"
            }
            Operation::RejectLabel { document: id, speaker, label } => {
                let who = self.who(id, *speaker);
                let mut is_gone = false;
                change(&mut self.documents, id, |document| is_gone = document.reject_label(who, label));
                if is_gone {
                    self.give_memos(id, who, None);
                }
                "label-reject"
            }
            Operation::UpdateSpeaker { document, speaker, name, role, colour } => {
                change(&mut self.documents, document, |document| {
                    if let Some(speaker) = document.speakers.get_mut(*speaker) {
                        speaker.name.clone_from(name);
                        (speaker.role, speaker.colour) = (*role, *colour);
                    }
                });
                "speaker-update"
            }
            Operation::MergeSpeakers { document, from, into } => {
                let (from, into) = (self.who(document, *from), self.who(document, *into));
                change(&mut self.documents, document, |document| document.merge_speakers(from, into));
                self.give_memos(document, from, Some(into));
                "speaker-merge"
            }
            Operation::CreateTag { name, parent, colour, shortcut, definition } => {
                let above = parent.iter().map(|parent| format!("{}/", self.codebook.path(parent)));
                let path = above.chain([name.clone()]).collect::<String>();
                let (name, parent, definition) = (name.clone(), parent.clone(), definition.clone());
                let tag = Tag { name, parent, colour: *colour, shortcut: key(shortcut), definition };
                self.codebook.add(&given.tags.get(&path).cloned().unwrap_or_default(), tag);
                "tag-create"
            }
            Operation::RenameTag { tag, name } => {
                self.codebook.change(tag, |tag| tag.name.clone_from(name));
                "tag-rename"
            }
            Operation::ColourTag { tag, colour } => {
                self.codebook.change(tag, |tag| tag.colour = *colour);
                "tag-colour"
            }
            Operation::KeyTag { tag, shortcut } => {
                self.codebook.change(tag, |tag| tag.shortcut = key(shortcut));
                "tag-shortcut"
            }
            Operation::DefineTag { tag, definition } => {
                self.codebook.change(tag, |tag| tag.definition.clone_from(definition));
                "tag-define"
            }
            Operation::MoveTag { tag, parent, before } => {
                if let Some(after) = self.codebook.moved(tag, parent.as_deref(), before.as_deref()) {
                    self.codebook = after;
                }
                "tag-move"
            }
            Operation::MergeTags { tags, into } => {
                if let Some((after, became)) = self.codebook.merged(tags, into) {
                    self.codebook = after;
                    for (from, into) in became {
                        self.exchange_tag(&from, Some(&into));
                    }
                }
                "tag-merge"
            }
            Operation::SplitTag { tag, into, annotations } => {
                let into = self.codebook.ensure(into, &given.tags);
                for id in annotations {
                    change(&mut self.annotations, id, |annotation| {
                        if annotation.tags.remove(tag) {
                            annotation.tags.insert(into.clone());
                        }
                    });
                }
                "tag-split"
            }
            Operation::DeleteTags { tags, with_children } => {
                if let Some((after, gone)) = self.codebook.without(tags, *with_children) {
                    self.codebook = after;
                    for tag in gone {
                        self.exchange_tag(&tag, None);
                    }
                }
                "tag-delete"
            }
            Operation::GiveTags { annotations, tags } => {
                let tags = self.ensure(tags, given);
                for id in annotations {
                    self.give_tags(id, &tags);
                }
                "tag-give"
            }
            Operation::TakeTags { annotations, tags } => {
                for id in annotations {
                    change(&mut self.annotations, id, |one| one.tags.retain(|tag| !tags.contains(tag)));
                }
                "tag-take"
            }
            Operation::BeginMemo { about, text } => {
                let memo = Memo { subject: self.subject(about), text: text.clone() };
                self.memos.insert(given.memo.clone(), Arc::new(memo));
                "memo-create"
            }
            Operation::WriteMemo { memo, text } => {
                change(&mut self.memos, memo, |memo| memo.text.clone_from(text));
                "memo-write"
            }
            Operation::DeleteMemos { memos } => {
                self.memos.retain(|id, _| !memos.contains(id));
                "memo-delete"
            }
            Operation::Read { .. }
            | Operation::Undo
            | Operation::Redo
            | Operation::Go { .. }
            | Operation::Panel { .. }
            | Operation::Searches { .. }
            | Operation::KeepTemplate { .. }
            | Operation::RenameTemplate { .. }
            | Operation::DropTemplate { .. }
            | Operation::Repair
            | Operation::Backup { .. }
            | Operation::RestoreBackup { .. }
            | Operation::Export { .. } => return None,
        })
    }

    fn import(&mut self, origin: Origin, given: &Given) {
        let id = given.documents.get(&origin).cloned().unwrap_or_default();
        self.documents.insert(id, Arc::new(Document::new(origin)));
    }

    /// The tags that references mean, made where there are none.
    fn ensure(&mut self, tags: &[String], given: &Given) -> Vec<String> {
        tags.iter().map(|tag| self.codebook.ensure(tag, &given.tags)).collect()
    }

    fn give_tags(&mut self, annotation: &str, tags: &[String]) {
        change(&mut self.annotations, annotation, |one| one.tags.extend(tags.iter().cloned()));
    }
}

impl Given {
    fn annotation(&self, document: &str, place: Place) -> String {
        self.annotations.get(&(document.to_owned(), place)).cloned().unwrap_or_default()
    }
}

/// The key that a text names; none where it is empty.
fn key(shortcut: &str) -> Option<String> {
    Some(shortcut.to_owned()).filter(|shortcut| !shortcut.is_empty())
}
