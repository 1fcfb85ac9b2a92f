//! What the colours and the brackets on the page are: under the title, for whoever has the page and not the library.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{class_of, colour_class};
use crate::annotated::{Annotated, Colour, ExportedTag, Mark, Style};
use crate::escape::push_name;
use crate::words::Words;

/// Writes how often each mark and each tag is on the page; nothing where there are none.
pub(super) fn write(out: &mut String, document: &Annotated, words: &Words) {
    if document.annotations.is_empty() {
        return;
    }
    let _ = writeln!(out, "<ul class=\"legend\" aria-label=\"{}\">", words.legend);
    for mark in Mark::ALL {
        for colour in Colour::ALL {
            let style = Style { mark, colour };
            let count = document.annotations.iter().filter(|one| one.style == style).count();
            if count > 0 {
                let class = class_of(style, document.is_patterned);
                let name = words.style(style);
                let _ =
                    writeln!(out, "<li><mark class=\"{class}\">{name}</mark> <small>{count}</small></li>");
            }
        }
    }
    for (tag, count) in tags_of(document) {
        let _ = write!(out, "<li><span class=\"tag{}\">", colour_class(tag));
        push_name(out, &tag.path);
        let _ = writeln!(out, "</span> <small>{count}</small></li>");
    }
    out.push_str("</ul>\n");
}

/// The tags with how many annotations have them, in the order of their paths.
fn tags_of(document: &Annotated) -> Vec<(&ExportedTag, usize)> {
    let mut counts: BTreeMap<(&str, &str), (&ExportedTag, usize)> = BTreeMap::new();
    for tag in document.annotations.iter().flat_map(|annotation| &annotation.tags) {
        counts.entry((&tag.path, &tag.id)).or_insert((tag, 0)).1 += 1;
    }
    counts.into_values().collect()
}
