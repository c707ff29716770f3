//! What the list of cases shows and asks for: rows, the key they are ordered by, filters and counts.

use chrono::NaiveDate;

use super::account::AccountId;
use super::ids::ids;
use super::order::Class;
use super::state::{CaseState, Phase, Status};
use super::who::Platform;

/// Stands for the platform of an account that cannot be read.
pub const UNREADABLE: &str = "??";

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The account's number.
    pub id: AccountId,
    /// Where the account is.
    pub platform: Platform,
    /// Its handle.
    pub handle: String,
    /// Whose it is.
    pub person: String,
    /// Where its case stands.
    pub state: CaseState,
    /// Whether the account itself could be read; if not, its platform is none in particular and its texts are empty.
    pub readable: bool,
}

impl Row {
    /// The two letters of its platform.
    pub fn platform_short(&self) -> &'static str {
        if self.readable { self.platform.short() } else { UNREADABLE }
    }

    /// Its place in the order of the list on a day.
    pub fn key(&self, today: NaiveDate) -> ListKey {
        ListKey { class: Class::of(self.state, today), day: self.state.day, id: self.id }
    }
}

/// What has to be known of each account before the same is logged for many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountSummary<'a> {
    /// The account's number.
    pub id: AccountId,
    /// Its handle.
    pub handle: &'a str,
    /// What its log adds up to.
    pub phase: Phase,
    /// Whether its draft says anything.
    pub has_text: bool,
}

/// A place in the order of the list: class, deciding date, account number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListKey {
    /// How urgent.
    pub class: Class,
    /// The deciding date.
    pub day: NaiveDate,
    /// The account's number.
    pub id: AccountId,
}

ids! {
    /// A field that can be searched by itself.
    SearchField {
        Handle "handle",
        Person "person",
        Email "email",
        Group "group",
        Assignee "assignee",
    }
}

impl SearchField {
    /// What stands before the field's line in the text that is searched: a character that is never typed.
    pub const fn mark(self) -> char {
        match self {
            Self::Handle => '\u{1}',
            Self::Person => '\u{2}',
            Self::Email => '\u{3}',
            Self::Group => '\u{4}',
            Self::Assignee => '\u{5}',
        }
    }
}

/// Which cases are wanted; all of them by default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only these statuses; empty for all.
    pub statuses: Vec<Status>,
    /// Only rows that this search finds; empty for all.
    pub search: String,
    /// Whose cases `mine` are, in the search.
    pub login: String,
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_all(&self) -> bool {
        self.statuses.is_empty() && self.search.trim().is_empty()
    }

    /// Whether it lets a status through.
    pub fn matches(&self, status: Status) -> bool {
        self.statuses.is_empty() || self.statuses.contains(&status)
    }
}

/// A search with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// The person's own name for it.
    pub name: String,
    /// What is searched for.
    pub search: String,
}

/// From where a part of the list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanFrom {
    /// The first rows.
    Start,
    /// The last rows.
    End,
    /// The rows behind a place, without it.
    After(ListKey),
    /// The rows before a place, without it.
    Before(ListKey),
}

/// A part of the list, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// Whether rows follow in the direction that was asked for.
    pub more: bool,
    /// Whether a search with few letters gave up before the end of the list: one more letter would find all.
    pub truncated: bool,
}

/// How many cases there are, by class and status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// A number for each pair that occurs.
    pub cells: Vec<(Class, Status, u64)>,
    /// When the period ended that is overdue for longest.
    pub oldest_overdue: Option<NaiveDate>,
    /// How many mails wait to be gone through.
    pub mails: u64,
    /// The accounts at which one waits, by number, as far as they are few.
    pub mail_accounts: Vec<AccountId>,
    /// The accounts about which other people have something half-typed, each with whose it is, as far as they are few.
    pub half_typed: Vec<(AccountId, String)>,
}

impl Counts {
    /// All cases.
    pub fn total(&self) -> u64 {
        self.cells.iter().map(|c| c.2).sum()
    }

    /// Those with the statuses that a filter lets through.
    #[must_use]
    pub fn with_statuses(&self, filter: &Filter) -> Self {
        let cells = self.cells.iter().filter(|(_, status, _)| filter.matches(*status)).copied().collect();
        Self { cells, ..self.clone() }
    }

    /// The cases of a class.
    pub fn class(&self, class: Class) -> u64 {
        self.cells.iter().filter(|c| c.0 == class).map(|c| c.2).sum()
    }

    /// The cases with a status.
    pub fn status(&self, status: Status) -> u64 {
        self.cells.iter().filter(|c| c.1 == status).map(|c| c.2).sum()
    }
}
