//! `revise`: a corrected version of a text from a file. `replace`: words replaced everywhere.

use super::ORIGIN;
use super::library::named;
use crate::arguments::{OutcomeName, Replace, Revise};
use crate::output::{Failure, Output};
use crate::table::{Set, clip, one_line, short_id, table};
use serde_json::{Value, json};
use vermilion_api::Api;
use vermilion_api::wire::{
    AnnotationState, Decision, ImportSource, LossReason, Outcome, OutcomeCounts, PlaceView, RenamedSpeaker,
    ReplaceCommit, ReplaceFind, UpdateCommit, UpdateEntry, UpdatePreview, UpdateReport, Verdict,
};

/// How wide a passage is shown, in cells.
const WIDTH: usize = 40;

/// Takes a corrected version in, or says what would become of the annotations.
pub(crate) fn revise(api: &Api, revise: &Revise, output: &Output) -> Result<(), Failure> {
    let document = api.document_resolve(&revise.document)?;
    let source = ImportSource::Path { path: named(&revise.file)? };
    let encoding = revise.encoding.clone();
    let report = api.update_preview(UpdatePreview {
        document: document.clone(),
        source: source.clone(),
        encoding: encoding.clone(),
        with_kept: true,
    })?;
    let mut counts = report.counts;
    if !revise.dry_run && !report.is_same {
        let updated = api.update_commit(
            UpdateCommit {
                document,
                revision: report.revision.clone(),
                digest: report.digest.clone(),
                shown: report.shown.clone(),
                source,
                encoding,
                decisions: declined(&report, &revise.accept),
            },
            ORIGIN,
        )?;
        counts = updated.counts;
    }
    let is_done = !revise.dry_run && !report.is_same;
    output.answer(
        || report_json(&report, &counts, is_done, &revise.accept),
        || report_text(&report, &counts, is_done, revise.dry_run, &revise.accept),
    )
}

fn is_accepted(entry: &UpdateEntry, accept: &[OutcomeName]) -> bool {
    let name = match entry.outcome {
        // Of what nothing was touched nobody has to say anything.
        Outcome::Kept => return true,
        Outcome::Moved => OutcomeName::Moved,
        Outcome::Changed => OutcomeName::Changed,
        Outcome::ToConfirm | Outcome::Orphaned => return false,
    };
    accept.contains(&name)
}

/// What has a place that is not accepted waits for somebody to say where it goes.
fn declined(report: &UpdateReport, accept: &[OutcomeName]) -> Vec<Decision> {
    let declined =
        report.entries.iter().filter(|entry| entry.proposed.is_some() && !is_accepted(entry, accept));
    declined
        .map(|entry| Decision { annotation: entry.annotation.id.clone(), verdict: Verdict::Wait })
        .collect()
}

fn report_json(
    report: &UpdateReport,
    counts: &OutcomeCounts,
    is_done: bool,
    accept: &[OutcomeName],
) -> Value {
    let place = |place: &PlaceView| json!({ "start": place.start, "end": place.end });
    let annotations: Vec<Value> = report
        .entries
        .iter()
        .map(|entry| {
            json!({
                "id": entry.annotation.id,
                "outcome": outcome(entry.outcome),
                "is_accepted": is_accepted(entry, accept),
                "old": place(&entry.old),
                "new": entry.proposed.as_ref().map(place),
                "score": entry.score,
                "reason": entry.reason.map(reason),
                "candidates": entry.candidates.iter().map(|one| json!({
                    "start": one.place.start,
                    "end": one.place.end,
                    "score": one.score,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "document": report.document,
        "revision": report.revision,
        "digest": report.digest,
        "encoding": report.encoding,
        "is_same": report.is_same,
        "is_mostly_other": report.is_mostly_other,
        "is_done": is_done,
        "inserted": report.inserted,
        "removed": report.removed,
        "new_speakers": report.new_speakers,
        "renamed_speakers": report.renamed_speakers,
        "counts": {
            "kept": counts.kept,
            "moved": counts.moved,
            "changed": counts.changed,
            "to_confirm": counts.to_confirm,
            "orphaned": counts.orphaned,
        },
        "annotations": annotations,
    })
}

fn report_text(
    report: &UpdateReport,
    counts: &OutcomeCounts,
    is_done: bool,
    is_dry: bool,
    accept: &[OutcomeName],
) -> String {
    if report.is_same {
        return "The text is the same: nothing to do.\n".to_owned();
    }
    let mut rows = Vec::new();
    for entry in report.entries.iter().filter(|entry| entry.outcome != Outcome::Kept) {
        let now = match (&entry.proposed, entry.candidates.first()) {
            (Some(place), _) => format!("{}–{} {}", place.start, place.end, clip(&place.text, WIDTH)),
            (None, Some(best)) => format!("? {}", clip(&best.place.text, WIDTH)),
            (None, None) => entry.reason.map_or_else(String::new, |one| reason(one).to_owned()),
        };
        let mark = if is_accepted(entry, accept) { "" } else { "waits" };
        let likeness = (entry.proposed.is_some() || !entry.candidates.is_empty()).then_some(entry.score);
        rows.push([
            short_id(&entry.annotation.id, 13).to_owned(),
            outcome(entry.outcome).to_owned(),
            mark.to_owned(),
            likeness.map_or_else(String::new, |score| format!("{score:.2}")),
            clip(&entry.old.text, WIDTH),
            now,
        ]);
    }
    let mut text = table([Set::Left, Set::Left, Set::Left, Set::Right, Set::Left, Set::Left], &rows);
    let done = match (is_done, is_dry) {
        (true, _) => "Taken in",
        (false, true) => "Would be taken in",
        (false, false) => "Not taken in",
    };
    let OutcomeCounts { kept, moved, changed, to_confirm, orphaned } = counts;
    text.push_str(&format!(
        "{done}: +{} −{} characters; {kept} kept, {moved} moved, {changed} changed, {to_confirm} to confirm, {orphaned} orphaned\n",
        report.inserted, report.removed
    ));
    let earlier = report
        .entries
        .iter()
        .filter(|entry| {
            entry.annotation.state == AnnotationState::Orphan && entry.outcome == Outcome::Orphaned
        })
        .count();
    if earlier > 0 {
        text.push_str(&format!("Of the orphaned, {earlier} had no passage before either.\n"));
    }
    if report.is_mostly_other {
        text.push_str("Most of the text is another one. Is it the right file?\n");
    }
    for RenamedSpeaker { before, after } in &report.renamed_speakers {
        text.push_str(&format!("Renamed: {} is {} now\n", one_line(before), one_line(after)));
    }
    if !report.new_speakers.is_empty() {
        text.push_str(&format!("New speakers: {}\n", one_line(&report.new_speakers.join(", "))));
    }
    text
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Kept => "kept",
        Outcome::Moved => "moved",
        Outcome::Changed => "changed",
        Outcome::ToConfirm => "to-confirm",
        Outcome::Orphaned => "orphaned",
    }
}

pub(super) fn reason(reason: LossReason) -> &'static str {
    match reason {
        LossReason::Deleted => "deleted",
        LossReason::LookAlike => "look-alike",
        LossReason::Ambiguous => "ambiguous",
        LossReason::TooShort => "too-short",
        LossReason::Rewritten => "rewritten",
        LossReason::Undecided => "undecided",
        LossReason::Dismissed => "dismissed",
        LossReason::Mismatch => "mismatch",
    }
}

/// Replaces words everywhere, or says where they stand.
pub(crate) fn replace(api: &Api, replace: &Replace, output: &Output) -> Result<(), Failure> {
    let document = api.document_resolve(&replace.document)?;
    let Replace { old: find, fold_width, fold_case, .. } = replace;
    let (find, fold_width, fold_case) = (find.clone(), *fold_width, *fold_case);
    let request = ReplaceFind { document: document.clone(), find: find.clone(), fold_width, fold_case };
    let found = api.replace_find(request)?;
    let mut count = 0;
    if !replace.dry_run && !found.places.is_empty() {
        let request = ReplaceCommit {
            document,
            revision: found.revision,
            find,
            fold_width,
            fold_case,
            replacement: replace.new.clone(),
            only: None,
        };
        count = api.replace_commit(request, ORIGIN)?.count;
    }
    output.answer(
        || {
            let places: Vec<Value> = found
                .places
                .iter()
                .map(|place| {
                    json!({
                        "start": place.start,
                        "end": place.end,
                        "before": place.before,
                        "text": place.text,
                        "after": place.after,
                        "speaker": place.speaker,
                        "section": place.section,
                    })
                })
                .collect();
            json!({ "found": places.len(), "replaced": count, "places": places })
        },
        || {
            if !replace.dry_run {
                return format!("Replaced in {}\n", places(count as usize));
            }
            let mut text = String::new();
            for place in &found.places {
                let PlaceView { start, before, text: words, after, .. } = place;
                text.push_str(&format!("{start}: {}\n", one_line(&format!("{before}[{words}]{after}"))));
            }
            text.push_str(&format!("Would be replaced in {}\n", places(found.places.len())));
            text
        },
    )
}

fn places(count: usize) -> String {
    if count == 1 { "1 place".to_owned() } else { format!("{count} places") }
}
