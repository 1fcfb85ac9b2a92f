//! The formats that are read, and which one a file is.

use super::{
    Import, ImportError, Limits, codebook_csv, docx, epub, html, hypothesis, jsonld, odt, pdf, qdc, qdpx,
    rtf, srt, taguette, vtt, whisper,
};
use std::fmt;
use std::str::FromStr;

/// Reads a file of a format; its name is only for what has no other title.
type Read = fn(&[u8], Option<&str>, Limits) -> Result<Import, ImportError>;

/// How a format is read.
struct Reader {
    name: &'static str,
    /// The endings of its files, in small letters.
    endings: &'static [&'static str],
    /// Whether the content is of this format, as far as can be told cheaply.
    looks_like: fn(&[u8]) -> bool,
    read: Read,
}

/// In the order in which they are tried: what is told for certain before what is not.
const READERS: &[Reader] = &[
    Reader {
        name: "docx",
        endings: &["docx", "docm", "dotx"],
        looks_like: docx::looks_like,
        read: docx::read,
    },
    Reader { name: "odt", endings: &["odt", "ott"], looks_like: odt::looks_like, read: odt::read },
    Reader { name: "pdf", endings: &["pdf"], looks_like: pdf::looks_like, read: pdf::read },
    Reader { name: "rtf", endings: &["rtf"], looks_like: rtf::looks_like, read: rtf::read },
    Reader { name: "epub", endings: &["epub"], looks_like: epub::looks_like, read: epub::read },
    Reader { name: "qdpx", endings: &["qdpx"], looks_like: qdpx::looks_like, read: qdpx::read },
    Reader { name: "qdc", endings: &["qdc"], looks_like: qdc::looks_like, read: qdc::read },
    Reader { name: "vtt", endings: &["vtt"], looks_like: vtt::looks_like, read: vtt::read },
    Reader { name: "srt", endings: &["srt"], looks_like: srt::looks_like, read: srt::read },
    Reader {
        name: "hypothesis",
        endings: &["json"],
        looks_like: hypothesis::looks_like,
        read: hypothesis::read,
    },
    Reader {
        name: "jsonld",
        endings: &["jsonld", "json"],
        looks_like: jsonld::looks_like,
        read: jsonld::read,
    },
    // Behind those that say what they are: any list of things that begin, end and have a text is like a transcript.
    Reader {
        name: "whisper",
        endings: &["json", "otr"],
        looks_like: whisper::looks_like,
        read: whisper::read,
    },
    Reader {
        name: "codebook-csv",
        endings: &["csv"],
        looks_like: codebook_csv::looks_like,
        read: codebook_csv::read,
    },
    Reader {
        name: "html",
        endings: &["html", "htm", "xhtml"],
        looks_like: html::looks_like,
        read: html::read,
    },
];

/// A format that is a database.
struct Database {
    name: &'static str,
    endings: &'static [&'static str],
    /// Whether the content is of this format.
    looks_like: fn(&[u8]) -> bool,
}

/// They are told for certain: by the header of SQLite, and what stands in it or behind it.
const DATABASES: &[Database] = &[
    Database { name: "vermilion", endings: &["vermilion"], looks_like: is_library },
    Database { name: "taguette", endings: &["sqlite3", "sqlite"], looks_like: taguette::looks_like },
];

/// With which every SQLite file begins, and where in it the id of the application stands (SQLite's file format, section
/// 1.3).
pub(super) const SQLITE: &[u8] = b"SQLite format 3\0";
const APPLICATION_ID_AT: usize = 68;

/// Whether it is a library of this app, by the id in its header.
fn is_library(bytes: &[u8]) -> bool {
    bytes.starts_with(SQLITE) && bytes.get(APPLICATION_ID_AT..).is_some_and(|rest| rest.starts_with(b"VRML"))
}

/// A format that a file is read as.
#[derive(Clone, Copy)]
pub struct Format(Kind);

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Markdown,
    Database(&'static Database),
    Other(&'static Reader),
}

/// A name that no format has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no format \u{201c}{name}\u{201d}: use one of {known}")]
pub struct UnknownFormat {
    /// The name that was given.
    pub name: String,
    /// The names there are.
    pub known: String,
}

impl Format {
    /// Plain text.
    pub const TEXT: Self = Self(Kind::Text);
    /// Markdown, which is read as the text that it is.
    pub const MARKDOWN: Self = Self(Kind::Markdown);

    /// All there are.
    pub fn all() -> impl Iterator<Item = Self> {
        let databases = DATABASES.iter().map(|database| Self(Kind::Database(database)));
        let others = READERS.iter().map(|reader| Self(Kind::Other(reader)));
        [Self::TEXT, Self::MARKDOWN].into_iter().chain(databases).chain(others)
    }

    /// The name that the library, the command line and the wire use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            Kind::Text => "text",
            Kind::Markdown => "markdown",
            Kind::Database(database) => database.name,
            Kind::Other(reader) => reader.name,
        }
    }

    /// The endings of its files, without a dot, in small letters.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self.0 {
            Kind::Text => &["txt", "text"],
            Kind::Markdown => &["md", "markdown"],
            Kind::Database(database) => database.endings,
            Kind::Other(reader) => reader.endings,
        }
    }

    /// The format of a file: by its content; of what could be several, the one that the ending of its name says; what is
    /// like none is text.
    #[must_use]
    pub fn detect(bytes: &[u8], name: Option<&str>) -> Self {
        let ending = name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
        let has_ending =
            |format: &Self| ending.as_deref().is_some_and(|ending| format.endings().contains(&ending));
        if let Some(database) = DATABASES.iter().find(|database| (database.looks_like)(bytes)) {
            return Self(Kind::Database(database));
        }
        let like: Vec<&Reader> = READERS.iter().filter(|reader| (reader.looks_like)(bytes)).collect();
        let named = like.iter().map(|reader| Self(Kind::Other(reader))).find(has_ending);
        let first = like.first().map(|reader| Self(Kind::Other(reader)));
        let plain = if has_ending(&Self::MARKDOWN) { Self::MARKDOWN } else { Self::TEXT };
        // Markdown may hold markup, and text may hold anything.
        let is_plain = has_ending(&Self::MARKDOWN) || has_ending(&Self::TEXT);
        named.or(first.filter(|_| !is_plain || bytes.starts_with(b"PK"))).unwrap_or(plain)
    }

    /// The format of text that nobody has to decode any more, as pasted text: Markdown where its name says so.
    #[must_use]
    pub fn of_text(name: Option<&str>) -> Self {
        Self::detect(b"", name)
    }

    /// Whether it is text that is decoded and read as it is.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        matches!(self.0, Kind::Text | Kind::Markdown)
    }

    /// Whether it is a database, which this crate cannot open: whoever can makes an import of it with [`super::library`] or
    /// [`super::taguette`].
    #[must_use]
    pub const fn is_database(self) -> bool {
        matches!(self.0, Kind::Database(_))
    }

    /// Whether it is a whole library of this app.
    #[must_use]
    pub fn is_library(self) -> bool {
        self.name() == "vermilion"
    }

    /// Reads a file that is neither plain text nor a database; of those `None`.
    ///
    /// # Errors
    /// When nothing can be made of it.
    pub fn read(
        self,
        bytes: &[u8],
        name: Option<&str>,
        limits: Limits,
    ) -> Option<Result<Import, ImportError>> {
        let Kind::Other(reader) = self.0 else { return None };
        if bytes.len() as u64 > limits.file {
            return Some(Err(ImportError::TooMuch { what: "bytes", most: limits.file }));
        }
        Some((reader.read)(bytes, name, limits).map(|mut import| {
            reader.name.clone_into(&mut import.report.format);
            import
        }))
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::all().find(|format| format.name() == name).ok_or_else(|| UnknownFormat {
            name: name.to_owned(),
            known: Self::all().map(Self::name).collect::<Vec<_>>().join(", "),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_a_name_and_endings_of_its_own() {
        for format in Format::all() {
            assert_eq!(format.name().parse::<Format>().unwrap(), format);
            assert!(!format.endings().is_empty());
        }
        assert!("word".parse::<Format>().unwrap_err().to_string().contains("markdown"));
    }

    #[test]
    fn what_is_like_nothing_is_text() {
        for (bytes, name, expected) in [
            (&b"Ada: hello"[..], Some("a.txt"), "text"),
            (b"# Title", Some("a.MD"), "markdown"),
            (b"", None, "text"),
            (b"\xff\xfe\x00", Some("a.docx"), "text"),
        ] {
            assert_eq!(Format::detect(bytes, name).name(), expected, "{name:?}");
        }
    }
}
