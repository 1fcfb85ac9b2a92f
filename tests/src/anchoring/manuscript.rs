//! A text that is edited, and every character of which knows where it comes from.

use std::ops::Range;

use fastrand::Rng;
use vermilion_anchor::Span;

/// No character of the old text.
const NEW: u32 = u32::MAX;

/// A character of the text as it stands.
#[derive(Clone, Copy, Debug)]
struct Letter {
    character: char,
    /// The place in the old text that it stood at, or the place of the one that it replaced; or [`NEW`].
    from: u32,
    /// Whether it stood there itself.
    is_own: bool,
}

/// A text under edit.
pub struct Manuscript {
    letters: Vec<Letter>,
    /// Stretches of the old text of which nobody can tell whether they are still there, in order and apart.
    open: Vec<Range<u32>>,
    /// Stretches of the old text of which it is no fault to ask where they are, in order and apart.
    doubtful: Vec<Range<u32>>,
    /// Stretches of the old text over the edges of which no annotation is to reach, in order and apart.
    whole: Vec<Range<u32>>,
}

/// Where an annotation belongs after the edits.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// From the first to the last of its characters, those that replaced one included; none when all are gone. Of a
    /// passage that was torn apart, the largest piece.
    pub span: Option<Span>,
    /// The same without those that replaced one: how far a rewritten edge belongs to the passage is a matter of taste.
    pub own: Option<Span>,
    /// All pieces, each with and without those that replaced one.
    pub pieces: Vec<Span>,
    /// The share of its characters that are still there, and, of one that was torn apart, in the largest piece.
    pub left: f64,
    /// The share of what is left that is in the largest piece.
    pub whole: f64,
    /// Whether nobody can tell from the two texts where it is: it was one of two, and one of them is gone.
    pub is_open: bool,
    /// Whether it is as right to ask as to place it: the words say the one and the place says the other.
    pub is_doubtful: bool,
}

impl Manuscript {
    /// A text before its edits.
    pub fn new(text: &str) -> Manuscript {
        let letter = |(at, character)| Letter { character, from: at as u32, is_own: true };
        Manuscript {
            letters: text.chars().enumerate().map(letter).collect(),
            open: Vec::new(),
            doubtful: Vec::new(),
            whole: Vec::new(),
        }
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.character).collect()
    }

    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Any character of the text but a line end.
    pub fn any_character(&self, random: &mut Rng) -> char {
        loop {
            let character = self.letters[random.usize(..self.letters.len())].character;
            if character != '\n' {
                return character;
            }
        }
    }

    /// The characters of a stretch.
    pub fn characters(&self, range: Range<usize>) -> Vec<char> {
        self.letters[range].iter().map(|letter| letter.character).collect()
    }

    /// Goes through the text once; `edit` gets each place in turn and says how many characters from there on are replaced
    /// by which, or nothing to leave the one that stands there. A line end stays.
    pub fn rewrite(&mut self, mut edit: impl FnMut(&Manuscript, usize) -> Option<(usize, Vec<char>)>) {
        let mut out = Vec::with_capacity(self.letters.len());
        let mut at = 0;
        while at < self.letters.len() {
            let letter = self.letters[at];
            match edit(self, at).filter(|_| letter.character != '\n') {
                None => {
                    out.push(letter);
                    at += 1;
                }
                Some((removed, inserted)) => {
                    let line = self.letters[at..].iter().position(|letter| letter.character == '\n');
                    let end = at + removed.min(line.unwrap_or(self.letters.len() - at));
                    out.extend(stand_ins(&self.letters[at..end], &inserted));
                    if end == at {
                        out.push(letter);
                    }
                    at = end.max(at + 1);
                }
            }
        }
        self.letters = out;
    }

    /// Exchanges neighbours at the places that `is_chosen` says.
    pub fn exchange(&mut self, mut is_chosen: impl FnMut() -> bool) {
        let mut at = 0;
        while at + 1 < self.letters.len() {
            let is_line = [at, at + 1].iter().any(|&at| self.letters[at].character == '\n');
            if !is_line && is_chosen() {
                self.letters.swap(at, at + 1);
                at += 1;
            }
            at += 1;
        }
    }

    /// The paragraphs, line ends included.
    pub fn paragraphs(&self) -> Vec<Range<usize>> {
        let mut paragraphs = Vec::new();
        let mut from = 0;
        for (at, letter) in self.letters.iter().enumerate() {
            if letter.character == '\n' {
                paragraphs.push(from..at + 1);
                from = at + 1;
            }
        }
        if from < self.letters.len() {
            paragraphs.push(from..self.letters.len());
        }
        paragraphs
    }

    /// Puts the paragraphs together again, `arrange`d: the number of each and whether it is a copy of what stands elsewhere.
    pub fn arrange(&mut self, order: &[(Range<usize>, bool)]) {
        let mut out: Vec<Letter> = Vec::with_capacity(self.letters.len());
        for (range, is_copy) in order {
            if out.last().is_some_and(|last| last.character != '\n') {
                out.push(Letter { character: '\n', from: NEW, is_own: false });
            }
            let copied = |letter: &Letter| Letter { from: NEW, is_own: false, ..*letter };
            let letters = &self.letters[range.clone()];
            if *is_copy { out.extend(letters.iter().map(copied)) } else { out.extend_from_slice(letters) }
        }
        self.letters = out;
    }

    /// Keeps these stretches, in order, and nothing else.
    pub fn keep(&mut self, stretches: &[Range<usize>]) {
        self.letters =
            stretches.iter().flat_map(|range| self.letters[range.clone()].iter().copied()).collect();
    }

    /// Says of two stretches of the text before any edit, the one right behind the other, that one of them will be gone and
    /// nobody can tell which.
    pub fn leave_open(&mut self, one: &Range<usize>, other: &Range<usize>) {
        let stretches = [one, other].map(|range| range.start as u32..range.end as u32);
        self.open.extend(stretches.clone());
        self.whole.extend(stretches);
    }

    /// Says of a stretch of the text before any edit that annotations lie in it or beside it. They are told in order.
    pub fn leave_whole(&mut self, stretch: &Range<usize>) {
        self.whole.push(stretch.start as u32..stretch.end as u32);
    }

    /// Says of stretches of the text as it stands, in order and apart, that it is no fault to ask where what they were is.
    pub fn leave_doubtful(&mut self, stretches: &[Range<usize>]) {
        for stretch in stretches {
            let from =
                || self.letters[stretch.clone()].iter().map(|letter| letter.from).filter(|&at| at != NEW);
            if let Some((first, last)) = from().min().zip(from().max()) {
                self.doubtful.push(first..last + 1);
            }
        }
    }

    /// Whether an annotation of the old text lies in one of those stretches, or in none: of one that reaches over the edge of
    /// one, a part may be there.
    pub fn is_clear(&self, span: Span) -> bool {
        let first = self.whole.partition_point(|whole| whole.end <= span.start.0);
        self.whole.get(first).is_none_or(|whole| span.end.0 <= whole.start) || is_within(&self.whole, span)
    }

    fn is_open(&self, span: Span) -> bool {
        is_within(&self.open, span)
    }

    /// Replaces every occurrence of a word.
    pub fn replace_word(&mut self, word: &[char], by: &[char]) {
        self.rewrite(|text, at| {
            let is_here = text.letters[at..].len() >= word.len()
                && word.iter().zip(&text.letters[at..]).all(|(one, other)| *one == other.character);
            is_here.then(|| (word.len(), by.to_vec()))
        });
    }

    /// Puts a line end behind each place that is chosen, or takes the one there away.
    pub fn break_lines(&mut self, mut is_chosen: impl FnMut(char) -> bool) {
        let mut out = Vec::with_capacity(self.letters.len());
        for letter in &self.letters {
            let is_chosen = is_chosen(letter.character);
            match letter.character {
                '\n' if is_chosen => continue,
                _ => out.push(*letter),
            }
            if is_chosen {
                out.push(Letter { character: '\n', from: NEW, is_own: false });
            }
        }
        self.letters = out;
    }

    /// Where annotations of the old text belong now.
    pub fn truth(&self, spans: &[Span]) -> Vec<Truth> {
        let length = self
            .letters
            .iter()
            .map(|letter| letter.from)
            .filter(|&from| from != NEW)
            .max()
            .map_or(0, |last| last + 1);
        let mut places: Vec<Vec<(u32, bool)>> = vec![Vec::new(); length as usize];
        for (at, letter) in self.letters.iter().enumerate().filter(|(_, letter)| letter.from != NEW) {
            places[letter.from as usize].push((at as u32, letter.is_own));
        }
        let truth = |&span| Truth {
            is_open: self.is_open(span),
            is_doubtful: is_touched(&self.doubtful, span),
            ..truth_of(&places, span)
        };
        spans.iter().map(truth).collect()
    }
}

/// Whether one of these stretches, which are in order and apart, holds an annotation.
fn is_within(stretches: &[Range<u32>], span: Span) -> bool {
    let first = stretches.partition_point(|stretch| stretch.end <= span.start.0);
    stretches.get(first).is_some_and(|stretch| stretch.start <= span.start.0 && span.end.0 <= stretch.end)
}

/// Whether one of these stretches, which are in order and apart, has a part of an annotation.
fn is_touched(stretches: &[Range<u32>], span: Span) -> bool {
    let first = stretches.partition_point(|stretch| stretch.end <= span.start.0);
    stretches.get(first).is_some_and(|stretch| stretch.start < span.end.0)
}

/// What replaces characters stands in for them one for one, as far as it goes.
fn stand_ins(removed: &[Letter], inserted: &[char]) -> Vec<Letter> {
    let letter = |(at, &character): (usize, &char)| Letter {
        character,
        from: removed.get(at).map_or(NEW, |letter| letter.from),
        is_own: false,
    };
    inserted.iter().enumerate().map(letter).collect()
}

/// An annotation's characters may have been torn apart when it reached across paragraphs: it belongs where most of them
/// are.
fn truth_of(places: &[Vec<(u32, bool)>], span: Span) -> Truth {
    /// What lies between two characters of a passage that belongs to it.
    const GAP: u32 = 60;
    let mut own: Vec<(u32, bool)> =
        (span.start.0..span.end.0).filter_map(|at| places.get(at as usize)).flatten().copied().collect();
    own.sort_unstable();
    let weight = |cluster: &[(u32, bool)]| cluster.iter().filter(|(_, is_own)| *is_own).count();
    let span_of = |cluster: &[(u32, bool)]| Some(Span::new(cluster.first()?.0, cluster.last()?.0 + 1));
    let own_of = |cluster: &[(u32, bool)]| {
        span_of(&cluster.iter().filter(|(_, is_own)| *is_own).copied().collect::<Vec<_>>())
    };
    let clusters: Vec<&[(u32, bool)]> =
        own.chunk_by(|one, other| other.0 - one.0 <= GAP).filter(|cluster| weight(cluster) > 0).collect();
    let largest = clusters.iter().max_by_key(|cluster| weight(cluster));
    Truth {
        span: largest.and_then(|cluster| span_of(cluster)),
        own: largest.and_then(|cluster| own_of(cluster)),
        pieces: clusters.iter().flat_map(|cluster| [span_of(cluster), own_of(cluster)]).flatten().collect(),
        left: largest.map_or(0.0, |cluster| weight(cluster) as f64) / f64::from(span.len()),
        whole: largest.map_or(0.0, |cluster| weight(cluster) as f64 / weight(&own) as f64),
        is_open: false,
        is_doubtful: false,
    }
}
