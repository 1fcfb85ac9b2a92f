//! Whether everything that writes is tortured.

use super::choose::Chooser;
use super::model::{Given, Model};
use super::operation::Operation;
use super::texts::Origin;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Commands that write and are not asked for as operations, and why.
const LEFT_OUT: [(&str, &str); 5] = [
    (
        "export_library",
        "it writes a file beside the library as the export of one document does, which is asked for",
    ),
    (
        "export_each",
        "it writes files beside the library as the export of one document does, which is asked for",
    ),
    (
        "template_export",
        "it writes a file beside the library as the export of one document does, which is asked for",
    ),
    ("document_open", "it remembers when a document was read last, which is not compared; the audit asks it"),
    ("document_peek", "it writes where annotations are not on their words, which no command leads to"),
];

/// What has not been drawn after so many is never drawn.
const DRAWS: i64 = 10_000;

/// What a library would say that gave everything new the next number.
fn given(operation: &Operation, model: &Model, number: i64) -> Given {
    let id = |what: &str| format!("{what}{number}");
    let tags = paths(operation, model).into_iter().map(|path| (path.clone(), id(&path))).collect();
    let mut given = Given { memo: id("memo"), backup: id("backup"), tags, entry: number, ..Given::default() };
    match operation {
        Operation::Import { number } => {
            given.documents.insert(Origin::Made(*number), id("document"));
        }
        Operation::Sample => {
            given.documents = (0..2).map(|at| (Origin::Sample(at), id(&format!("sample{at}-")))).collect();
        }
        Operation::Annotate { document, start, end, .. } => {
            given.annotations.insert((document.clone(), (*start, *end)), id("annotation"));
        }
        Operation::AnnotateAll { passages, .. } => {
            let passages = passages.iter().cloned().enumerate();
            given.annotations =
                passages.map(|(at, passage)| (passage, id(&format!("annotation{at}-")))).collect();
        }
        _ => {}
    }
    given
}

#[test]
fn every_command_that_writes_is_asked_for() {
    let commands = vermilion_api::commands();
    let mut unknown: BTreeSet<&str> =
        commands.into_iter().filter(|command| command.writes).map(|command| command.name).collect();
    for (command, why) in LEFT_OUT {
        assert!(unknown.remove(command), "{command} writes nothing and need not be left out: {why}");
    }
    let mut chooser = Chooser::new(fastrand::Rng::with_seed(7), PathBuf::new());
    let mut model = Model::default();
    for number in 1..DRAWS {
        let operation = chooser.choose(&model);
        unknown.remove(operation.request(&[]).0);
        if unknown.is_empty() {
            return;
        }
        model.apply(&operation, given(&operation, &model, number), 0);
    }
    panic!("the kill test does not know {unknown:?}: add operations that ask for them");
}

/// The paths of the tags that may be made.
fn paths(operation: &Operation, model: &Model) -> Vec<String> {
    let codebook = &model.state().codebook;
    let of_references = |references: &[String]| -> Vec<String> {
        let paths = references.iter().filter_map(|reference| reference.strip_prefix('/'));
        paths
            .flat_map(|path| {
                let names: Vec<&str> = path.split('/').collect();
                (1..=names.len()).map(move |count| names[..count].join("/"))
            })
            .collect()
    };
    match operation {
        Operation::CreateTag { name, parent: Some(parent), .. } => {
            vec![format!("{}/{name}", codebook.path(parent))]
        }
        Operation::CreateTag { name, .. } => vec![name.clone()],
        Operation::GiveTags { tags, .. }
        | Operation::Annotate { tags, .. }
        | Operation::AnnotateAll { tags, .. } => of_references(tags),
        Operation::SplitTag { into, .. } => of_references(std::slice::from_ref(into)),
        _ => Vec::new(),
    }
}
