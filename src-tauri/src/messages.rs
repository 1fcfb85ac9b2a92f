//! The few sentences that the desktop says itself, because there is no page to say them. In the user's languages.

use crate::library::Desk;
use tauri::{AppHandle, Manager};
use vermilion_api::wire::Language;

/// What native messages say.
pub(crate) struct Words {
    /// The page has crashed too often.
    pub(crate) crashed: &'static str,
    /// Added where something typed could not be saved.
    pub(crate) unsaved: &'static str,
    pub(crate) again: &'static str,
    pub(crate) quit: &'static str,
    /// The page has not answered for long.
    pub(crate) silent: &'static str,
    pub(crate) reload: &'static str,
    pub(crate) wait: &'static str,
}

const ENGLISH: Words = Words {
    crashed: "The window has crashed several times in a row. Your library is unharmed: everything you wrote was saved, \
              and the details are in the log.",
    unsaved: "A note that you were writing could not be saved yet. It is kept for as long as Vermilion stays open.",
    again: "Open the window again",
    quit: "Quit",
    silent: "The window has not answered for a while. It can be loaded again; what you typed is kept.",
    reload: "Load again",
    wait: "Wait",
};

const CHINESE: Words = Words {
    crashed: "視窗接連當掉了好幾次。書庫完好無損：你寫的內容都已存好，詳情請見記錄檔。",
    unsaved: "有一則正在寫的筆記還沒能存下；只要不結束硃批，內容就會保留。",
    again: "重新開啟視窗",
    quit: "結束",
    silent: "視窗已有一陣子沒有回應。可以重新載入，你輸入的內容會保留。",
    reload: "重新載入",
    wait: "再等等",
};

/// The words in the language that the user set, or else the system speaks.
pub(crate) fn words(app: &AppHandle) -> &'static Words {
    let settings = app.try_state::<Desk>().and_then(|desk| desk.api()?.settings().ok());
    let is_chinese = match settings.map(|settings| settings.language).unwrap_or_default() {
        Language::System => {
            sys_locale::get_locale().is_some_and(|tag| tag.to_ascii_lowercase().starts_with("zh"))
        }
        Language::English => false,
        Language::TraditionalChinese => true,
    };
    if is_chinese { &CHINESE } else { &ENGLISH }
}
