//! The menu: each row with its number, its key and what it does; below, the whole sentence of the row under the cursor.

use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, width};
use super::dialog::heading;
use super::theme::Role;
use crate::app::Model;
use crate::app::screen::hints::{self, MenuRow};
use crate::app::screen::{labels, pane_rows, wrap};

/// Where the words begin: behind marker, number and key.
const WORDS: u16 = 12;
/// The cells of the short words; their sentence begins behind them where there is room for both.
const SHORT: u16 = 26;

/// Draws the rows around the cursor.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, at: usize, area: Rect) {
    let inside = heading(canvas, area, &labels::dialog_title(model));
    let rows = hints::menu(model);
    let asked = hints::asked_for(model).map(|(command, _)| command);
    let sentence = rows.get(at).map(|row| hints::menu_words(model, *row).1).unwrap_or_default();
    let below = Rect { height: inside.height.min(3), y: inside.y + inside.height - inside.height.min(3), ..inside };
    let list = Rect { height: inside.height - below.height, ..inside };
    let first = pane_rows::first_shown(at, list.height).min(rows.len().saturating_sub(usize::from(list.height)));
    // All of them or none: the sentence of the row under the cursor stands below.
    let fits = |row: &MenuRow| {
        let (short, sentence) = hints::menu_words(model, *row);
        usize::from(sentence_from(&short)) + width(&sentence) <= usize::from(list.width)
    };
    let described = rows.iter().all(fits);
    for (y, (i, row)) in rows.iter().enumerate().skip(first).take(usize::from(list.height)).enumerate() {
        let y = y as u16;
        let is_asked = matches!(row, MenuRow::Command(b) if Some(b.command) == asked);
        let role = if is_asked { Role::Accent } else { Role::Plain };
        draw(canvas, model, list, (y, i), *row, (role, described));
        if i == at {
            canvas.mark(list, y, true);
            canvas.cursor = Some(Position::new(list.x + 2, list.y + y));
        }
    }
    let lines = wrap::lines(&sentence, wrap::text_width(below.width));
    for (y, line) in lines.iter().take(usize::from(below.height)).enumerate() {
        canvas.put(below, 2, y as u16, line, Role::Dim);
    }
    let shown = usize::from(list.height).min(rows.len());
    if shown < rows.len() {
        let (up, down) = (canvas.theme.pick("↑", "^"), canvas.theme.pick("↓", "v"));
        let arrow = if first + shown < rows.len() { down } else { up };
        let range = format!(" {}–{} / {} {arrow} ", first + 1, first + shown, rows.len());
        canvas.right(area, area.width.saturating_sub(2), 0, &range, Role::Accent);
    }
}

/// Where the sentence of a row begins, behind its short words.
fn sentence_from(short: &str) -> u16 {
    WORDS + SHORT.max(width(short) as u16 + 2)
}

fn draw(
    canvas: &mut Canvas<'_>,
    model: &Model,
    inside: Rect,
    (y, i): (u16, usize),
    row: MenuRow,
    (role, described): (Role, bool),
) {
    if i < 9 {
        canvas.put(inside, 2, y, &(i + 1).to_string(), Role::Dim);
    }
    if let MenuRow::Command(binding) = row {
        canvas.put(inside, 4, y, &model.keymap.name(binding.command), Role::Strong);
    }
    let (short, sentence) = hints::menu_words(model, row);
    canvas.cell(inside, WORDS, y, inside.width.saturating_sub(WORDS), &short, role);
    if described {
        canvas.put(inside, sentence_from(&short), y, &sentence, Role::Dim);
    }
}
