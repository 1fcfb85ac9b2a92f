//! Commands on links inside the library.

use crate::api::{Api, Result};
use crate::convert;
use crate::wire::{Backlink, Crosslink, CrosslinkCandidate, CrosslinkFind, CrosslinkKind, CrosslinkPlace};
use vermilion_core::crosslinks::{self, Candidate, Leads};
use vermilion_core::{DocumentId, memos::Subject};
use vermilion_formats::crosslink::{self, Kind};

impl Api {
    /// What can be linked to and holds the words of a query: tags, documents, annotations, memos.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn crosslink_find(&self, request: CrosslinkFind) -> Result<Vec<CrosslinkCandidate>> {
        let near: Option<DocumentId> = request.near.as_deref().map(convert::id).transpose()?;
        let found = crosslinks::find(&self.library, &request.query, near, request.limit as usize)?;
        Ok(found.into_iter().map(Into::into).collect())
    }

    /// Where a link leads.
    ///
    /// # Errors
    /// When that is not there.
    pub fn crosslink_follow(&self, request: Crosslink) -> Result<CrosslinkPlace> {
        let nowhere = CrosslinkPlace { document: None, start: None, end: None };
        Ok(match crosslinks::follow(&self.library, &request.into())? {
            Leads::Annotation(one) => CrosslinkPlace {
                document: Some(one.document.to_string()),
                start: one.stands().then_some(one.span.start.0),
                end: one.stands().then_some(one.span.end.0),
            },
            Leads::Document(document) => CrosslinkPlace { document: Some(document.to_string()), ..nowhere },
            Leads::Tag(_) => nowhere,
            Leads::Memo(memo) => match memo.subject {
                Subject::Library | Subject::Tag(_) => nowhere,
                Subject::Document(document)
                | Subject::Section { document, .. }
                | Subject::Speaker { document, .. } => {
                    CrosslinkPlace { document: Some(document.to_string()), ..nowhere }
                }
            },
        })
    }

    /// The texts that link to something, each once: notes, memos, definitions of tags.
    ///
    /// # Errors
    /// When that is not there.
    pub fn backlink_list(&self, request: Crosslink) -> Result<Vec<Backlink>> {
        let found = crosslinks::backlinks(&self.library, &request.into())?;
        Ok(found.into_iter().map(Into::into).collect())
    }

    /// What the links of a text lead to, with what each is called now; what is not there is left out. For the command
    /// line, which shows texts as they are.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn crosslinks_of(&self, text: &str) -> Result<Vec<(Crosslink, String)>> {
        let names = crosslinks::names(&self.library, [text])?;
        let mut links: Vec<(Crosslink, String)> = Vec::new();
        for found in crosslink::find(text) {
            let words = crosslink::words(&found, &crosslinks::standing(&names, &found.link));
            let link: Crosslink = found.link.clone().into();
            if names.contains_key(&found.link) && !links.iter().any(|(known, _)| *known == link) {
                links.push((link, words));
            }
        }
        Ok(links)
    }
}

impl From<Kind> for CrosslinkKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Annotation => Self::Annotation,
            Kind::Document => Self::Document,
            Kind::Tag => Self::Tag,
            Kind::Memo => Self::Memo,
        }
    }
}

impl From<CrosslinkKind> for Kind {
    fn from(kind: CrosslinkKind) -> Self {
        match kind {
            CrosslinkKind::Annotation => Self::Annotation,
            CrosslinkKind::Document => Self::Document,
            CrosslinkKind::Tag => Self::Tag,
            CrosslinkKind::Memo => Self::Memo,
        }
    }
}

impl From<crosslink::Crosslink> for Crosslink {
    fn from(link: crosslink::Crosslink) -> Self {
        let crosslink::Crosslink { kind, id } = link;
        Self { kind: kind.into(), id }
    }
}

impl From<Crosslink> for crosslink::Crosslink {
    fn from(link: Crosslink) -> Self {
        let Crosslink { kind, id } = link;
        Self { kind: kind.into(), id }
    }
}

impl From<Candidate> for CrosslinkCandidate {
    fn from(candidate: Candidate) -> Self {
        let Candidate { link, name, detail, place, markdown } = candidate;
        Self { kind: link.kind.into(), id: link.id, name, detail, place, markdown }
    }
}

impl From<crosslinks::Backlink> for Backlink {
    fn from(backlink: crosslinks::Backlink) -> Self {
        let crosslinks::Backlink { from, document, title, excerpt } = backlink;
        Self {
            kind: from.kind.into(),
            id: from.id,
            document: document.map(|document| document.to_string()),
            title,
            excerpt,
        }
    }
}
