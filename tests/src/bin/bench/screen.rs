//! What the X server shows, from outside the page: pictures of a part of the screen, each taken when something was
//! drawn. Owns no idea of what should be seen.

use std::error::Error;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::damage::{ConnectionExt as _, ReportLevel};
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, Window};
use x11rb::rust_connection::RustConnection;

/// The pause between two looks for news from the server: what is drawn is noticed so much later at most.
const PERIOD: Duration = Duration::from_micros(500);
/// Bytes of a pixel on a screen of 24 bits.
const PIXEL: usize = 4;
/// Luminance below which a pixel is ink: the marks' colours are lighter, the text of the page is darker.
const INK: u32 = 120;

/// Pixels of ink that need not be text: three characters have more.
const SPECK: usize = 300;

/// A part of the screen, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) x: i16,
    pub(crate) y: i16,
    pub(crate) width: u16,
    pub(crate) height: u16,
}

/// What was to be seen in an area.
pub(crate) struct Picture {
    width: usize,
    bytes: Vec<u8>,
}

impl Picture {
    /// Tells one picture from another.
    pub(crate) fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.bytes.hash(&mut hasher);
        hasher.finish()
    }

    /// Whether there is text: more ink than a speck, and more paper than ink, which a screen without a window has not.
    pub(crate) fn has_text(&self) -> bool {
        let pixels = self.bytes.chunks_exact(PIXEL);
        let all = pixels.len();
        let ink = pixels.filter(|pixel| is_ink(pixel)).count();
        ink > SPECK && ink * 2 < all
    }

    /// How many pixels have a colour, given as red, green and blue, that is accepted.
    pub(crate) fn count(&self, accept: impl Fn([u8; 3]) -> bool) -> usize {
        self.pixels().filter(|pixel| accept(*pixel)).count()
    }

    /// Whether half of the area or more, from one side to the other and in one piece, is without text.
    pub(crate) fn is_blank(&self) -> bool {
        let rows: Vec<bool> = self.bytes.chunks(self.width * PIXEL).map(has_ink).collect();
        let longest = rows.split(|has_ink| *has_ink).map(<[bool]>::len).max().unwrap_or_default();
        longest * 2 >= rows.len()
    }

    fn pixels(&self) -> impl Iterator<Item = [u8; 3]> {
        self.bytes.chunks_exact(PIXEL).map(|pixel| [pixel[2], pixel[1], pixel[0]])
    }
}

fn has_ink(row: &[u8]) -> bool {
    row.chunks_exact(PIXEL).any(is_ink)
}

fn is_ink(pixel: &[u8]) -> bool {
    let [blue, green, red] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
    red * 299 + green * 587 + blue * 114 < INK * 1_000
}

/// A connection that hears of everything that is drawn.
pub(crate) struct Screen {
    connection: RustConnection,
    root: Window,
    damage: u32,
}

impl Screen {
    /// Connects to the display that the environment names.
    ///
    /// # Errors
    /// When there is none, or it cannot say what was drawn.
    pub(crate) fn connect() -> Result<Screen, Box<dyn Error>> {
        let (connection, number) = x11rb::connect(None)?;
        let root = connection.setup().roots.get(number).ok_or("the display has no screen")?.root;
        connection.damage_query_version(1, 1)?.reply()?;
        let damage = connection.generate_id()?;
        connection.damage_create(damage, root, ReportLevel::NON_EMPTY)?;
        connection.flush()?;
        Ok(Screen { connection, root, damage })
    }

    /// What the area shows now.
    ///
    /// # Errors
    /// When the display has gone or the area is not on it.
    pub(crate) fn picture(&self, area: Area) -> Result<Picture, Box<dyn Error>> {
        let Area { x, y, width, height } = area;
        let image = self
            .connection
            .get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, u32::MAX)?
            .reply()?;
        Ok(Picture { width: usize::from(width), bytes: image.data })
    }

    /// The moment from which on the area shows what is accepted; none when patience ends first.
    ///
    /// # Errors
    /// As [`Screen::picture`].
    pub(crate) fn wait_for(
        &self,
        area: Area,
        patience: Duration,
        mut accept: impl FnMut(&Picture) -> bool,
    ) -> Result<Option<Instant>, Box<dyn Error>> {
        let begun = Instant::now();
        let mut is_due = true;
        while begun.elapsed() < patience {
            if is_due {
                let at = Instant::now();
                if accept(&self.picture(area)?) {
                    return Ok(Some(at));
                }
            } else {
                std::thread::sleep(PERIOD);
            }
            is_due = self.is_drawn()?;
        }
        Ok(None)
    }

    /// Whether something was drawn since the last call.
    fn is_drawn(&self) -> Result<bool, Box<dyn Error>> {
        let mut is_drawn = false;
        while let Some(event) = self.connection.poll_for_event()? {
            is_drawn |= matches!(event, Event::DamageNotify(_));
        }
        if is_drawn {
            // Without this the server would not report again.
            self.connection.damage_subtract(self.damage, x11rb::NONE, x11rb::NONE)?;
            self.connection.flush()?;
        }
        Ok(is_drawn)
    }
}

/// What was seen at one moment.
#[derive(Clone, Copy)]
pub(crate) struct Sighting {
    pub(crate) at: Instant,
    digest: u64,
    is_blank: bool,
}

/// Watches an area on a thread of its own.
pub(crate) struct Watch {
    is_over: Arc<AtomicBool>,
    thread: JoinHandle<Result<Vec<Sighting>, String>>,
}

impl Watch {
    /// Begins; every change of the area is noted from now on.
    pub(crate) fn start(area: Area) -> Watch {
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let thread = std::thread::spawn(move || watch(area, &over).map_err(|error| error.to_string()));
        Watch { is_over, thread }
    }

    /// Ends, and gives back what was seen.
    ///
    /// # Errors
    /// When the display could not be read.
    pub(crate) fn stop(self) -> Result<Sightings, Box<dyn Error>> {
        self.is_over.store(true, Ordering::Relaxed);
        let seen = self.thread.join().map_err(|_| "the watch over the screen broke off")??;
        Ok(Sightings { seen, end: Instant::now() })
    }
}

fn watch(area: Area, is_over: &AtomicBool) -> Result<Vec<Sighting>, Box<dyn Error>> {
    let screen = Screen::connect()?;
    let mut seen: Vec<Sighting> = Vec::new();
    let mut is_due = true;
    while !is_over.load(Ordering::Relaxed) {
        if is_due {
            let at = Instant::now();
            let picture = screen.picture(area)?;
            let sighting = Sighting { at, digest: picture.digest(), is_blank: picture.is_blank() };
            if seen.last().is_none_or(|last| last.digest != sighting.digest) {
                seen.push(sighting);
            }
        } else {
            std::thread::sleep(PERIOD);
        }
        is_due = screen.is_drawn()?;
    }
    Ok(seen)
}

/// What a watch saw: one sighting each time that the area changed.
pub(crate) struct Sightings {
    seen: Vec<Sighting>,
    end: Instant,
}

/// Changes closer together than this are parts of one frame, which no screen of 60 Hz would show apart.
const ONE_FRAME: Duration = Duration::from_millis(4);

impl Sightings {
    /// The times between one frame and the next.
    pub(crate) fn frames(&self) -> Vec<Duration> {
        let mut times = Vec::new();
        let mut last: Option<Instant> = None;
        // The first is what was there before anything moved.
        for sighting in self.seen.iter().skip(1) {
            let Some(before) = last else {
                last = Some(sighting.at);
                continue;
            };
            let time = sighting.at.saturating_duration_since(before);
            if time > ONE_FRAME {
                times.push(time);
                last = Some(sighting.at);
            }
        }
        times
    }

    /// How long after each of these moments the area changed; none for one after which it did not.
    pub(crate) fn answers(&self, moments: &[Instant]) -> Vec<Duration> {
        let after = |moment: Instant| self.seen.iter().skip(1).find(|sighting| sighting.at >= moment);
        moments
            .iter()
            .filter_map(|moment| Some(after(*moment)?.at.saturating_duration_since(*moment)))
            .collect()
    }

    /// The longest time for which half of the area or more was without text.
    pub(crate) fn longest_blank(&self) -> Duration {
        let mut longest = Duration::ZERO;
        let mut since: Option<Instant> = None;
        for sighting in &self.seen {
            if let Some(began) = since {
                longest = longest.max(sighting.at.saturating_duration_since(began));
            }
            since = sighting.is_blank.then(|| since.unwrap_or(sighting.at));
        }
        since.map_or(longest, |began| longest.max(self.end.saturating_duration_since(began)))
    }
}
