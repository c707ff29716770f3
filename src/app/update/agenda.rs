//! What is asked of the database for the calendar.

use chrono::NaiveDate;

use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model};
use crate::app::screen::month_grid;
use crate::domain::agenda::{AgendaFrom, AgendaRequest};

/// How many entries are read at a time.
pub(super) const PAGE: usize = 100;

/// What the calendar shows, if it is open, has to be read anew.
pub(super) fn reload(model: &Model) -> Vec<Effect> {
    if let Some(Dialog::Calendar(calendar)) = &model.dialog { of_month(calendar.day) } else { Vec::new() }
}

/// All that the calendar shows while it stands at a day.
pub(super) fn of_month(day: NaiveDate) -> Vec<Effect> {
    vec![items(AgendaFrom::Day(day)), days(day)]
}

/// A part of the agenda.
pub(super) const fn items(from: AgendaFrom) -> Effect {
    Effect::Agenda(AgendaRequest::Items(from, PAGE))
}

/// How many things are due on the days of a month's grid.
pub(super) fn days(month: NaiveDate) -> Effect {
    let (first, last) = month_grid::shown(month);
    Effect::Agenda(AgendaRequest::Days(first, last))
}
