//! Commands that correct the structure that was found in an interview.

use crate::api::{Api, Result};
use crate::convert;
use crate::wire::{
    BlockSetKind, BlockSetSpeaker, Changed, LabelAccept, LabelReject, SettableKind, SpeakerMerge,
    SpeakerScope, SpeakerUpdate,
};
use vermilion_anchor::CodePoint;
use vermilion_core::speakers::{self, SpeakerFields};
use vermilion_core::structure::{self, NewKind, Scope};
use vermilion_core::{ActionName, DocumentId, SpeakerId};

impl Api {
    /// Says what a block is.
    ///
    /// # Errors
    /// When there is no such block.
    pub fn block_set_kind(&self, request: BlockSetKind, origin: &str) -> Result<Changed> {
        let document: DocumentId = convert::id(&request.document)?;
        let kind = match request.kind {
            SettableKind::Title => NewKind::Title,
            SettableKind::Metadata => NewKind::Metadata,
            SettableKind::Heading => NewKind::Heading { level: request.level },
            SettableKind::Paragraph => NewKind::Paragraph,
        };
        self.change(ActionName::BlockKind.name(), origin, |library| {
            structure::set_kind(library, document, CodePoint(request.start), kind)
        })
    }

    /// Says who speaks in a block.
    ///
    /// # Errors
    /// When there is no such block or speaker, or the block is no speech.
    pub fn block_set_speaker(&self, request: BlockSetSpeaker, origin: &str) -> Result<Changed> {
        let document: DocumentId = convert::id(&request.document)?;
        let speaker: Option<SpeakerId> = request.speaker.as_deref().map(convert::id).transpose()?;
        let scope = match request.scope {
            SpeakerScope::Block => Scope::Block,
            SpeakerScope::Turn => Scope::Turn,
        };
        self.change(ActionName::BlockSpeaker.name(), origin, |library| {
            structure::set_speaker(library, document, CodePoint(request.start), speaker, scope)
        })
    }

    /// Says that a line opens with a speaker's label.
    ///
    /// # Errors
    /// When the line has nothing that could be a label.
    pub fn label_accept(&self, request: LabelAccept, origin: &str) -> Result<Changed> {
        let document: DocumentId = convert::id(&request.document)?;
        self.change(ActionName::LabelAccept.name(), origin, |library| {
            structure::accept_label(library, document, CodePoint(request.start))
        })
    }

    /// Says that a label is no speaker's.
    ///
    /// # Errors
    /// When the speaker has no such label.
    pub fn label_reject(&self, request: LabelReject, origin: &str) -> Result<Changed> {
        let document: DocumentId = convert::id(&request.document)?;
        let speaker: SpeakerId = convert::id(&request.speaker)?;
        self.change(ActionName::LabelReject.name(), origin, |library| {
            structure::reject_label(library, document, speaker, &request.alias)
        })
    }

    /// Corrects a participant.
    ///
    /// # Errors
    /// When there is no such speaker, the name would be empty, or the palette has no such colour.
    pub fn speaker_update(&self, request: SpeakerUpdate, origin: &str) -> Result<Changed> {
        let SpeakerUpdate { document, speaker, name, role, colour } = request;
        let document: DocumentId = convert::id(&document)?;
        let speaker: SpeakerId = convert::id(&speaker)?;
        let fields = SpeakerFields { name, role: role.map(Into::into), colour };
        self.change(ActionName::SpeakerUpdate.name(), origin, |library| {
            speakers::update(library, document, speaker, &fields)
        })
    }

    /// Says that two participants are one.
    ///
    /// # Errors
    /// When there is no such speaker.
    pub fn speaker_merge(&self, request: SpeakerMerge, origin: &str) -> Result<Changed> {
        let document: DocumentId = convert::id(&request.document)?;
        let from: SpeakerId = convert::id(&request.from)?;
        let into: SpeakerId = convert::id(&request.into)?;
        self.change(ActionName::SpeakerMerge.name(), origin, |library| {
            speakers::merge(library, document, from, into)
        })
    }
}
