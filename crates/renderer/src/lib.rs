//! How the web view paints, decided before it starts. WebKitGTK takes that from its environment alone, and reads it
//! when the first view is made.
//!
//! Without a graphics card WebKit does all the same what it does for one, with a software driver that compiles its
//! shaders first: on two processors without a card the start of an interview took 2.2 s of processor time instead of
//! 1.0 s, and 396 MiB instead of 287. With a card its own choice stands.
//!
//! A crate of its own, because changing the environment is a matter of the whole process: sound only while there is no
//! other thread that could be reading it. [`choose`] is therefore the first thing the app does. The web view's own
//! setting (its hardware acceleration policy) can only be reached when its process runs, which then ended.

use std::path::Path;

/// What WebKitGTK reads. Whoever has set it has chosen.
const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Where Linux has the graphics cards that programs may use.
const CARDS: &str = "/dev/dri";

/// Has pages painted by the processor where there is no graphics card. To be called before there is a second thread.
pub fn choose() {
    let is_chosen = std::env::var_os(VARIABLE).is_some();
    if cfg!(target_os = "linux") && !is_chosen && !has_card(Path::new(CARDS)) {
        std::env::set_var(VARIABLE, "1");
    }
}

/// Whether a folder of devices has one that renders.
fn has_card(devices: &Path) -> bool {
    std::fs::read_dir(devices)
        .into_iter()
        .flatten()
        .flatten()
        .any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, File};

    #[test]
    fn a_card_is_a_device_that_renders() {
        let folder = std::env::temp_dir().join(format!("vermilion-cards-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        File::create(folder.join("card0")).unwrap();
        assert!(!has_card(&folder), "a screen alone does not render");
        File::create(folder.join("renderD128")).unwrap();
        assert!(has_card(&folder));
        fs::remove_dir_all(&folder).unwrap();
        assert!(!has_card(&folder), "no devices, no card");
    }
}
