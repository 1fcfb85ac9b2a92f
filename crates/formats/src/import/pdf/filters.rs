//! What undoes the compression of a stream (ISO 32000-2, 7.4), each within a bound.
//!
//! A stream that is damaged or cut off gives what could be read of it. Filters of pictures are not undone: what has
//! one is no text.

use super::object::{Dict, Object, is_space, nibble};
use flate2::{Decompress, FlushDecompress, Status};

/// More filters on one stream are a way to hide how much comes out.
const MOST_FILTERS: usize = 8;

/// Why a stream is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// More comes out than is allowed.
    TooMuch,
    /// It has a filter of pictures, or one that is not known.
    Filter,
}

/// The bytes of a stream without its filters. `look_up` follows references in its dictionary; `most` bytes may come
/// out of each filter.
pub(super) fn decode(
    dict: &Dict,
    raw: &[u8],
    most: usize,
    look_up: &dyn Fn(&Object) -> Object,
) -> Result<Vec<u8>, Unreadable> {
    let value = |long: &[u8], short: &[u8]| {
        dict.get(long).or_else(|| dict.get(short)).map(look_up).unwrap_or_default()
    };
    let each = |object: Object| match object {
        Object::List(list) => list.iter().map(look_up).collect(),
        Object::Null => Vec::new(),
        other => vec![other],
    };
    let filters = each(value(b"Filter", b"F"));
    let parameters = each(value(b"DecodeParms", b"DP"));
    if filters.len() > MOST_FILTERS {
        return Err(Unreadable::TooMuch);
    }
    let mut bytes = None;
    for (at, filter) in filters.iter().enumerate() {
        let source = bytes.as_deref().unwrap_or(raw);
        let given = parameters.get(at).and_then(Object::dict);
        let number = |key: &[u8], otherwise: usize| {
            given.and_then(|given| look_up(given.get(key)?).count()).unwrap_or(otherwise)
        };
        let decoded = match filter.name().unwrap_or_default() {
            b"FlateDecode" | b"Fl" => predicted(inflate(source, most)?, number),
            b"LZWDecode" | b"LZW" => predicted(lzw(source, number(b"EarlyChange", 1) != 0, most)?, number),
            b"ASCII85Decode" | b"A85" => ascii85(source),
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(source),
            b"RunLengthDecode" | b"RL" => run_length(source, most)?,
            _ => return Err(Unreadable::Filter),
        };
        bytes = Some(decoded);
    }
    let bytes = bytes.unwrap_or_else(|| raw.to_vec());
    if bytes.len() > most { Err(Unreadable::TooMuch) } else { Ok(bytes) }
}

/// Undoes deflation, with the header of zlib or, where a writer forgot it, without.
fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, Unreadable> {
    let with_header = inflate_as(bytes, true, most)?;
    if with_header.is_empty() { inflate_as(bytes, false, most) } else { Ok(with_header) }
}

fn inflate_as(bytes: &[u8], has_header: bool, most: usize) -> Result<Vec<u8>, Unreadable> {
    const STEP: usize = 64 << 10;
    let mut inflater = Decompress::new(has_header);
    let mut out = Vec::new();
    let mut step = vec![0; STEP];
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let from = usize::try_from(read).unwrap_or(usize::MAX).min(bytes.len());
        let status = inflater.decompress(&bytes[from..], &mut step, FlushDecompress::None);
        let made = usize::try_from(inflater.total_out() - written).unwrap_or(0).min(STEP);
        out.extend_from_slice(&step[..made]);
        if out.len() > most {
            return Err(Unreadable::TooMuch);
        }
        let is_stuck = made == 0 && inflater.total_in() == read;
        if is_stuck || !matches!(status, Ok(Status::Ok)) {
            return Ok(out);
        }
    }
}

/// LZW as in TIFF, codes of 9 to 12 bits (7.4.4.2).
fn lzw(bytes: &[u8], is_early: bool, most: usize) -> Result<Vec<u8>, Unreadable> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const LARGEST: usize = 4096;
    // Each entry is what another one gave out, and the byte after it: a place in `out` and a length.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut out: Vec<u8> = Vec::new();
    let (mut buffer, mut held, mut width) = (0_u32, 0, 9);
    let mut last: Option<(usize, usize)> = None;
    for byte in bytes {
        buffer = buffer << 8 | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (buffer >> held) as usize & ((1 << width) - 1);
        match code {
            CLEAR => {
                table.clear();
                (width, last) = (9, None);
                continue;
            }
            END => break,
            _ => {}
        }
        let start = out.len();
        if code < CLEAR {
            // A code below 256 is the byte itself.
            out.push(code.to_le_bytes()[0]);
        } else if let Some(&(from, length)) = table.get(code - 258) {
            out.extend_from_within(from..from + length);
        } else if let Some((from, length)) = last.filter(|_| code - 258 == table.len()) {
            out.extend_from_within(from..from + length);
            out.push(out[start]);
        } else {
            break;
        }
        if out.len() > most {
            return Err(Unreadable::TooMuch);
        }
        if let Some((from, length)) = last
            && table.len() + 258 < LARGEST
        {
            table.push((from, length + 1));
        }
        last = Some((start, out.len() - start));
        width = match table.len() + 258 + usize::from(is_early) {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    Ok(out)
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 5 * 4);
    let (mut group, mut held) = (0_u32, 0);
    for byte in bytes {
        match byte {
            b'z' if held == 0 => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                held += 1;
                if held == 5 {
                    out.extend_from_slice(&group.to_be_bytes());
                    (group, held) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if held > 1 {
        for _ in held..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend_from_slice(&group.to_be_bytes()[..held - 1]);
    }
    out
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        bytes.iter().take_while(|byte| **byte != b'>').filter_map(|byte| nibble(*byte)).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or_default()).collect()
}

fn run_length(bytes: &[u8], most: usize) -> Result<Vec<u8>, Unreadable> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((&length, after)) = rest.split_first() {
        match length {
            128 => break,
            0..128 => {
                let run = usize::from(length) + 1;
                let (run, after) = after.split_at(run.min(after.len()));
                out.extend_from_slice(run);
                rest = after;
            }
            129.. => {
                let Some((&byte, after)) = after.split_first() else { break };
                out.resize(out.len() + 257 - usize::from(length), byte);
                rest = after;
            }
        }
        if out.len() > most {
            return Err(Unreadable::TooMuch);
        }
    }
    Ok(out)
}

/// Undoes the predictors of PNG (7.4.4.4), which tables of cross-references have. That of TIFF is for pictures.
fn predicted(bytes: Vec<u8>, number: impl Fn(&[u8], usize) -> usize) -> Vec<u8> {
    /// Bytes of a row: none is wider in what is no picture.
    const WIDEST: usize = 1 << 20;
    if number(b"Predictor", 1) < 10 {
        return bytes;
    }
    let bits = number(b"Colors", 1).saturating_mul(number(b"BitsPerComponent", 8));
    let pixel = bits.div_ceil(8).clamp(1, WIDEST);
    let row = bits.saturating_mul(number(b"Columns", 1)).div_ceil(8).clamp(1, WIDEST);
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    for line in bytes.chunks(row + 1) {
        let Some((&kind, line)) = line.split_first() else { break };
        let above = out.len().checked_sub(row);
        let start = out.len();
        for (at, byte) in line.iter().enumerate() {
            let up = above.map_or(0, |above| out[above + at]);
            let left = if at < pixel { 0 } else { out[start + at - pixel] };
            let corner = above.filter(|_| at >= pixel).map_or(0, |above| out[above + at - pixel]);
            let guess = match kind {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(guess));
        }
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |byte: u8| (estimate - i16::from(byte)).abs();
    [left, up, corner].into_iter().min_by_key(|byte| far(*byte)).unwrap_or(corner)
}

/// Where the bytes of a stream begin: after the line end that follows `stream` (7.3.8.1).
pub(super) fn data_start(bytes: &[u8], after_keyword: usize) -> usize {
    match bytes.get(after_keyword..) {
        Some([b'\r', b'\n', ..]) => after_keyword + 2,
        Some([b'\n' | b'\r', ..]) => after_keyword + 1,
        // Spaces before the line end, which some writers leave.
        Some([b' ' | b'\t', rest @ ..]) => {
            let spaces = rest.iter().take_while(|byte| matches!(**byte, b' ' | b'\t')).count() + 1;
            match rest.get(spaces - 1) {
                Some(byte) if is_space(*byte) => data_start(bytes, after_keyword + spaces),
                _ => after_keyword,
            }
        }
        _ => after_keyword.min(bytes.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn filters(names: &[&str], parameters: Option<Dict>) -> Dict {
        let names = names.iter().map(|name| Object::Name(name.as_bytes().into())).collect();
        let mut dict = Dict::from([(b"Filter".to_vec(), Object::List(std::rc::Rc::new(names)))]);
        if let Some(parameters) = parameters {
            dict.insert(b"DecodeParms".to_vec(), Object::Dict(std::rc::Rc::new(parameters)));
        }
        dict
    }

    fn undone(names: &[&str], bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
        decode(&filters(names, None), bytes, 1 << 16, &Object::clone)
    }

    #[test]
    fn each_filter_is_undone() {
        assert_eq!(undone(&[], b"as it is").unwrap(), b"as it is");
        assert_eq!(undone(&["FlateDecode"], &deflated(b"river")).unwrap(), b"river");
        assert_eq!(undone(&["Fl"], &deflated(b"river")[2..]).unwrap(), b"river");
        assert_eq!(undone(&["AHx"], b"72 69 7>").unwrap(), b"rip");
        assert_eq!(undone(&["A85"], b"87cURD]i,\"Ebo80~>").unwrap(), b"Hello World!");
        assert_eq!(undone(&["RL"], &[2, b'a', b'b', b'c', 254, b'd', 128, 9]).unwrap(), b"abcddd");
        // The example of the standard.
        let codes = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(undone(&["LZWDecode"], &codes).unwrap(), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        assert_eq!(undone(&["AHx", "Fl"], b"00").unwrap(), b"");
        assert_eq!(undone(&["DCTDecode"], b""), Err(Unreadable::Filter));
    }

    #[test]
    fn the_predictors_of_png_are_undone() {
        let given = [("Predictor", 12.0), ("Columns", 3.0)];
        let given = given.map(|(key, number)| (key.as_bytes().to_vec(), Object::Number(number)));
        let rows = [0, 1, 2, 3, 2, 1, 1, 1, 1, 5, 1, 1, 4, 1, 1, 1, 3, 9, 9, 9];
        let dict = filters(&["FlateDecode"], Some(Dict::from(given)));
        let out = decode(&dict, &deflated(&rows), 99, &Object::clone).unwrap();
        assert_eq!(out, [1, 2, 3, 2, 3, 4, 5, 6, 7, 6, 7, 8, 12, 18, 22]);
    }

    #[test]
    fn what_swells_is_refused() {
        let bomb = deflated(&vec![0; 1 << 20]);
        assert_eq!(undone(&["FlateDecode"], &bomb), Err(Unreadable::TooMuch));
        assert_eq!(undone(&["FlateDecode", "FlateDecode"], &deflated(&bomb)), Err(Unreadable::TooMuch));
        assert_eq!(undone(&["RL"], &[129, 0].repeat(4096)), Err(Unreadable::TooMuch));
        assert_eq!(undone(&["A85"; 9], b""), Err(Unreadable::TooMuch));
        let cut = deflated(&b"a river and a bridge ".repeat(40));
        assert!(undone(&["FlateDecode"], &cut[..cut.len() / 2]).unwrap().starts_with(b"a river"));
    }
}
