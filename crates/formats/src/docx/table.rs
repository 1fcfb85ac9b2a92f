//! The table of quotes.

use super::note::Notes;
use super::package::Links;
use super::styles::Lists;
use super::xml::Xml;
use super::{appendix, hex, line, tags};
use crate::annotated::{Annotated, ExportedTag, Mark, Style};
use crate::interview::BlockKind;
use crate::places::{Places, section_label};
use crate::watch::Watch;
use crate::words::Words;
use vermilion_anchor::CodePoint;

/// The widths of the columns in twentieths of a point: a page across without its margins.
const WIDTHS: [u32; 7] = [4_800, 1_500, 2_000, 770, 1_000, 1_700, 2_800];

/// A row.
struct Row<'r> {
    quote: &'r str,
    style: Style,
    speaker: String,
    section: String,
    turn: String,
    time: String,
    tags: &'r [ExportedTag],
    note: String,
}

/// Writes a table for each document, with its title above it and its memos below.
pub(super) fn write(
    xml: &mut Xml,
    documents: &[Annotated],
    language: &str,
    lists: &mut Lists,
    links: &mut Links,
    watch: &Watch<'_>,
) {
    let words = Words::of(language);
    for document in documents {
        line(xml, "Heading1", &document.title);
        let facts: Vec<&str> =
            [document.source.as_deref(), document.published.as_deref()].into_iter().flatten().collect();
        if !facts.is_empty() {
            line(xml, "VermilionMetadata", &facts.join(" · "));
        }
        if document.annotations.is_empty() && document.orphans.is_empty() {
            line(xml, "Normal", words.no_annotations);
        } else {
            table(xml, document, words, lists, links, watch);
        }
        if !document.memos.is_empty() {
            line(xml, "Heading2", words.memos);
            appendix::memos(xml, document, lists, links);
        }
    }
    if documents.is_empty() {
        line(xml, "Normal", words.no_annotations);
    }
}

fn table(
    xml: &mut Xml,
    document: &Annotated,
    words: &Words,
    lists: &mut Lists,
    links: &mut Links,
    watch: &Watch<'_>,
) {
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", &WIDTHS.iter().sum::<u32>().to_string()), ("w:type", "dxa")]);
    xml.open("w:tblBorders", &[]);
    for side in ["w:top", "w:bottom", "w:insideH"] {
        xml.empty(side, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "C9C2B4")]);
    }
    xml.close("w:tblBorders");
    xml.value("w:tblLayout", "fixed");
    xml.close("w:tblPr");
    xml.open("w:tblGrid", &[]);
    for width in WIDTHS {
        xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
    }
    xml.close("w:tblGrid");
    xml.open("w:tr", &[]);
    xml.open("w:trPr", &[]);
    xml.empty("w:cantSplit", &[]);
    xml.empty("w:tblHeader", &[]);
    xml.close("w:trPr");
    let names = [words.quote, words.speaker, words.section, words.turn, words.time, words.tags, words.note];
    for (name, width) in names.into_iter().zip(WIDTHS) {
        cell(xml, width, |xml| line(xml, "VermilionHead", name));
    }
    xml.close("w:tr");
    let places = Places::new(document);
    let turns = Turns::of(document);
    for one in watch.each(&document.annotations) {
        let speakers: Vec<&str> =
            places.speakers_in(one.span).iter().map(|speaker| speaker.name.as_str()).collect();
        let section = places.section_at(one.span.start).map(|at| &places.sections()[at]);
        let (turn, time) = turns.at(one.span.start);
        row(
            xml,
            document,
            lists,
            links,
            &Row {
                quote: places.quote(one.span),
                style: one.style,
                speaker: speakers.join(words.list_comma),
                section: section.map(section_label).unwrap_or_default(),
                turn: turn.map(|turn| turn.to_string()).unwrap_or_default(),
                time: time.map(clock).unwrap_or_default(),
                tags: &one.tags,
                note: one.note.clone(),
            },
        );
    }
    for one in watch.each(&document.orphans) {
        row(
            xml,
            document,
            lists,
            links,
            &Row {
                quote: &one.quote,
                style: one.style,
                speaker: String::new(),
                section: format!("({})", words.orphaned),
                turn: String::new(),
                time: String::new(),
                tags: &one.tags,
                note: one.note.clone(),
            },
        );
    }
    xml.close("w:tbl");
    // Two tables without a paragraph between them are one.
    line(xml, "VermilionBlank", "");
}

fn row(xml: &mut Xml, document: &Annotated, lists: &mut Lists, links: &mut Links, row: &Row<'_>) {
    xml.open("w:tr", &[]);
    let [quote, speaker, section, turn, time, tagged, noted] = WIDTHS;
    cell(xml, quote, |xml| {
        for text in row.quote.split('\n').filter(|text| !text.trim().is_empty()) {
            marked(xml, text, row.style);
        }
        if row.quote.trim().is_empty() {
            line(xml, "VermilionCell", "");
        }
    });
    for (width, text) in
        [(speaker, &row.speaker), (section, &row.section), (turn, &row.turn), (time, &row.time)]
    {
        cell(xml, width, |xml| line(xml, "VermilionCell", text));
    }
    cell(xml, tagged, |xml| {
        if row.tags.is_empty() {
            line(xml, "VermilionCell", "");
        } else {
            tags(xml, row.tags, None);
        }
    });
    cell(xml, noted, |xml| {
        if row.note.trim().is_empty() {
            return line(xml, "VermilionCell", "");
        }
        let note = document.without_links(&row.note);
        Notes { lists, links, style: "VermilionCell" }.write(xml, &note, None);
    });
    xml.close("w:tr");
}

fn cell(xml: &mut Xml, width: u32, inside: impl FnOnce(&mut Xml)) {
    xml.open("w:tc", &[]);
    xml.open("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    xml.close("w:tcPr");
    inside(xml);
    xml.close("w:tc");
}

/// A paragraph of a quote in its colour.
fn marked(xml: &mut Xml, text: &str, style: Style) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", "VermilionCell");
    xml.close("w:pPr");
    xml.open("w:r", &[]);
    xml.open("w:rPr", &[]);
    match style.mark {
        Mark::Underline => {
            xml.empty("w:u", &[("w:val", "thick"), ("w:color", &hex(style.colour.line()))]);
        }
        Mark::Fill => {
            let fill = hex(style.colour.fill());
            xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &fill)]);
        }
    }
    xml.close("w:rPr");
    xml.element("w:t", &[("xml:space", "preserve")], text);
    xml.close("w:r");
    xml.close("w:p");
}

/// For each block which turn it belongs to and when that began.
struct Turns<'d> {
    document: &'d Annotated,
    of_block: Vec<(Option<u32>, Option<u32>)>,
}

impl<'d> Turns<'d> {
    fn of(document: &'d Annotated) -> Self {
        let (mut count, mut began) = (0, None);
        let of_block = (document.blocks.iter())
            .map(|block| match block.kind {
                BlockKind::Turn { label, time, .. } => {
                    if label.is_some() {
                        count += 1;
                        began = time;
                    }
                    (Some(count), time.or(began))
                }
                _ => (None, None),
            })
            .collect();
        Self { document, of_block }
    }

    /// The number of the turn, from 1, and its time in milliseconds.
    fn at(&self, place: CodePoint) -> (Option<u32>, Option<u32>) {
        let block = self.document.blocks.partition_point(|block| block.span.end <= place);
        self.of_block.get(block).copied().unwrap_or_default()
    }
}

/// `1:02:03`, from milliseconds.
fn clock(milliseconds: u32) -> String {
    let seconds = milliseconds / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
