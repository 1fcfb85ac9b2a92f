//! The body of a PDF: where each object is, and what may be made of all of them together.
//!
//! The table of cross-references is not believed but made anew: a walk through the file finds every object, and of two
//! with one number the later counts, as in a file that was saved several times. So what a table could lie about (places
//! outside the file, objects within each other, circles) cannot be said at all. Object streams (ISO 32000-2, 7.5.7) are
//! opened in the same walk.

use super::super::{ImportError, Limits};
use super::FORMAT;
use super::filters::{Unreadable, data_start, decode};
use super::object::{Dict, Lexer, Object, is_space};
use memchr::memmem;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// References after each other until there is something.
const LONGEST_CHAIN: usize = 16;

/// Values that are read from a file in all. A page has some thousands.
const MOST_VALUES: usize = 64 << 20;

/// Objects of a file.
const MOST_OBJECTS: usize = 4 << 20;

/// What one stream may be unpacked.
const LARGEST_STREAM: usize = 128 << 20;

/// Where an object stands.
#[derive(Clone)]
enum Standing {
    /// Its value begins at this byte of the file.
    File(usize),
    /// Its value begins at this byte of an object stream that is unpacked.
    Stream(Rc<[u8]>, usize),
}

/// A file.
pub(super) struct File<'b> {
    bytes: &'b [u8],
    objects: HashMap<u32, Standing>,
    /// What the ends of the file say, later ones over earlier ones.
    trailer: Dict,
    budget: Budget,
    /// Where streams end whose length is not told.
    ends: RefCell<HashMap<usize, usize>>,
}

/// What may still be made of a file.
struct Budget {
    unpacked: Cell<usize>,
    most_unpacked: u64,
    values: Cell<usize>,
}

impl Budget {
    fn use_values(&self, values: usize) -> Result<(), ImportError> {
        let left = self.values.get().checked_sub(values);
        let left = left.ok_or(ImportError::TooMuch { what: "values", most: MOST_VALUES as u64 })?;
        self.values.set(left);
        Ok(())
    }

    const fn spent(&self) -> ImportError {
        ImportError::TooMuch { what: "bytes unpacked", most: self.most_unpacked }
    }
}

impl<'b> File<'b> {
    /// Finds what is in a file.
    ///
    /// # Errors
    /// When it is no PDF, is cut off, is encrypted, or holds more than is read.
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Self, ImportError> {
        let unpacked = usize::try_from(limits.unpacked).unwrap_or(usize::MAX);
        let budget = Budget {
            unpacked: Cell::new(unpacked),
            most_unpacked: limits.unpacked,
            values: Cell::new(MOST_VALUES),
        };
        let (objects, trailer) = (HashMap::new(), Dict::new());
        let mut file = Self { bytes, objects, trailer, budget, ends: RefCell::default() };
        let walked = file.walk()?;
        if walked.is_cut_off {
            return Err(ImportError::CutOff);
        }
        if file.trailer.contains_key(b"Encrypt".as_slice()) {
            return Err(ImportError::Protected);
        }
        file.unpack(&walked.streams)?;
        if file.trailer.contains_key(b"Root".as_slice()) {
            Ok(file)
        } else {
            Err(ImportError::malformed(FORMAT, "nothing says where its pages are"))
        }
    }

    /// What the end of the file says, such as `Root` and `Info`.
    pub(super) fn trailer(&self, key: &[u8]) -> Object {
        self.trailer.get(key).map(|object| self.resolve(object)).unwrap_or_default()
    }

    /// An object itself, where it is a reference what it leads to.
    pub(super) fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..LONGEST_CHAIN {
            let Object::Ref(number) = object else { return object };
            object = self.object(number);
        }
        Object::Null
    }

    /// What a dictionary says under a key.
    pub(super) fn get(&self, dict: &Dict, key: &[u8]) -> Object {
        dict.get(key).map(|object| self.resolve(object)).unwrap_or_default()
    }

    /// The numbers of a list.
    pub(super) fn numbers(&self, object: &Object) -> Vec<f64> {
        let list = self.resolve(object);
        let each = list.list().unwrap_or_default().iter();
        each.filter_map(|number| self.resolve(number).number()).collect()
    }

    /// Whether everything that may be read has been.
    pub(super) fn use_values(&self, values: usize) -> Result<(), ImportError> {
        self.budget.use_values(values)
    }

    /// The bytes of a stream, unpacked; `None` of what is no stream or has a filter of pictures.
    ///
    /// # Errors
    /// When all streams together hold more than is read.
    pub(super) fn unpacked(&self, stream: &Object) -> Result<Option<Vec<u8>>, ImportError> {
        let Object::Stream(dict, start) = stream else { return Ok(None) };
        let raw = self.raw(dict, *start);
        let left = self.budget.unpacked.get();
        match decode(dict, raw, left.min(LARGEST_STREAM), &|object| self.resolve(object)) {
            Ok(bytes) => {
                self.budget.unpacked.set(left.saturating_sub(bytes.len()));
                Ok(Some(bytes))
            }
            Err(Unreadable::TooMuch) => Err(self.budget.spent()),
            Err(Unreadable::Filter) => Ok(None),
        }
    }

    fn object(&self, number: u32) -> Object {
        let mut lexer = match self.objects.get(&number) {
            None => return Object::Null,
            Some(Standing::File(at)) => Lexer::of_file(self.bytes, *at),
            Some(Standing::Stream(bytes, at)) => Lexer::of_file(bytes, *at),
        };
        let object = lexer.next().unwrap_or_default();
        if self.budget.use_values(lexer.used()).is_err() {
            return Object::Null;
        }
        match (self.objects.get(&number), object) {
            (Some(Standing::File(_)), Object::Dict(dict)) => self
                .stream_after(&mut lexer)
                .map_or(Object::Dict(dict.clone()), |start| Object::Stream(dict, start)),
            (_, Object::Word(_)) => Object::Null,
            (_, object) => object,
        }
    }

    /// Where the bytes of a stream begin whose dictionary was just read.
    fn stream_after(&self, lexer: &mut Lexer<'_>) -> Option<usize> {
        lexer.skip_space();
        let keyword = self.bytes.get(lexer.at()..)?;
        keyword.starts_with(b"stream").then(|| data_start(self.bytes, lexer.at() + b"stream".len()))
    }

    /// The bytes of a stream as they stand in the file: as many as its dictionary says where `endstream` follows them,
    /// and otherwise all until that.
    fn raw(&self, dict: &Dict, start: usize) -> &'b [u8] {
        let told = self.get(dict, b"Length").count();
        if let Some(end) = told.and_then(|length| self.told_end(start, length)) {
            return &self.bytes[start..end];
        }
        let mut ends = self.ends.borrow_mut();
        let end = *ends.entry(start).or_insert_with(|| self.found_end(start));
        &self.bytes[start..end]
    }

    fn told_end(&self, start: usize, length: usize) -> Option<usize> {
        let end = start.checked_add(length)?;
        let after = self.bytes.get(end..)?;
        let spaces = after.iter().take(4).take_while(|byte| is_space(**byte)).count();
        after[spaces..].starts_with(b"endstream").then_some(end)
    }

    fn found_end(&self, start: usize) -> usize {
        let end = memmem::find(&self.bytes[start..], b"endstream");
        end.map_or(self.bytes.len(), |end| start + end)
    }
}

/// What a walk through the file finds beside objects that stand alone.
struct Walked {
    is_cut_off: bool,
    /// The object streams: number and where the value begins, in the order of the file.
    streams: Vec<(u32, usize)>,
}

impl File<'_> {
    fn walk(&mut self) -> Result<Walked, ImportError> {
        let mut walked = Walked { is_cut_off: false, streams: Vec::new() };
        // Numbers of two words before `obj`, and where the last end of the file is.
        let mut last_end = None;
        let mut last_object = 0;
        let mut told_size = None;
        let finder = memchr::memchr2_iter(b'o', b's', self.bytes);
        let mut next = 0;
        for at in finder {
            if at < next {
                continue;
            }
            let rest = &self.bytes[at..];
            if rest.starts_with(b"obj") {
                let Some(number) = number_before(self.bytes, at) else { continue };
                last_object = at;
                let mut lexer = Lexer::of_file(self.bytes, at + 3);
                let object = lexer.next().unwrap_or_default();
                self.budget.use_values(lexer.used())?;
                next = lexer.at();
                if self.objects.len() >= MOST_OBJECTS {
                    return Err(ImportError::TooMuch { what: "objects", most: MOST_OBJECTS as u64 });
                }
                self.objects.insert(number, Standing::File(at + 3));
                let Some(dict) = object.dict() else { continue };
                let kind = dict.get(b"Type".as_slice()).and_then(Object::name).unwrap_or_default();
                if dict.contains_key(b"Linearized".as_slice()) {
                    told_size = dict.get(b"L".as_slice()).and_then(Object::count);
                }
                if let Some(start) = self.stream_after(&mut lexer) {
                    let told = dict.get(b"Length".as_slice()).and_then(Object::count);
                    let end = told.and_then(|length| self.told_end(start, length));
                    next = end.unwrap_or_else(|| self.found_end(start));
                    match kind {
                        b"ObjStm" => walked.streams.push((number, at + 3)),
                        b"XRef" => self.add_trailer(dict),
                        _ => {}
                    }
                }
            } else if rest.starts_with(b"startxref") {
                let digits = rest[b"startxref".len()..].iter().skip_while(|byte| is_space(**byte));
                if digits.take(1).any(u8::is_ascii_digit) {
                    last_end = Some(at);
                }
            }
        }
        // The older kind of end.
        for at in memmem::find_iter(self.bytes, b"trailer") {
            let mut lexer = Lexer::of_file(self.bytes, at + b"trailer".len());
            let dict = lexer.next().unwrap_or_default();
            self.budget.use_values(lexer.used())?;
            if let Object::Dict(dict) = dict {
                self.add_trailer(&dict);
            }
        }
        let is_short = told_size.is_some_and(|size| size > self.bytes.len() + SLACK);
        walked.is_cut_off = is_short || last_end.is_none_or(|end| end < last_object);
        Ok(walked)
    }

    fn add_trailer(&mut self, dict: &Dict) {
        for key in [b"Root".as_slice(), b"Info", b"Encrypt"] {
            if let Some(value) = dict.get(key) {
                self.trailer.insert(key.to_vec(), value.clone());
            }
        }
    }

    /// Opens object streams. What one holds counts where it stands after an object of the same number.
    fn unpack(&mut self, streams: &[(u32, usize)]) -> Result<(), ImportError> {
        let mut place_of: HashMap<u32, usize> = HashMap::new();
        for (number, standing) in &self.objects {
            if let Standing::File(at) = standing {
                place_of.insert(*number, *at);
            }
        }
        for (number, at) in streams {
            let mut lexer = Lexer::of_file(self.bytes, *at);
            let object = lexer.next().unwrap_or_default();
            let (Object::Dict(dict), Some(start)) = (object, self.stream_after(&mut lexer)) else { continue };
            let count = self.get(&dict, b"N").count().unwrap_or_default();
            let first = self.get(&dict, b"First").count().unwrap_or_default();
            // One that a later one replaced is left alone.
            if place_of.get(number) != Some(at) {
                continue;
            }
            let Some(bytes) = self.unpacked(&Object::Stream(dict, start))? else { continue };
            let bytes: Rc<[u8]> = bytes.into();
            let mut header = Lexer::of_content(&bytes[..first.min(bytes.len())]);
            for _ in 0..count {
                let (Some(inner), Some(offset)) = (header.next(), header.next()) else { break };
                self.budget.use_values(2)?;
                let inner = inner.count().and_then(|inner| u32::try_from(inner).ok());
                let (Some(inner), Some(offset)) = (inner, offset.count()) else { break };
                let place = first.saturating_add(offset);
                if place < bytes.len() && place_of.get(&inner).is_none_or(|other| other < at) {
                    place_of.insert(inner, *at);
                    self.objects.insert(inner, Standing::Stream(bytes.clone(), place));
                }
                if self.objects.len() >= MOST_OBJECTS {
                    return Err(ImportError::TooMuch { what: "objects", most: MOST_OBJECTS as u64 });
                }
            }
        }
        Ok(())
    }
}

/// Bytes that a file may be shorter than it says: line ends that a transfer changed.
const SLACK: usize = 64;

/// The number of the object that `obj` at this byte begins: `12 0 obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let back = |from: usize, test: fn(u8) -> bool| {
        let count = bytes[..from].iter().rev().take(10).take_while(|byte| test(**byte)).count();
        (from - count, count)
    };
    let digit = |byte: u8| byte.is_ascii_digit();
    let (generation_end, spaces) = back(at, is_space);
    let (generation, digits) = back(generation_end, digit);
    let (number_end, between) = back(generation, is_space);
    let (number, length) = back(number_end, digit);
    (spaces > 0 && digits > 0 && between > 0 && length > 0)
        .then(|| std::str::from_utf8(&bytes[number..number_end]).ok()?.parse().ok())
        .flatten()
}
