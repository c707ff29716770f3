//! What follows from what is about to be logged, and what comes next: said once it is saved.

use chrono::NaiveDate;

use crate::app::model::detail::Detail;
use crate::content::{fill, phrases};
use crate::domain::change::Change;
use crate::domain::{Case, Event, EventId, EventKind, Lang, Phase};

/// What a change means for the case, with the next step and its date; empty where it means nothing.
pub fn of(change: &Change, detail: Option<&Detail>, today: NaiveDate, lang: Lang) -> String {
    let (Change::Record { entries, .. }, Some(detail)) = (change, detail) else { return String::new() };
    let mut log = detail.entries.clone();
    let about_the_case = |kind| !matches!(kind, EventKind::Note | EventKind::EvidenceAdded);
    for (new, id) in entries.iter().filter(|e| e.account == detail.id()).zip((1..).map(|n| EventId(i64::MAX - 99 + n))) {
        if !about_the_case(new.data.kind()) {
            return String::new();
        }
        log.push(Event {
            id,
            on: new.on,
            recorded_at: chrono::DateTime::UNIX_EPOCH,
            login: None,
            note: new.note.clone(),
            in_complaint: new.in_complaint,
            data: new.data.clone(),
        });
    }
    log.sort_by_key(|e| (e.on, e.id));
    sentence(&Case::of(&log), detail.account.added_on, today, lang)
}

fn sentence(case: &Case, added_on: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let words = &phrases(lang).next;
    let state = case.state(added_on, today);
    let dated = |phrase: &str, date: NaiveDate| fill(phrase, &[("date", &date.to_string())]);
    if state.overdue(today) {
        let from = case.limit().map(|limit| limit.complaint_from()).filter(|from| *from > today);
        return from.map_or_else(|| words.complain.clone(), |from| dated(&words.complain_from, from));
    }
    match state.phase {
        Phase::Draft => words.draft.clone(),
        Phase::AwaitingCode { .. } => words.code.clone(),
        Phase::AwaitingReply => dated(&words.reply_by, state.day),
        Phase::Extended => dated(&words.extended, state.day),
        Phase::InfoRequested => words.question.clone(),
        Phase::Refused | Phase::Continued => words.complain.clone(),
        Phase::ComplaintLodged => dated(&words.decision_from, state.day),
        Phase::DecisionRequested => dated(&words.decision_by, state.day),
        Phase::AppealOpen => dated(&words.appeal, state.day),
        Phase::ObjectionOpen => dated(&words.object, state.day),
        Phase::Appealed => words.appealed.clone(),
        Phase::AuthorityReplied => words.authority.clone(),
        Phase::Granted => words.granted.clone(),
        Phase::Closed(_) => words.closed.clone(),
    }
}
