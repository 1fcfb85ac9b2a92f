//! Words replaced wherever they stand.

use super::{Fate, Fates, Origin, require};
use crate::{
    annotations,
    error::Result,
    ids::{DocumentId, RevisionId},
    library::{Act, Acted, ActionName, Library},
    search::Matcher,
    structure::{self, Structure},
    tables::speaker,
    texts::{Text, shift},
};
use std::collections::BTreeSet;
use vermilion_anchor::{
    CodePoint, Folding, Span, count,
    edit::{Carried, Edits, Mapper, Splice},
};
use vermilion_formats::interview::Block;

/// Which characters count as the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fold {
    /// Full-width and half-width forms.
    pub width: bool,
    /// Capital and small letters.
    pub case: bool,
}

/// Words to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words, as they stand.
    pub words: String,
    /// Which characters count as the same.
    pub fold: Fold,
}

/// Where words stand in what is read of a document: in the bodies of its blocks, never across two of them, never inside
/// a character. In the order of the text; they do not overlap. With the revision that was looked at.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), or when the library cannot be read.
pub fn occurrences(
    library: &Library,
    document: DocumentId,
    words: &Words,
) -> Result<(RevisionId, Vec<Span>)> {
    library.read(|snapshot| {
        let revision = crate::documents::find(snapshot.connection, document)?.revision;
        let speakers = speaker::of_document(snapshot.connection, document)?;
        let blocks = structure::blocks_of(snapshot.connection, snapshot.texts(), document, &speakers)?;
        Ok((revision, find(&*snapshot.text(revision)?, &blocks, words)))
    })
}

/// Replaces words, everywhere or only where a place that was found starts at one of `only`. Gives back how often.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), [`Error::StaleRevision`](crate::Error::StaleRevision) where
/// the current revision is not `revision`, [`Error::NothingLeft`](crate::Error::NothingLeft), or when the library cannot
/// be written to.
pub fn replace(
    library: &Library,
    document: DocumentId,
    revision: RevisionId,
    words: &Words,
    replacement: &str,
    only: Option<&[CodePoint]>,
) -> Result<Acted<u32>> {
    library.act(ActionName::TextReplace, |act| {
        let mut structure = Structure::load(act, document)?;
        require(&*act.lineage(document)?, document, revision)?;
        // What is on one line stays on one line.
        let replacement: String = replacement
            .chars()
            .filter(|one| *one != '\0')
            .map(|one| if one == '\n' || one == '\r' { ' ' } else { one })
            .collect();
        act.set_subject(&format!("{} → {replacement}", words.words));
        let only: Option<BTreeSet<CodePoint>> = only.map(|only| only.iter().copied().collect());
        let splices: Vec<Splice> = find(&structure.text, &structure.blocks, words)
            .into_iter()
            .filter(|span| only.as_ref().is_none_or(|only| only.contains(&span.start)))
            .map(|span| Splice::new(span.start, structure.slice(span), replacement.clone()))
            .filter(|splice| splice.removed != splice.inserted)
            .collect();
        let replaced = u32::try_from(splices.len()).unwrap_or(u32::MAX);
        let fates = fates(act, document, &splices)?;
        // They do not overlap.
        let edits = Edits::new(splices).unwrap_or_default();
        if !edits.is_empty() {
            structure.correct(act, Origin::Replace, &edits, &fates)?;
            structure.store(act)?;
        }
        Ok(replaced)
    })
}

/// Where annotations go that lie on some of the places in a row: edits are one there, and do not tell which of them became
/// which.
fn fates(act: &Act<'_>, document: DocumentId, splices: &[Splice]) -> Result<Fates> {
    let touch = |pair: &[Splice]| pair[0].start.0 + count(&pair[0].removed) == pair[1].start.0;
    if !splices.windows(2).any(touch) {
        return Ok(Fates::new());
    }
    let mapper = Mapper::of(splices);
    let (standing, _) = annotations::of_document(act.connection, act.texts(), document)?;
    let fate = |one: annotations::Annotation| match mapper.carry(one.span) {
        Carried::Changed(span) if !span.is_empty() => Some((one.id, Fate::Place(span))),
        _ => None,
    };
    Ok(standing.into_iter().filter_map(fate).collect())
}

fn find(text: &Text, blocks: &[Block], words: &Words) -> Vec<Span> {
    let folding = Folding { width: words.fold.width, case: words.fold.case, ..Folding::NONE };
    let mut found = Vec::new();
    let Some(matcher) = Matcher::words(folding, &words.words) else { return found };
    for block in blocks {
        let folded = folding.text(text.slice(block.body).unwrap_or_default());
        matcher.find(&folded, |place| {
            let span = folded.span(place);
            found.extend(span.map(|span| shift(span, block.body.start.0)));
            span.is_some()
        });
    }
    found
}
