//! How a case stands, in the few words that a row of the list has room for.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::days::complain_later;
use super::{calendar, fill, phrases, standing_words};
use crate::domain::{Class, Lang, Phase, Standing};

/// How a case stands on a day, in at most `room` cells where a shorter form allows it.
pub fn row_words(standing: Standing, today: NaiveDate, room: usize, lang: Lang) -> String {
    let [long, short] = forms(standing, today, lang);
    if long.width() <= room { long } else { short }
}

/// The long and the short form.
fn forms(standing: Standing, today: NaiveDate, lang: Lang) -> [String; 2] {
    let words = &phrases(lang).rows;
    let days = (today - standing.day).num_days();
    let count = |phrase: &str, n: i64| fill(phrase, &[("n", &n.to_string())]);
    let dated = |phrase: &str, day| fill(phrase, &[("date", &calendar::short_date(day, today, lang))]);
    let both = |text: String| [text.clone(), text];
    if let Some(from) = complain_later(standing, today) {
        return [dated(&words.complain_from, from), dated(&words.complain_short, from)];
    }
    match (standing.phase, Class::of(standing, today)) {
        (_, Class::Overdue) => both(count(&words.late, days)),
        (Phase::AwaitingCode { .. }, _) => {
            let since = standing.sent().map_or(0, |sent| (today - sent).num_days());
            both(count(&words.code, since))
        }
        (Phase::AwaitingReply, _) => [count(&words.waiting, -days), count(&words.left, -days)],
        (Phase::Extended, _) => [count(&words.extended, -days), count(&words.extended_short, -days)],
        (Phase::InfoRequested, _) => [count(&words.asks, -days), count(&words.asks_short, -days)],
        (Phase::Refused, _) => [dated(&words.refused, standing.day), standing_words(standing, today, lang).short.clone()],
        (Phase::ComplaintLodged, Class::Done) => [dated(&words.lodged, standing.day), words.lodged_short.clone()],
        (Phase::ComplaintLodged, _) => [words.ask.clone(), words.ask_short.clone()],
        (Phase::DecisionRequested, Class::Done) => [dated(&words.decision, standing.day), words.decision_short.clone()],
        (Phase::DecisionRequested, _) => [words.no_decision.clone(), words.no_decision_short.clone()],
        _ => {
            let words = standing_words(standing, today, lang);
            [words.long.clone(), words.short.clone()]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::shifted;

    #[test]
    fn every_phase_on_every_day_has_words_that_fit_a_phone() {
        let today: NaiveDate = "2026-03-10".parse().expect("a day");
        for lang in Lang::ALL {
            for phase in Phase::ALL {
                for n in -900..100 {
                    let standing = Standing { phase, day: shifted(today, n) };
                    let short = row_words(standing, today, 13, lang);
                    assert!(!short.is_empty() && short.width() <= 13, "{phase:?} {n}: {short}");
                    assert!(row_words(standing, today, 99, lang).width() <= 45, "{phase:?} {n}");
                }
            }
        }
    }
}
