//! Who sits at the keyboard, as the system knows it: by the number of the user, which no variable can change.

use rustix::process::getuid;

use crate::store::user_name;

/// The login; the number where it has no name.
pub fn login() -> String {
    user_name(getuid().as_raw())
}
