//! An entry of a log as an export writes it, and back to what happened.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::LineFault;
use crate::domain::day::parse_iso;
use crate::domain::{Closing, Event, EventData, EventId, EventKind, Outcome, Submission};

/// An entry; what its kind does not carry is passed over.
#[derive(Debug, Deserialize)]
pub struct ExportedEvent {
    id: i64,
    kind: String,
    on: String,
    recorded_at: String,
    #[serde(default)]
    note: String,
    text: Option<String>,
    email: Option<String>,
    country: Option<String>,
    form: Option<String>,
    code_pending: Option<bool>,
    submission_id: Option<i64>,
    identity: Option<bool>,
    until: Option<String>,
    reasons: Option<bool>,
    case_number: Option<String>,
    outcome: Option<String>,
    reason: Option<String>,
    name: Option<String>,
    size: Option<i64>,
    sha256: Option<String>,
    data: Option<String>,
    voids: Option<i64>,
}

impl ExportedEvent {
    /// The entry, and the bytes of the file that it attaches.
    pub fn entry(mut self) -> Result<(Event, Option<Vec<u8>>), LineFault> {
        if self.id < 1 {
            return Err(LineFault::unknown("id", &self.id.to_string()));
        }
        let kind = EventKind::from_id(&self.kind)
            .ok_or_else(|| LineFault::among("kind", &self.kind, EventKind::ALL.iter().map(|k| k.id())))?;
        let recorded_at: DateTime<Utc> =
            self.recorded_at.parse().map_err(|_| LineFault::unknown("recorded_at", &self.recorded_at))?;
        let (id, on) = (EventId(self.id), day("on", &self.on)?);
        let note = std::mem::take(&mut self.note);
        let data = self.data.take().filter(|_| kind == EventKind::EvidenceAdded);
        let what = self.what(kind)?;
        let data = data.map(|data| file(&data, &what)).transpose()?;
        Ok((Event { id, on, recorded_at, note, data: what }, data))
    }

    fn what(self, kind: EventKind) -> Result<EventData, LineFault> {
        let needs = |other| LineFault::Needs { what: kind.id().to_owned(), other };
        Ok(match kind {
            EventKind::Submitted => EventData::Submitted(Submission {
                text: self.text.unwrap_or_default(),
                email: self.email.unwrap_or_default(),
                country: self.country.unwrap_or_default(),
                form: self.form.unwrap_or_default(),
                code_pending: self.code_pending.unwrap_or_default(),
                submission_id: self.submission_id,
            }),
            EventKind::Confirmed => EventData::Confirmed,
            EventKind::Acknowledged => EventData::Acknowledged,
            EventKind::InfoRequested => EventData::InfoRequested { identity: self.identity.unwrap_or_default() },
            EventKind::InfoSupplied => EventData::InfoSupplied,
            EventKind::Extended => EventData::Extended { until: day("until", &self.until.ok_or_else(|| needs("until"))?)? },
            EventKind::Granted => EventData::Granted,
            EventKind::Refused => EventData::Refused { reasons: self.reasons },
            EventKind::Reminded => EventData::Reminded,
            EventKind::ComplaintLodged => EventData::ComplaintLodged {
                text: self.text.unwrap_or_default(),
                case_number: self.case_number.unwrap_or_default(),
            },
            EventKind::CaseNumber => EventData::CaseNumber { case_number: self.case_number.ok_or_else(|| needs("case_number"))? },
            EventKind::DecisionRequested => EventData::DecisionRequested,
            EventKind::AuthorityReplied => {
                let id = self.outcome.ok_or_else(|| needs("outcome"))?;
                EventData::AuthorityReplied {
                    outcome: Outcome::from_id(&id)
                        .ok_or_else(|| LineFault::among("outcome", &id, Outcome::ALL.iter().map(|o| o.id())))?,
                }
            }
            EventKind::Closed => {
                let id = self.reason.ok_or_else(|| needs("reason"))?;
                EventData::Closed {
                    reason: Closing::from_id(&id)
                        .ok_or_else(|| LineFault::among("reason", &id, Closing::ALL.iter().map(|c| c.id())))?,
                }
            }
            EventKind::Reopened => EventData::Reopened,
            EventKind::Note => EventData::Note,
            EventKind::EvidenceAdded => EventData::EvidenceAdded {
                name: self.name.ok_or_else(|| needs("name"))?,
                size: self.size.ok_or_else(|| needs("size"))?,
                sha256: self.sha256.ok_or_else(|| needs("sha256"))?,
            },
            EventKind::Voided => EventData::Voided { entry: EventId(self.voids.ok_or_else(|| needs("voids"))?) },
        })
    }
}

/// A day as exports write it.
pub fn day(what: &str, text: &str) -> Result<NaiveDate, LineFault> {
    parse_iso(text).map_err(|_| LineFault::NotADay { what: what.to_owned(), value: text.to_owned() })
}

/// The bytes of an attached file, when they are the ones that the log speaks of.
fn file(data: &str, what: &EventData) -> Result<Vec<u8>, LineFault> {
    let EventData::EvidenceAdded { name, size, sha256 } = what else { return Ok(Vec::new()) };
    let bytes = STANDARD.decode(data).unwrap_or_default();
    let sum = format!("{:x}", Sha256::digest(&bytes));
    if bytes.len() as i64 == *size && sum == *sha256 { Ok(bytes) } else { Err(LineFault::Evidence(name.clone())) }
}
