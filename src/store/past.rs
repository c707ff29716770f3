//! The list as it was on a past day: what is dated later has not happened yet. Where something is, tables of the same
//! names in the memory of a connection stand before those of the file, and everything that reads the list reads them.
//! That costs a copy of the list; a day without later events costs one look at an index.

use chrono::NaiveDate;
use rusqlite::{Connection, named_params};

use super::error::{Error, Result};
use super::projection;
use crate::domain::AccountId;

/// The tables of the list as in the file (`assets/migrations`), without references and triggers.
const TABLES: &str = "
    CREATE TEMP TABLE case_list (
        status INTEGER NOT NULL, day INTEGER NOT NULL, account_id INTEGER NOT NULL, beside INTEGER NOT NULL,
        from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, search_text TEXT NOT NULL,
        PRIMARY KEY (status, day, account_id)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX temp.case_list_account ON case_list (account_id, beside);
    CREATE TEMP TABLE case_counts (
        status INTEGER NOT NULL, day INTEGER NOT NULL, beside INTEGER NOT NULL, from_day INTEGER NOT NULL,
        to_day INTEGER NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (status, day, beside, from_day, to_day)
    ) STRICT, WITHOUT ROWID;";

/// Makes a connection that only reads see the list as of a day, in a transaction of the caller's.
pub(super) fn look_back(conn: &Connection, day: NaiveDate) -> Result<()> {
    let later = later(conn, day)?;
    let looks_back: bool = conn.query_row("SELECT EXISTS (SELECT 1 FROM temp.sqlite_schema)", [], |row| row.get(0))?;
    if later.is_empty() && !looks_back {
        return Ok(());
    }
    conn.pragma_update(None, "query_only", "OFF")?;
    let filled = fill(conn, &later, day, looks_back);
    conn.pragma_update(None, "query_only", "ON")?;
    filled
}

/// The accounts in whose logs something is dated later.
fn later(conn: &Connection, day: NaiveDate) -> Result<Vec<AccountId>> {
    // Left to itself SQLite goes through all events by account, so as not to sort for DISTINCT.
    let mut query = conn.prepare_cached("SELECT DISTINCT account_id FROM events INDEXED BY events_day WHERE day > :day")?;
    let ids = query.query_map(named_params! { ":day": day.to_string() }, |row| row.get(0).map(AccountId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn fill(conn: &Connection, later: &[AccountId], day: NaiveDate, there: bool) -> Result<()> {
    if there {
        conn.execute_batch("DELETE FROM temp.case_list; DELETE FROM temp.case_counts")?;
    } else {
        conn.execute_batch(TABLES)?;
        // What was prepared before would go on reading the tables of the file.
        conn.flush_prepared_statement_cache();
    }
    conn.execute_batch(
        "INSERT INTO temp.case_list SELECT status, day, account_id, beside, from_day, to_day, search_text FROM main.case_list",
    )?;
    for id in later {
        match projection::write_as_of(conn, *id, day) {
            // It keeps its place; reading its log reports the error.
            Ok(()) | Err(Error::UnreadableAccount(_) | Error::UnreadableEvent(..)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(conn.execute_batch(
        "INSERT INTO temp.case_counts SELECT status, day, beside, from_day, to_day, count(*) FROM temp.case_list
         GROUP BY status, day, beside, from_day, to_day",
    )?)
}
