//! Forgetting an account: the one way out of the log, and it erases. Deleting alone would leave copies of
//! rows on pages that SQLite had split, and in the write-ahead log, until something happened to overwrite them.

use std::path::Path;

use rusqlite::{Connection, named_params};
use rustix::fs::statvfs;

use super::connection::truncate_wal;
use super::database_copy::upgraded_from;
use super::error::{Error, Result};
use super::stamp::commit;
use super::writer::Writer;
use super::{accounts, projection, schema};
use crate::domain::AccountId;
use crate::domain::change::Erased;

/// The key in `meta` under which the file remembers that bytes of something forgotten may be left in it.
const PENDING: &str = "erase_pending";

/// How many accounts are forgotten between two reports of how far that is.
const AT_ONCE: usize = 100;

/// Instructions of SQLite between two questions whether to go on.
const INSTRUCTIONS: i32 = 1_000;

/// What has to be free beside the room that the file takes twice, in bytes.
const MARGIN: u64 = 16 << 20;

impl Writer {
    /// Forgets accounts and all that belongs to them: from now on no program finds them. What is left of them in the
    /// bytes of the file is to be [erased](Writer::erase), which takes as long as the file is large: once for many.
    pub fn forget(&mut self, ids: &[AccountId]) -> Result<()> {
        self.forget_and_tell(ids, &mut |_, _| {})
    }

    /// [`Writer::forget`], with how many of how many are done.
    pub fn forget_and_tell(&mut self, ids: &[AccountId], progress: &mut dyn FnMut(usize, usize)) -> Result<()> {
        let tx = self.begin()?;
        for id in ids {
            accounts::must_exist(&tx, *id)?;
        }
        let mut done = 0;
        for some in ids.chunks(AT_ONCE) {
            projection::unindex(&tx, some)?;
            tx.prepare_cached("DELETE FROM accounts WHERE id IN (SELECT value FROM json_each(:ids))")?
                .execute(named_params! { ":ids": accounts::json_numbers(some) })?;
            done += some.len();
            progress(done, ids.len());
        }
        tx.prepare_cached("INSERT INTO meta (key, value) VALUES (:key, '') ON CONFLICT (key) DO NOTHING")?
            .execute(named_params! { ":key": PENDING })?;
        commit(tx)
    }

    /// Whether something forgotten is still to be erased.
    pub fn owes_erasing(&self) -> Result<bool> {
        let pending = "SELECT 1 FROM meta WHERE key = :key";
        Ok(self.conn.prepare_cached(pending)?.exists(named_params! { ":key": PENDING })?)
    }

    /// Erases what is left of something forgotten, and says how far that came. Asks one row and does nothing more
    /// when nothing is left. To be tried again at each start until it is done. `go_on` is asked all the while that the
    /// file is written anew; where it ends that, the file is as it was.
    pub fn erase(&mut self, mut go_on: impl FnMut() -> bool + Send + 'static) -> Erased {
        if self.conn.progress_handler(INSTRUCTIONS, Some(move || !go_on())).is_err() {
            return Erased::Unfinished;
        }
        let erased = self.erased();
        let _ = self.conn.progress_handler(0, None::<fn() -> bool>);
        match erased {
            Ok(erased) => erased,
            Err(Error::Interrupted) => Erased::Interrupted,
            Err(Error::DiskFull) => Erased::NoRoom,
            // A window that reads does not make a write fail; this one writes.
            Err(Error::Busy) => Erased::InUse,
            Err(_) => Erased::Unfinished,
        }
    }

    fn erased(&mut self) -> Result<Erased> {
        if !self.owes_erasing()? {
            return Ok(Erased::Wholly);
        }
        if !self.has_room()? {
            return Ok(Erased::NoRoom);
        }
        // Words that were taken out of the index lie in it until it is merged.
        self.conn.execute_batch("INSERT INTO search_index (search_index) VALUES ('optimize')")?;
        vacuum(&self.conn)?;
        remove_upgrade_copies(&self.conn)?;
        if !truncate_wal(&self.conn)? {
            return Ok(Erased::InUse);
        }
        let tx = self.begin()?;
        tx.prepare_cached("DELETE FROM meta WHERE key = :key")?.execute(named_params! { ":key": PENDING })?;
        commit(tx)?;
        Ok(Erased::Wholly)
    }

    /// Whether the disk takes what writing the file anew needs: a copy of it, and a log as large.
    fn has_room(&self) -> Result<bool> {
        let size = |pragma| self.conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        let needed = 2 * (size("page_count")? * size("page_size")?) as u64 + MARGIN;
        let folder = self.conn.path().map(Path::new).and_then(Path::parent).unwrap_or(Path::new("."));
        Ok(statvfs(folder).map_or(true, |disk| disk.f_bavail * disk.f_frsize >= needed))
    }
}

/// Removes the copies that upgrades left beside the file: they hold what is forgotten here.
fn remove_upgrade_copies(conn: &Connection) -> Result<()> {
    let Some(path) = conn.path().map(Path::new) else { return Ok(()) };
    for schema in 1..schema::NEWEST {
        match std::fs::remove_file(upgraded_from(path, schema)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::io(&e)),
            _ => {}
        }
    }
    Ok(())
}

/// Writes the file anew. The copy that SQLite makes on the way can be as large as the file: not in memory, and
/// not in the system's temporary folder.
fn vacuum(conn: &Connection) -> Result<()> {
    let folder = conn.path().map(Path::new).and_then(Path::parent).and_then(Path::to_str);
    if let Some(folder) = folder {
        conn.pragma_update(None, "temp_store_directory", folder)?;
        conn.pragma_update(None, "temp_store", "FILE")?;
    }
    let done = conn.execute_batch("VACUUM");
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(done?)
}
