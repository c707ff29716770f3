//! The calendar in words: names of weekdays, months and public holidays, and why it is safe to complain only later.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

use super::asset::fill;
use super::language::{PerLang, per_lang};
use crate::domain::holiday::{Country, DayOff, Holiday};
use crate::domain::{Deadline, Lang};

/// A day no more than so many days away needs no year.
const NEAR: i64 = 300;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Calendar {
    weekdays: [String; 7],
    months: [String; 12],
    saturday: String,
    sunday: String,
    date: String,
    full_date: String,
    with_weekday: String,
    dates: String,
    dates_across: String,
    holidays: Holidays,
    reckoning: Reckoning,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Holidays {
    new_year: String,
    epiphany: String,
    st_brigid: String,
    st_patrick: String,
    good_friday: String,
    easter_day: String,
    easter_monday: String,
    may_day: String,
    irish_may: String,
    ascension: String,
    whit_sunday: String,
    national_day: String,
    irish_june: String,
    midsummer: String,
    irish_august: String,
    irish_october: String,
    all_saints: String,
    christmas_day: String,
    st_stephen: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Reckoning {
    sentence: String,
    unnamed_holiday: String,
    holiday: String,
    irish_holiday: String,
    sunday: String,
    weekend: String,
    then: String,
    and: String,
    then_irish: String,
    then_weekend: String,
}

static CALENDARS: PerLang<Calendar> = per_lang!(PerLang, "calendar");

fn calendar(lang: Lang) -> &'static Calendar {
    CALENDARS.get(lang)
}

/// A weekday in three or four letters.
pub fn weekday(day: Weekday, lang: Lang) -> &'static str {
    &calendar(lang).weekdays[day.num_days_from_monday() as usize]
}

/// The name of the month in which a day lies.
pub fn month(day: NaiveDate, lang: Lang) -> &'static str {
    &calendar(lang).months[day.month0() as usize]
}

/// A day and its month: "10 June".
pub fn date(day: NaiveDate, lang: Lang) -> String {
    fill(&calendar(lang).date, &[("day", &day.day().to_string()), ("month", month(day, lang))])
}

/// A day as people write it: "6 June 2025".
pub fn full_date(day: NaiveDate, lang: Lang) -> String {
    let words = calendar(lang);
    let (date, year) = (date(day, lang), day.year().to_string());
    fill(&words.full_date, &[("date", &date), ("year", &year)])
}

/// A day as briefly as people write it: "6 dec", with the year where it is not near.
pub fn short_date(day: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let month: String = month(day, lang).chars().take(3).collect();
    let short = fill(&calendar(lang).date, &[("day", &day.day().to_string()), ("month", &month)]);
    if (day - today).num_days().abs() > NEAR { format!("{short} {}", day.year()) } else { short }
}

/// A day with its weekday, briefly: "28 dec mån", "Mon 28 Dec".
pub fn date_with_weekday(day: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let date = short_date(day, today, lang);
    fill(&calendar(lang).with_weekday, &[("date", &date), ("weekday", weekday(day.weekday(), lang))])
}

/// What makes a day one on which no period ends: the name of the holiday, or of the day of the weekend.
pub fn day_off(reason: DayOff, lang: Lang) -> &'static str {
    let words = calendar(lang);
    match reason {
        DayOff::Saturday => &words.saturday,
        DayOff::Sunday => &words.sunday,
        DayOff::Holiday(name) => holiday(name, lang),
    }
}

/// The name of a public holiday.
pub fn holiday(name: Holiday, lang: Lang) -> &'static str {
    let words = &calendar(lang).holidays;
    match name {
        Holiday::NewYear => &words.new_year,
        Holiday::Epiphany => &words.epiphany,
        Holiday::StBrigid => &words.st_brigid,
        Holiday::StPatrick => &words.st_patrick,
        Holiday::GoodFriday => &words.good_friday,
        Holiday::EasterDay => &words.easter_day,
        Holiday::EasterMonday => &words.easter_monday,
        Holiday::MayDay => &words.may_day,
        Holiday::IrishMay => &words.irish_may,
        Holiday::Ascension => &words.ascension,
        Holiday::WhitSunday => &words.whit_sunday,
        Holiday::NationalDay => &words.national_day,
        Holiday::IrishJune => &words.irish_june,
        Holiday::Midsummer => &words.midsummer,
        Holiday::IrishAugust => &words.irish_august,
        Holiday::IrishOctober => &words.irish_october,
        Holiday::AllSaints => &words.all_saints,
        Holiday::ChristmasDay => &words.christmas_day,
        Holiday::StStephen => &words.st_stephen,
    }
}

/// Whether a holiday is one in Ireland and not in Sweden.
const fn only_irish(name: Holiday) -> bool {
    !name.is_kept_in(Country::Sweden)
}

/// Holidays that are listed in one sentence.
#[derive(Debug, Clone, Copy)]
enum Stretch {
    /// A holiday from Monday to Friday.
    Holiday(NaiveDate, Holiday),
    /// A Saturday and the Sunday after it, holidays or not.
    Weekend(NaiveDate, NaiveDate),
    /// A Sunday with which everything begins.
    Sunday(NaiveDate),
}

fn stretches(skipped: &[(NaiveDate, DayOff)]) -> Vec<Stretch> {
    let mut out = Vec::new();
    for (day, reason) in skipped {
        match (day.weekday(), reason, out.last_mut()) {
            (Weekday::Sat, _, _) => out.push(Stretch::Weekend(*day, *day)),
            (Weekday::Sun, _, Some(Stretch::Weekend(_, end))) => *end = *day,
            (Weekday::Sun, _, _) => out.push(Stretch::Sunday(*day)),
            (_, DayOff::Holiday(name), _) => out.push(Stretch::Holiday(*day, *name)),
            // No other weekday is passed over without a holiday.
            _ => {}
        }
    }
    out
}

/// Why it is safe to complain only from a later day than the one on which the case is overdue, from which, and the
/// last day that has to pass before it; `None` where it is the same day.
pub fn reckoning(limit: &Deadline, lang: Lang) -> Option<String> {
    let why = why(&limit.skipped, lang)?;
    let from = limit.complaint_from();
    let named = |day: NaiveDate| format!("{} {}", weekday(day.weekday(), lang), date(day, lang));
    let last = from.pred_opt().unwrap_or(from);
    let values = [("why", why.as_str()), ("from", &named(from)), ("last", &named(last))];
    Some(fill(&calendar(lang).reckoning.sentence, &values))
}

/// Why a last day is later than the day on which the period ends, from the days that were passed over; `None` where none
/// was.
pub fn why(skipped: &[(NaiveDate, DayOff)], lang: Lang) -> Option<String> {
    let words = &calendar(lang).reckoning;
    let stretches = stretches(skipped);
    let (first, later) = stretches.split_first()?;
    let mut why = opening(*first, lang);
    if let Some((last, before)) = later.split_last() {
        let mut rest = before.iter().map(|s| follow_up(*s, lang)).collect::<Vec<_>>().join(", ");
        let last = follow_up(*last, lang);
        rest = if rest.is_empty() { last } else { fill(&words.and, &[("rest", &rest), ("last", &last)]) };
        why = fill(&words.then, &[("why", &why), ("rest", &rest)]);
    }
    Some(why)
}

/// How the sentence begins.
fn opening(stretch: Stretch, lang: Lang) -> String {
    let words = &calendar(lang).reckoning;
    match stretch {
        // Its name is its date.
        Stretch::Holiday(day, Holiday::MayDay) => fill(&words.unnamed_holiday, &[("date", &date(day, lang))]),
        Stretch::Holiday(day, name) => {
            let phrase = if only_irish(name) { &words.irish_holiday } else { &words.holiday };
            fill(phrase, &[("date", &date(day, lang)), ("name", holiday(name, lang))])
        }
        Stretch::Weekend(first, last) => fill(&words.weekend, &[("dates", &dates(first, last, lang))]),
        Stretch::Sunday(day) => fill(&words.sunday, &[("date", &date(day, lang))]),
    }
}

/// How it goes on.
fn follow_up(stretch: Stretch, lang: Lang) -> String {
    let words = &calendar(lang).reckoning;
    match stretch {
        Stretch::Holiday(_, name) if only_irish(name) => fill(&words.then_irish, &[("name", holiday(name, lang))]),
        Stretch::Holiday(_, name) => holiday(name, lang).to_owned(),
        Stretch::Weekend(..) | Stretch::Sunday(_) => words.then_weekend.clone(),
    }
}

fn dates(first: NaiveDate, last: NaiveDate, lang: Lang) -> String {
    let words = calendar(lang);
    if first.month() == last.month() {
        let (day, next) = (first.day().to_string(), last.day().to_string());
        fill(&words.dates, &[("day", &day), ("next", &next), ("month", month(first, lang))])
    } else {
        fill(&words.dates_across, &[("date", &date(first, lang)), ("next", &date(last, lang))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_missing_in_any_language() {
        CALENDARS.assert_complete();
    }
}
