//! Forms as they come and go: opening with what was typed before, saving, leaving without loss.

use super::autosave;
use super::form_drafts::{drop_form_draft, save_form_draft};
use crate::app::forms::context::FormContext;
use crate::app::forms::evidence::{self, NewAnnex};
use crate::app::forms::{self, complaint, validate};
use crate::app::model::field::{Choice, FieldId, FormId, FormKind};
use crate::app::model::form::{Focus, Form, FormOutcome};
use crate::app::model::keymap::without_keys;
use crate::app::model::marks::{BulkTarget, Marks};
use crate::app::model::msg::{Effect, Ticket};
use crate::app::model::{Dialog, Model, Notice, Pane};
use crate::app::screen::labels::form_title;
use crate::app::screen::{form_layout, summaries, whats_next};
use crate::content::{fill, phrases};
use crate::domain::change::BulkEvent;
use crate::domain::list::ListKey;
use crate::domain::text::escape_control;
use crate::domain::{AccountId, EventId, EventKind, EvidenceKind, Lang};

/// What a form about the account on the screen starts from. Where that account was erased meanwhile and another one is
/// on the screen, the form knows none.
pub(super) fn context(model: &Model) -> FormContext<'_> {
    let about = if let Some(Dialog::Form(form)) = &model.dialog { form.id.account } else { None };
    let detail = model.detail.as_ref().filter(|detail| about.is_none_or(|id| id == detail.id()));
    FormContext { detail, today: model.today, lang: model.lang, links: &model.links, me: &model.me }
}

/// Opens a dialog, and asks for what was typed in it before.
pub(super) fn open(model: &mut Model, kind: FormKind) -> Vec<Effect> {
    let one = matches!(kind, FormKind::Add | FormKind::Void | FormKind::Folder);
    if !one && (model.marking || !model.marks.accounts.is_empty()) {
        model.opening = Some(kind);
        return if model.marking { Vec::new() } else { vec![look_up(model)] };
    }
    model.opening = None;
    open_about(model, kind, None)
}

/// Asks what a dialog says of the marked accounts.
pub(super) fn look_up(model: &mut Model) -> Effect {
    model.lookup_since = Some(model.now.millis);
    Effect::LoadBulkTarget(model.marks.accounts.iter().copied().collect(), model.list.filter.clone())
}

/// Opens a dialog with a language for the complaint.
pub(super) fn open_in(model: &mut Model, kind: FormKind, lang: Lang) -> Vec<Effect> {
    let effects = open_about(model, kind, None);
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.choose(FieldId::ComplaintLang, Choice::Lang(Some(lang)));
    }
    effects
}

/// Opens a dialog with an event chosen, if it can happen next.
pub(super) fn open_with(model: &mut Model, kind: FormKind, event: EventKind) -> Vec<Effect> {
    let effects = open_about(model, kind, None);
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.choose(FieldId::Event, Choice::Kind(event));
    }
    effects
}

/// Opens a note that may stand in the complaint: it is asked for there. What was typed for another purpose stays private.
pub(super) fn open_note_for_complaint(model: &mut Model) -> Vec<Effect> {
    let effects = open_about(model, FormKind::Note, None);
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.choose(FieldId::InComplaint, Choice::Yes(true));
    }
    effects
}

/// Opens a dialog about an event, or about none.
pub(super) fn open_about(model: &mut Model, kind: FormKind, event: Option<EventId>) -> Vec<Effect> {
    if let Some(id) = lacks_siblings(model, kind) {
        return vec![Effect::Siblings(id)];
    }
    let Some(form) = forms::open(kind, context(model), event) else { return Vec::new() };
    let id = form.id;
    model.dialog = Some(Dialog::Form(Box::new(Form { must_type: handle(model), ..form })));
    vec![Effect::LoadFormDraft(id)]
}

/// The account whose siblings the dialog has to know first, if they were not asked for.
pub(super) fn lacks_siblings(model: &Model, kind: FormKind) -> Option<AccountId> {
    let detail = model.detail.as_ref().filter(|detail| kind == FormKind::Submit && detail.siblings.is_none())?;
    Some(detail.id())
}

/// The handle of the account on the screen.
pub(super) fn handle(model: &Model) -> String {
    model.detail.as_ref().map(|d| d.account.fields.handle.clone()).unwrap_or_default()
}

/// The marked accounts were looked up: opens the dialog about them.
pub(super) fn bulk_target_loaded(model: &mut Model, meant: BulkTarget) -> Vec<Effect> {
    model.lookup_since = None;
    let Some(what) = model.opening.take().filter(|_| model.dialog.is_none()) else { return Vec::new() };
    if meant.accounts.is_empty() {
        // Other windows have erased all that was marked.
        model.marks = Marks::default();
        let said = phrases(model.lang).notices.marked_gone.clone();
        return model.notify(Notice::Hint(said));
    }
    let Some(form) = forms::open_for_marked(what, meant, model.today) else { return Vec::new() };
    let id = form.id;
    model.dialog = Some(Dialog::Form(Box::new(form)));
    vec![Effect::LoadFormDraft(id)]
}

/// What was typed before has been read.
pub(super) fn form_draft_loaded(model: &mut Model, id: FormId, body: Option<&str>) -> Vec<Effect> {
    let left = model.left_form.take_if(|(_, of, _)| *of == id).map(|(.., body)| body);
    if let (Some(Dialog::Form(form)), Some(body)) = (&mut model.dialog, left.as_deref().or(body))
        && form.id == id
    {
        form.choose(FieldId::InComplaint, Choice::Yes(false));
        form.restore(body);
    }
    Vec::new()
}

pub(super) fn apply_outcome(model: &mut Model, outcome: FormOutcome) -> Vec<Effect> {
    match outcome {
        FormOutcome::Stay => Vec::new(),
        FormOutcome::Refused => model.notify(Notice::NotNow),
        FormOutcome::Full => {
            // Of a paste that did not fit, the beginning is there.
            form_changed(model);
            let country = matches!(&model.dialog, Some(Dialog::Form(form)) if form.focus_is(FieldId::Country));
            let said = phrases(model.lang).faults.not_a_country.clone();
            model.notify(if country { Notice::Invalid(said) } else { Notice::Full })
        }
        FormOutcome::Changed => {
            form_changed(model);
            Vec::new()
        }
        FormOutcome::Discard => {
            let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
            form.dirty_since = None;
            let id = form.id;
            let said = fill(&phrases(model.lang).notices.thrown_away, &[("what", form_title(id.kind, model.lang))]);
            model.close_dialog();
            model.notice = Some(Notice::Hint(said));
            drop_form_draft(model, Some(id))
        }
        FormOutcome::Leave => {
            let typed = if let Some(Dialog::Form(form)) = &model.dialog { form.body().map(|body| (form.id, body)) } else { None };
            let effects = save_form_draft(model, false);
            // It may open again before the database has it.
            let kept = typed.as_ref().filter(|_| !model.read_only).map(|(id, _)| form_title(id.kind, model.lang));
            let said = kept.map(|what| fill(&phrases(model.lang).notices.half_typed, &[("what", what)]));
            model.left_form = typed.filter(|_| !effects.is_empty()).map(|(id, body)| (model.last_ticket, id, body));
            model.close_dialog();
            model.notice = said.map(Notice::Hint).or(model.notice.take());
            effects
        }
        FormOutcome::Save => save(model),
    }
}

/// What is typed in the form in front has to be kept, and to be asked about anew.
fn form_changed(model: &mut Model) {
    let now = model.now.millis;
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.dirty_since.get_or_insert(now);
        form.confirmed.clear();
    }
}

/// Whether the form in front says something odd of its day.
pub(super) fn has_odd_day(model: &Model) -> bool {
    let Some(Dialog::Form(form)) = &model.dialog else { return false };
    form.field(FieldId::Day).is_some_and(|day| form_layout::warning(model, form, day).is_some())
}

/// Saves the dialog in front, unless something is wrong with it or has to be confirmed first.
fn save(model: &mut Model) -> Vec<Effect> {
    let today = model.today;
    let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
    if form.saving.is_some() {
        return Vec::new();
    }
    match form.chosen(FieldId::Event) {
        Some(Choice::Mail) => return paste_mail(model),
        Some(Choice::Code) => return code_unasked(model),
        _ => {}
    }
    if model.read_only && !complaint::writes_folder(form) {
        return model.notify(Notice::ReadOnly);
    }
    form.submit_attempted = true;
    if let Some(i) = validate::first_error(form, today) {
        form.focus = Focus::Field(i);
        let said = form_layout::fault_words(&form.fields[i], form, today, model.lang);
        return model.notify(Notice::Invalid(said));
    }
    let Some(Dialog::Form(form)) = &model.dialog else { return Vec::new() };
    let confirming = validate::confirmation_needed(form, context(model));
    if let (Some(_), Some(Dialog::Form(form))) = (&confirming, &mut model.dialog) {
        form.confirming = confirming;
        return Vec::new();
    }
    write(model)
}

/// From the list of events to where a mail is pasted; what was typed is kept, and the way back is the same.
fn paste_mail(model: &mut Model) -> Vec<Effect> {
    let back = model.back_to.take();
    let mut effects = apply_outcome(model, FormOutcome::Leave);
    effects.extend(open_annex(model, EvidenceKind::Reply));
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.is_answer = true;
    }
    model.notice = None;
    model.back_to = back;
    effects
}

/// Opens the dialog for an annex of a kind.
pub(super) fn open_annex(model: &mut Model, kind: EvidenceKind) -> Vec<Effect> {
    let effects = open_about(model, FormKind::Evidence, None);
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        form.choose(FieldId::EvidenceKind, Choice::Evidence(Some(kind)));
    }
    effects
}

/// A code came, and it was logged that none was asked for: what to do about it.
pub(super) fn code_unasked(model: &mut Model) -> Vec<Effect> {
    let said = model.keymap.fill_names(&phrases(model.lang).notices.code_unasked);
    model.notify(Notice::Hint(said))
}

/// Writes what the dialog in front says, each kind in its way.
fn write(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::Form(form)) = &model.dialog else { return Vec::new() };
    let (today, at) = (model.today, model.now.utc);
    if form.id.kind == FormKind::Evidence {
        let Some(annex) = evidence::attached(form, today) else { return Vec::new() };
        let about = model.detail.as_ref().filter(|_| form.marked.is_none() && !form.is_answer);
        let next = model.keymap.fill_names(whats_next::of_annex(annex.kind, about, model.lang));
        let on_success = summaries::with_next(&summaries::attached(&annex.source, model.lang), &next);
        let NewAnnex { accounts, source, on, note, kind, about } = annex;
        return submit(model, on_success, |ticket| Effect::Attach { ticket, accounts, source, on, note, kind, about, at });
    }
    if let Some((accounts, to, lang)) = complaint::folder(form) {
        let (on, links, me) = (today, model.links.clone(), Box::new(model.me.clone()));
        return submit(model, String::new(), |ticket| Effect::Folder { ticket, accounts, to, on, lang, links, me });
    }
    if let Some((accounts, names)) = forms::erase::erases(form, model.lang) {
        return submit(model, names, |ticket| Effect::Forget(ticket, accounts));
    }
    if let Some((accounts, what)) = forms::many(form, context(model)) {
        let undo = undo_words(model, form);
        return save_many(model, accounts, what, &undo);
    }
    let Some(change) = forms::change(form, context(model), model.now) else { return model.notify(Notice::NotNow) };
    let filed = forms::mail::filed(form, &change);
    let next = whats_next::of(&change, model.detail.as_ref(), today, model.lang);
    let saved = summaries::saved(&change, model.detail.as_ref(), model.lang);
    let saved = if leaves_account(model, form) {
        // Its keys would be those of the account that is under the cursor then.
        summaries::with_next(&format!("{}, {saved}", form.must_type), &model.keymap.fill_names(&without_keys(&next)))
    } else {
        summaries::with_next(&saved, &model.keymap.fill_names(&next))
    };
    let on_success = summaries::with_next(&saved, &undo_words(model, form));
    submit(model, on_success, |ticket| match filed {
        Some((mail, event)) => Effect::FileMail { ticket, mail: Box::new(mail), event: Box::new(event), at },
        None => Effect::Write(ticket, change),
    })
}

/// How an answer that was logged by mistake is voided: at one of the accounts, where the cursor may have left them.
fn undo_words(model: &Model, form: &Form) -> String {
    let words = &phrases(model.lang).next;
    if form.id.kind != FormKind::Reply {
        return String::new();
    }
    let marked = form.marked.as_ref().and_then(|meant| meant.names.first()).map(|(_, handle)| handle);
    let left = leaves_account(model, form).then_some(&form.must_type);
    match marked.or(left) {
        Some(handle) => fill(&model.keymap.fill_names(&words.undo_there), &[("account", &escape_control(handle))]),
        None => model.keymap.fill_names(&words.undo),
    }
}

/// Whether the cursor may stand on another account once this is saved: then what is said names the one it was about.
fn leaves_account(model: &Model, form: &Form) -> bool {
    let acts = matches!(form.id.kind, FormKind::Submit | FormKind::Reply | FormKind::Complaint);
    let stays = goes_on(form) && model.back_to.is_some();
    acts && model.focus == Pane::Accounts && !stays && model.list.rows.len() > 1
}

/// Whether there is more to do on the page that a form was opened from, once it is saved.
fn goes_on(form: &Form) -> bool {
    let helps = matches!(form.id.kind, FormKind::Edit | FormKind::Folder | FormKind::Evidence | FormKind::Note);
    helps || form.mail.is_some() || form.chosen(FieldId::Event) == Some(Choice::Kind(EventKind::CaseNumber))
}

/// Sends a dialog's change on its way.
fn submit(model: &mut Model, on_success: String, effect: impl FnOnce(Ticket) -> Effect) -> Vec<Effect> {
    let ticket = model.ticket();
    let place = model.list.current().map(|row| row.key(model.today));
    if let Some(Dialog::Form(form)) = &mut model.dialog {
        (form.saving, form.place) = (Some(ticket), place);
    }
    model.track(ticket, on_success);
    let mut effects = autosave::save_drafts(model);
    effects.push(effect(ticket));
    effects
}

fn save_many(model: &mut Model, accounts: Vec<AccountId>, what: BulkEvent, undo: &str) -> Vec<Effect> {
    let saved = summaries::saved_many(&what, accounts.len() as u64, model.lang);
    let next = whats_next::of_many(&what, model.today, model.lang);
    let saved = summaries::with_next(&saved, &model.keymap.fill_names(&next));
    let on_success = summaries::with_next(&saved, undo);
    let (at, lang, links, me) = (model.now.utc, model.lang, model.links.clone(), Box::new(model.me.clone()));
    submit(model, on_success, |ticket| Effect::WriteMany { ticket, accounts, what, at, lang, links, me })
}

/// A form whose change was written.
pub(super) struct SavedForm {
    /// Which one.
    pub id: FormId,
    /// The accounts that it was about.
    pub accounts: Vec<AccountId>,
    /// Whether those were the marked ones.
    pub of_marked: bool,
    /// See [`Form::is_answer`].
    pub is_answer: bool,
    /// See [`Form::place`].
    pub place: Option<ListKey>,
}

/// A dialog's change was answered: closes it when it is in the log, or lets the person try again. From an account's
/// details the way leads back to the page that asked for them; what was logged ends the work there.
pub(super) fn on_saved(model: &mut Model, ticket: Ticket, well: bool) -> Option<SavedForm> {
    let Some(Dialog::Form(form)) = &mut model.dialog else { return None };
    if form.saving != Some(ticket) {
        return None;
    }
    form.saving = None;
    let accounts = match &form.marked {
        Some(target) => target.accounts.clone(),
        None => form.id.account.into_iter().collect(),
    };
    let saved =
        SavedForm { id: form.id, accounts, of_marked: form.marked.is_some(), is_answer: form.is_answer, place: form.place };
    if well {
        if !goes_on(form) {
            model.back_to = None;
        }
        // What the answer says is logged next; the way back from there is the same.
        let back = model.back_to.take_if(|_| saved.is_answer);
        model.close_dialog();
        model.back_to = model.back_to.take().or(back);
    }
    well.then_some(saved)
}
