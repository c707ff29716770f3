//! The dossier on the screen: what it is made from, what is handed over, and what the IMY page says beside it.

use chrono::NaiveDate;

use super::page_text::Role;
use crate::app::forms::NOTE_MAX;
use crate::app::model::detail::Detail;
use crate::app::model::field::{Field, FieldId, Pick, What};
use crate::app::model::form::Form;
use crate::app::model::{Dialog, Model};
use crate::content::dossier::{Matter, Remark, decision_remarks, decision_request, dossier, hints, missing, text};
use crate::content::{fill, phrases};
use crate::domain::account::NAME_MAX;
use crate::domain::text::file_name;
use crate::domain::{AccountId, Lang};

/// What the dossier of the account under the cursor is made from.
fn matter<'a>(model: &'a Model, detail: &'a Detail, lang: Lang) -> Matter<'a> {
    Matter {
        account: &detail.account,
        entries: &detail.entries,
        covered: &detail.covered,
        me: &model.me,
        today: model.today,
        lang,
        links: &model.links,
    }
}

/// Whether IMY has the complaint, and nothing is to be complained of anew.
pub(in crate::app) fn with_imy(detail: &Detail) -> bool {
    detail.case.complaint.is_some() && detail.open_attempt().is_none()
}

/// Whether a decision is what to ask IMY for now.
pub(in crate::app) fn asks_decision(model: &Model, detail: &Detail) -> bool {
    let lodged = detail.case.complaint.as_ref().filter(|_| detail.open_attempt().is_none());
    lodged.is_some_and(|c| c.reply.is_none() && c.decision_requested.is_none() && c.ask_decision_from() <= model.today)
}

/// The language that was chosen for the dossier: Swedish, as IMY is written to unless somebody asks for English.
pub(in crate::app) fn lang(model: &Model) -> Lang {
    if let Some(Dialog::Page(reading)) = &model.dialog { reading.lang } else { Lang::Sv }
}

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
    // Without spaces, which a shell would have to be kept from splitting at.
    let about = file_name(about.trim_start_matches('@'), 80).replace(' ', "-");
    vec![Field::path(FieldId::Folder, &format!("nej-{about}-{today}"), NOTE_MAX), lang_field()]
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

/// The text to hand over: the dossier, or the request for a decision once it is time for one. `None` where nothing
/// was sent yet.
pub(in crate::app) fn handed(model: &Model) -> Option<String> {
    let detail = model.detail.as_ref().filter(|d| !d.case.attempts.is_empty())?;
    let matter = matter(model, detail, lang(model));
    let decision = if asks_decision(model, detail) { decision_request(matter) } else { None };
    Some(text(&decision.unwrap_or_else(|| dossier(matter))))
}

/// What the page says beside the dates: what is missing, what to look at, how to get at the text.
pub(in crate::app) fn beside(model: &Model) -> Vec<(Role, String)> {
    let Some(detail) = model.detail.as_ref().filter(|d| !d.case.attempts.is_empty()) else { return Vec::new() };
    let matter = matter(model, detail, model.lang);
    let words = &phrases(model.lang).dialogs;
    let asks = asks_decision(model, detail);
    let remarks = if asks { decision_remarks(matter) } else { [missing(matter), hints(matter)].concat() };
    let role = |remark: &Remark| if remark.lacks { Role::Alarm } else { Role::Dim };
    let mut said: Vec<(Role, String)> = remarks.into_iter().map(|remark| (role(&remark), remark.text)).collect();
    let phrase = if asks { &words.decision_keys } else { &words.dossier_keys };
    said.push((Role::Dim, fill(phrase, &[("id", &detail.id().0.to_string())])));
    said
}
