//! The forms that were open when the terminal went away, opened again.

use super::form_dialog::{context, handle, lacks_siblings};
use super::form_drafts::REASON_FORM;
use super::reason;
use crate::app::forms;
use crate::app::model::field::FormKind;
use crate::app::model::form::Form;
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice};
use crate::domain::AccountId;
use crate::domain::change::{Change, FormDraft};

/// An account was read: opens the dialog about it that was open when the terminal went away.
pub(super) fn resume(model: &mut Model, id: AccountId) -> Vec<Effect> {
    let Some(at) = model.resume.iter().rposition(|k| k.account == Some(id)) else { return Vec::new() };
    if model.resume[at].form == FormKind::Submit.id() && lacks_siblings(model, FormKind::Submit).is_some() {
        return vec![Effect::Siblings(id)];
    }
    let kept = model.resume.remove(at);
    reopen(model, &kept)
}

/// Whether a dialog about the account is still to be opened again.
pub(super) fn is_kept(model: &Model, id: AccountId) -> bool {
    model.resume.iter().any(|kept| kept.account == Some(id))
}

/// Opens the dialog that was open and is about no account.
pub(super) fn resume_without_account(model: &mut Model) -> Vec<Effect> {
    let Some(at) = model.resume.iter().rposition(|k| k.account.is_none()) else { return Vec::new() };
    let kept = model.resume.remove(at);
    reopen(model, &kept)
}

fn reopen(model: &mut Model, kept: &FormDraft) -> Vec<Effect> {
    let still = (kept.form != REASON_FORM).then(|| kept.body.clone());
    let closed = Change::SaveFormDraft { account: kept.account, form: kept.form.clone(), body: still, open: false };
    let mut effects = vec![Effect::Write(model.ticket(), closed)];
    if kept.form == REASON_FORM {
        effects.extend(reason::edit_reason(model));
    } else if let Some(what) = FormKind::ALL.into_iter().find(|w| w.id() == kept.form)
        && let Some(mut form) = forms::open(what, context(model), model.detail.as_ref().and_then(|d| forms::to_void(d, None)))
    {
        form.restore(&kept.body);
        form.must_type = handle(model);
        model.dialog = Some(Dialog::Form(Box::<Form>::new(form)));
    }
    model.notice = Some(Notice::Resumed);
    effects
}
