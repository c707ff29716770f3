//! What the mouse does, where it is wanted at all: a click focuses and selects, the wheel scrolls.

use super::commands;
use super::dialogs;
use super::key::{Code, Key};
use super::layout::areas;
use super::model::{Model, Pane};
use super::msg::Effect;
use super::{reading, rows};

/// How many rows a notch of the wheel is.
const NOTCH: isize = 3;

/// The left button went down.
pub(super) fn click(model: &mut Model, column: u16, row: u16) -> Vec<Effect> {
    if model.outside || model.help.is_some() || model.dialog.is_some() {
        return Vec::new();
    }
    let areas = areas(model);
    let Some(pane) = rows::pane_at(&areas, column, row) else { return Vec::new() };
    if model.reason.editing && pane == Pane::Reason {
        return Vec::new();
    }
    model.notice = None;
    let mut effects = if model.reason.editing { commands::leave_reason(model) } else { Vec::new() };
    if row == areas.panes[pane.index()].y {
        let to = rows::tab_at(model, pane, column);
        effects.extend(commands::focus(model, to));
        return effects;
    }
    let shown = rows::of(model, pane, areas.inside(pane));
    let inside = shown.area.contains((column, row).into());
    let at = inside.then(|| shown.top + usize::from(row - shown.area.y)).filter(|at| *at < shown.count);
    effects.extend(select(model, pane, at));
    effects
}

fn select(model: &mut Model, pane: Pane, at: Option<usize>) -> Vec<Effect> {
    let was_focused = model.focus == pane;
    let mut effects = commands::focus(model, pane);
    let Some(at) = at else { return effects };
    match pane {
        Pane::Accounts => {
            model.list.cursor = at;
            effects.extend(model.moved());
        }
        Pane::Steps => model.step = at,
        Pane::Log => model.entry = at,
        // Without the keys the pane shows only the grounds that are chosen.
        Pane::Objections if !was_focused => {
            let chosen = model.detail.as_ref().and_then(|d| d.draft.grounds.get(at).copied());
            let ground = chosen.and_then(|ground| crate::domain::Ground::ALL.iter().position(|g| *g == ground));
            model.ground = ground.unwrap_or(model.ground);
        }
        Pane::Objections => model.ground = at,
        Pane::Reason => {}
    }
    effects
}

/// The wheel was turned by a notch: what is in front scrolls, or the pane under the pointer.
pub(super) fn wheel(model: &mut Model, down: bool, column: u16, row: u16) -> Vec<Effect> {
    if model.outside {
        return Vec::new();
    }
    let key = Key::plain(if down { Code::PageDown } else { Code::PageUp });
    if model.help.is_some() {
        return reading::help_key(model, key);
    }
    if model.dialog.is_some() {
        return dialogs::key(model, key);
    }
    let by = if down { NOTCH } else { -NOTCH };
    match rows::pane_at(&areas(model), column, row) {
        Some(Pane::Accounts) => {
            model.list.step(by);
            model.moved()
        }
        Some(pane) if pane == model.focus && !model.reason.editing => commands::step(model, by),
        _ => Vec::new(),
    }
}
