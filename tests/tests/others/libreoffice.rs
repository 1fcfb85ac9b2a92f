//! What LibreOffice makes of an interview, and of what we write for Word.

mod reading;
mod writing;

use crate::program::{output, program};
use std::error::Error;
use std::path::{Path, PathBuf};

/// A file as LibreOffice writes it in another format. It gets a profile of its own beside the file: two that share one
/// hand their work to each other, and one ends with the other.
fn converted(file: &Path, filter: Option<&str>, to: &str) -> Result<PathBuf, Box<dyn Error>> {
    let folder = file.parent().ok_or("a file is in a folder")?;
    let into = folder.join("converted");
    let mut command = program("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    command.arg("--headless").args(filter.map(|filter| format!("--infilter={filter}")));
    output(command.args(["--convert-to", to, "--outdir"]).args([&into, file]))?;
    let ending = to.split(':').next().unwrap_or(to);
    let name = file.with_extension(ending);
    // It says nothing of a file that it cannot open, and ends as if all were well.
    let made = into.join(name.file_name().ok_or("a file has a name")?);
    if made.is_file() { Ok(made) } else { Err(format!("LibreOffice made no {}", made.display()).into()) }
}
