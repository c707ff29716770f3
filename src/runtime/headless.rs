//! The program without a terminal: keys in, one frame out. For `nej frame`, for tests and for the pictures in
//! the README; everything but the terminal is the real thing.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::attach::Attachment;
use super::folder::Folder;
use super::many::Order;
use super::scribe::{Job, do_job};
use super::session::{RunError, Session};
use super::{clock, perform};
use crate::app::model::key::Key;
use crate::app::model::msg::Ticket;
use crate::app::{Effect, Model, Moment, Msg, WriteError, settle, start, update};
use crate::store::{self, Store};
use crate::view;

/// Between two keys of a script, in milliseconds: time for the right-hand panes to follow.
const PACE: u64 = 1000;

/// A screen that is drawn nowhere.
#[derive(Debug)]
pub struct Headless {
    model: Model,
    store: Store,
    millis: u64,
    /// The world's clock, where it is not the machine's.
    clock: Option<DateTime<Utc>>,
    /// Where the names of folders begin; nothing is written outside the database while it is not said.
    folders: Option<PathBuf>,
}

/// A frame that was drawn nowhere.
#[derive(Debug)]
pub struct Frame {
    /// Its cells.
    pub buffer: Buffer,
    /// The terminal's cursor, where it is shown.
    pub cursor: Option<Position>,
}

impl Headless {
    /// Starts on the session's database, at a size.
    pub fn start(session: &Session, size: (u16, u16)) -> Result<Self, RunError> {
        let store = store::open(&session.db)?;
        let mut model = session.model(size, store.access);
        // A frame that is read as text or drawn as a picture has no use for the sequences.
        model.look.hyperlinks = false;
        let mut headless = Self { model, store, millis: 0, clock: None, folders: None };
        let effects = start(&headless.model);
        headless.perform(effects);
        settle(&mut headless.model);
        Ok(headless)
    }

    /// Lets it be this moment, whatever the machine says: for tests.
    #[must_use]
    pub fn at(mut self, moment: DateTime<Utc>) -> Self {
        self.clock = Some(moment);
        self
    }

    /// Lets it write folders, below this one where their names are relative.
    #[must_use]
    pub fn folders_in(mut self, base: &Path) -> Self {
        self.folders = Some(base.to_owned());
        self
    }

    /// What the screen knows.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Presses keys, with time for everything to settle after each.
    pub fn press(&mut self, keys: &[Key]) {
        for key in keys {
            self.tell(Msg::Key(*key));
            self.rest();
        }
    }

    /// Takes in a message, and does what it leads to.
    pub fn tell(&mut self, msg: Msg) {
        let now = self.now();
        let effects = update(&mut self.model, now, msg);
        self.perform(effects);
        settle(&mut self.model);
    }

    /// Lets time pass until nothing is due.
    pub fn rest(&mut self) {
        self.millis += PACE;
        while self.model.wake_at().is_some_and(|at| at <= self.millis) {
            self.tell(Msg::Wake);
        }
    }

    fn now(&self) -> Moment {
        Moment { millis: self.millis, utc: self.clock.unwrap_or_else(clock::now) }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut queue = effects;
        while !queue.is_empty() {
            let answers: Vec<Msg> = std::mem::take(&mut queue).into_iter().filter_map(|e| self.act(e)).collect();
            for answer in answers {
                let now = self.now();
                queue.extend(update(&mut self.model, now, answer));
            }
        }
    }

    fn act(&mut self, effect: Effect) -> Option<Msg> {
        if let Some(answer) = perform::read(&self.store.reader, self.model.today, &effect) {
            return Some(answer);
        }
        match effect {
            Effect::Write(ticket, change) => Some(self.write(ticket, Job::Change(change))),
            Effect::WriteMany { ticket, accounts, what, at, lang, links, me } => {
                Some(self.write(ticket, Job::Many(Order { accounts, what, at, lang, links, me })))
            }
            Effect::Attach { ticket, accounts, source, on, note, at } => {
                Some(self.write(ticket, Job::Attach(Attachment { accounts, source, on, note, at })))
            }
            Effect::Folder { ticket, accounts, to, on, lang, links, me } => {
                let Some(base) = &self.folders else {
                    return Some(Msg::Written(ticket, Err(WriteError::Folder(format!("{to}: {}", ErrorKind::Unsupported)))));
                };
                let folder = Folder { accounts, to: base.join(to), on, lang, links, me: *me };
                Some(self.write(ticket, Job::Folder(folder)))
            }
            Effect::Forget(ticket, account) => Some(self.write(ticket, Job::Forget(account))),
            Effect::ReplayKey(key) => Some(Msg::Key(key)),
            _ => None,
        }
    }

    fn write(&mut self, ticket: Ticket, job: Job) -> Msg {
        Msg::Written(ticket, do_job(self.store.writer.as_mut(), &self.store.reader, job, &mut |_, _| {}))
    }

    /// Draws the screen as it is now.
    pub fn frame(&self) -> Frame {
        let (width, height) = self.model.size;
        let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
        let mut cursor = None;
        let Ok(drawn) = terminal.draw(|frame| cursor = view::render(frame, &self.model));
        Frame { buffer: drawn.buffer.clone(), cursor }
    }
}

/// Plays keys and draws the frame after them.
pub fn play(session: &Session, size: (u16, u16), keys: &[Key]) -> Result<Frame, RunError> {
    let mut headless = Headless::start(session, size)?;
    headless.press(keys);
    Ok(headless.frame())
}
