//! A passage copied as a quotation that says where it comes from, in one of several forms.
//!
//! Chinese: 「…」——奧特曼，〈01 標題〉，《訪談》，來源. English: “…” — Altman, “01 Title”, *Interview*, Source. The punctuation
//! follows the language of the document, and quotation marks inside the quotation change to the inner pair (and those
//! inside them back), so that the marks nest. What the document does not have is left out. Knows no clipboard.

mod date;
mod punctuation;

use vermilion_anchor::{Span, visible};

use crate::annotated::{Annotated, AnnotatedSpeaker};
use crate::interview::Role;
use crate::link::{Link, Target};
use crate::markdown::inline;
use crate::places::{Places, section_label};
use crate::turns::{Turns, clock};
use crate::words::Tongue;

use punctuation::Punctuation;

/// How a quotation says where it comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// After a dash: who, which section, which interview, where it was published.
    #[default]
    Dash,
    /// As a Markdown quotation, with the date too, the title leading to the source or the passage.
    Markdown,
    /// In the running text: who and in which year.
    AuthorDate,
    /// Everything that a note or a list of references wants, on a line of its own.
    Full,
}

/// The passage as a quotation with its attribution. `link` is where Markdown has the title lead; where there is none, it
/// leads to the source, if that is an address. `None` where the passage is empty or does not lie in the text.
#[must_use]
pub fn quote(document: &Annotated, span: Span, form: Form, link: Option<&str>) -> Option<String> {
    let said = Said::of(document, span)?;
    Some(match form {
        Form::Dash => said.after_dash(),
        Form::Markdown => said.markdown(link),
        Form::AuthorDate => said.author_and_date(),
        Form::Full => said.in_full(),
    })
}

/// A passage with what can be said of it; names have what hides in them shown.
struct Said<'d> {
    style: Punctuation,
    tongue: Tongue,
    passage: &'d str,
    speakers: Vec<&'d AnnotatedSpeaker>,
    interviewers: Vec<&'d AnnotatedSpeaker>,
    section: Option<String>,
    title: Option<String>,
    source: Option<String>,
    published: Option<String>,
    /// When it is said in the recording: `1:02:03`.
    time: Option<String>,
}

impl<'d> Said<'d> {
    fn of(document: &'d Annotated, span: Span) -> Option<Self> {
        let places = Places::new(document);
        let passage = places.quote(span).trim();
        if passage.is_empty() {
            return None;
        }
        let named = |name: &str| Some(visible(name.trim()).into_owned()).filter(|name| !name.is_empty());
        let speakers = places.speakers_in(span);
        let is_answer = speakers.iter().all(|speaker| speaker.role == Role::Interviewee);
        let interviewers = document.speakers.iter().filter(|speaker| speaker.role == Role::Interviewer);
        let turn = Turns::new(&document.blocks).at(span.start);
        Some(Self {
            style: Punctuation::of(&document.language),
            tongue: Tongue::of(&document.language),
            passage,
            interviewers: if is_answer && !speakers.is_empty() { interviewers.collect() } else { Vec::new() },
            speakers,
            section: places
                .section_at(span.start)
                .and_then(|section| named(&section_label(&places.sections()[section]))),
            title: named(&document.title),
            source: document.source.as_deref().and_then(named),
            published: document.published.as_deref().and_then(named),
            time: turn.and_then(|turn| turn.time).map(clock),
        })
    }

    /// Who speaks, in one line; `None` where nobody does.
    fn names(&self, speakers: &[&AnnotatedSpeaker]) -> Option<String> {
        let names: Vec<_> = speakers.iter().map(|speaker| visible(speaker.name.trim())).collect();
        (!names.is_empty()).then(|| names.join(self.style.list_comma))
    }

    fn section(&self) -> Option<String> {
        self.section.as_deref().map(|section| self.style.section.enclose(section))
    }

    fn title(&self) -> Option<String> {
        self.title.as_deref().map(|title| self.style.work.enclose(title))
    }

    fn join(&self, parts: impl IntoIterator<Item = Option<String>>) -> String {
        parts.into_iter().flatten().collect::<Vec<_>>().join(self.style.comma)
    }

    fn after_dash(&self) -> String {
        let mut text = self.style.quotation.enclose(self.passage);
        let parts = [self.names(&self.speakers), self.section(), self.title(), self.source.clone()];
        let attribution = self.join(parts);
        if !attribution.is_empty() {
            // Under a quotation of several paragraphs the attribution has a line of its own.
            let is_long = self.passage.contains('\n');
            text.push_str(if is_long { self.style.dash_on_line } else { self.style.dash });
            text.push_str(&attribution);
        }
        text
    }

    fn markdown(&self, link: Option<&str>) -> String {
        let is_page =
            |address: &&str| matches!(Link::parse(address), Ok(Link { target: Target::Page { .. }, .. }));
        let address = self.source.as_deref().filter(is_page);
        let linked = |words: String| match link.map(str::to_owned).or_else(|| address.map(destination)) {
            Some(target) => format!("[{words}]({target})"),
            None => words,
        };
        let title = self.title.as_deref().map(|title| {
            // Where a title is set in italics, the marks are Markdown's own.
            let words = if self.tongue == Tongue::English {
                format!("*{}*", inline(title))
            } else {
                inline(&self.style.work.enclose(title))
            };
            linked(words)
        });
        // Where the title leads to the address, the address says nothing more.
        let source =
            self.source.as_deref().filter(|_| address.is_none() || link.is_some() || title.is_none());
        let escaped = |words: Option<String>| words.map(|words| inline(&words));
        let attribution = self.join([
            escaped(self.names(&self.speakers)),
            escaped(self.section()),
            title,
            source.map(inline),
            self.date(),
            self.time.clone(),
        ]);
        let lines = self.passage.lines().filter(|line| !line.trim().is_empty());
        let mut paragraphs: Vec<String> = lines.map(inline).collect();
        if !attribution.is_empty() {
            paragraphs.push(format!("— {attribution}"));
        }
        format!("> {}", paragraphs.join("\n>\n> "))
    }

    /// `「…」（高𠮷，2026）`, `“…” (Okafor & Lund, 2026, 1:02:03)`. What nobody says is by its title.
    fn author_and_date(&self) -> String {
        let mut text = self.style.quotation.enclose(self.passage);
        let is_english = self.tongue == Tongue::English;
        let name = |speaker: &&AnnotatedSpeaker| {
            let name = visible(speaker.name.trim()).into_owned();
            if is_english { surname(&name).to_owned() } else { name }
        };
        let names: Vec<String> = self.speakers.iter().map(name).collect();
        let author = match &names[..] {
            [] => self.title(),
            [one] => Some(one.clone()),
            [one, other] if is_english => Some(format!("{one} & {other}")),
            [one, other] => Some([one.as_str(), other].join(self.style.list_comma)),
            [first, ..] => Some(match self.tongue {
                Tongue::English => format!("{first} et al."),
                Tongue::Japanese => format!("{first}ほか"),
                Tongue::TraditionalChinese | Tongue::SimplifiedChinese => format!("{first}等"),
            }),
        };
        if author.is_none() && self.published.is_none() {
            return text;
        }
        let year = self.published.as_deref().map(|published| date::year(published).to_owned());
        let year = year.unwrap_or_else(|| date::undated(self.tongue).to_owned());
        let (open, close) = self.style.reference;
        text.push_str(open);
        text.push_str(&self.join([author, Some(year), self.time.clone()]));
        text.push_str(close);
        text
    }

    /// The quotation, and under it what a note would say: who was asked by whom, section, interview, source, date, time.
    fn in_full(&self) -> String {
        let mut text = self.style.quotation.enclose(self.passage);
        let asked = self.names(&self.interviewers);
        let who = self.names(&self.speakers).map(|names| match (asked, self.tongue) {
            (None, _) => names,
            (Some(asked), Tongue::English) => format!("{names}, interview by {asked}"),
            (Some(asked), Tongue::Japanese) => format!("{names}（聞き手：{asked}）"),
            (Some(asked), Tongue::TraditionalChinese) => format!("{names}受訪，{asked}訪問"),
            (Some(asked), Tongue::SimplifiedChinese) => format!("{names}受访，{asked}访问"),
        });
        let citation = self.join([
            who,
            self.section(),
            self.title(),
            self.source.clone(),
            self.date(),
            self.time.clone(),
        ]);
        if !citation.is_empty() {
            text.push('\n');
            text.push_str(&citation);
            if !citation.ends_with(['.', '。']) {
                text.push_str(self.style.full_stop);
            }
        }
        text
    }

    /// When it was published, in words.
    fn date(&self) -> Option<String> {
        self.published.as_deref().map(|published| date::in_words(published, self.tongue))
    }
}

/// The last of several names; a name without spaces is one. Names in Han characters or kana have none to leave out.
fn surname(name: &str) -> &str {
    let is_latin = name.chars().next_back().is_some_and(|c| !('\u{2e80}'..).contains(&c));
    if is_latin { name.rsplit(' ').next().unwrap_or(name) } else { name }
}

/// An address as a link of Markdown's can have it: what would end the link there is written in hexadecimal digits.
#[must_use]
pub fn destination(address: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        if c.is_ascii_control() || matches!(c, ' ' | '"' | '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '`') {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
