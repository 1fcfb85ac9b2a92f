//! Answers and refusals: for people, or as JSON for programs.
//!
//! Titles, names, notes and texts come from anybody. Whatever people are told goes through [`visible`] here, so that no
//! command has to think of it. An export is not told but written, byte for byte as to a file.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};
use vermilion_api::wire::ProgressEvent;
use vermilion_api::{Api, ApiError};

/// What takes less needs nobody's patience.
const QUIET: Duration = Duration::from_millis(500);

/// Why a command ended without its answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The api, or the command line itself, refused.
    Refused(ApiError),
    /// As `Refused`, with something more for programs, under this name beside the code.
    RefusedWith(ApiError, &'static str, Box<Value>),
    /// What was refused has been said already, file by file.
    Told,
    /// Standard output does not take the answer.
    Output(io::Error),
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Refused(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// The code of what was refused, for programs.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Refused(error) | Self::RefusedWith(error, ..) => &error.code,
            Self::Told => "refused",
            Self::Output(_) => "output",
        }
    }
}

/// Where answers go.
pub(crate) struct Output {
    is_json: bool,
}

impl Output {
    pub(crate) fn new(is_json: bool) -> Self {
        Self { is_json }
    }

    pub(crate) fn is_json(&self) -> bool {
        self.is_json
    }

    /// Answers: with `json` for programs, with `text` for people.
    pub(crate) fn answer(
        &self,
        json: impl FnOnce() -> Value,
        text: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        let mut answer = if self.is_json { format!("{:#}", json()) } else { visible(&text()) };
        if !answer.is_empty() && !answer.ends_with('\n') {
            answer.push('\n');
        }
        self.write(answer.as_bytes())
    }

    /// Writes bytes as they are.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes)?;
        stdout.flush()?;
        Ok(())
    }

    /// Has a terminal say how far work is that has taken a while, on a line that is gone when the work is done.
    pub(crate) fn follow<'a>(&self, api: &'a Api) -> &'a Api {
        if !self.is_json && io::stderr().is_terminal() {
            let begun = Instant::now();
            api.on_progress(move |ProgressEvent { done, total, .. }| {
                if begun.elapsed() >= QUIET {
                    let percent = done.saturating_mul(100) / (*total).max(1);
                    let line = if percent < 100 { format!("{percent:>3}%") } else { " ".repeat(4) };
                    // Whether anybody sees this changes nothing about what is done.
                    let _ = write!(io::stderr(), "\r{line}\r");
                }
            });
        }
        api
    }

    /// Says something beside the answer, for people only.
    pub(crate) fn remark(&self, remark: &str) {
        if !self.is_json {
            // Whether anybody reads this changes nothing about what was done.
            let _ = writeln!(io::stderr(), "{}", visible(remark));
        }
    }

    /// Says why a command was refused.
    pub(crate) fn refuse(&self, failure: &Failure) {
        let unwritable;
        let (error, more) = match failure {
            Failure::Refused(error) => (error, None),
            Failure::RefusedWith(error, name, value) => (error, Some((*name, value))),
            Failure::Output(source) => {
                unwritable = ApiError {
                    code: "output".to_owned(),
                    params: BTreeMap::new(),
                    message: format!("The answer cannot be written: {source}."),
                    hint: None,
                };
                (&unwritable, None)
            }
            Failure::Told => return,
        };
        let ApiError { code, params, message, hint } = error;
        let said = if self.is_json {
            let mut error = json!({ "code": code, "params": params, "message": message, "hint": hint });
            if let Some((name, value)) = more {
                error[name] = Value::clone(value);
            }
            json!({ "error": error }).to_string()
        } else {
            let hint = hint.as_ref().map_or_else(String::new, |hint| format!("\n{hint}"));
            visible(&format!("error: {message}{hint}"))
        };
        // When standard error is closed, the exit status still tells.
        let _ = writeln!(io::stderr(), "{said}");
    }
}

/// `text` with a sign for every control character but line end and tab: those would steer the terminal, which can be
/// told to hide lines, to change its title or to answer as if somebody had typed. What else would not be seen, or would
/// turn the line around, is shown as everywhere in the product.
pub(crate) fn visible(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|character| match character {
            '\n' | '\t' => character,
            '\u{7F}' => '\u{2421}',
            // Unicode has a picture for each of them, in their order: ␛ for escape.
            '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{FFFD}'),
            '\u{80}'..='\u{9F}' => '\u{FFFD}',
            _ => character,
        })
        .collect();
    vermilion_api::visible(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_the_terminal_is_shown_instead() {
        assert_eq!(visible("硃批\t👩‍👩‍👧\n"), "硃批\t👩‍👩‍👧\n");
        assert_eq!(visible("annex\u{202e}gpj.exe\n\u{200b}"), "annex⟨RLO⟩gpj.exe\n⟨ZWSP⟩");
        assert_eq!(visible("a\u{1b}[2Jb\u{7}\r\0\u{7f}\u{9b}2J"), "a␛[2Jb␇␍␀␡\u{FFFD}2J");
    }
}
