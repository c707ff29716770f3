//! Where the calendar's parts stand: the month's grid and the agenda beside it, or below it where it is narrow.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;

use super::month_grid;
use crate::app::model::Model;
use crate::content::{self, calendar};
use crate::domain::Lang;
use crate::domain::agenda::{AgendaItem, AgendaKey, DueKind};
use crate::domain::list::Row;

/// The parts of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The grid with its line of weekdays; no height where there is no room for it.
    pub grid: Rect,
    /// The width of a day in it.
    pub day_width: u16,
    /// The rows of a week in it.
    pub week_height: u16,
    /// The agenda.
    pub agenda: Rect,
}

/// The narrowest agenda beside a grid.
const AGENDA_LEAST: u16 = 40;
/// The fewest rows of an agenda below a grid.
const ROWS_LEAST: u16 = 3;

/// Shares out the inside of the calendar for the month of a day.
pub fn parts(inside: Rect, day: NaiveDate) -> Parts {
    let rows = month_grid::weeks(day).len() as u16 + 1;
    // The grid grows with the window, to about half of it.
    for day_width in [12, 9, 7, 6, 5] {
        let width = 7 * day_width;
        let wide = if day_width > 7 { inside.width / 2 } else { inside.width };
        if wide >= width && inside.width >= width + 2 + AGENDA_LEAST && inside.height >= rows {
            let week_height = (inside.height / (2 * rows)).clamp(1, 4);
            let grid = Rect { width, height: 1 + week_height * (rows - 1), ..inside };
            let agenda = Rect { x: inside.x + width + 2, width: inside.width - width - 2, ..inside };
            return Parts { grid, day_width, week_height, agenda };
        }
    }
    let day_width = (inside.width / 7).min(6);
    let below = rows + 1;
    if day_width < 4 || inside.height < below + ROWS_LEAST {
        return Parts { grid: Rect { height: 0, ..inside }, day_width, week_height: 1, agenda: inside };
    }
    let grid = Rect { width: 7 * day_width, height: rows, ..inside };
    Parts { grid, day_width, week_height: 1, agenda: Rect { y: inside.y + below, height: inside.height - below, ..inside } }
}

/// The first entry in sight while the cursor is at one: half a screen at a time, so that a cursor at the edge does not
/// redraw everything at each key.
pub fn first_shown(at: usize, count: usize, height: u16) -> usize {
    let height = usize::from(height).max(1);
    let half = (height / 2).max(1);
    let top = if at < height { 0 } else { (at + 1 - height).div_ceil(half) * half };
    top.min(count.saturating_sub(height))
}

/// What is due from today on in the cases of the list, soonest first.
pub fn coming(model: &Model) -> Vec<AgendaItem> {
    let item = |row: &Row| {
        let key = AgendaKey::of(row.state, row.id).filter(|key| key.on >= model.today)?;
        let readable = row.readable;
        DueKind::of(row.platform, row.state, model.today)?;
        Some(AgendaItem { key, platform: row.platform, handle: row.handle.clone(), readable })
    };
    let mut items: Vec<AgendaItem> = model.list.rows.iter().filter_map(item).collect();
    items.sort_by_key(|item| item.key);
    items
}

/// What is due, in words.
pub fn due_words(item: &AgendaItem, today: NaiveDate, lang: Lang) -> &'static str {
    let kind = DueKind::of(item.platform, item.key.state(), today);
    content::days::due_words(kind.unwrap_or(DueKind::Reply), lang)
}

/// The day of an entry: "28 dec mån", without the weekday where there is little room.
pub fn day_words(day: NaiveDate, model: &Model, narrow: bool) -> String {
    let words = if narrow { calendar::short_date } else { calendar::date_with_weekday };
    words(day, model.today, model.lang)
}

/// The month and its year, behind the title.
pub fn month_words(day: NaiveDate, model: &Model) -> String {
    format!("{} {}", calendar::month(day, model.lang), day.year())
}
