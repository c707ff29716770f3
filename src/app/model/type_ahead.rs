//! Typing where a choice has the keys: letters choose as long as an option begins with them; what no option begins with
//! was meant for the text field that follows.

use super::field::{Choice, FieldInput};
use super::form::{Focus, Form, FormOutcome};
use super::key::{Key, KeyCode};
use super::text_input::Edit;

/// Letters typed at a choice, and what was chosen before them.
#[derive(Debug, Clone)]
pub struct TypeAhead {
    letters: String,
    before: usize,
}

impl Form {
    /// A letter at the choice of platforms; `None` where the key or the field is another.
    pub fn type_ahead(&mut self, key: Key) -> Option<FormOutcome> {
        let typed = self.type_ahead.take();
        let KeyCode::Char(letter) = key.code else { return None };
        let Focus::Field(i) = self.focus else { return None };
        if key.ctrl || key.alt || letter == ' ' || self.confirming.is_some() {
            return None;
        }
        let FieldInput::Choice { options, at } = &mut self.fields.get_mut(i)?.input else { return None };
        let mut typed = typed.unwrap_or(TypeAhead { letters: String::new(), before: *at });
        typed.letters.push(letter);
        let begins = |choice: &Choice| match choice {
            Choice::Platform(platform) => platform.name().to_lowercase().starts_with(&typed.letters.to_lowercase()),
            _ => false,
        };
        if !matches!(options.first(), Some(Choice::Platform(_))) {
            return None;
        }
        if let Some(to) = options.iter().position(begins) {
            *at = to;
            self.type_ahead = Some(typed);
            return Some(FormOutcome::Changed);
        }
        *at = typed.before;
        Some(self.write_behind_choice(i, |edit| edit.paste(&typed.letters)))
    }

    /// Puts text into the field behind a choice, which gets the keys.
    pub(super) fn write_behind_choice<T>(&mut self, i: usize, write: impl FnOnce(&mut Edit) -> T) -> FormOutcome {
        let Some(FieldInput::Line(edit)) = self.fields.get_mut(i + 1).map(|field| &mut field.input) else {
            return FormOutcome::Refused;
        };
        write(edit);
        self.focus = Focus::Field(i + 1);
        FormOutcome::Changed
    }
}
