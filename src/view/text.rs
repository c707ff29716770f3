//! The third column of a huge screen: the text to the controller, or the complaint, as it would be handed over.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::Model;
use crate::app::screen::full_text;
use crate::app::screen::layout::below_title;
use crate::content::{fill, number, phrases};

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
    let (lines, height) = full_text::beside(model, area);
    let top = model.text_scroll.min(lines.len().saturating_sub(height));
    for (y, line) in lines.iter().skip(top).take(height).enumerate() {
        canvas.put(inside, 1, y as u16, line, Role::Plain);
    }
    if lines.len() > height {
        let number = |n: usize| number(n as u64, model.lang);
        let to = (top + height).min(lines.len());
        let range = [("from", number(top + 1)), ("to", number(to)), ("n", number(lines.len()))];
        let range = range.each_ref().map(|(name, value)| (*name, value.as_str()));
        let arrows = format!("{}{}", if top > 0 { "↑" } else { "" }, if to < lines.len() { "↓" } else { "" });
        canvas.range(area, &format!("{} {arrows}", fill(&words.panes.range, &range)));
    }
}
