//! The month of Article 12(3) GDPR and what follows from it: when it ends, from when a case is overdue, and
//! from when a complaint is in order. A calendar reckoning in days, never a duration.

use chrono::NaiveDate;

use super::day::{add_days, months_after};
use super::holiday::{DayOff, day_off};

/// A period that Meta has for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The day Meta received the objection.
    pub start: NaiveDate,
    /// The same day of the next month or its last day; with an extension in time, the extended end.
    pub ends: NaiveDate,
    /// `ends`, moved past days on which a period cannot end (Regulation 1182/71 Article 3(4)).
    pub legal_last_day: NaiveDate,
    /// The days that were passed over on the way, with the reason for each.
    pub skipped: Vec<(NaiveDate, DayOff)>,
}

impl Deadline {
    /// The month that begins on `start`.
    pub fn month(start: NaiveDate) -> Self {
        Self::ending(start, months_after(start, 1))
    }

    /// The period after a notice of extension: at most three months from the start, rolled only at its end.
    pub fn extended(start: NaiveDate, until: NaiveDate) -> Self {
        let month = months_after(start, 1);
        Self::ending(start, until.clamp(month, months_after(start, 3)))
    }

    fn ending(start: NaiveDate, ends: NaiveDate) -> Self {
        let mut skipped = Vec::new();
        let mut day = ends;
        while let Some(reason) = day_off(day) {
            skipped.push((day, reason));
            day = add_days(day, 1);
        }
        Self { start, ends, legal_last_day: day, skipped }
    }

    /// The first day on which the case is overdue: the day after the period ended.
    pub fn overdue_from(&self) -> NaiveDate {
        add_days(self.ends, 1)
    }

    /// The first day on which a complaint is in order: the day after the legal last day.
    pub fn complaint_from(&self) -> NaiveDate {
        add_days(self.legal_last_day, 1)
    }
}

/// The legal last day of a period that ends on `ends`.
pub fn legal_last_day(ends: NaiveDate) -> NaiveDate {
    Deadline::ending(ends, ends).legal_last_day
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::holiday::Holiday;

    fn d(s: &str) -> NaiveDate {
        s.parse().expect("a day")
    }

    #[test]
    fn every_worked_date_comes_out() {
        let mut rows = csv::Reader::from_reader(include_str!("../../tests/data/deadlines.csv").as_bytes());
        let mut seen = 0;
        for row in rows.records() {
            let row = row.expect("a row");
            let limit = Deadline::month(d(&row[0]));
            let ours = [limit.ends, limit.overdue_from(), limit.legal_last_day, limit.complaint_from()];
            let theirs = [d(&row[1]), d(&row[2]), d(&row[3]), d(&row[4])];
            assert_eq!(ours, theirs, "a month from {}", &row[0]);
            seen += 1;
        }
        assert_eq!(seen, 20);
    }

    #[test]
    fn each_day_passed_over_has_its_reason() {
        let limit = Deadline::month(d("2025-05-06"));
        assert_eq!(
            limit.skipped,
            [
                (d("2025-06-06"), DayOff::Holiday(Holiday::NationalDay)),
                (d("2025-06-07"), DayOff::Saturday),
                (d("2025-06-08"), DayOff::Holiday(Holiday::WhitSunday)),
            ]
        );
    }

    #[test]
    fn an_extension_reaches_three_months_from_the_start_and_rolls_only_at_its_end() {
        let asked_too_much = Deadline::extended(d("2025-11-30"), d("2026-12-31"));
        assert_eq!(asked_too_much.ends, d("2026-02-28")); // clamped from the start date; a Saturday
        assert_eq!(asked_too_much.legal_last_day, d("2026-03-02"));
        let shorter = Deadline::extended(d("2026-01-15"), d("2026-03-20"));
        assert_eq!(shorter.ends, d("2026-03-20"));
        // A notice never shortens the month.
        assert_eq!(Deadline::extended(d("2026-01-15"), d("2026-01-20")).ends, d("2026-02-15"));
    }
}
