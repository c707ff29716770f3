//! Which fields of a form are asked for: some mean something only with what another one holds.

use super::field::{Choice, FieldId};
use super::form::Form;

impl Form {
    /// Whether a field is wanted: some belong to one kind of event only.
    pub fn wants(&self, id: FieldId) -> bool {
        match (id, self.chosen(FieldId::Task)) {
            (FieldId::Folder, Some(task)) => return task == Choice::Folder(true),
            (FieldId::Day | FieldId::CaseNumber | FieldId::Note, Some(Choice::Folder(true))) => return false,
            _ => {}
        }
        match id {
            FieldId::InComplaint => !self.text(FieldId::Note).is_empty(),
            FieldId::Representation
            | FieldId::RepresentativeEmail
            | FieldId::RepresentativePhone
            | FieldId::RepresentativeAddress => self.represents() || self.differs_from_none(id),
            _ => self.event_has(id),
        }
    }

    /// Whether somebody acts for the person: then it is asked in what role, and how they are reached.
    fn represents(&self) -> bool {
        !self.text(FieldId::RepresentedBy).is_empty()
    }

    /// Whether a field says something, which must not go out of sight.
    fn differs_from_none(&self, id: FieldId) -> bool {
        match self.chosen(id) {
            Some(choice) => choice != Choice::Representation(None),
            None => !self.text(id).is_empty(),
        }
    }

    /// Whether the event that is chosen has such a field.
    fn event_has(&self, id: FieldId) -> bool {
        let kind = match self.chosen(FieldId::Event) {
            Some(Choice::Kind(kind)) => Some(kind),
            Some(Choice::Undecided | Choice::Mail | Choice::Code) => None,
            _ => return true,
        };
        let has = |wanted| kind.is_some_and(|kind| kind.fields().iter().any(|(field, _)| *field == wanted));
        id.event_field().is_none_or(has)
    }
}
