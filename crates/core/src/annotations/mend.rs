//! Whether annotations are on the words that they quote, and putting right those that are not.
//!
//! Nothing that Vermilion does makes them differ. A file that was changed by something else, or damaged, may; then a
//! reader is not shown a highlight on words that nobody marked.

use super::{Annotation, Loss, Passage, Place, State, existing, of_document, put};
use crate::{
    doctor::one_place,
    documents::{self, OpenDocument},
    error::Result,
    ids::{AnnotationId, DocumentId},
    library::{Act, Acted, ActionName, Library},
    tables::annotation,
};
use vermilion_anchor::{TextIndex, selector::describe};

/// What was put right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Annotations whose words were found in exactly one place.
    pub found: u32,
    /// Annotations whose words were not, and which are orphans now.
    pub lost: u32,
}

/// Whether every annotation of a document that was opened is on the words that it quotes: what [`mend`] is for where it is
/// not. Takes some milliseconds for ten thousand of them.
#[must_use]
pub fn fit(document: &OpenDocument) -> bool {
    let index = TextIndex::new(&document.text);
    let is_mismatch = |one: &Annotation| matches!(one.state, State::Orphan { reason: Loss::Mismatch, .. });
    document.annotations.iter().all(|one| index.slice(one.span) == Some(one.quote.as_str()))
        && !document.orphans.iter().any(is_mismatch)
}

/// Puts the annotations of a document right that are not on the words that they quote: where their words stand in exactly
/// one place, they go there; the others become orphans.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), or when the library cannot be read or written to.
pub fn mend(library: &Library, document: DocumentId) -> Result<Acted<Mended>> {
    let astray = library.read(|snapshot| {
        let revision = documents::find(snapshot.connection, document)?.revision;
        let text = snapshot.text(revision)?;
        let (standing, orphans) = of_document(snapshot.connection, snapshot.texts(), document)?;
        let index = TextIndex::new(&text.text);
        let mut astray: Vec<AnnotationId> = standing
            .iter()
            .filter(|one| index.slice(one.span) != Some(one.quote.as_str()))
            .map(|one| one.id)
            .collect();
        // Those that could not be carried are stored as standing.
        for one in &orphans {
            if matches!(one.state, State::Orphan { reason: Loss::Mismatch, .. })
                && existing(snapshot.connection, one.id)?.stands()
            {
                astray.push(one.id);
            }
        }
        Ok(astray)
    })?;
    if astray.is_empty() {
        return Ok(Acted { value: Mended::default(), change: None });
    }
    library.act(ActionName::AnnotationMend, |act| {
        let mut mended = Mended::default();
        let row = documents::find(act.connection, document)?;
        act.set_subject(&row.title);
        for id in &astray {
            match mend_one(act, *id)? {
                true => mended.found += 1,
                false => mended.lost += 1,
            }
        }
        Ok(mended)
    })
}

/// Puts an annotation where its words stand, or makes an orphan of it; whether they stand anywhere.
pub(crate) fn mend_one(act: &Act<'_>, id: AnnotationId) -> Result<bool> {
    let stored = existing(act.connection, id)?;
    let lineage = act.lineage(stored.document)?;
    let current = lineage.current();
    let text = act.text(current)?;
    let index = TextIndex::new(&text.text);
    let selector = annotation::selector(act.connection, id)?;
    let found = one_place(&index, &selector.exact, &selector.prefix, &selector.suffix)
        .or_else(|| one_place(&index, &selector.exact, "", ""));
    if let Some((span, selector)) = found.and_then(|span| Some((span, describe(&index, span)?))) {
        let state = stored.state.after(&stored.quote, &selector.exact);
        let place = Place { revision: current, passage: Passage { span, selector }, state };
        put(act, &lineage, &stored, &place, None)?;
        return Ok(true);
    }
    let state = stored.state.lost(Loss::Mismatch);
    // Where it is said to have stood is no place: the words are what is left of it.
    let revision = lineage.number(stored.revision).map_or(current, |_| stored.revision);
    let place = Place { revision, passage: Passage { span: stored.span, selector }, state };
    put(act, &lineage, &stored, &place, None)?;
    Ok(false)
}
