//! The complaint on the screen and the letters around it: what they are made from, which is handed over now, and what the
//! page says beside it.

use crate::app::model::detail::Detail;
use crate::app::model::dialog::{CaseLetter, OpenQuestion};
use crate::app::model::{Dialog, Model};
use crate::content::complaint::{
    ComplaintInput, Remark, appeal, appeal_remarks, authority_letter, complaint, decision_remarks, decision_request,
    identity_answer, reminder, required, warnings,
};
use crate::content::{fill, phrases};
use crate::domain::who::Authority;
use crate::domain::{Code, Lang};

/// What the complaint of the account under the cursor is made from.
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

/// The language that was chosen for the complaint, else the authority's own.
pub fn lang(model: &Model) -> Lang {
    if let Some(Dialog::Page(reading)) = &model.dialog { reading.lang } else { Authority::get().lang }
}

/// What goes to the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToAuthority {
    /// The complaint.
    Complaint,
    /// The request for a decision, once it is time for one.
    DecisionRequest,
    /// The appeal of its decision, or of its silence, or the objection to its early resolution.
    Appeal,
}

/// What is to be handed over now; `None` where nothing was sent yet.
pub fn due(model: &Model) -> Option<ToAuthority> {
    let detail = model.detail.as_ref().filter(|d| !d.case.attempts.is_empty())?;
    let lodged = detail.case.complaint.as_ref().filter(|_| at_authority(detail));
    let in_time = lodged.is_some_and(|c| {
        let until = c.appeal_until().or_else(|| c.objection_until());
        c.appealed.is_none() && until.is_none_or(|until| until >= model.today)
    });
    if in_time && appeal(&[input(model, detail, lang(model))]).is_some() {
        return Some(ToAuthority::Appeal);
    }
    Some(if asks_decision(model, detail) { ToAuthority::DecisionRequest } else { ToAuthority::Complaint })
}

/// The text to hand over now.
pub fn handed(model: &Model) -> Option<String> {
    let input = input(model, model.detail.as_ref()?, lang(model));
    let made = match due(model)? {
        ToAuthority::Appeal => appeal(&[input]),
        ToAuthority::DecisionRequest => decision_request(&[input]).or_else(|| complaint(&[input])),
        ToAuthority::Complaint => complaint(&[input]),
    };
    made.map(|made| made.text())
}

/// A letter around the case, in the language of the account's texts; `None` where there is no use for it.
pub fn letter(model: &Model, letter: CaseLetter) -> Option<String> {
    let detail = model.detail.as_ref()?;
    let input = input(model, detail, detail.account.fields.text_lang.unwrap_or(model.lang));
    match letter {
        CaseLetter::Reminder => reminder(input),
        CaseLetter::IdentityAnswer => identity_answer(input).filter(|_| detail.case.question.is_some_and(|q| q.identity)),
        CaseLetter::WrittenAuthority => authority_letter(&[input]),
    }
}

/// The letters there is a use for.
pub fn letters(model: &Model) -> Vec<CaseLetter> {
    CaseLetter::ALL.into_iter().filter(|kind| letter(model, *kind).is_some()).collect()
}

/// What a letter is called.
pub fn letter_words(letter: CaseLetter, lang: Lang) -> &'static str {
    let words = &phrases(lang).dialogs;
    match letter {
        CaseLetter::Reminder => &words.letter_reminder,
        CaseLetter::IdentityAnswer => &words.letter_identity,
        CaseLetter::WrittenAuthority => &words.letter_authority,
    }
}

/// What has to be answered before the complaint goes: silence alleged while the controller waits is what authorities close.
pub fn open_question(model: &Model) -> Option<OpenQuestion> {
    let detail = model.detail.as_ref().filter(|_| due(model) == Some(ToAuthority::Complaint))?;
    let attempt = detail.open_attempt()?;
    if attempt.code == Code::Pending {
        return Some(OpenQuestion::Code);
    }
    detail.case.question.filter(|question| question.answered.is_none()).map(|_| OpenQuestion::Answer)
}

/// What is missing before the complaint can be handed in, with the key that leads there.
pub fn lacking(model: &Model) -> Vec<String> {
    let mut said: Vec<String> =
        remarks(model).into_iter().filter(|remark| remark.is_required).map(|remark| remark.text).collect();
    if let Some(last) = said.last_mut() {
        *last = format!("{last} {}", phrases(model.lang).dialogs.lacking_keys);
    }
    said
}

/// What else to look at, and how to get at the text.
pub fn beside(model: &Model) -> Vec<String> {
    if due(model).is_none() {
        return Vec::new();
    }
    let words = &phrases(model.lang).dialogs;
    let mut said: Vec<String> =
        remarks(model).into_iter().filter(|remark| !remark.is_required).map(|remark| remark.text).collect();
    let letters: Vec<&str> = letters(model).into_iter().map(|kind| letter_words(kind, model.lang)).collect();
    if !letters.is_empty() {
        said.push(fill(&words.letters_keys, &[("letters", &letters.join(", "))]));
    }
    said
}

fn remarks(model: &Model) -> Vec<Remark> {
    let (Some(detail), Some(due)) = (&model.detail, due(model)) else { return Vec::new() };
    let input = input(model, detail, model.lang);
    match due {
        ToAuthority::Complaint => [required(input), warnings(input)].concat(),
        ToAuthority::DecisionRequest => decision_remarks(&[input]),
        ToAuthority::Appeal => appeal_remarks(&[input]),
    }
}
