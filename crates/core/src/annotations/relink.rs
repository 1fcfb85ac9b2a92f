//! Saying where an annotation's passage is.

use super::{Place, State, existing, locate, put, settle};
use crate::{
    error::Result,
    ids::{AnnotationId, RevisionId},
    library::{Acted, ActionName, Library},
    revisions::require,
};
use vermilion_anchor::Span;

/// Puts an annotation, orphan or not, on a passage of the current text, which the caller knows as `revision`. From then
/// on these are its words.
///
/// # Errors
/// [`Error::NoSuchAnnotation`](crate::Error::NoSuchAnnotation), [`Error::StaleRevision`](crate::Error::StaleRevision),
/// [`Error::OutOfBounds`](crate::Error::OutOfBounds), [`Error::EmptySelection`](crate::Error::EmptySelection),
/// [`Error::DamagedText`](crate::Error::DamagedText), or when the library cannot be written to.
pub fn relink(
    library: &Library,
    id: AnnotationId,
    revision: RevisionId,
    selection: Span,
) -> Result<Acted<()>> {
    library.act(ActionName::AnnotationRelink, |act| {
        let stored = existing(act.connection, id)?;
        let lineage = act.lineage(stored.document)?;
        require(&lineage, stored.document, revision)?;
        let passage = locate(&*act.sound_text(stored.document, revision)?, selection)?;
        act.set_subject(&passage.selector.exact);
        let mut now = [stored.clone()];
        settle(&lineage, &mut now);
        let [now] = now;
        if now.state != State::Anchored || now.span != passage.span {
            let place = Place { revision, passage, state: State::Anchored };
            put(act, &lineage, &stored, &place, Some(act.now()))?;
        }
        Ok(())
    })
}
