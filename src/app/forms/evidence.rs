//! What is asked of an annex: the text or the file, what it is, and which event it proves.

use chrono::NaiveDate;

use crate::app::model::detail::Detail;
use crate::app::model::field::{Choice, Field, FieldId, NOTE_MAX};
use crate::app::model::form::Form;
use crate::content::typed_day::typed_past_day;
use crate::domain::account::FILE_MAX;
use crate::domain::change::Source;
use crate::domain::text::{path_in, to_stored};
use crate::domain::{AccountId, EventId, EvidenceKind};

/// The fields; about several accounts there is no event that a file proves in all of them.
pub(super) fn evidence_fields(detail: Option<&Detail>, today: NaiveDate) -> Vec<Field> {
    let kinds = EvidenceKind::ALL.iter().map(|kind| Choice::Evidence(Some(*kind)));
    let mut fields = vec![
        Field::text(FieldId::Pasted, FILE_MAX / 10),
        Field::path(FieldId::File, "", NOTE_MAX),
        Field::choice(FieldId::EvidenceKind, [Choice::Evidence(None)].into_iter().chain(kinds).collect(), Choice::Evidence(None)),
    ];
    if let Some(detail) = detail.filter(|detail| detail.live().next().is_some()) {
        let events = detail.live().rev().map(|e| Choice::Proves(Some((e.id, e.on, e.data.kind()))));
        let options = [Choice::Proves(None)].into_iter().chain(events).collect();
        fields.push(Field::choice(FieldId::Proves, options, Choice::Proves(None)));
    }
    fields.extend([Field::day(FieldId::Day, Some(today)), Field::line(FieldId::Note, "", NOTE_MAX)]);
    fields
}

/// An annex to be attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnnex {
    /// To which accounts.
    pub accounts: Vec<AccountId>,
    /// The pasted text, else the file.
    pub source: Source,
    /// The day it happened.
    pub on: NaiveDate,
    /// A remark; empty when none.
    pub note: String,
    /// What it is; `None` when not said.
    pub kind: Option<EvidenceKind>,
    /// The event that it proves.
    pub about: Option<EventId>,
}

/// What a dialog attaches.
pub fn attached(form: &Form, today: NaiveDate) -> Option<NewAnnex> {
    let accounts = match &form.marked {
        Some(target) => target.accounts.clone(),
        None => vec![form.id.account?],
    };
    let (pasted, file) = (form.field(FieldId::Pasted)?.value(), form.text(FieldId::File));
    let source = match path_in(&pasted) {
        _ if pasted.trim().is_empty() => Source::File(path_in(&file).unwrap_or(file)),
        // Who drags a file to the dialog means the file, and not its path.
        Some(path) if file.is_empty() => Source::File(path),
        _ => Source::Pasted(to_stored(&pasted)),
    };
    let kind = if let Some(Choice::Evidence(kind)) = form.chosen(FieldId::EvidenceKind) { kind } else { None };
    let proves = if let Some(Choice::Proves(event)) = form.chosen(FieldId::Proves) { event } else { None };
    let on = typed_past_day(&form.text(FieldId::Day), today).unwrap_or(today);
    let note = to_stored(&form.text(FieldId::Note));
    Some(NewAnnex { accounts, source, on, note, kind, about: proves.map(|(id, ..)| id) })
}
