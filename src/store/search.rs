//! Searching the list. Common words fill the window from the first rows of the list in under a millisecond,
//! where an index would bring a hundred thousand; rare ones are found by the index of trigrams.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use rusqlite::{Connection, Rows, named_params};

use super::error::{Error, Result};
use super::keyset_scan::{KeysetScan, RowKey, Text};
use crate::content::query::{FieldTerm, Query};
use crate::domain::day::days_since_epoch;

/// How hard to look before turning to another way, in rows.
#[derive(Debug, Clone, Copy)]
struct Effort {
    /// That are looked at in the order of the list before the index is asked.
    first: usize,
    /// That are looked at instead where the first ones have brought a good part of the window: the rest is near, while the
    /// index would bring all that there are.
    near: usize,
    /// That are looked at where there are too few letters for the index.
    short: usize,
    /// That the index may bring before the list is looked at further: so common a word should fill the window from there.
    common: usize,
    /// That are looked at in the order of the list for so common a word.
    far: usize,
}

/// Tried at a million accounts: nothing takes longer than some ten milliseconds but words that are common
/// and all at the other end of the list.
const EFFORT: Effort = Effort { first: 2_000, near: 10_000, short: 20_000, common: 100_000, far: 100_000 };

/// So many times what the first rows have brought has to fill the window for the rest to be near.
const GOOD_PART: usize = 5;

/// The most accounts that are remembered for a search that goes on from this one.
const REMEMBERED: usize = 100_000;

/// So few accounts are searched within as long as the text grows; of more, the index may know a part.
const FEW: usize = 2_000;

/// Trigrams that the index is asked for; every found row is checked anyhow.
const TRIGRAMS: usize = 24;

/// Words that must all be in a row, and what its fields must say.
#[derive(Debug, Clone)]
pub(super) struct Needle {
    words: Vec<String>,
    fields: Vec<FieldTerm>,
}

impl Needle {
    /// What a search looks for in the text of a case; `None` when that is nothing.
    pub(super) fn of(query: &Query) -> Option<Self> {
        let needle = Self { words: query.words.clone(), fields: query.fields.clone() };
        (!needle.words.is_empty() || !needle.fields.is_empty()).then_some(needle)
    }

    /// The one term that it consists of, turned round, where that is an exclusion: what it finds is all but what the other
    /// finds.
    pub(super) fn excluded(&self) -> Option<Self> {
        let [term] = &self.fields[..] else { return None };
        let turned = FieldTerm { negated: false, ..term.clone() };
        (term.negated && self.words.is_empty()).then(|| Self { words: Vec::new(), fields: vec![turned] })
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.words.iter().all(|word| text.contains(word)) && self.fields.iter().all(|field| field.matches(text))
    }

    /// Whether its hits are a subset of another query's: each term of the other is part of one of these.
    fn is_within(&self, other: &Self) -> bool {
        let word = |word: &String| self.words.iter().any(|own| own.contains(word));
        let field = |term: &FieldTerm| {
            let part = |own: &FieldTerm| own.value.contains(&term.value) && !term.value.is_empty() && !own.exact && !term.exact;
            let same = |own: &FieldTerm| !own.negated && !term.negated && own.field == term.field && part(own);
            self.fields.iter().any(|own| own == term || same(own))
        };
        other.words.iter().all(word) && other.fields.iter().all(field)
    }

    /// What the index is asked; `None` when no word has three letters.
    pub(super) fn query(&self) -> Option<String> {
        let mut trigrams = Vec::new();
        let exact = |term: &FieldTerm| format!("{}{}", term.field.mark(), term.value);
        let field = |term: &FieldTerm| if term.exact { exact(term) } else { term.value.clone() };
        let said = self.fields.iter().filter(|term| !term.negated && !term.value.is_empty());
        for word in said.map(field).chain(self.words.iter().cloned()) {
            let letters: Vec<char> = word.chars().collect();
            // The index passes over NUL.
            trigrams.extend(letters.windows(3).filter(|w| !w.contains(&'\0')).map(|w| w.iter().collect::<String>()));
        }
        trigrams.truncate(TRIGRAMS);
        let quoted: Vec<_> = trigrams.iter().map(|t| format!("\"{}\"", t.replace('"', "\"\""))).collect();
        (!quoted.is_empty()).then(|| quoted.join(" AND "))
    }
}

/// The accounts that the index knows for a text, whatever the filter. While a text only grows, what it leads to is among
/// what its beginning led to.
#[derive(Debug)]
pub(super) struct Candidates {
    needle: Needle,
    query: String,
    /// The state of the database and the day that it holds for.
    version: i64,
    today: i64,
    row_keys: Vec<RowKey>,
}

impl Candidates {
    /// Whether all that these words lead to is among them, and asking the index would not leave far fewer.
    fn serve(&self, version: i64, today: i64, needle: &Needle, query: &str) -> bool {
        let few = self.row_keys.len() <= FEW;
        (self.version, self.today) == (version, today) && needle.is_within(&self.needle) && (few || self.query == query)
    }
}

/// A search on a connection.
pub(super) struct ListSearch<'a> {
    pub(super) conn: &'a Connection,
    pub(super) scan: &'a KeysetScan,
    /// Whether a newer search has begun: then this one ends.
    pub(super) superseded: &'a dyn Fn() -> bool,
    /// What the index knew for the last search.
    pub(super) last: &'a mut Option<Candidates>,
}

impl ListSearch<'_> {
    /// The first `most` rows of the scan that have the words, and whether the scan was cut short.
    pub(super) fn first_matches(&mut self, needle: &Needle, most: usize) -> Result<(Vec<RowKey>, bool)> {
        self.first_matches_with(needle, most, EFFORT)
    }

    fn first_matches_with(&mut self, needle: &Needle, most: usize, effort: Effort) -> Result<(Vec<RowKey>, bool)> {
        let version: i64 = self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
        let query = needle.query();
        if let (Some(last), Some(query)) = (self.last.as_ref(), &query)
            && last.serve(version, self.scan.today, needle, query)
        {
            return Ok((self.first_of(&last.row_keys, needle, most)?, false));
        }
        let begun = self.look_nearby(needle, most, effort)?;
        if begun.complete {
            return Ok((begun.row_keys, false));
        }
        let Some(query) = query else {
            let scanned = self.look_through(needle, most, effort.short)?;
            return Ok((scanned.row_keys, !scanned.complete));
        };
        // All hits in one statement, and from two indexes alone: the text is read only of those that may be shown.
        let mut index = self.conn.prepare_cached(
            "SELECT account_id, day, status
             FROM search_index CROSS JOIN case_list ON account_id = search_index.rowid
             WHERE search_index MATCH :query AND beside = (:today BETWEEN from_day AND to_day)",
        )?;
        let mut hits = index.query(named_params! { ":query": query, ":today": self.scan.today })?;
        let mut row_keys = Vec::new();
        self.take(&mut hits, &mut row_keys, effort.common)?;
        if row_keys.len() == effort.common {
            let scanned = self.look_through(needle, most, effort.far)?;
            if scanned.complete {
                return Ok((scanned.row_keys, false));
            }
        }
        self.take(&mut hits, &mut row_keys, usize::MAX)?;
        let first = self.first_of(&row_keys, needle, most)?;
        let needle = needle.clone();
        *self.last =
            (row_keys.len() <= REMEMBERED).then_some(Candidates { needle, query, version, today: self.scan.today, row_keys });
        Ok((first, false))
    }

    /// Looks at the first rows of the scan, and at those after them as long as it is worth it.
    fn look_nearby(&self, needle: &Needle, most: usize, effort: Effort) -> Result<Scanned> {
        self.look(needle, most, (effort.first, effort.near.max(effort.first)))
    }

    /// Looks at the first `rows` rows of the scan.
    fn look_through(&self, needle: &Needle, most: usize, rows: usize) -> Result<Scanned> {
        self.look(needle, most, (rows, rows))
    }

    /// Looks at `rows` rows of the scan; at no more than the first of them where these have brought little.
    fn look(&self, needle: &Needle, most: usize, (first, rows): (usize, usize)) -> Result<Scanned> {
        let (mut row_keys, mut looked_at, mut given_up) = (Vec::new(), 0, false);
        let visited = self.scan.visit(self.conn, Text::With, rows, |row_key, text| {
            looked_at += 1;
            if needle.is_in(text) {
                row_keys.push(row_key);
            }
            given_up = looked_at == first && row_keys.len() * GOOD_PART < most;
            let goes_on = row_keys.len() < most && !given_up && !(self.superseded)();
            if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        self.go_on()?;
        let complete = row_keys.len() == most || (visited < rows && !given_up);
        Ok(Scanned { row_keys, complete })
    }

    /// Takes more of the accounts whose text has all the trigrams, until there are so many, in no useful order.
    fn take(&self, hits: &mut Rows<'_>, row_keys: &mut Vec<RowKey>, most: usize) -> Result<()> {
        while row_keys.len() < most {
            let Some(row) = hits.next()? else { break };
            row_keys.push(RowKey::read(row)?);
            self.go_on()?;
        }
        Ok(())
    }

    /// The first `most` of these that have the words, in the order of the scan.
    fn first_of(&self, row_keys: &[RowKey], needle: &Needle, most: usize) -> Result<Vec<RowKey>> {
        let mut text = self
            .conn
            .prepare_cached("SELECT search_text FROM case_list WHERE status = :status AND day = :day AND account_id = :id")?;
        let ordered = row_keys.iter().filter_map(|row_key| self.scan.order(row_key).map(|order| Reverse((order, *row_key))));
        let mut next: BinaryHeap<_> = ordered.collect();
        let mut first = Vec::new();
        while first.len() < most {
            let Some(Reverse((_, row_key))) = next.pop() else { break };
            self.go_on()?;
            let RowKey { id, state } = row_key;
            let params = named_params! { ":status": state.phase.code(), ":day": days_since_epoch(state.day), ":id": id.0 };
            let mut rows = text.query(params)?;
            let Some(row) = rows.next()? else { continue };
            if needle.is_in(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?) {
                first.push(row_key);
            }
        }
        Ok(first)
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
    use crate::domain::list::{Filter, ScanFrom};
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

    fn needle(typed: &str) -> Option<Needle> {
        Needle::of(&Query::parse(typed, from_days_since_epoch(0), "bo"))
    }

    fn found(conn: &Connection, typed: &str, from: ScanFrom, effort: [usize; 4]) -> (Vec<i64>, bool) {
        searched(conn, &mut None, typed, from, effort)
    }

    fn searched(
        conn: &Connection,
        last: &mut Option<Candidates>,
        typed: &str,
        from: ScanFrom,
        effort: [usize; 4],
    ) -> (Vec<i64>, bool) {
        let scan = KeysetScan::new(from_days_since_epoch(0), &Filter::default(), from);
        let [first, short, common, far] = effort;
        let mut search = ListSearch { conn, scan: &scan, superseded: &|| false, last };
        let needle = needle(typed).unwrap();
        let (row_keys, cut) = search.first_matches_with(&needle, 3, Effort { first, near: first, short, common, far }).unwrap();
        (row_keys.into_iter().map(|row_key| row_key.id.0).collect(), cut)
    }

    #[test]
    fn every_way_of_searching_finds_the_same() {
        let conn = list();
        // In turn: in the first rows; by the index; by looking further; by the index, though the word is common.
        for effort in [[300, 0, 0, 0], [5, 0, 300, 0], [5, 0, 2, 290], [5, 0, 2, 6]] {
            assert_eq!(found(&conn, "anna", ScanFrom::Start, effort), (vec![3, 6, 9], false), "{effort:?}");
            assert_eq!(found(&conn, "ANNA X9", ScanFrom::Start, effort), (vec![9, 90, 93], false), "{effort:?}");
            assert_eq!(found(&conn, "Örjan", ScanFrom::End, effort), (vec![300, 200, 100], false), "{effort:?}");
            assert_eq!(found(&conn, "anna örjan", ScanFrom::End, effort), (vec![300], false), "{effort:?}");
            assert_eq!(found(&conn, "nobody", ScanFrom::Start, effort), (vec![], false), "{effort:?}");
        }
    }

    #[test]
    fn a_text_that_grows_is_searched_within_what_its_beginning_found() {
        let conn = list();
        let (by_index, mut last) = ([5, 0, 300, 0], None);
        let mut search = |typed: &str, from| searched(&conn, &mut last, typed, from, by_index).0;
        assert_eq!(search("örj", ScanFrom::End), [300, 200, 100]);
        assert_eq!(search("örjan ", ScanFrom::Start), [100, 200, 300]);
        assert_eq!(search("örjan a", ScanFrom::End), [300, 200, 100]);
        assert_eq!(search("örjan an", ScanFrom::Start), [100, 200, 300]);
        assert_eq!(search("örjan anna", ScanFrom::Start), [300]);
        assert_eq!(search("örjan x2", ScanFrom::Start), [200]);
        // Another word, and what another connection writes, is searched anew.
        assert_eq!(search("x299", ScanFrom::Start), [299]);
        let path = tempfile::tempdir().unwrap();
        conn.execute("VACUUM INTO ?1", [path.path().join("x").to_str().unwrap()]).unwrap();
        let (ours, theirs) = (Connection::open(path.path().join("x")).unwrap(), Connection::open(path.path().join("x")).unwrap());
        let mut last = None;
        assert_eq!(searched(&ours, &mut last, "x299", ScanFrom::Start, by_index).0, [299]);
        theirs.execute_batch("UPDATE case_list SET search_text = 'x2999' WHERE account_id = 7").unwrap();
        theirs.execute_batch("INSERT INTO search_index (search_index) VALUES ('rebuild')").unwrap();
        assert_eq!(searched(&ours, &mut last, "x2999", ScanFrom::Start, by_index).0, [7]);
    }

    #[test]
    fn what_is_common_nearby_is_found_there_and_the_index_is_not_asked() {
        let conn = list();
        let scan = KeysetScan::new(from_days_since_epoch(0), &Filter::default(), ScanFrom::Start);
        let effort = Effort { first: 5, near: 20, short: 0, common: 300, far: 0 };
        for (typed, near, ids) in [("anna", true, [3, 6, 9]), ("örjan", false, [100, 200, 300]), ("anna x2", false, [21, 24, 27])]
        {
            let mut last = None;
            let mut search = ListSearch { conn: &conn, scan: &scan, superseded: &|| false, last: &mut last };
            let (row_keys, cut) = search.first_matches_with(&needle(typed).unwrap(), 3, effort).unwrap();
            assert_eq!((row_keys.iter().map(|row_key| row_key.id.0).collect::<Vec<_>>(), cut), (ids.to_vec(), false), "{typed}");
            assert_eq!(last.is_none(), near, "{typed}: the index is remembered where it was asked");
        }
    }

    #[test]
    fn a_search_that_is_superseded_ends_wherever_it_is() {
        let conn = list();
        let scan = KeysetScan::new(from_days_since_epoch(0), &Filter::default(), ScanFrom::Start);
        for after in 0..400 {
            let asked = Cell::new(0);
            let superseded = || asked.replace(asked.get() + 1) >= after;
            let mut search = ListSearch { conn: &conn, scan: &scan, superseded: &superseded, last: &mut None };
            let effort = Effort { first: 5, near: 5, short: 0, common: 300, far: 0 };
            match search.first_matches_with(&needle("anna x9").unwrap(), 3, effort) {
                Ok((row_keys, _)) => assert_eq!(row_keys.len(), 3, "{after}"),
                Err(error) => assert_eq!(error, Error::Interrupted, "{after}"),
            }
        }
    }

    #[test]
    fn two_letters_find_what_is_near_and_say_where_they_gave_up() {
        let conn = list();
        assert_eq!(found(&conn, "ör", ScanFrom::Start, [50, 250, 0, 0]), (vec![100, 200], true));
        assert_eq!(found(&conn, "ör", ScanFrom::Start, [50, 301, 0, 0]), (vec![100, 200, 300], false));
        assert_eq!(found(&conn, "an", ScanFrom::Start, [50, 0, 0, 0]), (vec![3, 6, 9], false));
        assert!(needle(" \t ").is_none());
    }
}
