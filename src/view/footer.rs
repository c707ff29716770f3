//! The last line: what was just done, or the keys that mean something here.

use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

use super::canvas::{Canvas, through, width};
use super::theme::Role;
use crate::app::model::PageKind;
use crate::app::model::dialog::PageDialog;
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::keymap::{Binding, Command};
use crate::app::model::msg::{EditorFault, HandOff};
use crate::app::model::text_input::Edit;
use crate::app::screen::labels::command_words;
use crate::app::screen::wrap;
use crate::app::{Dialog, Model, Notice, Pane, WriteError, footer as bindings};
use crate::content::{fill, phrases};
use crate::domain::AccountId;
use crate::domain::change::Erased;
use crate::domain::text::escape_control;

/// The most lines that something said may take.
const MOST_LINES: usize = 3;

/// Draws it, and above it on a line of its own what was just done. Keys that do not fit are left out whole, from the right, but never the last one, which is help. What
/// was just done is said in full, over the lines above if it must be.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, area: Rect, message: Rect) {
    if let Some((text, role)) = said(model) {
        say(canvas, message, &text, role);
    }
    if let Some(edit) = &model.search {
        return search(canvas, model, edit, area);
    }
    let keys = keys(model, canvas);
    let Some((last, rest)) = keys.split_last() else { return };
    let long = |(key, what): &(String, String)| width(key) + 1 + width(what);
    let mut left = usize::from(area.width.saturating_sub(2)).saturating_sub(long(last));
    let mut x = 1;
    let mut put = |(key, what): &(String, String)| {
        x = canvas.put(area, x, 0, key, Role::Strong) + 1;
        x = canvas.put(area, x, 0, what, Role::Plain) + 3;
    };
    for item in rest {
        let needs = long(item) + 3;
        if needs > left {
            break;
        }
        left -= needs;
        put(item);
    }
    put(last);
}

fn say(canvas: &mut Canvas<'_>, area: Rect, text: &str, role: Role) {
    let lines = wrap::lines(text, usize::from(area.width.saturating_sub(2)));
    let more = (lines.len().min(MOST_LINES) as u16).saturating_sub(1).min(area.y);
    let over = Rect { y: area.y - more, height: area.height + more, ..area };
    Clear.render(over, canvas.buffer());
    for (y, line) in lines.iter().enumerate() {
        canvas.put(over, 1, y as u16, line, role);
    }
}

/// The search while it is typed.
fn search(canvas: &mut Canvas<'_>, model: &Model, edit: &Edit, area: Rect) {
    let words = &phrases(model.lang).finding;
    let x = canvas.put(area, 1, 0, &words.search, Role::Strong) + 1;
    let enter = canvas.theme.pick("↵", "Enter");
    let hints = format!("{enter} {}   Esc {}", words.keep, words.clear);
    let hints_width = width(&hints) as u16;
    // On a narrow screen what is typed matters more than how to end it.
    let end = if area.width > x + hints_width + 20 { area.width - hints_width - 2 } else { area.width };
    if end < area.width {
        canvas.right(area, area.width.saturating_sub(1), 0, &hints, Role::Dim);
    }
    let room = usize::from(end.saturating_sub(x + 1)).max(1);
    let at = edit.cells_before();
    let (seen, skipped) = through(&edit.text(), at, room);
    canvas.put(area, x, 0, &seen, Role::Plain);
    canvas.cursor = Some(Position::new(area.x + x + (at - skipped.min(at)).min(room - 1) as u16, area.y));
}

/// What the footer says instead of the keys.
fn said(model: &Model) -> Option<(String, Role)> {
    let words = &phrases(model.lang).notices;
    if let Some((written, of)) = model.pending.first().and_then(|f| f.far).filter(|_| model.waiting_for_database()) {
        let number = |n: usize| crate::content::number(n as u64, model.lang);
        return Some((fill(&words.far, &[("n", &number(written)), ("max", &number(of))]), Role::Strong));
    }
    if model.is_counting() {
        return Some((words.counting.clone(), Role::Strong));
    }
    if model.waiting_for_database() {
        let words = if model.erasing { &words.waiting_erasing } else { &words.waiting };
        return Some((words.clone(), Role::Strong));
    }
    let text = match model.notice.as_ref()? {
        Notice::Saved(what) => return Some((fill(&words.saved, &[("what", what)]), Role::Accent)),
        Notice::Hint(what) => return Some((what.clone(), Role::Plain)),
        Notice::Folder(folder, files) => {
            return Some((fill(&words.folder.of(*files, model.lang), &[("folder", folder)]), Role::Accent));
        }
        Notice::Failed(trouble) => trouble_words(trouble, model),
        Notice::HandedOff(HandOff::Clipboard) => return Some((words.clipboard.clone(), Role::Accent)),
        Notice::HandedOff(HandOff::WithoutTmux) => return Some((words.without_tmux.clone(), Role::Plain)),
        Notice::HandedOff(HandOff::Browser) => return Some((words.browser.clone(), Role::Accent)),
        Notice::HandedOff(HandOff::TooLong) => words.too_long.clone(),
        Notice::HandedOff(HandOff::Screen) => words.screen.clone(),
        Notice::HandedOff(HandOff::NoBrowser) => words.no_browser.clone(),
        Notice::HandedOff(HandOff::NoShell) => words.no_shell.clone(),
        Notice::HandedOff(HandOff::Failed(why)) => fill(&words.failed, &[("why", why)]),
        Notice::Resumed => return Some((words.resumed.clone(), Role::Accent)),
        Notice::Forgotten(what, wholly) => {
            let phrase = match wholly {
                true => &words.erased_wholly,
                false if model.erasing => &words.erased_rewriting,
                false => &words.forgotten,
            };
            return Some((fill(phrase, &[("what", what)]), Role::Accent));
        }
        Notice::Erased(Erased::Wholly | Erased::Interrupted) => return None,
        Notice::Erased(Erased::InUse) => words.erasing_in_use.clone(),
        Notice::Erased(Erased::NoRoom) => words.erasing_no_room.clone(),
        Notice::Erased(Erased::Unfinished) => words.erasing_failed.clone(),
        Notice::Merged => words.merged.clone(),
        Notice::Full => words.full.clone(),
        Notice::Unchanged => return Some((words.unchanged.clone(), Role::Accent)),
        Notice::NoEditor => words.no_editor.clone(),
        Notice::EditorFailed(why) => fill(&words.editor_failed, &[("why", why)]),
        Notice::EditorFileKept(fault, file) => editor_file_kept(fault, file, model),
        Notice::NotUtf8(charset) => fill(&words.not_utf8, &[("charset", charset)]),
        Notice::Unwatched => words.unwatched.clone(),
        Notice::NothingToCopy => words.nothing_to_copy.clone(),
        Notice::SendFirst => words.send_first.clone(),
        Notice::NotNow => words.not_now.clone(),
        Notice::ReadOnly => words.read_only.clone(),
    };
    Some((text, Role::Alarm))
}

fn editor_file_kept(fault: &EditorFault, file: &str, model: &Model) -> String {
    let words = &phrases(model.lang).notices;
    let file = ("file", escape_control(file));
    match fault {
        EditorFault::Status(why) => fill(&words.editor_file_kept, &[("why", why), (file.0, &file.1)]),
        EditorFault::AtOnce => fill(&words.editor_at_once, &[(file.0, &file.1)]),
        EditorFault::NotUtf8 => fill(&words.editor_not_utf8, &[(file.0, &file.1)]),
    }
}

fn trouble_words(trouble: &WriteError, model: &Model) -> String {
    let words = &phrases(model.lang).troubles;
    match trouble {
        WriteError::Busy => words.busy.clone(),
        WriteError::ReadOnly => words.read_only.clone(),
        WriteError::DiskFull => words.disk_full.clone(),
        WriteError::Damaged => words.damaged.clone(),
        WriteError::Newer => words.newer.clone(),
        WriteError::UnreadableEvent(id, entry) => {
            fill(&words.unreadable_event, &[("id", &id.0.to_string()), ("entry", &entry.0.to_string())])
        }
        WriteError::Replaced => words.replaced.clone(),
        WriteError::NoSuchAccount(id) => match marked_name(model, *id) {
            Some(name) => fill(&words.no_account_named, &[("name", &escape_control(name))]),
            None => fill(&words.no_such_account, &[("n", &id.0.to_string())]),
        },
        WriteError::CaseFull(name) => fill(&words.case_full, &[("name", name)]),
        WriteError::Folder(why) => fill(&words.folder, &[("why", why)]),
        WriteError::FolderExists(folder) => fill(&words.folder_exists, &[("folder", folder)]),
        WriteError::Differs(name) => fill(&words.differs, &[("name", name)]),
        WriteError::File(why) => fill(&words.file, &[("why", why)]),
        WriteError::TooLarge => words.too_large.clone(),
        WriteError::Other(code) => fill(&words.other, &[("n", &code.to_string())]),
    }
}

/// The handle of one of the marked accounts that the dialog in front is about.
fn marked_name(model: &Model, id: AccountId) -> Option<&str> {
    match &model.dialog {
        Some(Dialog::Form(form)) => form.marked.as_ref()?.name(id),
        _ => None,
    }
}

/// A key and what it does.
fn item(key: &str, what: &str) -> (String, String) {
    (key.to_owned(), what.to_owned())
}

/// The keys of the moment with what they do.
fn keys(model: &Model, canvas: &Canvas<'_>) -> Vec<(String, String)> {
    let words = &phrases(model.lang).keys;
    let enter = canvas.theme.pick("↵", "Enter");
    if model.help.is_some() {
        return vec![item("j k", &words.scroll), item(enter, &words.close)];
    }
    if let Some(dialog) = &model.dialog {
        return dialog_keys(model, dialog, enter, canvas.theme.pick("←→", "Left Right"));
    }
    if model.reason.editing {
        let help = item("F1", &command_words(Command::Help, model.lang).short);
        return vec![item("Esc", &words.edit_done), item("Ctrl-s", &words.edit_save), item("Ctrl-z", &words.undo), help];
    }
    let mut rows = bindings(model);
    if model.is_empty() {
        rows.retain(|b| matches!(b.command, Command::Add | Command::Language | Command::Help | Command::Quit));
    }
    // Where the filter lets nothing through, the way back comes first.
    let nothing = model.list.rows.is_empty() && !model.list.filter.is_all();
    let clear = nothing.then(|| item("Esc", &phrases(model.lang).finding.clear));
    clear.into_iter().chain(rows.into_iter().map(|b| (key_name(b, enter), label(b, model)))).collect()
}

/// The keys of a dialog.
fn dialog_keys(model: &Model, dialog: &Dialog, enter: &str, arrows: &str) -> Vec<(String, String)> {
    let (words, buttons) = (&phrases(model.lang).keys, &phrases(model.lang).buttons);
    let help = item("F1", &command_words(Command::Help, model.lang).short);
    let plain = &command_words(Command::Plain, model.lang).short;
    let copy = buttons.copy.to_lowercase();
    match dialog {
        Dialog::LeaveUnsaved => vec![item("", &words.answer)],
        Dialog::Form(form) if form.confirming.is_some() => vec![item("", &words.answer)],
        Dialog::Form(_) => vec![
            item(enter, &words.go_on),
            item("Tab", &words.next_field),
            item("Ctrl-s", &words.save),
            item("Esc", &words.leave),
            item(arrows, &words.change),
            help,
        ],
        Dialog::Page(PageDialog { page: PageKind::Entry(_), .. }) => {
            vec![
                item(enter, &words.close),
                item("j k", &words.scroll),
                item("y", &copy),
                item("p", plain),
                item("Esc", &words.close),
            ]
        }
        Dialog::Page(reading) => {
            let lodged = model.detail.as_ref().is_some_and(|d| d.case.complaint.is_some());
            let log = if lodged { buttons.log.to_lowercase() } else { words.log_complaint.clone() };
            let link = &command_words(Command::Link, model.lang).short;
            let press = if reading.at == 0 { &log } else { &words.press };
            let keys = [(enter, press), (arrows, &words.change), ("j k", &words.scroll), ("o", link), ("y", &copy), ("p", plain)];
            keys.into_iter().chain([("Esc", &words.close)]).map(|(key, what)| item(key, what)).collect()
        }
        Dialog::Link(_) => {
            let (open, code) = (buttons.open.to_lowercase(), &buttons.code);
            let keys = [(enter, &words.press), ("y", &copy), ("o", &open), ("c", code), ("p", plain), ("Esc", &words.leave)];
            keys.into_iter().map(|(key, what)| item(key, what)).collect()
        }
        Dialog::Calendar(_) => {
            let words = &phrases(model.lang).agenda;
            let keys = [
                (enter, &words.show),
                (arrows, &words.day),
                ("j k", &words.entry),
                ("p n", &words.month),
                ("t", &words.this_day),
            ];
            let close = &phrases(model.lang).keys.close;
            keys.into_iter().chain([("Esc", close)]).map(|(key, what)| item(key, what)).chain([help]).collect()
        }
        Dialog::Filter(..) => {
            let choose = &phrases(model.lang).finding.choose;
            vec![item("Space", choose), item("f", &buttons.show), item("Esc", &words.leave), help]
        }
    }
}

fn key_name(binding: &Binding, enter: &str) -> String {
    match binding.keys.first() {
        Some(Key { code: KeyCode::Enter, .. }) => enter.to_owned(),
        Some(key) => key.to_string(),
        None => String::new(),
    }
}

fn label(binding: &Binding, model: &Model) -> String {
    let go = &phrases(model.lang).go;
    match (binding.command, model.focus) {
        (Command::Go, Pane::Accounts) => go.accounts.clone(),
        (Command::Go, Pane::Steps) => go.steps.clone(),
        (Command::Go, Pane::Objections) => go.objections.clone(),
        (Command::Go, Pane::Reason) => go.reason.clone(),
        (Command::Go, Pane::Log) => go.log.clone(),
        (Command::Zoom, _) => go.whole.clone(),
        _ => command_words(binding.command, model.lang).short.clone(),
    }
}
