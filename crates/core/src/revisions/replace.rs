//! Words replaced wherever they stand.

use super::{Fate, Fates, Origin, require};
use crate::{
    annotations,
    error::Result,
    ids::{DocumentId, RevisionId},
    library::{Act, Acted, ActionName, Library},
    structure::{self, Structure},
    tables::speaker,
    texts::{Text, shift},
};
use std::collections::BTreeSet;
use vermilion_anchor::{
    CodePoint, Span, TextIndex, count,
    edit::{Carried, Edits, Mapper, Splice},
    segment::snap_outward,
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
    let wanted: Vec<char> = words.words.chars().map(|one| words.fold.apply(one)).collect();
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    for block in blocks {
        let body: Vec<char> =
            text.slice(block.body).unwrap_or_default().chars().map(|one| words.fold.apply(one)).collect();
        let mut at = 0;
        while at + wanted.len() <= body.len() {
            // Offsets of a text fit.
            let local = Span::new(at as u32, (at + wanted.len()) as u32);
            if body[at..].starts_with(&wanted) && is_whole(text, shift(local, block.body.start.0)) {
                found.push(shift(local, block.body.start.0));
                at += wanted.len();
            } else {
                at += 1;
            }
        }
    }
    found
}

/// Whether a passage splits no character.
fn is_whole(text: &Text, span: Span) -> bool {
    text.window(span).is_some_and(|window| {
        let local = window.inside(span);
        snap_outward(&TextIndex::new(window.text), local) == local
    })
}

impl Fold {
    pub(crate) fn apply(self, character: char) -> char {
        let narrow = if self.width { narrowed(character) } else { character };
        if !self.case {
            return narrow;
        }
        let mut small = narrow.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) => one,
            _ => narrow,
        }
    }
}

/// The usual form of a character that has a full-width or half-width one; one character for one.
fn narrowed(character: char) -> char {
    /// The katakana from U+FF66 on, in their usual width.
    const KATAKANA: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
    match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '｡' => '。',
        '｢' => '「',
        '｣' => '」',
        '､' => '、',
        '･' => '・',
        '\u{FF66}'..='\u{FF9F}' => {
            KATAKANA.chars().nth((u32::from(character) - 0xFF66) as usize).unwrap_or(character)
        }
        '￠' => '¢',
        '￡' => '£',
        '￢' => '¬',
        '￣' => '¯',
        '￤' => '¦',
        '￥' => '¥',
        '￦' => '₩',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_and_half_width_forms_are_the_same_where_that_is_asked() {
        let width = Fold { width: true, case: false };
        let folded = |text: &str| text.chars().map(|one| width.apply(one)).collect::<String>();
        assert_eq!(folded("ＡＢＣ１２３，！　ｱﾝ｡"), "ABC123,! アン。");
        assert_eq!(folded("硃批"), "硃批");
        let both = Fold { width: true, case: true };
        assert_eq!("ＡbＣ".chars().map(|one| both.apply(one)).collect::<String>(), "abc");
    }
}
