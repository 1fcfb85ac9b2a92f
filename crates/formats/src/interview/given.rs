//! What a format says of a line beyond its words: that it is a heading, that a part of it is bold, when it was said.

/// What is given of one line of a text, by a format that knows. Everything else is found out as in plain text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// It is the title of the document.
    pub is_title: bool,
    /// It is a heading of this level, 1 for the outermost.
    pub heading: Option<u8>,
    /// That heading is one for certain, and not the title of the document, which a lone one would be taken for.
    pub is_section: bool,
    /// So many bytes from its start are set in bold: a label may be told by that.
    pub bold: u32,
    /// It opens with a speaker's label: no proof is needed that the name speaks.
    pub is_labelled: bool,
    /// It is something said or told: neither title nor heading, nor about the document, and with a label only where that
    /// is given too. Subtitles hold nothing else.
    pub is_said: bool,
    /// When it is said, in milliseconds from the start of the recording.
    pub time: Option<u32>,
}

impl Given {
    /// How many `#` would say the same in Markdown, where the title takes one.
    pub(super) fn hashes(&self) -> u8 {
        match (self.is_title, self.heading) {
            (true, _) => 1,
            (false, Some(level)) => level.clamp(1, 5) + 1,
            (false, None) => 0,
        }
    }
}
