//! Forms as they come and go: opening with what was typed before, saving, leaving without loss.

use super::{autosave, reason};
use crate::app::forms::context::FormContext;
use crate::app::forms::{self, complaint, validate};
use crate::app::model::drafts::AUTOSAVE_DELAY;
use crate::app::model::field::{FieldId, Pick, Slot, What};
use crate::app::model::form::{Form, Outward, Stop};
use crate::app::model::marks::Meant;
use crate::app::model::msg::{Effect, Ticket};
use crate::app::model::{Dialog, Model, Notice};
use crate::app::screen::summaries;
use crate::domain::change::{Change, ForMany, Kept};
use crate::domain::{AccountId, EntryId, Kind, Lang};

/// The name under which "the custom reason was being edited" is kept.
pub(super) const REASON_FORM: &str = "reason";

pub(super) fn ground(model: &Model) -> FormContext<'_> {
    FormContext { detail: model.detail.as_ref(), today: model.today, lang: model.lang, links: &model.links, me: &model.me }
}

/// Opens a dialog, and asks for what was typed in it before.
pub(super) fn open(model: &mut Model, what: What) -> Vec<Effect> {
    let many = matches!(what, What::Submit | What::Reply | What::Note | What::Complaint | What::Evidence);
    if many && !model.marks.accounts.is_empty() {
        model.opening = Some(what);
        return vec![Effect::Meant(model.marks.accounts.iter().copied().collect(), model.list.filter.clone())];
    }
    open_about(model, what, None)
}

/// Opens a dialog with a language for the dossier.
pub(super) fn open_in(model: &mut Model, what: What, lang: Lang) -> Vec<Effect> {
    let effects = open_about(model, what, None);
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.choose(FieldId::DossierLang, Pick::Lang(Some(lang)));
    }
    effects
}

/// Opens a dialog with an event chosen, if it can happen next.
pub(super) fn open_with(model: &mut Model, what: What, kind: Kind) -> Vec<Effect> {
    let effects = open_about(model, what, None);
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.choose(FieldId::Event, Pick::Kind(kind));
    }
    effects
}

/// Opens a dialog about an entry, or about none.
pub(super) fn open_about(model: &mut Model, what: What, entry: Option<EntryId>) -> Vec<Effect> {
    let Some(form) = forms::open(what, ground(model), entry) else { return Vec::new() };
    let slot = form.slot;
    let handle = model.detail.as_ref().map(|d| d.account.fields.handle.clone()).unwrap_or_default();
    model.dialog = Some(Dialog::Form(Box::new(Form { expected: handle, ..form })));
    vec![Effect::Kept(slot)]
}

/// The marked accounts were looked up: opens the dialog about them.
pub(super) fn meant(model: &mut Model, meant: Meant) -> Vec<Effect> {
    let Some(form) = model.opening.take().and_then(|what| forms::open_for_marked(what, meant, model.today)) else {
        return Vec::new();
    };
    let slot = form.slot;
    model.dialog = Some(Dialog::Form(Box::new(form)));
    vec![Effect::Kept(slot)]
}

/// What was typed before has been read.
pub(super) fn kept(model: &mut Model, slot: Slot, body: Option<&str>) -> Vec<Effect> {
    if let (Some(Dialog::Form(form)), Some(body)) = (&mut model.dialog, body)
        && form.slot == slot
    {
        form.restore(body);
    }
    Vec::new()
}

pub(super) fn outward_of(model: &mut Model, outward: Outward) -> Vec<Effect> {
    match outward {
        Outward::Stay => Vec::new(),
        Outward::Refused => model.tell(Notice::NotNow),
        Outward::Changed => {
            let now = model.now.millis;
            if let Some(Dialog::Form(form)) = &mut model.dialog {
                form.unkept.get_or_insert(now);
                form.sure.clear();
            }
            Vec::new()
        }
        Outward::Leave => {
            let effects = keep(model, false);
            model.dialog = None;
            effects
        }
        Outward::Save => save(model),
    }
}

fn save(model: &mut Model) -> Vec<Effect> {
    let today = model.today;
    let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
    if form.saving.is_some() {
        return Vec::new();
    }
    if model.read_only && !complaint::writes_folder(form) {
        return model.tell(Notice::ReadOnly);
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
    if form.slot.what == What::Evidence {
        let Some((accounts, source, on, note)) = forms::attached(form, today) else { return Vec::new() };
        let says = summaries::attached(&source);
        let at = model.now.utc;
        return fly(model, says, |ticket| Effect::Attach { ticket, accounts, source, on, note, at });
    }
    if let Some((accounts, to, lang)) = complaint::folder(form) {
        let (on, links, me) = (today, model.links.clone(), Box::new(model.me.clone()));
        return fly(model, String::new(), |ticket| Effect::Folder { ticket, accounts, to, on, lang, links, me });
    }
    if let (What::Forget, Some(id)) = (form.slot.what, form.slot.account) {
        let says = form.expected.clone();
        return fly(model, says, |ticket| Effect::Forget(ticket, id));
    }
    if let Some((accounts, what)) = forms::many(form, ground(model)) {
        return save_many(model, accounts, what);
    }
    let Some(change) = forms::change(form, ground(model), model.now) else { return model.tell(Notice::NotNow) };
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
    let mut effects = autosave::save_drafts(model);
    effects.push(effect(ticket));
    effects
}

fn save_many(model: &mut Model, accounts: Vec<AccountId>, what: ForMany) -> Vec<Effect> {
    let says = summaries::saved_many(&what, accounts.len() as u64, model.lang);
    let (at, lang, links, me) = (model.now.utc, model.lang, model.links.clone(), Box::new(model.me.clone()));
    fly(model, says, |ticket| Effect::WriteMany { ticket, accounts, what, at, lang, links, me })
}

/// A dialog's change was answered: closes it when it is in the log, or lets the person try again.
pub(super) fn landed(model: &mut Model, ticket: Ticket, well: bool) -> Option<Slot> {
    let Some(Dialog::Form(form)) = &mut model.dialog else { return None };
    if form.saving != Some(ticket) {
        return None;
    }
    form.saving = None;
    let slot = form.slot;
    if well {
        model.dialog = None;
    }
    well.then_some(slot)
}

pub(super) fn keep(model: &mut Model, open: bool) -> Vec<Effect> {
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
    let change = Change::Keep { account: form.slot.account, form: form.slot.what.id().to_owned(), body, open };
    vec![Effect::Write(ticket, change)]
}

/// Keeps what was typed in a dialog once it has waited long enough.
pub(super) fn keep_due(model: &mut Model) -> Vec<Effect> {
    let due = match &model.dialog {
        Some(Dialog::Form(form)) => form.unkept.is_some_and(|since| since + AUTOSAVE_DELAY <= model.now.millis),
        _ => false,
    };
    if due { keep(model, false) } else { Vec::new() }
}

/// An account was read: opens the dialog about it that was open when the terminal went away.
pub(super) fn resume(model: &mut Model, id: AccountId) -> Vec<Effect> {
    let Some(at) = model.resume.iter().rposition(|k| k.account == Some(id)) else { return Vec::new() };
    let kept = model.resume.remove(at);
    reopen(model, &kept)
}

/// Opens the dialog that was open and is about no account.
pub(super) fn resume_without_account(model: &mut Model) -> Vec<Effect> {
    let Some(at) = model.resume.iter().rposition(|k| k.account.is_none()) else { return Vec::new() };
    let kept = model.resume.remove(at);
    reopen(model, &kept)
}

fn reopen(model: &mut Model, kept: &Kept) -> Vec<Effect> {
    let still = (kept.form != REASON_FORM).then(|| kept.body.clone());
    let closed = Change::Keep { account: kept.account, form: kept.form.clone(), body: still, open: false };
    let mut effects = vec![Effect::Write(model.ticket(), closed)];
    if kept.form == REASON_FORM {
        effects.extend(reason::edit_reason(model));
    } else if let Some(what) = What::ALL.into_iter().find(|w| w.id() == kept.form)
        && let Some(mut form) = forms::open(what, ground(model), model.detail.as_ref().and_then(|d| forms::to_void(d, None)))
    {
        form.restore(&kept.body);
        model.dialog = Some(Dialog::Form(Box::<Form>::new(form)));
    }
    model.notice = Some(Notice::Resumed);
    effects
}

/// What was typed is in the log now: nothing is left to keep.
pub(super) fn forget_kept(model: &mut Model, slot: Option<Slot>) -> Vec<Effect> {
    let Some(slot) = slot else { return Vec::new() };
    let change = Change::Keep { account: slot.account, form: slot.what.id().to_owned(), body: None, open: false };
    vec![Effect::Write(model.ticket(), change)]
}
