//! Why a person cannot use a database: the first thing on the way to it whose permissions forbid it.

use std::path::{Path, PathBuf};

use rustix::fs::{Access as Permission, access};
use rustix::io::Errno;

use super::connection::beside;
use super::sharing::Sharing;

/// What keeps a person from a database.
#[derive(Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The folder or the file.
    pub path: PathBuf,
    /// Whose it is, and who may use it.
    pub sharing: Sharing,
    /// What it does not let the person do.
    pub what: Missing,
}

/// What a folder or file does not let a person do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Come through the folder.
    Passage,
    /// Read the file.
    Reading,
    /// Write the file, or make files in the folder.
    Writing,
}

impl Missing {
    /// The permission of a group that would give it.
    const fn bits(self) -> u32 {
        match self {
            Self::Passage => 0o010,
            Self::Reading => 0o040,
            Self::Writing => 0o060,
        }
    }
}

impl Obstacle {
    /// Whether to be a member of its group would be enough.
    pub const fn group_may(&self) -> bool {
        self.sharing.mode & self.what.bits() == self.what.bits()
    }
}

/// The first thing on the way to a database that its permissions keep the person from; `None` where they do not.
pub fn obstacle(database: &Path) -> Option<Obstacle> {
    let database = std::path::absolute(database).ok()?;
    let found = |path: &Path, what| Sharing::of(path).map(|sharing| Obstacle { path: path.to_owned(), sharing, what });
    let mut folders: Vec<&Path> = database.ancestors().skip(1).collect();
    folders.reverse();
    for folder in folders {
        match access(folder, Permission::EXEC_OK) {
            Ok(()) => {}
            Err(Errno::ACCESS) => return found(folder, Missing::Passage),
            Err(_) => return None,
        }
    }
    let refused = |path: &Path, mode| access(path, mode) == Err(Errno::ACCESS);
    let files = ["", "-wal", "-shm", "-journal"].map(|suffix| beside(&database, suffix));
    if let Some(file) = files.iter().find(|file| refused(file, Permission::READ_OK)) {
        return found(file, Missing::Reading);
    }
    if let Some(file) = files.iter().find(|file| refused(file, Permission::WRITE_OK)) {
        return found(file, Missing::Writing);
    }
    let folder = database.parent()?;
    if refused(folder, Permission::WRITE_OK) { found(folder, Missing::Writing) } else { None }
}
