//! The first row of a new account: what is typed at the choice of platforms is a platform or the name.

use super::field::{FieldId, FieldInput, FormKind};
use super::form::{Focus, Form, FormOutcome};
use super::key::{Key, KeyCode};
use super::type_ahead::{LetterMeaning, TypeAhead};

impl Form {
    /// Whether letters at the choice of platforms are the name that is still to be typed: no key is a command there.
    pub fn begins_with_name(&self) -> bool {
        self.focus_is(FieldId::Platform) && self.id.kind == FormKind::Add && self.text(FieldId::Handle).is_empty()
    }

    /// A letter at the choice of platforms of a new account: what no platform begins with was meant for the name behind
    /// it. `None` where the key or the field is another.
    pub fn type_ahead(&mut self, key: Key) -> Option<FormOutcome> {
        let typed = self.type_ahead.take();
        let (KeyCode::Char(letter), Focus::Field(i)) = (key.code, self.focus) else { return None };
        if key.ctrl || key.alt || letter == ' ' || self.confirming.is_some() || !self.begins_with_name() {
            return None;
        }
        let FieldInput::Choice { options, at } = &mut self.fields[i].input else { return None };
        let mut typed = typed.unwrap_or(TypeAhead::at(*at));
        match typed.push(letter, options) {
            LetterMeaning::Chosen(to) => {
                *at = to;
                self.type_ahead = Some(typed);
                Some(FormOutcome::Changed)
            }
            LetterMeaning::Text(letters, before) => {
                *at = before;
                Some(self.paste_behind(i, &letters))
            }
        }
    }

    /// Puts text into the field behind another, which gets the keys.
    pub(super) fn paste_behind(&mut self, i: usize, text: &str) -> FormOutcome {
        if i + 1 >= self.fields.len() {
            return FormOutcome::Refused;
        }
        self.focus = Focus::Field(i + 1);
        self.paste(text)
    }
}
