//! Writing mails: one that was pasted waits to be logged, one that waits is logged.

use chrono::{DateTime, Utc};

use super::trouble::trouble;
use crate::app::WriteError;
use crate::domain::AccountId;
use crate::domain::change::{NewEvent, WriteOutcome};
use crate::domain::day::in_stockholm;
use crate::domain::mail::{MailId, WaitingMail};
use crate::service::attachment::Attachment;
use crate::service::mail::{FilingError, IntakeError, MailFate, MailIntake, discard, file_waiting, is_from_controller};
use crate::store::{Reader, Writer};

/// The account that a pasted mail is for, where it is a whole one that a controller sent.
pub fn pasted_mail(attachment: &Attachment, text: &str) -> Option<AccountId> {
    let [account] = attachment.accounts.as_slice() else { return None };
    is_from_controller(text.as_bytes()).then_some(*account)
}

/// Takes a pasted mail in, so that a reply can begin with it.
pub fn take_mail(writer: &mut Writer, attachment: &Attachment, text: &str) -> Result<WriteOutcome, WriteError> {
    let mut batch = writer.batch().map_err(|error| trouble(&error))?;
    let account = pasted_mail(attachment, text);
    let intake = MailIntake { log_as: None, account, today: in_stockholm(attachment.at), at: attachment.at };
    let taken = intake.take(&mut batch, text.as_bytes()).map_err(|error| match error {
        IntakeError::Store(error) => trouble(&error),
        IntakeError::Message(_) => WriteError::TooLarge,
    })?;
    let mail = batch.mail_of(&taken.head).map_err(|error| trouble(&error))?;
    batch.finish().map_err(|error| trouble(&error))?;
    match taken.fate {
        MailFate::Waits(account) => Ok(WriteOutcome::MailTaken(mail.map(|mail| (account, mail)))),
        MailFate::TooLarge => Err(WriteError::TooLarge),
        _ => Ok(WriteOutcome::MailTaken(None)),
    }
}

/// Puts a mail away that needs no event.
pub fn discard_mail(writer: &mut Writer, mail: MailId) -> Result<WriteOutcome, WriteError> {
    let mut batch = writer.batch().map_err(|error| trouble(&error))?;
    discard(&mut batch, mail).map_err(|error| match error {
        FilingError::Store(error) => trouble(&error),
        FilingError::CaseFull | FilingError::Gone => WriteError::MailGone,
    })?;
    batch.finish().map_err(|error| trouble(&error))?;
    Ok(WriteOutcome::MailPutAway)
}

/// Logs the event that a waiting mail reports, with the mail as evidence.
pub fn file_mail(
    writer: &mut Writer,
    reader: &Reader,
    mail: &WaitingMail,
    event: &NewEvent,
    at: DateTime<Utc>,
) -> Result<WriteOutcome, WriteError> {
    let mut batch = writer.batch().map_err(|error| trouble(&error))?;
    let id = file_waiting(&mut batch, mail, event.clone(), at).map_err(|error| match error {
        FilingError::CaseFull => {
            let account = reader.account(event.account).ok().flatten();
            WriteError::CaseFull(account.map(|account| account.fields.handle).unwrap_or_default())
        }
        FilingError::Gone => WriteError::MailGone,
        FilingError::Store(error) => trouble(&error),
    })?;
    batch.finish().map_err(|error| trouble(&error))?;
    Ok(WriteOutcome::Recorded(vec![id]))
}
