//! The list of cases as a window: a stretch of rows around the cursor, however many there are in all.

use chrono::NaiveDate;

use crate::domain::AccountId;
use crate::domain::list::{Filter, ListKey, Row};

/// A part of the list that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListPosition {
    /// The first rows.
    Start,
    /// The last rows.
    End,
    /// What follows this place.
    After(ListKey),
    /// What comes before this place.
    Before(ListKey),
    /// The surroundings of an account; of the place where it was, if it is not in the list any more.
    Around(AccountId, Option<ListKey>),
    /// The surroundings of a place, whichever account stands there by now.
    Near(ListKey),
}

/// A part of the list that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// What was asked for.
    pub place: ListPosition,
    /// Which cases were asked for.
    pub filter: Filter,
    /// The rows, in the order of the list.
    pub rows: Vec<Row>,
    /// Whether rows come before them.
    pub before: bool,
    /// Whether rows follow them.
    pub after: bool,
    /// Whether the search gave up: more letters would find more.
    pub cut: bool,
}

/// The rows that are held, and where the cursor is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountList {
    /// The stretch of rows that is held.
    pub rows: Vec<Row>,
    /// The cursor, an index into `rows`.
    pub cursor: usize,
    /// The first row on the screen, an index into `rows`.
    pub top: usize,
    /// Whether more rows come before those held.
    pub before: bool,
    /// Whether more rows follow those held.
    pub after: bool,
    /// How many rows come before those held, where that is known: as long as the list was read from its start.
    pub offset: Option<usize>,
    /// Which cases are wanted.
    pub filter: Filter,
    /// Whether the search gave up: more letters would find more.
    pub cut: bool,
    /// The place at which the cursor is to stay, while the rows around it are being read.
    pub staying: Option<ListKey>,
}

impl AccountList {
    /// The row under the cursor.
    pub fn current(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// Moves the cursor by rows, as far as rows are held.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Moves the window so that the cursor is in it. At the edge it jumps by half a screen: over a slow line
    /// a jump now and then costs less than a shift at every key.
    pub fn scroll(&mut self, height: usize) {
        let height = height.max(1);
        if self.cursor < self.top || self.cursor >= self.top + height {
            self.top = self.cursor.saturating_sub(height / 2);
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height)).min(self.cursor);
    }

    /// The part to read next so that two screens are held on either side of the cursor, if any is missing. While it has not
    /// moved from the first row, one screen is enough.
    pub fn missing_page(&self, height: usize, today: NaiveDate) -> Option<ListPosition> {
        let (one, two) = (height.max(1), 2 * height.max(1));
        let ahead = if self.cursor == 0 { one } else { two };
        if self.after && self.cursor + ahead >= self.rows.len() {
            return self.rows.last().map(|r| ListPosition::After(r.key(today)));
        }
        if self.before && self.cursor < two {
            return self.rows.first().map(|r| ListPosition::Before(r.key(today)));
        }
        None
    }

    /// Takes in a part that was read. What no longer fits, because the list changed meanwhile, is dropped.
    pub fn apply(&mut self, window: Window, height: usize, today: NaiveDate) {
        if window.filter != self.filter {
            return;
        }
        self.cut = window.cut;
        match window.place {
            ListPosition::Start => self.replace(window, 0, 0),
            ListPosition::End => {
                let cursor = window.rows.len().saturating_sub(1);
                self.replace(window, cursor, 0);
            }
            ListPosition::Around(id, was) => {
                let found = window.rows.iter().position(|r| r.id == id);
                let near = || was.and_then(|key| first_from(&window.rows, key, today));
                let cursor = found.or_else(near);
                self.replace_around(window, cursor);
            }
            ListPosition::Near(key) => {
                let cursor = first_from(&window.rows, key, today);
                self.replace_around(window, cursor);
            }
            ListPosition::After(key) if self.rows.last().is_some_and(|r| r.key(today) == key) => {
                self.rows.extend(window.rows);
                self.after = window.after;
                self.trim_front(height);
            }
            ListPosition::Before(key) if self.rows.first().is_some_and(|r| r.key(today) == key) => {
                let n = window.rows.len();
                self.rows.splice(0..0, window.rows);
                (self.cursor, self.top) = (self.cursor + n, self.top + n);
                self.before = window.before;
                self.offset = if window.before { self.offset.and_then(|offset| offset.checked_sub(n)) } else { Some(0) };
                self.trim_back(height);
            }
            ListPosition::After(_) | ListPosition::Before(_) => {}
        }
        self.scroll(height);
    }

    fn replace(&mut self, window: Window, cursor: usize, top: usize) {
        (self.rows, self.before, self.after) = (window.rows, window.before, window.after);
        self.offset = (!self.before).then_some(0);
        (self.cursor, self.top) = (cursor.min(self.rows.len().saturating_sub(1)), top);
    }

    /// Takes in rows around a cursor, which stays on its line of the screen; without one, at the last row.
    fn replace_around(&mut self, window: Window, cursor: Option<usize>) {
        let on_screen = self.cursor.saturating_sub(self.top);
        let cursor = cursor.unwrap_or(window.rows.len().saturating_sub(1));
        self.replace(window, cursor, cursor.saturating_sub(on_screen));
    }

    fn trim_front(&mut self, height: usize) {
        let excess = self.rows.len().saturating_sub(12 * height.max(1)).min(self.top.saturating_sub(3 * height));
        if excess > 0 {
            self.rows.drain(..excess);
            (self.cursor, self.top) = (self.cursor - excess, self.top - excess);
            self.offset = self.offset.map(|offset| offset + excess);
            self.before = true;
        }
    }

    fn trim_back(&mut self, height: usize) {
        let keep = (12 * height.max(1)).max(self.cursor + 4 * height);
        if self.rows.len() > keep {
            self.rows.truncate(keep);
            self.after = true;
        }
    }
}

/// The first row from a place on.
fn first_from(rows: &[Row], key: ListKey, today: NaiveDate) -> Option<usize> {
    rows.iter().position(|row| row.key(today) >= key)
}
