//! Bringing an older revision back.

use super::{
    Fate, Fates, Origin,
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
use std::collections::HashMap;
use vermilion_anchor::edit::{Carried, Edits};

/// Makes a revision with the text of an older one, `revision`, of which the blocks are those of that time. Annotations
/// that stood in it stand where they stood; of those that came later, and of orphans of that time that have found their
/// passage since, the edits carry what they leave.
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
            now.into_iter().map(|one| (one.id, (mapper.carry(one.span), one.state))).collect();
        let fates: Fates = standing
            .into_iter()
            .filter(|one| {
                carried
                    .get(&one.id)
                    .is_none_or(|(carried, state)| *carried != Carried::Kept(one.span) || *state != one.state)
            })
            .map(|one| (one.id, Fate::Stand(one.span, one.state)))
            .collect();
        structure.correct(act, Origin::Restore, &edits, &fates)?;
        // With the speakers of today, of whom none has gone without leaving what was said.
        structure.blocks = blocks_at(act.connection, &lineage, document, at, &structure.speakers)?;
        structure.store(act)
    })
}
