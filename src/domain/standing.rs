//! Where a case stands: the phase that follows from its entries, its deciding date, and the status on a day.

use chrono::NaiveDate;

use super::day::add_days;
use super::event::Closing;

/// Where a case stands, as far as its entries alone tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Nothing sent.
    Draft,
    /// Sent, the code not logged as entered. `clamped` is by how many days (0 to 3) the month's end lies
    /// before the day of the month on which it was sent, so that end and day of sending tell each other.
    AwaitingCode {
        /// Days lost to the shorter month.
        clamped: u8,
    },
    /// Sent, no answer.
    AwaitingReply,
    /// No answer, and Meta gave notice in time that it takes longer.
    Extended,
    /// No answer but a question.
    InfoRequested,
    /// Meta said no, and nobody complained.
    Refused,
    /// The complaint is with IMY.
    ComplaintLodged,
    /// IMY was asked for a decision.
    DecisionRequested,
    /// IMY answered.
    AuthorityReplied,
    /// Meta said yes.
    Granted,
    /// Closed, abandoned or withdrawn.
    Closed(Closing),
}

/// A phase and its deciding date: all that the list keeps of a case.
///
/// The date is the end of the month (or of the extended period) while an answer is awaited, the day of the
/// refusal, the day from which a decision may be asked for, the last day of IMY's two weeks; in drafts and
/// finished cases the day of the last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseState {
    /// Where the case stands.
    pub phase: Phase,
    /// Its deciding date.
    pub day: NaiveDate,
}

/// The status of a case on a day, as lists and scripts name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Status {
    Overdue,
    AwaitingCode,
    InfoRequested,
    Refused,
    AwaitingReply,
    Extended,
    Draft,
    ComplaintLodged,
    Granted,
    Closed,
    Abandoned,
    Withdrawn,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Overdue,
        Self::AwaitingCode,
        Self::InfoRequested,
        Self::Refused,
        Self::AwaitingReply,
        Self::Extended,
        Self::Draft,
        Self::ComplaintLodged,
        Self::Granted,
        Self::Closed,
        Self::Abandoned,
        Self::Withdrawn,
    ];

    /// As written in JSON and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::AwaitingCode => "awaiting_code",
            Self::InfoRequested => "info_requested",
            Self::Refused => "refused",
            Self::AwaitingReply => "awaiting_reply",
            Self::Extended => "extended",
            Self::Draft => "draft",
            Self::ComplaintLodged => "complaint_lodged",
            Self::Granted => "granted",
            Self::Closed => "closed",
            Self::Abandoned => "abandoned",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl CaseState {
    /// Whether the deciding date is the end of a period that Meta has.
    pub const fn awaits_meta(&self) -> bool {
        matches!(self.phase, Phase::AwaitingCode { .. } | Phase::AwaitingReply | Phase::Extended | Phase::InfoRequested)
    }

    /// Whether the period ended before `today` without an answer.
    pub fn overdue(&self, today: NaiveDate) -> bool {
        self.awaits_meta() && self.day < today
    }

    /// The day on which an objection was sent whose code is pending: the end tells it, as the clamping is known.
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
            Phase::ComplaintLodged | Phase::DecisionRequested | Phase::AuthorityReplied => Status::ComplaintLodged,
            Phase::Granted => Status::Granted,
            Phase::Closed(Closing::Done) => Status::Closed,
            Phase::Closed(Closing::Abandoned) => Status::Abandoned,
            Phase::Closed(Closing::Withdrawn) => Status::Withdrawn,
        }
    }
}
