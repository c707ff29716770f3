//! Where everything is on the screen: rectangles from the size and from what there is to show. One answer for
//! drawing and for the keys that move by screens.

use ratatui::layout::Rect;

use super::wrap;
use crate::app::model::{Model, Pane};

/// The four ways to share the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Accounts at the left, the other panes below each other at the right.
    Wide,
    /// Accounts above, one other pane below.
    Narrow,
    /// One pane at a time.
    Phone,
    /// Too small for anything but saying so.
    TooSmall,
}

/// The rectangles of a screen. What is not shown has none (zero height).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// How the screen is shared.
    pub shape: Shape,
    /// The line with the counts.
    pub header: Rect,
    /// The lines about overdue cases.
    pub banner: Rect,
    /// The panes with their title lines, by [`Pane::index`].
    pub panes: [Rect; 5],
    /// All between the banner and the footer.
    pub whole: Rect,
    /// Where dialogs stand.
    pub dialog: Rect,
    /// The line with the keys.
    pub footer: Rect,
}

/// The narrowest and lowest screen that shows anything.
pub const SMALLEST: (u16, u16) = (30, 12);

impl Areas {
    /// The rows below the title of a pane.
    pub fn inside(&self, pane: Pane) -> Rect {
        below_title(self.panes[pane.index()])
    }

    /// Where the custom reason is edited: its pane without title and the row with `[ Done ]`.
    pub fn editor(&self) -> Rect {
        let inside = self.inside(Pane::Reason);
        // Two columns at the left as in the other panes, where the marker is.
        let indent = inside.width.min(2);
        Rect { x: inside.x + indent, width: inside.width - indent, height: inside.height.saturating_sub(1), ..inside }
    }
}

/// The rectangle without its first row.
pub fn below_title(rect: Rect) -> Rect {
    Rect { y: rect.y + rect.height.min(1), height: rect.height.saturating_sub(1), ..rect }
}

/// Where a dialog's own lines stand: below its title, with a column of air on either side.
pub fn dialog_inside(rect: Rect) -> Rect {
    let inside = below_title(rect);
    Rect { x: inside.x + inside.width.min(1), width: inside.width.saturating_sub(2), ..inside }
}

/// Shares out the screen of the model.
pub fn areas(model: &Model) -> Areas {
    let (width, height) = model.size;
    let row = |y: u16, height: u16| Rect { x: 0, y, width, height };
    let shape = shape(width, height);
    let none = Rect { x: 0, y: 0, width: 0, height: 0 };
    if shape == Shape::TooSmall {
        return Areas { shape, header: none, banner: none, panes: [none; 5], whole: none, dialog: none, footer: none };
    }
    let banner = super::banner::lines(model).len() as u16;
    // A line of air below the banner, where there is room for air.
    let air = u16::from(height >= 20);
    let top = 1 + banner + air;
    let body = row(top, height.saturating_sub(top + 1));
    let (panes, dialog) = if model.is_empty() {
        ([body, none, none, none, none], body)
    } else {
        match shape {
            _ if model.zoomed => (only(model.focus, body), body),
            Shape::Wide => wide(model, body),
            Shape::Narrow => (narrow(model, body), body),
            Shape::Phone | Shape::TooSmall => (only(model.focus, body), body),
        }
    };
    Areas { shape, header: row(0, 1), banner: row(1, banner), panes, whole: body, dialog, footer: row(height - 1, 1) }
}

fn shape(width: u16, height: u16) -> Shape {
    if width < SMALLEST.0 || height < SMALLEST.1 {
        Shape::TooSmall
    } else if width < 60 {
        Shape::Phone
    } else if width < 100 || height < 18 {
        Shape::Narrow
    } else {
        Shape::Wide
    }
}

fn only(pane: Pane, body: Rect) -> [Rect; 5] {
    let mut panes = [Rect { height: 0, ..body }; 5];
    panes[pane.index()] = body;
    panes
}

fn narrow(model: &Model, body: Rect) -> [Rect; 5] {
    let rows = model.list.rows.len() as u16 + 1;
    let above = if model.focus == Pane::Accounts {
        // The list takes what it needs, and leaves half to the pane below.
        rows.max(4).min(body.height.div_ceil(2))
    } else {
        // At work below, a few rows of the list are enough to know where one is.
        rows.max(3).min((body.height / 3).max(3))
    };
    let mut panes = [Rect { height: 0, ..body }; 5];
    panes[0] = Rect { height: above, ..body };
    panes[model.under.index()] = Rect { y: body.y + above, height: body.height - above, ..body };
    panes
}

fn wide(model: &Model, body: Rect) -> ([Rect; 5], Rect) {
    let left = (body.width / 2).clamp(50, 80);
    let x = left + 2;
    let right = Rect { x, width: body.width - x, ..body };
    let rows = share(model, right);
    let mut panes = [Rect { width: left, ..body }; 5];
    let mut y = right.y;
    for pane in &Pane::ALL[1..] {
        let height = rows[pane.index() - 1];
        panes[pane.index()] = Rect { y, height, ..right };
        y += height;
    }
    let dialog = if right.width >= 56 { right } else { body };
    (panes, dialog)
}

/// The heights of the four right-hand panes with their titles: each gets a little, the focused one what it
/// wants, and what is left goes round in their order.
fn share(model: &Model, right: Rect) -> [u16; 4] {
    let wants = wants(model, right.width);
    let focused = model.focus.index().checked_sub(1);
    let mut rows: [u16; 4] = [2; 4];
    let mut left = right.height.saturating_sub(8);
    let mut order: Vec<usize> = (0..4).collect();
    order.sort_by_key(|i| Some(*i) != focused);
    for i in order {
        let more = wants[i].saturating_sub(rows[i]).min(left);
        rows[i] += more;
        left -= more;
    }
    // The log ends the column, so it takes what nobody wanted.
    rows[focused.unwrap_or(3)] += left;
    rows
}

/// What each right-hand pane would like to show, with its title and a line of air below.
fn wants(model: &Model, width: u16) -> [u16; 4] {
    let Some(detail) = &model.detail else { return [3; 4] };
    let on = |pane| model.focus == pane;
    let grounds = if on(Pane::Objections) { 15 } else { detail.draft.grounds.len().max(1) };
    let reason = if model.reason.editing {
        16
    } else {
        wrap::count(&detail.draft.reason, usize::from(width.saturating_sub(4))).clamp(1, if on(Pane::Reason) { 30 } else { 4 })
    };
    [14, grounds as u16 + 2, reason as u16 + 2, (detail.entries.len().max(1) as u16).min(100) + 1]
}
