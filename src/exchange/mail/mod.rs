//! E-mail in: one message (RFC 5322, MIME), an mbox, and what of a message a case needs. Nothing in a message is ever
//! fetched or run; what is not understood stays in the bytes.

mod auth;
mod code;
mod forwarded;
mod mbox;
mod message;

pub use auth::DkimNote;
pub use code::{Redacted, has_blots, redact, redact_text};
pub use mbox::{Mbox, is_mbox};
pub use message::{MAIL_MAX, Mail, MailError, read};
