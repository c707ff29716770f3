//! Drafts that are not in the database yet: which, since when, and which one is on its way.

use std::collections::BTreeMap;

use super::msg::Ticket;
use crate::domain::{AccountId, Draft};

/// How long something typed may stay unsaved, in milliseconds; with the writing itself it stays under a second.
pub const AUTOSAVE_DELAY: u64 = 600;

/// Drafts that are not in the database yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts {
    /// Changed and not sent, with the moment of the first change.
    dirty: BTreeMap<AccountId, (Draft, u64)>,
    /// Sent and not answered.
    pending: Option<(Ticket, AccountId, Draft)>,
    /// What is to be said once what was left last is in the database.
    pub on_success: String,
    /// Whether the newest attempt to save failed.
    pub failed: bool,
    /// Whether the program is to end as soon as everything is saved.
    pub quitting: bool,
}

impl Drafts {
    /// The draft of an account as it is on the screen, if it is not in the database yet.
    pub fn of(&self, account: AccountId) -> Option<&Draft> {
        let pending = self.pending.as_ref().filter(|(_, id, _)| *id == account).map(|(_, _, d)| d);
        self.dirty.get(&account).map(|(d, _)| d).or(pending)
    }

    /// All drafts that are not in the database.
    pub fn all(&self) -> impl Iterator<Item = (AccountId, &Draft)> {
        let pending = self.pending.iter().map(|(_, account, draft)| (*account, draft));
        let dirty = self.dirty.iter().map(|(account, (draft, _))| (*account, draft));
        pending.filter(|(account, _)| !self.dirty.contains_key(account)).chain(dirty)
    }

    /// Whether everything is in the database.
    pub fn settled(&self) -> bool {
        self.dirty.is_empty() && self.pending.is_none()
    }

    /// When the next one is to be saved. After a failure only a key tries again.
    pub fn due(&self) -> Option<u64> {
        if self.pending.is_some() || self.failed {
            return None;
        }
        self.dirty.values().map(|(_, since)| since + AUTOSAVE_DELAY).min()
    }

    /// The draft of an account was changed at a moment.
    pub fn change(&mut self, account: AccountId, draft: Draft, now: u64) {
        self.dirty.entry(account).or_insert_with(|| (Draft::default(), now)).0 = draft;
        self.failed = false;
    }

    /// The next draft to send, if none is on its way; from now on it is.
    pub fn send(&mut self, ticket: Ticket) -> Option<(AccountId, Draft)> {
        if self.pending.is_some() {
            return None;
        }
        let (account, (draft, _)) = self.dirty.pop_first()?;
        self.pending = Some((ticket, account, draft.clone()));
        Some((account, draft))
    }

    /// The draft that a ticket stands for, which is on its way no longer; `None` when the ticket is not a draft's.
    pub fn answered(&mut self, ticket: Ticket) -> Option<(AccountId, Draft)> {
        self.pending.take_if(|(t, _, _)| *t == ticket).map(|(_, account, draft)| (account, draft))
    }

    /// What was typed since the last save of an account's draft.
    pub fn unsent(&mut self, account: AccountId) -> Option<&mut Draft> {
        self.dirty.get_mut(&account).map(|(draft, _)| draft)
    }

    /// These accounts are gone, and their drafts with them.
    pub fn forget(&mut self, accounts: &[AccountId]) {
        self.dirty.retain(|account, _| !accounts.contains(account));
    }

    /// A draft could not be saved: it is dirty again, unless something newer is.
    pub fn refused(&mut self, account: AccountId, draft: Draft, now: u64) {
        self.failed = true;
        self.on_success.clear();
        self.dirty.entry(account).or_insert((draft, now));
    }
}
