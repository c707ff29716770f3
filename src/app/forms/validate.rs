//! What is wrong or odd about the answers in a dialog, and what is asked before they are saved.

use chrono::NaiveDate;

use super::context::FormContext;
use super::{complaint, erase};
use crate::app::model::detail::Detail;
use crate::app::model::field::{Choice, Field, FieldId, FieldInput, FormKind};
use crate::app::model::form::{Confirmation, Form};
use crate::content::typed_day::{typed_day, typed_past_day};
use crate::domain::account::{ValidationErrorKind, check_country, check_email, check_handle};
use crate::domain::day::BadDay;
use crate::domain::handle::{HandleFault, HandleRemark, clean_handle};
use crate::domain::plausible::{self, Oddity};
use crate::domain::{EventKind, Platform};

/// Why a field cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FieldError {
    Empty,
    TooLong,
    NotAnEmail,
    NotACountry,
    UnreadableDay,
    FutureDay,
    NothingToAttach,
    NotTheHandle,
    NotTheNumber,
    NoFolder,
    OnOtherPlatform(Platform),
    NoProfile,
    Undecided,
}

/// What is wrong with a field, if anything.
pub fn error(form: &Form, field: &Field, today: NaiveDate) -> Option<FieldError> {
    let text = field.value();
    let text = text.trim();
    if field.id == FieldId::Pasted {
        let nothing = text.is_empty() && form.text(FieldId::File).is_empty();
        return (nothing && form.submit_attempted).then_some(FieldError::NothingToAttach);
    }
    match (&field.input, field.id) {
        (_, FieldId::Confirm) => (!erase::is_named(form, text)).then_some(FieldError::NotTheHandle),
        (_, FieldId::HowMany) => (!erase::is_how_many(form, text)).then_some(FieldError::NotTheNumber),
        (FieldInput::Choice { .. }, id) => match form.chosen(id) {
            Some(Choice::Undecided) => Some(FieldError::Undecided),
            Some(Choice::Outcome(None)) => Some(FieldError::Empty),
            _ => None,
        },
        (FieldInput::Day(_), FieldId::Until | FieldId::Served) if text.is_empty() => None,
        (FieldInput::Day(_), id) => read_day(id, text, today).err().map(|e| match e {
            BadDay::Unreadable => FieldError::UnreadableDay,
            BadDay::Future => FieldError::FutureDay,
        }),
        (_, FieldId::Handle) => handle_error(form, text),
        (_, FieldId::Email | FieldId::RepresentativeEmail) => check_email(text).err().map(|e| field_error(e.kind)),
        (_, FieldId::Country) => check_country(text).err().map(|e| field_error(e.kind)),
        (_, FieldId::Folder) => text.is_empty().then_some(FieldError::NoFolder),
        (_, FieldId::Why) => text.is_empty().then_some(FieldError::Empty),
        (_, FieldId::Note) if form.id.kind == FormKind::Note => text.is_empty().then_some(FieldError::Empty),
        (_, id) if text.is_empty() && is_required(form, id) => Some(FieldError::Empty),
        _ => None,
    }
}

fn handle_error(form: &Form, text: &str) -> Option<FieldError> {
    if let Err(error) = check_handle(text) {
        return Some(field_error(error.kind));
    }
    Some(match cleaned(form)?.err()? {
        HandleFault::OnOther(platform) => FieldError::OnOtherPlatform(platform),
        HandleFault::NoProfile => FieldError::NoProfile,
    })
}

/// The handle that is meant by what stands there; `None` where there is none or it was not touched.
fn cleaned(form: &Form) -> Option<Result<(String, Option<HandleRemark>), HandleFault>> {
    let field = form.field(FieldId::Handle)?;
    let Some(Choice::Platform(platform)) = form.chosen(FieldId::Platform) else { return None };
    let text = field.value();
    let untouched = form.id.kind == FormKind::Edit && text == field.initial;
    (!untouched && !text.trim().is_empty()).then(|| clean_handle(platform, &text))
}

/// The handle as it is saved.
pub fn handle(form: &Form) -> String {
    cleaned(form).and_then(Result::ok).map_or_else(|| form.text(FieldId::Handle), |(handle, _)| handle)
}

/// What is asked about a handle before it is saved.
fn handle_question(form: &Form) -> Option<Confirmation> {
    match cleaned(form)?.ok()?.1? {
        HandleRemark::FromAddress => None,
        HandleRemark::OddLetters => Some(Confirmation::OddHandle),
        HandleRemark::NoName => Some(Confirmation::NoName),
        HandleRemark::ShortenedNumber => Some(Confirmation::ShortenedHandle),
    }
}

/// Whether the event that is chosen means nothing without a field.
pub fn is_required(form: &Form, id: FieldId) -> bool {
    let Some(Choice::Kind(kind)) = form.chosen(FieldId::Event) else { return false };
    id.event_field().is_some_and(|field| kind.fields().contains(&(field, true)))
}

fn field_error(problem: ValidationErrorKind) -> FieldError {
    match problem {
        ValidationErrorKind::Empty => FieldError::Empty,
        ValidationErrorKind::TooLong => FieldError::TooLong,
        ValidationErrorKind::NotAnEmail => FieldError::NotAnEmail,
        ValidationErrorKind::NotACountry => FieldError::NotACountry,
    }
}

/// The first field that stands in the way of saving, an index.
pub fn first_error(form: &Form, today: NaiveDate) -> Option<usize> {
    (0..form.fields.len()).find(|i| {
        let field = &form.fields[*i];
        form.wants(field.id) && error(form, field, today).is_some()
    })
}

/// The handle as it is saved, where that is not what stands in its field.
pub fn handle_taken(form: &Form, field: &Field) -> Option<String> {
    let (handle, _) = cleaned(form).filter(|_| field.id == FieldId::Handle)?.ok()?;
    Some(handle).filter(|handle| handle != field.value().trim())
}

/// Reads the day in a field; until when the controller wants time may be still to come.
pub fn read_day(id: FieldId, text: &str, today: NaiveDate) -> Result<NaiveDate, BadDay> {
    if id == FieldId::Until { typed_day(text, today) } else { typed_past_day(text, today) }
}

/// The day that a field is read as, where that is not what stands in it.
pub fn day_taken(field: &Field, today: NaiveDate) -> Option<NaiveDate> {
    let FieldInput::Day(edit) = &field.input else { return None };
    let text = edit.text();
    read_day(field.id, &text, today).ok().filter(|day| day.to_string() != text.trim())
}

/// The account's own address, where an objection is logged with another one.
pub fn other_email<'a>(form: &Form, field: &Field, detail: Option<&'a Detail>) -> Option<&'a str> {
    let own = &detail.filter(|_| form.id.kind == FormKind::Submit && field.id == FieldId::Email)?.account.fields.email;
    let typed = field.value();
    let differs = !own.is_empty() && !typed.trim().is_empty() && !typed.trim().eq_ignore_ascii_case(own);
    differs.then_some(own)
}

/// Until when an extension counts that names another end in this field.
pub fn other_end(form: &Form, field: &Field, detail: Option<&Detail>, today: NaiveDate) -> Option<NaiveDate> {
    let until = typed_day(&field.value(), today).ok().filter(|_| field.id == FieldId::Until && form.marked.is_none())?;
    let on = typed_past_day(&form.text(FieldId::Day), today).ok()?;
    plausible::other_end(on, until, detail?.case.open_attempt())
}

/// A warning about the day in a field, which does not refuse it.
pub fn oddities(form: &Form, field: &Field, detail: Option<&Detail>, today: NaiveDate) -> Vec<Oddity> {
    // What one account is like says nothing of the marked ones.
    let Some(detail) = detail.filter(|_| field.id == FieldId::Day && form.marked.is_none()) else { return Vec::new() };
    let (Some(kind), Ok(day)) = (kind(form), typed_past_day(&field.value(), today)) else { return Vec::new() };
    plausible::oddities(kind, day, &detail.case, detail.phase())
}

/// The kind of event that a dialog logs.
fn kind(form: &Form) -> Option<EventKind> {
    match form.id.kind {
        FormKind::Submit => Some(EventKind::Submitted),
        FormKind::Note => Some(EventKind::Note),
        FormKind::Complaint => Some(EventKind::ComplaintLodged),
        FormKind::Reply => match form.chosen(FieldId::Event) {
            Some(Choice::Kind(kind)) => Some(kind),
            _ => None,
        },
        FormKind::Add | FormKind::Edit | FormKind::Void | FormKind::Evidence | FormKind::Folder | FormKind::Forget => None,
    }
}

/// The question to ask before saving, if one is left to ask.
pub fn confirmation_needed(form: &Form, context: FormContext<'_>) -> Option<Confirmation> {
    if let Some(target) = &form.marked {
        // What one account would be asked about says nothing of the marked ones.
        let many = Confirmation::Many(target.accounts.len());
        let asks = match form.id.kind {
            FormKind::Submit => vec![
                (target.begun > 0, Confirmation::Begun(target.begun)),
                (target.textless > 0, Confirmation::Textless(target.textless)),
            ],
            FormKind::Reply => vec![(target.accounts.len() > 1, many)],
            FormKind::Complaint if !complaint::writes_folder(form) => vec![(target.accounts.len() > 1, many)],
            _ => Vec::new(),
        };
        return asks.into_iter().find(|(asks, ask)| *asks && !form.confirmed.contains(ask)).map(|(_, ask)| ask);
    }
    if matches!(form.id.kind, FormKind::Add | FormKind::Edit) {
        return handle_question(form).filter(|ask| !form.confirmed.contains(ask));
    }
    let detail = context.detail?;
    let mut asks = Vec::new();
    match form.id.kind {
        FormKind::Submit => {
            asks.extend(detail.open_attempt().map(|_| Confirmation::NewAttempt));
            asks.extend((!detail.draft.has_text()).then_some(Confirmation::NoText));
        }
        FormKind::Complaint | FormKind::Reply => {
            let odd = form.field(FieldId::Day).map(|field| oddities(form, field, Some(detail), context.today));
            asks.extend(odd.into_iter().flatten().filter_map(|odd| match odd {
                Oddity::EarlyComplaint(from) => Some(Confirmation::Early(from)),
                Oddity::EarlyDecision(from) => Some(Confirmation::EarlyDecision(from)),
                _ => None,
            }));
        }
        _ => {}
    }
    asks.into_iter().find(|a| !form.confirmed.contains(a))
}
