//! What is typed in a form and not saved: kept when it has waited long enough or the form is left, dropped once it is in the
//! log.

use crate::app::forms::erase;
use crate::app::model::drafts::AUTOSAVE_DELAY;
use crate::app::model::field::FormId;
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model};
use crate::domain::change::Change;

/// The name under which "the custom reason was being edited" is kept.
pub(super) const REASON_FORM: &str = "reason";

/// Keeps what was typed in the dialog in front.
pub(super) fn save_form_draft(model: &mut Model, open: bool) -> Vec<Effect> {
    if model.read_only {
        return Vec::new();
    }
    let ticket = model.ticket();
    let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
    // Marks are not kept: what erases them has nothing to open again about.
    let open = open && erase::how_many(form).is_none();
    if form.saving.is_some() || (form.dirty_since.is_none() && !open) {
        return Vec::new();
    }
    form.dirty_since = None;
    let body = form.body().or_else(|| open.then(|| "{}".to_owned()));
    let change = Change::SaveFormDraft { account: form.id.account, form: form.id.kind.id().to_owned(), body, open };
    vec![Effect::Write(ticket, change)]
}

/// Keeps what was typed in a dialog once it has waited long enough.
pub(super) fn save_form_draft_when_due(model: &mut Model) -> Vec<Effect> {
    let due = match &model.dialog {
        Some(Dialog::Form(form)) => form.dirty_since.is_some_and(|since| since + AUTOSAVE_DELAY <= model.now.millis),
        _ => false,
    };
    if due { save_form_draft(model, false) } else { Vec::new() }
}

/// What was typed is in the log now: nothing is left to keep.
pub(super) fn drop_form_draft(model: &mut Model, id: Option<FormId>) -> Vec<Effect> {
    let Some(id) = id else { return Vec::new() };
    let change = Change::SaveFormDraft { account: id.account, form: id.kind.id().to_owned(), body: None, open: false };
    vec![Effect::Write(model.ticket(), change)]
}
