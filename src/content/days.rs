//! What a row of the list says of days: how late, how much time is left, from when to complain.

use chrono::NaiveDate;

use super::{fill, phrases};
use crate::domain::agenda::DueKind;
use crate::domain::deadline::complaint_from;
use crate::domain::{CaseState, Lang, Phase};

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
        DueKind::Objection => &words.objection,
    }
}

/// From when a complaint about an overdue case is in order, where that is still to come.
pub fn complain_later(state: CaseState, today: NaiveDate) -> Option<NaiveDate> {
    let from = complaint_from(state.day);
    (state.overdue(today) && from > today).then_some(from)
}
