//! A month as a grid of weeks, Monday first, and the moves through it.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The weeks that a month touches, each with its seven days, those of the neighbouring months included.
pub fn weeks(month: NaiveDate) -> Vec<[NaiveDate; 7]> {
    let first = month.with_day(1).unwrap_or(month);
    let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first);
    let monday = first.checked_sub_days(Days::new(u64::from(first.weekday().num_days_from_monday()))).unwrap_or(first);
    let mut weeks = Vec::new();
    let mut day = monday;
    while day <= last {
        let mut week = [day; 7];
        for slot in &mut week {
            *slot = day;
            day = day.succ_opt().unwrap_or(day);
        }
        weeks.push(week);
        if week[6] == week[5] {
            break;
        }
    }
    weeks
}

/// The first and the last day that the grid of a month shows.
pub fn shown(month: NaiveDate) -> (NaiveDate, NaiveDate) {
    let weeks = weeks(month);
    let edge = |week: Option<&[NaiveDate; 7]>, i: usize| week.map_or(month, |w| w[i]);
    (edge(weeks.first(), 0), edge(weeks.last(), 6))
}

/// Whether two days lie in the same month of the same year.
pub fn same(a: NaiveDate, b: NaiveDate) -> bool {
    (a.year(), a.month()) == (b.year(), b.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(s: &str) -> NaiveDate {
        s.parse().expect("a day")
    }

    #[test]
    fn a_month_has_four_to_six_weeks_and_every_one_of_its_days_once() {
        let mut month = d("2020-01-01");
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..240 {
            let weeks = weeks(month);
            seen.insert(weeks.len());
            let days: Vec<_> = weeks.concat();
            assert!(days.windows(2).all(|pair| pair[1] == pair[0].succ_opt().unwrap()));
            assert_eq!(weeks[0][0].weekday(), chrono::Weekday::Mon);
            let own = days.iter().filter(|day| same(**day, month)).count();
            let length = (month.checked_add_months(Months::new(1)).unwrap() - month).num_days();
            assert_eq!(own as i64, length);
            month = month.checked_add_months(Months::new(1)).unwrap();
        }
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [4, 5, 6]);
        assert_eq!(shown(d("2026-11-17")), (d("2026-10-26"), d("2026-12-06")));
    }
}
