//! Everything there is, as one JSON document that can be read back: `nej export --format json`. Written as a
//! stream, one account a line, by number.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::full::{EventJson, events};
use super::json;
use super::summary::{Day, Summary};
use crate::domain::{Account, Draft, Event, EventId, ManualSteps};

/// The name of the format.
pub const FORMAT: &str = "nej";
/// The version of the format. A newer one is not read.
pub const VERSION: u64 = 1;

/// An account with all that belongs to it.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct Exported<'a> {
    #[serde(flatten)]
    pub summary: Summary<'a>,
    pub added_on: Day,
    pub represented_by: &'a str,
    pub ticks: Vec<u8>,
    pub draft: Option<Prepared<'a>>,
    pub events: Vec<EventJson<'a>>,
}

/// A draft as it is stored.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct Prepared<'a> {
    pub grounds: Vec<&'static str>,
    pub reason: &'a str,
    pub version: i64,
}

impl<'a> Exported<'a> {
    /// An account; `evidence` gives the bytes behind an entry.
    pub fn new<E>(
        account: &'a Account,
        draft: &'a Draft,
        entries: &'a [Event],
        summary: Summary<'a>,
        mut evidence: impl FnMut(EventId) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Self, E> {
        let mut events = events(entries);
        for event in events.iter_mut().filter(|e| e.sha256.is_some()) {
            event.data = evidence(EventId(event.id))?.map(|bytes| STANDARD.encode(bytes));
        }
        let prepared = || Prepared {
            grounds: draft.grounds.iter().map(|g| g.id()).collect(),
            reason: &draft.reason,
            version: draft.version,
        };
        Ok(Self {
            summary,
            added_on: Day(account.added_on),
            represented_by: &account.fields.represented_by,
            ticks: (1..=ManualSteps::LAST).filter(|n| draft.ticks.has(*n)).collect(),
            draft: (*draft != Draft::default()).then(prepared),
            events,
        })
    }
}

/// Writes the document.
#[derive(Debug)]
pub struct Writer<W: Write>(json::List<W>);

impl<W: Write> Writer<W> {
    /// Begins it.
    pub fn new(mut out: W) -> io::Result<Self> {
        write!(out, r#"{{"format":"{FORMAT}","version":{VERSION},"accounts":"#)?;
        Ok(Self(json::List::new(out)))
    }

    /// The next account.
    pub fn push(&mut self, account: &Exported<'_>) -> io::Result<()> {
        self.0.push(account)
    }

    /// Ends it.
    pub fn finish(self) -> io::Result<()> {
        self.0.finish()?.write_all(b"}\n")
    }
}
