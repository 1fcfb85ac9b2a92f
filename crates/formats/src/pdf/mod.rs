//! The interview as a PDF, as it is printed: highlights in their colours, notes and tags in the margin, sections in the
//! outline, title and page numbers on every page.
//!
//! Every character of the text is there but the marks of Markdown, a line a paragraph, labels and headings in bold. A
//! passage is shaded in its colour or underlined, up to six over each other as on the page of the app (`layers`). What is noted has a
//! number behind its passage and stands in the margin beside it. Orphans and memos follow the text. Notes, their numbers
//! and what is on every page are marked as no part of the text, so that whoever reads the file anew,
//! [`crate::import::pdf`] too, gets the text.
//!
//! The fonts are given, in the order in which they are asked for a character, and what is used of them is embedded. The
//! same document and fonts give the same bytes.
//!
//! The file is written by `krilla`, which subsets and embeds fonts and keeps glyphs readable as characters; lines are set
//! here, for this text needs no more than where lines may end and how wide glyphs are. Tried and not taken: Typst 0.15
//! as a library, which sets text better (it shapes and justifies it), but is 373 crates where `krilla` is 45, far beyond
//! what the package may grow by; and the window's own print engine, which the command line has not, and whose pages have
//! neither outline nor fonts of our choice.

mod body;
mod draw;
mod note;
mod pages;
mod setting;
mod typeface;

use crate::annotated::Annotated;
use crate::watch::Watch;
use body::Body;
use krilla::metadata::{DateTime, Metadata};
use krilla::{Document, SerializeSettings};
use typeface::Case;

pub use typeface::{Typeface, Typefaces};

/// What is watched: the text with its marks, lines, notes, pages.
const PARTS: usize = 4;

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPdf {
    /// None of the fonts can be read.
    #[error(
        "no font was found to set a PDF with: install a font that has the characters of the text, such as Noto"
    )]
    NoTypeface,
    /// A font cannot be embedded.
    #[error("the PDF could not be written: {reason}")]
    Unwritten {
        /// What whoever writes it says.
        reason: String,
    },
}

/// The interview as a `.pdf` file, set in these typefaces: the first of the usual ones that has a character is used for it, and
/// another where none of them has it.
///
/// # Errors
/// When there is no typeface that can be read, or one that cannot be embedded.
pub fn export(document: &Annotated, typefaces: &dyn Typefaces, watch: &Watch<'_>) -> Result<Vec<u8>, NoPdf> {
    let mut case = Case::of(typefaces).ok_or(NoPdf::NoTypeface)?;
    let layout = pages::lay_out(Body::of(document, watch), &mut case, watch);
    let mut pdf = Document::new_with(SerializeSettings::default());
    layout.draw(&document.title, &mut case, &mut pdf, watch);
    if watch.is_called_off() {
        return Ok(Vec::new());
    }
    pdf.set_outline(layout.outline());
    let metadata = Metadata::new()
        .title(document.title.clone())
        .language(document.language.clone())
        .creator("Vermilion".to_owned())
        .document_id(document.revision.clone());
    let made = moment(&document.exported_at);
    pdf.set_metadata(match made {
        Some(made) => metadata.creation_date(made),
        None => metadata,
    });
    pdf.finish().map_err(|error| NoPdf::Unwritten { reason: format!("{error:?}") })
}

/// As [`export`], on a thread of its own: while the file is put together at the end and fonts are embedded, whoever writes the
/// file asks nobody. When it is called off this returns at once.
///
/// # Errors
/// See [`export`]; when there is no thread to be had.
pub fn export_aside(
    document: Annotated,
    typefaces: impl Typefaces + Send + 'static,
    watch: &Watch<'_>,
) -> Result<Vec<u8>, NoPdf> {
    let written = watch.aside(move |watch| export(&document, &typefaces, watch));
    written.map_err(|error| NoPdf::Unwritten { reason: error.to_string() })?.unwrap_or(Ok(Vec::new()))
}

/// A time to the second; `None` where it is none.
fn moment(time: &str) -> Option<DateTime> {
    let time: jiff::Timestamp = time.parse().ok()?;
    let time = time.to_zoned(jiff::tz::TimeZone::UTC);
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    let made =
        DateTime::new(u16::try_from(time.year()).ok()?).month(part(time.month())).day(part(time.day()));
    let made = made.hour(part(time.hour())).minute(part(time.minute())).second(part(time.second()));
    Some(made.utc_offset_hour(0).utc_offset_minute(0))
}
