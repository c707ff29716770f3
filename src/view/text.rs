//! The third column of a huge screen: the text to the controller, or the complaint, as it would be handed over.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::Model;
use crate::app::screen::layout::below_title;
use crate::app::screen::{full_text, wrap};
use crate::content::{fill, number, phrases};
use crate::domain::text::escape_control_lines;

/// Draws it with its title.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let Some((title, text)) = full_text::of(model) else { return };
    let words = phrases(model.lang);
    let mut x = canvas.put(area, 1, 0, title, Role::Strong) + 1;
    if !text.is_empty() {
        let length = fill(&words.panes.length, &[("n", &number(text.chars().count() as u64, model.lang))]);
        x = canvas.put(area, x, 0, "── ", Role::Rule);
        x = canvas.put(area, x, 0, &length, Role::Plain) + 1;
    }
    canvas.rule(area, x, 0);
    let inside = below_title(area);
    let shown = if text.is_empty() { &words.dialogs.text_none } else { &text };
    let lines =
        wrap::lines(escape_control_lines(shown).trim_end(), usize::from(inside.width.saturating_sub(2).min(wrap::TEXT_MAX)));
    let height = usize::from(inside.height);
    for (y, line) in lines.iter().take(height).enumerate() {
        canvas.put(inside, 1, y as u16, line, Role::Plain);
    }
    if lines.len() > height {
        let number = |n: usize| number(n as u64, model.lang);
        let range = [("from", number(1)), ("to", number(height)), ("n", number(lines.len()))];
        let range = range.each_ref().map(|(name, value)| (*name, value.as_str()));
        canvas.range(area, &format!("{} ↓", fill(&words.panes.range, &range)));
    }
}
