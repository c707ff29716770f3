//! Errors of the services and the database, as the screen knows them.

use std::path::Path;

use super::system_error::system_words;
use crate::app::WriteError;
use crate::content::{cli_phrases, fill};
use crate::domain::Lang;
use crate::domain::text::{escape_control, escape_path};
use crate::service::attachment::AttachError;
use crate::service::calendar_file::{CalendarFile, CalendarFileError};
use crate::service::complaint_folder::FolderError;
use crate::store::Error;

/// An error of the database.
pub fn trouble(error: &Error) -> WriteError {
    match error {
        Error::Busy => WriteError::Busy,
        Error::ReadOnly => WriteError::ReadOnly,
        Error::DiskFull => WriteError::DiskFull,
        Error::Newer { .. } => WriteError::Newer,
        Error::UnreadableAccount(account) => WriteError::UnreadableAccount(*account),
        Error::UnreadableEvent(account, event) => WriteError::UnreadableEvent(*account, *event),
        Error::Replaced => WriteError::Replaced,
        Error::NoSuchAccount(id) => WriteError::NoSuchAccount(*id),
        Error::NotADatabase | Error::Damaged { .. } | Error::Foreign | Error::EmptyBesideWal => WriteError::Damaged,
        Error::Io { code } | Error::Sqlite { code } => WriteError::Other(*code),
        _ => WriteError::Other(0),
    }
}

/// Why a file was not attached.
pub fn attach_trouble(error: &AttachError, lang: Lang) -> WriteError {
    match error {
        AttachError::File { path, error } => WriteError::File(format!("{}: {}", escape_path(path), system_words(error, lang))),
        AttachError::Empty => WriteError::EmptyFile,
        AttachError::TooLarge => WriteError::TooLarge,
        AttachError::CaseFull(handle) => WriteError::CaseFull(escape_control(handle).into_owned()),
        AttachError::Store(error) => trouble(error),
    }
}

/// Why the calendar file was not written.
pub fn calendar_trouble(error: &CalendarFileError, file: &CalendarFile) -> WriteError {
    match error {
        CalendarFileError::Io(error) => {
            let values = [("file", &*escape_path(&file.path)), ("why", &system_words(error, file.lang))];
            WriteError::Calendar(fill(&cli_phrases(file.lang).errors.calendar_file, &values))
        }
        CalendarFileError::Store(error) => trouble(error),
    }
}

/// Why the folder `to` was not written.
pub fn folder_trouble(error: &FolderError, to: &Path, lang: Lang) -> WriteError {
    match error {
        FolderError::Exists(path) => WriteError::FolderExists(escape_path(path)),
        FolderError::Differs(name) => WriteError::Differs(escape_control(name).into_owned()),
        FolderError::Nothing => WriteError::NothingToComplain,
        FolderError::Io(error) => WriteError::Folder(format!("{}: {}", escape_path(to), system_words(error, lang))),
        FolderError::Store(error) => trouble(error),
    }
}
