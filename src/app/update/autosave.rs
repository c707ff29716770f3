//! Drafts on their way to the database: saved soon after the last key, one at a time, never dropped.

use std::collections::BTreeMap;

use crate::app::model::msg::{Effect, Ticket, WriteError};
use crate::app::model::{Dialog, Model, Notice};
use crate::domain::change::{Change, WriteOutcome};
use crate::domain::{AccountId, Draft};

/// How long something typed may stay unsaved, in milliseconds; with the writing itself it stays under a second.
pub const REST: u64 = 600;

/// Drafts that are not in the database yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts {
    /// Changed and not sent, with the moment of the first change.
    dirty: BTreeMap<AccountId, (Draft, u64)>,
    /// Sent and not answered.
    flying: Option<(Ticket, AccountId, Draft)>,
    /// What the footer is to say once what was left last is in the database.
    pub(in crate::app) says: String,
    /// Whether the newest attempt to save failed.
    pub failed: bool,
    /// Whether the program is to end as soon as everything is saved.
    pub(in crate::app) quitting: bool,
}

impl Drafts {
    /// The draft of an account as it is on the screen, if it is not in the database yet.
    pub fn of(&self, account: AccountId) -> Option<&Draft> {
        let flying = self.flying.as_ref().filter(|(_, id, _)| *id == account).map(|(_, _, d)| d);
        self.dirty.get(&account).map(|(d, _)| d).or(flying)
    }

    /// Whether everything is in the database.
    pub fn settled(&self) -> bool {
        self.dirty.is_empty() && self.flying.is_none()
    }

    /// When the next one is to be saved. After a failure only a key tries again.
    pub fn due(&self) -> Option<u64> {
        if self.flying.is_some() || self.failed {
            return None;
        }
        self.dirty.values().map(|(_, since)| since + REST).min()
    }
}

impl Model {
    /// Notes that the draft of the account on the screen was changed.
    pub(in crate::app) fn draft_changed(&mut self) {
        let now = self.now.millis;
        let Some(detail) = &self.detail else { return };
        let slot = self.drafts.dirty.entry(detail.id()).or_insert_with(|| (Draft::default(), now));
        slot.0 = detail.draft.clone();
        self.drafts.failed = false;
    }

    /// Sends what is dirty, one draft at a time.
    pub(in crate::app) fn save_drafts(&mut self) -> Vec<Effect> {
        if self.drafts.flying.is_some() || self.read_only {
            return Vec::new();
        }
        let Some((account, (draft, _))) = self.drafts.dirty.pop_first() else { return Vec::new() };
        let ticket = self.ticket();
        self.drafts.flying = Some((ticket, account, draft.clone()));
        let says = std::mem::take(&mut self.drafts.says);
        self.flies(ticket, says);
        vec![Effect::Write(ticket, Change::SaveDraft { account, draft })]
    }

    /// Says what was saved, once all of it is.
    pub(in crate::app) fn acknowledge_drafts(&mut self) {
        if self.drafts.settled() && !self.drafts.says.is_empty() {
            self.notice = Some(Notice::Saved(std::mem::take(&mut self.drafts.says)));
        }
    }

    /// Saves what is left; when nothing is, says so, and leaves if somebody waits for that.
    fn go_on_saving(&mut self) -> Vec<Effect> {
        let mut effects = self.save_drafts();
        self.acknowledge_drafts();
        let leaving = self.drafts.quitting || matches!(self.dialog, Some(Dialog::LeaveUnsaved));
        if leaving && self.drafts.settled() {
            effects.push(Effect::Quit);
        }
        effects
    }

    /// Takes in the answer to a draft's saving; `None` when the ticket is not a draft's.
    pub(in crate::app) fn draft_written(
        &mut self,
        ticket: Ticket,
        result: &Result<WriteOutcome, WriteError>,
    ) -> Option<Vec<Effect>> {
        let (_, account, sent) = self.drafts.flying.take_if(|(t, _, _)| *t == ticket)?;
        match result {
            Ok(WriteOutcome::Draft { version, merged }) => {
                self.draft_saved(account, &sent, *version, merged.as_deref());
                Some(self.go_on_saving())
            }
            Ok(_) => Some(Vec::new()),
            Err(WriteError::NoSuchAccount(_)) => {
                // Another window forgot the account, and with it what is typed here.
                self.drafts.dirty.remove(&account);
                Some(self.go_on_saving())
            }
            Err(_) => {
                self.drafts.failed = true;
                self.drafts.says.clear();
                let now = self.now.millis;
                self.drafts.dirty.entry(account).or_insert((sent, now));
                if std::mem::take(&mut self.drafts.quitting) {
                    self.dialog = Some(Dialog::LeaveUnsaved);
                }
                Some(Vec::new())
            }
        }
    }

    fn draft_saved(&mut self, account: AccountId, sent: &Draft, version: i64, merged: Option<&str>) {
        // What was typed while the other window's text was being put in stays in front of it.
        let theirs = merged.map(|merged| merged.strip_prefix(sent.reason.as_str()).unwrap_or(merged));
        let both = |typed: &str| match (merged, theirs) {
            (Some(merged), _) if typed == sent.reason => merged.to_owned(),
            (_, Some(theirs)) => format!("{typed}{theirs}"),
            _ => typed.to_owned(),
        };
        // Also where another account is on the screen by now: or the next save would put this text over theirs.
        if let Some((draft, _)) = self.drafts.dirty.get_mut(&account) {
            *draft = Draft { version, reason: both(&draft.reason), ..draft.clone() };
        }
        if merged.is_some() {
            self.notice = Some(Notice::Merged);
        }
        let Some(detail) = self.detail.as_mut().filter(|d| d.id() == account) else { return };
        detail.draft.version = version;
        if merged.is_some() {
            detail.draft.reason = both(&detail.draft.reason);
            self.reason.edit.become_text(&detail.draft.reason);
            self.reason.merged = true;
        }
    }
}
