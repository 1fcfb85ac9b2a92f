//! The lines of a page: its elements as a reader sees them, paragraphs one to a line.

use super::dom::{attribute, collapsed, name};
use super::roles::{Role, is_block, role};
use super::table;
use crate::import::prose::Prose;
use crate::import::{Place, Report};
use crate::interview::Given;
use dom_query::NodeRef;
use vermilion_anchor::CodePoint;

/// The title of a document and whether its text has it yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Title {
    /// The document has none, or it is not known.
    Unknown,
    /// The first heading that says it is no section, nor is a first line that does.
    Awaited(String),
    /// It stands in the text; a heading that says it again is left out.
    Written(String),
}

impl Title {
    /// What it says.
    pub(in crate::import) fn words(&self) -> Option<&str> {
        match self {
            Self::Unknown => None,
            Self::Awaited(title) | Self::Written(title) => Some(title),
        }
    }
}

impl From<Option<&str>> for Title {
    fn from(title: Option<&str>) -> Self {
        title.map_or(Self::Unknown, |title| Self::Awaited(title.to_owned()))
    }
}

/// Writes a part of a page into a text.
pub(in crate::import) struct Flow<'w> {
    prose: &'w mut Prose,
    report: &'w mut Report,
    place: Option<Place>,
    /// The level of a heading that heads a section of the first level.
    outermost: u8,
    title: &'w mut Title,
    /// What is given of the line that is being written.
    given: Given,
    /// Elements around that are set in bold.
    bold: usize,
    /// Whether line ends of the text are those of lines.
    is_preformatted: bool,
    /// Whether all is one line: a heading, or a row of a table.
    is_one_line: bool,
    /// Where a label of a dialogue ended.
    label_end: Option<CodePoint>,
    /// The next number of each list around, `None` for one without.
    numbers: Vec<Option<i64>>,
}

impl<'w> Flow<'w> {
    /// Writes into `prose` and reports with `place`. `outermost` is the level of the headings that head sections of the
    /// first level.
    pub(in crate::import) fn new(
        prose: &'w mut Prose,
        report: &'w mut Report,
        place: Option<Place>,
        outermost: u8,
        title: &'w mut Title,
    ) -> Self {
        Self {
            prose,
            report,
            place,
            outermost,
            title,
            given: Given::default(),
            bold: 0,
            is_preformatted: false,
            is_one_line: false,
            label_end: None,
            numbers: Vec::new(),
        }
    }

    /// Writes what is in this node.
    pub(in crate::import) fn write(&mut self, node: &NodeRef<'_>) {
        self.children(node);
        self.end_line();
    }

    fn children(&mut self, node: &NodeRef<'_>) {
        let mut next = node.first_child();
        while let Some(child) = next {
            self.node(&child);
            next = child.next_sibling();
        }
    }

    fn node(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            self.text(&node.text());
            return;
        }
        if !node.is_element() {
            return;
        }
        let role = role(node);
        if is_block(role) && !self.is_one_line {
            self.end_line();
            self.block(node, role);
        } else {
            self.inline(node, role);
        }
    }

    fn block(&mut self, node: &NodeRef<'_>, role: Role) {
        let (given, bold) = (self.given, self.bold);
        match role {
            Role::Heading(level) => self.heading(node, level),
            Role::Preformatted => {
                let was_preformatted = std::mem::replace(&mut self.is_preformatted, true);
                self.children(node);
                self.is_preformatted = was_preformatted;
            }
            Role::Ordered => {
                let start = attribute(node, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.numbers.push(Some(start));
                self.children(node);
                self.numbers.pop();
            }
            Role::Item => self.item(node),
            Role::Row if table::is_flat(node) => self.row(node),
            Role::Term => {
                self.bold += 1;
                self.children(node);
            }
            Role::Block if &*name(node) == "table" && table::is_dialogue(node) => self.dialogue(node),
            Role::Block if matches!(&*name(node), "ul" | "menu") => {
                self.numbers.push(None);
                self.children(node);
                self.numbers.pop();
            }
            _ => self.children(node),
        }
        self.end_line();
        (self.given, self.bold) = (given, bold);
    }

    fn inline(&mut self, node: &NodeRef<'_>, role: Role) {
        match role {
            Role::Bold | Role::Term => {
                self.bold += 1;
                self.children(node);
                self.bold -= 1;
            }
            Role::Break if !self.is_one_line => self.end_line(),
            Role::Break => self.prose.push_collapsed(" ", self.bold > 0),
            Role::Reading => {
                let reading = collapsed(&node.text());
                if &*name(node) == "rt" && !reading.is_empty() {
                    self.report.alter("ruby", &reading, "reading-left-out", self.place.clone());
                }
            }
            Role::Picture if matches!(&*name(node), "img" | "picture") => {
                let alt = attribute(node, "alt").unwrap_or_default();
                self.report.skip("image", &alt, "no-place", self.place.clone());
            }
            Role::Embedded => {
                let source = attribute(node, "src").or_else(|| attribute(node, "data")).unwrap_or_default();
                self.report.skip("embedded", &source, "no-place", self.place.clone());
            }
            Role::Control => {
                self.report.skip("form-control", &collapsed(&node.text()), "no-place", self.place.clone());
            }
            Role::Picture => {}
            Role::Nothing => self.nothing(node),
            _ => {
                if &*name(node) == "a"
                    && let Some(address) = attribute(node, "href").filter(|address| address.contains("://"))
                {
                    self.report.alter("link", &address, "address-left-out", self.place.clone());
                }
                let is_spaced = is_block(role);
                if is_spaced {
                    self.prose.push_collapsed(" ", false);
                }
                self.children(node);
                if is_spaced {
                    self.prose.push_collapsed(" ", false);
                }
            }
        }
    }

    /// Scripts and the like are no part of what a reader sees; what is hidden might be missed.
    fn nothing(&mut self, node: &NodeRef<'_>) {
        if super::roles::is_hidden(node) {
            let words = collapsed(&node.text());
            if !words.is_empty() {
                self.report.skip("hidden-text", &words, "hidden", self.place.clone());
            }
        }
    }

    fn one_line(&mut self, node: &NodeRef<'_>) {
        self.is_one_line = true;
        self.children(node);
        self.is_one_line = false;
    }

    fn item(&mut self, node: &NodeRef<'_>) {
        let value = attribute(node, "value").and_then(|value| value.parse().ok());
        if let Some(Some(number)) = self.numbers.last_mut() {
            let at = value.unwrap_or(*number);
            *number = at.saturating_add(1);
            self.prose.push(&format!("{at}. "), false);
        }
        self.children(node);
    }

    fn row(&mut self, row: &NodeRef<'_>) {
        for cell in table::cells(row) {
            if !self.prose.is_at_line_start() {
                self.prose.push_collapsed(" ", false);
                self.prose.push_collapsed("| ", false);
            }
            self.one_line(&cell);
        }
    }

    /// A table of who speaks and what is said: a line for each, as in a transcript.
    fn dialogue(&mut self, node: &NodeRef<'_>) {
        self.report.alter("table", &collapsed(&node.text()), "speakers-labelled", self.place.clone());
        for row in table::rows(node) {
            self.end_line();
            let cells = table::cells(&row);
            let Some((who, said)) = cells.split_first() else { continue };
            self.bold += 1;
            self.one_line(who);
            let label = collapsed(&who.text());
            if !label.is_empty() && !label.ends_with([':', '：']) {
                self.prose.push(if label.is_ascii() { ": " } else { "：" }, true);
            }
            self.bold -= 1;
            self.label_end = Some(self.prose.here());
            for cell in said {
                self.children(cell);
            }
        }
    }

    fn heading(&mut self, node: &NodeRef<'_>, level: u8) {
        let words = collapsed(&node.text());
        self.given = match &self.title {
            Title::Written(title) if *title == words => {
                self.report.skip("heading", &words, "title-again", self.place.clone());
                return;
            }
            Title::Awaited(title) if *title == words => {
                *self.title = Title::Written(words);
                Given { is_title: true, ..Given::default() }
            }
            _ => {
                let level = level.saturating_sub(self.outermost).saturating_add(1);
                Given { heading: Some(level), ..Given::default() }
            }
        };
        self.one_line(node);
    }

    fn text(&mut self, words: &str) {
        let is_bold = self.bold > 0;
        if !self.is_preformatted || self.is_one_line {
            self.prose.push_collapsed(words, is_bold);
            return;
        }
        let mut lines = words.split('\n');
        if let Some(first) = lines.next() {
            self.prose.push(first, is_bold);
        }
        for line in lines {
            self.end_line();
            self.prose.push(line, is_bold);
        }
    }

    fn end_line(&mut self) {
        // What is said begins on the line of the label, also where it is a paragraph of its own.
        if self.label_end.take() == Some(self.prose.here()) {
            return;
        }
        if let Title::Awaited(title) = &self.title
            && self.prose.text() == title
        {
            *self.title = Title::Written(title.clone());
            self.prose.end_line(Given { is_title: true, ..Given::default() });
        } else {
            self.prose.end_line(self.given);
        }
    }
}

/// The level of the outermost headings in this node, those left out that say the title.
pub(in crate::import) fn outermost(node: &NodeRef<'_>, title: Option<&str>) -> u8 {
    let levels = node.descendants_it().filter_map(|one| match role(&one) {
        Role::Heading(level) if Some(&*collapsed(&one.text())) != title => Some(level),
        _ => None,
    });
    levels.min().unwrap_or(1)
}
