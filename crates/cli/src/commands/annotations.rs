//! `annotate`, `annotations`, `note`, `relink` and `delete`.

use super::revise::reason;
use super::{ORIGIN, links_json};
use crate::arguments::{Annotate, Annotations, Having, Wanted};
use crate::output::{Failure, Output};
use crate::table::{Set, clip, one_line, short_id, table};
use crate::{quote, times};
use serde_json::{Value, json};
use std::collections::HashMap;
use vermilion_api::wire::{
    Annotation, AnnotationCreate, AnnotationDelete, AnnotationFind, AnnotationRelink, AnnotationSetNote,
    AnnotationState, AnnotationsFound, Colour, DocumentDelete, FoundAnnotation, Mark, Nothing, Style,
};
use vermilion_api::{Api, Reference};

/// How wide a quote is shown, in cells.
const QUOTE_WIDTH: usize = 60;

pub(crate) fn annotate(api: &Api, annotate: &Annotate, output: &Output) -> Result<(), Failure> {
    let document = api.document_resolve(&annotate.document)?;
    let (start, end) = match (annotate.start, annotate.end, annotate.quote.as_deref()) {
        (Some(start), Some(end), None) => (start, end),
        (_, _, words) => quote::locate(
            api,
            &document,
            words.unwrap_or_default(),
            annotate.prefix.as_deref(),
            annotate.suffix.as_deref(),
        )?,
    };
    let style = Style {
        mark: if annotate.underline { Mark::Underline } else { Mark::Fill },
        colour: annotate.color.into(),
    };
    let note = annotate.note.clone().unwrap_or_default();
    let tags = annotate.tags.clone();
    let created = api
        .annotation_create(AnnotationCreate { id: None, document, start, end, style, note, tags }, ORIGIN)?;
    let annotation = &created.annotation;
    output.answer(
        || passage_json(annotation),
        || {
            let done = if created.is_new { "Highlighted" } else { "Highlighted already:" };
            format!(
                "{done} {}–{} {}\n{}\n",
                annotation.start,
                annotation.end,
                clip(&annotation.quote, QUOTE_WIDTH),
                annotation.id
            )
        },
    )
}

/// The annotations of a document, or of all, that have what is asked for.
pub(crate) fn find(
    api: &Api,
    document: Option<String>,
    wanted: &Wanted,
) -> Result<AnnotationsFound, Failure> {
    Ok(api.annotation_find(AnnotationFind {
        document,
        tag: wanted.tag.as_deref().map(|tag| Ok::<_, Failure>(api.tag_resolve(tag)?.id)).transpose()?,
        with_descendants: true,
        speaker: wanted.speaker.clone(),
        colour: wanted.color.map(Into::into),
        has_note: wanted.has.map(|Having::Note| true),
        state: wanted.state.map(Into::into),
        offset: 0,
        limit: u32::MAX,
    })?)
}

pub(crate) fn list(api: &Api, asked: &Annotations, output: &Output) -> Result<(), Failure> {
    let document = asked.document.as_deref().map(|document| api.document_resolve(document)).transpose()?;
    let found = find(api, document, &asked.wanted)?;
    let paths: HashMap<String, String> =
        api.tag_list(Nothing {})?.into_iter().map(|tag| (tag.id, tag.path)).collect();
    let id_length = api.id_length()?;
    let is_of_one = asked.document.is_some();
    let links = (found.found.iter())
        .map(|one| links_json(api, &one.annotation.note))
        .collect::<Result<Vec<_>, Failure>>()?;
    output.answer(
        || found.found.iter().zip(links).map(|(one, links)| found_json(one, &paths, links)).collect(),
        || {
            if found.found.is_empty() {
                let said =
                    if asked.wanted.is_anything() { "No annotation matches." } else { "No annotations yet." };
                return format!("{said}\n");
            }
            list_text(&found.found, is_of_one, &paths, id_length)
        },
    )
}

/// The paths of an annotation's tags, in their order.
fn paths_of<'p>(annotation: &Annotation, paths: &'p HashMap<String, String>) -> Vec<&'p str> {
    let mut found: Vec<&str> =
        annotation.tags.iter().filter_map(|tag| Some(paths.get(tag)?.as_str())).collect();
    found.sort_unstable();
    found
}

fn list_text(
    placed: &[FoundAnnotation],
    is_of_one: bool,
    paths: &HashMap<String, String>,
    id_length: usize,
) -> String {
    let mut out = String::new();
    let mut section = None;
    let mut is_orphans = false;
    let mut document = None;
    for one in placed {
        if !is_of_one && document != Some(&one.annotation.document) {
            document = Some(&one.annotation.document);
            (section, is_orphans) = (None, false);
            out.push_str(if out.is_empty() { "" } else { "\n" });
            out.push_str(&format!("{}\n", one_line(&one.title)));
        }
        if one.annotation.state == AnnotationState::Orphan && !is_orphans {
            is_orphans = true;
            out.push_str(if out.is_empty() { "" } else { "\n" });
            out.push_str("Orphans: no longer in the text\n");
        }
        if one.section.is_some() && one.section != section {
            section.clone_from(&one.section);
            let title = one_line(section.as_deref().unwrap_or_default());
            out.push_str(if out.is_empty() { "" } else { "\n" });
            out.push_str(&title);
            out.push('\n');
        }
        let Annotation { id, start, end, quote, style, note, .. } = &one.annotation;
        let edges = match one.annotation.state {
            AnnotationState::Anchored => format!("{start}–{end}"),
            AnnotationState::Changed => format!("{start}–{end} changed"),
            AnnotationState::Orphan => one.annotation.reason.map_or("orphan", reason).to_owned(),
        };
        let place = if one.speakers.is_empty() { String::new() } else { one_line(&one.speakers.join(", ")) };
        out.push_str(&table(
            [Set::Left; 4],
            &[[format!("  {}", short_id(id, id_length)), edges, style_text(*style), place]],
        ));
        out.push_str(&format!("    {}\n", clip(quote, QUOTE_WIDTH * 2)));
        let tags = paths_of(&one.annotation, paths);
        if !tags.is_empty() {
            out.push_str(&format!("    # {}\n", one_line(&tags.join(", "))));
        }
        for line in note.lines() {
            out.push_str(&format!("    > {}\n", one_line(line)));
        }
    }
    out
}

pub(crate) fn note(api: &Api, id: &str, text: &str, output: &Output) -> Result<(), Failure> {
    let annotation = api.annotation_resolve(id)?;
    let request = AnnotationSetNote {
        annotation: annotation.id.clone(),
        note: text.to_owned(),
        join_key: String::new(),
    };
    api.annotation_set_note(request, ORIGIN)?;
    output.answer(
        || {
            let mut answer = passage_json(&annotation);
            answer["note"] = text.into();
            answer
        },
        || {
            let done = if text.is_empty() { "Removed the note of" } else { "Wrote the note of" };
            format!("{done} {}\n", clip(&annotation.quote, QUOTE_WIDTH))
        },
    )
}

/// Puts an annotation, an orphan or not, on a passage of the current text.
pub(crate) fn relink(api: &Api, id: &str, start: u32, end: u32, output: &Output) -> Result<(), Failure> {
    let annotation = api.annotation_resolve(id)?;
    let revision = api.document_view(&annotation.document)?.revision;
    api.annotation_relink(
        AnnotationRelink { annotation: annotation.id.clone(), revision, start, end },
        ORIGIN,
    )?;
    let annotation = api.annotation_resolve(&annotation.id)?;
    output.answer(
        || passage_json(&annotation),
        || {
            let Annotation { start, end, quote, .. } = &annotation;
            format!("Linked to {start}–{end} {}\n", clip(quote, QUOTE_WIDTH))
        },
    )
}

/// Deletes an annotation or a document, whichever the id names. A title names nothing here: deleting is too much for a
/// word that happens to be one.
pub(crate) fn delete(api: &Api, reference: &str, output: &Output) -> Result<(), Failure> {
    let named = api.reference_resolve(reference).map_err(|mut error| {
        if error.code == "no-such-id" {
            error.hint = Some("`list` and `annotations` show the ids.".to_owned());
        }
        error
    })?;
    match named {
        Reference::Annotation(id) => delete_annotation(api, &id, output),
        Reference::Document(id) => delete_document(api, &id, output),
    }
}

fn delete_annotation(api: &Api, id: &str, output: &Output) -> Result<(), Failure> {
    let annotation = api.annotation_resolve(id)?;
    api.annotation_delete(AnnotationDelete { annotations: vec![annotation.id.clone()] }, ORIGIN)?;
    output.answer(
        || {
            let mut answer = passage_json(&annotation);
            answer["deleted"] = "annotation".into();
            answer
        },
        || format!("Deleted the annotation of {}\n", clip(&annotation.quote, QUOTE_WIDTH)),
    )
}

fn delete_document(api: &Api, id: &str, output: &Output) -> Result<(), Failure> {
    let summary = api.document_summary(id)?;
    api.document_delete(DocumentDelete { documents: vec![summary.id.clone()] }, ORIGIN)?;
    output.answer(
        || json!({ "id": summary.id, "deleted": "document", "title": summary.title }),
        || {
            format!(
                "Deleted the document {} with {} annotations\n",
                one_line(&summary.title),
                summary.annotations
            )
        },
    )
}

fn passage_json(annotation: &Annotation) -> Value {
    json!({
        "id": annotation.id,
        "start": annotation.start,
        "end": annotation.end,
        "quote": annotation.quote,
    })
}

fn found_json(found: &FoundAnnotation, paths: &HashMap<String, String>, links: Value) -> Value {
    let FoundAnnotation { annotation, title, speakers, section, .. } = found;
    let mut json = passage_json(annotation);
    json["document"] = annotation.document.as_str().into();
    json["title"] = title.as_str().into();
    json["tags"] = paths_of(annotation, paths).into();
    json["style"] = json!({ "mark": mark(annotation.style.mark), "colour": colour(annotation.style.colour) });
    json["note"] = annotation.note.as_str().into();
    json["links"] = links;
    json["speaker"] = if speakers.is_empty() { Value::Null } else { speakers.join(", ").into() };
    json["section"] = section.as_deref().into();
    json["state"] = match annotation.state {
        AnnotationState::Anchored => "anchored",
        AnnotationState::Changed => "changed",
        AnnotationState::Orphan => "orphan",
    }
    .into();
    json["original"] = annotation.original.as_deref().into();
    json["reason"] = annotation.reason.map(reason).into();
    json["made_id"] = annotation.made_on.as_str().into();
    json["created"] = times::rfc3339(annotation.created_at).into();
    json["modified"] = times::rfc3339(annotation.modified_at).into();
    json
}

fn style_text(style: Style) -> String {
    match style.mark {
        Mark::Fill => colour(style.colour).to_owned(),
        Mark::Underline => format!("{} underline", colour(style.colour)),
    }
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Fill => "fill",
        Mark::Underline => "underline",
    }
}

pub(super) fn colour(colour: Colour) -> &'static str {
    match colour {
        Colour::Yellow => "yellow",
        Colour::Red => "red",
        Colour::Green => "green",
        Colour::Blue => "blue",
        Colour::Purple => "purple",
    }
}
