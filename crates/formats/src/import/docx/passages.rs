//! The text of the interview as it is put together from paragraphs, and the passages that marks between them make.

use std::collections::{HashMap, HashSet};

use super::ours::{APPENDIX_STYLE, BOOKMARK, FRONT_STYLE, SPEAKER_STYLE};
use super::paragraphs::{Format, Highlight, Mark, Paragraph, Piece, Sink};
use super::styles::{Rank, Styles, rank_of_outline};
use crate::import::prose::Prose;
use crate::import::{ImportError, Limits, Place, Report};
use crate::interview::Given;
use vermilion_anchor::{Span, TextIndex, count, snap_outward};

/// Blank lines after one another, at most.
const BLANK: u32 = 20;

/// Where something begins, ends and stands, in code points.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passage {
    pub(super) start: Option<u32>,
    pub(super) end: Option<u32>,
    pub(super) at: Option<u32>,
}

impl Passage {
    /// From its beginning to its end; where one of them is not there, nothing at the place where it stands.
    pub(super) fn span(&self) -> Option<Span> {
        match (self.start, self.end) {
            (Some(start), Some(end)) if start <= end => Some(Span::new(start, end)),
            _ => self.at.or(self.start).or(self.end).map(|at| Span::new(at, at)),
        }
    }
}

/// The text and its passages.
pub(super) struct Passages<'p> {
    pub(super) prose: Prose,
    styles: &'p Styles,
    limits: Limits,
    /// Whether it is a file of ours, in which bookmarks say where annotations are.
    is_ours: bool,
    pub(super) comments: HashMap<String, Passage>,
    pub(super) bookmarks: HashMap<String, Passage>,
    /// The names of our bookmarks that are open, by their ids.
    open: HashMap<String, String>,
    /// The names of those that ended here, and how the words before are set.
    ended: Vec<String>,
    before: Format,
    /// Footnotes and endnotes, each with its id and where it stands.
    pub(super) footnotes: Vec<(String, u32)>,
    pub(super) endnotes: Vec<(String, u32)>,
    pub(super) highlights: Vec<(Span, Highlight)>,
    /// Where the label of each speaker's style stands first.
    pub(super) labels: Vec<(String, u32)>,
    labelled: HashSet<String>,
    /// Paragraphs of what our export adds after the text.
    pub(super) appendix: Vec<Paragraph>,
    /// White space at the start of a line, which is not known to be more than blank.
    owed: Vec<(String, bool)>,
    given: Given,
    has_title: bool,
    is_joined: bool,
    blank: u32,
    lists: HashSet<String>,
    items: usize,
}

impl<'p> Passages<'p> {
    pub(super) fn new(styles: &'p Styles, limits: Limits, is_ours: bool) -> Self {
        Self {
            prose: Prose::new(),
            styles,
            limits,
            is_ours,
            comments: HashMap::new(),
            bookmarks: HashMap::new(),
            open: HashMap::new(),
            ended: Vec::new(),
            before: Format::default(),
            footnotes: Vec::new(),
            endnotes: Vec::new(),
            highlights: Vec::new(),
            labels: Vec::new(),
            labelled: HashSet::new(),
            appendix: Vec::new(),
            owed: Vec::new(),
            given: Given::default(),
            has_title: false,
            is_joined: false,
            blank: 0,
            lists: HashSet::new(),
            items: 0,
        }
    }

    fn here(&self) -> u32 {
        self.prose.here().0
    }

    fn count(&mut self) -> Result<(), ImportError> {
        self.items += 1;
        if self.items > self.limits.items {
            return Err(ImportError::TooMuch { what: "marks", most: self.limits.items as u64 });
        }
        Ok(())
    }

    fn words(&mut self, words: &str, is_bold: bool) {
        let is_at_start = self.prose.is_at_line_start();
        if is_at_start && words.trim().is_empty() {
            self.owed.push((words.to_owned(), is_bold));
            return;
        }
        for (blank, is_bold) in self.owed.drain(..) {
            self.prose.push(&blank, is_bold);
        }
        self.prose.push(words, is_bold);
    }

    fn end_line(&mut self) {
        self.ended.clear();
        self.owed.clear();
        if self.prose.is_at_line_start() {
            self.blank += 1;
            if self.blank <= BLANK {
                self.prose.empty_line();
            }
        } else {
            self.blank = 0;
            self.prose.end_line(self.given);
        }
        self.given = Given { is_labelled: false, ..self.given };
    }

    fn pieces(
        &mut self,
        paragraph: &Paragraph,
        is_heading: bool,
        report: &mut Report,
    ) -> Result<(), ImportError> {
        for piece in &paragraph.pieces {
            match piece {
                Piece::Words(words, format) => {
                    let style = format.style.as_deref().filter(|style| style.starts_with(SPEAKER_STYLE));
                    if let Some(style) = style.filter(|_| self.is_ours && !words.trim().is_empty()) {
                        self.given.is_labelled |= self.prose.is_at_line_start();
                        if self.labelled.insert(style.to_owned()) {
                            self.labels.push((style.to_owned(), self.here()));
                        }
                    }
                    let start = self.here();
                    self.words(words, format.is_bold);
                    let is_of_ended = self.is_of_ended(words, format);
                    let end = self.here();
                    for name in self.ended.drain(..).filter(|_| is_of_ended) {
                        self.bookmarks.entry(name).or_default().end = Some(end);
                    }
                    self.before = format.clone();
                    if is_of_ended {
                        continue;
                    }
                    if let Some(highlight) = format.highlight.filter(|_| self.open.is_empty()) {
                        self.highlight(start, highlight)?;
                    }
                }
                Piece::Break if is_heading => self.words(" ", false),
                Piece::Break => self.end_line(),
                Piece::Mark(mark) => self.mark(mark.clone())?,
            }
        }
        if self.prose.text().len() > self.limits.text {
            return Err(ImportError::TooMuch { what: "bytes of text", most: self.limits.text as u64 });
        }
        if let Some(list) = paragraph.list.as_ref().filter(|list| !self.lists.contains(&list.id)) {
            self.lists.insert(list.id.clone());
            let place = Some(Place::Paragraph(paragraph.number));
            report.alter("list", &paragraph.words(), "marks-left-out", place);
        }
        Ok(())
    }

    /// Whether these words are the end of a passage whose bookmark ended before them: LibreOffice takes the last character
    /// out of many that it keeps. We write no other mark that goes on where none of our bookmarks does.
    fn is_of_ended(&self, words: &str, format: &Format) -> bool {
        let is_marked = format.highlight.is_some() || format.is_underlined;
        let is_one = || snap_outward(&TextIndex::new(words), Span::new(0, 1)).end.0 == count(words);
        !self.ended.is_empty() && self.open.is_empty() && is_marked && *format == self.before && is_one()
    }

    /// Words from `start` to here are highlighted; those beside others in the same colour are one passage.
    fn highlight(&mut self, start: u32, highlight: Highlight) -> Result<(), ImportError> {
        let end = self.prose.here();
        if end.0 == start {
            return Ok(());
        }
        match self.highlights.last_mut() {
            Some((span, last)) if *last == highlight && span.end.0 == start => span.end = end,
            _ => {
                self.count()?;
                self.highlights.push((Span::new(start, end.0), highlight));
            }
        }
        Ok(())
    }
}

impl Sink for Passages<'_> {
    fn paragraph(&mut self, paragraph: Paragraph, report: &mut Report) -> Result<(), ImportError> {
        let style = paragraph.style.as_deref().filter(|_| self.is_ours);
        if style == Some(FRONT_STYLE) {
            return Ok(());
        }
        if style == Some(APPENDIX_STYLE) || !self.appendix.is_empty() {
            self.count()?;
            self.appendix.push(paragraph);
            return Ok(());
        }
        let rank = match paragraph.outline {
            Some(level) => rank_of_outline(level),
            None => self.styles.rank(paragraph.style.as_deref()),
        };
        let place = Some(Place::Paragraph(paragraph.number));
        if !std::mem::take(&mut self.is_joined) {
            self.given = Given::default();
            match rank {
                Rank::Title if !self.has_title => self.given.is_title = true,
                Rank::Title => self.given.heading = Some(1),
                Rank::Heading(level) => {
                    self.given.heading = Some(level);
                    // Our own file has a style of its own for a title.
                    self.given.is_section = self.is_ours;
                }
                Rank::Contents => {
                    report.skip("table-of-contents", &paragraph.words(), "made-from-headings", place);
                    for piece in paragraph.pieces {
                        if let Piece::Mark(mark) = piece {
                            self.mark(mark)?;
                        }
                    }
                    return Ok(());
                }
                Rank::Text => {}
            }
        }
        let is_heading = self.given.is_title || self.given.heading.is_some();
        self.pieces(&paragraph, is_heading, report)?;
        if is_heading && !self.prose.is_at_line_start() {
            self.has_title |= self.given.is_title;
            report.take(if self.given.is_title { "title" } else { "heading" }, &paragraph.words(), place);
        }
        if paragraph.is_end_deleted {
            report.alter("paragraph-end", "", "deleted-in-word", Some(Place::Paragraph(paragraph.number)));
            self.is_joined = true;
        } else {
            self.end_line();
        }
        Ok(())
    }

    fn mark(&mut self, mark: Mark) -> Result<(), ImportError> {
        self.count()?;
        let here = self.here();
        match mark {
            Mark::CommentStart(id) => _ = self.comments.entry(id).or_default().start.get_or_insert(here),
            Mark::CommentEnd(id) => _ = self.comments.entry(id).or_default().end.get_or_insert(here),
            Mark::Comment(id) => _ = self.comments.entry(id).or_default().at.get_or_insert(here),
            Mark::BookmarkStart(id, name) if self.is_ours && name.starts_with(BOOKMARK) => {
                self.bookmarks.entry(name.clone()).or_default().start.get_or_insert(here);
                self.ended.clear();
                self.open.insert(id, name);
            }
            Mark::BookmarkEnd(id) => {
                if let Some(name) = self.open.remove(&id) {
                    self.bookmarks.entry(name.clone()).or_default().end.get_or_insert(here);
                    self.ended.push(name);
                }
            }
            Mark::BookmarkStart(..) => {}
            Mark::Footnote(id) => self.footnotes.push((id, here)),
            Mark::Endnote(id) => self.endnotes.push((id, here)),
        }
        Ok(())
    }
}
