//! Files dragged in from another program.
//!
//! The other program is played here, in the protocol that programs under X speak (XDND 5, freedesktop.org): it owns what
//! is dragged, tells the window where the pointer is, hands out the files when asked, and lets them go. Everything on
//! the window's side is real.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use url::Url;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, CreateWindowAux, EventMask, PropMode,
    SELECTION_NOTIFY_EVENT, SelectionNotifyEvent, SelectionRequestEvent, WindowClass,
};
use x11rb::wrapper::ConnectionExt as _;
use x11rb::{COPY_DEPTH_FROM_PARENT, CURRENT_TIME};

use super::app::App;
use super::screen::{Display, Reply};
use super::trouble::{Result, Trouble};

/// The version of the protocol, where a message wants it.
const VERSION: u32 = 5 << 24;
/// How long the window may take for the whole conversation.
const LIMIT: Duration = Duration::from_secs(20);
/// Between two looks at what has come in.
const PAUSE: Duration = Duration::from_millis(5);
/// Without an answer for so long the pointer moves again: a page decides from its second motion on.
const MOTION: Duration = Duration::from_millis(100);

impl App {
    /// Drops files on the middle of the window.
    ///
    /// # Errors
    /// When the window does not take them.
    pub fn drop_files(&self, files: &[PathBuf]) -> Result {
        drop_on(&self.processes(), files).map_err(Trouble::Screen)
    }
}

fn drop_on(processes: &[u32], files: &[PathBuf]) -> Reply<()> {
    let display = Display::connect()?;
    let target = display.windows_of(processes)?.into_iter().next().ok_or("the app shows no window")?;
    let drag = Drag::begin(&display, target, files)?;
    let place = display.connection.get_geometry(target)?.reply()?;
    let middle = |start: i16, length: u16| u32::from(start.unsigned_abs()) + u32::from(length) / 2;
    let (x, y) = (middle(place.x, place.width), middle(place.y, place.height));
    let (mut moved, mut has_let_go) = (0, false);
    let deadline = Instant::now() + LIMIT;
    let mut due = Instant::now();
    while Instant::now() < deadline {
        if !has_let_go && Instant::now() >= due {
            drag.tell("XdndPosition", [0, (x + moved) << 16 | y, CURRENT_TIME, drag.copy])?;
            (moved, due) = (moved + 1, Instant::now() + MOTION);
        }
        match display.connection.poll_for_event()? {
            None => thread::sleep(PAUSE),
            Some(Event::SelectionRequest(request)) => drag.hand_out(&request)?,
            Some(Event::ClientMessage(message)) if message.type_ == drag.finished => return Ok(()),
            Some(Event::ClientMessage(message)) if message.type_ == drag.status => {
                let is_accepted = message.data.as_data32()[1] & 1 == 1;
                if is_accepted && moved > 1 && !has_let_go {
                    drag.tell("XdndDrop", [0, CURRENT_TIME, 0, 0])?;
                    has_let_go = true;
                }
            }
            Some(_) => {}
        }
    }
    Err(if has_let_go {
        "the window did not take the files".into()
    } else {
        "the window refuses files".into()
    })
}

/// What is dragged, over which window.
struct Drag<'display> {
    display: &'display Display,
    source: u32,
    target: u32,
    list: u32,
    copy: u32,
    status: u32,
    finished: u32,
    content: String,
}

impl<'display> Drag<'display> {
    fn begin(display: &'display Display, target: u32, files: &[PathBuf]) -> Reply<Drag<'display>> {
        let connection = &display.connection;
        let source = connection.generate_id()?;
        connection.create_window(
            COPY_DEPTH_FROM_PARENT,
            source,
            display.root,
            0,
            0,
            1,
            1,
            0,
            WindowClass::INPUT_OUTPUT,
            0,
            &CreateWindowAux::new(),
        )?;
        connection.set_selection_owner(source, display.atom("XdndSelection")?, CURRENT_TIME)?;
        let drag = Drag {
            display,
            source,
            target,
            list: display.atom("text/uri-list")?,
            copy: display.atom("XdndActionCopy")?,
            status: display.atom("XdndStatus")?,
            finished: display.atom("XdndFinished")?,
            content: files.iter().map(|file| address(file)).collect::<Reply<String>>()?,
        };
        drag.tell("XdndEnter", [VERSION, drag.list, 0, 0])?;
        Ok(drag)
    }

    fn tell(&self, message: &str, [first, second, third, fourth]: [u32; 4]) -> Reply<()> {
        let data = [self.source, first, second, third, fourth];
        let event = ClientMessageEvent::new(32, self.target, self.display.atom(message)?, data);
        self.display.connection.send_event(false, self.target, EventMask::NO_EVENT, event)?;
        Ok(self.display.connection.flush()?)
    }

    fn hand_out(&self, request: &SelectionRequestEvent) -> Reply<()> {
        let connection = &self.display.connection;
        let is_known = request.target == self.list;
        if is_known {
            let bytes = self.content.as_bytes();
            connection.change_property8(
                PropMode::REPLACE,
                request.requestor,
                request.property,
                self.list,
                bytes,
            )?;
        }
        let event = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property: if is_known { request.property } else { AtomEnum::NONE.into() },
        };
        connection.send_event(false, request.requestor, EventMask::NO_EVENT, event)?;
        Ok(connection.flush()?)
    }
}

/// A line of the list of files.
fn address(file: &Path) -> Reply<String> {
    let url = Url::from_file_path(file).map_err(|()| format!("{} is no full path", file.display()))?;
    Ok(format!("{url}\r\n"))
}
