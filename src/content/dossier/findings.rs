//! What a log amounts to, as a complaint needs it: each attempt with its own time and its own answer. Reckoned
//! without what was lodged with IMY, so that a dossier says the same before and after.

use chrono::NaiveDate;

use crate::domain::{Attempt, Case, Deadline, Event, EventData, Submission};

/// An attempt, with the answer it got.
#[derive(Debug)]
pub(super) struct Tried<'a> {
    pub entry: &'a Event,
    pub sent: &'a Submission,
    pub attempt: Attempt,
    pub limit: Deadline,
    /// The day of the first yes or no after it.
    pub answer: Option<NaiveDate>,
}

impl Tried<'_> {
    /// Whether the time passed without an answer, so that a complaint is in order.
    fn silent(&self, today: NaiveDate) -> bool {
        self.answer.is_none() && today >= self.limit.complaint_from()
    }

    /// The day of an answer that came when the time had passed.
    fn late_answer(&self) -> Option<NaiveDate> {
        self.answer.filter(|on| *on > self.limit.legal_last_day)
    }
}

/// What the log amounts to.
#[derive(Debug)]
pub(super) struct Findings<'a> {
    pub tried: Vec<Tried<'a>>,
    pub case: Case,
    today: NaiveDate,
}

impl<'a> Findings<'a> {
    /// From the entries that count, in order.
    pub fn of(live: &[&'a Event], today: NaiveDate) -> Self {
        let with_meta: Vec<Event> = live.iter().filter(|e| !is_with_imy(&e.data)).map(|e| (*e).clone()).collect();
        let case = Case::of(&with_meta);
        let tried = case.attempts.iter().filter_map(|attempt| tried(live, attempt)).collect();
        Self { tried, case, today }
    }

    /// Whether some attempt was never answered and its time has passed.
    pub fn silence(&self) -> bool {
        self.tried.iter().any(|t| t.silent(self.today))
    }

    /// The last day of the time that still runs, where none has passed unanswered.
    pub fn still_waiting(&self) -> Option<NaiveDate> {
        let open = self.tried.iter().find(|t| t.answer.is_none()).filter(|_| !self.silence());
        open.map(|t| t.limit.legal_last_day)
    }

    /// The newest answer, if it is a no: its day, and whether it gave reasons.
    pub fn refusal(&self) -> Option<(NaiveDate, Option<bool>)> {
        self.case.answer.filter(|a| !a.granted).map(|a| (a.on, a.reasons))
    }

    /// The day of the newest answer, if it is a yes.
    pub fn granted(&self) -> Option<NaiveDate> {
        self.case.answer.filter(|a| a.granted && self.tried.iter().all(|t| t.answer.is_some())).map(|a| a.on)
    }

    /// The days of answers that came when their time had passed.
    pub fn late_answers(&self) -> Vec<NaiveDate> {
        each_once(self.tried.iter().filter_map(Tried::late_answer))
    }

    /// The days of notices of extension that came too late for an attempt.
    pub fn late_notices(&self) -> Vec<NaiveDate> {
        each_once(self.tried.iter().filter_map(|t| t.attempt.late_notice()))
    }

    /// Whether a notice of extension on a day came too late for the earliest attempt it was about.
    pub fn too_late(&self, on: NaiveDate, until: NaiveDate) -> bool {
        let about = self.tried.iter().find(|t| t.attempt.notices.contains(&(on, until)));
        about.is_some_and(|t| on > Deadline::month(t.attempt.start()).legal_last_day)
    }
}

fn each_once(days: impl Iterator<Item = NaiveDate>) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = days.collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn tried<'a>(live: &[&'a Event], attempt: &Attempt) -> Option<Tried<'a>> {
    let entry = live.iter().copied().find(|e| e.id == attempt.entry)?;
    let EventData::Submitted(sent) = &entry.data else { return None };
    let answers =
        |e: &&&Event| (e.on, e.id) > (entry.on, entry.id) && matches!(e.data, EventData::Granted | EventData::Refused { .. });
    let answer = live.iter().find(answers).map(|e| e.on);
    Some(Tried { entry, sent, limit: attempt.limit(), attempt: attempt.clone(), answer })
}

/// Whether an entry is about the complaint, not about the objection.
const fn is_with_imy(what: &EventData) -> bool {
    matches!(
        what,
        EventData::ComplaintLodged { .. }
            | EventData::CaseNumber { .. }
            | EventData::DecisionRequested
            | EventData::AuthorityReplied { .. }
    )
}
