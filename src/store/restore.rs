//! Putting a backup in the place of the database: a checked copy of it, all or nothing, with the log of what it
//! replaces out of the way. What was there is kept.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::connection::{Mode, beside, connect};
use super::database_copy::PartialFile;
use super::error::{Error, Result};
use super::leftovers::{free_name, move_away};
use super::opening::{create_folder, open_any_schema};
use super::sharing::Sharing;

/// Why a backup was not put in place: one of two files is to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreError {
    /// The backup.
    Backup(Error),
    /// The database that it was to replace, or its folder.
    Database(Error),
}

/// Puts a copy of a backup at the path of the database, and says under which name what was there is kept. `progress`
/// is called with the pages copied and their total; `go_on` is asked between them and while the copy is checked.
pub fn restore(
    backup: &Path,
    database: &Path,
    progress: impl FnMut(u64, u64),
    go_on: impl FnMut() -> bool + Send + 'static,
) -> Result<Option<PathBuf>, RestoreError> {
    let database = std::path::absolute(database).map_err(|e| RestoreError::Database(Error::io(&e)))?;
    // Beside what the path leads to: a link stays one.
    let database = fs::canonicalize(&database).unwrap_or(database);
    if is_same(backup, &database) {
        return Err(RestoreError::Backup(Error::SameFile));
    }
    let reader = open_any_schema(backup).map_err(RestoreError::Backup)?;
    create_folder(&database).map_err(RestoreError::Database)?;
    let part = PartialFile::beside(&database).map_err(RestoreError::Database)?;
    reader.copy_into(&part, progress, go_on).map_err(|error| match error {
        error @ (Error::DiskFull | Error::ReadOnly) => RestoreError::Database(error),
        error => RestoreError::Backup(error),
    })?;
    let sharing = Sharing::of(&database).or_else(|| Sharing::of_folder(database.parent()?));
    part.give_as(sharing.as_ref()).map_err(RestoreError::Database)?;
    let place = || {
        close_log(&database)?;
        let kept = keep(&database)?;
        part.replace(&database)?;
        Ok(kept)
    };
    place().map_err(RestoreError::Database)
}

fn is_same(a: &Path, b: &Path) -> bool {
    let inode = |path| fs::metadata(path).map(|meta| (meta.dev(), meta.ino()));
    inode(a).is_ok_and(|a| inode(b).is_ok_and(|b| a == b))
}

/// Folds the log into the file that is to be replaced, where that can be done; refuses where another window has the
/// file open, which would not notice.
fn close_log(database: &Path) -> Result<()> {
    if open_any_schema(database).is_err() {
        return Ok(());
    }
    let alone = || {
        let conn = connect(database, Mode::Write)?;
        conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        conn.execute_batch("BEGIN EXCLUSIVE; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")
    };
    match alone() {
        Err(e) if matches!(e.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => Err(Error::InUse),
        // Damage is what it is replaced for.
        _ => Ok(()),
    }
}

/// Gives what is there another name, with the log that belongs to it.
fn keep(database: &Path) -> Result<Option<PathBuf>> {
    if database.symlink_metadata().is_err() {
        return Ok(None);
    }
    let kept = free_name(database, ".before-restore");
    for suffix in ["-wal", "-journal"] {
        move_away(&beside(database, suffix), &beside(&kept, suffix))?;
    }
    let _ = fs::remove_file(beside(database, "-shm"));
    // A second name first, so that there is never none; where the file system knows no second names, the other one.
    fs::hard_link(database, &kept).or_else(|_| fs::rename(database, &kept)).map_err(|e| Error::io(&e))?;
    Ok(Some(kept))
}
