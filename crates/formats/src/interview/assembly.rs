//! Blocks and speakers, from what the passes found about each line.

use super::{
    aliases,
    casting::Casting,
    given::Given,
    headings::Heading,
    labels::Label,
    lines::Line,
    model::{Block, BlockKind, Speaker},
    opening::Opening,
    parts,
    roles::{self, Manner},
    words,
};
use std::collections::HashMap;
use vermilion_anchor::{CodePoint, Span, count};

/// How much of the text before the first turn is searched for introductions, in bytes.
const OPENING_LIMIT: usize = 32 * 1024;

/// What is known about the text; each slice has one entry for each line.
pub(super) struct Parts<'p> {
    pub(super) text: &'p str,
    pub(super) lines: &'p [Line],
    pub(super) labels: &'p [Option<Label>],
    pub(super) casting: &'p Casting,
    pub(super) opening: &'p Opening,
    pub(super) headings: &'p [Option<(Heading, u8)>],
    pub(super) given: &'p [Given],
}

/// What an interview consists of.
pub(super) struct Assembled {
    pub(super) speakers: Vec<Speaker>,
    pub(super) blocks: Vec<Block>,
}

/// Puts the blocks back to back and the labels of each speaker together.
pub(super) fn assemble(parts: &Parts) -> Assembled {
    let people = People::new(parts);
    let mut blocks = blocks(parts, &people);
    close(&mut blocks, parts.text);
    let mut speakers = people.speakers;
    let mut manners: Vec<Manner> = speakers
        .iter()
        .map(|speaker| Manner { part: roles::part(&speaker.labels), ..Manner::default() })
        .collect();
    for (speaker, asks) in questions(parts, &people.of_line) {
        manners[speaker].add(asks);
    }
    for (speaker, role) in speakers.iter_mut().zip(roles::guess(&manners)) {
        speaker.role = role;
    }
    Assembled { speakers, blocks }
}

/// Who speaks, and which lines their labels open.
struct People {
    speakers: Vec<Speaker>,
    of_line: Vec<Option<usize>>,
}

impl People {
    fn new(parts: &Parts) -> Self {
        let spoken: Vec<usize> = parts.casting.of_line.iter().flatten().copied().collect();
        let first_turn = parts.casting.of_line.iter().position(Option::is_some);
        let brackets = brackets(parts);
        let sequence = aliases::Sequence::new(parts.casting.names.len(), &spoken);
        let head_end = first_turn.map_or(0, |line| parts.lines[line].start.min(OPENING_LIMIT));
        let opening = &parts.text[..parts.text.floor_char_boundary(head_end)];
        let roots = aliases::merge(&parts.casting.names, &brackets, opening, &sequence);
        let mut ids: HashMap<usize, usize> = HashMap::new();
        let mut labels: Vec<Labels> = Vec::new();
        let mut of_line = Vec::with_capacity(parts.lines.len());
        for (name, label) in parts.casting.of_line.iter().zip(parts.labels) {
            let speaker = name.zip(label.as_ref()).map(|(name, label)| {
                let id = *ids.entry(roots[name]).or_insert_with(|| {
                    labels.push(Labels::default());
                    labels.len() - 1
                });
                labels[id].add(&parts.text[label.name.clone()]);
                id
            });
            of_line.push(speaker);
        }
        Self { speakers: labels.into_iter().map(Labels::into_speaker).collect(), of_line }
    }
}

/// The further names in brackets after the names that speak, folded: 山姆(Sam Altman).
fn brackets(parts: &Parts) -> Vec<Vec<String>> {
    let mut brackets = vec![Vec::new(); parts.casting.names.len()];
    for (name, label) in parts.casting.of_line.iter().zip(parts.labels) {
        let Some((name, label)) = name.zip(label.as_ref()) else { continue };
        let spelled = &parts.text[label.name.clone()];
        let inside =
            spelled[words::without_brackets(spelled).len()..].trim_matches([' ', '(', ')', '（', '）']);
        let further: &mut Vec<String> = &mut brackets[name];
        if further.len() < 4 && words::is_person_like(inside) && !inside.is_empty() {
            let folded = words::fold(inside);
            if !further.contains(&folded) {
                further.push(folded);
            }
        }
    }
    brackets
}

/// The labels of one speaker in the order in which they first occur, with how often each does.
#[derive(Default)]
struct Labels {
    spelled: Vec<(String, usize)>,
    index: HashMap<String, usize>,
}

impl Labels {
    fn add(&mut self, label: &str) {
        match self.index.get(label) {
            Some(at) => self.spelled[*at].1 += 1,
            None => {
                self.index.insert(label.to_owned(), self.spelled.len());
                self.spelled.push((label.to_owned(), 1));
            }
        }
    }

    /// The fullest label names the speaker, among those in the script that is used most.
    fn into_speaker(self) -> Speaker {
        let is_cjk = |label: &str| label.chars().any(crate::script::is_cjk);
        let turns_in = |cjk: bool| -> usize {
            self.spelled.iter().filter(|(label, _)| is_cjk(label) == cjk).map(|(_, count)| count).sum()
        };
        let is_mostly_cjk = turns_in(true) >= turns_in(false);
        let mut name = "";
        for (label, _) in self.spelled.iter().filter(|(label, _)| is_cjk(label) == is_mostly_cjk) {
            let bare = words::without_brackets(label);
            // Of Q1, Q2… the name is what they share.
            let bare = match parts::numbered_question(&words::fold(bare)) {
                Some(question) => bare.get(..question.len()).unwrap_or(bare),
                None => bare,
            };
            if count(bare) > count(name) {
                name = bare;
            }
        }
        let name = name.to_owned();
        Speaker {
            name,
            labels: self.spelled.into_iter().map(|(label, _)| label).collect(),
            role: super::Role::Other,
        }
    }
}

/// One block for each line, a label on a line of its own together with what follows it. `span.end` is left to
/// [`close`].
fn blocks(parts: &Parts, people: &People) -> Vec<Block> {
    let Parts { text, lines, labels, opening, headings, given, .. } = parts;
    let mut blocks = Vec::with_capacity(lines.len());
    let mut speaker = None;
    let mut metadata = opening.metadata.iter().copied().peekable();
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let is_metadata = metadata.next_if_eq(&at).is_some();
        let mut body = line.span(text, &line.body);
        let kind = if let Some((_, title)) = opening.title.as_ref().filter(|(title, _)| *title == at) {
            body = line.span(text, title);
            BlockKind::Title
        } else if is_metadata {
            BlockKind::Metadata
        } else if let Some((who, label)) = people.of_line[at].zip(labels[at].as_ref()) {
            speaker = Some(who);
            body = line.span(text, &label.body);
            let is_said_below = label.is_alone()
                && at + 1 < lines.len()
                && people.of_line[at + 1].is_none()
                && headings[at + 1].is_none();
            if is_said_below {
                at += 1;
                body = lines[at].span(text, &lines[at].body);
            }
            BlockKind::Turn { speaker: who, label: Some(line.span(text, &label.name)), time: label.time }
        } else if let Some((heading, level)) = &headings[at] {
            body = line.span(text, &heading.body);
            BlockKind::Heading { level: *level, number: heading.number }
        } else if let Some(speaker) = speaker.filter(|_| !is_aside(line.read(text))) {
            BlockKind::Turn { speaker, label: None, time: given[at].time }
        } else {
            BlockKind::Paragraph
        };
        let start = CodePoint(line.point);
        blocks.push(Block { span: Span { start, end: start }, body, kind });
        at += 1;
    }
    blocks
}

/// Whether a line within a turn is said by nobody: a stage direction on a line of its own, or a rule.
fn is_aside(content: &str) -> bool {
    const LONGEST: usize = 60;
    let is_rule = content.chars().all(|character| matches!(character, '-' | '*' | '_' | '=' | '~' | ' '));
    if is_rule && content.len() >= 3 {
        return true;
    }
    let content = content.trim_start_matches(['>', ' ', '*', '_', '\\']).trim_end_matches(['*', '_', ' ']);
    let pair = content.chars().next().zip(content.chars().next_back());
    let is_wrapped =
        matches!(pair, Some(('(', ')') | ('（', '）') | ('[', ']') | ('［', '］') | ('【', '】')));
    is_wrapped
        && content.chars().skip(1).filter(|character| "(（[［【".contains(*character)).count() == 0
        && content.chars().take(LONGEST + 1).count() <= LONGEST
}

/// Lets each block end where the next begins, the first begin with the text and the last end with it.
fn close(blocks: &mut Vec<Block>, text: &str) {
    let end = CodePoint(count(text));
    if blocks.is_empty() && end.0 > 0 {
        let nothing = Span { start: CodePoint(0), end: CodePoint(0) };
        blocks.push(Block { span: nothing, body: nothing, kind: BlockKind::Paragraph });
    }
    if let Some(first) = blocks.first_mut() {
        first.span.start = CodePoint(0);
    }
    for at in 0..blocks.len() {
        blocks[at].span.end = blocks.get(at + 1).map_or(end, |next| next.span.start);
    }
}

/// For each turn who speaks and whether the turn asks, which its last paragraph tells.
fn questions(parts: &Parts, of_line: &[Option<usize>]) -> Vec<(usize, bool)> {
    let mut turns: Vec<(usize, bool)> = Vec::new();
    for (at, line) in parts.lines.iter().enumerate() {
        if let Some(speaker) = of_line[at] {
            turns.push((speaker, false));
        }
        let content = line.read(parts.text);
        let is_said = parts.headings[at].is_none() && !is_aside(content);
        if let Some(last) = turns.last_mut().filter(|_| is_said) {
            let closing = ['」', '』', '”', '"', '’', ')', '）', '*', '_', ' '];
            last.1 = content.trim_end_matches(closing).ends_with(['?', '？', '؟']);
        }
    }
    turns
}
