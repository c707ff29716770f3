//! Searching the list. Common words fill the window from the first rows of the list in under a millisecond,
//! where an index would bring a hundred thousand; rare ones are found by the index of trigrams.

use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use rusqlite::{Connection, named_params};

use super::error::Result;
use super::window::{Place, Text, Walk};
use crate::domain::text::search_key;

/// How hard to look before turning to another way.
#[derive(Debug, Clone, Copy)]
struct Effort {
    /// Rows that are looked at in the order of the list before the index is asked.
    glance: usize,
    /// Rows that are looked at where there are too few letters for the index.
    short: usize,
    /// As many as the index may bring before the order of the list is tried again, further down: so common a
    /// word should fill the window soon.
    common: usize,
    /// Rows that are looked at for a common word.
    far: usize,
}

/// Tried at a million accounts: nothing takes longer than some ten milliseconds but words that are common
/// and all at the other end of the list.
const EFFORT: Effort = Effort { glance: 2_000, short: 20_000, common: 10_000, far: 100_000 };

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
        let words: Vec<_> = search_key(typed).split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self { words })
    }

    pub(super) fn is_in(&self, hay: &str) -> bool {
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
    places_with(conn, walk, needle, most, EFFORT)
}

fn places_with(conn: &Connection, walk: &Walk, needle: &Needle, most: usize, effort: Effort) -> Result<(Vec<Place>, bool)> {
    if let Some(places) = scan(conn, walk, needle, most, effort.glance)?.all() {
        return Ok((places, false));
    }
    let Some(query) = needle.query() else {
        let scanned = scan(conn, walk, needle, most, effort.short)?;
        return Ok((scanned.places, !scanned.complete));
    };
    let mut found = indexed(conn, &query, effort.common)?;
    if found.len() == effort.common {
        if let Some(places) = scan(conn, walk, needle, most, effort.far)?.all() {
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
    let mut found = conn.prepare_cached("SELECT rowid FROM search_index WHERE search_index MATCH :query LIMIT :most")?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let ids = found.query_map(named_params! { ":query": query, ":most": most }, |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// Those of the accounts found that have the words and lie on the walk: the first `most`, in its order.
fn first(conn: &Connection, walk: &Walk, needle: &Needle, found: &[i64], most: usize) -> Result<Vec<Place>> {
    let mut query = conn.prepare_cached(
        "SELECT account_id, day, status, search_text FROM case_list
         WHERE account_id = :id AND beside = (:today BETWEEN from_day AND to_day)",
    )?;
    let mut best = BinaryHeap::new();
    for id in found {
        let mut rows = query.query(named_params! { ":id": id, ":today": walk.today })?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::from_days_since_epoch;
    use crate::domain::list::{Filter, From};
    use crate::store::migrate;

    /// Three hundred drafts, in order; every third is by Anna, every hundredth by Örjan.
    fn list() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate::upgrade(&mut conn).unwrap();
        conn.execute_batch(
            "PRAGMA foreign_keys = OFF;
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
             INSERT INTO case_list (account_id, status, day, search_text) SELECT i, 0, i, iif(i % 3 = 0, 'anna ', '') || iif(i % 100 = 0, 'örjan ', '') || 'x' || i FROM n;
             INSERT INTO search_index (search_index) VALUES ('rebuild')",
        )
        .unwrap();
        conn
    }

    fn found(conn: &Connection, typed: &str, from: From, effort: [usize; 4]) -> (Vec<i64>, bool) {
        let walk = Walk::new(from_days_since_epoch(0), &Filter::default(), from);
        let [glance, short, common, far] = effort;
        let needle = Needle::new(typed).unwrap();
        let (places, cut) = places_with(conn, &walk, &needle, 3, Effort { glance, short, common, far }).unwrap();
        (places.into_iter().map(|place| place.id.0).collect(), cut)
    }

    #[test]
    fn every_way_of_searching_finds_the_same() {
        let conn = list();
        // In turn: at a glance; by the index; by looking further; by the index, though the word is common.
        for effort in [[300, 0, 0, 0], [5, 0, 300, 0], [5, 0, 2, 290], [5, 0, 2, 6]] {
            assert_eq!(found(&conn, "anna", From::Start, effort), (vec![3, 6, 9], false), "{effort:?}");
            assert_eq!(found(&conn, "ANNA X9", From::Start, effort), (vec![9, 90, 93], false), "{effort:?}");
            assert_eq!(found(&conn, "Örjan", From::End, effort), (vec![300, 200, 100], false), "{effort:?}");
            assert_eq!(found(&conn, "anna örjan", From::End, effort), (vec![300], false), "{effort:?}");
            assert_eq!(found(&conn, "nobody", From::Start, effort), (vec![], false), "{effort:?}");
        }
    }

    #[test]
    fn two_letters_find_what_is_near_and_say_where_they_gave_up() {
        let conn = list();
        assert_eq!(found(&conn, "ör", From::Start, [50, 250, 0, 0]), (vec![100, 200], true));
        assert_eq!(found(&conn, "ör", From::Start, [50, 301, 0, 0]), (vec![100, 200, 300], false));
        assert_eq!(found(&conn, "an", From::Start, [50, 0, 0, 0]), (vec![3, 6, 9], false));
        assert!(Needle::new(" \t ").is_none());
    }
}
