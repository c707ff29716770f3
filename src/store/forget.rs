//! Forgetting an account: the one way out of the log, and it erases. Deleting alone would leave copies of
//! rows on pages that SQLite had split, and in the write-ahead log, until something happened to overwrite them.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, named_params};

use super::error::Result;
use super::writer::{Writer, commit};
use super::{accounts, projection};
use crate::domain::AccountId;

/// The key in `meta` under which the file remembers that bytes of something forgotten may be left in it.
const PENDING: &str = "erase_pending";

/// How far forgetting has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    /// Not a byte is left in the file or beside it.
    Wholly,
    /// It is gone for every program that asks, but bytes of it are left while another window still reads, or
    /// there is no room to write the file anew. To be [tried again](Writer::erase) at each start and end.
    NotYet,
}

impl Writer {
    /// Forgets an account and all that belongs to it.
    pub fn forget(&mut self, id: AccountId) -> Result<Erased> {
        let tx = self.begin()?;
        accounts::must_exist(&tx, id)?;
        projection::unindex(&tx, &[id])?;
        tx.prepare_cached("DELETE FROM accounts WHERE id = :id")?.execute(named_params! { ":id": id.0 })?;
        tx.prepare_cached("INSERT INTO meta (key, value) VALUES (:key, '') ON CONFLICT (key) DO NOTHING")?
            .execute(named_params! { ":key": PENDING })?;
        commit(tx)?;
        // From here on it is forgotten, and saying that it failed would be wrong.
        Ok(self.erase().unwrap_or(Erased::NotYet))
    }

    /// Erases what is left of something forgotten. Asks one row and does nothing more when nothing is left.
    pub fn erase(&mut self) -> Result<Erased> {
        let pending = "SELECT 1 FROM meta WHERE key = :key";
        if !self.conn.prepare_cached(pending)?.exists(named_params! { ":key": PENDING })? {
            return Ok(Erased::Wholly);
        }
        // Words that were taken out of the index lie in it until it is merged.
        self.conn.execute_batch("INSERT INTO find (find) VALUES ('optimize')")?;
        vacuum(&self.conn)?;
        if !truncate_wal(&self.conn)? {
            return Ok(Erased::NotYet);
        }
        self.conn.prepare_cached("DELETE FROM meta WHERE key = :key")?.execute(named_params! { ":key": PENDING })?;
        Ok(Erased::Wholly)
    }
}

/// Writes the file anew. The copy that SQLite makes on the way can be as large as the file: not in memory, and
/// not in the system's temporary folder.
fn vacuum(conn: &Connection) -> Result<()> {
    let folder = conn.path().map(Path::new).and_then(Path::parent).and_then(Path::to_str);
    if let Some(folder) = folder {
        conn.pragma_update(None, "temp_store_directory", folder)?;
        conn.pragma_update(None, "temp_store", "FILE")?;
    }
    let done = conn.execute_batch("VACUUM");
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(done?)
}

/// Empties the write-ahead log; `false` when somebody still reads from it.
pub(super) fn truncate_wal(conn: &Connection) -> Result<bool> {
    let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)).optional()?;
    Ok(busy.unwrap_or(0) == 0)
}
