//! The typefaces of a PDF: which of them has a character, and how far that goes.
//!
//! A character is a glyph: Chinese, Japanese, Korean and the scripts of Europe are set that way well enough to be read.
//! What has to be shaped (Arabic, the scripts of India) is set letter by letter, and reads back as what it is.

use krilla::text::{Font, GlyphId};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// A font file as it was found: its bytes, and which of its faces.
#[derive(Clone)]
pub struct Typeface {
    /// The bytes of the file.
    pub bytes: Arc<Vec<u8>>,
    /// The face in a collection; 0 in a file that holds one.
    pub index: u32,
    /// Whether it is the bold one.
    pub is_bold: bool,
}

/// Where the typefaces of a PDF come from.
pub trait Typefaces {
    /// Those that are asked for a character first, in this order.
    fn usual(&self) -> Vec<Typeface>;

    /// One that has a character that none of the usual ones has.
    fn with(&self, character: char) -> Option<Typeface>;
}

/// Only these.
impl Typefaces for Vec<Typeface> {
    fn usual(&self) -> Vec<Typeface> {
        self.clone()
    }

    fn with(&self, _: char) -> Option<Typeface> {
        None
    }
}

impl fmt::Debug for Typeface {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Typeface")
            .field("index", &self.index)
            .field("is_bold", &self.is_bold)
            .finish_non_exhaustive()
    }
}

/// A face that can be set.
struct Face {
    font: Font,
    typeface: Typeface,
    is_bold: bool,
}

impl Face {
    fn read(typeface: Typeface) -> Option<Self> {
        // That the file is one is seen before it is given to who writes it.
        FontRef::from_index(typeface.bytes.as_slice(), typeface.index).ok()?;
        let font = Font::new(typeface.bytes.clone().into(), typeface.index)?;
        let is_bold = typeface.is_bold;
        Some(Self { font, typeface, is_bold })
    }
}

/// A character's glyph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sort {
    /// Which of the faces.
    pub(super) face: usize,
    pub(super) glyph: GlyphId,
    /// How far it goes, of the size.
    pub(super) advance: f32,
}

/// The faces in the order in which they are asked.
pub(super) struct Case<'given> {
    given: &'given dyn Typefaces,
    faces: Vec<Face>,
    known: HashMap<(char, bool), Sort>,
}

impl<'given> Case<'given> {
    /// The usual ones that can be read. `None` if there is none.
    pub(super) fn of(given: &'given dyn Typefaces) -> Option<Self> {
        let faces: Vec<Face> = given.usual().into_iter().filter_map(Face::read).collect();
        (!faces.is_empty()).then_some(Self { given, faces, known: HashMap::new() })
    }

    pub(super) fn font(&self, face: usize) -> Font {
        self.faces[face].font.clone()
    }

    /// The glyph of a character in the first face of this weight that has it, or of the other; of what none has, the
    /// sign of the first face for that.
    pub(super) fn sort(&mut self, character: char, is_bold: bool) -> Sort {
        if let Some(sort) = self.known.get(&(character, is_bold)) {
            return *sort;
        }
        let mut order: Vec<usize> = (0..self.faces.len()).collect();
        order.sort_by_key(|face| self.faces[*face].is_bold != is_bold);
        let found = order.iter().find_map(|face| self.glyph(*face, character));
        let found = found.or_else(|| {
            // Nothing is drawn of what only steers how others are set.
            let further = Some(character).filter(|one| !one.is_control() && !one.is_whitespace());
            self.faces.push(Face::read(self.given.with(further?)?)?);
            self.glyph(self.faces.len() - 1, character)
        });
        let sort = found.unwrap_or(Sort { face: order[0], glyph: GlyphId::new(0), advance: 0.5 });
        self.known.insert((character, is_bold), sort);
        sort
    }

    fn glyph(&self, face: usize, character: char) -> Option<Sort> {
        let Face { typeface, .. } = &self.faces[face];
        let font = FontRef::from_index(typeface.bytes.as_slice(), typeface.index).ok()?;
        let glyph = font.charmap().map(character).filter(|glyph| glyph.to_u32() != 0)?;
        // At the size of 1 all lengths are parts of the size.
        let advance = font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)?;
        Some(Sort { face, glyph: GlyphId::new(glyph.to_u32()), advance })
    }
}
