//! Portable documents (`.pdf`) that have a text and are no mere pictures of pages.
//!
//! A PDF says where each glyph is drawn and hardly anything else, so the text is found again: letters to lines ([`lines`],
//! columns one after the other), lines to paragraphs ([`paragraphs`]), line ends to what they stood for ([`joining`]).
//! Running headers, footers and page numbers ([`furniture`]) are left out and reported, as are pictures, form fields and
//! links. Headings are those of the outline, or what is set in larger letters; bold labels are told as in Word files. What
//! readers highlighted and noted comes along as annotations ([`marks`]).
//!
//! The file is read by our own small reader of its syntax, for a PDF can be made to swell, to lead in circles and to nest,
//! and none of the libraries bounds all of that: `hayro-syntax` 0.9 unpacks streams of any size and its fonts fill tables
//! of four thousand million widths if a range says so, `lopdf` 0.47 bounds one stream but not all together, and drops in
//! silence the objects of one that is too large, and `pdf-extract` stands on `lopdf`. Here every
//! stream is unpacked within what is left of [`Limits::unpacked`], every value that is read is counted, objects are found
//! by a walk through the file instead of by tables that may lie, and circles are cut. The predefined CMaps and the tables
//! from character collections to Unicode are those of `hayro-cmap`.
//!
//! What is encrypted is refused, even where an empty password would open it. What is cut off is refused too: what comes
//! last in a file says what of it counts.

mod content;
mod file;
mod filters;
mod font;
mod furniture;
mod headings;
mod joining;
mod lines;
mod marks;
mod matrix;
mod names;
mod object;
mod outline;
mod pages;
mod paragraphs;
mod strings;
mod widths;

use super::markup::language;
use super::prose::Prose;
use super::{Import, ImportError, ImportedDocument, Limits, Place, Report};
use file::File;
use joining::{Join, Joining};
use lines::Line;
use marks::{Markup, Placed};
use pages::Letter;
use std::collections::HashSet;

pub(super) const FORMAT: &str = "PDF";

/// The stack of the thread that reads a file.
const STACK: usize = 8 << 20;

/// Letters of a document: a book of ten thousand pages.
const MOST_LETTERS: usize = 16 << 20;

/// Whether these are the bytes of a PDF: the standard wants `%PDF-` at their start, and readers look for it in the first
/// thousand.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

/// Reads a PDF. `name` is what the file is called.
///
/// # Errors
/// When it is no PDF, is cut off or encrypted, has no text or one whose letters nobody can tell, or holds more than
/// `limits` allow.
pub fn read(bytes: &[u8], name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    if bytes.len() as u64 > limits.file {
        return Err(ImportError::TooMuch { what: "bytes", most: limits.file });
    }
    // A parser of maps that is not ours reads bytes of the file. Should it panic, that ends this thread and not the app;
    // and however deep it goes, the stack is known.
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new()
            .name("pdf".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, || read_within(bytes, name, limits));
        let outcome = reader.map(std::thread::ScopedJoinHandle::join);
        outcome.map_or_else(
            |_| Err(ImportError::malformed(FORMAT, "there is no room to read it")),
            |outcome| {
                outcome
                    .unwrap_or_else(|_| Err(ImportError::malformed(FORMAT, "a table in it cannot be read")))
            },
        )
    })
}

fn read_within(bytes: &[u8], name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    if !looks_like(bytes) {
        return Err(ImportError::malformed(FORMAT, "it does not begin with %PDF-"));
    }
    let file = File::open(bytes, limits)?;
    let mut report = Report::of("pdf");
    let Read { pages, markups } = Read::of(&file, limits, &mut report)?;
    let facts = Facts::read(&file, &mut report);
    let mut pages = pages;
    let furniture = furniture::take(&mut pages);
    report_furniture(&furniture, &mut report);
    let lines: Vec<Line> = pages.into_iter().flatten().collect();

    let titles = outline::titles(&file);
    let joining = Joining::of(&lines);
    let paragraphs =
        paragraphs::paragraphs(&lines, &titles.iter().map(|title| headings::plain(&title.text)).collect());
    let texts: Vec<String> = paragraphs.iter().map(|lines| joined(lines, &joining)).collect();
    let title = facts.title.as_deref();
    let given = headings::given(&paragraphs, &texts, &titles, title);
    let noted: HashSet<usize> = markups.iter().map(Markup::page).collect();
    let mut prose = Prose::new();
    let mut placed = Vec::new();
    for (lines, given) in paragraphs.into_iter().zip(given) {
        write(&mut prose, lines, &joining, &noted, &mut placed, &mut report);
        prose.end_line(given);
        if prose.text().len() > limits.text {
            return Err(ImportError::TooMuch { what: "bytes of text", most: limits.text as u64 });
        }
    }
    let mut interview = prose.finish();
    interview.language = language(&interview.language, facts.language.as_deref());
    if interview.published.is_none()
        && let Some(date) = facts.date
    {
        report.alter("date", &date, "date-of-file", None);
        interview.published = Some(date);
    }
    let annotations = marks::annotations(&interview.text, markups, &placed, limits, &mut report);
    let stem = name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned());
    let called = facts.title.or(stem).filter(|name| interview.title.as_ref() != Some(name));
    report.take("document", interview.title.as_deref().or(called.as_deref()).unwrap_or_default(), None);
    let document = ImportedDocument { interview, name: called, annotations, memos: Vec::new() };
    Ok(Import { documents: vec![document], report, ..Import::default() })
}

/// What stands on the pages.
struct Read {
    /// Lines by page, in the order in which they are read.
    pages: Vec<Vec<Line>>,
    markups: Vec<Markup>,
}

impl Read {
    fn of(file: &File<'_>, limits: Limits, report: &mut Report) -> Result<Self, ImportError> {
        let pages = pages::pages(file, limits)?;
        if pages.is_empty() {
            return Err(ImportError::malformed(FORMAT, "it has no pages"));
        }
        let mut fonts = content::Fonts::new();
        let mut read = Self { pages: Vec::new(), markups: Vec::new() };
        let (mut region, mut letters, mut unknown, mut marked) = (0, 0, 0, Vec::new());
        for (at, page) in pages.iter().enumerate() {
            let place = || u32::try_from(at + 1).ok().map(Place::Page);
            let upright = page.text(file, &mut fonts)?;
            letters += upright.letters.len();
            if letters > MOST_LETTERS {
                return Err(ImportError::TooMuch { what: "characters", most: MOST_LETTERS as u64 });
            }
            unknown += upright.unknown;
            if upright.pictures > 0 {
                report.skip("image", "", "no-place", place());
            }
            let askew = upright.askew.trim();
            if askew.chars().any(char::is_alphanumeric) {
                report.skip("rotated-text", askew, "runs-another-way", place());
            }
            if !upright.furniture.is_empty() {
                marked.extend(lines::lines(&upright.furniture, at, &mut region));
            }
            if let Some(turn) = upright.turn {
                read.markups.extend(marks::read(file, page, at, turn, report));
            }
            let known: Vec<Letter> = upright.letters;
            read.pages.push(lines::lines(&known, at, &mut region));
        }
        report_furniture(&marked, report);
        let is_blank = !read
            .pages
            .iter()
            .flatten()
            .any(|line| line.letters.iter().any(|letter| letter.character.is_alphanumeric()));
        if unknown * 2 > letters {
            return Err(ImportError::Unlettered);
        }
        if is_blank {
            return Err(ImportError::NoText);
        }
        if unknown > 0 {
            report.alter("text", &unknown.to_string(), "undecodable-characters", None);
        }
        Ok(read)
    }
}

/// Reports each running line once, with the first page it stands on.
fn report_furniture(lines: &[Line], report: &mut Report) {
    let mut told = HashSet::new();
    for line in lines {
        let text = line.text();
        let is_number = !text.chars().any(char::is_alphabetic);
        let shape: String = text.chars().filter(|letter| !letter.is_numeric()).collect();
        if text.chars().any(char::is_alphanumeric) && told.insert(shape) {
            let place = u32::try_from(line.page + 1).ok().map(Place::Page);
            report.skip(
                if is_number { "page-number" } else { "running-line" },
                text.trim(),
                "on-every-page",
                place,
            );
        }
    }
}

/// The text of a paragraph.
fn joined(lines: &[Line], joining: &Joining) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let words = line.text();
        let join = lines.get(at + 1).map(|next| joining.between(line, next));
        match join {
            Some(Join::Undone) => text.push_str(words.trim_end().trim_end_matches(joining::is_hyphen)),
            Some(Join::Space) => {
                text.push_str(words.trim_end());
                text.push(' ');
            }
            _ => text.push_str(words.trim_end()),
        }
    }
    text
}

/// Writes a paragraph. Of pages with notes, where each character went is kept.
fn write(
    prose: &mut Prose,
    lines: Vec<Line>,
    joining: &Joining,
    noted: &HashSet<usize>,
    placed: &mut Vec<Placed>,
    report: &mut Report,
) {
    let joins: Vec<Join> = lines.windows(2).map(|pair| joining.between(&pair[0], &pair[1])).collect();
    for (at, line) in lines.into_iter().enumerate() {
        let join = joins.get(at).copied().unwrap_or(Join::Nothing);
        let words = line
            .letters
            .iter()
            .rposition(|letter| !letter.character.is_whitespace())
            .map_or(0, |last| last + 1);
        let end = if join == Join::Undone { words.saturating_sub(1) } else { words };
        let mut offsets = vec![None; line.letters.len()];
        let mut buffer = [0; 4];
        for (letter, offset) in line.letters[..end].iter().zip(&mut offsets) {
            let before = prose.here();
            prose.push_collapsed(letter.character.encode_utf8(&mut buffer), letter.is_bold);
            *offset = (prose.here() > before).then(|| prose.here().0 - 1);
        }
        match join {
            Join::Space => prose.push_collapsed(" ", false),
            Join::Undone => {
                let place = u32::try_from(line.page + 1).ok().map(Place::Page);
                let text = line.text();
                report.alter(
                    "hyphen",
                    text.split_whitespace().last().unwrap_or_default(),
                    "hyphenation-undone",
                    place,
                );
            }
            Join::Nothing => {}
        }
        if noted.contains(&line.page) {
            placed.push(Placed { line, offsets });
        }
    }
}

/// What the file says of itself.
#[derive(Default)]
struct Facts {
    title: Option<String>,
    language: Option<String>,
    /// The day on which the file was made, ISO 8601.
    date: Option<String>,
}

impl Facts {
    fn read(file: &File<'_>, report: &mut Report) -> Self {
        let info = file.trailer(b"Info");
        let info = info.dict().cloned().unwrap_or_default();
        let root = file.trailer(b"Root");
        let text = |key: &[u8]| {
            let text = file.get(&info, key).text().map(strings::decode).unwrap_or_default();
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        if let Some(author) = text(b"Author") {
            report.skip("creator", &author, "no-place", None);
        }
        let language = root.dict().map(|root| file.get(root, b"Lang")).unwrap_or_default();
        let made = file.get(&info, b"CreationDate");
        let moment = made.text().and_then(strings::moment);
        Self {
            title: text(b"Title").filter(|title| is_title(title)),
            language: language.text().map(strings::decode),
            date: moment.and_then(|moment| moment.get(..10).map(str::to_owned)),
        }
    }
}

/// Whether a title is one: programs put the name of the file there.
fn is_title(title: &str) -> bool {
    let small = title.to_lowercase();
    let is_file =
        [".doc", ".docx", ".pdf", ".indd", ".odt", ".rtf", ".txt", ".tex", ".html", ".ppt", ".pptx"]
            .iter()
            .any(|ending| small.ends_with(ending));
    !is_file
        && !small.starts_with("microsoft word -")
        && small != "untitled"
        && title.chars().any(char::is_alphanumeric)
}
