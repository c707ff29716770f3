//! The menu of everything that can be done here now: on a phone the way to all of it.

use super::mails;
use crate::app::model::dialog::PageDialog;
use crate::app::model::key::{self, Key, KeyCode};
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice, PageKind};
use crate::app::screen::hints::{self, MenuRow};

/// Opens the menu.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.dialog = Some(Dialog::Menu(0));
    Vec::new()
}

/// Keys of the menu: arrows, `Enter`, the number of a row, or the key of a command itself.
pub(super) fn key(model: &mut Model, key: Key, at: usize) -> Vec<Effect> {
    let rows = hints::menu(model);
    let last = rows.len().saturating_sub(1);
    let to = match key.code {
        KeyCode::Down | KeyCode::Char('j') if !key.ctrl => (at + 1).min(last),
        KeyCode::Up | KeyCode::Char('k') if !key.ctrl => at.saturating_sub(1),
        KeyCode::Home | KeyCode::Char('g') => 0,
        KeyCode::End | KeyCode::Char('G') => last,
        KeyCode::PageDown => (at + 8).min(last),
        KeyCode::PageUp => at.saturating_sub(8),
        KeyCode::Enter => return choose(model, rows.get(at).copied()),
        KeyCode::Char(c @ '1'..='9') => return choose(model, rows.get(c as usize - '1' as usize).copied()),
        KeyCode::Char('x') => return close(model),
        _ if key::leaves(key) && key.code != KeyCode::Char('i') => return close(model),
        _ => {
            let command = model.keymap.command(key);
            let row = rows.into_iter().find(|row| matches!(row, MenuRow::Command(b) if Some(b.command) == command));
            return choose(model, row);
        }
    };
    model.dialog = Some(Dialog::Menu(to));
    Vec::new()
}

/// Closes the menu and does what was chosen: a command, or a letter as a page.
fn choose(model: &mut Model, row: Option<MenuRow>) -> Vec<Effect> {
    match row {
        None => model.notify(Notice::NotNow),
        Some(MenuRow::Command(binding)) => {
            model.back_to = None;
            model.dialog = None;
            vec![Effect::Run(binding.command)]
        }
        Some(MenuRow::Mails) => {
            model.back_to = None;
            mails::open(model)
        }
        Some(MenuRow::Letter(letter)) => {
            model.dialog = Some(Dialog::Page(PageDialog::new(PageKind::Letter(letter), model.lang)));
            Vec::new()
        }
    }
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.close_dialog();
    Vec::new()
}
