//! A database with several names. SQLite keeps its log beside the name by which the file was opened: under two names there
//! are two logs, each of which is taken for the only one, and what was acknowledged is lost.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use super::error::{Error, Result};

/// How often a second name is looked at again: a file that is just being put in its place has two for a moment.
const LOOKS: usize = 3;

/// Refuses a file that has another name (a hard link). A file that is not there is another's business.
pub(super) fn has_one_name(path: &Path) -> Result<()> {
    for look in 0..LOOKS {
        if look > 0 {
            sleep(Duration::from_millis(20));
        }
        if !fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.nlink() > 1) {
            return Ok(());
        }
    }
    Err(Error::TwoNames { other: other_name(path) })
}

/// Where a path leads to: SQLite keeps its files beside that, not beside a link.
pub(super) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Another name of the file in its folder.
fn other_name(path: &Path) -> Option<PathBuf> {
    let path = real(path);
    let inode = |path: &Path| fs::symlink_metadata(path).ok().map(|meta| (meta.dev(), meta.ino()));
    let own = inode(&path)?;
    let mut beside = fs::read_dir(path.parent()?).ok()?.flatten().map(|entry| entry.path());
    beside.find(|other| *other != path && inode(other) == Some(own))
}
