//! How an operation is asked for, and what the answer says that nobody could know before.

use super::model::{Content, Given};
use super::operation::{About, Operation};
use super::texts::{self, Origin};
use serde::Serialize;
use serde_json::{Value, json};
use vermilion_api::wire::{Annotation, ChangeEvent, Tag};

/// What makes the writings of one sitting one step.
const SITTING: &str = "sitting";

impl Operation {
    /// What has to be asked before it can be done: which revision a text is in, who speaks in it.
    pub fn questions(&self) -> Vec<(&'static str, Value)> {
        let revisions = |document: &str| ("revision_list", json!({ "document": document }));
        match self {
            Self::Insert { document, .. }
            | Self::Remove { document, .. }
            | Self::Split { document, .. }
            | Self::Join { document, .. }
            | Self::Replace { document, .. }
            | Self::Restore { document, .. }
            | Self::Relink { document, .. } => vec![revisions(document)],
            Self::AnnotateAll { passages, .. } => {
                passages.iter().map(|(document, _)| revisions(document)).collect()
            }
            Self::SetSpeaker { document, speaker: Some(_), .. }
            | Self::RejectLabel { document, .. }
            | Self::UpdateSpeaker { document, .. }
            | Self::MergeSpeakers { document, .. }
            | Self::BeginMemo { about: About::Speaker { document, .. }, .. } => {
                vec![("document_peek", json!({ "document": document }))]
            }
            Self::Update { document, text, .. } => vec![(
                "update_preview",
                json!({ "document": document, "source": pasted(text), "encoding": null, "withKept": false }),
            )],
            _ => Vec::new(),
        }
    }

    /// The command and its payload; `told` are the answers to the [questions](Self::questions).
    pub fn request(&self, told: &[Value]) -> (&'static str, Value) {
        let told = Told(told);
        let revision = told.newest(0);
        match self {
            Self::Import { number } => {
                let mut payload = json!({ "source": pasted(&texts::write(*number)), "again": false });
                leave(&mut payload, &["encoding", "title", "publishedSource", "published", "language"]);
                ("import_commit", payload)
            }
            Self::Sample => ("sample_add", json!({})),
            Self::DeleteDocument { document } => ("document_delete", json!({ "documents": [document] })),
            Self::Retitle { document, title } => {
                let mut payload = json!({ "document": document, "title": title });
                leave(&mut payload, &["source", "published", "language"]);
                ("document_update", payload)
            }
            Self::Read { document, position } => {
                ("reading_remember", json!({ "document": document, "position": position }))
            }
            Self::Annotate { document, start, end, style, note, tags } => (
                "annotation_create",
                json!({ "document": document, "start": start, "end": end, "style": style, "note": note, "tags": tags }),
            ),
            Self::AnnotateAll { passages, style, tags } => {
                let passage = |(at, (document, (start, end))): (usize, &(String, (u32, u32)))| json!({ "document": document, "revision": told.newest(at), "places": [start, end] });
                let passages: Vec<Value> = passages.iter().enumerate().map(passage).collect();
                ("annotation_create_all", json!({ "passages": passages, "style": style, "tags": tags }))
            }
            Self::Note { annotation, note } => {
                ("annotation_set_note", json!({ "annotation": annotation, "note": note, "joinKey": SITTING }))
            }
            Self::Restyle { annotation, style } => {
                ("annotation_set_style", json!({ "annotation": annotation, "style": style }))
            }
            Self::Resize { annotation, start, end } => {
                ("annotation_resize", json!({ "annotation": annotation, "start": start, "end": end }))
            }
            Self::Relink { annotation, start, end, .. } => (
                "annotation_relink",
                json!({ "annotation": annotation, "revision": revision, "start": start, "end": end }),
            ),
            Self::Accept { annotations } => ("annotation_accept", json!({ "annotations": annotations })),
            Self::Delete { annotations } => ("annotation_delete", json!({ "annotations": annotations })),
            Self::Insert { document, start, text, .. } => (
                "block_edit",
                json!({ "document": document, "revision": revision, "start": start, "text": text }),
            ),
            Self::Remove { document, start, .. } => (
                "block_edit",
                json!({ "document": document, "revision": revision, "start": start, "text": "" }),
            ),
            Self::Split { document, at } => {
                ("block_split", json!({ "document": document, "revision": revision, "at": at }))
            }
            Self::Join { document, start } => (
                "block_join",
                json!({ "document": document, "revision": revision, "start": start, "with": "next" }),
            ),
            Self::Replace { document, find, replacement, only } => {
                let mut payload = json!({ "document": document, "revision": revision, "find": find });
                payload["replacement"] = json!(replacement);
                payload["only"] = json!(only);
                payload["foldWidth"] = json!(false);
                payload["foldCase"] = json!(false);
                ("replace_commit", payload)
            }
            Self::Update { document, text, orphan } => {
                let decision = |id| json!({ "annotation": id, "verdict": { "kind": "orphan" } });
                let decisions: Vec<Value> = orphan.iter().map(decision).collect();
                let mut payload = json!({ "document": document, "revision": told.first("revision") });
                payload["digest"] = told.first("digest");
                payload["shown"] = told.first("shown");
                payload["source"] = pasted(text);
                payload["encoding"] = Value::Null;
                payload["decisions"] = decisions.into();
                ("update_commit", payload)
            }
            Self::Restore { document, revision: number } => {
                let payload =
                    json!({ "document": document, "base": revision, "revision": told.revision(*number) });
                ("revision_restore", payload)
            }
            Self::SetKind { document, start, kind, level } => (
                "block_set_kind",
                json!({ "document": document, "start": start, "kind": kind, "level": level }),
            ),
            Self::SetSpeaker { document, start, speaker, scope } => (
                "block_set_speaker",
                json!({ "document": document, "start": start, "speaker": speaker.map(|at| told.speaker(at)), "scope": scope }),
            ),
            Self::AcceptLabel { document, start } => {
                ("label_accept", json!({ "document": document, "start": start }))
            }
            Self::RejectLabel { document, speaker, label } => (
                "label_reject",
                json!({ "document": document, "speaker": told.speaker(*speaker), "alias": label }),
            ),
            Self::UpdateSpeaker { document, speaker, name, role, colour } => {
                let mut payload = json!({ "document": document, "speaker": told.speaker(*speaker) });
                payload["name"] = json!(name);
                payload["role"] = json!(role);
                payload["colour"] = json!(colour);
                ("speaker_update", payload)
            }
            Self::MergeSpeakers { document, from, into } => (
                "speaker_merge",
                json!({ "document": document, "from": told.speaker(*from), "into": told.speaker(*into) }),
            ),
            Self::CreateTag { name, parent, colour, shortcut, definition } => {
                let mut payload = json!({ "name": name, "parent": parent, "colour": colour });
                payload["shortcut"] = json!(shortcut);
                payload["definition"] = json!(definition);
                ("tag_create", payload)
            }
            Self::RenameTag { tag, name } => ("tag_rename", json!({ "tag": tag, "name": name })),
            Self::ColourTag { tag, colour } => ("tag_set_colour", json!({ "tag": tag, "colour": colour })),
            Self::KeyTag { tag, shortcut } => {
                ("tag_set_shortcut", json!({ "tag": tag, "shortcut": shortcut }))
            }
            Self::DefineTag { tag, definition } => {
                ("tag_define", json!({ "tag": tag, "definition": definition, "joinKey": SITTING }))
            }
            Self::MoveTag { tag, parent, before } => {
                ("tag_move", json!({ "tags": [tag], "parent": parent, "before": before }))
            }
            Self::MergeTags { tags, into } => ("tag_merge", json!({ "tags": tags, "into": into })),
            Self::SplitTag { tag, into, annotations } => {
                ("tag_split", json!({ "tag": tag, "into": into, "annotations": annotations }))
            }
            Self::DeleteTags { tags, with_children } => {
                ("tag_delete", json!({ "tags": tags, "withChildren": with_children }))
            }
            Self::GiveTags { annotations, tags } => {
                ("tag_give", json!({ "annotations": annotations, "tags": tags }))
            }
            Self::TakeTags { annotations, tags } => {
                ("tag_take", json!({ "annotations": annotations, "tags": tags }))
            }
            Self::BeginMemo { about, text } => ("memo_create", memo(about, text, &told)),
            Self::WriteMemo { memo, text } => {
                ("memo_write", json!({ "memo": memo, "text": text, "joinKey": SITTING }))
            }
            Self::DeleteMemos { memos } => ("memo_delete", json!({ "memos": memos })),
            Self::Undo => ("history_undo", json!({})),
            Self::Redo => ("history_redo", json!({})),
            Self::Go { entry } => ("history_go", json!({ "entry": entry })),
            Self::Panel { name, is_open } => setting("panels", &json!({ name.as_str(): is_open })),
            Self::Searches { searches } => setting("searches", searches),
            Self::KeepTemplate { name, source } => (
                "template_save",
                json!({ "name": name, "kind": "text", "source": source, "overwrite": true }),
            ),
            Self::RenameTemplate { name, to } => ("template_rename", json!({ "name": name, "to": to })),
            Self::DropTemplate { name } => ("template_delete", json!({ "name": name })),
            Self::Repair => ("doctor_repair", json!({})),
            Self::Backup { path } => ("backup_make", json!({ "path": path })),
            Self::RestoreBackup { path } => ("backup_restore", json!({ "path": path })),
            Self::Export { document, format, path } => (
                "export_save",
                json!({ "document": document, "format": format, "annotations": null, "path": path, "overwrite": true }),
            ),
        }
    }

    /// What the answer says of it that nobody could know before.
    pub fn given(&self, answer: &Value) -> Given {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let change: Option<ChangeEvent> = serde_json::from_value(answer["change"].clone()).ok();
        let mut given = Given::default();
        match self {
            Self::Import { number } => {
                given.documents.insert(Origin::Made(*number), text(&answer["document"]));
            }
            Self::Sample => {
                let documents = answer["documents"].as_array().into_iter().flatten().map(text);
                given.documents = (0..).map(Origin::Sample).zip(documents).collect();
            }
            Self::BeginMemo { .. } => given.memo = text(&answer["memo"]["id"]),
            Self::Backup { .. } => given.backup = text(&answer["path"]),
            Self::RestoreBackup { .. } => given.backup = text(&answer["safety"]["path"]),
            _ => {}
        }
        if let Some(ChangeEvent { history, annotations, codebook, .. }) = change {
            given.entry = history.undo.map(|entry| entry.id).unwrap_or_default();
            given.annotations = annotations.iter().map(place_of).collect();
            given.tags = paths(codebook.unwrap_or_default());
        }
        given
    }

    /// What the answer would have said that nobody heard: what is there and was not expected.
    pub(super) fn given_by_content(&self, expected: &Content, found: &Content) -> Given {
        let documents = found.documents.iter().filter(|(id, _)| !expected.documents.contains_key(*id));
        let annotations = found.annotations.iter().filter(|(id, _)| !expected.annotations.contains_key(*id));
        Given {
            documents: documents.filter_map(|(id, one)| Some((Origin::of(&one.text)?, id.clone()))).collect(),
            annotations: annotations
                .map(|(id, one)| ((one.document.clone(), one.place), id.clone()))
                .collect(),
            tags: paths(found.tags.clone()),
            memo: found
                .memos
                .keys()
                .find(|id| !expected.memos.contains_key(*id))
                .cloned()
                .unwrap_or_default(),
            backup: String::new(),
            entry: found.history.first().map_or(0, |entry| entry.id),
        }
    }
}

/// The answers to what was asked before.
struct Told<'t>(&'t [Value]);

impl Told<'_> {
    fn first(&self, field: &str) -> Value {
        self.0.first().map_or(Value::Null, |answer| answer[field].clone())
    }

    fn speaker(&self, at: usize) -> Value {
        self.first("speakers")[at]["id"].clone()
    }

    /// The id of the newest of the revisions that an answer lists.
    fn newest(&self, at: usize) -> Value {
        self.0.get(at).map_or(Value::Null, |revisions| revisions[0]["id"].clone())
    }

    /// The id of the revision of this number.
    fn revision(&self, number: u32) -> Value {
        let all = self.0.first().and_then(Value::as_array).into_iter().flatten();
        let mut named = all.filter(|revision| revision["number"] == number);
        named.next().map_or(Value::Null, |revision| revision["id"].clone())
    }
}

fn memo(about: &About, text: &str, told: &Told<'_>) -> Value {
    let mut payload = json!({ "text": text, "joinKey": SITTING });
    leave(&mut payload, &["document", "heading", "speaker", "tag"]);
    let kind = match about {
        About::Library => "library",
        About::Document { document } => {
            payload["document"] = json!(document);
            "document"
        }
        About::Section { document, heading } => {
            payload["document"] = json!(document);
            payload["heading"] = json!(heading);
            "section"
        }
        About::Speaker { document, speaker } => {
            payload["document"] = json!(document);
            payload["speaker"] = told.speaker(*speaker);
            "speaker"
        }
        About::Tag { tag } => {
            payload["tag"] = json!(tag);
            "tag"
        }
    };
    payload["kind"] = json!(kind);
    payload
}

fn setting(name: &str, value: &impl Serialize) -> (&'static str, Value) {
    ("setting_set", json!({ "name": name, "value": value }))
}

/// Says that fields are to be left as they are.
fn leave(payload: &mut Value, fields: &[&str]) {
    for field in fields {
        payload[*field] = Value::Null;
    }
}

fn pasted(text: &str) -> Value {
    json!({ "kind": "text", "name": null, "text": text })
}

fn place_of(annotation: &Annotation) -> ((String, (u32, u32)), String) {
    ((annotation.document.clone(), (annotation.start, annotation.end)), annotation.id.clone())
}

fn paths(tags: Vec<Tag>) -> std::collections::BTreeMap<String, String> {
    tags.into_iter().map(|tag| (tag.path, tag.id)).collect()
}
