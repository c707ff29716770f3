//! The same entry for many accounts, made out for each of them: its own explanation, its own e-mail address.

use chrono::{DateTime, Utc};

use super::covered::{Making, frozen, people};
use crate::content::{self, Links};
use crate::domain::change::{BulkEvent, Change, NewEvent, WriteOutcome};
use crate::domain::event::cover_together;
use crate::domain::{AccountId, ContactDetails, EventData, Lang, Submission};
use crate::store::{Error, Reader, Result, Writer};

/// What the entries are made from.
#[derive(Debug)]
pub struct Order {
    /// Which accounts.
    pub accounts: Vec<AccountId>,
    /// What.
    pub what: BulkEvent,
    /// The moment it is written down.
    pub at: DateTime<Utc>,
    /// The language of explanations that have none of their own.
    pub lang: Lang,
    /// The links in force.
    pub links: Links,
    /// Who sits at the keyboard.
    pub me: Box<ContactDetails>,
}

/// How many accounts are written between two looks at how far it is.
const AT_ONCE: usize = 200;

impl Order {
    /// Writes it all, or nothing, and tells how many are written and of how many. An account that is gone is the error.
    pub fn write(&self, writer: &mut Writer, reader: &Reader, far: &mut dyn FnMut(usize, usize)) -> Result<WriteOutcome> {
        let together = matches!(self.what, BulkEvent::Submitted { together: true, .. });
        let parts = match &self.what {
            BulkEvent::Lodged { .. } => people(reader, &self.accounts, &self.me)?,
            _ if together => vec![self.accounts.clone()],
            _ => self.accounts.chunks(AT_ONCE).map(<[AccountId]>::to_vec).collect(),
        };
        let mut batch = writer.batch()?;
        let (mut ids, mut written) = (Vec::new(), 0);
        for part in parts {
            let entries = reader.at_one_moment(|reader| self.entries(reader, &part))?;
            if let WriteOutcome::Recorded(new) = batch.apply(&Change::Record { entries, together, at: self.at })? {
                ids.extend(new);
            }
            written += part.len();
            far(written, self.accounts.len());
        }
        batch.finish()?;
        Ok(WriteOutcome::Recorded(ids))
    }

    fn entries(&self, reader: &Reader, accounts: &[AccountId]) -> Result<Vec<NewEvent>> {
        if let BulkEvent::Lodged { on, note, case_number, lang } = &self.what {
            let making = Making { me: &self.me, links: &self.links, on: *on, lang: *lang };
            let what = EventData::ComplaintLodged { text: String::new(), case_number: case_number.clone() };
            let what = frozen(reader, accounts, what, making)?;
            let entry = |account: &AccountId| NewEvent { account: *account, on: *on, note: note.clone(), data: what.clone() };
            return Ok(accounts.iter().map(entry).collect());
        }
        let mut entries = Vec::with_capacity(accounts.len());
        for account in accounts {
            entries.extend(self.entry(reader, *account)?);
        }
        if matches!(self.what, BulkEvent::Submitted { together: true, .. }) {
            cover_together(entries.iter_mut().filter_map(|e| match &mut e.data {
                EventData::Submitted(sent) => Some(sent),
                _ => None,
            }));
        }
        Ok(entries)
    }

    fn entry(&self, reader: &Reader, account: AccountId) -> Result<Option<NewEvent>> {
        Ok(match &self.what {
            BulkEvent::Same { on, note, data: what } => {
                Some(NewEvent { account, on: *on, note: note.clone(), data: what.clone() })
            }
            BulkEvent::Submitted { on, code_pending, .. } => {
                let what = EventData::Submitted(self.submission(reader, account, *code_pending)?);
                Some(NewEvent { account, on: *on, note: String::new(), data: what })
            }
            BulkEvent::VoidSubmission { submission_id, on, why } => {
                let entries = reader.entries(account)?;
                let theirs = entries
                    .iter()
                    .find(|e| matches!(&e.data, EventData::Submitted(s) if s.submission_id == Some(*submission_id)));
                theirs.map(|e| NewEvent { account, on: *on, note: why.clone(), data: EventData::Voided { entry: e.id } })
            }
            BulkEvent::Lodged { .. } => None,
        })
    }

    fn submission(&self, reader: &Reader, account: AccountId, code_pending: bool) -> Result<Submission> {
        let fields = reader.account(account)?.ok_or(Error::NoSuchAccount(account))?.fields;
        let lang = fields.text_lang.unwrap_or(self.lang);
        Ok(Submission {
            text: content::explanation(&[fields.platform], lang, &reader.draft(account)?),
            form: self.links.form(fields.platform).to_owned(),
            email: fields.email,
            country: fields.country,
            code_pending,
            submission_id: None,
        })
    }
}
