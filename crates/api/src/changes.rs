//! From what the core says that it changed to what a view needs to follow. Only after the commit.

use crate::api::{Api, Result};
use crate::convert;
use crate::wire::{ChangeEvent, Changed, HistoryState, RemovedAnnotation};
use std::collections::BTreeSet;
use std::sync::PoisonError;
use vermilion_core::{Acted, Change, Error};

/// The origin of what another process changed.
const OUTSIDE: &str = "outside";

/// How many annotations one message holds: a window that takes over more of them at once does nothing else meanwhile. An
/// event about more names their documents only, and whoever wants them reads them in pages.
pub(crate) const MOST_ANNOTATIONS: u32 = 2_000;

impl Api {
    /// Runs something that changes the library, tells everybody, and gives back its value with the event.
    pub(crate) fn act<T>(
        &self,
        action: &str,
        origin: &str,
        run: impl FnOnce(&vermilion_core::Library) -> std::result::Result<Acted<T>, Error>,
    ) -> Result<(T, Option<ChangeEvent>)> {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let Acted { value, change } = run(&self.library)?;
        let event = change.map(|change| self.describe(&change, action, origin));
        if let Some(event) = &event {
            self.tell(event);
        }
        Ok((value, event))
    }

    /// As [`Api::act`], where only the change matters.
    pub(crate) fn change<T>(
        &self,
        action: &str,
        origin: &str,
        run: impl FnOnce(&vermilion_core::Library) -> std::result::Result<Acted<T>, Error>,
    ) -> Result<Changed> {
        self.act(action, origin, run).map(|(_, change)| Changed { change })
    }

    /// Looks whether another process has changed the library, and tells everybody if so. A shell asks about once a
    /// second; it costs a pragma. Gives back whether it has.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn poll_outside(&self) -> Result<bool> {
        let _order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(sequence) = self.library.changed_outside()? else { return Ok(false) };
        let mut event = reload(sequence, "", OUTSIDE);
        // It will not be noticed a second time, so it is told even when no more than this can be said of it.
        match self.library.history_state() {
            Ok(history) => event.history = history.into(),
            Err(error) => tracing::warn!(%error, "the history could not be read after a change from outside"),
        }
        self.tell(&event);
        Ok(true)
    }

    /// The event for a change. It is on disk whatever happens here, so when it cannot be read back, the views are told
    /// to ask for everything again.
    fn describe(&self, change: &Change, action: &str, origin: &str) -> ChangeEvent {
        self.read_back(change, action, origin).unwrap_or_else(|error| {
            tracing::warn!(%error, "a change could not be read back");
            reload(change.sequence, action, origin)
        })
    }

    fn read_back(
        &self,
        change: &Change,
        action: &str,
        origin: &str,
    ) -> std::result::Result<ChangeEvent, Error> {
        let Change {
            sequence,
            documents,
            removed_documents,
            annotations,
            removed_annotations,
            tags,
            removed_tags,
            memos,
            removed_memos,
            structure,
            texts,
        } = change;
        let is_too_much = annotations.len() + removed_annotations.len() > MOST_ANNOTATIONS as usize;
        self.library.read_back(|snapshot| {
            let mut crowded = BTreeSet::new();
            let mut listed = Vec::new();
            if is_too_much {
                crowded = snapshot.documents_with(annotations.iter().copied())?;
                crowded.extend(removed_annotations.iter().map(|(_, document)| *document));
                crowded.retain(|document| !removed_documents.contains(document));
            } else {
                listed = snapshot.annotations_of(annotations.iter().copied())?;
            }
            Ok(ChangeEvent {
                sequence: *sequence,
                origin: origin.to_owned(),
                action: action.to_owned(),
                history: snapshot.history_state()?.into(),
                documents: snapshot
                    .summaries_of(documents.iter().copied())?
                    .into_iter()
                    .map(Into::into)
                    .collect(),
                removed_documents: removed_documents.iter().map(ToString::to_string).collect(),
                annotations: listed.into_iter().map(Into::into).collect(),
                removed_annotations: if is_too_much {
                    Vec::new()
                } else {
                    removed_annotations
                        .iter()
                        .map(|(id, document)| RemovedAnnotation {
                            id: id.to_string(),
                            document: document.to_string(),
                        })
                        .collect()
                },
                crowded: crowded.iter().map(ToString::to_string).collect(),
                codebook: if tags.is_empty() && removed_tags.is_empty() {
                    None
                } else {
                    Some(convert::tag::list(&snapshot.codebook()?))
                },
                memos: snapshot.memos_of(memos.iter().copied())?.into_iter().map(Into::into).collect(),
                removed_memos: removed_memos.iter().map(ToString::to_string).collect(),
                structure: structure.iter().map(ToString::to_string).collect(),
                texts: texts.iter().map(Into::into).collect(),
                reload: false,
            })
        })
    }
}

/// An event that says no more than that everything may be different.
pub(crate) fn reload(sequence: u64, action: &str, origin: &str) -> ChangeEvent {
    ChangeEvent {
        sequence,
        origin: origin.to_owned(),
        action: action.to_owned(),
        history: HistoryState::default(),
        documents: Vec::new(),
        removed_documents: Vec::new(),
        annotations: Vec::new(),
        removed_annotations: Vec::new(),
        crowded: Vec::new(),
        codebook: None,
        memos: Vec::new(),
        removed_memos: Vec::new(),
        structure: Vec::new(),
        texts: Vec::new(),
        reload: true,
    }
}
