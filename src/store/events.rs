//! The log: events are added and read, never changed.

use std::sync::LazyLock;

use chrono::SecondsFormat;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params_from_iter};

use super::accounts::parsed_day;
use super::error::{Error, Result};
use super::{accounts, drafts};
use crate::domain::event_field::{EventFieldError, FieldType, FieldValue};
use crate::domain::{AccountId, Event, EventData, EventField, EventId, EventKind};

/// The number of the next event; numbers are never used twice.
pub(super) fn next_number(conn: &Connection) -> Result<i64> {
    let sql = "SELECT ifnull(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'events'";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

pub(super) fn add(conn: &Connection, account: AccountId, event: &Event) -> Result<()> {
    accounts::must_exist(conn, account)?;
    match &event.data {
        EventData::Submitted(_) if submitted_before(conn, account)? => drafts::clear_ticks(conn, account)?,
        EventData::Voided { voids: target } | EventData::EvidenceAdded { about: Some(target), .. } => {
            must_be_of(conn, *target, account)?;
        }
        _ => {}
    }
    insert(conn, account, event)
}

fn submitted_before(conn: &Connection, account: AccountId) -> Result<bool> {
    let sql = "SELECT 1 FROM events WHERE account_id = :account AND kind = :kind";
    let params = named_params! { ":account": account.0, ":kind": EventKind::Submitted.id() };
    Ok(conn.prepare_cached(sql)?.exists(params)?)
}

fn must_be_of(conn: &Connection, id: EventId, account: AccountId) -> Result<()> {
    let sql = "SELECT 1 FROM events WHERE id = :id AND account_id = :account";
    let found = conn.prepare_cached(sql)?.exists(named_params! { ":id": id.0, ":account": account.0 })?;
    if found { Ok(()) } else { Err(Error::NoSuchEvent(id)) }
}

/// The columns that every event has, in the order in which [`insert`] binds them and [`read`] reads them.
const COLUMNS: [&str; 9] = ["id", "account_id", "kind", "day", "recorded_at", "login", "batch", "note", "in_complaint"];

/// All columns: behind those of every event one for each field that some kind of event carries.
fn columns() -> Vec<&'static str> {
    COLUMNS.into_iter().chain(EventField::ALL.iter().map(|field| field.id())).collect()
}

/// Adds an event.
static INSERT: LazyLock<String> = LazyLock::new(|| {
    let places = vec!["?"; columns().len()].join(", ");
    format!("INSERT INTO events ({}) VALUES ({places})", columns().join(", "))
});

/// Selects what [`read`] reads, by its place: looking a column up by its name takes longer than to read it.
pub(super) static SELECT: LazyLock<String> = LazyLock::new(|| format!("SELECT {} FROM events", columns().join(", ")));

/// Adds an event as it is, number and moment included.
pub(super) fn insert(conn: &Connection, account: AccountId, event: &Event) -> Result<()> {
    let (day, recorded_at) = (event.on.to_string(), event.recorded_at.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    let note = Some(&event.note).filter(|note| !note.is_empty());
    let login = event.login.as_ref().filter(|login| !login.is_empty());
    let common = [
        event.id.0.into(),
        account.0.into(),
        event.data.kind().id().into(),
        day.as_str().into(),
        recorded_at.as_str().into(),
        login.map_or(NULL, |login| login.as_str().into()),
        event.batch.map_or(NULL, Into::into),
        note.map_or(NULL, |note| note.as_str().into()),
        event.in_complaint.into(),
    ];
    let carried = event.data.fields();
    let value = |field: &EventField| carried.iter().find(|(carried, _)| carried == field).map(|(_, value)| sql_value(value));
    let fields = EventField::ALL.iter().map(|field| value(field).unwrap_or(NULL));
    conn.prepare_cached(&INSERT)?.execute(params_from_iter(common.into_iter().chain(fields)))?;
    Ok(())
}

const NULL: ToSqlOutput<'static> = ToSqlOutput::Owned(Value::Null);

fn sql_value<'a>(value: &'a FieldValue<'_>) -> ToSqlOutput<'a> {
    match value {
        FieldValue::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        FieldValue::Number(number) => (*number).into(),
        FieldValue::Flag(flag) => (*flag).into(),
        FieldValue::Day(day) => ToSqlOutput::Owned(Value::from(day.to_string())),
    }
}

/// Keeps the bytes of the file that an event attaches.
pub(super) fn attach(conn: &Connection, event: EventId, data: &[u8]) -> Result<()> {
    let sql = "INSERT INTO evidence (event_id, data) SELECT id, :data FROM events WHERE id = :event AND kind = :kind";
    let params = named_params! { ":event": event.0, ":data": data, ":kind": EventKind::EvidenceAdded.id() };
    if conn.prepare_cached(sql)?.execute(params)? == 0 { Err(Error::NoSuchEvent(event)) } else { Ok(()) }
}

pub(super) fn evidence(conn: &Connection, event: EventId) -> Result<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT data FROM evidence WHERE event_id = :event")?;
    Ok(query.query_row(named_params! { ":event": event.0 }, |row| row.get(0)).optional()?)
}

pub(super) fn accounts_of_submission(conn: &Connection, submission_id: i64) -> Result<Vec<AccountId>> {
    let mut query =
        conn.prepare_cached("SELECT DISTINCT account_id FROM events WHERE submission_id = :number ORDER BY account_id")?;
    let ids = query.query_map(named_params! { ":number": submission_id }, |row| row.get(0).map(AccountId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The accounts where something stands that was logged under a number in one go, and was not voided, by number.
pub(super) fn in_batch(conn: &Connection, number: i64) -> Result<Vec<AccountId>> {
    let mut query = conn.prepare_cached(
        "SELECT DISTINCT account_id FROM events WHERE (batch = :number OR submission_id = :number) AND kind <> :voided
             AND NOT EXISTS (SELECT 1 FROM events later WHERE later.account_id = events.account_id AND later.voids = events.id)
         ORDER BY account_id",
    )?;
    let params = named_params! { ":number": number, ":voided": EventKind::Voided.id() };
    let ids = query.query_map(params, |row| row.get(0).map(AccountId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The log of an account, by day and number.
pub(super) fn of_account(conn: &Connection, account: AccountId) -> Result<Vec<Event>> {
    let mut query = conn.prepare_cached(&format!("{} WHERE account_id = :account", *SELECT))?;
    let mut rows = query.query(named_params! { ":account": account.0 })?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        let unreadable = |error| match error {
            Error::Damaged { .. } => row.get(0).map_or(error, |id| Error::UnreadableEvent(account, EventId(id))),
            error => error,
        };
        events.push(read(row).map_err(unreadable)?);
    }
    events.sort_by_key(|e| (e.on, e.id));
    Ok(events)
}

pub(super) fn read(row: &Row<'_>) -> Result<Event> {
    let recorded_at = row.get_ref(4)?.as_str().map_err(|e| Error::damaged(e.to_string()))?;
    let recorded_at = recorded_at.parse().map_err(|_| Error::damaged("no moment in recorded_at"))?;
    let note: Option<String> = row.get(7)?;
    Ok(Event {
        id: EventId(row.get(0)?),
        on: parsed_day(row.get_ref(3)?, "day")?,
        recorded_at,
        login: row.get(5)?,
        batch: row.get(6)?,
        note: note.unwrap_or_default(),
        in_complaint: row.get(8)?,
        data: data(row)?,
    })
}

fn data(row: &Row<'_>) -> Result<EventData> {
    let kind = row.get_ref(2)?.as_str().map_err(|e| Error::damaged(e.to_string()))?;
    let kind = EventKind::from_id(kind).ok_or_else(|| Error::damaged("an entry with an unknown kind"))?;
    EventData::from_fields(kind, |field| carried(row, field))
}

/// What a column holds; `None` where it holds nothing.
fn carried<'a>(row: &'a Row<'_>, field: EventField) -> Result<Option<FieldValue<'a>>> {
    let damaged = || Error::damaged(format!("an entry with an unknown {}", field.id()));
    let value = row.get_ref(COLUMNS.len() + field as usize)?;
    if value == ValueRef::Null {
        return Ok(None);
    }
    Ok(Some(match field.field_type() {
        FieldType::Text | FieldType::Choice(_) => FieldValue::Text(value.as_str().map_err(|_| damaged())?.into()),
        FieldType::Number => FieldValue::Number(value.as_i64().map_err(|_| damaged())?),
        FieldType::Flag => FieldValue::Flag(value.as_i64().map_err(|_| damaged())? != 0),
        FieldType::Day => FieldValue::Day(parsed_day(value, field.id())?),
    }))
}

impl From<EventFieldError> for Error {
    fn from(error: EventFieldError) -> Self {
        match error {
            EventFieldError::Missing(field) => Self::damaged(format!("an entry without {}", field.id())),
            EventFieldError::Unknown(field) => Self::damaged(format!("an entry with an unknown {}", field.id())),
        }
    }
}
