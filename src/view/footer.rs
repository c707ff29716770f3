//! The last lines: what was just done, and the keys that mean something here.

use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

use super::canvas::{Canvas, through, width};
use super::theme::Role;
use crate::app::model::PageKind;
use crate::app::model::field::FormKind;
use crate::app::model::form::Focus;
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::keymap::KeyCommand;
use crate::app::model::msg::{EditorFault, HandOff};
use crate::app::model::text_input::Edit;
use crate::app::screen::hints;
use crate::app::screen::labels::command_words;
use crate::app::screen::summaries;
use crate::app::screen::wrap;
use crate::app::{Dialog, Model, Notice, WriteError, footer as bindings};
use crate::content::{fill, phrases};
use crate::domain::AccountId;
use crate::domain::change::Erased;
use crate::domain::text::escape_control;

/// The most lines that something said may take.
const MOST_LINES: usize = 4;

/// Draws it, and above it what was just done, in full, over the lines above if it must be. Keys that do not fit are left
/// out whole, from the right, but never menu and help.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, area: Rect, message: Rect) {
    if let Some((text, role)) = said(model) {
        say(canvas, message, &text, role);
    }
    if let Some(edit) = &model.search {
        return search(canvas, model, edit, area);
    }
    let keys = keys(model, canvas);
    let in_panes = model.dialog.is_none() && model.help.is_none() && !model.reason.editing;
    // The menu leads to everything, so it stays with help, whatever else there is no room for.
    let (rest, last) = keys.split_at(keys.len().saturating_sub(if in_panes { 2 } else { 1 }));
    let long = |(key, what): &(String, String)| width(key) + 1 + width(what);
    let kept: usize = last.iter().map(|item| long(item) + 3).sum();
    let mut left = usize::from(area.width.saturating_sub(1) + 3).saturating_sub(kept);
    let mut x = 1;
    let asked = hints::asked_for(model).filter(|_| in_panes).map(|(_, words)| words);
    let mut put = |(key, what): &(String, String), role| {
        x = canvas.put(area, x, 0, key, Role::Strong) + 1;
        x = canvas.put(area, x, 0, what, role) + 3;
    };
    for item in rest {
        let needs = long(item) + 3;
        if needs > left {
            break;
        }
        left -= needs;
        put(item, if asked == Some(item.1.as_str()) { Role::Accent } else { Role::Plain });
    }
    for item in last {
        put(item, Role::Plain);
    }
}

/// What was just done, in full, on the lines above the keys.
fn say(canvas: &mut Canvas<'_>, area: Rect, text: &str, role: Role) {
    let lines = wrap::lines(text, usize::from(area.width.saturating_sub(2)));
    let more = (lines.len().min(MOST_LINES) as u16).saturating_sub(1).min(area.y);
    let over = Rect { y: area.y - more, height: area.height + more, ..area };
    Clear.render(over, canvas.buffer());
    let shown = usize::from(over.height);
    for (y, line) in lines.iter().take(shown).enumerate() {
        let cut = y + 1 == shown && lines.len() > shown;
        let line = if cut { format!("{line}{}", canvas.theme.ellipsis()) } else { line.clone() };
        canvas.put(over, 1, y as u16, &line, role);
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
    let (seen, seen_at) = through(&edit.text(), at, room, canvas.theme.ellipsis());
    canvas.put(area, x, 0, &seen, Role::Plain);
    canvas.cursor = Some(Position::new(area.x + x + seen_at.min(room - 1) as u16, area.y));
}

/// What the footer says instead of the keys.
fn said(model: &Model) -> Option<(String, Role)> {
    let words = &phrases(model.lang).notices;
    if let Some((written, of)) = model.pending.first().and_then(|f| f.progress).filter(|_| model.waiting_for_database()) {
        let number = |n: usize| crate::content::number(n as u64, model.lang);
        return Some((fill(&words.progress, &[("n", &number(written)), ("max", &number(of))]), Role::Strong));
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
        Notice::Forgotten { name, wholly, folders } => {
            let phrase = match wholly {
                true => &words.erased_wholly,
                false if model.erasing => &words.erased_rewriting,
                false => &words.forgotten,
            };
            let left = fill(&words.folders_left, &[("folders", &folders.join(", "))]);
            let left = if folders.is_empty() { "" } else { &left };
            return Some((summaries::with_next(&fill(phrase, &[("what", name)]), left), Role::Accent));
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
        Notice::SendFirst => model.keymap.fill_names(&words.send_first),
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
        WriteError::MailGone => words.mail_gone.clone(),
        WriteError::Folder(why) => fill(&words.folder, &[("why", why)]),
        WriteError::Calendar(sentence) => sentence.clone(),
        WriteError::NotSavedOut(why) => fill(&phrases(model.lang).notices.no_attachment, &[("why", why)]),
        WriteError::NothingToComplain => words.nothing_to_complain.clone(),
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
        let help = item("F1", &command_words(KeyCommand::Help, model.lang).short);
        // The last two are the ways out that a phone has: past the last line, and an empty line with a dot on the next.
        let leave = canvas.theme.pick("Esc ↓ ↵↵.↵", "Esc Down 2xEnter . Enter");
        return vec![item(leave, &words.edit_done), item("Ctrl-s", &words.edit_save), item("Ctrl-z", &words.undo), help];
    }
    let mut rows = bindings(model);
    if model.is_empty() {
        rows.retain(|b| {
            matches!(b.command, KeyCommand::Add | KeyCommand::Language | KeyCommand::Menu | KeyCommand::Help | KeyCommand::Quit)
        });
    }
    // Where the filter lets nothing through, the way back comes first.
    let nothing = model.list.rows.is_empty() && !model.list.filter.is_all();
    let clear = nothing.then(|| item("Esc", &phrases(model.lang).finding.clear));
    clear
        .into_iter()
        .chain(
            rows.into_iter()
                .map(|b| (key_name(model, b.command, enter), hints::footer_words(model, b.command, model.lang).to_owned())),
        )
        .collect()
}

/// The keys of a dialog.
fn dialog_keys(model: &Model, dialog: &Dialog, enter: &str, arrows: &str) -> Vec<(String, String)> {
    let (words, buttons) = (&phrases(model.lang).keys, &phrases(model.lang).buttons);
    let help = item("F1", &command_words(KeyCommand::Help, model.lang).short);
    let plain = &command_words(KeyCommand::Plain, model.lang).short;
    let copy = buttons.copy.to_lowercase();
    match dialog {
        Dialog::LeaveUnsaved => vec![item("", &words.answer)],
        Dialog::Menu(_) => vec![item(enter, &words.choose), item("1–9", &words.choose), item("q", &words.leave), help],
        Dialog::Form(form) if form.confirming.is_some() => vec![item("", &words.answer)],
        Dialog::Form(form) => {
            let (leave, on_button) = (if form.is_in_text() { "Esc" } else { "q" }, !matches!(form.focus, Focus::Field(_)));
            let mut keys = vec![item(enter, &words.go_on), item(leave, &words.leave)];
            // On the buttons letters are free: there they go through the text to be logged.
            keys.extend((on_button && form.id.kind == FormKind::Submit).then(|| item("j k", &words.scroll)));
            keys.extend([item("Ctrl-s", &words.save), item("Tab", &words.next_field), item(arrows, &words.change), help]);
            keys
        }
        Dialog::Page(reading) if reading.asking.is_some() => vec![item("", &words.answer)],
        Dialog::Page(reading) => page_keys(model, reading.page, enter),
        Dialog::Link(_) => {
            let (open, code) = (buttons.open.to_lowercase(), buttons.code.to_lowercase());
            let keys = [
                (enter, &words.press),
                ("y", &copy),
                ("o", &open),
                ("c", &code),
                ("w", &words.worked),
                ("p", plain),
                ("q", &words.leave),
            ];
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
            keys.into_iter().chain([("q", close)]).map(|(key, what)| item(key, what)).chain([help]).collect()
        }
        Dialog::Filter(..) => {
            let choose = &phrases(model.lang).finding.choose;
            vec![item("Space", choose), item("f", &buttons.show), item("Esc", &words.leave), help]
        }
    }
}

/// The keys of a page.
fn page_keys(model: &Model, page: PageKind, enter: &str) -> Vec<(String, String)> {
    let words = &phrases(model.lang).keys;
    let copy = phrases(model.lang).buttons.copy.to_lowercase();
    let short = |command| command_words(command, model.lang).short.as_str();
    let is_entry = matches!(page, PageKind::Entry(_));
    let mut keys =
        vec![(enter, if is_entry { words.close.as_str() } else { &words.press }), ("j k", &words.scroll), ("y", &copy)];
    if matches!(page, PageKind::Complaint | PageKind::ObjectionForm) {
        keys.push(("e", short(KeyCommand::Edit)));
    }
    if page == PageKind::Complaint {
        keys.insert(1, ("1–5", &words.press));
        keys.extend([("o", short(KeyCommand::Link)), ("x", short(KeyCommand::Menu))]);
    }
    if is_entry || matches!(page, PageKind::Complaint | PageKind::Letter(_)) {
        keys.push(("p", short(KeyCommand::Plain)));
    }
    keys.into_iter().chain([("q", words.close.as_str())]).map(|(key, what)| item(key, what)).collect()
}

fn key_name(model: &Model, command: KeyCommand, enter: &str) -> String {
    match model.keymap.first(command) {
        Some(Key { code: KeyCode::Enter, .. }) => enter.to_owned(),
        Some(key) => key.to_string(),
        None => String::new(),
    }
}
