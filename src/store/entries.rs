//! The log: entries are added and read, never changed.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::accounts::day;
use super::error::{Error, Result};
use super::{accounts, drafts, projection};
use crate::domain::change::NewEntry;
use crate::domain::{AccountId, Closing, Entry, EntryId, Happening, Kind, Outcome, Submission};

/// Adds entries, and brings the list up to date for every account among them.
pub(super) fn record(conn: &Connection, new: &[NewEntry], together: bool, at: DateTime<Utc>) -> Result<Vec<EntryId>> {
    let next = next_number(conn)?;
    let shared = shared_number(new, together, next);
    let mut ids = Vec::with_capacity(new.len());
    for (new, number) in new.iter().zip(next..) {
        let id = EntryId(number);
        let mut entry = Entry { id, on: new.on, recorded_at: at, note: new.note.clone(), what: new.what.clone() };
        if let (Happening::Submitted(sent), Some(shared)) = (&mut entry.what, shared) {
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
fn shared_number(new: &[NewEntry], together: bool, next: i64) -> Option<i64> {
    let mut submissions = new.iter().zip(next..).filter(|(e, _)| e.what.kind() == Kind::Submitted);
    let first = submissions.next().map(|(_, number)| number)?;
    (together && submissions.next().is_some()).then_some(first)
}

/// The number of the next entry; numbers are never used twice.
pub(super) fn next_number(conn: &Connection) -> Result<i64> {
    let sql = "SELECT ifnull(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'events'";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

fn add(conn: &Connection, account: AccountId, entry: &Entry) -> Result<()> {
    accounts::must_exist(conn, account)?;
    match &entry.what {
        Happening::Submitted(_) if submitted_before(conn, account)? => drafts::clear_ticks(conn, account)?,
        Happening::Voided { entry: target } => must_be_of(conn, *target, account)?,
        _ => {}
    }
    insert(conn, account, entry)
}

fn submitted_before(conn: &Connection, account: AccountId) -> Result<bool> {
    let sql = "SELECT 1 FROM events WHERE account_id = :account AND kind = :kind";
    let params = named_params! { ":account": account.0, ":kind": Kind::Submitted.id() };
    Ok(conn.prepare_cached(sql)?.exists(params)?)
}

fn must_be_of(conn: &Connection, id: EntryId, account: AccountId) -> Result<()> {
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
    fn by(what: &'a Happening) -> Self {
        let none = Self::default();
        match what {
            Happening::Submitted(sent) => Self {
                text: Some(&sent.text),
                email: Some(&sent.email),
                country: Some(&sent.country),
                form: Some(&sent.form),
                code_pending: Some(sent.code_pending),
                submission_id: sent.submission_id,
                ..none
            },
            Happening::InfoRequested { identity } => Self { identity: Some(*identity), ..none },
            Happening::Extended { until } => Self { until: Some(*until), ..none },
            Happening::Refused { reasons } => Self { reasons: *reasons, ..none },
            Happening::ComplaintLodged { text, case_number } => Self { text: Some(text), case_number: Some(case_number), ..none },
            Happening::CaseNumber { case_number } => Self { case_number: Some(case_number), ..none },
            Happening::AuthorityReplied { outcome } => Self { outcome: Some(*outcome), ..none },
            Happening::Closed { reason } => Self { reason: Some(*reason), ..none },
            Happening::EvidenceAdded { name, size, sha256 } => {
                Self { name: Some(name), size: Some(*size), sha256: Some(sha256), ..none }
            }
            Happening::Voided { entry } => Self { voids: Some(entry.0), ..none },
            Happening::Confirmed
            | Happening::Acknowledged
            | Happening::InfoSupplied
            | Happening::Granted
            | Happening::Reminded
            | Happening::DecisionRequested
            | Happening::Reopened
            | Happening::Note => none,
        }
    }
}

/// Adds an entry as it is, number and moment included.
pub(super) fn insert(conn: &Connection, account: AccountId, entry: &Entry) -> Result<()> {
    let what = Carried::by(&entry.what);
    let note = Some(&entry.note).filter(|note| !note.is_empty());
    conn.prepare_cached(
        "INSERT INTO events (id, account_id, kind, day, recorded_at, note, text, email, country, form, code_pending,
             submission_id, identity, until, reasons, case_number, outcome, reason, name, size, sha256, voids)
         VALUES (:id, :account, :kind, :day, :recorded_at, :note, :text, :email, :country, :form, :code_pending,
             :submission_id, :identity, :until, :reasons, :case_number, :outcome, :reason, :name, :size, :sha256, :voids)",
    )?
    .execute(named_params! {
        ":id": entry.id.0, ":account": account.0, ":kind": entry.what.kind().id(), ":day": entry.on.to_string(),
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
pub(super) fn attach(conn: &Connection, entry: EntryId, data: &[u8]) -> Result<()> {
    let sql = "INSERT INTO evidence (event_id, data) SELECT id, :data FROM events WHERE id = :entry AND kind = :kind";
    let params = named_params! { ":entry": entry.0, ":data": data, ":kind": Kind::EvidenceAdded.id() };
    if conn.prepare_cached(sql)?.execute(params)? == 0 { Err(Error::NoSuchEntry(entry)) } else { Ok(()) }
}

pub(super) fn evidence(conn: &Connection, entry: EntryId) -> Result<Option<Vec<u8>>> {
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
pub(super) fn of_account(conn: &Connection, account: AccountId) -> Result<Vec<Entry>> {
    let mut query = conn.prepare_cached("SELECT * FROM events WHERE account_id = :account")?;
    let mut rows = query.query(named_params! { ":account": account.0 })?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(read(row)?);
    }
    entries.sort_by_key(|e| (e.on, e.id));
    Ok(entries)
}

fn read(row: &Row<'_>) -> Result<Entry> {
    let recorded_at: String = row.get("recorded_at")?;
    let recorded_at = recorded_at.parse().map_err(|_| Error::damaged("no moment in recorded_at"))?;
    let note: Option<String> = row.get("note")?;
    Ok(Entry {
        id: EntryId(row.get("id")?),
        on: day(row, "day")?,
        recorded_at,
        note: note.unwrap_or_default(),
        what: happening(row)?,
    })
}

fn happening(row: &Row<'_>) -> Result<Happening> {
    Ok(match known(row, "kind", Kind::from_id)? {
        Kind::Submitted => Happening::Submitted(Submission {
            text: row.get("text")?,
            email: row.get("email")?,
            country: row.get("country")?,
            form: row.get("form")?,
            code_pending: row.get("code_pending")?,
            submission_id: row.get("submission_id")?,
        }),
        Kind::Confirmed => Happening::Confirmed,
        Kind::Acknowledged => Happening::Acknowledged,
        Kind::InfoRequested => Happening::InfoRequested { identity: row.get("identity")? },
        Kind::InfoSupplied => Happening::InfoSupplied,
        Kind::Extended => Happening::Extended { until: day(row, "until")? },
        Kind::Granted => Happening::Granted,
        Kind::Refused => Happening::Refused { reasons: row.get("reasons")? },
        Kind::Reminded => Happening::Reminded,
        Kind::ComplaintLodged => Happening::ComplaintLodged { text: row.get("text")?, case_number: row.get("case_number")? },
        Kind::CaseNumber => Happening::CaseNumber { case_number: row.get("case_number")? },
        Kind::DecisionRequested => Happening::DecisionRequested,
        Kind::AuthorityReplied => Happening::AuthorityReplied { outcome: known(row, "outcome", Outcome::from_id)? },
        Kind::Closed => Happening::Closed { reason: known(row, "reason", Closing::from_id)? },
        Kind::Reopened => Happening::Reopened,
        Kind::Note => Happening::Note,
        Kind::EvidenceAdded => {
            Happening::EvidenceAdded { name: row.get("name")?, size: row.get("size")?, sha256: row.get("sha256")? }
        }
        Kind::Voided => Happening::Voided { entry: EntryId(row.get("voids")?) },
    })
}

/// The value behind an id in a column.
fn known<T>(row: &Row<'_>, column: &str, from_id: fn(&str) -> Option<T>) -> Result<T> {
    let id = row.get_ref(column)?.as_str().map_err(|e| Error::damaged(e.to_string()))?;
    from_id(id).ok_or_else(|| Error::damaged(format!("an entry with an unknown {column}")))
}
