//! A new highlight in the window: from the key until its colour is on the screen and another process can read the row,
//! beside a bare transaction of the same rows.

use crate::Bench;
use crate::commit::Bare;
use crate::driven::Driven;
use crate::figures::{Figure, Target, median, milliseconds, percentile};
use crate::screen::{Picture, Screen};
use rusqlite::{Connection, OpenFlags};
use std::error::Error;
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Highlights made.
const ROUNDS: usize = 40;
/// Two frames of a screen of 60 Hz, in milliseconds: what the highlight may take over the bare commit.
const TWO_FRAMES: f64 = 33.4;
/// How long one may take before it counts as not having come.
const PATIENCE: Duration = Duration::from_secs(10);
/// The pause between two looks at the library.
const PERIOD: Duration = Duration::from_micros(500);
/// Pixels of the highlight's colour from which on it is there.
const COLOURED: usize = 150;

/// What each highlight took.
#[derive(Default)]
pub(crate) struct Highlights {
    /// Until its colour was on the screen.
    pub(crate) painted: Vec<Duration>,
    /// Until another process could read it.
    pub(crate) durable: Vec<Duration>,
}

impl Highlights {
    /// Until both.
    pub(crate) fn both(&self) -> impl Iterator<Item = Duration> {
        self.painted.iter().zip(&self.durable).map(|(painted, durable)| *painted.max(durable))
    }
}

/// Highlights in the large document.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let scene = bench.worked_on()?;
    let driven = Driven::open(&bench.app, &scene).await?;
    let mut bare = Bare::open(&bench.scratch().join("bare-highlight.sqlite"))?;
    let mut highlights = Highlights::default();
    let mut commits = Vec::new();
    for round in 0..ROUNDS {
        highlight(&driven, (round as f64 + 0.5) / ROUNDS as f64, &mut highlights).await?;
        commits.push(bare.commit()?);
    }
    let commit = milliseconds(percentile(commits.iter().copied(), 95));
    let both: Vec<Duration> = highlights.both().collect();
    let figure = |what: &str, value: Duration| Figure::new("highlight", what, milliseconds(value), "ms");
    Ok(vec![
        figure("until painted and durable, p95", percentile(both.iter().copied(), 95))
            .beside("the bare commit, p95", commit)
            .target(Target::Over(TWO_FRAMES)),
        figure("until painted and durable, median", median(both))
            .beside("the bare commit, median", milliseconds(median(commits))),
        figure("until painted, p95", percentile(highlights.painted.iter().copied(), 95)),
        figure("until durable, p95", percentile(highlights.durable.iter().copied(), 95)),
    ])
}

/// Selects a passage at a share of the document with the pointer and highlights it with the key.
pub(crate) async fn highlight(
    driven: &Driven,
    share: f64,
    highlights: &mut Highlights,
) -> Result<(), Box<dyn Error>> {
    driven.scroll_to(share).await?;
    // Some characters of a line in the middle of the window that have no mark yet, so that what has the colour
    // afterwards is new.
    let script = "const reader = document.querySelector('.reader').getBoundingClientRect();
        const walker = document.createTreeWalker(document.querySelector('article .column'), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (node.length < 9 || !node.parentElement.closest('.block') || node.parentElement.closest('mark, button, h1, h2, h3')) continue;
            for (let at = 1; at + 7 < node.length; at += 6) {
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + 6);
                const boxes = [...range.getClientRects()];
                const [box] = boxes;
                if (boxes.length === 1 && box.width > 80 && box.top > reader.top + 200 && box.bottom < reader.bottom - 200)
                    return [box.left, box.top, box.width, box.height];
            }
        }
        return null;";
    let place: [f64; 4] = driven.numbers(script).await?;
    let [left, top, width, height] = place;
    let area = driven.area([left, top, width, height]);
    let middle = top + height / 2.0;
    driven.input.move_to(driven.on_screen((left + 1.0, middle)))?;
    driven.input.press_button()?;
    driven.input.move_to(driven.on_screen((left + width / 2.0, middle)))?;
    driven.input.move_to(driven.on_screen((left + width - 2.0, middle)))?;
    driven.input.release_button()?;
    let selected = "return getSelection().toString().length > 3";
    driven
        .app
        .until("the selection", async || {
            Ok((driven.app.script(selected, Vec::new()).await? == true).then_some(()))
        })
        .await?;
    driven.rest().await?;

    let screen = Screen::connect()?;
    let durable = watch_library(&driven.app.home().library())?;
    let key = driven.input.press(&[], u32::from(b'1'))?;
    let painted =
        screen.wait_for(area, PATIENCE, is_highlighted)?.ok_or("no highlight appeared on the screen")?;
    let durable = durable.recv_timeout(PATIENCE).map_err(|_| "no highlight appeared in the library")??;
    highlights.painted.push(painted.saturating_duration_since(key));
    highlights.durable.push(durable.saturating_duration_since(key));
    driven.input.press(&[], crate::input::keys::ESCAPE)?;
    driven.rest().await
}

/// Whether the area has the first colour: a light yellow, which neither the paper nor a selection is.
fn is_highlighted(picture: &Picture) -> bool {
    picture.count(|[red, green, blue]| red > 200 && green > 180 && blue < 190 && red - blue > 50) > COLOURED
}

/// Tells when the library next holds another number of annotations, as another process sees it. Other writes, of the place
/// in the document for one, do not count.
pub(crate) fn watch_library(path: &Path) -> Result<mpsc::Receiver<Result<Instant, String>>, Box<dyn Error>> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let before = ask(&connection, COUNT)?;
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let answer = wait_for_change(&connection, before);
        // Nobody waits any more when the window failed meanwhile.
        let _ = sender.send(answer.map_err(|error| error.to_string()));
    });
    Ok(receiver)
}

/// Changes with every commit of another connection, and costs next to nothing to ask.
const VERSION: &str = "PRAGMA data_version";
const COUNT: &str = "SELECT count(*) FROM annotation";

fn wait_for_change(connection: &Connection, before: i64) -> Result<Instant, Box<dyn Error>> {
    let begun = Instant::now();
    let mut version = None;
    while begun.elapsed() < PATIENCE {
        let now = ask(connection, VERSION)?;
        if version.replace(now) != Some(now) {
            let at = Instant::now();
            if ask(connection, COUNT)? != before {
                return Ok(at);
            }
        } else {
            std::thread::sleep(PERIOD);
        }
    }
    Err("the library did not change".into())
}

fn ask(connection: &Connection, question: &str) -> rusqlite::Result<i64> {
    connection.query_row(question, [], |row| row.get(0))
}
