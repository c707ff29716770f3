//! How many cases a search finds, and what the numbers on the screen are of.

use crate::domain::list::Counts;

/// How many cases a search finds, in whatever state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchCounts {
    /// The search.
    pub search: String,
    /// How many; `None` where they are too many to be counted.
    pub counts: Option<Counts>,
}

/// What numbers on the screen are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountScope {
    /// Of all cases, which are also those that the list shows.
    All,
    /// Of the cases that search and choice of states let through.
    View,
    /// Of all cases, though the list shows fewer: those are too many to be counted.
    AllDespiteView,
}
