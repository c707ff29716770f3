//! Reading what `update` asks for. Every read runs to its end here; no statement stays open between messages.

use chrono::NaiveDate;

use crate::app::list::{Place, Window};
use crate::app::{Detail, Effect, Msg, Trouble};
use crate::domain::list::{Filter, From, Key};
use crate::domain::{AccountId, EntryId};
use crate::store::{Error, Reader, Result};

/// Reads, if the effect asks for reading; `None` for every other effect.
pub fn read(reader: &Reader, today: NaiveDate, effect: &Effect) -> Option<Msg> {
    let answer = try_read(reader, today, effect)?;
    Some(answer.unwrap_or_else(|error| Msg::Unreadable(trouble(&error))))
}

/// [`read`], with the database's own error.
pub fn try_read(reader: &Reader, today: NaiveDate, effect: &Effect) -> Option<Result<Msg>> {
    Some(match effect {
        Effect::Window { filter, place, limit } => window(reader, today, filter, *place, *limit).map(Msg::Window),
        Effect::Counts => reader.counts(today).map(Msg::Counts),
        Effect::Detail(id) => detail(reader, *id).map(|d| Msg::Detail(*id, d.map(Box::new))),
        Effect::Kept(slot) => reader.kept(slot.account, slot.what.id()).map(|body| Msg::Kept(*slot, body)),
        _ => return None,
    })
}

fn window(reader: &Reader, today: NaiveDate, filter: &Filter, place: Place, limit: usize) -> Result<Window> {
    let page = |from| reader.page(today, filter, from, limit);
    let window = |rows, before, after, cut| Window { place, filter: filter.clone(), rows, before, after, cut };
    Ok(match place {
        Place::Start => {
            let page = page(From::Start)?;
            window(page.rows, false, page.more, page.cut)
        }
        Place::End => {
            let page = page(From::End)?;
            window(page.rows, page.more, false, page.cut)
        }
        Place::After(key) => {
            let page = page(From::After(key))?;
            window(page.rows, true, page.more, page.cut)
        }
        Place::Before(key) => {
            let page = page(From::Before(key))?;
            window(page.rows, page.more, true, page.cut)
        }
        Place::Around(id, was) => {
            let Some(key) = reader.row(id)?.map(|row| row.key(today)).or(was) else {
                let page = page(From::Start)?;
                return Ok(window(page.rows, false, page.more, page.cut));
            };
            let before = page(From::Before(key))?;
            // From just before the account's own place, so that it is among them if the filter lets it.
            let from_here = page(From::After(Key { id: AccountId(key.id.0 - 1), ..key }))?;
            let mut rows = before.rows;
            rows.extend(from_here.rows);
            window(rows, before.more, from_here.more, before.cut || from_here.cut)
        }
    })
}

fn detail(reader: &Reader, id: AccountId) -> Result<Option<Detail>> {
    let Some(account) = reader.account(id)? else { return Ok(None) };
    Ok(Some(Detail::new(account, reader.draft(id)?, reader.entries(id)?)))
}

/// What the screen is told of an error of the database.
pub fn trouble(error: &Error) -> Trouble {
    match error {
        Error::Busy => Trouble::Busy,
        Error::ReadOnly => Trouble::ReadOnly,
        Error::DiskFull => Trouble::DiskFull,
        Error::Newer { .. } => Trouble::Newer,
        Error::NoSuchAccount(AccountId(_)) | Error::NoSuchEntry(EntryId(_)) => Trouble::NoSuchAccount,
        Error::NotADatabase | Error::Damaged { .. } | Error::Foreign | Error::EmptyBesideWal => Trouble::Damaged,
        other => Trouble::Other(other.to_string()),
    }
}
