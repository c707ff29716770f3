//! Which row of a pane stands where: one answer for drawing and for the mouse.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::labels;
use super::layout::{Areas, Shape, areas, has_text_beside};
use super::page_text;
use super::pane_content::{Signs, ground_heights, head, step_heights};
use super::view_counts;
use super::wrap::{self, text_width};
use crate::app::model::view_counts::CountScope;
use crate::app::model::{Model, Pane};
use crate::content::{self, fill, phrases};
use crate::domain::{Ground, Step};

/// The rows of a pane that are on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Where they stand.
    pub area: Rect,
    /// The first one shown, an index.
    pub top: usize,
    /// How many there are in all.
    pub count: usize,
    /// How many lines each of them takes, where all of them are in sight; empty where each takes one.
    pub heights: Vec<u16>,
}

impl Rows {
    const fn of_one_line(area: Rect, top: usize, count: usize) -> Self {
        Self { area, top, count, heights: Vec::new() }
    }

    /// Rows of several lines, if all of them have room.
    fn spread(area: Rect, heights: Vec<u16>) -> Option<Self> {
        let lines: u16 = heights.iter().sum();
        (lines <= area.height).then_some(Self { area, top: 0, count: heights.len(), heights })
    }

    /// How many lines a row takes.
    pub fn height(&self, i: usize) -> u16 {
        self.heights.get(i).copied().unwrap_or(1)
    }

    /// The line on which a row begins, counted from the first one in sight.
    pub fn line(&self, i: usize) -> u16 {
        (self.top..i).map(|i| self.height(i)).sum()
    }

    /// The row on a line.
    pub fn at(&self, line: u16) -> Option<usize> {
        (self.top..self.count).take(self.in_sight()).find(|i| line < self.line(i + 1))
    }

    /// How many of them have room.
    pub fn in_sight(&self) -> usize {
        if self.heights.is_empty() { usize::from(self.area.height) } else { self.count }
    }
}

/// The rows of a pane, in the inside of its rectangle.
pub fn of(model: &Model, pane: Pane, inside: Rect) -> Rows {
    let detail = model.detail.as_ref();
    let focused = model.focus == pane;
    match (pane, detail) {
        (Pane::Accounts, _) => Rows::of_one_line(inside, model.list.top, model.list.rows.len()),
        (Pane::Steps, Some(detail)) => {
            let list = split_whole(model, inside).0;
            let taken = head(model, detail, list, Signs { status: "!", dot: " - " }).rows();
            let area = Rect { y: list.y + taken, height: list.height - taken, ..list };
            // While another pane has the keys, this one shows the step to go on with.
            let cursor = if focused { model.step } else { detail.next_step(model.today) };
            Rows::spread(area, step_heights(model, detail, inside)).unwrap_or_else(|| rows(area, cursor.index(), Step::ALL.len()))
        }
        (Pane::Objections, Some(_)) if focused => rows(split_whole(model, inside).0, model.ground.index(), Ground::ALL.len()),
        (Pane::Objections, Some(detail)) => {
            let count = detail.draft.grounds.len();
            let spread = Rows::spread(inside, ground_heights(model, detail, inside));
            spread.unwrap_or_else(|| Rows::of_one_line(inside, 0, count))
        }
        (Pane::Log, Some(detail)) => {
            let n = detail.events.len();
            rows(inside, if focused { model.log_cursor } else { n.saturating_sub(1) }, n)
        }
        _ => Rows::of_one_line(inside, 0, 0),
    }
}

/// Half a screen at a time, as in the list of accounts, so that a cursor at the edge does not redraw everything
/// at each key.
fn rows(area: Rect, cursor: usize, count: usize) -> Rows {
    let height = usize::from(area.height).max(1);
    let half = (height / 2).max(1);
    let top = if cursor < height { 0 } else { (cursor + 1 - height).div_ceil(half) * half };
    Rows::of_one_line(area, top.min(count.saturating_sub(height)), count)
}

/// Which rows of how many are in sight, in words; empty where all are. The list is a window over what is read, so it
/// knows its numbers only from one end on.
pub fn range(model: &Model, pane: Pane, inside: Rect) -> String {
    let (rows, first, total) = match pane {
        Pane::Accounts => {
            let rows = of(model, pane, inside);
            (rows, model.list.offset, listed(model))
        }
        Pane::Reason => whole(reason_rows(model, inside)),
        _ => whole(of(model, pane, inside)),
    };
    let to = rows.count.min(rows.top + rows.in_sight());
    let (above, below) = match pane {
        Pane::Accounts => (rows.top > 0 || model.list.before, to < rows.count || model.list.after),
        _ => (rows.top > 0, to < rows.count),
    };
    if !above && !below {
        return String::new();
    }
    let arrows = format!("{}{}", if above { "↑" } else { "" }, if below { "↓" } else { "" });
    let Some((offset, total)) = first.zip(total) else { return arrows };
    let number = |n: usize| content::number(n as u64, model.lang);
    let values = [("from", number(offset + rows.top + 1)), ("to", number(offset + to)), ("n", number(total))];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    format!("{} {arrows}", fill(&phrases(model.lang).panes.range, &values))
}

/// Rows that all are held.
fn whole(rows: Rows) -> (Rows, Option<usize>, Option<usize>) {
    let count = rows.count;
    (rows, Some(0), Some(count))
}

/// How many accounts the list has in all, where that is known without going through it: the number does not change as one
/// does.
fn listed(model: &Model) -> Option<usize> {
    let held = !model.list.before && !model.list.after && !model.list.cut;
    let counted = match view_counts::in_view(model) {
        (Some(counts), CountScope::All | CountScope::View) if view_counts::is_counted(model) => Some(counts.total() as usize),
        _ => None,
    };
    if held { Some(model.list.rows.len()) } else { counted }
}

/// The lines of the custom reason, from its beginning.
fn reason_rows(model: &Model, inside: Rect) -> Rows {
    let text = model.detail.as_ref().filter(|_| !model.reason.editing).map_or("", |d| d.draft.reason.as_str());
    let count = wrap::count(text.trim_end(), text_width(inside.width));
    let top = if has_text_beside(model) { 0 } else { model.text_scroll.min(count.saturating_sub(usize::from(inside.height))) };
    Rows::of_one_line(inside, top, count)
}

/// Splits off the rows at the bottom for the whole text of what is under the cursor, when the pane is zoomed; else for
/// its own words, where they are cut.
pub fn split_whole(model: &Model, area: Rect) -> (Rect, Rect) {
    let whole = || page_text::full_text(model, usize::from(area.width.saturating_sub(4))).len() + 1;
    let lines = if model.zoomed { whole() } else { page_text::cut_row(model, area.width).len() } as u16;
    // Zooming is for the text: of the list as much stays as one needs to go through it.
    let most = if model.zoomed { area.height.saturating_sub(LIST_LEAST) } else { area.height / 2 };
    let height = lines.min(most.max(area.height / 2));
    let list = Rect { height: area.height - height, ..area };
    (list, Rect { y: list.y + list.height, height, ..area })
}

/// The rows of a list above the text of what is under its cursor.
const LIST_LEAST: u16 = 2;

/// How far the text of what is under the cursor can be scrolled, and by how much at a time; none where it is all in sight.
pub fn wording_scroll(model: &Model) -> (usize, usize) {
    let inside = areas(model).inside(model.focus);
    let below = split_whole(model, inside).1;
    if !model.zoomed || below.height < 2 {
        return (0, 1);
    }
    let room = usize::from(below.height - 1);
    let lines = page_text::full_text(model, usize::from(inside.width.saturating_sub(4))).len();
    (lines.saturating_sub(room), room.saturating_sub(1).max(1))
}

/// The titles on the line above a pane, each with the column where it begins: its own, and where panes take
/// turns, those of the others.
pub fn tabs(model: &Model, pane: Pane, shape: Shape) -> Vec<(Pane, u16, String)> {
    let turns = model.zoomed || shape == Shape::Phone || (shape == Shape::Narrow && pane != Pane::Accounts);
    let beside_list = shape == Shape::Narrow && !model.zoomed;
    let mut x = 1;
    let mut tabs = Vec::new();
    for other in Pane::ALL {
        let shown = other == pane;
        if !shown && (!turns || model.is_empty() || (beside_list && other == Pane::Accounts)) {
            continue;
        }
        // On a phone the other panes are their numbers.
        let number = (other.index() + 1).to_string();
        let named = format!("{number} {}", labels::pane_title(other, model.lang));
        let text = if shown || shape != Shape::Phone { named } else { number };
        let next = x + text.width() as u16 + 2;
        tabs.push((other, x, text));
        x = next;
    }
    tabs
}

/// The pane at a place of the screen.
pub fn pane_at(areas: &Areas, column: u16, row: u16) -> Option<Pane> {
    Pane::ALL.into_iter().find(|pane| areas.panes[pane.index()].contains((column, row).into()))
}

/// The pane whose title stands at a place of the title line of `pane`.
pub fn tab_at(model: &Model, pane: Pane, column: u16) -> Pane {
    let areas = areas(model);
    let left = areas.panes[pane.index()].x;
    let under = |(_, x, text): &(Pane, u16, String)| (left + x..left + x + text.width() as u16).contains(&column);
    tabs(model, pane, areas.shape).into_iter().find(under).map_or(pane, |(pane, ..)| pane)
}

/// The first state that is in sight while the cursor is at one, in so many rows.
pub fn first_shown(at: usize, height: u16) -> usize {
    (at + 2).saturating_sub(usize::from(height))
}
