//! Help in front of everything: opening it, scrolling, leaving.

use crate::app::model::Model;
use crate::app::model::key::{Code, Key};
use crate::app::model::msg::Effect;
use crate::app::screen::labels;
use crate::app::screen::layout::{areas, dialog_inside};

pub(super) fn help(model: &mut Model) -> Vec<Effect> {
    model.help = Some(0);
    Vec::new()
}

/// Keys while help is in front.
pub(super) fn help_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if key == Key::char('L') {
        model.lang = model.lang.other();
        return Vec::new();
    }
    let area = dialog_inside(areas(model).whole);
    let lines = labels::help(model, usize::from(area.width)).len();
    model.help = scrolled(key, model.help.unwrap_or(0), lines, area.height);
    Vec::new()
}

/// Where a page is scrolled to by a key; `None` when the key does not scroll.
pub(super) fn scrolled(key: Key, scroll: u16, lines: usize, height: u16) -> Option<u16> {
    let last = (lines as u16).saturating_sub(height);
    let page = height.max(2) - 1;
    let to = match key.code {
        Code::Char('d') if key.ctrl => scroll + page,
        Code::Char('u') if key.ctrl => scroll.saturating_sub(page),
        Code::Char(_) if key.ctrl => return None,
        Code::Down | Code::Char('j') => scroll + 1,
        Code::Up | Code::Char('k') => scroll.saturating_sub(1),
        Code::PageDown | Code::Char(' ') => scroll + page,
        Code::PageUp => scroll.saturating_sub(page),
        Code::Home | Code::Char('g') => 0,
        Code::End | Code::Char('G') => last,
        _ => return None,
    };
    Some(to.min(last))
}
