//! Reading a table row by row over damage.
//!
//! A page that cannot be read ends a scan. Behind it the table is entered again by its key: at keys ever further away,
//! until one leads to a page that can be read; what lies between is read from there backwards. So a damaged page costs
//! the rows on it, and no others.

use rusqlite::{Connection, Rows, types::Value};
use uuid::Uuid;

/// Which rows, in which order.
pub(super) struct Sweep<'sql> {
    pub(super) table: &'sql str,
    /// The columns to read.
    pub(super) columns: &'sql [&'sql str],
    /// A column that has to have this value.
    pub(super) filter: Option<(&'sql str, Value)>,
    /// The column that identifies a row, within the filter.
    pub(super) key: &'sql str,
    pub(super) kind: Key,
}

/// What keys look like.
#[derive(Clone, Copy)]
pub(super) enum Key {
    Number,
    Id,
    Name,
}

impl Key {
    /// Below every key.
    fn lowest(self) -> Value {
        match self {
            Self::Number => Value::Integer(i64::MIN),
            Self::Id | Self::Name => Value::Text(String::new()),
        }
    }

    /// Whether a key is one of these, and comes after another. A damaged table may hold anything, in any order, and the
    /// rows of another table.
    fn is_after(self, key: &Value, last: &Value) -> bool {
        match (self, key, last) {
            (Self::Number, Value::Integer(key), Value::Integer(last)) => key > last,
            (Self::Id, Value::Text(key), Value::Text(last)) => key > last && Uuid::parse_str(key).is_ok(),
            (Self::Name, Value::Text(key), Value::Text(last)) => key > last,
            _ => false,
        }
    }

    /// A key that is by so much further; `None` where there is none.
    fn further(self, last: &Value, exponent: u32) -> Option<Value> {
        match (self, last) {
            (Self::Number, Value::Integer(last)) => {
                // Keys are never negative.
                last.max(&-1)
                    .checked_add(1i64.checked_shl(exponent)?)
                    .filter(|next| *next > 0)
                    .map(Value::Integer)
            }
            (Self::Id, Value::Text(last)) => {
                let last = Uuid::parse_str(last).map_or(0, |id| id.as_u128());
                let next = Uuid::from_u128(last.checked_add(1u128.checked_shl(exponent)?)?);
                Some(Value::Text(next.as_hyphenated().to_string()))
            }
            _ => None,
        }
    }
}

impl Sweep<'_> {
    /// Calls `visit` with each row that can be read, and gives back how many places could not be.
    pub(super) fn run(&self, connection: &Connection, visit: &mut dyn FnMut(&[Value])) -> u64 {
        let mut last = self.kind.lowest();
        let mut breaks = 0;
        loop {
            if self.forward(connection, &mut last, visit).is_ok() {
                return breaks;
            }
            breaks += 1;
            let behind = (0..127)
                .map_while(|exponent| self.kind.further(&last, exponent))
                .find_map(|probe| self.first_from(connection, &probe).ok());
            let upper = behind.flatten();
            self.backward(connection, &last, upper.as_ref(), visit);
            match upper {
                Some(upper) if self.kind.is_after(&upper, &last) => last = upper,
                _ => return breaks,
            }
        }
    }

    fn sql(&self, condition: &str, order: &str) -> String {
        let quoted: Vec<String> = self.columns.iter().map(|column| format!("\"{column}\"")).collect();
        let filter =
            self.filter.as_ref().map_or_else(String::new, |(column, _)| format!("AND \"{column}\" = ?1"));
        let key = self.key;
        // An index may be what is damaged. A table without rowids has no other way than its key.
        let indexed = if key == "rowid" { "NOT INDEXED" } else { "" };
        format!(
            "SELECT \"{key}\", {} FROM \"{}\" {indexed} WHERE {condition} {filter} ORDER BY \"{key}\" {order}",
            quoted.join(", "),
            self.table
        )
    }

    fn query(
        &self,
        connection: &Connection,
        sql: &str,
        bounds: [Option<&Value>; 2],
        mut read: impl FnMut(&mut Rows<'_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(sql)?;
        let filter = self.filter.as_ref().map_or(&Value::Null, |(_, value)| value);
        for (at, value) in [Some(filter), bounds[0], bounds[1]].into_iter().enumerate() {
            if at < statement.parameter_count()
                && let Some(value) = value
            {
                statement.raw_bind_parameter(at + 1, value)?;
            }
        }
        read(&mut statement.raw_query())
    }

    fn row(&self, row: &rusqlite::Row<'_>) -> rusqlite::Result<(Value, Vec<Value>)> {
        // A text that is none is a value of another kind, and not the end of the scan.
        let value = |column| -> rusqlite::Result<Value> {
            let value = row.get_ref(column)?;
            Ok(Value::try_from(value)
                .unwrap_or_else(|_| Value::Blob(value.as_bytes().unwrap_or_default().to_vec())))
        };
        let values = (1..=self.columns.len()).map(value).collect::<rusqlite::Result<_>>()?;
        Ok((value(0)?, values))
    }

    fn forward(
        &self,
        connection: &Connection,
        last: &mut Value,
        visit: &mut dyn FnMut(&[Value]),
    ) -> rusqlite::Result<()> {
        let sql = self.sql(&format!("\"{}\" > ?2", self.key), "ASC");
        let from = last.clone();
        self.query(connection, &sql, [Some(&from), None], |rows| {
            while let Some(row) = rows.next()? {
                let (key, values) = self.row(row)?;
                if !self.kind.is_after(&key, last) {
                    return Err(rusqlite::Error::InvalidQuery);
                }
                visit(&values);
                *last = key;
            }
            Ok(())
        })
    }

    /// The key of the first row from there on, which can be read.
    fn first_from(&self, connection: &Connection, from: &Value) -> rusqlite::Result<Option<Value>> {
        let sql = format!("{} LIMIT 1", self.sql(&format!("\"{}\" >= ?2", self.key), "ASC"));
        let mut found = None;
        self.query(connection, &sql, [Some(from), None], |rows| {
            if let Some(row) = rows.next()? {
                let key = self.row(row)?.0;
                if !self.kind.is_after(&key, from) && key != *from {
                    return Err(rusqlite::Error::InvalidQuery);
                }
                found = Some(key);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The rows after one key and up to another, from behind, as far as they can be read.
    fn backward(
        &self,
        connection: &Connection,
        after: &Value,
        upper: Option<&Value>,
        visit: &mut dyn FnMut(&[Value]),
    ) {
        let key = self.key;
        let condition = match upper {
            Some(_) => format!("\"{key}\" > ?2 AND \"{key}\" <= ?3"),
            None => format!("\"{key}\" > ?2"),
        };
        let sql = self.sql(&condition, "DESC");
        let mut before: Option<Value> = None;
        // Where it ends, it ends: that there is damage has been counted.
        let _ = self.query(connection, &sql, [Some(after), upper], |rows| {
            while let Some(row) = rows.next()? {
                let (key, values) = self.row(row)?;
                if before.as_ref().is_some_and(|before| !self.kind.is_after(before, &key))
                    || !self.kind.is_after(&key, after)
                {
                    return Err(rusqlite::Error::InvalidQuery);
                }
                visit(&values);
                before = Some(key);
            }
            Ok(())
        });
    }
}
