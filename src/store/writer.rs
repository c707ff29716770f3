//! The connection that writes.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use std::path::Path;

use super::batch::Batch;
use super::error::{Error, Result};
use super::forget::truncate_wal;
use super::identity::{Replaced, WatchedFile};
use super::migrate;
use super::stamp::{self, Stamp};
use crate::domain::change::{Change, WriteOutcome};

/// Kibibytes of pages that stay in memory while an import fills the indexes.
const CACHE: i64 = 32 << 10;
/// The log's size in bytes to which it is cut back after an import had made it large.
const LOG: i64 = 8 << 20;

/// Writes. Belongs to one thread.
#[derive(Debug)]
pub struct Writer {
    pub(super) conn: Connection,
    file: WatchedFile,
}

impl Writer {
    /// To be made once something was read.
    pub(super) fn new(conn: Connection, path: &Path, replaced: Replaced) -> Result<Self> {
        let file = WatchedFile::new(path, Stamp::stored(&conn)?, replaced);
        Ok(Self { conn, file })
    }

    /// The settings of a connection that writes, before it writes anything.
    pub(super) fn configure(conn: &Connection) -> Result<()> {
        // What is deleted is overwritten with zeros. Not FAST, which leaves what lies on freed pages.
        conn.pragma_update(None, "secure_delete", "ON")?;
        conn.pragma_update(None, "cache_size", -CACHE)?;
        conn.pragma_update(None, "journal_size_limit", LOG)?;
        Ok(())
    }

    /// Writes a change, all of it or nothing. When this returns, it is on the disk. [`Error::Busy`] comes
    /// after a tenth of a second and means that trying again may help.
    pub fn apply(&mut self, change: &Change) -> Result<WriteOutcome> {
        self.applied(change).map_err(|error| error.explained(self.file.path()))
    }

    fn applied(&mut self, change: &Change) -> Result<WriteOutcome> {
        let mut batch = self.batch()?;
        let done = batch.apply(change)?;
        batch.finish()?;
        Ok(done)
    }

    /// Begins to write several changes, all of them or nothing. Others cannot write until it is finished or
    /// dropped.
    pub fn batch(&mut self) -> Result<Batch<'_>> {
        self.begin().map(Batch::new)
    }

    /// Brings everything into the file itself, so that a copy of it has all of it, and closes. What cannot be done
    /// now, since another window reads, is done when that closes.
    pub fn close(mut self) {
        if self.file.holds() {
            let _ = truncate_wal(&self.conn);
        }
    }

    /// Begins a transaction, and asks again which file and which schema it is: another process may have replaced or
    /// upgraded it.
    pub(super) fn begin(&mut self) -> Result<Transaction<'_>> {
        if !self.file.holds() {
            return Err(Error::Replaced);
        }
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        match migrate::version(&tx)? {
            migrate::NEWEST => Ok(tx),
            found => Err(Error::Newer { found, known: migrate::NEWEST }),
        }
    }
}

/// Ends a transaction, so that it stands.
pub(super) fn commit(tx: Transaction<'_>) -> Result<()> {
    stamp::count_commit(&tx)?;
    Ok(tx.commit()?)
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.file.holds() {
            leave_log(&self.conn);
        }
    }
}

/// The last connection that closes removes the log by its name, which may be another database's by now.
pub(super) fn leave_log(conn: &Connection) {
    let _ = conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
}
