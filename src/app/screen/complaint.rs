//! The complaint on the screen: what it is made from, what is handed over, and what the complaint's page says beside it.

use super::lines::LineRole;
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

/// Whether the authority has the complaint, and nothing is to be complained of anew.
pub fn at_authority(detail: &Detail) -> bool {
    detail.case.complaint.is_some() && detail.open_attempt().is_none()
}

/// Whether a decision is what to ask the authority for now.
pub fn asks_decision(model: &Model, detail: &Detail) -> bool {
    let lodged = detail.case.complaint.as_ref().filter(|_| detail.open_attempt().is_none());
    lodged.is_some_and(|c| c.reply.is_none() && c.decision_requested.is_none() && c.ask_decision_from() <= model.today)
}

/// The language that was chosen for the dossier: Swedish, as the authority is written to unless somebody asks for English.
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

/// What the page says beside the dates: what is missing, what to look at, how to get at the text.
pub fn beside(model: &Model) -> Vec<(LineRole, String)> {
    let Some(detail) = model.detail.as_ref().filter(|d| !d.case.attempts.is_empty()) else { return Vec::new() };
    let input = input(model, detail, model.lang);
    let words = &phrases(model.lang).dialogs;
    let asks = asks_decision(model, detail);
    let remarks = if asks { decision_remarks(input) } else { [required(input), warnings(input)].concat() };
    let role = |remark: &Remark| if remark.is_required { LineRole::Alarm } else { LineRole::Dim };
    let mut said: Vec<(LineRole, String)> = remarks.into_iter().map(|remark| (role(&remark), remark.text)).collect();
    let phrase = if asks { &words.decision_keys } else { &words.dossier_keys };
    said.push((LineRole::Dim, fill(phrase, &[("id", &detail.id().0.to_string())])));
    said
}
