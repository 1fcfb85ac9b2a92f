//! Small PDFs, written by hand.

use std::fmt::Write;
use vermilion_formats::import::pdf::read;
use vermilion_formats::import::{Import, ImportError, Limits};

/// A PDF in the making: the bodies of its objects, the first of which is number 1.
#[derive(Clone, Default)]
pub(crate) struct Made {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    /// What the catalogue says beside its pages.
    pub(crate) catalogue: String,
    /// What the end of the file says beside its catalogue.
    pub(crate) trailer: String,
}

/// The catalogue, the tree of pages and the fonts that every page has.
const CATALOGUE: usize = 1;
const TREE: usize = 2;
/// Times, Times bold, and a font of Traditional Chinese that is not embedded.
const FONTS: &str = "/F 3 0 R /B 4 0 R /C 5 0 R /V 6 0 R";

impl Made {
    pub(crate) fn new() -> Self {
        // The catalogue and the tree are written last.
        let mut made = Self { objects: vec![Vec::new(); TREE], ..Self::default() };
        made.object("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>");
        made.object("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>");
        for direction in ["H", "V"] {
            made.object(&format!(
                "<< /Type /Font /Subtype /Type0 /BaseFont /MSung-Light /Encoding /UniCNS-UCS2-{direction} \
                 /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /MSung-Light /DW 1000 \
                 /CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1) /Supplement 0 >> >>] >>"
            ));
        }
        made
    }

    /// Adds an object and gives its number.
    pub(crate) fn object(&mut self, body: &str) -> usize {
        self.raw(body.as_bytes().to_vec())
    }

    pub(crate) fn raw(&mut self, body: Vec<u8>) -> usize {
        self.objects.push(body);
        self.objects.len()
    }

    /// Adds a stream and gives its number.
    pub(crate) fn stream(&mut self, dict: &str, bytes: &[u8]) -> usize {
        let mut body = format!("<< {dict} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\nendstream");
        self.raw(body)
    }

    /// Adds a page of 600 by 800 points with this content; `more` is in its dictionary.
    pub(crate) fn page(&mut self, content: &str, more: &str) -> usize {
        let content = self.stream("", content.as_bytes());
        self.page_of(&format!("/Contents {content} 0 R /Resources << /Font << {FONTS} >> >> {more}"))
    }

    pub(crate) fn page_of(&mut self, dict: &str) -> usize {
        let page =
            self.object(&format!("<< /Type /Page /Parent {TREE} 0 R /MediaBox [0 0 600 800] {dict} >>"));
        self.pages.push(page);
        page
    }

    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        self.objects[TREE - 1] =
            format!("<< /Type /Pages /Count {} /Kids [{}] >>", kids.len(), kids.join(" ")).into_bytes();
        self.objects[CATALOGUE - 1] =
            format!("<< /Type /Catalog /Pages {TREE} 0 R {} >>", self.catalogue).into_bytes();
        let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (body, number) in self.objects.iter().zip(1..) {
            writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
            bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            bytes.extend_from_slice(body);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let start = bytes.len();
        let size = self.objects.len() + 1;
        let trailer = format!("trailer\n<< /Size {size} /Root {CATALOGUE} 0 R {} >>", self.trailer);
        bytes.extend_from_slice(format!("{table}{trailer}\nstartxref\n{start}\n%%EOF\n").as_bytes());
        bytes
    }

    pub(crate) fn import(self) -> Import {
        import(&self.bytes()).unwrap()
    }
}

pub(crate) fn import(bytes: &[u8]) -> Result<Import, ImportError> {
    read(bytes, Some("talk.pdf"), Limits::default())
}

/// The text of a PDF.
pub(crate) fn text(made: Made) -> String {
    made.import().documents.remove(0).interview.text
}

/// A line of text in a font, where it begins, and how large it is.
pub(crate) fn line(font: &str, size: u32, (x, y): (i32, i32), text: &str) -> String {
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm {} Tj ET\n", string(font, text))
}

/// A string as the fonts of these tests want it.
pub(crate) fn string(font: &str, text: &str) -> String {
    if matches!(font, "C" | "V") {
        let mut digits = String::from("<");
        for unit in text.encode_utf16() {
            write!(digits, "{unit:04x}").unwrap();
        }
        return digits + ">";
    }
    let escaped = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("({escaped})")
}

/// Lines below each other, 14 points apart.
pub(crate) fn lines(font: &str, (x, y): (i32, i32), texts: &[&str]) -> String {
    (0..).zip(texts).map(|(at, text)| line(font, 10, (x, y - 14 * at), text)).collect()
}
