//! All about the account under the cursor: what the right-hand panes show and what dialogs start from.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::content::complaint::Covered;
use crate::domain::case::voided;
use crate::domain::mail::MailPreview;
use crate::domain::{
    Account, AccountId, Attempt, Case, Code, Draft, Event, EventData, EventId, EventKind, EvidenceKind, Phase, Platform, Step,
};

/// An account with its draft and its log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The account.
    pub account: Account,
    /// What is prepared.
    pub draft: Draft,
    /// Its log, oldest first.
    pub events: Vec<Event>,
    /// What the log adds up to.
    pub case: Case,
    /// The events that were mistakes.
    pub voided: HashSet<EventId>,
    /// The other accounts of the same person or e-mail address, which one objection may cover; `None` before they were
    /// asked for, which the dialog of sending does.
    pub siblings: Option<Vec<(AccountId, Platform)>>,
    /// The submissions that cover several accounts: their number, and the other accounts.
    pub shared: Vec<(i64, Vec<AccountId>)>,
    /// What was logged for other accounts in the same go, by its number, with those accounts; of the newest events.
    pub batches: Vec<(i64, Vec<AccountId>)>,
    /// The accounts of `shared` by name, as a complaint lists them.
    pub covered: Vec<Covered>,
    /// The mail that waits at the account.
    pub mail: Option<Box<MailPreview>>,
    /// Who else has something half-typed about it, by login.
    pub half_typed: Vec<String>,
}

impl Detail {
    /// Puts the parts together and reads the log.
    pub fn new(account: Account, draft: Draft, mut events: Vec<Event>) -> Self {
        events.sort_by_key(|e| (e.on, e.id));
        let case = Case::of(account.fields.platform, &events);
        let voided = voided(&events);
        Self {
            account,
            draft,
            events,
            case,
            voided,
            siblings: None,
            shared: Vec::new(),
            batches: Vec::new(),
            mail: None,
            covered: Vec::new(),
            half_typed: Vec::new(),
        }
    }

    /// The account's number.
    pub fn id(&self) -> AccountId {
        self.account.id
    }

    /// The number of the submission that an event logged, if it covers other accounts, and those accounts.
    pub fn shared_by(&self, event: EventId) -> Option<&(i64, Vec<AccountId>)> {
        let event = self.events.iter().find(|e| e.id == event)?;
        let own = event.data.submission_id()?;
        self.shared.iter().find(|(number, _)| *number == own)
    }

    /// The accounts for which an event was logged in the same go, and its number there.
    pub fn batch_of(&self, event: EventId) -> Option<&(i64, Vec<AccountId>)> {
        let number = self.events.iter().find(|e| e.id == event)?.shared_number()?;
        self.batches.iter().find(|(batch, others)| *batch == number && !others.is_empty())
    }

    /// The newest submission that counts, if it covers other accounts: a reply may be for all of them.
    pub fn newest_shared(&self) -> Option<&(i64, Vec<AccountId>)> {
        self.case.attempts.last().and_then(|a| self.shared_by(a.event))
    }

    /// Where the case stands.
    pub fn phase(&self) -> Phase {
        self.case.states(self.account.added_on).main.phase
    }

    /// The events that count.
    pub fn live(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.events.iter().filter(|e| !self.voided.contains(&e.id) && e.data.kind() != EventKind::Voided)
    }

    /// Whether a step is done: before the newest attempt by hand or by a text, and since then by what the log holds. What
    /// was sent went through the steps before it.
    pub fn done(&self, step: Step) -> bool {
        let newest = self.case.attempts.last();
        match step {
            step if step.is_until_sent() && newest.is_some() => true,
            step if step.is_manual() => self.draft.ticks.has(step),
            Step::EnterCode => newest.is_some_and(|a| matches!(a.code, Code::Entered(_))),
            Step::KeepConfirmation => self.since_newest(|data| match data {
                EventData::EvidenceAdded { evidence_kind, .. } => {
                    matches!(evidence_kind, Some(EvidenceKind::Objection | EvidenceKind::AutomaticReply))
                }
                data => data.kind() == EventKind::Acknowledged,
            }),
            Step::AwaitReply => self
                .since_newest(|data| matches!(data.kind(), EventKind::Granted | EventKind::Refused | EventKind::ComplaintLodged)),
            Step::Complain => self.live().any(|e| matches!(e.data, EventData::ComplaintLodged { .. })),
            _ => false,
        }
    }

    /// Whether the custom reason stands in the newest text that was sent; `None` where no text was kept.
    pub fn reason_was_sent(&self) -> Option<bool> {
        let newest = self.case.attempts.last().and_then(|attempt| self.events.iter().find(|e| e.id == attempt.event));
        let Some(EventData::Submitted(sent)) = newest.map(|event| &event.data) else { return None };
        // It is a paragraph of its own, behind the opening and before what is asked for.
        (!sent.text.is_empty()).then(|| sent.text.contains(&format!("\n\n{}\n\n", self.draft.reason.trim())))
    }

    /// Whether the log holds such an event since the newest attempt.
    fn since_newest(&self, is: impl Fn(&EventData) -> bool) -> bool {
        let Some(newest) = self.case.attempts.last() else { return false };
        self.live().any(|e| (e.on, e.id) >= (newest.sent, newest.event) && is(&e.data))
    }

    /// Whether a step has nothing to ask of the person: no code was asked for, or the answer came without it.
    pub fn is_idle(&self, step: Step) -> bool {
        let not_asked = self.case.attempts.last().is_some_and(|a| a.code == Code::NotAsked);
        match step {
            Step::EnterCode => not_asked || self.done(Step::AwaitReply),
            Step::KeepConfirmation => self.done(Step::AwaitReply),
            Step::Complain => matches!(self.phase(), Phase::Granted | Phase::Closed(_)) && !self.done(step),
            _ => false,
        }
    }

    /// The step to go on with on a day.
    pub fn next_step(&self, today: NaiveDate) -> Step {
        if self.case.attempts.is_empty() {
            return Step::manual().find(|step| !self.done(*step)).unwrap_or(Step::Send);
        }
        match self.phase() {
            Phase::AwaitingCode { .. } => Step::EnterCode,
            // A month has passed: whatever else could be done, this is what it has been kept for.
            _ if self.case.state(self.account.added_on, today).overdue(today) => Step::Complain,
            Phase::Refused
            | Phase::Continued
            | Phase::ComplaintLodged
            | Phase::DecisionRequested
            | Phase::AuthorityReplied
            | Phase::AppealOpen
            | Phase::ObjectionOpen
            | Phase::Appealed => Step::Complain,
            _ if !self.done(Step::KeepConfirmation) && !self.done(Step::AwaitReply) => Step::KeepConfirmation,
            _ => Step::AwaitReply,
        }
    }

    /// The attempt the case counts from.
    pub fn open_attempt(&self) -> Option<&Attempt> {
        self.case.open_attempt()
    }

    /// The newest event that counts.
    pub fn newest(&self) -> Option<&Event> {
        self.live().next_back()
    }
}
