//! Reading accounts from a file of other programs' or our own: bytes to records, and what is wrong to a line and a
//! reason. Read as a stream, so that the size of a file does not matter.

pub mod compare;
mod decode;
mod document;
mod events;
mod metered;
mod sheet;

use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use chrono::NaiveDate;

pub use decode::{Encoding, Sniff};

use crate::domain::account::{NAME_MAX, REASON_MAX, ValidationError, ValidationErrorKind};
use crate::domain::{AccountDetails, AccountId, Draft, Event, EventId, Ground, Platform};
use metered::Metered;

/// The columns that a table may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Column {
    Platform,
    Handle,
    Person,
    Email,
    Country,
    Group,
    Grounds,
    Reason,
    SubmittedOn,
    ConfirmedOn,
    Outcome,
    OutcomeOn,
}

impl Column {
    /// All of them; the first two are required.
    pub const ALL: [Self; 12] = [
        Self::Platform,
        Self::Handle,
        Self::Person,
        Self::Email,
        Self::Country,
        Self::Group,
        Self::Grounds,
        Self::Reason,
        Self::SubmittedOn,
        Self::ConfirmedOn,
        Self::Outcome,
        Self::OutcomeOn,
    ];

    /// As it stands in the header.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Handle => "handle",
            Self::Person => "person",
            Self::Email => "email",
            Self::Country => "country",
            Self::Group => "group",
            Self::Grounds => "grounds",
            Self::Reason => "reason",
            Self::SubmittedOn => "submitted_on",
            Self::ConfirmedOn => "confirmed_on",
            Self::Outcome => "outcome",
            Self::OutcomeOn => "outcome_on",
        }
    }
}

/// An account as a file tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line it begins on.
    pub line: u64,
    /// Its number there; none in a table.
    pub id: Option<AccountId>,
    /// Checked.
    pub fields: AccountDetails,
    /// The day it was added; none in a table.
    pub added_on: Option<NaiveDate>,
    /// What is prepared.
    pub draft: Draft,
    /// What happened, in the order in which it was written down.
    pub entries: Vec<Event>,
    /// The bytes of attached files.
    pub evidence: Vec<(EventId, Vec<u8>)>,
    /// The columns that the table has; none where everything is told.
    given: Option<Rc<Vec<Option<Column>>>>,
}

impl Record {
    /// Whether the file says anything about something.
    pub fn gives(&self, column: Column) -> bool {
        self.given.as_ref().is_none_or(|columns| columns.contains(&Some(column)))
    }

    /// Whether the file tells everything, with numbers and moments.
    pub const fn whole(&self) -> bool {
        self.given.is_none()
    }
}

/// What is wrong with a line. Values are as they stand in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Fault {
    NoColumns(Vec<&'static str>),
    UnknownColumns(Vec<String>),
    TwiceColumn(String),
    Cells { found: usize, expected: usize },
    Empty { what: String },
    TooLong { what: &'static str, max: usize },
    Unknown { what: String, value: String, choices: Vec<&'static str> },
    NotADay { what: String, value: String },
    Future { what: String, value: String },
    Needs { what: String, other: &'static str },
    Before { what: &'static str, value: String, other: &'static str },
    Unreadable(String),
    Foreign,
    Newer(String),
    Twice(i64),
    NoTarget(i64),
    Evidence(String),
    Endless,
}

impl Fault {
    /// A value that cannot be, where anything of its kind would do.
    fn unknown(what: &str, value: &str) -> Self {
        Self::among(what, value, [])
    }

    /// A value that is none of the choices.
    fn among(what: &str, value: &str, choices: impl IntoIterator<Item = &'static str>) -> Self {
        Self::Unknown { what: what.to_owned(), value: value.to_owned(), choices: choices.into_iter().collect() }
    }

    fn no_platform(value: &str) -> Self {
        Self::among("platform", value, Platform::all().map(Platform::id))
    }

    fn no_ground(value: &str) -> Self {
        Self::among("grounds", value, Ground::ALL.map(Ground::id))
    }
}

/// A fault and the line it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad {
    /// From 1.
    pub line: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// What ends reading before the end.
#[derive(Debug)]
pub enum Halt<E> {
    /// The bytes could not be read.
    Io(io::Error),
    /// What is in the file makes no sense from there on.
    Bad(Bad),
    /// Whoever takes the records wants no more.
    Taker(E),
}

impl<E> From<Bad> for Halt<E> {
    fn from(bad: Bad) -> Self {
        Self::Bad(bad)
    }
}

/// Reads a file whose encoding is known already, and hands over its accounts, or what is wrong with each.
pub fn read<E>(
    input: impl Read,
    encoding: Encoding,
    today: NaiveDate,
    take: impl FnMut(Result<Record, Bad>) -> Result<(), E>,
) -> Result<(), Halt<E>> {
    let mut text = BufReader::new(decode::Decoded::new(input, encoding));
    let json = loop {
        let ready = text.fill_buf().map_err(Halt::Io)?;
        let blank = ready.iter().take_while(|b| b.is_ascii_whitespace()).count();
        match ready.get(blank) {
            // The header's first cell may be empty, which a tab before the second shows.
            Some(first) => break matches!(first, b'{' | b'['),
            None if blank == 0 => break false,
            None => text.consume(blank),
        }
    };
    let text = Metered::new(text);
    if json { document::read(text, take) } else { sheet::read(text, today, take) }
}

/// Fields as they are stored, or what is wrong with them.
fn checked(fields: AccountDetails) -> Result<AccountDetails, Fault> {
    let values = [("email", fields.email.clone()), ("country", fields.country.clone())];
    fields.checked().map_err(|ValidationError { field, problem }| match problem {
        ValidationErrorKind::Empty => Fault::Empty { what: field.to_owned() },
        ValidationErrorKind::TooLong => Fault::TooLong { what: field, max: NAME_MAX },
        ValidationErrorKind::NotAnEmail | ValidationErrorKind::NotACountry => {
            let value = values.into_iter().find(|(name, _)| *name == field).map(|(_, value)| value);
            Fault::unknown(field, &value.unwrap_or_default())
        }
    })
}

/// A reason that is not too long.
fn reason(text: String) -> Result<String, Fault> {
    if text.chars().count() > REASON_MAX { Err(Fault::TooLong { what: "reason", max: REASON_MAX }) } else { Ok(text) }
}
