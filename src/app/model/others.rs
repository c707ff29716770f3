//! The other people at the same database, and what their windows are at.

use crate::domain::AccountId;

/// What a window is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    /// The account that is open in it.
    pub account: AccountId,
    /// Whether something is being written about it.
    pub writing: bool,
}

/// A window of another person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherWindow {
    /// The login of the person.
    pub login: String,
    /// What it is at; `None` while nothing is open in it.
    pub at: Option<Presence>,
}
