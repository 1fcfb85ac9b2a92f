//! Links inside the library, as they are answered.

use crate::output::Failure;
use serde_json::{Value, json};
use vermilion_api::Api;
use vermilion_api::wire::CrosslinkKind;

/// What the links of a note or memo lead to, each once, with what it is called now; what is not there is left out.
pub(super) fn links_json(api: &Api, text: &str) -> Result<Value, Failure> {
    let links = api.crosslinks_of(text)?;
    Ok(links
        .into_iter()
        .map(|(link, name)| json!({ "kind": kind(link.kind), "id": link.id, "name": name }))
        .collect())
}

fn kind(kind: CrosslinkKind) -> &'static str {
    match kind {
        CrosslinkKind::Annotation => "annotation",
        CrosslinkKind::Document => "document",
        CrosslinkKind::Tag => "tag",
        CrosslinkKind::Memo => "memo",
    }
}
