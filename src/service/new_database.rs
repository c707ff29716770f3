//! A database that is filled out of sight and put in its place when it is whole. If that never happens, nothing of it is
//! left.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::{TempDir, TempPath};

use super::place::place_new;
use crate::store::{self, Claim, Writer};

/// Why there is no new database.
#[derive(Debug, thiserror::Error)]
pub enum NewDatabaseError {
    /// Nothing can be written in this folder, or to this file.
    #[error("{}: {error}", .path.display())]
    Io {
        /// The folder or the file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::Error),
}

type NewDatabaseResult<T> = std::result::Result<T, NewDatabaseError>;

/// A new database under a temporary name.
#[derive(Debug)]
pub struct NewDatabase {
    folder: TempDir,
    _claim: Option<Claim>,
    /// The folder of its place, where that was created for it.
    created: Option<PathBuf>,
}

impl NewDatabase {
    /// One that is removed again.
    pub fn scratch() -> NewDatabaseResult<Self> {
        let temp = tempfile::env::temp_dir();
        let folder = tempfile::tempdir().map_err(|error| NewDatabaseError::Io { path: temp, error })?;
        Ok(Self { folder, _claim: None, created: None })
    }

    /// One that can be renamed to its place. Creates the place's folder.
    pub fn next_to(target: &Path) -> NewDatabaseResult<Self> {
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let created = (!parent.exists()).then(|| parent.to_owned());
        let no_folder = |e: io::Error| store::Error::no_folder(parent, &e);
        DirBuilder::new().recursive(true).mode(0o700).create(parent).map_err(no_folder)?;
        store::sweep(parent);
        let private = Permissions::from_mode(0o700);
        match tempfile::Builder::new().prefix(".nej-").permissions(private).tempdir_in(parent) {
            Ok(folder) => Ok(Self { _claim: Claim::of(folder.path()).ok(), folder, created }),
            Err(e) if e.kind() == ErrorKind::PermissionDenied => Err(store::Error::ReadOnly.into()),
            Err(error) => Err(NewDatabaseError::Io { path: parent.to_owned(), error }),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("nej.db")
    }

    /// Opens it to be filled.
    pub fn writer(&self) -> NewDatabaseResult<Writer> {
        Ok(store::open_to_fill(&self.file())?)
    }

    /// Puts it in its place, whole and on the disk. There may be no file yet: else the error is [`store::Error::Exists`].
    pub fn persist(mut self, target: &Path) -> NewDatabaseResult<()> {
        let failed = |error| NewDatabaseError::Io { path: target.to_owned(), error };
        store::end_filling(&self.file())?;
        // No connection is open, whose locks closing this would drop.
        File::open(self.file()).and_then(|file| file.sync_all()).map_err(failed)?;
        let file = TempPath::try_from_path(self.file()).map_err(failed)?;
        place_new(file, target).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => store::Error::Exists { path: target.to_owned() }.into(),
            _ => failed(error),
        })?;
        self.created = None;
        Ok(())
    }
}

impl Drop for NewDatabase {
    fn drop(&mut self) {
        if let Some(created) = &self.created {
            let _ = fs::remove_dir_all(self.folder.path());
            // Fails, as it should, when something else is in it by now.
            let _ = fs::remove_dir(created);
        }
    }
}
