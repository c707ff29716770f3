//! Where a case stands: the phase that follows from its events, its deciding date, and the status on a day.

use chrono::NaiveDate;

use super::day::add_days;
use super::event_parts::Closing;
use super::ids::ids;

/// The state of a case, by its events alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Nothing sent.
    Draft,
    /// Sent, the code not logged as entered. `clamped` is by how many days (0 to 3) the month's end lies
    /// before the day of the month on which it was sent, so that end and day of sending determine each other.
    AwaitingCode {
        /// Days lost to the shorter month.
        clamped: u8,
    },
    /// Sent, no answer.
    AwaitingReply,
    /// No answer, and the controller gave notice in time that it takes longer.
    Extended,
    /// No answer but a question.
    InfoRequested,
    /// The controller said no; no complaint yet.
    Refused,
    /// The controller goes on despite its yes; no complaint yet.
    Continued,
    /// The complaint is with the authority.
    ComplaintLodged,
    /// The authority was asked for a decision.
    DecisionRequested,
    /// The authority answered.
    AuthorityReplied,
    /// The authority decided, and the decision can be appealed until the deciding date.
    AppealOpen,
    /// The authority notified an early resolution, which can be objected to until the deciding date.
    ObjectionOpen,
    /// The decision was appealed.
    Appealed,
    /// The controller said yes.
    Granted,
    /// Closed, abandoned or withdrawn.
    Closed(Closing),
}

/// A phase and its deciding date: all that the list keeps of a case.
///
/// The date is the end of the month (or of the extended period) while an answer is awaited, the day of the refusal, the
/// day from which a decision may be asked for, the last day of the authority's two weeks, the last day to appeal; in
/// drafts and finished cases the day of the last event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseState {
    /// Where the case stands.
    pub phase: Phase,
    /// Its deciding date.
    pub day: NaiveDate,
}

ids! {
    /// The status of a case on a day, as lists and scripts name it.
    Status {
        Draft "draft",
        AwaitingCode "awaiting_code",
        AwaitingReply "awaiting_reply",
        Overdue "overdue",
        Extended "extended",
        InfoRequested "info_requested",
        Granted "granted",
        Refused "refused",
        Continued "continued",
        ComplaintLodged "complaint_lodged",
        Closed "closed",
        Abandoned "abandoned",
        Withdrawn "withdrawn",
    }
}

impl CaseState {
    /// Whether the deciding date is the end of a period that the controller has.
    pub const fn awaits_answer(&self) -> bool {
        matches!(self.phase, Phase::AwaitingCode { .. } | Phase::AwaitingReply | Phase::Extended | Phase::InfoRequested)
    }

    /// Whether the period ended before `today` without an answer.
    pub fn overdue(&self, today: NaiveDate) -> bool {
        self.awaits_answer() && self.day < today
    }

    /// The day on which an objection was sent whose code is pending: it follows from the end, as the clamping is known.
    pub fn sent(&self) -> Option<NaiveDate> {
        let Phase::AwaitingCode { clamped } = self.phase else { return None };
        self.day.checked_sub_months(chrono::Months::new(1)).map(|day| add_days(day, i64::from(clamped)))
    }

    /// The status on `today`.
    pub fn status(&self, today: NaiveDate) -> Status {
        if self.overdue(today) {
            return Status::Overdue;
        }
        match self.phase {
            Phase::Draft => Status::Draft,
            Phase::AwaitingCode { .. } => Status::AwaitingCode,
            Phase::AwaitingReply => Status::AwaitingReply,
            Phase::Extended => Status::Extended,
            Phase::InfoRequested => Status::InfoRequested,
            Phase::Refused => Status::Refused,
            Phase::Continued => Status::Continued,
            Phase::ComplaintLodged
            | Phase::DecisionRequested
            | Phase::AuthorityReplied
            | Phase::AppealOpen
            | Phase::ObjectionOpen
            | Phase::Appealed => Status::ComplaintLodged,
            Phase::Granted => Status::Granted,
            Phase::Closed(Closing::Done) => Status::Closed,
            Phase::Closed(Closing::Abandoned) => Status::Abandoned,
            Phase::Closed(Closing::Withdrawn) => Status::Withdrawn,
        }
    }
}

/// Where a case stands on every day. Of its two matters the more urgent one counts: the controller's answer, but for the
/// days on which only the complaint asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseStates {
    /// The matter that counts on all other days.
    pub main: CaseState,
    /// The complaint beside it, with the first and the last day on which it counts.
    pub beside: Option<(CaseState, NaiveDate, NaiveDate)>,
}

impl CaseStates {
    /// A case with one matter.
    pub(super) const fn one(main: CaseState) -> Self {
        Self { main, beside: None }
    }

    /// A case in which the controller's answer and the complaint are both open. The complaint asks for something on some days;
    /// on those of them on which the controller's matter asks for less, it goes before.
    pub(super) fn of_two(main: CaseState, complaint: CaseState) -> Self {
        let (from, to) = (complaint.asks_from(), complaint.asks_to());
        let calm_to = match main.phase {
            Phase::AwaitingReply | Phase::Extended => main.day,
            // From the second day on a code that was not entered is more urgent.
            Phase::AwaitingCode { .. } => main.sent().map_or(NaiveDate::MIN, |sent| add_days(sent, 1).min(main.day)),
            _ => return Self::one(main),
        };
        let to = to.min(calm_to);
        Self { main, beside: (from <= to).then_some((complaint, from, to)) }
    }

    /// The matter that counts on a day.
    pub fn on(&self, today: NaiveDate) -> CaseState {
        match self.beside {
            Some((complaint, from, to)) if (from..=to).contains(&today) => complaint,
            _ => self.main,
        }
    }
}

impl CaseState {
    /// The first day on which a complaint asks the person for something.
    fn asks_from(self) -> NaiveDate {
        match self.phase {
            Phase::ComplaintLodged => self.day,
            Phase::DecisionRequested => add_days(self.day, 1),
            Phase::AppealOpen | Phase::ObjectionOpen => NaiveDate::MIN,
            _ => NaiveDate::MAX,
        }
    }

    /// The last day on which it does.
    fn asks_to(self) -> NaiveDate {
        match self.phase {
            Phase::ComplaintLodged | Phase::DecisionRequested => NaiveDate::MAX,
            Phase::AppealOpen | Phase::ObjectionOpen => self.day,
            _ => NaiveDate::MIN,
        }
    }
}
