//! Where annotations are: carrying what is stored into the current text, and putting an annotation elsewhere.

use super::{Annotation, Loss, Passage, State};
use crate::{
    error::Result,
    ids::RevisionId,
    library::Act,
    revisions::Lineage,
    tables::{
        annotation,
        former_place::{self, FormerPlace},
    },
    texts::Text,
};
use vermilion_anchor::Span;

/// Carries annotations of one document, as they are stored, into its current text. Orphans stay where they stood last.
/// One whose place cannot be carried, which no sound library has, is an orphan too: nothing is drawn where it is not
/// known to be.
pub(crate) fn settle(lineage: &Lineage, annotations: &mut [Annotation]) {
    let current = lineage.current();
    let far: Vec<usize> = annotations
        .iter()
        .enumerate()
        .filter(|(_, one)| one.stands() && one.revision != current)
        .map(|(at, _)| at)
        .collect();
    if far.is_empty() {
        return;
    }
    let places: Vec<(RevisionId, Span)> =
        far.iter().map(|at| (annotations[*at].revision, annotations[*at].span)).collect();
    for (at, span) in far.into_iter().zip(lineage.carry_all(lineage.newest(), &places)) {
        let one = &mut annotations[at];
        match span {
            Some(span) => (one.revision, one.span) = (current, span),
            None => one.state = one.state.lost(Loss::Mismatch),
        }
    }
}

/// Says of annotations that were carried into a text and do not stand there on the words that they quote that they are
/// orphans. Nothing that Vermilion does leads to one; a file that was damaged or changed by something else may.
pub(crate) fn doubt(text: &Text, annotations: &mut [Annotation]) {
    for one in annotations.iter_mut().filter(|one| one.stands()) {
        if text.slice(one.span) != Some(one.quote.as_str()) {
            one.state = one.state.lost(Loss::Mismatch);
        }
    }
}

/// Where an annotation is.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The revision in whose text the passage counts: the current one; of an orphan, the last in which it stood.
    pub(crate) revision: RevisionId,
    pub(crate) passage: Passage,
    pub(crate) state: State,
}

/// Writes where an annotation is from the current revision on, and keeps where it was until then. `stored` is the
/// annotation as it is stored. For `now` see [`annotation::set_place`].
pub(crate) fn put(
    act: &Act<'_>,
    lineage: &Lineage,
    stored: &Annotation,
    place: &Place,
    now: Option<i64>,
) -> Result<()> {
    // What held in no revision before the current one was never seen in one that can be looked at.
    let since = lineage.number(stored.revision).map(|number| number + usize::from(!stored.stands()));
    if since.is_none_or(|since| since < lineage.newest()) {
        let until = lineage.current();
        let was = FormerPlace {
            annotation: stored.id,
            until,
            revision: stored.revision,
            span: stored.span,
            state: stored.state.clone(),
        };
        former_place::insert(act.connection, &was)?;
    }
    annotation::set_place(act.connection, stored.id, place, now)
}
