//! Single days: what a row of the list says of them, and how people type them.

use chrono::NaiveDate;

use super::asset::fill;
use super::language::{Language, language};
use super::phrases::phrases;
use crate::domain::agenda::DueKind;
use crate::domain::day::{BadDay, add_days, parse_days_ago, parse_iso};
use crate::domain::deadline::complaint_from;
use crate::domain::{CaseState, Lang, Phase, Platform};

/// How long it has been, or how long it is still; empty where no clock runs.
pub fn days(state: CaseState, today: NaiveDate, lang: Lang) -> String {
    let words = &phrases(lang).days;
    let say = |phrase: &str, n: i64| fill(phrase, &[("n", &n.to_string())]);
    let since = |day: NaiveDate| (today - day).num_days();
    if state.overdue(today) {
        return say(&words.late, since(state.day));
    }
    match state.phase {
        Phase::AwaitingCode { .. } => state.sent().map(|sent| say(&words.since, since(sent))).unwrap_or_default(),
        Phase::AwaitingReply | Phase::Extended | Phase::InfoRequested => say(&words.left, -since(state.day)),
        Phase::Refused | Phase::Continued => say(&words.since, since(state.day)),
        _ => String::new(),
    }
}

/// What is due, in words.
pub fn due_words(kind: DueKind, lang: Lang) -> &'static str {
    let words = &phrases(lang).agenda;
    match kind {
        DueKind::Reply => &words.last_day,
        DueKind::Complain => &words.overdue,
        DueKind::AskDecision => &words.ask,
        DueKind::Decision => &words.due,
        DueKind::Appeal => &words.appeal,
        DueKind::Objection => &words.object,
    }
}

/// From when it is safe to complain about an overdue case, where that is still to come.
pub fn complain_later(platform: Platform, state: CaseState, today: NaiveDate) -> Option<NaiveDate> {
    let from = complaint_from(state.day, platform.controller().holidays);
    (state.overdue(today) && from > today).then_some(from)
}

/// Reads a day as people type it: `2026-11-23`, the words of any language for today and yesterday, `-3d`.
pub fn parse_day(input: &str, today: NaiveDate) -> Result<NaiveDate, BadDay> {
    let word = input.trim().to_lowercase();
    let is = |words: fn(&'static Language) -> &'static Vec<String>| {
        Lang::ALL.into_iter().any(|lang| words(language(lang)).contains(&word))
    };
    if is(|language| &language.today) {
        return Ok(today);
    }
    if is(|language| &language.yesterday) {
        return Ok(add_days(today, -1));
    }
    parse_days_ago(&word, today).map_or_else(|| parse_iso(&word), Ok)
}

/// Reads a day that has already come: [`parse_day`], and nothing after `today`.
pub fn parse_past_day(input: &str, today: NaiveDate) -> Result<NaiveDate, BadDay> {
    let day = parse_day(input, today)?;
    if day > today { Err(BadDay::Future) } else { Ok(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let d = |s: &str| parse_iso(s).expect("a day");
        let today = d("2026-03-01");
        for (written, day) in [
            ("2026-02-03", "2026-02-03"),
            ("today", "2026-03-01"),
            ("Idag", "2026-03-01"),
            ("i dag", "2026-03-01"),
            ("yesterday", "2026-02-28"),
            (" igår ", "2026-02-28"),
            ("I går", "2026-02-28"),
            ("-3d", "2026-02-26"),
            ("-0d", "2026-03-01"),
        ] {
            assert_eq!(parse_day(written, today), Ok(d(day)), "{written}");
        }
        for bad in ["", "2026-2-3", "2026-02-30", "-d", "--3d", "-99999d", "tomorrow", "20260203", "+999999-01-01"] {
            assert_eq!(parse_day(bad, today), Err(BadDay::Unreadable), "{bad}");
        }
        assert_eq!(parse_past_day("2026-03-02", today), Err(BadDay::Future));
    }
}
