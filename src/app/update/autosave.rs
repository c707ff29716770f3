//! Drafts on their way to the database: saved soon after the last key, one at a time, never dropped.

use crate::app::model::msg::{Effect, Ticket, WriteError};
use crate::app::model::{Dialog, Model, Notice};
use crate::domain::change::{Change, WriteOutcome};
use crate::domain::{AccountId, Draft};

/// Notes that the draft of the account on the screen was changed.
pub(super) fn draft_changed(model: &mut Model) {
    let Some(detail) = &model.detail else { return };
    model.drafts.change(detail.id(), detail.draft.clone(), model.now.millis);
}

/// Sends what is dirty, one draft at a time.
pub(super) fn save_drafts(model: &mut Model) -> Vec<Effect> {
    if model.read_only {
        return Vec::new();
    }
    let ticket = model.last_ticket + 1;
    let Some((account, draft)) = model.drafts.send(ticket) else { return Vec::new() };
    model.last_ticket = ticket;
    let on_success = std::mem::take(&mut model.drafts.on_success);
    model.track(ticket, on_success);
    vec![Effect::Write(ticket, Change::SaveDraft { account, draft })]
}

/// Says what was saved, once all of it is.
pub(super) fn acknowledge_drafts(model: &mut Model) {
    if model.drafts.settled() && !model.drafts.on_success.is_empty() {
        model.notice = Some(Notice::Saved(std::mem::take(&mut model.drafts.on_success)));
    }
}

/// Saves what is left; when nothing is, says so, and leaves if a quit waits for that.
fn go_on_saving(model: &mut Model) -> Vec<Effect> {
    let mut effects = save_drafts(model);
    acknowledge_drafts(model);
    let leaving = model.drafts.quitting || matches!(model.dialog, Some(Dialog::LeaveUnsaved));
    if leaving && model.drafts.settled() {
        effects.push(Effect::Quit);
    }
    effects
}

/// Takes in the answer to a draft's saving; `None` when the ticket is not a draft's.
pub(super) fn draft_written(model: &mut Model, ticket: Ticket, result: &Result<WriteOutcome, WriteError>) -> Option<Vec<Effect>> {
    let (account, sent) = model.drafts.answered(ticket)?;
    match result {
        Ok(WriteOutcome::Draft { version, merged }) => {
            draft_saved(model, account, &sent, *version, merged.as_deref());
            Some(go_on_saving(model))
        }
        Ok(_) => Some(Vec::new()),
        Err(WriteError::NoSuchAccount(_)) => {
            // Another window forgot the account, and with it what is typed here.
            model.drafts.forget(&[account]);
            Some(go_on_saving(model))
        }
        Err(_) => {
            model.drafts.refused(account, sent, model.now.millis);
            if std::mem::take(&mut model.drafts.quitting) {
                model.dialog = Some(Dialog::LeaveUnsaved);
            }
            Some(Vec::new())
        }
    }
}

fn draft_saved(model: &mut Model, account: AccountId, sent: &Draft, version: i64, merged: Option<&str>) {
    // Text typed since the save was sent goes before the merged text.
    let theirs = merged.map(|merged| merged.strip_prefix(sent.reason.as_str()).unwrap_or(merged));
    let both = |typed: &str| match (merged, theirs) {
        (Some(merged), _) if typed == sent.reason => merged.to_owned(),
        (_, Some(theirs)) => format!("{typed}{theirs}"),
        _ => typed.to_owned(),
    };
    // Also where another account is on the screen by now: or the next save would put this text over theirs.
    if let Some(draft) = model.drafts.unsent(account) {
        *draft = Draft { version, reason: both(&draft.reason), ..draft.clone() };
    }
    if merged.is_some() {
        model.notice = Some(Notice::Merged);
    }
    let Some(detail) = model.detail.as_mut().filter(|d| d.id() == account) else { return };
    detail.draft.version = version;
    if merged.is_some() {
        detail.draft.reason = both(&detail.draft.reason);
        model.reason.edit.become_text(&detail.draft.reason);
        model.reason.merged = true;
    }
}
