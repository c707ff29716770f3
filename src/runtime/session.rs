//! What a session needs to know from outside.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};

use super::editor;
use super::guard::TakeError;
use crate::app::model::keymap::Keymap;
use crate::app::{Look, Model, Notice};
use crate::content::{Links, fill, phrases};
use crate::domain::day::in_stockholm;
use crate::domain::list::SavedView;
use crate::domain::text::escape_control;
use crate::domain::{ContactDetails, Lang};
use crate::service::calendar_file::CalendarFile;
use crate::store::{self, Access, Store, WriterSource};

/// What a session on the screen needs to know from outside.
#[derive(Debug, Clone)]
pub struct Session {
    /// The database.
    pub db: PathBuf,
    /// The language of the screen.
    pub lang: Lang,
    /// Everything as of that day; `None` for the real one.
    pub today: Option<NaiveDate>,
    /// How the screen may be drawn.
    pub look: Look,
    /// The links in force.
    pub links: Links,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Who sits at the keyboard.
    pub me: ContactDetails,
    /// The login of that person, which every event records.
    pub login: Option<String>,
    /// The saved views of that person.
    pub views: Vec<SavedView>,
    /// The environment's `TERM`.
    pub term: Option<String>,
    /// Whether a browser may be started on this machine.
    pub display: bool,
    /// Whether the terminal is tmux (`TMUX`).
    pub tmux: bool,
    /// Whether the terminal is GNU screen (`STY`).
    pub screen: bool,
    /// The locale of characters, such as `sv_SE.UTF-8`: its encoding reads what is not UTF-8.
    pub locale: Option<String>,
    /// The person's editor: `VISUAL`, else `EDITOR`, with its options, else one of the usual ones; `None` where there is none.
    pub editor: Option<String>,
    /// Whether the bell rings for a refusal.
    pub bell: bool,
    /// Whether the mouse is wanted.
    pub mouse: bool,
    /// Whether the cases are invented, which the header then says.
    pub demo: bool,
    /// The calendar file that is kept current.
    pub calendar: Option<CalendarFile>,
    /// A file with what was typed when the line was lost, which could not be taken in.
    pub unsaved: Option<PathBuf>,
}

impl Session {
    /// A session that assumes as little as possible: Swedish, today, plain signs of the usual kind, a terminal
    /// of its own, no browser, no mouse.
    pub fn on(db: PathBuf) -> Self {
        Self {
            db,
            lang: Lang::Sv,
            today: None,
            look: Look::default(),
            links: Links::builtin().clone(),
            keymap: Keymap::default(),
            me: ContactDetails::default(),
            login: None,
            views: Vec::new(),
            term: None,
            display: false,
            tmux: false,
            screen: false,
            locale: None,
            editor: None,
            bell: true,
            mouse: false,
            demo: false,
            calendar: None,
            unsaved: None,
        }
    }

    /// Today: the day that was asked for, else the one in Stockholm.
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        self.today.unwrap_or_else(|| in_stockholm(now))
    }

    /// Takes in what was typed when the line was lost and the database was busy.
    pub fn take_in_unsaved(&mut self) {
        self.unsaved = store::take_in_unsaved(&self.db, self.login.as_deref());
    }

    /// Opens its database: it is read as of the day that was asked for, and written by the person with the login.
    pub fn open(&self) -> store::Result<(Store, WriterSource)> {
        let (mut store, mut source) = store::open_to_show(&self.db)?;
        store.reader.set_as_of(self.today);
        store.reader.set_login(self.login.clone());
        source.set_login(self.login.clone());
        Ok((store, source))
    }

    /// The screen before anything was read.
    pub fn model(&self, size: (u16, u16), access: Access, refused_log: Option<&Path>, now: DateTime<Utc>) -> Model {
        let mut model = Model::new(self.lang, self.today(now), size, self.look, self.links.clone());
        model.me = self.me.clone();
        model.login.clone_from(&self.login);
        model.list.filter.login = self.login.clone().unwrap_or_default();
        model.views.clone_from(&self.views);
        model.keymap = self.keymap.clone();
        model.demo = self.demo;
        model.editor = editor::name(self.editor.as_deref());
        model.read_only = access != Access::ReadWrite;
        if let Some(log) = refused_log.and_then(Path::file_name) {
            let words = &phrases(model.lang).notices.log_set_aside;
            model.notice = Some(Notice::Hint(fill(words, &[("log", &escape_control(&log.to_string_lossy()))])));
        }
        model
    }
}

/// Why the screen could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The terminal cannot be used.
    #[error(transparent)]
    Terminal(#[from] TakeError),
    /// Threads or signals are not to be had.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
