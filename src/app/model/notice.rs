//! What is said below the panes until the next key.

use crate::domain::change::Erased;

use super::msg::{EditorFault, HandOff, WriteError};

/// What the footer says until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// It is in the database; with its first words.
    Saved(String),
    /// Accounts are forgotten.
    Forgotten {
        /// The handle of one, or how many they were.
        name: String,
        /// Whether nothing of them is left in the file by now.
        wholly: bool,
        /// The folders with their complaints that are still there.
        folders: Vec<String>,
    },
    /// How far what was left of forgotten accounts is erased.
    Erased(Erased),
    /// What was open when the terminal went away is open again.
    Resumed,
    /// What to do here.
    Hint(String),
    /// Something did not work.
    Failed(WriteError),
    /// A link or text was handed over.
    HandedOff(HandOff),
    /// Another window changed the same draft; both texts are there.
    Merged,
    /// A field keeps the form from being saved, or takes no more, in these words.
    Invalid(String),
    /// There is no room for more text.
    Full,
    /// There is nothing to copy.
    NothingToCopy,
    /// There is no editor to start.
    NoEditor,
    /// The editor ended badly, in these words; nothing was changed.
    EditorFailed(String),
    /// What the editor wrote is not taken over, for this reason, and is still in this file.
    EditorFileKept(EditorFault, String),
    /// The terminal does not send UTF-8; it is read by this encoding. Without one a part of it was left out.
    NotUtf8(Option<&'static str>),
    /// Changes of another window show with the next key only.
    Unwatched,
    /// The editor left the text as it was, or nothing.
    Unchanged,
    /// There is nothing to answer or to complain of before the objection is sent.
    SendFirst,
    /// What was asked for makes no sense here.
    NotNow,
    /// The database may only be read.
    ReadOnly,
}

impl Notice {
    /// Whether it refuses what was asked: then the bell rings, for who does not look at the footer.
    pub const fn refuses(&self) -> bool {
        match self {
            Self::Saved(_) | Self::Hint(_) | Self::Merged | Self::Unchanged => false,
            Self::HandedOff(handed) => !matches!(handed, HandOff::Clipboard | HandOff::WithoutTmux | HandOff::Browser),
            _ => true,
        }
    }
}
