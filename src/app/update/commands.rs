//! What keys do: to the dialog in front, to the text being edited, or else to the panes.

use super::dialogs;
use super::external_editor;
use super::link;
use super::marks;
use super::page_viewer;
use super::plain_text;
use super::search;
use crate::app::forms;
use crate::app::model::field::What;
use crate::app::model::key::{Code, Key};
use crate::app::model::keymap::{self, Command};
use crate::app::model::list::Place;
use crate::app::model::msg::Effect;
use crate::app::model::text_input::Typed;
use crate::app::model::{Model, Notice, Page, Pane};
use crate::app::screen::layout::areas;
use crate::app::screen::page_text;
use crate::domain::{EventKind, Ground};

/// A key was pressed.
pub(in crate::app) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    model.notice = None;
    if model.outside {
        return plain_text::key(model, key);
    }
    if model.help.is_some() {
        return page_viewer::help_key(model, key);
    }
    if model.dialog.is_some() {
        return dialogs::key(model, key);
    }
    if model.search.is_some() {
        return search::search_key(model, key);
    }
    if model.reason.editing {
        return reason_key(model, key);
    }
    let Some(command) = keymap::command(key) else { return Vec::new() };
    let when = keymap::binding(command).map_or(keymap::When::Always, |b| b.when);
    let moves =
        matches!(command, Command::Down | Command::Up | Command::PageDown | Command::PageUp | Command::First | Command::Last);
    if !super::applies(model, when) {
        return model.tell(Notice::NotNow);
    }
    // Where the account could not be read, what is not about it works nevertheless.
    let unreadable = model.unreadable.is_some() && model.unreadable == model.current();
    let elsewhere = (moves && model.focus == Pane::Accounts) || (unreadable && when == keymap::When::Always);
    if let Some(id) = model.current().filter(|_| model.stale() && !elsewhere) {
        // The key means the account under the cursor, so it waits until that account was read.
        model.follow = None;
        let again = (!unreadable).then_some(Effect::Again(key));
        return [Effect::Detail(id)].into_iter().chain(again).collect();
    }
    // Who goes on working has thought better of leaving.
    model.drafts.quitting &= command == Command::Quit;
    run(model, command)
}

/// Much was typed at once: into the custom reason, where a line end is no command.
pub(in crate::app) fn typed(model: &mut Model, text: &str) -> Vec<Effect> {
    if model.takes_runs() {
        return paste(model, text);
    }
    Vec::new()
}

/// Text was pasted: into the field that has the keys, and nowhere else, or each letter were a command.
pub(in crate::app) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.notice = None;
    if model.outside {
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
    reason_typed(model, typed)
}

fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Down => step(model, 1),
        Command::Up => step(model, -1),
        Command::PageDown => step(model, page(model)),
        Command::PageUp => step(model, -page(model)),
        Command::First => edge(model, Place::Start),
        Command::Last => edge(model, Place::End),
        Command::NextPane => turn(model, 1),
        Command::PrevPane => turn(model, 4),
        Command::Pane(pane) => focus(model, pane),
        Command::Go => go(model),
        Command::Toggle => toggle(model),
        Command::MarkAll => marks::all(model),
        Command::Back => back(model),
        Command::Add => dialogs::open(model, What::Add),
        Command::Edit => dialogs::open(model, What::Edit),
        Command::Submit => dialogs::open(model, What::Submit),
        Command::Reply => dialogs::open(model, What::Reply),
        Command::Note => dialogs::open(model, What::Note),
        Command::Imy if !model.marks.accounts.is_empty() => dialogs::open(model, What::Complaint),
        Command::Imy => page_viewer::open(model, Page::Complaint),
        Command::Void => void(model),
        Command::Evidence => dialogs::open(model, What::Evidence),
        Command::Forget => dialogs::open(model, What::Forget),
        Command::Link => link::open(model),
        Command::CopyText => plain_text::copy(model),
        Command::Plain => plain_text::explain(model),
        Command::Editor => external_editor::open(model),
        Command::Search => search::search(model),
        Command::Filter => search::filter(model),
        Command::Zoom => {
            model.zoomed = !model.zoomed;
            model.missing_rows()
        }
        Command::Language => {
            model.lang = model.lang.next();
            Vec::new()
        }
        Command::Redraw => vec![Effect::Redraw],
        Command::Help => help(model),
        Command::Quit => dialogs::quit(model),
        Command::Suspend => vec![Effect::Suspend],
    }
}

fn page(model: &Model) -> isize {
    let height = areas(model).inside(model.focus).height;
    (height.max(2) - 1) as isize
}

pub(in crate::app) fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    let cursor = match model.focus {
        Pane::Accounts => {
            model.list.step(by);
            return model.moved();
        }
        Pane::Steps => &mut model.step,
        Pane::Objections => &mut model.ground,
        Pane::Log => &mut model.entry,
        Pane::Reason => return Vec::new(),
    };
    *cursor = cursor.saturating_add_signed(by);
    Vec::new()
}

fn edge(model: &mut Model, to: Place) -> Vec<Effect> {
    let start = to == Place::Start;
    let held = if start { !model.list.before } else { !model.list.after };
    if model.focus != Pane::Accounts || held {
        return step(model, if start { -1_000_000 } else { 1_000_000 });
    }
    vec![model.window(to)]
}

fn turn(model: &mut Model, by: usize) -> Vec<Effect> {
    focus(model, Pane::ALL[(model.focus.index() + by) % 5])
}

pub(in crate::app) fn focus(model: &mut Model, pane: Pane) -> Vec<Effect> {
    model.focus = pane;
    if pane != Pane::Accounts {
        model.under = pane;
    }
    model.missing_rows()
}

fn back(model: &mut Model) -> Vec<Effect> {
    if model.zoomed {
        model.zoomed = false;
        return Vec::new();
    }
    if model.focus != Pane::Accounts {
        return focus(model, Pane::Accounts);
    }
    search::clear_one(model).unwrap_or_default()
}

fn help(model: &mut Model) -> Vec<Effect> {
    model.help = Some(0);
    Vec::new()
}

/// The natural next thing for what is under the cursor.
fn go(model: &mut Model) -> Vec<Effect> {
    match model.focus {
        Pane::Accounts => focus(model, Pane::Steps),
        Pane::Steps => go_step(model),
        Pane::Objections => toggle(model),
        Pane::Reason => edit_reason(model),
        Pane::Log => match model.detail.as_ref().and_then(|d| d.entries.get(model.entry)) {
            Some(entry) => {
                let page = Page::Entry(entry.id);
                page_viewer::open(model, page)
            }
            None => Vec::new(),
        },
    }
}

fn go_step(model: &mut Model) -> Vec<Effect> {
    let sent = model.detail.as_ref().is_some_and(|d| !d.case.attempts.is_empty());
    // The steps are those of the account under the cursor, whatever is marked.
    match model.step + 1 {
        1..=3 => link::open(model),
        4 => dialogs::open_about(model, What::Edit, None),
        5 => {
            // Another pane has the keys now: what to do there is said until the next key.
            model.notice = Some(Notice::Told(page_text::step_help(model).to_owned()));
            focus(model, Pane::Objections)
        }
        6 => dialogs::open_about(model, What::Submit, None),
        8 => dialogs::open_about(model, What::Evidence, None),
        7 | 9 if !sent => model.tell(Notice::SendFirst),
        7 => dialogs::open_with(model, What::Reply, EventKind::Confirmed),
        9 => dialogs::open_about(model, What::Reply, None),
        _ => page_viewer::open(model, Page::Complaint),
    }
}

fn toggle(model: &mut Model) -> Vec<Effect> {
    if model.focus == Pane::Accounts {
        return marks::toggle(model);
    }
    if model.read_only {
        return model.tell(Notice::ReadOnly);
    }
    let step = model.step as u8 + 1;
    let ground = Ground::ALL[model.ground.min(14)];
    let Some(detail) = model.detail.as_mut() else { return Vec::new() };
    match model.focus {
        Pane::Steps if step <= crate::domain::ManualSteps::LAST => detail.draft.ticks.toggle(step),
        Pane::Steps => return go_step(model),
        Pane::Objections => detail.draft.toggle(ground),
        _ => return Vec::new(),
    }
    if model.focus == Pane::Steps && detail.draft.ticks.has(step) {
        model.step += 1;
    }
    model.draft_changed();
    model.save_drafts()
}

/// Puts the keys into the custom reason.
pub(in crate::app) fn edit_reason(model: &mut Model) -> Vec<Effect> {
    if model.read_only {
        return model.tell(Notice::ReadOnly);
    }
    focus(model, Pane::Reason);
    model.reason.editing = true;
    model.reason.on_done = false;
    model.reason.merged = false;
    Vec::new()
}

fn reason_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let leaves = key.code == Code::Esc || key.code == Code::Tab || key == Key::ctrl('c');
    if leaves || (model.reason.on_done && matches!(key.code, Code::Enter | Code::Char(' '))) {
        return leave_reason(model);
    }
    if key == Key::ctrl('s') {
        return save_reason(model);
    }
    if key.code == Code::F(1) {
        return help(model);
    }
    if model.reason.on_done {
        model.reason.on_done = false;
        if key.code == Code::Up {
            return Vec::new();
        }
    }
    if key.code == Code::Down && !key.shift && model.reason.edit.at_bottom() {
        model.reason.on_done = true;
        return Vec::new();
    }
    let typed = model.reason.edit.key(key);
    reason_typed(model, typed)
}

fn reason_typed(model: &mut Model, typed: Typed) -> Vec<Effect> {
    match typed {
        Typed::Changed | Typed::Full => {
            let text = crate::domain::text::to_stored(&model.reason.edit.text());
            let changed = model.detail.as_mut().is_some_and(|d| {
                let changed = d.draft.reason != text;
                d.draft.reason = text;
                changed
            });
            if changed {
                model.draft_changed();
            }
            if typed == Typed::Full { model.tell(Notice::Full) } else { Vec::new() }
        }
        Typed::Moved | Typed::Ignored => Vec::new(),
    }
}

pub(in crate::app) fn leave_reason(model: &mut Model) -> Vec<Effect> {
    model.reason.editing = false;
    model.reason.on_done = false;
    save_reason(model)
}

/// Sends the reason at once; the acknowledgement comes with the database's answer.
pub(in crate::app) fn save_reason(model: &mut Model) -> Vec<Effect> {
    // It may have to wait for a draft that is on its way already.
    model.drafts.says = crate::app::screen::summaries::first_words(&model.reason.edit.text());
    let effects = model.save_drafts();
    model.acknowledge_drafts();
    effects
}

fn void(model: &mut Model) -> Vec<Effect> {
    let Some(detail) = &model.detail else { return Vec::new() };
    let under = (model.focus == Pane::Log).then(|| detail.entries.get(model.entry).map(|e| e.id)).flatten();
    let Some(entry) = forms::to_void(detail, under) else { return model.tell(Notice::NotNow) };
    dialogs::open_about(model, What::Void, Some(entry))
}
