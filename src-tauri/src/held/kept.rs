//! Where what the page holds is kept: in memory of each library by itself, and what has to outlive the app in a file beside
//! the library it is about.

use super::Held;
use super::paper::{self, Paper};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use vermilion_api::Api;

/// Where what the page holds is kept.
///
/// In memory it is replaced at once, in the order in which the page says it. The files follow, on whichever thread may wait
/// for a disk: each that writes them takes what is in memory once its turn has come, so that what was said last is what
/// stays, in memory and on disk.
#[derive(Default)]
pub(crate) struct Kept {
    memory: Mutex<Memory>,
    /// What this process has written beside each library, or handed to the page. Locked for as long as the files are being
    /// written, and always before the memory.
    papers: Mutex<BTreeMap<PathBuf, Paper>>,
    /// How often a page has asked: each asks once, when it is there.
    pages: AtomicU32,
}

#[derive(Default)]
struct Memory {
    /// The library that the page shows: what it says is about that one, also where another has taken its place meanwhile.
    shown: Option<PathBuf>,
    libraries: BTreeMap<PathBuf, Own>,
}

/// What is kept of one library.
#[derive(Default)]
struct Own {
    held: Held,
    /// Whether the library was left before it took everything: then all of it has to outlive the app.
    is_left: bool,
}

impl Own {
    fn paper(&self) -> Paper {
        let Held { edit, drafts, wishes, .. } = &self.held;
        let edit = edit.clone();
        if self.is_left {
            Paper { edit, drafts: drafts.clone(), wishes: wishes.clone() }
        } else {
            Paper { edit, ..Paper::default() }
        }
    }
}

impl Kept {
    /// Replaces what is kept of the library that the page shows. It is in memory at once; [`Kept::flush`] has to bring the
    /// files in line with it.
    pub(crate) fn keep(&self, held: Held) {
        let mut memory = self.memory();
        let Some(shown) = memory.shown.clone() else {
            tracing::warn!("a page that has not asked what was held says what it holds");
            return;
        };
        let own = memory.libraries.entry(shown).or_default();
        // Once nothing waits any more the library has taken what it was left with, or nobody wants it.
        own.is_left &= held.waits();
        own.held = held;
    }

    /// What the last page held of this library, for the next one, which shows it; none where there is nothing. Where no page
    /// has held anything of it since the app was started, that is what the file beside it has.
    pub(crate) fn take_back(&self, library: &Path) -> Option<Held> {
        self.pages.fetch_add(1, Ordering::Relaxed);
        let library = place(library);
        self.memory().shown = Some(library.clone());
        let mut papers = self.papers();
        // What a page has let go of and the file still has is not to be found again.
        self.write(&mut papers);
        paper::clear(&library);
        let found = if papers.contains_key(&library) { None } else { paper::read(&library) };
        let mut memory = self.memory();
        let own = memory.libraries.entry(library.clone()).or_default();
        if let Some(found) = found {
            own.held.take_in(found);
            own.is_left |= own.held.waits();
            // From here on it is the page's: where that holds it no more, it goes.
            papers.insert(library, own.paper());
        }
        Some(own.held.clone()).filter(Held::is_something)
    }

    /// Brings the files in line with what is kept. What another process has left there, and no page has taken up yet, stays.
    /// What cannot be written is tried again the next time.
    pub(crate) fn flush(&self) {
        self.write(&mut self.papers());
    }

    fn write(&self, papers: &mut BTreeMap<PathBuf, Paper>) {
        let wanted: Vec<_> =
            self.memory().libraries.iter().map(|(library, own)| (library.clone(), own.paper())).collect();
        for (library, paper) in wanted {
            let is_blank = paper.is_blank();
            let is_so = papers.get(&library).map_or(is_blank, |written| *written == paper);
            if is_so {
                continue;
            }
            let outcome = if is_blank { paper::remove(&library) } else { paper::write(&library, &paper) };
            if let Err(error) = outcome {
                tracing::warn!(%error, "the file beside the library does not have what is held");
            } else if is_blank {
                papers.remove(&library);
            } else {
                papers.insert(library, paper);
            }
        }
    }

    /// Lets go of where the reader is: something else takes the place of the library that the page shows. What was typed
    /// stays, also on disk, until a page shows that library again, as it was, restored or salvaged.
    pub(crate) fn leave(&self) {
        let mut memory = self.memory();
        if let Some(shown) = memory.shown.clone()
            && let Some(own) = memory.libraries.get_mut(&shown)
        {
            own.held = std::mem::take(&mut own.held).without_place();
            own.is_left = own.held.waits();
        }
        drop(memory);
        self.flush();
    }

    /// How many pages there have been.
    pub(crate) fn pages(&self) -> u32 {
        self.pages.load(Ordering::Relaxed)
    }

    /// Writes what was typed for this library into it, for a page that does not come back or that is to show another one.
    /// What the library refuses stays kept, also on disk, and so does a paragraph of which nobody has said what becomes of
    /// it. Gives back how many of them there are that may be lost.
    pub(crate) fn save(&self, api: &Api, library: &Path) -> usize {
        let library = place(library);
        let Some(held) = self.held(&library) else { return 0 };
        let left = held.clone().save(api);
        let count = left.drafts.len() + left.wishes.len();
        let count = count + usize::from(left.edit.as_ref().is_some_and(|edit| !edit.is_found));
        if let Some(own) = self.memory().libraries.get_mut(&library) {
            // What the page has said meanwhile is newer than what was saved.
            own.held.drafts.retain(|one| left.drafts.contains(one) || !held.drafts.contains(one));
            own.held.wishes.retain(|one| left.wishes.contains(one) || !held.wishes.contains(one));
            if own.held.edit == held.edit {
                own.held.edit = left.edit;
            }
            own.is_left = own.held.waits();
        }
        self.flush();
        count
    }

    /// What is kept of a library.
    pub(super) fn held(&self, library: &Path) -> Option<Held> {
        self.memory().libraries.get(library).map(|own| own.held.clone())
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        // Replaced as a whole, so a panic elsewhere cannot have broken it.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn papers(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Paper>> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What tells libraries apart: where the file lies that a path leads to. Where there is none, because it is gone or not there
/// yet, it is where it would lie.
pub(super) fn place(library: &Path) -> PathBuf {
    fs::canonicalize(library).unwrap_or_else(|_| {
        let whole = std::path::absolute(library).unwrap_or_else(|_| library.to_owned());
        let folder = whole.parent().and_then(|folder| fs::canonicalize(folder).ok());
        folder.zip(whole.file_name()).map_or_else(|| whole.clone(), |(folder, name)| folder.join(name))
    })
}
