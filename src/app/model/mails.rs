//! The mails that wait to be gone through, as a list: those that no account fits are reached here alone.

use crate::domain::mail::WaitingMail;

/// A mail that waits, with the names of the accounts that it can belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLine {
    /// The mail.
    pub mail: WaitingMail,
    /// The handles; none where no account fits.
    pub handles: Vec<String>,
}

/// The list while it is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailsDialog {
    /// The oldest that wait, in the order in which they came.
    pub lines: Vec<MailLine>,
    /// The cursor, an index into `lines`.
    pub at: usize,
    /// Whether it is asked if the mail under the cursor is to be put away.
    pub discarding: bool,
}

impl MailsDialog {
    /// The mail under the cursor.
    pub fn current(&self) -> Option<&MailLine> {
        self.lines.get(self.at)
    }
}
