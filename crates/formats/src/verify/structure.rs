//! Speakers and blocks.

use super::held::{Held, Structure};
use super::{Of, Verdict, What};
use crate::annotated::AnnotatedSpeaker;
use crate::import::ImportedDocument;
use crate::interview::{Block, BlockKind, Role, Speaker};
use vermilion_anchor::{CodePoint, Span};

/// Compares who takes part and what the pieces of the text are. Where the texts differ in white space, places are told by
/// the characters before them that are none.
pub(super) fn compare(held: &Held<'_>, found: &ImportedDocument, is_same_text: bool, verdict: &mut Verdict) {
    let (document, interview) = (held.document, &found.interview);
    let speakers = &interview.speakers;
    for speaker in &document.speakers {
        compare_speaker(held, speaker, speakers, verdict);
    }
    if held.structure() == Structure::None {
        return;
    }
    let is_known = |one: &Speaker| document.speakers.iter().any(|known| held.line(&known.name) == one.name);
    for speaker in speakers.iter().filter(|one| held.structure() == Structure::All && !is_known(one)) {
        verdict.add(What::Presence, Of::Speaker(speaker.name.clone()), None, Some(&speaker.name));
    }
    let library = Places::of(&document.text, is_same_text);
    let file = Places::of(&interview.text, is_same_text);
    let name = |at: usize| document.speakers.get(at).map(|speaker| held.line(&speaker.name));
    let name_in_file = |at: usize| speakers.get(at).map(|speaker| speaker.name.clone());
    let pieces: Vec<Piece> =
        document.blocks.iter().filter_map(|one| library.piece(held, one, &name)).collect();
    let pieces_of_file: Vec<Piece> =
        interview.blocks.iter().filter_map(|one| file.piece(held, one, &name_in_file)).collect();
    let (mut one, mut other) = (pieces.iter().peekable(), pieces_of_file.iter().peekable());
    // Both lie in the order of the text: a piece that only one side has does not put out those after it.
    while let Some(order) = match (one.peek(), other.peek()) {
        (Some(one), Some(other)) => Some(one.at.cmp(&other.at)),
        (Some(_), None) => Some(std::cmp::Ordering::Less),
        (None, Some(_)) => Some(std::cmp::Ordering::Greater),
        (None, None) => None,
    } {
        let (library, file) = (one.next_if(|_| order.is_le()), other.next_if(|_| order.is_ge()));
        if library.map(|piece| &piece.is) == file.map(|piece| &piece.is) {
            continue;
        }
        let start = library.or(file).map_or(CodePoint(0), |piece| piece.start);
        let said = |piece: Option<&Piece>| piece.map(|piece| piece.is.to_string());
        verdict.add(What::Structure, Of::Block(start), said(library).as_deref(), said(file).as_deref());
    }
}

fn compare_speaker(held: &Held<'_>, speaker: &AnnotatedSpeaker, speakers: &[Speaker], verdict: &mut Verdict) {
    let name = held.line(&speaker.name);
    let of = || Of::Speaker(speaker.name.clone());
    let roles: Vec<Role> = speakers.iter().filter(|one| one.name == name).map(|one| one.role).collect();
    match roles.first() {
        None => verdict.add(What::Presence, of(), Some(&name), None),
        Some(role) if !roles.contains(&speaker.role) => {
            verdict.add(What::Role, of(), Some(speaker.role.name()), Some(role.name()));
        }
        Some(_) => {}
    }
}

/// A block as it is compared.
struct Piece {
    /// Where it begins, as places are told.
    at: u32,
    /// Where it begins in its own text.
    start: CodePoint,
    is: Is,
}

/// What a block is.
#[derive(PartialEq)]
struct Is {
    kind: &'static str,
    /// Level and number of a heading, time of a turn.
    numbers: [Option<u32>; 3],
    speaker: Option<String>,
    label: Option<(u32, u32)>,
    body: (u32, u32),
}

impl std::fmt::Display for Is {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind)?;
        for (name, number) in ["level", "number", "time"].into_iter().zip(self.numbers) {
            if let Some(number) = number {
                write!(f, ", {name} {number}")?;
            }
        }
        if let Some(speaker) = &self.speaker {
            write!(f, ", {speaker}")?;
        }
        if let Some((start, end)) = self.label {
            write!(f, ", label {start}..{end}")?;
        }
        write!(f, ", body {}..{}", self.body.0, self.body.1)
    }
}

/// How places of a text are told.
pub(super) struct Places {
    /// How many characters that are no white space stand before each code point; `None` where offsets tell.
    before: Option<Vec<u32>>,
}

impl Places {
    /// Of a text; `is_same` where the other one is the same to the character.
    pub(super) fn of(text: &str, is_same: bool) -> Self {
        let count = |text: &str| {
            let mut seen = 0;
            let mut before = vec![0];
            for character in text.chars() {
                seen += u32::from(!character.is_whitespace());
                before.push(seen);
            }
            before
        };
        Self { before: (!is_same).then(|| count(text)) }
    }

    /// A passage as it is told.
    pub(super) fn span(&self, span: Span) -> (u32, u32) {
        let at = |offset: CodePoint| match &self.before {
            None => offset.0,
            Some(before) => before.get(offset.0 as usize).or(before.last()).copied().unwrap_or(0),
        };
        (at(span.start), at(span.end))
    }

    fn piece(&self, held: &Held<'_>, block: &Block, name: &dyn Fn(usize) -> Option<String>) -> Option<Piece> {
        let is_all = held.structure() == Structure::All;
        let mut is =
            Is { kind: "", numbers: [None; 3], speaker: None, label: None, body: self.span(block.body) };
        match block.kind {
            BlockKind::Title => is.kind = "title",
            BlockKind::Heading { level, number } => {
                is.kind = "heading";
                is.numbers = [Some(u32::from(level)), number.filter(|_| is_all), None];
                // How much of it is its number is no matter of styles.
                if !is_all {
                    is.body = (is.body.1, is.body.1);
                }
            }
            BlockKind::Turn { speaker, label, time } if is_all || label.is_some() => {
                is.kind = "turn";
                is.numbers[2] = time.filter(|_| is_all);
                is.speaker = name(speaker);
                is.label = label.map(|label| self.span(label));
                // Where what is said ends is no matter of styles.
                if !is_all {
                    is.body = (is.body.0, is.body.0);
                }
            }
            // What no style says.
            _ if !is_all => return None,
            BlockKind::Metadata => is.kind = "metadata",
            BlockKind::Turn { .. } => is.kind = "turn",
            BlockKind::Paragraph => is.kind = "paragraph",
        }
        Some(Piece { at: self.span(block.span).0, start: block.span.start, is })
    }
}
