//! What the database answers: rows, an account, what came of a change.

use super::{autosave, form_dialog, load};
use crate::app::model::detail::Detail;
use crate::app::model::list::{Place, Window};
use crate::app::model::msg::{Effect, Ticket, Trouble};
use crate::app::model::{Model, Notice, Pane};
use crate::domain::AccountId;
use crate::domain::change::{Done, Kept};

pub(super) fn rows_read(model: &mut Model, window: Window) -> Vec<Effect> {
    let height = load::list_height(model);
    let around = !matches!(window.place, Place::After(_) | Place::Before(_));
    model.list.take(window, height, model.today);
    let mut effects = load::missing_rows(model);
    if model.list.rows.is_empty() {
        model.detail = None;
        model.focus = Pane::Accounts;
    } else if around && model.stale() {
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

pub(super) fn resumed(model: &mut Model, kept: Vec<Kept>) -> Vec<Effect> {
    model.resume = kept;
    let account = model.resume.iter().rev().find_map(|k| k.account);
    let mut effects = account.map_or(Vec::new(), |id| vec![load::window(model, Place::Around(id, None)), Effect::Detail(id)]);
    effects.extend(form_dialog::resume_without_account(model));
    effects
}

pub(super) fn written(model: &mut Model, ticket: Ticket, result: Result<Done, Trouble>) -> Vec<Effect> {
    let flown = model.flying.iter().position(|f| f.ticket == ticket).map(|i| model.flying.remove(i));
    if let Some(next) = model.flying.first_mut() {
        // The ones behind waited for this one, not for the database.
        next.since = model.now.millis;
    }
    if let Some(effects) = autosave::draft_written(model, ticket, &result) {
        let says = flown.map(|f| f.says).filter(|s| !s.is_empty());
        match result {
            Err(trouble) => model.notice = Some(Notice::Trouble(trouble)),
            Ok(_) if model.notice.is_none() => model.notice = says.map(Notice::Saved),
            Ok(_) => {}
        }
        return effects;
    }
    let form = form_dialog::landed(model, ticket, result.is_ok());
    match result {
        Ok(Done::Kept) => Vec::new(),
        Ok(Done::Folder { folder, files }) => {
            model.notice = Some(Notice::Folder(folder, files));
            if model.read_only { Vec::new() } else { form_dialog::forget_kept(model, form) }
        }
        Ok(Done::Forgotten(wholly)) => {
            let says = flown.map(|f| f.says).unwrap_or_default();
            model.notice = Some(Notice::Forgotten(says, wholly));
            model.marks.accounts.retain(|id| Some(*id) != form.and_then(|slot| slot.account));
            model.detail = None;
            load::reload_list(model, None)
        }
        Ok(done) => {
            model.notice = flown.map(|f| Notice::Saved(f.says));
            let added = if let Done::Added(id) = done { Some(id) } else { None };
            let mut effects = form_dialog::forget_kept(model, form);
            effects.extend(load::reload_list(model, added));
            effects.extend(model.detail.as_ref().filter(|_| added.is_none()).map(|d| Effect::Detail(d.id())));
            effects
        }
        Err(trouble) => model.tell(Notice::Trouble(trouble)),
    }
}
