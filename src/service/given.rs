//! Files that a person names: ordinary ones, and what the program was started with. Any other pipe or device would be
//! waited for, read for ever, or written into for whoever reads it.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::os::fd::BorrowedFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::{OFlags, fcntl_setfl};
use rustix::stdio::{stderr, stdin, stdout};

/// Opens a file to read it. What is no ordinary file, and nothing that the program was started with, is
/// [`ErrorKind::InvalidInput`], and a folder is [`ErrorKind::IsADirectory`].
pub fn open(path: &Path) -> io::Result<File> {
    may_use(path, &fs::metadata(path)?)?;
    // What took its place meanwhile is not waited for either.
    let file = File::options().read(true).custom_flags(OFlags::NONBLOCK.bits() as i32).open(path)?;
    let meta = file.metadata()?;
    may_use(path, &meta)?;
    if !meta.is_file() {
        fcntl_setfl(&file, OFlags::empty())?;
    }
    Ok(file)
}

/// Whether a file can be read or written there: an ordinary one, a pipe or terminal that the program was started with, or
/// /dev/null. The error says why not.
pub fn may_use(path: &Path, meta: &Metadata) -> io::Result<()> {
    if is_given(path, meta) { Ok(()) } else { must_be_file(meta) }
}

/// Refuses what a new file must not take the place of.
pub fn must_be_file(meta: &Metadata) -> io::Result<()> {
    match meta {
        meta if meta.is_file() => Ok(()),
        meta if meta.is_dir() => Err(ErrorKind::IsADirectory.into()),
        _ => Err(ErrorKind::InvalidInput.into()),
    }
}

/// Whether it is one of the three streams, has no name, as what a shell gives for `<(…)`, or is always empty.
fn is_given(path: &Path, meta: &Metadata) -> bool {
    // By std: the numbers of a device are of another type on each system.
    let look = |stream: BorrowedFd<'_>| File::from(stream.try_clone_to_owned()?).metadata();
    let mut streams = [stdin(), stdout(), stderr()].into_iter().filter_map(|stream| look(stream).ok());
    let is_stream = streams.any(|stream| (stream.dev(), stream.ino()) == (meta.dev(), meta.ino()));
    is_stream || fs::canonicalize(path).map_or(true, |real| real == Path::new("/dev/null"))
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::unix::net::UnixListener;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    #[test]
    fn an_ordinary_file_is_opened_and_nothing_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("text"), "hej").unwrap();
        std::os::unix::fs::symlink("text", path("link")).unwrap();
        mknodat(CWD, path("pipe"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        let _socket = UnixListener::bind(path("socket")).unwrap();
        for name in ["text", "link"] {
            let mut text = String::new();
            open(&path(name)).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "hej");
        }
        let fault = |path: &Path| open(path).unwrap_err().kind();
        for path in [path("pipe"), path("socket"), "/dev/zero".into(), "/dev/full".into()] {
            assert_eq!(fault(&path), ErrorKind::InvalidInput, "{}", path.display());
        }
        assert_eq!(fault(folder.path()), ErrorKind::IsADirectory);
        assert_eq!(fault(&path("nothing")), ErrorKind::NotFound);
        assert_eq!(open(Path::new("/dev/null")).unwrap().read(&mut [0]).unwrap(), 0);
    }
}
