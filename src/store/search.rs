//! Searching the list. Common words fill the window from the first rows of the list in under a millisecond,
//! where an index would bring a hundred thousand; rare ones are found by the index of trigrams.

use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use rusqlite::{Connection, Rows, named_params};

use super::accounts::json_numbers;
use super::error::{Error, Result};
use super::keyset_scan::{KeysetScan, RowKey, Text};
use crate::domain::AccountId;
use crate::domain::text::search_key;

/// How hard to look before turning to another way, in rows.
#[derive(Debug, Clone, Copy)]
struct Effort {
    /// That are looked at in the order of the list before the index is asked.
    first: usize,
    /// That are looked at where there are too few letters for the index.
    short: usize,
    /// That the index may bring before the rest of what it has is left for the case of need: so common a word should
    /// fill the window from the list.
    common: usize,
    /// That are looked at in the order of the list instead of looking up what the index brings.
    far: usize,
}

/// Tried at a million accounts: nothing takes longer than some ten milliseconds but words that are common
/// and all at the other end of the list.
const EFFORT: Effort = Effort { first: 4_000, short: 20_000, common: 60_000, far: 100_000 };

/// As long as it takes to look one account up that the index brings, so many rows are read in the order of the list.
const LOOKUP: usize = 4;

/// Accounts that are looked up in one statement.
const AT_ONCE: usize = 5_000;

/// The most accounts that are remembered for a search that goes on from this one.
const REMEMBERED: usize = 20_000;

/// Trigrams that the index is asked for; every found row is checked anyhow.
const TRIGRAMS: usize = 24;

/// Words that must all be in a row.
#[derive(Debug)]
pub(super) struct Needle {
    typed: String,
    words: Vec<String>,
}

impl Needle {
    /// The words of what was typed; `None` when there are none.
    pub(super) fn new(typed: &str) -> Option<Self> {
        let typed = search_key(typed).trim_start().to_owned();
        let words: Vec<_> = typed.split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self { typed, words })
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.words.iter().all(|word| text.contains(word))
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

/// What a search found with the help of the index: all accounts, whatever the filter. While a text only grows, what it
/// leads to is among what its beginning led to.
#[derive(Debug)]
pub(super) struct Hits {
    typed: String,
    /// The state of the database and the day that it holds for.
    version: i64,
    today: i64,
    accounts: Vec<(RowKey, String)>,
}

impl Hits {
    /// Whether all that these words lead to is among it.
    fn holds(&self, version: i64, today: i64, needle: &Needle) -> bool {
        (self.version, self.today) == (version, today) && needle.typed.starts_with(&self.typed)
    }
}

/// A search on a connection.
pub(super) struct ListSearch<'a> {
    pub(super) conn: &'a Connection,
    pub(super) scan: &'a KeysetScan,
    /// Whether a newer search has begun: then this one ends.
    pub(super) superseded: &'a dyn Fn() -> bool,
    /// What the last search found.
    pub(super) last: &'a mut Option<Hits>,
}

impl ListSearch<'_> {
    /// The first `most` rows of the scan that have the words, and whether the scan was cut short.
    pub(super) fn first_matches(&mut self, needle: &Needle, most: usize) -> Result<(Vec<RowKey>, bool)> {
        self.first_matches_with(needle, most, EFFORT)
    }

    fn first_matches_with(&mut self, needle: &Needle, most: usize, effort: Effort) -> Result<(Vec<RowKey>, bool)> {
        let version: i64 = self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if let Some(last) = self.last.as_ref().filter(|last| last.holds(version, self.scan.today, needle)) {
            return Ok((
                self.first(last.accounts.iter().filter(|(_, text)| needle.is_in(text)).map(|(row_key, _)| *row_key), most),
                false,
            ));
        }
        let begun = self.scan(needle, most, effort.first)?;
        if begun.complete {
            return Ok((begun.row_keys, false));
        }
        let Some(query) = needle.query() else {
            let scanned = self.scan(needle, most, effort.short)?;
            return Ok((scanned.row_keys, !scanned.complete));
        };
        let mut index = self.conn.prepare_cached("SELECT rowid FROM search_index WHERE search_index MATCH :query")?;
        let mut ids = index.query(named_params! { ":query": query })?;
        let mut found = Vec::new();
        self.take(&mut ids, &mut found, effort.common)?;
        // As dense as the hits have been so far, so many rows fill the window.
        let rows = effort.first.saturating_mul(most) / begun.row_keys.len().max(1);
        let common = found.len() == effort.common;
        if rows <= effort.far && (common || rows < LOOKUP * found.len()) {
            let far = if common { effort.far } else { effort.far.min(2 * rows) };
            let scanned = self.scan(needle, most, far)?;
            if scanned.complete {
                return Ok((scanned.row_keys, false));
            }
        }
        self.take(&mut ids, &mut found, usize::MAX)?;
        let accounts = self.look_up(needle, &found)?;
        let first = self.first(accounts.iter().map(|(row_key, _)| *row_key), most);
        *self.last = (accounts.len() <= REMEMBERED).then(|| Hits {
            typed: needle.typed.clone(),
            version,
            today: self.scan.today,
            accounts,
        });
        Ok((first, false))
    }

    /// Looks at the next `rows` rows of the scan.
    fn scan(&self, needle: &Needle, most: usize, rows: usize) -> Result<Scanned> {
        let mut row_keys = Vec::new();
        let visited = self.scan.visit(self.conn, Text::With, rows, |row_key, text| {
            if needle.is_in(text) {
                row_keys.push(row_key);
            }
            if row_keys.len() < most && !(self.superseded)() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        self.go_on()?;
        let complete = row_keys.len() == most || visited < rows;
        Ok(Scanned { row_keys, complete })
    }

    /// Takes more of the accounts whose text has all the trigrams, until there are so many, in no useful order.
    fn take(&self, ids: &mut Rows<'_>, found: &mut Vec<i64>, most: usize) -> Result<()> {
        while found.len() < most {
            let Some(row) = ids.next()? else { break };
            found.push(row.get(0)?);
            self.go_on()?;
        }
        Ok(())
    }

    /// Those of the accounts that have the words.
    fn look_up(&self, needle: &Needle, found: &[i64]) -> Result<Vec<(RowKey, String)>> {
        let mut query = self.conn.prepare_cached(
            "SELECT account_id, day, status, search_text FROM case_list
             WHERE account_id IN (SELECT value FROM json_each(:ids)) AND beside = (:today BETWEEN from_day AND to_day)",
        )?;
        let mut accounts = Vec::new();
        for ids in found.chunks(AT_ONCE) {
            let ids: Vec<AccountId> = ids.iter().map(|id| AccountId(*id)).collect();
            let mut rows = query.query(named_params! { ":ids": json_numbers(&ids), ":today": self.scan.today })?;
            while let Some(row) = rows.next()? {
                self.go_on()?;
                let text = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
                if needle.is_in(text) {
                    accounts.push((RowKey::read(row)?, text.to_owned()));
                }
            }
        }
        Ok(accounts)
    }

    /// Those that are part of the scan: the first `most`, in its order.
    fn first(&self, row_keys: impl Iterator<Item = RowKey>, most: usize) -> Vec<RowKey> {
        let mut best = BinaryHeap::new();
        for row_key in row_keys {
            if let Some(order) = self.scan.order(&row_key) {
                best.push((order, row_key));
                if best.len() > most {
                    best.pop();
                }
            }
        }
        best.into_sorted_vec().into_iter().map(|(_, row_key)| row_key).collect()
    }

    /// SQLite's own interruption is lost between two statements.
    fn go_on(&self) -> Result<()> {
        if (self.superseded)() { Err(Error::Interrupted) } else { Ok(()) }
    }
}

struct Scanned {
    row_keys: Vec<RowKey>,
    /// Whether the window is full or the list has ended.
    complete: bool,
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

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
        searched(conn, &mut None, typed, from, effort)
    }

    fn searched(conn: &Connection, last: &mut Option<Hits>, typed: &str, from: From, effort: [usize; 4]) -> (Vec<i64>, bool) {
        let scan = KeysetScan::new(from_days_since_epoch(0), &Filter::default(), from);
        let [first, short, common, far] = effort;
        let mut search = ListSearch { conn, scan: &scan, superseded: &|| false, last };
        let needle = Needle::new(typed).unwrap();
        let (row_keys, cut) = search.first_matches_with(&needle, 3, Effort { first, short, common, far }).unwrap();
        (row_keys.into_iter().map(|row_key| row_key.id.0).collect(), cut)
    }

    #[test]
    fn every_way_of_searching_finds_the_same() {
        let conn = list();
        // In turn: in the first rows; by the index; by looking further; by the index, though the word is common.
        for effort in [[300, 0, 0, 0], [5, 0, 300, 0], [5, 0, 2, 290], [5, 0, 2, 6]] {
            assert_eq!(found(&conn, "anna", From::Start, effort), (vec![3, 6, 9], false), "{effort:?}");
            assert_eq!(found(&conn, "ANNA X9", From::Start, effort), (vec![9, 90, 93], false), "{effort:?}");
            assert_eq!(found(&conn, "Örjan", From::End, effort), (vec![300, 200, 100], false), "{effort:?}");
            assert_eq!(found(&conn, "anna örjan", From::End, effort), (vec![300], false), "{effort:?}");
            assert_eq!(found(&conn, "nobody", From::Start, effort), (vec![], false), "{effort:?}");
        }
    }

    #[test]
    fn a_text_that_grows_is_searched_within_what_its_beginning_found() {
        let conn = list();
        let (by_index, mut last) = ([5, 0, 300, 0], None);
        let mut search = |typed: &str, from| searched(&conn, &mut last, typed, from, by_index).0;
        assert_eq!(search("örj", From::End), [300, 200, 100]);
        assert_eq!(search("örjan ", From::Start), [100, 200, 300]);
        assert_eq!(search("örjan a", From::End), [300, 200, 100]);
        assert_eq!(search("örjan an", From::Start), [100, 200, 300]);
        assert_eq!(search("örjan anna", From::Start), [300]);
        assert_eq!(search("örjan x2", From::Start), [200]);
        // Another word, and what another connection writes, is searched anew.
        assert_eq!(search("x299", From::Start), [299]);
        let path = tempfile::tempdir().unwrap();
        conn.execute("VACUUM INTO ?1", [path.path().join("x").to_str().unwrap()]).unwrap();
        let (ours, theirs) = (Connection::open(path.path().join("x")).unwrap(), Connection::open(path.path().join("x")).unwrap());
        let mut last = None;
        assert_eq!(searched(&ours, &mut last, "x299", From::Start, by_index).0, [299]);
        theirs.execute_batch("UPDATE case_list SET search_text = 'x2999' WHERE account_id = 7").unwrap();
        theirs.execute_batch("INSERT INTO search_index (search_index) VALUES ('rebuild')").unwrap();
        assert_eq!(searched(&ours, &mut last, "x2999", From::Start, by_index).0, [7]);
    }

    #[test]
    fn a_search_that_is_superseded_ends_wherever_it_is() {
        let conn = list();
        let scan = KeysetScan::new(from_days_since_epoch(0), &Filter::default(), From::Start);
        for after in 0..400 {
            let asked = Cell::new(0);
            let superseded = || asked.replace(asked.get() + 1) >= after;
            let mut search = ListSearch { conn: &conn, scan: &scan, superseded: &superseded, last: &mut None };
            let effort = Effort { first: 5, short: 0, common: 300, far: 0 };
            match search.first_matches_with(&Needle::new("anna x9").unwrap(), 3, effort) {
                Ok((row_keys, _)) => assert_eq!(row_keys.len(), 3, "{after}"),
                Err(error) => assert_eq!(error, Error::Interrupted, "{after}"),
            }
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
