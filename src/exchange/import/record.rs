//! An account record of an import file, and what can be wrong with a line of it.

use std::io;
use std::rc::Rc;

use chrono::NaiveDate;

use super::decode::Undecodable;
use super::quotes::OpenQuote;
use crate::domain::account::{REASON_MAX, ValidationError, ValidationErrorKind, longest};
use crate::domain::handle::{HandleFault, HandleRemark};
use crate::domain::ids::ids;
use crate::domain::mail::MailRecord;
use crate::domain::{AccountDetails, AccountId, Draft, Event, EventId, Ground, Platform};

ids! {
    /// The columns that a table may have; the first two are required.
    ImportColumn {
        Platform "platform",
        Handle "handle",
        Person "person",
        Email "email",
        Country "country",
        Group "group",
        Grounds "grounds",
        Reason "reason",
        SubmittedOn "submitted_on",
        ConfirmedOn "confirmed_on",
        Outcome "outcome",
        OutcomeOn "outcome_on",
        Assignee "assignee",
    }
}

/// An account record of an import file.
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
    pub events: Vec<Event>,
    /// The bytes of attached files.
    pub evidence: Vec<(EventId, Vec<u8>)>,
    /// The mails that can belong to it.
    pub mails: Vec<MailRecord>,
    /// The handle as it was given, where it was put right: an older account may still have it.
    pub given_handle: Option<String>,
    /// What is odd about the handle, or was put right in it.
    pub remark: Option<HandleRemark>,
    /// The columns that the table has; none for a complete record (JSON).
    pub(super) given: Option<Rc<SheetColumns>>,
}

/// Where a table has its columns, which may be many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct SheetColumns {
    /// How many it has, the unknown ones included.
    pub count: usize,
    at: [Option<usize>; ImportColumn::ALL.len()],
}

impl SheetColumns {
    /// The place of a column.
    pub fn at(&self, column: ImportColumn) -> Option<usize> {
        self.at[column as usize]
    }

    /// The same, to be set.
    pub fn place(&mut self, column: ImportColumn) -> &mut Option<usize> {
        &mut self.at[column as usize]
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// An account with all that belongs to it.
    Account(Box<Record>),
    /// A mail that no account fits.
    Mail(Box<MailRecord>),
}

impl Record {
    /// Whether the file says anything about something.
    pub fn gives(&self, column: ImportColumn) -> bool {
        self.given.as_ref().is_none_or(|columns| columns.at(column).is_some())
    }

    /// Whether the record is complete, with ids and timestamps.
    pub const fn whole(&self) -> bool {
        self.given.is_none()
    }
}

/// What is wrong with a line. Values are as they stand in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum LineFault {
    /// A file with nothing in it.
    Nothing,
    /// A workbook of a spreadsheet program.
    Workbook,
    /// A document of a word processor.
    Document,
    Pdf,
    /// A packed file with none of the two in it.
    Archive,
    /// A database, ours or another.
    Database,
    /// Contacts or a calendar.
    Cards,
    /// A mail.
    Mail,
    /// HTML or XML.
    Markup,
    /// No text of any kind.
    Binary,
    /// The character zero in what is text otherwise.
    Zero,
    /// Letters as UTF-7 writes them.
    Utf7,
    /// Lines that end with a character that only Unicode takes for a line end.
    LineEnds(&'static str),
    /// Bytes that are not UTF-8, with U+FFFD in their place.
    NotUtf8(String),
    /// Bytes that are no character in the encoding that was given or guessed.
    Undecodable,
    /// A quotation mark that opens here and is not closed, or closed too late.
    OpenQuote,
    NoColumns(Vec<&'static str>),
    /// Two columns, by their numbers from 1, are the same one.
    TwiceColumn(&'static str, [usize; 2]),
    Cells {
        found: usize,
        expected: usize,
    },
    Empty {
        what: String,
    },
    TooLong {
        what: &'static str,
        max: usize,
    },
    Unknown {
        what: String,
        value: String,
        choices: Vec<&'static str>,
    },
    /// No address or no country.
    Field {
        what: &'static str,
        value: String,
        kind: ValidationErrorKind,
    },
    Handle {
        value: String,
        fault: HandleFault,
    },
    NotADay {
        what: String,
        value: String,
    },
    Future {
        what: String,
        value: String,
    },
    Needs {
        what: String,
        other: &'static str,
    },
    Before {
        what: &'static str,
        value: String,
        other: &'static str,
    },
    Unreadable,
    /// JSON that breaks the rules, at this byte of the line.
    BrokenJson(usize),
    /// JSON with a text that the line's end cuts in two.
    BrokenLine,
    /// JSON that ends in the middle.
    CutOff,
    /// More text behind the end of a document.
    Trailing,
    /// Lists within lists without end.
    Deep,
    /// A key that is there twice.
    TwiceKey(String),
    /// A key that has to be there.
    Missing(String),
    /// A value of another kind than the key has.
    NotA {
        what: String,
        kind: JsonKind,
    },
    /// A fault in an account of an export.
    InAccount(String, Box<LineFault>),
    Foreign,
    Newer(String),
    Twice(i64),
    NoTarget(i64),
    Evidence(String),
    /// One account with more bytes than this, or with more values than any has.
    Endless(u64),
}

ids! {
    /// What a value of a JSON document is.
    JsonKind {
        Text "text",
        Number "number",
        Flag "flag",
        List "list",
        Object "object",
    }
}

impl LineFault {
    /// A value that cannot be, where anything of its kind would do.
    pub(super) fn unknown(what: &str, value: &str) -> Self {
        Self::among(what, value, [])
    }

    /// A value that is none of the choices.
    pub(super) fn among(what: &str, value: &str, choices: impl IntoIterator<Item = &'static str>) -> Self {
        Self::Unknown { what: what.to_owned(), value: value.to_owned(), choices: choices.into_iter().collect() }
    }

    /// The same, with the account of an export that it is about.
    pub(super) fn in_account(self, name: String) -> Self {
        if name.is_empty() { self } else { Self::InAccount(name, Box::new(self)) }
    }

    pub(super) fn no_platform(value: &str) -> Self {
        Self::among("platform", value, Platform::all().map(Platform::id))
    }

    pub(super) fn no_ground(value: &str) -> Self {
        Self::among("grounds", value, Ground::ALL.map(Ground::id))
    }
}

/// What is wrong, and the line it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// From 1.
    pub line: u64,
    /// What is wrong.
    pub fault: LineFault,
}

/// What ends reading before the end.
#[derive(Debug)]
pub enum Stopped<E> {
    /// The bytes could not be read.
    Io(io::Error),
    /// What is in the file makes no sense from there on.
    Line(LineError),
    /// The consumer of the records returned this error.
    ByTaker(E),
}

impl<E> From<LineError> for Stopped<E> {
    fn from(error: LineError) -> Self {
        Self::Line(error)
    }
}

impl<E> From<io::Error> for Stopped<E> {
    fn from(error: io::Error) -> Self {
        let inner = error.get_ref();
        let undecodable = inner.and_then(|e| e.downcast_ref()).map(|Undecodable(line)| (*line, LineFault::Undecodable));
        let open = inner.and_then(|e| e.downcast_ref()).map(|OpenQuote(line)| (*line, LineFault::OpenQuote));
        match undecodable.or(open) {
            Some((line, fault)) => Self::Line(LineError { line, fault }),
            None => Self::Io(error),
        }
    }
}

/// The unknown columns of a table, which are skipped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnknownColumns(pub Vec<String>);

/// Fields as they are stored, or what is wrong with them.
pub(super) fn checked(fields: AccountDetails) -> Result<AccountDetails, LineFault> {
    let values = [
        ("email", fields.email.clone()),
        ("representative-email", fields.representative_email.clone()),
        ("country", fields.country.clone()),
    ];
    fields.checked().map_err(|ValidationError { field, kind }| match kind {
        ValidationErrorKind::Empty => LineFault::Empty { what: field.to_owned() },
        ValidationErrorKind::TooLong => LineFault::TooLong { what: field, max: longest(field) },
        ValidationErrorKind::NotAnEmail | ValidationErrorKind::NotACountry => {
            let value = values.into_iter().find(|(name, _)| *name == field).map(|(_, value)| value);
            LineFault::Field { what: field, value: value.unwrap_or_default(), kind }
        }
    })
}

/// A reason that is not too long.
pub(super) fn reason(text: String) -> Result<String, LineFault> {
    if text.chars().count() > REASON_MAX { Err(LineFault::TooLong { what: "reason", max: REASON_MAX }) } else { Ok(text) }
}
