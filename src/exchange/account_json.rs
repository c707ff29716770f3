//! An account with its log, as `nej show --json` writes it: the summary, and every event, voided ones included.

use chrono::SecondsFormat;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::summary::{Day, FlatSummary};
use crate::domain::{Event, EventData, EventField, FieldValue};

/// An account and its log.
#[derive(Debug, serde::Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct AccountJson<'a> {
    #[serde(flatten)]
    pub summary: FlatSummary<'a>,
    pub events: Vec<EventJson<'a>>,
}

impl<'a> AccountJson<'a> {
    /// The summary with the events it was made of.
    pub fn new(summary: FlatSummary<'a>, events: &'a [Event]) -> Self {
        Self { summary, events: events_json(events) }
    }
}

/// An event as JSON: a key for each field that it carries.
#[derive(Debug)]
pub struct EventJson<'a> {
    /// The event.
    pub event: &'a Event,
    /// The bytes of an attached file, in base64: in exports only.
    pub data: Option<String>,
    /// The event that voids it.
    pub voided_by: Option<i64>,
}

impl Serialize for EventJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let event = self.event;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &event.id.0)?;
        map.serialize_entry("kind", event.data.kind().id())?;
        map.serialize_entry("on", &Day(event.on))?;
        map.serialize_entry("recorded_at", &event.recorded_at.to_rfc3339_opts(SecondsFormat::AutoSi, true))?;
        map.serialize_entry("note", &event.note)?;
        let mut fields = event.data.fields();
        fields.sort_by_key(|(field, _)| *field);
        if fields.first().is_none_or(|(field, _)| *field != EventField::Text) {
            map.serialize_entry(EventField::Text.id(), &None::<&str>)?;
        }
        for (field, value) in &fields {
            match value {
                FieldValue::Text(text) => map.serialize_entry(field.id(), text)?,
                FieldValue::Number(number) => map.serialize_entry(field.id(), number)?,
                FieldValue::Flag(flag) => map.serialize_entry(field.id(), flag)?,
                FieldValue::Day(day) => map.serialize_entry(field.id(), &Day(*day))?,
            }
        }
        map.serialize_entry("in_complaint", &event.in_complaint)?;
        map.serialize_entry("login", &event.login)?;
        if let Some(batch) = event.batch {
            map.serialize_entry("batch", &batch)?;
        }
        if let Some(data) = &self.data {
            map.serialize_entry("data", data)?;
        }
        map.serialize_entry("voided_by", &self.voided_by)?;
        map.end()
    }
}

/// The events of one account, each with the one that voids it.
pub fn events_json(events: &[Event]) -> Vec<EventJson<'_>> {
    let voiding = |id| {
        let voids = |e: &&Event| matches!(e.data, EventData::Voided { voids } if voids == id);
        events.iter().filter(voids).map(|e| e.id.0).min()
    };
    events.iter().map(|event| EventJson { event, data: None, voided_by: voiding(event.id) }).collect()
}
