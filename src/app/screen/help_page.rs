//! Help, made from the key table: by groups, this pane's keys first, in two columns where there is room.

use unicode_width::UnicodeWidthStr;

use super::labels::help_words;
use super::lines::{Line, LineRole, Lines};
use super::wrap;
use super::{header, hints, key_hints};
use crate::app::model::keymap::{BINDINGS, KeyGroup, Keymap};
use crate::app::model::{Dialog, Model};
use crate::content::phrases;
use crate::domain::Lang;

/// A part of help: a heading, where it has one, and rows of keys and what they do.
#[derive(Debug)]
pub struct HelpSection {
    /// Its heading; none over the key table itself.
    pub title: Option<&'static str>,
    /// The keys of a row, and what they do.
    pub rows: Vec<(Vec<String>, String)>,
}

/// All that help says of keys: the key table by groups, dialogs, text.
pub fn sections(keymap: &Keymap, lang: Lang) -> Vec<HelpSection> {
    let words = &phrases(lang).keys;
    let section = |title: &'static str, rows: &[(&[&str], &str)]| HelpSection {
        title: Some(title),
        rows: rows.iter().map(|(keys, what)| (keys.iter().map(ToString::to_string).collect(), (*what).to_owned())).collect(),
    };
    let dialogs: [(&[&str], &str); 6] = [
        (&["Tab", "Shift-Tab", "↓", "↑"], &words.next_field),
        (&["←", "→"], &words.change),
        (&["a–ö", "1–9"], &words.choose),
        (&["Enter"], &words.go_on),
        (&["Ctrl-s"], &words.save),
        (&["Esc", "Ctrl-c"], &words.leave),
    ];
    let text: [(&[&str], &str); 8] = [
        (&["Esc", "Tab", "Ctrl-c"], &words.text_leave),
        (&["Enter Enter . Enter"], &words.text_dot),
        (&["Ctrl-s"], &words.edit_save),
        (&["Ctrl-z"], &words.text_undo),
        (&["Ctrl-y"], &words.text_redo),
        (&["Shift-←", "Shift-→"], &words.text_select),
        (&["Ctrl-w"], &words.text_word),
        (&["Ctrl-u"], &words.text_line),
    ];
    let mut sections: Vec<HelpSection> = KeyGroup::ALL.into_iter().map(|group| group_section(group, keymap, lang)).collect();
    sections.extend([section(&words.in_dialogs, &dialogs), section(&words.in_text, &text)]);
    sections
}

fn group_section(group: KeyGroup, keymap: &Keymap, lang: Lang) -> HelpSection {
    let words = &phrases(lang).keys;
    let title = match group {
        KeyGroup::Moving => &words.moving,
        KeyGroup::Account => &words.the_account,
        KeyGroup::Text => &words.the_text,
        KeyGroup::Complaint => &words.the_complaint,
        KeyGroup::Program => &words.the_program,
    };
    let rows = BINDINGS.iter().filter(|b| b.group == group);
    let rows = rows.map(|b| {
        let keys: Vec<String> = keymap.keys(b.command).iter().map(ToString::to_string).collect();
        (if keys.is_empty() { vec![keymap.name(b.command)] } else { keys }, help_words(b.command, lang))
    });
    HelpSection { title: Some(title), rows: rows.collect() }
}

/// The keys of what has them: of the text that is written or of the dialog in front, as the footer names them, else of the
/// pane.
fn own_sections(model: &Model, all: &mut Vec<HelpSection>) -> Vec<HelpSection> {
    let words = &phrases(model.lang).keys;
    // What help says of forms and of writing stands first where it is about what is open.
    let mut take = |title: &str| all.iter().position(|s| s.title == Some(title)).map(|at| all.remove(at));
    match &model.dialog {
        None if model.reason.editing => take(&words.in_text).into_iter().collect(),
        None => vec![pane_section(model)],
        Some(dialog) => {
            let rows = key_hints::dialog_keys(model, dialog).into_iter().filter(|(key, _)| !key.is_empty() && key != "F1");
            let rows = rows.map(|(key, what)| (vec![key], what)).collect();
            let own = HelpSection { title: Some(&words.this_dialog), rows };
            let forms = matches!(dialog, Dialog::Form(_)).then(|| take(&words.in_dialogs)).flatten();
            std::iter::once(own).chain(forms).collect()
        }
    }
}

/// What can be done in the pane that has the keys, as the footer says it.
fn pane_section(model: &Model) -> HelpSection {
    let rows = hints::footer(model).into_iter().filter(|b| !matches!(b.group, KeyGroup::Program));
    let rows = rows.map(|b| {
        let keys = vec![model.keymap.name(b.command)];
        (keys, hints::footer_words(model, b.command, model.lang).to_owned())
    });
    HelpSection { title: Some(&phrases(model.lang).keys.this_pane), rows: rows.collect() }
}

/// What the program does: on the empty first screen that is what one asks.
fn what_section(lang: Lang) -> HelpSection {
    let words = &phrases(lang).welcome;
    let rows = [&words.what, &words.how, &words.private].map(|said| (Vec::new(), said.clone()));
    HelpSection { title: None, rows: rows.to_vec() }
}

/// What the header says, whole: on a narrow screen it drops what is less urgent.
fn counts_section(model: &Model) -> Option<HelpSection> {
    let said: Vec<String> = header::counts(model).into_iter().map(|(_, text)| text).collect();
    let rows = vec![(Vec::new(), said.join(" · "))];
    (!said.is_empty()).then_some(HelpSection { title: Some(&phrases(model.lang).keys.cases), rows })
}

/// What small signs in the list's rows mean that nothing else says in words, of those that can be there.
fn signs_section(model: &Model) -> Option<HelpSection> {
    let words = &phrases(model.lang).keys;
    let mails = model.counts.as_ref().is_some_and(|counts| !counts.mail_accounts.is_empty());
    let signs = [
        (!model.is_empty(), if model.look.unicode { "━─┿▶" } else { "=-|>" }, &words.sign_bar),
        (model.shared, "&", &words.sign_others),
        (mails, "@", &words.sign_mail),
        (!model.marks.accounts.is_empty(), if model.look.unicode { "•" } else { "*" }, &words.sign_marked),
    ];
    let rows = signs.into_iter().filter(|(there, ..)| *there).map(|(_, sign, what)| (vec![sign.to_owned()], what.clone()));
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then_some(HelpSection { title: Some(&words.signs), rows })
}

/// The keys as lines of a page: those of the pane first, in two columns where there is room.
pub fn help(model: &Model, width: usize) -> Vec<Line> {
    const TWO_COLUMNS: usize = 130;
    let mut all = sections(&model.keymap, model.lang);
    let in_panes = model.dialog.is_none() && !model.reason.editing;
    let own = if model.is_empty() && in_panes { Vec::new() } else { own_sections(model, &mut all) };
    let (counts, signs) = (counts_section(model), signs_section(model));
    let what = model.is_empty().then(|| what_section(model.lang));
    let sections: Vec<HelpSection> = what.into_iter().chain(own).chain(counts).chain(signs).chain(all).collect();
    if width < TWO_COLUMNS {
        return column(&sections, width);
    }
    let total: usize = sections.iter().map(|s| s.rows.len() + 2).sum();
    let mut above = 0;
    let first = sections.iter().take_while(|s| {
        above += s.rows.len() + 2;
        2 * above <= total + s.rows.len()
    });
    let split = first.count();
    let half = width / 2 - 1;
    beside(&column(&sections[..split], half), &column(&sections[split..], half), half)
}

fn column(sections: &[HelpSection], width: usize) -> Vec<Line> {
    let mut lines = Lines::new(width);
    for section in sections {
        if let Some(title) = section.title {
            if !lines.lines.is_empty() {
                lines.gap();
            }
            lines.add(LineRole::Strong, title);
        }
        for (keys, what) in &section.rows {
            if keys.is_empty() {
                lines.add(LineRole::Plain, what);
            } else {
                help_line(&mut lines, &keys.join("  "), what);
            }
        }
    }
    lines.lines
}

/// Two columns of lines as one; a line is set off where both its halves are.
fn beside(left: &[Line], right: &[Line], width: usize) -> Vec<Line> {
    let rows = left.len().max(right.len());
    let line = |lines: &[Line], n: usize| lines.get(n).map_or((LineRole::Plain, String::new()), |l| (l.role, l.text.clone()));
    let both = |n| {
        let ((role, text), (_, more)) = (line(left, n), line(right, n));
        let pad = (width + 2).saturating_sub(text.width());
        Line { role: if more.is_empty() { role } else { LineRole::Plain }, text: format!("{text}{}{more}", " ".repeat(pad)) }
    };
    (0..rows).map(both).collect()
}

fn help_line(lines: &mut Lines, keys: &str, what: &str) {
    const COLUMN: usize = 24;
    const NARROW: usize = 11;
    let column = if lines.width < 2 * COLUMN { NARROW } else { COLUMN };
    // Keys that are longer than their column have a line of their own.
    let alone = keys.width() >= column;
    if alone {
        lines.lines.push(Line { role: LineRole::Plain, text: keys.to_owned() });
    }
    let room = lines.width.saturating_sub(column).max(1);
    for (i, part) in wrap::lines(what, room).into_iter().enumerate() {
        let keys = if i == 0 && !alone { keys } else { "" };
        let pad = column.saturating_sub(keys.width());
        lines.lines.push(Line { role: LineRole::Plain, text: format!("{keys}{}{part}", " ".repeat(pad)) });
    }
}
