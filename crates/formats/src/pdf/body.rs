//! What is set: the lines of the text with how each is to look, then what has no place in it.

use super::setting::{Look, Run};
use super::{PARTS, note};
use crate::annotated::{Annotated, ExportedTag, join_paths};
use crate::interview::{Block, BlockKind};
use crate::layers::{self, Layer};
use crate::memos::title;
use crate::places::Places;
use crate::watch::Watch;
use crate::words::Words;
use vermilion_anchor::CodePoint;

/// The ink of the text, and of what is beside it.
pub(super) const INK: [u8; 3] = [0x22, 0x22, 0x22];
pub(super) const PALE: [u8; 3] = [0x66, 0x66, 0x66];

/// A paragraph that is to be set.
pub(super) struct Paragraph {
    pub(super) run: Run,
    pub(super) kind: Kind,
}

/// What a paragraph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    /// Of this level, with the words by which the outline names it.
    Heading(u8, String),
    Metadata,
    Text,
}

/// All that is set.
pub(super) struct Body {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) looks: Vec<Look>,
    /// What is noted, in the order in which it is called: lines of words.
    pub(super) notes: Vec<Vec<String>>,
}

impl Body {
    /// What is set of a document.
    pub(super) fn of(document: &Annotated, watch: &Watch<'_>) -> Self {
        let mut body = Self { paragraphs: Vec::new(), looks: Vec::new(), notes: Vec::new() };
        watch.begin(0, PARTS, document.text.matches('\n').count() + 1);
        body.text(document, watch);
        body.appendix(document);
        body
    }

    fn look(&mut self, look: Look) -> usize {
        // Neighbours are mostly alike.
        if let Some(at) = self.looks.iter().rev().take(64).position(|known| *known == look) {
            return self.looks.len() - 1 - at;
        }
        self.looks.push(look);
        self.looks.len() - 1
    }

    fn text(&mut self, document: &Annotated, watch: &Watch<'_>) {
        let is_named = document.blocks.iter().any(|block| block.kind == BlockKind::Title);
        if !is_named && !document.title.is_empty() {
            self.plain(&Kind::Title, &document.title, true, INK);
        }
        // Annotations by where they end, for what is called there.
        let mut by_end: Vec<usize> = (0..document.annotations.len()).collect();
        by_end.sort_by_key(|at| document.annotations[*at].span.end);
        let mut ends = by_end.into_iter().peekable();
        let layers = layers::place(&document.annotations);
        let mut open: Vec<usize> = Vec::new();
        let (mut next, mut point, mut block) = (0, 0_u32, 0);
        for line in watch.each(document.text.split('\n')) {
            while document.blocks.get(block).is_some_and(|block| block.span.end.0 <= point) {
                block += 1;
            }
            let of = document.blocks.get(block);
            let mut run = Run::default();
            let start = point;
            // How the characters before are set, for as long as it is the same part under the same annotations.
            let mut alike: Option<(Part, usize)> = None;
            for character in line.chars() {
                let at = CodePoint(point);
                let before = (open.len(), next);
                while document.annotations.get(next).is_some_and(|one| one.span.start <= at) {
                    open.push(next);
                    next += 1;
                }
                open.retain(|one| document.annotations[*one].span.end > at);
                let part = Part::of(of, at, start);
                alike = alike.filter(|(known, _)| *known == part && (open.len(), next) == before);
                point += 1;
                if !(part == Part::Mark && matches!(character, '#' | '*' | '_' | '>')) {
                    let look = match alike {
                        Some((_, look)) => look,
                        None => self.look_of(document, &layers, &open, (of, part)),
                    };
                    alike = Some((part, look));
                    // A tab is as wide as a space, and what controls something is nothing to see.
                    if character == '\t' {
                        run.push(" ", look);
                    } else if !character.is_control() {
                        run.push(character.encode_utf8(&mut [0; 4]), look);
                    }
                }
                while let Some(one) = ends.next_if(|one| document.annotations[*one].span.end.0 <= point) {
                    self.note(document, one, &mut run);
                }
            }
            point += 1;
            let trimmed = run.text.trim_end().chars().count();
            run.looks.truncate(trimmed);
            run.text.truncate(run.text.trim_end().len());
            let indent = run.text.len() - run.text.trim_start().len();
            if indent > 0 {
                let points = run.text[..indent].chars().count();
                run.looks.drain(..points);
                run.text.drain(..indent);
                for (behind, _) in &mut run.calls {
                    *behind = behind.saturating_sub(points);
                }
            }
            if !run.text.is_empty() {
                let kind = kind(of, &run.text, start);
                self.paragraphs.push(Paragraph { run, kind });
            }
        }
    }

    /// How a part of a block is set under some annotations.
    fn look_of(
        &mut self,
        document: &Annotated,
        layers: &[Layer],
        open: &[usize],
        (of, part): (Option<&Block>, Part),
    ) -> usize {
        let mut look = Look { is_bold: part != Part::Body, ink: INK, ..Look::default() };
        if matches!(of, Some(Block { kind: BlockKind::Metadata, .. })) {
            look = Look { is_bold: false, ink: PALE, ..look };
        }
        for one in open {
            let colour = document.annotations[*one].style.colour;
            match layers[*one] {
                Layer::Fill => look.fills.push(colour.fill()),
                Layer::Line { row, rows } => look.lines.push((row, rows, colour.line())),
                Layer::Hidden => {}
            }
        }
        look.fills.sort_unstable();
        self.look(look)
    }

    /// Calls what is noted of an annotation behind the last character, if anything is.
    fn note(&mut self, document: &Annotated, at: usize, run: &mut Run) {
        let one = &document.annotations[at];
        let mut lines = note::lines(&document.without_links(&one.note));
        lines.extend(tags(&one.tags));
        let Some(last) = run.looks.len().checked_sub(1) else { return };
        if !lines.is_empty() {
            run.calls.push((last, self.notes.len()));
            self.notes.push(lines);
        }
    }

    fn plain(&mut self, kind: &Kind, text: &str, is_bold: bool, ink: [u8; 3]) {
        let look = self.look(Look { is_bold, ink, ..Look::default() });
        for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
            let mut run = Run::default();
            run.push(&line.chars().filter(|letter| !letter.is_control()).collect::<String>(), look);
            self.paragraphs.push(Paragraph { run, kind: kind.clone() });
        }
    }

    /// What has no place in the text: annotations whose passage is gone, and memos.
    fn appendix(&mut self, document: &Annotated) {
        let words = Words::of(&document.language);
        let heading = |words: &str| Kind::Heading(1, words.to_owned());
        if !document.orphans.is_empty() {
            self.plain(&heading(words.orphans), words.orphans, true, INK);
        }
        for one in &document.orphans {
            self.plain(
                &Kind::Metadata,
                &format!("{} · {}", words.style(one.style), words.orphaned),
                false,
                PALE,
            );
            self.plain(&Kind::Text, &one.quote, false, INK);
            for line in note::lines(&document.without_links(&one.note)).into_iter().chain(tags(&one.tags)) {
                self.plain(&Kind::Text, &line, false, PALE);
            }
        }
        if !document.memos.is_empty() {
            self.plain(&heading(words.memos), words.memos, true, INK);
        }
        let places = Places::new(document);
        for one in &document.memos {
            self.plain(&Kind::Text, &title(document, &places, words, one), true, INK);
            for line in note::lines(&document.without_links(&one.text)) {
                self.plain(&Kind::Text, &line, false, INK);
            }
        }
    }
}

fn tags(tags: &[ExportedTag]) -> Option<String> {
    (!tags.is_empty()).then(|| format!("#{}", join_paths(tags, " #")))
}

/// What a character of a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// A title or heading, its number included.
    Heading,
    /// Before what is read: marks, and what is between label and text.
    Mark,
    Label,
    Body,
}

impl Part {
    fn of(block: Option<&Block>, at: CodePoint, line: u32) -> Self {
        let Some(block) = block else { return Self::Body };
        let is_first = line <= block.body.start.0;
        let is_before = at < block.body.start;
        match &block.kind {
            BlockKind::Title | BlockKind::Heading { .. } if is_first && is_before => Self::Mark,
            BlockKind::Title | BlockKind::Heading { .. } if is_first => Self::Heading,
            BlockKind::Turn { label: Some(label), .. } if label.start <= at && at < label.end => Self::Label,
            BlockKind::Turn { label: Some(_), .. } if is_before => Self::Mark,
            _ => Self::Body,
        }
    }
}

fn kind(block: Option<&Block>, text: &str, line: u32) -> Kind {
    let Some(block) = block.filter(|block| line <= block.body.start.0) else { return Kind::Text };
    match block.kind {
        BlockKind::Title => Kind::Title,
        BlockKind::Heading { level, .. } => Kind::Heading(level.max(1), text.to_owned()),
        BlockKind::Metadata => Kind::Metadata,
        BlockKind::Turn { .. } | BlockKind::Paragraph => Kind::Text,
    }
}
