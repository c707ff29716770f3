//! Help in front of everything: opening it, scrolling, leaving.

use crate::app::model::Model;
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::msg::Effect;
use crate::app::screen::help_page;
use crate::app::screen::layout::{areas, dialog_inside};

pub(super) fn help(model: &mut Model) -> Vec<Effect> {
    model.help = Some(0);
    Vec::new()
}

/// Keys while help is in front.
pub(super) fn help_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if key == Key::char('L') {
        model.lang = model.lang.next();
        return Vec::new();
    }
    let area = dialog_inside(areas(model).whole);
    let lines = help_page::help(model, usize::from(area.width)).len();
    model.help = scrolled(key, model.help.unwrap_or(0), lines, area.height);
    Vec::new()
}

/// Where a page is scrolled to by a key; `None` when the key does not scroll.
pub(super) fn scrolled(key: Key, scroll: usize, lines: usize, height: u16) -> Option<usize> {
    let height = usize::from(height);
    let last = lines.saturating_sub(height);
    let page = height.max(2) - 1;
    let to = match key.code {
        KeyCode::Char('d') if key.ctrl => scroll + page,
        KeyCode::Char('u') if key.ctrl => scroll.saturating_sub(page),
        KeyCode::Char(_) if key.ctrl => return None,
        KeyCode::Down | KeyCode::Char('j') => scroll + 1,
        KeyCode::Up | KeyCode::Char('k') => scroll.saturating_sub(1),
        KeyCode::PageDown | KeyCode::Char(' ') => scroll + page,
        KeyCode::PageUp => scroll.saturating_sub(page),
        KeyCode::Home | KeyCode::Char('g') => 0,
        KeyCode::End | KeyCode::Char('G') => last,
        _ => return None,
    };
    Some(to.min(last))
}
