//! The month of Article 12(3) GDPR and what follows from it: when it ends, the controller's last day in law, and from
//! when it is safe to complain about silence. A calendar reckoning in days, never a duration.

use chrono::NaiveDate;

use super::day::{add_days, months_after};
use super::holiday::{Country, DayOff, day_off, is_moved};
use super::who::{Authority, Controller};

/// A period that the controller has for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The day the controller received the objection.
    pub start: NaiveDate,
    /// The same day of the next month or its last day; with an extension in time, the extended end.
    pub ends: NaiveDate,
    /// The controller's last day: `ends`, moved past weekends and the public holidays of the country where it acts
    /// (Regulation 1182/71 Article 2(1) and 3(4)). What came until then came in time.
    pub legal_last_day: NaiveDate,
    /// `ends`, moved past the public holidays of the authority's country as well: the cautious last day, after which
    /// a complaint about silence is certainly not too early.
    pub safe_last_day: NaiveDate,
    /// The days that were passed over on the way to the cautious last day, with the reason for each.
    pub skipped: Vec<(NaiveDate, DayOff)>,
}

impl Deadline {
    /// The month that begins on `start`, for a controller that acts in `country`.
    pub fn month(start: NaiveDate, country: Country) -> Self {
        Self::ending(start, months_after(start, 1), country)
    }

    /// The period after a notice of extension: at most three months from the start, which is also taken where the
    /// notice names no end; rolled only at its end.
    pub fn extended(start: NaiveDate, until: Option<NaiveDate>, country: Country) -> Self {
        let (month, longest) = (months_after(start, 1), months_after(start, 3));
        Self::ending(start, until.unwrap_or(longest).clamp(month, longest), country)
    }

    fn ending(start: NaiveDate, ends: NaiveDate, country: Country) -> Self {
        let mut skipped = Vec::new();
        let mut safe = ends;
        while let Some(reason) = day_off(safe, &cautious(country)) {
            skipped.push((safe, reason));
            safe = add_days(safe, 1);
        }
        Self { start, ends, legal_last_day: legal_last_day(ends, country), safe_last_day: safe, skipped }
    }

    /// The first day on which the case is overdue: the day after the period ended.
    pub fn overdue_from(&self) -> NaiveDate {
        add_days(self.ends, 1)
    }

    /// The first day on which it is safe to complain about silence.
    pub fn complaint_from(&self) -> NaiveDate {
        add_days(self.safe_last_day, 1)
    }
}

/// The countries whose holidays count with caution: the controller's and the authority's.
fn cautious(country: Country) -> [Country; 2] {
    [country, Authority::get().holidays]
}

/// The last day in law of a period that ends on `ends`, for a controller that acts in `country`.
pub fn legal_last_day(ends: NaiveDate, country: Country) -> NaiveDate {
    first_not(ends, |day| day_off(day, &[country]).is_some())
}

/// From when it is safe to complain about silence after a period that ended on `ends`.
pub fn complaint_from(ends: NaiveDate, country: Country) -> NaiveDate {
    add_days(first_not(ends, |day| day_off(day, &cautious(country)).is_some()), 1)
}

/// The same where the controller is not known: the latest of all.
pub fn complaint_from_for_any(ends: NaiveDate) -> NaiveDate {
    Controller::all().iter().map(|controller| complaint_from(ends, controller.holidays)).max().unwrap_or(ends)
}

/// The last day for an act that is due at the authority, or from it, on `day` (in Sweden lag 1930:173 § 2).
pub fn last_day_at_authority(day: NaiveDate) -> NaiveDate {
    let country = Authority::get().holidays;
    first_not(day, |day| is_moved(day, country))
}

fn first_not(mut day: NaiveDate, skip: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    while skip(day) {
        let next = add_days(day, 1);
        if next == day {
            // The calendar's edge.
            return day;
        }
        day = next;
    }
    day
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
            let month = Deadline::month(d(&row[0]), Country::Ireland);
            let ours = [month.ends, month.overdue_from(), month.legal_last_day, month.complaint_from()];
            let theirs = [d(&row[1]), d(&row[2]), d(&row[3]), d(&row[4])];
            assert_eq!(ours, theirs, "a month from {}", &row[0]);
            assert_eq!(
                (legal_last_day(month.ends, Country::Ireland), complaint_from(month.ends, Country::Ireland)),
                (theirs[2], theirs[3])
            );
            seen += 1;
        }
        assert_eq!(seen, 27);
    }

    #[test]
    fn each_day_passed_over_has_its_reason() {
        let month = Deadline::month(d("2025-05-06"), Country::Ireland);
        assert_eq!(
            month.skipped,
            [
                (d("2025-06-06"), DayOff::Holiday(Holiday::NationalDay)),
                (d("2025-06-07"), DayOff::Saturday),
                (d("2025-06-08"), DayOff::Holiday(Holiday::WhitSunday)),
            ]
        );
        assert_eq!(month.legal_last_day, d("2025-06-06"), "a working day in Ireland");
    }

    #[test]
    fn an_extension_reaches_three_months_from_the_start_and_rolls_only_at_its_end() {
        let asked_too_much = Deadline::extended(d("2025-11-30"), Some(d("2026-12-31")), Country::Ireland);
        assert_eq!(asked_too_much.ends, d("2026-02-28")); // clamped from the start date; a Saturday
        assert_eq!(asked_too_much.legal_last_day, d("2026-03-02"));
        assert_eq!(Deadline::extended(d("2025-11-30"), None, Country::Ireland), asked_too_much, "the longest there is");
        let shorter = Deadline::extended(d("2026-01-15"), Some(d("2026-03-20")), Country::Ireland);
        assert_eq!(shorter.ends, d("2026-03-20"));
        // A notice never shortens the month.
        assert_eq!(Deadline::extended(d("2026-01-15"), Some(d("2026-01-20")), Country::Ireland).ends, d("2026-02-15"));
    }
}
