//! One document: what was found in it, and what of that answers to the query.

use super::{
    HitKind, Scope,
    held::{self, Scanned, Source},
    outline::{Marks, Outline, touches},
    query::{Condition, Expression, Leaf},
    run::{Asked, Plan},
};
use crate::annotations::{Annotation, StateKind};
use std::{ops::Range, sync::Arc};
use vermilion_anchor::{CodePoint, Folded, Span, TextIndex, segment};
use vermilion_formats::interview::Block;

/// A document with what was found in its text.
pub(super) struct Document<'source> {
    pub(super) source: &'source Source,
    pub(super) places: Places,
    pub(super) outline: Arc<Outline>,
    /// The byte of the folded text where each block begins.
    pub(super) starts: Arc<[u32]>,
    pub(super) names: Arc<Names>,
    pub(super) marks: Arc<Marks>,
}

/// The title of a document and the names of its speakers, folded.
#[derive(Default)]
pub(super) struct Names {
    pub(super) title: Folded,
    pub(super) speakers: Vec<Folded>,
}

/// What was found in a text, before anything was asked of the places.
#[derive(Default)]
pub(super) struct Places {
    pub(super) scanned: Option<Arc<Scanned>>,
    /// In the order of the folded text.
    pub(super) found: Vec<Place>,
}

/// Bytes of a folded text, and which words of the query they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    start: u32,
    end: u32,
    words: u32,
}

/// A place that answers to the query.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    pub(super) kind: HitKind,
    pub(super) at: At,
    /// Which speaker, or which annotation, by its number.
    pub(super) of: usize,
}

/// Where something stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum At {
    /// In the text, title, name or note.
    Span(Span),
    /// In the folded text. Where that is in the text is found out only for what is shown: a common character stands in
    /// millions of places.
    Folded(Place),
}

/// What of a document answers to the query.
#[derive(Default)]
pub(super) struct Judged {
    pub(super) total: u64,
    /// How many places each speaker says.
    pub(super) speakers: Vec<u64>,
    /// The first ones, at most so many as were asked for.
    pub(super) first: Vec<Shown>,
    most: usize,
}

/// Where a condition holds.
enum Truth {
    Always(bool),
    /// Of each block.
    Blocks(Vec<bool>),
    /// Where something is marked.
    Marked(Vec<Span>),
}

impl Places {
    /// Whether there is nothing to be judged.
    pub(super) fn is_empty(&self) -> bool {
        self.scanned.is_none()
    }
}

impl Place {
    /// Texts are shorter than 4 GiB.
    const fn new(bytes: Range<usize>, words: u32) -> Self {
        Self { start: bytes.start as u32, end: bytes.end as u32, words }
    }

    fn span(self, folded: &Folded) -> Option<Span> {
        folded.span(self.start as usize..self.end as usize)
    }
}

impl Shown {
    /// Where it stands in the text, title, name or note.
    pub(super) fn span(&self, places: &Places) -> Span {
        match self.at {
            At::Span(span) => span,
            At::Folded(place) => {
                places.scanned.as_ref().and_then(|scanned| place.span(&scanned.folded)).unwrap_or_default()
            }
        }
    }
}

impl Plan {
    /// Finds all words in one text; where they are found when it is judged, none yet.
    pub(super) fn scan(&self, scanned: &Arc<Scanned>) -> Places {
        if self.is_found_when_judged() {
            return Places { scanned: Some(Arc::clone(scanned)), found: Vec::new() };
        }
        let mut found = Vec::new();
        for (number, words) in (0..).zip(&self.words) {
            words.matcher.find(&scanned.folded, |place| {
                found.push(Place::new(place, number));
                true
            });
        }
        if self.words.len() > 1 {
            found.sort_unstable();
        }
        let is_wanted = !found.is_empty() || !self.has_words() || self.is_about_sections();
        Places { scanned: is_wanted.then(|| Arc::clone(scanned)), found }
    }

    /// Whether every place of the words answers to the query.
    fn is_plain(&self) -> bool {
        matches!(self.expression, Expression::Words(_)) && !self.is_whole_word
    }

    /// Whether places are judged as they are found, and not kept between: a common character has millions, and writing them
    /// all down takes longer than finding them. What stands off from the texts is needed for all documents then, and it is
    /// in any case where names are looked at.
    fn is_found_when_judged(&self) -> bool {
        self.is_plain() && self.scope == Scope::All
    }

    /// Judges what was found in a document, and lists the first places, at most so many.
    pub(super) fn judge(&self, document: &Document<'_>, most: usize) -> Judged {
        let speakers = vec![0; document.outline.speakers.len()];
        let mut judged = Judged { speakers, most, ..Judged::default() };
        if self.scope == Scope::All && self.has_words() {
            self.judge_names(document, &mut judged);
        }
        if self.scope != Scope::Notes {
            self.judge_text(document, &mut judged);
        }
        if self.scope != Scope::Text || self.is_about_marks() && !self.has_words() {
            self.judge_annotations(document, &mut judged);
        }
        judged
    }

    fn judge_text(&self, document: &Document<'_>, judged: &mut Judged) {
        let Document { places: Places { scanned: Some(scanned), found }, outline, .. } = document else {
            return;
        };
        let outline: &Outline = outline;
        if !self.has_words() {
            let truths = self.truths(document);
            for (at, block) in outline.blocks.iter().enumerate() {
                if !block.body.is_empty() && self.holds_at(&truths, &[], at, block.body) {
                    judged.add(
                        outline.speaker_of(at),
                        Shown { kind: HitKind::Text, at: At::Span(block.body), of: 0 },
                    );
                }
            }
            return;
        }
        let folded = &scanned.folded;
        if self.is_plain() {
            let mut block = 0;
            let mut see = |place: Place| {
                while document.starts.get(block + 1).is_some_and(|next| *next <= place.start) {
                    block += 1;
                }
                let shown = Shown { kind: HitKind::Text, at: At::Folded(place), of: 0 };
                judged.add(outline.speaker_of(block), shown);
            };
            match self.words.first().filter(|_| self.is_found_when_judged()) {
                Some(words) => words.matcher.find(folded, |place| {
                    see(Place::new(place, 0));
                    true
                }),
                None => found.iter().copied().for_each(see),
            }
            return;
        }
        let mut kept: Vec<(Place, usize, Span)> = Vec::new();
        let mut block = 0;
        for place in found {
            while document.starts.get(block + 1).is_some_and(|next| *next <= place.start) {
                block += 1;
            }
            let Some(span) = place.span(folded) else { continue };
            let is_word = self.words.get(place.words as usize).is_some_and(|words| words.is_word);
            if !self.is_whole_word || scanned.is_of_words(span, is_word) {
                kept.push((*place, block, span));
            }
        }
        let truths = self.truths(document);
        let mut present = vec![vec![false; outline.blocks.len()]; self.words.len()];
        for (place, block, _) in &kept {
            if let Some(there) = present.get_mut(place.words as usize).and_then(|there| there.get_mut(*block))
            {
                *there = true;
            }
        }
        let mut last = None;
        for (place, block, span) in kept {
            let is_sought = self.words.get(place.words as usize).is_some_and(|words| words.is_sought);
            if is_sought && last != Some(span) && self.holds_at(&truths, &present, block, span) {
                last = Some(span);
                judged
                    .add(outline.speaker_of(block), Shown { kind: HitKind::Text, at: At::Span(span), of: 0 });
            }
        }
    }

    fn holds_at(&self, truths: &[Truth], present: &[Vec<bool>], block: usize, span: Span) -> bool {
        let is_at = |blocks: &Vec<bool>| blocks.get(block).copied().unwrap_or(false);
        self.expression.holds(&|leaf| match leaf {
            Leaf::Words(number) => present.get(number).is_some_and(is_at),
            Leaf::Condition(number) => match truths.get(number) {
                Some(Truth::Always(is_true)) => *is_true,
                Some(Truth::Blocks(blocks)) => is_at(blocks),
                Some(Truth::Marked(covered)) => touches(covered, span),
                None => false,
            },
        })
    }

    /// Where the conditions hold in the text of a document.
    fn truths(&self, document: &Document<'_>) -> Vec<Truth> {
        let Document { source, outline, marks, .. } = document;
        let of_condition = |asked: &Asked| match asked.condition {
            Condition::Title(_) => Truth::Always(self.is_named(asked, [source.title.as_str()])),
            Condition::Speaker(_) => {
                let named: Vec<bool> =
                    (0..outline.speakers.len()).map(|at| self.is_speaker(asked, outline, at)).collect();
                let blocks = 0..outline.blocks.len();
                Truth::Blocks(blocks.map(|at| outline.speaker_of(at).is_some_and(|at| named[at])).collect())
            }
            Condition::Section(_) => {
                let named: Vec<bool> =
                    (0..outline.sections.len()).map(|at| is_heading(asked, document, at)).collect();
                let is_in = |at: usize| outline.sections_of(at).any(|section| named[section]);
                Truth::Blocks((0..outline.blocks.len()).map(is_in).collect())
            }
            Condition::Colour(colour) => Truth::Marked(marks.covered(|one| one.style.colour == colour)),
            Condition::HasNote => Truth::Marked(marks.covered(|one| !one.note.is_empty())),
            Condition::Tag(_) => Truth::Marked(marks.covered(|one| asked.is_tagged(&one.tags))),
            Condition::Orphan => Truth::Always(false),
            Condition::Changed => Truth::Marked(marks.covered(is_changed)),
        };
        self.conditions.iter().map(of_condition).collect()
    }

    pub(super) fn is_named<'name>(&self, asked: &Asked, names: impl IntoIterator<Item = &'name str>) -> bool {
        let Some(matcher) = &asked.matcher else { return false };
        names.into_iter().any(|name| matcher.is_in(&self.folding.words(name)))
    }

    fn is_speaker(&self, asked: &Asked, outline: &Outline, at: usize) -> bool {
        outline.speakers.get(at).is_some_and(|speaker| {
            let names = [speaker.name.as_str()].into_iter().chain(speaker.aliases.iter().map(String::as_str));
            self.is_named(asked, names)
        })
    }

    /// The title and the names of the speakers.
    fn judge_names(&self, document: &Document<'_>, judged: &mut Judged) {
        let Document { source, outline, names, .. } = document;
        let title = self.is_titled(source);
        let is_true = |number: usize| title.get(number).copied().unwrap_or(false);
        for span in self.places_in_folded(&source.title, &names.title, &is_true) {
            judged.add(None, Shown { kind: HitKind::Title, at: At::Span(span), of: 0 });
        }
        for (at, (speaker, name)) in outline.speakers.iter().zip(&names.speakers).enumerate() {
            let is_true = |number: usize| match self.conditions.get(number) {
                Some(asked) if matches!(asked.condition, Condition::Speaker(_)) => {
                    self.is_speaker(asked, outline, at)
                }
                _ => is_true(number),
            };
            for span in self.places_in_folded(&speaker.name, name, &is_true) {
                judged.add(None, Shown { kind: HitKind::Speaker, at: At::Span(span), of: at });
            }
        }
    }

    /// Of each condition, whether it is about the title and holds.
    fn is_titled(&self, source: &Source) -> Vec<bool> {
        let of_condition = |asked: &Asked| {
            matches!(asked.condition, Condition::Title(_)) && self.is_named(asked, [source.title.as_str()])
        };
        self.conditions.iter().map(of_condition).collect()
    }

    /// The notes; where no words are looked for, the annotations as they are.
    fn judge_annotations(&self, document: &Document<'_>, judged: &mut Judged) {
        let Document { source, outline, marks, .. } = document;
        let has_words = self.has_words();
        if marks.annotations.is_empty() || !has_words && !self.is_about_marks() {
            return;
        }
        let title = self.is_titled(source);
        for (at, one) in marks.annotations.iter().enumerate() {
            let block = if one.stands() { outline.block_at(one.span.start) } else { None };
            let is_true = |number: usize| {
                self.conditions.get(number).is_some_and(|asked| match asked.condition {
                    Condition::Title(_) => title.get(number).copied().unwrap_or(false),
                    Condition::Speaker(_) => block
                        .and_then(|block| outline.speaker_of(block))
                        .is_some_and(|speaker| self.is_speaker(asked, outline, speaker)),
                    Condition::Section(_) => block.is_some_and(|block| {
                        outline.sections_of(block).any(|section| is_heading(asked, document, section))
                    }),
                    Condition::Colour(colour) => one.style.colour == colour,
                    Condition::HasNote => !one.note.is_empty(),
                    Condition::Tag(_) => asked.is_tagged(&one.tags),
                    Condition::Orphan => !one.stands(),
                    Condition::Changed => is_changed(one),
                })
            };
            self.judge_annotation(one, at, &is_true, judged);
        }
    }

    fn judge_annotation(
        &self,
        one: &Annotation,
        at: usize,
        is_true: &dyn Fn(usize) -> bool,
        judged: &mut Judged,
    ) {
        if self.has_words() {
            for span in self.places_in(&one.note, is_true) {
                judged.add(None, Shown { kind: HitKind::Note, at: At::Span(span), of: at });
            }
            return;
        }
        let holds = self.expression.holds(&|leaf| match leaf {
            Leaf::Words(number) => self
                .words
                .get(number)
                .is_some_and(|words| words.matcher.is_in(&self.folding.words(&one.note))),
            Leaf::Condition(number) => is_true(number),
        });
        if holds {
            judged.add(None, Shown { kind: HitKind::Annotation, at: At::Span(one.span), of: at });
        }
    }

    /// Where sought words stand in a text of its own (a note, a title, a name), where the query holds of it.
    pub(super) fn places_in(&self, text: &str, is_true: &dyn Fn(usize) -> bool) -> Vec<Span> {
        self.places_in_folded(text, &self.folding.text(text), is_true)
    }

    fn places_in_folded(&self, text: &str, folded: &Folded, is_true: &dyn Fn(usize) -> bool) -> Vec<Span> {
        let is_any = self.words.iter().any(|words| words.is_sought && words.matcher.is_in(folded.text()));
        if !is_any {
            return Vec::new();
        }
        let edges = self.is_whole_word.then(|| {
            let units = segment::units(text, segment::Unit::Word);
            units.into_iter().flat_map(|unit| [unit.start, unit.end]).collect::<Vec<CodePoint>>()
        });
        let is_of_words = |span: Span, is_word: bool| {
            let is_edge =
                |edges: &Vec<CodePoint>| held::is_whole(span, is_word, |at| edges.binary_search(&at).is_ok());
            edges.as_ref().is_none_or(is_edge)
        };
        let mut found = Vec::new();
        let mut is_present = vec![false; self.words.len()];
        for (words, is_present) in self.words.iter().zip(&mut is_present) {
            words.matcher.find(folded, |place| {
                let Some(span) = folded.span(place).filter(|span| is_of_words(*span, words.is_word)) else {
                    return false;
                };
                *is_present = true;
                if words.is_sought {
                    found.push(span);
                }
                true
            });
        }
        let holds = self.expression.holds(&|leaf| match leaf {
            Leaf::Words(number) => is_present.get(number).copied().unwrap_or(false),
            Leaf::Condition(number) => is_true(number),
        });
        if !holds {
            return Vec::new();
        }
        found.sort_by_key(|span| (span.start, span.end));
        found.dedup();
        found
    }
}

impl Judged {
    fn add(&mut self, speaker: Option<usize>, shown: Shown) {
        self.total += 1;
        if let Some(count) = speaker.and_then(|speaker| self.speakers.get_mut(speaker)) {
            *count += 1;
        }
        if self.first.len() < self.most {
            self.first.push(shown);
        }
    }
}

/// Whether words of its passage are others than those that were marked.
fn is_changed(annotation: &Annotation) -> bool {
    annotation.state.kind() == StateKind::Changed
}

/// Whether the title of a section has the words of a condition. It stands in the text that was scanned.
fn is_heading(asked: &Asked, document: &Document<'_>, section: usize) -> bool {
    let outline = &document.outline;
    let block = outline.sections.get(section).and_then(|heading| outline.blocks.get(heading.block));
    let text = block.zip(document.places.scanned.as_ref()).and_then(|(block, scanned)| {
        let folded = &scanned.folded;
        folded.text().get(folded.byte(block.body.start)..folded.byte(block.body.end))
    });
    asked.matcher.as_ref().zip(text).is_some_and(|(matcher, text)| matcher.is_in(text))
}

/// The title of a section's heading as it stands in a text.
pub(super) fn title<'text>(index: &TextIndex<'text>, block: &Block) -> &'text str {
    index.slice(block.body).unwrap_or_default()
}
