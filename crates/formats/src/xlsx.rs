//! Annotations as a workbook: quotes, codebook, what tag occurs where, documents.
//!
//! Sheets: `Quotes` (the rows of the CSV export, with turn and time), `Codebook` (each tag with its colour, its definition
//! and how often it was given), `Tags by document` and `Tags by speaker` (how many annotations have a tag), `Documents`.
//! Names of sheets and columns are English in every language, so that a script can rely on them. Numbers are numbers,
//! dates are dates (UTC), times in the recording are durations; the header is frozen and has filters.
//!
//! Nothing is a formula: text is stored as text, and what begins like a formula is marked as text too, so that it stays
//! one when the cell is edited. An annotation in which several people speak counts for each of them; an orphan counts for
//! its document and for no speaker.
//!
//! Not in it: the interview itself and the targets of links. A cell holds 32,767 UTF-16 units: of a longer quote or note
//! the rest is cut off, which an ellipsis shows. A sheet holds 1,048,575 rows and 16,384 columns: what is more is on a
//! further sheet. Control characters are shown as U+FFFD.

use std::collections::HashMap;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::annotated::{Annotated, Colour, ExportedTag};
use crate::csv::sign_at_start;
use crate::places::Places;
use crate::table::{Row, rows};
use crate::watch::{Watch, Watched, items};

/// Rows of a sheet below its header.
const MOST_ROWS: usize = 1_048_575;

/// Columns of a matrix after that of the tags.
const MOST_COLUMNS: usize = 16_383;

/// UTF-16 units of a cell.
const MOST_UNITS: usize = 32_767;

/// What is watched: the quotes, and putting the file together.
const PARTS: usize = 2;

/// A tag of the codebook with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The tag.
    pub tag: ExportedTag,
    /// Markdown; empty where there is none.
    pub definition: String,
}

/// The workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be made: {0}")]
pub struct NoWorkbook(#[from] XlsxError);

/// The workbook. `codebook` has the tags in their order; one that is given to an annotation and not in it comes last.
///
/// # Errors
/// When it is larger than such a file can be; when it was called off while it was put together.
pub fn export(documents: &[Annotated], codebook: &[Code], watch: &Watch<'_>) -> Result<Vec<u8>, NoWorkbook> {
    let mut workbook = Workbook::new();
    let created = documents.first().and_then(|document| date(&document.exported_at));
    let created = created.map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let formats = Formats::new();
    let tally = Tally::of(documents, codebook, watch);
    watch.begin(0, PARTS, items(documents));
    quotes(&mut workbook, documents, &formats, watch)?;
    codes(&mut workbook, &tally, &formats)?;
    let titles: Vec<String> = documents.iter().map(|document| document.title.clone()).collect();
    matrix(&mut workbook, "Tags by document", &tally, &titles, &tally.by_document, &formats)?;
    matrix(&mut workbook, "Tags by speaker", &tally, &tally.speakers, &tally.by_speaker, &formats)?;
    sources(&mut workbook, documents, &formats)?;
    watch.begin(PARTS - 1, PARTS, 1);
    let mut saved = Watched::new(watch);
    workbook.save_to_writer(&mut saved)?;
    Ok(saved.into_bytes())
}

/// How cells look.
struct Formats {
    header: Format,
    text: Format,
    /// Text that begins like a formula.
    literal: Format,
    date: Format,
    day: Format,
    time: Format,
    colours: [Format; 5],
}

impl Formats {
    fn new() -> Self {
        let text = || Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let top = || Format::new().set_align(FormatAlign::Top);
        let colour = |colour: u32| text().set_background_color(Color::RGB(colour));
        Self {
            header: Format::new().set_bold().set_background_color(Color::RGB(0x00EE_E8DE)),
            text: text(),
            literal: text().set_quote_prefix(),
            date: top().set_num_format("yyyy-mm-dd hh:mm:ss"),
            day: top().set_num_format("yyyy-mm-dd"),
            time: top().set_num_format("[h]:mm:ss"),
            colours: [0x00FF_F2A8, 0x00FF_C9BC, 0x00D3_EBC6, 0x00CB_E1F5, 0x00E6_D5F2].map(colour),
        }
    }

    fn colour(&self, colour: Colour) -> &Format {
        &self.colours[match colour {
            Colour::Yellow => 0,
            Colour::Red => 1,
            Colour::Green => 2,
            Colour::Blue => 3,
            Colour::Purple => 4,
        }]
    }
}

/// A sheet that is written row by row, and whose rows go on on a further one.
struct Sheet<'f> {
    formats: &'f Formats,
    sheet: Worksheet,
    row: u32,
}

impl<'f> Sheet<'f> {
    fn new(name: &str, columns: &[(&str, f64)], formats: &'f Formats) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        for (at, (column, width)) in (0_u16..).zip(columns) {
            sheet.set_column_width(at, *width)?;
            sheet.write_string_with_format(0, at, cell(column), &formats.header)?;
        }
        Ok(Self { formats, sheet, row: 0 })
    }

    fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        let format = if sign_at_start(text).is_some() { &self.formats.literal } else { &self.formats.text };
        if !text.is_empty() {
            self.sheet.write_string_with_format(self.row, column, cell(text), format)?;
        }
        Ok(())
    }

    fn number(&mut self, column: u16, number: Option<u32>) -> Result<(), XlsxError> {
        if let Some(number) = number {
            self.sheet.write_number_with_format(self.row, column, number, &self.formats.text)?;
        }
        Ok(())
    }

    fn colour(&mut self, column: u16, colour: Option<Colour>) -> Result<(), XlsxError> {
        if let Some(colour) = colour {
            let format = self.formats.colour(colour);
            self.sheet.write_string_with_format(self.row, column, colour.name(), format)?;
        }
        Ok(())
    }

    /// A point in time; as text where it is none that a spreadsheet knows.
    fn date(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        match date(text) {
            Some(date) => {
                self.sheet.write_datetime_with_format(self.row, column, &date, &self.formats.date)?;
            }
            None => self.text(column, text)?,
        }
        Ok(())
    }

    /// A duration in milliseconds: a spreadsheet counts in days.
    fn time(&mut self, column: u16, milliseconds: Option<u32>) -> Result<(), XlsxError> {
        if let Some(milliseconds) = milliseconds {
            let days = f64::from(milliseconds) / 86_400_000.0;
            self.sheet.write_number_with_format(self.row, column, days, &self.formats.time)?;
        }
        Ok(())
    }

    /// The sheet, its header frozen and filtered.
    fn finish(mut self, columns: usize) -> Result<Worksheet, XlsxError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.set_freeze_panes(1, 0)?;
        self.sheet.autofilter(0, 0, self.row.max(1), last)?;
        Ok(self.sheet)
    }
}

/// `Quotes`, `Quotes 2` and so on.
fn numbered(name: &str, number: usize) -> String {
    if number == 0 { name.to_owned() } else { format!("{name} {}", number + 1) }
}

/// Pieces of at most so many, one at least.
fn pieces<T>(all: &[T], most: usize) -> Vec<&[T]> {
    if all.is_empty() { vec![all] } else { all.chunks(most).collect() }
}

fn quotes(
    workbook: &mut Workbook,
    documents: &[Annotated],
    formats: &Formats,
    watch: &Watch<'_>,
) -> Result<(), XlsxError> {
    const COLUMNS: [(&str, f64); 20] = [
        ("document", 24.0),
        ("section number", 8.0),
        ("section", 18.0),
        ("turn", 7.0),
        ("time", 10.0),
        ("speaker", 14.0),
        ("role", 12.0),
        ("quote", 60.0),
        ("note", 40.0),
        ("tags", 24.0),
        ("style", 10.0),
        ("colour", 10.0),
        ("state", 10.0),
        ("reason", 10.0),
        ("original", 24.0),
        ("start", 8.0),
        ("end", 8.0),
        ("created", 19.0),
        ("modified", 19.0),
        ("id", 38.0),
    ];
    let all: Vec<Row<'_>> = documents.iter().take_while(|_| watch.goes_on()).flat_map(rows).collect();
    for (number, rows) in pieces(&all, MOST_ROWS).into_iter().enumerate() {
        let mut sheet = Sheet::new(&numbered("Quotes", number), &COLUMNS, formats)?;
        for row in watch.each(rows) {
            sheet.row += 1;
            sheet.text(0, row.document)?;
            sheet.number(1, row.section_number)?;
            sheet.text(2, &row.section)?;
            sheet.number(3, row.turn.map(|turn| turn.number))?;
            sheet.time(4, row.turn.and_then(|turn| turn.time))?;
            sheet.text(5, &row.speakers)?;
            sheet.text(6, &row.roles)?;
            sheet.text(7, row.quote)?;
            sheet.text(8, &row.note)?;
            sheet.text(9, &row.tags)?;
            sheet.text(10, row.style.map_or("", |style| style.mark.name()))?;
            sheet.colour(11, row.style.map(|style| style.colour))?;
            sheet.text(12, row.state)?;
            sheet.text(13, row.reason)?;
            sheet.text(14, row.original)?;
            sheet.number(15, row.span.map(|span| span.start.0))?;
            sheet.number(16, row.span.map(|span| span.end.0))?;
            sheet.date(17, row.created)?;
            sheet.date(18, row.modified)?;
            sheet.text(19, row.id)?;
        }
        workbook.push_worksheet(sheet.finish(COLUMNS.len())?);
    }
    Ok(())
}

/// How often each tag was given, and where.
struct Tally<'d> {
    tags: Vec<(&'d ExportedTag, &'d str)>,
    /// Of each tag: annotations in the text, orphans.
    given: Vec<(u32, u32)>,
    speakers: Vec<String>,
    /// By tag and document, and by tag and speaker.
    by_document: HashMap<(usize, usize), u32>,
    by_speaker: HashMap<(usize, usize), u32>,
}

impl<'d> Tally<'d> {
    fn of(documents: &'d [Annotated], codebook: &'d [Code], watch: &Watch<'_>) -> Self {
        let mut tally = Self {
            tags: codebook.iter().map(|code| (&code.tag, code.definition.as_str())).collect(),
            given: vec![(0, 0); codebook.len()],
            speakers: Vec::new(),
            by_document: HashMap::new(),
            by_speaker: HashMap::new(),
        };
        let mut index: HashMap<&str, usize> =
            tally.tags.iter().enumerate().map(|(at, (tag, _))| (tag.id.as_str(), at)).collect();
        for (number, document) in documents.iter().take_while(|_| watch.goes_on()).enumerate() {
            let places = Places::new(document);
            let first = tally.speakers.len();
            let columns: HashMap<&str, usize> =
                document.speakers.iter().zip(first..).map(|(one, at)| (one.id.as_str(), at)).collect();
            tally.speakers.extend(document.speakers.iter().map(|speaker| match documents.len() {
                1 => speaker.name.clone(),
                _ => format!("{} ({})", speaker.name, document.title),
            }));
            let standing = document.annotations.iter().map(|one| (&one.tags, Some(one.span)));
            let orphans = document.orphans.iter().map(|one| (&one.tags, None));
            for (tags, span) in standing.chain(orphans) {
                let speakers = span.map(|span| places.speakers_in(span)).unwrap_or_default();
                for tag in tags {
                    let at = *index.entry(&tag.id).or_insert_with(|| {
                        tally.tags.push((tag, ""));
                        tally.given.push((0, 0));
                        tally.tags.len() - 1
                    });
                    let (anchored, orphaned) = &mut tally.given[at];
                    *(if span.is_some() { anchored } else { orphaned }) += 1;
                    *tally.by_document.entry((at, number)).or_default() += 1;
                    for speaker in &speakers {
                        if let Some(column) = columns.get(speaker.id.as_str()) {
                            *tally.by_speaker.entry((at, *column)).or_default() += 1;
                        }
                    }
                }
            }
        }
        tally
    }
}

fn codes(workbook: &mut Workbook, tally: &Tally<'_>, formats: &Formats) -> Result<(), XlsxError> {
    const COLUMNS: [(&str, f64); 6] = [
        ("tag", 36.0),
        ("colour", 10.0),
        ("definition", 60.0),
        ("annotations", 12.0),
        ("orphans", 10.0),
        ("id", 38.0),
    ];
    let all: Vec<_> = tally.tags.iter().zip(&tally.given).collect();
    for (number, codes) in pieces(&all, MOST_ROWS).into_iter().enumerate() {
        let mut sheet = Sheet::new(&numbered("Codebook", number), &COLUMNS, formats)?;
        for ((tag, definition), (anchored, orphaned)) in codes {
            sheet.row += 1;
            sheet.text(0, &tag.path)?;
            sheet.colour(1, tag.colour)?;
            sheet.text(2, definition)?;
            sheet.number(3, Some(*anchored))?;
            sheet.number(4, Some(*orphaned))?;
            sheet.text(5, &tag.id)?;
        }
        workbook.push_worksheet(sheet.finish(COLUMNS.len())?);
    }
    Ok(())
}

fn matrix(
    workbook: &mut Workbook,
    name: &str,
    tally: &Tally<'_>,
    columns: &[String],
    counts: &HashMap<(usize, usize), u32>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let tags: Vec<usize> = (0..tally.tags.len()).collect();
    let mut number = 0;
    for (part, columns) in pieces(columns, MOST_COLUMNS).into_iter().enumerate() {
        let mut heads = vec![("tag", 36.0)];
        heads.extend(columns.iter().map(|column| (column.as_str(), 14.0)));
        for tags in pieces(&tags, MOST_ROWS) {
            let mut sheet = Sheet::new(&numbered(name, number), &heads, formats)?;
            number += 1;
            for tag in tags {
                sheet.row += 1;
                sheet.text(0, &tally.tags[*tag].0.path)?;
                for (at, column) in (1_u16..).zip(0..columns.len()) {
                    let count = counts.get(&(*tag, part * MOST_COLUMNS + column)).copied();
                    sheet.number(at, Some(count.unwrap_or(0)))?;
                }
            }
            workbook.push_worksheet(sheet.finish(heads.len())?);
        }
    }
    Ok(())
}

fn sources(workbook: &mut Workbook, documents: &[Annotated], formats: &Formats) -> Result<(), XlsxError> {
    const COLUMNS: [(&str, f64); 8] = [
        ("title", 36.0),
        ("source", 36.0),
        ("published", 12.0),
        ("language", 10.0),
        ("annotations", 12.0),
        ("orphans", 10.0),
        ("memos", 10.0),
        ("id", 38.0),
    ];
    let count = |items: usize| Some(u32::try_from(items).unwrap_or(u32::MAX));
    for (number, documents) in pieces(documents, MOST_ROWS).into_iter().enumerate() {
        let mut sheet = Sheet::new(&numbered("Documents", number), &COLUMNS, formats)?;
        for document in documents {
            sheet.row += 1;
            sheet.text(0, &document.title)?;
            sheet.text(1, document.source.as_deref().unwrap_or_default())?;
            let published = document.published.as_deref().unwrap_or_default();
            match day(published) {
                Some(day) => {
                    sheet.sheet.write_datetime_with_format(sheet.row, 2, &day, &formats.day)?;
                }
                None => sheet.text(2, published)?,
            }
            sheet.text(3, &document.language)?;
            sheet.number(4, count(document.annotations.len()))?;
            sheet.number(5, count(document.orphans.len()))?;
            sheet.number(6, count(document.memos.len()))?;
            sheet.text(7, &document.id)?;
        }
        workbook.push_worksheet(sheet.finish(COLUMNS.len())?);
    }
    Ok(())
}

/// A point in time, if it is one that a spreadsheet can hold: it begins in 1900.
fn date(text: &str) -> Option<ExcelDateTime> {
    let time: jiff::Timestamp = text.parse().ok()?;
    let time = time.to_zoned(jiff::tz::TimeZone::UTC);
    let milliseconds = u16::try_from(time.millisecond()).ok()?;
    let day = of_day(time.date())?;
    day.and_hms_milli(
        time.hour().try_into().ok()?,
        time.minute().try_into().ok()?,
        time.second().try_into().ok()?,
        milliseconds,
    )
    .ok()
}

fn day(text: &str) -> Option<ExcelDateTime> {
    // Of `2026-05` the day is not known.
    (text.len() == 10).then(|| of_day(text.parse().ok()?)).flatten()
}

fn of_day(date: jiff::civil::Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, date.month().try_into().ok()?, date.day().try_into().ok()?).ok()
}

/// A text that a cell can hold.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut units = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let character = match character {
            '\r' if characters.peek() == Some(&'\n') => continue,
            '\r' => '\n',
            '\n' | '\t' => character,
            control if control.is_control() => '\u{fffd}',
            other => other,
        };
        // One unit is kept for the ellipsis.
        let is_last = characters.peek().is_none();
        units += character.len_utf16();
        if units + usize::from(!is_last) > MOST_UNITS {
            out.push('…');
            break;
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_a_spreadsheet_can() {
        assert_eq!(cell("a\r\nb\rc\td\u{1b}\0"), "a\nb\nc\td\u{fffd}\u{fffd}");
        assert_eq!(cell(&"霧".repeat(MOST_UNITS)), "霧".repeat(MOST_UNITS));
        let long = cell(&"𠮷".repeat(MOST_UNITS));
        assert!(long.ends_with("𠮷…") && long.encode_utf16().count() <= MOST_UNITS);
    }

    #[test]
    fn what_is_more_goes_on_a_further_sheet() {
        assert_eq!(pieces(&[1, 2, 3], 2), [&[1, 2][..], &[3][..]]);
        assert_eq!(pieces::<u8>(&[], 2).len(), 1);
        assert_eq!(
            (numbered("Quotes", 0), numbered("Quotes", 1)),
            ("Quotes".to_owned(), "Quotes 2".to_owned())
        );
    }

    #[test]
    fn dates_are_dates_where_they_can_be() {
        assert!(date("2026-11-23T08:01:00.123Z").is_some());
        assert!(day("2026-05-01").is_some());
        for text in ["", "2026", "2026-05", "1899-12-31", "2026-13-01", "autumn 26"] {
            assert!(day(text).is_none() && date(text).is_none(), "{text}");
        }
    }
}
