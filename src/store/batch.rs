//! Writing: one transaction with any number of changes in it. What screen and scripts write is a batch of
//! one; an import or an event for ten thousand accounts is a batch of many, and all of it or nothing.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Transaction};

use super::error::{Error, Result};
use super::form_drafts::FormDraftKey;
use super::projection::Projected;
use super::stamp::commit;
use super::{accounts, drafts, events, form_drafts, outside, projection};
use crate::domain::change::{Change, NewEvent, WriteOutcome};
use crate::domain::{Account, AccountDetails, AccountId, Draft, Event, EventData, EventId, EventKind, Platform};

/// New accounts that are put into the list and the index of words together.
const AT_ONCE: usize = 100_000;

/// A transaction that is being filled. Dropped without [`Batch::finish`], nothing of it has happened.
#[derive(Debug)]
pub struct Batch<'a> {
    tx: Transaction<'a>,
    /// The login of who writes, for new events.
    login: Option<String>,
    /// The numbers here of submissions that cover several accounts, by their numbers elsewhere.
    shared: HashMap<i64, i64>,
    /// New accounts that are not in the list yet.
    unlisted: Vec<(AccountId, Projected)>,
    /// The numbers here of what was logged in one go, by their numbers elsewhere.
    batches: HashMap<i64, i64>,
    /// The number under which all that is recorded is logged in one go.
    number: Option<i64>,
}

/// An account with all that belongs to it, from a file or invented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Its number, where numbers are kept: its events' numbers then are, too. They must be free.
    pub keep: Option<AccountId>,
    /// Already checked.
    pub fields: AccountDetails,
    /// The day it was added.
    pub added_on: NaiveDate,
    /// What is prepared.
    pub draft: Draft,
    /// Its log. Unless kept, numbers are given anew, and what points at them follows.
    pub events: Vec<Event>,
    /// The bytes of attached files, by the number of the event that attaches them.
    pub evidence: Vec<(EventId, Vec<u8>)>,
}

impl<'a> Batch<'a> {
    /// The login of who writes.
    pub fn login(&self) -> Option<&str> {
        self.login.as_deref()
    }

    pub(super) fn new(tx: Transaction<'a>, login: Option<String>) -> Self {
        Self { tx, login, shared: HashMap::new(), batches: HashMap::new(), number: None, unlisted: Vec::new() }
    }

    /// From here on all that is recorded is logged in one go.
    pub fn in_one_go(&mut self) -> Result<()> {
        self.number = Some(events::next_number(&self.tx)?);
        Ok(())
    }

    /// Writes a change.
    pub fn apply(&mut self, change: &Change) -> Result<WriteOutcome> {
        self.list()?;
        let tx = &self.tx;
        Ok(match change {
            Change::Add { fields, on } => {
                let id = accounts::add(tx, None, fields, *on)?;
                projection::refresh(tx, &[id])?;
                WriteOutcome::Added(id)
            }
            Change::Edit { account, fields } => {
                accounts::edit(tx, *account, fields)?;
                projection::refresh(tx, &[*account])?;
                WriteOutcome::Edited
            }
            Change::SaveDraft { account, draft } => {
                accounts::must_exist(tx, *account)?;
                let (version, merged) = drafts::save(tx, *account, draft)?;
                projection::refresh(tx, &[*account])?;
                WriteOutcome::Draft { version, merged }
            }
            Change::Record { events: new, together, at } => {
                WriteOutcome::Recorded(record(tx, new, *together, *at, self.login.as_deref(), self.number)?)
            }
            Change::SaveFormDraft { account, form, body, open } => {
                let key = FormDraftKey { account: *account, form, login: self.login.as_deref() };
                form_drafts::save(tx, key, body.as_deref(), *open)?;
                WriteOutcome::Kept
            }
            Change::FolderWritten { accounts, folder } => {
                outside::add_folder(tx, accounts, folder)?;
                WriteOutcome::Kept
            }
            Change::LinkWorked { address, on } => {
                outside::add_working_link(tx, address, *on)?;
                WriteOutcome::Kept
            }
        })
    }

    /// Brings an account in with all that belongs to it.
    pub fn import(&mut self, incoming: &Incoming) -> Result<AccountId> {
        let id = accounts::add(&self.tx, incoming.keep, &incoming.fields, incoming.added_on)?;
        if incoming.draft != Draft::default() {
            drafts::write(&self.tx, id, &incoming.draft)?;
        }
        let keep = incoming.keep.is_some();
        self.import_events(id, keep, &incoming.events, &incoming.evidence, HashMap::new())?;
        let account = Account { id, added_on: incoming.added_on, fields: incoming.fields.clone() };
        self.unlisted.push((id, Projected::of(&account, &incoming.draft, &incoming.events)));
        if self.unlisted.len() == AT_ONCE {
            self.list()?;
        }
        Ok(id)
    }

    /// Keeps the bytes of the file that an event of this batch, or an earlier one, attaches.
    pub fn attach(&mut self, event: EventId, data: &[u8]) -> Result<()> {
        events::attach(&self.tx, event, data)
    }

    /// The bytes of the file that an event attaches.
    pub fn attached(&self, event: EventId) -> Result<Option<Vec<u8>>> {
        events::evidence(&self.tx, event)
    }

    /// Adds events to an account that is there already. `known` says which events here are the ones that have
    /// those numbers there, for what points at them.
    pub fn add_events(
        &mut self,
        account: AccountId,
        events: &[Event],
        evidence: &[(EventId, Vec<u8>)],
        known: HashMap<EventId, EventId>,
    ) -> Result<()> {
        accounts::must_exist(&self.tx, account)?;
        self.list()?;
        self.import_events(account, false, events, evidence, known)?;
        projection::refresh(&self.tx, &[account])
    }

    /// Adds events of an account with the files they attach; `numbers` are those here by those there.
    fn import_events(
        &mut self,
        account: AccountId,
        keep: bool,
        new: &[Event],
        evidence: &[(EventId, Vec<u8>)],
        mut numbers: HashMap<EventId, EventId>,
    ) -> Result<()> {
        let first = events::next_number(&self.tx)?;
        for (event, next) in new.iter().zip(first..) {
            numbers.insert(event.id, if keep { event.id } else { EventId(next) });
        }
        let here = |there: EventId| numbers.get(&there).copied().ok_or(Error::NoSuchEvent(there));
        for event in new {
            let id = here(event.id)?;
            let mut event = Event { id, ..event.clone() };
            if !keep {
                event.batch = event.batch.map(|there| *self.batches.entry(there).or_insert(id.0));
            }
            match &mut event.data {
                EventData::Voided { voids: other } | EventData::EvidenceAdded { about: Some(other), .. } => {
                    *other = here(*other)?;
                }
                EventData::Submitted(sent) if !keep => {
                    sent.submission_id = sent.submission_id.map(|there| *self.shared.entry(there).or_insert(id.0));
                }
                _ => {}
            }
            events::insert(&self.tx, account, &event)?;
        }
        for (event, data) in evidence {
            events::attach(&self.tx, here(*event)?, data)?;
        }
        Ok(())
    }

    fn list(&mut self) -> Result<()> {
        if self.unlisted.is_empty() { Ok(()) } else { projection::insert_all(&self.tx, &mut self.unlisted) }
    }

    /// The accounts with exactly this handle, by number, at most twenty; those of this batch included.
    pub fn find(&self, platform: Option<Platform>, handle: &str) -> Result<Vec<AccountId>> {
        accounts::with_handle(&self.tx, platform, handle)
    }

    /// The accounts that are the same as one with these fields, by number: same platform, handle and e-mail
    /// address, or person where there is no address. Those of this batch included.
    pub fn same(&self, fields: &AccountDetails) -> Result<Vec<AccountId>> {
        accounts::same(&self.tx, fields)
    }

    /// Whether there is no account, and never was one: then numbers can be kept.
    pub fn is_fresh(&self) -> Result<bool> {
        accounts::none_ever(&self.tx)
    }

    /// An account with its draft and its log, as this batch leaves them so far.
    pub fn known(&self, id: AccountId) -> Result<Option<(Account, Draft, Vec<Event>)>> {
        let Some(account) = accounts::account(&self.tx, id)? else { return Ok(None) };
        Ok(Some((account, drafts::draft(&self.tx, id)?, events::of_account(&self.tx, id)?)))
    }

    /// Where other files of this layer write what they know of.
    pub(super) const fn connection(&self) -> &Transaction<'a> {
        &self.tx
    }

    /// Makes all of it happen. When this returns, it is on the disk.
    pub fn finish(mut self) -> Result<()> {
        self.list()?;
        commit(self.tx)
    }
}

/// Adds events, and brings the list up to date for every account among them.
fn record(
    conn: &Connection,
    new: &[NewEvent],
    together: bool,
    at: DateTime<Utc>,
    login: Option<&str>,
    batch: Option<i64>,
) -> Result<Vec<EventId>> {
    let next = events::next_number(conn)?;
    let for_many = new.first().is_some_and(|first| new.iter().any(|event| event.account != first.account));
    let batch = batch.or(for_many.then_some(next));
    let shared = shared_number(new, together, next);
    let mut ids = Vec::with_capacity(new.len());
    for (new, number) in new.iter().zip(next..) {
        let id = EventId(number);
        let mut event = Event {
            id,
            on: new.on,
            recorded_at: at,
            login: login.map(str::to_owned),
            batch,
            note: new.note.clone(),
            in_complaint: new.in_complaint,
            data: new.data.clone(),
        };
        if let (EventData::Submitted(sent), Some(shared)) = (&mut event.data, shared) {
            sent.submission_id = Some(shared);
        }
        events::add(conn, new.account, &event)?;
        ids.push(id);
    }
    let accounts: BTreeSet<AccountId> = new.iter().map(|e| e.account).collect();
    projection::refresh(conn, &accounts.into_iter().collect::<Vec<_>>())?;
    Ok(ids)
}

/// The number that several submissions share: the first one's own.
fn shared_number(new: &[NewEvent], together: bool, next: i64) -> Option<i64> {
    let mut submissions = new.iter().zip(next..).filter(|(e, _)| e.data.kind() == EventKind::Submitted);
    let first = submissions.next().map(|(_, number)| number)?;
    (together && submissions.next().is_some()).then_some(first)
}
