//! `cargo xtask test`: everything that has to hold before a change lands.
//!
//! The cheap checks come first. Lints, unit tests and the app under test are built with one list of features
//! over the whole workspace, so that cargo compiles each dependency once to check and once to run. The last
//! thing that runs is the Rust tests, those in the real window among them.

use std::path::PathBuf;
use std::process::Command;

use crate::check;
use crate::command;
use crate::failure::{Failure, Result};
use crate::grants;
use crate::licences;
use crate::setup::{self, Purpose};
use crate::steps::{Done, Steps};
use crate::ui;
use crate::workspace::Workspace;

/// Where the tests in the real window find the app.
const APP: &str = "VERMILION_APP";

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    if !arguments.is_empty() {
        return Err(Failure::Usage { usage: "test" });
    }
    let features = Workspace::test_features();
    let whole = ["--workspace", "--features", &features];
    let mut steps = Steps::default();

    let node = steps.require("Set-up", || setup::prepare(workspace, Purpose::Test))?;
    steps.attempt("Rust formatting", || done(&mut workspace.cargo_unlocked(["fmt", "--all", "--check"])));
    steps.attempt("Project rules", || check::rules(workspace).map(|()| Done::Work));
    steps.attempt("Licences and sources", || check::dependencies::check(workspace));
    steps.attempt("Licence texts", || licences::check_crates(workspace).map(|()| Done::Work));
    steps.attempt("Advisories", || check::dependencies::check_advisories(workspace));
    for (name, script) in [
        ("Page formatting", "format:check"),
        ("Page lints", "lint"),
        ("Page types", "check"),
        ("Page tests", "test"),
    ] {
        steps.attempt(name, || ui::script(workspace, &node, script).map(|()| Done::Work));
    }
    steps.require("Page", || ui::build(workspace, &node).map(|done| (done, ())))?;
    steps.attempt("Licences of the page", || licences::check_page(workspace).map(|()| Done::Work));
    steps.attempt("Rust lints", || {
        let clippy = ["clippy", "--keep-going", "--all-targets"].into_iter().chain(whole);
        done(workspace.cargo(clippy).args(["--", "-D", "warnings"]))
    });
    steps.require("App and tests", || {
        let build = ["build", "--bins", "--tests", "--examples"].into_iter().chain(whole);
        done(&mut workspace.cargo(build)).map(|done| (done, ()))
    })?;
    steps.attempt("Rust documentation tests", || {
        done(&mut workspace.cargo(["test", "--doc"].into_iter().chain(whole)))
    });
    if !Workspace::drives_window() {
        steps.attempt("Tests in the real window", || {
            Ok(Done::LeftOut("this system's web view has no driver".to_owned()))
        });
    }
    let left_out = grants::look(&mut steps);
    steps.attempt("Rust tests", || {
        let cargo = if command::succeeds(&mut workspace.cargo_unlocked(["nextest", "--version"])) {
            workspace.cargo(["nextest", "run"].into_iter().chain(whole))
        } else {
            workspace.cargo(["test", "--no-fail-fast", "--lib", "--bins", "--tests"].into_iter().chain(whole))
        };
        let app: PathBuf = workspace.binary("vermilion-desktop", false);
        done(on_virtual_screen(cargo).env(APP, app).env(grants::LEAVE_OUT, &left_out))
    });
    steps.finish()
}

fn done(command: &mut Command) -> Result<Done> {
    command::run(command).map(|()| Done::Work)
}

/// Gives a command a screen of its own where tests drive the window: the same size everywhere, and no window
/// on the developer's desktop.
pub(crate) fn on_virtual_screen(command: Command) -> Command {
    if !Workspace::drives_window() {
        return command;
    }
    let mut wrapped = Command::new("xvfb-run");
    // Without -noreset the server starts afresh when its last window closes, and refuses the next test's window
    // if that opens in the same moment.
    wrapped.args(["--auto-servernum", "--server-args=-screen 0 1920x1080x24 -noreset"]);
    wrapped.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        wrapped.current_dir(folder);
    }
    // GTK prefers Wayland where it finds it, and would leave the virtual screen empty.
    wrapped.env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
    wrapped
}
