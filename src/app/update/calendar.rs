//! The calendar: going through days, months and entries, and from an entry to its account.

use chrono::{Months, NaiveDate};

use super::agenda::{PAGE, days, items, of_month};
use super::{cursor, help, load, search};
use crate::app::model::calendar::{AgendaAnswer, CalendarDialog};
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::list::ListPosition;
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice, Pane};
use crate::app::screen::month_grid;
use crate::domain::agenda::AgendaFrom;
use crate::domain::day::add_days;

/// Opens the calendar at today; the cursor goes to what is overdue, where something is.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let today = model.today;
    model.dialog = Some(Dialog::Calendar(Box::new(CalendarDialog { opening: true, ..CalendarDialog::at(today) })));
    of_month(today)
}

/// What was asked for has been read.
pub(super) fn take(model: &mut Model, answer: AgendaAnswer) -> Vec<Effect> {
    let Some(Dialog::Calendar(calendar)) = &mut model.dialog else { return Vec::new() };
    let month = calendar.day;
    let first = matches!(&answer, AgendaAnswer::Items(page) if page.from == AgendaFrom::Day(month));
    calendar.take(answer);
    if first && calendar.opening {
        return vec![items(calendar.earlier())];
    }
    if month_grid::same(month, calendar.day) { Vec::new() } else { vec![days(calendar.day)] }
}

/// Keys of the calendar.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    let today = model.today;
    let Some(Dialog::Calendar(calendar)) = &mut model.dialog else { return Vec::new() };
    calendar.opening = false;
    match key.code {
        KeyCode::Left | KeyCode::Char('h') => to_day(calendar, add_days(calendar.day, -1)),
        KeyCode::Right | KeyCode::Char('l') => to_day(calendar, add_days(calendar.day, 1)),
        KeyCode::Down | KeyCode::Char('j') => step(calendar, 1),
        KeyCode::Up | KeyCode::Char('k') => step(calendar, -1),
        KeyCode::PageDown | KeyCode::Char('n') => to_day(calendar, months_on(calendar.day, true)),
        KeyCode::PageUp | KeyCode::Char('p') => to_day(calendar, months_on(calendar.day, false)),
        KeyCode::Home | KeyCode::Char('t' | 'g') => to_day(calendar, today),
        KeyCode::Enter => go(model),
        KeyCode::Char('c') if key.ctrl => close(model),
        KeyCode::Esc | KeyCode::Char('q') | KeyCode::Backspace => close(model),
        KeyCode::Char('?') => help::help(model),
        _ => model.notify(Notice::NotNow),
    }
}

fn months_on(day: NaiveDate, forward: bool) -> NaiveDate {
    let moved = if forward { day.checked_add_months(Months::new(1)) } else { day.checked_sub_months(Months::new(1)) };
    moved.unwrap_or(day)
}

fn to_day(calendar: &mut CalendarDialog, day: NaiveDate) -> Vec<Effect> {
    calendar.day = day;
    of_month(day)
}

/// Goes to the next or the previous entry; the day follows.
fn step(calendar: &mut CalendarDialog, by: isize) -> Vec<Effect> {
    if by < 0 && calendar.at == 0 {
        return if calendar.before { vec![items(calendar.earlier())] } else { Vec::new() };
    }
    let (month, last) = (calendar.day, calendar.items.len().saturating_sub(1));
    calendar.at = calendar.at.saturating_add_signed(by).min(last);
    calendar.day = calendar.current().map_or(calendar.day, |item| item.key.on);
    let mut effects = Vec::new();
    if calendar.after && calendar.at + PAGE / 2 > last {
        effects.push(items(calendar.later()));
    }
    if !month_grid::same(month, calendar.day) {
        effects.push(days(calendar.day));
    }
    effects
}

/// To the account of the entry under the cursor, also if a filter hides it.
fn go(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::Calendar(calendar)) = &model.dialog else { return Vec::new() };
    let Some(id) = calendar.current().map(|item| item.key.id) else { return Vec::new() };
    model.dialog = None;
    search::show_all(model);
    let mut effects = cursor::focus(model, Pane::Accounts);
    effects.push(load::window(model, ListPosition::Around(id, None)));
    effects
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.dialog = None;
    Vec::new()
}
