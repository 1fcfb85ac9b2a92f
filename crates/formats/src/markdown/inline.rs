//! Words into Markdown, as words: what an interview says cannot become markup, whoever reads it.

/// One line of text as Markdown that shows exactly that text.
pub(crate) fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    push_inline(&mut out, line);
    out
}

/// Appends one line of text so that every Markdown reader shows exactly that text. Line ends become spaces.
pub(super) fn push_inline(out: &mut String, line: &str) {
    let last = line.len() - line.chars().next_back().map_or(0, char::len_utf8);
    let mut before = None;
    let mut is_numeral = true;
    for (at, c) in line.char_indices() {
        let rest = &line[at + c.len_utf8()..];
        let after = rest.chars().next();
        let is_at_start = at == 0;
        match c {
            // Spaces at either end would be dropped or make code and line breaks.
            ' ' if is_at_start || at == last => out.push_str("&#32;"),
            '\t' if is_at_start || at == last => out.push_str("&#9;"),
            '\n' | '\r' => out.push(' '),
            _ => {
                let is_markup = match c {
                    '\\' | '`' | '*' | '[' | ']' | '{' | '}' | '<' | '|' | '~' | '$' | '^' => true,
                    '_' => {
                        !(before.is_some_and(char::is_alphanumeric)
                            && after.is_some_and(char::is_alphanumeric))
                    }
                    '&' => after.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()),
                    '#' => before.is_none_or(char::is_whitespace),
                    '=' | '%' => is_at_start || before == Some(c) || after == Some(c),
                    '-' | '+' | '>' | ':' => is_at_start,
                    // `1.` and `1)` open a list only at the start and before a space.
                    '.' | ')' => {
                        is_numeral && !is_at_start && after.is_none_or(|next| next == ' ' || next == '\t')
                    }
                    _ => false,
                };
                if is_markup {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        is_numeral &= c.is_ascii_digit();
        before = Some(c);
    }
}
