//! Attachments: read, measured, hashed, and copied into the database with the event that names them.

use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};

use super::given;
use crate::content::mail::subject;
use crate::domain::account::{CASE_MAX, FILE_MAX};
use crate::domain::change::{Change, NewEvent, Source, WriteOutcome};
use crate::domain::text::{file_name, file_name_parts, to_stored};
use crate::domain::{AccountId, EventData, EventId, EvidenceKind};
use crate::exchange::checksum::sha256;
use crate::exchange::mail::{redact, redact_text};
use crate::store::{self, Reader, Writer};

/// The longest name of a file that is saved out, in bytes.
const SAVED_NAME_MAX: usize = 180;

/// Why a file was not attached. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// The file cannot be read.
    #[error("{}: {error}", .path.display())]
    File {
        /// As it was given.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// There is nothing in it: it would prove nothing.
    #[error("the file is empty")]
    Empty,
    /// The file has more than [`FILE_MAX`] bytes.
    #[error("the file is too large")]
    TooLarge,
    /// With it the case of the account with this handle would have more than [`CASE_MAX`] bytes.
    #[error("the attachments of {0} are too large")]
    CaseFull(String),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// A file as it is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedFile {
    /// Without the folders.
    pub name: String,
    /// At most [`FILE_MAX`] of them.
    pub bytes: Vec<u8>,
}

impl AttachedFile {
    /// Reads a source.
    pub fn load(source: &Source, on: NaiveDate) -> Result<Self, AttachError> {
        match source {
            Source::Pasted(text) if text.trim().is_empty() => Err(AttachError::Empty),
            Source::Pasted(text) => {
                let text = redact_text(text).unwrap_or_else(|| text.clone());
                Ok(Self { name: pasted_name(&text, on), bytes: text.into_bytes() })
            }
            Source::File(path) => {
                let path = Path::new(path);
                given::open(path).map_err(|error| unreadable(path, error)).and_then(|file| Self::read(path, file))
            }
        }
    }

    /// Reads the bytes of the file at a path, and no more of them than are needed to know that they are too many.
    pub fn read(path: &Path, input: impl Read) -> Result<Self, AttachError> {
        let mut bytes = Vec::new();
        input.take(FILE_MAX as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, error))?;
        if bytes.len() > FILE_MAX {
            return Err(AttachError::TooLarge);
        }
        if bytes.trim_ascii().is_empty() {
            return Err(AttachError::Empty);
        }
        // A path is not text: it opens the file as it is, and only the name that is stored is composed.
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Ok(Self { name: to_stored(&name), bytes: without_code(bytes) })
    }
}

/// The bytes of a file without an e-mailed code, which is never kept; those given where there is none.
fn without_code(bytes: Vec<u8>) -> Vec<u8> {
    let mail = redact(&bytes);
    if mail.redacted {
        return mail.bytes;
    }
    let text = std::str::from_utf8(&bytes).ok().and_then(redact_text);
    text.map_or(bytes, String::into_bytes)
}

/// The name of an attachment without file name and subject: its day.
pub fn dated_name(on: NaiveDate) -> String {
    format!("{on}.txt")
}

/// The longest name that is made from a text, in bytes.
const NAME_MAX: usize = 80;

/// The name of a pasted text: its subject where it is a mail, else its first line.
pub fn pasted_name(text: &str, on: NaiveDate) -> String {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    match subject(text).or(first) {
        // The dot at the end of a sentence is none before an extension.
        Some(words) => file_name(&format!("{}.txt", words.trim_end_matches(['.', '…'])), NAME_MAX),
        None => dated_name(on),
    }
}

fn unreadable(path: &Path, error: io::Error) -> AttachError {
    AttachError::File { path: path.to_owned(), error }
}

/// The events of a file: one for each of these accounts.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Attachment {
    pub accounts: Vec<AccountId>,
    /// The day it happened.
    pub on: NaiveDate,
    pub note: String,
    /// The moment it is recorded.
    pub at: DateTime<Utc>,
    /// What the file is; `None` when not said.
    pub kind: Option<EvidenceKind>,
    /// The event that it proves.
    pub about: Option<EventId>,
}

impl Attachment {
    /// Attaches the file to all accounts or to none, reporting (written, all). A busy database is
    /// [`store::Error::Busy`], to be retried.
    pub fn write(
        &self,
        file: &AttachedFile,
        writer: &mut Writer,
        reader: &Reader,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<EventId>, AttachError> {
        for account in &self.accounts {
            let attached: i64 = reader.events(*account)?.iter().map(|event| size(&event.data)).sum();
            if attached as usize + file.bytes.len() > CASE_MAX {
                let account = reader.account(*account)?;
                return Err(AttachError::CaseFull(account.map(|a| a.fields.handle).unwrap_or_default()));
            }
        }
        Ok(self.record(file, writer, progress)?)
    }

    fn record(
        &self,
        file: &AttachedFile,
        writer: &mut Writer,
        progress: &mut dyn FnMut(usize, usize),
    ) -> store::Result<Vec<EventId>> {
        let (name, size) = (file.name.clone(), file.bytes.len() as i64);
        let what =
            EventData::EvidenceAdded { name, size, sha256: sha256(&file.bytes), evidence_kind: self.kind, about: self.about };
        let event = |account: &AccountId| NewEvent {
            account: *account,
            on: self.on,
            note: self.note.clone(),
            in_complaint: false,
            data: what.clone(),
        };
        let events = self.accounts.iter().map(event).collect();
        let mut batch = writer.batch()?;
        let WriteOutcome::Recorded(ids) = batch.apply(&Change::Record { events, together: false, at: self.at })? else {
            return Ok(Vec::new());
        };
        for (n, id) in ids.iter().enumerate() {
            batch.attach(*id, &file.bytes)?;
            progress(n + 1, ids.len());
        }
        batch.finish()?;
        Ok(ids)
    }
}

fn size(what: &EventData) -> i64 {
    if let EventData::EvidenceAdded { size, .. } = what { *size } else { 0 }
}

/// Writes an attachment into a folder under its name, private, with a number where the name is taken by other bytes.
pub fn save_out(folder: &Path, name: &str, data: &[u8]) -> io::Result<PathBuf> {
    let name = file_name(name, SAVED_NAME_MAX);
    let (stem, kind) = file_name_parts(&name);
    for n in 1.. {
        let file = folder.join(if n == 1 { name.clone() } else { format!("{stem}-{n}{kind}") });
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file) {
            Ok(mut out) => {
                // Half a file would look like the whole one.
                let written = io::Write::write_all(&mut out, data).and_then(|()| out.sync_all());
                return written.map(|()| file.clone()).inspect_err(|_| drop(fs::remove_file(&file)));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if fs::read(&file).is_ok_and(|there| there == data) {
                    return Ok(file);
                }
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
