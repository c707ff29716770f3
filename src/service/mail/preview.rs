//! A mail as a person reads it.

use crate::content::mail::knowledge;
use crate::domain::mail::{MailId, MailPreview, WaitingMail};
use crate::domain::{AccountId, EventKind};
use crate::exchange::mail::{Mail, has_blots, read};
use crate::store::{Reader, Result};

/// The largest mail whose text is shown at once, in bytes: it is read whenever the account is.
const SHOWN_MAX: usize = 1 << 20;

/// The mail that waits at an account, the oldest of them.
pub fn waiting_at(reader: &Reader, account: AccountId) -> Result<Option<MailPreview>> {
    let Some((mail, more)) = reader.first_mail(account)? else { return Ok(None) };
    of(reader, mail, more).map(Some)
}

/// A mail that waits, by its number.
pub fn preview(reader: &Reader, id: MailId) -> Result<Option<MailPreview>> {
    reader.mail(id)?.map(|mail| of(reader, mail, 0)).transpose()
}

fn of(reader: &Reader, mail: WaitingMail, more: u64) -> Result<MailPreview> {
    let data = reader.mail_data(mail.id)?.filter(|data| data.len() <= SHOWN_MAX).unwrap_or_default();
    let message = read(&data).unwrap_or_default();
    let looks_alike = !knowledge().is_sender(&mail.head.sender);
    let from = if message.from.is_empty() { mail.head.sender.clone() } else { sender(&message) };
    let dkim = message.dkim.into_iter().next().map(|note| [note.server, note.result, note.domain]);
    let redacted = mail.head.kind == Some(EventKind::Confirmed) && has_blots(&message.text);
    Ok(MailPreview { mail, more, from, text: message.text, dkim, redacted, looks_alike })
}

/// An attached mail as text: its fields as a mail has them, and what it says. `None` where it is no mail.
pub fn readable(bytes: &[u8]) -> Option<String> {
    let mail = read(bytes).ok()?;
    let date = mail.date.map(|date| date.to_rfc2822()).unwrap_or_default();
    Some(format!("From: {}\nDate: {date}\nSubject: {}\n\n{}", sender(&mail), mail.subject, mail.text))
}

fn sender(mail: &Mail) -> String {
    if mail.from_name.is_empty() { mail.from.clone() } else { format!("{} <{}>", mail.from_name, mail.from) }
}
