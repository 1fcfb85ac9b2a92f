//! The interview that ships with the program, for whoever has none at hand: the same conversation in two languages.

use crate::api::{Api, Result};
use crate::wire::{Nothing, SampleAdded};
use vermilion_core::documents::{self, Imported, NewDocument};
use vermilion_core::{ActionName, settings};
use vermilion_formats::interview;

/// File names and texts.
const TEXTS: [(&str, &str); 2] = [
    ("interview.zh-Hant.txt", include_str!("../../../samples/interview.zh-Hant.txt")),
    ("interview.en.txt", include_str!("../../../samples/interview.en.txt")),
];

/// The setting that remembers that the sample was added once: whoever deleted it does not want it offered again.
const SEEN: &str = "hasSeenSample";

impl Api {
    /// Adds the sample interview in both its languages, as one step; what is there already is not added again.
    ///
    /// # Errors
    /// When the library cannot be written to.
    pub fn sample_add(&self, _: Nothing, origin: &str) -> Result<SampleAdded> {
        let samples = TEXTS.map(|(name, text)| NewDocument {
            file_name: Some(name.to_owned()),
            ..NewDocument::new(interview::parse(text))
        });
        let seen = serde_json::Value::Bool(true);
        let (added, change): (Vec<Imported>, _) =
            self.act(ActionName::SampleAdd.name(), origin, |library| {
                library.act(ActionName::SampleAdd, |act| {
                    settings::set_with(act, SEEN, &seen)?;
                    samples.iter().map(|sample| documents::add(act, sample)).collect()
                })
            })?;
        // Where all of it was there already there was no step to set it with.
        if change.is_none() {
            settings::set(&self.library, SEEN, &seen)?;
        }
        Ok(SampleAdded { documents: added.iter().map(|one| one.document.to_string()).collect(), change })
    }

    /// Whether the sample was ever added.
    pub(crate) fn has_seen_sample(&self) -> Result<bool> {
        Ok(settings::get(&self.library, SEEN)?.is_some())
    }
}
