//! The page of statistics: what became of all cases, in numbers without names.

use crate::domain::stats::StatsRow;

/// The page while it is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatsDialog {
    /// What was counted; `None` while it is being counted.
    pub counted: Option<CountedStats>,
    /// The first line shown.
    pub scroll: usize,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedStats {
    /// The rows, in the order in which they are shown.
    pub rows: Vec<StatsRow>,
    /// How many accounts and events could not be read.
    pub unreadable: usize,
}
