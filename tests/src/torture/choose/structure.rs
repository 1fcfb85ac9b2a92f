//! What is said about the structure of texts.

use super::Chooser;
use crate::torture::model::{Kind, Model};
use crate::torture::operation::Operation;
use vermilion_api::wire::{Role, SettableKind, SpeakerScope};

const ROLES: [Role; 3] = [Role::Interviewer, Role::Interviewee, Role::Other];

/// The labels that texts have.
const LABELS: [&str; 2] = ["林：", "吳："];

impl Chooser {
    pub(super) fn set_kind(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let (_, start, line) = self.line(text, |_| true)?;
        let kinds =
            [SettableKind::Title, SettableKind::Metadata, SettableKind::Heading, SettableKind::Paragraph];
        let kind = kinds[self.random.usize(..kinds.len())];
        let level = (kind == SettableKind::Heading).then(|| self.random.u8(1..4));
        // What number a line has as a heading is the business of those who find headings.
        let is_numbered = line.text().starts_with(|first: char| first.is_ascii_digit());
        (kind != SettableKind::Heading || !is_numbered).then_some(Operation::SetKind {
            document,
            start,
            kind,
            level,
        })
    }

    pub(super) fn set_speaker(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let (_, start, _) =
            self.line(text, |line| matches!(line.kind, Kind::Turn { .. } | Kind::Paragraph))?;
        let scope = if self.random.bool() { SpeakerScope::Block } else { SpeakerScope::Turn };
        let speakers = text.speakers().len();
        let speaker = (speakers > 0 && self.random.u32(..5) > 0).then(|| self.random.usize(..speakers));
        Some(Operation::SetSpeaker { document, start, speaker, scope })
    }

    pub(super) fn accept_label(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let is_like_a_turn = |line: &str| LABELS.iter().any(|label| line.starts_with(label));
        let (_, start, _) = self.line(text, |line| line.label.is_none() && is_like_a_turn(&line.text()))?;
        Some(Operation::AcceptLabel { document, start })
    }

    pub(super) fn reject_label(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let labels =
            text.speakers().enumerate().flat_map(|(at, one)| one.labels.iter().map(move |label| (at, label)));
        let (speaker, label) = self.random.choice(labels.collect::<Vec<_>>())?;
        Some(Operation::RejectLabel { document, speaker, label: label.clone() })
    }

    pub(super) fn update_speaker(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let speakers = text.speakers().len();
        if speakers == 0 {
            return None;
        }
        let (speaker, name) = (self.random.usize(..speakers), format!("受訪者 {}", self.coin()));
        let (role, colour) = (ROLES[self.random.usize(..ROLES.len())], self.random.u8(..8));
        Some(Operation::UpdateSpeaker { document, speaker, name, role, colour })
    }

    pub(super) fn merge_speakers(&mut self, model: &Model) -> Option<Operation> {
        let (document, text) = self.document(model)?;
        let mut speakers: Vec<usize> = (0..text.speakers().len()).collect();
        self.random.shuffle(&mut speakers);
        let [from, into, ..] = speakers[..] else { return None };
        Some(Operation::MergeSpeakers { document, from, into })
    }
}
