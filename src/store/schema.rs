//! Which schema a file has, and which of them this program knows.

use rusqlite::Connection;

use super::error::{Error, Result};

/// Every migration, in order; the number of a schema is its place here, counted from one.
pub(super) const MIGRATIONS: [&str; 4] = [
    include_str!("../../assets/migrations/0001.sql"),
    include_str!("../../assets/migrations/0002.sql"),
    include_str!("../../assets/migrations/0003.sql"),
    include_str!("../../assets/migrations/0004.sql"),
];

/// The newest schema this program knows.
pub const NEWEST: i64 = MIGRATIONS.len() as i64;

/// The oldest schema whose tables can be read as they are, where a file cannot be upgraded.
pub(super) const READABLE: i64 = 3;

/// Marks the file as ours, so that another program's database is never taken for one: `nej1`.
pub(super) const APPLICATION: i64 = 0x6e65_6a31;

/// The schema of the file behind a connection; 0 when it has none yet.
pub(super) fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Whether nothing is in the file yet.
pub(super) fn blank(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))
}

/// Whether this program knows a schema.
pub(super) fn check(found: i64) -> Result<()> {
    match found {
        0..=NEWEST => Ok(()),
        _ if found > NEWEST => Err(Error::Newer { found, known: NEWEST }),
        _ => Err(Error::damaged("a schema number below zero")),
    }
}
