//! What is done to memos.

use super::Chooser;
use crate::torture::model::{Kind, Model};
use crate::torture::operation::{About, Operation};

impl Chooser {
    pub(super) fn begin_memo(&mut self, model: &Model) -> Option<Operation> {
        let about = match self.random.u32(..6) {
            0 => About::Library,
            1 => About::Document { document: self.any(model.state().documents.keys())? },
            2 => {
                let (document, text) = self.document(model)?;
                let speakers = text.speakers().len();
                About::Speaker { document, speaker: (speakers > 0).then(|| self.random.usize(..speakers))? }
            }
            3 => About::Tag { tag: self.any(model.state().codebook.ids())? },
            _ => {
                let (document, text) = self.document(model)?;
                let (_, heading, _) = self.line(text, |line| matches!(line.kind, Kind::Heading { .. }))?;
                About::Section { document, heading }
            }
        };
        Some(Operation::BeginMemo { about, text: self.words() })
    }

    pub(super) fn write_memo(&mut self, model: &Model) -> Option<Operation> {
        let memo = self.any(model.state().memos.keys())?;
        // One that is emptied stays.
        let text = if self.random.u32(..8) == 0 { String::new() } else { self.words() };
        Some(Operation::WriteMemo { memo, text })
    }

    pub(super) fn delete_memos(&mut self, model: &Model) -> Option<Operation> {
        let memos = self.some(model.state().memos.keys(), 2);
        (!memos.is_empty()).then_some(Operation::DeleteMemos { memos })
    }
}
