//! Accounts with their drafts and their logs, many at a time: two statements for hundreds of them, where one account
//! after the other would take three each.

use std::collections::HashMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, named_params};

use super::error::{Error, Result};
use super::reader::Reader;
use super::{accounts, drafts, events};
use crate::domain::{Account, AccountId, Draft, Event, EventId};

/// An account with its draft and its log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRecord {
    /// The account.
    pub account: Account,
    /// What is prepared; an empty one when nothing is.
    pub draft: Draft,
    /// The log, by day and number, without what cannot be read.
    pub events: Vec<Event>,
}

/// What lies in the file and cannot be read: no program like this one wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    /// The account that it belongs to.
    pub account: AccountId,
    /// The event of its log; `None` where it is the account itself.
    pub event: Option<EventId>,
}

/// What was read of some accounts.
#[derive(Debug, Default)]
pub struct Records {
    /// The accounts that are there and can be read, in the order in which they were asked for.
    pub accounts: Vec<AccountRecord>,
    /// What cannot be read of them.
    pub unreadable: Vec<Unreadable>,
}

impl Reader {
    /// All about these accounts, as far as it can be read.
    pub fn records(&self, ids: &[AccountId]) -> Result<Records> {
        let mut records = self.read(|conn| records(conn, ids))?;
        for record in &mut records.accounts {
            record.events.retain(|event| self.has_happened(event));
        }
        Ok(records)
    }

    /// Hands over all accounts by number, as they were at one moment, with how many came before; what cannot be read.
    pub fn each_record<E: From<Error>>(
        &self,
        mut take: impl FnMut(&Self, &AccountRecord, u64) -> Result<(), E>,
    ) -> Result<Vec<Unreadable>, E> {
        self.in_snapshot(|reader| {
            let (mut done, mut unreadable) = (0, Vec::new());
            for ids in reader.number_chunks() {
                if reader.superseded() {
                    return Err(Error::Interrupted.into());
                }
                let records = reader.records(&ids?)?;
                unreadable.extend(records.unreadable);
                for record in &records.accounts {
                    take(reader, record, done)?;
                    done += 1;
                }
            }
            Ok(unreadable)
        })
    }
}

fn records(conn: &Connection, ids: &[AccountId]) -> Result<Records> {
    let wanted = accounts::json_numbers(ids);
    let (mut found, mut unreadable) = (accounts_of(conn, &wanted)?, Vec::new());
    let sql = format!("{} WHERE account_id IN (SELECT value FROM json_each(:ids))", *events::SELECT);
    let mut query = conn.prepare_cached(&sql)?;
    let mut rows = query.query(named_params! { ":ids": wanted })?;
    while let Some(row) = rows.next()? {
        let account = AccountId(row.get(1)?);
        match (events::read(row), found.get_mut(&account)) {
            (Ok(event), Some(Ok(record))) => record.events.push(event),
            (Err(Error::Damaged { .. }), Some(Ok(_))) => {
                unreadable.push(Unreadable { account, event: Some(EventId(row.get(0)?)) });
            }
            (Err(error), Some(Ok(_))) => return Err(error),
            _ => {}
        }
    }
    let mut accounts = Vec::with_capacity(ids.len());
    for id in ids {
        match found.remove(id) {
            Some(Ok(mut record)) => {
                record.events.sort_by_key(|event| (event.on, event.id));
                accounts.push(record);
            }
            Some(Err(Error::Damaged { .. })) => unreadable.push(Unreadable { account: *id, event: None }),
            Some(Err(error)) => return Err(error),
            None => {}
        }
    }
    unreadable.sort_by_key(|lost| (lost.account, lost.event));
    Ok(Records { accounts, unreadable })
}

fn accounts_of(conn: &Connection, wanted: &str) -> Result<HashMap<AccountId, Result<AccountRecord>>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {}, grounds, reason, ticks, version
         FROM accounts LEFT JOIN drafts ON drafts.account_id = accounts.id
         WHERE accounts.id IN (SELECT value FROM json_each(:ids))",
        *accounts::SELECTED
    ))?;
    let mut rows = query.query(named_params! { ":ids": wanted })?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        found.insert(AccountId(row.get(accounts::ID)?), record(row));
    }
    Ok(found)
}

fn record(row: &Row<'_>) -> Result<AccountRecord> {
    let account = accounts::read(row)?;
    let draft = if row.get_ref("grounds")? == ValueRef::Null { Draft::default() } else { drafts::read(row)? };
    Ok(AccountRecord { account, draft, events: Vec::new() })
}
