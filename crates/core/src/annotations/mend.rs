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
use vermilion_anchor::{
    Span, TextIndex, TextQuoteSelector, count, reanchor,
    selector::{describe, find_quote},
};

/// What was put right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Annotations whose words were found in exactly one place, with what stood around them.
    pub found: u32,
    /// Annotations whose words were not, and which are orphans now.
    pub lost: u32,
}

/// How many annotations of a document that was opened are not on the words that they quote, among its orphans: what
/// [`mend`] is for where there are any. Those that became orphans by it count too; [`astray`] tells them apart.
#[must_use]
pub fn misfits(document: &OpenDocument) -> u32 {
    let is_misfit = |one: &&Annotation| matches!(one.state, State::Orphan { reason: Loss::Mismatch, .. });
    u32::try_from(document.orphans.iter().filter(is_misfit).count()).unwrap_or(u32::MAX)
}

/// Puts the annotations of a document right that are not on the words that they quote: where their words stand in exactly
/// one place, with what stood around them, they go there; the others become orphans. In a text that is damaged itself
/// nothing is touched: where the annotations say that they were is where they belong once it is put right.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), or when the library cannot be read or written to.
pub fn mend(library: &Library, document: DocumentId) -> Result<Acted<Mended>> {
    let astray = astray(library, document)?;
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

/// The annotations of a document that [`mend`] would put right: said to stand, and not on the words that they quote. None
/// in a text that is damaged itself.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), or when the library cannot be read.
pub fn astray(library: &Library, document: DocumentId) -> Result<Vec<AnnotationId>> {
    library.read(|snapshot| {
        let revision = documents::find(snapshot.connection, document)?.revision;
        let text = snapshot.text(revision)?;
        if !text.is_sound {
            return Ok(Vec::new());
        }
        let (standing, orphans) = of_document(snapshot.connection, snapshot.texts(), document)?;
        let mut astray: Vec<AnnotationId> = standing
            .iter()
            .filter(|one| text.slice(one.span) != Some(one.quote.as_str()))
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
    let found = find_again(&index, &selector);
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

/// The one place where a quote stands again: with what stood around it, or, of one that is long enough to be told by its
/// words, with one side of that, where it stands nowhere else. An interview repeats its short phrases word for word.
pub(crate) fn find_again(text: &TextIndex<'_>, quote: &TextQuoteSelector) -> Option<Span> {
    let TextQuoteSelector { exact, prefix, suffix } = quote;
    one_place(text, exact, prefix, suffix).or_else(|| {
        if count(exact) < reanchor::SHORTEST {
            return None;
        }
        let [only] = find_quote(text, exact, None, None)[..] else { return None };
        let is_there = |prefix: Option<&str>, suffix: Option<&str>| {
            prefix.or(suffix) != Some("") && find_quote(text, exact, prefix, suffix) == [only]
        };
        (is_there(Some(prefix), None) || is_there(None, Some(suffix))).then_some(only)
    })
}
