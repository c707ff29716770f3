//! How a case stands, in the few words that a row of the list has room for.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::asset::fill;
use super::calendar;
use super::days::complain_later;
use super::phrases::phrases;
use super::words::state_words;
use crate::domain::{CaseState, Class, Lang, Phase, Platform};

/// How a case stands on a day, in at most `room` cells where a shorter form allows it.
pub fn row_words(platform: Platform, state: CaseState, today: NaiveDate, room: usize, lang: Lang) -> String {
    let [whole, short] = forms(platform, state, today, lang);
    if whole.width() <= room { whole } else { short }
}

/// The long and the short form.
fn forms(platform: Platform, state: CaseState, today: NaiveDate, lang: Lang) -> [String; 2] {
    let words = &phrases(lang).rows;
    let days = (today - state.day).num_days();
    let count = |phrase: &str, n: i64| fill(phrase, &[("n", &n.to_string())]);
    let dated = |phrase: &str, day| fill(phrase, &[("date", &calendar::short_date(day, today, lang))]);
    let both = |text: String| [text.clone(), text];
    if let Some(from) = complain_later(platform, state, today) {
        return [dated(&words.complain_from, from), dated(&words.complain_short, from)];
    }
    match (state.phase, Class::of(state, today)) {
        (_, Class::Overdue) => both(count(&words.late, days)),
        (Phase::AwaitingCode { .. }, _) => {
            let since = state.sent().map_or(0, |sent| (today - sent).num_days());
            both(count(&words.code, since))
        }
        (Phase::AwaitingReply, _) => [count(&words.waiting, -days), count(&words.left, -days)],
        (Phase::Extended, _) => [count(&words.extended, -days), count(&words.extended_short, -days)],
        (Phase::InfoRequested, _) => [count(&words.asks, -days), count(&words.asks_short, -days)],
        (Phase::Refused, _) => [dated(&words.refused, state.day), state_words(state, today, lang).short.clone()],
        (Phase::ComplaintLodged, Class::Done) => [dated(&words.lodged, state.day), words.lodged_short.clone()],
        (Phase::ComplaintLodged, _) => [words.ask.clone(), words.ask_short.clone()],
        (Phase::DecisionRequested, Class::Done) => [dated(&words.decision, state.day), words.decision_short.clone()],
        (Phase::AppealOpen, Class::AskAuthority) => [dated(&words.appeal, state.day), words.appeal_short.clone()],
        (Phase::ObjectionOpen, Class::AskAuthority) => [dated(&words.object, state.day), words.object_short.clone()],
        (Phase::DecisionRequested, _) => [words.no_decision.clone(), words.no_decision_short.clone()],
        _ => {
            let words = state_words(state, today, lang);
            [words.long.clone(), words.short.clone()]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::add_days;

    #[test]
    fn every_phase_on_every_day_has_words_that_fit_a_phone() {
        let today: NaiveDate = "2026-03-10".parse().expect("a day");
        for lang in Lang::ALL {
            for phase in Phase::ALL {
                for n in -900..100 {
                    let state = CaseState { phase, day: add_days(today, n) };
                    let short = row_words(Platform::default(), state, today, 13, lang);
                    assert!(!short.is_empty() && short.width() <= 13, "{phase:?} {n}: {short}");
                    assert!(row_words(Platform::default(), state, today, 99, lang).width() <= 45, "{phase:?} {n}");
                }
            }
        }
    }
}
