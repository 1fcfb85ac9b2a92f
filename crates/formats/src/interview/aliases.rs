//! Which labels mean one person: `Sam Altman`/`Altman`, `湯普森`/`本.湯普森`, `唐鳳`/`唐鳳政委`.
//!
//! Two labels become one only when the shorter is a usual way to call the one longer, when no other participant could
//! be called so, and when the two do not talk with each other. When in doubt they stay two: merging is one gesture for
//! the user, telling apart what was merged is work.
//!
//! Names are folded ([`super::words::fold`]). Everything is done through tables of short forms, so that thousands of
//! labels take time in proportion.

use super::{parts, words};
use crate::script::{is_cjk, is_han};
use std::collections::{HashMap, HashSet};

/// Words before a name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "president",
    "minister",
    "senator",
    "secretary",
    "governor",
    "mayor",
    "judge",
    "captain",
    "general",
];

/// Words after, or for hosts and reporters before, a Chinese name.
const CHINESE_TITLES: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "太太",
    "老師",
    "老师",
    "教授",
    "博士",
    "醫師",
    "医师",
    "醫生",
    "医生",
    "律師",
    "律师",
    "院長",
    "院长",
    "部長",
    "部长",
    "處長",
    "处长",
    "局長",
    "局长",
    "署長",
    "署长",
    "校長",
    "校长",
    "市長",
    "市长",
    "縣長",
    "县长",
    "議員",
    "议员",
    "委員",
    "委员",
    "立委",
    "政委",
    "主任",
    "主席",
    "總統",
    "总统",
    "總裁",
    "总裁",
    "董事長",
    "董事长",
    "總經理",
    "总经理",
    "執行長",
    "执行长",
    "記者",
    "记者",
    "主持人",
    "經理",
    "经理",
];

/// The label of somebody, taken apart.
struct Called {
    /// Parts of the name without titles, joined by single spaces.
    base: String,
    /// The title, where there is one.
    title: Option<&'static str>,
}

impl Called {
    fn new(folded: &str) -> Self {
        let mut parts: Vec<&str> =
            folded.split(words::is_separator).filter(|part| !part.is_empty()).collect();
        let mut title = None;
        if parts.len() > 1 {
            title = TITLES.iter().find(|title| **title == parts[0]).copied();
            if title.is_some() {
                parts.remove(0);
            }
        }
        let joined = parts.join(" ");
        if title.is_none() && joined.contains(is_han) {
            for chinese in CHINESE_TITLES {
                let rest =
                    joined.strip_suffix(chinese).or_else(|| joined.strip_prefix(chinese)).map(str::trim);
                // A surname alone with a title may be anybody of that name.
                if let Some(rest) = rest.filter(|rest| rest.chars().count() >= 2) {
                    return Self { base: rest.to_owned(), title: Some(chinese) };
                }
            }
        }
        Self { base: joined, title }
    }

    /// The shorter ways in which one may call who is called so.
    fn short_forms(&self) -> Vec<String> {
        let parts: Vec<&str> = self.base.split(' ').collect();
        let mut forms = Vec::new();
        if self.title.is_some() {
            forms.push(self.base.clone());
        }
        for at in 1..parts.len() {
            forms.push(parts[..at].join(" "));
            forms.push(parts[at..].join(" "));
        }
        if let [first, .., last] = parts[..] {
            let initials = |word: &&str| word.chars().next();
            if !self.base.contains(is_cjk) {
                forms.push(parts.iter().filter_map(initials).collect());
                forms.extend(first.chars().next().map(|initial| format!("{initial} {last}")));
                forms.push(format!("{first} {last}"));
            }
        } else if self.base.chars().all(is_han) {
            forms.extend(given_names(&self.base));
        }
        forms.retain(|form| form.chars().count() >= 2 && (*form != self.base || self.title.is_some()));
        forms
    }
}

/// What a Chinese name written without separators may be shortened to: the given name, or the family name of a
/// transcribed one.
fn given_names(name: &str) -> Vec<String> {
    let characters: Vec<char> = name.chars().collect();
    let shortest = if characters.len() > 4 { 3 } else { 2 };
    (1..characters.len())
        .filter(|at| characters.len() - at >= shortest)
        .map(|at| characters[at..].iter().collect())
        .collect()
}

/// Whether a label is a relative of one of some names: a shorter or longer way to call the same person.
pub(super) struct Relatives {
    bases: HashSet<String>,
    forms: HashSet<String>,
}

impl Relatives {
    /// The relatives of `names`.
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let (mut bases, mut forms) = (HashSet::new(), HashSet::new());
        for name in names {
            let called = Called::new(name);
            forms.extend(called.short_forms());
            bases.insert(called.base);
        }
        Self { bases, forms }
    }

    /// Whether `folded` is one.
    pub(super) fn has(&self, folded: &str) -> bool {
        let called = Called::new(folded);
        self.bases.contains(&called.base)
            || self.forms.contains(&called.base)
            || called.short_forms().iter().any(|form| self.bases.contains(form))
    }
}

/// How the labels of a text follow one another, and how often each occurs.
pub(super) struct Sequence {
    counts: Vec<usize>,
    neighbours: HashMap<(usize, usize), usize>,
}

impl Sequence {
    /// From the names of the labels in the order of the text.
    pub(super) fn new(names: usize, sequence: &[usize]) -> Self {
        let mut counts = vec![0; names];
        let mut neighbours = HashMap::new();
        for name in sequence {
            counts[*name] += 1;
        }
        for pair in sequence.windows(2).filter(|pair| pair[0] != pair[1]) {
            *neighbours.entry((pair[0].min(pair[1]), pair[0].max(pair[1]))).or_insert(0) += 1;
        }
        Self { counts, neighbours }
    }

    /// Whether the members of the two groups answer one another, as two people do and one does not.
    fn converse(&self, one: &[usize], other: &[usize]) -> bool {
        let count = |group: &[usize]| group.iter().map(|name| self.counts[*name]).sum::<usize>();
        let meetings: usize = one
            .iter()
            .flat_map(|a| other.iter().map(|b| (*a.min(b), *a.max(b))))
            .filter_map(|pair| self.neighbours.get(&pair))
            .sum();
        meetings * 2 > count(one).min(count(other))
    }
}

/// Puts names that mean one person together: for each name the index of the first of its group.
///
/// `brackets` are further names of a name, from brackets after it; `opening` is the text before the first turn, where
/// articles introduce people as `山姆.奧特曼(Sam Altman)`.
pub(super) fn merge(
    names: &[String],
    brackets: &[Vec<String>],
    opening: &str,
    sequence: &Sequence,
) -> Vec<usize> {
    let called: Vec<Called> = names.iter().map(|name| Called::new(name)).collect();
    let mut longer: HashMap<String, Vec<usize>> = HashMap::new();
    for (id, one) in called.iter().enumerate() {
        let others = brackets[id].iter().map(|name| Called::new(name));
        let further = others.flat_map(|other| other.short_forms().into_iter().chain([other.base]));
        let forms: HashSet<String> = one.short_forms().into_iter().chain(further).collect();
        for form in forms {
            longer.entry(form).or_default().push(id);
        }
    }
    let mut groups = Groups::new(names.len());
    let mut by_length: Vec<usize> = (0..names.len()).collect();
    by_length.sort_by_key(|id| std::cmp::Reverse(called[*id].base.chars().count()));
    for id in by_length {
        if parts::part(&names[id]).is_some() {
            continue;
        }
        let is_other = |other: &usize| *other != id && is_same_title(&called[*other], &called[id]);
        let candidates: Vec<usize> =
            longer.get(&called[id].base).into_iter().flatten().copied().filter(is_other).collect();
        if let Some(first) = candidates.first()
            && candidates.iter().all(|other| groups.root(*other) == groups.root(*first))
        {
            groups.join(*first, id, sequence);
        }
    }
    for (chinese, latin) in introduced(names, opening) {
        groups.join(chinese, latin, sequence);
    }
    (0..names.len()).map(|id| groups.root(id)).collect()
}

/// Mr. and Mrs. Smith are two.
fn is_same_title(one: &Called, other: &Called) -> bool {
    one.title.is_none() || other.title.is_none() || one.title == other.title
}

/// Sets of names, each with its members.
struct Groups {
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    fn new(names: usize) -> Self {
        Self { of: (0..names).collect(), members: (0..names).map(|id| vec![id]).collect() }
    }

    fn root(&self, id: usize) -> usize {
        self.of[id]
    }

    /// Joins the groups of two names unless they talk with each other. A group stays small enough to look through: a
    /// person has a handful of names.
    fn join(&mut self, one: usize, other: usize, sequence: &Sequence) {
        const MOST_NAMES: usize = 16;
        let (into, from) = (self.of[one].min(self.of[other]), self.of[one].max(self.of[other]));
        let is_too_many = self.members[into].len() + self.members[from].len() > MOST_NAMES;
        if into == from || is_too_many || sequence.converse(&self.members[into], &self.members[from]) {
            return;
        }
        let moved = std::mem::take(&mut self.members[from]);
        for id in &moved {
            self.of[*id] = into;
        }
        self.members[into].extend(moved);
    }
}

/// Pairs of labels that `opening` introduces as one person: a Chinese name with a Latin one in brackets after it.
fn introduced(names: &[String], opening: &str) -> Vec<(usize, usize)> {
    const LONGEST: usize = 24;
    let mut ids: HashMap<String, usize> = HashMap::new();
    for (id, name) in names.iter().enumerate() {
        ids.insert(Called::new(name).base, id);
    }
    let mut chinese_of: HashMap<usize, HashSet<usize>> = HashMap::new();
    for (at, open) in opening.char_indices().filter(|(_, character)| matches!(character, '(' | '（')) {
        let after = &opening[at + open.len_utf8()..];
        let Some(close) =
            after.char_indices().take(60).find(|(_, character)| matches!(character, ')' | '）'))
        else {
            continue;
        };
        let inside = Called::new(&words::fold(&after[..close.0]));
        if inside.base.contains(is_cjk) {
            continue;
        }
        let before: Vec<char> = opening[..at].chars().rev().take(LONGEST).collect();
        let endings = (2..=before.len()).map(|length| {
            let ending: String = before[..length].iter().rev().collect();
            Called::new(&words::fold(&ending)).base
        });
        let Some(chinese) = endings.filter_map(|ending| ids.get(&ending)).next_back().copied() else {
            continue;
        };
        let forms = inside.short_forms().into_iter().chain([inside.base]);
        for latin in forms.filter_map(|form| ids.get(&form).copied()) {
            chinese_of.entry(latin).or_default().insert(chinese);
        }
    }
    let mut pairs: Vec<(usize, usize)> = chinese_of
        .into_iter()
        .filter(|(_, chinese)| chinese.len() == 1)
        .flat_map(|(latin, chinese)| chinese.into_iter().map(move |one| (one, latin)))
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The groups that `labels`, in the order of the text, fall into; each label stands for one turn.
    fn check(labels: &str, opening: &str, expected: &[&str]) {
        let mut names: Vec<String> = Vec::new();
        let mut sequence = Vec::new();
        for label in labels.split('|') {
            let folded = words::fold(label);
            let id = names.iter().position(|name| *name == folded).unwrap_or_else(|| {
                names.push(folded);
                names.len() - 1
            });
            sequence.push(id);
        }
        let brackets = vec![Vec::new(); names.len()];
        let roots = merge(&names, &brackets, opening, &Sequence::new(names.len(), &sequence));
        let mut groups: Vec<Vec<&str>> = vec![Vec::new(); names.len()];
        for (id, root) in roots.iter().enumerate() {
            groups[*root].push(&names[id]);
        }
        let found: Vec<String> =
            groups.iter().filter(|group| !group.is_empty()).map(|group| group.join("=")).collect();
        assert_eq!(found, expected, "{labels}");
    }

    #[test]
    fn shorter_and_longer_names_of_one_person_merge() {
        check("Ben|Sam Altman|Ben|Altman|Ben|Altman", "", &["ben", "sam altman=altman"]);
        check("本.湯普森|奧特曼|湯普森|奧特曼", "", &["本·湯普森=湯普森", "奧特曼"]);
        check("唐鳳政委|林美|唐鳳|林美", "", &["唐鳳政委=唐鳳", "林美"]);
        check("主持人林美|王大明|林美|王大明", "", &["主持人林美=林美", "王大明"]);
        check("王大明|林美|大明|林美", "", &["王大明=大明", "林美"]);
        check("Dr. Anna Lee|Bo|Anna Lee|Bo|Lee|Bo", "", &["dr. anna lee=anna lee=lee", "bo"]);
        check("Anna Lee|Bob Ray|AL|BR|AL|BR", "", &["anna lee=al", "bob ray=br"]);
        check("Anna Lee|Bo|A. Lee|Bo", "", &["anna lee=a. lee", "bo"]);
    }

    #[test]
    fn two_people_never_merge() {
        check(
            "John Smith|Jane Smith|Smith|John Smith|Jane Smith",
            "",
            &["john smith", "jane smith", "smith"],
        );
        check("Mr. Smith|Mrs. Smith|Mr. Smith|Mrs. Smith", "", &["mr. smith", "mrs. smith"]);
        check("Sam|Sam Altman|Sam|Sam Altman", "", &["sam", "sam altman"]);
        check("徐處長|徐大明|徐處長|林美|徐大明", "", &["徐處長", "徐大明", "林美"]);
        check("Speaker 1|Speaker 2|Speaker 1|Speaker 2", "", &["speaker 1", "speaker 2"]);
        check("林美|林美玉|王|林美|林美玉|王", "", &["林美", "林美玉", "王"]);
    }

    #[test]
    fn an_introduction_joins_names_of_two_scripts() {
        let opening = "主編林美.陳(Mei Chen)訪問了廚師安娜(Anna Lee)。";
        check("林美.陳|安娜|Chen|Lee|林美.陳|安娜", opening, &["林美·陳=chen", "安娜=lee"]);
    }
}
