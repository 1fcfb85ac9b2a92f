//! The codebook of a file in the making: names that the library can hold, each its own among its siblings.

use super::{ImportedTag, Report};
use crate::annotated::Colour;
use std::collections::{HashMap, HashSet};
use vermilion_anchor::fold::Folding;

/// Tags, parents before their children.
#[derive(Debug, Default)]
pub(super) struct Tags {
    all: Vec<ImportedTag>,
    /// By the tag above and the folded name.
    known: HashMap<(Option<usize>, String), usize>,
    /// How often a name was wanted for a further tag.
    wanted: HashMap<(Option<usize>, String), u32>,
}

impl Tags {
    /// The tag of this name under `parent`, made where there is none.
    pub(super) fn child(&mut self, parent: Option<usize>, name: &str, report: &mut Report) -> usize {
        let name = cleaned(name, report);
        let key = (parent, folded(&name));
        match self.known.get(&key) {
            Some(known) => *known,
            None => self.push(parent, name, key),
        }
    }

    /// A tag of its own: where a sibling has its name already, it gets a number.
    pub(super) fn add(&mut self, parent: Option<usize>, name: &str, report: &mut Report) -> usize {
        let name = cleaned(name, report);
        let key = (parent, folded(&name));
        if !self.known.contains_key(&key) {
            return self.push(parent, name, key);
        }
        report.alter("tag", &name, "same-name", None);
        loop {
            let number = self.wanted.entry(key.clone()).or_insert(1);
            *number += 1;
            let numbered = format!("{name} ({number})");
            let key = (parent, folded(&numbered));
            if !self.known.contains_key(&key) {
                return self.push(parent, numbered, key);
            }
        }
    }

    /// The tag at the end of a path with `/` between its names; of one that is deeper than any codebook, the beginning.
    pub(super) fn path(&mut self, path: &str, report: &mut Report) -> Option<usize> {
        const DEEPEST: usize = 64;
        let names = path.split('/').map(str::trim).filter(|name| !name.is_empty());
        names.take(DEEPEST).fold(None, |parent, name| Some(self.child(parent, name, report)))
    }

    /// A tag that is there.
    pub(super) fn get_mut(&mut self, tag: usize) -> Option<&mut ImportedTag> {
        self.all.get_mut(tag)
    }

    /// The name of one.
    pub(super) fn name(&self, tag: usize) -> Option<&str> {
        self.all.get(tag).map(|tag| tag.name.as_str())
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// All of them.
    pub(super) fn into_all(self) -> Vec<ImportedTag> {
        self.all
    }

    fn push(&mut self, parent: Option<usize>, name: String, key: (Option<usize>, String)) -> usize {
        self.known.insert(key, self.all.len());
        self.all.push(ImportedTag { name, parent, ..ImportedTag::default() });
        self.all.len() - 1
    }
}

/// A name on one line without what would part a path. What is longer than a name ever is, is cut.
fn cleaned(name: &str, report: &mut Report) -> String {
    const LONGEST: usize = 500;
    let plain: String = name.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut clean: String = line.chars().take(LONGEST).collect();
    if clean.len() < line.len() {
        report.alter("tag", &clean, "long-name", None);
    }
    if clean.contains(['/', '／']) {
        report.alter("tag", &clean, "slash-in-name", None);
        clean = clean.replace(['/', '／'], "·");
    }
    if clean.is_empty() {
        report.alter("tag", "", "no-name", None);
        clean.push('—');
    }
    clean
}

/// A name as it is compared.
fn folded(name: &str) -> String {
    Folding { width: true, case: true, ..Folding::NONE }.words(name)
}

/// The tags of an annotation, each once, in their order.
pub(super) fn distinct(tags: Vec<usize>) -> Vec<usize> {
    let mut known = HashSet::new();
    tags.into_iter().filter(|tag| known.insert(*tag)).collect()
}

/// A colour of ours that is near to `#RRGGBB` or `#RGB`; `None` for greys and what is no colour.
pub(super) fn colour_of(code: &str) -> Option<Colour> {
    let digits = code.trim().strip_prefix('#')?;
    let value = |range: std::ops::Range<usize>| {
        digits.get(range).and_then(|digits| i32::from_str_radix(digits, 16).ok())
    };
    let (red, green, blue) = match digits.len() {
        6 => (value(0..2)?, value(2..4)?, value(4..6)?),
        3 => (value(0..1)? * 17, value(1..2)? * 17, value(2..3)? * 17),
        _ => return None,
    };
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let range = most - least;
    // What is all but grey has no hue worth keeping.
    if range * 10 < most.max(1) * 2 {
        return None;
    }
    let hue = match most {
        most if most == red => 60 * (green - blue) / range,
        most if most == green => 120 + 60 * (blue - red) / range,
        _ => 240 + 60 * (red - green) / range,
    };
    Some(match hue.rem_euclid(360) {
        25..70 => Colour::Yellow,
        70..170 => Colour::Green,
        170..250 => Colour::Blue,
        250..325 => Colour::Purple,
        _ => Colour::Red,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_own_among_its_siblings() {
        let (mut tags, mut report) = (Tags::default(), Report::default());
        let first = tags.add(None, " 恐\n懼 ", &mut report);
        let second = tags.add(None, "恐 懼", &mut report);
        let third = tags.add(None, "恐 懼", &mut report);
        let under = tags.add(Some(first), "Ａ/B", &mut report);
        assert_eq!(tags.child(Some(first), "a·b", &mut report), under);
        assert_eq!(tags.path("恐 懼/c/d", &mut report), Some(5));
        let names: Vec<_> = tags.all.iter().map(|tag| (tag.name.as_str(), tag.parent)).collect();
        assert_eq!(
            names,
            [
                ("恐 懼", None),
                ("恐 懼 (2)", None),
                ("恐 懼 (3)", None),
                ("Ａ·B", Some(first)),
                ("c", Some(first)),
                ("d", Some(4)),
            ]
        );
        assert_eq!((second, third, report.altered), (1, 2, 3));
    }

    #[test]
    fn a_colour_is_the_one_of_ours_that_is_near() {
        for (code, expected) in [
            ("#c99a00", Some(Colour::Yellow)),
            ("#c23a2b", Some(Colour::Red)),
            ("#3e8e41", Some(Colour::Green)),
            ("#2c6fb7", Some(Colour::Blue)),
            ("#7e4bb0", Some(Colour::Purple)),
            ("#F00082", Some(Colour::Red)),
            ("#ff0", Some(Colour::Yellow)),
            ("#808080", None),
            ("#ffffff", None),
            ("red", None),
            ("#é12", None),
        ] {
            assert_eq!(colour_of(code), expected, "{code}");
        }
    }
}
