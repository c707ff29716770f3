//! A mail that came in, as the database keeps it until it is dealt with.

use chrono::NaiveDate;

use super::account::AccountId;
use super::event::EventKind;

/// The number of a mail that came in; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailId(pub i64);

/// What is known of a mail without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailHead {
    /// Its `Message-ID` (RFC 5322, 3.6.4); empty when there is none.
    pub message_id: String,
    /// The SHA-256 of its bytes as they are kept, in lower-case hexadecimal.
    pub sha256: String,
    /// Its own day in Stockholm; `None` where it has no date, or one that cannot be.
    pub on: Option<NaiveDate>,
    /// The sender's address.
    pub sender: String,
    /// Its subject.
    pub subject: String,
    /// What it seems to be; a person confirms it.
    pub kind: Option<EventKind>,
}

/// A mail that waits to be gone through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingMail {
    /// Its number.
    pub id: MailId,
    /// The accounts that it can belong to; none where no account fits.
    pub accounts: Vec<AccountId>,
    /// What is known of it.
    pub head: MailHead,
}

/// A mail in an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRecord {
    /// What is known of it.
    pub head: MailHead,
    /// Its bytes; `None` where it was dealt with and is only known.
    pub data: Option<Vec<u8>>,
}

/// The kinds of events that a mail from a controller can be.
pub const MAIL_KINDS: [EventKind; 6] = [
    EventKind::Granted,
    EventKind::Refused,
    EventKind::Extended,
    EventKind::InfoRequested,
    EventKind::Acknowledged,
    EventKind::Confirmed,
];

/// A mail that waits, as a person reads it before it is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailPreview {
    /// The mail.
    pub mail: WaitingMail,
    /// How many more wait for the same account.
    pub more: u64,
    /// The sender, with the name that the mail gives.
    pub from: String,
    /// The text, HTML as text.
    pub text: String,
    /// What the receiving server noted about DKIM: the server, its word, the domain that signed.
    pub dkim: Option<[String; 3]>,
    /// Whether the digits of a code are blotted out of it.
    pub redacted: bool,
    /// Whether the sender only looks like a controller.
    pub looks_alike: bool,
}
