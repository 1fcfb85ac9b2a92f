//! The archive, the same bytes for the same members.

use crate::watch::Watch;
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Bytes that are compressed before somebody is asked again whether to go on.
const PIECE: usize = 1024 * 1024;

/// An archive of texts, each a step.
pub(super) fn pack(members: impl Iterator<Item = (String, String)>, watch: &Watch<'_>) -> Vec<u8> {
    let pack = || -> ZipResult<Vec<u8>> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in watch.each(members) {
            zip.start_file(name, options)?;
            for piece in text.as_bytes().chunks(PIECE).take_while(|_| watch.goes_on()) {
                zip.write_all(piece)?;
            }
        }
        Ok(zip.finish()?.into_inner())
    };
    #[expect(
        clippy::expect_used,
        reason = "writing to memory does not fail, and no member reaches the 4 GiB that an archive cannot hold"
    )]
    pack().expect("members of a few megabytes fit into an archive")
}
