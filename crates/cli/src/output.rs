//! Answers and refusals: for people, or as JSON for programs.

use serde_json::{Value, json};
use std::io::{self, Write};
use vermilion_api::ApiError;

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
        let mut answer = if self.is_json { format!("{:#}", json()) } else { text() };
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

    /// Says something beside the answer, for people only.
    pub(crate) fn remark(&self, remark: &str) {
        if !self.is_json {
            // Whether anybody reads this changes nothing about what was done.
            let _ = writeln!(io::stderr(), "{remark}");
        }
    }

    /// Says why a command was refused.
    pub(crate) fn refuse(&self, failure: &Failure) {
        let (code, message, hint, more) = match failure {
            Failure::Refused(ApiError { code, message, hint, .. }) => {
                (code.as_str(), message.clone(), hint.as_deref(), None)
            }
            Failure::RefusedWith(ApiError { code, message, hint, .. }, name, value) => {
                (code.as_str(), message.clone(), hint.as_deref(), Some((name, value)))
            }
            Failure::Output(error) => {
                ("output", format!("The answer cannot be written: {error}."), None, None)
            }
            Failure::Told => return,
        };
        // When standard error is closed, the exit status still tells.
        let mut stderr = io::stderr();
        let _ = if self.is_json {
            let mut error = json!({ "code": code, "message": message, "hint": hint });
            if let Some((name, value)) = more {
                error[*name] = Value::clone(value);
            }
            writeln!(stderr, "{}", json!({ "error": error }))
        } else {
            writeln!(stderr, "error: {message}").and_then(|()| match hint {
                Some(hint) => writeln!(stderr, "{hint}"),
                None => Ok(()),
            })
        };
    }
}
