//! The calendar of what is due: the day that is looked at, and the agenda from that day on.

use chrono::NaiveDate;

use crate::domain::agenda::{AgendaFrom, AgendaItem, AgendaKey};
use crate::domain::{AccountId, Phase};

/// More than so many things are not held at once.
const HELD_MAX: usize = 600;

/// The calendar while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDialog {
    /// The day under the cursor, in whose month the grid stands.
    pub day: NaiveDate,
    /// What is due, in the order of the calendar.
    pub items: Vec<AgendaItem>,
    /// The cursor, an index into `items`.
    pub at: usize,
    /// Whether more may come before `items`.
    pub before: bool,
    /// Whether more follows.
    pub after: bool,
    /// How many things are due on the days of the grid.
    pub days: Vec<(NaiveDate, u64)>,
    /// Whether it was just opened: what is overdue is still to be read.
    pub opening: bool,
}

/// A part of the agenda that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaPage {
    /// What was asked for.
    pub from: AgendaFrom,
    /// What is due, in the order of the calendar.
    pub items: Vec<AgendaItem>,
    /// Whether more follows in the direction that was asked for.
    pub more: bool,
}

/// What was read for the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgendaAnswer {
    /// A part of the agenda.
    Items(AgendaPage),
    /// How many things are due on the days of the grid.
    Days(Vec<(NaiveDate, u64)>),
}

impl CalendarDialog {
    /// The calendar at a day, before anything was read.
    pub fn at(day: NaiveDate) -> Self {
        Self { day, items: Vec::new(), at: 0, before: true, after: false, days: Vec::new(), opening: false }
    }

    /// The thing under the cursor.
    pub fn current(&self) -> Option<&AgendaItem> {
        self.items.get(self.at)
    }

    /// What to read before the first of `items`.
    pub fn earlier(&self) -> AgendaFrom {
        let edge = AgendaKey { on: self.day, day: NaiveDate::MIN, phase: Phase::Draft, id: AccountId(0) };
        AgendaFrom::Before(self.items.first().map_or(edge, |item| item.key))
    }

    /// What to read behind the last of `items`.
    pub fn later(&self) -> AgendaFrom {
        self.items.last().map_or(AgendaFrom::Day(self.day), |item| AgendaFrom::After(item.key))
    }

    /// How many things are due on a day of the grid.
    pub fn due_on(&self, day: NaiveDate) -> u64 {
        self.days.iter().find(|(on, _)| *on == day).map_or(0, |(_, n)| *n)
    }

    /// Takes in what was read. What no longer fits, because keys went on meanwhile, is dropped.
    pub fn take(&mut self, answer: AgendaAnswer) {
        let page = match answer {
            AgendaAnswer::Days(days) => return self.days = days,
            AgendaAnswer::Items(page) => page,
        };
        match page.from {
            AgendaFrom::Day(day) if day == self.day => {
                (self.items, self.at, self.before, self.after) = (page.items, 0, true, page.more);
            }
            AgendaFrom::After(_) if page.from == self.later() => {
                self.items.extend(page.items);
                self.after = page.more;
                let excess = self.items.len().saturating_sub(HELD_MAX).min(self.at);
                self.items.drain(..excess);
                self.at -= excess;
                self.before |= excess > 0;
            }
            AgendaFrom::Before(_) if page.from == self.earlier() => {
                let n = page.items.len();
                self.items.splice(0..0, page.items);
                // It was asked for to go one up, or to begin with what is overdue.
                let opening = std::mem::take(&mut self.opening);
                self.at = if opening { 0 } else { (self.at + n).saturating_sub(1) };
                self.before = page.more;
                if self.items.len() > HELD_MAX {
                    self.items.truncate(HELD_MAX.max(self.at + 1));
                    self.after = true;
                }
                self.day = self.current().filter(|_| !opening).map_or(self.day, |item| item.key.on);
            }
            _ => {}
        }
    }
}
