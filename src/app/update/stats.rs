//! The page of statistics: opening it, scrolling, leaving it, also before all is counted.

use super::help::scrolled;
use crate::app::model::key::{self, Key};
use crate::app::model::msg::Effect;
use crate::app::model::stats::{CountedStats, StatsDialog};
use crate::app::model::{Dialog, Model};
use crate::app::screen::layout::{areas, dialog_inside};
use crate::app::screen::stats_page;
use crate::domain::stats::Stats;

/// Opens it, and has all cases counted.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.dialog = Some(Dialog::Stats(Box::default()));
    vec![Effect::Stats]
}

/// All cases have been counted.
pub(super) fn take(model: &mut Model, stats: &Stats, unreadable: usize) -> Vec<Effect> {
    if let Some(Dialog::Stats(page)) = &mut model.dialog {
        page.counted = Some(CountedStats { rows: stats.rows(), unreadable });
    }
    Vec::new()
}

/// Keys of the page. Whoever leaves before all is counted does not want it any more.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    let Some(Dialog::Stats(page)) = &model.dialog else { return Vec::new() };
    let page = (**page).clone();
    if key::leaves(key) || key == Key::char('S') {
        model.close_dialog();
        return if page.counted.is_none() { vec![Effect::CancelStats] } else { Vec::new() };
    }
    let inside = dialog_inside(areas(model).whole);
    let stats_page::StatsPage { head, lines } = stats_page::page(model, &page, inside.width);
    let height = inside.height.saturating_sub(head.len() as u16);
    if let Some(scroll) = scrolled(key, page.scroll, lines.len(), height) {
        model.dialog = Some(Dialog::Stats(Box::new(StatsDialog { scroll, ..page })));
    }
    Vec::new()
}
