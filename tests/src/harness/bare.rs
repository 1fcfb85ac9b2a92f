//! The app without a driver: what the engine does only for a person's window, and not for one that is driven.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use super::app::Launch;
use super::home::Home;
use super::processes;
use super::trouble::{Result, Trouble};
use super::wait::until;
use super::{SCREEN, screen};

/// The app, running by itself; it ends when this is dropped.
pub struct Bare {
    process: Child,
    home: Home,
    _screen: tokio::sync::MutexGuard<'static, ()>,
}

impl Bare {
    /// Starts the app in `home` and waits until its page has painted.
    ///
    /// # Errors
    /// When the environment names no app, or its page does not come.
    pub async fn start(home: Home, launch: Launch) -> Result<Bare> {
        let screen = SCREEN.lock().await;
        let mut command = Command::new(launch.binary()?);
        command.args(launch.files()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        home.settle(&mut command, launch.language());
        launch.prepare(&mut command);
        let ready = home.path().join("ready");
        command.env("VERMILION_MARK_READY", &ready);
        // A group of its own, so that the app and its helpers can be ended with it.
        let process = command.process_group(0).spawn().map_err(Trouble::NoDriver)?;
        let bare = Bare { process, home, _screen: screen };
        until("the page", async || Ok(ready.exists().then_some(()))).await?;
        Ok(bare)
    }

    /// The folders this app lives in.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Stops the process that shows the page, which then answers nobody, as when it computes without end.
    ///
    /// # Errors
    /// When there is none.
    pub async fn stop_page(&self) -> Result {
        let find = async || Ok(processes::web_process(&processes::tree(self.process.id())));
        let id = until("the page's process", find).await?;
        let _ = Command::new("kill").args(["-STOP", &id.to_string()]).status();
        Ok(())
    }

    /// Presses the tabulator in the window until something is so; `what` names it.
    ///
    /// # Errors
    /// When the screen cannot be asked, or patience ends first.
    pub async fn press_tab_until(&self, what: &str, is_so: impl Fn() -> bool) -> Result {
        until(what, async || {
            screen::press_tab().map_err(Trouble::Screen)?;
            Ok(is_so().then_some(()))
        })
        .await
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let group = format!("-{}", self.process.id());
        // Nobody is left to tell when this fails: then the processes have ended already.
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.process.wait();
    }
}
