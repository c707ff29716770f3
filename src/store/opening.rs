//! Opening the database: looking before touching, creating it privately, and the settings of a connection.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use rusqlite::config::DbConfig;
use rustix::fs::{Access as Permission, access};
use rustix::io::Errno;

use super::cause::{explained, is_name_too_long};
use super::check::check_small;
use super::connection::{Journal, Mode, TIMEOUT, TIMEOUT_AT_START, beside, connect, has_connected, journal_of, use_wal};
use super::error::{Error, Result};
use super::identity::{FileIdentity, Replaced};
use super::leftovers::{set_aside_log, sweep};
use super::names::{has_one_name, real};
use super::reader::Reader;
use super::sharing::is_listed;
use super::stamp::log_belongs;
use super::writer::Writer;
use super::{migrate, schema};

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
    /// A log that lay beside the file and belongs to another one: it was put aside, or passed over where nothing
    /// can be written.
    pub refused_log: Option<PathBuf>,
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
    /// The disk is full.
    Full,
}

/// The smallest page there is, and so the smallest file.
const SMALLEST: u64 = 512;

/// Opens the database, or creates it with its folder. Costs the same however much is in it. A file that
/// cannot be used stays as it is, byte for byte, with nothing new beside it.
pub fn open(path: &Path) -> Result<Store> {
    // Absolute: SQLite would take "file:x" for a URI and ":memory:" for no file at all.
    let path = std::path::absolute(path).map_err(|e| Error::io(&e))?;
    open_absolute(&path).map_err(|error| explained(error, &path))
}

/// Opens the database for a screen: where it is there and of the newest schema, only for reading at first, so that the
/// screen is there sooner. The source makes the connection that writes.
pub fn open_to_show(path: &Path) -> Result<(Store, WriterSource)> {
    let path = std::path::absolute(path).map_err(|e| Error::io(&e))?;
    if let Some(opened) = open_reader(&path) {
        return Ok(opened);
    }
    let mut store = open(&path)?;
    let source =
        WriterSource::new(store.writer.take().map_or(WriterState::ReadOnly, |writer| WriterState::Open(Box::new(writer))));
    Ok((store, source))
}

/// `None` where anything is to be done or said before the file is used.
fn open_reader(path: &Path) -> Option<(Store, WriterSource)> {
    if has_one_name(path).is_err()
        || look(path).ok()? == (Found::Schema, LogBeside::Foreign)
        || access_to(path) != Access::ReadWrite
    {
        return None;
    }
    let replaced = Replaced::default();
    let reader = Reader::beside(path, Mode::Write, Replaced::clone(&replaced)).ok()?;
    if reader.schema().ok()? != schema::NEWEST {
        return None;
    }
    let journal = reader.journal().ok()?;
    let source = WriterState::Later(FileIdentity::of(path, replaced), path.to_owned());
    let store = Store { reader, writer: None, access: Access::ReadWrite, journal, refused_log: None };
    Some((store, WriterSource::new(source)))
}

/// Makes the connection that writes.
#[derive(Debug)]
pub struct WriterSource {
    state: WriterState,
    /// Of who writes.
    login: Option<String>,
}

#[derive(Debug)]
enum WriterState {
    /// Nothing can be written.
    ReadOnly,
    /// It was made already.
    Open(Box<Writer>),
    /// It is to be made to this file, which has been read.
    Later(FileIdentity, PathBuf),
}

impl WriterSource {
    fn new(state: WriterState) -> Self {
        Self { state, login: None }
    }

    /// Whether there is a connection that writes, or will be.
    pub const fn can_write(&self) -> bool {
        !matches!(self.state, WriterState::ReadOnly)
    }

    /// The login of who will write.
    pub fn set_login(&mut self, login: Option<String>) {
        self.login = login;
    }

    /// The connection, once; `None` where nothing can be written. After an error it can be tried again.
    pub fn open(&mut self) -> Result<Option<Writer>> {
        let mut writer = match std::mem::replace(&mut self.state, WriterState::ReadOnly) {
            WriterState::ReadOnly => return Ok(None),
            WriterState::Open(writer) => *writer,
            WriterState::Later(identity, path) => {
                let opened = open_writer(&path, &identity);
                if opened.is_err() {
                    self.state = WriterState::Later(identity, path);
                }
                opened?
            }
        };
        writer.login.clone_from(&self.login);
        Ok(Some(writer))
    }
}

fn open_writer(path: &Path, identity: &FileIdentity) -> Result<Writer> {
    if !identity.holds() {
        return Err(Error::Replaced);
    }
    if let Some(folder) = path.parent() {
        sweep(folder);
    }
    let conn = connect(path, Mode::Write)?;
    Writer::configure(&conn)?;
    check_small(&conn, path)?;
    Writer::new(conn, path, identity.replaced())
}

fn open_absolute(path: &Path) -> Result<Store> {
    has_one_name(path)?;
    let (found, log) = look(path)?;
    if found == Found::Nothing {
        create_file(path)?;
    }
    match access_to(path) {
        Access::ReadWrite => {
            let refused_log = if log == LogBeside::Foreign { Some(set_aside_log(&real(path))?) } else { None };
            match open_to_write(path).map_err(|error| explained(error, path)) {
                // Not even the files that reading needs find room.
                Err(Error::DiskFull) if found == Found::Schema => open_to_read(path, Why::Full, log),
                opened => Ok(Store { refused_log, ..opened? }),
            }
        }
        Access::ReadOnly(why) if found == Found::Schema => open_to_read(path, why, log),
        Access::ReadOnly(_) => Err(Error::ReadOnly),
    }
}

/// Opens a database that is there to read it. Nothing is created and nothing is changed, and no upgrade is needed.
pub(super) fn open_any_schema(path: &Path) -> Result<Reader> {
    let path = std::path::absolute(path).map_err(|e| Error::io(&e))?;
    match look(&path)? {
        (Found::Schema, log) => Reader::new(&path, mode_to_look(&path, log)?),
        (Found::Blank, _) => Err(Error::NotADatabase),
        (Found::Nothing, _) => Err(Error::NotFound),
    }
}

fn mode_to_look(path: &Path, log: LogBeside) -> Result<Mode> {
    let writable = log != LogBeside::Foreign && access_to(path) == Access::ReadWrite;
    if writable { Ok(Mode::Write) } else { mode_to_read(path, log) }
}

/// A reader for a quick look, if there is a database of ours that needs no upgrade. Nothing is
/// created and nothing is changed.
pub fn open_existing(path: &Path) -> Result<Option<Reader>> {
    let path = std::path::absolute(path).map_err(|e| Error::io(&e))?;
    has_one_name(&path)?;
    let (Found::Schema, log) = look(&path)? else { return Ok(None) };
    let reader = Reader::new(&path, mode_to_look(&path, log)?)?;
    Ok((reader.schema()? == schema::NEWEST).then_some(reader))
}

/// What is at the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    /// A file that another window is about to fill, or an empty one made by hand.
    Blank,
    /// A database of ours. Its schema may be in the log still.
    Schema,
}

/// What lies beside the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LogBeside {
    /// Nothing of weight.
    Nothing,
    /// Changes that belong to the file.
    Ours,
    /// What another file left there: replayed, it would destroy this one.
    Foreign,
}

fn look(path: &Path) -> Result<(Found, LogBeside)> {
    // The log first: SQLite creates the file before its log, never the other way round.
    let pending = beside(&real(path), "-wal").exists();
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(e) if e.kind() == ErrorKind::NotFound && path.is_symlink() => return Err(Error::DanglingLink),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok((Found::Nothing, LogBeside::Nothing));
        }
        Err(e) => return Err(Error::io(&e)),
    };
    match meta.len() {
        _ if meta.is_dir() => Err(Error::IsDirectory),
        _ if !meta.is_file() => Err(Error::NotAFile),
        0 if pending => Err(Error::EmptyBesideWal),
        0 => Ok((Found::Blank, LogBeside::Nothing)),
        // SQLite would take what is left of a header for an empty database, and fill it.
        1..SMALLEST if peek(path)?.0 == Found::Blank => Err(Error::damaged("cut off within its first page")),
        _ => peek(path),
    }
}

/// Reads schema and owner as the main file alone has them: `immutable` makes no files beside it and writes
/// nothing. Where a log or journal lies beside the file only those decide, so an error may not be one.
fn peek(path: &Path) -> Result<(Found, LogBeside)> {
    let path = &real(path);
    let logged = fs::metadata(beside(path, "-wal")).is_ok_and(|meta| meta.len() > 0);
    let pending = logged || beside(path, "-journal").exists();
    if !pending && header(path) == Some((schema::NEWEST, schema::APPLICATION)) {
        return Ok((Found::Schema, LogBeside::Nothing));
    }
    let read = || -> rusqlite::Result<(i64, i64, bool)> {
        let conn = connect(path, Mode::Immutable)?;
        let number = |pragma| conn.pragma_query_value(None, pragma, |row| row.get(0));
        Ok((number("user_version")?, number("application_id")?, schema::blank(&conn)?))
    };
    match read() {
        Err(e) if e.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Err(Error::NotADatabase),
        Ok((_, owner, false)) if owner != schema::APPLICATION => Err(Error::Foreign),
        _ if logged && !log_belongs(path) => Ok((Found::Schema, LogBeside::Foreign)),
        _ if pending => Ok((Found::Schema, LogBeside::Ours)),
        Ok((.., true)) => Ok((Found::Blank, LogBeside::Nothing)),
        Ok((found, ..)) => schema::check(found).map(|()| (Found::Schema, LogBeside::Nothing)),
        Err(e) => Err(e.into()),
    }
}

/// Schema and owner, from the bytes in which every SQLite file has them. Only while this process has no connection yet:
/// closing a file of our own would drop SQLite's locks on it.
fn header(path: &Path) -> Option<(i64, i64)> {
    const MAGIC: &[u8] = b"SQLite format 3\0";
    if has_connected() {
        return None;
    }
    let mut bytes = [0; 100];
    fs::File::open(path).and_then(|file| file.read_exact_at(&mut bytes, 0)).ok()?;
    let number = |at: usize| bytes[at..].first_chunk().map(|bytes| i64::from(i32::from_be_bytes(*bytes)));
    if bytes.starts_with(MAGIC) { number(60).zip(number(68)) } else { None }
}

/// Makes the folder of a file (0700), whatever the umask.
pub(super) fn create_folder(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("/"));
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| Error::no_folder(folder, &e))
}

/// Makes the folder and an empty file in it: private (0600) whatever the umask, unless an access list of the folder says
/// who may use new files in it.
fn create_file(path: &Path) -> Result<()> {
    if is_name_too_long(path) {
        return Err(Error::system(Errno::NAMETOOLONG));
    }
    create_folder(path)?;
    let mode = if is_listed(path) { 0o660 } else { 0o600 };
    match fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(path) {
        Ok(_) => Ok(()),
        // Another window was quicker.
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(e) if e.kind() == ErrorKind::PermissionDenied => Err(Error::ReadOnly),
        Err(e) => Err(Error::io(&e)),
    }
}

/// Asks the permissions, and takes a file or folder without any write permission for read-only even where the
/// system would let the superuser write: that is deliberate.
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
    Writer::configure(&conn)?;
    conn.busy_timeout(TIMEOUT_AT_START)?;
    match schema::version(&conn)? {
        schema::NEWEST => {}
        0 => {
            if !is_listed(path) {
                fs::set_permissions(path, fs::Permissions::from_mode(0o600)).map_err(|e| Error::io(&e))?;
            }
            use_wal(&conn)?;
            migrate::upgrade(&mut conn)?;
        }
        _ => migrate::upgrade(&mut conn)?,
    }
    conn.busy_timeout(TIMEOUT)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let journal = journal_of(&conn)?;
    let replaced = Replaced::default();
    let reader = Reader::beside(path, Mode::Write, Replaced::clone(&replaced))?;
    let writer = Some(Writer::new(conn, path, replaced)?);
    Ok(Store { reader, writer, access: Access::ReadWrite, journal, refused_log: None })
}

fn open_to_read(path: &Path, why: Why, log: LogBeside) -> Result<Store> {
    let mode = mode_to_read(path, log)?;
    let reader = Reader::new(path, mode)?;
    match reader.schema()? {
        schema::READABLE..=schema::NEWEST => {}
        found => return Err(schema::check(found).err().unwrap_or(Error::ReadOnly)),
    }
    let journal = reader.journal()?;
    let refused_log = (log == LogBeside::Foreign).then(|| beside(&real(path), "-wal"));
    Ok(Store { reader, writer: None, access: Access::ReadOnly(why), journal, refused_log })
}

/// How to read what cannot be written. A database with a log needs files beside it even for that, and SQLite
/// would leave them there, as read-only as the file: so where the file or its folder has no write permission, or
/// its folder takes no files, it is declared never to change. What lies in a log already would then be
/// passed over in silence.
fn mode_to_read(path: &Path, log: LogBeside) -> Result<Mode> {
    let logged = fs::metadata(beside(&real(path), "-wal")).is_ok_and(|m| m.len() > 0);
    if log == LogBeside::Foreign {
        return Ok(Mode::Immutable);
    }
    if !logged && (nobody_may_write(path) || path.parent().is_some_and(nobody_may_write)) {
        return Ok(Mode::Immutable);
    }
    let reads = |mode| Reader::new(path, mode).and_then(|reader| reader.schema()).is_ok();
    match logged {
        _ if reads(Mode::Read) => Ok(Mode::Read),
        false => Ok(Mode::Immutable),
        true if reads(Mode::Alone) => Ok(Mode::Alone),
        true => Err(Error::WalUnreadable),
    }
}
