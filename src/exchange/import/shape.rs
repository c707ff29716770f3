//! What an export has where: which keys an account, an event or a mail has, and what their values are. Looked over
//! before anything is made of it, so that what is wrong is named by its key and in a person's language.

use serde_json::{Map, Value};

use super::record::{JsonKind, LineFault};

/// What a value is.
#[derive(Debug, Clone, Copy)]
enum ValueShape {
    /// One of the kinds.
    One(JsonKind),
    /// A list of them.
    List(JsonKind),
    /// An object with these keys.
    Object(&'static [Member]),
    /// A list of such objects.
    Objects(&'static [Member]),
}

/// Whether a key has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Always.
    Must,
    /// It may be missing.
    May,
    /// It may be missing, or null.
    Null,
}

type Member = (&'static str, ValueShape, Need);

const TEXT: ValueShape = ValueShape::One(JsonKind::Text);
const NUMBER: ValueShape = ValueShape::One(JsonKind::Number);

const MAIL: &[Member] = &[
    ("message_id", TEXT, Need::May),
    ("sha256", TEXT, Need::Must),
    ("on", TEXT, Need::Null),
    ("sender", TEXT, Need::May),
    ("subject", TEXT, Need::May),
    ("kind", TEXT, Need::Null),
    ("data", TEXT, Need::Null),
];

/// What events of a kind have besides is looked over where they are made.
const EVENT: &[Member] = &[
    ("id", NUMBER, Need::Must),
    ("kind", TEXT, Need::Must),
    ("on", TEXT, Need::Must),
    ("recorded_at", TEXT, Need::Must),
    ("login", TEXT, Need::Null),
    ("batch", NUMBER, Need::Null),
    ("note", TEXT, Need::May),
    ("in_complaint", ValueShape::One(JsonKind::Flag), Need::May),
    ("data", TEXT, Need::Null),
];

const DRAFT: &[Member] =
    &[("grounds", ValueShape::List(JsonKind::Text), Need::May), ("reason", TEXT, Need::May), ("version", NUMBER, Need::May)];

const ACCOUNT: &[Member] = &[
    ("id", NUMBER, Need::Must),
    ("platform", TEXT, Need::Must),
    ("handle", TEXT, Need::Must),
    ("person", TEXT, Need::May),
    ("email", TEXT, Need::May),
    ("country", TEXT, Need::May),
    ("group", TEXT, Need::May),
    ("text_lang", TEXT, Need::Null),
    ("represented_by", TEXT, Need::May),
    ("profile", TEXT, Need::May),
    ("phone", TEXT, Need::May),
    ("post_address", TEXT, Need::May),
    ("representation", TEXT, Need::Null),
    ("representative_email", TEXT, Need::May),
    ("representative_phone", TEXT, Need::May),
    ("representative_address", TEXT, Need::May),
    ("assignee", TEXT, Need::May),
    ("added_on", TEXT, Need::Null),
    ("ticks", ValueShape::List(JsonKind::Number), Need::May),
    ("draft", ValueShape::Object(DRAFT), Need::Null),
    ("events", ValueShape::Objects(EVENT), Need::May),
    ("mails", ValueShape::Objects(MAIL), Need::May),
];

/// What is wrong with the form of an account.
pub(super) fn account(value: &Value) -> Result<(), LineFault> {
    object(value, ACCOUNT)
}

/// What is wrong with the form of a mail.
pub(super) fn mail(value: &Value) -> Result<(), LineFault> {
    object(value, MAIL)
}

/// Which account a value is about, by number and handle, as far as it says; for a person.
pub(super) fn name(value: &Value) -> String {
    let id = value.get("id").filter(|id| id.is_number()).map(ToString::to_string);
    let handle = value.get("handle").and_then(Value::as_str).map(str::to_owned);
    match (id, handle) {
        (Some(id), Some(handle)) => format!("{id} ({handle})"),
        (id, handle) => id.or(handle).unwrap_or_default(),
    }
}

fn object(value: &Value, members: &[Member]) -> Result<(), LineFault> {
    let Value::Object(map) = value else { return Err(wrong(JsonKind::Object)) };
    members.iter().try_for_each(|member| one(map, member))
}

fn one(map: &Map<String, Value>, (key, shape, need): &Member) -> Result<(), LineFault> {
    match map.get(*key) {
        None if *need == Need::Must => Err(LineFault::Missing((*key).to_owned())),
        None => Ok(()),
        Some(Value::Null) if *need == Need::Null => Ok(()),
        Some(value) => shape.check(value).map_err(|fault| under(key, fault)),
    }
}

impl ValueShape {
    fn check(self, value: &Value) -> Result<(), LineFault> {
        let each = |check: &dyn Fn(&Value) -> Result<(), LineFault>| {
            let list = value.as_array().ok_or_else(|| wrong(JsonKind::List))?;
            let numbered = |(at, value)| check(value).map_err(|fault| under(&format!("[{at}]"), fault));
            list.iter().enumerate().try_for_each(numbered)
        };
        let kind_of = |kind, value: &Value| if is(kind, value) { Ok(()) } else { Err(wrong(kind)) };
        match self {
            Self::One(kind) => kind_of(kind, value),
            Self::List(kind) => each(&|value| kind_of(kind, value)),
            Self::Object(members) => object(value, members),
            Self::Objects(members) => each(&|value| object(value, members)),
        }
    }
}

fn is(kind: JsonKind, value: &Value) -> bool {
    match kind {
        JsonKind::Text => value.is_string(),
        JsonKind::Number => value.as_i64().is_some(),
        JsonKind::Flag => value.is_boolean(),
        JsonKind::List => value.is_array(),
        JsonKind::Object => value.is_object(),
    }
}

/// A fault whose place is not known yet.
const fn wrong(kind: JsonKind) -> LineFault {
    LineFault::NotA { what: String::new(), kind }
}

/// The same fault, with the key or the number before its place.
fn under(place: &str, fault: LineFault) -> LineFault {
    let joined = |inner: &str| match inner {
        "" => place.to_owned(),
        _ if inner.starts_with('[') => format!("{place}{inner}"),
        _ => format!("{place}.{inner}"),
    };
    match fault {
        LineFault::Missing(inner) => LineFault::Missing(joined(&inner)),
        LineFault::NotA { what, kind } => LineFault::NotA { what: joined(&what), kind },
        other => other,
    }
}
