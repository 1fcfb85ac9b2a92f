//! Finding the tag that a user means, and making it where there is none.

use super::{Codebook, NewTag, SEPARATOR, create::add, folded, is_separator};
use crate::{
    error::{Error, Result},
    ids::TagId,
    library::{Act, Library},
};
use vermilion_anchor::Folding;

/// The tag that a reference means: an id; a path from the top, or the end of one that no other tag has, exactly or but for
/// case and width; or the beginning of an id that no other has; or a path but for all that usually makes no difference
/// ([`Folding::USUAL`]). `/Fear` means the one at the top alone.
///
/// # Errors
/// [`Error::NoSuchTag`], [`Error::AmbiguousTag`], or when the library cannot be read.
pub fn resolve(library: &Library, reference: &str) -> Result<TagId> {
    choose(&super::codebook(library)?, reference, true)
}

/// The tags that references mean, each once. A path that no tag has is made, with what is missing on the way.
pub(crate) fn ensure_all(act: &Act<'_>, references: &[String]) -> Result<Vec<TagId>> {
    let mut tags = Vec::with_capacity(references.len());
    for reference in references {
        let tag = ensure(act, reference)?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(tags)
}

fn ensure(act: &Act<'_>, reference: &str) -> Result<TagId> {
    let reference = reference.trim();
    let missing = match choose(&Codebook::load(act.connection)?, reference, false) {
        Err(missing @ Error::NoSuchTag { .. }) => missing,
        found => return found,
    };
    // An id names what was there once, or nothing; it is no name.
    if reference.parse::<TagId>().is_ok() {
        return Err(missing);
    }
    let (above, name) = match reference.char_indices().rfind(|(_, character)| is_separator(*character)) {
        Some((at, separator)) => (&reference[..at], &reference[at + separator.len_utf8()..]),
        None => ("", reference),
    };
    let parent = if above.is_empty() { None } else { Some(ensure(act, above)?) };
    let codebook = Codebook::load(act.connection)?;
    add(act, &codebook, &NewTag { name: name.to_owned(), parent, ..NewTag::default() })
}

/// Whether a tag with this path is meant.
type Matcher<'a> = &'a dyn Fn(TagId, &str) -> bool;

/// The tag that a reference means; where `is_there` says that one must be meant, also by less than its name.
fn choose(codebook: &Codebook, reference: &str, is_there: bool) -> Result<TagId> {
    let reference = reference.trim();
    let no_such = || Error::NoSuchTag { reference: reference.to_owned() };
    if let Ok(id) = reference.parse::<TagId>() {
        return codebook.get(id).map(|tag| tag.id).ok_or_else(no_such);
    }
    let is_from_top = reference.starts_with(is_separator);
    let names: Vec<&str> =
        reference.split(is_separator).skip(usize::from(is_from_top)).map(str::trim).collect();
    if names.iter().all(|name| name.is_empty()) {
        return Err(no_such());
    }
    let exact = names.join(SEPARATOR);
    let like = folded(&exact);
    let end = |path: &str, wanted: &str| {
        path.strip_suffix(wanted).is_some_and(|before| before.is_empty() || before.ends_with(SEPARATOR))
    };
    let lower = reference.to_lowercase();
    // Whoever names a tag that is there need not write it as it is written; one that is made is another where it differs.
    let usual = |name: &str| Folding::USUAL.words(name);
    let alike = usual(&exact);
    let matchers: [Matcher<'_>; 6] = [
        &|_, path| path == exact,
        &|_, path| folded(path) == like,
        &|_, path| !is_from_top && end(path, &exact),
        &|_, path| !is_from_top && end(&folded(path), &like),
        &|id, _| is_there && !is_from_top && id.to_string().starts_with(&lower),
        &|_, path| {
            let path = usual(path);
            is_there && (path == alike || !is_from_top && end(&path, &alike))
        },
    ];
    let paths: Vec<(TagId, String)> =
        codebook.tags().iter().map(|tag| (tag.id, codebook.path(tag.id))).collect();
    for matches in matchers {
        let found: Vec<_> = paths.iter().filter(|(id, path)| matches(*id, path)).collect();
        match found.as_slice() {
            [] => {}
            [(id, _)] => return Ok(*id),
            several => {
                let candidates = several.iter().map(|(_, path)| path.clone()).collect();
                return Err(Error::AmbiguousTag { reference: reference.to_owned(), candidates });
            }
        }
    }
    Err(no_such())
}
