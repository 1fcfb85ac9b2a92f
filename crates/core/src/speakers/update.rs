//! Renaming and recolouring a speaker, and saying what the speaker does.

use super::COLOURS;
use crate::{
    error::{Error, Result},
    ids::{DocumentId, SpeakerId},
    library::{Acted, ActionName, Library},
    structure::Structure,
};
use vermilion_formats::interview::Role;

/// What a user can say about a speaker. `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerFields {
    /// The name shown. Must not be empty.
    pub name: Option<String>,
    /// What the participant does.
    pub role: Option<Role>,
    /// Index into the palette of speaker colours, below [`COLOURS`].
    pub colour: Option<u8>,
}

/// Changes what is known about a speaker. The labels in the text stay what they are.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::NoSuchSpeaker`], [`Error::Empty`], [`Error::NoSuchColour`], or when the library
/// cannot be written to.
pub fn update(
    library: &Library,
    document: DocumentId,
    speaker: SpeakerId,
    fields: &SpeakerFields,
) -> Result<Acted<()>> {
    library.act(ActionName::SpeakerUpdate, |act| {
        let mut structure = Structure::load(act, document)?;
        let at = structure.speaker(speaker)?;
        let row = &mut structure.speakers[at];
        if let Some(name) = fields.name.as_deref().map(str::trim) {
            if name.is_empty() {
                return Err(Error::Empty { field: "name" });
            }
            name.clone_into(&mut row.name);
        }
        if let Some(role) = fields.role {
            row.role = role;
        }
        if let Some(colour) = fields.colour {
            if colour >= COLOURS {
                return Err(Error::NoSuchColour { colour });
            }
            row.colour = colour;
        }
        act.set_subject(&row.name);
        structure.store(act)
    })
}
