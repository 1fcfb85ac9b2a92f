//! The names of glyphs, and the encodings that are made of them.
//!
//! Simple fonts say which glyph a byte draws by a name of the Adobe Glyph List, of which those of Latin and Greek letters,
//! figures and punctuation are here: fonts of other scripts come with a map to Unicode. Standard encoding is that of
//! ISO 32000-2, annex D.2; those of Windows and the Macintosh are the code pages of these systems.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// The upper half of standard encoding from 0xA1 on, a space where there is nothing.
const STANDARD: &str = "\
¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß    ";

/// How the bytes of a simple font are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Standard,
    Windows,
    Macintosh,
}

impl Base {
    /// The character that a byte stands for.
    pub(super) fn character(self, byte: u8) -> Option<char> {
        let page = |encoding: &'static Encoding| {
            let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
            text.chars().next()
        };
        let character = match (self, byte) {
            (Self::Standard, 0x27) => Some('’'),
            (Self::Standard, 0x60) => Some('‘'),
            (Self::Standard, 0xa1..) => STANDARD.chars().nth(usize::from(byte - 0xa1)).filter(|c| *c != ' '),
            (_, 0x20..0x7f) => Some(char::from(byte)),
            (Self::Standard, _) => None,
            (Self::Windows, _) => page(WINDOWS_1252),
            (Self::Macintosh, _) => page(MACINTOSH),
        };
        character.filter(|character| !character.is_control())
    }
}

/// The characters that a glyph of this name draws; `None` where the name says nothing.
pub(super) fn characters(name: &str) -> Option<String> {
    // What stands after a full stop says how it looks: `a.small`. Ligatures have their parts in turn: `f_i`.
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    base.split('_').map(component).collect()
}

fn component(name: &str) -> Option<String> {
    let mut characters = name.chars();
    if let (Some(only), None) = (characters.next(), characters.next())
        && only.is_ascii_alphabetic()
    {
        return Some(only.to_string());
    }
    if let Ok(found) = NAMES.binary_search_by_key(&name, |(name, _)| name) {
        return Some(NAMES[found].1.to_string());
    }
    let hexadecimal = |digits: &str| {
        let is_right = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_right.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)).flatten()
    };
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.is_ascii()) {
        return digits
            .as_bytes()
            .chunks(4)
            .map(|four| hexadecimal(std::str::from_utf8(four).ok()?))
            .collect();
    }
    let digits = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))?;
    hexadecimal(digits).map(String::from)
}

/// In the order of their bytes.
#[rustfmt::skip]
const NAMES: &[(&str, char)] = &[
    ("AE", 'Æ'), ("Aacute", 'Á'), ("Abreve", 'Ă'), ("Acircumflex", 'Â'), ("Adieresis", 'Ä'), ("Agrave", 'À'),
    ("Alpha", 'Α'), ("Amacron", 'Ā'), ("Aogonek", 'Ą'), ("Aring", 'Å'), ("Atilde", 'Ã'), ("Beta", 'Β'),
    ("Cacute", 'Ć'), ("Ccaron", 'Č'), ("Ccedilla", 'Ç'), ("Ccircumflex", 'Ĉ'), ("Cdotaccent", 'Ċ'),
    ("Chi", 'Χ'), ("Dcaron", 'Ď'), ("Dcroat", 'Đ'), ("Delta", 'Δ'), ("Eacute", 'É'), ("Ebreve", 'Ĕ'),
    ("Ecaron", 'Ě'), ("Ecircumflex", 'Ê'), ("Edieresis", 'Ë'), ("Edotaccent", 'Ė'), ("Egrave", 'È'),
    ("Emacron", 'Ē'), ("Eng", 'Ŋ'), ("Eogonek", 'Ę'), ("Epsilon", 'Ε'), ("Eta", 'Η'), ("Eth", 'Ð'),
    ("Euro", '€'), ("Gamma", 'Γ'), ("Gbreve", 'Ğ'), ("Gcircumflex", 'Ĝ'), ("Gdotaccent", 'Ġ'), ("Hbar", 'Ħ'),
    ("Hcircumflex", 'Ĥ'), ("IJ", 'Ĳ'), ("Iacute", 'Í'), ("Ibreve", 'Ĭ'), ("Icircumflex", 'Î'),
    ("Idieresis", 'Ï'), ("Idotaccent", 'İ'), ("Igrave", 'Ì'), ("Imacron", 'Ī'), ("Iogonek", 'Į'),
    ("Iota", 'Ι'), ("Iotadieresis", 'Ϊ'), ("Itilde", 'Ĩ'), ("Jcircumflex", 'Ĵ'), ("Kappa", 'Κ'),
    ("Lacute", 'Ĺ'), ("Lambda", 'Λ'), ("Lcaron", 'Ľ'), ("Ldot", 'Ŀ'), ("Lslash", 'Ł'), ("Mu", 'Μ'),
    ("Nacute", 'Ń'), ("Ncaron", 'Ň'), ("Ntilde", 'Ñ'), ("Nu", 'Ν'), ("OE", 'Œ'), ("Oacute", 'Ó'),
    ("Obreve", 'Ŏ'), ("Ocircumflex", 'Ô'), ("Odieresis", 'Ö'), ("Ograve", 'Ò'), ("Ohungarumlaut", 'Ő'),
    ("Omacron", 'Ō'), ("Omicron", 'Ο'), ("Oslash", 'Ø'), ("Otilde", 'Õ'), ("Phi", 'Φ'), ("Pi", 'Π'),
    ("Psi", 'Ψ'), ("Racute", 'Ŕ'), ("Rcaron", 'Ř'), ("Rho", 'Ρ'), ("Sacute", 'Ś'), ("Scaron", 'Š'),
    ("Scedilla", 'Ş'), ("Scircumflex", 'Ŝ'), ("Sigma", 'Σ'), ("Tau", 'Τ'), ("Tbar", 'Ŧ'), ("Tcaron", 'Ť'),
    ("Theta", 'Θ'), ("Thorn", 'Þ'), ("Uacute", 'Ú'), ("Ubreve", 'Ŭ'), ("Ucircumflex", 'Û'), ("Udieresis", 'Ü'),
    ("Ugrave", 'Ù'), ("Uhungarumlaut", 'Ű'), ("Umacron", 'Ū'), ("Uogonek", 'Ų'), ("Upsilon", 'Υ'),
    ("Upsilondieresis", 'Ϋ'), ("Uring", 'Ů'), ("Utilde", 'Ũ'), ("Wcircumflex", 'Ŵ'), ("Xi", 'Ξ'),
    ("Yacute", 'Ý'), ("Ycircumflex", 'Ŷ'), ("Ydieresis", 'Ÿ'), ("Zacute", 'Ź'), ("Zcaron", 'Ž'),
    ("Zdotaccent", 'Ż'), ("Zeta", 'Ζ'), ("aacute", 'á'), ("abreve", 'ă'), ("acircumflex", 'â'), ("acute", '´'),
    ("adieresis", 'ä'), ("ae", 'æ'), ("agrave", 'à'), ("alpha", 'α'), ("alphatonos", 'ά'), ("amacron", 'ā'),
    ("ampersand", '&'), ("aogonek", 'ą'), ("approxequal", '≈'), ("aring", 'å'), ("asciicircum", '^'),
    ("asciitilde", '~'), ("asterisk", '*'), ("at", '@'), ("atilde", 'ã'), ("backslash", '\\'), ("bar", '|'),
    ("beta", 'β'), ("braceleft", '{'), ("braceright", '}'), ("bracketleft", '['), ("bracketright", ']'),
    ("breve", '˘'), ("brokenbar", '¦'), ("bullet", '•'), ("cacute", 'ć'), ("caron", 'ˇ'), ("ccaron", 'č'),
    ("ccedilla", 'ç'), ("ccircumflex", 'ĉ'), ("cdotaccent", 'ċ'), ("cedilla", '¸'), ("cent", '¢'),
    ("chi", 'χ'), ("circumflex", 'ˆ'), ("colon", ':'), ("comma", ','), ("copyright", '©'), ("currency", '¤'),
    ("dagger", '†'), ("daggerdbl", '‡'), ("dcaron", 'ď'), ("dcroat", 'đ'), ("degree", '°'), ("delta", 'δ'),
    ("dieresis", '¨'), ("divide", '÷'), ("dollar", '$'), ("dotaccent", '˙'), ("dotlessi", 'ı'),
    ("eacute", 'é'), ("ebreve", 'ĕ'), ("ecaron", 'ě'), ("ecircumflex", 'ê'), ("edieresis", 'ë'),
    ("edotaccent", 'ė'), ("egrave", 'è'), ("eight", '8'), ("ellipsis", '…'), ("emacron", 'ē'), ("emdash", '—'),
    ("endash", '–'), ("eng", 'ŋ'), ("eogonek", 'ę'), ("epsilon", 'ε'), ("epsilontonos", 'έ'), ("equal", '='),
    ("eta", 'η'), ("etatonos", 'ή'), ("eth", 'ð'), ("exclam", '!'), ("exclamdown", '¡'), ("ff", '\u{fb00}'),
    ("ffi", '\u{fb03}'), ("ffl", '\u{fb04}'), ("fi", '\u{fb01}'), ("five", '5'), ("fl", '\u{fb02}'),
    ("florin", 'ƒ'), ("four", '4'), ("fraction", '⁄'), ("gamma", 'γ'), ("gbreve", 'ğ'), ("gcircumflex", 'ĝ'),
    ("gdotaccent", 'ġ'), ("germandbls", 'ß'), ("grave", '`'), ("greater", '>'), ("greaterequal", '≥'),
    ("guillemotleft", '«'), ("guillemotright", '»'), ("guilsinglleft", '‹'), ("guilsinglright", '›'),
    ("hbar", 'ħ'), ("hcircumflex", 'ĥ'), ("hungarumlaut", '˝'), ("hyphen", '-'), ("iacute", 'í'),
    ("ibreve", 'ĭ'), ("icircumflex", 'î'), ("idieresis", 'ï'), ("igrave", 'ì'), ("ij", 'ĳ'), ("imacron", 'ī'),
    ("infinity", '∞'), ("integral", '∫'), ("iogonek", 'į'), ("iota", 'ι'), ("iotatonos", 'ί'), ("itilde", 'ĩ'),
    ("jcircumflex", 'ĵ'), ("kappa", 'κ'), ("kgreenlandic", 'ĸ'), ("lacute", 'ĺ'), ("lambda", 'λ'),
    ("lcaron", 'ľ'), ("ldot", 'ŀ'), ("less", '<'), ("lessequal", '≤'), ("logicalnot", '¬'), ("longs", 'ſ'),
    ("lozenge", '◊'), ("lslash", 'ł'), ("macron", '¯'), ("mu", 'µ'), ("multiply", '×'), ("nacute", 'ń'),
    ("napostrophe", 'ŉ'), ("ncaron", 'ň'), ("nine", '9'), ("notequal", '≠'), ("ntilde", 'ñ'), ("nu", 'ν'),
    ("numbersign", '#'), ("oacute", 'ó'), ("obreve", 'ŏ'), ("ocircumflex", 'ô'), ("odieresis", 'ö'),
    ("oe", 'œ'), ("ogonek", '˛'), ("ograve", 'ò'), ("ohungarumlaut", 'ő'), ("omacron", 'ō'), ("omega", 'ω'),
    ("omicron", 'ο'), ("one", '1'), ("onehalf", '½'), ("onequarter", '¼'), ("ordfeminine", 'ª'),
    ("ordmasculine", 'º'), ("oslash", 'ø'), ("otilde", 'õ'), ("paragraph", '¶'), ("parenleft", '('),
    ("parenright", ')'), ("partialdiff", '∂'), ("percent", '%'), ("period", '.'), ("periodcentered", '·'),
    ("perthousand", '‰'), ("phi", 'φ'), ("pi", 'π'), ("plus", '+'), ("plusminus", '±'), ("product", '∏'),
    ("psi", 'ψ'), ("question", '?'), ("questiondown", '¿'), ("quotedbl", '"'), ("quotedblbase", '„'),
    ("quotedblleft", '“'), ("quotedblright", '”'), ("quoteleft", '‘'), ("quoteright", '’'),
    ("quotesinglbase", '‚'), ("quotesingle", '\''), ("racute", 'ŕ'), ("radical", '√'), ("rcaron", 'ř'),
    ("registered", '®'), ("rho", 'ρ'), ("ring", '˚'), ("sacute", 'ś'), ("scaron", 'š'), ("scedilla", 'ş'),
    ("scircumflex", 'ŝ'), ("section", '§'), ("semicolon", ';'), ("seven", '7'), ("sigma", 'σ'),
    ("sigma1", 'ς'), ("six", '6'), ("slash", '/'), ("space", '\u{20}'), ("sterling", '£'), ("summation", '∑'),
    ("tau", 'τ'), ("tbar", 'ŧ'), ("tcaron", 'ť'), ("theta", 'θ'), ("thorn", 'þ'), ("three", '3'),
    ("threequarters", '¾'), ("tilde", '˜'), ("trademark", '™'), ("two", '2'), ("uacute", 'ú'), ("ubreve", 'ŭ'),
    ("ucircumflex", 'û'), ("udieresis", 'ü'), ("ugrave", 'ù'), ("uhungarumlaut", 'ű'), ("umacron", 'ū'),
    ("underscore", '_'), ("uogonek", 'ų'), ("upsilon", 'υ'), ("upsilondieresistonos", 'ΰ'), ("uring", 'ů'),
    ("utilde", 'ũ'), ("wcircumflex", 'ŵ'), ("xi", 'ξ'), ("yacute", 'ý'), ("ycircumflex", 'ŷ'),
    ("ydieresis", 'ÿ'), ("yen", '¥'), ("zacute", 'ź'), ("zcaron", 'ž'), ("zdotaccent", 'ż'), ("zero", '0'),
    ("zeta", 'ζ'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_their_order() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (name, expected) in [
            ("A", Some("A")),
            ("eacute", Some("é")),
            ("quoteright", Some("’")),
            ("f_i", Some("fi")),
            ("a.sc", Some("a")),
            ("uni6CB3", Some("河")),
            ("uni6CB36C34", Some("河水")),
            ("u20BB7", Some("𠮷")),
            ("uniXYZW", None),
            ("g17", None),
            (".notdef", None),
        ] {
            assert_eq!(characters(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn bytes_are_characters_of_their_encoding() {
        assert_eq!(STANDARD.chars().count(), 95);
        for (base, byte, expected) in [
            (Base::Standard, 0x27, Some('’')),
            (Base::Standard, 0xd0, Some('—')),
            (Base::Standard, 0xfb, Some('ß')),
            (Base::Standard, 0xff, None),
            (Base::Windows, 0x93, Some('“')),
            (Base::Macintosh, 0x8e, Some('é')),
            (Base::Macintosh, 0x07, None),
        ] {
            assert_eq!(base.character(byte), expected, "{base:?} {byte:x}");
        }
    }
}
