//! What the database answers: rows, an account, what came of a change.

use super::form_dialog::SavedForm;
use super::{autosave, cursor, form_dialog, form_drafts, form_resume, load};
use crate::app::model::detail::Detail;
use crate::app::model::dialog::PageDialog;
use crate::app::model::field::{FormId, FormKind};
use crate::app::model::list::{ListPosition, Window};
use crate::app::model::marks::Marks;
use crate::app::model::msg::{Effect, Ticket, WriteError};
use crate::app::model::others::OtherWindow;
use crate::app::model::{Dialog, Model, Notice, PageKind, Pane};
use crate::app::screen::labels::form_title;
use crate::app::screen::summaries;
use crate::content::{fill, phrases};
use crate::domain::change::{Change, Erased, FormDraft, HalfTyped, WriteOutcome};
use crate::domain::list::Counts;
use crate::domain::mail::MailId;
use crate::domain::text::escape_control;
use crate::domain::{AccountId, EventKind, Platform};

pub(super) fn rows_read(model: &mut Model, window: Window) -> Vec<Effect> {
    let height = load::list_height(model);
    let around = !matches!(window.place, ListPosition::After(_) | ListPosition::Before(_));
    if around {
        model.list.staying = None;
    }
    model.list.apply(window, height, model.today);
    let mut effects = load::missing_rows(model);
    if model.list.rows.is_empty() {
        if let Some(gone) = model.detail.take() {
            close_what_was_about(model, gone.id());
        }
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
    let before = model.detail.as_ref().map(Detail::id);
    let same = before == Some(id);
    if let Some(before) = before.filter(|_| !same) {
        close_what_was_about(model, before);
    }
    model.reason.merged &= same;
    let grown = !same || model.detail.as_ref().is_some_and(|d| d.events.len() != detail.events.len());
    if !same {
        model.text_scroll = 0;
        model.reason.edit.set(&detail.draft.reason);
    } else if model.reason.edit.text() != detail.draft.reason {
        model.reason.edit.become_text(&detail.draft.reason);
    }
    if grown {
        model.go_to_step(detail.next_step(model.today));
        model.log_cursor = log_cursor(model, &detail);
    }
    // A dialog that knows of them may be in front.
    detail.siblings = model.detail.as_mut().filter(|_| same).and_then(|before| before.siblings.take());
    let again = detail.siblings.is_some().then_some(Effect::Siblings(id));
    model.detail = Some(detail);
    let mut effects = form_resume::resume(model, id);
    effects.extend(again);
    // A mail that was pasted is what the reply begins with.
    match model.reply_to.take() {
        Some((account, mail)) if account == id => vec![Effect::ReadMail(mail)],
        _ => effects,
    }
}

/// Which other accounts an objection may cover was read: opens the dialog that asked first.
pub(super) fn siblings_read(model: &mut Model, id: AccountId, siblings: Vec<(AccountId, Platform)>) -> Vec<Effect> {
    let Some(detail) = model.detail.as_mut().filter(|detail| detail.id() == id) else { return Vec::new() };
    if detail.siblings.replace(siblings).is_some() {
        return Vec::new();
    }
    if form_resume::is_kept(model, id) {
        form_resume::resume(model, id)
    } else {
        form_dialog::open_about(model, FormKind::Submit, None)
    }
}

/// Where the cursor of a log stands that has grown: on what is new, or after a voiding on what was voided.
fn log_cursor(model: &Model, detail: &Detail) -> usize {
    let last = detail.events.len().saturating_sub(1);
    let stays = model.focus == Pane::Log && detail.events.last().is_some_and(|e| e.data.kind() == EventKind::Voided);
    let before = model.detail.as_ref().filter(|_| stays).and_then(|d| d.events.get(model.log_cursor));
    before.and_then(|before| detail.events.iter().position(|e| e.id == before.id)).unwrap_or(last)
}

pub(super) fn resumed(model: &mut Model, kept: Vec<FormDraft>) -> Vec<Effect> {
    model.resume = kept;
    let account = model.resume.iter().rev().find_map(|k| k.account);
    let mut effects =
        account.map_or(Vec::new(), |id| vec![load::window(model, ListPosition::Around(id, None)), Effect::Detail(id)]);
    effects.extend(form_resume::resume_without_account(model));
    effects
}

/// Something was half-typed and left, by closing the dialog or because the program was killed: where it is.
pub(super) fn half_typed(model: &mut Model, newest: &HalfTyped, count: u64) -> Vec<Effect> {
    let Some(kind) = FormKind::ALL.into_iter().find(|kind| kind.id() == newest.form) else { return Vec::new() };
    if model.notice.is_some() || model.dialog.is_some() {
        return Vec::new();
    }
    let words = &phrases(model.lang).notices;
    let phrase = if newest.handle.is_some() { &words.half_typed_of } else { &words.half_typed };
    let account = escape_control(newest.handle.as_deref().unwrap_or_default());
    let mut said = fill(phrase, &[("what", form_title(kind, model.lang)), ("account", &account)]);
    if count > 1 {
        said.push(' ');
        said.push_str(&words.half_typed_more.of(count - 1, model.lang));
    }
    model.notice = Some(Notice::Hint(said));
    Vec::new()
}

pub(super) fn erasing(model: &mut Model) -> Vec<Effect> {
    model.erasing = true;
    Vec::new()
}

pub(super) fn erased(model: &mut Model, erased: Erased) -> Vec<Effect> {
    model.erasing = false;
    match &mut model.notice {
        Some(Notice::Forgotten { wholly, .. }) if erased == Erased::Wholly => *wholly = true,
        // What interrupted it goes first; it is begun anew after that.
        _ if matches!(erased, Erased::Wholly | Erased::Interrupted) => {}
        notice => *notice = Some(Notice::Erased(erased)),
    }
    Vec::new()
}

/// Something could not be read; of the account under the cursor nothing is shown then.
pub(super) fn unreadable(model: &mut Model, trouble: WriteError) -> Vec<Effect> {
    if model.detail_is_stale() {
        model.unreadable = model.current();
        model.detail = None;
    }
    model.notify(Notice::Failed(trouble))
}

pub(super) fn counted(model: &mut Model, counts: Counts) -> Vec<Effect> {
    model.counts = Some(counts);
    Vec::new()
}

pub(super) fn others_seen(model: &mut Model, windows: Vec<OtherWindow>) -> Vec<Effect> {
    model.others = windows;
    Vec::new()
}

/// The calendar file was not written. What was saved stays acknowledged.
pub(super) fn calendar_failed(model: &mut Model, trouble: WriteError) -> Vec<Effect> {
    let notice = match (model.notice.take(), trouble) {
        (Some(Notice::Saved(what)), WriteError::Calendar(why)) => Notice::Saved(format!("{what} {why}")),
        (_, trouble) => Notice::Failed(trouble),
    };
    model.notify(notice)
}

/// An attachment was saved out, or why not.
pub(super) fn saved_out(model: &mut Model, file: Result<String, WriteError>) -> Vec<Effect> {
    let words = &phrases(model.lang).notices;
    model.notify(match file {
        Ok(file) => Notice::Hint(fill(&words.saved_out, &[("file", &file)])),
        Err(trouble) => Notice::Failed(trouble),
    })
}

/// A pasted mail was taken in: the reply begins with it once the account is read anew.
fn mail_taken(model: &mut Model, form: Option<FormId>, taken: Option<(AccountId, MailId)>) -> Vec<Effect> {
    let mut effects = form_drafts::drop_form_draft(model, form);
    model.reply_to = taken;
    if taken.is_none() {
        // No reply follows, and the page that it would have come back to is shown.
        model.close_dialog();
        model.notice = Some(Notice::Hint(phrases(model.lang).notices.mail_known.clone()));
    }
    effects.extend(load::counts(model));
    effects.extend(taken.map(|(account, _)| Effect::Detail(account)));
    effects
}

/// How far a long change is: what is written, and of how much.
pub(super) fn progress(model: &mut Model, ticket: Ticket, progress: (usize, usize)) -> Vec<Effect> {
    if let Some(pending) = model.pending.iter_mut().find(|f| f.ticket == ticket) {
        pending.progress = Some(progress);
    }
    Vec::new()
}

/// A change was answered: the draft's own, or that of a form.
pub(super) fn written(model: &mut Model, ticket: Ticket, result: Result<WriteOutcome, WriteError>) -> Vec<Effect> {
    let pending = model.pending.iter().position(|f| f.ticket == ticket).map(|i| model.pending.remove(i));
    model.left_form.take_if(|(left, ..)| *left == ticket);
    if let Some(next) = model.pending.first_mut() {
        // The ones behind waited for this one, not for the database.
        next.since = model.now.millis;
    }
    let on_success = pending.map(|f| f.on_success).filter(|said| !said.is_empty());
    if let Some(effects) = autosave::draft_written(model, ticket, &result) {
        match result {
            // A draft on its way was of an account that is erased here: that was said.
            Err(WriteError::NoSuchAccount(_)) if matches!(model.notice, Some(Notice::Forgotten { .. })) => {}
            Err(trouble) => model.notice = Some(Notice::Failed(trouble)),
            Ok(_) if model.notice.is_none() => model.notice = on_success.map(Notice::Saved),
            Ok(_) => {}
        }
        return effects;
    }
    let form = form_dialog::on_saved(model, ticket, result.is_ok());
    match result {
        Ok(outcome) => saved(model, form, outcome, on_success),
        Err(trouble) => model.notify(Notice::Failed(trouble)),
    }
}

/// A form's change is in the database: says so, and reads anew what it changed.
fn saved(model: &mut Model, form: Option<SavedForm>, outcome: WriteOutcome, on_success: Option<String>) -> Vec<Effect> {
    let id = form.as_ref().map(|form| form.id);
    match outcome {
        WriteOutcome::Kept => {
            model.notice = on_success.map(Notice::Saved).or(model.notice.take());
            Vec::new()
        }
        WriteOutcome::Folder { folder, files, left_out } => folder_written(model, form, (folder, files, left_out)),
        WriteOutcome::MailPutAway => {
            model.notice = on_success.map(Notice::Saved);
            load::reload(model)
        }
        WriteOutcome::MailTaken(taken) => mail_taken(model, id, taken),
        WriteOutcome::Forgotten { accounts, folders } => {
            let name = on_success.unwrap_or_default();
            model.notice = Some(Notice::Forgotten { name, wholly: false, folders });
            if form.is_some_and(|form| form.of_marked) {
                model.marks = Marks::default();
            }
            forgotten(model, &accounts)
        }
        done => {
            let back = (done == WriteOutcome::MailPutBack).then(|| phrases(model.lang).notices.mail_back.clone());
            model.notice = on_success.map(|saved| Notice::Saved(summaries::with_next(&saved, &back.unwrap_or_default())));
            if form.as_ref().is_some_and(|form| form.of_marked) {
                model.marks = Marks::default();
            }
            let added = if let WriteOutcome::Added(id) = done { Some(id) } else { None };
            let is_answer = form.as_ref().is_some_and(|form| form.is_answer);
            let mut effects = form_drafts::drop_form_draft(model, id);
            effects.extend(list_after(model, form, added));
            effects.extend(leave_what_was_sent(model, id));
            effects.extend(model.detail.as_ref().filter(|_| added.is_none()).map(|d| Effect::Detail(d.id())));
            if is_answer {
                effects.extend(form_dialog::open_about(model, FormKind::Reply, None));
            }
            effects
        }
    }
}

/// Accounts are gone: so are their marks and what was typed about them, and the list is read anew at the same place.
fn forgotten(model: &mut Model, gone: &[AccountId]) -> Vec<Effect> {
    for id in gone {
        model.marks.accounts.remove(id);
    }
    let is_gone = |id: AccountId| gone.contains(&id);
    model.drafts.forget(gone);
    model.resume.retain(|kept| !kept.account.is_some_and(is_gone));
    model.left_form.take_if(|(_, of, _)| of.account.is_some_and(is_gone));
    model.reply_to.take_if(|(account, _)| is_gone(*account));
    model.detail.take_if(|detail| is_gone(detail.id()));
    let mut effects = load::reload_list(model, None);
    // Who else is on the screen may have shared something with them.
    effects.extend(model.detail.as_ref().map(|detail| Effect::Detail(detail.id())));
    effects
}

/// What was chosen and written is sent: the next `Enter` must not change it.
fn leave_what_was_sent(model: &mut Model, form: Option<FormId>) -> Vec<Effect> {
    let submitted = form.is_some_and(|form| form.kind == FormKind::Submit);
    let there = matches!(model.focus, Pane::Objections | Pane::Reason);
    if submitted && there { cursor::focus(model, Pane::Accounts) } else { Vec::new() }
}

/// A folder was written: a page says where it is, and the log keeps it.
fn folder_written(model: &mut Model, form: Option<SavedForm>, written: (String, u64, u64)) -> Vec<Effect> {
    let mut effects = Vec::new();
    if !model.read_only {
        effects = form_drafts::drop_form_draft(model, form.as_ref().map(|form| form.id));
        let accounts = form.map(|form| form.accounts).unwrap_or_default();
        effects.push(Effect::Write(model.ticket(), Change::FolderWritten { accounts, folder: written.0.clone() }));
    }
    model.folder = Some(written);
    // The way back leads to the page that the folder was asked for on.
    model.back_to = if let Some(Dialog::Page(page)) = model.dialog { Some(page) } else { None };
    model.dialog = Some(Dialog::Page(PageDialog::new(PageKind::Folder, model.lang)));
    effects
}

/// Reads the list anew after something was saved: around what was added, at the place where the cursor was, or around the
/// account.
fn list_after(model: &mut Model, form: Option<SavedForm>, added: Option<AccountId>) -> Vec<Effect> {
    match form {
        Some(form) if moves_on(model, Some(form.id)) => load::reload_at(model, form.place),
        _ => load::reload_list(model, added),
    }
}

/// Whether the cursor stays at its place in the list after a form was saved, on the case that is the most urgent one
/// there now. At work in the panes of an account, and after a note, it stays on the account.
fn moves_on(model: &Model, form: Option<FormId>) -> bool {
    let in_list = model.focus == Pane::Accounts && model.dialog.is_none();
    let acts = |id: FormId| matches!(id.kind, FormKind::Submit | FormKind::Reply | FormKind::Complaint);
    in_list && form.is_some_and(acts)
}

/// An account is gone or another one is on the screen: what is read or handed over of the one before closes.
fn close_what_was_about(model: &mut Model, before: AccountId) {
    if matches!(model.dialog, Some(Dialog::Page(_) | Dialog::Link(_))) {
        model.back_to = None;
        model.dialog = None;
        model.notice = Some(Notice::Failed(WriteError::NoSuchAccount(before)));
    }
}
