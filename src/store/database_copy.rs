//! Copying a database page by page into a private file that gets its name once it is whole and checked.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::connection::{Mode, beside, connect};
use super::error::{Error, Result};
use super::leftovers::{Claim, UNFINISHED, sweep};
use super::sharing::Sharing;

/// Pages that are copied between two calls of the progress function.
const STEP: i32 = 2_000;

/// Copies a file that is about to be upgraded to one beside it, named after its schema, and checks the copy. The
/// connection holds the write lock, so that the file does not change meanwhile. A copy of an upgrade that was broken off
/// is replaced: the file is still of that schema, and newer.
pub(super) fn copy_before_upgrade(conn: &Connection, schema: i64) -> Result<()> {
    // A database in memory has no file to copy.
    let Some(path) = conn.path().filter(|path| !path.is_empty()).map(Path::new) else { return Ok(()) };
    let to = upgraded_from(path, schema);
    let part = PartialFile::beside(&to)?;
    let from = connect(path, Mode::Read)?;
    let mut copy = connect(&part.path, Mode::Write)?;
    copy_pages(&from, &mut copy, &mut |_, _| {}, &mut || true)?;
    if let Some(problem) = problems(&copy)?.into_iter().next() {
        return Err(Error::Damaged { detail: problem });
    }
    copy.close().map_err(|(_, e)| e)?;
    part.give_as(Sharing::of(path).as_ref())?;
    part.sync()?;
    fs::rename(&part.path, &to).map_err(|e| Error::io(&e))
}

/// Where the copy of a file lies that an upgrade from `schema` made.
pub(super) fn upgraded_from(path: &Path, schema: i64) -> PathBuf {
    beside(path, &format!(".schema-{schema}"))
}

pub(super) fn copy_pages(
    from: &Connection,
    to: &mut Connection,
    progress: &mut impl FnMut(u64, u64),
    go_on: &mut impl FnMut() -> bool,
) -> Result<()> {
    // Reading something holds the moment, so that another window's writing does not start the copy over.
    from.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let backup = Backup::new(from, to)?;
    loop {
        let step = backup.step(STEP)?;
        let pages = backup.progress();
        progress((pages.pagecount - pages.remaining) as u64, pages.pagecount as u64);
        match step {
            StepResult::Done => return Ok(()),
            _ if !go_on() => return Err(Error::Interrupted),
            StepResult::More => {}
            _ => return Err(Error::Busy),
        }
    }
}

/// What is wrong with the file, in SQLite's words; nothing when all is well.
pub(super) fn problems(conn: &Connection) -> Result<Vec<String>> {
    let mut query = conn.prepare("PRAGMA integrity_check(20)")?;
    let mut problems: Vec<String> = query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    problems.retain(|line| line != "ok");
    let mut query = conn.prepare("PRAGMA foreign_key_check")?;
    let loose = query.query_map([], |row| {
        let (table, parent): (String, String) = (row.get("table")?, row.get("parent")?);
        Ok(format!("a row of {table} belongs to nothing in {parent}"))
    })?;
    for line in loose.take(20) {
        problems.push(line?);
    }
    Ok(problems)
}

/// A private file beside the one that is to be; gone when dropped, with what SQLite put beside it.
pub(super) struct PartialFile {
    pub(super) path: PathBuf,
    _claim: Option<Claim>,
}

impl PartialFile {
    /// Makes one, and removes what was left of such files there.
    pub(super) fn beside(path: &Path) -> Result<Self> {
        let file = path.file_name().ok_or(Error::IsDirectory)?.to_string_lossy();
        sweep(folder_of(path));
        for n in 0..100 {
            let path = path.with_file_name(format!("{UNFINISHED}{file}.{n}"));
            match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
                Ok(_) => return Ok(Self { _claim: Claim::of(&path).ok(), path }),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                Err(e) => return Err(Error::io(&e)),
            }
        }
        Err(Error::Exists { path: path.to_owned() })
    }

    /// Lets those use it who may use another file; without one it stays private.
    pub(super) fn give_as(&self, sharing: Option<&Sharing>) -> Result<()> {
        let Some(sharing) = sharing else { return Ok(()) };
        fs::File::open(&self.path).and_then(|file| sharing.give_to(&file)).map_err(|e| Error::io(&e))
    }

    /// Gives it its name, and never to the loss of another file: a link is refused where the name is taken. Memory sticks
    /// know no links: there an empty file takes the name first.
    pub(super) fn named(self, path: &Path) -> Result<()> {
        self.sync()?;
        let taken = |e: io::Error| match e.kind() {
            ErrorKind::AlreadyExists => Error::Exists { path: path.to_owned() },
            _ => Error::io(&e),
        };
        match fs::hard_link(&self.path, path) {
            Ok(()) => {}
            Err(e) if e.kind() == ErrorKind::AlreadyExists => return Err(taken(e)),
            Err(_) => {
                fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(taken)?;
                fs::rename(&self.path, path).map_err(|e| Error::io(&e))?;
            }
        }
        let _ = sync_folder(folder_of(path));
        Ok(())
    }

    /// Gives it its name, and takes the name from whatever has it.
    pub(super) fn replace(self, path: &Path) -> Result<()> {
        self.sync()?;
        fs::rename(&self.path, path).map_err(|e| Error::io(&e))?;
        let _ = sync_folder(folder_of(path));
        Ok(())
    }

    fn sync(&self) -> Result<()> {
        fs::File::open(&self.path).and_then(|file| file.sync_all()).map_err(|e| Error::io(&e))
    }
}

/// Syncs the names in a folder to the disk. Not every file system lets a folder be synced; the files themselves are safe.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    match fs::File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let _ = fs::remove_file(beside(&self.path, suffix));
        }
    }
}
