//! `search`.

use super::TITLE_WIDTH;
use crate::arguments::{ScopeName, Search};
use crate::output::{Failure, Output};
use crate::table::{clip, one_line, short_id};
use serde_json::{Value, json};
use vermilion_api::wire::{
    MemoKind, SearchAside, SearchAsideKind, SearchDocument, SearchFolding, SearchHit, SearchHitKind,
    SearchRequest, SearchResults, SearchScope, SearchSection, SearchSyntax,
};
use vermilion_api::{Api, ApiError};

/// Places that the api shows at once.
const PAGE: u32 = 1000;

/// Finds every place where something stands.
pub(crate) fn search(api: &Api, search: &Search, output: &Output) -> Result<(), Failure> {
    let document = search.document.as_deref().map(|document| api.document_resolve(document)).transpose()?;
    let mut request = SearchRequest {
        query: search.query.clone(),
        syntax: match (search.regex, search.literal) {
            (true, _) => SearchSyntax::Pattern,
            (_, true) => SearchSyntax::Literal,
            _ => SearchSyntax::Words,
        },
        scope: match search.scope {
            ScopeName::Text => SearchScope::Text,
            ScopeName::Notes => SearchScope::Notes,
            ScopeName::All => SearchScope::All,
        },
        document,
        folding: Some(folding(!search.no_fold, search.loose)),
        whole_word: search.whole_word,
        offset: 0,
        limit: search.limit.min(PAGE),
    };
    let mut results = api.search(request.clone()).map_err(|error| placed(error, &search.query))?;
    let mut shown = request.limit;
    while shown < search.limit && u64::from(shown) < results.total {
        (request.offset, request.limit) = (shown, PAGE.min(search.limit - shown));
        results.found.extend(api.search(request.clone())?.found);
        shown += request.limit;
    }
    let id_length = api.id_length()?;
    output.answer(|| as_json(&results), || as_text(&results, id_length))
}

/// What is wrong with a query, with the words of it that it is about.
fn placed(mut error: ApiError, query: &str) -> ApiError {
    let place = |name: &str| error.params.get(name).and_then(|place| place.parse::<usize>().ok());
    if let (Some(start), Some(end)) = (place("start"), place("end")) {
        let words: String = query.chars().skip(start).take(end.saturating_sub(start)).collect();
        let at = if words.trim().is_empty() { "at the end".to_owned() } else { format!("at “{words}”") };
        error.message = format!("{} ({at})", error.message.trim_end_matches('.'));
    }
    error
}

fn folding(is_folded: bool, separators: bool) -> SearchFolding {
    SearchFolding {
        case: is_folded,
        width: is_folded,
        compatibility: is_folded,
        variants: is_folded,
        kana: is_folded,
        diacritics: is_folded,
        quotes: is_folded,
        separators,
    }
}

/// Every place with the document and section it is in.
fn each(results: &SearchResults) -> impl Iterator<Item = (&SearchDocument, &SearchSection, &SearchHit)> {
    results.found.iter().flat_map(|document| {
        let of_section = move |section| hits_of(document, section);
        document.sections.iter().flat_map(of_section)
    })
}

fn hits_of<'found>(
    document: &'found SearchDocument,
    section: &'found SearchSection,
) -> impl Iterator<Item = (&'found SearchDocument, &'found SearchSection, &'found SearchHit)> {
    section.hits.iter().map(move |hit| (document, section, hit))
}

fn as_json(results: &SearchResults) -> Value {
    let hits: Vec<Value> = each(results)
        .map(|(document, section, hit)| {
            json!({
                "kind": kind(hit.kind),
                "document": document.document,
                "title": document.title,
                "start": hit.start,
                "end": hit.end,
                "before": hit.before,
                "text": hit.text,
                "after": hit.after,
                "speaker": hit.speaker,
                "section": section.title,
                "annotation": hit.annotation,
            })
        })
        .collect();
    let documents: Vec<Value> = results
        .documents
        .iter()
        .map(|one| json!({ "document": one.document, "title": one.title, "count": one.count }))
        .collect();
    let speakers: Vec<Value> =
        results.speakers.iter().map(|one| json!({ "name": one.name, "count": one.count })).collect();
    json!({
        "total": results.total,
        "documents": documents,
        "speakers": speakers,
        "hits": hits,
        "asideTotal": results.aside_total,
        "asides": results.asides,
    })
}

fn as_text(results: &SearchResults, id_length: usize) -> String {
    if results.total + results.aside_total == 0 {
        let hint = results.unknown_operator.as_deref().map(|name| {
            format!(
                "{name}: is no operator; there are speaker:, section:, title:, tag:, color:, has:note, is:orphan and is:changed.\n"
            )
        });
        return format!("Nothing was found.\n{}", hint.unwrap_or_default());
    }
    let mut text: String = results.asides.iter().map(aside_line).collect();
    let mut shown = results.asides.len() as u64;
    for document in &results.found {
        let id = short_id(&document.document, id_length);
        text.push_str(&format!("{id}  {}\n", clip(&document.title, TITLE_WIDTH)));
        for section in &document.sections {
            if let Some(title) = &section.title {
                text.push_str(&format!("  # {}\n", one_line(title)));
            }
            for hit in &section.hits {
                text.push_str(&line(hit));
                shown += 1;
            }
        }
    }
    let total = results.total + results.aside_total;
    let places = if total == 1 { "1 place".to_owned() } else { format!("{total} places") };
    let documents = match results.documents.len() {
        0 => "tags and memos".to_owned(),
        1 => "1 document".to_owned(),
        count => format!("{count} documents"),
    };
    text.push_str(&format!("{places} in {documents}"));
    if results.aside_total > 0 && !results.documents.is_empty() {
        text.push_str(", tags and memos");
    }
    if shown < total {
        text.push_str(&format!(", {shown} shown"));
    }
    text.push('\n');
    text
}

fn line(hit: &SearchHit) -> String {
    let SearchHit { kind: of, start, before, text, after, speaker, .. } = hit;
    let place = match of {
        SearchHitKind::Text | SearchHitKind::Annotation => format!("{start}"),
        other => kind(*other).to_owned(),
    };
    // What a note says stands in the section, but it is the reader who says it.
    // At the beginning of a turn the text says it already.
    let is_named = |name: &str| before.trim_start().starts_with(name);
    let speaker = speaker.as_deref().filter(|name| *of == SearchHitKind::Text && !is_named(name));
    let speaker = speaker.map(|name| format!("{}: ", one_line(name))).unwrap_or_default();
    format!("  {place}: {speaker}{}\n", one_line(&format!("{before}[{text}]{after}")))
}

/// A place in a tag or a memo, with what that is about.
fn aside_line(aside: &SearchAside) -> String {
    let SearchAside { kind, before, text, after, subject, title, name, .. } = aside;
    let name = name.as_deref().unwrap_or_default();
    let title = title.as_deref().unwrap_or_default();
    let of = match (kind, subject) {
        (SearchAsideKind::TagName, _) => format!("tag {name}"),
        (SearchAsideKind::TagDefinition, _) => format!("definition of {name}"),
        (SearchAsideKind::Memo, None | Some(MemoKind::Library)) => "memo on the library".to_owned(),
        (SearchAsideKind::Memo, Some(MemoKind::Document)) => format!("memo on {title}"),
        (SearchAsideKind::Memo, Some(MemoKind::Tag)) => format!("memo on the tag {name}"),
        (SearchAsideKind::Memo, Some(MemoKind::Section | MemoKind::Speaker)) => {
            format!("memo on {name} in {title}")
        }
    };
    format!("{}: {}\n", one_line(&of), one_line(&format!("{before}[{text}]{after}")))
}

fn kind(kind: SearchHitKind) -> &'static str {
    match kind {
        SearchHitKind::Title => "title",
        SearchHitKind::Speaker => "speaker",
        SearchHitKind::Text => "text",
        SearchHitKind::Note => "note",
        SearchHitKind::Annotation => "annotation",
    }
}
