//! Zip archives, as DOCX, ODT, EPUB and QDPX are: read member by member, bounded by what comes out of them.

use super::{ImportError, Limits};
use std::cell::Cell;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// An archive in memory.
pub struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    format: &'static str,
    limits: Limits,
    /// Bytes that have come out of it.
    unpacked: Cell<u64>,
}

impl<'b> Archive<'b> {
    /// Opens it. `format` is named where something is wrong.
    ///
    /// # Errors
    /// When it is no archive, is encrypted, has too many members, or names that lead out of it.
    pub fn open(bytes: &'b [u8], format: &'static str, limits: Limits) -> Result<Self, ImportError> {
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| ImportError::malformed(format, error))?;
        if zip.len() > limits.members {
            return Err(ImportError::TooMuch { what: "members", most: limits.members as u64 });
        }
        let leads_out = |name: &str| {
            name.starts_with(['/', '\\'])
                || name.contains(':')
                || name.split(['/', '\\']).any(|part| part == "..")
        };
        if zip.file_names().any(leads_out) {
            return Err(ImportError::Hostile { reason: "a member has a name that leads out of the archive" });
        }
        Ok(Self { zip, format, limits, unpacked: Cell::new(0) })
    }

    /// The names of its members, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        (0..self.zip.len()).filter_map(|at| self.zip.name_for_index(at))
    }

    /// What a member holds; `None` where there is none of that name.
    ///
    /// # Errors
    /// When it cannot be unpacked, is encrypted, or is more than a text may be or may come out of the archive.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let member = match self.zip.by_index(index) {
            Ok(member) => member,
            Err(zip::result::ZipError::UnsupportedArchive(reason)) if reason.contains("assword") => {
                return Err(ImportError::Protected);
            }
            Err(error) => return Err(ImportError::malformed(self.format, error)),
        };
        let left = self.limits.unpacked.saturating_sub(self.unpacked.get());
        let most = left.min(self.limits.text as u64);
        let too_much = || match most < left {
            true => ImportError::TooMuch { what: "bytes of a part, unpacked", most },
            false => ImportError::TooMuch { what: "bytes unpacked", most: self.limits.unpacked },
        };
        if member.size() > most {
            return Err(too_much());
        }
        let mut bytes = Vec::new();
        // What the archive says of sizes is not believed where it says little.
        let read = member.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|error| ImportError::malformed(self.format, format!("{name}: {error}")))?;
        self.unpacked.set(self.unpacked.get() + bytes.len() as u64);
        if bytes.len() as u64 > most {
            return Err(too_much());
        }
        Ok(Some(bytes))
    }
}
