//! The connection that writes.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::batch::Batch;
use super::error::{Error, Result};
use super::migrate;
use crate::domain::change::{Change, WriteOutcome};

/// Kibibytes of pages that stay in memory while an import fills the indexes.
const CACHE: i64 = 32 << 10;
/// The log's size in bytes to which it is cut back after an import had made it large.
const LOG: i64 = 8 << 20;

/// Writes. Belongs to one thread.
#[derive(Debug)]
pub struct Writer {
    pub(super) conn: Connection,
}

impl Writer {
    pub(super) const fn new(conn: Connection) -> Self {
        Self { conn }
    }

    /// The settings of a connection that writes, before it writes anything.
    pub(super) fn settle(conn: &Connection) -> Result<()> {
        // What is deleted is overwritten with zeros. Not FAST, which leaves what lies on freed pages.
        conn.pragma_update(None, "secure_delete", "ON")?;
        conn.pragma_update(None, "cache_size", -CACHE)?;
        conn.pragma_update(None, "journal_size_limit", LOG)?;
        Ok(())
    }

    /// Writes a change, all of it or nothing. When this returns, it is on the disk. [`Error::Busy`] comes
    /// after a tenth of a second and means that trying again may help.
    pub fn apply(&mut self, change: &Change) -> Result<WriteOutcome> {
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

    /// Begins a transaction, and asks again which schema it is: another process may have upgraded the file.
    pub(super) fn begin(&mut self) -> Result<Transaction<'_>> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        match migrate::version(&tx)? {
            migrate::NEWEST => Ok(tx),
            found => Err(Error::Newer { found, known: migrate::NEWEST }),
        }
    }
}
