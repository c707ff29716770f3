//! Frames as functions of the model: reads it, changes nothing.

mod accounts;
mod calendar;
mod canvas;
mod dialog;
mod edges;
mod footer;
mod link;
mod mails;
mod menu;
mod panes;
mod qr;
mod stats;
mod text;
pub mod theme;
mod timeline;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::screen::layout::{Areas, Shape, areas, dialog_inside};
use crate::app::{Dialog, Model, Pane};
use canvas::Canvas;
use theme::Styles;

/// Draws the whole screen into a blank buffer; where the terminal's cursor is shown, if it is.
pub fn render(buffer: &mut Buffer, model: &Model) -> Option<Position> {
    let areas = areas(model);
    let area = buffer.area;
    let mut canvas = Canvas::new(buffer, Styles::of(model.look));
    if areas.shape == Shape::TooSmall {
        edges::too_small(&mut canvas, model, area);
        return None;
    }
    if let (Some(Dialog::Link(dialog)), None) = (&model.dialog, model.help)
        && dialog.code
    {
        link::code(&mut canvas, model, *dialog, area);
        return None;
    }
    edges::header(&mut canvas, model, areas.header);
    edges::banner(&mut canvas, model, areas.banner);
    body(&mut canvas, model, &areas);
    footer::render(&mut canvas, model, areas.footer, areas.message);
    // Where nothing else has it, the attention is on what is read: its first line.
    canvas.cursor.or_else(|| Some(read_from(model, &areas)))
}

/// Where what is read begins, of help and of what has no cursor of its own.
fn read_from(model: &Model, areas: &Areas) -> Position {
    let everywhere = model.help.is_some() || matches!(model.dialog, Some(Dialog::Stats(_)));
    let area = if everywhere { areas.whole } else { areas.dialog };
    let front = model.help.is_some() || model.dialog.is_some();
    let inside = if front { dialog_inside(area) } else { areas.inside(model.focus) };
    Position::new(inside.x, inside.y)
}

fn body(canvas: &mut Canvas<'_>, model: &Model, areas: &Areas) {
    if model.help.is_some() {
        return dialog::help(canvas, model, areas.whole);
    }
    if model.is_empty() && model.dialog.is_none() {
        edges::title(canvas, model, Pane::Accounts, areas.panes[0], areas.shape);
        return panes::welcome(canvas, model, areas.inside(Pane::Accounts));
    }
    let beside = areas.dialog != areas.whole && !matches!(model.dialog, Some(Dialog::Calendar(_) | Dialog::Stats(_)));
    if model.dialog.is_none() || beside {
        draw_panes(canvas, model, areas);
    }
    match &model.dialog {
        Some(Dialog::Form(form)) => dialog::form(canvas, model, form, areas.dialog),
        Some(Dialog::Page(reading)) => dialog::page(canvas, model, *reading, areas.dialog),
        Some(Dialog::Link(to)) => link::dialog(canvas, model, *to, areas.dialog),
        Some(Dialog::Calendar(open)) => calendar::render(canvas, model, open, areas.whole),
        Some(Dialog::Stats(open)) => stats::render(canvas, model, open, areas.whole),
        Some(Dialog::Filter(at, chosen)) => dialog::filter(canvas, model, *at, chosen, areas.dialog),
        Some(Dialog::Mails(open)) => mails::render(canvas, model, open, areas.dialog),
        Some(Dialog::Menu(at)) => menu::render(canvas, model, *at, areas.dialog),
        Some(Dialog::LeaveUnsaved) => dialog::leave_unsaved(canvas, model, areas.dialog),
        None => {}
    }
}

fn draw_panes(canvas: &mut Canvas<'_>, model: &Model, areas: &Areas) {
    for pane in Pane::ALL {
        let rect = areas.panes[pane.index()];
        // Where a dialog stands in the right-hand column, only the accounts stay beside it.
        let covered = model.dialog.is_some() && pane != Pane::Accounts;
        if rect.height == 0 || covered {
            continue;
        }
        edges::title(canvas, model, pane, rect, areas.shape);
        let inside = areas.inside(pane);
        match pane {
            Pane::Accounts => accounts::render(canvas, model, inside),
            Pane::Steps => panes::steps(canvas, model, inside),
            Pane::Objections => panes::objections(canvas, model, inside),
            Pane::Reason => panes::reason(canvas, model, areas),
            Pane::Log => panes::log(canvas, model, inside),
        }
    }
    if areas.text.height > 0 && model.dialog.is_none() {
        text::render(canvas, model, areas.text);
    }
}
