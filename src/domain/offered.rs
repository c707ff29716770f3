//! What can happen next in a case: the kinds of events that a person is offered, the likeliest first, and what must
//! have happened before each.

use super::case::{Case, Code};
use super::event::EventKind;
use super::state::Phase;

/// What has to be in a log before an event means anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Needs {
    Nothing,
    Submission,
    /// A submission whose e-mailed code was not entered yet, sent on that day or before.
    PendingCode,
    Grant,
    Complaint,
    Closing,
}

/// Where a case is, as far as it decides what can follow. A case whose complaint runs beside a new attempt is in two
/// situations at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Situation {
    Draft,
    CodePending,
    Waiting,
    /// Meta asks something.
    Asked,
    Refused,
    Continued,
    Granted,
    Lodged,
    /// The authority was asked for a decision.
    Requested,
    Replied,
    /// The authority's decision can still be appealed, or its early resolution objected to.
    Appealable,
    Appealed,
    Closed,
}

/// What a kind of event says of itself besides what it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventSpec {
    /// What must have happened before.
    pub needs: Needs,
    /// The situations in which it is the likeliest thing to follow.
    pub likely_in: &'static [Situation],
    /// Further situations in which it can follow.
    pub possible_in: &'static [Situation],
    /// Whether `nej log` writes it; the others have a command of their own.
    pub by_log: bool,
}

impl EventSpec {
    /// Offered where it can follow, and for many cases at once.
    pub(super) const fn offered(needs: Needs, likely_in: &'static [Situation], possible_in: &'static [Situation]) -> Self {
        Self { needs, likely_in, possible_in, by_log: true }
    }

    /// Never offered among the others: it has a key of its own, which is always there.
    pub(super) const fn with_own_key() -> Self {
        Self { needs: Needs::Nothing, likely_in: &[], possible_in: &[], by_log: true }
    }

    /// Never offered among the others, and not written by `nej log`.
    pub(super) const fn with_own_command() -> Self {
        Self { by_log: false, ..Self::with_own_key() }
    }

    /// Whether it is one of those that are offered, in a case or for many at once.
    pub const fn is_offered(&self) -> bool {
        !self.likely_in.is_empty() || !self.possible_in.is_empty()
    }
}

impl EventKind {
    /// Those that can be logged for several cases at once, the likeliest first.
    pub fn for_many() -> Vec<Self> {
        Self::ALL.iter().copied().filter(|kind| kind.spec().is_offered()).collect()
    }

    /// Those that `nej log` writes.
    pub fn by_log() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| kind.spec().by_log)
    }
}

impl Needs {
    /// Whether a case has what is needed by an event of a day.
    pub fn met(self, case: &Case, on: chrono::NaiveDate) -> bool {
        match self {
            Self::Nothing => true,
            Self::Submission => !case.attempts.is_empty(),
            Self::PendingCode => case.attempts.iter().any(|a| a.code == Code::Pending && a.sent <= on),
            Self::Grant => case.answer.is_some_and(|answer| answer.granted),
            Self::Complaint => case.complaint.is_some(),
            Self::Closing => case.closed.is_some(),
        }
    }
}

/// The kinds of events that can follow in a case that stands in `phase`, the likeliest first. Remarks, attachments,
/// submissions and voiding are always possible and have keys of their own.
pub fn offered_events(case: &Case, phase: Phase) -> Vec<EventKind> {
    let situations = situations(case, phase);
    let mut kinds: Vec<EventKind> = Vec::new();
    let all = || EventKind::ALL.iter().copied();
    for situation in &situations {
        kinds.extend(all().filter(|kind| kind.spec().likely_in.contains(situation)));
    }
    kinds.extend(all().filter(|kind| situations.iter().any(|s| kind.spec().possible_in.contains(s))));
    let mut seen = Vec::new();
    kinds.retain(|kind| {
        !seen.contains(kind) && {
            seen.push(*kind);
            true
        }
    });
    kinds
}

/// The situations of a case, the one it stands in first.
fn situations(case: &Case, phase: Phase) -> Vec<Situation> {
    if matches!(phase, Phase::Closed(_)) {
        return vec![Situation::Closed];
    }
    let pending = case.attempts.iter().any(|a| a.code == Code::Pending).then_some(Situation::CodePending);
    let others = [case.with_controller(), case.with_authority()].into_iter().flatten().map(|state| state.phase);
    pending.into_iter().chain([phase].into_iter().chain(others).map(situation)).collect()
}

const fn situation(phase: Phase) -> Situation {
    match phase {
        Phase::Draft => Situation::Draft,
        Phase::AwaitingCode { .. } | Phase::AwaitingReply | Phase::Extended => Situation::Waiting,
        Phase::InfoRequested => Situation::Asked,
        Phase::Refused => Situation::Refused,
        Phase::Continued => Situation::Continued,
        Phase::Granted => Situation::Granted,
        Phase::ComplaintLodged => Situation::Lodged,
        Phase::DecisionRequested => Situation::Requested,
        Phase::AuthorityReplied => Situation::Replied,
        Phase::AppealOpen | Phase::ObjectionOpen => Situation::Appealable,
        Phase::Appealed => Situation::Appealed,
        Phase::Closed(_) => Situation::Closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Closing;

    #[test]
    fn a_draft_has_no_answer_and_a_closed_case_only_opens_again() {
        let case = Case::default();
        assert_eq!(offered_events(&case, Phase::Draft), [EventKind::Closed]);
        assert_eq!(offered_events(&case, Phase::Closed(Closing::Done)), [EventKind::Reopened]);
        assert_eq!(offered_events(&case, Phase::AwaitingReply)[0], EventKind::Granted);
    }

    #[test]
    fn every_phase_that_is_open_can_be_closed_and_offers_nothing_twice() {
        for phase in Phase::ALL.iter().filter(|phase| !matches!(phase, Phase::Closed(_))) {
            let offered = offered_events(&Case::default(), *phase);
            assert!(offered.contains(&EventKind::Closed), "{phase:?}");
            let mut once = offered.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), offered.len(), "{phase:?}");
        }
    }
}
