//! Which row of a pane stands where: one answer for drawing and for the mouse.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::labels;
use super::layout::{Areas, Shape, areas};
use super::page_text;
use super::wrap;
use crate::app::model::detail::Detail;
use crate::app::model::{Model, Pane};
use crate::content::{fill, phrases, state_words};
use crate::domain::{Ground, Lang};

/// The rows of a pane that are on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows {
    /// Where they stand.
    pub area: Rect,
    /// The first one shown, an index.
    pub top: usize,
    /// How many there are in all.
    pub count: usize,
}

/// The signs of the line that says where a case stands, as the terminal's characters allow.
#[derive(Debug, Clone, Copy)]
pub struct Signs<'a> {
    /// Before it, one cell wide.
    pub status: &'a str,
    /// Between its parts, three cells wide.
    pub dot: &'a str,
}

/// The rows of a pane, in the inside of its rectangle.
pub fn of(model: &Model, pane: Pane, inside: Rect) -> Rows {
    let detail = model.detail.as_ref();
    let focused = model.focus == pane;
    match (pane, detail) {
        (Pane::Accounts, _) => Rows { area: inside, top: model.list.top, count: model.list.rows.len() },
        (Pane::Steps, Some(detail)) => {
            let list = split_whole(model, inside).0;
            let taken = state(model, detail, list, Signs { status: "!", dot: " - " }).len() as u16;
            let area = Rect { y: list.y + taken, height: list.height - taken, ..list };
            // While another pane has the keys, this one shows the step to go on with.
            let cursor = if focused { model.step } else { usize::from(detail.next_step(model.today)) - 1 };
            rows(area, cursor, 10)
        }
        (Pane::Objections, Some(_)) if focused => rows(split_whole(model, inside).0, model.ground, Ground::ALL.len()),
        (Pane::Objections, Some(detail)) => Rows { area: inside, top: 0, count: detail.draft.grounds.len() },
        (Pane::Log, Some(detail)) => {
            let n = detail.entries.len();
            rows(inside, if focused { model.entry } else { n.saturating_sub(1) }, n)
        }
        _ => Rows { area: inside, top: 0, count: 0 },
    }
}

/// Half a screen at a time, as in the list of accounts, so that a cursor at the edge does not redraw everything
/// at each key.
fn rows(area: Rect, cursor: usize, count: usize) -> Rows {
    let height = usize::from(area.height).max(1);
    let half = (height / 2).max(1);
    let top = if cursor < height { 0 } else { (cursor + 1 - height).div_ceil(half) * half };
    Rows { area, top: top.min(count.saturating_sub(height)), count }
}

/// Splits off the rows at the bottom for the whole text of what is under the cursor, when the pane is zoomed.
pub fn split_whole(model: &Model, area: Rect) -> (Rect, Rect) {
    let lines =
        if model.zoomed { page_text::full_text(model, usize::from(area.width.saturating_sub(4))).len() as u16 + 1 } else { 0 };
    let height = lines.min(area.height / 2);
    let list = Rect { height: area.height - height, ..area };
    (list, Rect { y: list.y + list.height, height, ..area })
}

/// The status in full and what follows from it, in as many lines as there is room for.
pub fn state(model: &Model, detail: &Detail, area: Rect, signs: Signs<'_>) -> Vec<String> {
    if area.height < 3 {
        return Vec::new();
    }
    let state = detail.case.state(detail.account.added_on, model.today);
    let words = state_words(state, model.today, model.lang);
    let mut follows = String::new();
    if let Some(limit) = detail.case.limit() {
        let words = &phrases(model.lang).dialogs;
        let overdue = state.overdue(model.today);
        let (phrase, date) = if overdue { (&words.from_short, limit.complaint_from()) } else { (&words.ends_short, limit.ends) };
        follows = format!("{}{}", signs.dot, fill(phrase, &[("date", &date.to_string())]));
    }
    let width = usize::from(area.width.saturating_sub(3));
    let nudge = detail.case.needs_nudge(model.today).then(|| unheard(model.lang, width));
    let room = usize::from(area.height / 3).saturating_sub(usize::from(nudge.is_some())).max(1);
    let told = |status: &str| wrap::lines(&format!("{} {status}{follows}", signs.status), width);
    // The date tells more than the longer words for the status.
    let whole = told(&words.long);
    let mut lines = if whole.len() > room { told(&words.short) } else { whole };
    lines.truncate(room);
    lines.extend(nudge);
    lines
}

/// What to look for where nothing was heard, on one line: as many sentences as there is room for.
fn unheard(lang: Lang, width: usize) -> String {
    let words = &phrases(lang).unheard;
    let mut line = words.mail.clone();
    for sentence in [&words.address, &words.code] {
        let longer = format!("{line} {sentence}");
        if longer.width() > width {
            break;
        }
        line = longer;
    }
    line
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
        if !shown && (!turns || (beside_list && other == Pane::Accounts)) {
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
