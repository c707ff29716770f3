//! Dialogs as they come and go: opening with what was typed before, saving, leaving without loss, and what is
//! kept when the terminal goes away.

use super::checks;
use super::commands;
use super::field::{Slot, What};
use super::finding;
use super::form::{Form, Outward, Stop};
use super::forms::{self, Ground};
use super::key::{Code, Key};
use super::layout::{areas, dialog_inside};
use super::many::Meant;
use super::model::{Dialog, Model, Notice, Page};
use super::msg::{Effect, Ticket};
use super::update::REASON_FORM;
use super::words;
use super::{naming, page};
use crate::content::Link;
use crate::domain::change::{Change, ForMany, Kept};
use crate::domain::{AccountId, EntryId};

fn ground(model: &Model) -> Ground<'_> {
    Ground { detail: model.detail.as_ref(), today: model.today, lang: model.lang, links: &model.links }
}

/// Opens a dialog, and asks for what was typed in it before.
pub(super) fn open(model: &mut Model, what: What) -> Vec<Effect> {
    let many = matches!(what, What::Submit | What::Reply | What::Note | What::Complaint);
    if many && !model.marks.accounts.is_empty() {
        model.opening = Some(what);
        return vec![Effect::Meant(model.marks.accounts.iter().copied().collect(), model.list.filter.clone())];
    }
    open_about(model, what, None)
}

/// Opens a dialog about an entry, or about none.
pub(super) fn open_about(model: &mut Model, what: What, entry: Option<EntryId>) -> Vec<Effect> {
    let Some(form) = forms::open(what, ground(model), entry) else { return Vec::new() };
    let slot = form.slot;
    model.dialog = Some(Dialog::Form(Box::new(form)));
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

/// Keys of the dialog in front.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
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
        Some(Dialog::Page(Page::Complaint, _)) if key.code == Code::Enter => open(model, What::Complaint),
        Some(Dialog::Page(Page::Complaint, _)) if key == Key::char('o') => {
            model.dialog = Some(Dialog::Link(Link::Complaint, 0));
            Vec::new()
        }
        Some(Dialog::Page(_, scroll)) => {
            let scroll = *scroll;
            page_key(model, key, scroll)
        }
        Some(Dialog::Link(to, at)) => {
            let (to, at) = (*to, *at);
            link_key(model, key, to, at)
        }
        Some(Dialog::Filter(at, chosen)) => {
            let (at, chosen) = (*at, chosen.clone());
            finding::filter_key(model, key, at, chosen)
        }
        Some(Dialog::LeaveUnsaved) => match key.code {
            Code::Char('j' | 'J' | 'y' | 'Y') => vec![Effect::Quit],
            _ => close(model),
        },
        None => Vec::new(),
    }
}

fn outward_of(model: &mut Model, outward: Outward) -> Vec<Effect> {
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

/// Text was pasted into the dialog in front.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
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

/// Where a page is scrolled to by a key; `None` when the key does not scroll.
fn scrolled(key: Key, scroll: u16, lines: usize, height: u16) -> Option<u16> {
    let last = (lines as u16).saturating_sub(height);
    let page = height.max(2) - 1;
    let to = match key.code {
        Code::Char('d') if key.ctrl => scroll + page,
        Code::Char('u') if key.ctrl => scroll.saturating_sub(page),
        Code::Char(_) if key.ctrl => return None,
        Code::Down | Code::Char('j') => scroll + 1,
        Code::Up | Code::Char('k') => scroll.saturating_sub(1),
        Code::PageDown | Code::Char(' ') => scroll + page,
        Code::PageUp => scroll.saturating_sub(page),
        Code::Home | Code::Char('g') => 0,
        Code::End | Code::Char('G') => last,
        _ => return None,
    };
    Some(to.min(last))
}

fn page_key(model: &mut Model, key: Key, scroll: u16) -> Vec<Effect> {
    let area = dialog_inside(areas(model).dialog);
    let lines = page::dialog(model, usize::from(area.width)).len();
    match (scrolled(key, scroll, lines, area.height), &mut model.dialog) {
        (Some(to), Some(Dialog::Page(_, scroll))) => *scroll = to,
        _ => return close(model),
    }
    Vec::new()
}

/// Keys while help is in front.
pub(super) fn help_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if key == Key::char('L') {
        model.lang = model.lang.other();
        return Vec::new();
    }
    let area = dialog_inside(areas(model).whole);
    let lines = naming::help(model, usize::from(area.width)).len();
    model.help = scrolled(key, model.help.unwrap_or(0), lines, area.height);
    Vec::new()
}

fn link_key(model: &mut Model, key: Key, to: Link, at: usize) -> Vec<Effect> {
    let link = page::link(model, to).to_owned();
    match key.code {
        Code::Left | Code::Up => model.dialog = Some(Dialog::Link(to, (at + 2) % 3)),
        Code::Tab if key.shift => model.dialog = Some(Dialog::Link(to, (at + 2) % 3)),
        Code::Right | Code::Down | Code::Tab => model.dialog = Some(Dialog::Link(to, (at + 1) % 3)),
        Code::Char('y') => return vec![Effect::Copy(link)],
        Code::Char('o') => return vec![Effect::Browse(link)],
        Code::Enter => {
            return match at {
                0 => vec![Effect::Copy(link)],
                1 => vec![Effect::Browse(link)],
                _ => close(model),
            };
        }
        _ => return close(model),
    }
    Vec::new()
}

fn save(model: &mut Model) -> Vec<Effect> {
    let today = model.today;
    let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
    if form.saving.is_some() {
        return Vec::new();
    }
    if model.read_only {
        return model.tell(Notice::ReadOnly);
    }
    form.tried = true;
    if let Some(i) = checks::first_fault(form, today) {
        form.stop = Stop::Field(i);
        return Vec::new();
    }
    let Some(Dialog::Form(form)) = &model.dialog else { return Vec::new() };
    let asking = checks::question(form, ground(model));
    if asking.is_some() {
        if let Some(Dialog::Form(form)) = &mut model.dialog {
            form.asking = asking;
        }
        return Vec::new();
    }
    if let Some((accounts, what)) = forms::many(form, ground(model)) {
        return save_many(model, accounts, what);
    }
    let Some(change) = forms::change(form, ground(model), model.now) else { return model.tell(Notice::NotNow) };
    let says = words::saved(&change, model.lang);
    let ticket = model.ticket();
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.saving = Some(ticket);
    }
    model.flies(ticket, says);
    let mut effects = model.save_drafts();
    effects.push(Effect::Write(ticket, change));
    effects
}

fn save_many(model: &mut Model, accounts: Vec<AccountId>, what: ForMany) -> Vec<Effect> {
    let says = words::saved_many(&what, accounts.len() as u64, model.lang);
    let ticket = model.ticket();
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.saving = Some(ticket);
    }
    model.flies(ticket, says);
    let mut effects = model.save_drafts();
    let (at, lang, links) = (model.now.utc, model.lang, model.links.clone());
    effects.push(Effect::WriteMany { ticket, accounts, what, at, lang, links });
    effects
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
    let change = Change::Keep { account: form.slot.account, form: form.slot.what.id().to_owned(), body, open };
    vec![Effect::Write(ticket, change)]
}

/// Keeps what was typed in a dialog once it has waited long enough.
pub(super) fn keep_due(model: &mut Model) -> Vec<Effect> {
    let due = match &model.dialog {
        Some(Dialog::Form(form)) => form.unkept.is_some_and(|since| since + super::drafts::REST <= model.now.millis),
        _ => false,
    };
    if due { keep(model, false) } else { Vec::new() }
}

/// The terminal is gone: everything typed goes to the database, and what was open opens again next time.
pub(super) fn hang_up(model: &mut Model) -> Vec<Effect> {
    model.leaving = true;
    model.drafts.failed = false;
    let mut effects = model.save_drafts();
    effects.extend(keep(model, true));
    if model.reason.editing
        && let Some(account) = model.detail.as_ref().map(super::detail::Detail::id)
    {
        let change = Change::Keep { account: Some(account), form: REASON_FORM.to_owned(), body: Some(String::new()), open: true };
        effects.push(Effect::Write(model.ticket(), change));
    }
    effects.push(Effect::Quit);
    effects
}

/// Leaves, unless something could not be saved: then it asks.
pub(super) fn quit(model: &mut Model) -> Vec<Effect> {
    let mut effects = model.save_drafts();
    if model.drafts.failed && !model.drafts.settled() {
        model.dialog = Some(Dialog::LeaveUnsaved);
        return effects;
    }
    model.leaving = true;
    effects.push(Effect::Quit);
    effects
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
        effects.extend(commands::edit_reason(model));
    } else if let Some(what) = What::ALL.into_iter().find(|w| w.id() == kept.form)
        && let Some(mut form) = forms::open(what, ground(model), model.detail.as_ref().and_then(|d| forms::to_void(d, None)))
    {
        form.restore(&kept.body);
        model.dialog = Some(Dialog::Form(Box::<Form>::new(form)));
    }
    effects
}
