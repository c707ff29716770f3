//! What an event of the log says besides its kind, and what the counts of all cases say, in words.

use chrono::NaiveDate;

use super::asset::fill;
use super::phrases::phrases;
use super::words::{closing_words, evidence_words, outcome_words};
use crate::domain::event::logins;
use crate::domain::list::Counts;
use crate::domain::plausible::{Oddity, oddities_in_log, other_end_in_log};
use crate::domain::{Case, Class, Closing, Event, EventData, EventField, EvidenceKind, FieldValue, Lang, Outcome, Status};

/// What only this kind of event has, a few words for each of its fields. Made of other people's text: not made visible
/// yet.
pub fn facts(what: &EventData, lang: Lang) -> Vec<String> {
    what.fields().iter().filter_map(|(field, value)| fact(*field, value, lang)).collect()
}

/// What a field says; `None` for one that is shown elsewhere, or says nothing.
fn fact(field: EventField, value: &FieldValue<'_>, lang: Lang) -> Option<String> {
    let words = &phrases(lang).entry;
    let yes = *value == FieldValue::Flag(true);
    let text = value.to_string();
    let said = |phrase: &str| (!text.is_empty()).then(|| fill(phrase, &[("what", &text)]));
    match field {
        EventField::Text | EventField::SubmissionId => None,
        EventField::Email => said(&words.email),
        EventField::Country => said(&words.country),
        EventField::Form => said(&words.form),
        EventField::CodePending => yes.then(|| words.code_pending.clone()),
        EventField::Identity => yes.then(|| words.identity.clone()),
        EventField::Until => said(&words.until),
        EventField::Reasons => Some(if yes { words.reasons.clone() } else { words.no_reasons.clone() }),
        EventField::CaseNumber => said(&words.case_number),
        EventField::Outcome => Outcome::from_id(&text).map(|outcome| outcome_words(outcome, lang).to_owned()),
        EventField::Served => said(&words.served),
        EventField::Reason => Closing::from_id(&text).map(|reason| closing_words(reason, lang).to_owned()),
        EventField::Name => Some(text),
        EventField::Size => said(&words.size),
        EventField::Sha256 => said("SHA-256 {what}"),
        EventField::EvidenceKind => EvidenceKind::from_id(&text).map(|kind| evidence_words(kind, lang).to_owned()),
        EventField::About => said(&words.about),
        EventField::Voids => said(&words.voids),
    }
}

/// What marks an event of a log that was not voided: what is odd about it, and whether its note may stand in the
/// complaint.
pub fn event_marks(event: &Event, case: &Case, today: NaiveDate, lang: Lang) -> Vec<String> {
    let words = &phrases(lang).entry;
    let odd = oddities_in_log(event, case).into_iter().filter_map(|odd| match odd {
        Oddity::BeforeLaw(_) => Some(&words.before_law),
        Oddity::BeforeSubmission(_) => Some(&words.before_submission),
        Oddity::LateNotice(_) => Some(&words.late_notice),
        Oddity::EarlyComplaint(_) | Oddity::EarlyDecision(_) | Oddity::Unlikely => None,
    });
    let other_end = other_end_in_log(event, case).map(|counts| fill(&words.other_end, &[("date", &counts.to_string())]));
    let future = (event.on > today).then_some(&words.after_today);
    let public = (event.in_complaint && !event.note.is_empty()).then_some(&words.in_complaint);
    odd.chain(future).chain(public).cloned().chain(other_end).collect()
}

/// Who wrote an event down, where more than one person writes in its log, of whom `me` is one.
pub fn written_by(event: &Event, log: &[Event], me: Option<&str>, lang: Lang) -> Option<String> {
    let names = logins(log);
    let several = names.len() > 1 || names.first().is_some_and(|name| me.is_some_and(|me| me != *name));
    let words = &phrases(lang).entry;
    let who = event.login.as_deref().unwrap_or(&words.somebody);
    several.then(|| fill(&words.by, &[("what", who)]))
}

/// How many cases there are of each kind that occurs, the most urgent first.
pub fn counted(counts: &Counts, lang: Lang) -> Vec<(Class, String)> {
    let words = &phrases(lang).counts;
    let soon = counts.class(Class::DueSoon);
    let waiting = counts.status(Status::AwaitingReply) + counts.status(Status::Extended) - soon;
    let lodged =
        |(class, status, n): &(Class, Status, u64)| (*class == Class::Done && *status == Status::ComplaintLodged).then_some(*n);
    let with_authority: u64 = counts.cells.iter().filter_map(lodged).sum();
    let ranked = [
        (Class::Overdue, &words.overdue, counts.class(Class::Overdue)),
        (Class::CodeLate, &words.code, counts.status(Status::AwaitingCode)),
        (Class::ControllerAsks, &words.asks, counts.status(Status::InfoRequested)),
        (Class::Refused, &words.refused, counts.class(Class::Refused)),
        (Class::AskAuthority, &words.authority, counts.class(Class::AskAuthority)),
        (Class::DueSoon, &words.soon, soon),
        (Class::Waiting, &words.waiting, waiting),
        (Class::Draft, &words.draft, counts.class(Class::Draft)),
        (Class::Done, &words.with_authority, with_authority),
        (Class::Done, &words.done, counts.class(Class::Done) - with_authority),
    ];
    ranked.into_iter().filter(|(.., n)| *n > 0).map(|(class, phrase, n)| (class, phrase.of(n, lang))).collect()
}
