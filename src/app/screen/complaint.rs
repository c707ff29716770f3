//! The dossier on the screen: what it is made from, what is handed over, and what the IMY page says beside it.

use crate::app::model::detail::Detail;
use crate::app::model::{Dialog, Model};
use crate::content::complaint::{ComplaintInput, Remark, complaint, decision_remarks, decision_request, required, warnings};
use crate::content::{fill, phrases};
use crate::domain::Lang;

/// What the dossier of the account under the cursor is made from.
fn input<'a>(model: &'a Model, detail: &'a Detail, lang: Lang) -> ComplaintInput<'a> {
    ComplaintInput {
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
pub fn is_with_authority(detail: &Detail) -> bool {
    detail.case.complaint.is_some() && detail.open_attempt().is_none()
}

/// Whether a decision is what to ask IMY for now.
pub fn asks_decision(model: &Model, detail: &Detail) -> bool {
    let lodged = detail.case.complaint.as_ref().filter(|_| detail.open_attempt().is_none());
    lodged.is_some_and(|c| c.reply.is_none() && c.decision_requested.is_none() && c.ask_decision_from() <= model.today)
}

/// The language that was chosen for the dossier: Swedish, as IMY is written to unless somebody asks for English.
pub fn lang(model: &Model) -> Lang {
    if let Some(Dialog::Page(reading)) = &model.dialog { reading.lang } else { Lang::Sv }
}

/// The text to hand over: the dossier, or the request for a decision once it is time for one. `None` where nothing
/// was sent yet.
pub fn handed(model: &Model) -> Option<String> {
    let detail = model.detail.as_ref().filter(|d| !d.case.attempts.is_empty())?;
    let input = input(model, detail, lang(model));
    let decision = if asks_decision(model, detail) { decision_request(input) } else { None };
    decision.or_else(|| complaint(&[input])).map(|made| made.text())
}

/// What is missing before the complaint can be handed in, with the key that leads there.
pub fn lacking(model: &Model) -> Vec<String> {
    let mut said: Vec<String> =
        remarks(model).into_iter().filter(|remark| remark.is_required).map(|remark| remark.text).collect();
    if !said.is_empty() {
        said.push(phrases(model.lang).dialogs.lacking_keys.clone());
    }
    said
}

/// What else to look at, and how to get at the text.
pub fn beside(model: &Model) -> Vec<String> {
    let Some(detail) = model.detail.as_ref().filter(|d| !d.case.attempts.is_empty()) else { return Vec::new() };
    let words = &phrases(model.lang).dialogs;
    let mut said: Vec<String> =
        remarks(model).into_iter().filter(|remark| !remark.is_required).map(|remark| remark.text).collect();
    let phrase = if asks_decision(model, detail) { &words.decision_keys } else { &words.complaint_keys };
    said.push(fill(phrase, &[("id", &detail.id().0.to_string())]));
    said
}

fn remarks(model: &Model) -> Vec<Remark> {
    let Some(detail) = model.detail.as_ref().filter(|d| !d.case.attempts.is_empty()) else { return Vec::new() };
    let input = input(model, detail, model.lang);
    if asks_decision(model, detail) { decision_remarks(input) } else { [required(input), warnings(input)].concat() }
}
