//! From the words of a passage to its place: found once, it is the passage; found never or more often, it is refused
//! with what would help.

use crate::output::Failure;
use crate::table::{Set, one_line, table};
use serde_json::json;
use std::collections::BTreeMap;
use vermilion_api::{Api, ApiError, Occurrence};

/// How many places of an ambiguous quote are listed.
const LISTED: usize = 20;

/// The one place where the quote stands.
pub(crate) fn locate(
    api: &Api,
    document: &str,
    quote: &str,
    prefix: Option<&str>,
    suffix: Option<&str>,
) -> Result<(u32, u32), Failure> {
    let places = api.quote_find(document, quote, prefix, suffix)?;
    match places.as_slice() {
        [] => Err(ApiError {
            code: "quote-not-found".to_owned(),
            params: BTreeMap::new(),
            message: "The quote is not in the text.".to_owned(),
            hint: Some(
                if prefix.is_some() || suffix.is_some() {
                    "Quote, prefix and suffix must be exactly as they stand, line ends included."
                } else {
                    "It must be exactly as it stands, line ends included."
                }
                .to_owned(),
            ),
        }
        .into()),
        [only] => Ok((only.start, only.end)),
        several => Err(ambiguous(quote, several)),
    }
}

fn ambiguous(quote: &str, places: &[Occurrence]) -> Failure {
    let listed = &places[..places.len().min(LISTED)];
    let rows: Vec<[String; 2]> = listed
        .iter()
        .map(|place| {
            [
                format!("--start {} --end {}", place.start, place.end),
                format!("…{}[{}]{}…", one_line(&place.before), one_line(quote), one_line(&place.after)),
            ]
        })
        .collect();
    let mut message =
        format!("The quote occurs {} times:\n{}", places.len(), table([Set::Left, Set::Left], &rows));
    if listed.len() < places.len() {
        message.push_str(&format!("and {} more\n", places.len() - listed.len()));
    }
    let json: Vec<_> = listed
        .iter()
        .map(|place| {
            json!({ "start": place.start, "end": place.end, "before": place.before, "after": place.after })
        })
        .collect();
    let error = ApiError {
        code: "ambiguous-quote".to_owned(),
        params: BTreeMap::from([("count".to_owned(), places.len().to_string())]),
        message: message.trim_end().to_owned(),
        hint: Some("Say which with --prefix or --suffix, or with --start and --end.".to_owned()),
    };
    Failure::RefusedWith(error, "places", Box::new(json.into()))
}
