//! `revisions`, `diff`, `text`, and `restore` of a revision.

use super::ORIGIN;
use crate::arguments::Restore;
use crate::output::{Failure, Output};
use crate::table::{Set, short_id, table};
use crate::times;
use serde_json::{Value, json};
use vermilion_api::Api;
use vermilion_api::wire::{
    Hunk, PieceKind, Revision, RevisionCompare, RevisionComparison, RevisionList, RevisionOpen,
    RevisionOrigin, RevisionRestore,
};

/// Characters of a revision's id that are shown; its number is shorter to type.
const ID_LENGTH: usize = 13;

pub(crate) fn list(api: &Api, document: &str, output: &Output) -> Result<(), Failure> {
    let document = api.document_resolve(document)?;
    let revisions = api.revision_list(RevisionList { document })?;
    output.answer(
        || json!({ "revisions": revisions.iter().map(revision_json).collect::<Vec<_>>() }),
        || {
            let mut rows = vec![["REV", "MADE", "BY", "CHANGE", "CHARACTERS", "ID"].map(str::to_owned)];
            for revision in &revisions {
                rows.push([
                    revision.number.to_string(),
                    times::local(revision.created_at),
                    origin(revision.origin).to_owned(),
                    format!("+{} −{}", revision.inserted, revision.removed),
                    revision.characters.to_string(),
                    short_id(&revision.id, ID_LENGTH).to_owned(),
                ]);
            }
            table([Set::Right, Set::Left, Set::Left, Set::Right, Set::Right, Set::Left], &rows)
        },
    )
}

/// Shows what differs between two revisions: the last two, or one and the current one, or those that are named.
pub(crate) fn diff(
    api: &Api,
    document: &str,
    from: Option<&str>,
    to: Option<&str>,
    output: &Output,
) -> Result<(), Failure> {
    let document = api.document_resolve(document)?;
    let revisions = api.revision_list(RevisionList { document: document.clone() })?;
    let resolve = |reference: &str| api.revision_resolve(&document, reference).map(|found| found.id);
    // The newest is there: every document has one.
    let newest = |at: usize| revisions.get(at).or(revisions.last()).map(|one| one.id.clone());
    let from = from.map(resolve).transpose()?.or_else(|| newest(1)).unwrap_or_default();
    let to = to.map(resolve).transpose()?.or_else(|| newest(0)).unwrap_or_default();
    let comparison = api.revision_compare(RevisionCompare { document, from, to })?;
    output.answer(|| comparison_json(&comparison), || comparison_text(&comparison))
}

/// Writes a text as it is: for a file or another program, byte for byte.
pub(crate) fn text(
    api: &Api,
    document: &str,
    revision: Option<&str>,
    output: &Output,
) -> Result<(), Failure> {
    let document = api.document_resolve(document)?;
    let (revision, text, is_damaged) = match revision {
        Some(reference) => {
            let revision = api.revision_resolve(&document, reference)?.id;
            let view = api.revision_open(RevisionOpen { document, revision })?;
            (view.revision.id, view.text, view.is_damaged)
        }
        None => {
            let view = api.document_view(&document)?;
            let is_damaged = view.trouble.is_some_and(|trouble| trouble.is_text_damaged);
            (view.revision, view.text, is_damaged)
        }
    };
    if output.is_json() {
        let answer = json!({ "revision": revision, "is_damaged": is_damaged, "text": text });
        output.answer(|| answer, String::new)?;
    } else {
        if is_damaged {
            // Beside the text, which may go into a file.
            output.remark(
                "This is not the text that was stored: the file was damaged. See `vermilion doctor`.",
            );
        }
        output.write(text.as_bytes())?;
    }
    // What is left of it may be all that there is, so it is written; whoever goes on with it is to notice.
    if is_damaged { Err(Failure::Told) } else { Ok(()) }
}

/// Brings an older revision of a document back, or says what that would change.
pub(crate) fn restore(api: &Api, restore: &Restore, revision: &str, output: &Output) -> Result<(), Failure> {
    let document = api.document_resolve(&restore.what.to_string_lossy())?;
    let revision = api.revision_resolve(&document, revision)?;
    let base = api.document_view(&document)?.revision;
    let from = base.clone();
    let compare = RevisionCompare { document: document.clone(), from, to: revision.id.clone() };
    let comparison = api.revision_compare(compare)?;
    let is_current = revision.id == base;
    if !restore.dry_run && !is_current {
        let request = RevisionRestore { document, base, revision: revision.id };
        api.revision_restore(request, ORIGIN)?;
    }
    output.answer(
        || comparison_json(&comparison),
        || {
            if is_current {
                return format!("Revision {} is the current one\n", revision.number);
            }
            let done = if restore.dry_run { "Would restore" } else { "Restored" };
            let RevisionComparison { inserted, removed, .. } = &comparison;
            format!("{done} revision {}: +{inserted} −{removed} characters\n", revision.number)
        },
    )
}

fn revision_json(revision: &Revision) -> Value {
    json!({
        "id": revision.id,
        "number": revision.number,
        "created": times::rfc3339(revision.created_at),
        "origin": origin(revision.origin),
        "characters": revision.characters,
        "inserted": revision.inserted,
        "removed": revision.removed,
        "sitting": revision.sitting,
    })
}

fn origin(origin: RevisionOrigin) -> &'static str {
    match origin {
        RevisionOrigin::Import => "import",
        RevisionOrigin::Edit => "edit",
        RevisionOrigin::Replace => "replace",
        RevisionOrigin::Update => "update",
        RevisionOrigin::Restore => "restore",
    }
}

fn comparison_json(comparison: &RevisionComparison) -> Value {
    json!({
        "from": revision_json(&comparison.from),
        "to": revision_json(&comparison.to),
        "inserted": comparison.inserted,
        "removed": comparison.removed,
        "hunks": comparison.hunks.iter().map(hunk_json).collect::<Vec<_>>(),
    })
}

fn hunk_json(hunk: &Hunk) -> Value {
    let pieces: Vec<Value> = hunk
        .pieces
        .iter()
        .map(|piece| {
            let kind = match piece.kind {
                PieceKind::Same => "same",
                PieceKind::Removed => "removed",
                PieceKind::Inserted => "inserted",
            };
            json!({ "kind": kind, "text": piece.text })
        })
        .collect();
    json!({
        "from": { "start": hunk.from_start, "end": hunk.from_end },
        "to": { "start": hunk.to_start, "end": hunk.to_end },
        "pieces": pieces,
    })
}

fn comparison_text(comparison: &RevisionComparison) -> String {
    let RevisionComparison { from, to, inserted, removed, hunks } = comparison;
    let mut text = format!("Revision {} → {}: +{inserted} −{removed} characters\n", from.number, to.number);
    for hunk in hunks {
        text.push_str(&hunk_text(hunk));
    }
    text
}

/// A hunk as word processors mark it up in plain text: `[-gone-]` and `{+new+}`.
pub(super) fn hunk_text(hunk: &Hunk) -> String {
    let mut text = format!("\n@ {}–{}\n", hunk.to_start, hunk.to_end);
    for piece in &hunk.pieces {
        match piece.kind {
            PieceKind::Same => text.push_str(&piece.text),
            PieceKind::Removed => text.push_str(&format!("[-{}-]", piece.text)),
            PieceKind::Inserted => text.push_str(&format!("{{+{}+}}", piece.text)),
        }
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
