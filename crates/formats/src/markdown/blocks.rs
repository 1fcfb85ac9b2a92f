//! The blocks of a document, in their order.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use vermilion_anchor::visible;

use super::front::{self, Fields};
use super::inline::{inline, push_inline};
use super::marks::{Block, Key, Kind, digest};
use super::{Options, TagForm, tags};
use crate::annotated::{Annotated, ExportedAnnotation, ExportedMemo, ExportedOrphan, ExportedTag};
use crate::contents::{Contents, Part};
use crate::crosslink::{self, Crosslink};
use crate::memos::title;
use crate::places::{Places, section_label};
use crate::words::Words;

/// All blocks: the first is the document's. `fields` are its front matter, which that block remembers.
pub(super) fn blocks(document: &Annotated, fields: &Fields, options: Options) -> Vec<Block> {
    let writer = Writer {
        document,
        words: Words::of(&document.language),
        places: Places::new(document),
        linked: linked(document),
        tags: options.tags,
    };
    let headings = writer.section_keys();
    let mut blocks = vec![writer.document(fields)];
    if !document.memos.is_empty() {
        blocks.push(heading(Group::Memos, writer.words.memos));
        blocks.extend(document.memos.iter().map(|memo| writer.memo(memo)));
    }
    let mut current = None;
    for annotation in &document.annotations {
        let section = writer.places.section_at(annotation.span.start);
        if current != Some(section) {
            writer.push_headings(&mut blocks, &headings, current.flatten(), section);
            current = Some(section);
        }
        blocks.push(writer.annotation(annotation));
    }
    if !document.orphans.is_empty() {
        blocks.push(heading(Group::Orphans, writer.words.orphans));
        blocks.extend(document.orphans.iter().map(|orphan| writer.orphan(orphan)));
    }
    blocks
}

/// What in the file some note or memo links to.
fn linked(document: &Annotated) -> HashSet<Crosslink> {
    let notes = (document.annotations.iter().map(|one| one.note.as_str()))
        .chain(document.orphans.iter().map(|one| one.note.as_str()))
        .chain(document.memos.iter().map(|one| one.text.as_str()));
    let contents = Contents::of(document);
    let linked = notes.flat_map(crosslink::find).map(|found| found.link);
    // The document as a whole has no anchor: its heading is the first line.
    let is_here = |link: &Crosslink| contents.part(link).is_some_and(|part| part != Part::Document);
    linked.filter(is_here).collect()
}

/// Headings that are of no section.
#[derive(Clone, Copy)]
enum Group {
    Memos,
    Opening,
    Orphans,
}

impl Group {
    const fn name(self) -> &'static str {
        match self {
            Self::Memos => "memos",
            Self::Opening => "opening",
            Self::Orphans => "orphans",
        }
    }
}

fn heading(group: Group, words: &str) -> Block {
    let key = Key::new(Kind::Heading, group.name());
    Block { key, is_linked: false, content: format!("## {words}\n") }
}

struct Writer<'d> {
    document: &'d Annotated,
    words: &'static Words,
    places: Places<'d>,
    linked: HashSet<Crosslink>,
    tags: TagForm,
}

impl Writer<'_> {
    fn document(&self, fields: &Fields) -> Block {
        let Self { document, words, .. } = self;
        let mut out = String::from("# ");
        push_inline(&mut out, &visible(&document.title));
        out.push_str("\n\n");
        let count = (document.annotations.len() + document.orphans.len()).to_string();
        let facts = [
            (words.source, document.source.as_deref()),
            (words.published, document.published.as_deref()),
            (words.annotations, Some(count.as_str())),
        ];
        for (name, value) in facts {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let _ = write!(out, "- {name}{}", words.colon);
                push_inline(&mut out, &visible(value));
                out.push('\n');
            }
        }
        if document.annotations.is_empty() && document.orphans.is_empty() {
            let _ = writeln!(out, "\n{}", words.no_annotations);
        }
        let _ = writeln!(out, "\n{}", front::remembered(fields));
        Block { key: Key::new(Kind::Document, &document.id), is_linked: false, content: out }
    }

    /// A memo with what it is about.
    fn memo(&self, memo: &ExportedMemo) -> Block {
        let about = title(self.document, &self.places, self.words, memo);
        let mut out = format!("**{}**\n", inline(&visible(&about)));
        push_note(&mut out, &self.resolved(&memo.text));
        push_block_id(&mut out, &memo.id);
        self.block(Kind::Memo, crosslink::Kind::Memo, &memo.id, out)
    }

    fn annotation(&self, annotation: &ExportedAnnotation) -> Block {
        // Each line of the interview is a paragraph of its own: joined, Chinese would get spaces at the seams.
        let mut paragraphs = paragraphs(self.places.quote(annotation.span));
        let speakers: Vec<_> =
            self.places.speakers_in(annotation.span).iter().map(|speaker| speaker.name.as_str()).collect();
        if !speakers.is_empty() {
            paragraphs.push(format!("— {}", inline(&visible(&speakers.join(self.words.list_comma)))));
        }
        let style = self.words.style(annotation.style);
        let note = annotation.has_note().then_some(annotation.note.as_str());
        self.marked(&annotation.id, &paragraphs, &style, &annotation.tags, note)
    }

    fn orphan(&self, orphan: &ExportedOrphan) -> Block {
        let style = format!("{} · {}", self.words.style(orphan.style), self.words.orphaned);
        let note = orphan.has_note().then_some(orphan.note.as_str());
        self.marked(&orphan.id, &paragraphs(&orphan.quote), &style, &orphan.tags, note)
    }

    fn marked(
        &self,
        id: &str,
        paragraphs: &[String],
        style: &str,
        tags: &[ExportedTag],
        note: Option<&str>,
    ) -> Block {
        let mut out = format!("> {}\n", paragraphs.join("\n>\n> "));
        push_block_id(&mut out, id);
        let _ = writeln!(out, "\n*{style}*");
        if !tags.is_empty() {
            let line = tags::line(tags, self.tags, self.words.list_comma);
            let _ = writeln!(out, "\n{}{}{line}", self.words.tags, self.words.colon);
        }
        if let Some(note) = note {
            push_note(&mut out, &self.resolved(note));
        }
        self.block(Kind::Annotation, crosslink::Kind::Annotation, id, out)
    }

    fn block(&self, kind: Kind, linked: crosslink::Kind, id: &str, content: String) -> Block {
        let link = Crosslink { kind: linked, id: id.to_owned() };
        Block { key: Key::new(kind, id), is_linked: self.linked.contains(&link), content }
    }

    /// A note with its links as they are in this file.
    fn resolved(&self, note: &str) -> String {
        crosslink::rewrite(note, |found| {
            let standing = self.document.standing(&found.link, || None);
            if let (
                crosslink::Kind::Tag,
                TagForm::Wikilinks,
                crosslink::Standing::There { name: Some(path), .. },
            ) = (found.link.kind, self.tags, &standing)
            {
                return Some(tags::wikilink(path));
            }
            let words = inline(&crosslink::words(found, &standing));
            let is_here = self.linked.contains(&found.link);
            Some(if is_here { format!("[{words}](#^{})", found.link.id) } else { words })
        })
    }

    /// What the heading of each section is called in its file. Sections have no ids: it is their names from the outermost
    /// in, and of those with the same names the which.
    fn section_keys(&self) -> Vec<Key> {
        let sections = self.places.sections();
        let mut seen: HashMap<String, usize> = HashMap::new();
        (0..sections.len())
            .map(|at| {
                let names: Vec<_> =
                    self.places.path(at).into_iter().map(|at| section_label(&sections[at])).collect();
                let name = digest(&names.join("\n"));
                let count = seen.entry(name.clone()).or_insert(0);
                *count += 1;
                let id = if *count == 1 { name } else { format!("{name}-{count}") };
                Key::new(Kind::Heading, id)
            })
            .collect()
    }

    /// The headings that lead from the section before to this one: an outer section without annotations of its own is
    /// named too, so that the inner one has its place.
    fn push_headings(
        &self,
        blocks: &mut Vec<Block>,
        keys: &[Key],
        before: Option<usize>,
        section: Option<usize>,
    ) {
        let Some(section) = section else {
            let is_all = self.places.sections().is_empty();
            let name = if is_all { self.words.annotations } else { self.words.opening };
            blocks.push(heading(Group::Opening, name));
            return;
        };
        let known = before.map(|before| self.places.path(before)).unwrap_or_default();
        for index in self.places.path(section) {
            if known.contains(&index) {
                continue;
            }
            let heading = &self.places.sections()[index];
            let mut out = format!("{} ", "#".repeat(usize::from(heading.level.clamp(1, 5)) + 1));
            push_inline(&mut out, &visible(&section_label(heading)));
            out.push('\n');
            blocks.push(Block { key: keys[index].clone(), is_linked: false, content: out });
        }
    }
}

/// The lines of a passage that are not blank.
fn paragraphs(quote: &str) -> Vec<String> {
    quote.lines().filter(|line| !line.trim().is_empty()).map(inline).collect()
}

/// The block id, of what stands before it. Obsidian takes it for that of a quotation or a list where it is a paragraph of its
/// own; letters, digits and hyphens may be in it, and so our ids are such ids as they are.
fn push_block_id(out: &mut String, id: &str) {
    let _ = writeln!(out, "\n^{id}");
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
