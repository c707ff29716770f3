//! Everything there is, as one JSON document that can be read back: `nej export --format json`. Written as a
//! stream, one account a line, by number.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::account_json::{EventJson, events_json};
use super::json;
use super::summary::{Day, FlatSummary};
use crate::domain::mail::MailRecord;
use crate::domain::{Account, Draft, Event, EventId, EventKind, Representation, Step};

/// The name of the format.
pub const FORMAT: &str = "nej";
/// The version of the format. A newer one is not read.
pub const VERSION: u64 = 1;

/// An account with all that belongs to it.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct Exported<'a> {
    #[serde(flatten)]
    pub summary: FlatSummary<'a>,
    pub added_on: Day,
    pub represented_by: &'a str,
    pub profile: &'a str,
    pub phone: &'a str,
    pub post_address: &'a str,
    pub representation: Option<&'static str>,
    pub representative_email: &'a str,
    pub representative_phone: &'a str,
    pub representative_address: &'a str,
    pub ticks: Vec<u8>,
    pub draft: Option<ExportedDraft<'a>>,
    pub events: Vec<EventJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mails: Vec<MailJson>,
}

/// A mail that came in.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct MailJson {
    pub message_id: String,
    pub sha256: String,
    pub on: Option<Day>,
    pub sender: String,
    pub subject: String,
    pub kind: Option<&'static str>,
    pub data: Option<String>,
}

impl From<MailRecord> for MailJson {
    fn from(MailRecord { head, data }: MailRecord) -> Self {
        Self {
            message_id: head.message_id,
            sha256: head.sha256,
            on: head.on.map(Day),
            sender: head.sender,
            subject: head.subject,
            kind: head.kind.map(EventKind::id),
            data: data.map(|bytes| STANDARD.encode(bytes)),
        }
    }
}

/// A draft as it is stored.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct ExportedDraft<'a> {
    pub grounds: Vec<&'static str>,
    pub reason: &'a str,
    pub version: i64,
}

impl<'a> Exported<'a> {
    /// An account; `evidence` gives the bytes behind an event.
    pub fn new<E>(
        account: &'a Account,
        draft: &'a Draft,
        events: &'a [Event],
        summary: FlatSummary<'a>,
        mut evidence: impl FnMut(EventId) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Self, E> {
        let fields = &account.fields;
        let mut events = events_json(events);
        for json in events.iter_mut().filter(|e| e.event.data.kind() == EventKind::EvidenceAdded) {
            json.data = evidence(json.event.id)?.map(|bytes| STANDARD.encode(bytes));
        }
        let prepared = || ExportedDraft {
            grounds: draft.grounds.iter().map(|g| g.id()).collect(),
            reason: &draft.reason,
            version: draft.version,
        };
        Ok(Self {
            summary,
            added_on: Day(account.added_on),
            represented_by: &fields.represented_by,
            profile: &fields.profile,
            phone: &fields.phone,
            post_address: &fields.post_address,
            representation: fields.representation.map(Representation::id),
            representative_email: &fields.representative_email,
            representative_phone: &fields.representative_phone,
            representative_address: &fields.representative_address,
            ticks: Step::manual().filter(|step| draft.ticks.has(*step)).map(Step::number).collect(),
            draft: (*draft != Draft::default()).then(prepared),
            events,
            mails: Vec::new(),
        })
    }
}

/// Writes the document.
#[derive(Debug)]
pub struct ExportWriter<W: Write>(json::List<W>);

impl<W: Write> ExportWriter<W> {
    /// Begins it.
    pub fn new(mut out: W) -> io::Result<Self> {
        write!(out, r#"{{"format":"{FORMAT}","version":{VERSION},"accounts":"#)?;
        Ok(Self(json::List::new(out)))
    }

    /// The next account.
    pub fn push(&mut self, account: &Exported<'_>) -> io::Result<()> {
        self.0.push(account)
    }

    /// Ends it with the mails that no account fits, which `each` hands over one after the other.
    pub fn finish<E: From<io::Error>>(
        self,
        each: impl FnOnce(&mut dyn FnMut(MailRecord) -> Result<(), E>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut out = self.0.finish()?;
        let mut any = false;
        each(&mut |mail| {
            out.write_all(if std::mem::replace(&mut any, true) { b",\n" } else { br#","mails":["# })?;
            Ok(json::write(&mut out, &MailJson::from(mail))?)
        })?;
        Ok(out.write_all(if any { b"]}\n" } else { b"}\n" })?)
    }
}
