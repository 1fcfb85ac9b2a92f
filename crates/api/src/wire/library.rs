//! The library as a shell first sees it, and what the user set.

use super::{Citation, DocumentSummary, HistoryState, ReadOnlyView, SavedSearch, TagForm};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The library as first shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryView {
    /// All documents.
    pub documents: Vec<DocumentSummary>,
    /// What the user set.
    pub settings: Settings,
    /// What undo and redo would do now.
    pub history: HistoryState,
    /// The library's file.
    pub path: String,
    /// The version of the program.
    pub version: String,
    /// Whether the sample was ever added: it is offered only before.
    pub has_seen_sample: bool,
    /// Why nothing can be written; `null` where it can.
    pub read_only: Option<ReadOnlyView>,
    /// Where the log of an earlier library was moved that lay here without its file when this one was made; `null` where
    /// there was none.
    pub log_set_aside: Option<String>,
}

/// The language of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Language {
    /// As the system says.
    #[default]
    #[serde(rename = "system")]
    System,
    /// English.
    #[serde(rename = "en")]
    English,
    /// 繁體中文.
    #[serde(rename = "zh-Hant")]
    TraditionalChinese,
}

/// The brightness of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

/// What the user set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The language of the window.
    pub language: Language,
    /// The brightness of the window.
    pub theme: Theme,
    /// The size of the text one reads, in CSS pixels.
    pub text_size: u8,
    /// Which panels are open, by name.
    #[ts(type = "Record<string, boolean>")]
    pub panels: BTreeMap<String, bool>,
    /// The folder of the backups; `null` for the one beside the library.
    pub backup_folder: Option<String>,
    /// The searches that were given a name, in the order in which they are shown.
    pub searches: Vec<SavedSearch>,
    /// The keys of actions that the user chose other keys for: by the action's id, the first being the one that is shown;
    /// none where it has no key any more.
    #[ts(type = "Record<string, string[]>")]
    pub shortcuts: BTreeMap<String, Vec<String>>,
    /// How Markdown that is exported has the tags.
    pub tag_form: TagForm,
    /// How a quotation that is copied says where it comes from.
    pub citation: Citation,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            text_size: DEFAULT_TEXT_SIZE,
            panels: BTreeMap::new(),
            backup_folder: None,
            searches: Vec::new(),
            shortcuts: BTreeMap::new(),
            tag_form: TagForm::default(),
            citation: Citation::default(),
        }
    }
}

/// 18 px: the size for which the page's measure was chosen.
pub const DEFAULT_TEXT_SIZE: u8 = 18;

/// A field of [`Settings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SettingName {
    /// The language of the window.
    Language,
    /// The brightness of the window.
    Theme,
    /// The size of the text one reads.
    TextSize,
    /// Which panels are open.
    Panels,
    /// The folder of the backups.
    BackupFolder,
    /// The searches that were given a name.
    Searches,
    /// The keys of actions.
    Shortcuts,
    /// How Markdown has the tags.
    TagForm,
    /// The form of quotations that are copied.
    Citation,
}

/// Sets one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettingSet {
    /// What to set.
    #[ts(type = "keyof Settings")]
    pub name: SettingName,
    /// The value, of the type that `Settings` has for it.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
}
