//! Errors of the services and the database, as the screen knows them.

use std::path::Path;

use crate::app::Trouble;
use crate::domain::text::escape_control;
use crate::service::attachment::AttachError;
use crate::service::complaint_folder::FolderError;
use crate::store::Error;

/// An error of the database.
pub fn trouble(error: &Error) -> Trouble {
    match error {
        Error::Busy => Trouble::Busy,
        Error::ReadOnly => Trouble::ReadOnly,
        Error::DiskFull => Trouble::DiskFull,
        Error::Newer { .. } => Trouble::Newer,
        Error::UnreadableEvent(account, event) => Trouble::UnreadableEvent(*account, *event),
        Error::Replaced => Trouble::Replaced,
        Error::NoSuchAccount(id) => Trouble::NoSuchAccount(*id),
        Error::NotADatabase | Error::Damaged { .. } | Error::Foreign | Error::EmptyBesideWal => Trouble::Damaged,
        Error::Io { code } | Error::Sqlite { code } => Trouble::Other(*code),
        _ => Trouble::Other(0),
    }
}

/// Why a file was not attached.
pub fn attach_trouble(error: &AttachError) -> Trouble {
    match error {
        AttachError::File { path, error } => Trouble::File(format!("{}: {error}", shown(path))),
        AttachError::TooLarge => Trouble::TooLarge,
        AttachError::CaseFull(handle) => Trouble::CaseFull(escape_control(handle).into_owned()),
        AttachError::Store(error) => trouble(error),
    }
}

/// Why the folder `to` was not written.
pub fn folder_trouble(error: &FolderError, to: &Path) -> Trouble {
    match error {
        FolderError::Exists(path) => Trouble::FolderExists(shown(path)),
        FolderError::Differs(name) => Trouble::Differs(escape_control(name).into_owned()),
        FolderError::Io(error) => Trouble::Folder(format!("{}: {}", shown(to), escape_control(&error.to_string()))),
        FolderError::Store(error) => trouble(error),
    }
}

/// A path as the screen can show it.
pub fn shown(path: &Path) -> String {
    escape_control(&path.display().to_string()).into_owned()
}
