//! What the command line asks for: `[--only PART…] [--runs N] [--seed N] [--write FILE]`.

use crate::report::PARTS;
use std::path::PathBuf;

/// Starts of each window unless the command line says otherwise.
const RUNS: usize = 7;

/// The options.
pub(crate) struct Options {
    /// The parts to measure, in the order of the report.
    pub(crate) parts: Vec<&'static str>,
    /// Counted starts of each window.
    pub(crate) runs: usize,
    /// Where the seeds of what is made at random begin.
    pub(crate) seed: u64,
    /// The page into which the figures are written.
    pub(crate) page: Option<PathBuf>,
}

impl Options {
    /// Reads them.
    ///
    /// # Errors
    /// With a sentence about what cannot be understood.
    pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let (mut only, mut runs, mut seed, mut page) = (Vec::new(), RUNS, 0, None);
        let mut arguments = arguments.peekable();
        while let Some(option) = arguments.next() {
            let mut value = || arguments.next_if(|next| !next.starts_with("--"));
            match option.as_str() {
                "--only" => {
                    while let Some(name) = value() {
                        let part = PARTS.iter().find(|(part, _)| *part == name);
                        only.push(part.ok_or_else(|| format!("there is no part “{name}”: {}", names()))?.0);
                    }
                }
                "--runs" => {
                    let count = value().and_then(|count| count.parse().ok()).filter(|count| *count > 0);
                    runs = count.ok_or("--runs wants a number of starts, 1 or more")?;
                }
                "--seed" => {
                    let first = value().and_then(|first| first.parse().ok());
                    seed = first.ok_or("--seed wants a whole number")?;
                }
                "--write" => page = Some(value().ok_or("--write wants the page to write into")?.into()),
                other => {
                    return Err(format!(
                        "“{other}” is no option: [--only PART…] [--runs N] [--seed N] [--write FILE]"
                    ));
                }
            }
        }
        let is_wanted = |part: &&str| only.is_empty() || only.contains(part);
        let parts = PARTS.iter().map(|(part, _)| *part).filter(is_wanted).collect();
        Ok(Options { parts, runs, seed, page })
    }
}

fn names() -> String {
    PARTS.iter().map(|(part, _)| *part).collect::<Vec<_>>().join(", ")
}
