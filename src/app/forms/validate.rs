//! What is wrong or odd about the answers in a dialog, and what is asked before they are saved.

use chrono::NaiveDate;

use super::complaint;
use super::context::FormContext;
use crate::app::model::detail::Detail;
use crate::app::model::field::{Field, FieldId, Input, Pick, What};
use crate::app::model::form::{Ask, Form};
use crate::domain::Kind;
use crate::domain::account::{Problem, check_country, check_email, check_handle};
use crate::domain::day::{BadDay, parse, parse_past};

/// Why a field cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Fault {
    Empty,
    TooLong,
    NotAnEmail,
    NotACountry,
    UnreadableDay,
    FutureDay,
    NothingToAttach,
    NotTheHandle,
    NoFolder,
}

/// What is odd about a field, told but not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// The day lies before the submission it answers.
    BeforeSubmission(NaiveDate),
    /// An extension is told only after the month's legal last day, so it does not count.
    LateNotice(NaiveDate),
}

/// What is wrong with a field, if anything.
pub fn fault(form: &Form, field: &Field, today: NaiveDate) -> Option<Fault> {
    let text = field.value();
    let text = text.trim();
    if field.id == FieldId::Pasted {
        let nothing = text.is_empty() && form.text(FieldId::File).is_empty();
        return (nothing && form.tried).then_some(Fault::NothingToAttach);
    }
    if field.id == FieldId::Confirm {
        return (text != form.expected).then_some(Fault::NotTheHandle);
    }
    match (&field.input, field.id) {
        (Input::Choice { .. }, _) => None,
        (Input::Day(_), FieldId::Until) => parse(text, today).err().map(|_| Fault::UnreadableDay),
        (Input::Day(_), _) => parse_past(text, today).err().map(|e| match e {
            BadDay::Unreadable => Fault::UnreadableDay,
            BadDay::Future => Fault::FutureDay,
        }),
        (_, FieldId::Handle) => check_handle(text).err().map(|e| said(e.problem)),
        (_, FieldId::Email) => check_email(text).err().map(|e| said(e.problem)),
        (_, FieldId::Country) => check_country(text).err().map(|e| said(e.problem)),
        (_, FieldId::Folder) => text.is_empty().then_some(Fault::NoFolder),
        (_, FieldId::Why) => text.is_empty().then_some(Fault::Empty),
        (_, FieldId::Note) if form.slot.what == What::Note => text.is_empty().then_some(Fault::Empty),
        (_, FieldId::CaseNumber) if form.pick(FieldId::Event) == Some(Pick::Kind(Kind::CaseNumber)) => {
            text.is_empty().then_some(Fault::Empty)
        }
        _ => None,
    }
}

fn said(problem: Problem) -> Fault {
    match problem {
        Problem::Empty => Fault::Empty,
        Problem::TooLong => Fault::TooLong,
        Problem::NotAnEmail => Fault::NotAnEmail,
        Problem::NotACountry => Fault::NotACountry,
    }
}

/// The first field that stands in the way of saving, an index.
pub fn first_fault(form: &Form, today: NaiveDate) -> Option<usize> {
    (0..form.fields.len()).find(|i| {
        let field = &form.fields[*i];
        form.wants(field.id) && fault(form, field, today).is_some()
    })
}

/// What is odd about a field, if anything.
pub fn remark(form: &Form, field: &Field, detail: Option<&Detail>, today: NaiveDate) -> Option<Remark> {
    if field.id != FieldId::Day || !matches!(form.slot.what, What::Reply | What::Complaint) {
        return None;
    }
    let attempt = detail?.case.attempts.last()?;
    let day = parse_past(&field.value(), today).ok()?;
    if day < attempt.sent {
        return Some(Remark::BeforeSubmission(attempt.sent));
    }
    let month = crate::domain::Limit::month(detail?.counting()?.start());
    let late = form.pick(FieldId::Event) == Some(Pick::Kind(Kind::Extended)) && day > month.legal_last_day;
    late.then_some(Remark::LateNotice(month.legal_last_day))
}

/// The question to ask before saving, if one is left to ask.
pub fn question(form: &Form, ground: FormContext<'_>) -> Option<Ask> {
    if let Some(meant) = &form.marked {
        // What one account would be asked about says nothing of the marked ones.
        let many = Ask::Many(meant.accounts.len());
        let asks = match form.slot.what {
            What::Submit => vec![(meant.begun > 0, Ask::Begun(meant.begun)), (meant.textless > 0, Ask::Textless(meant.textless))],
            What::Reply => vec![(meant.accounts.len() > 1, many)],
            What::Complaint if !complaint::writes_folder(form) => vec![(meant.accounts.len() > 1, many)],
            _ => Vec::new(),
        };
        return asks.into_iter().find(|(asks, ask)| *asks && !form.sure.contains(ask)).map(|(_, ask)| ask);
    }
    let detail = ground.detail?;
    let mut asks = Vec::new();
    match form.slot.what {
        What::Submit => {
            asks.extend(detail.counting().map(|_| Ask::NewAttempt));
            asks.extend((!detail.draft.has_text()).then_some(Ask::NoText));
        }
        What::Complaint => {
            let day = parse_past(&form.text(FieldId::Day), ground.today).ok()?;
            asks.extend(detail.case.limit().filter(|l| day < l.complaint_from()).map(|_| Ask::Early));
        }
        _ => {}
    }
    asks.into_iter().find(|a| !form.sure.contains(a))
}
