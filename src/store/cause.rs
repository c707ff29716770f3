//! What may have kept SQLite from reading or writing: it says only that something failed.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use rustix::fs::{Access, access, statvfs};
use rustix::io::Errno;
use rustix::process::{Resource, getrlimit};

use super::connection::beside;
use super::error::Error;

/// What SQLite may add to a file at once.
const AT_ONCE: u64 = 64 << 10;

/// The longest name that file systems take, in bytes.
const NAME_MAX: usize = 255;

/// How many files SQLite may have open at once, and some.
const OPEN_FILES: usize = 8;

/// An error with the reason that a look around shows, where SQLite knew only that something failed.
pub fn explained(error: Error, path: &Path) -> Error {
    if matches!(error, Error::Io { .. }) { found(path).unwrap_or(error) } else { error }
}

/// The first cause that a look around finds: a full disk, a name that is too long, a file that is not to be had, too many open files, the limit for
/// files, a quota.
fn found(path: &Path) -> Option<Error> {
    if is_full(path) {
        return Some(Error::DiskFull);
    }
    if is_name_too_long(path) {
        return Some(Error::system(Errno::NAMETOOLONG));
    }
    let folder = path.parent().unwrap_or(path);
    if let Err(error) = fs::metadata(path).and_then(|_| many_files()) {
        return Some(Error::io(&error));
    }
    if access(path, Access::READ_OK) == Err(Errno::ACCESS) {
        return Some(Error::system(Errno::ACCESS));
    }
    if is_at_limit(path) {
        return Some(Error::system(Errno::FBIG));
    }
    // A file without a name shows a quota, or a file system that has become read-only.
    let tried = tempfile::tempfile_in(folder).and_then(|mut file| file.write_all(&[0; 4096]).and_then(|()| file.sync_all()));
    let error = tried.err().filter(|error| matches!(error.kind(), ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem))?;
    Some(Error::io(&error))
}

/// Whether no file system takes the name, with what SQLite puts behind it.
pub(super) fn is_name_too_long(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.len() + "-journal".len() > NAME_MAX)
}

/// Whether so many files can be opened.
fn many_files() -> io::Result<()> {
    let opened: io::Result<Vec<File>> = (0..OPEN_FILES).map(|_| File::open("/dev/null")).collect();
    opened.map(drop)
}

/// Whether there is no room for what SQLite needs beside a file even to read it.
fn is_full(path: &Path) -> bool {
    let folder = path.parent().unwrap_or(path);
    statvfs(folder).is_ok_and(|fs| fs.f_bavail * fs.f_frsize < AT_ONCE || (fs.f_files > 0 && fs.f_favail == 0))
}

/// Whether the process may not make the database or one of the files beside it larger (`ulimit -f`).
fn is_at_limit(path: &Path) -> bool {
    let Some(limit) = getrlimit(Resource::Fsize).current else { return false };
    let size = |suffix| fs::metadata(beside(path, suffix)).map_or(0, |meta| meta.len());
    ["", "-wal", "-shm", "-journal"].into_iter().any(|suffix| size(suffix) + AT_ONCE > limit)
}
