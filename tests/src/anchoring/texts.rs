//! The texts that are tried on.

use std::fs;

use vermilion_anchor::Unit;
use vermilion_anchor::segment::units;

use crate::fixtures;

/// A text with its name in the report.
pub struct Source {
    /// Its name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// The interviews that ship with the app.
pub fn samples() -> Vec<Source> {
    let sample = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    vec![
        sample("sample, Chinese", include_str!("../../../samples/interview.zh-Hant.txt")),
        sample("sample, English", include_str!("../../../samples/interview.en.txt")),
    ]
}

/// The interviews that are no part of the project, where this machine has them.
pub fn shared() -> Vec<Source> {
    let mut sources = Vec::new();
    let interview = fixtures::shared_interview().and_then(|path| fs::read_to_string(path).ok());
    sources.extend(interview.map(|text| Source { name: "interview".to_owned(), text }));
    let transcripts: Vec<String> =
        fixtures::shared_transcripts().into_iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    if !transcripts.is_empty() {
        sources.push(Source { name: "five transcripts".to_owned(), text: transcripts.join("\n") });
    }
    sources
}

/// A document of at least so many characters: the clauses of the samples in any order, under the labels of the samples. Each
/// clause stands there hundreds of times, and only longer passages once.
pub fn million(characters: usize) -> Source {
    let mut random = fastrand::Rng::with_seed(1);
    let pools: Vec<(Vec<String>, Vec<String>)> =
        samples().iter().map(|sample| (labels(&sample.text), clauses(&sample.text))).collect();
    let mut text = String::new();
    let mut length = 0;
    while length < characters {
        let Some((labels, clauses)) = random.choice(&pools) else { break };
        let mut line = random.choice(labels).cloned().unwrap_or_default();
        for _ in 0..random.usize(2..=24) {
            line.push_str(random.choice(clauses).map_or("", |clause| clause));
        }
        line.push('\n');
        length += line.chars().count();
        text.push_str(&line);
    }
    Source { name: "a million characters".to_owned(), text }
}

fn label_of(line: &str) -> Option<(&str, &str)> {
    let at = line.find(['：', ':'])?;
    let end = at + line[at..].chars().next().map_or(0, char::len_utf8);
    (line[..at].chars().count() <= 12).then(|| line.split_at(end))
}

fn labels(text: &str) -> Vec<String> {
    let mut labels: Vec<String> =
        text.lines().filter_map(label_of).map(|(label, _)| label.to_owned()).collect();
    labels.sort();
    // Those of speakers come again and again.
    labels
        .chunk_by(|one, other| one == other)
        .filter(|same| same.len() > 4)
        .map(|same| same[0].clone())
        .collect()
}

fn clauses(text: &str) -> Vec<String> {
    let words = text.lines().filter_map(label_of).map(|(_, words)| words);
    words
        .flat_map(|words| {
            units(words, Unit::Clause)
                .into_iter()
                .map(|span| {
                    words.chars().skip(span.start.0 as usize).take(span.len() as usize).collect::<String>()
                })
                .collect::<Vec<_>>()
        })
        .collect()
}
