//! Why a command could not do what it was asked: one line for a person, an exit status for a script.

use std::io::{Error, ErrorKind};
use std::path::Path;

use crate::content::{cli_phrases, fill};
use crate::domain::Lang;
use crate::domain::text::escape_control;
use crate::store;

/// The end of a command that did not come to its end.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// It was called wrongly.
    Usage(String),
    /// It could not be done.
    Refused(String),
    /// Somebody stopped it with a signal.
    Stopped(String, u8),
    /// Whoever read the output went away, which is theirs to decide.
    Unread,
}

/// What a command returns.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// The exit status.
    pub const fn status(&self) -> u8 {
        match self {
            Self::Unread => 0,
            Self::Refused(_) => 1,
            Self::Usage(_) => 2,
            Self::Stopped(_, signal) => 128 + *signal,
        }
    }

    /// The output could not be written.
    pub fn output(error: &Error, lang: Lang) -> Self {
        if error.kind() == ErrorKind::BrokenPipe {
            return Self::Unread;
        }
        Self::Refused(fill(&cli_phrases(lang).errors.output, &[("why", &system(error, lang))]))
    }

    /// A file could not be read.
    pub fn read(file: &Path, error: &Error, lang: Lang) -> Self {
        Self::Refused(fill(&cli_phrases(lang).errors.file_read, &[("file", &path(file)), ("why", &system(error, lang))]))
    }

    /// A file could not be written.
    pub fn write(file: &Path, error: &Error, lang: Lang) -> Self {
        Self::Refused(fill(&cli_phrases(lang).errors.file_write, &[("file", &path(file)), ("why", &system(error, lang))]))
    }

    /// The database did not do what it was asked.
    pub fn store(db: &Path, error: &store::Error, lang: Lang) -> Self {
        Self::Refused(stored(db, error, lang))
    }
}

/// A path as it can be shown.
pub fn path(path: &Path) -> String {
    escape_control(&path.display().to_string()).into_owned()
}

/// What the system says of an error, in the person's language where it is one that people meet.
pub fn system(error: &Error, lang: Lang) -> String {
    let words = &cli_phrases(lang).io;
    let phrase = match error.kind() {
        ErrorKind::NotFound => &words.not_found,
        ErrorKind::PermissionDenied => &words.denied,
        ErrorKind::IsADirectory => &words.is_folder,
        ErrorKind::NotADirectory => &words.not_folder,
        ErrorKind::AlreadyExists => &words.exists,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => &words.full,
        ErrorKind::ReadOnlyFilesystem => &words.read_only,
        ErrorKind::FileTooLarge => &words.too_large,
        _ => return escape_control(&error.to_string()).into_owned(),
    };
    phrase.clone()
}

fn stored(db: &Path, error: &store::Error, lang: Lang) -> String {
    use store::Error as E;
    let words = &cli_phrases(lang).store;
    let file = path(db);
    let file = ("file", file.as_str());
    match error {
        E::NoFolder { folder, detail } => fill(&words.no_folder, &[("folder", &path(folder)), ("why", &escape_control(detail))]),
        E::IsDirectory => fill(&words.is_directory, &[file]),
        E::DanglingLink => fill(&words.dangling_link, &[file]),
        E::NotAFile => fill(&words.not_a_file, &[file]),
        E::NotADatabase => fill(&words.not_a_database, &[file]),
        E::Foreign => fill(&words.foreign, &[file]),
        E::EmptyBesideWal => fill(&words.empty_beside_wal, &[file]),
        E::Damaged { detail } => fill(&words.damaged, &[file, ("why", &escape_control(detail))]),
        E::Newer { found, known } => fill(&words.newer, &[file, ("found", &found.to_string()), ("known", &known.to_string())]),
        E::Busy => fill(&words.busy, &[file]),
        E::ReadOnly => fill(&words.read_only, &[file]),
        E::WalUnreadable => fill(&words.wal_unreadable, &[file]),
        E::Exists { path: to } => fill(&cli_phrases(lang).errors.demo_exists, &[("file", &path(to))]),
        E::DiskFull => fill(&words.disk_full, &[file]),
        E::Io { detail } => fill(&words.io, &[file, ("why", &escape_control(detail))]),
        E::NoSuchAccount(id) => fill(&words.no_such_account, &[("what", &id.0.to_string())]),
        E::NoSuchEntry(id) => fill(&words.no_such_entry, &[("what", &id.0.to_string())]),
        E::Interrupted | E::Sqlite(_) => fill(&words.other, &[file, ("why", &escape_control(&error.to_string()))]),
    }
}
