//! An account with its log, as `nej show --json` writes it: the summary, and every entry, voided ones included.

use chrono::SecondsFormat;
use serde::Serialize;

use super::summary::{Day, Summary};
use crate::domain::{Closing, Event, EventData, Outcome};

/// An account and its log.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct Full<'a> {
    #[serde(flatten)]
    pub summary: Summary<'a>,
    pub events: Vec<EventJson<'a>>,
}

impl<'a> Full<'a> {
    /// The summary with the entries it was made of.
    pub fn new(summary: Summary<'a>, entries: &'a [Event]) -> Self {
        Self { summary, events: events(entries) }
    }
}

/// An entry. What its kind does not carry is left out.
#[derive(Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct EventJson<'a> {
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
pub fn events(entries: &[Event]) -> Vec<EventJson<'_>> {
    let voiding = |id| {
        let voids = |e: &&Event| matches!(e.data, EventData::Voided { entry } if entry == id);
        entries.iter().filter(voids).map(|e| e.id.0).min()
    };
    entries.iter().map(|entry| EventJson { voided_by: voiding(entry.id), ..event(entry) }).collect()
}

fn event(entry: &Event) -> EventJson<'_> {
    let plain = EventJson {
        id: entry.id.0,
        kind: entry.data.kind().id(),
        on: Some(Day(entry.on)),
        recorded_at: entry.recorded_at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        note: &entry.note,
        ..EventJson::default()
    };
    match &entry.data {
        EventData::Submitted(sent) => EventJson {
            text: Some(&sent.text),
            email: Some(&sent.email),
            country: Some(&sent.country),
            form: Some(&sent.form),
            code_pending: Some(sent.code_pending),
            submission_id: sent.submission_id,
            ..plain
        },
        EventData::InfoRequested { identity } => EventJson { identity: Some(*identity), ..plain },
        EventData::Extended { until } => EventJson { until: Some(Day(*until)), ..plain },
        EventData::Refused { reasons } => EventJson { reasons: *reasons, ..plain },
        EventData::ComplaintLodged { text, case_number } => {
            EventJson { text: Some(text), case_number: Some(case_number), ..plain }
        }
        EventData::CaseNumber { case_number } => EventJson { case_number: Some(case_number), ..plain },
        EventData::AuthorityReplied { outcome } => EventJson { outcome: Some(Outcome::id(*outcome)), ..plain },
        EventData::Closed { reason } => EventJson { reason: Some(Closing::id(*reason)), ..plain },
        EventData::EvidenceAdded { name, size, sha256 } => {
            EventJson { name: Some(name), size: Some(*size), sha256: Some(sha256), ..plain }
        }
        EventData::Voided { entry } => EventJson { voids: Some(entry.0), ..plain },
        _ => plain,
    }
}
