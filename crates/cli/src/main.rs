//! `vermilion`, the command line: the same library as the window's, usable while the window is open.
//!
//! Owns what a terminal needs: arguments, how answers are set for people and for programs, the exit status. What the
//! commands do is the api's business. Answers go to standard output, everything else to standard error; the status is
//! 0 when done, 1 when refused, 2 when asked wrongly.

mod arguments;
mod commands;
mod library;
mod output;
mod quote;
mod table;
mod times;

use arguments::{Arguments, Command};
use clap::Parser;
use library::Place;
use output::{Failure, Output};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};
use vermilion_api::{ApiError, Recovery, Surroundings};

/// Asked wrongly.
const USAGE: u8 = 2;
/// Refused.
const REFUSED: u8 = 1;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse().and_then(Arguments::checked) {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error),
    };
    let output = Output::new(arguments.json);
    match run(arguments, &output) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads our answer has had enough of it: `vermilion list | head -1`.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            output.refuse(&failure);
            ExitCode::from(REFUSED)
        }
    }
}

fn run(arguments: Arguments, output: &Output) -> Result<(), Failure> {
    let Arguments { library, command, read_only, .. } = arguments;
    let surroundings = || Surroundings::new(now, uuid::Uuid::now_v7).remembering(library::memory());
    if let Command::Salvage { from, into } = &command {
        return commands::salvage(from, into, &surroundings(), output);
    }
    if let Some(outcome) = commands::run_without(&command, output) {
        return outcome;
    }
    let place = Place::find(library)?;
    if place.exists()
        && let Some(outcome) = commands::run_unopened(place.path(), &command, output)
    {
        return outcome;
    }
    if place.exists() || matches!(command, Command::Import(_)) {
        return match place.open(surroundings(), read_only) {
            Ok(api) => match commands::run(output.follow(&api), &command, output) {
                // It opens, and is damaged all the same: there is nothing that a backup could be held against, and no
                // sound copy to be made of it first.
                Err(Failure::Refused(error)) if commands::takes_place(&command) && !read_only => {
                    drop(api);
                    match Recovery::of_damaged(place.path(), surroundings()) {
                        Some(recovery) => commands::run_shut(&recovery, &command, error, output),
                        None => Err(error.into()),
                    }
                }
                outcome => outcome,
            },
            Err(error) => {
                let recovery = Recovery::new(place.path(), surroundings(), error.clone());
                commands::run_shut(&recovery, &command, error, output)
            }
        };
    }
    match command {
        // Where nothing was imported yet, that is the answer.
        Command::List if !place.has_log() => commands::list_nothing(output),
        _ => Err(place.missing().into()),
    }
}

/// Milliseconds since 1970-01-01 UTC. A clock before 1970 is a broken clock; zero is as good as any.
fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or(0)
}

/// Help and version are answers; everything else that the parser says is an error, in the form asked for.
fn misused(error: &clap::Error) -> ExitCode {
    let wants_json = std::env::args_os().any(|argument| argument == "--json");
    if error.use_stderr() && wants_json {
        let message = error.render().to_string();
        Output::new(true).refuse(&Failure::Refused(ApiError {
            code: "usage".to_owned(),
            params: Default::default(),
            message: message.trim().trim_start_matches("error: ").to_owned(),
            hint: None,
        }));
    } else if error.print().is_err() {
        return ExitCode::from(REFUSED);
    }
    if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS }
}
