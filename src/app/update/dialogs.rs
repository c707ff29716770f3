//! Dialogs as they come and go: opening with what was typed before, saving, leaving without loss, and what is
//! kept when the terminal goes away.

use super::REASON_FORM;
use super::calendar;
use super::commands;
use super::link;
use super::marks::BulkTarget;
use super::page_viewer;
use super::search;
use crate::app::forms::validate;
use crate::app::forms::{self, Ground};
use crate::app::model::field::{Choice, FieldId, FormId, FormKind};
use crate::app::model::form::{Form, FormOutcome, Stop};
use crate::app::model::key::{Code, Key};
use crate::app::model::msg::{Effect, Ticket};
use crate::app::model::{Dialog, Model, Notice};
use crate::app::screen::complaint;
use crate::app::screen::summaries;
use crate::domain::change::{BulkEvent, Change, FormDraft};
use crate::domain::{AccountId, EventId, EventKind, Lang};

fn ground(model: &Model) -> Ground<'_> {
    Ground { detail: model.detail.as_ref(), today: model.today, lang: model.lang, links: &model.links, me: &model.me }
}

/// Opens a dialog, and asks for what was typed in it before.
pub(in crate::app) fn open(model: &mut Model, what: FormKind) -> Vec<Effect> {
    let many = matches!(what, FormKind::Submit | FormKind::Reply | FormKind::Note | FormKind::Complaint | FormKind::Evidence);
    if many && !model.marks.accounts.is_empty() {
        model.opening = Some(what);
        return vec![Effect::LoadBulkTarget(model.marks.accounts.iter().copied().collect(), model.list.filter.clone())];
    }
    open_about(model, what, None)
}

/// Opens a dialog with a language for the dossier.
pub(in crate::app) fn open_in(model: &mut Model, what: FormKind, lang: Lang) -> Vec<Effect> {
    let effects = open_about(model, what, None);
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.choose(FieldId::DossierLang, Choice::Lang(Some(lang)));
    }
    effects
}

/// Opens a dialog with an event chosen, if it can happen next.
pub(in crate::app) fn open_with(model: &mut Model, what: FormKind, kind: EventKind) -> Vec<Effect> {
    let effects = open_about(model, what, None);
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.choose(FieldId::Event, Choice::Kind(kind));
    }
    effects
}

/// Opens a dialog about an entry, or about none.
pub(in crate::app) fn open_about(model: &mut Model, what: FormKind, entry: Option<EventId>) -> Vec<Effect> {
    let Some(form) = forms::open(what, ground(model), entry) else { return Vec::new() };
    let slot = form.id;
    let handle = model.detail.as_ref().map(|d| d.account.fields.handle.clone()).unwrap_or_default();
    model.dialog = Some(Dialog::Form(Box::new(Form { expected: handle, ..form })));
    vec![Effect::LoadFormDraft(slot)]
}

/// The marked accounts were looked up: opens the dialog about them.
pub(in crate::app) fn meant(model: &mut Model, meant: BulkTarget) -> Vec<Effect> {
    let Some(form) = model.opening.take().and_then(|what| forms::open_for_marked(what, meant, model.today)) else {
        return Vec::new();
    };
    let slot = form.id;
    model.dialog = Some(Dialog::Form(Box::new(form)));
    vec![Effect::LoadFormDraft(slot)]
}

/// What was typed before has been read.
pub(in crate::app) fn kept(model: &mut Model, slot: FormId, body: Option<&str>) -> Vec<Effect> {
    if let (Some(Dialog::Form(form)), Some(body)) = (&mut model.dialog, body)
        && form.id == slot
    {
        form.restore(body);
    }
    Vec::new()
}

/// Keys of the dialog in front.
pub(in crate::app) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    if key.code == Code::F(1) && !matches!(model.dialog, Some(Dialog::LeaveUnsaved)) {
        model.help = Some(0);
        return Vec::new();
    }
    let today = model.today;
    match &mut model.dialog {
        Some(Dialog::Form(form)) => {
            let outward = form.key(key, today);
            outward_of(model, outward)
        }
        Some(Dialog::Page(reading)) => {
            let reading = *reading;
            page_viewer::key(model, key, reading)
        }
        Some(Dialog::Link(dialog)) => {
            let dialog = *dialog;
            link::key(model, key, dialog)
        }
        Some(Dialog::Calendar(_)) => calendar::key(model, key),
        Some(Dialog::Filter(at, chosen)) => {
            let (at, chosen) = (*at, chosen.clone());
            search::filter_key(model, key, at, chosen)
        }
        Some(Dialog::LeaveUnsaved) => match key.code {
            Code::Char('j' | 'J' | 'y' | 'Y') => vec![Effect::ForceQuit],
            _ => close(model),
        },
        None => Vec::new(),
    }
}

fn outward_of(model: &mut Model, outward: FormOutcome) -> Vec<Effect> {
    match outward {
        FormOutcome::Stay => Vec::new(),
        FormOutcome::Refused => model.notify(Notice::NotNow),
        FormOutcome::Changed => {
            let now = model.now.millis;
            if let Some(Dialog::Form(form)) = &mut model.dialog {
                form.unkept.get_or_insert(now);
                form.sure.clear();
            }
            Vec::new()
        }
        FormOutcome::Leave => {
            let effects = keep(model, false);
            model.dialog = None;
            effects
        }
        FormOutcome::Save => save(model),
    }
}

/// Text was pasted into the dialog in front.
pub(in crate::app) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    match &mut model.dialog {
        Some(Dialog::Form(form)) if form.asking.is_none() => {
            let outward = form.paste(text);
            outward_of(model, outward)
        }
        _ => Vec::new(),
    }
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.dialog = None;
    Vec::new()
}

fn save(model: &mut Model) -> Vec<Effect> {
    let today = model.today;
    let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
    if form.saving.is_some() {
        return Vec::new();
    }
    if model.read_only && !complaint::writes_folder(form) {
        return model.notify(Notice::ReadOnly);
    }
    form.tried = true;
    if let Some(i) = validate::first_fault(form, today) {
        form.stop = Stop::Field(i);
        return Vec::new();
    }
    let Some(Dialog::Form(form)) = &model.dialog else { return Vec::new() };
    let asking = validate::question(form, ground(model));
    if asking.is_some() {
        if let Some(Dialog::Form(form)) = &mut model.dialog {
            form.asking = asking;
        }
        return Vec::new();
    }
    if form.id.kind == FormKind::Evidence {
        let Some((accounts, source, on, note)) = forms::attached(form, today) else { return Vec::new() };
        let says = summaries::attached(&source);
        let at = model.now.utc;
        return fly(model, says, |ticket| Effect::Attach { ticket, accounts, source, on, note, at });
    }
    if let Some((accounts, to, lang)) = complaint::folder(form) {
        let (on, links, me) = (today, model.links.clone(), Box::new(model.me.clone()));
        return fly(model, String::new(), |ticket| Effect::Folder { ticket, accounts, to, on, lang, links, me });
    }
    if let (FormKind::Forget, Some(id)) = (form.id.kind, form.id.account) {
        let says = form.expected.clone();
        return fly(model, says, |ticket| Effect::Forget(ticket, id));
    }
    if let Some((accounts, what)) = forms::many(form, ground(model)) {
        return save_many(model, accounts, what);
    }
    let Some(change) = forms::change(form, ground(model), model.now) else { return model.notify(Notice::NotNow) };
    let says = summaries::saved(&change, model.lang);
    fly(model, says, |ticket| Effect::Write(ticket, change))
}

/// Sends a dialog's change on its way.
fn fly(model: &mut Model, says: String, effect: impl FnOnce(Ticket) -> Effect) -> Vec<Effect> {
    let ticket = model.ticket();
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.saving = Some(ticket);
    }
    model.flies(ticket, says);
    let mut effects = model.save_drafts();
    effects.push(effect(ticket));
    effects
}

fn save_many(model: &mut Model, accounts: Vec<AccountId>, what: BulkEvent) -> Vec<Effect> {
    let says = summaries::saved_many(&what, accounts.len() as u64, model.lang);
    let (at, lang, links, me) = (model.now.utc, model.lang, model.links.clone(), Box::new(model.me.clone()));
    fly(model, says, |ticket| Effect::WriteMany { ticket, accounts, what, at, lang, links, me })
}

/// A dialog's change was answered: closes it when it is in the log, or lets the person try again.
pub(in crate::app) fn landed(model: &mut Model, ticket: Ticket, well: bool) -> Option<FormId> {
    let Some(Dialog::Form(form)) = &mut model.dialog else { return None };
    if form.saving != Some(ticket) {
        return None;
    }
    form.saving = None;
    let slot = form.id;
    if well {
        model.dialog = None;
    }
    well.then_some(slot)
}

fn keep(model: &mut Model, open: bool) -> Vec<Effect> {
    if model.read_only {
        return Vec::new();
    }
    let ticket = model.ticket();
    let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
    if form.saving.is_some() || (form.unkept.is_none() && !open) {
        return Vec::new();
    }
    form.unkept = None;
    let body = form.body().or_else(|| open.then(|| "{}".to_owned()));
    let change = Change::SaveFormDraft { account: form.id.account, form: form.id.kind.id().to_owned(), body, open };
    vec![Effect::Write(ticket, change)]
}

/// Keeps what was typed in a dialog once it has waited long enough.
pub(in crate::app) fn keep_due(model: &mut Model) -> Vec<Effect> {
    let due = match &model.dialog {
        Some(Dialog::Form(form)) => form.unkept.is_some_and(|since| since + super::autosave::REST <= model.now.millis),
        _ => false,
    };
    if due { keep(model, false) } else { Vec::new() }
}

/// The terminal is gone: everything typed goes to the database, and what was open opens again next time.
pub(in crate::app) fn hang_up(model: &mut Model) -> Vec<Effect> {
    model.drafts.failed = false;
    let mut effects = model.save_drafts();
    effects.extend(keep(model, true));
    if model.reason.editing
        && let Some(account) = model.detail.as_ref().map(crate::app::model::detail::Detail::id)
    {
        let change =
            Change::SaveFormDraft { account: Some(account), form: REASON_FORM.to_owned(), body: Some(String::new()), open: true };
        effects.push(Effect::Write(model.ticket(), change));
    }
    effects.push(Effect::Quit);
    effects
}

/// Leaves once what was typed is saved. Where that fails, or somebody is tired of waiting for it, it asks.
pub(in crate::app) fn quit(model: &mut Model) -> Vec<Effect> {
    let mut effects = model.save_drafts();
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

/// An account was read: opens the dialog about it that was open when the terminal went away.
pub(in crate::app) fn resume(model: &mut Model, id: AccountId) -> Vec<Effect> {
    let Some(at) = model.resume.iter().rposition(|k| k.account == Some(id)) else { return Vec::new() };
    let kept = model.resume.remove(at);
    reopen(model, &kept)
}

/// Opens the dialog that was open and is about no account.
pub(in crate::app) fn resume_without_account(model: &mut Model) -> Vec<Effect> {
    let Some(at) = model.resume.iter().rposition(|k| k.account.is_none()) else { return Vec::new() };
    let kept = model.resume.remove(at);
    reopen(model, &kept)
}

fn reopen(model: &mut Model, kept: &FormDraft) -> Vec<Effect> {
    let still = (kept.form != REASON_FORM).then(|| kept.body.clone());
    let closed = Change::SaveFormDraft { account: kept.account, form: kept.form.clone(), body: still, open: false };
    let mut effects = vec![Effect::Write(model.ticket(), closed)];
    if kept.form == REASON_FORM {
        effects.extend(commands::edit_reason(model));
    } else if let Some(what) = FormKind::ALL.into_iter().find(|w| w.id() == kept.form)
        && let Some(mut form) = forms::open(what, ground(model), model.detail.as_ref().and_then(|d| forms::to_void(d, None)))
    {
        form.restore(&kept.body);
        model.dialog = Some(Dialog::Form(Box::<Form>::new(form)));
    }
    model.notice = Some(Notice::Resumed);
    effects
}
