//! What things are called on the screen: panes, dialogs, commands, and help, which is made of them.

use super::lines::{Line, LineRole, Lines};
use super::wrap;
use crate::app::forms;
use crate::app::model::dialog::{LinkDialog, PageDialog};
use crate::app::model::field::FormKind;
use crate::app::model::keymap::{BINDINGS, Command};
use crate::app::model::{Dialog, Model, PageKind, Pane};
use crate::content::{Link, Words, fill, phrases};
use crate::domain::Lang;
use crate::domain::text::escape_control;

/// A part of help: a heading, where it has one, and rows of keys and what they do.
#[derive(Debug)]
pub struct HelpSection {
    /// Its heading; none over the key table itself.
    pub title: Option<&'static str>,
    /// The keys of a row, and what they do.
    pub rows: Vec<(Vec<String>, String)>,
}

/// All that help says of keys: the key table, dialogs, text.
pub fn sections(lang: Lang) -> [HelpSection; 3] {
    let words = &phrases(lang).keys;
    let section = |title: &'static str, rows: &[(&[&str], &str)]| HelpSection {
        title: Some(title),
        rows: rows.iter().map(|(keys, what)| (keys.iter().map(ToString::to_string).collect(), (*what).to_owned())).collect(),
    };
    let bindings = BINDINGS.iter().map(|b| (b.keys.iter().map(ToString::to_string).collect(), help_words(b.command, lang)));
    let dialogs: [(&[&str], &str); 5] = [
        (&["Tab", "Shift-Tab", "↓", "↑"], &words.next_field),
        (&["←", "→"], &words.change),
        (&["Enter"], &words.go_on),
        (&["Ctrl-s"], &words.save),
        (&["Esc", "Ctrl-c"], &words.leave),
    ];
    let text: [(&[&str], &str); 7] = [
        (&["Esc", "Tab", "Ctrl-c"], &words.text_leave),
        (&["Ctrl-s"], &words.edit_save),
        (&["Ctrl-z"], &words.text_undo),
        (&["Ctrl-y"], &words.text_redo),
        (&["Shift-←", "Shift-→"], &words.text_select),
        (&["Ctrl-w"], &words.text_word),
        (&["Ctrl-u"], &words.text_line),
    ];
    let table = HelpSection { title: None, rows: bindings.collect() };
    [table, section(&words.in_dialogs, &dialogs), section(&words.in_text, &text)]
}

/// The keys as lines of a page.
pub fn help(model: &Model, width: usize) -> Vec<Line> {
    let mut lines = Lines::new(width);
    for section in sections(model.lang) {
        if let Some(title) = section.title {
            lines.gap();
            lines.add(LineRole::Strong, title);
        }
        for (keys, what) in section.rows {
            help_line(&mut lines, &keys.join("  "), &what);
        }
    }
    lines.lines
}

fn help_line(lines: &mut Lines, keys: &str, what: &str) {
    const COLUMN: usize = 24;
    if lines.width < 2 * COLUMN {
        lines.add(LineRole::Strong, keys);
        lines.add(LineRole::Plain, &format!("  {what}"));
        return;
    }
    let room = lines.width - COLUMN;
    for (i, part) in wrap::lines(what, room).into_iter().enumerate() {
        let keys = if i == 0 { keys } else { "" };
        let pad = COLUMN.saturating_sub(keys.chars().count());
        lines.lines.push(Line { role: LineRole::Plain, text: format!("{keys}{}{part}", " ".repeat(pad)) });
    }
}

/// What help says of a command.
pub fn help_words(command: Command, lang: Lang) -> String {
    if let Command::Pane(pane) = command {
        return fill(&command_words(command, lang).long, &[("name", pane_title(pane, lang))]);
    }
    command_words(command, lang).long.clone()
}

/// The title of a pane.
pub fn pane_title(pane: Pane, lang: Lang) -> &'static str {
    let words = &phrases(lang).panes;
    match pane {
        Pane::Accounts => &words.accounts,
        Pane::Steps => &words.steps,
        Pane::Objections => &words.objections,
        Pane::Reason => &words.reason,
        Pane::Log => &words.log,
    }
}

/// The words for a command.
pub fn command_words(command: Command, lang: Lang) -> &'static Words {
    let words = &phrases(lang).commands;
    match command {
        Command::Down => &words.down,
        Command::Up => &words.up,
        Command::First => &words.first,
        Command::Last => &words.last,
        Command::PageDown => &words.page_down,
        Command::PageUp => &words.page_up,
        Command::NextPane => &words.next_pane,
        Command::PrevPane => &words.prev_pane,
        Command::Pane(_) => &words.pane,
        Command::Go => &words.go,
        Command::Toggle => &words.toggle,
        Command::MarkAll => &words.mark_all,
        Command::Back => &words.back,
        Command::Add => &words.add,
        Command::Edit => &words.edit,
        Command::Submit => &words.submit,
        Command::Reply => &words.reply,
        Command::Note => &words.note,
        Command::Complaint => &words.imy,
        Command::Void => &words.void,
        Command::Evidence => &words.evidence,
        Command::Forget => &words.forget,
        Command::Link => &words.link,
        Command::CopyText => &words.copy_text,
        Command::Plain => &words.plain,
        Command::Editor => &words.editor,
        Command::Search => &words.search,
        Command::Filter => &words.filter,
        Command::Zoom => &words.zoom,
        Command::Language => &words.language,
        Command::Redraw => &words.redraw,
        Command::Help => &words.help,
        Command::Quit => &words.quit,
        Command::Suspend => &words.suspend,
    }
}

/// The title of a dialog.
pub fn dialog_title(model: &Model) -> String {
    let words = &phrases(model.lang).dialogs;
    let title = match &model.dialog {
        Some(Dialog::Form(form)) if forms::complaint::writes_folder(form) => &words.folder,
        Some(Dialog::Form(form)) => match form.id.kind {
            FormKind::Add => &words.add,
            FormKind::Edit => &words.edit,
            FormKind::Submit => &words.submit,
            FormKind::Reply => &words.reply,
            FormKind::Note => &words.note,
            FormKind::Void => &words.void,
            FormKind::Complaint => &words.log_complaint,
            FormKind::Evidence => &words.evidence,
            FormKind::Folder => &words.folder,
            FormKind::Forget => &words.forget,
        },
        Some(Dialog::Page(PageDialog { page: PageKind::Entry(_), .. })) => &words.entry,
        Some(Dialog::Page(PageDialog { page: PageKind::Complaint, .. })) => &words.complaint,
        Some(Dialog::Link(LinkDialog { to: Link::Policy, .. })) => &words.link_policy,
        Some(Dialog::Link(LinkDialog { to: Link::Form, .. })) => &words.link_form,
        Some(Dialog::Link(LinkDialog { to: Link::Contact, .. })) => &words.link_contact,
        Some(Dialog::Link(LinkDialog { to: Link::Complaint, .. })) => &words.link_complaint,
        Some(Dialog::Filter(..)) => return words.filter.clone(),
        Some(Dialog::LeaveUnsaved) => return words.unsaved.clone(),
        None => return String::new(),
    };
    let about = match &model.dialog {
        Some(Dialog::Form(form)) if form.id.account.is_none() => None,
        _ => model.detail.as_ref(),
    };
    match about {
        Some(detail) => format!("{title} · {}", escape_control(&detail.account.fields.handle)),
        None => title.clone(),
    }
}
