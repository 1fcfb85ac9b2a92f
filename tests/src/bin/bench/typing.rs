//! Typing a note: from the key to the character on the screen.

use crate::Bench;
use crate::driven::Driven;
use crate::figures::{Figure, Target, median, milliseconds, percentile};
use crate::input::keys;
use crate::screen::Screen;
use serde_json::Value;
use std::error::Error;
use std::time::Duration;

/// Keys pressed; the first few, which open the history's entry for the note, are counted too.
const KEYS: usize = 80;
/// The pause between two keys: a fast typist's.
const PAUSE: Duration = Duration::from_millis(110);
const PATIENCE: Duration = Duration::from_secs(5);
/// What a key may take, in milliseconds.
const MOST: f64 = 50.0;

/// Types a note on an annotation in the middle of the large document.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let scene = bench.worked_on()?;
    let driven = Driven::open(&bench.app, &scene).await?;
    driven.scroll_to(0.5).await?;
    // The next annotation becomes the active one, and N opens its note.
    driven.input.press(&[], u32::from(b'j'))?;
    driven.rest().await?;
    driven.input.press(&[], u32::from(b'n'))?;
    let field = "return document.activeElement?.matches('textarea.note-field') === true";
    driven
        .app
        .until("the note's field", async || {
            Ok((driven.app.script(field, Vec::new()).await? == true).then_some(()))
        })
        .await?;
    driven.rest().await?;
    let place = "const box = document.activeElement.getBoundingClientRect(); return [box.left, box.top, box.width, box.height + 60];";
    let listen = "window.keyTimes = [];
        addEventListener('keydown', () => {
            // The event's own time is the X server's, which may lie in the page's future.
            const pressed = performance.now();
            requestAnimationFrame(() => setTimeout(() => window.keyTimes.push(performance.now() - pressed)));
        }, true);";
    driven.app.script(listen, Vec::new()).await?;
    let screen = Screen::connect()?;
    let mut shown = Vec::new();
    for index in 0..KEYS {
        // The field grows with what is typed, and may move.
        let area = if index % 10 == 0 { Some(driven.area(driven.numbers(place).await?)) } else { None };
        let area = area.map_or_else(|| last_area(&shown), Ok)?;
        let before = screen.picture(area)?.digest();
        let key = driven.input.press(&[], u32::from(b'a') + u32::try_from(index % 26)?)?;
        let seen = screen.wait_for(area, PATIENCE, |picture| picture.digest() != before)?;
        let seen = seen.ok_or("a key showed nothing on the screen")?;
        shown.push((area, seen.saturating_duration_since(key)));
        tokio::time::sleep(PAUSE).await;
    }
    driven.input.press(&[], keys::ESCAPE)?;
    let noted = driven.app.script("return window.keyTimes", Vec::new()).await?;
    let in_page: Vec<Duration> = noted
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .map(|time| Duration::from_secs_f64(time.max(0.0) / 1_000.0))
        .collect();
    let on_screen: Vec<Duration> = shown.iter().map(|(_, time)| *time).collect();
    let figure = |what: &str, value: Duration| Figure::new("typing", what, milliseconds(value), "ms");
    Ok(vec![
        figure("a key until it is on the screen, p95", percentile(on_screen.iter().copied(), 95))
            .target(Target::Most(MOST)),
        figure("a key until it is on the screen, median", median(on_screen)),
        figure(
            "from the page's hearing of a key until after its frame, p95",
            percentile(in_page.iter().copied(), 95),
        )
        .target(Target::Most(MOST)),
        figure("from the page's hearing of a key until after its frame, median", median(in_page)),
    ])
}

fn last_area(shown: &[(crate::screen::Area, Duration)]) -> Result<crate::screen::Area, Box<dyn Error>> {
    Ok(shown.last().ok_or("no key was pressed before")?.0)
}
