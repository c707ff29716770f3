//! The calendar of what is due: a month's grid, and the agenda from the day under the cursor on.

use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, width};
use super::dialog::heading;
use super::theme::{Role, Styles};
use crate::app::Model;
use crate::app::model::calendar::CalendarDialog;
use crate::app::screen::calendar_page::{Parts, day_words, due_words, first_shown, parts};
use crate::app::screen::month_grid::{same, weeks};
use crate::app::screen::{labels, wrap};
use crate::content::{calendar::weekday, handle_words, phrases};
use chrono::{Datelike, NaiveDate};

/// Draws it.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, calendar: &CalendarDialog, area: Rect) {
    let inside = heading(canvas, area, &labels::dialog_title(model));
    let parts = parts(inside, calendar.day);
    if parts.grid.height > 0 {
        grid(canvas, model, calendar, parts);
        legend(canvas, model, calendar, parts, inside.y + inside.height);
    }
    agenda(canvas, model, calendar, parts.agenda);
}

/// What the numbers in the grid are, below it, where there are any and there is room.
fn legend(canvas: &mut Canvas<'_>, model: &Model, calendar: &CalendarDialog, parts: Parts, bottom: u16) {
    let beside = parts.agenda.x > parts.grid.x;
    let y = parts.grid.y + parts.grid.height + u16::from(beside);
    let due = weeks(calendar.day).concat().into_iter().filter(|day| same(*day, calendar.day)).map(|day| calendar.due_on(day));
    let most = due.max().unwrap_or_default();
    if most > 0 && y < bottom {
        let words = phrases(model.lang).agenda.counted.of(most, model.lang);
        canvas.cell(Rect { y, height: 1, ..parts.grid }, 0, 0, parts.grid.width, &words, Role::Dim);
    }
}

fn grid(canvas: &mut Canvas<'_>, model: &Model, calendar: &CalendarDialog, parts: Parts) {
    let Parts { grid, day_width, week_height, .. } = parts;
    for (y, week) in weeks(calendar.day).into_iter().enumerate() {
        for (x, day) in week.into_iter().enumerate() {
            let column = x as u16 * day_width;
            if y == 0 {
                canvas.put(grid, column, 0, weekday(day.weekday(), model.lang), Role::Plain);
            }
            // The days of other months belong to other grids.
            if same(day, calendar.day) {
                day_cell(
                    canvas,
                    model,
                    calendar,
                    Rect { x: grid.x + column, y: grid.y + 1 + week_height * y as u16, width: day_width, height: 1 },
                    day,
                );
            }
        }
    }
}

/// A day, with how many things are due on it.
fn day_cell(canvas: &mut Canvas<'_>, model: &Model, calendar: &CalendarDialog, cell: Rect, day: NaiveDate) {
    let due = calendar.due_on(day);
    let role = match (day == calendar.day, due > 0, day == model.today) {
        (true, ..) => Role::Selected,
        (_, true, _) => Role::Strong,
        (_, _, true) => Role::Link,
        _ => Role::Plain,
    };
    let x = canvas.put(cell, 0, 0, &format!("{:>2}", day.day()), role);
    let room = cell.width.saturating_sub(x + 1);
    if due > 0 {
        canvas.put(cell, x, 0, &counted(due, room), if day < model.today { Role::Strong } else { Role::Plain });
    }
    if day == calendar.day && canvas.cursor.is_none() {
        canvas.cursor = Some(Position::new(cell.x, cell.y));
    }
}

/// A number behind a day, as exact as there is room for.
fn counted(n: u64, room: u16) -> String {
    let exact = format!("·{n}");
    let fits = |text: &str| width(text) <= usize::from(room);
    if fits(&exact) {
        return exact;
    }
    let thousands = format!("·{}k", n / 1000);
    if n >= 1000 && fits(&thousands) { thousands } else { "·+".to_owned() }
}

fn agenda(canvas: &mut Canvas<'_>, model: &Model, calendar: &CalendarDialog, area: Rect) {
    if calendar.items.is_empty() {
        let room = usize::from(area.width.saturating_sub(2));
        for (line, y) in wrap::lines(&phrases(model.lang).agenda.nothing, room).iter().zip(0..area.height) {
            canvas.put(area, 2, y, line, Role::Plain);
        }
        return;
    }
    let top = first_shown(calendar.at, calendar.items.len(), area.height);
    let mut shown = None;
    let narrow = area.width < 46;
    let x = if narrow { 10 } else { 19 };
    for (i, item) in calendar.items.iter().enumerate().skip(top).take(usize::from(area.height)) {
        let y = (i - top) as u16;
        let on = item.key.on;
        let here = i == calendar.at;
        if here {
            canvas.mark(area, y, true);
        }
        // Each day is said once.
        if shown != Some(on) {
            let role = if here { Role::Selected } else { Role::Strong };
            canvas.cell(area, 2, y, x - 3, &day_words(on, model, narrow), role);
            shown = Some(on);
        }
        canvas.put(
            area,
            x,
            y,
            canvas.theme.sign(item.key.state().status(model.today)),
            Styles::sign_role(item.key.state(), model.today),
        );
        // Where there is little room, whose it is matters more than what is due: its sign says that, too.
        let (due, dot) = (due_words(item, model.today, model.lang), canvas.theme.dot());
        let handle = handle_words(&item.handle, item.readable, model.lang);
        let text = if narrow { format!("{handle}{dot}{due}") } else { format!("{due}{dot}{handle}") };
        canvas.cell(area, x + 2, y, area.width.saturating_sub(x + 2), &text, Role::Plain);
    }
    let rows = usize::from(area.height);
    let (above, below) = (top > 0 || calendar.before, top + rows < calendar.items.len() || calendar.after);
    // Each arrow with the key that goes there.
    let arrows: Vec<&str> = [(above, "k ↑"), (below, "j ↓")].into_iter().filter(|(more, _)| *more).map(|(_, key)| key).collect();
    let arrows = arrows.join(" ");
    canvas.range(Rect { y: area.y.saturating_sub(1), height: 1, ..area }, &arrows);
}
