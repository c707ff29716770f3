//! What follows from what is about to be logged, and what comes next: said once it is saved.

use chrono::NaiveDate;

use crate::app::model::detail::Detail;
use crate::content::{fill, phrases};
use crate::domain::change::{BulkEvent, Change, NewEvent};
use crate::domain::{
    AccountId, Case, Event, EventData, EventId, EventKind, EvidenceKind, Lang, Outcome, Phase, Platform, Submission,
};

/// What a change means for the case, with the next step and its date; empty where it means nothing.
pub fn of(change: &Change, detail: Option<&Detail>, today: NaiveDate, lang: Lang) -> String {
    match (change, detail) {
        (Change::Add { .. }, _) => phrases(lang).next.added.clone(),
        (Change::Record { events, .. }, Some(detail)) => {
            let mut log = detail.events.clone();
            log.extend(events.iter().filter(|e| e.account == detail.id()).zip(1..).map(|(new, n)| logged(new, n)));
            log.sort_by_key(|e| (e.on, e.id));
            let case = Case::as_of(detail.account.fields.platform, &log, today);
            sentence(&case, detail.account.added_on, today, lang)
        }
        _ => String::new(),
    }
}

/// What an annex may mean for the case: while an answer is awaited, it may be one, and an annex answers nothing.
pub fn of_annex(kind: Option<EvidenceKind>, detail: Option<&Detail>, lang: Lang) -> &'static str {
    let may_answer = matches!(kind, None | Some(EvidenceKind::Reply | EvidenceKind::AutomaticReply));
    let awaited = detail.is_some_and(|detail| detail.open_attempt().is_some());
    match kind {
        _ if !may_answer || !awaited => "",
        None => &phrases(lang).next.annex,
        Some(_) => &phrases(lang).next.annex_reply,
    }
}

/// The same of what is logged for many, as far as it means the same for all of them.
pub fn of_many(what: &BulkEvent, today: NaiveDate, lang: Lang) -> String {
    let text = String::new();
    let (on, data) = match what {
        BulkEvent::Submitted { on, code_pending, .. } => {
            (*on, EventData::Submitted(Submission { code_pending: *code_pending, ..Submission::default() }))
        }
        BulkEvent::Lodged { on, case_number, .. } => (*on, EventData::ComplaintLodged { text, case_number: case_number.clone() }),
        BulkEvent::Same { on, data, .. } if means_the_same(data.kind()) => (*on, data.clone()),
        BulkEvent::Same { .. } | BulkEvent::VoidBatch { .. } | BulkEvent::Assign { .. } => return String::new(),
    };
    let before = (data.kind() != EventKind::Submitted).then(|| EventData::Submitted(Submission::default()));
    let new = |data| NewEvent { account: AccountId(0), on, note: String::new(), in_complaint: false, data };
    let log: Vec<Event> = before.into_iter().chain([data]).zip(1..).map(|(data, n)| logged(&new(data), n)).collect();
    // The months of all controllers are the same here: only the days after them differ.
    sentence(&Case::as_of(Platform::default(), &log, today), on, today, lang)
}

/// Whether what follows from an event does not depend on what was logged before.
const fn means_the_same(kind: EventKind) -> bool {
    matches!(kind, EventKind::Granted | EventKind::Refused | EventKind::Closed)
}

/// An event that is about to be logged, as the newest of its log.
fn logged(new: &NewEvent, n: i64) -> Event {
    Event {
        id: EventId(i64::MAX - 99 + n),
        on: new.on,
        recorded_at: chrono::DateTime::UNIX_EPOCH,
        login: None,
        batch: None,
        note: new.note.clone(),
        in_complaint: new.in_complaint,
        data: new.data.clone(),
    }
}

fn sentence(case: &Case, added_on: NaiveDate, today: NaiveDate, lang: Lang) -> String {
    let words = &phrases(lang).next;
    let state = case.state(added_on, today);
    let dated = |phrase: &str, date: NaiveDate| fill(phrase, &[("date", &date.to_string())]);
    if state.overdue(today) {
        let from = case.limit().map(|limit| limit.complaint_from()).filter(|from| *from > today);
        return from.map_or_else(|| words.complain.clone(), |from| dated(&words.complain_from, from));
    }
    // What comes until then comes in time, also where the period itself ends on a day off.
    let last = case.limit().map_or(state.day, |limit| limit.legal_last_day);
    match state.phase {
        Phase::Draft => words.draft.clone(),
        Phase::AwaitingCode { .. } => words.code.clone(),
        Phase::AwaitingReply => dated(&words.reply_by, last),
        Phase::Extended => dated(&words.extended, last),
        Phase::InfoRequested => words.question.clone(),
        Phase::Refused | Phase::Continued => words.complain.clone(),
        Phase::ComplaintLodged => dated(&words.decision_from, state.day),
        Phase::DecisionRequested => dated(&words.decision_by, state.day),
        Phase::AppealOpen => dated(&words.appeal, state.day),
        Phase::ObjectionOpen => dated(&words.object, state.day),
        Phase::Appealed => words.appealed.clone(),
        Phase::AuthorityReplied if is_looked_into(case) => words.supervision.clone(),
        Phase::AuthorityReplied => words.authority.clone(),
        Phase::Granted => words.granted.clone(),
        Phase::Closed(_) => words.closed.clone(),
    }
}

/// Whether the authority answered that it has begun to look into it.
fn is_looked_into(case: &Case) -> bool {
    case.complaint.as_ref().and_then(|complaint| complaint.reply).is_some_and(|reply| reply.outcome == Outcome::SupervisionOpened)
}
