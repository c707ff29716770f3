//! What can go wrong with the database, so that the screen and the command line can say it in their own
//! words. No SQL in it, and no path of the database: whoever opened it knows which file it is.

use std::path::PathBuf;

use rusqlite::ffi::ErrorCode;

use crate::domain::{AccountId, EventId};

/// What went wrong. The sentences are for logs and tests; people are told in their language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The folder does not exist and could not be made.
    #[error("the folder {} cannot be created: {detail}", folder.display())]
    NoFolder {
        /// Which folder.
        folder: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// The path is a folder.
    #[error("a folder, not a file")]
    IsDirectory,
    /// The path is a link to nothing.
    #[error("a link to a file that does not exist")]
    DanglingLink,
    /// The path is a device, a pipe or a socket.
    #[error("not an ordinary file")]
    NotAFile,
    /// The file is something else.
    #[error("not a database")]
    NotADatabase,
    /// The file is an SQLite database, of another program.
    #[error("a database of another program")]
    Foreign,
    /// The file is empty, but its changes lie beside it: it was cut off or replaced, and writing to it would
    /// lose them.
    #[error("empty, with a -wal file beside it that belongs to what it was")]
    EmptyBesideWal,
    /// Part of the file does not make sense.
    #[error("damaged: {detail}")]
    Damaged {
        /// What SQLite or the reading code says.
        detail: String,
    },
    /// A newer version of the program wrote it.
    #[error("schema {found} is newer than the {known} this program knows")]
    Newer {
        /// The file's schema.
        found: i64,
        /// The newest one known here.
        known: i64,
    },
    /// Another program holds the lock; trying again may help.
    #[error("locked by another program")]
    Busy,
    /// The file or its folder cannot be written.
    #[error("read-only")]
    ReadOnly,
    /// The file could be read only with the help of files beside it, which its folder does not let be made.
    #[error("its last changes lie in the -wal file, which cannot be read in a read-only folder")]
    WalUnreadable,
    /// A copy is never written over a file.
    #[error("{} exists already", path.display())]
    Exists {
        /// Where the copy should have gone.
        path: PathBuf,
    },
    /// No room on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// Reading or writing failed.
    #[error("input or output failed: {detail}")]
    Io {
        /// What the system says.
        detail: String,
    },
    /// The search was interrupted by a newer one.
    #[error("interrupted")]
    Interrupted,
    /// No account has that number.
    #[error("no account {}", .0.0)]
    NoSuchAccount(AccountId),
    /// The account has no entry with that number.
    #[error("no entry {} in this account", .0.0)]
    NoSuchEntry(EventId),
    /// Anything else that SQLite says.
    #[error("SQLite: {0}")]
    Sqlite(String),
}

/// What the store's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(super) fn damaged(detail: impl Into<String>) -> Self {
        Self::Damaged { detail: detail.into() }
    }

    pub(super) fn io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io { detail: error.to_string() },
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        let said = match &error {
            E::SqliteFailure(_, Some(said)) => said.clone(),
            E::SqlInputError { msg, .. } => msg.clone(),
            other => other.to_string(),
        };
        let Some(code) = error.sqlite_error_code() else {
            // What is left are values that do not fit their type: rows that this program did not write.
            return Self::damaged(said);
        };
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            // A file that was a database when it was opened, or one whose tables are not those that our own
            // statements know.
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown => Self::damaged(said),
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Self::Io { detail: said },
            ErrorCode::OperationInterrupted => Self::Interrupted,
            _ => Self::Sqlite(said),
        }
    }
}
