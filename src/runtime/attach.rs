//! Attachments: read, measured, hashed, and copied into the database with the entry that names them.

use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use super::perform::trouble;
use crate::app::WriteError;
use crate::domain::account::{CASE_MAX, FILE_MAX};
use crate::domain::change::{Change, NewEvent, Source, WriteOutcome};
use crate::domain::text::escape_control;
use crate::domain::{AccountId, EventData};
use crate::store::{Error, Reader, Writer};

/// What is to be attached, and to what.
#[derive(Debug)]
pub struct Attachment {
    /// Which accounts.
    pub accounts: Vec<AccountId>,
    /// What.
    pub source: Source,
    /// The day it happened.
    pub on: NaiveDate,
    /// A remark; empty when none.
    pub note: String,
    /// The moment it is written down.
    pub at: DateTime<Utc>,
}

impl Attachment {
    /// Attaches it to all of them, or to none, and tells how far it is. A busy database is the error `Busy`, for trying
    /// again.
    pub fn write(
        &self,
        writer: &mut Writer,
        reader: &Reader,
        far: &mut dyn FnMut(usize, usize),
    ) -> Result<WriteOutcome, WriteError> {
        let (name, bytes) = read(&self.source, self.on)?;
        for account in &self.accounts {
            let has: i64 = reader.entries(*account).map_err(|e| trouble(&e))?.iter().map(|e| size(&e.data)).sum();
            if has as usize + bytes.len() > CASE_MAX {
                let whose = reader.account(*account).map_err(|e| trouble(&e))?;
                return Err(WriteError::CaseFull(
                    whose.map(|a| escape_control(&a.fields.handle).into_owned()).unwrap_or_default(),
                ));
            }
        }
        self.record(writer, &name, &bytes, far).map_err(|error| trouble(&error))
    }

    fn record(
        &self,
        writer: &mut Writer,
        name: &str,
        bytes: &[u8],
        far: &mut dyn FnMut(usize, usize),
    ) -> Result<WriteOutcome, Error> {
        let what = EventData::EvidenceAdded { name: name.to_owned(), size: bytes.len() as i64, sha256: sha256(bytes) };
        let entry =
            |account: &AccountId| NewEvent { account: *account, on: self.on, note: self.note.clone(), data: what.clone() };
        let entries = self.accounts.iter().map(entry).collect();
        let mut batch = writer.batch()?;
        let done = batch.apply(&Change::Record { entries, together: false, at: self.at })?;
        if let WriteOutcome::Recorded(ids) = &done {
            for (n, id) in ids.iter().enumerate() {
                batch.attach(*id, bytes)?;
                far(n + 1, ids.len());
            }
        }
        batch.finish()?;
        Ok(done)
    }
}

fn size(what: &EventData) -> i64 {
    if let EventData::EvidenceAdded { size, .. } = what { *size } else { 0 }
}

/// The name and the bytes of a source; a pasted text is named after its day.
pub fn read(source: &Source, on: NaiveDate) -> Result<(String, Vec<u8>), WriteError> {
    match source {
        Source::Pasted(text) => Ok((format!("{on}.txt"), text.clone().into_bytes())),
        Source::File(path) => {
            let mut bytes = Vec::new();
            // One byte more than may be, so that a file that grows meanwhile is not read for ever.
            let most = FILE_MAX as u64 + 1;
            let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
            read.map_err(|error| WriteError::File(format!("{path}: {error}")))?;
            if bytes.len() > FILE_MAX {
                return Err(WriteError::TooLarge);
            }
            let name = Path::new(path).file_name().map_or_else(|| path.clone(), |name| name.to_string_lossy().into_owned());
            Ok((name, bytes))
        }
    }
}

/// The SHA-256 of bytes in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
