//! Saying that annotations whose words have changed are right as they are.

use super::{State, existing};
use crate::{
    error::Result,
    ids::AnnotationId,
    library::{Acted, ActionName, Library},
    tables::annotation,
};

/// Takes annotations whose words have changed as they are. Those that have not changed are passed over, and so are
/// orphans.
///
/// # Errors
/// [`Error::NoSuchAnnotation`](crate::Error::NoSuchAnnotation) when one of them is not there (none is accepted then), or
/// when the library cannot be written to.
pub fn accept(library: &Library, ids: &[AnnotationId]) -> Result<Acted<()>> {
    library.act(ActionName::AnnotationAccept, |act| {
        for (at, id) in ids.iter().enumerate() {
            let stored = existing(act.connection, *id)?;
            if at == 0 {
                act.set_subject(&stored.quote);
            }
            if matches!(stored.state, State::Changed { .. }) {
                annotation::set_state(act.connection, *id, &State::Anchored, act.now())?;
            }
        }
        Ok(())
    })
}
