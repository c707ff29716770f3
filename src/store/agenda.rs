//! The calendar of what is due, from the list's index and the counts: the same cost at any size.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, named_params};

use super::accounts;
use super::error::Result;
use super::keyset_scan::RowKey;
use crate::domain::agenda::{AgendaFrom, AgendaItem, AgendaKey, due_on, due_phases};
use crate::domain::day::{add_days, days_since_epoch, from_days_since_epoch};
use crate::domain::{AccountId, CaseState, Phase};

/// At most `limit` things that are due, in the order of the calendar, and whether more follow in the direction that
/// was asked for.
pub(super) fn agenda(conn: &Connection, from: AgendaFrom, limit: usize) -> Result<(Vec<AgendaItem>, bool)> {
    let mut keys = Vec::new();
    for phase in due_phases() {
        keys.extend(of_phase(conn, phase, from, limit + 1)?);
    }
    keys.sort_unstable();
    if !from.forward() {
        keys.reverse();
    }
    let more = keys.len() > limit;
    keys.truncate(limit);
    if !from.forward() {
        keys.reverse();
    }
    Ok((keys.into_iter().map(|key| item(conn, key)).collect::<Result<_>>()?, more))
}

fn item(conn: &Connection, key: AgendaKey) -> Result<AgendaItem> {
    let shown = accounts::shown(conn, key.id)?;
    let readable = shown.is_some();
    let (platform, handle, _) = shown.unwrap_or_default();
    Ok(AgendaItem { key, platform, handle, readable })
}

/// The first rows of one phase. Within it, later deciding dates are never due earlier.
fn of_phase(conn: &Connection, phase: Phase, from: AgendaFrom, most: usize) -> Result<Vec<AgendaKey>> {
    let (mut keys, mut start) = (Vec::new(), from.start(phase));
    // What lies before the place itself, because its date was moved here, is passed over day by day.
    while keys.len() < most {
        let read = stretch(conn, phase, start, from.forward(), most)?;
        keys.extend(read.iter().filter(|key| from.holds(key)).take(most - keys.len()).copied());
        match read.last() {
            Some(last) if read.len() == most && !from.holds(last) => start = beyond(last, from.forward()),
            _ => break,
        }
    }
    Ok(keys)
}

/// The next place to start from behind a stretch that does not belong here: all of its last date does not.
fn beyond(last: &AgendaKey, forward: bool) -> (NaiveDate, AccountId) {
    (if forward { add_days(last.day, 1) } else { last.day }, AccountId(0))
}

fn stretch(conn: &Connection, phase: Phase, start: (NaiveDate, AccountId), forward: bool, most: usize) -> Result<Vec<AgendaKey>> {
    let sql = if forward {
        "SELECT account_id, day, status FROM case_list
         WHERE status = :status AND (day, account_id) > (:day, :id) ORDER BY day, account_id LIMIT :most"
    } else {
        "SELECT account_id, day, status FROM case_list
         WHERE status = :status AND (day, account_id) < (:day, :id) ORDER BY day DESC, account_id DESC LIMIT :most"
    };
    let mut query = conn.prepare_cached(sql)?;
    let (day, id) = (days_since_epoch(start.0), start.1.0);
    let mut rows = query.query(named_params! { ":status": phase.code(), ":day": day, ":id": id, ":most": most as i64 })?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        let RowKey { id, state } = RowKey::read(row)?;
        keys.extend(AgendaKey::of(state, id));
    }
    Ok(keys)
}

/// How many things are due on each day from `from` to `to`, of the days on which anything is.
pub(super) fn due_days(conn: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<(NaiveDate, u64)>> {
    let mut days = BTreeMap::new();
    let mut query = conn.prepare_cached("SELECT day, n FROM case_counts WHERE status = :status AND day BETWEEN :from AND :to")?;
    for phase in due_phases() {
        let first = AgendaFrom::Day(from).start(phase).0;
        let mut rows = query
            .query(named_params! { ":status": phase.code(), ":from": days_since_epoch(first), ":to": days_since_epoch(to) })?;
        while let Some(row) = rows.next()? {
            let state = CaseState { phase, day: from_days_since_epoch(row.get(0)?) };
            if let Some(on) = due_on(state).filter(|on| (from..=to).contains(on)) {
                *days.entry(on).or_insert(0) += row.get::<_, i64>(1)? as u64;
            }
        }
    }
    Ok(days.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;
    use crate::store::migrate;

    const ROWS: i64 = 20_000;

    fn middle() -> NaiveDate {
        from_days_since_epoch(20_000)
    }

    /// Cases of every phase on many days, and ten thousand with one and the same deciding date.
    fn cases() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate::upgrade(&mut conn).unwrap();
        conn.execute_batch("PRAGMA foreign_keys = OFF; BEGIN").unwrap();
        let mut account = conn
            .prepare(
                "INSERT INTO accounts (id, platform, handle, person, email, country, group_name, represented_by, added_on)
                 VALUES (?1, 'facebook', 'h', '', '', '', '', '', '2026-01-01')",
            )
            .unwrap();
        let mut insert =
            conn.prepare("INSERT INTO case_list (account_id, status, day, search_text) VALUES (?1, ?2, ?3, 'text')").unwrap();
        for n in 0..ROWS {
            account.execute([n + 1]).unwrap();
            let phase = Phase::ALL[(n % 16) as usize].code();
            let day = if n < ROWS / 2 { 0 } else { n * 7919 % 800 - 400 };
            insert.execute([n + 1, phase, days_since_epoch(middle()) + day]).unwrap();
        }
        drop((account, insert));
        conn.execute_batch("COMMIT").unwrap();
        conn
    }

    fn keys(conn: &Connection, from: AgendaFrom, limit: usize) -> Vec<AgendaKey> {
        agenda(conn, from, limit).unwrap().0.into_iter().map(|item| item.key).collect()
    }

    #[test]
    fn pages_forward_and_back_make_the_whole_agenda_once() {
        let conn = cases();
        let all = keys(&conn, AgendaFrom::Day(NaiveDate::default()), ROWS as usize);
        assert!(all.is_sorted() && all.len() > 9_000);
        for size in [7, 333, 5_000] {
            let (mut forward, mut row_key) = (Vec::new(), AgendaFrom::Day(NaiveDate::default()));
            loop {
                let (page, more) = agenda(&conn, row_key, size).unwrap();
                forward.extend(page.iter().map(|item| item.key));
                if !more || forward.len() > 200 * size {
                    break;
                }
                row_key = AgendaFrom::After(*forward.last().unwrap());
            }
            assert_eq!(forward[..], all[..forward.len()], "{size}");
            let mut back = keys(&conn, AgendaFrom::Before(all[5_000]), size);
            back.extend(keys(&conn, AgendaFrom::After(*back.last().unwrap()), 1));
            assert_eq!(back[..], all[5_000 - size..=5_000]);
        }
    }

    #[test]
    fn days_are_counted_as_the_agenda_lists_them() {
        let conn = cases();
        let (from, to) = (add_days(middle(), -20), add_days(middle(), 20));
        let mut counted = BTreeMap::new();
        for key in keys(&conn, AgendaFrom::Day(from), ROWS as usize) {
            if key.on <= to {
                *counted.entry(key.on).or_insert(0) += 1;
            }
        }
        assert_eq!(due_days(&conn, from, to).unwrap(), counted.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_page_costs_the_same_wherever_it_is() {
        let conn = cases();
        let all = keys(&conn, AgendaFrom::Day(NaiveDate::default()), ROWS as usize);
        let mut pages = 0;
        for row_key in all.iter().step_by(700) {
            for from in [AgendaFrom::After(*row_key), AgendaFrom::Before(*row_key)] {
                agenda(&conn, from, 40).unwrap();
                pages += 1;
            }
        }
        // One cached statement for each direction has done all of it.
        for order in ["> (:day, :id) ORDER BY day, account_id", "< (:day, :id) ORDER BY day DESC, account_id DESC"] {
            let sql = format!(
                "SELECT account_id, day, status FROM case_list
         WHERE status = :status AND (day, account_id) {order} LIMIT :most"
            );
            let query = conn.prepare_cached(&sql).unwrap();
            let runs = i64::from(query.get_status(StatementStatus::Run));
            // A stretch for each phase, and one more for each of the few days whose dates are moved.
            assert!((100..pages * 9 * 13).contains(&runs), "{runs} for {pages}");
            let steps = i64::from(query.get_status(StatementStatus::VmStep));
            assert!(steps < 40 * 41 * runs, "{steps} steps in {runs} runs");
            assert_eq!(query.get_status(StatementStatus::Sort) + query.get_status(StatementStatus::FullscanStep), 0);
        }
    }
}
