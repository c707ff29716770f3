//! Writing a file whole or not at all: out of sight first, and under its name once it is whole and on the disk.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Seek};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, linkat};
use tempfile::TempPath;

use crate::store::Claim;

/// A private file that has no name yet, so that nothing of it is left when the program is killed. Where the file system
/// or the system cannot do that, it has a temporary name.
#[derive(Debug)]
pub struct NewFile {
    file: File,
    folder: PathBuf,
    /// Its temporary name, which is claimed as long as it is written.
    named: Option<(TempPath, Option<Claim>)>,
}

impl NewFile {
    /// Creates one that is to get a name in this folder.
    pub fn create_in(folder: &Path) -> io::Result<Self> {
        match unnamed(folder) {
            Ok(file) => {
                // The umask may have taken something from us, too.
                file.set_permissions(Permissions::from_mode(0o600))?;
                Ok(Self { file, folder: folder.to_owned(), named: None })
            }
            Err(_) => Self::create_named(folder),
        }
    }

    fn create_named(folder: &Path) -> io::Result<Self> {
        let (file, path) = temporary().tempfile_in(folder)?.into_parts();
        let claim = Claim::of(&path).ok();
        Ok(Self { file, folder: folder.to_owned(), named: Some((path, claim)) })
    }

    /// What is to be written to.
    pub const fn as_file(&self) -> &File {
        &self.file
    }

    /// Gives it a name that nothing has, else the error is [`ErrorKind::AlreadyExists`].
    pub fn place_new(self, target: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        let Some((path, _claim)) = self.named else {
            return match link(&self.file, target) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => self.copied()?.place_new(target),
                linked => linked,
            };
        };
        place_new(path, target)
    }

    /// Gives it a name, and takes the name from whatever has it.
    pub fn replace(self, target: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        let Some((path, _claim)) = self.named else {
            // A name cannot be taken by a link, but by renaming.
            return match temporary().make_in(&self.folder, |path| link(&self.file, path)) {
                Ok(linked) => linked.into_temp_path().persist(target).map_err(|failed| failed.error),
                Err(_) => self.copied()?.replace(target),
            };
        };
        path.persist(target).map_err(|failed| failed.error)
    }

    /// The same with a temporary name, where no name can be given to a file without one: without /proc, or on a file
    /// system without hard links.
    fn copied(mut self) -> io::Result<Self> {
        let mut copy = Self::create_named(&self.folder)?;
        self.file.rewind()?;
        io::copy(&mut self.file, &mut copy.file)?;
        Ok(copy)
    }
}

#[cfg(target_os = "linux")]
fn unnamed(folder: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags, open};

    let private = Mode::RUSR | Mode::WUSR;
    Ok(File::from(open(folder, OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, private)?))
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_: &Path) -> io::Result<File> {
    Err(ErrorKind::Unsupported.into())
}

fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".nej-").permissions(Permissions::from_mode(0o600));
    builder
}

fn link(file: &File, to: &Path) -> io::Result<()> {
    let from = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, from, CWD, to, AtFlags::SYMLINK_FOLLOW)?)
}

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

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::MetadataExt;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    type Create = fn(&Path) -> io::Result<NewFile>;

    #[test]
    fn a_file_gets_its_name_when_it_is_whole_and_takes_none_from_another() {
        for create in [NewFile::create_in as Create, NewFile::create_named] {
            let folder = tempfile::tempdir().unwrap();
            let target = folder.path().join("out.csv");
            create(folder.path()).unwrap();
            assert_eq!(names(folder.path()), Vec::<String>::new(), "given up");
            let new = |text: &[u8]| {
                let file = create(folder.path()).unwrap();
                file.as_file().write_all(text).unwrap();
                file
            };
            new(b"one").place_new(&target).unwrap();
            assert_eq!(new(b"two").place_new(&target).unwrap_err().kind(), ErrorKind::AlreadyExists);
            assert_eq!(fs::read(&target).unwrap(), b"one");
            new(b"three").replace(&target).unwrap();
            assert_eq!((fs::read(&target).unwrap(), names(folder.path())), (b"three".to_vec(), vec!["out.csv".into()]));
            assert_eq!(fs::metadata(&target).unwrap().mode() & 0o777, 0o600);
            new(b"copied").copied().unwrap().replace(&target).unwrap();
            assert_eq!(fs::read(&target).unwrap(), b"copied");
        }
    }
}
