//! The list of mails that wait: one is read and logged at its account, or put away.

use super::{form_dialog, load, search};
use crate::app::forms;
use crate::app::model::field::FormKind;
use crate::app::model::key::{self, Key, KeyCode};
use crate::app::model::list::ListPosition;
use crate::app::model::mails::{MailLine, MailsDialog};
use crate::app::model::msg::{Effect, WriteError};
use crate::app::model::{Dialog, Model, Notice, Pane};
use crate::content::language::typed_answer;
use crate::content::phrases;
use crate::domain::mail::MailPreview;

/// Opens the list, and asks for what waits.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.dialog = Some(Dialog::Mails(Box::default()));
    vec![Effect::Mails]
}

/// What waits has been read.
pub(super) fn read(model: &mut Model, lines: Vec<MailLine>) -> Vec<Effect> {
    if let Some(Dialog::Mails(mails)) = &mut model.dialog {
        mails.at = mails.at.min(lines.len().saturating_sub(1));
        mails.lines = lines;
    }
    Vec::new()
}

/// Keys of the list.
pub(super) fn key(model: &mut Model, key: Key, mails: MailsDialog) -> Vec<Effect> {
    if mails.discarding {
        return answer(model, key, mails);
    }
    let last = mails.lines.len().saturating_sub(1);
    let at = match key.code {
        KeyCode::Down | KeyCode::Char('j') | KeyCode::Tab if !key.ctrl && !key.shift => (mails.at + 1).min(last),
        KeyCode::Up | KeyCode::Char('k') | KeyCode::Tab if !key.ctrl => mails.at.saturating_sub(1),
        KeyCode::Home | KeyCode::Char('g') => 0,
        KeyCode::End | KeyCode::Char('G') => last,
        KeyCode::PageDown | KeyCode::Char(' ') => (mails.at + 8).min(last),
        KeyCode::PageUp => mails.at.saturating_sub(8),
        KeyCode::Enter => return log(model, &mails),
        KeyCode::Char('d') if !key.ctrl && model.read_only => return model.notify(Notice::ReadOnly),
        KeyCode::Char('d') if !key.ctrl && mails.current().is_some() => {
            return put(model, MailsDialog { discarding: true, ..mails });
        }
        _ if key::leaves(key) => {
            model.close_dialog();
            return Vec::new();
        }
        _ => return model.notify(Notice::NotNow),
    };
    put(model, MailsDialog { at, ..mails })
}

fn put(model: &mut Model, mails: MailsDialog) -> Vec<Effect> {
    model.dialog = Some(Dialog::Mails(Box::new(mails)));
    Vec::new()
}

/// Whether the mail is to be put away without an event.
fn answer(model: &mut Model, key: Key, mails: MailsDialog) -> Vec<Effect> {
    let yes = matches!(key.code, KeyCode::Char(c) if !key.ctrl && typed_answer(c) == Some(true));
    let no = key::leaves(key) || matches!(key.code, KeyCode::Char(c) if !key.ctrl && typed_answer(c) == Some(false));
    let id = mails.current().map(|line| line.mail.id);
    match id.filter(|_| yes) {
        _ if no => put(model, MailsDialog { discarding: false, ..mails }),
        Some(id) => {
            put(model, MailsDialog { discarding: false, ..mails });
            let ticket = model.ticket();
            model.track(ticket, phrases(model.lang).notices.mail_put_away.clone());
            vec![Effect::DiscardMail(ticket, id)]
        }
        None => model.notify(Notice::NotNow),
    }
}

/// The reply that begins with the mail under the cursor: at the account that it fits, else at the one under the list's.
fn log(model: &mut Model, mails: &MailsDialog) -> Vec<Effect> {
    let Some(line) = mails.current() else { return model.notify(Notice::NotNow) };
    let fits = &line.mail.accounts;
    let here = model.current().filter(|id| fits.is_empty() || fits.contains(id));
    if here.is_some() && !model.detail_is_stale() {
        return vec![Effect::ReadMail(line.mail.id)];
    }
    let Some(account) = fits.first().copied() else { return model.notify(Notice::NotNow) };
    // Also if a filter hides the account.
    search::show_all(model);
    model.close_dialog();
    model.focus = Pane::Accounts;
    model.reply_to = Some((account, line.mail.id));
    vec![load::window(model, ListPosition::Around(account, None)), Effect::Detail(account)]
}

/// The mail that was asked for has been read: the reply begins with it.
pub(super) fn begin(model: &mut Model, preview: Option<&MailPreview>) -> Vec<Effect> {
    let Some(preview) = preview else { return model.notify(Notice::Failed(WriteError::MailGone)) };
    // A page that asked for the mail is where the way leads back to.
    match model.dialog {
        Some(Dialog::Page(page)) => model.back_to = Some(page),
        Some(Dialog::Mails(_)) => model.close_dialog(),
        Some(_) => return Vec::new(),
        None => {}
    }
    let effects = form_dialog::open_about(model, FormKind::Reply, None);
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        forms::mail::begin_with(form, preview);
    }
    effects
}
