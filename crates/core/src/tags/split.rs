//! Some of a tag's annotations that are about something else.

use super::{Codebook, resolve::ensure_all};
use crate::{
    annotations,
    error::Result,
    ids::{AnnotationId, TagId},
    library::{Acted, ActionName, Library},
    tables::annotation_tag,
};

/// Gives those of these annotations that have the tag `from` another one in its place: an id, or a path, which is made where
/// there is none. Gives back the other tag.
///
/// # Errors
/// [`Error::NoSuchTag`](crate::Error::NoSuchTag), [`Error::NoSuchAnnotation`](crate::Error::NoSuchAnnotation), those of
/// making a tag, or when the library cannot be written to.
pub fn split(library: &Library, from: TagId, into: &str, ids: &[AnnotationId]) -> Result<Acted<TagId>> {
    library.act(ActionName::TagSplit, |act| {
        act.set_subject(&Codebook::load(act.connection)?.find(from)?.name);
        let into = match ensure_all(act, &[into.to_owned()])?.as_slice() {
            [into, ..] => *into,
            [] => from,
        };
        if into == from {
            return Ok(from);
        }
        for id in ids {
            annotations::existing(act.connection, *id)?;
            if annotation_tag::delete(act.connection, *id, from)? {
                annotation_tag::insert(act.connection, *id, into)?;
                annotations::touch(act, *id)?;
            }
        }
        Ok(into)
    })
}
