//! Commands on what the user set, and the library as first shown.

use crate::api::{Api, Result};
use crate::error::Refusal;
use crate::wire::{LibraryView, Nothing, SavedSearch, SettingName, SettingSet, Settings};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use vermilion_core::{backups, settings};

/// Searches that are kept, and characters of the name of one, at most.
const SEARCHES: usize = 200;
const SEARCH_NAME: usize = 200;

/// The smallest and the largest text that the page is set in, in CSS pixels.
const TEXT_SIZES: std::ops::RangeInclusive<u8> = 12..=40;

impl SettingName {
    /// The name under which the library keeps it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Theme => "theme",
            Self::TextSize => "textSize",
            Self::Panels => "panels",
            Self::BackupFolder => backups::FOLDER_SETTING,
            Self::Searches => "searches",
            Self::Shortcuts => "shortcuts",
            Self::TagForm => "tagForm",
            Self::Citation => "citation",
        }
    }
}

impl Api {
    /// Everything the window shows first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn library_open(&self, _: Nothing) -> Result<LibraryView> {
        Ok(LibraryView {
            documents: self.document_list(Nothing {})?,
            settings: self.settings()?,
            history: self.history_state(Nothing {})?,
            path: self.library.path().display().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            has_seen_sample: self.has_seen_sample()?,
            read_only: self.library.read_only().map(Into::into),
            log_set_aside: self.log_set_aside().map(|path| path.display().to_string()),
        })
    }

    /// What the user set, with the default for everything else.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn settings(&self) -> Result<Settings> {
        let default = Settings::default();
        Ok(Settings {
            language: self.setting(SettingName::Language, default.language)?,
            theme: self.setting(SettingName::Theme, default.theme)?,
            text_size: self.setting(SettingName::TextSize, default.text_size)?,
            panels: self.setting(SettingName::Panels, default.panels)?,
            backup_folder: backups::chosen_folder(self.library.path(), self.library.surroundings())
                .map(|folder| folder.display().to_string()),
            searches: self.setting(SettingName::Searches, default.searches)?,
            shortcuts: self.setting(SettingName::Shortcuts, default.shortcuts)?,
            tag_form: self.setting(SettingName::TagForm, default.tag_form)?,
            citation: self.setting(SettingName::Citation, default.citation)?,
        })
    }

    /// Sets one thing.
    ///
    /// # Errors
    /// When the value is not of the setting's type.
    pub fn setting_set(&self, request: SettingSet) -> Result<Settings> {
        let SettingSet { name, value } = request;
        let mut settings = self.settings()?;
        match name {
            SettingName::Language => settings.language = typed(name, &value)?,
            SettingName::Theme => settings.theme = typed(name, &value)?,
            SettingName::TextSize => {
                settings.text_size = typed(name, &value)?;
                if !TEXT_SIZES.contains(&settings.text_size) {
                    return Err(Refusal::BadSetting { name: name.name() }.into());
                }
            }
            SettingName::Panels => settings.panels = typed(name, &value)?,
            SettingName::Shortcuts => settings.shortcuts = typed(name, &value)?,
            SettingName::TagForm => settings.tag_form = typed(name, &value)?,
            SettingName::Citation => settings.citation = typed(name, &value)?,
            SettingName::BackupFolder => {
                settings.backup_folder = typed(name, &value)?;
                // A relative one would be another folder each time the program is started elsewhere.
                if settings.backup_folder.as_ref().is_some_and(|folder| !Path::new(folder).is_absolute()) {
                    return Err(Refusal::BadSetting { name: name.name() }.into());
                }
                // Kept on this machine, and not in the library: see `backups`.
                backups::choose_folder(&self.library, settings.backup_folder.as_deref().map(Path::new))?;
                return Ok(settings);
            }
            SettingName::Searches => {
                settings.searches = typed(name, &value)?;
                if !are_named(&settings.searches) {
                    return Err(Refusal::BadSetting { name: name.name() }.into());
                }
            }
        }
        settings::set(&self.library, name.name(), &value)?;
        Ok(settings)
    }

    /// A setting; the default when there is none, or one that this version does not understand.
    fn setting<T: DeserializeOwned>(&self, name: SettingName, default: T) -> Result<T> {
        let stored = settings::get(&self.library, name.name())?;
        Ok(stored.and_then(|value| serde_json::from_value(value).ok()).unwrap_or(default))
    }
}

fn typed<T: DeserializeOwned>(name: SettingName, value: &Value) -> Result<T> {
    T::deserialize(value).map_err(|_| Refusal::BadSetting { name: name.name() }.into())
}

/// Whether each of these searches has a name of its own, and there are not too many.
fn are_named(searches: &[SavedSearch]) -> bool {
    let names: BTreeSet<&str> = searches.iter().map(|search| search.name.trim()).collect();
    let is_name = |name: &&str| !name.is_empty() && name.chars().count() <= SEARCH_NAME;
    searches.len() <= SEARCHES && names.len() == searches.len() && names.iter().all(is_name)
}
