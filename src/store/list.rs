//! Parts of the list as the screen and the command line ask for them.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::accounts;
use super::error::Result;
use super::search::{Hits, ListSearch, Needle};
use super::window::{Place, Text, Walk, Way};
use crate::domain::AccountId;
use crate::domain::day::days_since_epoch;
use crate::domain::list::{AccountSummary, Filter, From, Page, Row};

/// A part of the list, filled across the classes.
pub(super) fn page(
    conn: &Connection,
    walk: &Walk,
    limit: usize,
    (superseded, last): (&dyn Fn() -> bool, &mut Option<Hits>),
) -> Result<Page> {
    // One more than is shown tells whether more follow.
    let (mut places, truncated) = match Needle::of(&walk.query) {
        Some(needle) => ListSearch { conn, walk, superseded, last }.places(&needle, limit + 1)?,
        None => (plain(conn, walk, limit + 1)?, false),
    };
    let more = places.len() > limit;
    places.truncate(limit);
    if walk.way == Way::Up {
        places.reverse();
    }
    let rows = places.into_iter().map(|place| shown(conn, place)).collect::<Result<_>>()?;
    Ok(Page { rows, more, truncated })
}

fn plain(conn: &Connection, walk: &Walk, most: usize) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    walk.visit(conn, Text::Without, most, |place, _| {
        places.push(place);
        ControlFlow::Continue(())
    })?;
    Ok(places)
}

/// The numbers of all accounts that a filter shows, in the order of the list.
pub(super) fn shown_by(conn: &Connection, today: NaiveDate, filter: &Filter) -> Result<Vec<AccountId>> {
    let walk = Walk::new(today, filter, From::Start);
    let needle = Needle::of(&walk.query);
    let text = if needle.is_some() { Text::With } else { Text::Without };
    let mut numbers = Vec::new();
    walk.visit(conn, text, i64::MAX as usize, |place, hay| {
        if needle.as_ref().is_none_or(|needle| needle.is_in(hay)) {
            numbers.push(place.id);
        }
        ControlFlow::Continue(())
    })?;
    Ok(numbers)
}

/// Shows those of the accounts that are there, one after the other. One query for all of them, a tenth of what as
/// many would take.
pub(super) fn glance(conn: &Connection, ids: &[AccountId], mut see: impl FnMut(AccountSummary<'_>)) -> Result<()> {
    let mut query = conn.prepare_cached(
        "SELECT case_list.account_id, case_list.day, case_list.status, handle,
                coalesce(grounds, '') <> '' OR trim(coalesce(reason, ''), ' ' || char(9, 10)) <> ''
         FROM json_each(:ids) AS wanted
         JOIN case_list ON case_list.account_id = wanted.value AND beside = 0
         JOIN accounts ON accounts.id = wanted.value
         LEFT JOIN drafts ON drafts.account_id = wanted.value",
    )?;
    let numbers: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    let mut rows = query.query(named_params! { ":ids": format!("[{}]", numbers.join(",")) })?;
    while let Some(row) = rows.next()? {
        let Place { id, state } = Place::read(row)?;
        let handle = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
        see(AccountSummary { id, handle, phase: state.phase, has_text: row.get(4)? });
    }
    Ok(())
}

pub(super) fn row(conn: &Connection, id: AccountId, today: NaiveDate) -> Result<Option<Row>> {
    let mut query = conn.prepare_cached(
        "SELECT account_id, day, status FROM case_list
         WHERE account_id = :id AND beside = (:today BETWEEN from_day AND to_day)",
    )?;
    let place = query
        .query_row(named_params! { ":id": id.0, ":today": days_since_epoch(today) }, |row| Ok(Place::read(row)))
        .optional()?;
    place.map(|place| shown(conn, place?)).transpose()
}

fn shown(conn: &Connection, place: Place) -> Result<Row> {
    let (platform, handle, person) = accounts::shown(conn, place.id)?;
    Ok(Row { id: place.id, platform, handle, person, state: place.state })
}
