//! Keys of whatever dialog is in front, and what is kept when the program ends.

use super::{autosave, calendar, form_dialog, form_drafts, link, mails, menu, page_viewer, search, stats};
use crate::app::model::field::FormKind;
use crate::app::model::form::FormOutcome;
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::keymap::KeyCommand;
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice};
use crate::app::screen::{choices, form_layout};
use crate::content::language::typed_answer;
use crate::content::{fill, phrases};
use crate::domain::change::Change;

/// A key that comes again within so many milliseconds may be held down.
const HELD: u64 = 1200;

/// Keys of the dialog in front.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    let writes = matches!(&model.dialog, Some(Dialog::Form(form)) if form.takes_letters());
    let asks = key.code == KeyCode::F(1) || (key == Key::char('?') && !writes);
    if asks && !matches!(model.dialog, Some(Dialog::LeaveUnsaved)) {
        model.help = Some(0);
        return Vec::new();
    }
    match &mut model.dialog {
        Some(Dialog::Form(_)) => form_key(model, key),
        Some(Dialog::Page(reading)) => {
            let reading = *reading;
            page_viewer::key(model, key, reading)
        }
        Some(Dialog::Link(dialog)) => {
            let dialog = *dialog;
            link::key(model, key, dialog)
        }
        Some(Dialog::Calendar(_)) => calendar::key(model, key),
        Some(Dialog::Stats(_)) => stats::key(model, key),
        Some(Dialog::Filter(at, chosen)) => {
            let (at, chosen) = (*at, chosen.clone());
            search::filter_key(model, key, at, chosen)
        }
        Some(Dialog::Mails(open)) => {
            let open = (**open).clone();
            mails::key(model, key, open)
        }
        Some(Dialog::Menu(at)) => {
            let at = *at;
            menu::key(model, key, at)
        }
        Some(Dialog::LeaveUnsaved) => match key.code {
            KeyCode::Char(c) if typed_answer(c) == Some(true) => vec![Effect::ForceQuit],
            _ => close(model),
        },
        None => Vec::new(),
    }
}

/// Keys of the form in front.
fn form_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let (today, lang, now) = (model.today, model.lang, model.now.millis);
    let odd_day = form_dialog::has_odd_day(model);
    let command = model.keymap.command(key);
    let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
    form.odd_day = odd_day;
    form.erasing &= now < form.erased_at + HELD;
    if key.code == KeyCode::Enter
        && !form.submit_attempted
        && let Some(said) = form_layout::lacking_here(form, today, lang)
    {
        // Said once: who leaves by going on to the buttons gets there.
        form.submit_attempted = true;
        return model.notify(Notice::Invalid(said));
    }
    let at = form.options_in_focus().map(|(_, at)| at);
    // The key that opens the list of events means none of them: it may be pressed for the list once more.
    let opens = form.id.kind == FormKind::Reply && command == Some(KeyCommand::Reply);
    let outcome = if let Some(outcome) = form.type_ahead(key) {
        outcome
    } else if opens && form.options_in_focus().is_some() {
        FormOutcome::Refused
    } else if let Some(to) = choices::by_letter(form, key, lang) {
        form.choose_in_focus(to);
        FormOutcome::Changed
    } else {
        form.key(key, today)
    };
    form.erased_at = if form.erasing { now } else { form.erased_at };
    let chose = choices::changed(form, at, lang).filter(|_| matches!(key.code, KeyCode::Char(c) if c.is_alphabetic()));
    let effects = form_dialog::apply_outcome(model, outcome);
    if let Some(what) = chose {
        let said = fill(&phrases(lang).notices.letter_chose, &[("what", &what)]);
        model.notice = Some(Notice::Hint(said));
    }
    effects
}

/// Text was pasted into the dialog in front.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    match &mut model.dialog {
        Some(Dialog::Form(form)) if form.confirming.is_none() => {
            let outcome = form.paste(text);
            form_dialog::apply_outcome(model, outcome)
        }
        Some(Dialog::Form(_)) => model.notify(Notice::NotNow),
        _ => Vec::new(),
    }
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.dialog = None;
    Vec::new()
}

/// The terminal is gone: everything typed goes to the database, and what was open opens again next time.
pub(super) fn hang_up(model: &mut Model) -> Vec<Effect> {
    model.drafts.failed = false;
    let mut effects = autosave::save_drafts(model);
    effects.extend(form_drafts::save_form_draft(model, true));
    if model.reason.editing
        && let Some(account) = model.detail.as_ref().map(crate::app::model::detail::Detail::id)
    {
        let change = Change::SaveFormDraft {
            account: Some(account),
            form: form_drafts::REASON_FORM.to_owned(),
            body: Some(String::new()),
            open: true,
        };
        effects.push(Effect::Write(model.ticket(), change));
    }
    effects.push(Effect::Quit);
    effects
}

/// Quits once what was typed is saved. Asks where saving fails, or on a second key while it waits.
pub(super) fn quit(model: &mut Model) -> Vec<Effect> {
    let mut effects = autosave::save_drafts(model);
    if model.drafts.settled() {
        effects.push(Effect::Quit);
    } else if (model.drafts.quitting && model.waiting_for_database()) || model.read_only {
        model.drafts.quitting = false;
        model.dialog = Some(Dialog::LeaveUnsaved);
    } else {
        model.drafts.quitting = true;
    }
    effects
}
