//! All that the screen shows and all that has to be remembered between two keys.

pub mod calendar;
pub mod detail;
pub mod dialog;
pub mod drafts;
pub mod field;
pub mod form;
pub mod form_kept;
pub mod form_name;
pub mod form_parts;
pub mod form_wants;
pub mod key;
pub mod keymap;
pub mod list;
pub mod mails;
pub mod marks;
pub mod msg;
pub mod notice;
pub mod others;
pub mod pane;
pub mod stats;
pub mod text_input;
pub mod type_ahead;
pub mod view_counts;

use chrono::NaiveDate;

use crate::content::{Link, Links};
use crate::domain::account::REASON_MAX;
use crate::domain::list::{Counts, SavedView};
use crate::domain::mail::MailId;
use crate::domain::{AccountId, Class, ContactDetails, EventId, Ground, Lang, Platform, Step};
use detail::Detail;
use drafts::{AUTOSAVE_DELAY, Drafts};
use field::{FormId, FormKind};
use keymap::Keymap;
use list::AccountList;
use marks::Marks;
use msg::{Effect, Moment, Ticket};
use others::{OtherWindow, Presence};
use text_input::Edit;
use view_counts::SearchCounts;

pub use dialog::{Dialog, PageKind};
pub use notice::Notice;
pub use pane::Pane;

/// Which colours and attributes are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// One accent and one alarm colour, both readable on light and on dark.
    #[default]
    Auto,
    /// No colours: bold, underline and reverse say the same.
    Mono,
    /// Nothing faint, and what matters set off by more than its colour.
    HighContrast,
}

/// How the screen may be drawn; follows from terminal, locale and settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Which colours and attributes are wanted.
    pub theme: Theme,
    /// Whether signs beyond ASCII can be shown.
    pub unicode: bool,
    /// Whether the terminal takes hyperlinks (OSC 8). One that does not know them shows nothing of them, but a
    /// few show the sequence itself.
    pub hyperlinks: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { theme: Theme::Auto, unicode: true, hyperlinks: false }
    }
}

/// The custom reason, while it is looked at and while it is edited.
#[derive(Debug, Clone)]
pub struct Reason {
    /// The text.
    pub edit: Edit,
    /// Whether keys go into the text.
    pub editing: bool,
    /// Whether the cursor is on `[ Done ]` below it.
    pub on_done: bool,
    /// Whether another window's text was put behind this one; known until the text is opened again.
    pub merged: bool,
}

/// A change that is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Its ticket.
    pub ticket: Ticket,
    /// Since when, in milliseconds.
    pub since: u64,
    /// What the footer will say once it is saved.
    pub on_success: String,
    /// Progress as written and total, where it is reported.
    pub progress: Option<(usize, usize)>,
}

/// Everything.
#[derive(Debug, Clone)]
pub struct Model {
    /// The language of the screen.
    pub lang: Lang,
    /// Today in Stockholm.
    pub today: NaiveDate,
    /// The day that the machine's clock says, where that cannot be.
    pub wrong_clock: Option<NaiveDate>,
    /// The moment of the newest message.
    pub now: Moment,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// How the screen may be drawn.
    pub look: Look,
    /// The links in force.
    pub links: Links,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Who sits at the keyboard.
    pub me: ContactDetails,
    /// The login of that person.
    pub login: Option<String>,
    /// Whether the database may only be read.
    pub read_only: bool,
    /// Whether other people can have the database open, too.
    pub shared: bool,
    /// Their windows.
    pub others: Vec<OtherWindow>,
    /// What they know this window to be at.
    pub told: Option<Presence>,
    /// The pane that has the keys.
    pub focus: Pane,
    /// The right-hand pane that a narrow screen shows below the accounts.
    pub under: Pane,
    /// Whether the focused pane has all the room.
    pub zoomed: bool,
    /// The accounts.
    pub list: AccountList,
    /// The saved views of the person.
    pub views: Vec<SavedView>,
    /// The marked accounts.
    pub marks: Marks,
    /// What is searched for, while it is typed.
    pub search: Option<Edit>,
    /// How many cases there are; `None` before they were counted.
    pub counts: Option<Counts>,
    /// How many of them the search finds, once that was counted.
    pub search_counts: Option<SearchCounts>,
    /// All about one account: the one under the cursor, or while keys come fast the one before.
    pub detail: Option<Detail>,
    /// What the event that is read attaches, where it is text.
    pub attached: Option<(EventId, String)>,
    /// When the right-hand panes follow the cursor, in milliseconds.
    pub follow: Option<u64>,
    /// When to count what the search finds, in milliseconds: once the keys rest.
    pub count_at: Option<u64>,
    /// Whether what is left of forgotten accounts is being erased from the file.
    pub erasing: bool,
    /// Whether the numbers of all that the filter shows are being read, to be marked.
    pub marking: bool,
    /// Since when what is marked is being looked up, in milliseconds.
    pub lookup_since: Option<u64>,
    /// The account under the cursor, where it could not be read.
    pub unreadable: Option<AccountId>,
    /// When the cursor last moved to another account, in milliseconds.
    pub last_move: Option<u64>,
    /// The step under the cursor.
    pub step: Step,
    /// The ground under the cursor.
    pub ground: Ground,
    /// How far the text beside the panes, or the own words where there is none, are scrolled down.
    pub text_scroll: usize,
    /// How far the text of what is under the cursor is scrolled in a zoomed pane.
    pub wording_scroll: usize,
    /// The cursor in the log, from 0.
    pub log_cursor: usize,
    /// The custom reason.
    pub reason: Reason,
    /// Drafts that are not in the database yet.
    pub drafts: Drafts,
    /// What stands in front of the panes.
    pub dialog: Option<Dialog>,
    /// The form left last with something typed, while that is on its way to the database under this ticket.
    pub left_form: Option<(Ticket, FormId, String)>,
    /// The page that a form or a link was opened from, which it leads back to.
    pub back_to: Option<dialog::PageDialog>,
    /// The folder written last, how many files are in it, and how many accounts gave nothing to complain of.
    pub folder: Option<(String, u64, u64)>,
    /// What was sent to the clipboard last, in words.
    pub copied: String,
    /// What comes next once a text has left, in words; empty where nothing does.
    pub copied_next: String,
    /// Whether that is the text to the controller, until it is known to have left.
    pub copying_text: bool,
    /// Whether the cases are invented.
    pub demo: bool,
    /// The person's own editor, by its program's name.
    pub editor: Option<String>,
    /// Help in front of everything, scrolled down by so many lines.
    pub help: Option<usize>,
    /// The text that stands outside the full screen, its lines unbroken; nothing is drawn meanwhile.
    pub outside: Option<String>,
    /// What the footer says until the next key.
    pub notice: Option<Notice>,
    /// Changes on their way, oldest first.
    pub pending: Vec<Pending>,
    /// The ticket given out last.
    pub last_ticket: Ticket,
    /// The account whose reply opens once it is read: a mail was pasted for it.
    pub reply_to: Option<(AccountId, MailId)>,
    /// The dialogs to open again once their accounts are read.
    pub resume: Vec<crate::domain::change::FormDraft>,
    /// The dialog about the marked accounts that opens once they are looked up.
    pub opening: Option<FormKind>,
}

impl Model {
    /// The screen before anything was read.
    pub fn new(lang: Lang, today: NaiveDate, size: (u16, u16), look: Look, links: Links) -> Self {
        Self {
            lang,
            today,
            wrong_clock: None,
            now: Moment::default(),
            size,
            look,
            links,
            keymap: Keymap::default(),
            me: ContactDetails::default(),
            login: None,
            read_only: false,
            shared: false,
            others: Vec::new(),
            told: None,
            focus: Pane::Accounts,
            under: Pane::Steps,
            zoomed: false,
            list: AccountList::default(),
            views: Vec::new(),
            marks: Marks::default(),
            search: None,
            reply_to: None,
            counts: None,
            search_counts: None,
            detail: None,
            attached: None,
            follow: None,
            count_at: None,
            erasing: false,
            marking: false,
            lookup_since: None,
            unreadable: None,
            last_move: None,
            step: Step::LogIn,
            ground: Ground::at(0),
            text_scroll: 0,
            wording_scroll: 0,
            log_cursor: 0,
            reason: Reason { edit: Edit::lines("", REASON_MAX), editing: false, on_done: false, merged: false },
            drafts: Drafts::default(),
            dialog: None,
            left_form: None,
            back_to: None,
            folder: None,
            copied: String::new(),
            copied_next: String::new(),
            copying_text: false,
            demo: false,
            editor: None,
            help: None,
            outside: None,
            notice: None,
            pending: Vec::new(),
            last_ticket: 0,
            resume: Vec::new(),
            opening: None,
        }
    }

    /// The number of the account under the cursor.
    pub fn current(&self) -> Option<AccountId> {
        self.list.current().map(|r| r.id)
    }

    /// Whether the right-hand panes show another account than the one under the cursor.
    pub fn detail_is_stale(&self) -> bool {
        self.detail.as_ref().map(Detail::id) != self.current()
    }

    /// Closes the dialog in front; the page it was opened from is there again.
    pub fn close_dialog(&mut self) {
        self.dialog = self.back_to.take().map(Dialog::Page);
    }

    /// Whether the step under the cursor is there to be ticked.
    pub fn can_tick(&self) -> bool {
        let open = self.detail.as_ref().is_some_and(|detail| !detail.done(self.step));
        self.focus == Pane::Steps && self.step.is_manual() && open
    }

    /// Where the account under the cursor is: texts name that platform's controller.
    pub fn platform(&self) -> Platform {
        self.detail.as_ref().map(|detail| detail.account.fields.platform).unwrap_or_default()
    }

    /// How many cases are overdue.
    pub fn overdue(&self) -> u64 {
        self.counts.as_ref().map_or(0, |c| c.class(Class::Overdue))
    }

    /// Whether characters and line ends that came together are taken as one: by the custom reason always, by a dialog
    /// and the search where they are several lines, whose ends would else be the key `Enter`. With
    /// `lines_ahead` a line end with something behind it is among them.
    pub fn takes_run(&self, run: &str, lines_ahead: bool) -> bool {
        // What is shorter was typed ahead on a slow line: a field and its `Enter` after the other.
        let is_several = |run: &str| lines_ahead && run.chars().nth(TYPED_AHEAD).is_some();
        match &self.dialog {
            _ if self.help.is_some() || self.outside.is_some() => false,
            Some(Dialog::Form(form)) => form.means_no_letters() && is_several(run),
            Some(_) => false,
            None if self.search.is_some() => is_several(run),
            None => self.reason.editing && !self.reason.on_done && run.len() > 1,
        }
    }

    /// Whether the dialog in front shows the authority's link itself.
    pub fn shows_complaint_link(&self) -> bool {
        match &self.dialog {
            _ if self.help.is_some() => false,
            Some(Dialog::Page(reading)) => reading.page == PageKind::Complaint,
            Some(Dialog::Link(dialog)) => dialog.to == Link::Complaint,
            _ => false,
        }
    }

    /// Whether there is no account at all.
    pub fn is_empty(&self) -> bool {
        self.list.rows.is_empty() && self.list.filter.is_all()
    }

    /// The next ticket.
    pub fn ticket(&mut self) -> Ticket {
        self.last_ticket += 1;
        self.last_ticket
    }

    /// The footer says so until the next key; the bell too, if it is a refusal.
    pub fn notify(&mut self, notice: Notice) -> Vec<Effect> {
        let effects = if notice.refuses() { vec![Effect::Bell] } else { Vec::new() };
        self.notice = Some(notice);
        effects
    }

    /// Notes that a change is on its way, and what the footer will say when it is saved.
    pub fn track(&mut self, ticket: Ticket, on_success: String) {
        self.pending.push(Pending { ticket, since: self.now.millis, on_success, progress: None });
    }

    /// Puts the cursor on a step, whose words are then shown from their beginning.
    pub const fn go_to_step(&mut self, step: Step) {
        (self.step, self.wording_scroll) = (step, 0);
    }

    /// When something is due by itself, in milliseconds; `None` when nothing is.
    pub fn wake_at(&self) -> Option<u64> {
        let form = match &self.dialog {
            Some(Dialog::Form(form)) if form.saving.is_none() && !self.read_only => {
                form.dirty_since.map(|since| since + AUTOSAVE_DELAY)
            }
            _ => None,
        };
        let since = self.pending.first().map(|f| f.since).into_iter().chain(self.lookup_since);
        let waiting = since.map(|since| since + SLOW_WRITE_AFTER).filter(|at| *at > self.now.millis).min();
        [self.follow, self.count_at, form, waiting, self.drafts.due()].into_iter().flatten().min()
    }

    /// Whether looking up what is marked takes so long that the person should know.
    pub fn is_counting(&self) -> bool {
        self.lookup_since.is_some_and(|since| self.now.millis >= since + SLOW_WRITE_AFTER)
    }

    /// Whether a change has been on its way for so long that the person should know.
    pub fn waiting_for_database(&self) -> bool {
        self.pending.first().is_some_and(|f| self.now.millis >= f.since + SLOW_WRITE_AFTER)
    }
}

/// After how many milliseconds the footer says that a change still waits for the database, or that marks are counted.
pub const SLOW_WRITE_AFTER: u64 = 300;

/// So many characters at most come together of what somebody typed ahead on a slow line.
const TYPED_AHEAD: usize = 120;
