//! Files beside the database that hold older copies of it: what a restored backup replaced, what an upgrade started
//! from, a log that was refused, and what a backup or an export that was killed had written so far.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::connection::beside;
use super::error::{Error, Result};

/// What was put aside keeps these names.
const ASIDE: [&str; 4] = [".before-restore", "-wal.refused", ".schema-", ".unsaved"];
/// How the names of files and folders begin until they are whole.
pub(super) const UNFINISHED: &str = ".nej-";

/// A file or folder that is not whole yet: as long as this is held, no other program takes it for left over. The system
/// lets go of it when the program is killed.
#[derive(Debug)]
pub struct Claim {
    #[expect(dead_code, reason = "the lock lasts as long as the file is open")]
    locked: File,
}

impl Claim {
    /// Claims what has just been created.
    pub fn of(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        file.try_lock()?;
        Ok(Self { locked: file })
    }
}

/// Removes from a folder what programs that were killed had begun to write there.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else { continue };
        if !entry.file_name().to_string_lossy().starts_with(UNFINISHED) || !(kind.is_file() || kind.is_dir()) {
            continue;
        }
        // What cannot be claimed is being written.
        let Ok(_claim) = Claim::of(&path) else { continue };
        let _ = if kind.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    }
}

/// All such files in the folder of the database, by name.
pub fn leftovers(database: &Path) -> Vec<PathBuf> {
    let database = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let (Some(folder), Some(name)) = (database.parent(), database.file_name()) else { return Vec::new() };
    let name = name.to_string_lossy();
    let is_one = |file: &str| {
        ASIDE.iter().any(|aside| file.strip_prefix(&*name).is_some_and(|rest| rest.starts_with(aside)))
            || file.starts_with(UNFINISHED)
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = files.filter(|file| is_one(&file.file_name().to_string_lossy())).map(|file| file.path()).collect();
    found.sort();
    found
}

pub(super) fn move_away(from: &Path, to: &Path) -> Result<()> {
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
    // The log's index; a process that still has it open keeps it.
    let _ = fs::remove_file(beside(database, "-shm"));
    Ok(aside)
}

/// A name beside a file that is not taken yet.
pub(super) fn free_name(file: &Path, suffix: &str) -> PathBuf {
    let name = |n: u32| if n == 1 { beside(file, suffix) } else { beside(file, &format!("{suffix}-{n}")) };
    let taken = |path: &PathBuf| path.symlink_metadata().is_ok() || beside(path, "-wal").symlink_metadata().is_ok();
    let mut n = 1;
    while taken(&name(n)) {
        n += 1;
    }
    name(n)
}
