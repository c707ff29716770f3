//! What events carry besides their day and note: one column, one JSON key and one option for each field, whatever
//! kind of event it belongs to.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

use super::event_parts::{Closing, EventId, EvidenceKind, Outcome};
use super::ids::{HasId, ids};

ids! {
    /// A field of an event, in the order of the columns and of the JSON keys.
    EventField {
        Text "text",
        Email "email",
        Country "country",
        Form "form",
        CodePending "code_pending",
        SubmissionId "submission_id",
        Identity "identity",
        Until "until",
        Reasons "reasons",
        CaseNumber "case_number",
        Outcome "outcome",
        Served "served",
        Reason "reason",
        Name "name",
        Size "size",
        Sha256 "sha256",
        EvidenceKind "evidence_kind",
        About "about",
        Voids "voids",
    }
}

/// What a field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Any text.
    Text,
    /// A whole number; the number of an event counts as one.
    Number,
    /// Yes or no.
    Flag,
    /// A day, as ISO text.
    Day,
    /// One of these ids.
    Choice(&'static [&'static str]),
}

impl EventField {
    /// What it can hold.
    pub const fn field_type(self) -> FieldType {
        match self {
            Self::Text | Self::Email | Self::Country | Self::Form | Self::CaseNumber | Self::Name | Self::Sha256 => {
                FieldType::Text
            }
            Self::SubmissionId | Self::Size | Self::About | Self::Voids => FieldType::Number,
            Self::CodePending | Self::Identity | Self::Reasons => FieldType::Flag,
            Self::Until | Self::Served => FieldType::Day,
            Self::Outcome => FieldType::Choice(Outcome::IDS),
            Self::Reason => FieldType::Choice(Closing::IDS),
            Self::EvidenceKind => FieldType::Choice(EvidenceKind::IDS),
        }
    }
}

/// The value of a field, on its way into a column, a key or an option, or back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue<'a> {
    /// A text, or the id of a choice.
    Text(Cow<'a, str>),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(NaiveDate),
}

impl fmt::Display for FieldValue<'_> {
    /// A text, a number or a day as it stands; a flag as `true` or `false`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

/// Why an event cannot be made of the fields that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFieldError {
    /// The kind of event needs the field.
    Missing(EventField),
    /// The field holds something it cannot hold.
    Unknown(EventField),
}

/// A type that a field of an event can have.
pub(super) trait Carried: Sized {
    /// The value to keep; `None` where there is none.
    fn value(&self) -> Option<FieldValue<'_>>;

    /// Back from the value that was kept; `None` where it cannot be one.
    fn read(value: FieldValue<'_>) -> Option<Self>;
}

impl Carried for String {
    fn value(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Text(Cow::Borrowed(self)))
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        if let FieldValue::Text(text) = value { Some(text.into_owned()) } else { None }
    }
}

impl Carried for i64 {
    fn value(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Number(*self))
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        if let FieldValue::Number(number) = value { Some(number) } else { None }
    }
}

impl Carried for bool {
    fn value(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Flag(*self))
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        if let FieldValue::Flag(flag) = value { Some(flag) } else { None }
    }
}

impl Carried for NaiveDate {
    fn value(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Day(*self))
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        if let FieldValue::Day(day) = value { Some(day) } else { None }
    }
}

impl Carried for EventId {
    fn value(&self) -> Option<FieldValue<'_>> {
        Some(FieldValue::Number(self.0))
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        if let FieldValue::Number(number) = value { Some(Self(number)) } else { None }
    }
}

/// Choices are kept by their id.
macro_rules! carried_by_id {
    ($($type:ty),+) => { $(
        impl Carried for $type {
            fn value(&self) -> Option<FieldValue<'_>> {
                Some(FieldValue::Text(Cow::Borrowed(self.id())))
            }

            fn read(value: FieldValue<'_>) -> Option<Self> {
                if let FieldValue::Text(id) = value { <$type as HasId>::from_id(&id) } else { None }
            }
        }
    )+ };
}

carried_by_id!(Outcome, Closing, EvidenceKind);

impl<T: Carried> Carried for Option<T> {
    fn value(&self) -> Option<FieldValue<'_>> {
        self.as_ref().and_then(T::value)
    }

    fn read(value: FieldValue<'_>) -> Option<Self> {
        T::read(value).map(Some)
    }
}

/// A field that must be there.
pub(super) fn required<T: Carried>(field: EventField, value: Option<FieldValue<'_>>) -> Result<T, EventFieldError> {
    T::read(value.ok_or(EventFieldError::Missing(field))?).ok_or(EventFieldError::Unknown(field))
}

/// A field that may be left out.
pub(super) fn optional<T: Carried + Default>(field: EventField, value: Option<FieldValue<'_>>) -> Result<T, EventFieldError> {
    value.map_or(Ok(T::default()), |value| T::read(value).ok_or(EventFieldError::Unknown(field)))
}
