//! What is asked before a complaint is logged, and before its folder is written.

use chrono::NaiveDate;

use crate::app::model::field::{Field, FieldId, NOTE_MAX, Pick, What};
use crate::app::model::form::Form;
use crate::domain::account::NAME_MAX;
use crate::domain::{AccountId, Lang};

/// The same in a form.
pub(in crate::app) fn lang_of(form: &Form) -> Lang {
    if let Some(Pick::Lang(Some(lang))) = form.pick(FieldId::DossierLang) { lang } else { Lang::Sv }
}

fn lang_field() -> Field {
    Field::choice(FieldId::DossierLang, Lang::ALL.map(|lang| Pick::Lang(Some(lang))).to_vec(), Pick::Lang(Some(Lang::Sv)))
}

/// What is asked of a complaint that was lodged.
pub(in crate::app) fn complaint_fields(today: NaiveDate) -> Vec<Field> {
    vec![
        Field::day(FieldId::Day, Some(today)),
        Field::line(FieldId::CaseNumber, "", NAME_MAX),
        Field::line(FieldId::Note, "", NOTE_MAX),
        lang_field(),
    ]
}

/// What is asked of a folder, with a name for it.
pub(in crate::app) fn folder_fields(about: &str, today: NaiveDate) -> Vec<Field> {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
    let about: String = about.trim_start_matches('@').chars().take(60).map(plain).collect();
    vec![Field::line(FieldId::Folder, &format!("nej-{about}-{today}"), NOTE_MAX), lang_field()]
}

/// What is asked about the marked accounts: one or the other.
pub(in crate::app) fn marked_fields(today: NaiveDate) -> Vec<Field> {
    let tasks = vec![Pick::Folder(false), Pick::Folder(true)];
    let mut fields = vec![Field::choice(FieldId::Task, tasks, Pick::Folder(false))];
    fields.extend(folder_fields("imy", today).into_iter().take(1));
    fields.extend(complaint_fields(today));
    fields
}

/// Whether a form writes a folder, and nothing into the database.
pub(in crate::app) fn writes_folder(form: &Form) -> bool {
    form.slot.what == What::Folder || form.pick(FieldId::Task) == Some(Pick::Folder(true))
}

/// What a form that writes a folder is about: which accounts, where, in which language.
pub(in crate::app) fn folder(form: &Form) -> Option<(Vec<AccountId>, String, Lang)> {
    if !writes_folder(form) {
        return None;
    }
    let accounts = match &form.marked {
        Some(meant) => meant.accounts.clone(),
        None => vec![form.slot.account?],
    };
    Some((accounts, form.text(FieldId::Folder), lang_of(form)))
}
