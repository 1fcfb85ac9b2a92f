//! `cargo xtask bundle [FORMAT]`: a package to install, with the app in it; a .deb or .rpm holds the command line
//! too (src-tauri/tauri.conf.json says where).
//!
//! A .deb unless told otherwise; it is made without network. An AppImage is not: Tauri downloads tools for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::failure::{AtPath, Failure, Result};
use crate::licences;
use crate::setup::{self, Purpose};
use crate::steps::{Done, Steps};
use crate::ui;
use crate::workspace::Workspace;

/// Runs the task.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result {
    let format = match arguments {
        [] if cfg!(target_os = "macos") => "dmg",
        [] if cfg!(windows) => "nsis",
        [] => "deb",
        [format] if !format.starts_with('-') => format,
        _ => return Err(Failure::Usage { usage: "bundle [FORMAT]" }),
    };
    let node = setup::ready(workspace, Purpose::Run)?;
    let mut steps = Steps::default();
    steps.require("Page", || ui::build(workspace, &node).map(|done| (done, ())))?;
    let cli = workspace.binary("vermilion", true);
    steps.require("App and command line", || {
        // In one go, so that what both stand on is compiled once.
        let build = ["build", "--release", "--package", "vermilion-desktop", "--package", "vermilion-cli"];
        command::run(workspace.cargo(build).args(["--features", "vermilion-desktop/custom-protocol"]))?;
        Ok((Done::Work, ()))
    })?;
    let licences = steps.require("Licences", || {
        licences::check_page(workspace)?;
        Ok((Done::Work, licences::collect(workspace)?))
    })?;
    let folder = workspace.target().join("release/bundle").join(format);
    steps.require("Package", || {
        let mut tauri = ui::tauri(workspace, &node);
        tauri.args(["bundle", "--bundles", format, "--features", "custom-protocol"]);
        command::run(&mut tauri)?;
        Ok((Done::Work, ()))
    })?;
    if format == "deb" {
        steps.require("Smaller package", || Ok((recompress(workspace, &folder)?, ())))?;
    }
    print_size(&workspace.binary("vermilion-desktop", true))?;
    print_size(&cli)?;
    print_size(&licences)?;
    for entry in fs::read_dir(&folder).at(&folder)? {
        let path: PathBuf = entry.at(&folder)?.path();
        if path.is_file() {
            print_size(&path)?;
        }
    }
    Ok(())
}

/// Packs the packages in a folder anew with xz, which every Debian unpacks: Tauri packs with gzip, which makes them a
/// third larger.
fn recompress(workspace: &Workspace, folder: &Path) -> Result<Done> {
    if command::find_program("dpkg-deb").is_none() {
        return Ok(Done::LeftOut("there is no dpkg-deb here to pack it with".to_owned()));
    }
    let unpacked = workspace.target().join("xtask/unpacked-deb");
    for entry in fs::read_dir(folder).at(folder)? {
        let package = entry.at(folder)?.path();
        if package.extension().is_none_or(|end| end != "deb") {
            continue;
        }
        if unpacked.exists() {
            fs::remove_dir_all(&unpacked).at(&unpacked)?;
        }
        command::run(Command::new("dpkg-deb").arg("--raw-extract").arg(&package).arg(&unpacked))?;
        let build = ["--root-owner-group", "-Zxz", "-z9", "--build"];
        command::run(Command::new("dpkg-deb").args(build).arg(&unpacked).arg(&package))?;
    }
    Ok(Done::Work)
}

fn print_size(path: &Path) -> Result {
    let bytes = fs::metadata(path).at(path)?.len();
    println!("{:>7.1} MB  {}", bytes as f64 / 1e6, path.display());
    Ok(())
}
