//! What the list keeps of a case: phase, deciding day and the text that is searched. Derived from the
//! account, its draft and its events, and written in the transaction that changes one of them.

use chrono::NaiveDate;
use rusqlite::{Connection, named_params};

use super::error::{Error, Result};
use super::{accounts, drafts, events};
use crate::domain::day::days_since_epoch;
use crate::domain::list::SearchField;
use crate::domain::text::search_key;
use crate::domain::{Account, AccountDetails, AccountId, Case, CaseState, Draft, Event, EventData, Platform};

/// How much of the custom reason is searched, in characters.
const REASON_SEARCHED: usize = 200;
/// Accounts whose numbers are read at once while all of it is made anew.
const FILLED_AT_ONCE: usize = 1_000;

/// New accounts from which on the index of words gathers more before it writes, and how much in bytes, then and else
/// (which is FTS5's own value).
const MANY: usize = 10_000;
const LARGE_HASH: u32 = 32 << 20;
const USUAL_HASH: u32 = 1 << 20;

/// What the list keeps of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Projected {
    /// The main matter, and the complaint beside it where there is one.
    rows: Vec<MatterRow>,
    search_text: String,
}

/// One matter of a case, with the days on which the complaint beside counts; none where there is but one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct MatterRow {
    /// The number of its phase. The column is called `status` from when the two were one.
    phase: i64,
    day: i64,
    beside: bool,
    from_day: i64,
    to_day: i64,
}

impl Projected {
    /// What the list says of an account.
    pub(super) fn of(account: &Account, draft: &Draft, events: &[Event]) -> Self {
        let states = Case::of(account.fields.platform, events).states(account.added_on);
        let (from_day, to_day) = states.beside.map_or((0, -1), |(_, from, to)| (days_since_epoch(from), days_since_epoch(to)));
        let row = |state: CaseState, beside| MatterRow {
            phase: state.phase.code(),
            day: days_since_epoch(state.day),
            beside,
            from_day,
            to_day,
        };
        let beside = states.beside.map(|(complaint, ..)| row(complaint, true));
        let rows = [row(states.main, false)].into_iter().chain(beside).collect();
        Self { rows, search_text: search_text(account, draft, events) }
    }
}

/// The words by which a case is found, one kind a line.
fn search_text(account: &Account, draft: &Draft, events: &[Event]) -> String {
    let fields = &account.fields;
    let reason: String = draft.reason.chars().take(REASON_SEARCHED).collect();
    let marked = [
        (SearchField::Handle, &fields.handle),
        (SearchField::Person, &fields.person),
        (SearchField::Email, &fields.email),
        (SearchField::Group, &fields.group),
        (SearchField::Assignee, &fields.assignee),
    ];
    let marked = marked.into_iter().filter(|(_, text)| !text.is_empty());
    let marked: Vec<String> = marked.map(|(field, text)| format!("{}{text}", field.mark())).collect();
    let mut lines: Vec<&str> = marked.iter().map(String::as_str).collect();
    for event in events {
        lines.push(&event.note);
        if let EventData::ComplaintLodged { case_number, .. } | EventData::CaseNumber { case_number } = &event.data {
            lines.push(case_number);
        }
    }
    lines.push(&reason);
    lines.retain(|line| !line.is_empty());
    search_key(&lines.join("\n"))
}

/// Writes the rows of accounts anew, where they have changed.
pub(super) fn refresh(conn: &Connection, ids: &[AccountId]) -> Result<()> {
    let (mut changed, mut leave, mut enter) = (Vec::new(), Vec::new(), Vec::new());
    for id in ids {
        let (old, new) = (stored(conn, *id)?, reckoned(conn, *id, NaiveDate::MAX)?);
        if old.as_ref().is_none_or(|old| old.search_text != new.search_text) {
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
    let new = reckoned(conn, id, NaiveDate::MAX)?;
    let wrong = stored(conn, id)?.as_ref() != Some(&new);
    if wrong {
        write(conn, id, &new)?;
    }
    Ok(wrong)
}

/// What the list says of an account on a day; what is dated later has not happened yet.
fn reckoned(conn: &Connection, id: AccountId, day: NaiveDate) -> Result<Projected> {
    let account = accounts::account(conn, id)?.ok_or(Error::NoSuchAccount(id))?;
    let mut events = events::of_account(conn, id)?;
    events.retain(|event| event.on <= day);
    Ok(Projected::of(&account, &drafts::draft(conn, id)?, &events))
}

/// What the list says of an account that cannot be read: that it was added.
fn unknown(conn: &Connection, id: AccountId) -> Result<Projected> {
    let mut query = conn.prepare_cached("SELECT added_on FROM accounts WHERE id = :id")?;
    let added: String = query.query_row(named_params! { ":id": id.0 }, |row| row.get(0))?;
    let fields = AccountDetails::new(Platform::default(), "");
    let account = Account { id, fields, added_on: added.parse().unwrap_or_default() };
    Ok(Projected::of(&account, &Draft::default(), &[]))
}

/// Writes an account's row as it was on a day.
pub(super) fn write_as_of(conn: &Connection, id: AccountId, day: NaiveDate) -> Result<()> {
    write(conn, id, &reckoned(conn, id, day)?)
}

/// Writes the rows of new accounts and puts their words into the index. In the order of the list, so that a table that
/// has outgrown the cache is gone through once.
pub(super) fn insert_all(conn: &Connection, cases: &mut Vec<(AccountId, Projected)>) -> Result<()> {
    let mut ids: Vec<_> = cases.iter().map(|(id, _)| *id).collect();
    cases.sort_unstable_by_key(|(id, case)| (case.rows.first().map(|row| (row.phase, row.day)), *id));
    for (id, case) in cases.drain(..) {
        insert(conn, id, &case)?;
    }
    ids.sort_unstable();
    let many = ids.len() >= MANY;
    if many {
        conn.execute_batch(&format!("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', {LARGE_HASH})"))?;
    }
    index(conn, &ids)?;
    if many {
        conn.execute_batch(&format!("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', {USUAL_HASH})"))?;
    }
    Ok(())
}

fn write(conn: &Connection, id: AccountId, case: &Projected) -> Result<()> {
    conn.prepare_cached("DELETE FROM case_list WHERE account_id = :id")?.execute(named_params! { ":id": id.0 })?;
    insert(conn, id, case)
}

fn insert(conn: &Connection, id: AccountId, case: &Projected) -> Result<()> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO case_list (status, day, account_id, beside, from_day, to_day, search_text)
         VALUES (:status, :day, :id, :beside, :from, :to, :text)",
    )?;
    for row in &case.rows {
        insert.execute(named_params! {
            ":status": row.phase, ":day": row.day, ":id": id.0, ":beside": row.beside, ":from": row.from_day,
            ":to": row.to_day, ":text": case.search_text,
        })?;
    }
    Ok(())
}

fn stored(conn: &Connection, id: AccountId) -> Result<Option<Projected>> {
    let mut query = conn.prepare_cached(
        "SELECT status, day, beside, from_day, to_day, search_text FROM case_list WHERE account_id = :id ORDER BY beside",
    )?;
    let mut rows = query.query(named_params! { ":id": id.0 })?;
    let mut case: Option<Projected> = None;
    while let Some(row) = rows.next()? {
        let matter =
            MatterRow { phase: row.get(0)?, day: row.get(1)?, beside: row.get(2)?, from_day: row.get(3)?, to_day: row.get(4)? };
        match &mut case {
            Some(case) => case.rows.push(matter),
            None => case = Some(Projected { rows: vec![matter], search_text: row.get(5)? }),
        }
    }
    Ok(case)
}

/// Makes all of it anew, for a file whose schema has just been changed.
pub(super) fn fill(conn: &Connection) -> Result<()> {
    let mut last = AccountId(0);
    loop {
        let ids = accounts::numbers(conn, last, FILLED_AT_ONCE)?;
        let Some(newest) = ids.last() else { break };
        last = *newest;
        for id in ids {
            let case = match reckoned(conn, id, NaiveDate::MAX) {
                // It has a place in the list, too, and is named there.
                Err(Error::UnreadableAccount(_) | Error::UnreadableEvent(..)) => unknown(conn, id)?,
                reckoned => reckoned?,
            };
            write(conn, id, &case)?;
        }
    }
    Ok(conn.execute_batch("INSERT INTO search_index (search_index) VALUES ('rebuild')")?)
}

/// Folds the text that is searched again, after a schema with an earlier fold. Most texts stay as they are: only those
/// that change are written and indexed anew.
pub(super) fn fold_again(conn: &Connection) -> Result<()> {
    let mut changed = Vec::new();
    let mut query = conn.prepare("SELECT account_id, search_text FROM case_list WHERE beside = 0")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        if search_key(text) != text {
            changed.push(AccountId(row.get(0)?));
        }
    }
    changed.sort_unstable();
    let many = changed.len() > MANY;
    for ids in changed.chunks(FILLED_AT_ONCE) {
        if !many {
            unindex(conn, ids)?;
        }
        for id in ids {
            let text: String = conn
                .prepare_cached("SELECT search_text FROM case_text WHERE account_id = :id")?
                .query_row(named_params! { ":id": id.0 }, |row| row.get(0))?;
            conn.prepare_cached("UPDATE case_list SET search_text = :text WHERE account_id = :id")?
                .execute(named_params! { ":id": id.0, ":text": search_key(&text) })?;
        }
        if !many {
            index(conn, ids)?;
        }
    }
    if many {
        conn.execute_batch("INSERT INTO search_index (search_index) VALUES ('rebuild')")?;
    }
    Ok(())
}

/// Puts accounts into the index of words. For many at a time this is ten times as fast as one after the
/// other: SQLite writes the index out at the end of each statement.
pub(super) fn index(conn: &Connection, ids: &[AccountId]) -> Result<()> {
    let sql = "INSERT INTO search_index (rowid, search_text)
         SELECT account_id, search_text FROM case_text WHERE account_id IN (SELECT value FROM json_each(:ids))";
    for_all(conn, sql, ids)
}

/// Removes accounts from the full-text index, which needs the text that was inserted.
pub(super) fn unindex(conn: &Connection, ids: &[AccountId]) -> Result<()> {
    let sql = "INSERT INTO search_index (search_index, rowid, search_text)
         SELECT 'delete', account_id, search_text FROM case_text WHERE account_id IN (SELECT value FROM json_each(:ids))";
    for_all(conn, sql, ids)
}

fn for_all(conn: &Connection, sql: &str, ids: &[AccountId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    conn.prepare_cached(sql)?.execute(named_params! { ":ids": accounts::json_numbers(ids) })?;
    Ok(())
}
