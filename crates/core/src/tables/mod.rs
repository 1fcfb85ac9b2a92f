//! The tables, one file each: its row, its reads, its writes. SQL without rules; the rules are with the nouns.

pub(crate) mod annotation;
pub(crate) mod block;
pub(crate) mod correction;
pub(crate) mod document;
pub(crate) mod former_place;
pub(crate) mod revision;
pub(crate) mod speaker;
pub(crate) mod text_copy;

use rusqlite::types::{FromSqlError, ValueRef};
use std::{error::Error, str::FromStr};

/// Reads a value that is stored under its name, such as a role or a colour.
fn named<T>(value: ValueRef<'_>) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: Error + Send + Sync + 'static,
{
    Ok(value.as_str()?.parse().map_err(|error| FromSqlError::Other(Box::new(error)))?)
}
