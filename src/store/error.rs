//! What can go wrong with the database, so that the screen and the command line can say it in their own
//! words. No SQL in it, and no path of the database: the caller knows which file it opened.

use std::path::{Path, PathBuf};

use rusqlite::ffi::{self, ErrorCode};
use rustix::io::Errno;

use crate::domain::{AccountId, EventId};

/// What went wrong. The messages are for logs and tests; what people read is translated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The folder does not exist and could not be made.
    #[error("the folder {} cannot be created (system error {code})", folder.display())]
    NoFolder {
        /// Which folder.
        folder: PathBuf,
        /// The system's number of the error.
        code: i32,
    },
    /// The path is a folder.
    #[error("a folder, not a file")]
    IsDirectory,
    /// The file has another name, too: a log beside each would be taken for the only one.
    #[error("a file with several names")]
    TwoNames {
        /// The other name, where it is in the same folder.
        other: Option<PathBuf>,
    },
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
    /// What is said of an account does not make sense; the rest of the file may.
    #[error("account {} cannot be read", .0.0)]
    UnreadableAccount(AccountId),
    /// An event of a log does not make sense; the rest of the file may.
    #[error("entry {} of account {} cannot be read", .1.0, .0.0)]
    UnreadableEvent(AccountId, EventId),
    /// A newer version of the program wrote it.
    #[error("schema {found} is newer than the {known} this program knows")]
    Newer {
        /// The file's schema.
        found: i64,
        /// The newest one known here.
        known: i64,
    },
    /// Another file lies at the path, or none: what is written would be lost.
    #[error("moved, removed or replaced since it was opened")]
    Replaced,
    /// Another window has the file open.
    #[error("open in another window")]
    InUse,
    /// A backup is the database itself.
    #[error("the database itself")]
    SameFile,
    /// There is no file.
    #[error("no file")]
    NotFound,
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
    #[error("input or output failed (system error {code})")]
    Io {
        /// The system's number of the error.
        code: i32,
    },
    /// The search was interrupted by a newer one.
    #[error("interrupted")]
    Interrupted,
    /// No account has that number.
    #[error("no account {}", .0.0)]
    NoSuchAccount(AccountId),
    /// The account has no event with that number.
    #[error("no entry {} in this account", .0.0)]
    NoSuchEvent(EventId),
    /// Anything else that SQLite says.
    #[error("SQLite refused it (error {code})")]
    Sqlite {
        /// SQLite's extended number of the error.
        code: i32,
    },
}

/// What the store's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(super) fn damaged(detail: impl Into<String>) -> Self {
        Self::Damaged { detail: detail.into() }
    }

    pub(super) fn io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io { code: error.raw_os_error().unwrap_or(Errno::IO.raw_os_error()) },
        }
    }

    pub(crate) fn no_folder(folder: &Path, error: &std::io::Error) -> Self {
        let code = error.raw_os_error().unwrap_or(Errno::IO.raw_os_error());
        Self::NoFolder { folder: folder.to_owned(), code }
    }

    pub(super) fn system(code: Errno) -> Self {
        Self::Io { code: code.raw_os_error() }
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
        let Some(code) = error.sqlite_error() else {
            // What is left are values that do not fit their type: rows that this program did not write.
            return Self::damaged(said);
        };
        match code.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            // A file that was a database when it was opened, or one whose tables are not those that our own
            // statements know.
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown => Self::damaged(said),
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::OperationInterrupted => Self::Interrupted,
            ErrorCode::OutOfMemory => Self::system(Errno::NOMEM),
            ErrorCode::PermissionDenied => Self::system(Errno::ACCESS),
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => match code.extended_code {
                ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS => Self::damaged(said),
                ffi::SQLITE_IOERR_NOMEM => Self::system(Errno::NOMEM),
                ffi::SQLITE_CANTOPEN_ISDIR => Self::IsDirectory,
                _ => Self::system(Errno::IO),
            },
            _ => Self::Sqlite { code: code.extended_code },
        }
    }
}
