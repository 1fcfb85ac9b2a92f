//! Two speakers that are one.

use crate::{
    error::Result,
    ids::{DocumentId, SpeakerId},
    library::{Acted, ActionName, Library},
    structure::Structure,
    tables::{block, memo},
};
use vermilion_formats::interview::BlockKind;

/// Gives everything that `from` says, and the labels, to `into`, which keeps name, role and colour; `from` is gone.
/// Merging a speaker with itself changes nothing.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), [`Error::NoSuchSpeaker`](crate::Error::NoSuchSpeaker), or
/// when the library cannot be written to.
pub fn merge(library: &Library, document: DocumentId, from: SpeakerId, into: SpeakerId) -> Result<Acted<()>> {
    library.act(ActionName::SpeakerMerge, |act| {
        let mut structure = Structure::load(act, document)?;
        let (source, target) = (structure.speaker(from)?, structure.speaker(into)?);
        act.set_subject(&structure.speakers[target].name);
        if source == target {
            return Ok(());
        }
        for block in &mut structure.blocks {
            if let BlockKind::Turn { speaker, .. } = &mut block.kind
                && *speaker == source
            {
                *speaker = target;
            }
        }
        let aliases = std::mem::take(&mut structure.speakers[source].aliases);
        structure.speakers[target].aliases.extend(aliases);
        structure.remove_speaker(source);
        // What stood in earlier revisions is said by the same one, also where it has stood until now.
        block::give(act.connection, from, Some(into))?;
        memo::give_speaker(act.connection, from, Some(into))?;
        structure.store(act)
    })
}
