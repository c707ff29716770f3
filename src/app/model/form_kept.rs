//! What of a form is kept when it is left, and there again when it opens: it is seen before it is saved, or thrown away.

use serde_json::{Map, Value};

use super::field::{Choice, Field, FieldId, FieldInput};
use super::form::{Focus, Form};

/// Whether a field is kept at all. The complaint's language is chosen on the page that the dialog is opened from; which events
/// are offered and which events there are changes. What is typed so that nothing is erased by mistake is typed each time.
fn is_kept(id: FieldId) -> bool {
    !matches!(id, FieldId::ComplaintLang | FieldId::Proves | FieldId::Event | FieldId::Confirm | FieldId::HowMany)
}

impl Form {
    /// What differs from the dialog as it was opened, as text to keep; `None` when nothing was typed. A choice alone is
    /// nothing to come back to.
    pub fn body(&self) -> Option<String> {
        let differs = || self.fields.iter().filter(|f| f.value() != f.initial && is_kept(f.id));
        let typed = differs().any(|f| !matches!(f.input, FieldInput::Choice { .. }));
        let map: Map<String, Value> = differs().map(|f| (f.id.id().to_owned(), Value::String(f.value()))).collect();
        typed.then(|| Value::Object(map).to_string())
    }

    /// Fills in what was kept.
    pub fn restore(&mut self, body: &str) {
        let Ok(Value::Object(map)) = serde_json::from_str(body) else { return };
        for field in self.fields.iter_mut().filter(|field| is_kept(field.id)) {
            if let Some(Value::String(value)) = map.get(field.id.id()) {
                field.put(value);
                self.restored = true;
            }
        }
    }

    /// Whether the field with the cursor is one for text with nothing in it.
    pub fn is_empty_in_focus(&self) -> bool {
        let Focus::Field(i) = self.focus else { return false };
        let empty = matches!(&self.fields[i].input, FieldInput::Line(edit) | FieldInput::Day(edit) if edit.is_empty());
        empty && self.confirming.is_none()
    }

    /// Whether what is chosen under the cursor can be logged by no event.
    pub(super) fn is_no_event(&self) -> bool {
        let chosen = self.options_in_focus().map(|(options, at)| options[at]);
        matches!(chosen, Some(Choice::Undecided | Choice::Mail | Choice::Code))
    }

    /// Whether the cursor is in a field for a day.
    pub fn is_in_day(&self) -> bool {
        let Focus::Field(i) = self.focus else { return false };
        self.confirming.is_none() && matches!(self.fields[i].input, FieldInput::Day(_))
    }

    /// Whether the cursor is in a field.
    pub fn focus_is(&self, id: FieldId) -> bool {
        matches!(self.focus, Focus::Field(i) if self.fields[i].id == id)
    }

    /// Puts the cursor into a field, where there is one of that name.
    pub fn focus_on(&mut self, id: FieldId) {
        self.focus = self.fields.iter().position(|field| field.id == id).map_or(self.focus, Focus::Field);
    }

    /// The first field with text that was typed at another time.
    pub(super) fn first_restored(&self) -> Option<usize> {
        let typed = |f: &Field| !matches!(f.input, FieldInput::Choice { .. }) && f.value() != f.initial;
        (0..self.fields.len()).filter(|_| self.restored).find(|i| self.wants(self.fields[*i].id) && typed(&self.fields[*i]))
    }
}
