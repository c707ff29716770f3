//! The log: entries are added and read, never changed.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::accounts::day;
use super::error::{Error, Result};
use super::{accounts, drafts, projection};
use crate::domain::change::NewEvent;
use crate::domain::{AccountId, Closing, Event, EventData, EventId, EventKind, Outcome, Submission};

/// Adds entries, and brings the list up to date for every account among them.
pub(super) fn record(conn: &Connection, new: &[NewEvent], together: bool, at: DateTime<Utc>) -> Result<Vec<EventId>> {
    let next = next_number(conn)?;
    let shared = shared_number(new, together, next);
    let mut ids = Vec::with_capacity(new.len());
    for (new, number) in new.iter().zip(next..) {
        let id = EventId(number);
        let mut entry = Event { id, on: new.on, recorded_at: at, note: new.note.clone(), data: new.data.clone() };
        if let (EventData::Submitted(sent), Some(shared)) = (&mut entry.data, shared) {
            sent.submission_id = Some(shared);
        }
        add(conn, new.account, &entry)?;
        ids.push(id);
    }
    let accounts: BTreeSet<AccountId> = new.iter().map(|e| e.account).collect();
    projection::refresh(conn, &accounts.into_iter().collect::<Vec<_>>())?;
    Ok(ids)
}

/// The number that several submissions share: the first one's own.
fn shared_number(new: &[NewEvent], together: bool, next: i64) -> Option<i64> {
    let mut submissions = new.iter().zip(next..).filter(|(e, _)| e.data.kind() == EventKind::Submitted);
    let first = submissions.next().map(|(_, number)| number)?;
    (together && submissions.next().is_some()).then_some(first)
}

/// The number of the next entry; numbers are never used twice.
pub(super) fn next_number(conn: &Connection) -> Result<i64> {
    let sql = "SELECT ifnull(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'events'";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

fn add(conn: &Connection, account: AccountId, entry: &Event) -> Result<()> {
    accounts::must_exist(conn, account)?;
    match &entry.data {
        EventData::Submitted(_) if submitted_before(conn, account)? => drafts::clear_ticks(conn, account)?,
        EventData::Voided { entry: target } => must_be_of(conn, *target, account)?,
        _ => {}
    }
    insert(conn, account, entry)
}

fn submitted_before(conn: &Connection, account: AccountId) -> Result<bool> {
    let sql = "SELECT 1 FROM events WHERE account_id = :account AND kind = :kind";
    let params = named_params! { ":account": account.0, ":kind": EventKind::Submitted.id() };
    Ok(conn.prepare_cached(sql)?.exists(params)?)
}

fn must_be_of(conn: &Connection, id: EventId, account: AccountId) -> Result<()> {
    let sql = "SELECT 1 FROM events WHERE id = :id AND account_id = :account";
    let found = conn.prepare_cached(sql)?.exists(named_params! { ":id": id.0, ":account": account.0 })?;
    if found { Ok(()) } else { Err(Error::NoSuchEntry(id)) }
}

/// What only some kinds of entries carry, as columns.
#[derive(Default)]
struct Carried<'a> {
    text: Option<&'a str>,
    email: Option<&'a str>,
    country: Option<&'a str>,
    form: Option<&'a str>,
    code_pending: Option<bool>,
    submission_id: Option<i64>,
    identity: Option<bool>,
    until: Option<NaiveDate>,
    reasons: Option<bool>,
    case_number: Option<&'a str>,
    outcome: Option<Outcome>,
    reason: Option<Closing>,
    name: Option<&'a str>,
    size: Option<i64>,
    sha256: Option<&'a str>,
    voids: Option<i64>,
}

impl<'a> Carried<'a> {
    fn by(what: &'a EventData) -> Self {
        let none = Self::default();
        match what {
            EventData::Submitted(sent) => Self {
                text: Some(&sent.text),
                email: Some(&sent.email),
                country: Some(&sent.country),
                form: Some(&sent.form),
                code_pending: Some(sent.code_pending),
                submission_id: sent.submission_id,
                ..none
            },
            EventData::InfoRequested { identity } => Self { identity: Some(*identity), ..none },
            EventData::Extended { until } => Self { until: Some(*until), ..none },
            EventData::Refused { reasons } => Self { reasons: *reasons, ..none },
            EventData::ComplaintLodged { text, case_number } => Self { text: Some(text), case_number: Some(case_number), ..none },
            EventData::CaseNumber { case_number } => Self { case_number: Some(case_number), ..none },
            EventData::AuthorityReplied { outcome } => Self { outcome: Some(*outcome), ..none },
            EventData::Closed { reason } => Self { reason: Some(*reason), ..none },
            EventData::EvidenceAdded { name, size, sha256 } => {
                Self { name: Some(name), size: Some(*size), sha256: Some(sha256), ..none }
            }
            EventData::Voided { entry } => Self { voids: Some(entry.0), ..none },
            EventData::Confirmed
            | EventData::Acknowledged
            | EventData::InfoSupplied
            | EventData::Granted
            | EventData::Reminded
            | EventData::DecisionRequested
            | EventData::Reopened
            | EventData::Note => none,
        }
    }
}

/// Adds an entry as it is, number and moment included.
pub(super) fn insert(conn: &Connection, account: AccountId, entry: &Event) -> Result<()> {
    let what = Carried::by(&entry.data);
    let note = Some(&entry.note).filter(|note| !note.is_empty());
    conn.prepare_cached(
        "INSERT INTO events (id, account_id, kind, day, recorded_at, note, text, email, country, form, code_pending,
             submission_id, identity, until, reasons, case_number, outcome, reason, name, size, sha256, voids)
         VALUES (:id, :account, :kind, :day, :recorded_at, :note, :text, :email, :country, :form, :code_pending,
             :submission_id, :identity, :until, :reasons, :case_number, :outcome, :reason, :name, :size, :sha256, :voids)",
    )?
    .execute(named_params! {
        ":id": entry.id.0, ":account": account.0, ":kind": entry.data.kind().id(), ":day": entry.on.to_string(),
        ":recorded_at": entry.recorded_at.to_rfc3339_opts(SecondsFormat::AutoSi, true), ":note": note,
        ":text": what.text, ":email": what.email, ":country": what.country, ":form": what.form,
        ":code_pending": what.code_pending, ":submission_id": what.submission_id, ":identity": what.identity,
        ":until": what.until.map(|day| day.to_string()), ":reasons": what.reasons, ":case_number": what.case_number,
        ":outcome": what.outcome.map(Outcome::id), ":reason": what.reason.map(Closing::id),
        ":name": what.name, ":size": what.size, ":sha256": what.sha256, ":voids": what.voids,
    })?;
    Ok(())
}

/// Keeps the bytes of the file that an entry attaches.
pub(super) fn attach(conn: &Connection, entry: EventId, data: &[u8]) -> Result<()> {
    let sql = "INSERT INTO evidence (event_id, data) SELECT id, :data FROM events WHERE id = :entry AND kind = :kind";
    let params = named_params! { ":entry": entry.0, ":data": data, ":kind": EventKind::EvidenceAdded.id() };
    if conn.prepare_cached(sql)?.execute(params)? == 0 { Err(Error::NoSuchEntry(entry)) } else { Ok(()) }
}

pub(super) fn evidence(conn: &Connection, entry: EventId) -> Result<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT data FROM evidence WHERE event_id = :entry")?;
    Ok(query.query_row(named_params! { ":entry": entry.0 }, |row| row.get(0)).optional()?)
}

pub(super) fn together(conn: &Connection, submission_id: i64) -> Result<Vec<AccountId>> {
    let mut query =
        conn.prepare_cached("SELECT DISTINCT account_id FROM events WHERE submission_id = :number ORDER BY account_id")?;
    let ids = query.query_map(named_params! { ":number": submission_id }, |row| row.get(0).map(AccountId))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// The log of an account, by day and number.
pub(super) fn of_account(conn: &Connection, account: AccountId) -> Result<Vec<Event>> {
    let mut query = conn.prepare_cached("SELECT * FROM events WHERE account_id = :account")?;
    let mut rows = query.query(named_params! { ":account": account.0 })?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let unreadable = |error| match error {
            Error::Damaged { .. } => row.get("id").map_or(error, |id| Error::UnreadableEvent(account, EventId(id))),
            error => error,
        };
        entries.push(read(row).map_err(unreadable)?);
    }
    entries.sort_by_key(|e| (e.on, e.id));
    Ok(entries)
}

pub(super) fn read(row: &Row<'_>) -> Result<Event> {
    let recorded_at: String = row.get("recorded_at")?;
    let recorded_at = recorded_at.parse().map_err(|_| Error::damaged("no moment in recorded_at"))?;
    let note: Option<String> = row.get("note")?;
    Ok(Event {
        id: EventId(row.get("id")?),
        on: day(row, "day")?,
        recorded_at,
        note: note.unwrap_or_default(),
        data: happening(row)?,
    })
}

fn happening(row: &Row<'_>) -> Result<EventData> {
    Ok(match known(row, "kind", EventKind::from_id)? {
        EventKind::Submitted => EventData::Submitted(Submission {
            text: row.get("text")?,
            email: row.get("email")?,
            country: row.get("country")?,
            form: row.get("form")?,
            code_pending: row.get("code_pending")?,
            submission_id: row.get("submission_id")?,
        }),
        EventKind::Confirmed => EventData::Confirmed,
        EventKind::Acknowledged => EventData::Acknowledged,
        EventKind::InfoRequested => EventData::InfoRequested { identity: row.get("identity")? },
        EventKind::InfoSupplied => EventData::InfoSupplied,
        EventKind::Extended => EventData::Extended { until: day(row, "until")? },
        EventKind::Granted => EventData::Granted,
        EventKind::Refused => EventData::Refused { reasons: row.get("reasons")? },
        EventKind::Reminded => EventData::Reminded,
        EventKind::ComplaintLodged => EventData::ComplaintLodged { text: row.get("text")?, case_number: row.get("case_number")? },
        EventKind::CaseNumber => EventData::CaseNumber { case_number: row.get("case_number")? },
        EventKind::DecisionRequested => EventData::DecisionRequested,
        EventKind::AuthorityReplied => EventData::AuthorityReplied { outcome: known(row, "outcome", Outcome::from_id)? },
        EventKind::Closed => EventData::Closed { reason: known(row, "reason", Closing::from_id)? },
        EventKind::Reopened => EventData::Reopened,
        EventKind::Note => EventData::Note,
        EventKind::EvidenceAdded => {
            EventData::EvidenceAdded { name: row.get("name")?, size: row.get("size")?, sha256: row.get("sha256")? }
        }
        EventKind::Voided => EventData::Voided { entry: EventId(row.get("voids")?) },
    })
}

/// The value behind an id in a column.
fn known<T>(row: &Row<'_>, column: &str, from_id: fn(&str) -> Option<T>) -> Result<T> {
    let id = row.get_ref(column)?.as_str().map_err(|e| Error::damaged(e.to_string()))?;
    from_id(id).ok_or_else(|| Error::damaged(format!("an entry with an unknown {column}")))
}
