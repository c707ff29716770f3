//! What a log amounts to, as a complaint needs it: each attempt with its own time and its own answer. Folded without what
//! was lodged with the authority, so that a complaint says the same before and after it was lodged.

use chrono::NaiveDate;

use crate::domain::{Answer, Attempt, Case, Code, Deadline, Event, EventData, EventKind, Platform, Question, Submission};

/// An attempt, with the answer it got.
#[derive(Debug)]
pub(super) struct AttemptFinding<'a> {
    pub event: &'a Event,
    pub sent: &'a Submission,
    pub attempt: Attempt,
    pub deadline: Deadline,
    /// The first yes or no after it.
    pub answer: Option<&'a Event>,
    /// Whether the controller took a position on it, extended the time or asked about it, which shows that it arrived.
    reached: bool,
}

impl AttemptFinding<'_> {
    /// Whether the controller's last day is over and no answer came.
    pub fn silent(&self, today: NaiveDate) -> bool {
        self.answer.is_none() && today > self.deadline.legal_last_day
    }

    /// Whether it may never have arrived: a code was asked for and is not logged as entered.
    pub fn may_be_lost(&self) -> bool {
        self.attempt.code == Code::Pending && !self.reached
    }

    /// Whether the answer came after the controller's last day.
    pub fn answered_late(&self) -> bool {
        self.answer.is_some_and(|answer| answer.on > self.deadline.legal_last_day)
    }

    /// Whether the day that Swedish public holidays would move the end to has to be named: not where the controller wrote
    /// between the two days, which came late by the one and in time by the other.
    pub fn safe_day_matters(&self) -> bool {
        let (last, safe) = (self.deadline.legal_last_day, self.deadline.safe_last_day);
        let between = |on: NaiveDate| on > last && on <= safe;
        safe > last && !self.answer.is_some_and(|a| between(a.on)) && !self.attempt.notices.iter().any(|n| between(n.on))
    }
}

/// What the log amounts to.
#[derive(Debug)]
pub(super) struct CaseFindings<'a> {
    pub attempts: Vec<AttemptFinding<'a>>,
    case: Case,
    today: NaiveDate,
}

impl<'a> CaseFindings<'a> {
    /// From the events that count, in order.
    pub fn new(platform: Platform, live: &[&'a Event], today: NaiveDate) -> Self {
        let with_controller: Vec<Event> = live.iter().filter(|e| !at_authority(e.data.kind())).map(|e| (*e).clone()).collect();
        let case = Case::of(platform, &with_controller);
        let attempts = case.attempts.iter().filter_map(|attempt| finding(live, attempt)).collect();
        Self { attempts, case, today }
    }

    /// The attempts that were never answered and whose time has passed.
    pub fn silent(&self) -> impl Iterator<Item = &AttemptFinding<'a>> {
        self.attempts.iter().filter(|a| a.silent(self.today))
    }

    /// The earliest attempt whose time still runs, where none has passed unanswered.
    pub fn waiting(&self) -> Option<&AttemptFinding<'a>> {
        self.attempts.iter().find(|a| a.answer.is_none()).filter(|a| !a.silent(self.today))
    }

    /// The newest yes or no.
    pub fn answer(&self) -> Option<Answer> {
        self.case.answer
    }

    /// The newest answer, if it is a no.
    pub fn refusal(&self) -> Option<Answer> {
        self.answer().filter(|answer| !answer.granted)
    }

    /// The newest answer, if it is a yes and no attempt waits for another.
    pub fn granted(&self) -> Option<Answer> {
        self.answer().filter(|answer| answer.granted && self.attempts.iter().all(|a| a.answer.is_some()))
    }

    /// Whether an answer came too late.
    pub fn answered_late(&self) -> bool {
        self.attempts.iter().any(AttemptFinding::answered_late)
    }

    /// The newest question since the last answer.
    pub fn question(&self) -> Option<Question> {
        self.case.question
    }

    /// Where a question of identity was answered: the end of a month from that answer.
    pub fn ends_if_identity_counts(&self) -> Option<NaiveDate> {
        self.case.ends_if_identity_counts()
    }
}

fn finding<'a>(live: &[&'a Event], attempt: &Attempt) -> Option<AttemptFinding<'a>> {
    let event = live.iter().copied().find(|e| e.id == attempt.event)?;
    let EventData::Submitted(sent) = &event.data else { return None };
    let later = live.iter().copied().filter(|e| (e.on, e.id) > (event.on, event.id));
    let answer = later.clone().find(|e| matches!(e.data.kind(), EventKind::Granted | EventKind::Refused));
    let reached =
        answer.is_some() || later.clone().any(|e| matches!(e.data.kind(), EventKind::Extended | EventKind::InfoRequested));
    Some(AttemptFinding { event, sent, deadline: attempt.limit(), attempt: attempt.clone(), answer, reached })
}

/// Whether an event is about the complaint, not about the objection.
const fn at_authority(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::ComplaintLodged | EventKind::CaseNumber | EventKind::DecisionRequested | EventKind::AuthorityReplied
    )
}
