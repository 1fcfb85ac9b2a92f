//! Words that took the place of others, and what becomes of a place in the text: reckoned by hand, one after the other.

/// A stretch of a text: its first character, and the one after its last.
pub type Place = (u32, u32);

/// Words that took the place of others; either may be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    /// Where, in the text before.
    pub(super) start: u32,
    pub(super) removed: String,
    pub(super) inserted: String,
}

/// What became of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    /// Nothing of it was touched.
    Kept(Place),
    /// Some of its characters went or came.
    Changed(Place),
    /// All of it went.
    Gone,
}

impl Splice {
    pub(super) fn new(start: u32, removed: &str, inserted: &str) -> Self {
        Self { start, removed: removed.to_owned(), inserted: inserted.to_owned() }
    }

    /// Where a place is then. What comes right before or after it stays outside; what comes inside, or in the place of words
    /// of it, belongs to it. Of words that reach over its edge it keeps as many as there were where as many came, and none
    /// otherwise.
    fn carry(&self, (from, to): Place) -> Carried {
        let (gone, come) = (count(&self.removed), count(&self.inserted));
        let (start, end) = (self.start, self.start + gone);
        if end <= from {
            return Carried::Kept((from + come - gone, to + come - gone));
        }
        if to <= start {
            return Carried::Kept((from, to));
        }
        if start <= from && to <= end {
            let is_all = (start, end) == (from, to) && come > 0;
            return if is_all { Carried::Changed((start, start + come)) } else { Carried::Gone };
        }
        let is_one_for_one = gone == come;
        let new_from = if start >= from || is_one_for_one { from } else { start + come };
        let new_to = if to >= end {
            to + come - gone
        } else if is_one_for_one {
            to
        } else {
            start
        };
        Carried::Changed((new_from, new_to))
    }
}

/// Where a place is after all of these, which are in the order of the text and counted in the text before any of them: done
/// from the last to the first, so that none moves another.
pub(super) fn carry(splices: &[Splice], place: Place) -> Carried {
    splices.iter().rev().fold(Carried::Kept(place), |carried, splice| match carried {
        Carried::Kept(place) => splice.carry(place),
        Carried::Changed(place) => match splice.carry(place) {
            Carried::Kept(place) => Carried::Changed(place),
            other => other,
        },
        Carried::Gone => Carried::Gone,
    })
}

/// The same with those made one that touch.
pub(super) fn joined(splices: Vec<Splice>) -> Vec<Splice> {
    let mut all: Vec<Splice> = Vec::with_capacity(splices.len());
    for splice in splices {
        match all.last_mut() {
            Some(last) if last.start + count(&last.removed) == splice.start => {
                last.removed.push_str(&splice.removed);
                last.inserted.push_str(&splice.inserted);
            }
            _ => all.push(splice),
        }
    }
    all
}

/// What leads back over corrections, the newest first: each is taken back by hand, and it is remembered of every character
/// whether it is one of those that are there today.
pub(super) fn back<'s>(today: &str, corrections: impl Iterator<Item = &'s [Splice]>) -> Vec<Splice> {
    let today: Vec<char> = today.chars().collect();
    let mut text: Vec<(char, Option<usize>)> =
        today.iter().enumerate().map(|(at, character)| (*character, Some(at))).collect();
    for correction in corrections {
        for splice in correction {
            // Those before it have been taken back, so it stands where it stood in the text before.
            let start = splice.start as usize;
            let end = start + count(&splice.inserted) as usize;
            text.splice(start..end, splice.removed.chars().map(|character| (character, None)));
        }
        recognise(&today, &mut text);
    }
    between(&today, &text)
}

/// Takes characters that come back for those of today that went, as far as they are the same from either end of the
/// stretch.
fn recognise(today: &[char], text: &mut [(char, Option<usize>)]) {
    for (theirs, mine) in stretches(today, text) {
        let ends = theirs.len().min(mine.len());
        let same = |one: usize, other: usize| today[one] == text[other].0;
        let head = (0..ends).take_while(|at| same(theirs.start + at, mine.start + at)).count();
        let tail = (0..ends - head).take_while(|at| same(theirs.end - 1 - at, mine.end - 1 - at)).count();
        for at in 0..head {
            text[mine.start + at].1 = Some(theirs.start + at);
        }
        for at in 1..=tail {
            text[mine.end - at].1 = Some(theirs.end - at);
        }
    }
}

type Range = std::ops::Range<usize>;

/// The stretches of today and of the other text between the characters that both have.
fn stretches(today: &[char], text: &[(char, Option<usize>)]) -> Vec<(Range, Range)> {
    let mut found = Vec::new();
    let (mut old, mut new) = (0, 0);
    let shared = text.iter().enumerate().filter_map(|(at, (_, mark))| Some((at, (*mark)?)));
    for (at, mark) in shared.chain([(text.len(), today.len())]) {
        if old < mark || new < at {
            found.push((old..mark, new..at));
        }
        (old, new) = (mark + 1, at + 1);
    }
    found
}

fn between(today: &[char], text: &[(char, Option<usize>)]) -> Vec<Splice> {
    let splice = |(theirs, mine): (Range, Range)| Splice {
        start: u32::try_from(theirs.start).unwrap_or(u32::MAX),
        removed: today[theirs].iter().collect(),
        inserted: text[mine].iter().map(|(character, _)| character).collect(),
    };
    stretches(today, text).into_iter().map(splice).collect()
}

/// How many characters.
pub(super) fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_moves_changes_or_goes() {
        // 0 一 1 二 2 三 3 四 4 五 5
        let place = (1, 4);
        for (splice, expected) in [
            (Splice::new(0, "一", ""), Carried::Kept((0, 3))),
            (Splice::new(1, "", "新"), Carried::Kept((2, 5))),
            (Splice::new(4, "", "新"), Carried::Kept((1, 4))),
            (Splice::new(2, "", "新"), Carried::Changed((1, 5))),
            (Splice::new(1, "二三", "新"), Carried::Changed((1, 3))),
            (Splice::new(3, "四", "新的"), Carried::Changed((1, 5))),
            (Splice::new(1, "二三四", "新"), Carried::Changed((1, 2))),
            (Splice::new(1, "二三四", ""), Carried::Gone),
            (Splice::new(0, "一二三四", "新的一二"), Carried::Gone),
            (Splice::new(0, "一二", "新的"), Carried::Changed((1, 4))),
            (Splice::new(0, "一二", "新"), Carried::Changed((1, 3))),
            (Splice::new(3, "四五", "新"), Carried::Changed((1, 3))),
        ] {
            assert_eq!(splice.carry(place), expected, "{splice:?}");
        }
    }

    #[test]
    fn what_is_taken_back_is_what_it_was_and_nothing_else() {
        let splices = |all: &[(u32, &str, &str)]| -> Vec<Splice> {
            all.iter().map(|(start, removed, inserted)| Splice::new(*start, removed, inserted)).collect()
        };
        // 一二三 → 一新二三 → 一新二四
        let corrections = [splices(&[(3, "三", "四")]), splices(&[(1, "", "新")])];
        let found = back("一新二四", corrections.iter().map(Vec::as_slice));
        assert_eq!(found, splices(&[(1, "新", ""), (3, "四", "三")]));
        // What was joined and split again at the same place lost a label and nothing else.
        let corrections = [splices(&[(1, "", "\n")]), splices(&[(1, "\n林：", "")])];
        let found = back("一\n二", corrections.iter().map(Vec::as_slice));
        assert_eq!(found, splices(&[(2, "", "林：")]));
    }
}
