//! The text of an OpenDocument file, element by element.

use super::FORMAT;
use super::styles::Styles;
use crate::import::comments::Comment;
use crate::import::prose::Prose;
use crate::import::xml::{Element, Node, Nodes};
use crate::import::{ImportError, Limits, Place, Report};
use crate::interview::Given;
use std::collections::HashMap;

/// Spaces in a row that are kept; more are a way to fill the memory.
const MOST_SPACES: usize = 64;

/// Reads the body of a text.
pub(super) struct Body<'b> {
    nodes: Nodes<'b>,
    styles: &'b Styles,
    limits: Limits,
    report: &'b mut Report,
    prose: Prose,
    /// Of the paragraph that is being read; `None` between paragraphs.
    paragraph: Option<Given>,
    /// Paragraphs so far.
    count: u32,
    /// Whether the words are bold: of the paragraph, and of each span in it.
    bold: Vec<bool>,
    /// The next number of each list around, `None` for one that does not count.
    lists: Vec<Option<u32>>,
    /// Cells around, each with whether it has a paragraph already.
    cells: Vec<bool>,
    comments: Vec<Comment>,
    /// Comments whose passage has not ended, by name.
    open: HashMap<String, usize>,
    /// Lines of text boxes that wait for the end of the paragraph.
    boxed: Vec<String>,
    /// Lines of footnotes that wait for the end of the text.
    notes: Vec<String>,
}

impl<'b> Body<'b> {
    /// The text and its comments.
    pub(super) fn read(
        content: &'b str,
        styles: &'b Styles,
        limits: Limits,
        report: &'b mut Report,
    ) -> Result<(Prose, Vec<Comment>), ImportError> {
        let mut body = Self {
            nodes: Nodes::new(content, FORMAT, limits),
            styles,
            limits,
            report,
            prose: Prose::new(),
            paragraph: None,
            count: 0,
            bold: Vec::new(),
            lists: Vec::new(),
            cells: Vec::new(),
            comments: Vec::new(),
            open: HashMap::new(),
            boxed: Vec::new(),
            notes: Vec::new(),
        };
        let mut is_in_body = false;
        while let Some(node) = body.nodes.next()? {
            match node {
                Node::Start(element) if element.name == "body" => is_in_body = true,
                Node::Start(element) if is_in_body => body.start(&element)?,
                Node::End(name) if is_in_body => body.end(&name),
                Node::Text(words) if is_in_body && body.paragraph.is_some() => {
                    body.prose.push_collapsed(&words, body.is_bold());
                }
                _ => {}
            }
            if body.prose.text().len() > limits.text {
                return Err(ImportError::TooMuch { what: "bytes of text", most: limits.text as u64 });
            }
        }
        if !is_in_body {
            return Err(ImportError::malformed(FORMAT, "it has no body"));
        }
        for line in std::mem::take(&mut body.notes) {
            body.line(&line);
        }
        Ok((body.prose, body.comments))
    }

    fn start(&mut self, element: &Element) -> Result<(), ImportError> {
        let style = element.attribute("style-name").unwrap_or_default();
        match element.name.as_str() {
            "p" | "h" => self.start_paragraph(element, style)?,
            "span" => {
                if self.styles.is_hidden(style) {
                    self.hidden()?;
                } else {
                    self.bold.push(self.styles.is_bold(style).unwrap_or(self.is_bold()));
                }
            }
            "s" if self.paragraph.is_some() => {
                let spaces = element.attribute("c").and_then(|spaces| spaces.parse().ok()).unwrap_or(1);
                self.prose.push(&" ".repeat(spaces.min(MOST_SPACES)), self.is_bold());
            }
            "tab" if self.paragraph.is_some() => self.prose.push(" ", self.is_bold()),
            "line-break" => {
                if let Some(given) = self.paragraph {
                    self.prose.end_line(given);
                }
            }
            "list" => self.start_list(style),
            "list-item" | "list-header" | "table-row" => {}
            "table-cell" | "covered-table-cell" => {
                self.cells.push(false);
                if !self.prose.is_at_line_start() {
                    self.prose.push(" | ", false);
                }
            }
            "a" => {
                let address = element.attribute("href").filter(|address| address.contains("://"));
                if let Some(address) = address {
                    self.report.alter("link", address, "address-left-out", self.place());
                }
            }
            "annotation" => self.comment(element)?,
            "annotation-end" => {
                if let Some(at) = element.attribute("name").and_then(|name| self.open.remove(name)) {
                    self.comments[at].end = Some(self.prose.here());
                }
            }
            "note" => self.footnote()?,
            "text-box" => {
                let lines = self.paragraphs()?;
                self.report.alter("text-box", &lines.join(" "), "after-its-paragraph", self.place());
                self.boxed.extend(lines);
            }
            "image" | "object" | "plugin" => {
                self.nodes.skip()?;
                self.report.skip(
                    "image",
                    element.attribute("href").unwrap_or_default(),
                    "no-place",
                    self.place(),
                );
            }
            "ruby-text" => {
                let reading = self.nodes.text()?;
                self.report.alter("ruby", &reading, "reading-left-out", self.place());
            }
            "tracked-changes" => self.changes()?,
            "table-of-content" | "alphabetical-index" | "illustration-index" | "table-index"
            | "user-index" => {
                self.nodes.skip()?;
                self.report.skip("contents", "", "made-anew", self.place());
            }
            "hidden-text" | "hidden-paragraph" => self.hidden()?,
            "forms"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "dde-connection-decls"
            | "title"
            | "desc"
            | "event-listeners"
            | "scripts" => self.nodes.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                if let Some(given) = self.paragraph.take() {
                    if self.cells.is_empty() {
                        self.prose.end_line(given);
                    }
                    self.bold.clear();
                }
                if self.cells.is_empty() {
                    self.boxes();
                }
            }
            "span" => _ = self.bold.pop(),
            "list" => _ = self.lists.pop(),
            "table-cell" | "covered-table-cell" => _ = self.cells.pop(),
            "table-row" if self.cells.is_empty() => {
                self.prose.end_line(Given::default());
                self.boxes();
            }
            _ => {}
        }
    }

    fn start_paragraph(&mut self, element: &Element, style: &str) -> Result<(), ImportError> {
        self.count += 1;
        if self.styles.is_hidden(style) {
            return self.hidden();
        }
        let level = if element.name == "h" {
            Some(element.attribute("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1))
        } else {
            self.styles.level(style)
        };
        let is_title = level.is_none() && self.styles.is_title(style);
        self.paragraph = Some(Given { is_title, heading: level, ..Given::default() });
        self.bold = vec![self.styles.is_bold(style).unwrap_or(false)];
        match self.cells.last_mut() {
            // A row is a line; a second paragraph of a cell begins another.
            Some(has_paragraph) => {
                if std::mem::replace(has_paragraph, true) {
                    self.prose.end_line(Given::default());
                }
            }
            None => self.prose.end_line(Given::default()),
        }
        if let Some(Some(number)) = self.lists.last_mut().filter(|_| level.is_none()) {
            let at = *number;
            *number = number.saturating_add(1);
            self.prose.push(&format!("{at}. "), false);
        }
        Ok(())
    }

    fn start_list(&mut self, style: &str) {
        // A list within a list has the style of the outer one, and counts as that does.
        let counts = if style.is_empty() {
            self.lists.last().is_some_and(Option::is_some)
        } else {
            self.styles.counts(style)
        };
        self.lists.push(counts.then_some(1));
    }

    fn comment(&mut self, element: &Element) -> Result<(), ImportError> {
        if self.comments.len() >= self.limits.items {
            return Err(ImportError::TooMuch { what: "comments", most: self.limits.items as u64 });
        }
        let mut comment = Comment { start: self.prose.here(), ..Comment::default() };
        let depth = self.nodes.open().len();
        let mut lines = Lines::default();
        while self.nodes.open().len() >= depth {
            match self.nodes.next()? {
                Some(Node::Start(inner)) if inner.name == "creator" => {
                    comment.author = Some(self.nodes.text()?);
                }
                Some(Node::Start(inner)) if inner.name == "date" => comment.date = Some(self.nodes.text()?),
                Some(Node::Start(inner)) if inner.name == "creator-initials" => self.nodes.skip()?,
                Some(node) => lines.add(&node),
                None => break,
            }
        }
        comment.note = lines.done().join("\n\n");
        if let Some(name) = element.attribute("name") {
            self.open.insert(name.to_owned(), self.comments.len());
        }
        self.comments.push(comment);
        Ok(())
    }

    fn footnote(&mut self) -> Result<(), ImportError> {
        let depth = self.nodes.open().len();
        let (mut citation, mut lines) = (String::new(), Lines::default());
        while self.nodes.open().len() >= depth {
            match self.nodes.next()? {
                Some(Node::Start(inner)) if inner.name == "note-citation" => citation = self.nodes.text()?,
                Some(node) => lines.add(&node),
                None => break,
            }
        }
        let words = lines.done().join(" ");
        let mark = format!("[{}]", citation.trim());
        self.prose.push(&mark, false);
        self.report.alter("footnote", &words, "after-the-text", self.place());
        self.notes.push(format!("{mark} {words}"));
        Ok(())
    }

    /// What was deleted is listed before the text and no part of it; what was inserted stands in it.
    fn changes(&mut self) -> Result<(), ImportError> {
        let depth = self.nodes.open().len();
        while self.nodes.open().len() >= depth {
            match self.nodes.next()? {
                Some(Node::Start(change)) if change.name == "deletion" => {
                    let words = self.paragraphs()?.join(" ");
                    self.report.skip("tracked-deletion", &words, "accepted", None);
                }
                Some(Node::Start(change)) if change.name == "insertion" => {
                    self.nodes.skip()?;
                    self.report.alter("tracked-insertion", "", "accepted", None);
                }
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn hidden(&mut self) -> Result<(), ImportError> {
        let words = self.paragraphs()?.join(" ");
        self.report.skip("hidden-text", &words, "hidden", self.place());
        Ok(())
    }

    /// The paragraphs up to the end of the element that has just begun.
    fn paragraphs(&mut self) -> Result<Vec<String>, ImportError> {
        let depth = self.nodes.open().len();
        let mut lines = Lines::default();
        while self.nodes.open().len() >= depth {
            match self.nodes.next()? {
                // Who changed something and when is no part of what was changed.
                Some(Node::Start(inner)) if matches!(inner.name.as_str(), "change-info" | "annotation") => {
                    self.nodes.skip()?;
                }
                Some(node) => lines.add(&node),
                None => break,
            }
        }
        Ok(lines.done())
    }

    fn boxes(&mut self) {
        for line in std::mem::take(&mut self.boxed) {
            self.line(&line);
        }
    }

    fn line(&mut self, words: &str) {
        self.prose.push(words, false);
        self.prose.end_line(Given::default());
    }

    fn is_bold(&self) -> bool {
        self.bold.last().copied().unwrap_or(false)
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Paragraph(self.count))
    }
}

/// The paragraphs of what stands beside the text.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    current: String,
}

impl Lines {
    fn add(&mut self, node: &Node) {
        match node {
            Node::Text(words) => self.current.push_str(words),
            Node::Start(element) if matches!(element.name.as_str(), "s" | "tab") => self.current.push(' '),
            Node::Start(element) if element.name == "line-break" => self.break_line(),
            Node::End(name) if matches!(name.as_str(), "p" | "h") => self.break_line(),
            _ => {}
        }
    }

    fn break_line(&mut self) {
        let line = std::mem::take(&mut self.current);
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            self.done.push(line);
        }
    }

    fn done(mut self) -> Vec<String> {
        self.break_line();
        self.done
    }
}
