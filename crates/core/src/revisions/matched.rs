//! Whose words the turns of a new text are: the speakers of the document as far as they can be told, and those that are new.

use crate::{documents::participants_of, ids::SpeakerId, tables::speaker::SpeakerRow};
use std::collections::HashMap;
use uuid::Uuid;
use vermilion_anchor::TextIndex;
use vermilion_formats::interview::{Block, BlockKind, Interview};

/// Two names are those of one speaker where at least this share of the turns of each is, word for word, one of the other's.
/// Of turns that are corrected as well some stay as they were; who took over from somebody says other things.
const RENAMED: f64 = 0.5;

/// The speakers of a new text and those of the document: the same where one has the other's label or name, or says what it
/// said.
pub(super) struct Matched {
    /// For each speaker of the new text: its place among those of the document, those that are new at the end.
    of: Vec<usize>,
    /// How many the document has.
    known: usize,
    /// Those that are new.
    pub(super) new: Vec<SpeakerRow>,
    /// Labels in the new text, with whose they are.
    pub(super) labels: Vec<(usize, Vec<String>)>,
    /// Speakers of the document who are called what its text called them, and otherwise by the new one, with what that is. Who
    /// has another name got it from somebody, and keeps it.
    pub(super) renamed: Vec<(usize, String)>,
}

impl Matched {
    /// Matches the speakers of a document, whose text and blocks these are, with those of a new text.
    pub(super) fn new(text: &str, blocks: &[Block], speakers: &[SpeakerRow], new: &Interview) -> Self {
        let by_label_or_name: Vec<Option<usize>> = new
            .speakers
            .iter()
            .map(|speaker| {
                let by_label =
                    |known: &SpeakerRow| speaker.labels.iter().any(|label| known.aliases.contains(label));
                let by_name = |known: &SpeakerRow| known.name == speaker.name;
                speakers.iter().position(by_label).or_else(|| speakers.iter().position(by_name))
            })
            .collect();
        let mut matched = Self {
            of: Vec::new(),
            known: speakers.len(),
            new: Vec::new(),
            labels: Vec::new(),
            renamed: Vec::new(),
        };
        let mut renamed = renamed(text, blocks, speakers, new, &by_label_or_name);
        // With the id of nobody: which one they get is known when they are stored.
        let found = participants_of(new, Uuid::nil);
        for (position, (row, speaker)) in found.into_iter().zip(&new.speakers).enumerate() {
            let at = by_label_or_name[position].or_else(|| {
                let at = renamed.remove(&position)?;
                if speakers[at].aliases.contains(&speakers[at].name) {
                    matched.renamed.push((at, speaker.name.clone()));
                }
                Some(at)
            });
            matched.of.push(at.unwrap_or_else(|| {
                matched.new.push(row);
                matched.known + matched.new.len() - 1
            }));
            matched.labels.push((matched.of[position], speaker.labels.clone()));
        }
        matched
    }

    /// Gives those that are new an id each.
    pub(super) fn with_ids(mut self, new_id: impl Fn() -> Uuid) -> Self {
        for row in &mut self.new {
            row.id = SpeakerId(new_id());
        }
        self
    }

    /// The blocks of the new text, said by speakers of the document and those that are new.
    pub(super) fn blocks<'m>(&'m self, new: &'m Interview) -> impl Iterator<Item = Block> + 'm {
        new.blocks.iter().map(|block| {
            let mut block = block.clone();
            if let BlockKind::Turn { speaker, .. } = &mut block.kind {
                *speaker = self.known(*speaker).unwrap_or(0);
            }
            block
        })
    }

    /// The place of a speaker of the new text among those of the document and the new ones behind them.
    pub(super) fn known(&self, speaker: usize) -> Option<usize> {
        self.of.get(speaker).copied()
    }

    /// What those are called that are new.
    pub(super) fn unknown(&self) -> Vec<String> {
        self.new.iter().map(|row| row.name.clone()).collect()
    }

    /// What those were called, and are called now, who are called otherwise.
    pub(super) fn names(&self, speakers: &[SpeakerRow]) -> Vec<(String, String)> {
        self.renamed.iter().map(|(at, name)| (speakers[*at].name.clone(), name.clone())).collect()
    }
}

/// Which speakers of the new text are ones of the document by what they say, of those that are not the same by name; by their
/// place in the new text.
fn renamed(
    text: &str,
    blocks: &[Block],
    speakers: &[SpeakerRow],
    new: &Interview,
    same: &[Option<usize>],
) -> HashMap<usize, usize> {
    let gone: Vec<usize> = (0..speakers.len()).filter(|at| !same.contains(&Some(*at))).collect();
    let come: Vec<usize> = (0..same.len()).filter(|at| same[*at].is_none()).collect();
    if gone.is_empty() || come.is_empty() {
        return HashMap::new();
    }
    let (old_text, new_text) = (TextIndex::new(text), TextIndex::new(&new.text));
    let (old, new) = (turns(&old_text, blocks), turns(&new_text, &new.blocks));
    let nothing = Vec::new();
    let mut pairs = HashMap::new();
    let mut left = gone;
    for speaker in come {
        let said = new.get(&speaker).unwrap_or(&nothing);
        let is_of = |at: &usize| {
            let before = old.get(at).unwrap_or(&nothing);
            let same = common(before, said) as f64;
            same > 0.0 && same >= RENAMED * before.len() as f64 && same >= RENAMED * said.len() as f64
        };
        if let Some(place) = left.iter().position(is_of) {
            pairs.insert(speaker, left.swap_remove(place));
        }
    }
    pairs
}

/// Calls speakers what another text of the document calls them: who goes by a label of the text of today that the other one
/// has not, and has one there that is none of today, goes by that. So a name comes back with the text that it stood in.
pub(super) fn name_as_in(speakers: &mut [SpeakerRow], other: (&str, &[Block]), today: (&str, &[Block])) {
    let labels = |(text, blocks): (&str, &[Block])| {
        let index = TextIndex::new(text);
        let mut labels: HashMap<usize, Vec<String>> = HashMap::new();
        for block in blocks {
            if let BlockKind::Turn { speaker, label: Some(label), .. } = block.kind
                && let Some(words) = index.slice(label)
            {
                labels.entry(speaker).or_default().push(words.to_owned());
            }
        }
        labels
    };
    let (there, here) = (labels(other), labels(today));
    for (at, row) in speakers.iter_mut().enumerate() {
        let (Some(there), Some(here)) = (there.get(&at), here.get(&at)) else { continue };
        if here.contains(&row.name) && !there.contains(&row.name) && !here.contains(&there[0]) {
            row.name.clone_from(&there[0]);
        }
    }
}

/// What each speaker says, turn by turn.
fn turns<'t>(text: &TextIndex<'t>, blocks: &[Block]) -> HashMap<usize, Vec<&'t str>> {
    let mut turns: HashMap<usize, Vec<&str>> = HashMap::new();
    for block in blocks {
        if let (BlockKind::Turn { speaker, .. }, Some(words)) = (&block.kind, text.slice(block.body)) {
            turns.entry(*speaker).or_default().push(words);
        }
    }
    turns
}

/// How many of some turns are also among others, each counted as often as it is in both.
fn common(some: &[&str], others: &[&str]) -> usize {
    let mut count: HashMap<&str, usize> = HashMap::new();
    for words in others {
        *count.entry(words).or_default() += 1;
    }
    some.iter()
        .filter(|words| {
            count.get_mut(**words).is_some_and(|left| {
                let is_left = *left > 0;
                *left -= usize::from(is_left);
                is_left
            })
        })
        .count()
}
