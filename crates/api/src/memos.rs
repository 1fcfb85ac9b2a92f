//! Commands on memos.

use crate::api::{Api, Result};
use crate::convert;
use crate::error::Refusal;
use crate::wire::{Changed, Memo, MemoCreate, MemoCreated, MemoDelete, MemoKind, MemoWrite, Nothing};
use std::str::FromStr;
use vermilion_anchor::CodePoint;
use vermilion_core::memos::{self, Target};
use vermilion_core::{ActionName, MemoId};

impl Api {
    /// All memos, the oldest first.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn memo_list(&self, _: Nothing) -> Result<Vec<Memo>> {
        Ok(memos::list(&self.library)?.into_iter().map(Into::into).collect())
    }

    /// Begins a memo. Asked again with the same id it makes no second one.
    ///
    /// # Errors
    /// When what it is about is not there, or the text says nothing.
    pub fn memo_create(&self, request: MemoCreate, origin: &str) -> Result<MemoCreated> {
        let target = target(&request)?;
        let id = request.id.as_deref().map(convert::id).transpose()?;
        let (id, change) = self.act(ActionName::MemoCreate.name(), origin, |library| {
            memos::create_once(library, id, target, &request.text, &request.join_key)
        })?;
        Ok(MemoCreated { memo: memos::find(&self.library, id)?.into(), change })
    }

    /// Gives a memo another text.
    ///
    /// # Errors
    /// When there is no such memo.
    pub fn memo_write(&self, request: MemoWrite, origin: &str) -> Result<Changed> {
        let id: MemoId = convert::id(&request.memo)?;
        self.change(ActionName::MemoWrite.name(), origin, |library| {
            memos::write(library, id, &request.text, &request.join_key)
        })
    }

    /// Deletes memos.
    ///
    /// # Errors
    /// When one of them is not there: none is deleted then.
    pub fn memo_delete(&self, request: MemoDelete, origin: &str) -> Result<Changed> {
        let ids: Vec<MemoId> = convert::ids(&request.memos)?;
        self.change(ActionName::MemoDelete.name(), origin, |library| memos::delete(library, &ids))
    }

    /// The memo that an id or the beginning of one means.
    ///
    /// # Errors
    /// When none or several answer to it.
    pub fn memo_resolve(&self, reference: &str) -> Result<Memo> {
        let id = memos::resolve(&self.library, reference)?;
        Ok(memos::find(&self.library, id)?.into())
    }
}

fn target(request: &MemoCreate) -> Result<Target> {
    /// An id that this kind of memo needs.
    fn needed<T: FromStr>(id: Option<&str>) -> Result<T> {
        convert::id(id.unwrap_or_default())
    }
    let document = || needed(request.document.as_deref());
    Ok(match request.kind {
        MemoKind::Library => Target::Library,
        MemoKind::Document => Target::Document(document()?),
        MemoKind::Section => {
            let missing = || Refusal::NoSuchPassage;
            Target::Section(document()?, CodePoint(request.heading.ok_or_else(missing)?))
        }
        MemoKind::Speaker => Target::Speaker(document()?, needed(request.speaker.as_deref())?),
        MemoKind::Tag => Target::Tag(needed(request.tag.as_deref())?),
    })
}
