//! The pieces of an RTF file: groups, control words and bytes of text.

/// A piece of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` or `\word-12`
    Word(&'b str, Option<i32>),
    /// `\~` and its like, one character that is no letter.
    Symbol(u8),
    /// `\'c3`, a byte of text.
    Byte(u8),
    /// Bytes of text; line ends between them mean nothing and are left out.
    Text(&'b [u8]),
}

/// Cuts a file into its pieces.
pub(super) struct Tokens<'b> {
    rest: &'b [u8],
}

impl<'b> Tokens<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, length: usize) -> &'b [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn while_is(&mut self, is: impl Fn(&u8) -> bool, most: usize) -> &'b [u8] {
        let length = self.rest.iter().take(most).take_while(|byte| is(byte)).count();
        self.take(length)
    }

    fn control(&mut self) -> Option<Token<'b>> {
        /// Letters of a control word, and digits of its number, beyond which it is none.
        const WORD: usize = 32;
        const NUMBER: usize = 10;
        let first = *self.rest.first()?;
        if first == b'\'' {
            let digits = self.take(3);
            let byte = digits.get(1..).and_then(|hex| std::str::from_utf8(hex).ok());
            return Some(
                byte.and_then(|hex| u8::from_str_radix(hex, 16).ok()).map_or(Token::Text(b""), Token::Byte),
            );
        }
        if !first.is_ascii_alphabetic() {
            self.take(1);
            return Some(Token::Symbol(first));
        }
        let word = std::str::from_utf8(self.while_is(u8::is_ascii_alphabetic, WORD)).unwrap_or_default();
        let is_negative =
            self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        self.take(usize::from(is_negative));
        let digits = std::str::from_utf8(self.while_is(u8::is_ascii_digit, NUMBER)).unwrap_or_default();
        let number = digits.parse::<i64>().ok().map(|number| if is_negative { -number } else { number });
        let number = number.and_then(|number| i32::try_from(number).ok());
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if word == "bin" {
            let length = number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            self.take(length);
        }
        Some(Token::Word(word, number))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        self.while_is(|byte| matches!(byte, b'\r' | b'\n' | 0), usize::MAX);
        match *self.rest.first()? {
            b'{' => {
                self.take(1);
                Some(Token::Open)
            }
            b'}' => {
                self.take(1);
                Some(Token::Close)
            }
            b'\\' => {
                self.take(1);
                self.control()
            }
            _ => Some(Token::Text(
                self.while_is(|byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0), usize::MAX),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_cut_into_groups_words_and_text() {
        let tokens: Vec<_> = Tokens::new(b"{\\b0 a\\'c3\r\n\\u-5?\\~\\bin3 }}}x}\\").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Text(b"a"),
                Token::Byte(0xc3),
                Token::Word("u", Some(-5)),
                Token::Text(b"?"),
                Token::Symbol(b'~'),
                Token::Word("bin", Some(3)),
                Token::Text(b"x"),
                Token::Close,
            ]
        );
        assert_eq!(Tokens::new(b"\\'zz\\'").collect::<Vec<_>>(), [Token::Text(b""), Token::Text(b"")]);
        assert_eq!(Tokens::new(b"\\u99999999999").next(), Some(Token::Word("u", None)));
    }
}
