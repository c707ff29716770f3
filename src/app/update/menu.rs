//! The menu of everything that can be done here now: on a phone the way to all of it.

use crate::app::model::key::{self, Key, KeyCode};
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice};
use crate::app::screen::hints;

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
        KeyCode::Enter => return press(model, rows.get(at).map(|b| b.keys[0])),
        KeyCode::Char(c @ '1'..='9') => {
            let n = c as usize - '1' as usize;
            return press(model, rows.get(n).map(|b| b.keys[0]));
        }
        KeyCode::Char('x') => return close(model),
        _ if key::leaves(key) && key.code != KeyCode::Char('i') => return close(model),
        _ if rows.iter().any(|b| b.keys.contains(&key)) => return press(model, Some(key)),
        _ => return model.notify(Notice::NotNow),
    };
    model.dialog = Some(Dialog::Menu(to));
    Vec::new()
}

/// Closes the menu and presses the key of what was chosen.
fn press(model: &mut Model, key: Option<Key>) -> Vec<Effect> {
    let Some(key) = key else { return model.notify(Notice::NotNow) };
    model.dialog = None;
    vec![Effect::ReplayKey(key)]
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.dialog = None;
    Vec::new()
}
