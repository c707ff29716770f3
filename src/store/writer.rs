//! The connection that writes: one change, one transaction, and the projection with it.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{Error, Result};
use super::{accounts, drafts, entries, kept, migrate, projection};
use crate::domain::change::{Change, Done};

/// Writes. Belongs to one thread.
#[derive(Debug)]
pub struct Writer {
    conn: Connection,
}

impl Writer {
    pub(super) const fn new(conn: Connection) -> Self {
        Self { conn }
    }

    /// Writes a change, all of it or nothing. When this returns, it is on the disk. [`Error::Busy`] comes
    /// after a tenth of a second and means that trying again may help.
    pub fn apply(&mut self, change: &Change) -> Result<Done> {
        let tx = self.begin()?;
        let done = match change {
            Change::Add { fields, on } => {
                let id = accounts::add(&tx, fields, *on)?;
                projection::refresh(&tx, id)?;
                Done::Added(id)
            }
            Change::Edit { account, fields } => {
                accounts::edit(&tx, *account, fields)?;
                projection::refresh(&tx, *account)?;
                Done::Edited
            }
            Change::SaveDraft { account, draft } => {
                accounts::must_exist(&tx, *account)?;
                let (version, merged) = drafts::save(&tx, *account, draft)?;
                projection::refresh(&tx, *account)?;
                Done::Draft { version, merged }
            }
            Change::Record { entries: new, together, at } => Done::Recorded(entries::record(&tx, new, *together, *at)?),
            Change::Keep { account, form, body, open } => {
                kept::keep(&tx, *account, form, body.as_deref(), *open)?;
                Done::Kept
            }
        };
        tx.commit()?;
        Ok(done)
    }

    /// Begins to write. Another process may have upgraded the file since it was opened.
    fn begin(&mut self) -> Result<Transaction<'_>> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        match migrate::version(&tx)? {
            migrate::NEWEST => Ok(tx),
            found => Err(Error::Newer { found, known: migrate::NEWEST }),
        }
    }
}
