//! The objects of a PDF (ISO 32000-2, 7.3) and how they are read from bytes (7.2).
//!
//! Reading never fails: what is no object is [`Object::Null`], as a reader of PDFs takes it. It is bounded in depth and in
//! the values of one object, so that a few bytes cannot become a deep stack or much memory.

use std::collections::BTreeMap;
use std::rc::Rc;

/// Objects within each other.
const DEEPEST: usize = 64;

/// Values in one object, all that stand within it included.
const MOST_VALUES: usize = 1 << 20;

/// A dictionary; keys without their slash, escapes undone.
pub(super) type Dict = BTreeMap<Vec<u8>, Object>;

/// An object.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Object {
    /// Nothing, or nothing that can be read.
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    /// A string: bytes, in which encoding is for who asks.
    Text(Rc<[u8]>),
    /// A name without its slash, escapes undone.
    Name(Rc<[u8]>),
    List(Rc<Vec<Object>>),
    Dict(Rc<Dict>),
    /// The number of another object. Generations are not told apart: the last one in the file counts.
    Ref(u32),
    /// A stream: what its dictionary says, and where its bytes begin in the file.
    Stream(Rc<Dict>, usize),
    /// A word that is none of these: an operator in a content stream, `obj` and the like elsewhere.
    Word(Rc<[u8]>),
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A number that counts things.
    pub(super) fn count(&self) -> Option<usize> {
        let number = self.number().filter(|number| *number >= 0.0 && *number <= f64::from(u32::MAX))?;
        // The bounds are those of the line before.
        Some(number as usize)
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn list(&self) -> Option<&[Object]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// The dictionary, of a stream its own.
    pub(super) fn dict(&self) -> Option<&Rc<Dict>> {
        if let Self::Dict(dict) | Self::Stream(dict, _) = self { Some(dict) } else { None }
    }
}

/// Reads objects one after the other.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'b> {
    bytes: &'b [u8],
    at: usize,
    /// Whether `12 0 R` is a reference: not in a content stream.
    has_refs: bool,
    /// Values that the object that is being read may still have.
    room: usize,
}

impl<'b> Lexer<'b> {
    /// Reads the body of a file, from a byte on.
    pub(super) fn of_file(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()), has_refs: true, room: MOST_VALUES }
    }

    /// Reads a content stream.
    pub(super) fn of_content(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, has_refs: false, room: MOST_VALUES }
    }

    /// The byte that is read next.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Goes on at a byte.
    pub(super) fn jump(&mut self, at: usize) {
        self.at = at.min(self.bytes.len());
    }

    /// The next object, of a stream its dictionary; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Object> {
        self.room = MOST_VALUES;
        self.object(0)
    }

    /// Values that the last object had, itself included.
    pub(super) const fn used(&self) -> usize {
        MOST_VALUES - self.room
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        let first = self.peek()?;
        self.room = self.room.saturating_sub(1);
        match first {
            b'/' => Some(Object::Name(self.name().into())),
            b'(' => Some(Object::Text(self.literal().into())),
            // What is deeper is not read: its brackets are words, and whoever is open is closed by the first that closes.
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(if depth < DEEPEST { self.dict(depth) } else { Object::Null })
            }
            b'<' => Some(Object::Text(self.hexadecimal().into())),
            b'[' => {
                self.at += 1;
                Some(if depth < DEEPEST { self.list(depth) } else { Object::Null })
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number()),
            b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                self.at += 2;
                Some(Object::Word(b">>".as_slice().into()))
            }
            b']' | b'}' | b'{' | b')' | b'>' => {
                self.at += 1;
                Some(Object::Word([first].as_slice().into()))
            }
            _ => Some(self.word()),
        }
    }

    fn list(&mut self, depth: usize) -> Object {
        let mut list = Vec::new();
        while let Some(object) = self.object(depth + 1) {
            match object {
                Object::Word(word) if &*word == b"]" => break,
                // The end of what is around it: the list was never closed.
                Object::Word(word) if matches!(&*word, b"endobj" | b"stream" | b">>") => {
                    self.at -= word.len();
                    break;
                }
                object if self.room > 0 => list.push(object),
                _ => {}
            }
        }
        Object::List(Rc::new(list))
    }

    fn dict(&mut self, depth: usize) -> Object {
        let mut dict = Dict::new();
        while let Some(key) = self.object(depth + 1) {
            let key = match key {
                Object::Name(key) => key,
                Object::Word(word) if &*word == b">>" => break,
                Object::Word(word) if matches!(&*word, b"endobj" | b"stream") => {
                    self.at -= word.len();
                    break;
                }
                _ => continue,
            };
            match self.object(depth + 1) {
                Some(Object::Word(word)) if &*word == b">>" => break,
                Some(object) if self.room > 0 => {
                    dict.insert(key.to_vec(), object);
                }
                Some(_) => {}
                None => break,
            }
        }
        Object::Dict(Rc::new(dict))
    }

    /// A number, or with two of them and an `R` a reference.
    fn number(&mut self) -> Object {
        let start = self.at;
        let number = self.plain_number();
        if !self.has_refs || !self.bytes[start..self.at].iter().all(u8::is_ascii_digit) {
            return Object::Number(number);
        }
        let after = self.at;
        let reference = (|| {
            self.skip_space();
            let generation = self.at;
            while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                self.at += 1;
            }
            if generation == self.at || self.at - generation > 5 {
                return None;
            }
            self.skip_space();
            let ends = self.bytes.get(self.at + 1).is_none_or(|byte| !is_regular(*byte));
            if self.peek() != Some(b'R') || !ends {
                return None;
            }
            self.at += 1;
            std::str::from_utf8(&self.bytes[start..after]).ok()?.parse().ok()
        })();
        reference.map_or_else(
            || {
                self.at = after;
                Object::Number(number)
            },
            Object::Ref,
        )
    }

    fn plain_number(&mut self) -> f64 {
        let start = self.at;
        while self.peek().is_some_and(|byte| matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9')) {
            self.at += 1;
        }
        let digits = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        // Some writers put a minus in the middle of a number or two before it; what is before it counts.
        let cut = digits.char_indices().skip(1).find(|(_, sign)| matches!(sign, '-' | '+'));
        let number = digits.parse().or_else(|_| cut.map_or(digits, |(at, _)| &digits[..at]).parse());
        number.ok().filter(|number: &f64| number.is_finite()).unwrap_or_default()
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let escaped = (byte == b'#')
                .then(|| self.bytes.get(self.at..self.at + 2))
                .flatten()
                .and_then(|digits| Some(nibble(digits[0])? << 4 | nibble(digits[1])?));
            if escaped.is_some() {
                self.at += 2;
            }
            name.push(escaped.unwrap_or(byte));
        }
        name
    }

    fn word(&mut self) -> Object {
        let start = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        // A byte that is nothing at all is passed over.
        self.at = self.at.max(start + 1);
        match &self.bytes[start..self.at] {
            b"true" => Object::Bool(true),
            b"false" => Object::Bool(false),
            b"null" => Object::Null,
            word => Object::Word(word.into()),
        }
    }

    /// A string in parentheses (7.3.4.2).
    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut open = 1;
        let mut text = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                b'\r' => {
                    // Any line end is one line feed.
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|digit| matches!(digit, b'0'..=b'7')) else { break };
                    self.at += 1;
                    code = code * 8 + u32::from(digit - b'0');
                }
                // The high bit of three digits is ignored.
                text.push(code.to_le_bytes()[0]);
            }
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut text = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = nibble(byte) else { continue };
            match high.take() {
                Some(first) => text.push(first << 4 | digit),
                None => high = Some(digit),
            }
        }
        text.extend(high.map(|first| first << 4));
        text
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let end = memchr::memchr2(b'\n', b'\r', &self.bytes[self.at..]);
                self.at = end.map_or(self.bytes.len(), |end| self.at + end);
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// White space (7.2.3, table 1).
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// What a hexadecimal digit stands for.
pub(super) const fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Object {
        Lexer::of_file(bytes, 0).next().unwrap_or_default()
    }

    #[test]
    fn objects_are_read_as_the_standard_says() {
        let dict = read(b"<< /A#20B 12 0 R /C [1 -.5 true (x\\(\\051\\n) <4a4B5>] % remark\n/D null >>");
        let dict = dict.dict().unwrap();
        assert_eq!(dict[b"A B".as_slice()], Object::Ref(12));
        let list = dict[b"C".as_slice()].list().unwrap();
        assert_eq!(list[1], Object::Number(-0.5));
        assert_eq!(list[3].text(), Some(b"x()\n".as_slice()));
        assert_eq!(list[4].text(), Some(b"JKP".as_slice()));
        assert_eq!(dict[b"D".as_slice()], Object::Null);
        assert_eq!(read(b"(a(b)\\\r\nc)").text(), Some(b"a(b)c".as_slice()));
        assert_eq!(read(b"12 0 Robert"), Object::Number(12.0));
        assert_eq!(read(b"--5").number(), Some(0.0));
        assert_eq!(read(b"1.5-3").number(), Some(1.5));
    }

    #[test]
    fn what_is_open_or_deep_comes_to_an_end() {
        for bytes in [&b"<< /A"[..], b"[[[[", b"(((", b"<41", b"<< /A [ (x", b"/", b"]", b"\x80"] {
            let mut lexer = Lexer::of_file(bytes, 0);
            while lexer.next().is_some() {}
        }
        let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
        assert!(read(&deep).list().is_some());
        let wide = b"0 ".repeat(3 << 20);
        let list = read(&[b"[", &wide[..], b"]"].concat());
        assert!(list.list().unwrap().len() <= MOST_VALUES);
    }
}
