//! Calendar days: months that clamp, today in Stockholm, and how a day is written.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};

use super::stockholm::Stockholm;

/// The last year a day may lie in; beyond it an ISO date has no four digits.
const LAST_YEAR: i32 = 9990;

/// The same day `months` later, or that month's last day where it has no such day
/// (Regulation 1182/71 Article 3(2)(c)).
pub fn months_after(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// `n` days later, or earlier when `n` is negative; stays at the calendar's edge.
pub fn add_days(day: NaiveDate, n: i64) -> NaiveDate {
    let by = Days::new(n.unsigned_abs());
    let moved = if n < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) };
    moved.unwrap_or(day)
}

/// Days since 1970-01-01, the form in which the database orders days.
pub fn days_since_epoch(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

/// The day with that number; the calendar's edge for a number no day has.
pub fn from_days_since_epoch(n: i64) -> NaiveDate {
    NaiveDate::default().checked_add_signed(chrono::TimeDelta::try_days(n).unwrap_or_default()).unwrap_or_default()
}

/// The calendar date in Stockholm at a moment: servers often run on UTC, the month does not.
pub fn in_stockholm(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&Stockholm).date_naive()
}

/// Whole milliseconds from `now` until the next midnight in Stockholm, never 0.
pub fn millis_to_midnight(now: DateTime<Utc>) -> u64 {
    let midnight = add_days(in_stockholm(now), 1).and_hms_opt(0, 0, 0).unwrap_or_default();
    // Midnight exists in Stockholm on every day: summer time moves the clock at two.
    let at = midnight.and_local_timezone(Stockholm).earliest().map_or(now, |t| t.with_timezone(&Utc));
    u64::try_from((at - now).num_milliseconds()).unwrap_or(0).max(1)
}

/// Why a written day cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadDay {
    /// Neither ISO nor a word for a day nor `-3d`.
    Unreadable,
    /// After today: nothing can have happened on it yet.
    Future,
}

/// Reads a day counted back from today: `-3d`.
pub fn parse_days_ago(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let days: u16 = word.strip_prefix('-')?.strip_suffix('d')?.parse().ok()?;
    Some(add_days(today, -i64::from(days)))
}

/// Reads an ISO date with exactly four, two and two digits.
pub fn parse_iso(word: &str) -> Result<NaiveDate, BadDay> {
    let shape = word.len() == 10 && word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let day = NaiveDate::parse_from_str(word, "%Y-%m-%d").ok().filter(|_| shape);
    day.filter(|d| (1970..=LAST_YEAR).contains(&d.year())).ok_or(BadDay::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> NaiveDate {
        parse_iso(s).expect("a day")
    }

    #[test]
    fn the_day_is_stockholms_in_winter_and_in_summer() {
        let at = |s: &str| s.parse::<DateTime<Utc>>().expect("a moment");
        assert_eq!(in_stockholm(at("2026-01-31T22:59:59Z")), d("2026-01-31"));
        assert_eq!(in_stockholm(at("2026-01-31T23:00:00Z")), d("2026-02-01"));
        assert_eq!(in_stockholm(at("2026-06-30T22:00:00Z")), d("2026-07-01"));
        assert_eq!(millis_to_midnight(at("2026-01-31T22:59:59Z")), 1000);
        // The nights on which the clock moves have 23 and 25 hours.
        assert_eq!(millis_to_midnight(at("2026-03-28T23:00:00Z")), 23 * 3_600_000);
        assert_eq!(millis_to_midnight(at("2026-10-24T22:00:00Z")), 25 * 3_600_000);
    }

    #[test]
    fn numbers_and_days_are_the_same_thing() {
        assert_eq!(days_since_epoch(d("1970-01-02")), 1);
        assert_eq!(from_days_since_epoch(days_since_epoch(d("2026-11-23"))), d("2026-11-23"));
        assert_eq!(from_days_since_epoch(i64::MAX), NaiveDate::default());
    }
}
