//! The schema's versions: numbered SQL, each applied once, in one transaction.

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Error, Result};

/// Every migration, in order; the number of a schema is its place here, counted from one.
const MIGRATIONS: [&str; 1] = [include_str!("../../assets/migrations/0001.sql")];

/// The newest schema this program knows.
pub const NEWEST: i64 = MIGRATIONS.len() as i64;

/// Marks the file as ours, so that another program's database is never taken for one: `nej1`.
pub(super) const APPLICATION: i64 = 0x6e65_6a31;

/// The schema of the file behind a connection; 0 when it has none yet.
pub(super) fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Brings the file to the newest schema. The version is read inside the transaction: another process may
/// have been quicker.
pub(super) fn upgrade(conn: &mut Connection) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&tx)?;
    check(found)?;
    if found == 0 && !blank(&tx)? {
        return Err(Error::Foreign);
    }
    for (sql, number) in MIGRATIONS.iter().zip(1..).skip(found as usize) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION)?;
    Ok(tx.commit()?)
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
