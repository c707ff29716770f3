//! The complaint on the screen and the letters around it: what they are made from, which is handed over now, and what the
//! page says beside it.

use crate::app::model::detail::Detail;
use crate::app::model::dialog::{CaseLetter, OpenQuestion};
use crate::app::model::field::FieldId;
use crate::app::model::{Dialog, Model};
use crate::content::complaint::{
    AccountGap, ComplaintInput, Remark, account_gap, appeal, appeal_remarks, authority_letter, complaint, decision_remarks,
    decision_request, identity_answer, reminder, required, warnings,
};
use crate::content::{fill, phrases};
use crate::domain::who::Authority;
use crate::domain::{Code, Lang};

/// What the complaint of the account under the cursor is made from.
fn input<'a>(model: &'a Model, detail: &'a Detail, lang: Lang) -> ComplaintInput<'a> {
    ComplaintInput {
        account: &detail.account,
        events: &detail.events,
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

/// Whether what is handed over is still to be logged: the authority does not have it.
pub fn is_to_lodge(model: &Model) -> bool {
    let runs = model.detail.as_ref().is_some_and(at_authority);
    due(model).is_some_and(|due| due != ToAuthority::Complaint || !runs)
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

/// Whether the log shows nothing to complain of: an objection was sent, and answered as it should be.
pub fn is_needless(model: &Model) -> bool {
    let here = model.detail.as_ref().is_some_and(|detail| !at_authority(detail) && detail.open_attempt().is_none());
    here && due(model) == Some(ToAuthority::Complaint) && handed(model).is_none()
}

/// The field of the account that has to be filled in first before a complaint goes.
pub fn field_to_fill_in(model: &Model) -> Option<FieldId> {
    let gap = account_gap(input(model, model.detail.as_ref()?, model.lang))?;
    Some(match gap {
        AccountGap::Name => FieldId::Person,
        AccountGap::Contact => FieldId::Email,
        AccountGap::RepresentativeContact => FieldId::RepresentativeEmail,
    })
}

/// Whether the number that the authority gave the case is not logged yet.
pub fn lacks_number(model: &Model) -> bool {
    let lodged = model.detail.as_ref().and_then(|detail| detail.case.complaint.as_ref());
    lodged.is_some_and(|complaint| complaint.case_number.trim().is_empty())
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

/// Whether what is due is the objection to an early resolution.
fn objects_to_resolution(model: &Model) -> bool {
    let lodged = model.detail.as_ref().and_then(|detail| detail.case.complaint.as_ref());
    lodged.is_some_and(|lodged| lodged.early_resolution().is_some())
}

/// The words that what is due has, and not the others: its title, what stands above the text, the name under which it is
/// copied, and the button that logs it.
pub fn due_words(model: &Model) -> [&'static str; 4] {
    let words = phrases(model.lang);
    let (dialogs, copied, buttons) = (&words.dialogs, &words.copied, &words.buttons);
    match due(model) {
        Some(ToAuthority::DecisionRequest) => {
            [&dialogs.decision, &dialogs.decision_as_handed_in, &copied.decision, &buttons.log_decision]
        }
        Some(ToAuthority::Appeal) if objects_to_resolution(model) => {
            [&dialogs.resolution_objection, &dialogs.resolution_as_handed_in, &copied.letter, &buttons.log]
        }
        Some(ToAuthority::Appeal) => [&dialogs.appeal, &dialogs.appeal_as_handed_in, &copied.appeal, &buttons.log_appeal],
        _ => {
            let runs = model.detail.as_ref().is_some_and(at_authority);
            let [above, log] =
                if runs { [&dialogs.as_it_would_read, &buttons.log_reply] } else { [&dialogs.as_handed_in, &buttons.log] };
            [&dialogs.complaint, above, &copied.complaint, log]
        }
    }
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
    let words = &phrases(model.lang).dialogs;
    let keys = match due(model) {
        Some(ToAuthority::Complaint) => words.lacking_keys.clone(),
        _ if lacks_number(model) => model.keymap.fill_names(&words.lacking_number),
        _ => return said,
    };
    if let Some(last) = said.last_mut() {
        *last = format!("{last} {keys}");
    }
    said
}

/// What else to look at, and how to get at the text.
pub fn beside(model: &Model) -> Vec<String> {
    if due(model).is_none() || is_needless(model) {
        return Vec::new();
    }
    let words = &phrases(model.lang).dialogs;
    let mut said: Vec<String> =
        remarks(model).into_iter().filter(|remark| !remark.is_required).map(|remark| remark.text).collect();
    // Once the authority has the complaint, reminding the controller is not what comes next.
    let lodged = model.detail.as_ref().is_some_and(|detail| detail.case.complaint.is_some());
    let useful = |kind: &CaseLetter| !lodged || *kind != CaseLetter::Reminder;
    let letters: Vec<&str> = letters(model).into_iter().filter(useful).map(|kind| letter_words(kind, model.lang)).collect();
    if !letters.is_empty() {
        said.push(fill(&words.letters_keys, &[("letters", &letters.join(", "))]));
    }
    said
}

fn remarks(model: &Model) -> Vec<Remark> {
    let (Some(detail), Some(due)) = (&model.detail, due(model).filter(|_| !is_needless(model))) else { return Vec::new() };
    let input = input(model, detail, model.lang);
    match due {
        ToAuthority::Complaint => [required(input), warnings(input)].concat(),
        ToAuthority::DecisionRequest => decision_remarks(&[input]),
        ToAuthority::Appeal => appeal_remarks(&[input]),
    }
}
