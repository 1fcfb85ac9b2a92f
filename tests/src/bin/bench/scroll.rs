//! Scrolling: by wheel, by a key held, by dragging the bar to anywhere; the same in each of four windows, in turn. What
//! counts is what the screen shows; the page's own frames stand beside it.

use crate::Bench;
use crate::driven::Driven;
use crate::figures::{Figure, Target, median, milliseconds, percentile};
use crate::input::keys;
use crate::scenes::{self, ANNOTATIONS, CHARACTERS, MANY_ANNOTATIONS, Scene};
use crate::screen::{Screen, Watch};
use std::error::Error;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Paragraphs of the bare page.
const PARAGRAPHS: usize = 1_000;
/// Rounds over all windows.
const ROUNDS: usize = 3;
/// The pause between two notches of the wheel, two repeats of a key, two movements of the bar.
const NOTCH: Duration = Duration::from_millis(33);
const REPEAT: Duration = Duration::from_millis(33);
const MOVEMENT: Duration = Duration::from_millis(16);
/// The pause after a jump: as long as it takes to see where one has arrived.
const JUMP: Duration = Duration::from_millis(200);
/// How often each is done.
const NOTCHES: usize = 80;
const REPEATS: usize = 60;
const MOVEMENTS: usize = 120;
const JUMPS: usize = 12;
/// How long a page that has come to rest may be blank before it counts as staying so.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often the bar is reached for.
const TRIES: usize = 5;
/// Nothing may be blank for longer, in milliseconds.
const LONGEST_BLANK: f64 = 100.0;

/// The ways to scroll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Wheel,
    Arrow,
    Page,
    Drag,
    Jump,
}

/// What is told of in another way than the others: there is no motion in it, but an answer.
const JUMPING: &str = "the bar to anywhere";

const MANNERS: [(Manner, &str); 5] = [
    (Manner::Wheel, "wheel"),
    (Manner::Arrow, "arrow key held"),
    (Manner::Page, "Page Down held"),
    (Manner::Drag, "dragging the bar"),
    (Manner::Jump, JUMPING),
];

/// What one manner of scrolling gave in one window, all rounds together.
#[derive(Default)]
struct Scrolled {
    /// Times between two frames on the screen; of jumps, the times from each until the screen follows.
    shown: Vec<Duration>,
    /// Times between two frames in the page.
    drawn: Vec<Duration>,
    /// The longest time without text.
    blank: Duration,
}

/// A window that is scrolled.
enum Window {
    Document(Scene),
    Bare(PathBuf),
}

/// Scrolls in every window and compares.
pub(crate) async fn measure(bench: &Bench) -> Result<Vec<Figure>, Box<dyn Error>> {
    let page = bench.scratch().join("bare.html");
    std::fs::write(&page, scenes::bare_page(PARAGRAPHS))?;
    let windows = [
        Window::Bare(page),
        Window::Document(bench.made(CHARACTERS, 0)?),
        Window::Document(bench.made(CHARACTERS, ANNOTATIONS)?),
        Window::Document(bench.made(CHARACTERS, MANY_ANNOTATIONS)?),
    ];
    let mut results: [[Scrolled; MANNERS.len()]; 4] = Default::default();
    for _ in 0..ROUNDS {
        for (window, results) in windows.iter().zip(&mut results) {
            let driven = match window {
                Window::Document(scene) => Driven::open(&bench.app, scene).await?,
                Window::Bare(page) => Driven::open_bare(&bench.empty, page).await?,
            };
            for ((manner, _), result) in MANNERS.iter().zip(results) {
                scroll(&driven, *manner, result).await?;
            }
        }
    }
    let [bare, unmarked, marked, crowded] = &results;
    let mut figures = Vec::new();
    for (name, results) in [("10,000 annotations", marked), ("100,000 annotations", crowded)] {
        for (index, (_, manner)) in MANNERS.iter().enumerate() {
            compare(
                &format!("{manner}, {name}"),
                &results[index],
                &unmarked[index],
                &bare[index],
                &mut figures,
            );
        }
    }
    Ok(figures)
}

fn compare(name: &str, ours: &Scrolled, unmarked: &Scrolled, bare: &Scrolled, figures: &mut Vec<Figure>) {
    let figure = |what: String, value, unit| Figure::new("scroll", what, value, unit);
    for (measure, percent) in [("median", 50), ("p95", 95)] {
        let time = |scrolled: &Scrolled| milliseconds(percentile(scrolled.shown.iter().copied(), percent));
        let kind = if name.starts_with(JUMPING) { "until the screen follows" } else { "frame time" };
        for (beside, other, times) in [("without annotations", unmarked, 1.2), ("a bare page", bare, 1.5)] {
            figures.push(
                figure(format!("{name}: {kind}, {measure}"), time(ours), "ms")
                    .beside(beside, time(other))
                    .target(Target::Times(times)),
            );
        }
    }
    let drawn = |scrolled: &Scrolled| milliseconds(median(scrolled.drawn.iter().copied()));
    figures.push(
        figure(format!("{name}: frame time in the page, median"), drawn(ours), "ms")
            .beside("without annotations", drawn(unmarked)),
    );
    figures.push(
        figure(format!("{name}: longest blank"), milliseconds(ours.blank), "ms")
            .beside("without annotations", milliseconds(unmarked.blank))
            .target(Target::Most(LONGEST_BLANK)),
    );
}

/// Scrolls in one manner and adds what was seen.
async fn scroll(driven: &Driven, manner: Manner, result: &mut Scrolled) -> Result<(), Box<dyn Error>> {
    // Not from the very beginning, where the title is; a drag has to find the bar at its upper end.
    let is_drag = matches!(manner, Manner::Drag | Manner::Jump);
    driven.scroll_to(if is_drag { 0.0 } else { 0.2 }).await?;
    let area = driven.strip().await?;
    let middle = (f64::from(area.x) + f64::from(area.width) / 2.0) as i16;
    driven.input.move_to((middle, area.y + 200))?;
    // An engine can leave a page unpainted after a jump although all of it is drawn: that counts, and the run goes on.
    if Screen::connect()?.wait_for(area, PATIENCE, |picture| !picture.is_blank())?.is_none() {
        result.blank = result.blank.max(PATIENCE);
    }
    let grip = if is_drag { Some(grip(driven).await?) } else { None };
    driven.note_frames().await?;
    let before = driven.scrolled().await?;
    let watch = Watch::start(area);
    let moved_at = move_page(driven, manner, grip.as_ref()).await?;
    let seen = watch.stop()?;
    let moved = driven.scrolled().await? - before;
    result.drawn.extend(driven.noted_frames().await?);
    if is_drag {
        driven.input.release_button()?;
    }
    if moved == 0.0 {
        return Err(format!("{manner:?} moved nothing").into());
    }
    result.shown.extend(if manner == Manner::Jump { seen.answers(&moved_at) } else { seen.frames() });
    result.blank = result.blank.max(seen.longest_blank());
    Ok(())
}

/// The bar, held at its upper end. In coordinates of the page.
struct Grip {
    x: f64,
    first: f64,
    length: f64,
}

/// Takes hold of the bar at its upper end. The engine draws it over the page and hides it when nothing moves: a press
/// may come before it is there, and then it is given again.
async fn grip(driven: &Driven) -> Result<Grip, Box<dyn Error>> {
    let [right, top, length] = driven.bar().await?;
    let (x, first) = (right - 4.0, top + 10.0);
    for _ in 0..TRIES {
        driven.input.move_to(driven.on_screen((x, first + 1.0)))?;
        driven.input.move_to(driven.on_screen((x, first)))?;
        driven.rest().await?;
        driven.input.press_button()?;
        driven.input.move_to(driven.on_screen((x, first + length / 4.0)))?;
        driven.rest().await?;
        let is_held = driven.scrolled().await? > 0.0;
        driven.input.move_to(driven.on_screen((x, first)))?;
        driven.rest().await?;
        if is_held {
            return Ok(Grip { x, first, length });
        }
        driven.input.release_button()?;
    }
    Err("the bar cannot be taken hold of".into())
}

/// Moves the page; the moments of the movements.
async fn move_page(
    driven: &Driven,
    manner: Manner,
    grip: Option<&Grip>,
) -> Result<Vec<Instant>, Box<dyn Error>> {
    let Driven { input, .. } = driven;
    let mut moments = Vec::new();
    if let Some(Grip { x, first, length }) = grip {
        let is_drag = manner == Manner::Drag;
        let (count, pause) = if is_drag { (MOVEMENTS, MOVEMENT) } else { (JUMPS, JUMP) };
        for step in 1..=count {
            // A jump goes to and fro over the whole, never twice to the same place.
            let share = if is_drag { step as f64 / count as f64 } else { (step * 37 % 61) as f64 / 61.0 };
            moments.push(input.move_to(driven.on_screen((*x, first + share * 0.85 * length)))?);
            tokio::time::sleep(pause).await;
        }
        return Ok(moments);
    }
    if manner == Manner::Wheel {
        for _ in 0..NOTCHES {
            moments.push(input.turn_wheel()?);
            tokio::time::sleep(NOTCH).await;
        }
        return Ok(moments);
    }
    let key = if manner == Manner::Arrow { keys::DOWN } else { keys::PAGE_DOWN };
    for _ in 0..REPEATS {
        moments.push(input.press(&[], key)?);
        tokio::time::sleep(REPEAT).await;
    }
    Ok(moments)
}
