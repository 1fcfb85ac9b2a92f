//! Giving a highlight other edges.

use super::{Place, State, existing, locate, put, settle};
use crate::{
    error::{Error, Result},
    ids::AnnotationId,
    library::{Acted, ActionName, Library},
};
use vermilion_anchor::Span;

/// Gives an annotation another passage of the current text, snapped and trimmed as at its creation. Whoever sets the
/// edges has seen the words: an annotation whose words had changed is taken as it is.
///
/// # Errors
/// [`Error::NoSuchAnnotation`], [`Error::Orphan`] for one that is not in the text, [`Error::OutOfBounds`],
/// [`Error::EmptySelection`], [`Error::DamagedText`], or when the library cannot be written to.
pub fn resize(library: &Library, id: AnnotationId, selection: Span) -> Result<Acted<()>> {
    library.act(ActionName::AnnotationResize, |act| {
        let stored = existing(act.connection, id)?;
        let lineage = act.lineage(stored.document)?;
        let mut before = [stored.clone()];
        settle(&lineage, &mut before);
        let [before] = before;
        if !before.stands() {
            return Err(Error::Orphan { annotation: id });
        }
        let passage = locate(&*act.sound_text(stored.document, before.revision)?, selection)?;
        act.set_subject(&passage.selector.exact);
        // Nudging an edge along, or dragging it again, is one step.
        act.join_with(&format!("resize {id}"));
        if before.span != passage.span {
            let place = Place { revision: lineage.current(), passage, state: State::Anchored };
            put(act, &lineage, &stored, &place, Some(act.now()))?;
        }
        Ok(())
    })
}
