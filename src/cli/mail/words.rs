//! What is said of a mail: its day, what it seems to be, whose it is, and what the receiving server says of it.

use super::super::account::{candidate, label};
use super::super::context::Context;
use crate::content::{fill, kind_words};
use crate::domain::mail::MailHead;
use crate::domain::{AccountId, EventKind};
use crate::exchange::mail::DkimNote;
use crate::store::{self, Reader};

/// Its own day.
pub fn day_words(context: &Context, head: &MailHead) -> String {
    head.on.map_or_else(|| context.words().mail.no_date.clone(), |on| on.to_string())
}

/// What it seems to be.
pub fn kind_text(context: &Context, kind: Option<EventKind>) -> String {
    kind.map_or_else(|| context.words().mail.unclear.clone(), |kind| kind_words(kind, context.lang).short.clone())
}

/// The account with its number, or the numbers of those that fit.
pub fn whose(context: &Context, reader: &Reader, accounts: &[AccountId]) -> store::Result<String> {
    let mut found = Vec::new();
    for id in accounts {
        match reader.account(*id) {
            Err(store::Error::UnreadableAccount(_)) => {}
            account => found.extend(account?),
        }
    }
    Ok(match found.as_slice() {
        [] => context.words().mail.aside.clone(),
        [account] => format!("{} {}", account.id.0, label(&account.fields)),
        several => several.iter().map(candidate).collect::<Vec<_>>().join(", "),
    })
}

/// The receiving server's word on DKIM, as that server's word.
pub fn dkim_words(context: &Context, note: &DkimNote) -> String {
    let values = [("server", note.server.as_str()), ("result", note.result.as_str()), ("domain", note.domain.as_str())];
    fill(&context.words().mail.dkim, &values)
}
