//! Accounts: adding, changing, finding one by its handle.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params_from_iter};

use super::error::{Error, Result};
use crate::domain::{Account, AccountDetails, AccountId, Lang, Platform, Representation};

/// How many accounts with the same handle are worth telling apart.
const SAME_HANDLE: i64 = 20;

/// How many accounts of one person are worth naming.
const SIBLINGS: usize = 50;

/// The columns of what is said of an account, in the order in which [`values`] binds them.
const COLUMNS: [&str; 16] = [
    "platform",
    "handle",
    "person",
    "email",
    "country",
    "group_name",
    "text_lang",
    "represented_by",
    "profile",
    "phone",
    "post_address",
    "representation",
    "representative_email",
    "representative_phone",
    "representative_address",
    "assignee",
];

/// Behind them, where accounts are read.
pub(super) const ID: usize = COLUMNS.len();
const ADDED_ON: usize = ID + 1;

static INSERT: LazyLock<String> = LazyLock::new(|| {
    let places = vec!["?"; COLUMNS.len()].join(", ");
    format!("INSERT INTO accounts ({}, id, added_on) VALUES ({places}, ?, ?)", COLUMNS.join(", "))
});

static UPDATE: LazyLock<String> = LazyLock::new(|| {
    let set: Vec<String> = COLUMNS.iter().map(|column| format!("{column} = ?")).collect();
    format!("UPDATE accounts SET {} WHERE id = ?", set.join(", "))
});

/// What [`read`] reads, by its place: looking a column up by its name takes longer than to read it.
pub(super) static SELECTED: LazyLock<String> = LazyLock::new(|| {
    let columns: Vec<String> = COLUMNS.iter().chain(&["id", "added_on"]).map(|column| format!("accounts.{column}")).collect();
    columns.join(", ")
});

/// The same of one account: a column that is named without its table is found sooner.
static SELECT: LazyLock<String> =
    LazyLock::new(|| format!("SELECT {}, id, added_on FROM accounts WHERE id = :id", COLUMNS.join(", ")));

fn values(details: &AccountDetails) -> [ToSqlOutput<'_>; COLUMNS.len()] {
    let id = |id: Option<&'static str>| id.map_or(ToSqlOutput::Owned(Value::Null), ToSqlOutput::from);
    [
        details.platform.id().into(),
        details.handle.as_str().into(),
        details.person.as_str().into(),
        details.email.as_str().into(),
        details.country.as_str().into(),
        details.group.as_str().into(),
        id(details.text_lang.map(Lang::id)),
        details.represented_by.as_str().into(),
        details.profile.as_str().into(),
        details.phone.as_str().into(),
        details.post_address.as_str().into(),
        id(details.representation.map(Representation::id)),
        details.representative_email.as_str().into(),
        details.representative_phone.as_str().into(),
        details.representative_address.as_str().into(),
        details.assignee.as_str().into(),
    ]
}

/// Adds an account, with the next number unless one is given.
pub(super) fn add(conn: &Connection, id: Option<AccountId>, fields: &AccountDetails, on: NaiveDate) -> Result<AccountId> {
    let on = on.to_string();
    let number = id.map_or(Value::Null, |id| id.0.into());
    let more = [ToSqlOutput::Owned(number), on.as_str().into()];
    conn.prepare_cached(&INSERT)?.execute(params_from_iter(values(fields).into_iter().chain(more)))?;
    Ok(AccountId(conn.last_insert_rowid()))
}

pub(super) fn edit(conn: &Connection, id: AccountId, fields: &AccountDetails) -> Result<()> {
    let changed = conn.prepare_cached(&UPDATE)?.execute(params_from_iter(values(fields).into_iter().chain([id.0.into()])))?;
    if changed == 0 { Err(Error::NoSuchAccount(id)) } else { Ok(()) }
}

pub(super) fn account(conn: &Connection, id: AccountId) -> Result<Option<Account>> {
    let mut query = conn.prepare_cached(&SELECT)?;
    let mut rows = query.query(named_params! { ":id": id.0 })?;
    match rows.next()?.map(read) {
        Some(Err(Error::Damaged { .. })) => Err(Error::UnreadableAccount(id)),
        read => read.transpose(),
    }
}

pub(super) fn read(row: &Row<'_>) -> Result<Account> {
    Ok(Account { id: AccountId(row.get(ID)?), added_on: parsed_day(row.get_ref(ADDED_ON)?, "added_on")?, fields: fields(row)? })
}

fn fields(row: &Row<'_>) -> Result<AccountDetails> {
    let lang: Option<String> = row.get(6)?;
    let representation: Option<String> = row.get(11)?;
    Ok(AccountDetails {
        platform: platform(row.get_ref(0)?)?,
        handle: row.get(1)?,
        person: row.get(2)?,
        email: row.get(3)?,
        country: row.get(4)?,
        group: row.get(5)?,
        text_lang: lang.as_deref().and_then(Lang::from_id),
        represented_by: row.get(7)?,
        profile: row.get(8)?,
        phone: row.get(9)?,
        post_address: row.get(10)?,
        representation: representation.as_deref().and_then(Representation::from_id),
        representative_email: row.get(12)?,
        representative_phone: row.get(13)?,
        representative_address: row.get(14)?,
        assignee: row.get(15)?,
    })
}

pub(super) fn platform(id: ValueRef<'_>) -> Result<Platform> {
    let id = id.as_str().map_err(|e| Error::damaged(e.to_string()))?;
    Platform::from_id(id).ok_or_else(|| Error::damaged("an account on an unknown platform"))
}

/// A day in a column of ISO text.
pub(super) fn day(row: &Row<'_>, column: &str) -> Result<NaiveDate> {
    parsed_day(row.get_ref(column)?, column)
}

/// The day that a column of that name holds as ISO text.
pub(super) fn parsed_day(value: ValueRef<'_>, column: &str) -> Result<NaiveDate> {
    let text = value.as_str().map_err(|e| Error::damaged(e.to_string()))?;
    text.parse().map_err(|_| Error::damaged(format!("no day in {column}")))
}

pub(super) fn must_exist(conn: &Connection, id: AccountId) -> Result<()> {
    let found = conn.prepare_cached("SELECT 1 FROM accounts WHERE id = :id")?.exists(named_params! { ":id": id.0 })?;
    if found { Ok(()) } else { Err(Error::NoSuchAccount(id)) }
}

pub(super) fn with_handle(conn: &Connection, platform: Option<Platform>, handle: &str) -> Result<Vec<AccountId>> {
    let mut query = conn.prepare_cached(
        "SELECT id FROM accounts WHERE handle = :handle AND (:platform IS NULL OR platform = :platform)
         ORDER BY id LIMIT :most",
    )?;
    let ids = query
        .query_map(named_params! { ":handle": handle, ":platform": platform.map(Platform::id), ":most": SAME_HANDLE }, |row| {
            row.get(0).map(AccountId)
        })?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The handles from one text to before another, each once and in order: the first `most`, and where there are more,
/// the last, so that what all of them have in common can be seen. It looks each one up instead of reading every account.
pub(super) fn handles(conn: &Connection, from: &str, end: &str, most: usize) -> Result<Vec<String>> {
    let one = |order: &str, from: &str| -> Result<Option<String>> {
        let sql = format!("SELECT handle FROM accounts WHERE handle >= :from AND handle < :end ORDER BY handle {order} LIMIT 1");
        let params = named_params! { ":from": from, ":end": end };
        Ok(conn.prepare_cached(&sql)?.query_row(params, |row| row.get(0)).optional()?)
    };
    let (mut found, mut from) = (Vec::new(), from.to_owned());
    while found.len() < most {
        let Some(handle) = one("ASC", &from)? else { return Ok(found) };
        // Nothing lies between a text and the same with the first character behind it.
        from = format!("{handle}\0");
        found.push(handle);
    }
    found.extend(one("DESC", &from)?);
    Ok(found)
}

/// The accounts that are the same as one with these fields, by number: same platform, handle and e-mail address, or
/// person where there is no address.
pub(super) fn same(conn: &Connection, fields: &AccountDetails) -> Result<Vec<AccountId>> {
    let by_email = !fields.email.is_empty();
    let mut query = conn.prepare_cached(if by_email {
        "SELECT id FROM accounts WHERE handle = :handle AND email = :owner AND platform = :platform ORDER BY id"
    } else {
        "SELECT id FROM accounts WHERE handle = :handle AND email = '' AND person = :owner AND platform = :platform
         ORDER BY id"
    })?;
    let owner = if by_email { &fields.email } else { &fields.person };
    let params = named_params! { ":handle": fields.handle, ":owner": owner, ":platform": fields.platform.id() };
    Ok(query.query_map(params, |row| row.get(0).map(AccountId))?.collect::<rusqlite::Result<_>>()?)
}

/// Whether there is no account, and never was one.
pub(super) fn none_ever(conn: &Connection) -> Result<bool> {
    let sql = "SELECT 1 FROM sqlite_sequence WHERE name IN ('accounts', 'events') AND seq > 0";
    Ok(!conn.prepare_cached(sql)?.exists([])?)
}

pub(super) fn numbers(conn: &Connection, after: AccountId, limit: usize) -> Result<Vec<AccountId>> {
    let mut query = conn.prepare_cached("SELECT id FROM accounts WHERE id > :after ORDER BY id LIMIT :limit")?;
    let params = named_params! { ":after": after.0, ":limit": limit as i64 };
    Ok(query.query_map(params, |row| row.get(0).map(AccountId))?.collect::<rusqlite::Result<_>>()?)
}

/// Platform, handle and person: what the list shows of an account. `None` where they cannot be read: one account that
/// makes no sense, or is not there, hides no other.
pub(super) fn shown(conn: &Connection, id: AccountId) -> Result<Option<(Platform, String, String)>> {
    let mut query = conn.prepare_cached("SELECT platform, handle, person FROM accounts WHERE id = :id")?;
    let mut rows = query.query(named_params! { ":id": id.0 })?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let read = || Ok((platform(row.get_ref(0)?)?, row.get(1)?, row.get(2)?));
    match read() {
        Err(Error::Damaged { .. }) => Ok(None),
        read => read.map(Some),
    }
}

/// The other accounts of the same person or with the same e-mail address, by number, at most fifty.
pub(super) fn siblings(conn: &Connection, account: &Account) -> Result<Vec<(AccountId, Platform)>> {
    let AccountDetails { person, email, .. } = &account.fields;
    let mut found = BTreeMap::new();
    for (column, owner) in [("person", person), ("email", email)].into_iter().filter(|(_, owner)| !owner.is_empty()) {
        // Who they are is in the column's index, by number; the rows, which lie far apart, are read of so many alone.
        let mut query = conn.prepare_cached(&format!(
            "SELECT id, platform FROM accounts WHERE {column} = ?1 AND {column} <> '' AND id <> ?2 ORDER BY id LIMIT {SIBLINGS}"
        ))?;
        let mut rows = query.query((owner, account.id.0))?;
        while let Some(row) = rows.next()? {
            found.insert(AccountId(row.get(0)?), platform(row.get_ref(1)?).ok());
        }
    }
    // On a platform that cannot be read no form covers it.
    Ok(found.into_iter().take(SIBLINGS).filter_map(|(id, platform)| Some((id, platform?))).collect())
}

/// Account numbers as SQLite takes many of them at once.
pub(super) fn json_numbers(ids: &[AccountId]) -> String {
    let numbers: Vec<_> = ids.iter().map(|id| id.0.to_string()).collect();
    format!("[{}]", numbers.join(","))
}
