//! One WebKitWebDriver and the app it started; both are gone when this is dropped.

use std::fs::OpenOptions;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use super::app::Launch;
use super::home::Home;
use super::processes;
use super::trouble::{Result, Trouble};
use super::wait::until;

/// A running driver.
pub(super) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver whose app will live in `home`, and waits until it answers.
    pub(super) async fn start(home: &Home, launch: &Launch) -> Result<Driver> {
        let port = free_port().map_err(Trouble::NoDriver)?;
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(home.log())
            .map_err(Trouble::file(home.log()))?;
        let same_log = log.try_clone().map_err(Trouble::file(home.log()))?;
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(log).stderr(same_log);
        // The app inherits all of this from the driver.
        command.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
        home.settle(&mut command, launch.language());
        launch.prepare(&mut command);
        // A group of its own, so that the app and its helpers can be ended with it.
        let process = command.process_group(0).spawn().map_err(Trouble::NoDriver)?;
        let driver = Driver { process, port };
        until("WebKitWebDriver to answer", async || Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()))
            .await?;
        Ok(driver)
    }

    /// Where it answers.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The app and what the app started.
    pub(super) fn app_processes(&self) -> Vec<u32> {
        let own = self.process.id();
        processes::tree(own).into_iter().filter(|id| *id != own).collect()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.process.id());
        // Nobody is left to tell when this fails: then the processes have ended already.
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.process.wait();
    }
}

/// A port that nobody listens on.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
