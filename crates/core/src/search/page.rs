//! Cutting out what is shown of a place: what stands before it, there, and after it.

use super::{
    Hit, HitKind, SectionName,
    document::{Document, Shown, title},
    held::Snapshot,
    outline::Outline,
};
use crate::error::Result;
use vermilion_anchor::{CodePoint, Span, TextIndex, count, snap_outward, trim};

/// Code points shown before and after a place.
const CONTEXT: u32 = 32;
/// Code points shown of a place at most: a pattern may find a whole text.
const LONGEST: u32 = 400;

/// Cuts out what is shown of these places of a document.
pub(super) fn cut(snapshot: &Snapshot<'_>, document: &Document<'_>, shown: &[Shown]) -> Result<Vec<Hit>> {
    let Document { source, places, outline, marks, .. } = document;
    let is_in_text = |kind| matches!(kind, HitKind::Text | HitKind::Annotation | HitKind::Note);
    let text = if shown.iter().any(|one| is_in_text(one.kind)) {
        snapshot.text(source.revision)?
    } else {
        String::new()
    };
    let index = TextIndex::new(&text);
    let hit = |one: &Shown| {
        let span = one.span(places);
        let annotation = matches!(one.kind, HitKind::Note | HitKind::Annotation)
            .then(|| marks.annotations.get(one.of))
            .flatten();
        // An orphan stands nowhere in this text.
        let is_nowhere =
            one.kind == HitKind::Annotation && annotation.is_some_and(|annotation| !annotation.stands());
        let (before, words, after) = match (one.kind, annotation) {
            (HitKind::Title, _) => around(&TextIndex::new(&source.title), span, None),
            (HitKind::Speaker, _) => {
                let name = outline.speakers.get(one.of).map_or("", |speaker| &speaker.name);
                around(&TextIndex::new(name), span, None)
            }
            (HitKind::Note, Some(annotation)) => around(&TextIndex::new(&annotation.note), span, None),
            (_, Some(annotation)) if !annotation.stands() => {
                (String::new(), annotation.quote.clone(), String::new())
            }
            _ => around(&index, span, block_around(outline, span)),
        };
        let at = match (one.kind, annotation) {
            (HitKind::Text, _) => Some(span.start),
            (_, Some(annotation)) if annotation.stands() => Some(annotation.span.start),
            _ => None,
        };
        let block = at.and_then(|at| outline.block_at(at));
        let speaker = block.and_then(|block| outline.speaker_of(block));
        let section = block.and_then(|block| outline.section_of.get(block).copied().flatten());
        let section = section.and_then(|section| outline.blocks.get(outline.sections.get(section)?.block));
        Hit {
            kind: one.kind,
            document: source.document,
            revision: source.revision,
            span: if is_nowhere { Span::default() } else { span },
            // What highlighting it makes of it: white space at its ends is left out.
            passage: at.and_then(|_| match annotation {
                Some(annotation) => Some(annotation.span),
                None => {
                    let read = outline.within_bodies(span)?;
                    let marked = trim(&index, snap_outward(&index, read));
                    (!marked.is_empty()).then_some(marked)
                }
            }),
            before,
            text: words,
            after,
            speaker: speaker.and_then(|speaker| Some(outline.speakers.get(speaker)?.name.clone())),
            section: section
                .map(|block| SectionName { title: title(&index, block).to_owned(), start: block.span.start }),
            annotation: annotation.map(|annotation| annotation.id),
        }
    };
    Ok(shown.iter().map(hit).collect())
}

/// The block that a place begins in, without its line end.
fn block_around(outline: &Outline, span: Span) -> Option<Span> {
    let block = outline.blocks.get(outline.block_at(span.start)?)?;
    Some(Span { start: block.span.start, end: block.body.end.max(span.end) })
}

/// What stands before a place, there, and after it, within bounds and in whole characters.
pub(super) fn around(index: &TextIndex<'_>, span: Span, bounds: Option<Span>) -> (String, String, String) {
    let bounds = bounds.unwrap_or(Span { start: CodePoint(0), end: index.len() });
    let whole = |span: Span| index.slice(snap_outward(index, span)).unwrap_or_default().to_owned();
    let first = span.start.0.saturating_sub(CONTEXT).max(bounds.start.0).min(span.start.0);
    let last = span.end.0.saturating_add(CONTEXT).min(bounds.end.0).max(span.end.0);
    let before = whole(Span { start: CodePoint(first), end: span.start });
    let after = whole(Span { start: span.end, end: CodePoint(last) });
    let text = if span.len() > LONGEST {
        let mut text = whole(Span::new(span.start.0, span.start.0 + LONGEST));
        text.push('…');
        text
    } else {
        index.slice(span).unwrap_or_default().to_owned()
    };
    debug_assert!(count(&text) <= LONGEST * 2);
    (before, text, after)
}
