//! What can happen next in a case: the entries that a person is offered, the likeliest first.

use super::case::{Case, Code};
use super::event::EventKind;
use super::standing::Phase;

/// The kinds of entries that can follow, the likeliest first. Remarks, attachments, submissions and voiding
/// are always possible and have keys of their own.
pub fn offered_events(case: &Case, phase: Phase) -> Vec<EventKind> {
    use EventKind::{
        Acknowledged, AuthorityReplied, CaseNumber, Closed, ComplaintLodged, Confirmed, DecisionRequested, Extended, Granted,
        InfoRequested, InfoSupplied, Refused, Reminded, Reopened,
    };
    let mut kinds = Vec::new();
    if case.attempts.iter().any(|a| a.code == Code::Pending) && !matches!(phase, Phase::Closed(_)) {
        kinds.push(Confirmed);
    }
    kinds.extend_from_slice(match phase {
        Phase::Draft => &[Closed],
        Phase::InfoRequested => {
            &[InfoSupplied, Granted, Refused, Acknowledged, InfoRequested, Extended, Reminded, ComplaintLodged, Closed]
        }
        Phase::AwaitingCode { .. } | Phase::AwaitingReply | Phase::Extended => {
            &[Granted, Refused, Acknowledged, InfoRequested, Extended, Reminded, ComplaintLodged, Closed]
        }
        Phase::Refused => &[ComplaintLodged, Granted, Refused, Reminded, Closed],
        Phase::ComplaintLodged => &[CaseNumber, AuthorityReplied, DecisionRequested, Granted, Refused, Closed],
        Phase::DecisionRequested => &[AuthorityReplied, CaseNumber, Granted, Refused, Closed],
        Phase::AuthorityReplied => &[Closed, Granted, Refused, CaseNumber, DecisionRequested, AuthorityReplied],
        Phase::Granted => &[Refused, ComplaintLodged, Closed],
        Phase::Closed(_) => &[Reopened],
    });
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_has_no_answer_and_a_closed_case_only_opens_again() {
        let case = Case::default();
        assert_eq!(offered_events(&case, Phase::Draft), [EventKind::Closed]);
        assert_eq!(offered_events(&case, Phase::Closed(crate::domain::Closing::Done)), [EventKind::Reopened]);
        assert_eq!(offered_events(&case, Phase::AwaitingReply)[0], EventKind::Granted);
    }
}
