//! Fonts: which characters a string draws, and how far each of them goes (ISO 32000-2, 9.5 to 9.10).
//!
//! What a font draws is told, in this order, by its map to Unicode, by the names of its glyphs, and for the character
//! collections of East Asia by Adobe's tables, which come with `hayro-cmap` as the predefined CMaps do. Outlines are
//! never looked at.

use super::super::ImportError;
use super::file::File;
use super::names::{Base, characters};
use super::object::{Dict, Object};
use super::widths::Widths;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use icu_normalizer::ComposingNormalizerBorrowed;
use std::collections::HashMap;

/// Bytes of a font's program in which its own encoding is looked for.
const PROGRAM_HEAD: usize = 64 << 10;

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    widths: Widths,
    pub(super) is_bold: bool,
    pub(super) is_vertical: bool,
}

#[derive(Debug)]
enum Codes {
    /// A byte a glyph, and what each draws.
    Simple(Vec<Option<String>>),
    /// One to four bytes a glyph. The second says what a glyph of the collection draws.
    Composite(Box<CMap>, Option<Box<CMap>>),
}

/// A glyph of a string.
#[derive(Debug)]
pub(super) struct Shown {
    /// What it draws; nothing where that is not known.
    pub(super) text: Option<String>,
    /// How far it goes, of the size of the font; downwards where the font is vertical.
    pub(super) advance: f64,
    /// Whether it is the one-byte code 32, which word spacing widens.
    pub(super) is_space: bool,
}

impl Font {
    /// Reads a font by its dictionary.
    ///
    /// # Errors
    /// When what belongs to it holds more than is read.
    pub(super) fn read(file: &File<'_>, dict: &Dict) -> Result<Self, ImportError> {
        let to_unicode = match file.get(dict, b"ToUnicode") {
            Object::Name(name) => predefined(&name),
            stream => file.unpacked(&stream)?.and_then(|bytes| CMap::parse(&bytes, load_embedded)),
        };
        let descendant = match file.get(dict, b"DescendantFonts") {
            Object::List(list) => list.first().and_then(|font| file.resolve(font).dict().cloned()),
            _ => None,
        };
        let holder = descendant.as_deref().unwrap_or(dict);
        let descriptor = file.get(holder, b"FontDescriptor").dict().cloned().unwrap_or_default();
        let name = file.get(dict, b"BaseFont");
        let name = String::from_utf8_lossy(name.name().unwrap_or_default()).to_lowercase();
        let is_bold = is_bold(file, &descriptor, &name);
        let is_composite = file.get(dict, b"Subtype").name() == Some(b"Type0");
        if let (true, Some(descendant)) = (is_composite, &descendant) {
            let cmap = match file.get(dict, b"Encoding") {
                Object::Name(name) => predefined(&name),
                stream => file.unpacked(&stream)?.and_then(|bytes| CMap::parse(&bytes, load_embedded)),
            };
            let cmap = cmap.unwrap_or_else(CMap::identity_h);
            let is_vertical = cmap.metadata().writing_mode == Some(WritingMode::Vertical);
            let collection = collection(file, descendant, &cmap).filter(|_| to_unicode.is_none());
            let widths = Widths::composite(file, descendant, is_vertical);
            let codes = Codes::Composite(Box::new(cmap), collection.map(Box::new));
            return Ok(Self { codes, to_unicode, widths, is_bold, is_vertical });
        }
        let codes = Codes::Simple(simple(file, dict, &descriptor)?);
        let widths = Widths::simple(file, dict, &descriptor, &name);
        Ok(Self { codes, to_unicode, widths, is_bold, is_vertical: false })
    }

    /// The glyphs of a string, one after the other.
    pub(super) fn show<'f>(&'f self, string: &'f [u8]) -> impl Iterator<Item = Shown> + 'f {
        let mut rest = string;
        std::iter::from_fn(move || {
            let first = *rest.first()?;
            let (code, cid, length) = self.code(rest, first);
            rest = &rest[length.min(rest.len())..];
            let told = self.to_unicode.as_ref().and_then(|map| written(map.lookup_bf_string(code)?));
            let text = told.or_else(|| match &self.codes {
                Codes::Simple(drawn) => drawn.get(usize::from(first)).cloned().flatten(),
                Codes::Composite(_, collection) => written(collection.as_ref()?.lookup_bf_string(cid)?),
            });
            let is_space = length == 1 && first == b' ';
            Some(Shown { text: text.map(|text| plain(&text)), advance: self.widths.of(cid, first), is_space })
        })
    }

    /// The code at the start of a string, its place in the collection, and how many bytes it takes.
    fn code(&self, rest: &[u8], first: u8) -> (u32, u32, usize) {
        let Codes::Composite(cmap, _) = &self.codes else { return (u32::from(first), u32::from(first), 1) };
        let mut code = 0;
        for (length, byte) in (1_u8..=4).zip(rest) {
            code = code << 8 | u32::from(*byte);
            if let Some(cid) = cmap.lookup_cid_code(code, length) {
                return (code, cid, usize::from(length));
            }
        }
        // What is no code of the map: two bytes, as nearly all fonts of this kind have.
        (u32::from(first) << 8 | u32::from(rest.get(1).copied().unwrap_or_default()), 0, 2)
    }
}

fn predefined(name: &[u8]) -> Option<CMap> {
    match CMapName::from_bytes(name) {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        name => CMap::parse(load_embedded(name)?, load_embedded),
    }
}

/// What the glyphs of the font's character collection draw: `Adobe-CNS1` and its like.
fn collection(file: &File<'_>, descendant: &Dict, cmap: &CMap) -> Option<CMap> {
    let of_map = cmap.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
    let family = of_map.filter(|family| family.ucs2_cmap().is_some()).or_else(|| {
        let system = file.get(descendant, b"CIDSystemInfo");
        let system = system.dict()?;
        let (registry, ordering) = (file.get(system, b"Registry"), file.get(system, b"Ordering"));
        Some(CidFamily::from_registry_ordering(registry.text()?, ordering.text()?))
    })?;
    CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)
}

/// What each byte draws in a simple font.
fn simple(file: &File<'_>, dict: &Dict, descriptor: &Dict) -> Result<Vec<Option<String>>, ImportError> {
    let encoding = file.get(dict, b"Encoding");
    let named = match &encoding {
        Object::Name(name) => Object::Name(name.clone()),
        other => other.dict().map(|dict| file.get(dict, b"BaseEncoding")).unwrap_or_default(),
    };
    let base = match named.name() {
        Some(b"WinAnsiEncoding") => Some(Base::Windows),
        Some(b"MacRomanEncoding") => Some(Base::Macintosh),
        Some(b"StandardEncoding") => Some(Base::Standard),
        _ => None,
    };
    let is_true_type = file.get(dict, b"Subtype").name() == Some(b"TrueType");
    let otherwise = if is_true_type { Base::Windows } else { Base::Standard };
    let table = base.unwrap_or(otherwise);
    let mut drawn: Vec<Option<String>> =
        (0..=u8::MAX).map(|byte| table.character(byte).map(String::from)).collect();
    if base.is_none() {
        // The font's own encoding, which a program of Type 1 says in plain text.
        for (code, name) in own_names(file, descriptor)? {
            drawn[usize::from(code)] = characters(&name);
        }
    }
    let differences = encoding.dict().map(|dict| file.get(dict, b"Differences")).unwrap_or_default();
    let mut code = 0;
    for entry in differences.list().unwrap_or_default() {
        match file.resolve(entry) {
            Object::Number(number) => code = Object::Number(number).count().unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(slot) = drawn.get_mut(code) {
                    *slot = characters(&String::from_utf8_lossy(&name));
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    Ok(drawn)
}

/// The encoding in a program of Type 1: lines like `dup 65 /A put` (Adobe Type 1 Font Format, 2.3).
fn own_names(file: &File<'_>, descriptor: &Dict) -> Result<HashMap<u8, String>, ImportError> {
    let Some(program) = file.unpacked(&file.get(descriptor, b"FontFile"))? else {
        return Ok(HashMap::new());
    };
    let head = String::from_utf8_lossy(&program[..program.len().min(PROGRAM_HEAD)]).into_owned();
    let mut words = head.split_ascii_whitespace();
    let mut names = HashMap::new();
    while let Some(word) = words.next() {
        if word == "eexec" {
            break;
        }
        if word == "dup"
            && let Some(code) = words.next().and_then(|code| code.parse().ok())
            && let Some(name) = words.next().and_then(|name| name.strip_prefix('/'))
        {
            names.insert(code, name.to_owned());
        }
    }
    Ok(names)
}

/// Whether a font is bold: by its descriptor (9.8.2), or by its name, since few writers say it elsewhere.
fn is_bold(file: &File<'_>, descriptor: &Dict, name: &str) -> bool {
    const FORCED: usize = 1 << 18;
    let number = |key: &[u8]| file.get(descriptor, key).count().unwrap_or_default();
    number(b"Flags") & FORCED != 0
        || number(b"FontWeight") >= 600
        || ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word))
}

fn written(found: BfString) -> Option<String> {
    let text = match found {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    };
    let says = |character: char| !matches!(character, '\0' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}');
    (!text.is_empty() && text.chars().all(says)).then_some(text)
}

/// The characters without what only the making of a PDF gave them: a glyph that serves for a radical and an ideograph is
/// mapped back to either by chance, and a ligature is its letters.
fn plain(text: &str) -> String {
    let is_odd = |character: char| {
        matches!(character,
            '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb06}' | '\u{2f800}'..='\u{2fa1f}')
    };
    if text.contains(is_odd) {
        return ComposingNormalizerBorrowed::new_nfkc().normalize(text).into_owned();
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_ligatures_become_what_is_meant() {
        for (text, expected) in [("⽂", "文"), ("ﬁ", "fi"), ("不", "不"), ("河", "河"), ("①", "①")]
        {
            assert_eq!(plain(text), expected);
        }
    }
}
