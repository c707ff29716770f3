//! The menu: each row with its number, its key and what it does.

use ratatui::layout::{Position, Rect};

use super::canvas::Canvas;
use super::dialog::heading;
use super::theme::Role;
use crate::app::Model;
use crate::app::screen::hints::{self, MenuRow};
use crate::app::screen::{labels, pane_rows};

/// Where the words begin: behind marker, number and key.
const WORDS: u16 = 12;

/// Draws the rows around the cursor.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, at: usize, area: Rect) {
    let inside = heading(canvas, area, &labels::dialog_title(model));
    let rows = hints::menu(model);
    let asked = hints::asked_for(model).map(|(command, _)| command);
    let first = pane_rows::first_shown(at, inside.height).min(rows.len().saturating_sub(usize::from(inside.height)));
    for (y, (i, row)) in rows.iter().enumerate().skip(first).take(usize::from(inside.height)).enumerate() {
        let y = y as u16;
        let is_asked = matches!(row, MenuRow::Command(b) if Some(b.command) == asked);
        let role = if is_asked { Role::Accent } else { Role::Plain };
        draw(canvas, model, inside, y, i, *row, role);
        if i == at {
            canvas.mark(inside, y, true);
            canvas.cursor = Some(Position::new(inside.x + 2, inside.y + y));
        }
    }
    let shown = usize::from(inside.height).min(rows.len());
    if shown < rows.len() {
        let (up, down) = (canvas.theme.pick("↑", "^"), canvas.theme.pick("↓", "v"));
        let arrow = if first + shown < rows.len() { down } else { up };
        let range = format!(" {}–{} / {} {arrow} ", first + 1, first + shown, rows.len());
        canvas.right(area, area.width.saturating_sub(2), 0, &range, Role::Accent);
    }
}

fn draw(canvas: &mut Canvas<'_>, model: &Model, inside: Rect, y: u16, i: usize, row: MenuRow, role: Role) {
    if i < 9 {
        canvas.put(inside, 2, y, &(i + 1).to_string(), Role::Dim);
    }
    if let MenuRow::Command(binding) = row {
        canvas.put(inside, 4, y, &model.keymap.name(binding.command), Role::Strong);
    }
    let words = hints::menu_words(model, row);
    canvas.cell(inside, WORDS, y, inside.width.saturating_sub(WORDS), &words, role);
}
