//! Windows of the list. Every class is a few spans of (phase, days); a window merges one index search for
//! each, so that it costs the same at the top, in the middle and at the end of a million.

use std::fmt::Write as _;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, named_params, params_from_iter};

use super::accounts;
use super::error::{Error, Result};
use crate::domain::day::{from_number, number};
use crate::domain::list::{Filter, From, Key, Page, Row};
use crate::domain::{AccountId, Class, Phase, Span, Standing, Status};

/// A part of the list, filled across the classes.
pub(super) fn page(conn: &Connection, today: NaiveDate, filter: &Filter, from: From, limit: usize) -> Result<Page> {
    let walk = Walk::new(today, filter, from);
    let mut places = Vec::new();
    for arms in &walk.classes {
        // One more than is shown tells whether more follow.
        places.extend(window(conn, arms, walk.way, limit + 1 - places.len())?);
        if places.len() > limit {
            break;
        }
    }
    let more = places.len() > limit;
    places.truncate(limit);
    if walk.way == Way::Up {
        places.reverse();
    }
    let rows = places.into_iter().map(|place| shown(conn, place)).collect::<Result<_>>()?;
    Ok(Page { rows, more })
}

pub(super) fn row(conn: &Connection, id: AccountId) -> Result<Option<Row>> {
    let mut query = conn.prepare_cached("SELECT account_id, day, status FROM list WHERE account_id = :id")?;
    let place = query.query_row(named_params! { ":id": id.0 }, |row| Ok(Place::read(row))).optional()?;
    place.map(|place| shown(conn, place?)).transpose()
}

/// The status of the cases in a span of a class.
pub(super) fn status(class: Class, span: Span, today: NaiveDate) -> Status {
    if class == Class::Overdue { Status::Overdue } else { Standing { phase: span.phase, day: today }.status(today) }
}

fn shown(conn: &Connection, place: Place) -> Result<Row> {
    let (platform, handle, person) = accounts::shown(conn, place.id)?;
    Ok(Row { id: place.id, platform, handle, person, standing: place.standing })
}

/// An account and where its case stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    id: AccountId,
    standing: Standing,
}

impl Place {
    fn read(row: &SqlRow<'_>) -> Result<Self> {
        let phase = Phase::from_code(row.get(2)?).ok_or_else(|| Error::damaged("an unknown phase in the list"))?;
        Ok(Self { id: AccountId(row.get(0)?), standing: Standing { phase, day: from_number(row.get(1)?) } })
    }
}

/// Which way the list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Down,
    Up,
}

/// What is to be read: the searches of each class, in the order in which they are read.
struct Walk {
    way: Way,
    classes: Vec<Vec<Arm>>,
}

impl Walk {
    fn new(today: NaiveDate, filter: &Filter, from: From) -> Self {
        let (way, cursor) = match from {
            From::Start => (Way::Down, None),
            From::After(key) => (Way::Down, Some(key)),
            From::End => (Way::Up, None),
            From::Before(key) => (Way::Up, Some(key)),
        };
        let ahead =
            |class: Class| cursor.is_none_or(|key| if way == Way::Down { class >= key.class } else { class <= key.class });
        let arms = |class: Class| {
            let cursor = cursor.filter(|key| key.class == class);
            let wanted = |span: &Span| filter.lets(status(class, *span, today));
            class.spans(today).into_iter().filter(wanted).filter_map(|span| Arm::new(span, way, cursor)).collect()
        };
        let mut classes: Vec<Vec<Arm>> = Class::ALL.into_iter().filter(|c| ahead(*c)).map(arms).collect();
        if way == Way::Up {
            classes.reverse();
        }
        classes.retain(|arms| !arms.is_empty());
        Self { way, classes }
    }
}

/// One search in the index: a phase, the place behind which it starts, the last day.
#[derive(Debug, Clone, Copy)]
struct Arm {
    phase: i64,
    start: (i64, i64),
    last: i64,
}

impl Arm {
    /// The start is the later of the span's edge and the cursor. Two bounds on the same side would make
    /// SQLite seek to the wrong one and walk.
    fn new(span: Span, way: Way, cursor: Option<Key>) -> Option<Self> {
        let first = span.from.map_or(i64::MIN, number);
        let last = span.to.map_or(i64::MAX, number);
        let cursor = cursor.map(|key| (number(key.day), key.id.0));
        let (start, last) = match way {
            Way::Down => (cursor.unwrap_or((i64::MIN, 0)).max((first, 0)), last),
            Way::Up => (cursor.unwrap_or((i64::MAX, i64::MAX)).min((last, i64::MAX)), first),
        };
        let empty = if way == Way::Down { start.0 > last } else { start.0 < last };
        (!empty).then_some(Self { phase: span.phase.code(), start, last })
    }
}

fn window(conn: &Connection, arms: &[Arm], way: Way, limit: usize) -> Result<Vec<Place>> {
    let mut query = conn.prepare_cached(&window_sql(arms.len(), way))?;
    let bound = arms.iter().flat_map(|a| [a.phase, a.start.0, a.start.1, a.last]).chain([limit as i64]);
    let mut rows = query.query(params_from_iter(bound))?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        places.push(Place::read(row)?);
    }
    Ok(places)
}

/// One search for each arm, merged. `status IN (…)` would sort instead.
fn window_sql(arms: usize, way: Way) -> String {
    let (behind, until, order) = match way {
        Way::Down => (">", "<=", "2, 1"),
        Way::Up => ("<", ">=", "2 DESC, 1 DESC"),
    };
    let mut sql = String::new();
    for n in 0..arms {
        let [phase, day, id, last] = [1, 2, 3, 4].map(|p| 4 * n + p);
        let union = if n == 0 { "" } else { " UNION ALL " };
        let _ = write!(
            sql,
            "{union}SELECT account_id, day, status FROM list INDEXED BY list_order \
             WHERE status = ?{phase} AND (day, account_id) {behind} (?{day}, ?{id}) AND day {until} ?{last}"
        );
    }
    let _ = write!(sql, " ORDER BY {order} LIMIT ?{}", 4 * arms + 1);
    sql
}
