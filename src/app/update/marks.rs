//! Many accounts at once: marks, and which accounts an action means.

use std::collections::BTreeSet;

use crate::app::model::msg::Effect;
use crate::app::model::{Model, Pane};
use crate::domain::AccountId;

/// The marked accounts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Which ones.
    pub accounts: BTreeSet<AccountId>,
    /// Whether they were marked as "all that the filter shows".
    all: bool,
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

/// Marks the account under the cursor, or takes the mark away; the cursor goes on.
pub(in crate::app) fn toggle(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.current() else { return Vec::new() };
    let marks = &mut model.marks;
    marks.all = false;
    if !marks.accounts.remove(&id) {
        marks.accounts.insert(id);
    }
    model.list.step(1);
    model.moved()
}

/// Marks all that the filter shows; the second time, none.
pub(in crate::app) fn all(model: &mut Model) -> Vec<Effect> {
    if model.marks.all {
        model.marks = Marks::default();
        return Vec::new();
    }
    vec![Effect::LoadIds(model.list.filter.clone())]
}

/// The numbers of all that the filter shows have been read.
pub(in crate::app) fn marked(model: &mut Model, accounts: Vec<AccountId>) -> Vec<Effect> {
    model.marks = Marks { accounts: accounts.into_iter().collect(), all: true };
    super::commands::focus(model, Pane::Accounts)
}
