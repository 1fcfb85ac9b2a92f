//! The menu of the last time, in a file of its own in the app's folder.

use super::model::MenuModel;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Bytes of the largest file that is read: many times what a menu has.
const LARGEST: u64 = 256 * 1024;

fn path(folder: &Path) -> PathBuf {
    folder.join("menu.json")
}

/// The menu that was kept; `None` where there is none or it cannot be read.
pub(super) fn read(folder: &Path) -> Option<MenuModel> {
    let mut json = String::new();
    File::open(path(folder)).ok()?.take(LARGEST).read_to_string(&mut json).ok()?;
    serde_json::from_str(&json).ok()
}

/// Keeps a menu, as a whole or not at all, for its owner's eyes.
pub(super) fn write(folder: &Path, model: &MenuModel) -> io::Result<()> {
    let json = serde_json::to_string(model)?;
    if fs::read_to_string(path(folder)).is_ok_and(|kept| kept == json) {
        return Ok(());
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(json.as_bytes())?;
    file.persist(path(folder))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_and_what_is_no_menu_is_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()), None);
        let model: MenuModel = serde_json::from_str(
            r#"{ "menus": [{ "label": "編輯", "items": [
                { "kind": "action", "id": "undo", "label": "還原", "shortcut": null, "enabled": false, "checked": null },
                { "kind": "native", "role": "selectAll", "label": "全選" }
            ] }] }"#,
        )
        .unwrap();
        write(folder.path(), &model).unwrap();
        assert_eq!(read(folder.path()), Some(model));
        fs::write(path(folder.path()), "{").unwrap();
        assert_eq!(read(folder.path()), None);
    }
}
