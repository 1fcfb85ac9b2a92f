//! From the model to native items, and back to them when the model changes.

use super::model::{Action, Item, Menu as MenuOfModel, MenuModel};
use super::native;
use tauri::menu::{CheckMenuItem, IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Wry};

/// A menu that stands, with handles on its items in the order in which the model lists them.
pub(super) struct Built {
    pub(super) model: MenuModel,
    pub(super) menu: Menu<Wry>,
    items: Vec<Handle>,
}

enum Handle {
    Plain(MenuItem<Wry>),
    Check(CheckMenuItem<Wry>),
    Submenu(Submenu<Wry>),
    /// Never changes.
    Fixed,
}

impl Built {
    pub(super) fn new(app: &AppHandle, model: MenuModel) -> tauri::Result<Self> {
        let menu = Menu::new(app)?;
        let mut items = Vec::new();
        for part in &model.menus {
            menu.append(&submenu(app, part, &mut items)?)?;
        }
        Ok(Self { model, menu, items })
    }

    /// Takes over a model of the same shape.
    pub(super) fn update(&mut self, model: MenuModel) -> tauri::Result<()> {
        let mut handles = self.items.iter();
        for (old, new) in self.model.menus.iter().zip(&model.menus) {
            update_menu(old, new, &mut handles)?;
        }
        self.model = model;
        Ok(())
    }
}

fn submenu(app: &AppHandle, model: &MenuOfModel, handles: &mut Vec<Handle>) -> tauri::Result<Submenu<Wry>> {
    let submenu = Submenu::new(app, escaped(&model.label), true)?;
    handles.push(Handle::Submenu(submenu.clone()));
    for item in &model.items {
        let native: Box<dyn IsMenuItem<Wry>> = match item {
            Item::Action(action) => match action.checked {
                Some(is_checked) => {
                    let item = CheckMenuItem::with_id(
                        app,
                        &action.id,
                        escaped(&action.label),
                        action.enabled,
                        is_checked,
                        shortcut(action),
                    )?;
                    handles.push(Handle::Check(item.clone()));
                    Box::new(item)
                }
                None => {
                    let item = MenuItem::with_id(
                        app,
                        &action.id,
                        escaped(&action.label),
                        action.enabled,
                        shortcut(action),
                    )?;
                    handles.push(Handle::Plain(item.clone()));
                    Box::new(item)
                }
            },
            Item::Separator => {
                handles.push(Handle::Fixed);
                Box::new(PredefinedMenuItem::separator(app)?)
            }
            Item::Native { role, label } => {
                handles.push(Handle::Fixed);
                native::item(app, *role, &escaped(label))?
            }
            Item::Submenu(model) => Box::new(self::submenu(app, model, handles)?),
        };
        submenu.append(native.as_ref())?;
    }
    Ok(submenu)
}

fn update_menu<'h>(
    old: &MenuOfModel,
    new: &MenuOfModel,
    handles: &mut impl Iterator<Item = &'h Handle>,
) -> tauri::Result<()> {
    if let Some(Handle::Submenu(submenu)) = handles.next()
        && old.label != new.label
    {
        submenu.set_text(escaped(&new.label))?;
    }
    for (old, new) in old.items.iter().zip(&new.items) {
        if let (Item::Submenu(old), Item::Submenu(new)) = (old, new) {
            update_menu(old, new, handles)?;
            continue;
        }
        let handle = handles.next();
        let (Item::Action(old), Item::Action(new)) = (old, new) else { continue };
        match handle {
            Some(Handle::Plain(item)) => {
                if old.label != new.label {
                    item.set_text(escaped(&new.label))?;
                }
                if old.enabled != new.enabled {
                    item.set_enabled(new.enabled)?;
                }
                if old.shortcut != new.shortcut {
                    item.set_accelerator(shortcut(new))?;
                }
            }
            Some(Handle::Check(item)) => {
                if old.label != new.label {
                    item.set_text(escaped(&new.label))?;
                }
                if old.enabled != new.enabled {
                    item.set_enabled(new.enabled)?;
                }
                if old.shortcut != new.shortcut {
                    item.set_accelerator(shortcut(new))?;
                }
                // Always: a click has turned it already, whether or not the page agrees.
                item.set_checked(new.checked.unwrap_or(false))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// `&` marks a mnemonic in a native label; ours have none, but may name things that contain one.
fn escaped(label: &str) -> String {
    label.replace('&', "&&")
}

/// The shortcut as the native menu may have it. One without a modifier would take the letter from whoever is typing;
/// the page listens for those itself.
fn shortcut(action: &Action) -> Option<&str> {
    action.shortcut.as_deref().filter(|shortcut| {
        let key = shortcut.rsplit('+').next().unwrap_or_default();
        let is_function_key = key.len() > 1 && key.starts_with('F') && key[1..].parse::<u8>().is_ok();
        let has_modifier = ["Ctrl", "Control", "Cmd", "Command", "Super", "Alt", "Option", "Meta"]
            .iter()
            .any(|modifier| shortcut.split('+').any(|part| part.contains(modifier)));
        is_function_key || has_modifier
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(keys: &str) -> bool {
        let action = Action {
            id: "x".into(),
            label: "X".into(),
            shortcut: Some(keys.into()),
            enabled: true,
            checked: None,
        };
        shortcut(&action).is_some()
    }

    #[test]
    fn a_shortcut_without_a_modifier_is_left_to_the_page() {
        for keys in ["1", "U", "Delete", "Shift+N", "Space"] {
            assert!(!kept(keys), "{keys}");
        }
        for keys in ["CmdOrCtrl+Z", "Ctrl+Shift+E", "Alt+Left", "F11"] {
            assert!(kept(keys), "{keys}");
        }
    }

    #[test]
    fn an_ampersand_in_a_label_stays_one() {
        assert_eq!(escaped("Q&A"), "Q&&A");
    }
}
