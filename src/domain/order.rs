//! The order of the list: nine classes, most urgent first, and the spans of phases and days that make each
//! up. One table for the class of a case and for asking a database for a class.

use chrono::{Datelike, NaiveDate};

use super::day::{add_days, months_after};
use super::event_parts::Closing;
use super::state::{CaseState, Phase, Status};

/// How urgent a case is; the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A month has passed without an answer.
    Overdue,
    /// The code was not entered for two days.
    CodeLate,
    /// The controller asks something, and its month has not ended.
    ControllerAsks,
    /// The controller said no, or goes on despite a yes; no complaint yet.
    Refused,
    /// The authority may be asked for a decision, its two weeks have passed, or a time to appeal or object runs.
    AskAuthority,
    /// The period ends within seven days.
    DueSoon,
    /// Waiting, with time left.
    Waiting,
    /// Nothing sent.
    Draft,
    /// Nothing to do.
    Done,
}

impl Class {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 9] = [
        Self::Overdue,
        Self::CodeLate,
        Self::ControllerAsks,
        Self::Refused,
        Self::AskAuthority,
        Self::DueSoon,
        Self::Waiting,
        Self::Draft,
        Self::Done,
    ];

    /// The class of a case on a day, by comparing its deciding date: the same for every phase, day and calendar.
    pub fn of(state: CaseState, today: NaiveDate) -> Self {
        let day = state.day;
        let asks = |asks: bool| if asks { Self::AskAuthority } else { Self::Done };
        match state.phase {
            _ if state.overdue(today) => Self::Overdue,
            Phase::AwaitingCode { .. } if state.sent().is_some_and(|sent| sent <= add_days(today, -2)) => Self::CodeLate,
            Phase::InfoRequested => Self::ControllerAsks,
            Phase::AwaitingReply | Phase::Extended if day <= add_days(today, SOON) => Self::DueSoon,
            Phase::AwaitingCode { .. } | Phase::AwaitingReply | Phase::Extended => Self::Waiting,
            Phase::Refused | Phase::Continued => Self::Refused,
            Phase::ComplaintLodged => asks(day <= today),
            Phase::DecisionRequested => asks(day < today),
            Phase::AppealOpen | Phase::ObjectionOpen => asks(day >= today),
            Phase::Draft => Self::Draft,
            Phase::AuthorityReplied | Phase::Appealed | Phase::Granted | Phase::Closed(_) => Self::Done,
        }
    }

    /// The spans that make up the class on a day; over all classes they cover every phase and day once.
    pub fn spans(self, today: NaiveDate) -> Vec<Span> {
        let yesterday = add_days(today, -1);
        let soon = add_days(today, SOON);
        match self {
            Self::Overdue => WAITING.iter().map(|p| Span::until(*p, yesterday)).collect(),
            Self::CodeLate => codes(|c| Span::new(c, Some(today), Some(last_end_sent_by(add_days(today, -2), c)))),
            Self::ControllerAsks => vec![Span::from(Phase::InfoRequested, today)],
            Self::Refused => vec![Span::all(Phase::Refused), Span::all(Phase::Continued)],
            Self::AskAuthority => vec![
                Span::until(Phase::ComplaintLodged, today),
                Span::until(Phase::DecisionRequested, yesterday),
                Span::from(Phase::AppealOpen, today),
                Span::from(Phase::ObjectionOpen, today),
            ],
            Self::DueSoon => [Phase::AwaitingReply, Phase::Extended].map(|p| Span::new(p, Some(today), Some(soon))).into(),
            Self::Waiting => {
                let after = |c| add_days(last_end_sent_by(add_days(today, -2), c), 1).max(today);
                let mut spans = codes(|c| Span::from(c, after(c)));
                spans.extend([Phase::AwaitingReply, Phase::Extended].map(|p| Span::from(p, add_days(soon, 1))));
                spans
            }
            Self::Draft => vec![Span::all(Phase::Draft)],
            Self::Done => vec![
                Span::from(Phase::ComplaintLodged, add_days(today, 1)),
                Span::from(Phase::DecisionRequested, today),
                Span::until(Phase::AppealOpen, yesterday),
                Span::until(Phase::ObjectionOpen, yesterday),
                Span::all(Phase::AuthorityReplied),
                Span::all(Phase::Appealed),
                Span::all(Phase::Granted),
                Span::all(Phase::Closed(Closing::Done)),
                Span::all(Phase::Closed(Closing::Abandoned)),
                Span::all(Phase::Closed(Closing::Withdrawn)),
            ],
        }
    }
}

impl Status {
    /// All of them, the most urgent first.
    pub fn by_urgency() -> Vec<Self> {
        let mut all = Self::ALL.to_vec();
        all.sort_by_key(|status| status.typical_class());
        all
    }

    /// The class in which most cases with the status are.
    const fn typical_class(self) -> Class {
        match self {
            Self::Overdue => Class::Overdue,
            Self::AwaitingCode => Class::CodeLate,
            Self::InfoRequested => Class::ControllerAsks,
            Self::Refused | Self::Continued => Class::Refused,
            Self::AwaitingReply | Self::Extended => Class::Waiting,
            Self::Draft => Class::Draft,
            Self::ComplaintLodged | Self::Granted | Self::Closed | Self::Abandoned | Self::Withdrawn => Class::Done,
        }
    }
}

/// The phases in which the controller's answer is awaited.
const WAITING: [Phase; 7] = [
    Phase::AwaitingCode { clamped: 0 },
    Phase::AwaitingCode { clamped: 1 },
    Phase::AwaitingCode { clamped: 2 },
    Phase::AwaitingCode { clamped: 3 },
    Phase::AwaitingReply,
    Phase::Extended,
    Phase::InfoRequested,
];

fn codes(span: impl Fn(Phase) -> Span) -> Vec<Span> {
    WAITING.into_iter().filter(|p| matches!(p, Phase::AwaitingCode { .. })).map(span).collect()
}

/// How many days before its end a period is due soon.
const SOON: i64 = 7;

/// The latest month's end that an objection sent on or before `sent` can have, among those whose end is
/// clamped by as many days as `phase` says. Within one such phase the end grows with the day of sending, so
/// "sent by" becomes "ends by" exactly, also at the ends of January.
fn last_end_sent_by(sent: NaiveDate, phase: Phase) -> NaiveDate {
    let Phase::AwaitingCode { clamped } = phase else { return sent };
    let fits = |day: &NaiveDate| *day <= sent && super::case::days_clamped(*day, months_after(*day, 1)) == clamped;
    candidates(sent, clamped).find(fits).map_or(NaiveDate::MIN, |day| months_after(day, 1))
}

/// The days, latest first, among which the last one on or before `sent` lies whose month is clamped by so many days.
///
/// Clamped are only the last days of a month that is longer than the next: by one day the 31st of March, May, August and
/// October, and 29 January (30 in a leap year); by two days 30 January (31); by three days 31 January, but not in a leap
/// year. So there are at most three clamped days in a row, and of leap years never two, which is why four days and two
/// years back are enough.
fn candidates(sent: NaiveDate, clamped: u8) -> impl Iterator<Item = NaiveDate> {
    let near = (0..=3).map(move |n| add_days(sent, -n)).filter(move |_| clamped == 0);
    let months: &[u32] = match clamped {
        0 => &[],
        1 => &[10, 8, 5, 3, 1],
        _ => &[1],
    };
    let far = (0..=2).flat_map(move |years| months.iter().map(move |month| (sent.year() - years, *month)));
    near.chain(far.filter_map(move |(year, month)| {
        let next = NaiveDate::from_ymd_opt(year, month + 1, 1)?;
        let last_of_next = add_days(months_after(next, 1), -1).day();
        NaiveDate::from_ymd_opt(year, month, last_of_next + u32::from(clamped))
    }))
}

/// The cases of one phase whose deciding date lies between two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The phase.
    pub phase: Phase,
    /// The first day, where there is one.
    pub from: Option<NaiveDate>,
    /// The last day, where there is one.
    pub to: Option<NaiveDate>,
}

impl Span {
    const fn new(phase: Phase, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Self {
        Self { phase, from, to }
    }

    const fn all(phase: Phase) -> Self {
        Self::new(phase, None, None)
    }

    const fn from(phase: Phase, from: NaiveDate) -> Self {
        Self::new(phase, Some(from), None)
    }

    const fn until(phase: Phase, to: NaiveDate) -> Self {
        Self::new(phase, None, Some(to))
    }

    /// Whether a case is one of them.
    pub fn holds(&self, state: CaseState) -> bool {
        self.phase == state.phase && self.from.is_none_or(|d| state.day >= d) && self.to.is_none_or(|d| state.day <= d)
    }
}

impl Phase {
    /// The number under which the database keeps the phase.
    pub const fn code(self) -> i64 {
        match self {
            Self::Draft => 0,
            Self::AwaitingCode { clamped } => 10 + clamped as i64,
            Self::AwaitingReply => 20,
            Self::Extended => 21,
            Self::InfoRequested => 22,
            Self::Refused => 30,
            Self::Continued => 31,
            Self::ComplaintLodged => 40,
            Self::DecisionRequested => 41,
            Self::AuthorityReplied => 42,
            Self::AppealOpen => 43,
            Self::ObjectionOpen => 44,
            Self::Appealed => 45,
            Self::Granted => 50,
            Self::Closed(Closing::Done) => 60,
            Self::Closed(Closing::Abandoned) => 61,
            Self::Closed(Closing::Withdrawn) => 62,
        }
    }

    /// Every phase.
    pub const ALL: [Self; 20] = [
        Self::Draft,
        WAITING[0],
        WAITING[1],
        WAITING[2],
        WAITING[3],
        Self::AwaitingReply,
        Self::Extended,
        Self::InfoRequested,
        Self::Refused,
        Self::Continued,
        Self::ComplaintLodged,
        Self::DecisionRequested,
        Self::AuthorityReplied,
        Self::AppealOpen,
        Self::ObjectionOpen,
        Self::Appealed,
        Self::Granted,
        Self::Closed(Closing::Done),
        Self::Closed(Closing::Abandoned),
        Self::Closed(Closing::Withdrawn),
    ];

    /// The phase with that number.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_iso;

    /// Whether a month can end on that day when so many days were lost to it.
    fn occurs(state: CaseState) -> bool {
        let Phase::AwaitingCode { clamped } = state.phase else { return true };
        let Some(sent) = state.sent() else { return false };
        let ends = months_after(sent, 1);
        ends == state.day && super::super::case::days_clamped(sent, ends) == clamped
    }

    #[test]
    fn every_phase_on_every_day_is_in_exactly_one_class() {
        let today = parse_iso("2026-03-01").expect("a day");
        for phase in Phase::ALL {
            for n in -1200..1200 {
                let state = CaseState { phase, day: add_days(today, n) };
                if !occurs(state) {
                    continue;
                }
                let holding = Class::ALL.iter().flat_map(|c| c.spans(today).into_iter().filter(|s| s.holds(state)).map(|_| *c));
                assert_eq!(holding.collect::<Vec<_>>(), [Class::of(state, today)], "{state:?}");
            }
        }
    }

    #[test]
    fn a_code_is_late_two_days_after_sending_also_where_months_clamp() {
        for first in ["2026-01-25", "2024-01-25", "2026-05-27", "2026-08-27"] {
            for n in 0..10 {
                let sent = add_days(parse_iso(first).expect("a day"), n);
                let day = months_after(sent, 1);
                let state =
                    CaseState { phase: Phase::AwaitingCode { clamped: super::super::case::days_clamped(sent, day) }, day };
                let class = |after| Class::of(state, add_days(sent, after));
                assert_eq!([class(0), class(1), class(2)], [Class::Waiting, Class::Waiting, Class::CodeLate], "{sent}");
                assert_eq!(Class::of(state, day), Class::CodeLate, "{sent}");
                assert_eq!(Class::of(state, add_days(day, 1)), Class::Overdue, "{sent}");
            }
        }
    }

    #[test]
    fn numbers_are_kept_for_good() {
        let codes: Vec<i64> = Phase::ALL.iter().map(|p| p.code()).collect();
        assert_eq!(codes, [0, 10, 11, 12, 13, 20, 21, 22, 30, 31, 40, 41, 42, 43, 44, 45, 50, 60, 61, 62]);
        assert!(Phase::ALL.iter().all(|p| Phase::from_code(p.code()) == Some(*p)));
    }

    /// An independent reckoning: walk back through the calendar day by day.
    fn walked(sent: NaiveDate, clamped: u8) -> NaiveDate {
        let clamps = |day: &NaiveDate| super::super::case::days_clamped(*day, months_after(*day, 1)) == clamped;
        (0..1500).map(|n| add_days(sent, -n)).find(clamps).map_or(NaiveDate::MIN, |day| months_after(day, 1))
    }

    #[test]
    fn the_bound_of_late_codes_is_found_in_a_few_steps_on_every_day() {
        let worst = ["2029-01-30", "2026-11-25", "2026-02-03", "2028-03-01"];
        let days = worst.iter().map(|day| parse_iso(day).expect("a day"));
        for sent in days.chain((0..1500).map(|n| add_days(parse_iso("2096-01-01").expect("a day"), n * 4))) {
            for clamped in 0..=3 {
                assert_eq!(last_end_sent_by(sent, Phase::AwaitingCode { clamped }), walked(sent, clamped), "{sent} {clamped}");
                assert!(candidates(sent, clamped).count() <= 15, "{sent} {clamped}");
            }
        }
    }
}
