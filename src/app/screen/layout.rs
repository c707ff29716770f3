//! Where everything is on the screen: rectangles from the size and from what there is to show. One answer for
//! drawing and for the keys that move by screens.

use ratatui::layout::Rect;

use super::pane_content::{self, wanted_by_grounds, wanted_by_steps};
use super::wrap::{self, TEXT_MAX};
use crate::app::model::{Model, Pane};

/// The ways to share the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As wide, and the text that is to be handed over beside the panes.
    Huge,
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
    /// The text that is to be handed over, with its title line.
    pub text: Rect,
    /// The lines for what was just done. What stands there otherwise gives way to them from below.
    pub message: Rect,
    /// The line with the keys.
    pub footer: Rect,
    /// How many rows below the text that is being written remain for what one may answer in it.
    pub questions: u16,
}

/// Below so many columns one pane is shown at a time.
pub const PHONE: u16 = 60;
/// The narrowest and lowest screen that shows anything.
pub const SMALLEST: (u16, u16) = (30, 12);
/// From so many rows there is room for a line of air and for the line of messages.
const ROOMY: u16 = 20;

impl Areas {
    /// The rows below the title of a pane.
    pub fn inside(&self, pane: Pane) -> Rect {
        below_title(self.panes[pane.index()])
    }

    /// Where the custom reason is edited: its pane without title and the row with `[ Done ]`.
    pub fn editor(&self) -> Rect {
        let inside = self.inside(Pane::Reason);
        // Two columns at the left as in the other panes, where the marker is, and no wider than a text is read.
        let indent = inside.width.min(2);
        // One more, since it counts the blank behind a word, so that lines break where they do when the text is read.
        let width = (wrap::text_width(inside.width) as u16 + 1).min(inside.width - indent);
        Rect { x: inside.x + indent, width, height: inside.height.saturating_sub(1 + self.questions), ..inside }
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

/// The same where it is text: no wider than a text can be read.
pub fn text_inside(rect: Rect) -> Rect {
    let inside = dialog_inside(rect);
    Rect { width: inside.width.min(TEXT_MAX), ..inside }
}

/// Shares out the screen of the model.
pub fn areas(model: &Model) -> Areas {
    let (width, height) = model.size;
    let row = |y: u16, height: u16| Rect { x: 0, y, width, height };
    let shape = shape(width, height);
    let none = Rect { x: 0, y: 0, width: 0, height: 0 };
    if shape == Shape::TooSmall {
        let panes = [none; 5];
        return Areas {
            shape,
            header: none,
            banner: none,
            panes,
            whole: none,
            dialog: none,
            text: none,
            message: none,
            footer: none,
            questions: 0,
        };
    }
    let banner = super::banner::lines(model).len() as u16;
    let roomy = u16::from(height >= ROOMY);
    let top = 1 + banner + roomy;
    let body = row(top, height.saturating_sub(top + 1 + roomy));
    let text = if has_text_beside(model) { third_column(body) } else { none };
    let (panes, dialog) = if model.is_empty() {
        ([body, none, none, none, none], body)
    } else {
        match shape {
            _ if model.zoomed => (only(model.focus, body), body),
            Shape::Wide | Shape::Huge => wide(model, body, text.width),
            Shape::Narrow => (narrow(model, body), body),
            Shape::Phone | Shape::TooSmall => (only(model.focus, body), body),
        }
    };
    let said = super::message::rows(model).max(1).min(height - 1);
    let over = said.saturating_sub(roomy).min(if super::message::rows(model) > 0 { said } else { 0 });
    let clear =
        |rect: Rect| Rect { height: rect.height.min((body.bottom() - over.min(body.height)).saturating_sub(rect.y)), ..rect };
    let mut areas = Areas {
        shape,
        header: row(0, 1),
        banner: row(1, banner),
        panes: panes.map(clear),
        whole: clear(body),
        dialog: clear(dialog),
        text: clear(text),
        message: row(height - 1 - said, said),
        footer: row(height - 1, 1),
        questions: 0,
    };
    if model.reason.editing {
        areas.questions = pane_content::questions_beside(model, areas.inside(Pane::Reason)).len() as u16;
    }
    areas
}

/// Whether the text that is to be handed over stands beside the panes.
pub fn has_text_beside(model: &Model) -> bool {
    shape(model.size.0, model.size.1) == Shape::Huge && !model.zoomed && !model.is_empty()
}

fn shape(width: u16, height: u16) -> Shape {
    if width < SMALLEST.0 || height < SMALLEST.1 {
        Shape::TooSmall
    } else if width < PHONE {
        Shape::Phone
    } else if width < 100 || height < 18 {
        Shape::Narrow
    } else if width < 160 {
        Shape::Wide
    } else {
        Shape::Huge
    }
}

/// The column at the right edge for the text that is to be handed over.
fn third_column(body: Rect) -> Rect {
    let width = (body.width * 34 / 100).clamp(46, TEXT_MAX + 2);
    Rect { x: body.x + body.width - width, width, ..body }
}

fn only(pane: Pane, body: Rect) -> [Rect; 5] {
    let mut panes = [Rect { height: 0, ..body }; 5];
    panes[pane.index()] = body;
    panes
}

fn narrow(model: &Model, body: Rect) -> [Rect; 5] {
    let rows = model.list.rows.len() as u16 + 1;
    // The list takes what it needs and leaves the larger part to the pane below, whichever of them has the keys.
    let above = rows.max(3).min((body.height / 3).max(4));
    let mut panes = [Rect { height: 0, ..body }; 5];
    panes[0] = Rect { height: above, ..body };
    panes[model.under.index()] = Rect { y: body.y + above, height: body.height - above, ..body };
    panes
}

fn wide(model: &Model, body: Rect, third: u16) -> ([Rect; 5], Rect) {
    let gap = if third == 0 { 0 } else { 2 };
    let room = body.width - third - gap;
    let right = if third == 0 { room - (room / 2).clamp(50, 80) - 2 } else { (body.width * 31 / 100).clamp(56, TEXT_MAX + 4) };
    let left = room - right - 2;
    let right = Rect { x: left + 2, width: right, ..body };
    let rows = share(model, right);
    let mut panes = [Rect { width: left, ..body }; 5];
    let mut y = right.y;
    for pane in &Pane::ALL[1..] {
        let height = rows[pane.index() - 1];
        panes[pane.index()] = Rect { y, height, ..right };
        y += height;
    }
    let beside = Rect { width: body.width - right.x, ..right };
    (panes, if right.width >= 56 { beside } else { body })
}

/// The heights of the four right-hand panes with their titles. They follow from what there is to show and not from the
/// focus, so that panes stay where they are while one goes from one to the next. Only a text that is being written
/// takes what it needs first.
fn share(model: &Model, right: Rect) -> [u16; 4] {
    let (wants, most) = wants(model, right);
    let mut rows = [0; 4];
    let mut left = right.height;
    let mut give = |rows: &mut [u16; 4], i: usize, upto: u16| {
        let more = upto.saturating_sub(rows[i]).min(left);
        rows[i] += more;
        left -= more;
    };
    for (i, least) in [5, 3, 3, 3].into_iter().enumerate() {
        give(&mut rows, i, least);
    }
    if model.reason.editing {
        give(&mut rows, 2, 18);
    }
    for i in [0, 2, 3, 1] {
        give(&mut rows, i, wants[i]);
    }
    for i in [1, 2, 3] {
        give(&mut rows, i, most[i]);
    }
    // The log ends the column, so it takes what nothing else wants.
    give(&mut rows, 3, u16::MAX);
    rows
}

/// What each right-hand pane needs, and what it can use at most, with its title and a line of air below.
fn wants(model: &Model, right: Rect) -> ([u16; 4], [u16; 4]) {
    let Some(detail) = &model.detail else { return ([12, 3, 3, 3], [14, 17, 3, 3]) };
    let steps = wanted_by_steps(model, detail, right);
    let grounds = wanted_by_grounds(model, detail, right);
    let width = usize::from(right.width.saturating_sub(4).min(TEXT_MAX));
    let reason = wrap::count(&detail.draft.reason, width).clamp(1, 200) as u16;
    let log = (detail.events.len().clamp(1, 200)) as u16;
    ([steps, grounds, reason.min(5) + 2, log.min(6) + 1], [steps, grounds.max(17), reason + 2, log + 1])
}
