//! Parts of the list as the screen and the command line ask for them.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::error::Result;
use super::window::{Place, Text, Walk, Way};
use super::{accounts, search};
use crate::domain::AccountId;
use crate::domain::list::{Filter, From, Page, Row};

/// A part of the list, filled across the classes.
pub(super) fn page(conn: &Connection, today: NaiveDate, filter: &Filter, from: From, limit: usize) -> Result<Page> {
    let walk = Walk::new(today, filter, from);
    // One more than is shown tells whether more follow.
    let (mut places, cut) = match search::Needle::new(&filter.search) {
        Some(needle) => search::places(conn, &walk, &needle, limit + 1)?,
        None => (plain(conn, &walk, limit + 1)?, false),
    };
    let more = places.len() > limit;
    places.truncate(limit);
    if walk.way == Way::Up {
        places.reverse();
    }
    let rows = places.into_iter().map(|place| shown(conn, place)).collect::<Result<_>>()?;
    Ok(Page { rows, more, cut })
}

fn plain(conn: &Connection, walk: &Walk, most: usize) -> Result<Vec<Place>> {
    let mut places = Vec::new();
    walk.visit(conn, Text::Without, most, |place, _| {
        places.push(place);
        ControlFlow::Continue(())
    })?;
    Ok(places)
}

pub(super) fn row(conn: &Connection, id: AccountId) -> Result<Option<Row>> {
    let mut query = conn.prepare_cached("SELECT account_id, day, status FROM list WHERE account_id = :id")?;
    let place = query.query_row(named_params! { ":id": id.0 }, |row| Ok(Place::read(row))).optional()?;
    place.map(|place| shown(conn, place?)).transpose()
}

fn shown(conn: &Connection, place: Place) -> Result<Row> {
    let (platform, handle, person) = accounts::shown(conn, place.id)?;
    Ok(Row { id: place.id, platform, handle, person, standing: place.standing })
}
