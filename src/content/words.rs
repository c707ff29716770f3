//! What statuses, events, outcomes and closings are called: one word for one thing, everywhere.

use super::phrase::{KindWords, Words};
use super::phrases::phrases;
use crate::domain::{CaseState, Class, Closing, EventKind, EvidenceKind, Lang, Outcome, Phase, Representation, Status};
use chrono::NaiveDate;

/// What a status is called. [`state_words`] knows more.
pub fn status_words(status: Status, lang: Lang) -> &'static Words {
    phrases(lang).statuses.get(status.id())
}

/// Where a case stands on a day, in words: those of its status, or nearer ones where there are some.
pub fn state_words(state: CaseState, today: NaiveDate, lang: Lang) -> &'static Words {
    let nearer = match (state.phase, Class::of(state, today)) {
        (Phase::AwaitingCode { .. }, Class::Overdue) => "overdue_code",
        (Phase::Extended, Class::Overdue) => "overdue_extended",
        (Phase::AwaitingCode { .. }, Class::CodeLate) => "code_late",
        (Phase::AwaitingReply, Class::DueSoon) => "due_soon",
        (Phase::ComplaintLodged, Class::AskAuthority) => "ask_decision",
        (Phase::DecisionRequested, Class::AskAuthority) => "decision_late",
        (Phase::DecisionRequested, _) => "decision_requested",
        (Phase::AppealOpen, Class::AskAuthority) => "appeal_open",
        (Phase::ObjectionOpen, Class::AskAuthority) => "objection_open",
        (Phase::Appealed, _) => "appealed",
        (Phase::AuthorityReplied | Phase::AppealOpen | Phase::ObjectionOpen, _) => "authority_replied",
        _ => state.status(today).id(),
    };
    phrases(lang).statuses.get(nearer)
}

/// The handle of an account, or that it cannot be read.
pub fn handle_words(handle: &str, readable: bool, lang: Lang) -> &str {
    if readable { handle } else { &phrases(lang).small.unreadable }
}

/// What a kind of event is called.
pub fn kind_words(kind: EventKind, lang: Lang) -> &'static KindWords {
    phrases(lang).kinds.get(kind.id())
}

/// How the authority answered, in words.
pub fn outcome_words(outcome: Outcome, lang: Lang) -> &'static str {
    phrases(lang).outcomes.get(outcome.id())
}

/// Why a case was closed, in words.
pub fn closing_words(closing: Closing, lang: Lang) -> &'static str {
    phrases(lang).closings.get(closing.id())
}

/// What an attached file is, in words.
pub fn evidence_words(kind: EvidenceKind, lang: Lang) -> &'static str {
    phrases(lang).evidence_kinds.get(kind.id())
}

/// In what capacity a representative acts, in words.
pub fn representation_words(kind: Representation, lang: Lang) -> &'static str {
    phrases(lang).representations.get(kind.id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::language::language;
    use crate::content::phrase::ById;
    use crate::domain::day::{add_days, parse_iso};
    use crate::domain::who::Authority;

    /// Statuses with words of their own beside those of [`Status`]: a code that is late, a decision that may be asked for.
    const NEARER_STATUSES: [&str; 11] = [
        "overdue_extended",
        "overdue_code",
        "code_late",
        "due_soon",
        "ask_decision",
        "decision_requested",
        "decision_late",
        "authority_replied",
        "appeal_open",
        "objection_open",
        "appealed",
    ];

    fn ids<T>(words: &ById<T>) -> Vec<&str> {
        words.ids().collect()
    }

    fn sorted(ids: impl IntoIterator<Item = &'static str>) -> Vec<&'static str> {
        let mut ids: Vec<_> = ids.into_iter().collect();
        ids.sort_unstable();
        ids
    }

    #[test]
    fn every_id_has_its_words_and_every_word_its_id() {
        for lang in Lang::ALL {
            let words = phrases(lang);
            assert_eq!(ids(&words.kinds), sorted(EventKind::IDS.iter().copied()));
            assert_eq!(ids(&words.outcomes), sorted(Outcome::IDS.iter().copied()));
            assert_eq!(ids(&words.closings), sorted(Closing::IDS.iter().copied()));
            assert_eq!(ids(&words.evidence_kinds), sorted(EvidenceKind::IDS.iter().copied()));
            assert_eq!(ids(&words.representations), sorted(Representation::IDS.iter().copied()));
            assert_eq!(ids(&words.statuses), sorted(Status::IDS.iter().copied().chain(NEARER_STATUSES)));
        }
    }

    #[test]
    fn short_words_fit_their_column() {
        for lang in Lang::ALL {
            for status in Status::ALL {
                let words = status_words(*status, lang);
                assert!(words.short.chars().count() <= 10, "{}", words.short);
            }
            for kind in EventKind::ALL {
                let words = kind_words(*kind, lang);
                assert!(words.short.chars().count() <= 20, "{}", words.short);
                let nameless = words.help.replace(&language(lang).controller, "");
                assert!(nameless.chars().count() <= 72 && words.help.ends_with('.'), "{}", words.help);
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
        assert_eq!(short(Phase::AuthorityReplied, 0), format!("svar från {}", Authority::get().name));
    }
}
