//! The last step of writing a file whole or not at all: the temporary file beside the place gets its name.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use tempfile::TempPath;

/// Renames a file to a name that nothing has, else the error is [`ErrorKind::AlreadyExists`]. On file systems without hard
/// links, such as those of memory sticks, the name is taken by an empty file first.
pub fn place_new(file: TempPath, target: &Path) -> io::Result<()> {
    let Err(failed) = file.persist_noclobber(target) else { return Ok(()) };
    if failed.error.kind() == ErrorKind::AlreadyExists || target.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    if !without_links(&failed.error) {
        return Err(failed.error);
    }
    OpenOptions::new().write(true).create_new(true).open(target)?;
    failed.path.persist(target).map_err(|failed| {
        // The empty file is ours.
        let _ = fs::remove_file(target);
        failed.error
    })
}

/// Whether an error is how a file system says that it has no hard links.
fn without_links(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::Unsupported | ErrorKind::InvalidInput)
}
