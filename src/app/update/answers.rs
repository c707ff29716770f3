//! What the database answers: rows, an account, what came of a change.

use super::{autosave, form_dialog, load};
use crate::app::model::detail::Detail;
use crate::app::model::list::{ListPosition, Window};
use crate::app::model::msg::{Effect, Ticket, WriteError};
use crate::app::model::{Model, Notice, Pane};
use crate::domain::AccountId;
use crate::domain::change::{Erased, FormDraft, WriteOutcome};

pub(super) fn rows_read(model: &mut Model, window: Window) -> Vec<Effect> {
    let height = load::list_height(model);
    let around = !matches!(window.place, ListPosition::After(_) | ListPosition::Before(_));
    model.list.apply(window, height, model.today);
    let mut effects = load::missing_rows(model);
    if model.list.rows.is_empty() {
        model.detail = None;
        model.focus = Pane::Accounts;
    } else if around && model.detail_is_stale() {
        effects.extend(load::read_current(model));
    }
    effects
}

pub(super) fn detail_read(model: &mut Model, id: AccountId, mut detail: Detail) -> Vec<Effect> {
    if model.current() != Some(id) {
        return Vec::new();
    }
    if let Some(draft) = model.drafts.of(id) {
        detail.draft = draft.clone();
    }
    let same = model.detail.as_ref().is_some_and(|d| d.id() == id);
    model.reason.merged &= same;
    let grown = !same || model.detail.as_ref().is_some_and(|d| d.entries.len() != detail.entries.len());
    if !same {
        model.reason.edit.set(&detail.draft.reason);
    } else if model.reason.edit.text() != detail.draft.reason {
        model.reason.edit.become_text(&detail.draft.reason);
    }
    if grown {
        model.step = usize::from(detail.next_step(model.today)) - 1;
        model.entry = detail.entries.len().saturating_sub(1);
    }
    model.detail = Some(detail);
    form_dialog::resume(model, id)
}

pub(super) fn resumed(model: &mut Model, kept: Vec<FormDraft>) -> Vec<Effect> {
    model.resume = kept;
    let account = model.resume.iter().rev().find_map(|k| k.account);
    let mut effects =
        account.map_or(Vec::new(), |id| vec![load::window(model, ListPosition::Around(id, None)), Effect::Detail(id)]);
    effects.extend(form_dialog::resume_without_account(model));
    effects
}

pub(super) fn erasing(model: &mut Model) -> Vec<Effect> {
    model.erasing = true;
    Vec::new()
}

pub(super) fn erased(model: &mut Model, erased: Erased) -> Vec<Effect> {
    model.erasing = false;
    match &mut model.notice {
        Some(Notice::Forgotten(_, wholly)) if erased == Erased::Wholly => *wholly = true,
        // What interrupted it goes first; it is begun anew after that.
        _ if matches!(erased, Erased::Wholly | Erased::Interrupted) => {}
        notice => *notice = Some(Notice::Erased(erased)),
    }
    Vec::new()
}

pub(super) fn written(model: &mut Model, ticket: Ticket, result: Result<WriteOutcome, WriteError>) -> Vec<Effect> {
    let flown = model.pending.iter().position(|f| f.ticket == ticket).map(|i| model.pending.remove(i));
    if let Some(next) = model.pending.first_mut() {
        // The ones behind waited for this one, not for the database.
        next.since = model.now.millis;
    }
    if let Some(effects) = autosave::draft_written(model, ticket, &result) {
        let on_success = flown.map(|f| f.on_success).filter(|s| !s.is_empty());
        match result {
            Err(trouble) => model.notice = Some(Notice::Failed(trouble)),
            Ok(_) if model.notice.is_none() => model.notice = on_success.map(Notice::Saved),
            Ok(_) => {}
        }
        return effects;
    }
    let form = form_dialog::landed(model, ticket, result.is_ok());
    match result {
        Ok(WriteOutcome::Kept) => Vec::new(),
        Ok(WriteOutcome::Folder { folder, files }) => {
            model.notice = Some(Notice::Folder(folder, files));
            if model.read_only { Vec::new() } else { form_dialog::forget_kept(model, form) }
        }
        Ok(WriteOutcome::Forgotten) => {
            let on_success = flown.map(|f| f.on_success).unwrap_or_default();
            model.notice = Some(Notice::Forgotten(on_success, false));
            model.marks.accounts.retain(|id| Some(*id) != form.and_then(|form| form.account));
            model.detail = None;
            load::reload_list(model, None)
        }
        Ok(done) => {
            model.notice = flown.map(|f| Notice::Saved(f.on_success));
            let added = if let WriteOutcome::Added(id) = done { Some(id) } else { None };
            let mut effects = form_dialog::forget_kept(model, form);
            effects.extend(load::reload_list(model, added));
            effects.extend(model.detail.as_ref().filter(|_| added.is_none()).map(|d| Effect::Detail(d.id())));
            effects
        }
        Err(trouble) => model.notify(Notice::Failed(trouble)),
    }
}
