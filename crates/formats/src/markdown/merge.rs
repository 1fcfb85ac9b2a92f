//! A later state of a document written into a file that has an earlier one, and more.
//!
//! A file is its front matter, then blocks, and after each block what stands there until the next: the *tail*, which is
//! nobody's but the user's, if it is more than the blank line that we leave. A tail stays with its block wherever that goes,
//! and with the one before it where its block is not written any more. So nothing that was written between the blocks is
//! lost or changed, and it is found where it was.
//!
//! Within the marks everything is ours and is written anew. Where somebody has written there, or the marks are not what they
//! were, nothing is done at all ([`NoUpdate`]): whose words they are cannot be told any more.

use std::collections::{HashMap, HashSet};

use super::front;
use super::marks::{self, Block, CLOSING, CLOSING_START, Key, Kind, OPENING};
use super::{Options, blocks};
use crate::annotated::Annotated;

/// A file brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// All of its text.
    pub text: String,
    /// Annotations and memos that were not in it.
    pub added: usize,
    /// Those that are written otherwise now.
    pub changed: usize,
    /// Those that are not in it any more.
    pub removed: usize,
    /// Places between the blocks at which something of the user's stands.
    pub kept: usize,
}

/// Why a file was not brought up to date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoUpdate {
    /// It is no export of this document.
    #[error("it is no export of this document")]
    Other,
    /// What Vermilion wrote is not as it was written.
    #[error("line {line}: {fault}")]
    Altered {
        /// The line of the mark that it is about, counted from 1.
        line: usize,
        /// What is not as it was.
        fault: Fault,
    },
}

/// What is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Something between the marks.
    #[error("the block that begins there was changed by hand, or comes from another file")]
    Edited,
    /// A mark.
    #[error("this mark is damaged or stands where none was written")]
    Mark,
    /// There is no mark after the block.
    #[error("the block that begins there has lost the mark at its end")]
    Open,
    /// A block is there more than once.
    #[error("the block that begins there stands in the file a second time")]
    Twice,
    /// The block of the title is not there.
    #[error("the block with the title is missing")]
    NoTitle,
}

impl Fault {
    /// A word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edited => "edited",
            Self::Mark => "mark",
            Self::Open => "open",
            Self::Twice => "twice",
            Self::NoTitle => "no-title",
        }
    }
}

/// Writes the document as it is now into a text that [`export`](super::export) or this wrote before. What somebody has put
/// before, between and behind the blocks, or into the front matter, is there after it, byte for byte. Nothing changes
/// in what has nothing to be changed in it.
///
/// # Errors
/// When the text is no export of this document; when what was exported cannot be told from what somebody wrote.
pub fn update(existing: &str, document: &Annotated, options: Options) -> Result<Update, NoUpdate> {
    let (mark, text) = existing.strip_prefix('\u{feff}').map_or(("", existing), |text| ("\u{feff}", text));
    let front = front::find(text);
    let named = front.as_ref().is_some_and(|(inside, _)| front::names(&text[inside.clone()], &document.id));
    if !named && !has_title_of(text, &document.id) {
        return Err(NoUpdate::Other);
    }
    let body = front.as_ref().map_or(0, |(_, whole)| whole.end);
    let first_line = 1 + text[..body].matches('\n').count();
    let earlier = Earlier::read(&text[body..], first_line)?;
    let line_end = if text.find('\n').is_some_and(|at| text[..at].ends_with('\r')) { "\r\n" } else { "\n" };

    let fields = front::fields(document);
    let blocks = blocks::blocks(document, &fields, options);
    let title = Key::new(Kind::Document, &document.id);
    let Some(remembered) = earlier.blocks.iter().find(|block| block.key == title) else {
        return Err(NoUpdate::Altered { line: 1, fault: Fault::NoTitle });
    };
    let remembered = front::recall(remembered.content);

    let mut out = mark.to_owned();
    if let Some((inside, whole)) = front {
        out.push_str(&text[..inside.start]);
        out.push_str(&front::merge(&text[inside.clone()], &remembered, &fields, line_end));
        out.push_str(&text[inside.end..whole.end]);
    }
    let mut update = Update { text: out, added: 0, changed: 0, removed: 0, kept: 0 };
    earlier.merge(&blocks, &document.id, line_end, &mut update)?;
    Ok(update)
}

/// Whether there is the mark of the document's block, however damaged its end may be.
fn has_title_of(text: &str, id: &str) -> bool {
    let mark = format!("{OPENING}{} ", Key::new(Kind::Document, id));
    // Before there were blocks with an end, the mark named the revision.
    text.lines().any(|line| line.strip_prefix(&mark).is_some_and(|rest| !rest.starts_with("revision:")))
}

/// The body of a file as it was found.
struct Earlier<'t> {
    /// What stands before the first block.
    before: &'t str,
    blocks: Vec<Found<'t>>,
}

/// A block as it was found.
struct Found<'t> {
    key: Key,
    seal: String,
    /// The line of its first mark.
    line: usize,
    /// Its first mark, without the line end.
    opening: &'t str,
    content: &'t str,
    /// All of it with its marks and their line ends.
    whole: &'t str,
    tail: &'t str,
}

impl<'t> Earlier<'t> {
    /// Divides it; `first_line` is the number of its first line in the file.
    fn read(text: &'t str, first_line: usize) -> Result<Self, NoUpdate> {
        /// A block whose end is looked for: where it, and where its content begins.
        struct Begun<'t> {
            key: Key,
            seal: String,
            line: usize,
            opening: &'t str,
            start: usize,
            content: usize,
        }
        let altered = |line, fault| NoUpdate::Altered { line, fault };
        let mut blocks: Vec<Found<'t>> = Vec::new();
        let mut seen = HashSet::new();
        let mut begun: Option<Begun<'t>> = None;
        let (mut before, mut at, mut tail) = (text.len(), 0, 0);
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let number = first_line + number;
            let (start, end) = (at, at + line.len());
            at = end;
            let Some(opened) = begun.as_ref().map(|block| block.line) else {
                let Some(opening) = marks::read(line) else {
                    if line.contains(OPENING) || line.contains(CLOSING_START) {
                        return Err(altered(number, Fault::Mark));
                    }
                    continue;
                };
                if !seen.insert(opening.key.clone()) {
                    return Err(altered(number, Fault::Twice));
                }
                match blocks.last_mut() {
                    Some(last) => last.tail = &text[tail..start],
                    None => before = start,
                }
                let marks::Opening { key, seal } = opening;
                begun =
                    Some(Begun { key, seal, line: number, opening: line.trim_end(), start, content: end });
                continue;
            };
            if line.starts_with(OPENING) {
                return Err(altered(opened, Fault::Open));
            }
            if !line.starts_with(CLOSING_START) {
                continue;
            }
            if line.trim_end() != CLOSING {
                return Err(altered(number, Fault::Mark));
            }
            if let Some(Begun { key, seal, line, opening, start: first, content }) = begun.take() {
                let (content, whole) = (&text[content..start], &text[first..end]);
                blocks.push(Found { key, seal, line, opening, content, whole, tail: "" });
                tail = end;
            }
        }
        if let Some(block) = begun {
            return Err(altered(block.line, Fault::Open));
        }
        if let Some(last) = blocks.last_mut() {
            last.tail = &text[tail..];
        }
        Ok(Self { before: &text[..before], blocks })
    }

    /// Writes the blocks with what stood around those that were there.
    fn merge(
        &self,
        blocks: &[Block],
        document: &str,
        line_end: &str,
        update: &mut Update,
    ) -> Result<(), NoUpdate> {
        let places = self.places(blocks);
        let mut written: Vec<Option<usize>> = vec![None; self.blocks.len()];
        for (new, old) in places.iter().enumerate() {
            if let Some(old) = *old {
                written[old] = Some(new);
            }
        }
        for (found, new) in self.blocks.iter().zip(&written) {
            let is_sealed = marks::seal(document, &found.key, found.content) == found.seal;
            // What is written anyway may stand there, whoever wrote it.
            let is_said = new.is_some_and(|new| {
                marks::normal(&blocks[new].content) == marks::normal(found.content)
                    && blocks[new].key == found.key
            });
            if !is_sealed && !is_said {
                return Err(NoUpdate::Altered { line: found.line, fault: Fault::Edited });
            }
        }

        let out = &mut update.text;
        out.push_str(self.before);
        update.kept += usize::from(!self.before.trim().is_empty());
        let tails = self.tails(&written, out, line_end);
        for (new, block) in blocks.iter().enumerate() {
            let old = places[new];
            let next = if new == 0 { Some(0) } else { places[new - 1].map(|before| before + 1) };
            // What stood beside each other stays as it stood.
            if old.is_none() || old != next {
                end_paragraph(out, line_end);
            }
            let opening = block.opening(document);
            let is_counted = matches!(block.key.kind, Kind::Memo | Kind::Annotation);
            match old.map(|old| &self.blocks[old]) {
                Some(found) if found.is_like(block, &opening) => out.push_str(found.whole),
                found => {
                    end_line(out, line_end);
                    let mut lines = String::new();
                    block.write(&mut lines, document);
                    out.push_str(&if line_end == "\n" { lines } else { lines.replace('\n', line_end) });
                    update.changed += usize::from(is_counted && found.is_some());
                    update.added += usize::from(is_counted && found.is_none());
                }
            }
            let Some(tail) = old.map(|old| &tails[old]) else { continue };
            update.kept += usize::from(!tail.trim().is_empty());
            let is_last = new + 1 == blocks.len();
            if !(is_last && tail.as_str() == line_end && old != self.blocks.len().checked_sub(1)) {
                out.push_str(tail);
            }
        }
        let is_counted = |found: &&Found<'_>| matches!(found.key.kind, Kind::Memo | Kind::Annotation);
        let gone = self.blocks.iter().zip(&written).filter(|(_, new)| new.is_none()).map(|(found, _)| found);
        update.removed += gone.filter(is_counted).count();
        Ok(())
    }

    /// What stands after each block that is still written: its tail, and those of the blocks after it that are not. What
    /// comes before all of those goes to `out`.
    fn tails(&self, written: &[Option<usize>], out: &mut String, line_end: &str) -> Vec<String> {
        let mut tails = vec![String::new(); self.blocks.len()];
        let mut last: Option<usize> = None;
        for (at, found) in self.blocks.iter().enumerate() {
            if written[at].is_some() {
                last = Some(at);
                found.tail.clone_into(&mut tails[at]);
                continue;
            }
            if found.tail.trim().is_empty() {
                continue;
            }
            let before = match last {
                Some(last) => &mut tails[last],
                None => &mut *out,
            };
            // The blank line that was between the two blocks.
            if before.as_str() == line_end {
                before.clear();
            }
            let is_apart = found.tail.trim_start_matches('\r').starts_with('\n');
            if !before.is_empty() && !is_apart {
                end_paragraph(before, line_end);
            }
            before.push_str(found.tail);
        }
        tails
    }

    /// Which of the blocks that were found each block is.
    fn places(&self, blocks: &[Block]) -> Vec<Option<usize>> {
        let found: HashMap<&Key, usize> =
            self.blocks.iter().enumerate().map(|(at, found)| (&found.key, at)).collect();
        let mut places: Vec<Option<usize>> =
            blocks.iter().map(|block| found.get(&block.key).copied()).collect();

        // A heading that says something else has another key. It is the one that stood as far before the same annotation.
        let taken: HashSet<usize> = places.iter().flatten().copied().collect();
        let keys: Vec<&Key> = self.blocks.iter().map(|found| &found.key).collect();
        let free: HashMap<_, _> = (0..keys.len())
            .filter(|at| keys[*at].kind == Kind::Heading && !taken.contains(at))
            .filter_map(|at| Some((led_to(&keys, at)?, at)))
            .collect();
        if !free.is_empty() {
            let keys: Vec<&Key> = blocks.iter().map(|block| &block.key).collect();
            for at in 0..keys.len() {
                if keys[at].kind == Kind::Heading && places[at].is_none() {
                    places[at] = led_to(&keys, at).and_then(|place| free.get(&place).copied());
                }
            }
        }
        places
    }
}

/// What a heading leads to, and over how many others.
fn led_to<'k>(keys: &[&'k Key], heading: usize) -> Option<(&'k Key, usize)> {
    let after = keys[heading + 1..].iter().position(|key| key.kind != Kind::Heading)?;
    Some((keys[heading + 1 + after], after))
}

impl Found<'_> {
    /// Whether it is what is to be written, so that it may stay to the byte.
    fn is_like(&self, block: &Block, opening: &str) -> bool {
        self.opening == opening && marks::normal(self.content) == marks::normal(&block.content)
    }
}

/// Has a line end at the end of what is there.
fn end_line(out: &mut String, line_end: &str) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str(line_end);
    }
}

/// Has a blank line at the end of what is there.
fn end_paragraph(out: &mut String, line_end: &str) {
    end_line(out, line_end);
    let is_ended = out.lines().next_back().is_none_or(|line| line.trim().is_empty());
    if !is_ended {
        out.push_str(line_end);
    }
}
