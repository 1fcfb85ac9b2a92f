//! The archive, the same bytes for the same members.

use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// An archive of texts.
pub(super) fn pack(members: impl Iterator<Item = (String, String)>) -> Vec<u8> {
    let pack = || -> ZipResult<Vec<u8>> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            zip.start_file(name, options)?;
            zip.write_all(text.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    };
    #[expect(
        clippy::expect_used,
        reason = "writing to memory does not fail, and no member reaches the 4 GiB that an archive cannot hold"
    )]
    pack().expect("members of a few megabytes fit into an archive")
}
