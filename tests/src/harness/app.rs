//! One run of the app: how it is started, ended, started again, and asked in its own words.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::driver::Driver;
use super::home::Home;
use super::trouble::{Result, Trouble};
use super::wait::until;
use super::{processes, screen};

/// Where the binary of the app is; `cargo xtask test` says it.
const APP: &str = "VERMILION_APP";

/// How long the window has to hear that it is to close before it is told again.
const REPEAT: Duration = Duration::from_secs(2);

/// How the app is started.
#[derive(Clone)]
pub struct Launch {
    app: Option<PathBuf>,
    files: Vec<PathBuf>,
    picked_files: Vec<PathBuf>,
    picked_save: Option<PathBuf>,
    environment: Vec<(String, OsString)>,
    is_browser: bool,
    language: String,
    size: (u32, u32),
}

impl Launch {
    /// In English, without files, in a window of 1280 by 800 pixels.
    pub fn new() -> Launch {
        Launch {
            app: None,
            files: Vec::new(),
            picked_files: Vec::new(),
            picked_save: None,
            environment: Vec::new(),
            is_browser: false,
            language: "en_US.UTF-8".to_owned(),
            size: (1280, 800),
        }
    }

    /// Starts this program instead of the app that the environment names.
    pub fn program(mut self, path: impl Into<PathBuf>) -> Launch {
        self.app = Some(path.into());
        self
    }

    /// Starts the engine's own browser instead of an app.
    pub(super) fn browser(mut self) -> Launch {
        self.is_browser = true;
        self
    }

    /// Sets a variable of the app's environment.
    pub fn with(mut self, variable: &str, value: impl Into<OsString>) -> Launch {
        self.environment.push((variable.to_owned(), value.into()));
        self
    }

    /// Gives the app a file on its command line.
    pub fn open(mut self, file: impl Into<PathBuf>) -> Launch {
        self.files.push(file.into());
        self
    }

    /// What the dialog for opening files answers.
    pub fn pick_files(mut self, files: impl IntoIterator<Item = PathBuf>) -> Launch {
        self.picked_files = files.into_iter().collect();
        self
    }

    /// What the dialog for saving a file answers: a file, or a folder for the file that the app offers.
    pub fn pick_save(mut self, path: impl Into<PathBuf>) -> Launch {
        self.picked_save = Some(path.into());
        self
    }

    /// The language of the system, as a locale: `zh_TW.UTF-8`.
    pub fn speaking(mut self, locale: &str) -> Launch {
        self.language = locale.to_owned();
        self
    }

    /// The size of the window in pixels.
    pub fn sized(mut self, width: u32, height: u32) -> Launch {
        self.size = (width, height);
        self
    }

    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// Native dialogs cannot be driven: the app, built with `scripted-dialogs`, reads the answers here.
    pub(super) fn prepare(&self, command: &mut Command) {
        command.envs(self.environment.iter().cloned());
        let files: Vec<OsString> = self.picked_files.iter().map(|path| path.as_os_str().to_owned()).collect();
        command.env("VERMILION_PICK_FILES", files.join("\n".as_ref()));
        if let Some(path) = &self.picked_save {
            command.env("VERMILION_PICK_SAVE", path);
        }
    }

    /// The files on the app's command line.
    pub(super) fn files(&self) -> &[PathBuf] {
        &self.files
    }

    pub(super) fn binary(&self) -> Result<PathBuf> {
        self.app.clone().or_else(|| std::env::var_os(APP).map(PathBuf::from)).ok_or(Trouble::NoApp)
    }
}

impl Default for Launch {
    fn default() -> Launch {
        Launch::new()
    }
}

/// The app, running.
pub struct App {
    client: Client,
    driver: Driver,
    home: Home,
}

impl App {
    /// Starts the app in `home` and waits until it has a window.
    ///
    /// # Errors
    /// When the environment names no app, or it or the driver does not come up.
    pub async fn start(home: Home, launch: Launch) -> Result<App> {
        let (driver, client) = start(&home, &launch).await?;
        Ok(App { client, driver, home })
    }

    /// Asks the app to end as closing its window does, and waits until all its processes are gone.
    ///
    /// # Errors
    /// When it does not end.
    pub async fn quit(&mut self) -> Result {
        let close = "window.__TAURI_INTERNALS__.invoke('window_close_now')";
        // The answer may be cut off by the end of the one who gives it; what counts is that the app goes.
        let _ = self.client.execute(close, Vec::new()).await;
        self.ended().await
    }

    /// Asks the window to close as the button in its frame does, until it has heard; the app may have something to say
    /// against it.
    ///
    /// # Errors
    /// When the screen cannot be asked, or shows no window of the app.
    pub async fn ask_to_close(&self) -> Result {
        let times_heard = || self.home.own_log().matches("asked to close").count();
        let before = times_heard();
        let mut next = Instant::now();
        until("the app's window to hear that it is to close", async || {
            if times_heard() > before || self.driver.app_processes().is_empty() {
                return Ok(Some(()));
            }
            if Instant::now() >= next {
                screen::close_windows_of(&self.driver.app_processes()).map_err(Trouble::Screen)?;
                next = Instant::now() + REPEAT;
            }
            Ok(None)
        })
        .await
    }

    /// Sends the app a signal, as the end of a session does: `TERM`, `HUP`. Its page's process gets none.
    ///
    /// # Errors
    /// When the app is not there.
    pub fn signal(&self, name: &str) -> Result {
        let id = self.driver.app_processes().first().copied().ok_or(Trouble::NoApp)?;
        let _ = Command::new("kill").args([&format!("-{name}"), &id.to_string()]).status();
        Ok(())
    }

    /// Sends a signal to each process of the app, as the end of a session may. One that has ended meanwhile is not missed.
    pub fn signal_all(&self, name: &str) {
        let ids: Vec<String> = self.driver.app_processes().iter().map(u32::to_string).collect();
        let _ = Command::new("kill").arg(format!("-{name}")).args(ids).status();
    }

    /// Ends the app as asked and starts it again with the same library.
    ///
    /// # Errors
    /// When it does not end or does not come up again.
    pub async fn restart(&mut self, launch: Launch) -> Result {
        self.quit().await?;
        self.start_again(&launch).await
    }

    /// Kills the app as a crash does, without a word, and starts it again with the same library.
    ///
    /// # Errors
    /// When it does not come up again.
    pub async fn crash_and_restart(&mut self, launch: Launch) -> Result {
        self.start_again(&launch).await
    }

    /// The old driver and what is left of its app end here, in the assignment.
    async fn start_again(&mut self, launch: &Launch) -> Result {
        for id in self.driver.app_processes() {
            let _ = Command::new("kill").args(["-KILL", &id.to_string()]).status();
        }
        until("the app to be gone", async || Ok(self.driver.app_processes().is_empty().then_some(())))
            .await?;
        (self.driver, self.client) = start(&self.home, launch).await?;
        Ok(())
    }

    /// The folders this app lives in.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The bare client, for what the harness has no verb for.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Kills the process that shows the page, as a crash of the engine does, and waits until another one has come.
    ///
    /// # Errors
    /// When there is none, or no other comes.
    pub async fn crash_page(&self) -> Result {
        let old = self.kill_page().await?;
        until("another process for the page", async || {
            Ok(self.web_process().filter(|id| *id != old).map(|_| ()))
        })
        .await
    }

    /// Kills the process that shows the page; gives back which that was. The driver's session ends with it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn kill_page(&self) -> Result<u32> {
        let id = until("the page's process", async || Ok(self.web_process())).await?;
        let _ = Command::new("kill").args(["-KILL", &id.to_string()]).status();
        Ok(id)
    }

    /// Waits until the app's processes are gone.
    ///
    /// # Errors
    /// When they stay.
    pub async fn ended(&self) -> Result {
        until("the app to end", async || Ok(self.driver.app_processes().is_empty().then_some(()))).await
    }

    /// The app's processes.
    pub(super) fn processes(&self) -> Vec<u32> {
        self.driver.app_processes()
    }

    fn web_process(&self) -> Option<u32> {
        processes::web_process(&self.driver.app_processes())
    }

    /// Memory of all processes of the app, in bytes; shared pages are counted once.
    pub fn memory(&self) -> u64 {
        self.driver.app_processes().into_iter().map(processes::memory).sum()
    }

    /// Runs a script in the page; its `return` is the answer.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Calls one of the app's commands from the page, as the UI does.
    ///
    /// # Errors
    /// With the error that the page got.
    pub async fn call(&self, command: &str, payload: Value) -> Result<Value> {
        let script = "const [command, payload, done] = arguments;
            window.__TAURI_INTERNALS__.invoke('call', { command, payload })
                .then((value) => done({ value }), (error) => done({ error: JSON.stringify(error) }));";
        let mut answer = self.client.execute_async(script, vec![json!(command), payload]).await?;
        match answer["error"].as_str() {
            Some(error) => Err(Trouble::Command { command: command.to_owned(), error: error.to_owned() }),
            None => Ok(answer["value"].take()),
        }
    }

    /// Waits until `look` finds something; `what` names it for the case that it does not.
    ///
    /// # Errors
    /// When patience ends first.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        until(what, look).await
    }

    /// Waits for a file that the app writes, and gives back its content.
    ///
    /// # Errors
    /// When patience ends first.
    pub async fn file(&self, path: &Path) -> Result<Vec<u8>> {
        until(format!("the file {}", path.display()), async || Ok(std::fs::read(path).ok())).await
    }

    /// Leaves a picture of the window and prints what the app printed.
    #[allow(clippy::print_stderr, reason = "this is a test's own output")]
    pub(super) fn report_failure(&self) {
        let thread = std::thread::current();
        let name = format!("failed-{}", thread.name().unwrap_or("test").replace("::", "-"));
        match self.photograph(&name) {
            Ok(path) => eprintln!("The window when the test failed: {}", path.display()),
            Err(trouble) => eprintln!("No picture of the window: {trouble}"),
        }
        eprintln!("The driver and the app printed:\n{}", self.home.end_of_log());
        eprintln!("The app's own log:\n{}", self.home.own_log());
    }
}

async fn start(home: &Home, launch: &Launch) -> Result<(Driver, Client)> {
    let options = if launch.is_browser {
        json!({})
    } else {
        json!({ "binary": launch.binary()?, "args": launch.files })
    };
    let driver = Driver::start(home, launch).await?;
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    let mut builder = ClientBuilder::new(connector);
    builder.capabilities([("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect());
    // The driver goes on waiting for an app that has ended, so somebody else has to look.
    let address = driver.address();
    let session = tokio::select! {
        session = builder.connect(&address) => session.map_err(|error| error.to_string()),
        trouble = end_of_app(&driver) => Err(trouble),
    };
    let client = session.map_err(|why| Trouble::NoSession { why, log: home.end_of_log() })?;
    screen::size_window(&client, launch.size).await?;
    // The session answers before the page is there, and an empty page cannot call the app.
    let is_empty = launch.is_browser;
    until("the page", async || {
        let script = format!(
            "return ({is_empty} || location.protocol !== 'about:') && document.readyState === 'complete'"
        );
        Ok((client.execute(&script, Vec::new()).await? == json!(true)).then_some(()))
    })
    .await?;
    Ok((driver, client))
}

/// Waits until the app has come and gone, or not come at all; says which.
async fn end_of_app(driver: &Driver) -> String {
    let came =
        until("the app's process", async || Ok((!driver.app_processes().is_empty()).then_some(()))).await;
    let went = until("its end", async || Ok(driver.app_processes().is_empty().then_some(()))).await;
    match (came, went) {
        (Ok(()), Ok(())) => "it ended before it had a window".to_owned(),
        (Ok(()), Err(_)) => "it has no window".to_owned(),
        (Err(_), _) => "the driver did not start it, or it ended at once".to_owned(),
    }
}
