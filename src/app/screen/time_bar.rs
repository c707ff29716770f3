//! The bar of a row: how much of the controller's month has elapsed, how much is left, how far it is past. One scale for
//! all rows, so that their month's ends stand below each other.

use chrono::NaiveDate;

use crate::domain::day::months_after;
use crate::domain::{CaseState, Phase};

/// Days that the cells of a month stand for.
const DAYS: i64 = 30;

/// A period that the controller has, and the month it began as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The day from which it counts.
    pub start: NaiveDate,
    /// The end of the first month.
    pub month_ends: NaiveDate,
    /// Its last day: the month's end, or that of an extension.
    pub ends: NaiveDate,
}

impl Period {
    /// The period that a case is in, by its phase and deciding date; `None` where no clock of the controller's
    /// runs. An extended period is taken to be as long as the law allows.
    pub fn of(state: CaseState) -> Option<Self> {
        let ends = state.day;
        let before = |months| ends.checked_sub_months(chrono::Months::new(months)).unwrap_or(ends);
        let (start, month_ends) = match state.phase {
            Phase::AwaitingCode { .. } => (state.sent()?, ends),
            Phase::AwaitingReply | Phase::InfoRequested => (before(1), ends),
            Phase::Extended => (before(3), months_after(before(3), 1)),
            _ => return None,
        };
        Some(Self { start, month_ends, ends })
    }
}

/// How many cells the month has, and the time past it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The cells of a month.
    pub month: u16,
    /// The cells behind the month's end.
    pub past: u16,
}

impl Scale {
    /// The scale of a bar `width` cells wide; `None` where that is too narrow to show anything.
    pub fn of(width: u16) -> Option<Self> {
        let month = (width.checked_sub(1)? / 2).min(12);
        (month >= 3).then(|| Self { month, past: width - 1 - month })
    }

    /// How many cells a bar takes.
    pub const fn width(self) -> u16 {
        self.month + 1 + self.past
    }

    /// How many cells behind the month's end a day lies; 0 up to the month's end.
    fn cells_past(self, period: Period, day: NaiveDate) -> u16 {
        let days = (day - period.month_ends).num_days().max(0);
        let cells = (days * i64::from(self.month) + DAYS - 1) / DAYS;
        u16::try_from(cells).unwrap_or(u16::MAX)
    }
}

/// What a cell of a bar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Time that has elapsed.
    Elapsed,
    /// Time that is left.
    Left,
    /// The end of the month.
    End,
    /// Time past the end of the period.
    Late,
    /// Today, where the period has ended.
    Tip,
    /// The period goes on beyond the bar.
    More,
}

/// The bar of a period on a day, in stretches of cells.
pub fn bar(period: Period, today: NaiveDate, scale: Scale) -> Vec<(Part, u16)> {
    let month = i64::from(scale.month);
    let (length, elapsed) = ((period.month_ends - period.start).num_days().max(1), (today - period.start).num_days());
    let full = (elapsed.clamp(0, length) * month / length).max(i64::from(elapsed > 0)) as u16;
    let mut parts = vec![(Part::Elapsed, full), (Part::Left, scale.month - full), (Part::End, 1)];
    let (ends, now) = (scale.cells_past(period, period.ends), scale.cells_past(period, today));
    let (inside, shown) = (now.min(ends).min(scale.past), ends.min(scale.past));
    parts.push((Part::Elapsed, inside));
    parts.push((Part::Left, shown - inside));
    if today > period.ends {
        // At least the tip is seen, also on the first day and where the scale ends before today.
        let late = now.max(ends + 1).min(scale.past).saturating_sub(shown).max(1);
        parts.push((Part::Late, late - 1));
        parts.push((Part::Tip, 1));
    } else if ends > scale.past {
        parts.push((Part::More, 1));
    }
    trimmed(parts, scale.width())
}

/// Stretches of no more than `width` cells; where they are more, the last one keeps its place at the edge.
fn trimmed(mut parts: Vec<(Part, u16)>, width: u16) -> Vec<(Part, u16)> {
    parts.retain(|(_, n)| *n > 0);
    let mut excess = parts.iter().map(|(_, n)| n).sum::<u16>().saturating_sub(width);
    let last = parts.len().saturating_sub(1);
    for (_, n) in parts[..last].iter_mut().rev() {
        let cut = excess.min(*n);
        *n -= cut;
        excess -= cut;
    }
    parts.retain(|(_, n)| *n > 0);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::add_days;

    fn d(s: &str) -> NaiveDate {
        s.parse().expect("a day")
    }

    fn month(start: &str) -> Period {
        let start = d(start);
        Period { start, month_ends: months_after(start, 1), ends: months_after(start, 1) }
    }

    fn drawn(period: Period, today: &str, width: u16) -> String {
        let sign = |part| match part {
            Part::Elapsed => "=",
            Part::Left => "-",
            Part::End => "|",
            Part::Late => "#",
            Part::Tip => ">",
            Part::More => "~",
        };
        bar(period, d(today), Scale::of(width).expect("room"))
            .iter()
            .map(|(part, n)| sign(*part).repeat(usize::from(*n)))
            .collect()
    }

    #[test]
    fn a_month_fills_day_by_day_up_to_its_end() {
        let september = month("2026-09-01");
        for (today, shown) in [
            ("2026-09-01", "--------|"),
            ("2026-09-02", "=-------|"),
            ("2026-09-16", "====----|"),
            ("2026-09-30", "=======-|"),
            ("2026-10-01", "========|"),
            ("2026-10-02", "========|>"),
            ("2026-10-10", "========|##>"),
            ("2026-10-31", "========|#######>"),
            ("2027-10-31", "========|#######>"),
        ] {
            assert_eq!(drawn(september, today, 17), shown, "{today}");
        }
    }

    #[test]
    fn an_extension_goes_on_behind_the_months_end_and_says_when_it_leaves_the_bar() {
        let short = Period { ends: d("2026-10-16"), ..month("2026-09-01") };
        assert_eq!(drawn(short, "2026-10-05", 17), "========|==--");
        assert_eq!(drawn(short, "2026-10-20", 17), "========|====#>");
        let long = Period { ends: d("2026-12-01"), ..month("2026-09-01") };
        assert_eq!(drawn(long, "2026-10-05", 17), "========|==-----~");
        assert_eq!(drawn(long, "2026-12-02", 17), "========|=======>");
        assert_eq!(drawn(long, "2026-12-24", 33), "============|===================>");
    }

    #[test]
    fn no_bar_is_wider_than_its_scale_at_any_width_on_any_day() {
        for width in 7..40 {
            for until in ["2026-10-01", "2026-10-16", "2026-12-01"] {
                let period = Period { ends: d(until), ..month("2026-09-01") };
                for n in 0..200 {
                    let parts = bar(period, add_days(d("2026-08-30"), n), Scale::of(width).expect("room"));
                    let cells: u16 = parts.iter().map(|(_, n)| n).sum();
                    assert!(cells <= width, "{width} {until} {n}: {parts:?}");
                    assert!(parts.iter().filter(|(part, _)| *part == Part::End).count() == 1);
                    let late = add_days(d("2026-08-30"), n) > period.ends;
                    assert_eq!(parts.iter().any(|(part, _)| *part == Part::Tip), late, "{width} {until} {n}: {parts:?}");
                }
            }
        }
        assert_eq!(Scale::of(6), None);
    }

    #[test]
    fn the_period_follows_from_phase_and_date() {
        let of = |phase, day: &str| Period::of(CaseState { phase, day: d(day) });
        assert_eq!(of(Phase::AwaitingReply, "2026-10-01"), Some(month("2026-09-01")));
        assert_eq!(of(Phase::AwaitingCode { clamped: 3 }, "2026-02-28").map(|p| p.start), Some(d("2026-01-31")));
        assert_eq!(of(Phase::Extended, "2026-12-01").map(|p| p.month_ends), Some(d("2026-10-01")));
        assert_eq!(of(Phase::Draft, "2026-12-01"), None);
    }
}
