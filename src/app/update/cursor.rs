//! Moving: within a pane and from one to another.

use super::load;
use crate::app::model::list::ListPosition;
use crate::app::model::msg::Effect;
use crate::app::model::{Model, Pane};
use crate::app::screen::layout::areas;
use crate::app::screen::{full_text, pane_rows};
use crate::domain::{Ground, Step};

pub(super) fn focus(model: &mut Model, pane: Pane) -> Vec<Effect> {
    model.wording_scroll = 0;
    model.focus = pane;
    if pane != Pane::Accounts {
        model.under = pane;
    }
    load::missing_rows(model)
}

pub(super) fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if scrolls_wording(model, by) {
        return Vec::new();
    }
    model.wording_scroll = 0;
    match model.focus {
        Pane::Accounts => {
            model.list.step(by);
            return load::moved(model);
        }
        Pane::Steps => model.step = Step::at(model.step.index().saturating_add_signed(by)),
        Pane::Objections => model.ground = Ground::at(model.ground.index().saturating_add_signed(by)),
        Pane::Log => model.log_cursor = model.log_cursor.saturating_add_signed(by),
        Pane::Reason => model.text_scroll = model.text_scroll.saturating_add_signed(by).min(full_text::last(model)),
    }
    Vec::new()
}

/// Reads on in the text of what is under the cursor, where a zoomed pane has no room for the whole of it.
fn scrolls_wording(model: &mut Model, by: isize) -> bool {
    let (last, page) = pane_rows::wording_scroll(model);
    let to = match by {
        1 => (model.wording_scroll + page).min(last),
        -1 => model.wording_scroll.saturating_sub(page),
        _ => return false,
    };
    let scrolls = to != model.wording_scroll;
    model.wording_scroll = to;
    scrolls
}

pub(super) fn turn(model: &mut Model, by: usize) -> Vec<Effect> {
    focus(model, Pane::ALL[(model.focus.index() + by) % 5])
}

pub(super) fn edge(model: &mut Model, to: ListPosition) -> Vec<Effect> {
    let start = to == ListPosition::Start;
    let held = if start { !model.list.before } else { !model.list.after };
    if model.focus != Pane::Accounts || held {
        return step(model, if start { -1_000_000 } else { 1_000_000 });
    }
    model.list.staying = None;
    vec![load::window(model, to)]
}

pub(super) fn page(model: &Model) -> isize {
    let height = areas(model).inside(model.focus).height;
    (height.max(2) - 1) as isize
}
