//! What reaches the program and what it asks for in return: plain data, so that a test can send the one and
//! compare the other.

use chrono::{DateTime, NaiveDate, Utc};

use super::calendar::AgendaAnswer;
use super::detail::Detail;
use super::field::FormId;
use super::key::Key;
use super::keymap::KeyCommand;
use super::list::{ListPosition, Window};
use super::mails::MailLine;
use super::marks::BulkTarget;
use super::others::{OtherWindow, Presence};
use crate::content::Links;
use crate::domain::agenda::AgendaRequest;
use crate::domain::change::{BulkEvent, Change, Erased, FormDraft, HalfTyped, NewEvent, Source, WriteOutcome};
use crate::domain::list::{Counts, Filter};
use crate::domain::mail::{MailId, MailPreview, WaitingMail};
use crate::domain::stats::Stats;
use crate::domain::{AccountId, ContactDetails, EventId, EvidenceKind, Lang, Platform};

/// The moment of a message: a monotonic clock for waiting, the world's for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// Milliseconds on a clock that only moves forward.
    pub millis: u64,
    /// The time of day.
    pub utc: DateTime<Utc>,
}

/// Names a change that is on its way to the database.
pub type Ticket = u64;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// A command is run: one of the menu, or one that waited for an answer.
    Command(KeyCommand),
    /// Characters and line ends that came together, as a terminal without bracketed paste sends one, and that
    /// [`crate::app::Model::takes_run`] takes.
    Typed(String),
    /// Text was pasted.
    Paste(String),
    /// The screen has this size: columns, rows.
    Resize(u16, u16),
    /// The time that [`crate::app::Model::wake_at`] asked for has come.
    Wake,
    /// It is this day in Stockholm now.
    Today(NaiveDate),
    /// The machine's clock says this day, which cannot be; `None` once it can be right again.
    WrongClock(Option<NaiveDate>),
    /// Another window or program wrote to the database.
    Changed,
    /// The terminal is gone, or the program is asked to end.
    Hangup,
    /// A part of the list.
    Window(Window),
    /// How many cases there are.
    Counts(Counts),
    /// How many of them this search finds; `None` where they are too many to be counted now.
    ViewCounted(String, Option<Counts>),
    /// What became of all cases, and how many accounts or events could not be read.
    Stats(Box<Stats>, usize),
    /// A part of the agenda, or how many things are due on the days of a month's grid.
    Agenda(AgendaAnswer),
    /// All about one account; `None` when there is none with that number.
    Detail(AccountId, Option<Box<Detail>>),
    /// The other accounts of the same person or e-mail address.
    Siblings(AccountId, Vec<(AccountId, Platform)>),
    /// The numbers of all accounts that a filter shows.
    IdsLoaded(Vec<AccountId>),
    /// The accounts that a dialog means.
    BulkTargetLoaded(BulkTarget),
    /// What an event attaches, where it is text.
    Attached(EventId, Option<String>),
    /// The mails that wait.
    Mails(Vec<MailLine>),
    /// One of them, to be read; `None` where it waits no longer.
    MailRead(Option<Box<MailPreview>>),
    /// What was typed in a dialog earlier.
    FormDraftLoaded(FormId, Option<String>),
    /// The windows that other people have open on the database.
    Others(Vec<OtherWindow>),
    /// Dialogs that were open when the terminal went away.
    ReopenForms(Vec<FormDraft>),
    /// Dialogs are half-typed and kept: the newest, and how many there are.
    HalfTyped(Box<HalfTyped>, u64),
    /// What was typed when the line was lost is still in this file: it could not be taken in.
    UnsavedWaits(String),
    /// So many of so many are written of a change that takes long.
    Progress(Ticket, usize, usize),
    /// What came of a change.
    Written(Ticket, Result<WriteOutcome, WriteError>),
    /// What is left of forgotten accounts is being erased from the file; until it is, nothing else is written.
    Erasing,
    /// It was erased, as far as possible.
    Erased(Erased),
    /// Something could not be read.
    Unreadable(WriteError),
    /// An attachment was saved in this file, or why not.
    SavedOut(Result<String, WriteError>),
    /// The calendar file was not written after a change.
    CalendarFailed(WriteError),
    /// A link or text was handed over, in this way.
    HandedOff(HandOff),
    /// The person's editor has ended.
    Edited(Edited),
    /// The terminal does not send UTF-8; it is read by this encoding. Without one a part of it was left out.
    NotUtf8(Option<&'static str>),
    /// The system does not report when another program writes to the database.
    Unwatched,
    /// The full screen is back without a request: after the shell had the terminal.
    Resumed,
    /// The database can be written now; this key was refused before.
    Writable(Key),
    /// The left mouse button went down here: column, row.
    Click(u16, u16),
    /// The wheel was turned by a notch here.
    Wheel {
        /// Towards the end of the text.
        down: bool,
        /// From 0.
        column: u16,
        /// From 0.
        row: u16,
    },
}

/// What came of the person's own editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// It left this text.
    Text(String),
    /// None was found.
    NoEditor,
    /// It could not be started, or did not end well and wrote nothing, for this reason.
    Failed(String),
    /// What it wrote is not taken over, and is still in this file.
    FileKept(EditorFault, String),
}

/// Why the text of an editor is not taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditorFault {
    /// It ended with an error or was killed, in these words.
    Status(String),
    /// It returned at once: it may have opened a window elsewhere.
    AtOnce,
    /// The file is in no encoding that is known here.
    NotUtf8,
    /// It is longer than a custom reason may be.
    TooLong,
}

/// How a link or a text left the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandOff {
    /// To the terminal's clipboard, as far as anyone can know.
    Clipboard,
    /// To the terminal itself, since tmux did not take it.
    WithoutTmux,
    /// To a browser on this machine.
    Browser,
    /// Nowhere: it is longer than terminals take.
    TooLong,
    /// Nowhere: the terminal is GNU screen, which passes nothing on.
    Screen,
    /// There is no browser to start here.
    NoBrowser,
    /// There is no shell that could take the terminal and give it back.
    NoShell,
    /// It failed, for this reason.
    Failed(String),
}

/// Why the database did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    /// Another program holds it locked.
    Busy,
    /// It may only be read.
    ReadOnly,
    /// The disk is full.
    DiskFull,
    /// The file is damaged or no longer a database.
    Damaged,
    /// A newer nej has changed its form.
    Newer,
    /// Another file lies at its path, or none.
    Replaced,
    /// This account cannot be read.
    UnreadableAccount(AccountId),
    /// This event of an account's log cannot be read.
    UnreadableEvent(AccountId, EventId),
    /// The account is not there any more.
    NoSuchAccount(AccountId),
    /// The attachments of this account's case would be too large in all.
    CaseFull(String),
    /// The calendar file could not be written, in a sentence of its own; what was saved is saved.
    Calendar(String),
    /// An attachment could not be saved out, for this reason.
    NotSavedOut(String),
    /// A folder cannot be written, as the system words it.
    Folder(String),
    /// The log gives nothing to complain of.
    NothingToComplain,
    /// A folder's name is taken.
    FolderExists(String),
    /// This attachment is not as the log says.
    Differs(String),
    /// The file cannot be read, as the system words it.
    File(String),
    /// The mail does not wait any more: another window has dealt with it.
    MailGone,
    /// There is nothing in the attachment.
    EmptyFile,
    /// The attachment is too large.
    TooLarge,
    /// Anything else, by its number.
    Other(i32),
}

/// Something to do in the world outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read a part of the list.
    Window {
        /// Which cases.
        filter: Filter,
        /// Which part.
        place: ListPosition,
        /// How many rows in each direction.
        limit: usize,
    },
    /// Count the cases.
    Counts,
    /// Count those that a search finds.
    CountView(Filter),
    /// Give up counting what a search finds: another is typed.
    CancelCount,
    /// Count what became of all cases.
    Stats,
    /// The statistics are not wanted any more.
    CancelStats,
    /// Read or count what is due.
    Agenda(AgendaRequest),
    /// Read all about an account.
    Detail(AccountId),
    /// Read which other accounts one objection may cover. They may lie far apart in the database, so only who sends asks.
    Siblings(AccountId),
    /// Read the numbers of all accounts that a filter shows.
    LoadIds(Filter),
    /// Read what a dialog says of the accounts it means, under a filter.
    LoadBulkTarget(Vec<AccountId>, Filter),
    /// Read what an event attaches, if it is text.
    Attached(EventId),
    /// Read what was typed in a dialog earlier.
    LoadFormDraft(FormId),
    /// Write, and answer with the ticket.
    Write(Ticket, Change),
    /// Log the event that a waiting mail reports, with the mail as evidence, and answer with the ticket.
    FileMail {
        /// The ticket.
        ticket: Ticket,
        /// The mail.
        mail: Box<WaitingMail>,
        /// The event it reports.
        event: Box<NewEvent>,
        /// The moment it is written down.
        at: DateTime<Utc>,
    },
    /// Read which mails wait.
    Mails,
    /// Read a mail that waits.
    ReadMail(MailId),
    /// Put a mail away that needs no event, and answer with the ticket.
    DiscardMail(Ticket, MailId),
    /// Save the file that an event attaches where the program was started, and open it where there is a display.
    SaveAttachment(EventId, String),
    /// Write the same for many, all of it or nothing, and answer with the ticket.
    WriteMany {
        /// The ticket.
        ticket: Ticket,
        /// Which accounts.
        accounts: Vec<AccountId>,
        /// What.
        what: BulkEvent,
        /// The moment it is written down.
        at: DateTime<Utc>,
        /// The language of explanations that have none of their own.
        lang: Lang,
        /// The links in force.
        links: Links,
        /// Who sits at the keyboard.
        me: Box<ContactDetails>,
    },
    /// Attach a file or a text to the cases of these accounts, and answer with the ticket.
    Attach {
        /// The ticket.
        ticket: Ticket,
        /// Which accounts.
        accounts: Vec<AccountId>,
        /// What.
        source: Source,
        /// The day it happened.
        on: NaiveDate,
        /// A remark; empty when none.
        note: String,
        /// What it is; `None` when not said.
        kind: Option<EvidenceKind>,
        /// The event that it proves.
        about: Option<EventId>,
        /// The moment it is written down.
        at: DateTime<Utc>,
    },
    /// Write the complaints of these accounts and their attachments to a new folder, and answer with the ticket.
    Folder {
        /// The ticket.
        ticket: Ticket,
        /// Which accounts.
        accounts: Vec<AccountId>,
        /// Where, from the folder in which the program was started.
        to: String,
        /// The day of the complaints.
        on: NaiveDate,
        /// Their language.
        lang: Lang,
        /// The links in force.
        links: Links,
        /// Who sits at the keyboard.
        me: Box<ContactDetails>,
    },
    /// Tell the other people at the database what this window is at.
    TellOthers(Option<Presence>),
    /// Erase accounts with all that belongs to them, and answer with the ticket.
    Forget(Ticket, Vec<AccountId>),
    /// Run this command once what was asked before it is answered.
    Run(KeyCommand),
    /// Text for the terminal's clipboard.
    CopyToClipboard(String),
    /// A link for a browser.
    Browse(String),
    /// Open the database once more, to be written; where that is possible now, the key is pressed again.
    OpenToWrite(Key),
    /// Leave the full screen and print this text.
    PrintPlain(String),
    /// Come back to the full screen.
    FullScreen,
    /// Open this text in the person's editor.
    Editor(String),
    /// Ring the bell, if it is wanted.
    Bell,
    /// Draw every cell anew.
    Redraw,
    /// Let the shell have the terminal until it says to go on.
    Suspend,
    /// Leave, once everything is written.
    Quit,
    /// Leave at once, whatever is not written.
    ForceQuit,
}
