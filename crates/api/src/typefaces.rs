//! The fonts of this machine with which a PDF is set: those made for books in the language of the text, then whatever has a
//! character that they have not.

use fontdb::{Database, FaceInfo, Family, ID, Query, Source, Stretch, Style, Weight};
use skrifa::{FontRef, MetadataProvider};
use std::fs;
use std::sync::Arc;
use vermilion_formats::pdf::{Typeface, Typefaces};

/// For Latin, Greek and Cyrillic, the most wanted first: what the systems come with.
const LATIN: &[&str] = &[
    "Noto Serif",
    "Source Serif 4",
    "Georgia",
    "Cambria",
    "Times New Roman",
    "Liberation Serif",
    "DejaVu Serif",
];
const TRADITIONAL: &[&str] = &[
    "Noto Serif CJK TC",
    "Noto Serif TC",
    "Source Han Serif TC",
    "Songti TC",
    "PMingLiU",
    "Noto Sans CJK TC",
    "PingFang TC",
    "Microsoft JhengHei",
    "AR PL UMing TW",
];
const SIMPLIFIED: &[&str] = &[
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Songti SC",
    "SimSun",
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "AR PL UMing CN",
];
const JAPANESE: &[&str] = &[
    "Noto Serif CJK JP",
    "Noto Serif JP",
    "Source Han Serif",
    "Hiragino Mincho ProN",
    "Yu Mincho",
    "MS Mincho",
    "Noto Sans CJK JP",
];
const KOREAN: &[&str] = &[
    "Noto Serif CJK KR",
    "Noto Serif KR",
    "Source Han Serif K",
    "AppleMyungjo",
    "Batang",
    "Noto Sans CJK KR",
];

/// A face as bold as this is a bold one.
const BOLD: Weight = Weight(600);

/// The fonts of this machine, for texts in one language.
pub(crate) struct SystemTypefaces {
    fonts: Database,
    /// Families in the order in which they are asked.
    wanted: Vec<&'static [&'static str]>,
}

impl SystemTypefaces {
    /// Looks at all fonts there are; `language` is a BCP 47 tag.
    pub(crate) fn of(language: &str) -> Self {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        Self { fonts, wanted: wanted(language) }
    }

    /// The first of these families that is there, as heavy as this or not.
    fn find(&self, families: &[&str], weight: Weight) -> Option<ID> {
        families.iter().find_map(|name| {
            let query = Query { families: &[Family::Name(name)], weight, ..Query::default() };
            self.fonts.query(&query)
        })
    }

    fn read(&self, id: ID) -> Option<Typeface> {
        let face = self.fonts.face(id)?;
        let bytes = match &face.source {
            Source::Binary(bytes) => bytes.as_ref().as_ref().to_vec(),
            Source::File(path) | Source::SharedFile(path, _) => fs::read(path).ok()?,
        };
        Some(Typeface { bytes: Arc::new(bytes), index: face.index, is_bold: face.weight >= BOLD })
    }

    fn has(&self, id: ID, character: char) -> bool {
        let has = |bytes: &[u8], index| {
            let font = FontRef::from_index(bytes, index).ok()?;
            font.charmap().map(character).filter(|glyph| glyph.to_u32() != 0)
        };
        self.fonts.with_face_data(id, has).flatten().is_some()
    }
}

impl Typefaces for SystemTypefaces {
    fn usual(&self) -> Vec<Typeface> {
        let mut ids = Vec::new();
        for families in &self.wanted {
            for weight in [Weight::NORMAL, Weight::BOLD] {
                ids.extend(self.find(families, weight).filter(|id| !ids.contains(id)));
            }
        }
        // A machine with none of these has some font all the same.
        if ids.is_empty() {
            ids.extend(self.fonts.faces().next().map(|face| face.id));
        }
        ids.into_iter().filter_map(|id| self.read(id)).collect()
    }

    fn with(&self, character: char) -> Option<Typeface> {
        // Fonts whose glyphs are pictures have nothing that could be embedded as an outline.
        let is_drawn =
            |face: &&FaceInfo| face.style == Style::Normal && !face.post_script_name.contains("Emoji");
        let mut faces: Vec<&FaceInfo> = self.fonts.faces().filter(is_drawn).collect();
        // As plain as there is one.
        faces.sort_by_key(|face| (face.weight.0.abs_diff(Weight::NORMAL.0), face.stretch != Stretch::Normal));
        let having = faces.into_iter().find(|face| self.has(face.id, character))?;
        self.read(having.id)
    }
}

/// The families for a language: those of its own script first, for a text in Chinese has its quotation marks and digits as
/// wide as its font has them.
fn wanted(language: &str) -> Vec<&'static [&'static str]> {
    let lower = language.to_ascii_lowercase();
    let mut parts = lower.split('-');
    let (first, rest) = (parts.next().unwrap_or_default(), parts.collect::<Vec<_>>());
    let is_simplified = rest.iter().any(|part| matches!(*part, "hans" | "cn" | "sg"));
    match first {
        "zh" | "yue" if is_simplified => vec![SIMPLIFIED, TRADITIONAL, LATIN],
        "zh" | "yue" => vec![TRADITIONAL, SIMPLIFIED, LATIN],
        "ja" => vec![JAPANESE, TRADITIONAL, LATIN],
        "ko" => vec![KOREAN, TRADITIONAL, LATIN],
        _ => vec![LATIN, TRADITIONAL],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_of_a_language_come_first() {
        for (language, first) in [
            ("zh-Hant-TW", TRADITIONAL),
            ("zh", TRADITIONAL),
            ("zh-Hans", SIMPLIFIED),
            ("zh-CN", SIMPLIFIED),
            ("ja", JAPANESE),
            ("ko-KR", KOREAN),
            ("en-GB", LATIN),
            ("und", LATIN),
        ] {
            assert_eq!(wanted(language)[0], first, "{language}");
        }
    }

    #[test]
    fn what_is_found_has_the_characters_of_the_language() {
        let typefaces = SystemTypefaces::of("zh-Hant");
        let Some(first) = typefaces.usual().into_iter().next() else {
            println!("skipped: this machine has no fonts");
            return;
        };
        assert!(FontRef::from_index(&first.bytes, first.index).is_ok());
        if let Some(other) = typefaces.with('ا') {
            let font = FontRef::from_index(&other.bytes, other.index).unwrap();
            assert!(font.charmap().map('ا').is_some());
        }
    }
}
