//! The same event for many accounts, in one transaction: each gets an entry of its own, with its own text and e-mail
//! address.

use chrono::{DateTime, Utc};

use super::complaint_source::{ComplaintSettings, group_by_person, with_frozen_complaint};
use crate::content::{self, Links};
use crate::domain::change::{Change, Done, ForMany, NewEntry};
use crate::domain::event::cover_together;
use crate::domain::{AccountId, Happening, Lang, Me, Submission};
use crate::store::{Error, Reader, Result, Writer};

/// An event for many accounts.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct BulkWrite {
    pub accounts: Vec<AccountId>,
    pub what: ForMany,
    /// The moment it is recorded.
    pub at: DateTime<Utc>,
    /// For texts to Meta whose account has no language of its own.
    pub lang: Lang,
    /// The built-in links, or the person's own from the settings.
    pub links: Links,
    /// Who sits at the keyboard.
    pub me: Box<Me>,
}

/// Accounts between two progress reports.
const CHUNK: usize = 200;

impl BulkWrite {
    /// Writes all entries or none, reporting (written, all). An account that is gone is an error.
    pub fn write(&self, writer: &mut Writer, reader: &Reader, progress: &mut dyn FnMut(usize, usize)) -> Result<Done> {
        let together = matches!(self.what, ForMany::Submitted { together: true, .. });
        let parts = match &self.what {
            ForMany::Lodged { .. } => group_by_person(reader, &self.accounts, &self.me)?,
            _ if together => vec![self.accounts.clone()],
            _ => self.accounts.chunks(CHUNK).map(<[AccountId]>::to_vec).collect(),
        };
        let mut batch = writer.batch()?;
        let (mut ids, mut written) = (Vec::new(), 0);
        for part in parts {
            let entries = reader.at_one_moment(|reader| self.entries(reader, &part))?;
            if let Done::Recorded(new) = batch.apply(&Change::Record { entries, together, at: self.at })? {
                ids.extend(new);
            }
            written += part.len();
            progress(written, self.accounts.len());
        }
        batch.finish()?;
        Ok(Done::Recorded(ids))
    }

    fn entries(&self, reader: &Reader, accounts: &[AccountId]) -> Result<Vec<NewEntry>> {
        if let ForMany::Lodged { on, note, case_number, lang } = &self.what {
            let settings = ComplaintSettings { me: &self.me, links: &self.links, on: *on, lang: *lang };
            let what = Happening::ComplaintLodged { text: String::new(), case_number: case_number.clone() };
            let what = with_frozen_complaint(reader, accounts, what, settings)?;
            let entry = |account: &AccountId| NewEntry { account: *account, on: *on, note: note.clone(), what: what.clone() };
            return Ok(accounts.iter().map(entry).collect());
        }
        let mut entries = Vec::with_capacity(accounts.len());
        for account in accounts {
            entries.extend(self.entry(reader, *account)?);
        }
        if matches!(self.what, ForMany::Submitted { together: true, .. }) {
            cover_together(entries.iter_mut().filter_map(|e| match &mut e.what {
                Happening::Submitted(sent) => Some(sent),
                _ => None,
            }));
        }
        Ok(entries)
    }

    fn entry(&self, reader: &Reader, account: AccountId) -> Result<Option<NewEntry>> {
        Ok(match &self.what {
            ForMany::Same { on, note, what } => Some(NewEntry { account, on: *on, note: note.clone(), what: what.clone() }),
            ForMany::Submitted { on, code_pending, .. } => {
                let what = Happening::Submitted(self.submission(reader, account, *code_pending)?);
                Some(NewEntry { account, on: *on, note: String::new(), what })
            }
            ForMany::VoidSubmission { submission_id, on, why } => {
                let entries = reader.entries(account)?;
                let theirs = entries
                    .iter()
                    .find(|e| matches!(&e.what, Happening::Submitted(s) if s.submission_id == Some(*submission_id)));
                theirs.map(|e| NewEntry { account, on: *on, note: why.clone(), what: Happening::Voided { entry: e.id } })
            }
            ForMany::Lodged { .. } => None,
        })
    }

    fn submission(&self, reader: &Reader, account: AccountId, code_pending: bool) -> Result<Submission> {
        let fields = reader.account(account)?.ok_or(Error::NoSuchAccount(account))?.fields;
        let submission = content::submission(&fields, &reader.draft(account)?, self.lang, &self.links);
        Ok(Submission { code_pending, ..submission })
    }
}
