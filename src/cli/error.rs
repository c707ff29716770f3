//! Why a command could not do what it was asked: one line for a person, an exit status for a script.

use std::io::{Error, ErrorKind};
use std::path::Path;

use super::permissions::refusal;
use crate::content::{cli_phrases, fill};
use crate::domain::Lang;
use crate::domain::text::escape_path;
use crate::runtime::system_error::system_words;
use crate::store;

/// The end of a command that did not come to its end.
#[derive(Debug, PartialEq, Eq)]
pub enum CliError {
    /// It was called wrongly.
    Usage(String),
    /// It could not be done.
    Failed(String),
    /// The database stayed busy.
    Busy(String),
    /// A signal stopped it.
    Stopped(String, u8),
    /// The reader of the output closed the pipe, which is no error.
    BrokenPipe,
}

/// What a command returns.
pub type CliResult<T> = std::result::Result<T, CliError>;

impl CliError {
    /// The exit status.
    pub const fn status(&self) -> u8 {
        match self {
            Self::BrokenPipe => 0,
            Self::Failed(_) => 1,
            Self::Usage(_) => 2,
            Self::Busy(_) => 4,
            Self::Stopped(_, signal) => 128 + *signal,
        }
    }

    /// The output could not be written.
    pub fn output(error: &Error, lang: Lang) -> Self {
        if error.kind() == ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::Failed(fill(&cli_phrases(lang).errors.output, &[("why", &system_words(error, lang))]))
    }

    /// A file could not be read.
    pub fn read(file: &Path, error: &Error, lang: Lang) -> Self {
        Self::Failed(fill(&cli_phrases(lang).errors.file_read, &[("file", &path(file)), ("why", &system_words(error, lang))]))
    }

    /// A file could not be written.
    pub fn write(file: &Path, error: &Error, lang: Lang) -> Self {
        let words = cli_phrases(lang);
        // What is not there is where it should go.
        let missing = error.kind() == ErrorKind::NotFound;
        let why = if missing { words.io.no_folder.clone() } else { system_words(error, lang) };
        Self::Failed(fill(&words.errors.file_write, &[("file", &path(file)), ("why", &why)]))
    }

    /// The database did not do what it was asked.
    pub fn store(db: &Path, error: &store::Error, lang: Lang) -> Self {
        let message = stored(db, &store::explained(error.clone(), db), lang);
        if *error == store::Error::Busy { Self::Busy(message) } else { Self::Failed(message) }
    }
}

/// A path as it can be shown.
pub fn path(path: &Path) -> String {
    escape_path(path)
}

fn stored(db: &Path, error: &store::Error, lang: Lang) -> String {
    use store::Error as E;
    let words = &cli_phrases(lang).store;
    // A folder or file whose permissions are in the way: whose it is says more than what the system says.
    let barred = matches!(error, E::Io { .. } | E::ReadOnly | E::NoFolder { .. } | E::WalUnreadable | E::NotFound);
    if let Some(refusal) = refusal(db, lang).filter(|_| barred) {
        return refusal;
    }
    let file = path(db);
    let file = ("file", file.as_str());
    match error {
        E::NoFolder { folder, code } => fill(&words.no_folder, &[("folder", &path(folder)), ("why", &numbered(*code, lang))]),
        E::IsDirectory => fill(&words.is_directory, &[file]),
        E::TwoNames { other: None } => fill(&words.two_names, &[file]),
        E::TwoNames { other: Some(other) } => fill(&words.other_name, &[file, ("other", &path(&db.with_file_name(other)))]),
        E::DanglingLink => fill(&words.dangling_link, &[file]),
        E::NotAFile => fill(&words.not_a_file, &[file]),
        E::NotADatabase => fill(&words.not_a_database, &[file]),
        E::Foreign => fill(&words.foreign, &[file]),
        E::EmptyBesideWal => fill(&words.empty_beside_wal, &[file]),
        E::Damaged { .. } => fill(&words.damaged, &[file]),
        E::Replaced => fill(&words.replaced, &[file]),
        E::InUse => fill(&words.in_use, &[file]),
        E::SameFile => fill(&words.same_file, &[file]),
        E::NotFound => fill(&words.not_found, &[file]),
        E::UnreadableAccount(id) => fill(&words.unreadable_account, &[("id", &id.0.to_string())]),
        E::UnreadableEvent(id, event) => {
            fill(&words.unreadable_event, &[("id", &id.0.to_string()), ("entry", &event.0.to_string())])
        }
        E::Newer { found, known } => fill(&words.newer, &[file, ("found", &found.to_string()), ("known", &known.to_string())]),
        E::Busy => fill(&words.busy, &[file]),
        E::ReadOnly => fill(&words.read_only, &[file]),
        E::WalUnreadable => fill(&words.wal_unreadable, &[file]),
        E::Exists { path: to } => fill(&cli_phrases(lang).errors.demo_exists, &[("file", &path(to))]),
        E::DiskFull => fill(&words.disk_full, &[file]),
        E::Io { code } => fill(&words.io, &[file, ("why", &numbered(*code, lang))]),
        E::NoSuchAccount(id) => fill(&words.no_such_account, &[("what", &id.0.to_string())]),
        E::NoSuchEvent(id) => fill(&words.no_such_entry, &[("what", &id.0.to_string())]),
        E::Interrupted => fill(&words.other, &[file, ("n", "9")]),
        E::Sqlite { code } => fill(&words.other, &[file, ("n", &code.to_string())]),
    }
}

/// What the system's number of an error means.
fn numbered(code: i32, lang: Lang) -> String {
    system_words(&Error::from_raw_os_error(code), lang)
}
