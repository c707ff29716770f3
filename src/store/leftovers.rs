//! Files beside the database that hold older copies of it: what a restored backup replaced, what an upgrade started
//! from, a log that was refused, and what a backup or an export that was killed had written so far.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::connection::beside;
use super::error::{Error, Result};

/// What was put aside keeps these names.
const ASIDE: [&str; 3] = [".before-restore", "-wal.refused", ".schema-"];
/// How a copy is called until it is whole, by its beginning and its end.
const UNFINISHED: [(&str, &str); 2] = [(".", ".part"), (".nej-", "")];

/// All such files in the folder of the database, by name.
pub fn leftovers(database: &Path) -> Vec<PathBuf> {
    let database = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let (Some(folder), Some(name)) = (database.parent(), database.file_name()) else { return Vec::new() };
    let name = name.to_string_lossy();
    let is_one = |file: &str| {
        ASIDE.iter().any(|aside| file.strip_prefix(&*name).is_some_and(|rest| rest.starts_with(aside)))
            || UNFINISHED.iter().any(|(start, end)| file.starts_with(start) && file.ends_with(end))
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
    // The log's index; whoever still has it open keeps it.
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
