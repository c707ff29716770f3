//! What can happen next in a case: the kinds of events that a person is offered, the likeliest first, and what must
//! have happened before each.

use super::case::{Case, Code};
use super::event::EventKind;
pub use super::event_spec::{Needs, Situation};
use super::state::Phase;

impl EventKind {
    /// Those that can be logged at once for cases that stand in these phases, the likeliest first: what is possible for
    /// each of them. Where nothing is, a remark is.
    pub fn for_many(phases: &[Phase]) -> Vec<Self> {
        let offered = |phase: &Phase| offered_events(&Case::default(), *phase);
        let mut kinds = phases.first().map(offered).unwrap_or_default();
        for other in phases.iter().skip(1).map(offered) {
            kinds.retain(|kind| other.contains(kind));
        }
        if kinds.is_empty() { vec![Self::Note] } else { kinds }
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
    let granted = case.answer.is_some_and(|answer| answer.granted) || phase == Phase::Granted;
    let mut once = Vec::new();
    for kind in kinds {
        // Despite a yes, where there is one.
        let possible = granted || kind.spec().needs != Needs::Grant;
        if possible && !once.contains(&kind) {
            once.push(kind);
        }
    }
    once
}

/// The situations of a case, the one it stands in first.
fn situations(case: &Case, phase: Phase) -> Vec<Situation> {
    if matches!(phase, Phase::Closed(_)) {
        return vec![Situation::Closed];
    }
    let is_pending = matches!(phase, Phase::AwaitingCode { .. }) || case.attempts.iter().any(|a| a.code == Code::Pending);
    let pending = is_pending.then_some(Situation::CodePending);
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
    use crate::domain::event::Closing;

    #[test]
    fn a_draft_has_no_answer_and_a_closed_case_only_opens_again() {
        let case = Case::default();
        assert_eq!(offered_events(&case, Phase::Draft), [EventKind::Closed]);
        assert_eq!(offered_events(&case, Phase::Closed(Closing::Done)), [EventKind::Reopened]);
        assert_eq!(offered_events(&case, Phase::AwaitingReply)[0], EventKind::Granted);
    }

    #[test]
    fn many_cases_are_offered_what_is_possible_for_each_of_them() {
        let code = Phase::AwaitingCode { clamped: 0 };
        assert_eq!(EventKind::for_many(&[code])[0], EventKind::Confirmed);
        let both = EventKind::for_many(&[code, Phase::AwaitingReply]);
        assert!(both.contains(&EventKind::Granted) && !both.contains(&EventKind::Confirmed), "{both:?}");
        assert_eq!(EventKind::for_many(&[Phase::AwaitingReply, Phase::Draft]), [EventKind::Closed]);
        assert_eq!(EventKind::for_many(&[Phase::Draft, Phase::Closed(Closing::Done)]), [EventKind::Note]);
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
