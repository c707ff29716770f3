//! The list of cases: marker, sign, platform, handle, person, days, status.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::{Model, Pane};
use crate::content::days::{complain_later, days};
use crate::content::{fill, phrases, state_words};
use crate::domain::Status;
use crate::domain::list::Row;

/// Where the handle begins: behind marker, sign and platform.
const HANDLE: u16 = 6;

/// The width of the status; no short word is longer, which a test sees to.
const STATUS: u16 = 10;

/// The columns of a row at one width.
struct Columns {
    handle_width: u16,
    person: u16,
    person_width: u16,
    days_end: u16,
    status: u16,
    end: u16,
}

impl Columns {
    fn of(width: u16) -> Self {
        let (days, status) = (9, STATUS);
        let end = width.saturating_sub(1);
        let block = end.saturating_sub(days + 1 + status);
        let room = block.saturating_sub(HANDLE + 1);
        let person_width = if room < 22 { 0 } else { room * 2 / 5 };
        let handle_width = room - person_width - u16::from(person_width > 0);
        let person = HANDLE + handle_width + 1;
        Self { handle_width, person, person_width, days_end: block + days, status: block + days + 1, end }
    }
}

/// Draws the rows that are on the screen.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let columns = Columns::of(area.width);
    if model.list.rows.is_empty() {
        canvas.cell(area, 2, 0, area.width.saturating_sub(2), &phrases(model.lang).empty.nothing_found, Role::Dim);
    }
    let rows = model.list.rows.iter().enumerate().skip(model.list.top).take(usize::from(area.height));
    for (i, row) in rows {
        let y = (i - model.list.top) as u16;
        if i == model.list.cursor {
            canvas.mark(area, y, model.focus == Pane::Accounts && model.dialog.is_none());
        }
        draw(canvas, area, y, row, &columns, model);
    }
}

fn draw(canvas: &mut Canvas<'_>, area: Rect, y: u16, row: &Row, columns: &Columns, model: &Model) {
    let status = row.state.status(model.today);
    let role = role(status);
    canvas.put(area, 1, y, canvas.theme.sign(status), role);
    if model.marks.accounts.contains(&row.id) {
        canvas.put(area, 2, y, canvas.theme.pick("•", "*"), Role::Accent);
    }
    canvas.put(area, 3, y, row.platform.short(), Role::Dim);
    canvas.cell(area, HANDLE, y, columns.handle_width, &row.handle, Role::Plain);
    if columns.person_width > 0 {
        canvas.cell(area, columns.person, y, columns.person_width, &row.person, Role::Dim);
    }
    if let Some(from) = complain_later(row.state, model.today) {
        let words = &phrases(model.lang).days;
        let phrase = if area.width >= 54 { &words.complain_from } else { &words.complain_short };
        canvas.right(area, columns.end, y, &fill(phrase, &[("date", &from.to_string())]), role);
        return;
    }
    canvas.right(area, columns.days_end, y, &days(row.state, model.today, model.lang), role);
    let words = state_words(row.state, model.today, model.lang);
    canvas.cell(area, columns.status, y, columns.end.saturating_sub(columns.status), &words.short, role);
}

fn role(status: Status) -> Role {
    match status {
        Status::Overdue => Role::Alarm,
        Status::Granted | Status::Closed | Status::Abandoned | Status::Withdrawn => Role::Dim,
        _ => Role::Plain,
    }
}
