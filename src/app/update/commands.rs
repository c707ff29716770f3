//! What keys do: to the dialog in front, to the text being edited, or else to the panes.

use super::{
    autosave, calendar, cursor, dialogs, external_editor, form_dialog, help, link, load, marks, menu, page_viewer, plain_text,
    reason, search, stats,
};
use crate::app::forms;
use crate::app::model::field::FormKind;
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::keymap::{self, KeyCommand};
use crate::app::model::list::ListPosition;
use crate::app::model::msg::Effect;
use crate::app::model::{Model, Notice, PageKind, Pane};
use crate::app::screen::hints;
use crate::content::{self, fill, phrases};
use crate::domain::text::{base_name, escape_control};
use crate::domain::{Code, EventData, EventKind, EvidenceKind, Step};

/// A key was pressed.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    model.notice = None;
    if model.outside.is_some() {
        return plain_text::key(model, key);
    }
    if model.help.is_some() {
        return help::help_key(model, key);
    }
    if model.dialog.is_some() {
        return dialogs::key(model, key);
    }
    if model.search.is_some() {
        return search::search_key(model, key);
    }
    if model.reason.editing {
        return reason::reason_key(model, key);
    }
    match model.keymap.command(key) {
        Some(command) => run_when_read(model, command),
        // Who begins to write where one's own words go, writes.
        None if begins_to_write(model, key) => {
            let mut effects = reason::edit_reason(model);
            effects.extend(reason::reason_key(model, key));
            effects
        }
        None => model.notify(Notice::NotNow),
    }
}

fn begins_to_write(model: &Model, key: Key) -> bool {
    let letter = matches!(key.code, KeyCode::Char(c) if c.is_alphanumeric()) && !key.ctrl && !key.alt;
    let empty = model.detail.as_ref().is_some_and(|detail| detail.draft.reason.is_empty()) && !model.detail_is_stale();
    letter && empty && model.focus == Pane::Reason && !model.read_only
}

/// Runs a command, where it means anything, once the account that it is about is read.
pub(super) fn run_when_read(model: &mut Model, command: KeyCommand) -> Vec<Effect> {
    let when = keymap::binding(command).map_or(keymap::When::Always, |b| b.when);
    let moves = command.moves_cursor();
    if !hints::applies(model, when) {
        return model.notify(Notice::NotNow);
    }
    // Where the account could not be read, what is not about it works nevertheless.
    let unreadable = model.unreadable.is_some() && model.unreadable == model.current();
    let elsewhere = (moves && model.focus == Pane::Accounts) || (unreadable && when == keymap::When::Always);
    if let Some(id) = model.current().filter(|_| model.detail_is_stale() && !elsewhere) {
        // The command means the account under the cursor, so it waits until that account was read.
        model.follow = None;
        let again = (!unreadable).then_some(Effect::Run(command));
        return [Effect::Detail(id)].into_iter().chain(again).collect();
    }
    if !moves {
        // It means something else than the dialog that is still to open.
        model.opening = None;
    }
    // Who goes on working has thought better of leaving.
    model.drafts.quitting &= command == KeyCommand::Quit;
    run(model, command)
}

/// Several lines came together: into what has the keys, where their ends are no command.
pub(super) fn typed(model: &mut Model, text: &str) -> Vec<Effect> {
    if model.dialog.is_none() && model.search.is_none() {
        model.notice = None;
        return reason::typed_at_once(model, text);
    }
    let mut effects = paste(model, text);
    if model.notice.is_none() {
        let said = phrases(model.lang).notices.lines_together.clone();
        effects.extend(model.notify(Notice::Hint(said)));
    }
    effects
}

/// Text was pasted: into the field that has the keys, and nowhere else, or each letter were a command.
pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    if model.outside.is_some() {
        return Vec::new();
    }
    if model.dialog.is_some() {
        return dialogs::paste(model, text);
    }
    if model.search.is_some() {
        return search::search_paste(model, text);
    }
    if !model.reason.editing {
        return Vec::new();
    }
    let typed = model.reason.edit.paste(text);
    reason::reason_typed(model, typed)
}

fn run(model: &mut Model, command: KeyCommand) -> Vec<Effect> {
    match command {
        KeyCommand::Down => cursor::step(model, 1),
        KeyCommand::Up => cursor::step(model, -1),
        KeyCommand::PageDown => cursor::step(model, cursor::page(model)),
        KeyCommand::PageUp => cursor::step(model, -cursor::page(model)),
        KeyCommand::First => cursor::edge(model, ListPosition::Start),
        KeyCommand::Last => cursor::edge(model, ListPosition::End),
        KeyCommand::NextPane => cursor::turn(model, 1),
        KeyCommand::PrevPane => cursor::turn(model, 4),
        KeyCommand::Pane(pane) => cursor::focus(model, pane),
        KeyCommand::Go => go(model),
        KeyCommand::Toggle => toggle(model),
        KeyCommand::MarkAll => marks::all(model),
        KeyCommand::Back => back(model),
        KeyCommand::Add => form_dialog::open(model, FormKind::Add),
        KeyCommand::Edit => form_dialog::open(model, FormKind::Edit),
        KeyCommand::Submit => form_dialog::open(model, FormKind::Submit),
        KeyCommand::Reply => form_dialog::open(model, FormKind::Reply),
        KeyCommand::Note => form_dialog::open(model, FormKind::Note),
        KeyCommand::Complaint if model.marking || !model.marks.accounts.is_empty() => {
            form_dialog::open(model, FormKind::Complaint)
        }
        KeyCommand::Complaint => page_viewer::open(model, PageKind::Complaint),
        KeyCommand::Void => void(model),
        KeyCommand::Evidence => evidence(model),
        KeyCommand::Forget => form_dialog::open(model, FormKind::Forget),
        KeyCommand::Link => link::open(model),
        KeyCommand::CopyText => plain_text::copy(model),
        KeyCommand::Read => read(model),
        KeyCommand::Plain => plain_text::explain(model),
        KeyCommand::Editor => external_editor::open(model),
        KeyCommand::Search => search::search(model),
        KeyCommand::Filter => search::filter(model),
        KeyCommand::Calendar => calendar::open(model),
        KeyCommand::Stats => stats::open(model),
        KeyCommand::Zoom => {
            model.zoomed = !model.zoomed;
            load::missing_rows(model)
        }
        KeyCommand::Language => {
            model.lang = model.lang.next();
            Vec::new()
        }
        KeyCommand::Redraw => vec![Effect::Redraw],
        KeyCommand::Menu => menu::open(model),
        KeyCommand::Help => help::help(model),
        KeyCommand::Quit => dialogs::quit(model),
        KeyCommand::Suspend => vec![Effect::Suspend],
    }
}

/// The whole text to the controller, to be read and scrolled before it is sent.
fn read(model: &mut Model) -> Vec<Effect> {
    if model.detail.as_ref().is_some_and(|detail| detail.draft.has_text()) {
        return page_viewer::open(model, PageKind::Explanation);
    }
    model.notify(Notice::NothingToCopy)
}

/// An annex under the log's cursor is saved out; elsewhere one is attached.
fn evidence(model: &mut Model) -> Vec<Effect> {
    let under = model.detail.as_ref().filter(|_| model.focus == Pane::Log).and_then(|d| d.events.get(model.log_cursor));
    match under.map(|event| (event.id, &event.data)) {
        Some((id, EventData::EvidenceAdded { name, .. })) => vec![Effect::SaveAttachment(id, base_name(name).to_owned())],
        _ => form_dialog::open(model, FormKind::Evidence),
    }
}

fn back(model: &mut Model) -> Vec<Effect> {
    if model.zoomed {
        model.zoomed = false;
        return Vec::new();
    }
    if model.focus != Pane::Accounts {
        return cursor::focus(model, Pane::Accounts);
    }
    search::clear_one(model).unwrap_or_default()
}

/// The natural next thing for what is under the cursor.
fn go(model: &mut Model) -> Vec<Effect> {
    match model.focus {
        Pane::Accounts => cursor::focus(model, Pane::Steps),
        Pane::Steps => go_step(model),
        Pane::Objections => toggle(model),
        Pane::Reason => reason::edit_reason(model),
        Pane::Log => match model.detail.as_ref().and_then(|d| d.events.get(model.log_cursor)) {
            Some(event) => {
                let page = PageKind::Event(event.id);
                page_viewer::open(model, page)
            }
            None => Vec::new(),
        },
    }
}

fn go_step(model: &mut Model) -> Vec<Effect> {
    let sent = model.detail.as_ref().is_some_and(|d| !d.case.attempts.is_empty());
    let code = model.detail.as_ref().and_then(|d| d.case.attempts.last()).map(|attempt| attempt.code);
    // The steps are those of the account under the cursor, whatever is marked.
    match model.step {
        Step::LogIn | Step::OpenPolicy | Step::FollowLink => link::open(model),
        Step::GiveAddress => page_viewer::open(model, PageKind::ObjectionForm),
        Step::Explain if model.detail.as_ref().is_some_and(|d| d.draft.has_text()) => {
            page_viewer::open(model, PageKind::Explanation)
        }
        Step::Explain => {
            // Another pane has the keys now: what to do there is said until the next key.
            let said = model.keymap.fill_names(&phrases(model.lang).notices.choose_first);
            model.notice = Some(Notice::Hint(said));
            cursor::focus(model, Pane::Objections)
        }
        Step::Send => form_dialog::open_about(model, FormKind::Submit, None),
        Step::KeepConfirmation => form_dialog::open_annex(model, EvidenceKind::Objection),
        Step::EnterCode | Step::AwaitReply if !sent => model.notify(Notice::SendFirst),
        Step::EnterCode if code == Some(Code::Pending) => form_dialog::open_with(model, FormKind::Reply, EventKind::Confirmed),
        Step::EnterCode if code == Some(Code::NotAsked) => form_dialog::code_unasked(model),
        Step::EnterCode => model.notify(Notice::NotNow),
        Step::AwaitReply => form_dialog::open_about(model, FormKind::Reply, None),
        Step::Complain => page_viewer::open(model, PageKind::Complaint),
    }
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Accounts {
        return marks::toggle(model);
    }
    if model.read_only {
        return model.notify(Notice::ReadOnly);
    }
    let (step, ground) = (model.step, model.ground);
    let Some(detail) = model.detail.as_mut() else { return Vec::new() };
    let sent = !detail.case.attempts.is_empty();
    match model.focus {
        Pane::Steps if step.is_manual() => detail.draft.ticks.toggle(step),
        Pane::Steps => return go_step(model),
        Pane::Objections => detail.draft.toggle(ground),
        _ => return Vec::new(),
    }
    if model.focus == Pane::Steps && detail.draft.ticks.has(step) {
        model.go_to_step(Step::at(step.index() + 1));
    }
    if let Some(what) = taken_back(model, step) {
        let words = &phrases(model.lang).notices;
        let phrase = if model.focus == Pane::Steps { &words.unticked } else { &words.taken_back };
        let said = fill(phrase, &[("what", what)]);
        model.notice = Some(Notice::Hint(model.keymap.fill_names(&said)));
    }
    if model.focus == Pane::Objections && sent {
        model.notice = Some(Notice::Hint(phrases(model.lang).notices.for_next_attempt.clone()));
    }
    if let Some(handle) = detail_of_many(model) {
        let said = fill(&phrases(model.lang).notices.only_here, &[("account", &escape_control(&handle))]);
        model.notice = Some(Notice::Hint(said));
    }
    autosave::draft_changed(model);
    autosave::save_drafts(model)
}

/// What is no longer ticked or chosen under the cursor.
fn taken_back(model: &Model, step: Step) -> Option<&'static str> {
    let detail = model.detail.as_ref()?;
    let platform = detail.account.fields.platform;
    match model.focus {
        Pane::Steps => (!detail.done(step)).then(|| content::steps(platform, model.lang)[step.index()].title.as_str()),
        _ if detail.draft.grounds.contains(&model.ground) => None,
        _ => Some(&content::ground(model.ground, platform, model.lang).short),
    }
}

/// The account on the screen, where others are marked: what is changed here is changed for it alone.
fn detail_of_many(model: &Model) -> Option<String> {
    let here = model.detail.as_ref().filter(|_| !model.marks.accounts.is_empty());
    here.map(|detail| detail.account.fields.handle.clone())
}

fn void(model: &mut Model) -> Vec<Effect> {
    let Some(detail) = &model.detail else { return Vec::new() };
    let under = (model.focus == Pane::Log).then(|| detail.events.get(model.log_cursor).map(|e| e.id)).flatten();
    let Some(event) = forms::to_void(detail, under) else { return model.notify(Notice::NotNow) };
    form_dialog::open_about(model, FormKind::Void, Some(event))
}
