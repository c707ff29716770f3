//! Who sits at the keyboard, as the system knows it: by the number of the user, which no variable can change.

use nix::unistd::{Uid, User};

/// The login; the number where it has no name.
pub fn login() -> String {
    let uid = Uid::current();
    User::from_uid(uid).ok().flatten().map_or_else(|| uid.to_string(), |user| user.name)
}
