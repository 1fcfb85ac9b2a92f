//! The app asks nothing of the network, and writes nothing of what one reads into its logs.
//!
//! It is driven here as by a person with mouse and keyboard, through X: a driver of the web view listens on the
//! network and lets the app talk to it, which is what must not be seen.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use vermilion_api::Api;
use vermilion_api::wire::{Annotation, Nothing};
use vermilion_tests::fixtures::open_library;
use vermilion_tests::grants;
use vermilion_tests::harness::{Home, Result, Trouble, until};
use vermilion_tests::trace::{self, Trace};

/// Words that stand nowhere but in the interview and in the note.
const INTERVIEW: &str = "夜航\n\n甲乙：燈塔還亮著嗎燈塔還亮著嗎燈塔還亮著嗎燈塔還亮著嗎？\n\n丙丁：一直亮到天明一直亮到天明一直亮到天明。\n";
const WORDS: [&str; 6] = ["夜航", "甲乙", "燈塔", "丙丁", "天明", NOTE];
/// Keys that mean nothing by themselves, should one of them not reach the note.
const NOTE: &str = "wwxwwxww";

/// Where the lines of the text may be, in pixels from the upper edge of the window, and a place on all of them.
const LINES: std::ops::Range<u32> = 150..600;
const BETWEEN_LINES: usize = 20;
const ON_A_LINE: &str = "640";

#[tokio::test]
async fn the_app_opens_no_socket_to_the_network_and_logs_nothing_that_was_read_or_written() -> Result {
    if !grants::strace() {
        return Ok(());
    }
    let desk = Desk::start().await?;
    let api = open_library(&desk.home.library()).expect("a second program may open the library");

    // The dialog that shows what was found in the file: Enter brings it in.
    let document = desk
        .press_until("the interview", "Return", || {
            Some(api.document_list(Nothing {}).ok()?.first()?.id.clone())
        })
        .await?;
    // A double click selects a word, where there is one.
    let mut lines = LINES.step_by(BETWEEN_LINES).cycle();
    desk.until("a highlight", async || {
        let line = lines.next().unwrap_or_default().to_string();
        desk.xdotool(&[
            "mousemove",
            "--window",
            &desk.window,
            ON_A_LINE,
            &line,
            "click",
            "--repeat",
            "2",
            "1",
        ]);
        desk.xdotool(&["key", "1"]);
        Ok(annotations(&api, &document).into_iter().next())
    })
    .await?;
    desk.until("the note", async || {
        desk.xdotool(&["key", "n"]);
        desk.xdotool(&["type", "--delay", "30", NOTE]);
        let has_note =
            || annotations(&api, &document).iter().any(|annotation| annotation.note.contains(NOTE));
        Ok(soon(has_note).await.then_some(()))
    })
    .await?;
    desk.xdotool(&["key", "Escape"]);
    desk.xdotool(&["key", "ctrl+e"]);
    let export = desk.press_until("the export", "Return", || fs::read_to_string(desk.export()).ok()).await?;
    assert!(export.contains(NOTE), "the export holds the note");
    let desk = desk.close().await?;

    let recorded = desk.trace.read().map_err(Trouble::file("the recording"))?;
    for part in ["vermilion-desktop", "WebKitWebProcess", "WebKitNetworkProcess"] {
        assert!(recorded.programs.iter().any(|program| program == part), "{part} is recorded");
    }
    assert!(recorded.sockets.iter().any(|socket| socket.starts_with("AF_UNIX")), "sockets are recorded");
    assert!(recorded.to_the_network().is_empty(), "sockets to the network: {:?}", recorded.to_the_network());
    check_logs(&desk.home.path().join("home/data/vermilion/logs"));
    Ok(())
}

fn annotations(api: &Api, document: &str) -> Vec<Annotation> {
    api.document_view(document).map(|view| view.annotations).unwrap_or_default()
}

/// Whether something becomes true within the time in which a person would wonder.
async fn soon(is_so: impl Fn() -> bool) -> bool {
    let look = async || {
        while !is_so() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(3), look()).await.is_ok()
}

/// The logs are there, nobody else can read them, and there is nothing in them to read.
fn check_logs(folder: &Path) {
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(folder), 0o700);
    let logs: Vec<PathBuf> =
        fs::read_dir(folder).expect("there are logs").flatten().map(|entry| entry.path()).collect();
    assert!(!logs.is_empty());
    for log in logs {
        assert_eq!(mode(&log), 0o600, "{}", log.display());
        let text = fs::read_to_string(&log).expect("a log is text");
        assert!(text.contains("library open"), "something was logged");
        for word in WORDS {
            assert!(!text.contains(word), "{} holds “{word}”", log.display());
        }
    }
}

/// The app on a screen of its own, recorded, in a world without a network.
struct Desk {
    home: Home,
    trace: Trace,
    screen: Child,
    display: String,
    authority: String,
    window: String,
}

impl Desk {
    async fn start() -> Result<Desk> {
        let home = Home::new()?;
        let file = home.path().join("interview.txt");
        fs::write(&file, INTERVIEW).map_err(Trouble::file(&file))?;
        let trace = Trace::at(home.path().join("trace"));
        let app = std::env::var_os("VERMILION_APP").ok_or(Trouble::NoApp)?;
        let mut app = trace.of(app);
        app.arg(&file);
        // The screen lives inside as well; whoever knows its address and its key can look in from outside.
        let mut screen = Command::new("xvfb-run");
        screen.args(["--auto-servernum", "--server-args=-screen 0 1600x1000x24 -noreset", "sh", "-c"]);
        screen.arg("printf '%s\\n%s\\n' \"$DISPLAY\" \"$XAUTHORITY\" > \"$0.new\" && mv \"$0.new\" \"$0\" && exec \"$@\"");
        screen.arg(home.path().join("screen")).arg(app.get_program()).args(app.get_args());
        home.settle(&mut screen, "en_US.UTF-8");
        screen.env("VERMILION_MARK_READY", home.path().join("ready"));
        screen.env("VERMILION_PICK_SAVE", home.path().join("export"));
        let log = fs::File::create(home.path().join("log.txt")).map_err(Trouble::file("the log"))?;
        let mut screen = trace::without_network(&screen);
        // A group of their own, so that the screen and the app can be ended together.
        let screen = screen.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).process_group(0);
        let screen = screen.spawn().map_err(Trouble::NoDriver)?;
        let mut desk = Desk {
            home,
            trace,
            screen,
            display: String::new(),
            authority: String::new(),
            window: String::new(),
        };
        let path = desk.home.path().join("screen");
        let address = desk.until("the screen", async || Ok(fs::read_to_string(&path).ok())).await?;
        let (display, authority) = address.trim().split_once('\n').expect("two lines");
        (desk.display, desk.authority) = (display.to_owned(), authority.to_owned());
        let ready = desk.home.path().join("ready");
        desk.until("the page", async || Ok(ready.exists().then_some(()))).await?;
        desk.window = desk
            .until("the window", async || {
                let windows = desk.xdotool(&["search", "--onlyvisible", "--name", "Vermilion"]);
                Ok(windows.lines().last().map(str::to_owned))
            })
            .await?;
        // No window manager is there to do so.
        desk.xdotool(&["windowfocus", "--sync", &desk.window]);
        Ok(desk)
    }

    fn export(&self) -> PathBuf {
        self.home.path().join("export")
    }

    /// Lets a person do something; what the program says.
    fn xdotool(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("xdotool");
        command.args(arguments).env("DISPLAY", &self.display).env("XAUTHORITY", &self.authority);
        let output = command.output().expect("xdotool is installed by `cargo xtask setup --test`");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Presses a key until there is something: whether the page is ready to hear it cannot be seen from here.
    async fn press_until<T>(&self, what: &str, key: &str, look: impl Fn() -> Option<T>) -> Result<T> {
        self.until(what, async || {
            self.xdotool(&["key", key]);
            soon(|| look().is_some()).await;
            Ok(look())
        })
        .await
    }

    async fn until<T>(&self, what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        until(what, look).await
    }

    /// Closes the window as a person does, and waits for the end.
    async fn close(mut self) -> Result<Desk> {
        self.xdotool(&["key", "ctrl+q"]);
        until("the app to end", async || Ok(self.screen.try_wait().ok().flatten().map(drop))).await?;
        Ok(self)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let group = format!("-{}", self.screen.id());
        // Nobody is left to tell when this fails: then the processes have ended already.
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.screen.wait();
    }
}
