//! The notes of a project: of annotations, memos, orphans, and words that were marked.

use crate::codebook::derived_id;
use crate::refi::Markup;

/// The attributes that say who made a thing and when.
pub(super) struct Made<'d> {
    /// RFC 3339, UTC; `None` where it is not known.
    pub(super) created: Option<&'d str>,
    /// RFC 3339, UTC.
    pub(super) modified: Option<&'d str>,
    /// Id of the user.
    pub(super) user: &'d str,
}

impl<'d> Made<'d> {
    /// Adds them to others.
    pub(super) fn push(&self, attributes: &mut Vec<(&'static str, &'d str)>) {
        attributes.push(("creatingUser", self.user));
        attributes.extend(self.created.map(|created| ("creationDateTime", created)));
        attributes.push(("modifyingUser", self.user));
        attributes.extend(self.modified.map(|modified| ("modifiedDateTime", modified)));
    }
}

/// A note.
pub(super) struct Note<'d> {
    /// Its id.
    pub(super) id: String,
    /// What it is called, for those who see a list of notes.
    pub(super) name: String,
    /// What it is, in the words that the importer knows again.
    pub(super) kind: String,
    /// What it says.
    pub(super) text: &'d str,
    /// Ids of its tags.
    pub(super) tags: Vec<&'d str>,
    /// Notes that belong to it.
    pub(super) notes: Vec<String>,
    /// When it was made.
    pub(super) created: &'d str,
    /// When it was changed.
    pub(super) modified: &'d str,
}

/// Writes the notes of a project.
pub(super) fn write(markup: &mut Markup, notes: &[Note<'_>], user: &str) {
    if notes.is_empty() {
        return;
    }
    markup.open("Notes", &[]);
    for note in notes {
        let mut attributes = vec![("guid", note.id.as_str()), ("name", note.name.as_str())];
        let made = Made { created: Some(note.created), modified: Some(note.modified), user };
        made.push(&mut attributes);
        markup.open("Note", &attributes);
        markup.text("Description", &note.kind);
        markup.text("PlainTextContent", note.text);
        codings(markup, &note.id, &note.tags, note.created, user);
        for other in &note.notes {
            reference(markup, "NoteRef", other);
        }
        markup.close();
    }
    markup.close();
}

/// Writes a coding for each tag of what has an id.
pub(super) fn codings(markup: &mut Markup, id: &str, tags: &[&str], created: &str, user: &str) {
    for tag in tags {
        let coding = derived_id(id, tag);
        markup.open(
            "Coding",
            &[("guid", coding.as_str()), ("creatingUser", user), ("creationDateTime", created)],
        );
        reference(markup, "CodeRef", tag);
        markup.close();
    }
}

/// Writes a reference to what has an id.
pub(super) fn reference(markup: &mut Markup, name: &'static str, id: &str) {
    markup.empty(name, &[("targetGUID", id)]);
}

/// The beginning of a text, on one line, as a name.
pub(super) fn brief(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST).chain(['…']).collect()
}
