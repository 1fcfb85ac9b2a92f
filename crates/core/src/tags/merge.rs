//! Tags that are one.

use super::{Codebook, Tag, place::put};
use crate::{
    error::{Error, Result},
    ids::TagId,
    library::{Act, Acted, ActionName, Library},
    tables::{annotation_tag, memo, tag},
};

/// Makes tags one with another: what has any of them has `into`, once, and they are gone. What was under them comes under
/// `into`; where a tag of the same name is there, those two become one as well. Their memos are its memos, their definitions
/// follow its own, and where it has no colour or key, it gets the first that one of them has.
///
/// # Errors
/// [`Error::NoSuchTag`], [`Error::TagIntoItself`] where there is no other than `into`, [`Error::TagNameTaken`] where `into`
/// was under one of them and cannot take its place, or when the library cannot be written to.
pub fn merge(library: &Library, from: &[TagId], into: TagId) -> Result<Acted<()>> {
    library.act(ActionName::TagMerge, |act| {
        let codebook = Codebook::load(act.connection)?;
        act.set_subject(&codebook.find(into)?.name);
        for id in from {
            codebook.find(*id)?;
        }
        // From the leaves: what is under another of them becomes `into`, not what is there under its name.
        let mut from: Vec<TagId> = from.iter().copied().filter(|id| *id != into).collect();
        from.sort_by_key(|id| std::cmp::Reverse(codebook.place(*id)));
        from.dedup();
        if from.is_empty() {
            return Err(Error::TagIntoItself { path: codebook.path(into) });
        }
        for id in from {
            merge_one(act, id, into)?;
        }
        Ok(())
    })
}

fn merge_one(act: &Act<'_>, from: TagId, into: TagId) -> Result<()> {
    let mut codebook = Codebook::load(act.connection)?;
    if codebook.is_within(into, from) {
        // Otherwise it would go with the one that it was under.
        let above = codebook.find(from)?.parent;
        put(act, &codebook, &[codebook.find(into)?], above, Some(from), Some(from))?;
        codebook = Codebook::load(act.connection)?;
    }
    let (source, target) = (codebook.find(from)?, codebook.find(into)?);
    let definition = match (target.definition.trim_end(), source.definition.as_str()) {
        (own, "") => own.to_owned(),
        ("", theirs) => theirs.to_owned(),
        (own, theirs) => format!("{own}\n\n{theirs}"),
    };
    let merged = Tag {
        colour: target.colour.or(source.colour),
        shortcut: target.shortcut.or(source.shortcut),
        definition,
        ..target.clone()
    };
    if merged != *target {
        tag::update(act.connection, &merged)?;
    }
    annotation_tag::give(act.connection, from, into)?;
    memo::give_tag(act.connection, from, into)?;
    let children: Vec<Tag> = codebook.children(Some(from)).cloned().collect();
    for child in children {
        let codebook = Codebook::load(act.connection)?;
        match codebook.child(Some(into), &child.name) {
            Some(same) => merge_one(act, child.id, same.id)?,
            None => put(act, &codebook, &[&child], Some(into), None, None)?,
        }
    }
    tag::delete(act.connection, from)
}
