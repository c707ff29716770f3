//! The same entry for many accounts, made out for each of them: its own explanation, its own e-mail address.

use chrono::{DateTime, NaiveDate, Utc};

use super::covered::frozen;
use crate::content::{self, Links};
use crate::domain::change::{Change, ForMany, NewEntry};
use crate::domain::{AccountId, Happening, Kind, Lang, Me, Submission};
use crate::store::{Error, Reader, Result};

/// What the entries are made from.
#[derive(Debug)]
pub struct Order {
    /// Which accounts.
    pub accounts: Vec<AccountId>,
    /// What.
    pub what: ForMany,
    /// The moment it is written down.
    pub at: DateTime<Utc>,
    /// The language of explanations that have none of their own.
    pub lang: Lang,
    /// The links in force.
    pub links: Links,
    /// Who sits at the keyboard.
    pub me: Box<Me>,
}

impl Order {
    /// The change that writes it all, or nothing. An account that is gone is the error.
    pub fn change(&self, reader: &Reader) -> Result<Change> {
        let together = matches!(self.what, ForMany::Submitted { together: true, .. });
        let mut entries = Vec::with_capacity(self.accounts.len());
        for account in &self.accounts {
            entries.extend(self.entry(reader, *account)?);
        }
        Ok(Change::Record { entries, together, at: self.at })
    }

    fn entry(&self, reader: &Reader, account: AccountId) -> Result<Option<NewEntry>> {
        Ok(match &self.what {
            ForMany::Same { on, note, what } => {
                let what = self.frozen(reader, account, *on, what)?;
                Some(NewEntry { account, on: *on, note: note.clone(), what })
            }
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
        })
    }

    /// What happened, with each account's own dossier where it is a complaint.
    fn frozen(&self, reader: &Reader, account: AccountId, on: NaiveDate, what: &Happening) -> Result<Happening> {
        if what.kind() != Kind::ComplaintLodged {
            return Ok(what.clone());
        }
        frozen(reader, account, on, what.clone(), &self.me, &self.links)
    }

    fn submission(&self, reader: &Reader, account: AccountId, code_pending: bool) -> Result<Submission> {
        let fields = reader.account(account)?.ok_or(Error::NoSuchAccount(account))?.fields;
        let lang = fields.text_lang.unwrap_or(self.lang);
        Ok(Submission {
            text: content::explanation(fields.platform, lang, &reader.draft(account)?),
            form: self.links.form(fields.platform).to_owned(),
            email: fields.email,
            country: fields.country,
            code_pending,
            submission_id: None,
        })
    }
}
