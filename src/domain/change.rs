//! What can be written down, as plain data: the one list of changes that screen, scripts and import make.

use chrono::{DateTime, NaiveDate, Utc};

use super::account::{AccountDetails, AccountId, Draft};
use super::event::{EventData, EventId};
use super::lang::Lang;
use super::mail::MailId;

/// An event that is to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Whose log it goes to.
    pub account: AccountId,
    /// The day it happened.
    pub on: NaiveDate,
    /// A remark, or the reason for voiding; empty when none.
    pub note: String,
    /// Whether the note may stand in the complaint.
    pub in_complaint: bool,
    /// What happened.
    pub data: EventData,
}

/// The same event for several logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkEvent {
    /// Each log gets the same.
    Same {
        /// The day it happened.
        on: NaiveDate,
        /// A remark; empty when none.
        note: String,
        /// Whether the note may stand in the complaint.
        in_complaint: bool,
        /// What happened.
        data: EventData,
    },
    /// A complaint was lodged, with one complaint for all accounts of a person.
    Lodged {
        /// The day it was lodged.
        on: NaiveDate,
        /// A remark; empty when none.
        note: String,
        /// The authority's number, empty until it is known.
        case_number: String,
        /// The language of the complaint.
        lang: Lang,
    },
    /// The objections that the accounts' drafts say were sent: one for each account, or one for all of them.
    Submitted {
        /// The day it was sent.
        on: NaiveDate,
        /// Whether the controller asked for a code.
        code_pending: bool,
        /// Whether one submission covers them all.
        together: bool,
    },
    /// The accounts are this person's to work on from now on; nobody's where it is empty. Nothing is logged.
    Assign {
        /// A login or a name.
        assignee: String,
    },
    /// What was logged in one go under this number was a mistake in each of them.
    VoidBatch {
        /// The number that its events share.
        number: i64,
        /// The day it was found out.
        on: NaiveDate,
        /// Why.
        why: String,
    },
}

/// One thing to write, in one transaction: all of it or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A new account.
    Add {
        /// Already checked.
        fields: AccountDetails,
        /// The day it is added.
        on: NaiveDate,
    },
    /// An account's fields, anew.
    Edit {
        /// Which account.
        account: AccountId,
        /// Already checked.
        fields: AccountDetails,
    },
    /// A draft. Its `version` is the one that was read; where the stored one is newer and says something
    /// else, another window wrote: both texts are kept, one after the other.
    SaveDraft {
        /// Whose.
        account: AccountId,
        /// All of it.
        draft: Draft,
    },
    /// Events for one or several logs. Where several submissions are recorded `together`, they share a
    /// submission number.
    Record {
        /// In the order in which they get their numbers.
        events: Vec<NewEvent>,
        /// Whether they are one submission.
        together: bool,
        /// The moment they are written down.
        at: DateTime<Utc>,
    },
    /// What is typed in a dialog and not saved yet, so that nothing is lost.
    SaveFormDraft {
        /// The account the dialog is about, if any.
        account: Option<AccountId>,
        /// Which dialog.
        form: String,
        /// Its fields; `None` when there is nothing left to keep.
        body: Option<String>,
        /// Whether it was open, so that the next start opens it again.
        open: bool,
    },
    /// The complaints of these accounts were written to a folder, which is outside the database.
    FolderWritten {
        /// Which accounts.
        accounts: Vec<AccountId>,
        /// The whole path.
        folder: String,
    },
    /// An address worked on a day, as the person saw it.
    LinkWorked {
        /// The address.
        address: String,
        /// The day.
        on: NaiveDate,
    },
}

/// Where an attachment comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file on this machine.
    File(String),
    /// A text that was pasted, such as a mail from the controller.
    Pasted(String),
}

/// What came of a [`Change`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteOutcome {
    /// The account has this number.
    Added(AccountId),
    /// The account was changed.
    Edited,
    /// The draft was saved.
    Draft {
        /// Its version now.
        version: i64,
        /// The text with another window's in it, where there were two.
        merged: Option<String>,
    },
    /// The events have these numbers.
    Recorded(Vec<EventId>),
    /// It is kept.
    Kept,
    /// A folder was written.
    Folder {
        /// Where it is, as it can be shown.
        folder: String,
        /// How many files are in it.
        files: u64,
        /// How many accounts gave nothing to complain of and are not in it.
        left_out: u64,
    },
    /// An event was voided, and the mail that it was logged with waits again.
    MailPutBack,
    /// A mail that waited was put away.
    MailPutAway,
    /// A pasted mail waits to be logged at this account; `None` where it was known already.
    MailTaken(Option<(AccountId, MailId)>),
    /// Accounts are forgotten. What is left of them in the bytes of the file is erased next.
    Forgotten {
        /// Which ones.
        accounts: Vec<AccountId>,
        /// The folders with their complaints that are still there, each once.
        folders: Vec<String>,
    },
}

/// How far erasing what was forgotten from the bytes of the file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    /// Not a byte is left in the file or beside it.
    Wholly,
    /// Bytes are left while another window still reads or writes.
    InUse,
    /// Bytes are left, since there is no room to write the file anew.
    NoRoom,
    /// Bytes are left: something else was to be done first.
    Interrupted,
    /// Bytes are left: the file could not be written anew.
    Unfinished,
}

/// A dialog that was left half-typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HalfTyped {
    /// Which dialog.
    pub form: String,
    /// Whose account it is about, if any.
    pub handle: Option<String>,
}

/// Something typed and not saved, as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDraft {
    /// The account the dialog is about, if any.
    pub account: Option<AccountId>,
    /// Which dialog.
    pub form: String,
    /// Its fields.
    pub body: String,
}
