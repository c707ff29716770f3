//! What the mouse does, where it is wanted at all: a click focuses and selects, the wheel scrolls.

use ratatui::layout::{Position, Rect};

use super::{cursor, dialogs, help, load, reason};
use crate::app::model::dialog::{LinkButton, LinkDialog, PageDialog};
use crate::app::model::field::FieldInput;
use crate::app::model::form::Focus;
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, PageKind, Pane};
use crate::app::screen::form_layout::{self, FormRow};
use crate::app::screen::layout::{areas, text_inside};
use crate::app::screen::{link_layout, page_layout, page_text, pane_rows, views, wrap};
use crate::domain::{Ground, Status, Step};

/// How many rows a notch of the wheel is.
const NOTCH: isize = 3;

/// The left button went down.
pub(super) fn click(model: &mut Model, column: u16, row: u16) -> Vec<Effect> {
    if model.outside.is_some() || model.help.is_some() {
        return Vec::new();
    }
    if model.dialog.is_some() {
        return in_dialog(model, Position::new(column, row));
    }
    let areas = areas(model);
    let Some(pane) = pane_rows::pane_at(&areas, column, row) else { return Vec::new() };
    if model.reason.editing && pane == Pane::Reason {
        return Vec::new();
    }
    model.notice = None;
    let mut effects = if model.reason.editing { reason::leave_reason(model) } else { Vec::new() };
    if row == areas.panes[pane.index()].y {
        let to = pane_rows::tab_at(model, pane, column);
        effects.extend(cursor::focus(model, to));
        return effects;
    }
    let shown = pane_rows::of(model, pane, areas.inside(pane));
    let inside = shown.area.contains((column, row).into());
    let at = inside.then(|| shown.at(row - shown.area.y)).flatten();
    effects.extend(select(model, pane, at));
    effects
}

fn select(model: &mut Model, pane: Pane, at: Option<usize>) -> Vec<Effect> {
    let was_focused = model.focus == pane;
    let mut effects = cursor::focus(model, pane);
    let Some(at) = at else { return effects };
    match pane {
        Pane::Accounts => {
            model.list.cursor = at;
            effects.extend(load::moved(model));
        }
        Pane::Steps => model.step = Step::at(at),
        Pane::Log => model.log_cursor = at,
        // Without the keys the pane shows only the grounds that are chosen.
        Pane::Objections if !was_focused => {
            let chosen = model.detail.as_ref().and_then(|d| d.draft.grounds.get(at).copied());
            model.ground = chosen.unwrap_or(model.ground);
        }
        Pane::Objections => model.ground = Ground::at(at),
        Pane::Reason => {}
    }
    effects
}

/// A click in the dialog in front: a field gets the cursor, a choice that has it changes, a button is pressed.
fn in_dialog(model: &mut Model, at: Position) -> Vec<Effect> {
    let inside = text_inside(areas(model).dialog);
    if !inside.contains(at) {
        return Vec::new();
    }
    match &model.dialog {
        Some(Dialog::Form(_)) => in_form(model, inside, at),
        Some(Dialog::Page(reading)) => {
            let reading = *reading;
            in_page(model, reading, inside, at)
        }
        Some(Dialog::Link(dialog)) if !dialog.code => {
            let dialog = *dialog;
            let y = link_layout::buttons_from(model, dialog.to, inside);
            let labels = link_layout::labels(model.lang);
            let Some(button) = pressed(&labels, Rect { y, ..inside }, at, true) else { return Vec::new() };
            model.dialog = Some(Dialog::Link(LinkDialog { at: LinkButton::ALL[button], ..dialog }));
            dialogs::key(model, Key::plain(KeyCode::Enter))
        }
        Some(Dialog::Filter(cursor, chosen)) => {
            let first = pane_rows::first_shown(*cursor, inside.height);
            let to = first + usize::from(at.y - inside.y);
            if to <= Status::ALL.len() + views::views(model).len() {
                model.dialog = Some(Dialog::Filter(to, chosen.clone()));
                return dialogs::key(model, Key::plain(KeyCode::Enter));
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn pressed(labels: &[&str], area: Rect, at: Position, digits: bool) -> Option<usize> {
    let (column, row) = (at.x.checked_sub(area.x)?, at.y.checked_sub(area.y)?);
    wrap::button_at(labels, usize::from(area.width), digits, usize::from(column), usize::from(row))
}

fn in_page(model: &mut Model, reading: PageDialog, inside: Rect, at: Position) -> Vec<Effect> {
    let lines = page_text::lines(model, reading.page, usize::from(inside.width)).len();
    let (_, row) = page_layout::split(model, reading, lines, inside);
    if reading.asking.is_some() {
        return Vec::new();
    }
    if at.y + 1 == row.y && reading.page == PageKind::Complaint {
        return dialogs::key(model, Key::char('l'));
    }
    let Some(button) = pressed(&page_layout::labels(model, reading.page), row, at, true) else {
        return Vec::new();
    };
    model.dialog = Some(Dialog::Page(PageDialog { at: button, ..reading }));
    dialogs::key(model, Key::plain(KeyCode::Enter))
}

fn in_form(model: &mut Model, inside: Rect, at: Position) -> Vec<Effect> {
    let Some(Dialog::Form(form)) = &model.dialog else { return Vec::new() };
    // A question wants a yes or a no.
    if form.confirming.is_some() {
        return Vec::new();
    }
    let sheet = form_layout::lay_out(model, form, inside);
    let stop = match sheet.rows.get(sheet.first + usize::from(at.y - inside.y)) {
        Some(FormRow::Field(i, _)) => Focus::Field(*i),
        Some(FormRow::Option { at: to, .. }) => {
            let to = *to;
            let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
            form.choose_in_focus(to);
            return Vec::new();
        }
        Some(FormRow::Buttons) => {
            match pressed(&form_layout::labels(form, model.lang), form_layout::button_row(inside, at.y - inside.y), at, false) {
                Some(0) => Focus::Save,
                Some(1) if form.restored => Focus::Discard,
                Some(_) => Focus::Back,
                None => return Vec::new(),
            }
        }
        _ => return Vec::new(),
    };
    let again = form.focus == stop;
    let Some(Dialog::Form(form)) = &mut model.dialog else { return Vec::new() };
    form.focus = stop;
    match stop {
        Focus::Save | Focus::Discard | Focus::Back => dialogs::key(model, Key::plain(KeyCode::Enter)),
        Focus::Field(i) if again && matches!(form.fields[i].input, FieldInput::Choice { .. }) => {
            dialogs::key(model, Key::plain(KeyCode::Right))
        }
        Focus::Field(_) => Vec::new(),
    }
}

/// The wheel was turned by a notch: what is in front scrolls, or the pane under the pointer.
pub(super) fn wheel(model: &mut Model, down: bool, column: u16, row: u16) -> Vec<Effect> {
    if model.outside.is_some() {
        return Vec::new();
    }
    let key = Key::plain(if down { KeyCode::PageDown } else { KeyCode::PageUp });
    if model.help.is_some() {
        return help::help_key(model, key);
    }
    if model.dialog.is_some() {
        return dialogs::key(model, key);
    }
    let by = if down { NOTCH } else { -NOTCH };
    match pane_rows::pane_at(&areas(model), column, row) {
        Some(Pane::Accounts) => {
            model.list.step(by);
            load::moved(model)
        }
        Some(pane) if pane == model.focus && !model.reason.editing => cursor::step(model, by),
        _ => Vec::new(),
    }
}
