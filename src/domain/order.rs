//! The order of the list: nine classes, most urgent first, and the spans of phases and days that make each
//! up. One table for the class of a case and for asking a database for a class.

use chrono::NaiveDate;

use super::day::{add_days, months_after};
use super::event::Closing;
use super::standing::{CaseState, Phase};

/// How urgent a case is; the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A month has passed without an answer.
    Overdue,
    /// The code was not entered for two days.
    CodeLate,
    /// Meta asks something, and its month has not ended.
    MetaAsks,
    /// Meta said no, and nobody complained.
    Refused,
    /// IMY may be asked for a decision, or its two weeks have passed.
    AskImy,
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
        Self::MetaAsks,
        Self::Refused,
        Self::AskImy,
        Self::DueSoon,
        Self::Waiting,
        Self::Draft,
        Self::Done,
    ];

    /// The class of a case on a day.
    pub fn of(state: CaseState, today: NaiveDate) -> Self {
        let holds = |class: &Self| class.spans(today).iter().any(|s| s.holds(state));
        Self::ALL.into_iter().find(holds).unwrap_or(Self::Done)
    }

    /// The spans that make up the class on a day; over all classes they cover every phase and day once.
    pub fn spans(self, today: NaiveDate) -> Vec<Span> {
        let yesterday = add_days(today, -1);
        let soon = add_days(today, 7);
        match self {
            Self::Overdue => WAITING.iter().map(|p| Span::until(*p, yesterday)).collect(),
            Self::CodeLate => codes(|c| Span::new(c, Some(today), Some(last_end_sent_by(add_days(today, -2), c)))),
            Self::MetaAsks => vec![Span::from(Phase::InfoRequested, today)],
            Self::Refused => vec![Span::all(Phase::Refused)],
            Self::AskImy => vec![Span::until(Phase::ComplaintLodged, today), Span::until(Phase::DecisionRequested, yesterday)],
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
                Span::all(Phase::AuthorityReplied),
                Span::all(Phase::Granted),
                Span::all(Phase::Closed(Closing::Done)),
                Span::all(Phase::Closed(Closing::Abandoned)),
                Span::all(Phase::Closed(Closing::Withdrawn)),
            ],
        }
    }
}

/// The phases in which Meta's answer is awaited.
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

/// The latest month's end that an objection sent on or before `sent` can have, among those whose end is
/// clamped by as many days as `phase` says. Within one such phase the end grows with the day of sending, so
/// "sent by" becomes "ends by" exactly, also at the ends of January.
fn last_end_sent_by(sent: NaiveDate, phase: Phase) -> NaiveDate {
    let Phase::AwaitingCode { clamped } = phase else { return sent };
    // The rarest case, 31 January clamped by three days, can lie two years back but for leap years.
    (0..1500)
        .map(|n| add_days(sent, -n))
        .find(|day| super::case::days_clamped(*day, months_after(*day, 1)) == clamped)
        .map_or(NaiveDate::MIN, |day| months_after(day, 1))
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
            Self::ComplaintLodged => 40,
            Self::DecisionRequested => 41,
            Self::AuthorityReplied => 42,
            Self::Granted => 50,
            Self::Closed(Closing::Done) => 60,
            Self::Closed(Closing::Abandoned) => 61,
            Self::Closed(Closing::Withdrawn) => 62,
        }
    }

    /// Every phase.
    pub const ALL: [Self; 16] = [
        Self::Draft,
        WAITING[0],
        WAITING[1],
        WAITING[2],
        WAITING[3],
        Self::AwaitingReply,
        Self::Extended,
        Self::InfoRequested,
        Self::Refused,
        Self::ComplaintLodged,
        Self::DecisionRequested,
        Self::AuthorityReplied,
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

    #[test]
    fn every_phase_on_every_day_is_in_exactly_one_class() {
        let today = parse_iso("2026-03-01").expect("a day");
        for phase in Phase::ALL {
            for n in -1200..1200 {
                let state = CaseState { phase, day: add_days(today, n) };
                let spans = Class::ALL.iter().flat_map(|c| c.spans(today));
                assert_eq!(spans.filter(|s| s.holds(state)).count(), 1, "{state:?}");
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
        assert_eq!(codes, [0, 10, 11, 12, 13, 20, 21, 22, 30, 40, 41, 42, 50, 60, 61, 62]);
        assert!(Phase::ALL.iter().all(|p| Phase::from_code(p.code()) == Some(*p)));
    }
}
