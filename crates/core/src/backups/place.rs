//! Where the backups of a library lie: beside it, or in a folder that the user chose on this machine.
//!
//! The choice is kept on this machine, in a file for each library, and not in the library: a library from elsewhere would
//! decide where copies of it are written, and one that is damaged would take the way to its backups with it.

use super::{BackupError, FOLDER, FOLDER_SETTING, name};
use crate::{
    library::{Library, header},
    settings,
    surroundings::Surroundings,
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// The folder, in that of what is remembered on this machine.
const CHOICES: &str = "backup-folders";

/// The folder of a library's backups: the one that was chosen on this machine, or the one beside the library.
#[must_use]
pub fn folder(library: &Library) -> PathBuf {
    folder_of(library.path(), library.surroundings())
}

/// The folder of the backups of the library at a path, whether or not it opens.
#[must_use]
pub fn folder_of(library: &Path, surroundings: &Surroundings) -> PathBuf {
    chosen_folder(library, surroundings).unwrap_or_else(|| default_folder(library))
}

/// The folder beside the library.
#[must_use]
pub fn default_folder(library: &Path) -> PathBuf {
    library.parent().unwrap_or(Path::new("")).join(FOLDER)
}

/// The folder that was chosen on this machine; `None` where none was, or where that cannot be read.
#[must_use]
pub fn chosen_folder(library: &Path, surroundings: &Surroundings) -> Option<PathBuf> {
    let choice = fs::read(choice_of(library, surroundings)?).ok()?;
    let choice: Value = serde_json::from_slice(&choice).ok()?;
    let is_its = choice["library"].as_str() == Some(&*name::place(library).to_string_lossy());
    let folder = choice["folder"].as_str().map(PathBuf::from).filter(|folder| folder.is_absolute());
    folder.filter(|_| is_its)
}

/// Chooses the folder of a library's backups on this machine; `None` is the one beside it.
///
/// # Errors
/// [`BackupError::Unwritable`] where nothing can be remembered.
pub fn choose_folder(library: &Library, folder: Option<&Path>) -> Result<(), BackupError> {
    let Some(choice) = choice_of(library.path(), library.surroundings()) else {
        let source = io::Error::new(io::ErrorKind::Unsupported, "nothing is remembered on this machine");
        return Err(BackupError::Unwritable { path: library.path().to_owned(), source });
    };
    let written = match folder {
        Some(folder) => write(&choice, library.path(), folder),
        None => match fs::remove_file(&choice) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        },
    };
    written.map_err(|source| BackupError::Unwritable { path: choice, source })?;
    // Whatever the library itself names has been answered.
    if library.read_only().is_none()
        && settings::get(library, FOLDER_SETTING)?.is_some_and(|set| !set.is_null())
    {
        settings::set(library, FOLDER_SETTING, &Value::Null)?;
    }
    Ok(())
}

/// A folder that the library itself names, and that nobody has chosen on this machine: it is not used. Vermilion kept the
/// choice there once, and a library may come from elsewhere.
///
/// # Errors
/// When the library cannot be read.
pub fn named_folder(library: &Library) -> crate::Result<Option<String>> {
    let named = settings::get(library, FOLDER_SETTING)?;
    let named = named.as_ref().and_then(Value::as_str).filter(|named| Path::new(named).is_absolute());
    Ok(named.filter(|named| Path::new(named) != folder(library)).map(str::to_owned))
}

fn choice_of(library: &Path, surroundings: &Surroundings) -> Option<PathBuf> {
    let memory = surroundings.memory.as_ref()?;
    Some(memory.join(CHOICES).join(format!("{}.json", name::key(library))))
}

fn write(choice: &Path, library: &Path, folder: &Path) -> io::Result<()> {
    let beside = choice.parent().unwrap_or(choice);
    header::create_folder(beside)?;
    // For its owner alone, and never half of it.
    let mut file = NamedTempFile::new_in(beside)?;
    let place = name::place(library);
    let content = json!({ "library": place.to_string_lossy(), "folder": folder.to_string_lossy() });
    file.write_all(content.to_string().as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(choice).map(drop).map_err(|error| error.error)
}

/// The folder, which is made where it is not there.
pub(super) fn made(folder: PathBuf) -> Result<PathBuf, BackupError> {
    header::create_folder(&folder).map_err(BackupError::io(&folder))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, TALK};

    #[test]
    fn a_choice_is_of_this_machine_and_of_this_library_alone() {
        let (desk, _) = Desk::with(TALK);
        let chosen = desk.path().with_file_name("elsewhere");
        assert_eq!(folder(&desk.library), default_folder(&desk.path()));
        choose_folder(&desk.library, Some(&chosen)).unwrap();
        assert_eq!(folder(&desk.library), chosen);
        let other = desk.path().with_file_name("other.vermilion");
        assert_eq!(folder_of(&other, desk.library.surroundings()), default_folder(&other));
        // Another machine, or another user of this one.
        let stranger = Surroundings::new(|| 0, uuid::Uuid::nil);
        assert_eq!(folder_of(&desk.path(), &stranger), default_folder(&desk.path()));
        let desk = desk.reopened();
        assert_eq!(folder(&desk.library), chosen);
        choose_folder(&desk.library, None).unwrap();
        choose_folder(&desk.library, None).unwrap();
        assert_eq!(folder(&desk.library), default_folder(&desk.path()));
    }

    #[test]
    fn what_a_library_names_itself_is_told_and_not_used() {
        let (desk, _) = Desk::with(TALK);
        let named = desk.path().with_file_name("named");
        let named = named.to_str().unwrap();
        settings::set(&desk.library, FOLDER_SETTING, &json!(named)).unwrap();
        assert_eq!(folder(&desk.library), default_folder(&desk.path()));
        assert_eq!(named_folder(&desk.library).unwrap().as_deref(), Some(named));
        super::super::make_if_due(&desk.library, super::super::Occasion::Start, &mut |_| {
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        assert!(!Path::new(named).exists());
        choose_folder(&desk.library, None).unwrap();
        assert_eq!(named_folder(&desk.library).unwrap(), None);
    }
}
