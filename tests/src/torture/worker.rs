//! A process that holds a library open and does what it is asked over a pipe, so that it can be killed, starved of
//! disk or locked out as no thread can. Both ends of the pipe are here: [`serve`] is the process, [`Worker`] whoever
//! asks.
//!
//! A line is a request, `{"command", "payload"}`, and the next line from the other side its answer, `{"done"}` or
//! `{"refused"}`. The answer is written after the call has returned: to have read it is to have had the change
//! acknowledged. The first line comes unasked and says whether the library opened.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use uuid::Uuid;
use vermilion_api::{Api, ApiError, Surroundings};

/// Who the changes of a worker are made by.
const ORIGIN: &str = "worker";

#[derive(Serialize, Deserialize)]
struct Request {
    command: String,
    payload: Value,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    Done(Value),
    Refused(ApiError),
}

impl From<Result<Value, ApiError>> for Answer {
    fn from(outcome: Result<Value, ApiError>) -> Self {
        outcome.map_or_else(Self::Refused, Self::Done)
    }
}

/// Opens the library and answers until standard input ends. Its clock begins at `clock`, in milliseconds since 1970,
/// and advances by one at every look, so that which writings join into one step is known beforehand.
///
/// # Errors
/// When a pipe breaks or a line is no request.
pub fn serve(library: &Path, clock: i64) -> io::Result<()> {
    let clock = AtomicI64::new(clock);
    let now = move || clock.fetch_add(1, Ordering::Relaxed);
    let mut answers = BufWriter::new(io::stdout().lock());
    let mut answer = |answer: &Answer| {
        serde_json::to_writer(&mut answers, answer)?;
        answers.write_all(b"\n")?;
        answers.flush()
    };
    let api = match Api::open(library, Surroundings::new(now, Uuid::now_v7)) {
        Ok(api) => api,
        Err(error) => return answer(&Answer::Refused(error)),
    };
    answer(&Answer::Done(json!({})))?;
    for line in io::stdin().lock().lines() {
        let Request { command, payload } = serde_json::from_str(&line?)?;
        answer(&api.call(&command, payload, ORIGIN).into())?;
    }
    Ok(())
}

/// A running worker. Dropping it ends the process without a word.
pub struct Worker {
    child: Arc<Mutex<Child>>,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// Why a worker did not do something.
#[derive(Debug, thiserror::Error)]
pub enum Undone {
    /// It said so.
    #[error("{}: {}", .0.code, .0.message)]
    Refused(ApiError),
    /// It ended before it answered. Nobody knows whether it did.
    #[error("the worker ended before it answered")]
    Gone,
}

impl Worker {
    /// Starts a process that serves, with pipes for its standard input and output.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let requests = child.stdin.take();
        let answers = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { child: Arc::new(Mutex::new(child)), requests, answers: BufReader::new(answers) })
    }

    /// Waits until the library is open.
    ///
    /// # Errors
    /// When it does not open.
    pub fn opened(&mut self) -> Result<(), Undone> {
        self.answer().map(drop)
    }

    /// Asks for something and waits for the answer.
    ///
    /// # Errors
    /// When it is refused, or no answer comes.
    pub fn call(&mut self, command: &str, payload: Value) -> Result<Value, Undone> {
        let request = Request { command: command.to_owned(), payload };
        let mut line = serde_json::to_vec(&request).map_err(|_| Undone::Gone)?;
        line.push(b'\n');
        let requests = self.requests.as_mut().ok_or(Undone::Gone)?;
        requests.write_all(&line).map_err(|_| Undone::Gone)?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Value, Undone> {
        let mut line = String::new();
        // A line that was cut off by the end of its writer is no answer.
        match self.answers.read_line(&mut line) {
            Ok(_) if line.ends_with('\n') => {}
            _ => return Err(Undone::Gone),
        }
        match serde_json::from_str(&line) {
            Ok(Answer::Done(value)) => Ok(value),
            Ok(Answer::Refused(error)) => Err(Undone::Refused(error)),
            Err(_) => Err(Undone::Gone),
        }
    }

    /// The id of the process.
    pub fn id(&self) -> u32 {
        self.lock().id()
    }

    /// Kills the process after so long, whatever it is doing then; the thread ends when it has.
    pub fn kill_after(&self, life: Duration) -> JoinHandle<()> {
        let child = Arc::clone(&self.child);
        thread::spawn(move || {
            thread::sleep(life);
            // An error says that it has ended already.
            let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
        })
    }

    /// Lets the process close the library and end.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn close(mut self) -> io::Result<ExitStatus> {
        self.requests = None;
        self.lock().wait()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut child = self.lock();
        // Errors say that it has ended already.
        let _ = child.kill();
        let _ = child.wait();
    }
}
