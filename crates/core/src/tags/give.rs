//! Giving annotations tags, and taking them.

use super::{Codebook, resolve::ensure_all};
use crate::{
    annotations,
    error::Result,
    ids::{AnnotationId, TagId},
    library::{Acted, ActionName, Library},
    tables::annotation_tag,
};

/// Gives annotations tags: ids, or paths, which are made where there are none. Gives back the tags.
///
/// # Errors
/// [`Error::NoSuchAnnotation`](crate::Error::NoSuchAnnotation), [`Error::NoSuchTag`](crate::Error::NoSuchTag) for an id,
/// [`Error::AmbiguousTag`](crate::Error::AmbiguousTag), those of making a tag, or when the library cannot be written to.
/// Then none is given.
pub fn give(library: &Library, ids: &[AnnotationId], tags: &[String]) -> Result<Acted<Vec<TagId>>> {
    library.act(ActionName::TagGive, |act| {
        let tags = ensure_all(act, tags)?;
        let codebook = Codebook::load(act.connection)?;
        let names: Vec<_> = tags.iter().filter_map(|tag| Some(codebook.get(*tag)?.name.as_str())).collect();
        act.set_subject(&names.join(", "));
        for id in ids {
            annotations::existing(act.connection, *id)?;
            let mut is_new = false;
            for tag in &tags {
                is_new |= annotation_tag::insert(act.connection, *id, *tag)?;
            }
            if is_new {
                annotations::touch(act, *id)?;
            }
        }
        Ok(tags)
    })
}

/// Takes tags from annotations. Those that have them not are passed over.
///
/// # Errors
/// [`Error::NoSuchAnnotation`](crate::Error::NoSuchAnnotation), [`Error::NoSuchTag`](crate::Error::NoSuchTag) (none is taken
/// then), or when the library cannot be written to.
pub fn take(library: &Library, ids: &[AnnotationId], tags: &[TagId]) -> Result<Acted<()>> {
    library.act(ActionName::TagTake, |act| {
        let codebook = Codebook::load(act.connection)?;
        let names =
            tags.iter().map(|id| Ok(codebook.find(*id)?.name.as_str())).collect::<Result<Vec<_>>>()?;
        act.set_subject(&names.join(", "));
        for id in ids {
            annotations::existing(act.connection, *id)?;
            let mut is_gone = false;
            for tag in tags {
                is_gone |= annotation_tag::delete(act.connection, *id, *tag)?;
            }
            if is_gone {
                annotations::touch(act, *id)?;
            }
        }
        Ok(())
    })
}
