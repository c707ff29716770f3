//! The five panes.

/// One of the five panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Pane {
    Accounts,
    Steps,
    Objections,
    Reason,
    Log,
}

impl Pane {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 5] = [Self::Accounts, Self::Steps, Self::Objections, Self::Reason, Self::Log];

    /// Its place in [`Pane::ALL`], from 0.
    pub const fn index(self) -> usize {
        self as usize
    }
}
