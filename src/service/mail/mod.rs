//! Mail that comes in: laid to its account, its code blotted out, and logged or left for a person to go through. A
//! person or a script confirms what a mail is; here it is only proposed.

mod filing;
mod matching;
mod preview;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

pub use filing::{FilingError, apply, discard, file_waiting};
pub use preview::{preview, readable, waiting_at};

use crate::content::mail::knowledge;
use crate::domain::account::FILE_MAX;
use crate::domain::change::NewEvent;
use crate::domain::day::in_stockholm;
use crate::domain::event_field::EventFieldError;
use crate::domain::mail::MailHead;
use crate::domain::{AccountId, Case, EventData, EventId, EventKind};
use crate::exchange::checksum::sha256;
use crate::exchange::mail::{DkimNote, Mail, MailError, Redacted, read, redact};
use crate::store::{self, Batch};

/// The first year a mail of this kind can be from: an earlier date is a clock that was never set.
const EARLIEST_YEAR: i32 = 2018;

/// How mails are taken in.
#[derive(Debug, Clone, Copy)]
pub struct MailIntake {
    /// Log each as this kind of event, at once; otherwise it waits for a person.
    pub log_as: Option<EventKind>,
    /// The account, where it was given; otherwise the recipients decide.
    pub account: Option<AccountId>,
    /// Today in Stockholm.
    pub today: NaiveDate,
    /// The moment it is recorded.
    pub at: DateTime<Utc>,
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenMail {
    /// What was done with it.
    pub fate: MailFate,
    /// What is known of it.
    pub head: MailHead,
    /// Whether digits of a code were blotted out.
    pub redacted: bool,
    /// The receiving server's word on DKIM.
    pub dkim: Option<DkimNote>,
}

/// What was done with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailFate {
    /// Logged at this account, with this number.
    Logged(AccountId, EventId),
    /// It waits at this account to be logged.
    Waits(AccountId),
    /// It was to be logged at this account and waits instead: it has no date.
    NoDay(AccountId),
    /// It was to be logged at this account and waits instead: nothing in the case gives it a meaning.
    NoCause(AccountId),
    /// It was to be logged at this account and waits instead: the attachments of the case would be too large.
    CaseFull(AccountId),
    /// Laid aside: no account fits.
    NoAccount,
    /// Laid aside: these accounts fit.
    Several(Vec<AccountId>),
    /// Laid aside: the sender only looks like a controller.
    LooksAlike,
    /// Passed over: it came before.
    Known,
    /// Passed over: no controller sent it.
    NotTheirs,
    /// Passed over: a controller sent it, but not about an objection.
    Unrelated,
    /// Passed over: larger than an attachment may be.
    TooLarge,
}

/// Why a mail was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// It is no message.
    #[error("not a message: {0:?}")]
    Message(MailError),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl MailIntake {
    /// Takes one message in.
    pub fn take(&self, batch: &mut Batch<'_>, bytes: &[u8]) -> Result<TakenMail, IntakeError> {
        let mail = read(bytes).map_err(IntakeError::Message)?;
        let known = knowledge();
        let kind = known.propose(&mail.subject, &mail.text);
        let related = kind.is_some() || known.is_related(&mail.subject, &mail.text);
        let passed_over = if known.is_sender(&mail.from) {
            let wanted = related || self.account.is_some() || self.log_as.is_some();
            (!wanted).then_some(MailFate::Unrelated)
        } else {
            let alike = known.looks_alike(&mail.from_name, &mail.from) && (related || self.account.is_some());
            (!alike).then_some(MailFate::NotTheirs)
        };
        if let Some(fate) = passed_over {
            let head = MailHead { sender: mail.from, subject: mail.subject, ..MailHead::default() };
            return Ok(TakenMail { fate, head, redacted: false, dkim: None });
        }
        let kept = redact(bytes);
        let head = self.head(&mail, &kept, self.log_as.or(kind));
        let fate = self.place(batch, &mail, &head, &kept.bytes)?;
        Ok(TakenMail { fate, head, redacted: kept.redacted, dkim: mail.dkim.into_iter().next() })
    }

    /// What is known of a mail. Where a code was blotted out, all of it is read from what is kept.
    fn head(&self, mail: &Mail, kept: &Redacted, kind: Option<EventKind>) -> MailHead {
        let redacted = if kept.redacted { read(&kept.bytes).ok() } else { None };
        let shown = redacted.as_ref().unwrap_or(mail);
        MailHead {
            message_id: shown.message_id.clone(),
            sha256: sha256(&kept.bytes),
            on: mail_day(mail, self.today),
            sender: shown.from.clone(),
            subject: shown.subject.clone(),
            kind,
        }
    }

    /// Finds out where a mail belongs, and keeps it there.
    fn place(&self, batch: &mut Batch<'_>, mail: &Mail, head: &MailHead, bytes: &[u8]) -> store::Result<MailFate> {
        if batch.knows_mail(head)? {
            return Ok(MailFate::Known);
        }
        if bytes.len() > FILE_MAX {
            return Ok(MailFate::TooLarge);
        }
        let genuine = knowledge().is_sender(&mail.from);
        let fits = match self.account {
            Some(account) => vec![account],
            None if genuine => matching::candidates(batch, mail, head.on)?,
            None => Vec::new(),
        };
        let fate = match fits.as_slice() {
            [account] if self.log_as.is_some() && genuine => self.log(batch, *account, head, bytes)?,
            [account] => MailFate::Waits(*account),
            [] if !genuine => MailFate::LooksAlike,
            [] => MailFate::NoAccount,
            _ => MailFate::Several(fits.clone()),
        };
        // What was logged is in the log: here it needs only to be known.
        if matches!(fate, MailFate::Logged(..)) {
            let known = MailHead { sender: String::new(), subject: String::new(), ..head.clone() };
            batch.add_mail(&known, &fits, None)?;
        } else {
            batch.add_mail(head, &fits, Some(bytes))?;
        }
        Ok(fate)
    }

    fn log(&self, batch: &mut Batch<'_>, account: AccountId, head: &MailHead, bytes: &[u8]) -> store::Result<MailFate> {
        let Some(on) = head.on else { return Ok(MailFate::NoDay(account)) };
        let Some((known, _, events)) = batch.known(account)? else { return Err(store::Error::NoSuchAccount(account)) };
        let case = Case::of(known.fields.platform, &events);
        let sent = case.attempts.iter().any(|attempt| attempt.sent <= on);
        let meant = head.kind.filter(|kind| sent && kind.spec().needs.met(&case, on));
        let Some(data) = meant.and_then(event_of) else { return Ok(MailFate::NoCause(account)) };
        let event = NewEvent { account, on, note: String::new(), in_complaint: false, data };
        match filing::log_with_mail(batch, event, head, bytes, self.at) {
            Ok(id) => Ok(MailFate::Logged(account, id)),
            Err(FilingError::CaseFull) => Ok(MailFate::CaseFull(account)),
            Err(FilingError::Gone) => Ok(MailFate::Known),
            Err(FilingError::Store(error)) => Err(error),
        }
    }
}

/// Whether bytes are a whole mail that a controller sent.
pub fn is_from_controller(bytes: &[u8]) -> bool {
    read(bytes).is_ok_and(|mail| knowledge().is_sender(&mail.from) && (!mail.message_id.is_empty() || mail.date.is_some()))
}

/// An event of a kind about which nothing more is said.
pub fn event_of(kind: EventKind) -> Option<EventData> {
    EventData::from_fields(kind, |_| Ok::<_, EventFieldError>(None)).ok()
}

/// The day a mail was written, in Stockholm, if it can be: not after today, and not before there were such mails.
pub fn mail_day(mail: &Mail, today: NaiveDate) -> Option<NaiveDate> {
    mail.date.map(in_stockholm).filter(|on| *on <= today && on.year() >= EARLIEST_YEAR)
}
