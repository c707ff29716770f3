//! What is asked before a complaint is logged, and before its folder is written.

use chrono::NaiveDate;

use crate::app::model::field::{Choice, Field, FieldId, FormKind, NOTE_MAX};
use crate::app::model::form::Form;
use crate::domain::account::NAME_MAX;
use crate::domain::text::{file_name, path_in};
use crate::domain::who::Authority;
use crate::domain::{AccountId, Lang};

/// The language that is chosen for the complaint, else the authority's own.
pub fn lang_of(form: &Form) -> Lang {
    if let Some(Choice::Lang(Some(lang))) = form.chosen(FieldId::ComplaintLang) { lang } else { Authority::get().lang }
}

fn lang_field() -> Field {
    Field::choice(
        FieldId::ComplaintLang,
        Lang::ALL.map(|lang| Choice::Lang(Some(lang))).to_vec(),
        Choice::Lang(Some(Authority::get().lang)),
    )
}

/// What is asked of a complaint that was lodged.
pub fn complaint_fields(today: NaiveDate) -> Vec<Field> {
    vec![
        Field::day(FieldId::Day, Some(today)),
        Field::line(FieldId::CaseNumber, "", NAME_MAX),
        Field::line(FieldId::Note, "", NOTE_MAX),
        lang_field(),
    ]
}

/// What is asked of a folder, with a name for it.
pub fn folder_fields(about: &str, today: NaiveDate) -> Vec<Field> {
    // Without spaces, which a shell would have to be kept from splitting at.
    let about = file_name(about.trim_start_matches('@'), 80).replace(' ', "-");
    vec![Field::path(FieldId::Folder, &format!("nej-{about}-{today}"), NOTE_MAX), lang_field()]
}

/// What is asked about the marked accounts: one or the other.
pub fn marked_fields(today: NaiveDate) -> Vec<Field> {
    let tasks = vec![Choice::Folder(false), Choice::Folder(true)];
    let mut fields = vec![Field::choice(FieldId::Task, tasks, Choice::Folder(false))];
    fields.extend(folder_fields(&Authority::get().id, today).into_iter().take(1));
    fields.extend(complaint_fields(today));
    fields
}

/// Whether a form writes a folder, and nothing into the database.
pub fn writes_folder(form: &Form) -> bool {
    form.id.kind == FormKind::Folder || form.chosen(FieldId::Task) == Some(Choice::Folder(true))
}

/// What a form that writes a folder is about: which accounts, where, in which language.
pub fn folder(form: &Form) -> Option<(Vec<AccountId>, String, Lang)> {
    if !writes_folder(form) {
        return None;
    }
    let accounts = match &form.marked {
        Some(meant) => meant.accounts.clone(),
        None => vec![form.id.account?],
    };
    let named = form.text(FieldId::Folder);
    Some((accounts, path_in(&named).unwrap_or(named), lang_of(form)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::model::field::FormId;

    #[test]
    fn a_folder_that_is_dragged_to_the_dialog_is_its_path() {
        for (given, path) in
            [("'/home/anna/min mapp/nej'", "/home/anna/min mapp/nej"), ("nej 'a'", "nej 'a'"), ("file:///a%20b", "/a b")]
        {
            let id = FormId { account: Some(AccountId(1)), kind: FormKind::Folder };
            let mut form = Form::new(id, vec![Field::path(FieldId::Folder, "", NOTE_MAX)]);
            form.paste(given);
            assert_eq!(folder(&form).map(|(_, to, _)| to), Some(path.to_owned()));
        }
    }
}
