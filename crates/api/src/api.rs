//! The api: an open library, and who wants to hear of its changes.

use crate::error::Refusal;
use crate::search::Searches;
use crate::table::with_commands;
use crate::tasks::Tasks;
use crate::wire::*;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use vermilion_core::{Library, LibraryError, ReadOnly, Surroundings};

pub(crate) type Result<T> = std::result::Result<T, ApiError>;

type Listener = Box<dyn Fn(&ChangeEvent) + Send + Sync>;

/// An open library with everything that a shell can ask of it. Calls block for as long as the disk takes.
pub struct Api {
    pub(crate) library: Library,
    /// Held from before a change to after it was told, so that events are heard in the order of the changes.
    pub(crate) order: Mutex<()>,
    listeners: RwLock<Vec<Listener>>,
    pub(crate) tasks: Tasks,
    pub(crate) searches: Searches,
}

impl Api {
    /// An api over an open library.
    #[must_use]
    pub fn new(library: Library) -> Self {
        Self {
            library,
            order: Mutex::new(()),
            listeners: RwLock::new(Vec::new()),
            tasks: Tasks::default(),
            searches: Searches::default(),
        }
    }

    /// Opens the library at `path`, creating it where there is none. One that a newer version wrote, or that may not be
    /// written to, is opened for reading only, which [`LibraryView::read_only`] says.
    ///
    /// # Errors
    /// When the file is no library, is damaged, holds what Vermilion did not put there, or cannot be opened: see
    /// [`Recovery`](crate::Recovery).
    pub fn open(path: &Path, surroundings: Surroundings) -> Result<Self> {
        let surroundings = Arc::new(surroundings);
        let error = match Library::open(path, shared(&surroundings)) {
            Ok(library) => return Ok(Self::new(library)),
            Err(error) => error,
        };
        let reason = match error {
            LibraryError::Newer { found, supported, .. } => ReadOnly::Newer { found, supported },
            LibraryError::Protected { .. } => ReadOnly::Protected,
            _ => return Err(error.into()),
        };
        match Library::open_read_only(path, shared(&surroundings), reason) {
            Ok(library) => Ok(Self::new(library)),
            // What it was refused for first says more.
            Err(_) => Err(error.into()),
        }
    }

    /// Opens the library at `path` for reading only, whatever state it is in.
    ///
    /// # Errors
    /// When what this version reads is not there to be read.
    pub fn open_read_only(path: &Path, surroundings: Surroundings, reason: ReadOnly) -> Result<Self> {
        Ok(Self::new(Library::open_read_only(path, surroundings, reason)?))
    }

    /// The library's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.library.path()
    }

    /// Why nothing can be written to it; `None` where it can.
    #[must_use]
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.library.read_only()
    }

    /// Where the log of an earlier library was moved that lay here without its file when this one was made.
    #[must_use]
    pub fn log_set_aside(&self) -> Option<&Path> {
        self.library.log_set_aside()
    }

    /// Calls `listener` after every committed change, on the thread that made it, in the order of the changes. It must
    /// not change anything itself: it would wait for itself.
    pub fn on_change(&self, listener: impl Fn(&ChangeEvent) + Send + Sync + 'static) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
    }

    pub(crate) fn tell(&self, event: &ChangeEvent) {
        for listener in self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(event);
        }
    }

    /// The names of all commands, in the order of their table.
    #[must_use]
    pub fn command_names() -> &'static [&'static str] {
        macro_rules! names {
            ($($(#[doc = $doc:literal])* $way:ident $name:ident($request:ty) -> $response:ty;)*) => {
                &[$(stringify!($name)),*]
            };
        }
        with_commands!(names)
    }

    /// Runs a command by its name and answers with its response; see [`Api::call_as_text`].
    ///
    /// # Errors
    /// Those of [`Api::call_as_text`].
    pub fn call(&self, name: &str, payload: Value, origin: &str) -> Result<Value> {
        let text = self.call_as_text(name, payload, origin)?;
        serde_json::from_str(&text).map_err(|error| unfit(name, &error))
    }

    /// Runs a command by its name and answers with its response as JSON text: a document of a million characters is
    /// written once, not first made into a tree of values. `origin` says who asks and comes back in the event, so that
    /// a window can recognise its own changes.
    ///
    /// # Errors
    /// Those of the command; `unknown-command`; `bad-request` when `payload` is not what the command takes.
    pub fn call_as_text(&self, name: &str, payload: Value, origin: &str) -> Result<String> {
        macro_rules! run {
            (act $name:ident($request:expr)) => {
                self.$name($request, origin)
            };
            ($way:ident $name:ident($request:expr)) => {
                self.$name($request)
            };
        }
        macro_rules! dispatch {
            ($($(#[doc = $doc:literal])* $way:ident $name:ident($request:ty) -> $response:ty;)*) => {
                match name {
                    $(stringify!($name) => {
                        let request: $request = parsed(name, payload)?;
                        let response: $response = run!($way $name(request))?;
                        answered(name, &response)
                    })*
                    _ => Err(Refusal::UnknownCommand { name: name.to_owned() }.into()),
                }
            };
        }
        with_commands!(dispatch)
    }
}

/// Surroundings that ask others.
pub(crate) fn shared(surroundings: &Arc<Surroundings>) -> Surroundings {
    let (clock, ids) = (Arc::clone(surroundings), Arc::clone(surroundings));
    Surroundings::new(move || (clock.now)(), move || (ids.new_id)()).remembering(surroundings.memory.clone())
}

pub(crate) fn parsed<T: DeserializeOwned>(command: &str, payload: Value) -> Result<T> {
    // A command that takes nothing may be called with nothing.
    let payload = if payload.is_null() { Value::Object(serde_json::Map::new()) } else { payload };
    serde_json::from_value(payload).map_err(|error| unfit(command, &error))
}

fn answered<T: serde::Serialize>(command: &str, response: &T) -> Result<String> {
    serde_json::to_string(response).map_err(|error| unfit(command, &error))
}

pub(crate) fn unfit(command: &str, error: &serde_json::Error) -> ApiError {
    Refusal::BadRequest { command: command.to_owned(), detail: error.to_string() }.into()
}
