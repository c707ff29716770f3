//! The calendar as a file that is written anew after each change, for calendar servers and phones to pick up.

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::given;
use crate::domain::{Case, Lang};
use crate::exchange::calendar;
use crate::store::{self, Reader};

/// Why the file was not written; the old one is as it was.
#[derive(Debug, thiserror::Error)]
pub enum CalendarFileError {
    /// The file system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The file, and what it is written with.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CalendarFile {
    pub path: PathBuf,
    pub lang: Lang,
    /// The authority's page for complaints.
    pub link: String,
}

impl CalendarFile {
    /// Writes all dates as of a day under a temporary name, and puts it in its place when it is whole. It keeps the
    /// permissions that the file has, so that a calendar server that was given access keeps it; a new one is private.
    pub fn write(&self, reader: &Reader, today: NaiveDate) -> Result<(), CalendarFileError> {
        // A link is followed, not replaced.
        let path = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        if let Ok(meta) = fs::metadata(&path) {
            given::must_be_file(&meta)?;
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mode = fs::metadata(&path).map_or(0o600, |meta| meta.permissions().mode() & 0o777);
        let temporary = tempfile::Builder::new().prefix(".nej-").tempfile_in(folder)?;
        let mut out = BufWriter::new(temporary.as_file());
        let mut calendar = calendar::CalendarWriter::new(&mut out, self.lang, today, &self.link)?;
        reader.each_record(|_, record, _| -> Result<(), CalendarFileError> {
            Ok(calendar.push(&record.account, &Case::of(record.account.fields.platform, &record.events), &record.events)?)
        })?;
        calendar.finish()?;
        out.flush()?;
        drop(out);
        temporary.as_file().set_permissions(Permissions::from_mode(mode))?;
        temporary.persist(&path).map_err(|failed| failed.error)?;
        Ok(())
    }
}
