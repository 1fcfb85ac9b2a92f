//! What differs between two contents, in words: the whole of both would drown it.

use super::model::{Content, SeenDocument};
use std::collections::BTreeMap;
use std::fmt::Debug;
use vermilion_api::wire::Tag;

/// Characters or blocks that are shown of two that differ.
const SHOWN: usize = 3;

/// What differs between what was expected and what was found.
pub fn difference(expected: &Content, found: &Content) -> String {
    let mut said = Vec::new();
    compare("document", &expected.documents, &found.documents, &mut said);
    for (id, document) in &expected.documents {
        if let Some(other) = found.documents.get(id) {
            compare_inside(id, document, other, &mut said);
        }
    }
    compare("annotation", &expected.annotations, &found.annotations, &mut said);
    // With its place in the order.
    let tags = |content: &Content| -> BTreeMap<String, (usize, Tag)> {
        content.tags.iter().enumerate().map(|(at, tag)| (tag.id.clone(), (at, tag.clone()))).collect()
    };
    compare("tag", &tags(expected), &tags(found), &mut said);
    compare("memo", &expected.memos, &found.memos, &mut said);
    if expected.history != found.history {
        let newest =
            |content: &Content| format!("{:?}", content.history.iter().take(SHOWN).collect::<Vec<_>>());
        said.push(format!(
            "the history should have {} steps, {}, and has {}, {}",
            expected.history.len(),
            newest(expected),
            found.history.len(),
            newest(found)
        ));
    }
    if expected.settings != found.settings {
        said.push(format!("the settings should be {:?} and are {:?}", expected.settings, found.settings));
    }
    said.join("; ")
}

fn compare<T: PartialEq + Debug>(
    name: &str,
    expected: &BTreeMap<String, T>,
    found: &BTreeMap<String, T>,
    said: &mut Vec<String>,
) {
    for (id, row) in expected {
        match found.get(id) {
            None => said.push(format!("the {name} {id} is lost")),
            Some(other) if other != row => {
                said.push(format!("the {name} {id} should be {row:?} and is {other:?}"));
            }
            Some(_) => {}
        }
    }
    for id in found.keys().filter(|id| !expected.contains_key(*id)) {
        said.push(format!("the {name} {id} should not be there"));
    }
}

/// Where two texts or the blocks of them begin to differ.
fn compare_inside(id: &str, expected: &SeenDocument, found: &SeenDocument, said: &mut Vec<String>) {
    let characters = |document: &SeenDocument| document.text.chars().collect::<Vec<char>>();
    show(&format!("the text of {id}"), &characters(expected), &characters(found), said);
    show(&format!("the blocks of {id}"), &expected.blocks, &found.blocks, said);
    if let (Some(expected), Some(found)) = (&expected.earlier, &found.earlier) {
        let characters = |text: &str| text.chars().collect::<Vec<char>>();
        show(
            &format!("the earlier text of {id}"),
            &characters(&expected.text),
            &characters(&found.text),
            said,
        );
        show(&format!("the earlier blocks of {id}"), &expected.blocks, &found.blocks, said);
    }
}

fn show<T: PartialEq + Debug>(what: &str, expected: &[T], found: &[T], said: &mut Vec<String>) {
    if expected == found {
        return;
    }
    let at = expected.iter().zip(found).take_while(|(one, other)| one == other).count();
    let some = |all: &[T]| format!("{:?}", all.iter().skip(at).take(SHOWN).collect::<Vec<_>>());
    said.push(format!(
        "{what}, from the one of number {at} on, should be {} and is {}",
        some(expected),
        some(found)
    ));
}
