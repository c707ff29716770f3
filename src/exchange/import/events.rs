//! An event of a log as an export writes it, and back to what happened.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::record::LineFault;
use crate::domain::day::parse_iso;
use crate::domain::event_field::EventFieldError;
use crate::domain::{Event, EventData, EventField, EventId, EventKind, FieldType, FieldValue};
use crate::exchange::checksum;

/// An event; what its kind does not carry is passed over.
#[derive(Debug, Deserialize)]
pub struct ExportedEvent {
    id: i64,
    kind: String,
    on: String,
    recorded_at: String,
    login: Option<String>,
    batch: Option<i64>,
    #[serde(default)]
    note: String,
    /// Exports before this program had it say nothing: their notes are private.
    #[serde(default)]
    in_complaint: bool,
    data: Option<String>,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

impl ExportedEvent {
    /// The event, and the bytes of the file that it attaches.
    pub fn event(self) -> Result<(Event, Option<Vec<u8>>), LineFault> {
        if self.id < 1 {
            return Err(LineFault::unknown("id", &self.id.to_string()));
        }
        let kind =
            EventKind::from_id(&self.kind).ok_or_else(|| LineFault::among("kind", &self.kind, EventKind::IDS.iter().copied()))?;
        let recorded_at: DateTime<Utc> =
            self.recorded_at.parse().map_err(|_| LineFault::unknown("recorded_at", &self.recorded_at))?;
        let (id, on) = (EventId(self.id), day("on", &self.on)?);
        let what = EventData::from_fields(kind, |field| carried(&self.fields, field)).map_err(|wrong| wrong.fault(kind))?;
        let data = self.data.filter(|_| kind == EventKind::EvidenceAdded);
        let data = data.map(|data| file(&data, &what)).transpose()?;
        let login = self.login.filter(|login| !login.is_empty());
        let event =
            Event { id, on, recorded_at, login, note: self.note, in_complaint: self.in_complaint, batch: self.batch, data: what };
        Ok((event, data))
    }
}

/// Why an event cannot be made of what the file says.
enum Wrong {
    Field(EventFieldError),
    Value(LineFault),
}

impl From<EventFieldError> for Wrong {
    fn from(error: EventFieldError) -> Self {
        Self::Field(error)
    }
}

impl Wrong {
    fn fault(self, kind: EventKind) -> LineFault {
        match self {
            Self::Field(EventFieldError::Missing(field)) => LineFault::Needs { what: kind.id().to_owned(), other: field.id() },
            Self::Field(EventFieldError::Unknown(field)) => LineFault::unknown(field.id(), ""),
            Self::Value(fault) => fault,
        }
    }
}

/// What the file says of a field; `None` where it says nothing.
fn carried(fields: &Map<String, Value>, field: EventField) -> Result<Option<FieldValue<'_>>, Wrong> {
    let Some(value) = fields.get(field.id()).filter(|value| !value.is_null()) else { return Ok(None) };
    let text = || value.as_str();
    let read = match field.field_type() {
        FieldType::Text => text().map(|text| FieldValue::Text(Cow::Borrowed(text))),
        FieldType::Number => value.as_i64().map(FieldValue::Number),
        FieldType::Flag => value.as_bool().map(FieldValue::Flag),
        FieldType::Day => {
            let day = text().map(|text| day(field.id(), text)).transpose().map_err(Wrong::Value)?;
            day.map(FieldValue::Day)
        }
        FieldType::Choice(ids) => {
            let id = text().ok_or_else(|| Wrong::Value(LineFault::unknown(field.id(), &value.to_string())))?;
            if !ids.contains(&id) {
                return Err(Wrong::Value(LineFault::among(field.id(), id, ids.iter().copied())));
            }
            Some(FieldValue::Text(Cow::Borrowed(id)))
        }
    };
    read.map(Some).ok_or_else(|| Wrong::Value(LineFault::unknown(field.id(), &value.to_string())))
}

/// A day as exports write it.
pub fn day(what: &str, text: &str) -> Result<NaiveDate, LineFault> {
    parse_iso(text).map_err(|_| LineFault::NotADay { what: what.to_owned(), value: text.to_owned() })
}

/// The bytes of an attached file, when they are the ones that the log speaks of.
fn file(data: &str, what: &EventData) -> Result<Vec<u8>, LineFault> {
    let EventData::EvidenceAdded { name, size, sha256, .. } = what else { return Ok(Vec::new()) };
    let bytes = STANDARD.decode(data).unwrap_or_default();
    let sum = checksum::sha256(&bytes);
    if bytes.len() as i64 == *size && sum == *sha256 { Ok(bytes) } else { Err(LineFault::Evidence(name.clone())) }
}
