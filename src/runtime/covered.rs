//! What a dossier needs from the database: accounts with their logs, the other accounts that their submissions covered,
//! and who belongs in one dossier with whom.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::content::Links;
use crate::content::dossier::{self, Covered, Matter};
use crate::domain::case::voided;
use crate::domain::{Account, AccountId, ContactDetails, Event, EventData, Lang};
use crate::store::{Error, Reader, Result};

/// How many accounts are named; the others are counted.
const NAMED: usize = 20;

/// What is the same for all dossiers that are made at a time.
#[derive(Debug, Clone, Copy)]
pub struct Making<'a> {
    /// Who sits at the keyboard.
    pub me: &'a ContactDetails,
    /// The addresses in force.
    pub links: &'a Links,
    /// The day of the dossier.
    pub on: NaiveDate,
    /// Its language.
    pub lang: Lang,
}

/// An account as a dossier needs it.
#[derive(Debug)]
pub struct Told {
    /// The account.
    pub account: Account,
    /// Its log.
    pub entries: Vec<Event>,
    covered: Vec<Covered>,
}

impl Told {
    /// Reads it.
    pub fn of(reader: &Reader, id: AccountId) -> Result<Self> {
        let account = reader.account(id)?.ok_or(Error::NoSuchAccount(id))?;
        let entries = reader.entries(id)?;
        let covered = covered(reader, id, &entries)?;
        Ok(Self { account, entries, covered })
    }

    /// Reads several.
    pub fn all(reader: &Reader, ids: &[AccountId]) -> Result<Vec<Self>> {
        ids.iter().map(|id| Self::of(reader, *id)).collect()
    }

    /// What the dossier is made from.
    pub fn matter<'a>(&'a self, making: Making<'a>) -> Matter<'a> {
        let Making { me, links, on, lang } = making;
        Matter { account: &self.account, entries: &self.entries, covered: &self.covered, me, today: on, lang, links }
    }
}

/// What one dossier is made from.
pub fn matters<'a>(told: &'a [Told], making: Making<'a>) -> Vec<Matter<'a>> {
    told.iter().map(|told| told.matter(making)).collect()
}

/// The accounts that belong in one dossier each: those of the same person.
pub fn people(reader: &Reader, ids: &[AccountId], me: &ContactDetails) -> Result<Vec<Vec<AccountId>>> {
    let accounts = ids.iter().map(|id| reader.account(*id)?.ok_or(Error::NoSuchAccount(*id)));
    let accounts: Vec<Account> = accounts.collect::<Result<_>>()?;
    let people = dossier::by_person(&accounts, me);
    Ok(people.into_iter().map(|ats| ats.into_iter().map(|at| accounts[at].id).collect()).collect())
}

/// The other accounts that each submission of a log covered. One where it was voided is not among the named.
pub fn covered(reader: &Reader, own: AccountId, entries: &[Event]) -> Result<Vec<Covered>> {
    let mut out = Vec::new();
    for submission_id in entries.iter().filter_map(|e| shared(&e.data)).collect::<BTreeSet<i64>>() {
        let mut others = reader.together(submission_id)?;
        others.retain(|other| *other != own);
        let mut names = Vec::new();
        for other in others.iter().take(NAMED) {
            if let Some(account) = reader.account(*other)?
                && counts(&reader.entries(*other)?, submission_id)
            {
                names.push(format!("{} {}", account.fields.platform.name(), account.fields.handle));
            }
        }
        out.push(Covered { submission_id, names, more: others.len().saturating_sub(NAMED) as u64 });
    }
    Ok(out)
}

/// A complaint as it is logged for accounts of one person, with the dossier as it stood on the day it was lodged.
pub fn frozen(reader: &Reader, ids: &[AccountId], what: EventData, making: Making<'_>) -> Result<EventData> {
    let told = Told::all(reader, ids)?;
    Ok(dossier::frozen(what, &matters(&told, making)))
}

fn shared(what: &EventData) -> Option<i64> {
    if let EventData::Submitted(sent) = what { sent.submission_id } else { None }
}

fn counts(entries: &[Event], submission_id: i64) -> bool {
    let voided = voided(entries);
    entries.iter().any(|e| shared(&e.data) == Some(submission_id) && !voided.contains(&e.id))
}
