//! The text beside the panes of a huge screen: what is to be handed over next, whole.

use ratatui::layout::Rect;

use super::layout::{areas, below_title};
use super::{complaint, wrap};
use crate::app::forms;
use crate::app::model::{Model, Pane};
use crate::content::phrases;
use crate::domain::text::escape_control_lines;

/// The title and the text: the complaint once a month has passed without an answer, else the text to the controller. `None`
/// where there is no account; the text is empty where nothing is chosen or written yet.
pub fn of(model: &Model) -> Option<(&'static str, String)> {
    let detail = model.detail.as_ref()?;
    let words = &phrases(model.lang).panes;
    let overdue = detail.case.state(detail.account.added_on, model.today).overdue(model.today);
    let complaint = (overdue || complaint::asks_decision(model, detail)).then(|| complaint::handed(model)).flatten();
    Some(match complaint {
        Some(text) => (&words.complaint, text),
        None => (&words.text, forms::explanation(detail, model.lang)),
    })
}

/// The lines of the text beside the panes, as wide as its column, and how many of them have room.
pub fn beside(model: &Model, column: Rect) -> (Vec<String>, usize) {
    let text = of(model).map(|(_, text)| text).unwrap_or_default();
    let shown = if text.is_empty() { &phrases(model.lang).dialogs.text_none } else { &text };
    let width = usize::from(column.width.saturating_sub(2).min(wrap::TEXT_MAX));
    (wrap::lines(escape_control_lines(shown).trim_end(), width), usize::from(below_title(column).height))
}

/// The lines of the own words, and how many of them have room.
pub fn own_words(model: &Model, inside: Rect) -> (Vec<String>, usize) {
    let text = model.detail.as_ref().map_or("", |d| d.draft.reason.as_str());
    let width = wrap::text_width(inside.width);
    (wrap::lines(escape_control_lines(text).trim_end(), width), usize::from(inside.height))
}

/// The furthest that they can be scrolled: what stands beside the panes, else the own words.
pub fn last(model: &Model) -> usize {
    let areas = areas(model);
    let (lines, room) =
        if areas.text.height > 0 { beside(model, areas.text) } else { own_words(model, areas.inside(Pane::Reason)) };
    lines.len().saturating_sub(room)
}
