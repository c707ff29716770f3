//! The schema's versions: numbered SQL, each applied once, all in one transaction, with a checked copy of the old file
//! beside it first.
//!
//! One that makes a table anew needs `foreign_keys` off before the transaction begins, or dropping the old
//! `accounts` would take the log with it; and `foreign_key_check` before its end.

use rusqlite::{Connection, TransactionBehavior};

use super::database_copy::copy_before_upgrade;
use super::error::{Error, Result};
use super::schema::{APPLICATION, MIGRATIONS, blank, check, version};
use super::stamp::commit;
use super::{form_drafts, projection};

/// The schema since which what the list keeps is as it is: what comes from an older one is made anew.
const LISTED: i64 = 2;
/// The schema since which the text that is searched is folded as it is now.
const FOLDED: i64 = 4;

/// Brings the file to the newest schema, and what is derived from the log with it.
pub(super) fn upgrade(conn: &mut Connection) -> Result<()> {
    apply(conn, &MIGRATIONS, projection::fill)
}

/// All of them or none, then `finish`. The version is read inside the transaction: another process may have been
/// quicker. No other connection can write from then on, so that the copy is the file as it was upgraded.
fn apply(conn: &mut Connection, migrations: &[&str], finish: fn(&Connection) -> Result<()>) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&tx)?;
    check(found)?;
    if found == 0 && !blank(&tx)? {
        return Err(Error::Foreign);
    }
    let outdated = found > 0 && (found as usize) < migrations.len();
    if outdated {
        copy_before_upgrade(&tx, found)?;
    }
    for (sql, number) in migrations.iter().zip(1..).skip(found as usize) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
    }
    if outdated && found < LISTED {
        finish(&tx)?;
    } else if outdated && found < FOLDED {
        projection::fold_again(&tx)?;
    }
    if outdated {
        form_drafts::give_to_owner(&tx)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION)?;
    commit(tx)
}

#[cfg(test)]
mod tests {
    use super::super::schema::NEWEST;
    use super::*;

    fn tables(conn: &Connection) -> i64 {
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_upgrade_happens_once_and_wholly() {
        let mut conn = Connection::open_in_memory().unwrap();
        let broken = [MIGRATIONS[0], "CREATE TABLE later (a); CREATE TABLE accounts (b)"];
        assert!(apply(&mut conn, &broken, |_| Ok(())).is_err());
        assert_eq!((version(&conn), tables(&conn)), (Ok(0), 0));
        upgrade(&mut conn).unwrap();
        let made = tables(&conn);
        assert_eq!(version(&conn), Ok(NEWEST));
        apply(&mut conn, &MIGRATIONS, |_| Ok(())).unwrap();
        assert_eq!((version(&conn), tables(&conn)), (Ok(NEWEST), made));
    }

    #[test]
    fn a_later_migration_finds_the_schema_before_it() {
        let mut conn = Connection::open_in_memory().unwrap();
        upgrade(&mut conn).unwrap();
        let later: Vec<&str> = MIGRATIONS.into_iter().chain(["ALTER TABLE meta ADD COLUMN later TEXT"]).collect();
        apply(&mut conn, &later, |_| Ok(())).unwrap();
        let newer = Error::Newer { found: NEWEST + 1, known: NEWEST };
        assert_eq!(version(&conn), Ok(NEWEST + 1));
        assert_eq!(check(NEWEST + 1), Err(newer.clone()));
        assert_eq!(upgrade(&mut conn), Err(newer));
    }

    #[test]
    fn another_programs_tables_are_not_built_upon() {
        let mut conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE theirs (a)").unwrap();
        assert_eq!(upgrade(&mut conn), Err(Error::Foreign));
        assert_eq!(tables(&conn), 1);
    }
}
