//! One message: who wrote it, to whom, when, and what it says. Decoded by `mail-parser`, which bounds how deep parts
//! may nest; the sizes are bounded here.

use chrono::{DateTime, Utc};
use mail_parser::{Address, HeaderName, HeaderValue, Message, MessageParser, PartType};

use super::auth::{DkimNote, dkim_notes};
use super::forwarded::{self, InlineMail};
use crate::content::mail::knowledge;
use crate::domain::text::to_stored;

/// The largest message that is read, in bytes.
pub const MAIL_MAX: usize = 30 << 20;

/// How much of the text is kept for reading and for phrases, in bytes.
const TEXT_MAX: usize = 1 << 20;

/// How deep messages attached to messages are looked into.
const DEPTH_MAX: usize = 5;

/// A message as far as a case needs it. Text is decoded, composed to NFC, with LF line ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mail {
    /// `Message-ID` without its angle brackets; empty when there is none.
    pub message_id: String,
    /// The sender's address in lower case; empty when there is none.
    pub from: String,
    /// The name the sender gives.
    pub from_name: String,
    /// Every address it went to, in lower case: To, Cc, and what the receiving server noted.
    pub recipients: Vec<String>,
    /// The subject.
    pub subject: String,
    /// When it was written, by its own `Date`, else when the receiving server took it.
    pub date: Option<DateTime<Utc>>,
    /// The text; HTML as text.
    pub text: String,
    /// The receiving server's word on DKIM.
    pub dkim: Vec<DkimNote>,
    /// Whether it was forwarded, in the text or as an attachment: then sender and day are as the forwarding person's
    /// program wrote them.
    pub forwarded: bool,
}

/// Why something cannot be read as a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailError {
    /// No header field that a message has.
    NotAMessage,
    /// Larger than [`MAIL_MAX`].
    TooLarge,
}

/// Reads a message. A controller's mail that was forwarded, inline or attached, is read as that mail.
pub fn read(bytes: &[u8]) -> Result<Mail, MailError> {
    if bytes.len() > MAIL_MAX {
        return Err(MailError::TooLarge);
    }
    let message = MessageParser::default().parse(bytes).ok_or(MailError::NotAMessage)?;
    let outer = mail_of(&message);
    if outer.from.is_empty() && outer.message_id.is_empty() && outer.date.is_none() && outer.recipients.is_empty() {
        return Err(MailError::NotAMessage);
    }
    if knowledge().is_sender(&outer.from) {
        return Ok(outer);
    }
    let inner = attached(&message, DEPTH_MAX).or_else(|| forwarded::inline(&outer.text).map(|inner| from_inline(inner, &outer)));
    Ok(inner.map_or_else(|| outer.clone(), |inner| as_forwarded(inner, &outer)))
}

/// A mail forwarded inline; without its own subject it takes the outer one.
fn from_inline(inner: InlineMail, outer: &Mail) -> Mail {
    let InlineMail { from, subject, date, text } = inner;
    Mail { from, subject: subject.unwrap_or_else(|| outer.subject.clone()), date, text, ..Mail::default() }
}

/// The forwarded mail keeps its own words; recipients are those of both, and the server's word is about the outer one.
fn as_forwarded(mut inner: Mail, outer: &Mail) -> Mail {
    inner.recipients.extend(outer.recipients.iter().cloned());
    // The one who forwards a mail is its recipient.
    inner.recipients.push(outer.from.clone());
    inner.recipients.sort();
    inner.recipients.dedup();
    inner.dkim.clear();
    inner.forwarded = true;
    if inner.message_id.is_empty() {
        inner.message_id.clone_from(&outer.message_id);
    }
    inner
}

/// The first attached message that a controller sent.
fn attached(message: &Message<'_>, depth: usize) -> Option<Mail> {
    let nested =
        message.parts.iter().filter_map(|part| if let PartType::Message(inner) = &part.body { Some(inner) } else { None });
    nested.filter(|_| depth > 0).find_map(|inner| {
        let mail = mail_of(inner);
        if knowledge().is_sender(&mail.from) { Some(mail) } else { attached(inner, depth - 1) }
    })
}

fn mail_of(message: &Message<'_>) -> Mail {
    let from = message.from().and_then(Address::first);
    let written = message.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0));
    // The topmost field is the receiving server's.
    let received = || {
        message
            .received_all()
            .next()
            .and_then(mail_parser::Received::date)
            .and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0))
    };
    let mut fields = message.headers_raw();
    let results = fields.find(|(name, _)| name.eq_ignore_ascii_case("Authentication-Results"));
    let dkim = results.map(|(_, value)| dkim_notes(value)).unwrap_or_default();
    Mail {
        message_id: line(message.message_id().unwrap_or_default()),
        from: line(from.and_then(|a| a.address()).unwrap_or_default()).to_lowercase(),
        from_name: line(from.and_then(|a| a.name()).unwrap_or_default()),
        recipients: recipients(message),
        subject: line(message.subject().unwrap_or_default()),
        date: written.or_else(received),
        text: body(message),
        dkim,
        forwarded: false,
    }
}

/// The fields in which servers note whom a message was delivered to, beside To and Cc.
const DELIVERED: [&str; 4] = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Delivered-To"];

fn recipients(message: &Message<'_>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let listed = [message.to(), message.cc()].into_iter().flatten();
    all.extend(listed.flat_map(Address::iter).filter_map(|a| a.address()).map(|a| line(a).to_lowercase()));
    for name in DELIVERED {
        let values = message.header_values(HeaderName::from(name));
        all.extend(values.flat_map(texts).flat_map(|text| addresses(&text)));
    }
    all.retain(|a| a.contains('@'));
    all.sort();
    all.dedup();
    all
}

fn texts(value: &HeaderValue<'_>) -> Vec<String> {
    match value {
        HeaderValue::Text(text) => vec![text.to_string()],
        HeaderValue::TextList(list) => list.iter().map(ToString::to_string).collect(),
        HeaderValue::Address(address) => address.iter().filter_map(|a| a.address()).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// The addresses in a field that is not parsed as one.
fn addresses(text: &str) -> Vec<String> {
    let split = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '<' | '>' | ';'));
    split.filter(|word| word.contains('@')).map(|word| line(word).to_lowercase()).collect()
}

/// All text parts that are not attachments, HTML as text where there is nothing else. Where the structure is broken so
/// that none is found, the bytes after the header as they are.
fn body(message: &Message<'_>) -> String {
    let mut out = String::new();
    let decoded = (0..message.text_body_count()).filter_map(|pos| message.body_text(pos));
    for text in decoded.filter(|text| !text.trim().is_empty()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        push_within(&mut out, &text);
    }
    let files = message.parts.iter().any(|part| matches!(part.body, PartType::Binary(_) | PartType::InlineBinary(_)));
    if out.is_empty() && !files {
        let raw = message.raw_message.get(message.root_part().offset_body as usize..).unwrap_or_default();
        push_within(&mut out, &String::from_utf8_lossy(&raw[..raw.len().min(TEXT_MAX)]));
    }
    to_stored(out.trim())
}

fn push_within(out: &mut String, text: &str) {
    let room = TEXT_MAX.saturating_sub(out.len());
    out.push_str(&text[..text.floor_char_boundary(room)]);
}

/// One line of a header field: folds and line ends become spaces.
fn line(text: &str) -> String {
    let text = to_stored(text).replace('\n', " ");
    text.trim().to_owned()
}
