//! What a log amounts to, as a complaint needs it: each attempt with its own time and its own answer. Folded without what
//! was lodged with the authority, so that a complaint says the same before and after it was lodged.

use chrono::NaiveDate;

use crate::domain::day::months_after;
use crate::domain::deadline::legal_last_day;
use crate::domain::{Answer, Attempt, Case, Code, Deadline, Event, EventData, EventKind, Platform, Submission};

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
    /// The second reckoning, where the controller asked in time who the complainant is and was answered.
    pub identity: Option<IdentityTime>,
    /// Whether it asked that in time and was not answered.
    identity_open: bool,
}

/// The month counted from the answer to the question who the complainant is, as the controller may count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IdentityTime {
    /// The day of the answer.
    pub answered: NaiveDate,
    /// The day on which a month from then ends.
    pub month: NaiveDate,
    /// The controller's last day.
    pub last: NaiveDate,
}

/// A question from the controller.
#[derive(Debug, Clone, Copy)]
pub(super) struct AskedQuestion<'a> {
    pub event: &'a Event,
    /// Whether it asks who the complainant is.
    pub identity: bool,
    /// The day of the next answer to a question.
    pub answered: Option<NaiveDate>,
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

    /// Whether the answer came too late however the time is counted: from the day of a code, or of an answer about identity.
    pub fn surely_late(&self) -> bool {
        let last = self.identity.map_or(self.deadline.legal_last_day, |time| time.last);
        !self.is_start_unknown() && self.answer.is_some_and(|answer| answer.on > last)
    }

    /// Whether the time is over however it is counted, with no answer.
    pub fn surely_silent(&self, today: NaiveDate) -> bool {
        let second_time_runs = self.identity.is_some_and(|time| today <= time.last);
        self.silent(today) && !self.is_start_unknown() && !second_time_runs
    }

    /// Whether it is not known from when the time counts: a code was not logged as entered, or the controller waits to be told
    /// who the complainant is.
    fn is_start_unknown(&self) -> bool {
        self.attempt.code == Code::Pending || self.identity_open
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
    /// What the controller asked, in order.
    pub questions: Vec<AskedQuestion<'a>>,
    case: Case,
    today: NaiveDate,
}

impl<'a> CaseFindings<'a> {
    /// From the events that count, in order.
    pub fn new(platform: Platform, live: &[&'a Event], today: NaiveDate) -> Self {
        let with_controller: Vec<Event> = live.iter().filter(|e| !at_authority(e.data.kind())).map(|e| (*e).clone()).collect();
        let case = Case::of(platform, &with_controller);
        let questions = questions(live);
        let attempts = case.attempts.iter().filter_map(|attempt| finding(live, attempt, &questions)).collect();
        Self { attempts, questions, case, today }
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

    /// The newest question that was not answered, where the controller has not taken a position since.
    pub fn open_question(&self) -> Option<&AskedQuestion<'a>> {
        let answered = self.attempts.iter().filter_map(|a| a.answer).map(|answer| (answer.on, answer.id)).max();
        let open = |q: &&AskedQuestion<'_>| q.answered.is_none() && answered.is_none_or(|at| (q.event.on, q.event.id) > at);
        self.questions.iter().rev().find(open)
    }

    /// The last day of the second reckoning, where an objection is unanswered.
    pub fn ends_if_identity_counts(&self) -> Option<NaiveDate> {
        self.attempts.iter().filter(|a| a.answer.is_none()).filter_map(|a| a.identity).map(|time| time.last).max()
    }
}

/// The controller's questions. An answer answers all that were asked before it.
fn questions<'a>(live: &[&'a Event]) -> Vec<AskedQuestion<'a>> {
    let mut asked: Vec<AskedQuestion<'a>> = Vec::new();
    for event in live.iter().copied() {
        match event.data {
            EventData::InfoRequested { identity } => asked.push(AskedQuestion { event, identity, answered: None }),
            EventData::InfoSupplied => {
                for question in asked.iter_mut().filter(|question| question.answered.is_none()) {
                    question.answered = Some(event.on);
                }
            }
            _ => {}
        }
    }
    asked
}

fn finding<'a>(live: &[&'a Event], attempt: &Attempt, questions: &[AskedQuestion<'a>]) -> Option<AttemptFinding<'a>> {
    let event = live.iter().copied().find(|e| e.id == attempt.event)?;
    let EventData::Submitted(sent) = &event.data else { return None };
    let later = live.iter().copied().filter(|e| (e.on, e.id) > (event.on, event.id));
    let answer = later.clone().find(|e| matches!(e.data.kind(), EventKind::Granted | EventKind::Refused));
    let reached =
        answer.is_some() || later.clone().any(|e| matches!(e.data.kind(), EventKind::Extended | EventKind::InfoRequested));
    let deadline = attempt.limit();
    // A question that came after the controller's last day moves nothing any more.
    let at = |event: &Event| (event.on, event.id);
    let in_time = |q: &&AskedQuestion<'_>| {
        let open = at(q.event) > at(event) && answer.is_none_or(|answer| at(q.event) < at(answer));
        q.identity && open && q.event.on <= deadline.legal_last_day
    };
    let asked = questions.iter().rfind(in_time);
    let answered = asked.and_then(|q| q.answered).filter(|on| answer.is_none_or(|answer| *on <= answer.on));
    let identity = answered.and_then(|on| identity_time(attempt, on, &deadline));
    let identity_open = asked.is_some() && answered.is_none();
    Some(AttemptFinding { event, sent, deadline, attempt: attempt.clone(), answer, reached, identity, identity_open })
}

/// The second reckoning of an objection; `None` where it leaves the controller no more time than the first.
fn identity_time(attempt: &Attempt, answered: NaiveDate, deadline: &Deadline) -> Option<IdentityTime> {
    let month = months_after(answered, 1);
    let last = legal_last_day(month, attempt.country);
    (last > deadline.legal_last_day).then_some(IdentityTime { answered, month, last })
}

/// Whether an event is about the complaint, not about the objection.
const fn at_authority(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::ComplaintLodged | EventKind::CaseNumber | EventKind::DecisionRequested | EventKind::AuthorityReplied
    )
}
