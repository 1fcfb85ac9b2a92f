//! Correcting paragraphs by hand: another text for one, one made two, two made one.

use super::{Fates, Origin, Typed, require, typed::as_typed};
use crate::{
    error::{Error, Result},
    ids::{DocumentId, RevisionId},
    library::{Act, Acted, ActionName, Library},
    structure::{Structure, continuation},
    texts::shift,
};
use vermilion_anchor::{
    CodePoint, Span, TextIndex, count,
    diff::diff,
    edit::{Edits, Splice},
    segment::snap_outward,
};
use vermilion_formats::interview::{Block, BlockKind};

/// The block before or the block after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbour {
    /// The one before.
    Previous,
    /// The one after.
    Next,
}

/// Gives the block that starts at `start` another text: number, label and marks stay, and so does the line end. Line ends
/// are read as in a file. A blank line in it makes several blocks of one: the first is what the block was, the others are
/// further paragraphs of whoever speaks; a title, a line of metadata or a heading is one line, so there every line end
/// does. What is left blank deletes the block, and leaves the label to the next paragraph of the same turn. Which
/// characters stayed is found out by comparing; where it is known how the text was typed, [`type_block`] does not have to.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::StaleRevision`] where the current revision is not `revision`,
/// [`Error::NoSuchBlock`], [`Error::NothingLeft`], or when the library cannot be written to.
pub fn edit_block(
    library: &Library,
    document: DocumentId,
    revision: RevisionId,
    start: CodePoint,
    text: &str,
) -> Result<Acted<()>> {
    type_block(library, document, revision, start, text, &[])
}

/// As [`edit_block`], for a text of which it is known how it was typed: annotations stay with the characters that nobody
/// touched, also where a comparison could not tell them from others. What was typed is in the order of the text and does
/// not overlap; where it does not lead to the text, the two texts are compared.
///
/// # Errors
/// Those of [`edit_block`].
pub fn type_block(
    library: &Library,
    document: DocumentId,
    revision: RevisionId,
    start: CodePoint,
    text: &str,
    typed: &[Typed],
) -> Result<Acted<()>> {
    library.act(ActionName::BlockEdit, |act| {
        let mut structure = load(act, document, revision)?;
        let at = structure.block(start)?;
        act.set_subject(structure.slice(structure.blocks[at].body));
        let is_line = matches!(
            structure.blocks[at].kind,
            BlockKind::Title | BlockKind::Metadata | BlockKind::Heading { .. }
        );
        let parts = paragraphs(text, is_line);
        if parts.is_empty() {
            structure.delete_block(act, at)?;
        } else if !structure.set_text(act, at, &parts, (text, typed))? {
            return Ok(());
        }
        structure.store(act)
    })
}

/// Makes two blocks of the one in whose body `at` lies, before the character there. The second one is a further paragraph
/// of whoever speaks.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::StaleRevision`], [`Error::NothingToSplit`] where one of the two would be blank, or
/// when the library cannot be written to.
pub fn split_block(
    library: &Library,
    document: DocumentId,
    revision: RevisionId,
    at: CodePoint,
) -> Result<Acted<()>> {
    library.act(ActionName::BlockSplit, |act| {
        let mut structure = load(act, document, revision)?;
        let nothing = Error::NothingToSplit { at };
        let Some(index) = structure.blocks.iter().position(|block| block.body.contains(at)) else {
            return Err(nothing);
        };
        let body = structure.blocks[index].body;
        let text = structure.slice(body).to_owned();
        act.set_subject(&text);
        let local = at.0 - body.start.0;
        let cut = snap_outward(&TextIndex::new(&text), Span::new(local, local + 1)).start.0 as usize;
        let byte = text.char_indices().nth(cut).map_or(text.len(), |(byte, _)| byte);
        let (left, right) = (text[..byte].trim_end(), text[byte..].trim_start());
        if left.is_empty() || right.is_empty() {
            return Err(nothing);
        }
        structure.set_text(act, index, &[left.to_owned(), right.to_owned()], ("", &[]))?;
        structure.store(act)
    })
}

/// Makes one block of the one that starts at `start` and its neighbour: it is what the first of the two was, and number,
/// label and marks of the second go; what continues its turn stays with who said it. A space is put between them where the
/// script wants one.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::StaleRevision`], [`Error::NoSuchBlock`], [`Error::NothingToJoin`], or when the
/// library cannot be written to.
pub fn join_blocks(
    library: &Library,
    document: DocumentId,
    revision: RevisionId,
    start: CodePoint,
    with: Neighbour,
) -> Result<Acted<()>> {
    library.act(ActionName::BlockJoin, |act| {
        let mut structure = load(act, document, revision)?;
        let at = structure.block(start)?;
        let first = match with {
            Neighbour::Previous => at.checked_sub(1),
            Neighbour::Next => Some(at).filter(|at| at + 1 < structure.blocks.len()),
        };
        let first = first.ok_or(Error::NothingToJoin { start })?;
        act.set_subject(structure.slice(structure.blocks[at].body));
        structure.join(act, first)?;
        structure.store(act)
    })
}

fn load(act: &Act<'_>, document: DocumentId, revision: RevisionId) -> Result<Structure> {
    let structure = Structure::load(act, document)?;
    require(&*act.lineage(document)?, document, revision)?;
    Ok(structure)
}

impl Structure {
    /// Puts paragraphs in the place of what is read of a block: those of a text that was typed in a way that may be known.
    /// False where that is what it says already.
    fn set_text(
        &mut self,
        act: &Act<'_>,
        at: usize,
        parts: &[String],
        (text, typed): (&str, &[Typed]),
    ) -> Result<bool> {
        let old = self.blocks[at].body;
        let separator = self.separator(at);
        let new = parts.join(separator);
        let before = self.slice(old);
        if before == new {
            return Ok(false);
        }
        let edits = as_typed(before, text, &new, typed)
            .map_or_else(|| edits(old.start, before, &new), |edits| moved(&edits, old.start));
        self.correct(act, Origin::Edit, &edits, &Fates::new())?;
        self.cut(at, old.start, parts, count(separator));
        Ok(true)
    }

    /// Makes as many blocks of one as there are parts, which stand in it from `start` on.
    fn cut(&mut self, at: usize, start: CodePoint, parts: &[String], separator: u32) {
        let whole = self.blocks[at].clone();
        let speaker = match whole.kind {
            BlockKind::Turn { speaker, .. } => Some(speaker),
            BlockKind::Paragraph => None,
            _ => self.speaker_before(at),
        };
        let mut from = start.0;
        let bodies: Vec<Span> = parts
            .iter()
            .map(|part| {
                let body = Span::new(from, from + count(part));
                from = body.end.0 + separator;
                body
            })
            .collect();
        let ends = bodies.iter().skip(1).map(|body| body.start).chain([whole.span.end]);
        let pieces: Vec<Block> = bodies
            .iter()
            .zip(ends)
            .enumerate()
            .map(|(index, (body, end))| match index {
                0 => Block {
                    span: Span { start: whole.span.start, end },
                    body: Span {
                        start: whole.body.start.min(end),
                        end: body.end.max(whole.body.start.min(end)),
                    },
                    kind: whole.kind.clone(),
                },
                _ => {
                    Block { span: Span { start: body.start, end }, body: *body, kind: continuation(speaker) }
                }
            })
            .collect();
        self.blocks.splice(at..=at, pieces);
    }

    fn delete_block(&mut self, act: &Act<'_>, at: usize) -> Result<()> {
        let block = self.blocks[at].clone();
        let heir = self.blocks.get(at + 1).filter(|next| match (&block.kind, &next.kind) {
            (
                BlockKind::Turn { speaker, label: Some(_), .. },
                BlockKind::Turn { speaker: other, label: None, .. },
            ) => speaker == other,
            _ => false,
        });
        let removed = match heir {
            Some(heir) => Span { start: block.body.start, end: heir.body.start },
            None => block.span,
        };
        let is_inherited = heir.is_some();
        if !is_inherited {
            self.release_continuations(at);
        }
        let splice = Splice::new(removed.start, self.slice(removed), "");
        self.correct(act, Origin::Edit, &made(splice), &Fates::new())?;
        if is_inherited {
            self.merge(at);
        }
        Ok(())
    }

    fn join(&mut self, act: &Act<'_>, first: usize) -> Result<()> {
        // A space that was left at the end of the line would stand between the words.
        let (one, other) = (self.bare(self.blocks[first].body), self.bare(self.blocks[first + 1].body));
        let between = Span { start: one.end, end: other.start };
        let joint = if wants_space(self.slice(one), self.slice(other)) { " " } else { "" };
        let splice = Splice::new(between.start, self.slice(between), joint);
        self.correct(act, Origin::Edit, &made(splice), &Fates::new())?;
        self.merge(first);
        Ok(())
    }

    /// Makes one block of two of which the text between the bodies has gone.
    fn merge(&mut self, first: usize) {
        if first + 1 >= self.blocks.len() {
            return;
        }
        let other = self.blocks.remove(first + 1);
        let one = &mut self.blocks[first];
        one.span.end = other.span.end;
        let start = if one.body.is_empty() { other.body.start } else { one.body.start };
        one.body = Span { start, end: other.body.end.max(one.body.end) };
        self.blocks[first].body = self.bare(self.blocks[first].body);
    }

    /// What stands between two paragraphs hereabouts.
    fn separator(&self, at: usize) -> &'static str {
        let lines = |block: &Block| {
            let after = Span { start: block.body.end, end: block.span.end };
            self.slice(after).matches('\n').count()
        };
        let near = [Some(at), at.checked_sub(1), Some(at + 1)];
        match near
            .into_iter()
            .flatten()
            .filter_map(|at| self.blocks.get(at))
            .map(lines)
            .find(|lines| *lines > 0)
        {
            Some(1) => "\n",
            _ => "\n\n",
        }
    }
}

fn made(splice: Splice) -> Edits {
    Edits::new([splice]).unwrap_or_default()
}

/// What makes `new` of `old`, which stands at `start`: as little as there is.
pub(super) fn edits(start: CodePoint, old: &str, new: &str) -> Edits {
    let head: usize = old
        .chars()
        .zip(new.chars())
        .take_while(|(one, other)| one == other)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let (old, new, before) = (&old[head..], &new[head..], count(&old[..head]));
    let tail: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(one, other)| one == other)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    moved(&diff(old, new).edits, CodePoint(start.0 + before))
}

/// Edits of a part of a text that stands at `start`, as edits of the text.
fn moved(edits: &Edits, start: CodePoint) -> Edits {
    let moved = edits.splices().iter().map(|splice| {
        let at = shift(Span { start: splice.start, end: splice.start }, start.0).start;
        Splice { start: at, ..splice.clone() }
    });
    Edits::new(moved).unwrap_or_default()
}

/// The paragraphs of a text that was typed or pasted, without white space at their ends.
fn paragraphs(text: &str, is_line: bool) -> Vec<String> {
    let text: String =
        text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|one| *one != '\0').collect();
    let mut found: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            is_open = false;
        } else if is_open && !is_line {
            if let Some(paragraph) = found.last_mut() {
                paragraph.push('\n');
                paragraph.push_str(line.trim_end());
            }
        } else {
            found.push(line.trim().to_owned());
            is_open = true;
        }
    }
    found
}

/// Whether two pieces are told apart by a space: neither ends on words of a script that puts none between them, whatever marks
/// stand there.
fn wants_space(one: &str, other: &str) -> bool {
    let is_letter = |character: &char| character.is_alphanumeric();
    let sides = [
        one.chars().next_back(),
        one.chars().rev().find(is_letter),
        other.chars().next(),
        other.chars().find(is_letter),
    ];
    !one.is_empty() && !other.is_empty() && !sides.into_iter().flatten().any(is_unspaced)
}

/// Whether a character is of a script that puts no space between words, or of its punctuation.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{31FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
