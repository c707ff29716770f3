//! Days as people type them into a field: as the screen writes them, in any language, and in the usual shorter forms. The
//! command line takes fewer ([`parse_day`]), since what a script means must not depend on today.

use chrono::{Datelike, NaiveDate};

use super::calendar;
use super::days::parse_day;
use crate::domain::Lang;
use crate::domain::day::BadDay;

/// Reads a day: [`parse_day`], `1 jul`, `1 juli 2025`, `Tue 1 Jul`, `1/7`, `1.7.2025`, `2025-7-5`. Where no year is given,
/// it is the one nearest to today.
pub fn typed_day(input: &str, today: NaiveDate) -> Result<NaiveDate, BadDay> {
    read(input, today, |day, month| {
        let near = (-1..=1).filter_map(|by| NaiveDate::from_ymd_opt(today.year() + by, month, day));
        near.min_by_key(|date| (*date - today).num_days().abs())
    })
}

/// Reads a day that has already come: without a year, the latest such day.
pub fn typed_past_day(input: &str, today: NaiveDate) -> Result<NaiveDate, BadDay> {
    let day = read(input, today, |day, month| {
        let mut back = (0..8).filter_map(|by| NaiveDate::from_ymd_opt(today.year() - by, month, day));
        back.find(|date| *date <= today)
    })?;
    if day > today { Err(BadDay::Future) } else { Ok(day) }
}

fn read(input: &str, today: NaiveDate, no_year: impl Fn(u32, u32) -> Option<NaiveDate>) -> Result<NaiveDate, BadDay> {
    let strict = parse_day(input, today);
    if strict.is_ok() || input.trim().starts_with('-') {
        return strict;
    }
    let (mut numbers, mut month) = (Vec::new(), None);
    for word in input.split([' ', ',', '.', '/', '-']).filter(|word| !word.is_empty()) {
        match (word.parse::<u32>(), month_named(word)) {
            (Ok(number), _) if word.len() <= 4 => numbers.push(number),
            (Err(_), Some(named)) if month.is_none() => month = Some(named),
            (Err(_), None) if is_weekday(word) => {}
            _ => return Err(BadDay::Unreadable),
        }
    }
    let whole = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    let date = match (month, numbers.as_slice()) {
        (Some(month), [day]) => no_year(*day, month),
        (Some(month), [day, year]) if *year > 999 => whole(*year, month, *day),
        (None, [year, month, day]) if *year > 999 => whole(*year, *month, *day),
        (None, [day, month, year]) if *year > 999 => whole(*year, *month, *day),
        (None, [day, month]) => no_year(*day, *month),
        _ => None,
    };
    date.ok_or(BadDay::Unreadable)
}

/// How many letters of a month or a weekday say which one it is.
const TELLING: usize = 3;

fn month_named(word: &str) -> Option<u32> {
    let begins = |lang: Lang| {
        let month =
            |at: &u32| NaiveDate::from_ymd_opt(2000, *at, 1).is_some_and(|day| is_start(word, calendar::month(day, lang)));
        (1..=12).find(month)
    };
    Lang::ALL.into_iter().find_map(begins)
}

fn is_start(word: &str, name: &str) -> bool {
    word.chars().count() >= TELLING && name.to_lowercase().starts_with(&word.to_lowercase())
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    let days = || chrono::Weekday::Mon.num_days_from_monday()..7;
    let named = |lang: Lang| {
        let mut names = days().filter_map(|n| chrono::Weekday::try_from(n as u8).ok()).map(|day| calendar::weekday(day, lang));
        names.any(|name| word.starts_with(&name.to_lowercase()))
    };
    Lang::ALL.into_iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(iso: &str) -> NaiveDate {
        iso.parse().expect("a day")
    }

    #[test]
    fn what_the_screen_writes_and_people_type_is_read_in_both_languages() {
        let today = d("2025-08-20");
        for written in [
            "2025-07-05",
            "2025-7-5",
            "2025-07-5",
            "5 jul",
            "5 Jul",
            "5 juli",
            "5 July 2025",
            "5 jul 2025",
            "jul 5",
            "5/7",
            "5.7",
            "5.7.2025",
            "5/7 2025",
            "Sat 5 Jul",
            "5 jul lör",
            "5 jul.",
        ] {
            assert_eq!(typed_past_day(written, today), Ok(d("2025-07-05")), "{written}");
        }
        assert_eq!(typed_past_day("28 dec mån", today), Ok(d("2024-12-28")), "the latest that has come");
        assert_eq!(typed_day("28 dec", today), Ok(d("2025-12-28")), "the nearest");
        assert_eq!(typed_past_day("29/2", today), Ok(d("2024-02-29")));
        assert_eq!(typed_past_day("5 okt 2025", today), Err(BadDay::Future));
        for bad in ["", "5", "5 ju", "31/2", "5/13", "7/25", "20250705", "5 foo", "5 jul jul", "-1/2", "--3d", "5:7"] {
            assert_eq!(typed_past_day(bad, today), Err(BadDay::Unreadable), "{bad}");
        }
    }

    #[test]
    fn every_day_as_the_screen_writes_it_is_read_as_that_day() {
        let today = d("2026-11-23");
        for lang in Lang::ALL {
            for back in 0..300 {
                let day = crate::domain::day::add_days(today, -back);
                assert_eq!(typed_past_day(&calendar::short_date(day, today, lang), today), Ok(day));
                assert_eq!(typed_past_day(&calendar::full_date(day, lang), today), Ok(day));
            }
        }
    }
}
