//! The connection that writes.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use std::path::Path;

use super::batch::Batch;
use super::cause::explained;
use super::connection::{leave_log, truncate_wal};
use super::error::{Error, Result};
use super::identity::{Replaced, WatchedFile};
use super::schema;
use super::stamp::Stamp;
use crate::domain::change::{Change, WriteOutcome};

/// Kibibytes of pages that stay in memory while an import fills the indexes.
const CACHE: i64 = 32 << 10;
/// The log's size in bytes to which it is cut back after an import had made it large.
const LOG: i64 = 8 << 20;

/// Writes. Belongs to one thread.
#[derive(Debug)]
pub struct Writer {
    pub(super) conn: Connection,
    /// The login of who writes; `None` where it is not known.
    pub login: Option<String>,
    file: WatchedFile,
}

impl Writer {
    /// To be made once something was read.
    pub(super) fn new(conn: Connection, path: &Path, replaced: Replaced) -> Result<Self> {
        let file = WatchedFile::new(path, Stamp::stored(&conn)?, replaced);
        Ok(Self { conn, login: None, file })
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
        self.applied(change).map_err(|error| explained(error, self.file.path()))
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
        let login = self.login.clone();
        self.begin().map(|tx| Batch::new(tx, login))
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
        match schema::version(&tx)? {
            schema::NEWEST => Ok(tx),
            found => Err(Error::Newer { found, known: schema::NEWEST }),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.file.holds() {
            leave_log(&self.conn);
        }
    }
}
