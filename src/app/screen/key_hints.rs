//! The keys of the moment, with what they do: what the footer names, and what help says of what has the keys.

use super::form_layout;
use super::hints;
use super::labels::command_words;
use super::layout::PHONE;
use super::page_layout;
use crate::app::model::dialog::PageButton;
use crate::app::model::field::{FieldId, FormKind};
use crate::app::model::form::{Focus, Form};
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::keymap::KeyCommand;
use crate::app::model::{Dialog, Model, PageKind, Pane};
use crate::content::{fill, phrases};

/// A key and what it does.
fn item(key: &str, what: &str) -> (String, String) {
    (key.to_owned(), what.to_owned())
}

/// One sign or the other, as the terminal's characters allow.
const fn pick(model: &Model, unicode: &'static str, ascii: &'static str) -> &'static str {
    if model.look.unicode { unicode } else { ascii }
}

/// The keys of the moment with what they do.
pub fn keys(model: &Model) -> Vec<(String, String)> {
    let words = &phrases(model.lang).keys;
    let enter = pick(model, "↵", "Enter");
    if model.help.is_some() {
        return vec![item("j k", &words.scroll), item(enter, &words.close)];
    }
    if let Some(dialog) = &model.dialog {
        return dialog_keys(model, dialog);
    }
    if model.reason.editing {
        // The ways out that a phone has stand beside the button below the text.
        if model.size.0 < PHONE {
            return vec![item(pick(model, "↓", "Down"), &format!("[ {} ]", phrases(model.lang).buttons.done))];
        }
        let help = item("F1", &command_words(KeyCommand::Help, model.lang).short);
        return vec![item("Esc", &words.edit_done), item("Ctrl-s", &words.edit_save), item("Ctrl-z", &words.undo), help];
    }
    let mut rows = hints::footer(model);
    if model.is_empty() {
        rows.retain(|b| {
            matches!(b.command, KeyCommand::Add | KeyCommand::Language | KeyCommand::Menu | KeyCommand::Help | KeyCommand::Quit)
        });
    }
    // Where the filter lets nothing through, the way back comes first.
    let nothing = model.list.rows.is_empty() && !model.list.filter.is_all();
    let clear = |wanted: bool| wanted.then(|| item("Esc", &phrases(model.lang).finding.clear));
    let found = !nothing && !model.list.filter.is_all() && model.focus == Pane::Accounts;
    let phone = model.size.0 < PHONE;
    let at = usize::from(hints::asked_for(model).is_some());
    let mut keys: Vec<(String, String)> = clear(nothing)
        .into_iter()
        .chain(
            rows.into_iter()
                .map(|b| (key_name(model, b.command, enter), footer_words(model, b.command)))
                .map(|(key, what)| (key, if phone { what.trim_end_matches(" …").to_owned() } else { what })),
        )
        .collect();
    keys.splice(at..at, clear(found));
    keys
}

/// What a command is called in the footer; of the person's own editor also which one it is and how one leaves it, which
/// can be read nowhere once it is open.
fn footer_words(model: &Model, command: KeyCommand) -> String {
    let words = hints::footer_words(model, command, model.lang);
    match (&model.editor, command) {
        (Some(editor), KeyCommand::Editor) => {
            let leave = leave_editor(editor).map(|keys| fill(&phrases(model.lang).keys.leave_editor, &[("keys", keys)]));
            format!("{editor}{}", leave.map(|leave| format!(" ({leave})")).unwrap_or_default())
        }
        _ => words.to_owned(),
    }
}

/// The keys that leave an editor with the text saved, of those that say so nowhere or not plainly.
pub fn leave_editor(editor: &str) -> Option<&'static str> {
    LEAVE_EDITOR.iter().find(|(names, _)| names.contains(&editor)).map(|(_, keys)| *keys)
}

const LEAVE_EDITOR: [(&[&str], &str); 3] = [
    (&["vi", "vim", "nvim", "vi.tiny", "vim.tiny"], "Esc :wq Enter"),
    (&["nano", "pico"], "Ctrl-x"),
    (&["emacs", "mg"], "Ctrl-x Ctrl-s, Ctrl-x Ctrl-c"),
];

/// Whether the panes have the keys.
pub const fn in_panes(model: &Model) -> bool {
    model.dialog.is_none() && model.help.is_none() && !model.reason.editing
}

/// How many of the keys at the end are always named: the menu, which leads to everything, help, and in the panes of an
/// account the way back to the list.
pub fn kept(model: &Model, keys: &[(String, String)]) -> usize {
    match in_panes(model) {
        true if model.focus != Pane::Accounts => 3,
        true => 2,
        false => usize::from(keys.last().is_some_and(|(key, _)| key == "F1" || key == "?" || keys.len() == 1)),
    }
}

/// The keys of a dialog: what `Enter` does and the way out first, since a narrow screen has room for few.
pub fn dialog_keys(model: &Model, dialog: &Dialog) -> Vec<(String, String)> {
    let (enter, arrows) = (pick(model, "↵", "Enter"), pick(model, "←→", "Left Right"));
    let (words, buttons) = (&phrases(model.lang).keys, &phrases(model.lang).buttons);
    // A phone has no such keys as F1.
    let help = item(if model.size.0 < PHONE { "?" } else { "F1" }, &command_words(KeyCommand::Help, model.lang).short);
    let copy = buttons.copy.to_lowercase();
    match dialog {
        Dialog::LeaveUnsaved => vec![item("", &words.answer)],
        Dialog::Mails(open) if open.discarding => vec![item("", &words.answer)],
        Dialog::Mails(_) => {
            let log = &command_words(KeyCommand::Reply, model.lang).short;
            vec![item(enter, log), item("q", &words.leave), item("d", &words.put_away), item("j k", &words.scroll), help]
        }
        Dialog::Menu(_) => vec![item(enter, &words.choose), item("q", &words.leave), item("1–9", &words.choose), help],
        Dialog::Form(form) if form.confirming.is_some() => vec![item("", &words.answer)],
        Dialog::Form(form) => form_keys(model, form),
        Dialog::Page(reading) if reading.asking.is_some() => vec![item("", &words.answer)],
        Dialog::Page(reading) => page_keys(model, reading.page, enter),
        Dialog::Link(link) => {
            let (open, code, show) = (buttons.open.to_lowercase(), buttons.code.to_lowercase(), buttons.show.to_lowercase());
            let keys = [
                (enter, &words.press),
                ("q", &words.leave),
                ("y", &copy),
                ("p", &show),
                ("w", &words.worked),
                ("o", &open),
                ("c", &code),
            ];
            let mut keys: Vec<(String, String)> = keys.into_iter().map(|(key, what)| item(key, what)).collect();
            if link.handed && model.can_tick() {
                keys.insert(1, item("Space", &command_words(KeyCommand::Toggle, model.lang).short));
            }
            keys
        }
        Dialog::Calendar(calendar) => {
            let words = &phrases(model.lang).agenda;
            let keys = [
                (enter, &words.show),
                ("q", &phrases(model.lang).keys.close),
                ("j k", &words.entry),
                (arrows, &words.day),
                ("p n", &words.month),
                ("t", &words.this_day),
            ];
            // Where nothing is due there is no account to go to.
            let from = usize::from(calendar.items.is_empty());
            keys.into_iter().skip(from).map(|(key, what)| item(key, what)).chain([help]).collect()
        }
        Dialog::Stats(_) => vec![item("j k", &words.scroll), item("q", &words.close), help],
        Dialog::Filter(..) => {
            let choose = &phrases(model.lang).finding.choose;
            vec![item(enter, choose), item("f", &buttons.show), item("q", &words.leave), help]
        }
    }
}

/// The keys of a form. Where there may be no `Esc`, an empty field is left by Backspace.
fn form_keys(model: &Model, form: &Form) -> Vec<(String, String)> {
    let words = &phrases(model.lang).keys;
    let arrows = pick(model, "←→", "Left Right");
    let down_up = pick(model, "↓↑", "Down Up");
    let letters = form.takes_letters();
    let leave = if letters { "Esc" } else { "q" };
    // A phone may have no more than letters, Enter, Backspace and arrows.
    if model.size.0 < PHONE && leave == "Esc" {
        let buttons = phrases(model.lang).buttons.back.as_str();
        let leave = if form.is_empty_in_focus() || !form.is_in_text() {
            item("Backspace", &words.leave)
        } else {
            item(down_up, &format!("[ {buttons} ]"))
        };
        return vec![item(pick(model, "↵", "Enter"), &words.go_on), leave];
    }
    let on_button = !matches!(form.focus, Focus::Field(_));
    let mut keys = vec![item(pick(model, "↵", "Enter"), &words.go_on), item(leave, &words.leave)];
    // On the buttons letters are free: there they go through the text to be logged.
    keys.extend((on_button && form.id.kind == FormKind::Submit).then(|| item("j k", &words.scroll)));
    let short = &command_words(KeyCommand::Help, model.lang).short;
    let choice = form.options_in_focus().is_some() && !form.focus_is(FieldId::Event);
    if model.size.0 < PHONE {
        keys.extend(choice.then(|| item("Space", &words.change)));
        keys.push(item("?", short));
        return keys;
    }
    let save = form_layout::labels(form, model.lang)[0].to_lowercase();
    keys.extend([item("Ctrl-s", &save), item("Tab", &words.next_field)]);
    keys.extend((choice || form.is_in_day()).then(|| item(arrows, &words.change)));
    keys.push(item("F1", short));
    keys
}

/// The keys of a page.
fn page_keys(model: &Model, page: PageKind, enter: &str) -> Vec<(String, String)> {
    let words = &phrases(model.lang).keys;
    let copy = phrases(model.lang).buttons.copy.to_lowercase();
    let short = |command| command_words(command, model.lang).short.as_str();
    let (close, is_event) = (words.close.as_str(), matches!(page, PageKind::Event(_)));
    let mut keys = vec![(enter, if is_event { close } else { &words.press }), ("Space", &words.scroll), ("q", close)];
    let (buttons, submit) = (page_layout::buttons(model, page), model.keymap.name(KeyCommand::Submit));
    let note = model.keymap.name(KeyCommand::Note);
    if is_event || buttons.contains(&PageButton::Copy) {
        keys.push(("y", &copy));
    }
    if buttons.contains(&PageButton::Submit) {
        keys.push((&submit, short(KeyCommand::Submit)));
    }
    if matches!(page, PageKind::Complaint | PageKind::ObjectionForm) {
        keys.push(("e", short(KeyCommand::Edit)));
    }
    if page == PageKind::Complaint {
        keys.extend([("b", short(KeyCommand::Evidence)), ("x", short(KeyCommand::Menu))]);
        keys.extend([(note.as_str(), short(KeyCommand::Note)), ("o", short(KeyCommand::Link))]);
    }
    if is_event || matches!(page, PageKind::Complaint | PageKind::Letter(_) | PageKind::Explanation) {
        keys.push(("p", short(KeyCommand::Plain)));
    }
    keys.into_iter().map(|(key, what)| item(key, what)).collect()
}

fn key_name(model: &Model, command: KeyCommand, enter: &str) -> String {
    match model.keymap.first(command) {
        Some(Key { code: KeyCode::Enter, .. }) => enter.to_owned(),
        Some(key) => key.to_string(),
        None => String::new(),
    }
}
