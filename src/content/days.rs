//! What a row of the list says of days: how late, how much time is left, from when to complain.

use chrono::NaiveDate;

use super::{fill, phrases};
use crate::domain::day::shifted;
use crate::domain::limit::legal_last_day;
use crate::domain::{Lang, Phase, Standing};

/// How long it has been, or how long it is still; empty where no clock runs.
pub fn days(standing: Standing, today: NaiveDate, lang: Lang) -> String {
    let words = &phrases(lang).days;
    let say = |phrase: &str, n: i64| fill(phrase, &[("n", &n.to_string())]);
    let since = |day: NaiveDate| (today - day).num_days();
    if standing.overdue(today) {
        return say(&words.late, since(standing.day));
    }
    match standing.phase {
        Phase::AwaitingCode { .. } => standing.sent().map(|sent| say(&words.since, since(sent))).unwrap_or_default(),
        Phase::AwaitingReply | Phase::Extended | Phase::InfoRequested => say(&words.left, -since(standing.day)),
        Phase::Refused => say(&words.since, since(standing.day)),
        _ => String::new(),
    }
}

/// From when a complaint about an overdue case is in order, where that is still to come.
pub fn complain_later(standing: Standing, today: NaiveDate) -> Option<NaiveDate> {
    let from = shifted(legal_last_day(standing.day), 1);
    (standing.overdue(today) && from > today).then_some(from)
}
