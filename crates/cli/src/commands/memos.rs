//! `memo`.

use super::{ORIGIN, links_json};
use crate::arguments::{MemoAction, MemoOn};
use crate::output::{Failure, Output};
use crate::table::{clip, one_line};
use crate::times;
use serde_json::{Value, json};
use vermilion_api::Api;
use vermilion_api::wire::{ApiError, Memo, MemoCreate, MemoDelete, MemoKind, MemoWrite, Nothing};

/// How wide a memo is shown where its beginning is enough, in cells.
const TEXT_WIDTH: usize = 60;

pub(crate) fn act(api: &Api, action: &MemoAction, output: &Output) -> Result<(), Failure> {
    match action {
        MemoAction::List { on } => list(api, on, output),
        MemoAction::Set { text, id, on } => set(api, text, id.as_deref(), on, output),
        MemoAction::Delete { id } => {
            let memo = api.memo_resolve(id)?;
            api.memo_delete(MemoDelete { memos: vec![memo.id.clone()] }, ORIGIN)?;
            let links = links_json(api, &memo.text)?;
            output.answer(
                || memo_json(&memo, &links),
                || format!("Deleted the memo {}\n", clip(&memo.text, TEXT_WIDTH)),
            )
        }
    }
}

fn list(api: &Api, on: &MemoOn, output: &Output) -> Result<(), Failure> {
    let mut memos = api.memo_list(Nothing {})?;
    if on.document.is_some() || on.tag.is_some() {
        let target = target(api, on)?;
        // All of a document, where no more is said.
        let is_whole = target.kind == MemoKind::Document;
        memos.retain(|memo| if is_whole { memo.document == target.document } else { is_on(memo, &target) });
    }
    let texts = memos.iter().map(|memo| memo_text(api, memo)).collect::<Result<Vec<_>, Failure>>()?;
    let links = memos.iter().map(|memo| links_json(api, &memo.text)).collect::<Result<Vec<_>, Failure>>()?;
    output.answer(
        || memos.iter().zip(links).map(|(memo, links)| memo_json(memo, &links)).collect(),
        || if texts.is_empty() { "No memos yet.\n".to_owned() } else { texts.join("\n") },
    )
}

/// Writes the one memo that is there, or begins one. Which of several is meant has to be said.
fn set(api: &Api, text: &str, id: Option<&str>, on: &MemoOn, output: &Output) -> Result<(), Failure> {
    let there = match id {
        Some(id) => Some(api.memo_resolve(id)?),
        None => {
            let target = target(api, on)?;
            let mut there: Vec<Memo> =
                api.memo_list(Nothing {})?.into_iter().filter(|memo| is_on(memo, &target)).collect();
            if there.len() > 1 {
                let ids: Vec<&str> = there.iter().map(|memo| memo.id.as_str()).collect();
                return Err(Failure::Refused(ApiError {
                    code: "ambiguous-memo".to_owned(),
                    params: [("candidates".to_owned(), ids.join(", "))].into(),
                    message: format!("There are several memos on that: {}.", ids.join(", ")),
                    hint: Some("Say with --id which one is meant.".to_owned()),
                }));
            }
            if there.is_empty() {
                let request = MemoCreate { text: text.to_owned(), ..target };
                let memo = api.memo_create(request, ORIGIN)?.memo;
                let links = links_json(api, text)?;
                return output.answer(|| memo_json(&memo, &links), || format!("Began a memo\n{}\n", memo.id));
            }
            there.pop()
        }
    };
    let Some(memo) = there else { return Ok(()) };
    let request = MemoWrite { memo: memo.id.clone(), text: text.to_owned(), join_key: String::new() };
    api.memo_write(request, ORIGIN)?;
    let memo = api.memo_resolve(&memo.id)?;
    let links = links_json(api, text)?;
    output.answer(|| memo_json(&memo, &links), || format!("Wrote the memo\n{}\n", memo.id))
}

/// What is named, as a memo on it would be begun.
fn target(api: &Api, on: &MemoOn) -> Result<MemoCreate, Failure> {
    let mut target = MemoCreate {
        id: None,
        kind: MemoKind::Library,
        document: None,
        heading: None,
        speaker: None,
        tag: None,
        text: String::new(),
        join_key: String::new(),
    };
    if let Some(tag) = &on.tag {
        target.kind = MemoKind::Tag;
        target.tag = Some(api.tag_resolve(tag)?.id);
    }
    if let Some(document) = &on.document {
        let document = api.document_resolve(document)?;
        let view = api.document_view(&document)?;
        target.kind = MemoKind::Document;
        target.document = Some(document);
        if let Some(section) = &on.section {
            let is_it = |title: &str, number: Option<u32>| {
                title == section || number.is_some_and(|number| number.to_string() == *section)
            };
            let found = view.sections.iter().find(|one| is_it(&one.title, one.number));
            target.kind = MemoKind::Section;
            target.heading = Some(found.ok_or_else(|| absent("section", section))?.heading);
        }
        if let Some(speaker) = &on.speaker {
            let lower = speaker.to_lowercase();
            let found =
                view.speakers.iter().find(|one| one.id == *speaker || one.name.to_lowercase() == lower);
            target.kind = MemoKind::Speaker;
            target.speaker = Some(found.ok_or_else(|| absent("speaker", speaker))?.id.clone());
        }
    }
    Ok(target)
}

fn absent(what: &str, name: &str) -> Failure {
    Failure::Refused(ApiError {
        code: format!("no-such-{what}"),
        params: [(what.to_owned(), name.to_owned())].into(),
        message: format!("There is no {what} {name:?} in this document."),
        hint: Some("`show` lists the sections and who speaks.".to_owned()),
    })
}

fn is_on(memo: &Memo, target: &MemoCreate) -> bool {
    memo.kind == target.kind
        && memo.document == target.document
        && memo.heading == target.heading
        && memo.speaker == target.speaker
        && memo.tag == target.tag
}

fn kind(kind: MemoKind) -> &'static str {
    match kind {
        MemoKind::Library => "library",
        MemoKind::Document => "document",
        MemoKind::Section => "section",
        MemoKind::Speaker => "speaker",
        MemoKind::Tag => "tag",
    }
}

fn memo_json(memo: &Memo, links: &Value) -> Value {
    json!({
        "id": memo.id,
        "on": kind(memo.kind),
        "document": memo.document,
        "heading": memo.heading,
        "section": memo.section,
        "speaker": memo.speaker,
        "tag": memo.tag,
        "text": memo.text,
        "links": links,
        "created": times::rfc3339(memo.created_at),
        "modified": times::rfc3339(memo.modified_at),
    })
}

fn memo_text(api: &Api, memo: &Memo) -> Result<String, Failure> {
    let mut about = vec![kind(memo.kind).to_owned()];
    if let Some(tag) = &memo.tag {
        about.extend(api.tag_resolve(tag).ok().map(|tag| tag.path));
    }
    if let Some(document) = &memo.document {
        about.push(api.document_summary(document)?.title);
        about.extend(memo.speaker_name.clone());
    }
    about.extend(memo.section.clone());
    let mut out = format!("{}  {}\n", memo.id, one_line(&about.join(" · ")));
    for line in memo.text.lines() {
        out.push_str(&format!("  > {}\n", one_line(line)));
    }
    Ok(out)
}
