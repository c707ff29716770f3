//! Opening the database: looking before touching, creating it privately, and the settings of a connection.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rustix::fs::{Access as Permission, access};

use super::error::{Error, Result};
use super::migrate;
use super::reader::Reader;
use super::writer::Writer;

/// An open database.
#[derive(Debug)]
pub struct Store {
    /// For reading.
    pub reader: Reader,
    /// For writing, where that is possible.
    pub writer: Option<Writer>,
    /// Whether it is possible.
    pub access: Access,
    /// How changes are kept safe until they are in the file.
    pub journal: Journal,
}

/// What may be done with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    ReadWrite,
    /// Only reading.
    ReadOnly(Why),
}

/// Why a file can only be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The file may not be written.
    File,
    /// Nothing may be written in its folder, where SQLite needs files beside it.
    Folder,
}

/// How changes are kept safe until they are in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Journal {
    /// In a write-ahead log: reading never waits.
    Wal,
    /// In a rollback journal, on file systems that cannot share memory: while one writes, others wait.
    Rollback,
}

/// How long a write waits for another program's. Short, since the writing thread tries again by itself and
/// wants to tell that it waits.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long creating or upgrading waits: eight windows may open at the same moment.
const PATIENCE_AT_START: Duration = Duration::from_secs(5);

/// The smallest page there is, and so the smallest file.
const SMALLEST: u64 = 512;

/// Opens the database, or creates it with its folder. Costs the same however much is in it. A file that
/// cannot be used stays as it is, byte for byte, with nothing new beside it.
pub fn open(path: &Path) -> Result<Store> {
    // Absolute: SQLite would take "file:x" for a URI and ":memory:" for no file at all.
    let path = std::path::absolute(path).map_err(|e| Error::io(&e))?;
    let found = look(&path)?;
    if found == Found::Nothing {
        create_file(&path)?;
    }
    match access_to(&path) {
        Access::ReadWrite => open_to_write(&path),
        Access::ReadOnly(why) if found == Found::Schema => open_to_read(&path, why),
        Access::ReadOnly(_) => Err(Error::ReadOnly),
    }
}

/// For whoever wants no more than a look: a reader, if there is a database of ours that needs no upgrade. Nothing is
/// created and nothing is changed.
pub fn look_into(path: &Path) -> Result<Option<Reader>> {
    let path = std::path::absolute(path).map_err(|e| Error::io(&e))?;
    if look(&path)? != Found::Schema {
        return Ok(None);
    }
    let mode = if access_to(&path) == Access::ReadWrite { Mode::Write } else { mode_to_read(&path)? };
    let reader = Reader::new(&path, mode)?;
    Ok((reader.schema()? == migrate::NEWEST).then_some(reader))
}

/// What is at the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    /// A file that another window is about to fill, or an empty one that somebody made.
    Blank,
    /// A database of ours. Its schema may be in the log still.
    Schema,
}

fn look(path: &Path) -> Result<Found> {
    // The log first: whoever creates a database makes the file before its log, never the other way round.
    let pending = beside(path, "-wal").exists();
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(e) if e.kind() == ErrorKind::NotFound && path.is_symlink() => return Err(Error::DanglingLink),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Found::Nothing),
        Err(e) => return Err(Error::io(&e)),
    };
    match meta.len() {
        _ if meta.is_dir() => Err(Error::IsDirectory),
        _ if !meta.is_file() => Err(Error::NotAFile),
        0 if pending => Err(Error::EmptyBesideWal),
        0 => Ok(Found::Blank),
        // SQLite would take what is left of a header for an empty database, and fill it.
        1..SMALLEST if peek(path)? == Found::Blank => Err(Error::damaged("cut off within its first page")),
        _ => peek(path),
    }
}

/// Reads schema and owner as the main file alone has them: `immutable` makes no files beside it and writes
/// nothing. Where a log or journal lies beside the file only those can tell, so an error may not be one.
fn peek(path: &Path) -> Result<Found> {
    let pending = beside(path, "-wal").exists() || beside(path, "-journal").exists();
    let read = || -> rusqlite::Result<(i64, i64, bool)> {
        let conn = connect(path, Mode::Still)?;
        let number = |pragma| conn.pragma_query_value(None, pragma, |row| row.get(0));
        Ok((number("user_version")?, number("application_id")?, migrate::blank(&conn)?))
    };
    match read() {
        Err(e) if e.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Err(Error::NotADatabase),
        Ok((_, owner, false)) if owner != migrate::APPLICATION => Err(Error::Foreign),
        _ if pending => Ok(Found::Schema),
        Ok((.., true)) => Ok(Found::Blank),
        Ok((found, ..)) => migrate::check(found).map(|()| Found::Schema),
        Err(e) => Err(e.into()),
    }
}

/// Makes the folder (0700) and an empty file (0600) in it, whatever the umask.
fn create_file(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|e| Error::NoFolder { folder: folder.to_owned(), detail: e.to_string() })?;
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(()),
        // Another window was quicker.
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(e) if e.kind() == ErrorKind::PermissionDenied => Err(Error::ReadOnly),
        Err(e) => Err(Error::io(&e)),
    }
}

/// Asks the permissions, and takes a file or folder that nobody may write for read-only even where the
/// system would let the superuser write: somebody meant it.
fn access_to(path: &Path) -> Access {
    let writable = |p: &Path| !nobody_may_write(p) && access(p, Permission::WRITE_OK).is_ok();
    if !writable(path) {
        Access::ReadOnly(Why::File)
    } else if !path.parent().is_some_and(writable) {
        Access::ReadOnly(Why::Folder)
    } else {
        Access::ReadWrite
    }
}

fn nobody_may_write(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.permissions().readonly())
}

fn open_to_write(path: &Path) -> Result<Store> {
    let mut conn = connect(path, Mode::Write)?;
    // Until all is known to be well, closing must not fold the log into the file.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Writer::settle(&conn)?;
    conn.busy_timeout(PATIENCE_AT_START)?;
    match migrate::version(&conn)? {
        migrate::NEWEST => {}
        0 => {
            fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(|e| Error::io(&e))?;
            use_wal(&conn)?;
            migrate::upgrade(&mut conn)?;
        }
        _ => migrate::upgrade(&mut conn)?,
    }
    conn.busy_timeout(PATIENCE)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let journal = journal_of(&conn)?;
    let reader = Reader::new(path, Mode::Write)?;
    Ok(Store { reader, writer: Some(Writer::new(conn)), access: Access::ReadWrite, journal })
}

fn open_to_read(path: &Path, why: Why) -> Result<Store> {
    let mode = mode_to_read(path)?;
    let reader = Reader::new(path, mode)?;
    match reader.schema()? {
        migrate::NEWEST => {}
        found => return Err(migrate::check(found).err().unwrap_or(Error::ReadOnly)),
    }
    let journal = reader.journal()?;
    Ok(Store { reader, writer: None, access: Access::ReadOnly(why), journal })
}

/// How to read what cannot be written. A database with a log needs files beside it even for that, and SQLite
/// would leave them there, as read-only as the file: so where nobody may write the file or its folder, or
/// its folder takes no files, it is declared never to change. What lies in a log already would then be
/// passed over in silence.
fn mode_to_read(path: &Path) -> Result<Mode> {
    let logged = fs::metadata(beside(path, "-wal")).is_ok_and(|m| m.len() > 0);
    if !logged && (nobody_may_write(path) || path.parent().is_some_and(nobody_may_write)) {
        return Ok(Mode::Still);
    }
    match Reader::new(path, Mode::Read).and_then(|reader| reader.schema()) {
        Ok(_) => Ok(Mode::Read),
        Err(_) if logged => Err(Error::WalUnreadable),
        Err(_) => Ok(Mode::Still),
    }
}

/// Sets the write-ahead log, where the file system can. Only for a new file: it needs the file for itself.
fn use_wal(conn: &Connection) -> Result<()> {
    let pause = Duration::from_millis(10);
    for _ in 0..PATIENCE_AT_START.as_millis() / pause.as_millis() {
        match conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0)) {
            Ok(_) => return Ok(()),
            // SQLite does not wait by itself here.
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => sleep(pause),
            Err(e) => return Err(e.into()),
        }
    }
    Err(Error::Busy)
}

pub(super) fn journal_of(conn: &Connection) -> Result<Journal> {
    let mode: String = conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    Ok(if mode == "wal" { Journal::Wal } else { Journal::Rollback })
}

/// How a connection is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Write,
    Read,
    /// To read a file that never changes: no locks, and nothing beside it.
    Still,
}

/// Makes a connection with the settings of every connection. None of them reads or writes the file.
pub(super) fn connect(path: &Path, mode: Mode) -> rusqlite::Result<Connection> {
    let (name, flags) = match mode {
        Mode::Write => (path.as_os_str().to_owned(), OpenFlags::SQLITE_OPEN_READ_WRITE),
        Mode::Read => (path.as_os_str().to_owned(), OpenFlags::SQLITE_OPEN_READ_ONLY),
        Mode::Still => (immutable_uri(path).into(), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI),
    };
    let conn = Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    settle(&conn)?;
    Ok(conn)
}

fn settle(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "foreign_keys", "ON")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    // Nothing of what is sorted or journalled on the way may land in the system's temporary folder.
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.busy_timeout(PATIENCE)
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
