//! Comments, highlights and notes as annotations; the tags, orphans and memos of our own export.

use std::collections::{HashMap, VecDeque};

use super::Parts;
use super::body::{self, Highlight, Paragraph, Piece};
use super::comments::{self, Comment, note_and_tags};
use super::markdown;
use super::ours::{APPENDIX_STYLE, Facts, ITEM_STYLE, QUOTE_STYLE};
use super::passages::{Passage, Passages};
use crate::annotated::{Mark, Style};
use crate::import::{
    ImportError, ImportedAbout, ImportedAnnotation, ImportedMemo, ImportedTag, Limits, Report,
};
use crate::interview::{BlockKind, Interview};
use vermilion_anchor::segment::{Unit, snap_outward, trim, units};
use vermilion_anchor::{CodePoint, Span, TextIndex};

/// Characters around a place in which a word is looked for.
const NEAR: usize = 200;

/// Makes annotations of what was found in a file.
pub(super) struct Maker<'p> {
    parts: &'p Parts,
    limits: Limits,
    report: &'p mut Report,
    tags: Tags,
}

/// What a file brings beside its text.
pub(super) struct Made {
    pub(super) annotations: Vec<ImportedAnnotation>,
    pub(super) memos: Vec<ImportedMemo>,
    pub(super) tags: Vec<ImportedTag>,
}

/// A comment that begins a thread.
struct Said<'p> {
    comment: &'p Comment,
    /// Its passage; empty where it only has a place.
    raw: Option<Span>,
    note: String,
    tags: Vec<usize>,
    /// Whether an annotation has it.
    is_taken: bool,
}

/// The codebook as it comes together.
#[derive(Default)]
struct Tags {
    all: Vec<ImportedTag>,
    /// By the whole path.
    by_path: HashMap<String, usize>,
}

impl Tags {
    /// The tag of this path, those above it included; `None` for a path that names none.
    fn of(&mut self, path: &str, parts: &Parts) -> Option<usize> {
        let mut whole = String::new();
        let mut parent = None;
        for name in path.split('/').map(str::trim).filter(|name| !name.is_empty()) {
            if !whole.is_empty() {
                whole.push('/');
            }
            whole.push_str(name);
            let known = self.by_path.get(&whole).copied();
            parent = Some(known.unwrap_or_else(|| {
                let colour = parts.ours.as_ref().and_then(|ours| ours.colours.get(&whole)).copied();
                self.all.push(ImportedTag {
                    name: name.to_owned(),
                    parent,
                    colour,
                    definition: String::new(),
                });
                self.by_path.insert(whole.clone(), self.all.len() - 1);
                self.all.len() - 1
            }));
        }
        parent
    }
}

/// Makes everything of what was found; `interview` is the text in which it stands.
pub(super) fn make(
    parts: &Parts,
    found: Passages<'_>,
    limits: Limits,
    report: &mut Report,
) -> Result<(Interview, Made), ImportError> {
    let Passages { prose, comments, bookmarks, footnotes, endnotes, highlights, labels, appendix, .. } =
        found;
    let mut interview = prose.finish();
    name_speakers(&mut interview, parts, &labels);
    let index = TextIndex::new(&interview.text);
    let mut maker = Maker { parts, limits, report, tags: Tags::default() };
    let mut said = maker.comments(&comments);
    let mut annotations = maker.bookmarked(&index, &bookmarks, &mut said);
    let highlights = maker.commented(&index, &said, highlights, &mut annotations);
    maker.highlighted(&index, highlights, &mut annotations);
    maker.notes(&index, "footnote", &parts.footnotes, &footnotes, &mut annotations);
    maker.notes(&index, "endnote", &parts.endnotes, &endnotes, &mut annotations);
    annotations.sort_by_key(|one| (one.span.is_none(), one.span.map(|span| (span.start, span.end))));
    let memos = maker.appendix(&appendix, &mut annotations);
    let items = annotations.len() + memos.len() + maker.tags.all.len();
    if items > maker.limits.items {
        return Err(ImportError::TooMuch { what: "annotations and tags", most: limits.items as u64 });
    }
    let tags = maker.tags.all;
    Ok((interview, Made { annotations, memos, tags }))
}

impl<'p> Maker<'p> {
    /// The comments that begin a thread, each with where it stands and what it says, its answers included.
    fn comments(&mut self, passages: &HashMap<String, Passage>) -> Vec<Said<'p>> {
        let all = &self.parts.comments;
        let numbering = &self.parts.numbering;
        let mut said: Vec<Option<Said<'p>>> = Vec::with_capacity(all.len());
        for (at, comment) in all.iter().enumerate() {
            let is_root = comments::root(all, at) == at;
            said.push(is_root.then(|| {
                let (note, tags) = note_and_tags(&comment.paragraphs, numbering);
                let raw = passages.get(&comment.id).and_then(Passage::span);
                let tags = tags.iter().filter_map(|path| self.tags.of(path, self.parts)).collect();
                Said { comment, raw, note, tags, is_taken: false }
            }));
        }
        for (at, answer) in all.iter().enumerate() {
            let root = comments::root(all, at);
            let Some(Some(thread)) = said.get_mut(root).filter(|_| root != at) else { continue };
            let note = markdown::of(&answer.paragraphs, numbering);
            self.report.alter("comment-reply", &note, "joined-to-comment", None);
            if !thread.note.is_empty() {
                thread.note.push_str("\n\n");
            }
            thread.note.push_str(&signed(answer, &note));
        }
        said.into_iter().flatten().collect()
    }

    /// The annotations of our own export, each with the comment that belongs to it.
    fn bookmarked(
        &mut self,
        index: &TextIndex<'_>,
        bookmarks: &HashMap<String, Passage>,
        said: &mut [Said<'_>],
    ) -> Vec<ImportedAnnotation> {
        let mut made = Vec::new();
        let Some(ours) = &self.parts.ours else { return made };
        let mut by_span: HashMap<Span, VecDeque<usize>> = HashMap::new();
        for (at, comment) in said.iter().enumerate() {
            if let Some(span) = comment.raw {
                by_span.entry(span).or_default().push_back(at);
            }
        }
        for (bookmark, facts) in &ours.annotations {
            let Some(raw) = bookmarks.get(bookmark).and_then(Passage::span) else {
                self.report.skip("highlight", "", "removed-in-word", None);
                continue;
            };
            let (span, quote) = place(index, raw);
            let at = by_span.get_mut(&raw).filter(|_| facts.has_comment).and_then(VecDeque::pop_front);
            let comment = at.and_then(|at| said.get_mut(at));
            let mut one = bare(span, quote);
            (one.style, one.created, one.modified) =
                (facts.style, facts.created.clone(), facts.modified.clone());
            match comment {
                Some(comment) => {
                    comment.is_taken = true;
                    one.note.clone_from(&comment.note);
                    one.tags.clone_from(&comment.tags);
                    one.author.clone_from(&comment.comment.author);
                    self.report.take("comment", &comment.note, None);
                }
                None => self.report.take("highlight", &one.quote, None),
            }
            made.push(one);
        }
        made
    }

    /// The other comments. A highlight of the very same passage is theirs; those that are left are given back.
    fn commented(
        &mut self,
        index: &TextIndex<'_>,
        said: &[Said<'_>],
        highlights: Vec<(Span, Highlight)>,
        made: &mut Vec<ImportedAnnotation>,
    ) -> Vec<(Span, Highlight)> {
        let mut by_span: HashMap<Span, Highlight> = HashMap::new();
        for (span, highlight) in &highlights {
            if let (Some(span), _) = place(index, *span) {
                by_span.insert(span, *highlight);
            }
        }
        let mut taken = std::collections::HashSet::new();
        for comment in said.iter().filter(|comment| !comment.is_taken) {
            let raw = comment.raw.unwrap_or_default();
            let (span, quote) = place(index, raw);
            match (comment.raw, span) {
                (_, None) => self.report.alter("comment", &comment.note, "no-words", None),
                (Some(raw), Some(_)) if !raw.is_empty() => self.report.take("comment", &comment.note, None),
                (Some(_), _) => self.report.alter("comment", &comment.note, "no-range", None),
                (None, _) => self.report.alter("comment", &comment.note, "no-place-in-text", None),
            }
            let mut one = bare(span, quote);
            if let Some(span) = span
                && let Some(highlight) = by_span.get(&span)
            {
                one.style = style_of(*highlight);
                taken.insert(span);
            }
            one.note.clone_from(&comment.note);
            one.tags.clone_from(&comment.tags);
            one.author.clone_from(&comment.comment.author);
            one.created.clone_from(&comment.comment.created);
            made.push(one);
        }
        let is_left = |span: Span| place(index, span).0.is_some_and(|span| !taken.contains(&span));
        highlights.into_iter().filter(|(span, _)| is_left(*span)).collect()
    }

    fn highlighted(
        &mut self,
        index: &TextIndex<'_>,
        highlights: Vec<(Span, Highlight)>,
        made: &mut Vec<ImportedAnnotation>,
    ) {
        for (span, highlight) in highlights {
            let (span, quote) = place(index, span);
            match highlight {
                Highlight::Near(_) => self.report.take("highlight", &quote, None),
                Highlight::Grey => self.report.alter("highlight", &quote, "no-such-colour", None),
            }
            let mut one = bare(span, quote);
            one.style = style_of(highlight);
            made.push(one);
        }
    }

    /// Footnotes or endnotes.
    fn notes(
        &mut self,
        index: &TextIndex<'_>,
        kind: &str,
        notes: &[Comment],
        places: &[(String, u32)],
        made: &mut Vec<ImportedAnnotation>,
    ) {
        let by_id: HashMap<&str, &Comment> = notes.iter().map(|note| (note.id.as_str(), note)).collect();
        for (id, at) in places {
            let Some(note) = by_id.get(id.as_str()) else { continue };
            let words = markdown::of(&note.paragraphs, &self.parts.numbering);
            if words.is_empty() {
                continue;
            }
            self.report.alter(kind, &words, "became-annotation", None);
            let (span, quote) = place(index, Span::new(*at, *at));
            made.push(ImportedAnnotation { note: words, ..bare(span, quote) });
        }
    }

    /// What our own export says after the text: orphans and memos.
    fn appendix(
        &mut self,
        paragraphs: &[Paragraph],
        made: &mut Vec<ImportedAnnotation>,
    ) -> Vec<ImportedMemo> {
        let mut memos = Vec::new();
        let Some(ours) = &self.parts.ours else { return memos };
        let style = |one: &Paragraph, style| one.style.as_deref() == Some(style);
        let begins = |one: &Paragraph| style(one, ITEM_STYLE) || style(one, APPENDIX_STYLE);
        for item in paragraphs.chunk_by(|_, next| !begins(next)) {
            let name = item[0].pieces.iter().find_map(|piece| match piece {
                Piece::Mark(body::Mark::BookmarkStart(_, name)) => Some(name.as_str()),
                _ => None,
            });
            let name = name.unwrap_or_default();
            if let Some(facts) = ours.orphans.get(name) {
                made.push(self.orphan(item, facts));
            } else if let Some((about, of)) = ours.memos.get(name) {
                let words: Vec<Paragraph> =
                    item.iter().filter(|one| one.style.as_deref() != Some(ITEM_STYLE)).cloned().collect();
                let text = markdown::of(&words, &self.parts.numbering);
                let about = match about.as_str() {
                    "section" => ImportedAbout::Section(of.clone()),
                    "speaker" => ImportedAbout::Speaker(of.clone()),
                    "tag" => match self.tags.of(of, self.parts) {
                        Some(tag) => ImportedAbout::Tag(tag),
                        None => ImportedAbout::Document,
                    },
                    _ => ImportedAbout::Document,
                };
                self.report.take("memo", &text, None);
                memos.push(ImportedMemo { about, text });
            }
        }
        memos
    }

    fn orphan(&mut self, item: &[Paragraph], facts: &Facts) -> ImportedAnnotation {
        let (quotes, rest): (Vec<&Paragraph>, Vec<&Paragraph>) =
            item.iter().partition(|one| one.style.as_deref() == Some(QUOTE_STYLE));
        let quote = quotes.iter().map(|one| one.words()).collect::<Vec<_>>().join("\n");
        let words: Vec<Paragraph> = rest.into_iter().cloned().collect();
        let (note, tags) = note_and_tags(&words, &self.parts.numbering);
        self.report.alter("highlight", &quote, "orphaned", None);
        ImportedAnnotation {
            style: facts.style,
            note,
            tags: tags.iter().filter_map(|path| self.tags.of(path, self.parts)).collect(),
            created: facts.created.clone(),
            modified: facts.modified.clone(),
            ..bare(None, quote)
        }
    }
}

/// An annotation of which nothing is known but its passage.
fn bare(span: Option<Span>, quote: String) -> ImportedAnnotation {
    ImportedAnnotation {
        span,
        quote,
        style: None,
        note: String::new(),
        tags: Vec::new(),
        author: None,
        created: None,
        modified: None,
    }
}

fn style_of(highlight: Highlight) -> Option<Style> {
    match highlight {
        Highlight::Near(colour) => Some(Style { mark: Mark::Fill, colour }),
        Highlight::Grey => None,
    }
}

/// An answer under the name of who wrote it.
fn signed(answer: &Comment, note: &str) -> String {
    let name = answer.author.as_deref().unwrap_or_default();
    let day = answer.created.as_deref().and_then(|time| time.get(..10)).unwrap_or_default();
    let name: String = name.chars().map(|c| if "*_`[]<>\\".contains(c) { ' ' } else { c }).collect();
    let heading =
        [name.trim(), day].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if heading.is_empty() { note.to_owned() } else { format!("**{heading}**\n\n{note}") }
}

/// The passage that a stored annotation may have, and its words: whole graphemes without white space at the edges. What
/// holds nothing is given the word before it, or else the one after it.
fn place(index: &TextIndex<'_>, raw: Span) -> (Option<Span>, String) {
    let mut span = trim(index, snap_outward(index, raw));
    if span.is_empty() {
        span = word_near(index, raw.start);
    }
    let quote = index.slice(span).unwrap_or_default().to_owned();
    ((!span.is_empty()).then_some(span), quote)
}

/// The word before a place, in the same line where there is one; else the one after it.
fn word_near(index: &TextIndex<'_>, at: CodePoint) -> Span {
    let text = index.text();
    let byte = index.byte(at).unwrap_or(text.len());
    let before = &text[..byte];
    let from = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    let before = &before[from..];
    let after = &text[byte..];
    let after = &after[..after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at)];
    let (line_before, line_after) = (
        before.rfind('\n').map_or(before, |at| &before[at + 1..]),
        after.split('\n').next().unwrap_or(after),
    );
    let last = |piece: &str| last_word(piece);
    let first = |piece: &str| first_word(piece);
    let backward = |piece: &str| {
        let (start, length) = last(piece)?;
        let start = at.0 - vermilion_anchor::count(&piece[start..]);
        Some(Span::new(start, start + length))
    };
    let forward = |piece: &str| {
        let (start, length) = first(piece)?;
        let start = at.0 + vermilion_anchor::count(&piece[..start]);
        Some(Span::new(start, start + length))
    };
    let found = backward(line_before)
        .or_else(|| forward(line_after))
        .or_else(|| backward(before))
        .or_else(|| forward(after))
        .unwrap_or_default();
    trim(index, snap_outward(index, found))
}

/// Where in bytes the last word begins, and how many characters it has.
fn last_word(text: &str) -> Option<(usize, u32)> {
    let text = text.trim_end();
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let word = *units(&text[line..], Unit::Word).last()?;
    let start = text[line..].char_indices().nth(word.start.0 as usize)?.0 + line;
    Some((start, word.len()))
}

/// The same of the first.
fn first_word(text: &str) -> Option<(usize, u32)> {
    let start = text.len() - text.trim_start().len();
    let line = text[start..].split('\n').next()?;
    let word = *units(line, Unit::Word).first()?;
    Some((start, word.len()))
}

/// Gives the speakers of our own export the names and roles that they had.
fn name_speakers(interview: &mut Interview, parts: &Parts, labels: &[(String, u32)]) {
    let Some(ours) = &parts.ours else { return };
    for (style, at) in labels {
        let Some((name, role)) = ours.speakers.get(style) else { continue };
        let after = interview.blocks.partition_point(|block| block.span.start.0 <= *at);
        let block = after.checked_sub(1).and_then(|at| interview.blocks.get(at));
        if let Some(BlockKind::Turn { speaker, label: Some(_), .. }) = block.map(|block| &block.kind)
            && let Some(speaker) = interview.speakers.get_mut(*speaker)
        {
            speaker.name.clone_from(name);
            speaker.role = *role;
        }
    }
}
