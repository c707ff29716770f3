//! The same event for many accounts, in one transaction, with one event each. What one
//! objection covered shares its text, form and address.

use chrono::{DateTime, NaiveDate, Utc};

use super::complaint_source::{ComplaintSettings, group_by_person, with_frozen_complaint};
use crate::content::{self, Links};
use crate::domain::case::voided;
use crate::domain::change::{BulkEvent, Change, NewEvent, WriteOutcome};
use crate::domain::{AccountDetails, AccountId, ContactDetails, Event, EventData, EventKind, Lang, Submission};
use crate::store::{Error, Reader, Result, Writer};

/// An event for many accounts.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct BulkWrite {
    pub accounts: Vec<AccountId>,
    pub what: BulkEvent,
    /// The moment it is recorded.
    pub at: DateTime<Utc>,
    /// For texts to the controller where the account sets no language.
    pub lang: Lang,
    /// The built-in links, or the person's own from the settings.
    pub links: Links,
    /// Who sits at the keyboard.
    pub me: Box<ContactDetails>,
}

/// Accounts between two progress reports.
const CHUNK: usize = 200;

impl BulkWrite {
    /// Writes all events or none, reporting (written, all). An account that is gone is an error.
    pub fn write(&self, writer: &mut Writer, reader: &Reader, progress: &mut dyn FnMut(usize, usize)) -> Result<WriteOutcome> {
        if let BulkEvent::Assign { assignee } = &self.what {
            return self.assign(assignee, writer, reader, progress);
        }
        let together = self.is_one_submission();
        let parts = match &self.what {
            BulkEvent::Lodged { .. } => group_by_person(reader, &self.accounts, &self.me)?,
            _ if together => vec![self.accounts.clone()],
            _ => self.accounts.chunks(CHUNK).map(<[AccountId]>::to_vec).collect(),
        };
        let mut batch = writer.batch()?;
        if self.accounts.len() > 1 {
            batch.in_one_go()?;
        }
        let (mut ids, mut written) = (Vec::new(), 0);
        for part in parts {
            let events = reader.in_snapshot(|reader| self.events(reader, &part))?;
            if let WriteOutcome::Recorded(new) = batch.apply(&Change::Record { events, together, at: self.at })? {
                ids.extend(new);
            }
            written += part.len();
            progress(written, self.accounts.len());
        }
        batch.finish()?;
        Ok(WriteOutcome::Recorded(ids))
    }

    /// Gives all accounts to a person, or none.
    fn assign(
        &self,
        assignee: &str,
        writer: &mut Writer,
        reader: &Reader,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<WriteOutcome> {
        let mut batch = writer.batch()?;
        for (written, account) in (1..).zip(&self.accounts) {
            let fields = reader.account(*account)?.ok_or(Error::NoSuchAccount(*account))?.fields;
            let fields = AccountDetails { assignee: assignee.to_owned(), ..fields };
            batch.apply(&Change::Edit { account: *account, fields })?;
            progress(written, self.accounts.len());
        }
        batch.finish()?;
        Ok(WriteOutcome::Edited)
    }

    fn events(&self, reader: &Reader, accounts: &[AccountId]) -> Result<Vec<NewEvent>> {
        if let BulkEvent::Lodged { on, note, case_number, lang } = &self.what {
            let settings = ComplaintSettings { me: &self.me, links: &self.links, on: *on, lang: *lang };
            let what = EventData::ComplaintLodged { text: String::new(), case_number: case_number.clone() };
            let what = with_frozen_complaint(reader, accounts, what, settings)?;
            let event = |account: &AccountId| NewEvent {
                account: *account,
                on: *on,
                note: note.clone(),
                in_complaint: false,
                data: what.clone(),
            };
            return Ok(accounts.iter().map(event).collect());
        }
        if let BulkEvent::Submitted { on, code_pending, together: true } = &self.what {
            let data = EventData::Submitted(self.submission(reader, accounts, *code_pending)?);
            return Ok(accounts.iter().map(|account| event_without_note(*account, *on, data.clone())).collect());
        }
        let mut events = Vec::with_capacity(accounts.len());
        for account in accounts {
            events.extend(self.event(reader, *account)?);
        }
        Ok(events)
    }

    /// Whether the events are one objection that covers all the accounts.
    fn is_one_submission(&self) -> bool {
        matches!(self.what, BulkEvent::Submitted { together: true, .. } | BulkEvent::Same { data: EventData::Submitted(_), .. })
    }

    fn event(&self, reader: &Reader, account: AccountId) -> Result<Option<NewEvent>> {
        Ok(match &self.what {
            BulkEvent::Same { on, note, in_complaint, data } => {
                Some(NewEvent { account, on: *on, note: note.clone(), in_complaint: *in_complaint, data: data.clone() })
            }
            BulkEvent::Submitted { on, code_pending, .. } => {
                let sent = self.submission(reader, &[account], *code_pending)?;
                Some(event_without_note(account, *on, EventData::Submitted(sent)))
            }
            BulkEvent::VoidBatch { number, on, why } => {
                let events = reader.events(account)?;
                let voided = voided(&events);
                let is_voiding = |e: &Event| e.data.kind() == EventKind::Voided;
                let theirs =
                    events.iter().find(|e| e.shared_number() == Some(*number) && !is_voiding(e) && !voided.contains(&e.id));
                theirs.map(|e| NewEvent {
                    account,
                    on: *on,
                    note: why.clone(),
                    in_complaint: false,
                    data: EventData::Voided { voids: e.id },
                })
            }
            BulkEvent::Lodged { .. } | BulkEvent::Assign { .. } => None,
        })
    }

    /// The one objection that was sent for these accounts.
    fn submission(&self, reader: &Reader, accounts: &[AccountId], code_pending: bool) -> Result<Submission> {
        let mut covered = Vec::with_capacity(accounts.len());
        for account in accounts {
            let details = reader.account(*account)?.ok_or(Error::NoSuchAccount(*account))?.fields;
            covered.push((details, reader.draft(*account)?));
        }
        let covered: Vec<_> = covered.iter().map(|(details, draft)| (details, draft)).collect();
        Ok(Submission { code_pending, ..content::joint_submission(&covered, self.lang, &self.links) })
    }
}

fn event_without_note(account: AccountId, on: NaiveDate, data: EventData) -> NewEvent {
    NewEvent { account, on, note: String::new(), in_complaint: false, data }
}
