//! Searching the list. Common words fill the window from the first rows of the list in under a millisecond,
//! where an index would bring a hundred thousand; rare ones are found by the index of trigrams.

use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use rusqlite::{Connection, named_params};

use super::error::Result;
use super::window::{Place, Text, Walk};
use crate::domain::text::folded;

/// Rows that are looked at in the order of the list before the index is asked.
const GLANCE: usize = 2_000;
/// Rows that are looked at where there are too few letters for the index.
const SHORT: usize = 20_000;
/// As many as the index may bring before the order of the list is tried again, further down: so common a
/// word should fill the window soon.
const COMMON: usize = 10_000;
/// Rows that are looked at for a common word.
const FAR: usize = 100_000;
/// Trigrams that the index is asked for; every found row is checked anyhow.
const TRIGRAMS: usize = 24;

/// Words that must all be in a row.
#[derive(Debug)]
pub(super) struct Needle {
    words: Vec<String>,
}

impl Needle {
    /// The words of what was typed; `None` when there are none.
    pub(super) fn new(typed: &str) -> Option<Self> {
        let words: Vec<_> = folded(typed).split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    fn is_in(&self, hay: &str) -> bool {
        self.words.iter().all(|word| hay.contains(word))
    }

    /// What the index is asked; `None` when no word has three letters.
    fn query(&self) -> Option<String> {
        let mut trigrams = Vec::new();
        for word in &self.words {
            let letters: Vec<char> = word.chars().collect();
            // The index passes over NUL.
            trigrams.extend(letters.windows(3).filter(|w| !w.contains(&'\0')).map(|w| w.iter().collect::<String>()));
        }
        trigrams.truncate(TRIGRAMS);
        let quoted: Vec<_> = trigrams.iter().map(|t| format!("\"{}\"", t.replace('"', "\"\""))).collect();
        (!quoted.is_empty()).then(|| quoted.join(" AND "))
    }
}

/// The first `most` places on a walk that the words lead to, and whether the walk was cut short.
pub(super) fn places(conn: &Connection, walk: &Walk, needle: &Needle, most: usize) -> Result<(Vec<Place>, bool)> {
    if let Some(places) = scan(conn, walk, needle, most, GLANCE)?.all() {
        return Ok((places, false));
    }
    let Some(query) = needle.query() else {
        let scanned = scan(conn, walk, needle, most, SHORT)?;
        return Ok((scanned.places, !scanned.complete));
    };
    let mut found = indexed(conn, &query, COMMON)?;
    if found.len() == COMMON {
        if let Some(places) = scan(conn, walk, needle, most, FAR)?.all() {
            return Ok((places, false));
        }
        found = indexed(conn, &query, usize::MAX)?;
    }
    Ok((first(conn, walk, needle, &found, most)?, false))
}

struct Scanned {
    places: Vec<Place>,
    /// Whether the window is full or the list has ended.
    complete: bool,
}

impl Scanned {
    fn all(self) -> Option<Vec<Place>> {
        self.complete.then_some(self.places)
    }
}

/// Looks at the next `rows` rows of a walk.
fn scan(conn: &Connection, walk: &Walk, needle: &Needle, most: usize, rows: usize) -> Result<Scanned> {
    let mut places = Vec::new();
    let visited = walk.visit(conn, Text::With, rows, |place, hay| {
        if needle.is_in(hay) {
            places.push(place);
        }
        if places.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let complete = places.len() == most || visited < rows;
    Ok(Scanned { places, complete })
}

/// The accounts whose text has all the trigrams, at most so many, in no useful order.
fn indexed(conn: &Connection, query: &str, most: usize) -> Result<Vec<i64>> {
    let mut found = conn.prepare_cached("SELECT rowid FROM find WHERE find MATCH :query LIMIT :most")?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let ids = found.query_map(named_params! { ":query": query, ":most": most }, |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// Those of the accounts found that have the words and lie on the walk: the first `most`, in its order.
fn first(conn: &Connection, walk: &Walk, needle: &Needle, found: &[i64], most: usize) -> Result<Vec<Place>> {
    let mut query = conn.prepare_cached("SELECT account_id, day, status, hay FROM list WHERE account_id = :id")?;
    let mut best = BinaryHeap::new();
    for id in found {
        let mut rows = query.query(named_params! { ":id": id })?;
        let Some(row) = rows.next()? else { continue };
        if !needle.is_in(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?) {
            continue;
        }
        let place = Place::read(row)?;
        if let Some(order) = walk.order(&place) {
            best.push((order, place));
            if best.len() > most {
                best.pop();
            }
        }
    }
    Ok(best.into_sorted_vec().into_iter().map(|(_, place)| place).collect())
}
