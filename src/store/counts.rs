//! The numbers in the header, from the counts that are kept with the list.

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, named_params};

use super::error::Result;
use super::keyset_scan;
use crate::domain::day::{days_since_epoch, from_days_since_epoch};
use crate::domain::list::Counts;
use crate::domain::{AccountId, CaseState, Class, Phase, Span, Status};

/// Cases by class and status.
pub(super) type Cells = Vec<(Class, Status, u64)>;

/// Adds so many cases of a class and a status.
pub(super) fn add(cells: &mut Cells, class: Class, status: Status, n: u64) {
    match cells.iter_mut().find(|(c, s, _)| (*c, *s) == (class, status)) {
        Some((.., sum)) => *sum += n,
        None if n > 0 => cells.push((class, status, n)),
        None => {}
    }
}

pub(super) fn counts(conn: &Connection, today: NaiveDate) -> Result<Counts> {
    let mut cells = Vec::new();
    let mut counter = SpanCounter::new(conn, today)?;
    for class in Class::ALL {
        for span in class.spans(today) {
            add(&mut cells, class, keyset_scan::status(class, span, today), counter.count(span)?);
        }
    }
    let (mails, overdue) = (mails_waiting(conn)?, cells.iter().any(|cell| cell.0 == Class::Overdue));
    Ok(Counts {
        cells,
        oldest_overdue: if overdue { oldest_overdue(conn, today)? } else { None },
        mails,
        mail_accounts: if mails == 0 { Vec::new() } else { with_mail(conn)? },
        half_typed: Vec::new(),
    })
}

fn mails_waiting(conn: &Connection) -> Result<u64> {
    let sql = "SELECT count(*) FROM mails WHERE data IS NOT NULL";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))? as u64)
}

/// The accounts at which a mail waits: a list of more would say no more.
fn with_mail(conn: &Connection) -> Result<Vec<AccountId>> {
    let sql = "SELECT DISTINCT account_id FROM mails JOIN mail_accounts ON mail_id = mails.id
               WHERE data IS NOT NULL ORDER BY account_id LIMIT 500";
    let mut query = conn.prepare_cached(sql)?;
    let ids = query.query_map([], |row| row.get(0).map(AccountId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn oldest_overdue(conn: &Connection, today: NaiveDate) -> Result<Option<NaiveDate>> {
    let mut query = conn.prepare_cached("SELECT min(day) FROM case_counts WHERE status = :status")?;
    let mut first: Option<i64> = None;
    for span in Class::Overdue.spans(today) {
        let day: Option<i64> = query.query_row(named_params! { ":status": span.phase.code() }, |row| row.get(0))?;
        first = first.into_iter().chain(day.filter(|day| span.to.is_none_or(|to| *day <= days_since_epoch(to)))).min();
    }
    Ok(first.map(from_days_since_epoch))
}

/// Counts the cases in spans, of which there are dozens: what they share is done once.
pub(super) struct SpanCounter<'conn> {
    query: CachedStatement<'conn>,
    today: i64,
}

impl<'conn> SpanCounter<'conn> {
    pub(super) fn new(conn: &'conn Connection, today: NaiveDate) -> Result<Self> {
        // Hardly any row has days on which its complaint counts; the comparison that tells so comes first.
        let query = conn.prepare_cached(
            "SELECT ifnull(sum(n), 0) FROM case_counts
             WHERE status = ?1 AND day BETWEEN ?2 AND ?3
                 AND (to_day < ?4 AND beside = 0 OR to_day >= ?4 AND beside = (from_day <= ?4))",
        )?;
        Ok(Self { query, today: days_since_epoch(today) })
    }

    pub(super) fn count(&mut self, span: Span) -> Result<u64> {
        let (first, last) = (span.from.map_or(i64::MIN, days_since_epoch), span.to.map_or(i64::MAX, days_since_epoch));
        let n: i64 = self.query.query_row([span.phase.code(), first, last, self.today], |row| row.get(0))?;
        Ok(n as u64)
    }
}

pub(super) fn next_due(conn: &Connection, today: NaiveDate) -> Result<Option<NaiveDate>> {
    let mut query = conn.prepare_cached("SELECT min(day) FROM case_counts WHERE status = :status AND day >= :today")?;
    let mut first: Option<i64> = None;
    for phase in Phase::ALL.into_iter().filter(|phase| CaseState { phase: *phase, day: today }.awaits_answer()) {
        let params = named_params! { ":status": phase.code(), ":today": days_since_epoch(today) };
        let day: Option<i64> = query.query_row(params, |row| row.get(0))?;
        first = first.into_iter().chain(day).min();
    }
    Ok(first.map(from_days_since_epoch))
}
