//! The dialog that erases accounts: what has to be typed, so that nothing is erased by mistake.

use crate::app::model::field::{Field, FieldId, FormId, FormKind};
use crate::app::model::form::Form;
use crate::app::model::marks::BulkTarget;
use crate::content::phrases;
use crate::domain::account::NAME_MAX;
use crate::domain::{AccountId, Lang};

/// The dialog about one account, whose handle has to be typed.
pub(super) fn fields() -> Vec<Field> {
    vec![Field::line(FieldId::Confirm, "", NAME_MAX)]
}

/// The dialog about the marked accounts: how many they are has to be typed, and of a single one its handle.
pub(super) fn marked_form(target: BulkTarget) -> Form {
    let only = target.names.first().filter(|_| target.accounts.len() == 1).cloned();
    let fields = if only.is_some() { fields() } else { vec![Field::line(FieldId::HowMany, "", NAME_MAX)] };
    let id = FormId { account: only.as_ref().map(|(id, _)| *id), kind: FormKind::Forget };
    let must_type = only.map(|(_, handle)| handle).unwrap_or_default();
    Form { must_type, marked: Some(target), ..Form::new(id, fields) }
}

/// How many accounts a dialog erases, where it is about several.
pub fn how_many(form: &Form) -> Option<usize> {
    let marked = form.marked.as_ref().filter(|_| form.id.kind == FormKind::Forget)?;
    Some(marked.accounts.len()).filter(|_| form.id.account.is_none())
}

/// The accounts that a dialog erases, and what they are called once they are gone.
pub fn erases(form: &Form, lang: Lang) -> Option<(Vec<AccountId>, String)> {
    if form.id.kind != FormKind::Forget {
        return None;
    }
    if let (None, Some(target)) = (form.id.account, &form.marked) {
        return Some((target.accounts.clone(), phrases(lang).counts.accounts.of(target.accounts.len() as u64, lang)));
    }
    form.id.account.map(|id| (vec![id], form.must_type.clone()))
}

/// Whether what was typed is how many accounts it erases.
pub(super) fn is_how_many(form: &Form, typed: &str) -> bool {
    how_many(form).is_some_and(|n| digits(typed) == Some(n.to_string()))
}

/// Whether what was typed names the account that it erases.
pub(super) fn is_named(form: &Form, typed: &str) -> bool {
    // Not every name can be typed on every keyboard.
    typed == form.must_type || form.id.account.is_some_and(|id| typed == id.0.to_string())
}

/// The digits of a number, as somebody groups them; `None` where anything else is among them.
fn digits(typed: &str) -> Option<String> {
    let groups = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '\'' | '’');
    let digits: String = typed.chars().filter(|c| !groups(*c)).collect();
    digits.chars().all(|c| c.is_ascii_digit()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_however_its_digits_are_grouped() {
        for typed in ["1000", "1 000", "1\u{a0}000", "1\u{202f}000", "1,000", "1.000", "1’000"] {
            assert_eq!(digits(typed).as_deref(), Some("1000"), "{typed:?}");
        }
        for typed in ["-1000", "1000 konton", "1e3", "ettusen"] {
            assert_eq!(digits(typed), None, "{typed:?}");
        }
        assert_eq!(digits("").as_deref(), Some(""), "which is no number of accounts");
    }
}
