//! The names of backups: whose they are, when and why they were made, in a form that sorts by time.

use super::Reason;
use crate::library::log;
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use sha2::{Digest, Sha256};
use std::{
    fmt::Write,
    fs,
    path::{self, Path, PathBuf},
};

/// How the time stands in a name, to the second; three digits of milliseconds and a `Z` follow.
const TIME: &str = "%Y%m%dT%H%M%S";

/// The ending of a library and of its backups.
const ENDING: &str = "vermilion";

/// What a name says.
pub(super) struct Named {
    /// The name of the library without its ending.
    pub(super) stem: String,
    /// Tells libraries of the same name in different folders apart.
    pub(super) mark: String,
    pub(super) at: i64,
    pub(super) reason: Reason,
}

/// The name of a library without its ending.
pub(super) fn stem(library: &Path) -> String {
    library.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// The place where the library lies, whatever links lead to it.
pub(super) fn place(library: &Path) -> PathBuf {
    fs::canonicalize(library).unwrap_or_else(|_| as_given(library))
}

fn as_given(library: &Path) -> PathBuf {
    path::absolute(library).unwrap_or_else(|_| library.to_owned())
}

/// Eight characters that stand for the place where the library lies.
pub(super) fn mark(library: &Path) -> String {
    hex(&place(library), 4)
}

/// The marks of the library: that of its place, and that of the way that was given, by which it was once known.
pub(super) fn marks(library: &Path) -> [String; 2] {
    [mark(library), hex(&as_given(library), 4)]
}

/// What is remembered of the library on this machine is called so.
pub(super) fn key(library: &Path) -> String {
    hex(&place(library), 16)
}

fn hex(place: &Path, bytes: usize) -> String {
    let digest = Sha256::digest(place.to_string_lossy().as_bytes());
    digest.iter().take(bytes).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The name of a backup.
pub(super) fn compose(library: &Path, at: i64, reason: Reason) -> String {
    let (stem, mark) = (stem(library), mark(library));
    format!("{stem}-{mark}.{}.{}.{ENDING}", written(at), reason.name())
}

/// A moment as it stands in names: `20261124T145102123Z`.
pub(crate) fn written(at: i64) -> String {
    // A time that no calendar has (a clock gone wild) becomes the epoch.
    let time = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::UTC);
    format!("{}{:03}Z", time.strftime(TIME), time.millisecond())
}

/// A name beside a library at which there is nothing yet, nor a log beside it:
/// `library-damaged.20261124T145102123Z.vermilion`.
#[must_use]
pub fn free_name(library: &Path, word: &str, now: i64) -> PathBuf {
    let (stem, time) = (stem(library), written(now));
    let named = |number: u32| {
        let number = if number == 0 { String::new() } else { format!("-{number}") };
        library.with_file_name(format!("{stem}-{word}.{time}{number}.{ENDING}"))
    };
    let is_free = |path: &Path| path.symlink_metadata().is_err();
    (0..).map(named).find(|path| is_free(path) && is_free(&log::path_of(path))).unwrap_or_else(|| named(0))
}

/// What the name of a file says; `None` where it is no backup's.
pub(super) fn parse(path: &Path) -> Option<Named> {
    let name = path.file_name()?.to_str()?;
    let mut parts = name.rsplitn(4, '.');
    let (ending, reason, time, whose) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let reason = Reason::ALL.into_iter().find(|known| known.name() == reason).filter(|_| ending == ENDING)?;
    let time = time.strip_suffix('Z')?;
    let seconds = DateTime::strptime(TIME, time.get(..15)?).ok()?;
    let milliseconds: i64 = time.get(15..).filter(|digits| digits.len() == 3)?.parse().ok()?;
    let at = seconds.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond() + milliseconds;
    let (stem, mark) = whose.rsplit_once('-')?;
    Some(Named { stem: stem.to_owned(), mark: mark.to_owned(), at, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_whose_when_and_why() {
        let library = Path::new("/somewhere/my.own-library.vermilion");
        for at in [0, 1_700_000_000_123, 253_000_000_000_007] {
            let name = compose(library, at, Reason::Bulk);
            let named = parse(Path::new(&name)).unwrap();
            assert_eq!((named.stem, named.mark), (stem(library), mark(library)));
            assert_eq!((named.at, named.reason), (at, Reason::Bulk));
        }
    }

    #[test]
    fn names_sort_by_time() {
        let library = Path::new("library.vermilion");
        let (early, late) = (
            compose(library, 1_700_000_000_999, Reason::Start),
            compose(library, 1_700_000_001_000, Reason::Bulk),
        );
        assert!(early < late, "{early} {late}");
    }

    #[test]
    fn other_files_are_no_backups() {
        for name in [
            "library.vermilion",
            "library-12345678.20261124T145102123Z.else.vermilion",
            "library-12345678.20261124T145102Z.start.vermilion",
            "library-12345678.20261324T145102123Z.start.vermilion",
            "library-12345678.20261124T145102123Z.start.txt",
            ".vermilion-abc.partial",
        ] {
            assert!(parse(Path::new(name)).is_none(), "{name}");
        }
    }
}
