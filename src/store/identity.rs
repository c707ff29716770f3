//! Which file was opened. It may be moved, removed or replaced while it is open; what is then still written goes
//! nowhere, or destroys what lies there now.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::connection::beside;
use super::stamp::Stamp;

/// Device and number of a file.
type Inode = (u64, u64);
/// When a file was changed, and how long it is.
type FileState = (i64, i64, u64);

/// The file that was opened, and the log beside it.
#[derive(Debug, Clone)]
pub(super) struct FileIdentity {
    path: PathBuf,
    file: Option<Inode>,
    /// `None` while there is none. SQLite does not take it away while a connection is open.
    log: Option<Inode>,
    replaced: Replaced,
}

/// What all connections of a window know together: that the file was replaced once one of them has noticed.
pub(super) type Replaced = Arc<AtomicBool>;

impl FileIdentity {
    /// To be taken once something was read: only then is the log there.
    pub(super) fn of(path: &Path, replaced: Replaced) -> Self {
        Self { path: path.to_owned(), file: inode(path), log: inode(&beside(path, "-wal")), replaced }
    }

    pub(super) fn replaced(&self) -> Replaced {
        Replaced::clone(&self.replaced)
    }

    /// Whether these are still the files at the path. Once they are not, they never are again.
    pub(super) fn holds(&self) -> bool {
        let same =
            || inode(&self.path) == self.file && self.log.is_none_or(|log| inode(&beside(&self.path, "-wal")) == Some(log));
        if !self.replaced.load(Relaxed) && !same() {
            self.replaced.store(true, Relaxed);
        }
        !self.replaced.load(Relaxed)
    }
}

fn inode(path: &Path) -> Option<Inode> {
    fs::metadata(path).ok().map(|meta| (meta.dev(), meta.ino()))
}

/// The file as one connection that writes knows it: also notices another database copied over it in place.
#[derive(Debug)]
pub(super) struct WatchedFile {
    identity: FileIdentity,
    changed: Option<FileState>,
    /// Which database it is, and how far the file itself has come.
    known: Option<Stamp>,
}

impl WatchedFile {
    /// `stamp` is the one that the connection sees.
    pub(super) fn new(path: &Path, stamp: Option<Stamp>, replaced: Replaced) -> Self {
        let known = stamp.map(|stamp| Stamp { commits: 0, ..stamp });
        Self { identity: FileIdentity::of(path, replaced), changed: change(path), known }
    }

    pub(super) fn path(&self) -> &Path {
        &self.identity.path
    }

    /// Whether it is still that file with that database in it.
    pub(super) fn holds(&mut self) -> bool {
        self.identity.holds() && self.is_the_same_database()
    }

    /// The bytes of the file change only by a checkpoint, or when the file is replaced.
    fn is_the_same_database(&mut self) -> bool {
        let now = change(&self.identity.path);
        if now == self.changed {
            return true;
        }
        let (found, known) = (Stamp::of_file(&self.identity.path), self.known);
        let same = found.zip(known).is_none_or(|(found, known)| found.id == known.id && found.commits >= known.commits);
        if same {
            self.changed = now;
            self.known = found.or(known);
        } else {
            self.identity.replaced.store(true, Relaxed);
        }
        same
    }
}

fn change(path: &Path) -> Option<FileState> {
    fs::metadata(path).ok().map(|meta| (meta.mtime(), meta.mtime_nsec(), meta.size()))
}
