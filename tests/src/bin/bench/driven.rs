//! A window that is driven: devices move it, its page answers questions. Where things stand on the screen is found
//! here; what is done with it is each part's own.

use crate::input::Input;
use crate::scenes::Scene;
use crate::screen::Area;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::cell::Cell;
use std::error::Error;
use std::path::Path;
use std::time::Duration;
use vermilion_tests::harness::{App, Home, Launch};

/// Width of the strip of the text that is watched: the first characters of every line. Reading more of the screen at
/// every frame would slow down what is measured.
const STRIP: f64 = 200.0;
/// A place in the middle of the page, where the pointer rests.
const MIDDLE: (i16, i16) = (560, 420);

/// The page's scroller: the reading view, or the document itself where there is only text.
const SCROLLER: &str = "(document.querySelector('.reader') ?? document.scrollingElement)";

/// A running window with the devices that move it.
pub(crate) struct Driven {
    pub(crate) app: App,
    pub(crate) input: Input,
    /// Where the page begins on the screen.
    origin: Cell<(f64, f64)>,
}

impl Driven {
    /// Opens the app with a document.
    ///
    /// # Errors
    /// When it does not come up.
    pub(crate) async fn open(program: &Path, scene: &Scene) -> Result<Driven, Box<dyn Error>> {
        let home = Home::new()?;
        copy_library(&scene.library, &home.library())?;
        let app = App::start(home, Launch::new().program(program).open(&scene.file)).await?;
        let is_there = "return document.querySelector('article .block') !== null";
        app.until("the text", async || Ok((app.script(is_there, Vec::new()).await? == true).then_some(())))
            .await?;
        Driven::new(app).await
    }

    /// Opens a page of nothing but text.
    ///
    /// # Errors
    /// When it does not come up.
    pub(crate) async fn open_bare(program: &Path, page: &Path) -> Result<Driven, Box<dyn Error>> {
        let app = App::start(Home::new()?, Launch::new().program(program).open(page)).await?;
        Driven::new(app).await
    }

    async fn new(app: App) -> Result<Driven, Box<dyn Error>> {
        let input = Input::connect()?;
        input.focus_window()?;
        let listen = "addEventListener('mousemove', (event) => (window.pointerAt = [event.clientX, event.clientY]), true);";
        app.script(listen, Vec::new()).await?;
        let driven = Driven { app, input, origin: Cell::default() };
        driven.find_page().await?;
        Ok(driven)
    }

    /// Finds out where the page begins on the screen. A window may get its menu after its page, which moves it down.
    async fn find_page(&self) -> Result<(), Box<dyn Error>> {
        // There and back: a pointer that is there already sends no event.
        self.input.move_to((0, 0))?;
        self.app.script("window.pointerAt = null;", Vec::new()).await?;
        self.input.move_to(MIDDLE)?;
        let at = self
            .app
            .until("the pointer", async || {
                let at = self.app.script("return window.pointerAt", Vec::new()).await?;
                Ok(at[0].as_f64().zip(at[1].as_f64()).filter(|at| *at != (0.0, 0.0)))
            })
            .await?;
        self.origin.set((f64::from(MIDDLE.0) - at.0, f64::from(MIDDLE.1) - at.1));
        Ok(())
    }

    /// A number that the page knows.
    ///
    /// # Errors
    /// When it is no number.
    pub(crate) async fn number(&self, script: &str) -> Result<f64, Box<dyn Error>> {
        let answer = self.app.script(&format!("return {script}"), Vec::new()).await?;
        answer.as_f64().ok_or_else(|| format!("{script} is {answer}, which is no number").into())
    }

    /// Numbers that the page knows.
    ///
    /// # Errors
    /// When they are no numbers.
    pub(crate) async fn numbers<const N: usize>(&self, script: &str) -> Result<[f64; N], Box<dyn Error>> {
        let answer = self.app.script(script, Vec::new()).await?;
        let mut numbers = [0.0; N];
        for (index, number) in numbers.iter_mut().enumerate() {
            *number = answer[index].as_f64().ok_or_else(|| format!("{script} gave {answer}"))?;
        }
        Ok(numbers)
    }

    /// A place of the page as one of the screen.
    pub(crate) fn on_screen(&self, (x, y): (f64, f64)) -> (i16, i16) {
        // A place in a window of less than 2,000 pixels fits.
        let (left, top) = self.origin.get();
        ((x + left).round() as i16, (y + top).round() as i16)
    }

    /// A rectangle of the page as a part of the screen.
    pub(crate) fn area(&self, [x, y, width, height]: [f64; 4]) -> Area {
        let (x, y) = self.on_screen((x, y));
        Area { x, y, width: width as u16, height: height as u16 }
    }

    /// The strip of the text that is watched while it moves.
    ///
    /// # Errors
    /// When there is no text.
    pub(crate) async fn strip(&self) -> Result<Area, Box<dyn Error>> {
        let script = format!(
            "const text = document.querySelector('.column') ?? document.querySelector('p');
            const left = text.getBoundingClientRect().left + (Number.parseFloat(getComputedStyle(text).paddingLeft) || 0);
            const reader = document.querySelector('.reader')?.getBoundingClientRect();
            return [left, (reader?.top ?? 0) + 2, {STRIP}, (reader?.height ?? innerHeight) - 4];"
        );
        Ok(self.area(self.numbers(&script).await?))
    }

    /// The upper right corner of the scroller, where its bar begins, and the bar's length.
    ///
    /// # Errors
    /// When the page does not say.
    pub(crate) async fn bar(&self) -> Result<[f64; 3], Box<dyn Error>> {
        let script = "const box = document.querySelector('.reader')?.getBoundingClientRect();
            return [box?.right ?? innerWidth, box?.top ?? 0, box?.height ?? innerHeight];";
        self.numbers(script).await
    }

    /// How far the page is scrolled, in pixels.
    ///
    /// # Errors
    /// When the page does not say.
    pub(crate) async fn scrolled(&self) -> Result<f64, Box<dyn Error>> {
        self.number(&format!("{SCROLLER}.scrollTop")).await
    }

    /// Scrolls to a share of the whole, waits until nothing moves any more, and sees where the page is then.
    ///
    /// # Errors
    /// When the page does not come to rest.
    pub(crate) async fn scroll_to(&self, share: f64) -> Result<(), Box<dyn Error>> {
        let go = format!(
            "const scroller = {SCROLLER}; scroller.scrollTop = arguments[0] * (scroller.scrollHeight - scroller.clientHeight);"
        );
        self.app.script(&go, vec![json!(share)]).await?;
        self.rest().await?;
        self.find_page().await
    }

    /// Waits until the page has been still for some frames.
    ///
    /// # Errors
    /// When it does not come to rest.
    pub(crate) async fn rest(&self) -> Result<(), Box<dyn Error>> {
        let still = format!(
            "const done = arguments[0]; const scroller = {SCROLLER};
            const state = () => scroller.scrollTop + ':' + scroller.scrollHeight + ':' + document.querySelectorAll('.block').length;
            const look = (before, quiet) => requestAnimationFrame(() => {{
                const now = state();
                if (quiet === 0) done(true); else look(now, now === before ? quiet - 1 : 12);
            }});
            look(state(), 12);"
        );
        self.app.client().execute_async(&still, Vec::new()).await?;
        // What the server was sent last may still be on its way to the screen.
        tokio::time::sleep(Duration::from_millis(50)).await;
        Ok(())
    }

    /// Begins to note when the page draws.
    ///
    /// # Errors
    /// When the page has gone.
    pub(crate) async fn note_frames(&self) -> Result<(), Box<dyn Error>> {
        let script = "window.frameTimes = [];
            const tick = () => { window.frameTimes.push(performance.now()); window.frameRequest = requestAnimationFrame(tick); };
            window.frameRequest = requestAnimationFrame(tick);";
        self.app.script(script, Vec::new()).await?;
        Ok(())
    }

    /// The times between the frames noted.
    ///
    /// # Errors
    /// When the page has gone.
    pub(crate) async fn noted_frames(&self) -> Result<Vec<Duration>, Box<dyn Error>> {
        let script = "cancelAnimationFrame(window.frameRequest); return window.frameTimes";
        let noted = self.app.script(script, Vec::new()).await?;
        let times: Vec<f64> = noted.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        Ok(times
            .windows(2)
            .map(|pair| Duration::from_secs_f64((pair[1] - pair[0]).max(0.0) / 1_000.0))
            .collect())
    }
}

/// A copy that a window may write to; the original stays as it is for the next.
pub(crate) fn copy_library(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    // Whatever is in the log beside the file has to be in the file.
    Connection::open(from)?.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    std::fs::copy(from, to)?;
    Ok(())
}
