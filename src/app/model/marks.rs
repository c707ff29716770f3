//! Many accounts at once: which are marked, and which a dialog is about.

use std::collections::BTreeSet;

use crate::domain::{AccountId, Phase};

/// The marked accounts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Which ones.
    pub accounts: BTreeSet<AccountId>,
    /// Whether they were marked as "all that the filter shows".
    all: bool,
}

impl Marks {
    /// Marks an account, or takes its mark away.
    pub fn toggle(&mut self, id: AccountId) {
        self.all = false;
        if !self.accounts.remove(&id) {
            self.accounts.insert(id);
        }
    }

    /// Marks these, as all that the filter shows.
    pub fn mark_all(&mut self, accounts: Vec<AccountId>) {
        *self = Self { accounts: accounts.into_iter().collect(), all: true };
    }

    /// Whether all that the filter shows is marked, and no mark was changed since.
    pub const fn all(&self) -> bool {
        self.all
    }
}

/// What the first line of a dialog says of the accounts it is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BulkTarget {
    /// The accounts, by number.
    pub accounts: Vec<AccountId>,
    /// Number and handle of the first ones: three to show, more to name one that goes wrong.
    pub names: Vec<(AccountId, String)>,
    /// How many of them the filter hides.
    pub hidden: usize,
    /// How many of them have something sent already.
    pub begun: usize,
    /// Where they stand, each phase once.
    pub phases: Vec<Phase>,
    /// How many of them have nothing in their explanation.
    pub textless: usize,
}

/// How many handles a dialog remembers.
pub const NAMED: usize = 10_000;

impl BulkTarget {
    /// The handle of one of them.
    pub fn name(&self, id: AccountId) -> Option<&str> {
        self.names.iter().find(|(own, _)| *own == id).map(|(_, handle)| handle.as_str())
    }
}
