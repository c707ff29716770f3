//! A case: the fold of an account's events. The state is derived from them and from today's date, never stored;
//! "overdue" least of all.

use std::collections::HashSet;

use chrono::NaiveDate;

pub use super::attempt::{Attempt, Code, ExtensionNotice};
pub use super::authority::{AuthorityReply, Complaint};
use super::day::{add_days, months_after};
use super::deadline::{Deadline, legal_last_day};
use super::event::{Closing, Event, EventData, EventId, EventKind};
use super::state::{CaseState, CaseStates, Phase};
use super::who::Platform;

/// A question from the controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The day it came.
    pub asked: NaiveDate,
    /// Whether it asks who the person is.
    pub identity: bool,
    /// The day it was answered.
    pub answered: Option<NaiveDate>,
}

/// A yes or a no from the controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The day it came.
    pub on: NaiveDate,
    /// Yes or no.
    pub granted: bool,
    /// Whether a no said why; `None` when not noted.
    pub reasons: Option<bool>,
}

impl Answer {
    /// The kind of event that brought it.
    pub const fn kind(&self) -> EventKind {
        if self.granted { EventKind::Granted } else { EventKind::Refused }
    }
}

/// A case folded from its events. The controller's answer and the complaint are two matters side by side: neither stops the
/// other's clocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// Where the account is: it says whose public holidays count.
    pub platform: Platform,
    /// The submissions that were not voided, oldest first.
    pub attempts: Vec<Attempt>,
    /// The newest yes or no.
    pub answer: Option<Answer>,
    /// The day the controller was found to go on despite its newest yes, without a complaint about it.
    pub continued: Option<NaiveDate>,
    /// The newest complaint.
    pub complaint: Option<Complaint>,
    /// The newest question since the last answer.
    pub question: Option<Question>,
    /// Why the case is closed, while it is.
    pub closed: Option<Closing>,
    /// The day of the last event.
    pub last_event: Option<NaiveDate>,
    /// Whether the newest answer is a refusal without a complaint after it.
    refusal_open: bool,
    /// Whether the newest answer came after the authority's newest answer.
    answer_is_news: bool,
}

impl Case {
    /// Reads the events of one account, in any order: by day and number, voided ones left out.
    pub fn of(platform: Platform, events: &[Event]) -> Self {
        Self::as_of(platform, events, NaiveDate::MAX)
    }

    /// The same as of a day: what is dated later has not happened yet.
    pub fn as_of(platform: Platform, events: &[Event], today: NaiveDate) -> Self {
        let mut case = Self { platform, ..Self::default() };
        for event in live_events(events, today) {
            case.apply(event);
        }
        case
    }

    fn apply(&mut self, event: &Event) {
        let on = event.on;
        self.last_event = Some(on);
        match &event.data {
            EventData::Submitted(sent) => {
                // A new attempt reopens a closed case.
                self.closed = None;
                let country = self.platform.controller().holidays;
                self.attempts.push(Attempt::new(event.id, on, sent.code_pending, country));
            }
            EventData::Confirmed => self.code_entered(on),
            EventData::Acknowledged => self.heard(),
            EventData::EvidenceAdded { evidence_kind: Some(kind), .. } if kind.is_from_controller() => self.heard(),
            EventData::InfoRequested { identity } => {
                self.heard();
                self.question = Some(Question { asked: on, identity: *identity, answered: None });
            }
            EventData::InfoSupplied => {
                if let Some(question) = self.question.as_mut() {
                    question.answered = Some(on);
                }
            }
            EventData::Extended { until, reasons } => self.extended(ExtensionNotice { on, until: *until, reasons: *reasons }),
            EventData::Granted => self.answered(Answer { on, granted: true, reasons: None }),
            EventData::Refused { reasons } => self.answered(Answer { on, granted: false, reasons: *reasons }),
            EventData::Continued => self.continued = self.answer.filter(|answer| answer.granted).map(|_| on),
            EventData::ComplaintLodged { case_number, .. } => self.complained(on, case_number),
            EventData::Closed { reason } => self.closed = Some(*reason),
            EventData::Reopened => self.closed = None,
            data @ (EventData::CaseNumber { .. }
            | EventData::DecisionRequested
            | EventData::AuthorityReplied { .. }
            | EventData::Appealed) => self.with_complaint(on, data),
            EventData::Reminded | EventData::EvidenceAdded { .. } | EventData::Note | EventData::Voided { .. } => {}
        }
    }

    /// What happens to a complaint, where there is one.
    fn with_complaint(&mut self, on: NaiveDate, data: &EventData) {
        let Some(complaint) = self.complaint.as_mut() else { return };
        match data {
            EventData::CaseNumber { case_number } => complaint.case_number.clone_from(case_number),
            EventData::DecisionRequested => complaint.ask_decision(on),
            EventData::AuthorityReplied { outcome, served } => {
                complaint.answer(AuthorityReply { on, outcome: *outcome, served: *served });
                self.answer_is_news = false;
            }
            EventData::Appealed => complaint.appealed = complaint.reply.map(|_| on),
            _ => {}
        }
    }

    fn code_entered(&mut self, on: NaiveDate) {
        if let Some(attempt) = self.attempts.iter_mut().rev().find(|a| a.code == Code::Pending) {
            attempt.code = Code::Entered(on);
        }
    }

    fn heard(&mut self) {
        for attempt in &mut self.attempts {
            attempt.heard = true;
        }
    }

    fn extended(&mut self, notice: ExtensionNotice) {
        self.heard();
        for attempt in self.attempts.iter_mut().filter(|a| a.answered.is_none()) {
            attempt.notices.push(notice);
        }
    }

    fn answered(&mut self, answer: Answer) {
        self.heard();
        let was_granted = self.answer.is_some_and(|answer| answer.granted);
        let is_new = self.complaint.is_none() || was_granted || self.attempts.iter().any(Attempt::is_open);
        for attempt in &mut self.attempts {
            attempt.answered.get_or_insert(answer.on);
        }
        self.question = None;
        self.answer = Some(answer);
        self.answer_is_news = true;
        self.continued = None;
        self.refusal_open = !answer.granted && (is_new || self.refusal_open);
    }

    fn complained(&mut self, on: NaiveDate, case_number: &str) {
        for attempt in &mut self.attempts {
            attempt.complained = true;
        }
        self.refusal_open = false;
        self.continued = None;
        self.answer_is_news = false;
        self.complaint = Some(Complaint::new(on, case_number));
    }

    /// The attempt the case counts from: the earliest without an answer or a complaint after it.
    pub fn open_attempt(&self) -> Option<&Attempt> {
        self.attempts.iter().find(|a| a.is_open())
    }

    /// The period of the attempt the case counts from.
    pub fn limit(&self) -> Option<Deadline> {
        self.open_attempt().map(Attempt::limit)
    }

    /// Whether the newest attempt that waits was sent two days ago or earlier and nothing was heard since: no mail, and
    /// no code that was entered. An overdue case has more urgent needs.
    pub fn needs_nudge(&self, today: NaiveDate) -> bool {
        let newest = self.attempts.iter().rev().find(|a| a.is_open());
        let silent = |a: &Attempt| !a.heard && !matches!(a.code, Code::Entered(_)) && a.sent <= add_days(today, -2);
        let open = self.closed.is_none() && self.limit().is_some_and(|limit| limit.ends >= today);
        open && newest.is_some_and(silent)
    }

    /// The controller's last day, if its month counts from the answer to the question who the person is; `None` without
    /// that answer. The alarm does not count so.
    pub fn ends_if_identity_counts(&self) -> Option<NaiveDate> {
        let question = self.question.filter(|q| q.identity)?;
        let country = self.platform.controller().holidays;
        question.answered.map(|on| legal_last_day(months_after(on, 1), country))
    }

    /// Where the controller's answer stands: awaited, or a matter for a complaint; `None` where nothing is open.
    pub fn with_controller(&self) -> Option<CaseState> {
        let refused = || self.answer.filter(|_| self.refusal_open).map(|a| CaseState { phase: Phase::Refused, day: a.on });
        let continued = || self.continued.map(|on| CaseState { phase: Phase::Continued, day: on });
        self.open_attempt().map(|attempt| self.waiting(attempt)).or_else(continued).or_else(refused)
    }

    /// Where the complaint stands, if there is one.
    pub fn with_authority(&self) -> Option<CaseState> {
        let last = self.last_event?;
        self.complaint.as_ref().map(|complaint| complaint.state(last))
    }

    /// The state of the case on every day, by its events alone; `added_on` is the day of an account
    /// without events.
    pub fn states(&self, added_on: NaiveDate) -> CaseStates {
        let last = self.last_event.unwrap_or(added_on);
        if let Some(reason) = self.closed {
            return CaseStates::one(CaseState { phase: Phase::Closed(reason), day: last });
        }
        let granted = self.answer.is_some_and(|answer| answer.granted);
        match (self.with_controller(), self.with_authority()) {
            (Some(controller), Some(authority)) => CaseStates::of_two(controller, authority),
            (Some(controller), None) => CaseStates::one(controller),
            (None, Some(authority)) if !(granted && self.answer_is_news && self.complaint_is_over()) => {
                CaseStates::one(authority)
            }
            (None, _) if granted => CaseStates::one(CaseState { phase: Phase::Granted, day: last }),
            (None, _) => CaseStates::one(CaseState { phase: Phase::Draft, day: last }),
        }
    }

    /// Whether the authority has nothing left to do and nothing can be done about it.
    fn complaint_is_over(&self) -> bool {
        self.with_authority().is_some_and(|state| state.phase == Phase::AuthorityReplied)
    }

    /// Where the case stands on a day: in the more urgent of its two matters.
    pub fn state(&self, added_on: NaiveDate, today: NaiveDate) -> CaseState {
        self.states(added_on).on(today)
    }

    fn waiting(&self, attempt: &Attempt) -> CaseState {
        let day = attempt.limit().ends;
        let asked = self.question.is_some_and(|q| q.answered.is_none() && q.asked >= attempt.sent);
        let phase = if asked {
            Phase::InfoRequested
        } else if attempt.extended() {
            Phase::Extended
        } else if attempt.code == Code::Pending {
            Phase::AwaitingCode { clamped: days_clamped(attempt.sent, day) }
        } else {
            Phase::AwaitingReply
        };
        CaseState { phase, day }
    }
}

/// By how many days the end of the month lies before the day of the month it began on.
pub(super) fn days_clamped(sent: NaiveDate, ends: NaiveDate) -> u8 {
    use chrono::Datelike;
    sent.day().saturating_sub(ends.day()) as u8
}

/// Of events in order, those that had happened by a day.
pub fn events_until(events: &[Event], day: NaiveDate) -> &[Event] {
    &events[..events.partition_point(|event| event.on <= day)]
}

/// The events that count, by day and number, up to a day: neither voided nor a voiding.
pub fn live_events(events: &[Event], today: NaiveDate) -> Vec<&Event> {
    let mut live: Vec<&Event> = events.iter().filter(|event| event.on <= today).collect();
    let voided = voided(live.iter().copied());
    live.retain(|event| !voided.contains(&event.id) && !matches!(event.data, EventData::Voided { .. }));
    live.sort_by_key(|event| (event.on, event.id));
    live
}

/// The events that another event declares a mistake. A voiding cannot itself be voided.
pub fn voided<'a>(events: impl IntoIterator<Item = &'a Event>) -> HashSet<EventId> {
    let target = |e: &Event| if let EventData::Voided { voids } = e.data { Some((e.id, voids)) } else { None };
    let voidings: Vec<(EventId, EventId)> = events.into_iter().filter_map(target).collect();
    voidings.iter().map(|(_, voids)| *voids).filter(|id| voidings.iter().all(|(voiding, _)| voiding != id)).collect()
}
