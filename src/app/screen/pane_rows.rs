//! Which row of a pane stands where: one answer for drawing and for the mouse.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::labels;
use super::layout::{Areas, Shape, TEXT_MAX, areas};
use super::timeline::Timeline;
use super::{case_timeline, page_text, wrap};
use crate::app::model::detail::Detail;
use crate::app::model::{Model, Pane};
use crate::content::{self, fill, phrases, standing_words};
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
    /// How many lines each of them takes.
    pub pitch: u16,
}

impl Rows {
    /// How many of them have room.
    pub fn visible(&self) -> usize {
        usize::from(self.area.height / self.pitch.max(1))
    }

    /// Whether all of them are in sight.
    pub fn all_shown(&self) -> bool {
        self.top == 0 && self.count <= self.visible()
    }
}

/// The fewest steps in sight below a timeline.
const STEPS_LEAST: u16 = 4;

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
        (Pane::Accounts, _) => Rows { area: inside, top: model.list.top, count: model.list.rows.len(), pitch: 1 },
        (Pane::Steps, Some(detail)) => {
            let list = split_whole(model, inside).0;
            let taken = head(model, detail, list, Signs { status: "!", dot: " - " }).rows();
            let area = Rect { y: list.y + taken, height: list.height - taken, ..list };
            // While another pane has the keys, this one shows the step to go on with.
            let cursor = if focused { model.step } else { usize::from(detail.next_step(model.today)) - 1 };
            rows(area, cursor, 10, steps_pitch(area.height))
        }
        (Pane::Objections, Some(_)) if focused => rows(split_whole(model, inside).0, model.ground, Ground::ALL.len(), 1),
        (Pane::Objections, Some(detail)) => {
            let count = detail.draft.grounds.len();
            Rows { area: inside, top: 0, count, pitch: ground_pitch(model, detail, inside) }
        }
        (Pane::Log, Some(detail)) => {
            let n = detail.entries.len();
            rows(inside, if focused { model.entry } else { n.saturating_sub(1) }, n, 1)
        }
        _ => Rows { area: inside, top: 0, count: 0, pitch: 1 },
    }
}

/// Half a screen at a time, as in the list of accounts, so that a cursor at the edge does not redraw everything
/// at each key.
fn rows(area: Rect, cursor: usize, count: usize, pitch: u16) -> Rows {
    let height = usize::from(area.height / pitch).max(1);
    let half = (height / 2).max(1);
    let top = if cursor < height { 0 } else { (cursor + 1 - height).div_ceil(half) * half };
    Rows { area, top: top.min(count.saturating_sub(height)), count, pitch }
}

/// How many lines a step takes: its title, and where there is room what to do in it.
const fn steps_pitch(height: u16) -> u16 {
    if height >= 30 {
        3
    } else if height >= 20 {
        2
    } else {
        1
    }
}

/// How many lines a chosen ground takes: its name, and where all of them have room its text.
fn ground_pitch(model: &Model, detail: &Detail, inside: Rect) -> u16 {
    let width = text_width(inside.width.saturating_sub(2));
    let lines = |ground: &Ground| wrap::count(&content::ground(*ground, model.lang).text, width) as u16;
    let pitch = 1 + detail.draft.grounds.iter().map(lines).max().unwrap_or(0);
    if pitch * detail.draft.grounds.len() as u16 <= inside.height { pitch } else { 1 }
}

/// How wide a text is in a pane: two columns for the marker, one for air, and never too wide to read.
pub fn text_width(pane: u16) -> usize {
    usize::from(pane.saturating_sub(3).min(TEXT_MAX))
}

/// Which rows of how many are in sight, in words; empty where all are. The list is a window over what is read, so it
/// knows its numbers only from one end on.
pub fn range(model: &Model, pane: Pane, inside: Rect) -> String {
    let (rows, first, total) = match pane {
        Pane::Accounts => {
            let rows = of(model, pane, inside);
            let all = model.counts.as_ref().filter(|_| model.list.filter.is_all()).map(|c| c.total() as usize);
            let read = model.list.offset.filter(|_| !model.list.after).map(|offset| offset + model.list.rows.len());
            (rows, model.list.offset, all.or(read))
        }
        Pane::Reason => (reason_rows(model, inside), Some(0), None),
        _ => (of(model, pane, inside), Some(0), None),
    };
    let to = rows.count.min(rows.top + rows.visible());
    let (above, below) = match pane {
        Pane::Accounts => (rows.top > 0 || model.list.before, to < rows.count || model.list.after),
        _ => (rows.top > 0, to < rows.count),
    };
    if !above && !below {
        return String::new();
    }
    let arrows = format!("{}{}", if above { "↑" } else { "" }, if below { "↓" } else { "" });
    let Some((offset, total)) = first.zip(total.or(Some(rows.count))) else { return arrows };
    let number = |n: usize| content::number(n as u64, model.lang);
    let values = [("from", number(offset + rows.top + 1)), ("to", number(offset + to)), ("n", number(total))];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    format!("{} {arrows}", fill(&phrases(model.lang).panes.range, &values))
}

/// The lines of the custom reason, from its beginning.
fn reason_rows(model: &Model, inside: Rect) -> Rows {
    let text = model.detail.as_ref().filter(|_| !model.reason.editing).map_or("", |d| d.draft.reason.as_str());
    Rows { area: inside, top: 0, count: wrap::count(text.trim_end(), text_width(inside.width)), pitch: 1 }
}

/// Splits off the rows at the bottom for the whole text of what is under the cursor, when the pane is zoomed.
pub fn split_whole(model: &Model, area: Rect) -> (Rect, Rect) {
    let lines =
        if model.zoomed { page_text::whole(model, usize::from(area.width.saturating_sub(4))).len() as u16 + 1 } else { 0 };
    let height = lines.min(area.height / 2);
    let list = Rect { height: area.height - height, ..area };
    (list, Rect { y: list.y + list.height, height, ..area })
}

/// What stands above the steps: where the case stands, and its timeline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// The status in full and what follows from it.
    pub standing: Vec<String>,
    /// The timeline, where there is something to draw and room for it.
    pub timeline: Option<Timeline>,
    /// Whether a line of air follows.
    air: bool,
}

impl Head {
    /// How many rows it takes.
    pub fn rows(&self) -> u16 {
        let timeline = self.timeline.as_ref().map_or(0, |t| 3 + u16::from(!t.more.is_empty()));
        self.standing.len() as u16 + timeline + u16::from(self.air)
    }
}

/// What stands above the steps in the inside of their pane.
pub fn head(model: &Model, detail: &Detail, area: Rect, signs: Signs<'_>) -> Head {
    let standing = standing(model, detail, area, signs);
    let left = area.height.saturating_sub(standing.len() as u16);
    let mut head = Head { standing, timeline: None, air: false };
    if left >= 3 + STEPS_LEAST
        && let Some(mut timeline) = case_timeline::of(model, detail, text_width(area.width))
    {
        if left < 4 + STEPS_LEAST {
            timeline.more.clear();
        }
        head.timeline = Some(timeline);
    }
    head.air = head.timeline.is_some() && area.height >= head.rows() + 11;
    head
}

/// How many rows the steps use with their title and a line of air below, in a column of panes.
pub(super) fn wanted_by_steps(model: &Model, detail: &Detail, column: Rect) -> u16 {
    let area = Rect { height: 30, ..column };
    let head = head(model, detail, area, Signs { status: "!", dot: " - " }).rows();
    let pitch = match column.height {
        ..40 => 1,
        40..48 => 2,
        _ => 3,
    };
    1 + head + 10 * pitch + 1
}

/// The status in full and what follows from it, in as many lines as there is room for.
fn standing(model: &Model, detail: &Detail, area: Rect, signs: Signs<'_>) -> Vec<String> {
    if area.height < 3 {
        return Vec::new();
    }
    let standing = detail.case.standing(detail.account.added_on);
    let words = standing_words(standing, model.today, model.lang);
    let mut follows = String::new();
    if let Some(limit) = detail.case.limit() {
        let words = &phrases(model.lang).dialogs;
        let overdue = standing.overdue(model.today);
        let (phrase, date) = if overdue { (&words.from_short, limit.complaint_from()) } else { (&words.ends_short, limit.ends) };
        follows = format!("{}{}", signs.dot, fill(phrase, &[("date", &date.to_string())]));
    }
    let width = text_width(area.width);
    let nudge = detail.case.unheard(model.today).then(|| unheard(model.lang, width));
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
pub(in crate::app) fn pane_at(areas: &Areas, column: u16, row: u16) -> Option<Pane> {
    Pane::ALL.into_iter().find(|pane| areas.panes[pane.index()].contains((column, row).into()))
}

/// The pane whose title stands at a place of the title line of `pane`.
pub(in crate::app) fn tab_at(model: &Model, pane: Pane, column: u16) -> Pane {
    let areas = areas(model);
    let left = areas.panes[pane.index()].x;
    let under = |(_, x, text): &(Pane, u16, String)| (left + x..left + x + text.width() as u16).contains(&column);
    tabs(model, pane, areas.shape).into_iter().find(under).map_or(pane, |(pane, ..)| pane)
}
