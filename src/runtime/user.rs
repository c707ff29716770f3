//! Who sits at the keyboard, as the system knows it: by the number of the user, which no variable can change. And what
//! that person calls home.

use std::path::PathBuf;

use rustix::process::getuid;

use crate::store::user_name;

/// The login; the number where it has no name.
pub fn login() -> String {
    user_name(getuid().as_raw())
}

/// A path that a person typed where no shell reads it: `~/` is the home folder.
pub fn at_home(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => path.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_is_where_the_tilde_leads() {
        assert_eq!(at_home("~/a b"), etcetera::home_dir().unwrap().join("a b"));
        assert_eq!(["/a", "a", "~", "~bo/a"].map(at_home), ["/a", "a", "~", "~bo/a"].map(PathBuf::from));
    }
}
