//! The loop: sleeps until something happens, lets `update` answer, acts, draws once.

mod outside;

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::layout::Size;

use super::attach::Attachment;
use super::backend::{Screen, mend, redraw};
use super::event::{LoopEvent, QUEUE, Signal, ends, typed};
use super::folder::Folder;
use super::guard::Guard;
use super::input::Input;
use super::many::Order;
use super::scribe::{Job, Scribe};
use super::searcher::Searcher;
use super::session::{RunError, Session};
use super::signals::Signals;
use super::tty::Tty;
use super::watch::Watch;
use super::{clock, job, perform};
use crate::app::model::msg::HandOff;
use crate::app::model::msg::Ticket;
use crate::app::{Effect, Model, Moment, Msg, settle, start, update};
use crate::domain::day::millis_to_midnight;
use crate::store::{self, Reader, Store};
use crate::view;

/// How long a lost connection may hold the program back while it saves, in milliseconds.
const LAST_SAVE: u64 = 800;
/// After how many milliseconds each look for another program's changes is followed by the next.
const LOOKS: [u64; 5] = [10, 30, 100, 300, 1000];
/// How many times answers may ask for more before the next frame.
const ROUNDS: usize = 8;

/// Everything that the loop holds.
pub(super) struct Running {
    session: Session,
    model: Model,
    reader: Reader,
    /// When to look again whether somebody has written, and how many looks there were.
    next_look: Option<(u64, usize)>,
    /// The version of the database whose rows are on the screen.
    seen: i64,
    writer: Option<store::Writer>,
    scribe: Option<Scribe>,
    terminal: Terminal<Screen<Tty>>,
    guard: Guard,
    events: Receiver<LoopEvent>,
    sender: SyncSender<LoopEvent>,
    input: Option<Input>,
    signals: Option<Signals>,
    watch: Option<Watch>,
    searcher: Option<Searcher>,
    title: String,
    /// The exit status, once it is time to leave.
    code: Option<i32>,
    /// Until when to save, once the terminal is gone.
    deadline: Option<u64>,
    /// Whether nothing can be shown any more.
    blind: bool,
    /// Whether the terminal was somebody else's since the keys of this batch were pressed.
    aside: bool,
}

impl Running {
    pub(super) fn new(session: Session, store: Store, guard: Guard, size: Size) -> Result<Self, RunError> {
        let model = session.model((size.width, size.height), store.access);
        let (sender, events) = sync_channel(QUEUE);
        let signals = Some(Signals::start(sender.clone(), guard.tty())?);
        let terminal = Terminal::new(Screen::new(guard.tty(), size))?;
        Ok(Self {
            session,
            model,
            reader: store.reader,
            next_look: None,
            seen: 0,
            writer: store.writer,
            scribe: None,
            terminal,
            guard,
            events,
            sender,
            input: None,
            signals,
            watch: None,
            searcher: None,
            title: String::new(),
            code: None,
            deadline: None,
            blind: false,
            aside: false,
        })
    }

    pub(super) fn first_frame(&mut self) {
        self.seen = self.reader.data_version().unwrap_or_default();
        let effects = start(&self.model);
        self.perform(effects);
        if let Ok(kept) = self.reader.open_forms()
            && !kept.is_empty()
        {
            // Written once the writer is there.
            let effects = update(&mut self.model, now(), Msg::ReopenForms(kept));
            self.perform(effects);
        }
        self.draw();
    }

    /// Starts what listens, after the first frame: the person reads already.
    pub(super) fn listen(&mut self) -> Result<(), RunError> {
        self.scribe()?;
        self.input = Some(Input::start(self.sender.clone())?);
        // Without a watcher (too many watches in use) the other window's changes come with the next key.
        self.watch = Watch::start(&self.session.db, self.sender.clone()).ok();
        Ok(())
    }

    /// The search thread, which the first search starts. Without one the search is made right here.
    fn searcher(&mut self) -> Option<&Searcher> {
        if self.searcher.is_none() {
            let reader = self.reader.another().ok()?;
            self.searcher = Some(Searcher::start(reader, self.sender.clone()).ok()?);
        }
        self.searcher.as_ref()
    }

    fn scribe(&mut self) -> std::io::Result<&mut Scribe> {
        let scribe = match self.scribe.take() {
            Some(scribe) => scribe,
            None => Scribe::start(self.writer.take(), self.reader.another().ok(), self.sender.clone())?,
        };
        Ok(self.scribe.insert(scribe))
    }

    pub(super) fn turn(&mut self) -> i32 {
        loop {
            if let Some(code) = self.leaving() {
                return code;
            }
            let first = self.wait();
            let batch: Vec<LoopEvent> = first.into_iter().chain(self.events.try_iter()).collect();
            let mut changed = self.take_all(batch);
            changed |= self.wake();
            if changed && !self.blind {
                self.draw();
            }
        }
    }

    /// The exit status, once everything is written or there is no time left.
    fn leaving(&self) -> Option<i32> {
        let code = self.code?;
        let late = self.deadline.is_some_and(|at| clock::millis() >= at);
        (late || self.scribe.as_ref().is_none_or(Scribe::idle)).then_some(code)
    }

    /// Sleeps until something happens, or until the time for something has come: then there is no event.
    fn wait(&self) -> Option<LoopEvent> {
        let due = [self.model.wake_at(), self.deadline, self.next_look.map(|(at, _)| at)].into_iter().flatten().min();
        let mut wait = due.map(|at| at.saturating_sub(clock::millis()));
        if self.session.today.is_none() {
            wait = wait.into_iter().chain([millis_to_midnight(clock::now())]).min();
        }
        // Nobody hangs up the channel: the loop itself holds a sender for the threads it starts.
        match wait {
            None => self.events.recv().ok(),
            Some(millis) => self.events.recv_timeout(Duration::from_millis(millis)).ok(),
        }
    }

    fn wake(&mut self) -> bool {
        let now = clock::millis();
        let mut changed = false;
        let today = self.session.today();
        if today != self.model.today {
            changed |= self.tell(Msg::Today(today));
        }
        if let Some((_, tries)) = self.next_look.filter(|(at, _)| *at <= now) {
            changed |= self.look(tries);
        }
        if self.model.wake_at().is_some_and(|at| at <= now) {
            changed |= self.tell(Msg::Wake);
        }
        changed
    }

    /// Takes in what has queued up. A signal overtakes the keys that were pressed before it, so what ends the
    /// program comes last.
    fn take_all(&mut self, mut batch: Vec<LoopEvent>) -> bool {
        self.aside = false;
        let end = batch.iter().find_map(ends);
        if let (Some(_), None, Some(input)) = (end, self.deadline, &self.input) {
            batch.extend(input.finish(&self.events));
        }
        let mut changed = false;
        let mut events = batch.into_iter().filter(|event| ends(event).is_none()).peekable();
        while let Some(event) = events.next() {
            let run = if self.model.takes_runs() { typed(&event, &mut events) } else { None };
            changed |= match run {
                Some(text) => self.tell(Msg::Typed(text)),
                None => self.take(event),
            };
        }
        if let Some(code) = end {
            self.hang_up(code);
        }
        changed
    }

    /// Takes in an event; whether the screen may look different now.
    fn take(&mut self, event: LoopEvent) -> bool {
        match event {
            LoopEvent::Key(_) | LoopEvent::Paste(_) | LoopEvent::Click { .. } | LoopEvent::Wheel { .. } if self.aside => false,
            LoopEvent::Key(key) => self.tell(Msg::Key(key)),
            LoopEvent::Paste(text) => self.tell(Msg::Paste(text)),
            LoopEvent::Resize(columns, rows) => {
                let redrawn = redraw(&mut self.terminal, Size::new(columns, rows)).is_ok();
                self.tell(Msg::Resize(columns, rows)) || redrawn
            }
            LoopEvent::Written(ticket, result) => {
                if let Some(scribe) = &mut self.scribe {
                    scribe.answered();
                }
                if result.is_err() && self.deadline.is_none() {
                    // The person shall see it rather than find it missing the next time.
                    self.code = None;
                }
                self.tell(Msg::Written(ticket, result))
            }
            LoopEvent::Answer(answer) => self.tell(*answer),
            LoopEvent::DatabaseTouched => self.look(0),
            LoopEvent::Signal(Signal::Stop) => self.suspend(),
            LoopEvent::Signal(Signal::Continue) => self.continued(),
            LoopEvent::Click { column, row } => self.tell(Msg::Click(column, row)),
            LoopEvent::Wheel { down, column, row } => self.tell(Msg::Wheel { down, column, row }),
            LoopEvent::Signal(_) | LoopEvent::Gone | LoopEvent::HandedOver | LoopEvent::EditorEnded(_) => false,
        }
    }

    /// Looks whether somebody has written since the rows on the screen were read. What wakes us is the writing
    /// of the log's pages; it becomes visible only once they are synced, of which nobody tells. So an early
    /// look is followed by later ones.
    fn look(&mut self, tries: usize) -> bool {
        self.next_look = None;
        // The version first: rows that are newer than it are read once more, never missed.
        match self.reader.data_version() {
            Ok(version) if version == self.seen => {
                self.next_look = LOOKS.get(tries).map(|wait| (clock::millis() + wait, tries + 1));
                false
            }
            Ok(version) => {
                self.seen = version;
                self.tell(Msg::Changed)
            }
            Err(error) => self.tell(Msg::Unreadable(perform::trouble(&error))),
        }
    }

    /// Saves what was typed and leaves, soon.
    fn hang_up(&mut self, code: i32) {
        if self.deadline.is_some() {
            return;
        }
        self.blind = true;
        self.guard.tty().stop_waiting();
        self.deadline = Some(clock::millis() + LAST_SAVE);
        self.scribe.iter().for_each(Scribe::give_up_folders);
        self.tell(Msg::Hangup);
        self.code = Some(code);
    }

    fn tell(&mut self, msg: Msg) -> bool {
        let effects = update(&mut self.model, now(), msg);
        self.perform(effects);
        true
    }

    /// Does what was asked, and what the answers ask for in turn.
    fn perform(&mut self, effects: Vec<Effect>) {
        let mut queue = effects;
        for _ in 0..ROUNDS {
            let answers: Vec<Msg> = std::mem::take(&mut queue).into_iter().filter_map(|e| self.act(e)).collect();
            if answers.is_empty() {
                return;
            }
            for answer in answers {
                queue.extend(update(&mut self.model, now(), answer));
            }
        }
    }

    fn act(&mut self, effect: Effect) -> Option<Msg> {
        let today = self.model.today;
        if let Effect::Window { filter, .. } = &effect
            && !filter.search.trim().is_empty()
            && let Some(searcher) = self.searcher()
        {
            searcher.search(today, effect);
            return None;
        }
        if let Some(answer) = perform::read(&self.reader, self.model.today, &effect) {
            return Some(answer);
        }
        match effect {
            Effect::Write(ticket, change) => return self.write(ticket, Job::Change(change)),
            Effect::WriteMany { ticket, accounts, what, at, lang, links, me } => {
                return self.write(ticket, Job::Many(Order { accounts, what, at, lang, links, me }));
            }
            Effect::Attach { ticket, accounts, source, on, note, at } => {
                return self.write(ticket, Job::Attach(Attachment { accounts, source, on, note, at }));
            }
            Effect::Folder { ticket, accounts, to, on, lang, links, me } => {
                let folder = Folder { accounts, to: to.into(), on, lang, links, me: *me };
                return self.write(ticket, Job::Folder(folder));
            }
            Effect::Forget(ticket, account) => return self.write(ticket, Job::Forget(account)),
            Effect::ReplayKey(key) => return Some(Msg::Key(key)),
            Effect::CopyToClipboard(text) => return Some(Msg::HandedOff(self.copy(&text))),
            Effect::Browse(link) if self.session.display => return self.browse(link),
            Effect::Browse(_) => return Some(Msg::HandedOff(HandOff::NoBrowser)),
            Effect::PrintPlain(text) => self.print(&text),
            Effect::FullScreen => return self.full_screen(),
            Effect::Editor(text) => self.edit(&text),
            Effect::Bell => self.terminal.backend_mut().pass(if self.session.bell { b"\x07" } else { b"" }),
            Effect::Redraw => {
                let size = self.guard.tty().size().ok()?;
                let _ = redraw(&mut self.terminal, size);
                return Some(Msg::Resize(size.width, size.height));
            }
            Effect::Suspend if job::can_suspend() => {
                self.suspend();
            }
            Effect::Suspend => return Some(Msg::HandedOff(HandOff::NoShell)),
            Effect::Quit => self.code = self.code.or(Some(0)),
            Effect::ForceQuit => {
                self.code = Some(0);
                self.deadline = Some(clock::millis());
                self.scribe.iter().for_each(Scribe::give_up_folders);
            }
            // Reading was done above.
            Effect::Window { .. }
            | Effect::Agenda(..)
            | Effect::Counts
            | Effect::Detail(_)
            | Effect::Attached(_)
            | Effect::LoadFormDraft(_)
            | Effect::LoadIds(_)
            | Effect::LoadBulkTarget(..) => {}
        }
        None
    }

    /// Gives the terminal back, and ends once nothing is left of folders under way.
    pub(super) fn end(mut self) {
        let scribe = self.scribe.take();
        // Whoever waits to be heard hears that nobody listens.
        drop(self);
        if let Some(scribe) = scribe {
            scribe.end();
        }
    }

    fn write(&mut self, ticket: Ticket, job: Job) -> Option<Msg> {
        let trouble = self.scribe().ok()?.send(ticket, job);
        trouble.map(|t| Msg::Written(ticket, Err(t)))
    }

    fn draw(&mut self) {
        if self.model.outside {
            return;
        }
        let title = match self.model.overdue() {
            0 => "nej".to_owned(),
            n => format!("nej · {n}"),
        };
        if title != self.title {
            self.terminal.backend_mut().pass(format!("\x1b]2;{title}\x07").as_bytes());
            self.title = title;
        }
        settle(&mut self.model);
        let model = &self.model;
        let drawn = self.terminal.draw(|frame| {
            view::render(frame, model);
            mend(frame.buffer_mut());
        });
        // A terminal that takes nothing more is about to be gone, and that is news of its own.
        self.blind |= drawn.is_err();
    }
}

fn now() -> Moment {
    Moment { millis: clock::millis(), utc: clock::now() }
}
