//! The notes of a project by their ids, and what they say.

use super::archive::{Members, Plain};
use super::model::{Project, Text};
use crate::import::{ImportError, Limits, Report};
use std::collections::HashMap;

/// A note.
pub(super) struct Note<'p> {
    pub(super) written: &'p Text,
    /// Its text.
    pub(super) text: String,
    /// Whether anything refers to it.
    pub(super) is_used: bool,
}

/// All notes.
pub(super) struct Notes<'p> {
    all: Vec<Note<'p>>,
    by_id: HashMap<&'p str, usize>,
    /// Bytes of notes that may still be handed out: one may be referred to from everywhere.
    left: u64,
    most: u64,
}

impl<'p> Notes<'p> {
    /// Reads the texts of the notes.
    pub(super) fn read(
        project: &'p Project,
        members: &mut Members<'_>,
        limits: Limits,
        report: &mut Report,
    ) -> Result<Self, ImportError> {
        let mut all = Vec::with_capacity(project.notes.len());
        let mut by_id = HashMap::new();
        for written in &project.notes {
            let found = match (&written.content, &written.path) {
                (Some(content), _) => Ok(Plain::inline(content)),
                (None, Some(path)) => members.text(path)?,
                (None, None) if written.has_rich_text => Err("rich-text-only"),
                (None, None) => Err("empty"),
            };
            let text = match found {
                // What we write is kept to the character: a note may begin with an indented line.
                Ok(plain) if project.is_ours() => plain.text,
                Ok(plain) => plain.text.trim().to_owned(),
                // What describes it, or what it is called, may be all that there is.
                Err("empty") => String::new(),
                Err(reason) => {
                    report.alter("note", &written.name, reason, None);
                    String::new()
                }
            };
            if !by_id.contains_key(written.guid.as_str()) {
                by_id.insert(written.guid.as_str(), all.len());
            }
            all.push(Note { written, text, is_used: false });
        }
        Ok(Self { all, by_id, left: limits.unpacked, most: limits.unpacked })
    }

    /// A note that something refers to.
    pub(super) fn get(&mut self, id: &str) -> Result<Option<&Note<'p>>, ImportError> {
        let Some(at) = self.by_id.get(id) else { return Ok(None) };
        let note = &mut self.all[*at];
        note.is_used = true;
        let bytes = (note.text.len() + note.written.name.len() + note.written.description.len()) as u64;
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or(ImportError::TooMuch { what: "bytes of notes", most: self.most })?;
        Ok(Some(note))
    }

    /// Those that nothing has referred to.
    pub(super) fn unused(&self) -> impl Iterator<Item = &Note<'p>> {
        self.all.iter().filter(|note| !note.is_used)
    }
}

impl Note<'_> {
    /// What it says where it stands alone: under its name, where that is not its beginning.
    pub(super) fn memo(&self) -> String {
        let name = self.written.name.trim();
        let begins = name.trim_end_matches(['…', '.']);
        let body = self.body();
        if body.is_empty() {
            name.to_owned()
        } else if begins.is_empty() || body.starts_with(begins) {
            body
        } else {
            format!("**{name}**\n\n{body}")
        }
    }

    /// What it says with something: without its name.
    pub(super) fn body(&self) -> String {
        let description = self.written.description.trim();
        match (self.text.is_empty(), description.is_empty() || self.text.contains(description)) {
            (true, _) => description.to_owned(),
            (false, true) => self.text.clone(),
            (false, false) => format!("{description}\n\n{}", self.text),
        }
    }
}
