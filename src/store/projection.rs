//! What the list keeps of a case: phase, deciding day and the text that is searched. Derived from the
//! account, its draft and its entries, and written in the transaction that changes one of them.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::error::{Error, Result};
use super::records::numbers;
use super::{accounts, drafts, entries};
use crate::domain::day::number;
use crate::domain::text::fold_case;
use crate::domain::{Account, AccountId, Case, Draft, Event, EventData};

/// How much of the custom reason is searched, in characters.
const REASON_SEARCHED: usize = 200;

/// A row of the list as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Projected {
    status: i64,
    day: i64,
    hay: String,
}

impl Projected {
    /// What the list says of an account.
    pub(super) fn of(account: &Account, draft: &Draft, entries: &[Event]) -> Self {
        let state = Case::of(entries).state(account.added_on);
        let hay = hay(account, draft, entries);
        Self { status: state.phase.code(), day: number(state.day), hay }
    }
}

/// The words by which a case is found, one kind a line.
fn hay(account: &Account, draft: &Draft, entries: &[Event]) -> String {
    let fields = &account.fields;
    let reason: String = draft.reason.chars().take(REASON_SEARCHED).collect();
    let mut lines = vec![fields.handle.as_str(), &fields.person, &fields.email, &fields.group];
    for entry in entries {
        lines.push(&entry.note);
        if let EventData::ComplaintLodged { case_number, .. } | EventData::CaseNumber { case_number } = &entry.data {
            lines.push(case_number);
        }
    }
    lines.push(&reason);
    lines.retain(|line| !line.is_empty());
    fold_case(&lines.join("\n"))
}

/// Writes the rows of accounts anew, where they have changed.
pub(super) fn refresh(conn: &Connection, ids: &[AccountId]) -> Result<()> {
    let (mut changed, mut leave, mut enter) = (Vec::new(), Vec::new(), Vec::new());
    for id in ids {
        let (old, new) = (stored(conn, *id)?, reckoned(conn, *id)?);
        if old.as_ref().is_none_or(|old| old.hay != new.hay) {
            enter.push(*id);
            leave.extend(old.is_some().then_some(*id));
        }
        if old.as_ref() != Some(&new) {
            changed.push((*id, new));
        }
    }
    unindex(conn, &leave)?;
    for (id, new) in &changed {
        write(conn, *id, new)?;
    }
    index(conn, &enter)
}

/// Puts an account's row right where it is wrong, and says whether it was. The index of words is left alone.
pub(super) fn correct(conn: &Connection, id: AccountId) -> Result<bool> {
    let new = reckoned(conn, id)?;
    let wrong = stored(conn, id)?.as_ref() != Some(&new);
    if wrong {
        write(conn, id, &new)?;
    }
    Ok(wrong)
}

fn reckoned(conn: &Connection, id: AccountId) -> Result<Projected> {
    let account = accounts::account(conn, id)?.ok_or(Error::NoSuchAccount(id))?;
    Ok(Projected::of(&account, &drafts::draft(conn, id)?, &entries::of_account(conn, id)?))
}

/// Writes the row of an account that was brought in whole. Its words are to be [indexed](index) later.
pub(super) fn bring_in(conn: &Connection, account: &Account, draft: &Draft, entries: &[Event]) -> Result<()> {
    write(conn, account.id, &Projected::of(account, draft, entries))
}

fn write(conn: &Connection, id: AccountId, row: &Projected) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO list (account_id, status, day, hay) VALUES (:id, :status, :day, :hay)
         ON CONFLICT (account_id) DO UPDATE SET status = excluded.status, day = excluded.day, hay = excluded.hay",
    )?
    .execute(named_params! { ":id": id.0, ":status": row.status, ":day": row.day, ":hay": row.hay })?;
    Ok(())
}

fn stored(conn: &Connection, id: AccountId) -> Result<Option<Projected>> {
    let mut query = conn.prepare_cached("SELECT status, day, hay FROM list WHERE account_id = :id")?;
    let read = query.query_row(named_params! { ":id": id.0 }, |row| {
        Ok(Projected { status: row.get(0)?, day: row.get(1)?, hay: row.get(2)? })
    });
    Ok(read.optional()?)
}

/// Puts accounts into the index of words. For many at a time this is ten times as fast as one after the
/// other: SQLite writes the index out at the end of each statement.
pub(super) fn index(conn: &Connection, ids: &[AccountId]) -> Result<()> {
    let sql = "INSERT INTO find (rowid, hay)
         SELECT account_id, hay FROM list WHERE account_id IN (SELECT value FROM json_each(:ids))";
    for_all(conn, sql, ids)
}

/// Takes accounts out of the index of words, which must be told what it had been told to put in.
pub(super) fn unindex(conn: &Connection, ids: &[AccountId]) -> Result<()> {
    let sql = "INSERT INTO find (find, rowid, hay)
         SELECT 'delete', account_id, hay FROM list WHERE account_id IN (SELECT value FROM json_each(:ids))";
    for_all(conn, sql, ids)
}

fn for_all(conn: &Connection, sql: &str, ids: &[AccountId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    conn.prepare_cached(sql)?.execute(named_params! { ":ids": numbers(ids) })?;
    Ok(())
}
