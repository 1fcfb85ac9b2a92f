//! Comments, highlights and notes as annotations; the tags, orphans and memos of our own export.

use std::collections::{HashMap, HashSet, VecDeque};

use super::Parts;
use super::comments::{self, Comment, Words};
use super::markdown;
use super::ours::{APPENDIX_STYLE, Facts, ITEM_STYLE, MemoFacts, Ours, QUOTE_STYLE};
use super::paragraphs::{self, Highlight, Paragraph, Piece};
use super::passages::{Passage, Passages};
use super::place::place;
use crate::annotated::{Mark, Style};
use crate::import::{
    ImportError, ImportedAbout, ImportedAnnotation, ImportedMemo, ImportedTag, Limits, Report,
};
use crate::interview::Interview;
use crate::note::shown::{self, Line};
use vermilion_anchor::{CodePoint, Span, TextIndex};

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
    words: Words,
    /// What was answered to it.
    answers: String,
    tags: Vec<usize>,
    /// Whether an annotation has it.
    is_taken: bool,
}

impl Said<'_> {
    /// What it says, with what was answered.
    fn note(&self) -> String {
        let parts = [self.words.note.as_str(), &self.answers];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
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
    if let Some(ours) = &parts.ours {
        ours.name_speakers(&mut interview, &labels);
    }
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
        let written = self.parts.ours.iter().flat_map(|ours| &ours.annotations);
        let notes: HashSet<Vec<Line>> =
            written.filter_map(|(_, facts)| facts.note.as_deref()).map(shown::lines).collect();
        let mut said: Vec<Option<Said<'p>>> = Vec::with_capacity(all.len());
        for (at, comment) in all.iter().enumerate() {
            let is_root = comments::root(all, at) == at;
            said.push(is_root.then(|| {
                let words = Words::of(&comment.paragraphs, numbering, &|lines| notes.contains(lines));
                let raw = passages.get(&comment.id).and_then(Passage::span);
                let tags = words.tags.iter().filter_map(|path| self.tags.of(path, self.parts)).collect();
                Said { comment, raw, words, answers: String::new(), tags, is_taken: false }
            }));
        }
        for (at, answer) in all.iter().enumerate() {
            let root = comments::root(all, at);
            let Some(Some(thread)) = said.get_mut(root).filter(|_| root != at) else { continue };
            let note = markdown::of(&answer.paragraphs, numbering);
            self.report.alter("comment-reply", &note, "joined-to-comment", None);
            if !thread.answers.is_empty() {
                thread.answers.push_str("\n\n");
            }
            thread.answers.push_str(&signed(answer, &note));
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
        let comment_of = pair(ours, bookmarks, said);
        for (bookmark, facts) in &ours.annotations {
            let Some(raw) = bookmarks.get(bookmark).and_then(Passage::span) else {
                self.report.skip("highlight", "", "removed-in-word", None);
                continue;
            };
            let mut comment = comment_of.get(bookmark.as_str()).and_then(|at| said.get_mut(*at));
            if let Some(comment) = &mut comment {
                comment.words.restore(facts.note.as_ref());
            }
            let (span, quote) = place(index, comment.as_ref().and_then(|comment| comment.raw).unwrap_or(raw));
            let mut one = bare(span, quote);
            (one.style, one.created, one.modified) =
                (facts.style, facts.created.clone(), facts.modified.clone());
            match comment {
                Some(comment) => {
                    one.note = comment.note();
                    one.tags.clone_from(&comment.tags);
                    one.author.clone_from(&comment.comment.author);
                    self.report.take("comment", &one.note, None);
                }
                None => self.report.take("highlight", &one.quote, None),
            }
            if let Some(original) = &facts.original {
                one.quote.clone_from(original);
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
        let mut taken = HashSet::new();
        for comment in said.iter().filter(|comment| !comment.is_taken) {
            let raw = comment.raw.unwrap_or_default();
            let (span, quote) = place(index, raw);
            let note = comment.note();
            match (comment.raw, span) {
                (_, None) => self.report.alter("comment", &note, "no-words", None),
                (Some(raw), Some(_)) if !raw.is_empty() => self.report.take("comment", &note, None),
                (Some(_), _) => self.report.alter("comment", &note, "no-range", None),
                (None, _) => self.report.alter("comment", &note, "no-place-in-text", None),
            }
            let mut one = bare(span, quote);
            if let Some(span) = span
                && let Some(highlight) = by_span.get(&span)
            {
                one.style = style_of(*highlight);
                taken.insert(span);
            }
            one.note = note;
            one.tags.clone_from(&comment.tags);
            one.author.clone_from(&comment.comment.author);
            one.created.clone_from(&comment.comment.created);
            made.push(one);
        }
        // Of our own file a highlight is no other one where an annotation of that look is around it.
        let known = Covers::of(made.iter().filter(|_| self.parts.ours.is_some()));
        let is_left = |(span, highlight): &(Span, Highlight)| {
            place(index, *span)
                .0
                .is_some_and(|span| !taken.contains(&span) && !known.cover(span, style_of(*highlight)))
        };
        highlights.into_iter().filter(is_left).collect()
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
                Piece::Mark(paragraphs::Mark::BookmarkStart(_, name)) => Some(name.as_str()),
                _ => None,
            });
            let name = name.unwrap_or_default();
            if let Some(facts) = ours.orphans.get(name) {
                made.push(self.orphan(item, facts));
            } else if let Some(MemoFacts { about, of, text: written }) = ours.memos.get(name) {
                let mut words = Words::of(item, &self.parts.numbering, &|_| true);
                words.restore(written.as_ref());
                let text = words.note;
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
        let written = facts.note.as_deref().map(shown::lines);
        let mut words = Words::of(&words, &self.parts.numbering, &|lines| written.as_deref() == Some(lines));
        words.restore(facts.note.as_ref());
        self.report.alter("highlight", &quote, "orphaned", None);
        ImportedAnnotation {
            style: facts.style,
            note: words.note,
            tags: words.tags.iter().filter_map(|path| self.tags.of(path, self.parts)).collect(),
            created: facts.created.clone(),
            modified: facts.modified.clone(),
            ..bare(None, quote)
        }
    }
}

/// How far annotations of each look reach.
struct Covers(HashMap<Style, Vec<(CodePoint, CodePoint)>>);

impl Covers {
    fn of<'a>(annotations: impl Iterator<Item = &'a ImportedAnnotation>) -> Self {
        let mut covers: HashMap<Style, Vec<(CodePoint, CodePoint)>> = HashMap::new();
        for (style, span) in annotations.filter_map(|one| one.style.zip(one.span)) {
            covers.entry(style).or_default().push((span.start, span.end));
        }
        for reach in covers.values_mut() {
            reach.sort_unstable();
            let mut furthest = CodePoint(0);
            for (_, end) in reach {
                furthest = furthest.max(*end);
                *end = furthest;
            }
        }
        Self(covers)
    }

    /// Whether one of this look is around the passage.
    fn cover(&self, span: Span, style: Option<Style>) -> bool {
        let Some(reach) = style.and_then(|style| self.0.get(&style)) else { return false };
        let before = reach.partition_point(|(start, _)| *start <= span.start);
        before.checked_sub(1).is_some_and(|at| reach[at].1 >= span.end)
    }
}

/// For each of our annotations that had a comment the one that it has now. The end of a bookmark moves more easily than
/// that of a comment, so those whose passages agree come first, and then those that begin together.
fn pair<'o>(
    ours: &'o Ours,
    bookmarks: &HashMap<String, Passage>,
    said: &mut [Said<'_>],
) -> HashMap<&'o str, usize> {
    let mut by_span: HashMap<Span, VecDeque<usize>> = HashMap::new();
    let mut by_start: HashMap<CodePoint, VecDeque<usize>> = HashMap::new();
    for (at, comment) in said.iter().enumerate() {
        if let Some(span) = comment.raw {
            by_span.entry(span).or_default().push_back(at);
            by_start.entry(span.start).or_default().push_back(at);
        }
    }
    let mut pairs = HashMap::new();
    let mut left = Vec::new();
    for (bookmark, _) in ours.annotations.iter().filter(|(_, facts)| facts.has_comment) {
        let Some(span) = bookmarks.get(bookmark).and_then(Passage::span) else { continue };
        match by_span.get_mut(&span).and_then(VecDeque::pop_front) {
            Some(at) => {
                said[at].is_taken = true;
                pairs.insert(bookmark.as_str(), at);
            }
            None => left.push((bookmark, span.start)),
        }
    }
    for (bookmark, start) in left {
        let waiting = by_start.get_mut(&start).into_iter();
        for at in waiting.flat_map(|waiting| std::iter::from_fn(|| waiting.pop_front())) {
            if !std::mem::replace(&mut said[at].is_taken, true) {
                pairs.insert(bookmark.as_str(), at);
                break;
            }
        }
    }
    pairs
}

/// An annotation of which nothing is known but its passage.
fn bare(span: Option<Span>, quote: String) -> ImportedAnnotation {
    ImportedAnnotation {
        span,
        quote,
        style: None,
        note: String::new(),
        tags: Vec::new(),
        prefix: String::new(),
        suffix: String::new(),
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
