//! The memos of the page: what was written about all of it, a section, a participant, a tag.

use std::fmt::Write as _;

use super::Page;
use crate::contents::Part;
use crate::crosslink::{Crosslink, Standing};
use crate::escape::{push_name, push_text};
use crate::memos::{section_of, title};
use crate::note::note_html;

impl Page<'_, '_> {
    /// Each with what it is about, before the index of the annotations.
    pub(super) fn memos(&mut self) {
        if self.document.memos.is_empty() {
            return;
        }
        let _ = writeln!(self.out, "<section class=\"index memos\">\n<h2>{}</h2>", self.words.memos);
        for memo in &self.document.memos {
            let _ = write!(self.out, "<div class=\"memo\" id=\"m-");
            push_text(&mut self.out, &memo.id);
            self.out.push_str("\">\n<h3>");
            let section = section_of(self.places, memo);
            if let Some(section) = section {
                let _ = write!(self.out, "<a href=\"#s-{}\">", section + 1);
            }
            push_name(&mut self.out, &title(self.document, self.places, self.words, memo));
            self.out.push_str(if section.is_some() { "</a></h3>\n" } else { "</h3>\n" });
            self.out.push_str("<div class=\"note\">");
            self.note(&memo.text);
            self.out.push_str("</div>\n</div>\n");
        }
        self.out.push_str("</section>\n");
    }

    /// A note or memo as HTML, with links to what is on the same page.
    pub(super) fn note(&mut self, markdown: &str) {
        let html = note_html(markdown, &|link| self.standing(link));
        self.out.push_str(&html);
    }

    fn standing(&self, link: &Crosslink) -> Standing {
        self.document.standing(link, || {
            Some(match self.contents.part(link)? {
                Part::Annotation => format!("a-{}", link.id),
                Part::Orphan => format!("o-{}", link.id),
                Part::Memo => format!("m-{}", link.id),
                // The top of the page.
                Part::Document => String::new(),
            })
        })
    }
}
