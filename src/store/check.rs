//! Looking the whole database over, which costs as much as there is in it: for `doctor`, and at the start of a screen only
//! where it is small.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::database_copy::problems;
use super::error::{Error, Result};
use super::reader::Reader;
use super::stamp::commit;
use super::writer::Writer;
use super::{accounts, projection};
use crate::domain::AccountId;

/// Accounts that are looked over between two calls of the progress function.
const STEP: usize = 1_000;

/// What looking over the projection has put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Rows of the list that differed from what their events say.
    pub rows: u64,
    /// Whether the kept counts differed from the list.
    pub counts: bool,
    /// Whether the index of words differed from the list.
    pub index: bool,
}

impl Reader {
    /// What is wrong with the file, in SQLite's words; nothing when all is well.
    pub fn check(&self) -> Result<Vec<String>> {
        self.read(problems)
    }
}

impl Writer {
    /// Reckons the whole list anew, puts right what differs, and says what did. `progress` gets how many
    /// accounts of how many are done.
    pub fn rebuild(&mut self, mut progress: impl FnMut(u64, u64)) -> Result<Rebuilt> {
        let tx = self.begin()?;
        let all: i64 = tx.query_row("SELECT count(*) FROM accounts", [], |row| row.get(0))?;
        // Asked first: what is put right below is not in the index yet.
        let index = !is_index_whole(&tx);
        let (mut rows, mut done, mut last) = (orphans(&tx)?, 0, AccountId(0));
        loop {
            let ids = accounts::numbers(&tx, last, STEP)?;
            let Some(newest) = ids.last() else { break };
            last = *newest;
            done += ids.len() as u64;
            for id in ids {
                rows += match projection::correct(&tx, id) {
                    // Its row stays as it is; reading it reports the error.
                    Err(Error::UnreadableAccount(_) | Error::UnreadableEvent(..) | Error::Damaged { .. }) => 0,
                    corrected => u64::from(corrected?),
                };
            }
            progress(done, all as u64);
        }
        let counts = recounted(&tx)?;
        if index || rows > 0 {
            tx.execute_batch("INSERT INTO search_index (search_index) VALUES ('rebuild')")?;
        }
        commit(tx)?;
        Ok(Rebuilt { rows, counts, index })
    }
}

/// Takes out rows of the list that have lost their account, which no program does that minds foreign keys.
fn orphans(conn: &Connection) -> Result<u64> {
    Ok(conn.execute("DELETE FROM case_list WHERE account_id NOT IN (SELECT id FROM accounts)", [])? as u64)
}

fn recounted(conn: &Connection) -> Result<bool> {
    let key = "status, day, beside, from_day, to_day";
    let counted = format!("SELECT {key}, count(*) FROM case_list GROUP BY {key}");
    let differ = format!(
        "SELECT EXISTS ({counted} EXCEPT SELECT {key}, n FROM case_counts)
             OR EXISTS (SELECT {key}, n FROM case_counts EXCEPT {counted})"
    );
    let differ: bool = conn.query_row(&differ, [], |row| row.get(0))?;
    if differ {
        conn.execute_batch(&format!("DELETE FROM case_counts; INSERT INTO case_counts ({key}, n) {counted}"))?;
    }
    Ok(differ)
}

/// Whether the index of words holds what the list does. Rank 1 compares the two, and not only the index with
/// itself.
fn is_index_whole(conn: &Connection) -> bool {
    conn.execute_batch("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)").is_ok()
}

/// Up to this size, in bytes, a file is checked whole before a screen writes into it: some thirty milliseconds, which
/// nobody waits for. A larger one is checked by `nej doctor`.
const CHECKED_AT_START: u64 = 4 << 20;

/// Damage in a page that no frame has read yet would else be found when something was written into it.
pub(super) fn check_small(conn: &Connection, path: &Path) -> Result<()> {
    if fs::metadata(path).is_ok_and(|meta| meta.len() > CHECKED_AT_START) {
        return Ok(());
    }
    match conn.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))? {
        found if found == "ok" => Ok(()),
        found => Err(Error::damaged(found)),
    }
}
