//! What a complaint needs from the database: accounts with their logs, the other accounts that their submissions
//! covered, and which accounts share one complaint.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::content::Links;
use crate::content::dossier::{self, Covered, Matter};
use crate::domain::case::voided;
use crate::domain::{Account, AccountId, ContactDetails, Event, EventData, Lang};
use crate::store::{Error, Reader, Result};

/// Of the accounts that a submission covered, so many are named; the others are counted.
const NAMED_MAX: usize = 20;

/// What is the same for all complaints that are composed at a time.
#[derive(Debug, Clone, Copy)]
pub struct ComplaintSettings<'a> {
    /// Who sits at the keyboard.
    pub me: &'a ContactDetails,
    /// The built-in links, or the person's own from the settings.
    pub links: &'a Links,
    /// The day of the complaint.
    pub on: NaiveDate,
    /// The complaint's, not the screen's.
    pub lang: Lang,
}

/// An account with its log, as a complaint needs it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct LoadedAccount {
    pub account: Account,
    pub entries: Vec<Event>,
    covered: Vec<Covered>,
}

impl LoadedAccount {
    /// Reads one from the database.
    pub fn load(reader: &Reader, id: AccountId) -> Result<Self> {
        let account = reader.account(id)?.ok_or(Error::NoSuchAccount(id))?;
        let entries = reader.entries(id)?;
        let covered = covered(reader, id, &entries)?;
        Ok(Self { account, entries, covered })
    }

    /// Reads several, in this order.
    pub fn load_all(reader: &Reader, ids: &[AccountId]) -> Result<Vec<Self>> {
        ids.iter().map(|id| Self::load(reader, *id)).collect()
    }

    /// As `content` takes it.
    pub fn input<'a>(&'a self, settings: ComplaintSettings<'a>) -> Matter<'a> {
        let ComplaintSettings { me, links, on, lang } = settings;
        Matter { account: &self.account, entries: &self.entries, covered: &self.covered, me, today: on, lang, links }
    }
}

/// What one complaint is composed from.
pub fn inputs<'a>(loaded: &'a [LoadedAccount], settings: ComplaintSettings<'a>) -> Vec<Matter<'a>> {
    loaded.iter().map(|account| account.input(settings)).collect()
}

/// The accounts by person: those of the same person share a complaint.
pub fn group_by_person(reader: &Reader, ids: &[AccountId], me: &ContactDetails) -> Result<Vec<Vec<AccountId>>> {
    let accounts = ids.iter().map(|id| reader.account(*id)?.ok_or(Error::NoSuchAccount(*id)));
    let accounts: Vec<Account> = accounts.collect::<Result<_>>()?;
    let people = dossier::by_person(&accounts, me);
    Ok(people.into_iter().map(|ats| ats.into_iter().map(|at| accounts[at].id).collect()).collect())
}

/// The other accounts that each submission of a log covered, without those where it was voided.
pub fn covered(reader: &Reader, own: AccountId, entries: &[Event]) -> Result<Vec<Covered>> {
    let mut out = Vec::new();
    for submission_id in entries.iter().filter_map(|e| shared(&e.data)).collect::<BTreeSet<i64>>() {
        let mut others = reader.together(submission_id)?;
        others.retain(|other| *other != own);
        let mut names = Vec::new();
        for other in others.iter().take(NAMED_MAX) {
            if let Some(account) = reader.account(*other)?
                && counts(&reader.entries(*other)?, submission_id)
            {
                names.push(format!("{} {}", account.fields.platform.name(), account.fields.handle));
            }
        }
        out.push(Covered { submission_id, names, more: others.len().saturating_sub(NAMED_MAX) as u64 });
    }
    Ok(out)
}

/// A `complaint_lodged` for accounts of one person, with the complaint's text as it stood on that day.
pub fn with_frozen_complaint(
    reader: &Reader,
    ids: &[AccountId],
    what: EventData,
    settings: ComplaintSettings<'_>,
) -> Result<EventData> {
    let loaded = LoadedAccount::load_all(reader, ids)?;
    Ok(dossier::frozen(what, &inputs(&loaded, settings)))
}

fn shared(what: &EventData) -> Option<i64> {
    if let EventData::Submitted(sent) = what { sent.submission_id } else { None }
}

fn counts(entries: &[Event], submission_id: i64) -> bool {
    let voided = voided(entries);
    entries.iter().any(|e| shared(&e.data) == Some(submission_id) && !voided.contains(&e.id))
}
