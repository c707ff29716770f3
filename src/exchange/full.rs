//! An account with its log, as `nej show --json` writes it: the summary, and every entry, voided ones included.

use chrono::SecondsFormat;
use serde::Serialize;

use super::summary::{Day, Summary};
use crate::domain::{Closing, Entry, Happening, Outcome};

/// An account and its log.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct Full<'a> {
    #[serde(flatten)]
    pub summary: Summary<'a>,
    pub events: Vec<Event<'a>>,
}

impl<'a> Full<'a> {
    /// The summary with the entries it was made of.
    pub fn new(summary: Summary<'a>, entries: &'a [Entry]) -> Self {
        Self { summary, events: events(entries) }
    }
}

/// An entry. What its kind does not carry is left out.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct Event<'a> {
    pub id: i64,
    pub kind: &'static str,
    pub on: Option<Day>,
    pub recorded_at: String,
    pub note: &'a str,
    pub text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_pending: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submission_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<&'a str>,
    /// The bytes of an attached file, in base64: in exports only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voids: Option<i64>,
    pub voided_by: Option<i64>,
}

/// The entries of one account, each with the one that voids it.
pub fn events(entries: &[Entry]) -> Vec<Event<'_>> {
    let voiding = |id| {
        let voids = |e: &&Entry| matches!(e.what, Happening::Voided { entry } if entry == id);
        entries.iter().filter(voids).map(|e| e.id.0).min()
    };
    entries.iter().map(|entry| Event { voided_by: voiding(entry.id), ..event(entry) }).collect()
}

fn event(entry: &Entry) -> Event<'_> {
    let plain = Event {
        id: entry.id.0,
        kind: entry.what.kind().id(),
        on: Some(Day(entry.on)),
        recorded_at: entry.recorded_at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        note: &entry.note,
        ..Event::default()
    };
    match &entry.what {
        Happening::Submitted(sent) => Event {
            text: Some(&sent.text),
            email: Some(&sent.email),
            country: Some(&sent.country),
            form: Some(&sent.form),
            code_pending: Some(sent.code_pending),
            submission_id: sent.submission_id,
            ..plain
        },
        Happening::InfoRequested { identity } => Event { identity: Some(*identity), ..plain },
        Happening::Extended { until } => Event { until: Some(Day(*until)), ..plain },
        Happening::Refused { reasons } => Event { reasons: *reasons, ..plain },
        Happening::ComplaintLodged { text, case_number } => Event { text: Some(text), case_number: Some(case_number), ..plain },
        Happening::CaseNumber { case_number } => Event { case_number: Some(case_number), ..plain },
        Happening::AuthorityReplied { outcome } => Event { outcome: Some(Outcome::id(*outcome)), ..plain },
        Happening::Closed { reason } => Event { reason: Some(Closing::id(*reason)), ..plain },
        Happening::EvidenceAdded { name, size, sha256 } => {
            Event { name: Some(name), size: Some(*size), sha256: Some(sha256), ..plain }
        }
        Happening::Voided { entry } => Event { voids: Some(entry.0), ..plain },
        _ => plain,
    }
}
