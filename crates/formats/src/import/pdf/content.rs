//! What a page shows: its content streams run for their text (ISO 32000-2, 8.2, 9.3, 9.4, 14.6).
//!
//! Nothing is drawn. What is gathered is every glyph with its place, in the order in which it is shown; text that the
//! page marks as its furniture (`Artifact`) is kept apart.

use super::super::ImportError;
use super::file::File;
use super::font::Font;
use super::matrix::Matrix;
use super::object::{Dict, Lexer, Object, is_space};
use super::strings;
use memchr::memmem;
use std::collections::HashMap;
use std::rc::Rc;

/// Forms within each other.
const DEEPEST_FORM: usize = 12;

/// States saved within each other.
const DEEPEST_STATE: usize = 512;

/// Operands of an operator: of more the last count.
const MOST_OPERANDS: usize = 64;

/// Glyphs of one page. A page of a newspaper has some twenty thousand.
const MOST_GLYPHS: usize = 1 << 20;

/// A character of a page, in the page's own units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) character: char,
    /// Where it begins and ends on its baseline.
    pub(super) start: (f64, f64),
    pub(super) end: (f64, f64),
    /// The height of its font.
    pub(super) size: f64,
    pub(super) is_bold: bool,
}

/// What is found on a page.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) glyphs: Vec<Glyph>,
    /// Text that is marked as furniture of the page.
    pub(super) furniture: Vec<Glyph>,
    /// Pictures.
    pub(super) pictures: usize,
    /// Glyphs of which nothing says what they draw.
    pub(super) unknown: usize,
}

/// Fonts by where they stand; of what no font can be made, nothing.
pub(super) type Fonts = HashMap<u32, Option<Rc<Font>>>;

/// Runs the content of pages.
pub(super) struct Runner<'f, 'b> {
    file: &'f File<'b>,
    fonts: &'f mut Fonts,
    shown: Shown,
    state: State,
    saved: Vec<State>,
    marks: Vec<Mark>,
    text: Matrix,
    line: Matrix,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    /// 1 where the font is as wide as it is.
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: usize,
}

/// Marked content.
#[derive(Clone)]
struct Mark {
    is_furniture: bool,
    /// What stands for everything shown within it, until it was put there.
    instead: Option<String>,
    has_instead: bool,
}

impl<'f, 'b> Runner<'f, 'b> {
    pub(super) fn new(file: &'f File<'b>, fonts: &'f mut Fonts) -> Self {
        let state = State {
            matrix: Matrix::UNIT,
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        };
        let (shown, saved, marks) = (Shown::default(), Vec::new(), Vec::new());
        Self { file, fonts, shown, state, saved, marks, text: Matrix::UNIT, line: Matrix::UNIT }
    }

    /// Runs the content of a page and gives what it shows.
    ///
    /// # Errors
    /// When it holds more than is read.
    pub(super) fn run(mut self, content: &[u8], resources: &Dict) -> Result<Shown, ImportError> {
        self.stream(content, resources, 0)?;
        Ok(self.shown)
    }

    fn stream(&mut self, content: &[u8], resources: &Dict, depth: usize) -> Result<(), ImportError> {
        let mut lexer = Lexer::of_content(content);
        let mut operands: Vec<Object> = Vec::new();
        let (saved, marks) = (self.saved.len(), self.marks.len());
        while let Some(object) = lexer.next() {
            self.file.use_values(lexer.used())?;
            let Object::Word(word) = object else {
                if operands.len() == MOST_OPERANDS {
                    operands.remove(0);
                }
                operands.push(object);
                continue;
            };
            match &*word {
                b"ID" => skip_picture(content, &mut lexer),
                b"EI" => self.shown.pictures += 1,
                b"Do" => self.external(&operands, resources, depth)?,
                b"Tf" | b"gs" => self.set_font(&word, &operands, resources)?,
                b"BDC" | b"BMC" => self.mark(&operands, resources),
                b"EMC" if self.marks.len() > marks => drop(self.marks.pop()),
                b"Q" if self.saved.len() > saved => self.restore(),
                b"Q" | b"EMC" => {}
                b"Tj" | b"TJ" | b"'" | b"\"" => self.show(&word, &operands)?,
                other => self.adjust(other, &operands),
            }
            operands.clear();
        }
        // What a stream leaves open ends with it.
        while self.saved.len() > saved {
            self.restore();
        }
        self.marks.truncate(marks);
        Ok(())
    }

    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    /// The operators that need only their operands.
    fn adjust(&mut self, word: &[u8], operands: &[Object]) {
        let numbers: Vec<f64> = operands.iter().filter_map(Object::number).collect();
        let first = numbers.first().copied().unwrap_or_default();
        let state = &mut self.state;
        match word {
            b"q" if self.saved.len() < DEEPEST_STATE => self.saved.push(state.clone()),
            b"cm" => {
                if let Some(matrix) = Matrix::of(&numbers) {
                    state.matrix = matrix.then(state.matrix);
                }
            }
            b"BT" => (self.text, self.line) = (Matrix::UNIT, Matrix::UNIT),
            b"Tc" => state.character_space = first,
            b"Tw" => state.word_space = first,
            b"Tz" => state.stretch = first / 100.0,
            b"TL" => state.leading = first,
            b"Ts" => state.rise = first,
            b"Tr" => state.mode = operands.first().and_then(Object::count).unwrap_or_default(),
            b"Tm" => {
                if let Some(matrix) = Matrix::of(&numbers) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            b"Td" | b"TD" => {
                let [x, y] = numbers[..] else { return };
                if word == b"TD" {
                    state.leading = -y;
                }
                self.new_line(x, y);
            }
            b"T*" => self.new_line(0.0, -self.state.leading),
            _ => {}
        }
    }

    fn new_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    fn set_font(&mut self, word: &[u8], operands: &[Object], resources: &Dict) -> Result<(), ImportError> {
        let named = |kind: &[u8]| {
            let name = operands.first()?.name()?;
            self.file.get(resources, kind).dict()?.get(name).cloned()
        };
        let (font, size) = if word == b"Tf" {
            (named(b"Font"), operands.get(1).and_then(Object::number))
        } else {
            // A graphics state may set a font too (8.4.5).
            let state = named(b"ExtGState").map(|state| self.file.resolve(&state));
            let set = state.and_then(|state| Some(self.file.get(state.dict()?, b"Font")));
            let Some([font, size]) = set.as_ref().and_then(Object::list) else { return Ok(()) };
            (Some(font.clone()), self.file.resolve(size).number())
        };
        self.state.size = size.unwrap_or_default();
        self.state.font = match font {
            Some(font) => self.font(&font)?,
            None => None,
        };
        Ok(())
    }

    fn font(&mut self, font: &Object) -> Result<Option<Rc<Font>>, ImportError> {
        let read = || match self.file.resolve(font).dict() {
            Some(dict) => Font::read(self.file, dict).map(|font| Some(Rc::new(font))),
            None => Ok(None),
        };
        let Object::Ref(number) = font else { return read() };
        if let Some(known) = self.fonts.get(number) {
            return Ok(known.clone());
        }
        let font = read()?;
        self.fonts.insert(*number, font.clone());
        Ok(font)
    }

    /// A form is run in its place; a picture is counted.
    fn external(&mut self, operands: &[Object], resources: &Dict, depth: usize) -> Result<(), ImportError> {
        let Some(name) = operands.first().and_then(Object::name) else { return Ok(()) };
        let objects = self.file.get(resources, b"XObject");
        let object = objects.dict().map(|objects| self.file.get(objects, name)).unwrap_or_default();
        let Some(dict) = object.dict().cloned() else { return Ok(()) };
        if self.file.get(&dict, b"Subtype").name() != Some(b"Form") {
            self.shown.pictures += 1;
            return Ok(());
        }
        if depth == DEEPEST_FORM {
            return Ok(());
        }
        let Some(content) = self.file.unpacked(&object)? else { return Ok(()) };
        let (state, text, line) = (self.state.clone(), self.text, self.line);
        if let Some(matrix) = Matrix::of(&self.file.numbers(&self.file.get(&dict, b"Matrix"))) {
            self.state.matrix = matrix.then(self.state.matrix);
        }
        let own = self.file.get(&dict, b"Resources");
        let own = own.dict().cloned();
        self.stream(&content, own.as_deref().unwrap_or(resources), depth + 1)?;
        (self.state, self.text, self.line) = (state, text, line);
        Ok(())
    }

    fn mark(&mut self, operands: &[Object], resources: &Dict) {
        let properties = match operands.get(1) {
            Some(Object::Name(name)) => {
                let all = self.file.get(resources, b"Properties");
                all.dict().map(|all| self.file.get(all, name)).unwrap_or_default()
            }
            Some(other) => other.clone(),
            None => Object::Null,
        };
        let instead = properties.dict().map(|dict| self.file.get(dict, b"ActualText")).unwrap_or_default();
        let instead = instead.text().map(strings::decode);
        if self.marks.len() < DEEPEST_STATE {
            self.marks.push(Mark {
                is_furniture: operands.first().and_then(Object::name) == Some(b"Artifact"),
                has_instead: instead.is_some(),
                instead,
            });
        }
    }

    fn show(&mut self, word: &[u8], operands: &[Object]) -> Result<(), ImportError> {
        match word {
            b"'" => self.new_line(0.0, -self.state.leading),
            b"\"" => {
                let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or_default();
                (self.state.word_space, self.state.character_space) = (number(0), number(1));
                self.new_line(0.0, -self.state.leading);
            }
            _ => {}
        }
        let Some(font) = self.state.font.clone() else { return Ok(()) };
        let pieces = match operands.last() {
            Some(Object::List(pieces)) => pieces.clone(),
            Some(text) => Rc::new(vec![text.clone()]),
            None => return Ok(()),
        };
        for piece in pieces.iter() {
            match piece {
                Object::Number(back) => self.advance(&font, -back / 1000.0 * self.state.size),
                Object::Text(string) => self.string(&font, string)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn advance(&mut self, font: &Font, by: f64) {
        let step = if font.is_vertical {
            Matrix::shift(0.0, by)
        } else {
            Matrix::shift(by * self.state.stretch, 0.0)
        };
        self.text = step.then(self.text);
    }

    fn string(&mut self, font: &Font, string: &[u8]) -> Result<(), ImportError> {
        for glyph in font.show(string) {
            let State { size, character_space, word_space, stretch, rise, .. } = self.state;
            let space = character_space + if glyph.is_space { word_space } else { 0.0 };
            let draw =
                Matrix([size * stretch, 0.0, 0.0, size, 0.0, rise]).then(self.text).then(self.state.matrix);
            let start = draw.apply((0.0, 0.0));
            let way = if font.is_vertical { (0.0, -glyph.advance) } else { (glyph.advance, 0.0) };
            let (end, top) = (draw.apply(way), draw.apply((0.0, 1.0)));
            let height = (top.0 - start.0).hypot(top.1 - start.1);
            let far =
                if font.is_vertical { -glyph.advance * size - space } else { glyph.advance * size + space };
            self.advance(font, far);
            if [start.0, start.1, end.0, end.1, height].iter().all(|number| number.is_finite()) {
                self.place(glyph.text, start, end, height, font.is_bold);
            }
            if self.shown.glyphs.len() + self.shown.furniture.len() > MOST_GLYPHS {
                return Err(ImportError::TooMuch { what: "characters on a page", most: MOST_GLYPHS as u64 });
            }
        }
        Ok(())
    }

    /// Keeps what a glyph draws, each character with its part of the glyph's width.
    fn place(&mut self, text: Option<String>, start: (f64, f64), end: (f64, f64), size: f64, is_bold: bool) {
        let is_furniture = self.marks.iter().any(|mark| mark.is_furniture);
        let instead = self.marks.iter_mut().find(|mark| mark.has_instead).map(|mark| mark.instead.take());
        // The first glyph of what is replaced has all of its text.
        let text = match instead {
            Some(instead) => instead.unwrap_or_default(),
            None => text.unwrap_or_else(|| {
                self.shown.unknown += 1;
                '\u{fffd}'.to_string()
            }),
        };
        // Filled and stroked (9.3.6) is how programs embolden a font that has no bold.
        let is_bold = is_bold || self.state.mode == 2;
        let count = text.chars().count().max(1);
        let part = |at: usize, from: f64, to: f64| from + (to - from) * (at as f64) / (count as f64);
        let kept = if is_furniture { &mut self.shown.furniture } else { &mut self.shown.glyphs };
        for (at, character) in text.chars().enumerate() {
            let place = |at| (part(at, start.0, end.0), part(at, start.1, end.1));
            kept.push(Glyph { character, start: place(at), end: place(at + 1), size, is_bold });
        }
    }
}

/// Goes past the bytes of a picture in the content: to `EI` between white space (8.9.7).
fn skip_picture(content: &[u8], lexer: &mut Lexer<'_>) {
    let start = lexer.at();
    let end = memmem::find_iter(&content[start..], b"EI").map(|at| start + at).find(|at| {
        let before = content.get(at.wrapping_sub(1)).is_some_and(|byte| is_space(*byte));
        let after = &content[at + 2..];
        // Bytes of a picture that look like its end are not followed by plain text.
        let is_plain = |byte: &u8| is_space(*byte) || matches!(byte, b' '..=b'~');
        before && after.first().is_none_or(|byte| is_space(*byte)) && after.iter().take(8).all(is_plain)
    });
    lexer.jump(end.unwrap_or(content.len()));
}
