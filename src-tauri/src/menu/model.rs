//! The menu as the page describes it.

use serde::{Deserialize, Serialize};

/// A menu bar.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct MenuModel {
    pub(super) menus: Vec<Menu>,
}

/// A menu of the bar, or one inside another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Menu {
    pub(super) label: String,
    pub(super) items: Vec<Item>,
}

/// A line of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Item {
    /// Runs an action of the page.
    Action(Action),
    /// A line between groups.
    Separator,
    /// Something that the system does.
    Native { role: Role, label: String },
    /// A menu inside a menu.
    Submenu(Menu),
}

/// An action of the page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Action {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) shortcut: Option<String>,
    pub(super) enabled: bool,
    /// `None` for an item that cannot be checked.
    pub(super) checked: Option<bool>,
}

/// What the system does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Role {
    Quit,
    Cut,
    Copy,
    Paste,
    SelectAll,
    Fullscreen,
    Minimize,
    About,
}

impl MenuModel {
    /// Whether the two have the same items in the same places, whatever they say.
    pub(super) fn has_shape_of(&self, other: &Self) -> bool {
        have_one_shape(&self.menus, &other.menus, Menu::has_shape_of)
    }
}

impl Menu {
    fn has_shape_of(&self, other: &Self) -> bool {
        have_one_shape(&self.items, &other.items, Item::has_shape_of)
    }
}

impl Item {
    fn has_shape_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Action(one), Self::Action(other)) => {
                one.id == other.id && one.checked.is_some() == other.checked.is_some()
            }
            (Self::Separator, Self::Separator) => true,
            // What the system puts into a native item's label cannot be replaced everywhere.
            (Self::Native { .. }, Self::Native { .. }) => self == other,
            (Self::Submenu(one), Self::Submenu(other)) => one.has_shape_of(other),
            _ => false,
        }
    }
}

fn have_one_shape<T>(one: &[T], other: &[T], same: fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(label: &str, checked: &str) -> MenuModel {
        let json = format!(
            r#"{{ "menus": [{{ "label": "Edit", "items": [
                {{ "kind": "action", "id": "undo", "label": "{label}", "shortcut": "CmdOrCtrl+Z",
                   "enabled": true, "checked": {checked} }},
                {{ "kind": "separator" }},
                {{ "kind": "native", "role": "selectAll", "label": "Select all" }},
                {{ "kind": "submenu", "label": "More", "items": [] }}
            ] }}] }}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn a_label_is_not_part_of_the_shape() {
        assert!(model("Undo", "null").has_shape_of(&model("Undo Highlight", "null")));
    }

    #[test]
    fn becoming_checkable_changes_the_shape() {
        assert!(!model("Undo", "null").has_shape_of(&model("Undo", "true")));
        assert!(model("Undo", "false").has_shape_of(&model("Undo", "true")));
    }
}
