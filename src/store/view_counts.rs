//! How many cases a search finds, by class and status. Statuses and days alone are summed from the counts that are kept;
//! for words and fields rows are looked at, no more than a budget of them: beyond it there is no number.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use rusqlite::{Connection, named_params};

use super::counts::{Cells, SpanCounter, add};
use super::error::{Error, Result};
use super::keyset_scan::{KeysetScan, RowKey, Text, spans, status};
use super::search::Needle;
use crate::content::query::Query;
use crate::domain::Class;
use crate::domain::day::days_since_epoch;
use crate::domain::list::{Counts, Filter, ScanFrom};

/// The most rows that are looked at for one count: some tenths of a second, on a thread of its own.
const BUDGET: usize = 100_000;

/// Counts what a search finds; `None` where more rows would have to be looked at than the budget allows.
pub(super) fn counts_in_view(
    conn: &Connection,
    today: NaiveDate,
    filter: &Filter,
    superseded: &dyn Fn() -> bool,
) -> Result<Option<Counts>> {
    ViewCount { conn, today, filter, superseded, budget: BUDGET }.counts()
}

struct ViewCount<'a> {
    conn: &'a Connection,
    today: NaiveDate,
    filter: &'a Filter,
    /// Whether the count is not wanted any more.
    superseded: &'a dyn Fn() -> bool,
    budget: usize,
}

impl ViewCount<'_> {
    fn counts(&self) -> Result<Option<Counts>> {
        let query = Query::parse(&self.filter.search, self.today, &self.filter.login);
        let all = self.in_spans(&query)?;
        let cells = match Needle::of(&query) {
            None => Some(all),
            Some(needle) => self.with_text(&all, &needle)?,
        };
        Ok(cells.map(|cells| Counts { cells, ..Counts::default() }))
    }

    /// All cases that statuses and days let through, from the counts that are kept.
    fn in_spans(&self, query: &Query) -> Result<Cells> {
        let mut cells = Cells::new();
        let mut counter = SpanCounter::new(self.conn, self.today)?;
        for class in Class::ALL {
            for span in spans(class, self.today, self.filter, query) {
                add(&mut cells, class, status(class, span, self.today), counter.count(span)?);
            }
        }
        Ok(cells)
    }

    /// Those of them whose text a search finds: by looking at all where they are few, else by the index.
    fn with_text(&self, all: &Cells, needle: &Needle) -> Result<Option<Cells>> {
        let scan = KeysetScan::new(self.today, self.filter, ScanFrom::Start);
        if all.iter().map(|cell| cell.2).sum::<u64>() <= self.budget as u64 {
            return self.looked_through(&scan, needle).map(Some);
        }
        if let Some(excluded) = needle.excluded() {
            return Ok(self.by_index(&scan, &excluded)?.map(|found| difference(all, &found)));
        }
        self.by_index(&scan, needle)
    }

    fn looked_through(&self, scan: &KeysetScan, needle: &Needle) -> Result<Cells> {
        let mut cells = Cells::new();
        scan.visit(self.conn, Text::With, usize::MAX, |row_key, text| {
            if needle.is_in(text) {
                self.count(&mut cells, row_key);
            }
            if (self.superseded)() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if (self.superseded)() { Err(Error::Interrupted) } else { Ok(cells) }
    }

    fn by_index(&self, scan: &KeysetScan, needle: &Needle) -> Result<Option<Cells>> {
        let Some(query) = needle.query() else { return Ok(None) };
        let mut index = self.conn.prepare_cached(
            "SELECT account_id, day, status, case_list.search_text
             FROM search_index CROSS JOIN case_list ON account_id = search_index.rowid
             WHERE search_index MATCH :query AND beside = (:today BETWEEN from_day AND to_day)",
        )?;
        let mut hits = index.query(named_params! { ":query": query, ":today": days_since_epoch(self.today) })?;
        let (mut cells, mut looked_at) = (Cells::new(), 0);
        while let Some(row) = hits.next()? {
            looked_at += 1;
            if looked_at > self.budget {
                return Ok(None);
            }
            if (self.superseded)() {
                return Err(Error::Interrupted);
            }
            let row_key = RowKey::read(row)?;
            let text = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
            if scan.order(&row_key).is_some() && needle.is_in(text) {
                self.count(&mut cells, row_key);
            }
        }
        Ok(Some(cells))
    }

    fn count(&self, cells: &mut Cells, row_key: RowKey) {
        add(cells, Class::of(row_key.state, self.today), row_key.state.status(self.today), 1);
    }
}

/// All without some of them.
fn difference(all: &Cells, some: &Cells) -> Cells {
    let without = |(class, status, n): &(Class, _, u64)| {
        let found = some.iter().find(|cell| (cell.0, cell.1) == (*class, *status)).map_or(0, |cell| cell.2);
        (*class, *status, n.saturating_sub(found))
    };
    all.iter().map(without).filter(|cell| cell.2 > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Phase;
    use crate::domain::day::from_days_since_epoch;
    use crate::store::migrate;

    const TODAY: i64 = 20_000;

    /// Two thousand cases in every phase, on days round today; every tenth is in the choir, every hundredth also Örjan's.
    fn list() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate::upgrade(&mut conn).unwrap();
        conn.execute_batch("PRAGMA foreign_keys = OFF; BEGIN").unwrap();
        let mut insert =
            conn.prepare("INSERT INTO case_list (account_id, status, day, search_text) VALUES (?1, ?2, ?3, ?4)").unwrap();
        // A month that was cut short ends on few days of the year.
        let phases: Vec<Phase> =
            Phase::ALL.into_iter().filter(|phase| !matches!(phase, Phase::AwaitingCode { clamped: 1.. })).collect();
        for n in 0..2000_i64 {
            let phase = phases[(n / 7) as usize % phases.len()].code();
            let group = if n % 10 == 0 { "\u{4}kören\n" } else { "\u{4}styrelsen\n" };
            let text = format!("{group}{}x{n}", if n % 100 == 0 { "\u{2}örjan\n" } else { "" });
            insert.execute(rusqlite::params![n + 1, phase, TODAY + n * 7919 % 80 - 40, text]).unwrap();
        }
        drop(insert);
        conn.execute_batch("COMMIT; INSERT INTO search_index (search_index) VALUES ('rebuild')").unwrap();
        conn
    }

    fn counted(conn: &Connection, search: &str, budget: usize) -> Option<Counts> {
        let filter = Filter { search: search.to_owned(), ..Filter::default() };
        let today = from_days_since_epoch(TODAY);
        ViewCount { conn, today, filter: &filter, superseded: &|| false, budget }.counts().unwrap()
    }

    /// By going through the list as the screen would, to its end.
    fn walked(conn: &Connection, search: &str) -> Cells {
        let today = from_days_since_epoch(TODAY);
        let filter = Filter { search: search.to_owned(), ..Filter::default() };
        let scan = KeysetScan::new(today, &filter, ScanFrom::Start);
        let needle = Needle::of(&scan.query);
        let mut cells = Cells::new();
        let visit = |row_key: RowKey, text: &str| {
            if needle.as_ref().is_none_or(|needle| needle.is_in(text)) {
                add(&mut cells, Class::of(row_key.state, today), row_key.state.status(today), 1);
            }
            ControlFlow::Continue(())
        };
        scan.visit(conn, Text::With, usize::MAX, visit).unwrap();
        cells.sort_unstable();
        cells
    }

    #[test]
    fn every_way_of_counting_counts_what_is_listed() {
        let conn = list();
        let searches = [
            "group:kören",
            "-group:kören",
            "kören örjan",
            "person:örjan status:overdue",
            "status:overdue",
            "due:<7d",
            "-status:granted due:>3d group:styrelsen",
            "status:granted",
            "group:ingen",
        ];
        for search in searches {
            for budget in [2000, 1999] {
                let mut cells = counted(&conn, search, budget).unwrap_or_else(|| panic!("{search}: {budget}")).cells;
                cells.sort_unstable();
                assert_eq!(cells, walked(&conn, search), "{search}: {budget}");
            }
        }
    }

    #[test]
    fn what_would_take_more_rows_than_there_may_be_has_no_number() {
        let conn = list();
        assert!(counted(&conn, "group:kören", 200).is_some(), "that many");
        for search in ["group:kören", "-group:kören", "kö", "-group:kören -group:styrelsen"] {
            assert!(counted(&conn, search, 199).is_none(), "{search}");
        }
        for search in ["status:overdue", "-status:overdue due:<7d"] {
            assert_eq!(counted(&conn, search, 0), counted(&conn, search, 2000), "{search}: sums need no rows");
        }
    }

    #[test]
    fn a_count_that_nobody_waits_for_ends() {
        let conn = list();
        for (search, budget) in [("group:kören", 2000), ("group:kören", 300)] {
            let filter = Filter { search: search.to_owned(), ..Filter::default() };
            let today = from_days_since_epoch(TODAY);
            let count = ViewCount { conn: &conn, today, filter: &filter, superseded: &|| true, budget };
            assert_eq!(count.counts(), Err(Error::Interrupted));
        }
    }
}
