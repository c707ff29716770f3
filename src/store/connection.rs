//! Connections: how the file is opened, with the settings that every connection has.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::sleep;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use rustix::process::umask;

use super::error::{Error, Result};

/// How long a write waits for another program's. Short, since the writing thread tries again by itself and
/// wants to say that it waits.
pub(super) const TIMEOUT: Duration = Duration::from_millis(100);

/// How long creating or upgrading waits: eight windows may open at the same moment.
pub(super) const TIMEOUT_AT_START: Duration = Duration::from_secs(5);

/// Whether this process ever made a connection.
static CONNECTED: AtomicBool = AtomicBool::new(false);

pub(super) fn has_connected() -> bool {
    CONNECTED.load(Relaxed)
}

/// How a connection is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Write,
    Read,
    /// To read, with the log's index in memory, while no other process has the file open: where there is no room beside it.
    Alone,
    /// To read a file that never changes: no locks, and nothing beside it.
    Immutable,
}

/// Makes a connection with the settings of every connection. None of them reads or writes the file.
pub(super) fn connect(path: &Path, mode: Mode) -> rusqlite::Result<Connection> {
    let (name, flags) = match mode {
        Mode::Write | Mode::Alone => (path.as_os_str().to_owned(), OpenFlags::SQLITE_OPEN_READ_WRITE),
        Mode::Read => (path.as_os_str().to_owned(), OpenFlags::SQLITE_OPEN_READ_ONLY),
        Mode::Immutable => (immutable_uri(path).into(), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI),
    };
    CONNECTED.store(true, Relaxed);
    open_umask_to_group(path);
    let conn = Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    configure(&conn)?;
    if mode == Mode::Alone {
        conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    Ok(conn)
}

/// Lets SQLite make a shared database's log and index usable by the group at once: it sets their permissions only after it has
/// made them, and another person who comes in between is refused. What nej makes itself has permissions of its own.
fn open_umask_to_group(database: &Path) {
    if fs::metadata(database).is_ok_and(|meta| meta.mode() & 0o060 == 0o060) {
        umask(rustix::fs::Mode::RWXO);
    }
}

fn configure(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // One plan for a statement, whatever is bound: else those with a limit, or beside an index of a part of a table, are
    // planned anew for each value.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "foreign_keys", "ON")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    // Nothing of what is sorted or journalled on the way may land in the system's temporary folder.
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.busy_timeout(TIMEOUT)
}

fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => uri.push(char::from(*byte)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri + "?immutable=1"
}

pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// How changes are kept safe until they are in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Journal {
    /// In a write-ahead log: reading never waits.
    Wal,
    /// In a rollback journal, on file systems that cannot share memory: while one writes, others wait.
    Rollback,
}

pub(super) fn journal_of(conn: &Connection) -> Result<Journal> {
    let mode: String = conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    Ok(if mode == "wal" { Journal::Wal } else { Journal::Rollback })
}

/// Sets the write-ahead log, where the file system can. Only for a new file: it needs the file for itself.
pub(super) fn use_wal(conn: &Connection) -> Result<()> {
    let pause = Duration::from_millis(10);
    for _ in 0..TIMEOUT_AT_START.as_millis() / pause.as_millis() {
        match conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0)) {
            Ok(_) => return Ok(()),
            // SQLite does not wait by itself here.
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => sleep(pause),
            Err(e) => return Err(e.into()),
        }
    }
    Err(Error::Busy)
}

/// Truncates the write-ahead log; `false` while another connection reads from it.
pub(super) fn truncate_wal(conn: &Connection) -> Result<bool> {
    let busy = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)).optional()?;
    Ok(busy.unwrap_or(0) == 0)
}

/// The last connection that closes removes the log by its name, which may be another database's by now.
pub(super) fn leave_log(conn: &Connection) {
    let _ = conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
}
