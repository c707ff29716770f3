//! The schema's versions: numbered SQL, each applied once, all in one transaction.
//!
//! One that makes a table anew needs `foreign_keys` off before the transaction begins, or dropping the old
//! `accounts` would take the log with it; and `foreign_key_check` before its end.

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Error, Result};
use super::writer::commit;

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

/// Brings the file to the newest schema.
pub(super) fn upgrade(conn: &mut Connection) -> Result<()> {
    apply(conn, &MIGRATIONS)
}

/// All of them or none. The version is read inside the transaction: another process may have been quicker.
fn apply(conn: &mut Connection, migrations: &[&str]) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&tx)?;
    check(found)?;
    if found == 0 && !blank(&tx)? {
        return Err(Error::Foreign);
    }
    for (sql, number) in migrations.iter().zip(1..).skip(found as usize) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION)?;
    commit(tx)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(conn: &Connection) -> i64 {
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_upgrade_happens_once_and_wholly() {
        let mut conn = Connection::open_in_memory().unwrap();
        let broken = [MIGRATIONS[0], "CREATE TABLE later (a); CREATE TABLE accounts (b)"];
        assert!(apply(&mut conn, &broken).is_err());
        assert_eq!((version(&conn), tables(&conn)), (Ok(0), 0));
        upgrade(&mut conn).unwrap();
        let made = tables(&conn);
        assert_eq!(version(&conn), Ok(NEWEST));
        apply(&mut conn, &MIGRATIONS).unwrap();
        assert_eq!((version(&conn), tables(&conn)), (Ok(NEWEST), made));
    }

    #[test]
    fn a_later_migration_finds_the_schema_before_it() {
        let mut conn = Connection::open_in_memory().unwrap();
        upgrade(&mut conn).unwrap();
        apply(&mut conn, &[MIGRATIONS[0], "ALTER TABLE meta ADD COLUMN later TEXT"]).unwrap();
        assert_eq!(version(&conn), Ok(2));
        assert_eq!(check(2), Err(Error::Newer { found: 2, known: NEWEST }));
        assert_eq!(upgrade(&mut conn), Err(Error::Newer { found: 2, known: NEWEST }));
    }

    #[test]
    fn another_programs_tables_are_not_built_upon() {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE theirs (a)").unwrap();
        assert_eq!(upgrade(&mut conn), Err(Error::Foreign));
        assert_eq!(tables(&conn), 1);
    }
}
