//! What stands in front of the panes: forms, pages, links, choices.

use super::calendar::CalendarDialog;
use super::form::Form;
use super::mails::MailsDialog;
use super::stats::StatsDialog;
use crate::content::Link;
use crate::domain::{EventId, Lang, Status};

/// What stands in front of the panes.
#[derive(Debug, Clone)]
pub enum Dialog {
    /// Fields to fill in.
    Form(Box<Form>),
    /// Something to read.
    Page(PageDialog),
    /// A link to hand over.
    Link(LinkDialog),
    /// What is due, day by day.
    Calendar(Box<CalendarDialog>),
    /// What became of all cases, in numbers.
    Stats(Box<StatsDialog>),
    /// The states to choose from: which the cursor is on, and which are chosen.
    Filter(usize, Vec<Status>),
    /// The mails that wait to be gone through.
    Mails(Box<MailsDialog>),
    /// Everything that can be done here now: which row the cursor is on.
    Menu(usize),
    /// Something could not be saved: leave all the same?
    LeaveUnsaved,
}

/// Something to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// An event of the log, whole.
    Event(EventId),
    /// The dates that speak for a complaint, and where it goes.
    Complaint,
    /// The folder that was written: where it is, and how to fetch it.
    Folder,
    /// The text to the controller, whole.
    Explanation,
    /// What to type in the objection form: country and e-mail address.
    ObjectionForm,
    /// A letter around the case.
    Letter(CaseLetter),
}

/// The letters around a case that are neither the objection nor go to the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseLetter {
    /// To the controller, that it has not answered.
    Reminder,
    /// To the controller, which asks who the person is.
    IdentityAnswer,
    /// To be signed by the person who is represented.
    WrittenAuthority,
}

impl CaseLetter {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Reminder, Self::IdentityAnswer, Self::WrittenAuthority];
}

/// What has to be answered before a complaint goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenQuestion {
    /// Was the code entered?
    Code,
    /// Was the controller's question answered?
    Answer,
}

/// A page being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageDialog {
    /// What is read.
    pub page: PageKind,
    /// The first line shown.
    pub scroll: usize,
    /// The button under the cursor, an index into those of the page.
    pub at: usize,
    /// The language of the complaint, on the page that hands it over.
    pub lang: Lang,
    /// The question that is asked before a button does what it says.
    pub asking: Option<(OpenQuestion, PageButton)>,
    /// Whether it was answered with no: the complaint goes as it is.
    pub goes_as_is: bool,
}

impl PageDialog {
    /// A page as it opens.
    pub const fn new(page: PageKind, lang: Lang) -> Self {
        Self { page, scroll: 0, at: 0, lang, asking: None, goes_as_is: false }
    }
}

/// A button below a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PageButton {
    Copy,
    Log,
    Submit,
    Remind,
    Folder,
    Link,
    Grounds,
    Write,
    Back,
}

/// A button of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum LinkButton {
    Copy,
    Open,
    QrCode,
    Back,
}

impl LinkButton {
    /// All of them, in their order on the screen.
    pub const ALL: [Self; 4] = [Self::Copy, Self::Open, Self::QrCode, Self::Back];

    /// The button so many places further, round the end.
    #[must_use]
    pub fn turned(self, by: usize) -> Self {
        Self::ALL[(self as usize + by) % Self::ALL.len()]
    }
}

/// A link to hand over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkDialog {
    /// Which link.
    pub to: Link,
    /// The button under the cursor.
    pub at: LinkButton,
    /// The first line shown of the words below the buttons.
    pub scroll: u16,
    /// Whether the QR code has the whole screen.
    pub code: bool,
    /// Whether it was handed over: then the step that it belongs to can be ticked from here.
    pub handed: bool,
}

impl LinkDialog {
    /// The dialog for a link, as it opens.
    pub const fn new(to: Link) -> Self {
        Self { to, at: LinkButton::Copy, scroll: 0, code: false, handed: false }
    }
}
