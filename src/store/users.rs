//! The users and groups of the machine by name, as the system knows them: no variable of the environment changes that.

use nix::unistd::{Gid, Group, Uid, User};

/// The login of a user; the number where it has no name.
pub fn user_name(uid: u32) -> String {
    User::from_uid(Uid::from_raw(uid)).ok().flatten().map_or_else(|| uid.to_string(), |user| user.name)
}

/// The name of a group; the number where it has none.
pub fn group_name(gid: u32) -> String {
    Group::from_gid(Gid::from_raw(gid)).ok().flatten().map_or_else(|| gid.to_string(), |group| group.name)
}

/// The number of a group, by its name or its number.
pub fn group_number(group: &str) -> Option<u32> {
    let named = Group::from_name(group).ok().flatten().map(|group| group.gid.as_raw());
    named.or_else(|| group.parse().ok())
}
