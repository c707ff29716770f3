//! The page of statistics: a table with bars, whose headings stay while it scrolls.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::dialog::{heading, more_to_read};
use super::theme::Role;
use crate::app::Model;
use crate::app::model::stats::StatsDialog;
use crate::app::screen::labels;
use crate::app::screen::stats_page::{StatsLine, StatsPage, StatsRole, page};

/// Draws it.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, open: &StatsDialog, area: Rect) {
    let inside = heading(canvas, area, &labels::dialog_title(model));
    let StatsPage { head, lines } = page(model, open, inside.width);
    let fixed = (head.len() as u16).min(inside.height);
    draw(canvas, inside, &head, 0);
    let below = Rect { y: inside.y + fixed, height: inside.height - fixed, ..inside };
    // A window that has grown shows no less than it has room for.
    let last = lines.len().saturating_sub(usize::from(below.height));
    draw(canvas, below, &lines, open.scroll.min(last));
    more_to_read(canvas, area, below, lines.len(), open.scroll);
}

fn draw(canvas: &mut Canvas<'_>, area: Rect, lines: &[StatsLine], first: usize) {
    for (y, line) in lines.iter().skip(first).take(usize::from(area.height)).enumerate() {
        let role = if line.role == StatsRole::Strong { Role::Strong } else { Role::Plain };
        canvas.put(area, 0, y as u16, &line.text, role);
    }
}
