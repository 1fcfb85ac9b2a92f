//! XML in the making, indented, each byte decided by what is written.

/// An XML file in the making.
pub(crate) struct Markup {
    out: String,
    open: Vec<&'static str>,
    /// Whether the innermost element that is open has nothing in it yet, and its tag is not closed.
    is_bare: bool,
}

impl Markup {
    /// A file with nothing but its declaration.
    pub(crate) fn new() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n".to_owned(),
            open: Vec::new(),
            is_bare: false,
        }
    }

    /// Begins an element.
    pub(crate) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.close_tag();
        self.begin(name, attributes);
        self.open.push(name);
        self.is_bare = true;
    }

    /// Ends the innermost element.
    pub(crate) fn close(&mut self) {
        let Some(name) = self.open.pop() else { return };
        if std::mem::take(&mut self.is_bare) {
            self.out.push_str("/>\n");
        } else {
            self.indent();
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push_str(">\n");
        }
    }

    /// An element with nothing in it.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.close();
    }

    /// An element with text in it; the text is kept to the character.
    pub(crate) fn text(&mut self, name: &'static str, text: &str) {
        self.close_tag();
        self.begin(name, &[]);
        self.out.push('>');
        push(&mut self.out, text, false);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// The file; every element that is open is closed.
    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            push(&mut self.out, value, true);
            self.out.push('"');
        }
    }

    fn close_tag(&mut self) {
        if std::mem::take(&mut self.is_bare) {
            self.out.push_str(">\n");
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("  ", self.open.len()));
    }
}

/// Appends text. In an attribute white space is written as references, or a reader would make one space of each. What
/// XML cannot hold at all becomes the replacement character, one for one.
fn push(out: &mut String, text: &str, is_attribute: bool) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if is_attribute => out.push_str("&quot;"),
            '\n' if is_attribute => out.push_str("&#10;"),
            '\t' if is_attribute => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            // A reader of XML 1.1 would take them for line ends.
            '\u{85}' | '\u{2028}' => out.push_str(&format!("&#{};", u32::from(character))),
            character => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn what_is_written_is_well_formed_whatever_it_says() {
        let mut markup = Markup::new();
        markup.open("a", &[("b", "<\"&\n\u{1}'"), ("c", "𠮷")]);
        markup.empty("d", &[]);
        markup.text("e", " ]]>\r\n\"霧\" & \u{b}");
        markup.open("f", &[]);
        assert_eq!(
            markup.finish(),
            "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n\
             <a b=\"&lt;&quot;&amp;&#10;\u{fffd}'\" c=\"𠮷\">\n  <d/>\n  \
             <e> ]]&gt;&#13;\n\"霧\" &amp; \u{fffd}</e>\n  <f/>\n</a>\n"
        );
    }
}
