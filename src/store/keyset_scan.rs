//! Reading the list in its order, from any place, either way. Every class is a few spans of (phase, days);
//! a scan merges one index search for each, so that it costs the same at the top, in the middle and at the
//! end of a million.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::slice;

use chrono::NaiveDate;
use rusqlite::{Connection, Row, Statement, params_from_iter};

use super::error::{Error, Result};
use crate::content::query::Query;
use crate::domain::agenda::due_on;
use crate::domain::day::{days_since_epoch, from_days_since_epoch};
use crate::domain::list::{Filter, ListKey, ScanFrom};
use crate::domain::{AccountId, CaseState, Class, Phase, Span, Status};

/// How many rows are few: those of a screen.
const FEW: usize = 200;

/// An account and where its case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowKey {
    pub(super) id: AccountId,
    pub(super) state: CaseState,
}

impl RowKey {
    /// From a row that begins with account number, day and phase.
    pub(super) fn read(row: &Row<'_>) -> Result<Self> {
        let phase = Phase::from_code(row.get(2)?).ok_or_else(|| Error::damaged("an unknown phase in the list"))?;
        Ok(Self { id: AccountId(row.get(0)?), state: CaseState { phase, day: from_days_since_epoch(row.get(1)?) } })
    }
}

/// Which way the list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Down,
    Up,
}

/// What is to be read: the searches of each class, in the order in which they are read.
#[derive(Debug)]
pub(super) struct KeysetScan {
    pub(super) direction: Direction,
    pub(super) today: i64,
    /// What is searched for.
    pub(super) query: Query,
    classes: Vec<Vec<RangeScan>>,
}

/// The status of the cases in a span of a class.
pub(super) fn status(class: Class, span: Span, today: NaiveDate) -> Status {
    if class == Class::Overdue { Status::Overdue } else { CaseState { phase: span.phase, day: today }.status(today) }
}

/// The part of a span whose deciding dates the search asks for; `None` where that is nothing.
fn due_within(span: Span, query: &Query) -> Option<Span> {
    let Some(due) = query.due else { return Some(span) };
    let is_due = due_on(CaseState { phase: span.phase, day: NaiveDate::default() }).is_some();
    let to = [span.to, due.to].into_iter().flatten().min();
    is_due.then_some(Span { from: span.from.max(due.from), to, ..span })
}

/// The spans of a class whose cases a filter can show.
pub(super) fn spans(class: Class, today: NaiveDate, filter: &Filter, query: &Query) -> impl Iterator<Item = Span> {
    let allowed = move |span: &Span| {
        let status = status(class, *span, today);
        filter.matches(status) && query.allows(status)
    };
    class.spans(today).into_iter().filter(allowed).filter_map(move |span| due_within(span, query))
}

impl KeysetScan {
    pub(super) fn new(today: NaiveDate, filter: &Filter, from: ScanFrom) -> Self {
        let query = Query::parse(&filter.search, today, &filter.login);
        let (direction, cursor) = match from {
            ScanFrom::Start => (Direction::Down, None),
            ScanFrom::After(key) => (Direction::Down, Some(key)),
            ScanFrom::End => (Direction::Up, None),
            ScanFrom::Before(key) => (Direction::Up, Some(key)),
        };
        let ahead = |class: &Class| {
            cursor.is_none_or(|key| if direction == Direction::Down { *class >= key.class } else { *class <= key.class })
        };
        let ranges = |class: Class| -> Vec<RangeScan> {
            let cursor = cursor.filter(|key| key.class == class);
            spans(class, today, filter, &query).filter_map(|span| RangeScan::new(span, direction, cursor)).collect()
        };
        let mut classes: Vec<_> = Class::ALL.into_iter().filter(ahead).map(ranges).filter(|ranges| !ranges.is_empty()).collect();
        if direction == Direction::Up {
            classes.reverse();
        }
        Self { direction, today: days_since_epoch(today), query, classes }
    }

    /// The position of a row in this scan; `None` where it is not part of it.
    pub(super) fn order(&self, row_key: &RowKey) -> Option<(usize, i64, i64)> {
        let (phase, day, id) = (row_key.state.phase.code(), days_since_epoch(row_key.state.day), row_key.id.0);
        let class =
            self.classes.iter().position(|ranges| ranges.iter().any(|range| range.holds(phase, (day, id), self.direction)))?;
        Some(if self.direction == Direction::Down { (class, day, id) } else { (class, -day, -id) })
    }

    /// The first rows in order, at most `most`.
    pub(super) fn first(&self, conn: &Connection, most: usize) -> Result<Vec<RowKey>> {
        let mut first = Vec::new();
        if most > FEW {
            self.visit(conn, Text::Without, most, |row_key, _| {
                first.push(row_key);
                ControlFlow::Continue(())
            })?;
            return Ok(first);
        }
        // Range by range: to plan one statement for all of them takes longer than to read some rows too many.
        let mut query = conn.prepare_cached(&sql(1, self.direction, Text::Without))?;
        for ranges in &self.classes {
            if first.len() < most {
                first.extend(self.first_of_class(&mut query, ranges, most - first.len())?);
            }
        }
        Ok(first)
    }

    fn first_of_class(&self, query: &mut Statement<'_>, ranges: &[RangeScan], most: usize) -> Result<Vec<RowKey>> {
        let place = |row_key: &RowKey| {
            let (day, id) = (days_since_epoch(row_key.state.day), row_key.id.0);
            if self.direction == Direction::Down { (day, id) } else { (-day, -id) }
        };
        let mut first: Vec<RowKey> = Vec::new();
        for range in ranges {
            let farthest = first.get(most - 1).map(place);
            let mut rows = query.query(params_from_iter(bound(slice::from_ref(range), self.today)))?;
            for _ in 0..most {
                let Some(row) = rows.next()? else { break };
                let row_key = RowKey::read(row)?;
                if farthest.is_some_and(|farthest| place(&row_key) > farthest) {
                    break;
                }
                first.push(row_key);
            }
            first.sort_unstable_by_key(place);
            first.truncate(most);
        }
        Ok(first)
    }

    /// Visits rows in order, at most `most` of them, with the text that is searched if it is asked for;
    /// says how many it has visited.
    pub(super) fn visit(
        &self,
        conn: &Connection,
        text: Text,
        most: usize,
        mut visit: impl FnMut(RowKey, &str) -> ControlFlow<()>,
    ) -> Result<usize> {
        let mut visited = 0;
        for ranges in &self.classes {
            let mut query = conn.prepare_cached(&sql(ranges.len(), self.direction, text))?;
            let mut rows = query.query(params_from_iter(bound(ranges, self.today)))?;
            while let Some(row) = rows.next()? {
                visited += 1;
                let broken = visit(RowKey::read(row)?, row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?).is_break();
                if broken || visited == most {
                    return Ok(visited);
                }
            }
        }
        Ok(visited)
    }
}

/// Whether a scan brings the text that is searched along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Without,
    With,
}

/// One search in the index: a phase, the place behind which it starts, the last day.
#[derive(Debug, Clone, Copy)]
struct RangeScan {
    phase: i64,
    start: (i64, i64),
    last: i64,
}

impl RangeScan {
    /// The start is the later of the span's edge and the cursor. Two bounds on the same side would make
    /// SQLite seek to the wrong one and walk, and the plan would not show it.
    fn new(span: Span, direction: Direction, cursor: Option<ListKey>) -> Option<Self> {
        let first = span.from.map_or(i64::MIN, days_since_epoch);
        let last = span.to.map_or(i64::MAX, days_since_epoch);
        let cursor = cursor.map(|key| (days_since_epoch(key.day), key.id.0));
        let (start, last) = match direction {
            Direction::Down => (cursor.unwrap_or((i64::MIN, 0)).max((first, 0)), last),
            Direction::Up => (cursor.unwrap_or((i64::MAX, i64::MAX)).min((last, i64::MAX)), first),
        };
        let empty = if direction == Direction::Down { start.0 > last } else { start.0 < last };
        (!empty).then_some(Self { phase: span.phase.code(), start, last })
    }

    fn holds(&self, phase: i64, row_key: (i64, i64), direction: Direction) -> bool {
        phase == self.phase
            && match direction {
                Direction::Down => row_key > self.start && row_key.0 <= self.last,
                Direction::Up => row_key < self.start && row_key.0 >= self.last,
            }
    }
}

/// What [`sql`] has places for.
fn bound(ranges: &[RangeScan], today: i64) -> impl Iterator<Item = i64> {
    ranges.iter().flat_map(|a| [a.phase, a.start.0, a.start.1, a.last]).chain([today])
}

/// One search for each range, merged. `status IN (…)` would sort instead.
fn sql(ranges: usize, direction: Direction, text: Text) -> String {
    let (behind, until, order) = match direction {
        Direction::Down => (">", "<=", "2, 1"),
        Direction::Up => ("<", ">=", "2 DESC, 1 DESC"),
    };
    let text = if text == Text::With { "search_text" } else { "''" };
    // Of a case with two matters only the row that counts today.
    let today = 4 * ranges + 1;
    let mut sql = String::new();
    for n in 0..ranges {
        let [phase, day, id, last] = [1, 2, 3, 4].map(|p| 4 * n + p);
        let union = if n == 0 { "" } else { " UNION ALL " };
        let _ = write!(
            sql,
            "{union}SELECT account_id, day, status, {text} FROM case_list \
             WHERE status = ?{phase} AND (day, account_id) {behind} (?{day}, ?{id}) AND day {until} ?{last} \
             AND beside = (?{today} BETWEEN from_day AND to_day)"
        );
    }
    let _ = write!(sql, " ORDER BY {order}");
    sql
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;
    use crate::store::migrate;

    const ROWS: i64 = 20_000;

    fn today() -> NaiveDate {
        from_days_since_epoch(20_000)
    }

    /// A list with every phase on many days, round today.
    fn list() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate::upgrade(&mut conn).unwrap();
        conn.execute_batch("PRAGMA foreign_keys = OFF; BEGIN").unwrap();
        let mut insert =
            conn.prepare("INSERT INTO case_list (account_id, status, day, search_text) VALUES (?1, ?2, ?3, 'text')").unwrap();
        for n in 0..ROWS {
            let phase = Phase::ALL[n as usize % Phase::ALL.len()].code();
            insert.execute([n + 1, phase, days_since_epoch(today()) + n * 7919 % 800 - 400]).unwrap();
        }
        drop(insert);
        conn.execute_batch("COMMIT").unwrap();
        conn
    }

    /// From the start, the end and the middle of every class.
    fn everywhere() -> Vec<ScanFrom> {
        let row_keys = Class::ALL.into_iter().flat_map(|class| [-100, 0, 5, 100].map(|n| (class, days_since_epoch(today()) + n)));
        let keys = row_keys.map(|(class, day)| ListKey { class, day: from_days_since_epoch(day), id: AccountId(ROWS / 2) });
        [ScanFrom::Start, ScanFrom::End]
            .into_iter()
            .chain(keys.flat_map(|key| [ScanFrom::After(key), ScanFrom::Before(key)]))
            .collect()
    }

    #[test]
    fn a_window_is_read_from_the_index_alone_and_nothing_is_sorted() {
        let conn = list();
        for (ranges, direction) in (1..=8).flat_map(|n| [(n, Direction::Down), (n, Direction::Up)]) {
            let sql = format!("EXPLAIN QUERY PLAN {}", sql(ranges, direction, Text::With));
            let mut plan = conn.prepare(&sql).unwrap();
            let zeros = params_from_iter(vec![0; 4 * ranges + 1]);
            let lines: Vec<String> = plan.query_map(zeros, |row| row.get("detail")).unwrap().map(Result::unwrap).collect();
            let plan = lines.join("\n");
            assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{plan}");
            assert_eq!(plan.matches("USING PRIMARY KEY").count(), ranges, "{plan}");
        }
    }

    /// The plan looks the same where SQLite seeks to the wrong bound and walks; the steps do not.
    #[test]
    fn a_window_visits_few_more_rows_than_it_shows_wherever_it_is() {
        let conn = list();
        let shown = 40;
        for from in everywhere() {
            let scan = KeysetScan::new(today(), &Filter::default(), from);
            for ranges in &scan.classes {
                let mut query = conn.prepare(&sql(ranges.len(), scan.direction, Text::Without)).unwrap();
                let rows = query.query_map(params_from_iter(bound(ranges, scan.today)), |_| Ok(())).unwrap();
                let rows = rows.take(shown as usize).count() as i64;
                assert!(rows <= shown);
                let steps = i64::from(query.get_status(StatementStatus::VmStep));
                assert!(steps < 300 * ranges.len() as i64 + 40 * shown, "{from:?}: {steps} steps");
                assert_eq!(query.get_status(StatementStatus::Sort), 0);
                assert_eq!(query.get_status(StatementStatus::FullscanStep), 0);
            }
        }
    }

    #[test]
    fn range_by_range_the_first_rows_are_those_of_a_walk() {
        let conn = list();
        for from in everywhere() {
            let scan = KeysetScan::new(today(), &Filter::default(), from);
            for most in [1, 40, FEW] {
                let mut walked = Vec::new();
                let visit = |row_key, _: &str| {
                    walked.push(row_key);
                    ControlFlow::Continue(())
                };
                scan.visit(&conn, Text::Without, most, visit).unwrap();
                assert_eq!(scan.first(&conn, most).unwrap(), walked, "{from:?}");
            }
        }
    }

    #[test]
    fn a_place_is_on_a_walk_exactly_when_the_walk_comes_by() {
        let conn = list();
        let all = |from: ScanFrom| {
            let mut row_keys = Vec::new();
            let scan = KeysetScan::new(today(), &Filter::default(), from);
            let visit = |row_key, _: &str| {
                row_keys.push(row_key);
                ControlFlow::Continue(())
            };
            assert_eq!(scan.visit(&conn, Text::Without, usize::MAX >> 1, visit).unwrap(), row_keys.len());
            (scan, row_keys)
        };
        let (_, every) = all(ScanFrom::Start);
        assert_eq!(every.len() as i64, ROWS);
        for from in everywhere().into_iter().step_by(5) {
            let (scan, row_keys) = all(from);
            let orders: Vec<_> = row_keys.iter().map(|row_key| scan.order(row_key).unwrap()).collect();
            assert!(orders.is_sorted());
            assert_eq!(every.iter().filter(|row_key| scan.order(row_key).is_some()).count(), row_keys.len());
        }
    }
}
