//! What is done to a library under torture, and how it is asked for.

use super::model::Given;
use super::texts;
use serde_json::{Value, json};
use vermilion_api::wire::{Colour, ExportFormat, Mark, Style};

/// One thing to do. Ids are those that the library gave.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are named as the commands name them")]
pub enum Operation {
    /// Import the text of this number.
    Import { number: u32 },
    /// Delete a document with its annotations.
    DeleteDocument { document: String },
    /// Give a document another title.
    Retitle { document: String, title: String },
    /// Highlight a passage.
    Annotate { document: String, start: u32, end: u32, style: Style, note: String },
    /// Write a note, joining what is typed in one sitting.
    Note { annotation: String, note: String },
    /// Give a highlight another look.
    Restyle { annotation: String, style: Style },
    /// Give a highlight other edges.
    Resize { annotation: String, start: u32, end: u32 },
    /// Put [`MARK`] into the block that starts at `start`, before the character at `at`; `text` is what its body says then.
    Insert { document: String, start: u32, at: u32, text: String },
    /// Delete a block, from its first character up to the one after its last.
    Remove { document: String, start: u32, end: u32 },
    /// Take in a version of a document that says more at its end, and give an annotation up.
    Update { document: String, text: String, orphan: Option<String> },
    /// Say where an annotation is, an orphan or not.
    Relink { annotation: String, document: String, start: u32, end: u32 },
    /// Delete annotations.
    Delete { annotations: Vec<String> },
    /// Take the last step back.
    Undo,
    /// Take it again.
    Redo,
    /// Go to a step of the history; 0 is before all of them.
    Go { entry: i64 },
    /// Open or close a panel: a setting, and no step.
    Panel { name: String, is_open: bool },
    /// Make a backup: in the folder of backups, or at a path.
    Backup { path: Option<String> },
    /// Write the annotations of a document to a file, over the one that is there.
    Export { document: String, format: ExportFormat, path: String },
}

impl Operation {
    /// What it is called in the report.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Import { .. } => "import",
            Self::DeleteDocument { .. } => "delete a document",
            Self::Retitle { .. } => "retitle a document",
            Self::Annotate { .. } => "annotate",
            Self::Note { .. } => "write a note",
            Self::Restyle { .. } => "restyle",
            Self::Resize { .. } => "resize",
            Self::Insert { .. } => "correct a block",
            Self::Remove { .. } => "delete a block",
            Self::Update { .. } => "update from a file",
            Self::Relink { .. } => "relink",
            Self::Delete { .. } => "delete annotations",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Go { .. } => "go to a step",
            Self::Panel { .. } => "set a setting",
            Self::Backup { .. } => "back up",
            Self::Export { .. } => "export",
        }
    }

    /// What has to be asked before it can be done: which revision a text is in.
    pub fn question(&self) -> Option<(&'static str, Value)> {
        match self {
            Self::Insert { document, .. } | Self::Remove { document, .. } | Self::Relink { document, .. } => {
                Some(("document_open", json!({ "document": document })))
            }
            Self::Update { document, text, .. } => Some((
                "update_preview",
                json!({ "document": document, "source": pasted(text), "encoding": null, "withKept": false }),
            )),
            _ => None,
        }
    }

    /// The command and its payload, where nothing has to be asked before.
    pub fn request(&self) -> (&'static str, Value) {
        self.request_after(&Value::Null)
    }

    /// The command and its payload; `told` is the answer to [`question`](Self::question).
    pub fn request_after(&self, told: &Value) -> (&'static str, Value) {
        let revision = &told["revision"];
        match self {
            Self::Insert { document, start, text, .. } => (
                "block_edit",
                json!({ "document": document, "revision": revision, "start": start, "text": text }),
            ),
            Self::Remove { document, start, .. } => (
                "block_edit",
                json!({ "document": document, "revision": revision, "start": start, "text": "" }),
            ),
            Self::Update { document, text, orphan } => {
                let decision = |id| json!({ "annotation": id, "verdict": { "kind": "orphan" } });
                let decisions: Vec<Value> = orphan.iter().map(decision).collect();
                let mut payload =
                    json!({ "document": document, "revision": revision, "digest": told["digest"] });
                payload["shown"] = told["shown"].clone();
                payload["source"] = pasted(text);
                payload["encoding"] = Value::Null;
                payload["decisions"] = decisions.into();
                ("update_commit", payload)
            }
            Self::Relink { annotation, start, end, .. } => (
                "annotation_relink",
                json!({ "annotation": annotation, "revision": revision, "start": start, "end": end }),
            ),
            Self::Import { number } => {
                let mut payload = json!({ "source": pasted(&texts::write(*number)), "again": false });
                for kept in ["encoding", "title", "publishedSource", "published", "language"] {
                    payload[kept] = Value::Null;
                }
                ("import_commit", payload)
            }
            Self::DeleteDocument { document } => ("document_delete", json!({ "documents": [document] })),
            Self::Retitle { document, title } => {
                let mut payload = json!({ "document": document, "title": title });
                for kept in ["source", "published", "language"] {
                    payload[kept] = Value::Null;
                }
                ("document_update", payload)
            }
            Self::Annotate { document, start, end, style, note } => (
                "annotation_create",
                json!({ "document": document, "start": start, "end": end, "style": style, "note": note }),
            ),
            Self::Note { annotation, note } => (
                "annotation_set_note",
                json!({ "annotation": annotation, "note": note, "joinKey": "sitting" }),
            ),
            Self::Restyle { annotation, style } => {
                ("annotation_set_style", json!({ "annotation": annotation, "style": style }))
            }
            Self::Resize { annotation, start, end } => {
                ("annotation_resize", json!({ "annotation": annotation, "start": start, "end": end }))
            }
            Self::Delete { annotations } => ("annotation_delete", json!({ "annotations": annotations })),
            Self::Undo => ("history_undo", json!({})),
            Self::Redo => ("history_redo", json!({})),
            Self::Go { entry } => ("history_go", json!({ "entry": entry })),
            Self::Panel { name, is_open } => {
                ("setting_set", json!({ "name": "panels", "value": { name.as_str(): is_open } }))
            }
            Self::Backup { path } => ("backup_make", json!({ "path": path })),
            Self::Export { document, format, path } => (
                "export_save",
                json!({ "document": document, "format": format, "annotations": null, "path": path, "overwrite": true }),
            ),
        }
    }

    /// What the answer says of it that nobody could know before.
    pub fn given(&self, answer: &Value) -> Given {
        let id = match self {
            Self::Import { .. } => &answer["document"],
            Self::Annotate { .. } => &answer["annotation"]["id"],
            _ => &Value::Null,
        };
        Given {
            id: id.as_str().unwrap_or_default().to_owned(),
            entry: answer["change"]["history"]["undo"]["id"].as_i64().unwrap_or_default(),
        }
    }
}

fn pasted(text: &str) -> Value {
    json!({ "kind": "text", "name": null, "text": text })
}

/// What is put into a text: it stands in none that is made, so that beside no other one it is told where.
pub const MARK: &str = "◆";

/// Every look a highlight can have.
pub const STYLES: [Style; 6] = [
    Style { mark: Mark::Fill, colour: Colour::Yellow },
    Style { mark: Mark::Fill, colour: Colour::Red },
    Style { mark: Mark::Fill, colour: Colour::Green },
    Style { mark: Mark::Fill, colour: Colour::Blue },
    Style { mark: Mark::Underline, colour: Colour::Purple },
    Style { mark: Mark::Underline, colour: Colour::Red },
];
