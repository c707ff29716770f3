//! What stands in front of the panes: forms, pages, help, the question on leaving.

use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, fit, through};
use super::theme::Role;
use crate::app::Model;
use crate::app::model::dialog::PageDialog;
use crate::app::model::field::{Field, FieldInput};
use crate::app::model::form::{Focus, Form};
use crate::app::model::view_counts::CountScope;
use crate::app::screen::form_layout::{self, FormLayout, FormRow};
use crate::app::screen::layout::{PHONE, dialog_inside, text_inside};
use crate::app::screen::lines::{self, Line};
use crate::app::screen::wrap;
use crate::app::screen::{help_page, labels};
use crate::app::screen::{page_layout, page_text, pane_rows, view_counts, views};
use crate::content::{self, phrases};
use crate::domain::Status;

/// The cells at the right of a title, for what says that there is more.
const MORE: usize = 12;

/// The title of a dialog; where its own lines stand.
pub(super) fn heading(canvas: &mut Canvas<'_>, area: Rect, title: &str) -> Rect {
    // At the right end it says whether there is more.
    let room = usize::from(area.width).saturating_sub(MORE);
    let title = fit(title, room, canvas.theme.ellipsis());
    let x = canvas.put(area, 0, 0, &format!(" {title} "), Role::Accent);
    canvas.rule(area, x, 0);
    dialog_inside(area)
}

/// The title of a dialog that is read or filled in; where its text stands.
pub(super) fn text_heading(canvas: &mut Canvas<'_>, model: &Model, area: Rect) -> Rect {
    heading(canvas, area, &labels::dialog_title(model));
    text_inside(area)
}

fn line(canvas: &mut Canvas<'_>, area: Rect, y: u16, line: &Line) {
    let role = match line.role {
        lines::LineRole::Plain => Role::Plain,
        lines::LineRole::Dim => Role::Dim,
        lines::LineRole::Strong => Role::Strong,
        lines::LineRole::Alarm => Role::Alarm,
        lines::LineRole::Link => Role::Link,
    };
    canvas.put(area, 0, y, &line.text, role);
}

/// The lines that are in sight; those of a link lead to `address`.
fn lines(canvas: &mut Canvas<'_>, area: Rect, all: &[Line], scroll: usize, address: &str) {
    let last = all.len().saturating_sub(usize::from(area.height));
    let shown = all.iter().skip(scroll.min(last)).take(usize::from(area.height));
    for (y, text) in shown.enumerate() {
        match text.role {
            lines::LineRole::Link => canvas.link(area, 0, y as u16, &text.text, address),
            _ => line(canvas, area, y as u16, text),
        }
    }
}

/// Signs on the title's rule that there is more above or below what is in sight.
fn more(canvas: &mut Canvas<'_>, area: Rect, above: bool, below: bool, key: &str) {
    let up = if above { canvas.theme.pick("↑", "^") } else { "" };
    let down = if below { canvas.theme.pick("↓", "v") } else { "" };
    if above || below {
        canvas.right(area, area.width.saturating_sub(2), 0, &format!(" {up}{down}{key} "), Role::Accent);
    }
}

/// The same for a text of so many lines.
pub(super) fn more_to_read(canvas: &mut Canvas<'_>, area: Rect, text: Rect, all: usize, scroll: usize) {
    let last = all.saturating_sub(usize::from(text.height));
    more(canvas, area, scroll > 0 && last > 0, scroll < last, "");
}

/// The keys.
pub(super) fn help(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let inside = heading(canvas, area, &phrases(model.lang).keys.title);
    let all = help_page::help(model, usize::from(inside.width));
    let scroll = model.help.unwrap_or(0);
    lines(canvas, inside, &all, scroll, "");
    more_to_read(canvas, area, inside, all.len(), scroll);
}

/// Something to read.
pub(super) fn page(canvas: &mut Canvas<'_>, model: &Model, reading: PageDialog, area: Rect) {
    let inside = text_heading(canvas, model, area);
    let all = page_text::lines(model, reading.page, usize::from(inside.width));
    let (text, row) = page_layout::split(model, reading, all.len(), inside);
    let notes = page_layout::notes(model, reading, usize::from(inside.width));
    let above = Rect { y: row.y.saturating_sub(notes.len() as u16), height: notes.len() as u16, ..row };
    let role = if reading.asking.is_some() { Role::Alarm } else { Role::Plain };
    for (y, note) in notes.iter().enumerate() {
        canvas.put(above, 0, y as u16, note, role);
    }
    lines(canvas, text, &all, reading.scroll, model.links.complaint());
    more_to_read(canvas, area, text, all.len(), reading.scroll);
    buttons(canvas, row, &page_layout::labels(model, reading.page), Some(reading.at), true);
}

/// Something could not be saved, and the program is asked to end.
pub(super) fn leave_unsaved(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let inside = text_heading(canvas, model, area);
    let words = &phrases(model.lang).asks;
    let question = wrap::lines(&words.leave_unsaved, usize::from(inside.width));
    for (y, line) in question.iter().enumerate() {
        canvas.put(inside, 0, y as u16, line, Role::Alarm);
    }
    // Not in the footer alone, which says at first what went wrong.
    canvas.put(inside, 0, question.len() as u16 + 1, &words.how, Role::Strong);
}

/// The states to choose from, with how many cases are in each.
pub(super) fn filter(canvas: &mut Canvas<'_>, model: &Model, at: usize, chosen: &[Status], area: Rect) {
    let inside = text_heading(canvas, model, area);
    let first = pane_rows::first_shown(at, inside.height);
    for (i, status) in Status::by_urgency().iter().enumerate().skip(first).take(usize::from(inside.height)) {
        let y = (i - first) as u16;
        if i == at {
            canvas.mark(inside, y, true);
        }
        let n = match view_counts::by_search(model) {
            (_, CountScope::AllDespiteView) => None,
            (counts, _) => Some(counts.map_or(0, |counts| counts.status(*status))),
        };
        let on = chosen.contains(status);
        let role = if on { Role::Strong } else { Role::Plain };
        canvas.put(inside, 2, y, if on { canvas.theme.pick("▣", "*") } else { canvas.theme.pick("□", "_") }, role);
        let (n, end) = (n.map(|n| content::number(n, model.lang)).unwrap_or_default(), inside.width.min(46));
        canvas.cell(inside, 4, y, end.saturating_sub(5 + n.len() as u16), &content::status_words(*status, model.lang).long, role);
        canvas.right(inside, end, y, &n, Role::Dim);
    }
    let row = (Status::ALL.len() - first) as u16;
    more(canvas, area, first > 0, row >= inside.height, "");
    if row < inside.height {
        let strip = Rect { x: inside.x + 2, y: inside.y + row, height: 1, width: inside.width.saturating_sub(2) };
        buttons(canvas, strip, &[&phrases(model.lang).buttons.show], (at == Status::ALL.len()).then_some(0), false);
    }
    for (view, i) in views::views(model).iter().zip(Status::ALL.len() + 1..) {
        let Some(y) = i.checked_sub(first).filter(|y| *y < usize::from(inside.height)) else { continue };
        if i == at {
            canvas.mark(inside, y as u16, true);
        }
        let text = format!("{}  {}", view.name, view.search);
        canvas.cell(inside, 4, y as u16, inside.width.saturating_sub(4), &text, Role::Plain);
    }
}

/// A row of buttons, or as many rows as they need; says how many.
pub(super) fn buttons(canvas: &mut Canvas<'_>, area: Rect, labels: &[&str], at: Option<usize>, digits: bool) -> u16 {
    let rows = wrap::buttons(labels, usize::from(area.width), digits);
    for (y, row) in rows.iter().enumerate() {
        let (mut x, y) = (0, y as u16);
        for i in row.clone() {
            let on = at == Some(i);
            if digits {
                canvas.put(area, x, y, &(i + 1).to_string(), Role::Dim);
                x += wrap::before(digits) as u16;
            }
            if on {
                canvas.cursor = Some(Position::new(area.x + x, area.y + y));
            }
            x = canvas.put(area, x, y, &format!("[ {} ]", labels[i]), if on { Role::Pressed } else { Role::Plain });
            x += wrap::BETWEEN as u16;
        }
    }
    rows.len() as u16
}

/// Fields to fill in.
pub(super) fn form(canvas: &mut Canvas<'_>, model: &Model, form: &Form, area: Rect) {
    let inside = text_heading(canvas, model, area);
    let FormLayout { rows, first } = form_layout::lay_out(model, form, inside);
    let height = usize::from(inside.height);
    for (y, row) in rows.iter().skip(first).take(height).enumerate() {
        let y = y as u16;
        match row {
            FormRow::Line(text) => line(canvas, inside, y, text),
            FormRow::Hint(text) => {
                line(canvas, Rect { x: inside.x + 2, width: inside.width.saturating_sub(2), ..inside }, y, text);
            }
            FormRow::Continued { text, last } => {
                let x = form_layout::value_column(inside.width) + 2;
                let sign = if *last { canvas.theme.pick(" ›", " >") } else { "" };
                canvas.put(inside, x, y, &format!("{text}{sign}"), Role::Strong);
            }
            FormRow::Confirmation(text) => {
                canvas.put(inside, 2, y, text, Role::Alarm);
            }
            FormRow::Buttons => {
                let labels = form_layout::labels(form, model.lang);
                let at = match form.focus {
                    Focus::Save => Some(0),
                    Focus::Discard => Some(1),
                    Focus::Back => Some(labels.len() - 1),
                    Focus::Field(_) => None,
                };
                let strip = form_layout::button_row(inside, y);
                buttons(canvas, strip, &labels, at, false);
                if let Some(cursor) = canvas.cursor.filter(|_| at.is_some()) {
                    canvas.mark(inside, y, false);
                    canvas.cursor = Some(cursor);
                }
            }
            FormRow::Option { number, chosen, text, .. } => option(canvas, inside, y, *number, *chosen, text),
            FormRow::Field(i, shown) => field(canvas, model, form, *i, shown, inside, y),
        }
    }
    // The arrows go through the fields: what is out of sight needs another key.
    let key = if model.size.0 < PHONE { "" } else { " PgDn" };
    more(canvas, area, first > 0, rows.len() > first + height, key);
}

/// A row of a list to choose from; the cursor is on the one that is chosen.
fn option(canvas: &mut Canvas<'_>, area: Rect, y: u16, number: usize, chosen: bool, text: &str) {
    if chosen {
        canvas.mark(area, y, true);
        canvas.cursor = Some(Position::new(area.x + 2, area.y + y));
    }
    if (1..=9).contains(&number) {
        canvas.put(area, 2, y, &number.to_string(), Role::Dim);
    }
    canvas.cell(area, 4, y, area.width.saturating_sub(4), text, if chosen { Role::Strong } else { Role::Plain });
}

fn field(canvas: &mut Canvas<'_>, model: &Model, form: &Form, i: usize, field: &Field, area: Rect, y: u16) {
    let here = form.focus == Focus::Field(i) && form.confirming.is_none();
    let x = form_layout::value_column(area.width);
    if here {
        canvas.mark(area, y, true);
    }
    let label = &form_layout::field_words(field.id, model.lang).short;
    canvas.cell(area, 2, y, x - 3, label, if here { Role::Strong } else { Role::Plain });
    let room = usize::from(area.width.saturating_sub(x)).max(1);
    let mut column = 0;
    match &field.input {
        FieldInput::Choice { .. } => {
            let words = form_layout::choice_lines(form, field, model.lang, usize::from(area.width));
            let (left, right) = (canvas.theme.pick("‹ ", "< "), canvas.theme.pick(" ›", " >"));
            // The sign at the right stands behind the last line.
            let right = if words.len() > 1 { "" } else { right };
            let word = words.first().map_or("", String::as_str);
            canvas.put(area, x, y, &format!("{left}{word}{right}"), if here { Role::Strong } else { Role::Plain });
        }
        FieldInput::Line(edit) | FieldInput::Day(edit) => {
            let line = field.shown();
            let at = if here { edit.cells_before().min(line.width()) } else { 0 };
            let (seen, seen_at) = through(&line, at, room, canvas.theme.ellipsis());
            column = seen_at.min(room - 1) as u16;
            let (text, role) =
                if seen.is_empty() && !here { (canvas.theme.pick("–", "-"), Role::Dim) } else { (seen.as_str(), Role::Plain) };
            canvas.put(area, x, y, text, role);
        }
    }
    if here {
        canvas.cursor = Some(Position::new(area.x + x + column, area.y + y));
    }
}
