//! Interviews as PDFs: what is printed is read back.
//!
//! Fonts are those of the machine. Where there is none with Chinese, what needs one is not asked of it; the continuous
//! checks install one.

use std::path::Path;
use std::sync::Arc;
use vermilion_formats::annotated::{Annotated, Colour, Mark, Style};
use vermilion_formats::import::{Limits, pdf as reader};
use vermilion_formats::interview::{Interview, parse};
use vermilion_formats::pdf::{self, NoPdf, Typeface, Typefaces};
use vermilion_formats::watch::Watch;

use crate::fixture::{Draft, with_memos};

const FILL: Style = Style { mark: Mark::Fill, colour: Colour::Yellow };
const LINE: Style = Style { mark: Mark::Underline, colour: Colour::Blue };

/// The file.
fn export(document: &Annotated, typefaces: &dyn Typefaces) -> Result<Vec<u8>, NoPdf> {
    pdf::export(document, typefaces, &Watch::nobody())
}

/// The regular and the bold face of Noto Serif CJK, which the set-up installs; Traditional Chinese is the fourth of each file.
pub(crate) fn typefaces() -> Vec<Typeface> {
    let folders = ["opentype/noto", "noto-cjk", "google-noto-serif-cjk-fonts"];
    let read = |name: &str| {
        let at = |folder| Path::new("/usr/share/fonts").join(folder).join(name);
        let found = folders.into_iter().find_map(|folder| std::fs::read(at(folder)).ok());
        found.unwrap_or_else(|| panic!("{name} is not there: `cargo xtask setup --test` installs it"))
    };
    [("NotoSerifCJK-Regular.ttc", false), ("NotoSerifCJK-Bold.ttc", true)]
        .map(|(name, is_bold)| Typeface { bytes: Arc::new(read(name)), index: 3, is_bold })
        .into()
}

fn sample(language: &str) -> Interview {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../samples/interview.{language}.txt"));
    parse(&std::fs::read_to_string(path).unwrap())
}

#[test]
fn what_is_printed_is_read_back() {
    let typefaces = typefaces();
    for language in ["zh-Hant", "en"] {
        let interview = sample(language);
        let mut document = Draft::of(interview.clone());
        for word in ["漿糊", "margin", "book"] {
            if interview.text.contains(word) {
                document = document.mark(word, FILL, "A *note* on it.\n\n- of two lines").tag("paste/glue");
                document = document.mark(word, LINE, "");
            }
        }
        let document = document.done();
        let bytes = export(&document, &typefaces).unwrap();
        assert_eq!(bytes, export(&document, &typefaces).unwrap(), "the same gives the same");
        let import = reader::read(&bytes, None, Limits::default()).unwrap();
        let found = &import.documents[0].interview;
        assert_eq!(found.text.trim_end(), interview.text.trim_end());
        assert_eq!((&found.title, &found.language), (&interview.title, &interview.language));
        assert_eq!(found.speakers.len(), interview.speakers.len());
        let kinds = |interview: &Interview| {
            interview.blocks.iter().map(|block| std::mem::discriminant(&block.kind)).collect::<Vec<_>>()
        };
        assert_eq!(kinds(found), kinds(&interview));
    }
}

#[test]
fn fonts_are_embedded_and_nothing_is_markup() {
    let typefaces = typefaces();
    let text = "霧與河\n\n林：#let x = $1$ \\( ) endstream %PDF\n吳：<b>是</b>\n";
    let document = Draft::of(parse(text)).mark("endstream", FILL, "`(` \\ #set").done();
    let bytes = export(&document, &typefaces).unwrap();
    let contains = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    assert!(contains(b"FontFile3") && contains(b"NotoSerifCJK"));
    let import = reader::read(&bytes, None, Limits::default()).unwrap();
    assert!(import.documents[0].interview.text.contains("#let x = $1$ \\( ) endstream %PDF"));
}

#[test]
fn orphans_memos_and_long_notes_are_printed() {
    let typefaces = typefaces();
    let document = with_memos();
    let bytes = export(&document, &typefaces).unwrap();
    let import = reader::read(&bytes, None, Limits::default()).unwrap();
    let text = import.documents[0].interview.text.replace(char::is_whitespace, "");
    for memo in &document.memos {
        let words: String = memo.text.chars().take_while(|letter| letter.is_alphanumeric()).collect();
        assert!(text.contains(&words), "{words}");
    }
    let long = "A line of a note that is long.\n\n".repeat(400);
    let document = Draft::of(parse("林：霧\n")).mark("霧", FILL, &long).done();
    let bytes = export(&document, &typefaces).unwrap();
    let import = reader::read(&bytes, None, Limits::default()).unwrap();
    assert_eq!(import.documents[0].interview.text, "untitled\n林：霧\n");
}

#[test]
fn without_a_font_there_is_no_pdf() {
    let document = Draft::of(parse("林：霧\n")).done();
    let broken = Typeface { bytes: Arc::new(b"no font".to_vec()), index: 0, is_bold: false };
    for typefaces in [vec![], vec![broken]] {
        assert_eq!(export(&document, &typefaces), Err(NoPdf::NoTypeface));
    }
}
