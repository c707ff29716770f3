//! Parts of the list as the screen and the command line ask for them.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::accounts;
use super::error::{Error, Result};
use super::keyset_scan::{Direction, KeysetScan, RowKey, Text};
use super::search::{Candidates, ListSearch, Needle};
use crate::domain::AccountId;
use crate::domain::day::days_since_epoch;
use crate::domain::list::{AccountSummary, Filter, Page, Row, ScanFrom};

/// A part of the list, filled across the classes.
pub(super) fn page(
    conn: &Connection,
    scan: &KeysetScan,
    limit: usize,
    (superseded, last): (&dyn Fn() -> bool, &mut Option<Candidates>),
) -> Result<Page> {
    // One more than is shown, to know whether more follow.
    let (mut row_keys, truncated) = match Needle::of(&scan.query) {
        Some(needle) => ListSearch { conn, scan, superseded, last }.first_matches(&needle, limit + 1)?,
        None => (scan.first(conn, limit + 1)?, false),
    };
    let more = row_keys.len() > limit;
    row_keys.truncate(limit);
    if scan.direction == Direction::Up {
        row_keys.reverse();
    }
    let rows = row_keys.into_iter().map(|row_key| shown(conn, row_key)).collect::<Result<_>>()?;
    Ok(Page { rows, more, truncated })
}

/// The numbers of all accounts that a filter shows, in the order of the list.
pub(super) fn shown_by(
    conn: &Connection,
    today: NaiveDate,
    filter: &Filter,
    superseded: &dyn Fn() -> bool,
) -> Result<Vec<AccountId>> {
    let scan = KeysetScan::new(today, filter, ScanFrom::Start);
    let needle = Needle::of(&scan.query);
    let text = if needle.is_some() { Text::With } else { Text::Without };
    let mut numbers = Vec::new();
    scan.visit(conn, text, i64::MAX as usize, |row_key, text| {
        if needle.as_ref().is_none_or(|needle| needle.is_in(text)) {
            numbers.push(row_key.id);
        }
        if superseded() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if superseded() { Err(Error::Interrupted) } else { Ok(numbers) }
}

/// Shows those of the accounts that are there, one after the other. One query for all of them, a tenth of what as
/// many would take.
pub(super) fn summaries(
    conn: &Connection,
    ids: &[AccountId],
    mut see: impl FnMut(AccountSummary<'_>),
    superseded: &dyn Fn() -> bool,
) -> Result<()> {
    let mut query = conn.prepare_cached(
        "SELECT case_list.account_id, case_list.day, case_list.status, handle,
                coalesce(grounds, '') <> '' OR trim(coalesce(reason, ''), ' ' || char(9, 10)) <> ''
         FROM json_each(:ids) AS wanted
         JOIN case_list ON case_list.account_id = wanted.value AND beside = 0
         JOIN accounts ON accounts.id = wanted.value
         LEFT JOIN drafts ON drafts.account_id = wanted.value",
    )?;
    let mut rows = query.query(named_params! { ":ids": accounts::json_numbers(ids) })?;
    while let Some(row) = rows.next()? {
        if superseded() {
            return Err(Error::Interrupted);
        }
        let RowKey { id, state } = RowKey::read(row)?;
        let handle = String::from_utf8_lossy(row.get_ref(3)?.as_bytes().map_err(rusqlite::Error::from)?);
        see(AccountSummary { id, handle: &handle, phase: state.phase, has_text: row.get(4)? });
    }
    Ok(())
}

pub(super) fn row(conn: &Connection, id: AccountId, today: NaiveDate) -> Result<Option<Row>> {
    let mut query = conn.prepare_cached(
        "SELECT account_id, day, status FROM case_list
         WHERE account_id = :id AND beside = (:today BETWEEN from_day AND to_day)",
    )?;
    let row_key = query
        .query_row(named_params! { ":id": id.0, ":today": days_since_epoch(today) }, |row| Ok(RowKey::read(row)))
        .optional()?;
    row_key.map(|row_key| shown(conn, row_key?)).transpose()
}

fn shown(conn: &Connection, row_key: RowKey) -> Result<Row> {
    let shown = accounts::shown(conn, row_key.id)?;
    let readable = shown.is_some();
    let (platform, handle, person) = shown.unwrap_or_default();
    Ok(Row { id: row_key.id, platform, handle, person, state: row_key.state, readable })
}
