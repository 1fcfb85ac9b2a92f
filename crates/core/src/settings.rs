//! Named settings as JSON. What they mean is for the shells to know.

use crate::{
    error::Result,
    library::{Act, Library},
};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

/// The value of a setting; `None` where it was never set, or where what is stored is no JSON: a window that does not
/// open because of a setting would be worse than one with the default.
///
/// # Errors
/// When the library cannot be read.
pub fn get(library: &Library, name: &str) -> Result<Option<Value>> {
    library.read(|snapshot| stored(snapshot.connection, name))
}

/// Sets it. Not an action: settings are not undone.
///
/// # Errors
/// When the library cannot be written to.
pub fn set(library: &Library, name: &str, value: &Value) -> Result<()> {
    library.remember(|connection, _| put(connection, name, value))
}

/// Sets it to what `change` makes of its value, and gives back what else `change` says: what another program sets meanwhile
/// is not overlooked. Where `change` refuses, nothing is set.
///
/// # Errors
/// When the library cannot be written to.
pub fn change<T, R>(
    library: &Library,
    name: &str,
    change: impl FnOnce(Option<Value>) -> std::result::Result<(Value, T), R>,
) -> Result<std::result::Result<T, R>> {
    library.remember(|connection, _| match change(stored(connection, name)?) {
        Ok((value, said)) => put(connection, name, &value).map(|()| Ok(said)),
        Err(refusal) => Ok(Err(refusal)),
    })
}

/// Sets it together with an action, of which it is no part: it is not undone with it. An action that changes nothing sets
/// nothing.
///
/// # Errors
/// When the library cannot be written to.
pub fn set_with(act: &Act<'_>, name: &str, value: &Value) -> Result<()> {
    put(act.connection, name, value)
}

fn stored(connection: &Connection, name: &str) -> Result<Option<Value>> {
    Ok(connection
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| {
            Ok(row.get_ref(0)?.as_str().ok().and_then(|value| serde_json::from_str(value).ok()))
        })
        .optional()?
        .flatten())
}

fn put(connection: &Connection, name: &str, value: &Value) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value.to_string()])?;
    Ok(())
}
