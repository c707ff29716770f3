//! Files beside the database that hold older copies of it: what a restored backup replaced, what an upgrade started
//! from, a log that was refused, and what a backup or an export that was killed had written so far.

use std::fs;
use std::path::{Path, PathBuf};

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
