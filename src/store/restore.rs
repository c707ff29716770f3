//! Putting a backup in the place of the database: a checked copy of it, all or nothing, with the log of what it
//! replaces out of the way. What was there is kept.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::backup::Part;
use super::connection::{Mode, beside, connect};
use super::error::{Error, Result};
use super::opening::{create_folder, open_existing};

/// Why a backup was not put in place: one of two files is to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreError {
    /// The backup.
    Backup(Error),
    /// The database that it was to replace, or its folder.
    Database(Error),
}

/// Puts a copy of a backup at the path of the database, and says under which name what was there is kept. `progress`
/// is told how many pages of how many are copied; `go_on` is asked between them and while the copy is checked.
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
    let reader = open_existing(backup).map_err(RestoreError::Backup)?;
    create_folder(&database).map_err(RestoreError::Database)?;
    let part = Part::beside(&database).map_err(RestoreError::Database)?;
    reader.copy_into(&part, progress, go_on).map_err(|error| match error {
        error @ (Error::DiskFull | Error::ReadOnly) => RestoreError::Database(error),
        error => RestoreError::Backup(error),
    })?;
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
    if open_existing(database).is_err() {
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

fn move_away(from: &Path, to: &Path) -> Result<()> {
    match fs::metadata(from) {
        Ok(meta) if meta.len() > 0 => fs::rename(from, to),
        Ok(_) => fs::remove_file(from),
        Err(_) => Ok(()),
    }
    .or_else(|e| if e.kind() == ErrorKind::NotFound { Ok(()) } else { Err(Error::io(&e)) })
}

/// Puts a log aside that belongs to another file, under a name that is not taken.
pub(super) fn set_aside_log(database: &Path) -> Result<PathBuf> {
    let log = beside(database, "-wal");
    let aside = free_name(&log, ".refused");
    move_away(&log, &aside)?;
    // The log's index; whoever still has it open keeps it.
    let _ = fs::remove_file(beside(database, "-shm"));
    Ok(aside)
}

/// A name beside a file that is not taken yet.
fn free_name(file: &Path, suffix: &str) -> PathBuf {
    let name = |n: u32| if n == 1 { beside(file, suffix) } else { beside(file, &format!("{suffix}-{n}")) };
    let taken = |path: &PathBuf| path.symlink_metadata().is_ok() || beside(path, "-wal").symlink_metadata().is_ok();
    let mut n = 1;
    while taken(&name(n)) {
        n += 1;
    }
    name(n)
}
