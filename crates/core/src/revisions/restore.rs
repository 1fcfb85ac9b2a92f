//! Bringing an older revision back.

use super::{
    Fate, Fates, Names, Origin,
    matched::name_as_in,
    open::{annotations_at, blocks_at},
    require,
};
use crate::{
    annotations::{self, State},
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, RevisionId},
    library::{Acted, ActionName, Library},
    structure::Structure,
    tables::correction,
};
use std::collections::{HashMap, HashSet};
use vermilion_anchor::{
    Span, TextIndex,
    diff::diff,
    edit::{Carried, Edits},
    reanchor::{Outcome, Reanchoring, Side},
};
use vermilion_formats::interview::Block;

/// Makes a revision with the text of an older one, `revision`, of which the blocks are those of that time. Annotations
/// that stood in it stand where they stood; those that came later, and orphans of that time that have found their passage
/// since, go with their words: where the edits took these from one place to another, as of a paragraph that was moved, they
/// are looked for as in any other version.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::StaleRevision`] where the current revision is not `base`,
/// [`Error::NoSuchRevision`], or when the library cannot be written to.
pub fn restore(
    library: &Library,
    document: DocumentId,
    base: RevisionId,
    revision: RevisionId,
) -> Result<Acted<()>> {
    library.act(ActionName::RevisionRestore, |act| {
        let mut structure = Structure::load(act, document)?;
        let lineage = act.lineage(document)?;
        require(&lineage, document, base)?;
        let missing = || Error::NoSuchRevision { reference: revision.to_string() };
        let at = lineage.number(revision).ok_or_else(missing)?;
        act.set_subject(&format!("{} → {}", lineage.newest() + 1, at + 1));
        let mut edits = Edits::default();
        for id in lineage.ids()[at + 1..].iter().rev() {
            edits = edits.then(&correction::stored(act.connection, *id)?.invert());
        }
        if edits.is_empty() {
            return Ok(());
        }
        let text = act.text(revision)?;
        let (standing, _) = annotations_at(act.connection, act.texts(), &lineage, document, at, &text)?;
        // Those that the edits bring there by themselves are not written.
        let mapper = edits.mapper();
        let (now, _) = annotations::of_document(act.connection, act.texts(), document)?;
        let carried: HashMap<AnnotationId, (Carried, State)> =
            now.iter().map(|one| (one.id, (mapper.carry(one.span), one.state.clone()))).collect();
        // With the speakers of today, of whom none has gone without leaving what was said.
        let blocks = blocks_at(act.connection, &lineage, document, at, &structure.speakers)?;
        let then: HashSet<AnnotationId> = standing.iter().map(|one| one.id).collect();
        let torn: Vec<(AnnotationId, Span)> = now
            .iter()
            .filter(|one| !then.contains(&one.id) && !matches!(carried[&one.id].0, Carried::Kept(_)))
            .map(|one| (one.id, one.span))
            .collect();
        let mut fates = found_again(&structure, &text.text, &blocks, &torn);
        let stood = standing
            .into_iter()
            .filter(|one| {
                carried
                    .get(&one.id)
                    .is_none_or(|(carried, state)| *carried != Carried::Kept(one.span) || *state != one.state)
            })
            .map(|one| (one.id, Fate::Stand(one.span, one.state)));
        fates.extend(stood);
        name_as_in(&mut structure.speakers, (&text.text, &blocks), (&structure.text.text, &structure.blocks));
        structure.correct(act, Origin::Restore, &edits, &fates)?;
        structure.blocks = blocks;
        structure.store(act)
    })
}

/// Where passages of the text of today are in another one that the edits tore: only where that is certain.
fn found_again(today: &Structure, text: &str, blocks: &[Block], torn: &[(AnnotationId, Span)]) -> Fates {
    if torn.is_empty() {
        return Fates::new();
    }
    let (old, new) = (TextIndex::new(&today.text.text), TextIndex::new(text));
    let names = Names::default();
    let (mine, theirs) = (names.zones(&old, &today.blocks, Some), names.zones(&new, blocks, Some));
    let difference = diff(&today.text.text, text);
    let (old, new) = (Side { text: &old, zones: &mine }, Side { text: &new, zones: &theirs });
    let spans: Vec<Span> = torn.iter().map(|(_, span)| *span).collect();
    let outcomes = Reanchoring::new(old, new, &difference).outcomes(&spans);
    torn.iter()
        .zip(outcomes)
        .filter_map(|((id, _), outcome)| match outcome {
            Outcome::Kept(span) | Outcome::Moved(span) => Some((*id, Fate::Place(span))),
            _ => None,
        })
        .collect()
}
