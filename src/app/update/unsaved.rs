//! What was typed and is not in the database: for the end of a program whose last saves did not succeed.

use super::form_drafts::REASON_FORM;
use crate::app::model::{Dialog, Model};
use crate::domain::change::Change;

/// The changes that would save it, so that the next start shows it again.
pub fn unsaved(model: &Model) -> Vec<Change> {
    let mut changes: Vec<Change> =
        model.drafts.all().map(|(account, draft)| Change::SaveDraft { account, draft: draft.clone() }).collect();
    if let Some(Dialog::Form(form)) = &model.dialog
        && let Some(body) = form.body()
    {
        let (account, kind) = (form.id.account, form.id.kind.id().to_owned());
        changes.push(Change::SaveFormDraft { account, form: kind, body: Some(body), open: true });
    }
    if model.reason.editing
        && let Some(account) = model.detail.as_ref().map(crate::app::model::detail::Detail::id)
    {
        let (form, body) = (REASON_FORM.to_owned(), Some(String::new()));
        changes.push(Change::SaveFormDraft { account: Some(account), form, body, open: true });
    }
    changes
}
