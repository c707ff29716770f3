//! Calendar days: months that clamp, today in Stockholm, and how people write a day.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use chrono_tz::Europe::Stockholm;

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
pub fn number(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

/// The day with that number; the calendar's edge for a number no day has.
pub fn from_number(n: i64) -> NaiveDate {
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
    /// Neither ISO nor one of the words nor `-3d`.
    Unreadable,
    /// After today: nothing can have happened on it yet.
    Future,
}

/// Reads a day as people write it: `2026-11-23`, `today`/`idag`, `yesterday`/`igår`, `-3d`.
pub fn parse(input: &str, today: NaiveDate) -> Result<NaiveDate, BadDay> {
    let word = input.trim().to_lowercase();
    match word.as_str() {
        "today" | "idag" | "i dag" => return Ok(today),
        "yesterday" | "igår" | "i går" => return Ok(add_days(today, -1)),
        _ => {}
    }
    if let Some(n) = word.strip_prefix('-').and_then(|w| w.strip_suffix('d')) {
        return n.parse::<u16>().map(|n| add_days(today, -i64::from(n))).map_err(|_| BadDay::Unreadable);
    }
    parse_iso(&word)
}

/// Reads a day that has already come: [`parse`], and nothing after `today`.
pub fn parse_past(input: &str, today: NaiveDate) -> Result<NaiveDate, BadDay> {
    let day = parse(input, today)?;
    if day > today { Err(BadDay::Future) } else { Ok(day) }
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
    fn days_are_read_as_people_write_them() {
        let today = d("2026-03-01");
        for (written, day) in [
            ("2026-02-03", "2026-02-03"),
            ("today", "2026-03-01"),
            ("Idag", "2026-03-01"),
            ("i dag", "2026-03-01"),
            ("yesterday", "2026-02-28"),
            (" igår ", "2026-02-28"),
            ("I går", "2026-02-28"),
            ("-3d", "2026-02-26"),
            ("-0d", "2026-03-01"),
        ] {
            assert_eq!(parse(written, today), Ok(d(day)), "{written}");
        }
        for bad in ["", "2026-2-3", "2026-02-30", "-d", "--3d", "-99999d", "tomorrow", "20260203", "+999999-01-01"] {
            assert_eq!(parse(bad, today), Err(BadDay::Unreadable), "{bad}");
        }
        assert_eq!(parse_past("2026-03-02", today), Err(BadDay::Future));
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
        assert_eq!(number(d("1970-01-02")), 1);
        assert_eq!(from_number(number(d("2026-11-23"))), d("2026-11-23"));
        assert_eq!(from_number(i64::MAX), NaiveDate::default());
    }
}
