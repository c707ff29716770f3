//! A copy of the whole database, as of one moment, checked before it gets its name. Copying the file would
//! miss what lies in the write-ahead log.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::check::problems;
use super::connection::{Mode, beside, connect};
use super::error::{Error, Result};
use super::reader::Reader;
use super::stamp;

/// Pages that are copied between two calls of the progress function.
const STEP: i32 = 2_000;
/// Instructions of SQLite between two questions whether to go on.
const INSTRUCTIONS: i32 = 1_000;

impl Reader {
    /// Copies the database to a file that does not exist yet. `progress` is told how many pages of how many are copied;
    /// `go_on` is asked between them and while the copy is checked, which takes longer.
    pub fn backup(&self, to: &Path, progress: impl FnMut(u64, u64), go_on: impl FnMut() -> bool + Send + 'static) -> Result<()> {
        if to.symlink_metadata().is_ok() {
            return Err(Error::Exists { path: to.to_owned() });
        }
        let part = Part::beside(to)?;
        self.copy_into(&part, progress, go_on)?;
        part.named(to)
    }

    /// Fills a file that is to become a database of its own, and checks it.
    pub(super) fn copy_into(
        &self,
        part: &Part,
        mut progress: impl FnMut(u64, u64),
        mut go_on: impl FnMut() -> bool + Send + 'static,
    ) -> Result<()> {
        let mut copy = connect(&part.0, Mode::Write)?;
        self.read(|conn| copied(conn, &mut copy, &mut progress, &mut go_on))?;
        copy.progress_handler(INSTRUCTIONS, Some(move || !go_on()))?;
        if let Some(problem) = problems(&copy)?.into_iter().next() {
            return Err(Error::Damaged { detail: problem });
        }
        // A log of the original that comes to lie beside the copy is not replayed into it.
        stamp::renew(&copy)?;
        Ok(copy.close().map_err(|(_, e)| e)?)
    }
}

fn copied(
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

/// A private file beside the one that is to be; gone when dropped, with what SQLite put beside it.
pub(super) struct Part(PathBuf);

impl Part {
    pub(super) fn beside(path: &Path) -> Result<Self> {
        let file = path.file_name().ok_or(Error::IsDirectory)?.to_string_lossy();
        for n in 0..100 {
            let part = path.with_file_name(format!(".{file}.{n}.part"));
            match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part) {
                Ok(_) => return Ok(Self(part)),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                Err(e) => return Err(Error::io(&e)),
            }
        }
        Err(Error::Exists { path: path.to_owned() })
    }

    /// Gives it its name, and never to the loss of another file: a link is refused where the name is taken.
    fn named(self, path: &Path) -> Result<()> {
        self.sync()?;
        match fs::hard_link(&self.0, path) {
            Ok(()) => {}
            Err(e) if e.kind() == ErrorKind::AlreadyExists => return Err(Error::Exists { path: path.to_owned() }),
            // Memory sticks know no links.
            Err(_) => fs::rename(&self.0, path).map_err(|e| Error::io(&e))?,
        }
        sync_folder(path);
        Ok(())
    }

    /// Gives it its name, and takes the name from whatever has it.
    pub(super) fn replace(self, path: &Path) -> Result<()> {
        self.sync()?;
        fs::rename(&self.0, path).map_err(|e| Error::io(&e))?;
        sync_folder(path);
        Ok(())
    }

    fn sync(&self) -> Result<()> {
        fs::File::open(&self.0).and_then(|file| file.sync_all()).map_err(|e| Error::io(&e))
    }
}

/// Not every file system lets a folder be synced; the file itself is safe.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
}

impl Drop for Part {
    fn drop(&mut self) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let _ = fs::remove_file(beside(&self.0, suffix));
        }
    }
}
