//! Commands about text alone.

use crate::api::{Api, Result};
use crate::error::Refusal;
use crate::wire::{Link, LinkKind, LinkRead, NoteRender, Nothing, TextUnits, UnitEnds, Variants};
use vermilion_anchor::segment::{Unit, units};
use vermilion_core::crosslinks;
use vermilion_formats::crosslink::Crosslink;
use vermilion_formats::link::{self, Target};
use vermilion_formats::note;

impl Api {
    /// Where the words, clauses and sentences of a text end. Of a whole paragraph at once, so that who moves through it
    /// asks once and then answers each key at once.
    ///
    /// # Errors
    /// Never; every command may refuse.
    pub fn text_units(&self, request: TextUnits) -> Result<UnitEnds> {
        let ends = |unit| units(&request.text, unit).into_iter().map(|span| span.end.0).collect();
        Ok(UnitEnds { words: ends(Unit::Word), clauses: ends(Unit::Clause), sentences: ends(Unit::Sentence) })
    }

    /// Which Han characters are forms of the same one: traditional, simplified and other ones.
    ///
    /// # Errors
    /// Never; every command may refuse.
    pub fn text_variants(&self, _: Nothing) -> Result<Variants> {
        let pairs = vermilion_anchor::fold::variants().flat_map(|(one, other)| [one, other]).collect();
        Ok(Variants { pairs })
    }

    /// Notes as HTML that is safe to show, with links that lead nowhere by themselves: their address, in `data-href`, is
    /// for [`Api::link_read`]. Links inside the library say what they lead to as it is called now.
    ///
    /// # Errors
    /// When there are such links and the library cannot be read.
    pub fn note_render(&self, request: NoteRender) -> Result<Vec<String>> {
        let names = crosslinks::names(&self.library, request.notes.iter().map(String::as_str))?;
        let standing = |link: &Crosslink| crosslinks::standing(&names, link);
        Ok(request.notes.iter().map(|markdown| note::note_html_for_window(markdown, &standing)).collect())
    }

    /// Where an address leads, to be shown before it is opened.
    ///
    /// # Errors
    /// When it is not one of those that are opened.
    pub fn link_read(&self, request: LinkRead) -> Result<Link> {
        let read = link::Link::parse(&request.address)
            .map_err(|source| Refusal::LinkRefused { address: request.address, source })?;
        let link::Link { href, shown, target } = read;
        Ok(match target {
            Target::Page { host, registered, is_plain } => Link {
                href,
                shown,
                kind: LinkKind::Page,
                host: Some(host),
                registered,
                is_plain,
                recipients: Vec::new(),
            },
            Target::Mail { recipients } => Link {
                href,
                shown,
                kind: LinkKind::Mail,
                host: None,
                registered: None,
                is_plain: false,
                recipients,
            },
        })
    }
}
