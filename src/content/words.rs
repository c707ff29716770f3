//! What statuses, entries, outcomes and closings are called: one word for one thing, everywhere.

use serde::Deserialize;

use super::phrases::{Words, phrases};
use crate::domain::{CaseState, Class, Closing, EventKind, Lang, Outcome, Phase, Status};
use chrono::NaiveDate;

/// A kind of entry in words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    /// The word in the log.
    pub short: String,
    /// One line for the dialog in which it is chosen.
    pub help: String,
}

/// Makes a struct with a field of one type for each name.
macro_rules! table {
    ($(#[$doc:meta])* $type:ident of $words:ty { $($field:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(missing_docs, reason = "named after what they are words for")]
        pub struct $type { $(pub $field: $words),+ }
    };
}

table! {
    /// Where a case stands. Some statuses have several words: a code that is late, a decision that may be asked for.
    Statuses of Words {
        overdue, overdue_code, awaiting_code, code_late, info_requested, refused, awaiting_reply, due_soon, extended, draft,
        complaint_lodged, ask_decision, decision_requested, decision_late, authority_replied,
        granted, closed, abandoned, withdrawn,
    }
}

table! {
    /// The kinds of entries.
    Kinds of KindWords {
        submitted, confirmed, acknowledged, info_requested, info_supplied, extended, granted, refused, reminded,
        complaint_lodged, case_number, decision_requested, authority_replied, closed, reopened, note, evidence_added, voided,
    }
}

table! {
    /// How IMY answered.
    Outcomes of String { supervision_opened, forwarded_and_closed, passed_to_ireland, dismissed }
}

table! {
    /// Why a case was closed.
    Closings of String { closed, abandoned, withdrawn }
}

/// What a status is called. [`state_words`] knows more.
pub fn status_words(status: Status, lang: Lang) -> &'static Words {
    let words = &phrases(lang).statuses;
    match status {
        Status::Overdue => &words.overdue,
        Status::AwaitingCode => &words.awaiting_code,
        Status::InfoRequested => &words.info_requested,
        Status::Refused => &words.refused,
        Status::AwaitingReply => &words.awaiting_reply,
        Status::Extended => &words.extended,
        Status::Draft => &words.draft,
        Status::ComplaintLodged => &words.complaint_lodged,
        Status::Granted => &words.granted,
        Status::Closed => &words.closed,
        Status::Abandoned => &words.abandoned,
        Status::Withdrawn => &words.withdrawn,
    }
}

/// Where a case stands on a day, in words: those of its status, or nearer ones where there are some.
pub fn state_words(state: CaseState, today: NaiveDate, lang: Lang) -> &'static Words {
    let words = &phrases(lang).statuses;
    match (state.phase, Class::of(state, today)) {
        (Phase::AwaitingCode { .. }, Class::Overdue) => &words.overdue_code,
        (Phase::AwaitingCode { .. }, Class::CodeLate) => &words.code_late,
        (Phase::AwaitingReply, Class::DueSoon) => &words.due_soon,
        (Phase::ComplaintLodged, Class::AskImy) => &words.ask_decision,
        (Phase::DecisionRequested, Class::AskImy) => &words.decision_late,
        (Phase::DecisionRequested, _) => &words.decision_requested,
        (Phase::AuthorityReplied, _) => &words.authority_replied,
        _ => status_words(state.status(today), lang),
    }
}

/// What a kind of entry is called.
pub fn kind_words(kind: EventKind, lang: Lang) -> &'static KindWords {
    let words = &phrases(lang).kinds;
    match kind {
        EventKind::Submitted => &words.submitted,
        EventKind::Confirmed => &words.confirmed,
        EventKind::Acknowledged => &words.acknowledged,
        EventKind::InfoRequested => &words.info_requested,
        EventKind::InfoSupplied => &words.info_supplied,
        EventKind::Extended => &words.extended,
        EventKind::Granted => &words.granted,
        EventKind::Refused => &words.refused,
        EventKind::Reminded => &words.reminded,
        EventKind::ComplaintLodged => &words.complaint_lodged,
        EventKind::CaseNumber => &words.case_number,
        EventKind::DecisionRequested => &words.decision_requested,
        EventKind::AuthorityReplied => &words.authority_replied,
        EventKind::Closed => &words.closed,
        EventKind::Reopened => &words.reopened,
        EventKind::Note => &words.note,
        EventKind::EvidenceAdded => &words.evidence_added,
        EventKind::Voided => &words.voided,
    }
}

/// How IMY answered, in words.
pub fn outcome_words(outcome: Outcome, lang: Lang) -> &'static str {
    let words = &phrases(lang).outcomes;
    match outcome {
        Outcome::SupervisionOpened => &words.supervision_opened,
        Outcome::ForwardedAndClosed => &words.forwarded_and_closed,
        Outcome::PassedToIreland => &words.passed_to_ireland,
        Outcome::Dismissed => &words.dismissed,
    }
}

/// Why a case was closed, in words.
pub fn closing_words(closing: Closing, lang: Lang) -> &'static str {
    let words = &phrases(lang).closings;
    match closing {
        Closing::Done => &words.closed,
        Closing::Abandoned => &words.abandoned,
        Closing::Withdrawn => &words.withdrawn,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::{add_days, parse_iso};

    #[test]
    fn short_words_fit_their_column() {
        for lang in Lang::ALL {
            for status in Status::ALL {
                let words = status_words(status, lang);
                assert!(words.short.chars().count() <= 10, "{}", words.short);
            }
            for kind in EventKind::ALL {
                let words = kind_words(*kind, lang);
                assert!(words.short.chars().count() <= 20, "{}", words.short);
                assert!(words.help.chars().count() <= 76 && words.help.ends_with('.'), "{}", words.help);
            }
        }
    }

    #[test]
    fn the_words_of_a_standing_follow_the_day() {
        let today = parse_iso("2026-03-10").expect("a day");
        let short = |phase, n| {
            let words = state_words(CaseState { phase, day: add_days(today, n) }, today, Lang::Sv);
            words.long.as_str()
        };
        assert_eq!(short(Phase::AwaitingReply, -1), "en månad har gått utan svar");
        assert_eq!(short(Phase::AwaitingReply, 7), "snart en månad");
        assert_eq!(short(Phase::AwaitingReply, 8), "väntar på svar");
        assert!(short(Phase::AwaitingCode { clamped: 0 }, -1).contains("kod inte loggad"));
        assert_eq!(short(Phase::AwaitingCode { clamped: 0 }, 31), "väntar på kod");
        assert_eq!(short(Phase::ComplaintLodged, 1), "klagomål inlämnat");
        assert_ne!(short(Phase::ComplaintLodged, 0), "klagomål inlämnat");
        assert_ne!(short(Phase::DecisionRequested, -1), short(Phase::DecisionRequested, 0));
        assert_eq!(short(Phase::AuthorityReplied, 0), "svar från IMY");
    }
}
