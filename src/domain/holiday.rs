//! Public holidays of Sweden and of Ireland: the days on which a period of European law cannot end where it is to
//! be kept (Regulation 1182/71 Article 2(1) and 3(4)). Eves are working days, but for acts due in Sweden.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

use super::day::add_days;

/// Why a period does not end on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOff {
    /// A Saturday that is no holiday.
    Saturday,
    /// A Sunday that is no holiday.
    Sunday,
    /// A public holiday, whatever its weekday.
    Holiday(Holiday),
}

/// A public holiday of either country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Holiday {
    NewYear,
    Epiphany,
    StBrigid,
    StPatrick,
    GoodFriday,
    EasterDay,
    EasterMonday,
    MayDay,
    IrishMay,
    Ascension,
    WhitSunday,
    NationalDay,
    IrishJune,
    Midsummer,
    IrishAugust,
    IrishOctober,
    AllSaints,
    ChristmasDay,
    StStephen,
}

/// A country whose public holidays are known, as ISO 3166-1 alpha-2 in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Country {
    #[serde(rename = "IE")]
    Ireland,
    #[serde(rename = "SE")]
    Sweden,
}

/// Why `day` is no working day in any of the countries, or `None` when it is one in all of them. A holiday is named
/// before a weekend.
pub fn day_off(day: NaiveDate, countries: &[Country]) -> Option<DayOff> {
    if let Some(holiday) = holiday(day, countries) {
        return Some(DayOff::Holiday(holiday));
    }
    match day.weekday() {
        Weekday::Sat => Some(DayOff::Saturday),
        Weekday::Sun => Some(DayOff::Sunday),
        _ => None,
    }
}

/// The public holiday on `day` in any of the countries. Two of them can fall on one day, as on 6 June 2022.
pub fn holiday(day: NaiveDate, countries: &[Country]) -> Option<Holiday> {
    let candidates = [fixed(day), by_easter(day), by_weekday(day)];
    candidates.into_iter().flatten().find(|holiday| countries.iter().any(|country| holiday.is_kept_in(*country)))
}

/// Whether an act that is due in a country on `day` may be done later: on Saturdays, Sundays and public holidays, in
/// Sweden also on Midsummer Eve, Christmas Eve and New Year's Eve (lag 1930:173 § 2).
pub fn is_moved(day: NaiveDate, country: Country) -> bool {
    let eve = || matches!((day.month(), day.day()), (12, 24 | 31)) || by_weekday(add_days(day, 1)) == Some(Holiday::Midsummer);
    day_off(day, &[country]).is_some() || (matches!(country, Country::Sweden) && eve())
}

impl Holiday {
    /// Whether it is a public holiday in a country.
    pub const fn is_kept_in(self, country: Country) -> bool {
        match self {
            Self::NewYear | Self::EasterMonday | Self::ChristmasDay | Self::StStephen => true,
            Self::StBrigid | Self::StPatrick | Self::IrishMay | Self::IrishJune | Self::IrishAugust | Self::IrishOctober => {
                matches!(country, Country::Ireland)
            }
            Self::Epiphany
            | Self::GoodFriday
            | Self::EasterDay
            | Self::MayDay
            | Self::Ascension
            | Self::WhitSunday
            | Self::NationalDay
            | Self::Midsummer
            | Self::AllSaints => matches!(country, Country::Sweden),
        }
    }
}

fn fixed(day: NaiveDate) -> Option<Holiday> {
    Some(match (day.month(), day.day()) {
        (1, 1) => Holiday::NewYear,
        (1, 6) => Holiday::Epiphany,
        (3, 17) => Holiday::StPatrick,
        (5, 1) => Holiday::MayDay,
        (6, 6) => Holiday::NationalDay,
        (12, 25) => Holiday::ChristmasDay,
        (12, 26) => Holiday::StStephen,
        _ => return None,
    })
}

fn by_easter(day: NaiveDate) -> Option<Holiday> {
    Some(match (day - easter(day.year())).num_days() {
        -2 => Holiday::GoodFriday,
        0 => Holiday::EasterDay,
        1 => Holiday::EasterMonday,
        39 => Holiday::Ascension,
        49 => Holiday::WhitSunday,
        _ => return None,
    })
}

fn by_weekday(day: NaiveDate) -> Option<Holiday> {
    let first = day.day() <= 7;
    match day.weekday() {
        Weekday::Fri if (day.month(), day.day()) == (2, 1) && day.year() >= 2023 => Some(Holiday::StBrigid),
        Weekday::Mon if day.month() == 2 && first && day.year() >= 2023 => {
            // 1 February itself takes the place of the Monday when it is a Friday.
            let friday = day.with_day(1).is_some_and(|d| d.weekday() == Weekday::Fri);
            (!friday).then_some(Holiday::StBrigid)
        }
        Weekday::Mon if first => match day.month() {
            5 => Some(Holiday::IrishMay),
            6 => Some(Holiday::IrishJune),
            8 => Some(Holiday::IrishAugust),
            _ => None,
        },
        Weekday::Mon if day.month() == 10 && day.day() >= 25 => Some(Holiday::IrishOctober),
        Weekday::Sat if day.month() == 6 && (20..=26).contains(&day.day()) => Some(Holiday::Midsummer),
        Weekday::Sat if matches!((day.month(), day.day()), (10, 31) | (11, 1..=6)) => Some(Holiday::AllSaints),
        _ => None,
    }
}

/// Easter Day by the Gregorian computus (the "anonymous" algorithm, Nature 1876).
#[expect(clippy::many_single_char_names, reason = "the names of the published algorithm")]
pub fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let days = h + l - 7 * m + 114;
    let month_start = NaiveDate::from_ymd_opt(year, (days / 31) as u32, 1).unwrap_or_default();
    add_days(month_start, i64::from(days % 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &[Country] = &[Country::Ireland, Country::Sweden];

    fn d(s: &str) -> NaiveDate {
        s.parse().expect("a day")
    }

    #[test]
    fn easter_agrees_with_an_independent_reckoning_for_two_centuries() {
        for year in 1970..=2170 {
            let theirs = computus::gregorian(year).expect("a year");
            let ours = easter(year);
            assert_eq!((ours.month(), ours.day()), (theirs.month, theirs.day), "{year}");
        }
    }

    #[test]
    fn the_irish_february_holiday_began_in_2023_and_gives_way_to_a_friday() {
        assert_eq!(holiday(d("2022-02-07"), BOTH), None);
        assert_eq!(holiday(d("2023-02-06"), BOTH), Some(Holiday::StBrigid));
        assert_eq!(holiday(d("2030-02-01"), BOTH), Some(Holiday::StBrigid)); // a Friday
        assert_eq!(holiday(d("2030-02-04"), BOTH), None);
    }

    #[test]
    fn a_year_has_its_holidays_and_no_eves() {
        let in_2026: Vec<String> = (0..365)
            .map(|n| add_days(d("2026-01-01"), n))
            .filter(|day| holiday(*day, BOTH).is_some())
            .map(|day| day.format("%m-%d").to_string())
            .collect();
        assert_eq!(
            in_2026.join(" "),
            "01-01 01-06 02-02 03-17 04-03 04-05 04-06 05-01 05-04 05-14 05-24 06-01 06-06 06-20 08-03 10-26 10-31 12-25 12-26"
        );
        assert_eq!(day_off(d("2026-06-19"), BOTH), None); // Midsummer Eve
        assert_eq!(day_off(d("2026-06-07"), BOTH), Some(DayOff::Sunday));
        assert_eq!(day_off(d("2026-06-06"), BOTH), Some(DayOff::Holiday(Holiday::NationalDay)));
    }

    #[test]
    fn a_day_that_is_a_holiday_twice_is_one_in_each_country() {
        let day = d("2022-06-06"); // the National Day, and the first Monday of June
        assert_eq!(holiday(day, &[Country::Sweden]), Some(Holiday::NationalDay));
        assert_eq!(holiday(day, &[Country::Ireland]), Some(Holiday::IrishJune));
        assert_eq!(holiday(d("2026-04-03"), &[Country::Ireland]), None, "Good Friday");
    }

    #[test]
    fn acts_due_in_sweden_are_moved_past_three_eves_as_well() {
        for day in ["2026-06-19", "2026-12-24", "2026-12-31", "2026-06-20", "2026-06-06", "2026-11-22"] {
            assert!(is_moved(d(day), Country::Sweden), "{day}");
        }
        for day in ["2026-04-30", "2026-06-18", "2026-12-23", "2026-08-03", "2026-03-17", "2026-10-30"] {
            assert!(!is_moved(d(day), Country::Sweden), "{day}");
        }
    }
}
