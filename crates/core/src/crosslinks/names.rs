//! What links lead to, as it is called now.

use crate::{
    error::Result,
    library::{Library, Snapshot},
    tables::{annotation, document, memo},
    tags::Codebook,
};
use std::collections::{BTreeMap, BTreeSet};
use vermilion_formats::crosslink::{self, Crosslink, Kind, Standing};

/// Of what links lead to, that which is there, with its name where it has one: documents and tags have.
pub type Names = BTreeMap<Crosslink, Option<String>>;

/// What the links in these texts lead to. Where they hold none, nothing is read.
///
/// # Errors
/// When the library cannot be read.
pub fn names<'text>(library: &Library, texts: impl IntoIterator<Item = &'text str>) -> Result<Names> {
    let links = links_of(texts);
    if links.is_empty() { Ok(Names::new()) } else { library.read(|snapshot| snapshot.names(links)) }
}

/// What is known of what a link leads to, where nothing of it is in the same file.
#[must_use]
pub fn standing(names: &Names, link: &Crosslink) -> Standing {
    match names.get(link) {
        Some(name) => Standing::There { name: name.clone(), anchor: None },
        None => Standing::Gone,
    }
}

impl Snapshot<'_> {
    fn names(&self, links: BTreeSet<Crosslink>) -> Result<Names> {
        let connection = self.connection;
        let mut names = Names::new();
        let mut codebook: Option<Codebook> = None;
        for link in links {
            let name = match (link.kind, &link.id) {
                (Kind::Annotation, id) => match id.parse() {
                    Ok(id) => annotation::document(connection, id)?.map(|_| None),
                    Err(_) => None,
                },
                (Kind::Document, id) => match id.parse() {
                    Ok(id) => document::find(connection, id)?.map(|row| Some(row.title)),
                    Err(_) => None,
                },
                (Kind::Memo, id) => match id.parse() {
                    Ok(id) => memo::find(connection, id)?.map(|_| None),
                    Err(_) => None,
                },
                (Kind::Tag, id) => {
                    let codebook = match &mut codebook {
                        Some(codebook) => codebook,
                        None => codebook.insert(Codebook::load(connection)?),
                    };
                    id.parse().ok().and_then(|id| codebook.get(id)).map(|tag| Some(codebook.path(tag.id)))
                }
            };
            if let Some(name) = name {
                names.insert(link, name);
            }
        }
        Ok(names)
    }
}

fn links_of<'text>(texts: impl IntoIterator<Item = &'text str>) -> BTreeSet<Crosslink> {
    texts.into_iter().flat_map(crosslink::find).map(|found| found.link).collect()
}
