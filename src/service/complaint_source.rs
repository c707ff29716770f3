//! What a complaint needs from the database: accounts with their logs, the other accounts that their submissions
//! covered, and which accounts share one complaint.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::content::Links;
use crate::content::complaint::{self, ComplaintInput, Covered, CoveredAccount};
use crate::domain::case::{events_until, voided};
use crate::domain::text::fold_case;
use crate::domain::{Account, AccountId, Case, ContactDetails, Event, EventData, EventId, Lang, Platform};
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
    pub events: Vec<Event>,
    covered: Vec<Covered>,
}

impl LoadedAccount {
    /// Reads one from the database.
    pub fn load(reader: &Reader, id: AccountId) -> Result<Self> {
        let account = reader.account(id)?.ok_or(Error::NoSuchAccount(id))?;
        let events = reader.events(id)?;
        let covered = covered(reader, &account, &events)?;
        Ok(Self { account, events, covered })
    }

    /// Reads several, in this order.
    pub fn load_all(reader: &Reader, ids: &[AccountId]) -> Result<Vec<Self>> {
        ids.iter().map(|id| Self::load(reader, *id)).collect()
    }

    /// As `content` takes it.
    pub fn input<'a>(&'a self, settings: ComplaintSettings<'a>) -> ComplaintInput<'a> {
        let ComplaintSettings { me, links, on, lang } = settings;
        // What came after the day of the complaint is not in it.
        let events = events_until(&self.events, on);
        ComplaintInput { account: &self.account, events, covered: &self.covered, me, today: on, lang, links }
    }
}

/// What one complaint is composed from.
pub fn inputs<'a>(loaded: &'a [LoadedAccount], settings: ComplaintSettings<'a>) -> Vec<ComplaintInput<'a>> {
    loaded.iter().map(|account| account.input(settings)).collect()
}

/// The accounts by person: those of the same person share a complaint.
pub fn group_by_person(reader: &Reader, ids: &[AccountId], me: &ContactDetails) -> Result<Vec<Vec<AccountId>>> {
    let accounts = ids.iter().map(|id| reader.account(*id)?.ok_or(Error::NoSuchAccount(*id)));
    let accounts: Vec<Account> = accounts.collect::<Result<_>>()?;
    let people = complaint::group_by_person(&accounts, me);
    Ok(people.into_iter().map(|ats| ats.into_iter().map(|at| accounts[at].id).collect()).collect())
}

/// The other accounts that each submission of a log covered, without those where it was voided.
pub fn covered(reader: &Reader, own: &Account, events: &[Event]) -> Result<Vec<Covered>> {
    let mut out = Vec::new();
    for submission_id in events.iter().filter_map(|e| e.data.submission_id()).collect::<BTreeSet<i64>>() {
        let mut others = reader.accounts_of_submission(submission_id)?;
        others.retain(|other| *other != own.id);
        let own_text = text_of(events, submission_id);
        let (mut accounts, mut same_text, mut unread) = (Vec::new(), true, 0);
        for other in others.iter().take(NAMED_MAX) {
            let read = reader.events(*other).and_then(|log| Ok((log, reader.account(*other)?)));
            // One that cannot be read is counted; it keeps nobody else from complaining.
            if let Err(Error::UnreadableAccount(_) | Error::UnreadableEvent(..)) = read {
                unread += 1;
                continue;
            }
            let (theirs, account) = read?;
            if let Some(account) = account
                && let Some(text) = text_of(&theirs, submission_id)
            {
                let same_person = person(&account) == person(own);
                let awaits = awaits(account.fields.platform, &theirs, submission_id);
                accounts.push(CoveredAccount {
                    platform: account.fields.platform,
                    handle: account.fields.handle,
                    same_person,
                    awaits,
                });
                same_text &= own_text.is_none_or(|own| own == text);
            }
        }
        out.push(Covered { submission_id, accounts, more: unread + others.len().saturating_sub(NAMED_MAX) as u64, same_text });
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
    Ok(complaint::with_frozen_complaint(what, &inputs(&loaded, settings)))
}

/// Whether the objection of a submission has no answer in an account's log.
fn awaits(platform: Platform, log: &[Event], submission_id: i64) -> bool {
    let of_submission = |id: EventId| log.iter().any(|e| e.id == id && e.data.submission_id() == Some(submission_id));
    Case::of(platform, log).attempts.iter().any(|a| of_submission(a.event) && a.answered.is_none())
}

fn person(account: &Account) -> String {
    fold_case(account.fields.person.trim())
}

/// The text that a log holds of a submission; `None` where it was voided.
fn text_of(events: &[Event], submission_id: i64) -> Option<&str> {
    let voided = voided(events);
    events.iter().find_map(|event| match &event.data {
        EventData::Submitted(sent) if sent.submission_id == Some(submission_id) && !voided.contains(&event.id) => {
            Some(sent.text.as_str())
        }
        _ => None,
    })
}
