//! The environment, read once at the start and passed on from there.

#![expect(clippy::disallowed_methods, reason = "somebody has to read it, and it is this file alone")]

use std::env;
use std::ffi::OsString;

/// The variables that matter. An empty one counts as not set.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    pub nej_db: Option<OsString>,
    pub nej_lang: Option<String>,
    pub nej_today: Option<String>,
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`: the first that is set.
    pub messages: Option<String>,
    /// `LC_ALL`, `LC_CTYPE` or `LANG`: the first that is set.
    pub characters: Option<String>,
    pub term: Option<String>,
    pub no_color: bool,
    /// Whether this is a remote login: one of `SSH_CONNECTION`, `SSH_TTY`, `SSH_CLIENT`.
    pub ssh: bool,
    /// Whether there is a display: `DISPLAY` or `WAYLAND_DISPLAY`.
    pub display: bool,
    pub tmux: bool,
    /// Whether the terminal is GNU screen: `STY`.
    pub screen: bool,
    /// The person's editor with its options: `VISUAL`, else `EDITOR`.
    pub editor: Option<String>,
    /// Where programs are: `PATH`.
    pub path: Option<OsString>,
}

impl Environment {
    /// Reads it.
    pub fn read() -> Self {
        Self {
            nej_db: env::var_os("NEJ_DB").filter(|value| !value.is_empty()),
            nej_lang: text("NEJ_LANG"),
            nej_today: text("NEJ_TODAY"),
            messages: first(&["LC_ALL", "LC_MESSAGES", "LANG"]),
            characters: first(&["LC_ALL", "LC_CTYPE", "LANG"]),
            term: text("TERM"),
            no_color: text("NO_COLOR").is_some(),
            ssh: first(&["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"]).is_some(),
            display: first(&["DISPLAY", "WAYLAND_DISPLAY"]).is_some(),
            tmux: text("TMUX").is_some(),
            screen: text("STY").is_some(),
            editor: first(&["VISUAL", "EDITOR"]),
            path: env::var_os("PATH"),
        }
    }

    /// Whether signs beyond ASCII can be shown. Where no locale is set at all they most likely can: that is how
    /// bare servers are, while terminals speak UTF-8.
    pub fn unicode(&self) -> bool {
        let utf8 = |locale: &String| {
            let folded = locale.to_lowercase();
            folded.contains("utf-8") || folded.contains("utf8")
        };
        self.characters.as_ref().is_none_or(utf8)
    }
}

fn text(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

fn first(names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_locale_that_says_otherwise_takes_the_signs_away() {
        let unicode =
            |locale: Option<&str>| Environment { characters: locale.map(str::to_owned), ..Environment::default() }.unicode();
        assert!(unicode(None) && unicode(Some("sv_SE.UTF-8")) && unicode(Some("C.utf8")));
        assert!(!unicode(Some("C")) && !unicode(Some("sv_SE.ISO-8859-1")));
    }
}
