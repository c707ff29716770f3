//! A case: the fold of an account's entries. The state is derived from them and from today's date, never
//! stored; "overdue" least of all.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::day::{add_days, months_after};
use super::event::{Closing, Event, EventData, EventId, Outcome};
use super::limit::Deadline;
use super::standing::{CaseState, Phase};

/// Where the e-mailed code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// None was asked for.
    NotAsked,
    /// Asked for, not logged as entered; the month is reckoned provisionally from the day of sending.
    Pending,
    /// Entered on that day, from which the month counts.
    Entered(NaiveDate),
}

/// One submission, with its own month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The entry that logged it.
    pub entry: EventId,
    /// The day it was sent.
    pub sent: NaiveDate,
    /// The e-mailed code.
    pub code: Code,
    /// Whether any mail came after it: an automatic reply, a question, an answer.
    pub heard: bool,
    /// Notices of extension after it: the day of the notice, and until when.
    pub notices: Vec<(NaiveDate, NaiveDate)>,
    /// Whether a yes or a no came after it.
    pub answered: bool,
    /// Whether a complaint was lodged after it.
    pub complained: bool,
}

impl Attempt {
    /// The day from which its month counts.
    pub fn start(&self) -> NaiveDate {
        if let Code::Entered(on) = self.code { on } else { self.sent }
    }

    /// Its month, or the extended period where notice came in time: on or before the month's legal last day.
    pub fn limit(&self) -> Deadline {
        let month = Deadline::month(self.start());
        let in_time = self.notices.iter().filter(|(on, _)| *on <= month.legal_last_day);
        match in_time.map(|(_, until)| *until).max() {
            Some(until) => Deadline::extended(self.start(), until),
            None => month,
        }
    }

    /// Whether an extension counts: some notice came in time.
    pub fn extended(&self) -> bool {
        let last = Deadline::month(self.start()).legal_last_day;
        self.notices.iter().any(|(on, _)| *on <= last)
    }

    /// The first notice that came too late to count.
    pub fn late_notice(&self) -> Option<NaiveDate> {
        let last = Deadline::month(self.start()).legal_last_day;
        self.notices.iter().map(|(on, _)| *on).filter(|on| *on > last).min()
    }
}

/// A complaint to IMY and its clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The day it was lodged.
    pub lodged_on: NaiveDate,
    /// IMY's case number, empty until it is known.
    pub case_number: String,
    /// The day a decision was asked for.
    pub decision_requested: Option<NaiveDate>,
    /// IMY's answer.
    pub reply: Option<(NaiveDate, Outcome)>,
}

impl Complaint {
    /// From when a decision may be asked for: three months after lodging (Article 78(2) GDPR).
    pub fn ask_decision_from(&self) -> NaiveDate {
        months_after(self.lodged_on, 3)
    }

    /// The last day of IMY's two weeks, once a decision was asked for.
    pub fn decision_due(&self) -> Option<NaiveDate> {
        self.decision_requested.map(|on| add_days(on, 14))
    }
}

/// A question from Meta.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The day it came.
    pub asked: NaiveDate,
    /// Whether it asks who the person is.
    pub identity: bool,
    /// The day it was answered.
    pub answered: Option<NaiveDate>,
}

/// A case as its entries tell it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// The submissions that were not voided, oldest first.
    pub attempts: Vec<Attempt>,
    /// The newest answer: its day, whether yes, and whether reasons were given.
    pub answer: Option<Answer>,
    /// The newest complaint.
    pub complaint: Option<Complaint>,
    /// The newest question since the last answer.
    pub question: Option<Question>,
    /// Why the case is closed, while it is.
    pub closed: Option<Closing>,
    /// The day of the last entry.
    pub last_entry: Option<NaiveDate>,
    /// Whether the newest answer is a refusal after which nobody complained.
    refusal_open: bool,
    /// Whether the complaint is what the case now hangs on.
    with_imy: bool,
}

/// A yes or a no from Meta.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The day it came.
    pub on: NaiveDate,
    /// Yes or no.
    pub granted: bool,
    /// Whether a no said why; `None` when not noted.
    pub reasons: Option<bool>,
}

impl Case {
    /// Reads the entries of one account, in any order: by day and number, voided ones left out.
    pub fn of(entries: &[Event]) -> Self {
        let voided = voided(entries);
        let counts = |e: &&Event| !voided.contains(&e.id) && !matches!(e.data, EventData::Voided { .. });
        let mut live: Vec<&Event> = entries.iter().filter(counts).collect();
        live.sort_by_key(|e| (e.on, e.id));
        let mut case = Self::default();
        for entry in live {
            case.apply(entry);
        }
        case
    }

    fn apply(&mut self, entry: &Event) {
        self.last_entry = Some(entry.on);
        match &entry.data {
            EventData::Submitted(sent) => self.submitted(entry, sent.code_pending),
            EventData::Confirmed => self.code_entered(entry.on),
            // What is kept of Meta's mails shows that one came; it stops no clock.
            EventData::Acknowledged | EventData::EvidenceAdded { .. } => self.heard(),
            EventData::InfoRequested { identity } => {
                self.heard();
                self.question = Some(Question { asked: entry.on, identity: *identity, answered: None });
            }
            EventData::InfoSupplied => {
                if let Some(question) = self.question.as_mut() {
                    question.answered = Some(entry.on);
                }
            }
            EventData::Extended { until } => self.extended(entry.on, *until),
            EventData::Granted => self.answered(Answer { on: entry.on, granted: true, reasons: None }),
            EventData::Refused { reasons } => self.answered(Answer { on: entry.on, granted: false, reasons: *reasons }),
            EventData::ComplaintLodged { case_number, .. } => self.complained(entry.on, case_number),
            EventData::CaseNumber { case_number } => {
                if let Some(complaint) = self.complaint.as_mut() {
                    complaint.case_number.clone_from(case_number);
                }
            }
            EventData::DecisionRequested => {
                if let Some(complaint) = self.complaint.as_mut() {
                    complaint.decision_requested = Some(entry.on);
                }
            }
            EventData::AuthorityReplied { outcome } => {
                if let Some(complaint) = self.complaint.as_mut() {
                    complaint.reply = Some((entry.on, *outcome));
                }
            }
            EventData::Closed { reason } => self.closed = Some(*reason),
            EventData::Reopened => self.closed = None,
            EventData::Reminded | EventData::Note | EventData::Voided { .. } => {}
        }
    }

    fn submitted(&mut self, entry: &Event, code_pending: bool) {
        let code = if code_pending { Code::Pending } else { Code::NotAsked };
        // A new attempt in a closed case takes it up again: nobody sends an objection to let it rest.
        self.closed = None;
        self.attempts.push(Attempt {
            entry: entry.id,
            sent: entry.on,
            code,
            heard: false,
            notices: Vec::new(),
            answered: false,
            complained: false,
        });
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

    fn extended(&mut self, on: NaiveDate, until: NaiveDate) {
        self.heard();
        for attempt in self.attempts.iter_mut().filter(|a| !a.answered) {
            attempt.notices.push((on, until));
        }
    }

    fn answered(&mut self, answer: Answer) {
        self.heard();
        let nobody_complained = self.complaint.is_none() || self.attempts.iter().any(|a| !a.answered && !a.complained);
        for attempt in &mut self.attempts {
            attempt.answered = true;
        }
        self.question = None;
        self.answer = Some(answer);
        if answer.granted {
            self.with_imy = false;
            self.refusal_open = false;
        } else if nobody_complained || !self.with_imy {
            self.refusal_open = true;
        }
    }

    fn complained(&mut self, on: NaiveDate, case_number: &str) {
        for attempt in &mut self.attempts {
            attempt.complained = true;
        }
        self.with_imy = true;
        self.refusal_open = false;
        self.complaint =
            Some(Complaint { lodged_on: on, case_number: case_number.to_owned(), decision_requested: None, reply: None });
    }

    /// The attempt the case counts from: the earliest without an answer or a complaint after it.
    pub fn open_attempt(&self) -> Option<&Attempt> {
        self.attempts.iter().find(|a| !a.answered && !a.complained)
    }

    /// The period of the attempt the case counts from.
    pub fn limit(&self) -> Option<Deadline> {
        self.open_attempt().map(Attempt::limit)
    }

    /// Whether the newest attempt that waits was sent two days ago or earlier and nothing was heard since: no mail, and
    /// no code that was entered. A case that is overdue has worries of its own.
    pub fn needs_nudge(&self, today: NaiveDate) -> bool {
        let newest = self.attempts.iter().rev().find(|a| !a.answered && !a.complained);
        let silent = |a: &Attempt| !a.heard && !matches!(a.code, Code::Entered(_)) && a.sent <= add_days(today, -2);
        let open = self.closed.is_none() && self.limit().is_some_and(|limit| limit.ends >= today);
        open && newest.is_some_and(silent)
    }

    /// Where Meta asked who the person is and was answered: the end of a month from that answer, from which
    /// Meta may count. The alarm does not.
    pub fn ends_if_identity_counts(&self) -> Option<NaiveDate> {
        let question = self.question.filter(|q| q.identity)?;
        question.answered.map(|on| months_after(on, 1))
    }

    /// Phase and deciding date; `added_on` is the day of an account without entries.
    pub fn state(&self, added_on: NaiveDate) -> CaseState {
        let last = self.last_entry.unwrap_or(added_on);
        if let Some(reason) = self.closed {
            return CaseState { phase: Phase::Closed(reason), day: last };
        }
        if let Some(attempt) = self.open_attempt() {
            return self.waiting(attempt);
        }
        match (&self.complaint, self.answer) {
            (_, Some(answer)) if self.refusal_open => CaseState { phase: Phase::Refused, day: answer.on },
            (Some(complaint), _) if self.with_imy => with_imy(complaint, last),
            (_, Some(_)) => CaseState { phase: Phase::Granted, day: last },
            _ => CaseState { phase: Phase::Draft, day: last },
        }
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

fn with_imy(complaint: &Complaint, last: NaiveDate) -> CaseState {
    match (complaint.reply, complaint.decision_due()) {
        (Some(_), _) => CaseState { phase: Phase::AuthorityReplied, day: last },
        (None, Some(due)) => CaseState { phase: Phase::DecisionRequested, day: due },
        (None, None) => CaseState { phase: Phase::ComplaintLodged, day: complaint.ask_decision_from() },
    }
}

/// By how many days the end of the month lies before the day of the month it began on.
pub(super) fn days_clamped(sent: NaiveDate, ends: NaiveDate) -> u8 {
    use chrono::Datelike;
    sent.day().saturating_sub(ends.day()) as u8
}

/// The entries that another entry declares a mistake. A voiding cannot itself be voided.
pub fn voided(entries: &[Event]) -> HashSet<EventId> {
    let voidings: HashSet<EventId> =
        entries.iter().filter(|e| matches!(e.data, EventData::Voided { .. })).map(|e| e.id).collect();
    let targets = entries.iter().filter_map(|e| if let EventData::Voided { entry } = e.data { Some(entry) } else { None });
    targets.filter(|id| !voidings.contains(id)).collect()
}
