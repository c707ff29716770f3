//! Who may use a database: one person, the members of a group, or everybody on the machine. What is made beside it
//! gets the same group, the same permissions and the same access list, whatever the umask.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::Path;

use rustix::fs::{XattrFlags, fsetxattr, getxattr};

/// Where Linux keeps the access list of a file.
const ACCESS_LIST: &str = "system.posix_acl_access";
/// More entries than anybody writes.
const ACCESS_LIST_MAX: usize = 4 << 10;

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
    /// The permissions of owner, group and others.
    pub mode: u32,
    /// Its access list as the system keeps it; empty where it has none.
    access_list: Vec<u8>,
}

impl Sharing {
    /// As the system says; `None` where there is no such file, or none that may be looked at.
    pub fn of(path: &Path) -> Option<Self> {
        let meta = fs::metadata(path).ok()?;
        let mut list = vec![0; ACCESS_LIST_MAX];
        let length = getxattr(path, ACCESS_LIST, &mut list[..]).unwrap_or_default();
        list.truncate(length);
        Some(Self { owner: meta.uid(), group: meta.gid(), mode: meta.mode() & 0o777, access_list: list })
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

    /// Makes a file of our own as usable as this one, but never for everybody. Where its group cannot be given, it stays
    /// private: permissions for another group would be worth more than none.
    pub fn give_to(&self, file: &File) -> io::Result<()> {
        if self.audience() == Audience::Private {
            return file.set_permissions(Permissions::from_mode(0o600));
        }
        if file.metadata()?.gid() != self.group && fchown(file, None, Some(self.group)).is_err() {
            return Ok(());
        }
        let searched = if file.metadata()?.is_dir() { 0o2110 } else { 0 };
        file.set_permissions(Permissions::from_mode(self.mode & 0o660 | searched))?;
        if !self.access_list.is_empty() {
            fsetxattr(file, ACCESS_LIST, &self.access_list, XattrFlags::empty())?;
        }
        Ok(())
    }
}
