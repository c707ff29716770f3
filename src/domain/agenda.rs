//! What is due when: the date that each waiting case leads to, in the order of the calendar.

use chrono::NaiveDate;

use super::account::AccountId;
use super::deadline::{complaint_from, legal_last_day};
use super::ids::ids;
use super::order::Class;
use super::state::{CaseState, Phase};
use super::who::{Controller, Platform};

/// The most days by which a date is moved past weekends and holidays, with some to spare.
const MOST_MOVED: i64 = 12;

/// The day on which something is due in a case; `None` where nothing is.
pub fn due_on(state: CaseState) -> Option<NaiveDate> {
    match state.phase {
        _ if state.awaits_answer() => first_last_day(state.day),
        Phase::ComplaintLodged | Phase::DecisionRequested | Phase::AppealOpen | Phase::ObjectionOpen => Some(state.day),
        _ => None,
    }
}

/// The last day of a period that ends on `ends`. The index knows no platform, so that with controllers in several
/// countries it is the earliest of theirs.
fn first_last_day(ends: NaiveDate) -> Option<NaiveDate> {
    Controller::all().iter().map(|controller| legal_last_day(ends, controller.holidays)).min()
}

ids! {
    /// What is due in a case.
    DueKind {
        /// The controller's answer.
        Reply "reply",
        /// The controller's time is over, and a complaint can be lodged.
        Complain "complain",
        /// A decision can be asked for from then on.
        AskDecision "ask_decision",
        /// The authority's decision.
        Decision "decision",
        /// The last day to appeal.
        Appeal "appeal",
        /// The last day to object to an early resolution.
        Objection "objection",
    }
}

impl DueKind {
    /// What is due in a case as of a day; `None` where nothing is, or is any more.
    pub fn of(platform: Platform, state: CaseState, today: NaiveDate) -> Option<Self> {
        let on = due_on(state)?;
        Some(match state.phase {
            Phase::ComplaintLodged => Self::AskDecision,
            Phase::DecisionRequested => Self::Decision,
            Phase::AppealOpen if on >= today => Self::Appeal,
            Phase::ObjectionOpen if on >= today => Self::Objection,
            Phase::AppealOpen | Phase::ObjectionOpen => return None,
            _ if Class::of(state, today) == Class::Overdue
                && complaint_from(state.day, platform.controller().holidays) <= today =>
            {
                Self::Complain
            }
            _ => Self::Reply,
        })
    }
}

/// The phases in which something is due.
pub fn due_phases() -> impl Iterator<Item = Phase> {
    Phase::ALL.into_iter().filter(|phase| due_on(CaseState { phase: *phase, day: NaiveDate::default() }).is_some())
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// Its place in the order of the calendar.
    pub key: AgendaKey,
    /// Where the account is.
    pub platform: Platform,
    /// Its handle.
    pub handle: String,
    /// Whether the account itself could be read; if not, its platform is none in particular and its handle is empty.
    pub readable: bool,
}

/// A place in the order of the calendar: the day it is due, then deciding date, phase and account number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AgendaKey {
    /// The day it is due.
    pub on: NaiveDate,
    /// The case's deciding date.
    pub day: NaiveDate,
    /// The case's phase.
    pub phase: Phase,
    /// The account's number.
    pub id: AccountId,
}

impl AgendaKey {
    /// The key of a case; `None` where nothing is due in it.
    pub fn of(state: CaseState, id: AccountId) -> Option<Self> {
        Some(Self { on: due_on(state)?, day: state.day, phase: state.phase, id })
    }

    /// Where the case stands.
    pub const fn state(&self) -> CaseState {
        CaseState { phase: self.phase, day: self.day }
    }
}

/// From where the agenda is read, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgendaFrom {
    /// What is due on a day and later.
    Day(NaiveDate),
    /// What follows a place.
    After(AgendaKey),
    /// What comes before a place.
    Before(AgendaKey),
}

/// What is asked of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgendaRequest {
    /// What is due, from a day or a place on, at most so many things.
    Items(AgendaFrom, usize),
    /// How many things are due on each day of a stretch.
    Days(NaiveDate, NaiveDate),
}

impl AgendaFrom {
    /// Whether it leads to later days.
    pub const fn forward(&self) -> bool {
        !matches!(self, Self::Before(_))
    }

    /// The earliest deciding date (going back: the latest) that can lead here, and the account number behind which
    /// to go on on that date.
    pub fn start(&self, phase: Phase) -> (NaiveDate, AccountId) {
        use super::day::add_days;
        match self {
            Self::Day(on) => (add_days(*on, -MOST_MOVED), AccountId(0)),
            Self::After(key) | Self::Before(key) if key.phase == phase => (key.day, key.id),
            Self::After(key) => (add_days(key.on, -MOST_MOVED), AccountId(0)),
            Self::Before(key) => (key.on, AccountId(i64::MAX)),
        }
    }

    /// Whether a place belongs to what is read from here.
    pub fn holds(&self, key: &AgendaKey) -> bool {
        match self {
            Self::Day(on) => key.on >= *on,
            Self::After(place) => key > place,
            Self::Before(place) => key < place,
        }
    }
}
