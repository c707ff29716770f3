//! Filling a new file that is thrown away where that fails: nothing is written twice or waited for, and the indexes that
//! nothing reads meanwhile are made at the end, each sorted once instead of searched for every row.

use std::path::Path;

use rusqlite::Connection;

use super::connection::{Mode, connect, use_wal};
use super::error::Result;
use super::identity::Replaced;
use super::migrate::upgrade;
use super::opening::open;
use super::writer::Writer;

/// The indexes that are made at the end.
const LATER: [&str; 4] = ["accounts_person", "accounts_email", "accounts_mail", "events_day"];

/// Creates a database to fill. [`end_filling`] makes it one like any other.
pub fn open_to_fill(path: &Path) -> Result<Writer> {
    drop(open(path)?);
    let conn = connect(path, Mode::Write)?;
    Writer::configure(&conn)?;
    conn.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "OFF")?;
    for index in LATER {
        conn.execute_batch(&format!("DROP INDEX {index}"))?;
    }
    Writer::new(conn, path, Replaced::default())
}

/// Completes a database that was filled. It is on the disk only once its file is synced.
pub fn end_filling(path: &Path) -> Result<()> {
    let mut whole = Connection::open_in_memory()?;
    upgrade(&mut whole)?;
    let conn = connect(path, Mode::Write)?;
    conn.pragma_update(None, "synchronous", "OFF")?;
    for index in LATER {
        let sql: String = whole.query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [index], |row| row.get(0))?;
        conn.execute_batch(&sql)?;
    }
    use_wal(&conn)
}
