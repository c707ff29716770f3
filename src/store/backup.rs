//! A copy of the whole database, as of one moment, checked before it gets its name. Copying the file would
//! miss what lies in the write-ahead log.

use std::path::Path;

use super::connection::{Mode, connect};
use super::database_copy::{PartialFile, copy_pages, problems};
use super::error::{Error, Result};
use super::reader::Reader;
use super::sharing::Sharing;
use super::stamp;

/// Instructions of SQLite between two questions whether to go on.
const INSTRUCTIONS: i32 = 1_000;

impl Reader {
    /// Copies the database to a file that does not exist yet. `progress` is called with the pages copied and their total;
    /// `go_on` is asked between them and while the copy is checked, which takes longer.
    pub fn backup(&self, to: &Path, progress: impl FnMut(u64, u64), go_on: impl FnMut() -> bool + Send + 'static) -> Result<()> {
        if to.symlink_metadata().is_ok() {
            return Err(Error::Exists { path: to.to_owned() });
        }
        let part = PartialFile::beside(to)?;
        self.copy_into(&part, progress, go_on)?;
        part.give_as(Sharing::of(self.path()).as_ref())?;
        part.named(to)
    }

    /// Copies into a file that becomes a separate database, and checks it.
    pub(super) fn copy_into(
        &self,
        part: &PartialFile,
        mut progress: impl FnMut(u64, u64),
        mut go_on: impl FnMut() -> bool + Send + 'static,
    ) -> Result<()> {
        let mut copy = connect(&part.path, Mode::Write)?;
        self.read(|conn| copy_pages(conn, &mut copy, &mut progress, &mut go_on))?;
        copy.progress_handler(INSTRUCTIONS, Some(move || !go_on()))?;
        if let Some(problem) = problems(&copy)?.into_iter().next() {
            return Err(Error::Damaged { detail: problem });
        }
        // A log of the original that comes to lie beside the copy is not replayed into it.
        stamp::renew(&copy)?;
        Ok(copy.close().map_err(|(_, e)| e)?)
    }
}
