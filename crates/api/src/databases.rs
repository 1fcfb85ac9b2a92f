//! Sources that are databases: which one a file is, and reading it.

use crate::api::Result;
use crate::error::Refusal;
use crate::import::Source;
use crate::wire::ImportSource;
use std::fs;
use std::io::Read;
use std::path::Path;
use vermilion_core::sources::{self, SourceError};
use vermilion_formats::import::{Format, Limits};

/// The format of a file as far as its beginning tells it; `None` where it cannot be read.
pub(crate) fn format_of(path: &Path) -> Option<Format> {
    const HEADER: u64 = 100;
    // Before opening: to open a pipe is to wait for somebody to write to it.
    fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mut header = Vec::new();
    fs::File::open(path).ok()?.take(HEADER).read_to_end(&mut header).ok()?;
    Some(Format::detect(&header, None))
}

/// Reads a database. `bytes` are those of the file; of a library that has a path they are not needed.
///
/// # Errors
/// When it is none of its format, cannot be read, or is still being written to.
pub(crate) fn read(
    source: &ImportSource,
    file_name: Option<String>,
    bytes: &[u8],
    format: Format,
) -> Result<Source> {
    let import = match source {
        ImportSource::Path { path } if format.is_library() => sources::library(Path::new(path)),
        _ if format.is_library() => {
            sources::library_of_bytes(bytes, file_name.as_deref().unwrap_or_default())
        }
        source => {
            if let ImportSource::Path { path } = source {
                finished(Path::new(path))?;
            }
            sources::taguette(bytes, Limits::default())
        }
    };
    let import = import.map_err(|source| match source {
        SourceError::Import(source) => {
            Refusal::Unimportable { name: file_name.clone(), format: format.name(), source }
        }
        source => Refusal::Unreadable { name: file_name.clone(), source },
    })?;
    Ok(Source::of(file_name, format, import))
}

/// Refuses a database beside which SQLite keeps what is not in it yet.
fn finished(path: &Path) -> Result<()> {
    for end in ["-wal", "-journal"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(end);
        if fs::metadata(&beside).is_ok_and(|metadata| metadata.len() > 0) {
            return Err(Refusal::StillOpen { path: path.to_owned() }.into());
        }
    }
    Ok(())
}
