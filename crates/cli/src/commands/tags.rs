//! `tags` and `tag`.

use super::{ORIGIN, annotations::colour};
use crate::arguments::{Children, TagAction};
use crate::output::{Failure, Output};
use crate::table::{Set, one_line, table};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use vermilion_api::wire::{
    Nothing, Tag, TagCount, TagCreate, TagDefine, TagDelete, TagMerge, TagMove, TagRename, TagSetColour,
    TagSetShortcut, Tally,
};
use vermilion_api::{Api, ApiError};

/// The codebook as a tree, with how much each tag holds.
pub(crate) fn list(api: &Api, output: &Output) -> Result<(), Failure> {
    let tags = api.tag_list(Nothing {})?;
    let counts: HashMap<String, TagCount> =
        api.tag_count(Nothing {})?.into_iter().map(|count| (count.tag.clone(), count)).collect();
    output.answer(
        || tags.iter().map(|tag| counted_json(tag, counts.get(&tag.id))).collect(),
        || {
            if tags.is_empty() {
                return "No tags yet.\n".to_owned();
            }
            let rows: Vec<[String; 6]> = tags.iter().map(|tag| row(tag, counts.get(&tag.id))).collect();
            let heads =
                ["TAG", "KEY", "COLOR", "OWN", "WITH THOSE UNDER IT", "CHARACTERS"].map(str::to_owned);
            let sets = [Set::Left, Set::Left, Set::Left, Set::Right, Set::Right, Set::Right];
            table(sets, &[vec![heads], rows].concat())
        },
    )
}

fn row(tag: &Tag, count: Option<&TagCount>) -> [String; 6] {
    let number =
        |of: fn(&TagCount) -> u32| count.map_or_else(|| "0".to_owned(), |count| of(count).to_string());
    [
        format!("{}{}", "  ".repeat(tag.depth as usize), one_line(&tag.name)),
        tag.shortcut.clone().unwrap_or_default(),
        tag.colour.map(colour).unwrap_or_default().to_owned(),
        number(|count| count.own.annotations),
        number(|count| count.whole.annotations),
        number(|count| count.whole.characters),
    ]
}

fn tag_json(tag: &Tag) -> Value {
    json!({
        "id": tag.id,
        "path": tag.path,
        "name": tag.name,
        "parent": tag.parent,
        "depth": tag.depth,
        "colour": tag.colour.map(colour),
        "key": tag.shortcut,
        "definition": tag.definition,
    })
}

fn counted_json(tag: &Tag, count: Option<&TagCount>) -> Value {
    let tally = |tally: &Tally| {
        json!({
            "annotations": tally.annotations,
            "documents": tally.documents,
            "speakers": tally.speakers,
            "characters": tally.characters,
        })
    };
    let mut json = tag_json(tag);
    json["own"] = count.map(|count| tally(&count.own)).into();
    json["whole"] = count.map(|count| tally(&count.whole)).into();
    json
}

pub(crate) fn act(api: &Api, action: &TagAction, output: &Output) -> Result<(), Failure> {
    match action {
        TagAction::Add { name, parent, color, key, definition } => {
            let parent = parent.as_deref().map(|parent| api.tag_resolve(parent)).transpose()?;
            let request = TagCreate {
                name: name.clone(),
                parent: parent.map(|parent| parent.id),
                colour: color.map(Into::into),
                shortcut: key.clone(),
                definition: definition.clone().unwrap_or_default(),
            };
            let made = api.tag_create(request, ORIGIN)?;
            told(api, &made.tag, "Added", output)
        }
        TagAction::Rename { tag, name } => {
            let tag = api.tag_resolve(tag)?.id;
            api.tag_rename(TagRename { tag: tag.clone(), name: name.clone() }, ORIGIN)?;
            told(api, &tag, "Renamed to", output)
        }
        TagAction::Recolor { tag, color } => {
            let tag = api.tag_resolve(tag)?.id;
            api.tag_set_colour(TagSetColour { tag: tag.clone(), colour: color.map(Into::into) }, ORIGIN)?;
            told(api, &tag, "Recolored", output)
        }
        TagAction::Key { tag, key } => {
            let tag = api.tag_resolve(tag)?.id;
            let shortcut = key.clone().unwrap_or_default();
            api.tag_set_shortcut(TagSetShortcut { tag: tag.clone(), shortcut }, ORIGIN)?;
            told(api, &tag, "Changed the key of", output)
        }
        TagAction::Define { tag, text } => {
            let tag = api.tag_resolve(tag)?.id;
            let request = TagDefine { tag: tag.clone(), definition: text.clone(), join_key: String::new() };
            api.tag_define(request, ORIGIN)?;
            told(api, &tag, "Defined", output)
        }
        TagAction::Move { tag, under, before } => {
            let tag = api.tag_resolve(tag)?.id;
            let before = before.as_deref().map(|before| api.tag_resolve(before)).transpose()?;
            let under = under.as_deref().map(|under| api.tag_resolve(under)).transpose()?;
            let wrong = |code: &str, message: String| {
                let error = ApiError { code: code.to_owned(), params: BTreeMap::new(), message, hint: None };
                Err(Failure::Refused(error))
            };
            if before.as_ref().is_some_and(|before| before.id == tag) {
                return wrong("tag-before-itself", "A tag cannot stand before itself.".to_owned());
            }
            if let (Some(before), Some(under)) = (&before, &under)
                && before.parent.as_ref() != Some(&under.id)
            {
                let (before, under) = (one_line(&before.path), one_line(&under.path));
                return wrong("tag-not-under", format!("{before} is not under {under}: say one of the two."));
            }
            // Beside the one that it comes before, where nothing else is said.
            let parent = under.map(|under| under.id).or(before.as_ref().and_then(|tag| tag.parent.clone()));
            let request = TagMove { tags: vec![tag.clone()], parent, before: before.map(|before| before.id) };
            api.tag_move(request, ORIGIN)?;
            told(api, &tag, "Moved to", output)
        }
        TagAction::Merge { tags, into } => {
            let tags = tags.iter().map(|tag| Ok(api.tag_resolve(tag)?.id)).collect::<Result<_, Failure>>()?;
            let into = api.tag_resolve(into)?.id;
            api.tag_merge(TagMerge { tags, into: into.clone() }, ORIGIN)?;
            told(api, &into, "Merged into", output)
        }
        TagAction::Delete { tag, children } => {
            let tag = api.tag_resolve(tag)?;
            let with_children = *children == Children::Delete;
            api.tag_delete(TagDelete { tags: vec![tag.id.clone()], with_children }, ORIGIN)?;
            output.answer(|| tag_json(&tag), || format!("Deleted the tag {}\n", one_line(&tag.path)))
        }
    }
}

fn told(api: &Api, id: &str, done: &str, output: &Output) -> Result<(), Failure> {
    let tag = api.tag_resolve(id)?;
    output.answer(|| tag_json(&tag), || format!("{done} {}\n{}\n", one_line(&tag.path), tag.id))
}
