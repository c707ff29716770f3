//! A mail goes into the log: the event that it reports, and the mail itself as the evidence for it.

use chrono::{DateTime, Utc};

use crate::domain::account::CASE_MAX;
use crate::domain::case::voided;
use crate::domain::change::{Change, NewEvent, WriteOutcome};
use crate::domain::mail::{MailHead, MailId, WaitingMail};
use crate::domain::{EventData, EventId, EventKind, EvidenceKind};
use crate::exchange::mail::read;
use crate::store::{self, Batch, Writer};

/// How much of a subject goes into a file's name, in characters.
const SUBJECT_MAX: usize = 60;

/// Why a mail was not logged.
#[derive(Debug, thiserror::Error)]
pub enum FilingError {
    /// With it the case would have more than [`CASE_MAX`] bytes of attachments.
    #[error("the attachments are too large")]
    CaseFull,
    /// It does not wait any more: another window was quicker.
    #[error("the mail does not wait")]
    Gone,
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Logs the event that a waiting mail reports, with the mail as evidence, and returns its id.
pub fn file_waiting(
    batch: &mut Batch<'_>,
    mail: &WaitingMail,
    event: NewEvent,
    at: DateTime<Utc>,
) -> Result<EventId, FilingError> {
    let bytes = batch.mail_data(mail.id)?.ok_or(FilingError::Gone)?;
    let account = event.account;
    let id = log_with_mail(batch, event, &mail.head, &bytes, at)?;
    batch.lay_mail(mail.id, account)?;
    batch.close_mail(mail.id)?;
    Ok(id)
}

/// Logs an event with the mail that reports it.
pub(super) fn log_with_mail(
    batch: &mut Batch<'_>,
    event: NewEvent,
    head: &MailHead,
    bytes: &[u8],
    at: DateTime<Utc>,
) -> Result<EventId, FilingError> {
    let (account, on, kind) = (event.account, event.on, event.data.kind());
    let Some((_, _, log)) = batch.known(account)? else { return Err(store::Error::NoSuchAccount(account).into()) };
    let attached = log.iter().map(|event| if let EventData::EvidenceAdded { size, .. } = event.data { size } else { 0 });
    if attached.sum::<i64>() as usize + bytes.len() > CASE_MAX {
        return Err(FilingError::CaseFull);
    }
    let logged = record(batch, event, at)?;
    let data = EventData::EvidenceAdded {
        name: file_name(&head.subject),
        size: bytes.len() as i64,
        sha256: head.sha256.clone(),
        evidence_kind: Some(evidence_kind(kind)),
        about: Some(logged),
    };
    let evidence = NewEvent { account, on: head.on.unwrap_or(on), note: String::new(), in_complaint: false, data };
    let attached = record(batch, evidence, at)?;
    batch.attach(attached, bytes)?;
    Ok(logged)
}

fn record(batch: &mut Batch<'_>, event: NewEvent, at: DateTime<Utc>) -> Result<EventId, FilingError> {
    match batch.apply(&Change::Record { events: vec![event], together: false, at })? {
        WriteOutcome::Recorded(ids) => ids.first().copied().ok_or(FilingError::Gone),
        _ => Err(FilingError::Gone),
    }
}

/// What the mail of an event is as evidence.
const fn evidence_kind(kind: EventKind) -> EvidenceKind {
    match kind {
        EventKind::Acknowledged => EvidenceKind::AutomaticReply,
        EventKind::Confirmed | EventKind::Note => EvidenceKind::Other,
        _ => EvidenceKind::Reply,
    }
}

/// The name of a mail's file: its subject, so that a list of attachments says what they are.
fn file_name(subject: &str) -> String {
    let short: String = subject.trim().chars().take(SUBJECT_MAX).collect();
    format!("{}.eml", if short.is_empty() { "mail" } else { short.trim() })
}

/// Writes a change. Where it voids an event that was logged with a mail, the mail waits again, and what was kept of it as
/// evidence is voided with the event.
pub fn apply(writer: &mut Writer, change: &Change) -> store::Result<WriteOutcome> {
    let Change::Record { events, at, .. } = change else { return writer.apply(change) };
    let voids = |event: &NewEvent| if let EventData::Voided { voids } = event.data { Some(voids) } else { None };
    let Some((why, event)) = events.iter().find_map(|event| voids(event).map(|voids| (event, voids))) else {
        return writer.apply(change);
    };
    let mut batch = writer.batch()?;
    let mut done = batch.apply(change)?;
    if put_back(&mut batch, why, event, *at)? {
        done = WriteOutcome::MailPutBack;
    }
    batch.finish()?;
    Ok(done)
}

/// Lays the mail that an event was logged with back among those that wait; whether there is one.
fn put_back(batch: &mut Batch<'_>, voiding: &NewEvent, voids: EventId, at: DateTime<Utc>) -> store::Result<bool> {
    let Some((_, _, log)) = batch.known(voiding.account)? else { return Ok(false) };
    let gone = voided(&log);
    let mut back = false;
    for event in &log {
        let EventData::EvidenceAdded { about: Some(about), sha256, .. } = &event.data else { continue };
        let Some(bytes) = batch.attached(event.id)?.filter(|_| *about == voids) else { continue };
        let Ok(mail) = read(&bytes) else { continue };
        let head = MailHead { sha256: sha256.clone(), sender: mail.from, subject: mail.subject, ..MailHead::default() };
        if !batch.reopen_mail(&head, &bytes)? {
            continue;
        }
        back = true;
        if !gone.contains(&event.id) {
            let data = EventData::Voided { voids: event.id };
            let events = vec![NewEvent { data, ..voiding.clone() }];
            batch.apply(&Change::Record { events, together: false, at })?;
        }
    }
    Ok(back)
}

/// Puts a waiting mail away without logging it.
pub fn discard(batch: &mut Batch<'_>, id: MailId) -> Result<(), FilingError> {
    batch.mail_data(id)?.ok_or(FilingError::Gone)?;
    Ok(batch.close_mail(id)?)
}
