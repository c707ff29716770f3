//! The database, tried on real files in temporary folders.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod batches;
mod damage;
mod forgotten;
mod keeping;
mod opening;
mod past;
mod properties;
mod replaced;
mod restoring;
mod round_trip;
mod schema;
mod searching;
mod triggers;
mod writing;

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use nej::domain::change::{Change, NewEvent, WriteOutcome};
use nej::domain::{AccountDetails, AccountId, Event, EventData, EventId, Platform, Submission};
use nej::store::{Incoming, Reader, Store, Writer, open};
use tempfile::TempDir;

/// A database in a folder of its own, gone with it.
pub struct Db {
    pub folder: TempDir,
    pub reader: Reader,
    pub writer: Writer,
}

impl Db {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let Store { reader, writer, .. } = open(&folder.path().join("nej.db")).unwrap();
        Self { folder, reader, writer: writer.unwrap() }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("nej.db")
    }

    pub fn add(&mut self, platform: Platform, handle: &str) -> AccountId {
        let fields = AccountDetails::new(platform, handle).checked().unwrap();
        match self.writer.apply(&Change::Add { fields, on: d("2026-01-01") }) {
            Ok(WriteOutcome::Added(id)) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn record(&mut self, account: AccountId, on: &str, what: EventData) -> EventId {
        let events = vec![NewEvent { account, on: d(on), note: String::new(), in_complaint: false, data: what }];
        match self.writer.apply(&Change::Record { events, together: false, at: now() }) {
            Ok(WriteOutcome::Recorded(ids)) => ids[0],
            other => panic!("{other:?}"),
        }
    }

    /// A connection of another program, with SQLite's own settings.
    pub fn stranger(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }
}

/// Invented accounts in every state, as they are brought in.
pub fn seeded(n: u64) -> impl Iterator<Item = Incoming> {
    nej::content::demo::seeded(n, 1, d("2026-11-23")).map(|case| {
        let event = |((on, note, what), n)| Event {
            id: EventId(n),
            on,
            recorded_at: now(),
            note,
            in_complaint: false,
            login: None,
            batch: None,
            data: what,
        };
        let events = case.events.into_iter().zip(1..).map(event).collect();
        Incoming { keep: None, fields: case.fields, added_on: case.added_on, draft: case.draft, events, evidence: vec![] }
    })
}

/// Whether the index of words holds exactly what the list does.
pub fn index_is_whole(db: &Db) -> bool {
    db.stranger().execute_batch("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)").is_ok()
}

pub fn d(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

pub fn now() -> DateTime<Utc> {
    "2026-11-23T10:00:00.123456789Z".parse().unwrap()
}

pub fn sent(text: &str) -> EventData {
    EventData::Submitted(Submission {
        text: text.into(),
        email: "a@example.org".into(),
        country: "SE".into(),
        form: "https://example.org/form".into(),
        code_pending: false,
        submission_id: None,
    })
}
