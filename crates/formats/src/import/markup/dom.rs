//! The tree of a page, read as browsers read it, but no deeper and no larger than the limits.
//!
//! The page is read in pieces and the tree is looked at between them: what browsers do with elements that are never
//! closed makes a tree far larger than the page, and slower with every level.

use crate::import::{ImportError, Limits};
use dom_query::{Document, NodeId, NodeRef};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ParseOpts, QualName, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// Nodes of one tree. A text of the largest size that is opened has fewer, set in the usual way.
const MOST_NODES: usize = 4_000_000;

/// Attributes of one element; for each one the parser compares all that came before.
const MOST_ATTRIBUTES: usize = 2_000;

/// Bytes that are read before the tree is looked at.
const PIECE: usize = 4 << 10;

/// The tree of this page; scripts do not run, so what stands for them is read.
///
/// # Errors
/// When it is deeper or larger than is read.
pub(in crate::import) fn parse(text: &str, limits: Limits) -> Result<Document, ImportError> {
    let too_deep = ImportError::TooMuch { what: "elements within each other", most: limits.depth as u64 };
    let too_many = ImportError::TooMuch { what: "elements of a page", most: MOST_NODES as u64 };
    if !has_sane_tags(text) {
        return Err(ImportError::TooMuch { what: "attributes of an element", most: MOST_ATTRIBUTES as u64 });
    }
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Measured::default(), options);
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
        parser.process(StrTendril::from_slice(piece));
        rest = after;
        let measured = &parser.tokenizer.sink.sink;
        if measured.deepest.get() > limits.depth {
            return Err(too_deep);
        }
        if measured.depths.borrow().len() > MOST_NODES {
            return Err(too_many);
        }
    }
    let measured = parser.finish();
    if measured.deepest.get() > limits.depth { Err(too_deep) } else { Ok(measured.document) }
}

/// Whether no tag has more attributes than anybody writes. What looks like a tag in a script or a comment is counted too,
/// so the bound is far beyond any page's.
fn has_sane_tags(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (mut attributes, mut quote, mut is_after_equals) = (0, None, false);
        while let Some(&byte) = bytes.get(at) {
            match (quote, byte) {
                (Some(open), _) => quote = Some(open).filter(|open| byte != *open),
                (None, b'>') => break,
                (None, b'"' | b'\'') if is_after_equals => quote = Some(byte),
                (None, b'=' | b'/') => attributes += 1,
                (None, _) => attributes += usize::from(byte.is_ascii_whitespace()),
            }
            is_after_equals = byte == b'=' || (is_after_equals && byte.is_ascii_whitespace());
            at += 1;
        }
        // `a = "1"` counts four times.
        if attributes > 4 * MOST_ATTRIBUTES {
            return false;
        }
        // The byte that ended it is ASCII or there is none, so what follows begins at a character.
    }
    true
}

/// A node, and its place in [`Measured::depths`].
#[derive(Clone, Copy)]
struct Handle {
    id: NodeId,
    slot: usize,
}

/// A tree that knows how deep it is.
struct Measured {
    document: Document,
    /// The depth of each node that may have children, when it was put where it is.
    depths: RefCell<Vec<usize>>,
    deepest: Cell<usize>,
}

impl Default for Measured {
    fn default() -> Self {
        Self { document: Document::default(), depths: RefCell::new(vec![0]), deepest: Cell::new(0) }
    }
}

impl Measured {
    fn handle(&self, id: NodeId, depth: usize) -> Handle {
        let mut depths = self.depths.borrow_mut();
        depths.push(depth);
        Handle { id, slot: depths.len() - 1 }
    }

    fn depth(&self, handle: &Handle) -> usize {
        self.depths.borrow()[handle.slot]
    }

    fn place(&self, child: NodeOrText<Handle>, depth: usize) -> NodeOrText<NodeId> {
        match child {
            NodeOrText::AppendNode(node) => {
                self.depths.borrow_mut()[node.slot] = depth;
                self.deepest.set(self.deepest.get().max(depth));
                NodeOrText::AppendNode(node.id)
            }
            NodeOrText::AppendText(text) => NodeOrText::AppendText(text),
        }
    }
}

impl TreeSink for Measured {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    // A page has errors without number; nobody reads them.
    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: self.document.get_document(), slot: 0 }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Self::ElemName<'a> {
        self.document.elem_name(&target.id)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.handle(self.document.create_element(name, attributes, flags), 0)
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.handle(self.document.create_comment(text), 0)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.handle(self.document.create_pi(target, data), 0)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let child = self.place(child, self.depth(parent) + 1);
        self.document.append(&parent.id, child);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let child = self.place(child, self.depth(sibling));
        self.document.append_before_sibling(&sibling.id, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let child = self.place(child, self.depth(element).max(self.depth(before) + 1));
        self.document.append_based_on_parent_node(&element.id, &before.id, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.document.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        self.handle(self.document.get_template_contents(&target.id), self.depth(target))
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.document.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.document.add_attrs_if_missing(&target.id, attributes);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.document.remove_from_parent(&target.id);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        self.document.reparent_children(&node.id, &parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        self.document.is_mathml_annotation_xml_integration_point(&target.id)
    }
}

/// The name of an element, empty for another node.
pub(in crate::import) fn name(node: &NodeRef<'_>) -> StrTendril {
    node.node_name().unwrap_or_default()
}

/// An attribute, white space around it left out; `None` where there is none or it says nothing.
pub(in crate::import) fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    node.attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Text with every run of white space made one space, and none at its edges.
pub(in crate::import) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        parse(text, Limits::default()).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn a_page_is_read_as_browsers_read_it() {
        let document = parse("<p>霧<p>河<script>a<b</script>", Limits::default()).unwrap();
        let text: Vec<_> = document.select("p").iter().map(|one| one.text().to_string()).collect();
        assert_eq!(text, ["霧", "河a<b"]);
    }

    #[test]
    fn what_grows_beyond_the_page_is_refused() {
        assert!(error(&"<div>".repeat(100_000)).contains("within each other"));
        // Each paragraph opens every one of them again.
        let unclosed: String = (0..400).map(|at| format!("<b id={at}>")).collect();
        assert!(error(&format!("{unclosed}{}", "<p>".repeat(200_000))).contains("within each other"));
        let attributes: String = (0..200_000).map(|at| format!(" a{at}")).collect();
        assert!(error(&format!("<a{attributes}>")).contains("attributes"));
        let quoted: String = (0..200_000).map(|at| format!("a{at}='>'")).collect();
        assert!(error(&format!("<a {quoted}>")).contains("attributes"));
    }

    #[test]
    fn a_long_value_is_no_crowd_of_attributes() {
        let page = format!("<img src='{}'>霧", "a b=".repeat(100_000));
        assert!(parse(&page, Limits::default()).is_ok());
    }
}
