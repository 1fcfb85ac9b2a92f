//! Annotations as Markdown, grouped by section, for reading on and for other tools.
//!
//! The shape is fixed: one heading of level 1 (the title), one for the memos where there are any, under it for each memo
//! a comment with its id, what it is about, and its text as a list item; one heading a section that has annotations, and
//! under it for each annotation a comment with its id, a block quote with the words and who says them, a line with its style,
//! one with its tags where it has some, and its note as a list item. What the user wrote keeps its Markdown, but inside the list item, so that a heading,
//! an open fence or an open comment in a note ends with the note. What the interview says is escaped: it cannot become
//! markup. Addresses in it are left alone, so a tool that links bare addresses may do so. A link to something in the
//! library leads to that where it is in the same file, to an anchor beside its comment, and is its words otherwise.

use std::collections::HashSet;
use std::fmt::Write as _;

use vermilion_anchor::visible;

use crate::annotated::{Annotated, ExportedAnnotation, ExportedOrphan, ExportedTag, join_paths};
use crate::contents::{Contents, Part};
use crate::crosslink::{self, Crosslink, Kind};
use crate::memos::title;
use crate::places::{Places, section_label};
use crate::words::Words;

/// The annotations as a Markdown document (CommonMark, safe with the GFM and Obsidian extensions).
#[must_use]
pub fn export(document: &Annotated) -> String {
    let words = Words::of(&document.language);
    let places = Places::new(document);
    let links = Links::of(document);
    let mut out = String::new();
    push_front(&mut out, document, words);
    push_memos(&mut out, document, &places, &links, words);

    let mut current = None;
    for annotation in &document.annotations {
        let section = places.section_at(annotation.span.start);
        if current != Some(section) {
            push_headings(&mut out, &places, current.flatten(), section, words);
            current = Some(section);
        }
        push_annotation(&mut out, &places, annotation, &links, words);
    }
    if document.annotations.is_empty() && document.orphans.is_empty() {
        let _ = writeln!(out, "\n{}", words.no_annotations);
    }
    if !document.orphans.is_empty() {
        let _ = writeln!(out, "\n## {}", words.orphans);
        for orphan in &document.orphans {
            push_orphan(&mut out, orphan, &links, words);
        }
    }
    out
}

fn push_front(out: &mut String, document: &Annotated, words: &Words) {
    out.push_str("# ");
    push_inline(out, &visible(&document.title));
    out.push_str("\n\n");
    let count = (document.annotations.len() + document.orphans.len()).to_string();
    let fields = [
        (words.source, document.source.as_deref()),
        (words.published, document.published.as_deref()),
        (words.annotations, Some(count.as_str())),
        (words.exported, Some(document.exported_at.as_str())),
    ];
    for (name, value) in fields {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = write!(out, "- {name}{}", words.colon);
            push_inline(out, &visible(value));
            out.push('\n');
        }
    }
    let _ = writeln!(out, "\n<!-- vermilion:document:{} revision:{} -->", document.id, document.revision);
}

/// The memos, each with what it is about.
fn push_memos(out: &mut String, document: &Annotated, places: &Places<'_>, links: &Links<'_>, words: &Words) {
    if document.memos.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## {}", words.memos);
    for memo in &document.memos {
        let anchor = links.anchor(Kind::Memo, &memo.id);
        let _ = writeln!(out, "\n<!-- vermilion:memo:{} -->{anchor}", memo.id);
        let _ = writeln!(out, "**{}**", inline(&visible(&title(document, places, words, memo))));
        push_note(out, &links.resolved(&memo.text));
    }
}

/// The links of the notes and memos to what is in the same file.
struct Links<'d> {
    document: &'d Annotated,
    /// What some note or memo links to.
    linked: HashSet<Crosslink>,
}

impl<'d> Links<'d> {
    fn of(document: &'d Annotated) -> Self {
        let notes = (document.annotations.iter().map(|one| one.note.as_str()))
            .chain(document.orphans.iter().map(|one| one.note.as_str()))
            .chain(document.memos.iter().map(|one| one.text.as_str()));
        let contents = Contents::of(document);
        let linked = notes.flat_map(crosslink::find).map(|found| found.link);
        // The document as a whole has no anchor: its heading is the first line.
        let is_here = |link: &Crosslink| contents.part(link).is_some_and(|part| part != Part::Document);
        Self { document, linked: linked.filter(is_here).collect() }
    }

    /// The element that links lead to, where some do.
    fn anchor(&self, kind: Kind, id: &str) -> String {
        let link = Crosslink { kind, id: id.to_owned() };
        if self.linked.contains(&link) {
            format!("<a id=\"{kind}-{id}\"></a>", kind = kind.name())
        } else {
            String::new()
        }
    }

    /// A note with its links as they are in this file.
    fn resolved(&self, note: &str) -> String {
        crosslink::rewrite(note, |found| {
            let words = inline(&crosslink::words(found, &self.document.standing(&found.link, || None)));
            Some(if self.linked.contains(&found.link) {
                format!("[{words}](#{}-{})", found.link.kind.name(), found.link.id)
            } else {
                words
            })
        })
    }
}

/// The headings that lead from the section before to this one: an outer section without annotations of its own is
/// named too, so that the inner one has its place.
fn push_headings(
    out: &mut String,
    places: &Places<'_>,
    before: Option<usize>,
    section: Option<usize>,
    words: &Words,
) {
    let Some(section) = section else {
        let name = if places.sections().is_empty() { words.annotations } else { words.opening };
        let _ = writeln!(out, "\n## {name}");
        return;
    };
    let known = before.map(|before| places.path(before)).unwrap_or_default();
    for index in places.path(section) {
        if known.contains(&index) {
            continue;
        }
        let heading = &places.sections()[index];
        let _ = write!(out, "\n{} ", "#".repeat(usize::from(heading.level.clamp(1, 5)) + 1));
        push_inline(out, &visible(&section_label(heading)));
        out.push('\n');
    }
}

fn push_annotation(
    out: &mut String,
    places: &Places<'_>,
    annotation: &ExportedAnnotation,
    links: &Links<'_>,
    words: &Words,
) {
    let anchor = links.anchor(Kind::Annotation, &annotation.id);
    let _ = writeln!(out, "\n<!-- vermilion:{} -->{anchor}", annotation.id);
    // Each line of the interview is a paragraph of its own: joined, Chinese would get spaces at the seams.
    let lines = places.quote(annotation.span).lines().filter(|line| !line.trim().is_empty());
    let mut paragraphs: Vec<String> = lines.map(inline).collect();
    let speakers: Vec<_> =
        places.speakers_in(annotation.span).iter().map(|speaker| speaker.name.as_str()).collect();
    if !speakers.is_empty() {
        paragraphs.push(format!("— {}", inline(&visible(&speakers.join(words.list_comma)))));
    }
    let _ = writeln!(out, "> {}", paragraphs.join("\n>\n> "));
    let _ = writeln!(out, "\n*{}*", words.style(annotation.style));
    push_tags(out, &annotation.tags, words);
    if annotation.has_note() {
        push_note(out, &links.resolved(&annotation.note));
    }
}

fn push_orphan(out: &mut String, orphan: &ExportedOrphan, links: &Links<'_>, words: &Words) {
    let anchor = links.anchor(Kind::Annotation, &orphan.id);
    let _ = writeln!(out, "\n<!-- vermilion:{} orphan:{} -->{anchor}", orphan.id, orphan.reason);
    let lines = orphan.quote.lines().filter(|line| !line.trim().is_empty());
    let paragraphs: Vec<String> = lines.map(inline).collect();
    let _ = writeln!(out, "> {}", paragraphs.join("\n>\n> "));
    let _ = writeln!(out, "\n*{} · {}*", words.style(orphan.style), words.orphaned);
    push_tags(out, &orphan.tags, words);
    if orphan.has_note() {
        push_note(out, &links.resolved(&orphan.note));
    }
}

/// The paths of the tags on a line of their own, after the word for them.
fn push_tags(out: &mut String, tags: &[ExportedTag], words: &Words) {
    if !tags.is_empty() {
        let paths = inline(&visible(&join_paths(tags, words.list_comma)));
        let _ = writeln!(out, "\n{}{}{paths}", words.tags, words.colon);
    }
}

/// The note as the one item of a list: two spaces before every line keep it inside.
fn push_note(out: &mut String, note: &str) {
    let note = note.replace("\r\n", "\n").replace('\r', "\n");
    let note = note.trim_end();
    let mut lines = note.lines().skip_while(|line| line.trim().is_empty()).peekable();
    out.push_str("\n-");
    // Beside the mark, leading space would widen the item's indent and dashes would join into a rule.
    if lines.peek().is_some_and(|first| first.starts_with([' ', '\t', '-'])) {
        out.push('\n');
    } else if let Some(first) = lines.next() {
        let _ = writeln!(out, " {first}");
    }
    for line in lines {
        if line.trim().is_empty() {
            out.push('\n');
        } else {
            let _ = writeln!(out, "  {line}");
        }
    }
}

/// One line of text as Markdown that shows exactly that text.
pub(crate) fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    push_inline(&mut out, line);
    out
}

/// Appends one line of text so that every Markdown reader shows exactly that text. Line ends become spaces.
fn push_inline(out: &mut String, line: &str) {
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
