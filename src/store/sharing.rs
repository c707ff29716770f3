//! Who may use a database: one person, the members of a group, or everybody on the machine. What is made beside it
//! gets the same group, the same permissions and the same access list, whatever the umask.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::{XattrFlags, fsetxattr, getxattr};

use super::leftovers::UNFINISHED;

/// Where Linux keeps the access list of a file.
const ACCESS_LIST: &str = "system.posix_acl_access";
/// More entries than anybody writes.
const ACCESS_LIST_MAX: usize = 4 << 10;

/// Where it keeps the list that new files in a folder get.
const DEFAULT_LIST: &str = "system.posix_acl_default";

fn attribute(path: &Path, name: &str) -> Vec<u8> {
    let mut value = vec![0; ACCESS_LIST_MAX];
    let length = getxattr(path, name, &mut value[..]).unwrap_or_default();
    value.truncate(length);
    value
}

/// An access list for another file: in a folder whoever reads may also pass, and a group that is not the one meant gets
/// nothing. Behind the version each entry has its kind, its permissions and whose it is.
fn adapted(list: &[u8], is_folder: bool, same_group: bool) -> Vec<u8> {
    const VERSION: usize = 4;
    const ENTRY: usize = 8;
    const GROUP: u16 = 0x04;
    let mut list = list.to_vec();
    let entries = list.get_mut(VERSION..).unwrap_or_default();
    for entry in entries.chunks_exact_mut(ENTRY) {
        let kind = u16::from_le_bytes([entry[0], entry[1]]);
        match entry[2] {
            _ if kind == GROUP && !same_group => entry[2] = 0,
            read if is_folder && read & 0o4 != 0 => entry[2] |= 0o1,
            _ => {}
        }
    }
    list
}

fn has_list(path: &Path) -> bool {
    !attribute(path, ACCESS_LIST).is_empty()
}

/// Whether an access list says what a new file at a path is to be: somebody meant it to be shared.
pub(super) fn is_listed(path: &Path) -> bool {
    path.parent().is_some_and(|folder| !attribute(folder, DEFAULT_LIST).is_empty())
}

/// How far a file can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// By its owner alone.
    Private,
    /// By a group, or by those whom an access list names.
    Group,
    /// By everybody on the machine.
    Everybody,
}

/// Whose a file is, and who may use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// The number of its owner.
    pub owner: u32,
    /// The number of its group.
    pub group: u32,
    /// Its permissions, and whether it hands its group on.
    pub mode: u32,
    /// Its access list as the system keeps it; empty where it has none.
    access_list: Vec<u8>,
}

impl Sharing {
    /// As the system says; `None` where there is no such file, or none that may be looked at.
    pub fn of(path: &Path) -> Option<Self> {
        let meta = fs::metadata(path).ok()?;
        Some(Self { owner: meta.uid(), group: meta.gid(), mode: meta.mode() & 0o7777, access_list: attribute(path, ACCESS_LIST) })
    }

    /// How far it can be used. Where there is an access list, the group's permissions are the most that it can give.
    pub const fn audience(&self) -> Audience {
        match self.mode {
            mode if mode & 0o007 != 0 => Audience::Everybody,
            mode if mode & 0o070 != 0 => Audience::Group,
            _ => Audience::Private,
        }
    }

    /// Whether an access list says who may use it.
    pub const fn has_access_list(&self) -> bool {
        !self.access_list.is_empty()
    }

    /// Whether its group may read and write.
    pub const fn group_writes(&self) -> bool {
        self.mode & 0o060 == 0o060
    }

    /// Whether a folder gives its group to all that is made in it, and lets nobody else in.
    pub const fn is_shared_folder(&self) -> bool {
        self.mode & 0o2777 == 0o2770
    }

    /// What a file made in a folder is to be where the folder is shared.
    pub(super) fn of_folder(folder: &Path) -> Option<Self> {
        let sharing = Self::of(folder).filter(Self::is_shared_folder)?;
        Some(Self { mode: 0o660, access_list: Vec::new(), ..sharing })
    }

    /// Makes a file of our own as usable as this one, but never for everybody. Where its group cannot be given, it stays
    /// private: permissions for another group would be worth more than none.
    pub fn give_to(&self, file: &File) -> io::Result<()> {
        if self.audience() == Audience::Private {
            return file.set_permissions(Permissions::from_mode(0o600));
        }
        let meta = file.metadata()?;
        let same_group = meta.gid() == self.group || fchown(file, None, Some(self.group)).is_ok();
        if !self.access_list.is_empty() {
            let list = adapted(&self.access_list, meta.is_dir(), same_group);
            return Ok(fsetxattr(file, ACCESS_LIST, &list, XattrFlags::empty())?);
        }
        if !same_group {
            return Ok(());
        }
        let folder = if meta.is_dir() { 0o2110 } else { 0 };
        file.set_permissions(Permissions::from_mode(self.mode & 0o660 | folder))
    }
}

/// Why a database cannot be shared with a group.
#[derive(Debug, PartialEq, Eq)]
pub enum ShareError {
    /// This folder lets the group's members not through to the database.
    Closed(PathBuf),
    /// The database's folder holds other files, which are not to be shared.
    NotItsOwn(PathBuf),
    /// Whoever shares it is no member of the group, or does not own this.
    NotAllowed(PathBuf),
    /// The system refused.
    Io(PathBuf, i32),
}

/// Whether a group can come to the database, and the database's folder is its own: to be asked before it is made.
pub fn can_share(database: &Path, group: u32) -> Result<(), ShareError> {
    let database = std::path::absolute(database).map_err(|e| failed(database, &e))?;
    let folder = database.parent().unwrap_or(Path::new("/"));
    let passes = |folder: &Path| {
        fs::metadata(folder).map_or(true, |meta| {
            meta.mode() & 0o001 != 0 || (meta.gid() == group && meta.mode() & 0o010 != 0) || has_list(folder)
        })
    };
    if let Some(closed) = folder.ancestors().skip(1).find(|above| !passes(above)) {
        return Err(ShareError::Closed(closed.to_owned()));
    }
    let name = database.file_name().unwrap_or_default().to_string_lossy();
    if Sharing::of(folder).is_some_and(|it| it.is_shared_folder() && it.group == group) {
        return Ok(());
    }
    let mut others = fs::read_dir(folder).into_iter().flatten().flatten();
    let foreign = |entry: fs::DirEntry| {
        let file = entry.file_name();
        let file = file.to_string_lossy();
        !file.starts_with(&*name) && !file.starts_with(UNFINISHED)
    };
    if others.any(foreign) { Err(ShareError::NotItsOwn(folder.to_owned())) } else { Ok(()) }
}

/// Lets a group use a database that is there, and all that is made beside it from now on.
pub fn share(database: &Path, group: u32) -> Result<(), ShareError> {
    let database = fs::canonicalize(database).map_err(|e| failed(database, &e))?;
    let folder = database.parent().unwrap_or(Path::new("/"));
    // The file last: until then it is private.
    give(folder, group, 0o2770)?;
    let name = database.file_name().unwrap_or_default().to_string_lossy();
    for entry in fs::read_dir(folder).map_err(|e| failed(folder, &e))?.flatten() {
        if entry.path() == database || !entry.file_name().to_string_lossy().starts_with(&*name) {
            continue;
        }
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        give(&entry.path(), group, if is_folder { 0o2770 } else { 0o660 })?;
    }
    give(&database, group, 0o660)
}

fn give(path: &Path, group: u32, mode: u32) -> Result<(), ShareError> {
    let meta = match fs::symlink_metadata(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        meta => meta.map_err(|e| failed(path, &e))?,
    };
    if meta.gid() != group {
        chown(path, None, Some(group)).map_err(|e| failed(path, &e))?;
    }
    if meta.mode() & 0o7777 != mode || meta.gid() != group {
        fs::set_permissions(path, Permissions::from_mode(mode)).map_err(|e| failed(path, &e))?;
    }
    Ok(())
}

fn failed(path: &Path, error: &io::Error) -> ShareError {
    match error.kind() {
        ErrorKind::PermissionDenied => ShareError::NotAllowed(path.to_owned()),
        _ => ShareError::Io(path.to_owned(), error.raw_os_error().unwrap_or_default()),
    }
}
