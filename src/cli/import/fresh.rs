//! A database that is being made, out of sight until it is whole. Where a run ends before that, nothing is left of it.

use std::fs::{self, DirBuilder, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::{TempDir, TempPath};

use crate::cli::context::Context;
use crate::cli::failure::{Failure, Result};
use crate::store::{self, Writer};

/// A new database under a name of its own.
pub struct Fresh {
    folder: TempDir,
    /// The folder of the place it is for, where that was made for it.
    made: Option<PathBuf>,
}

impl Fresh {
    /// One that is only tried out.
    pub fn to_throw_away(context: &Context) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|e| Failure::write(&std::env::temp_dir(), &e, context.lang))?;
        Ok(Self { folder, made: None })
    }

    /// One that can be put in its place without being copied.
    pub fn beside_its_place(context: &Context) -> Result<Self> {
        let parent = context.db.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let made = (!parent.exists()).then(|| parent.to_owned());
        let no_folder = |e: std::io::Error| store::Error::no_folder(parent, &e);
        DirBuilder::new().recursive(true).mode(0o700).create(parent).map_err(|e| context.stored(&no_folder(e)))?;
        let private = Permissions::from_mode(0o700);
        match tempfile::Builder::new().prefix(".nej-").permissions(private).tempdir_in(parent) {
            Ok(folder) => Ok(Self { folder, made }),
            Err(e) if e.kind() == ErrorKind::PermissionDenied => Err(context.stored(&store::Error::ReadOnly)),
            Err(e) => Err(Failure::write(parent, &e, context.lang)),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("nej.db")
    }

    /// Opens it. Once this is dropped all that was written is in the one file.
    pub fn writer(&self, context: &Context) -> Result<Writer> {
        let store = store::open(&self.file()).map_err(|e| context.stored(&e))?;
        store.writer.ok_or_else(|| context.stored(&store::Error::ReadOnly))
    }

    /// Puts it in its place, unless another window has made one there meanwhile.
    pub fn place(mut self, context: &Context) -> Result<()> {
        let written = |e: &std::io::Error| Failure::write(&context.db, e, context.lang);
        let file = TempPath::try_from_path(self.file()).map_err(|e| written(&e))?;
        file.persist_noclobber(&context.db).map_err(|failed| match failed.error.kind() {
            ErrorKind::AlreadyExists => context.stored(&store::Error::Busy),
            _ => written(&failed.error),
        })?;
        self.made = None;
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(made) = &self.made {
            let _ = fs::remove_dir_all(self.folder.path());
            // Not when another window has put something into it.
            let _ = fs::remove_dir(made);
        }
    }
}
