//! The loop: sleeps until something happens, lets `update` answer, acts, draws once. It knows the machine by its
//! port alone ([`Host`]), so the tests and `nej frame` run this very loop.

mod act;
mod date;
mod look;
mod rescue;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;

use ratatui::layout::Size;

use super::checked_clock::CheckedClock;
use super::event::{LoopEvent, Signal, exit_code_of, key_of};
use super::host::{Host, Resumed};
use super::presence::PresenceFolder;
use super::read_thread::ReadThreads;
use super::session::Session;
use super::writer_thread::WriterThread;
use crate::app::model::msg::HandOff;
use crate::app::{Effect, Model, Msg, lay_out, start};
use crate::domain::day::millis_to_midnight;
use crate::domain::text::escape_path;
use crate::store::{Access, Reader, Store, WriterSource};

/// How long a lost connection may hold the program back while it saves, in milliseconds.
const LAST_SAVE: u64 = 800;

/// The database as the loop uses it: it reads by itself, and lets the writer thread write.
#[derive(Debug)]
pub struct Connections {
    reader: Reader,
    writer: WriterThread,
    access: Access,
    refused_log: Option<PathBuf>,
}

impl Connections {
    /// The writer thread, once it is started, sends its answers as events.
    pub fn of(store: Store, source: WriterSource, events: SyncSender<LoopEvent>, session: &Session) -> Self {
        let calendar = session.calendar.clone().map(|file| (file, session.today));
        let writer = WriterThread::new(source, store.reader.source().clone(), calendar, session.lang, events);
        Self { reader: store.reader, writer, access: store.access, refused_log: store.refused_log }
    }
}

/// Everything that the loop holds.
#[derive(Debug)]
pub struct EventLoop<H> {
    session: Session,
    model: Model,
    clock: CheckedClock,
    host: H,
    /// For the threads that send events.
    sender: SyncSender<LoopEvent>,
    reader: Reader,
    writer: WriterThread,
    threads: ReadThreads,
    /// Where other people's windows say what they are at; `None` where the database is private.
    presence: Option<PresenceFolder>,
    /// When to look there once more.
    next_others: Option<u64>,
    /// When to look again whether another program has written, and how many looks there were.
    next_look: Option<(u64, usize)>,
    /// The version of the database whose rows are on the screen.
    seen_version: i64,
    /// The exit status, once it is time to leave.
    exit_code: Option<i32>,
    /// Until when to save, once the terminal is gone.
    deadline: Option<u64>,
    /// Whether something could not be saved after the line was lost.
    last_save_failed: bool,
    /// Whether nothing can be shown any more.
    terminal_lost: bool,
    /// Whether something else had the terminal since the keys of this batch were pressed: they were not for us.
    input_paused: bool,
}

impl<H: Host> EventLoop<H> {
    /// The loop before its first frame.
    pub fn new(session: Session, store: Connections, host: H, sender: SyncSender<LoopEvent>, size: Size) -> Self {
        let model = session.model((size.width, size.height), store.access, store.refused_log.as_deref(), host.now().utc);
        Self {
            session,
            model,
            clock: CheckedClock::new(host.now()),
            host,
            sender,
            reader: store.reader,
            writer: store.writer,
            threads: ReadThreads::default(),
            presence: None,
            next_others: None,
            next_look: None,
            seen_version: 0,
            exit_code: None,
            deadline: None,
            last_save_failed: false,
            terminal_lost: false,
            input_paused: false,
        }
    }

    /// What the screen knows.
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// The machine.
    pub const fn host(&mut self) -> &mut H {
        &mut self.host
    }

    /// Reads what the screen shows first, in one snapshot, and draws it.
    pub fn first_frame(&mut self) {
        self.seen_version = self.reader.data_version().unwrap_or_default();
        // Where it fails the reads say so.
        let _ = self.reader.hold_snapshot();
        self.read_first();
        self.reader.release_snapshot();
        if let Some(file) = self.session.unsaved.take() {
            self.tell(Msg::UnsavedWaits(escape_path(&file)));
        }
        self.draw();
    }

    fn read_first(&mut self) {
        for (address, on) in self.reader.working_links().unwrap_or_default() {
            self.model.links.note_working(&address, on);
        }
        let effects = start(&self.model);
        self.perform(effects);
        if let Ok(kept) = self.reader.open_forms()
            && !kept.is_empty()
        {
            self.tell(Msg::ReopenForms(kept));
        } else if let Ok(Some((newest, count))) = self.reader.half_typed() {
            self.tell(Msg::HalfTyped(Box::new(newest), count));
        }
    }

    /// Starts what listens, after the first frame: the person reads already.
    pub fn listen(&mut self) -> io::Result<()> {
        self.host.listen(&self.session.db)?;
        self.writer.start()?;
        self.presence = PresenceFolder::enter(&self.session.db, self.sender.clone());
        self.model.shared = self.presence.is_some();
        if self.look_at_others() {
            self.draw();
        }
        if !self.host.is_watching() {
            self.tell(Msg::Unwatched);
            self.draw();
        }
        Ok(())
    }

    /// Runs until the person leaves or the terminal does; the exit status.
    pub fn run(&mut self) -> i32 {
        loop {
            if let Some(code) = self.exit_ready() {
                self.keep_unsaved();
                return code;
            }
            self.step();
        }
    }

    /// One turn: sleeps until something happens, takes it in, draws once.
    pub fn step(&mut self) {
        let wait = self.wait_millis();
        let batch = self.host.wait(wait);
        let mut changed = self.take_all(batch);
        changed |= self.wake();
        if changed && !self.terminal_lost {
            self.draw();
        }
    }

    /// The exit status, once everything is written or there is no time left.
    pub fn exit_ready(&self) -> Option<i32> {
        let code = self.exit_code?;
        let late = self.deadline.is_some_and(|at| self.host.now().millis >= at);
        (late || self.writer.idle()).then_some(code)
    }

    /// How many answers of the writer and the reading threads are still to come.
    pub fn answers_due(&self) -> usize {
        self.writer.outstanding() + self.threads.answers_due()
    }

    /// When something is due that no event announces, by the clock that only moves forward.
    pub fn due(&self) -> Option<u64> {
        [self.model.wake_at(), self.deadline, self.next_look.map(|(at, _)| at), self.next_others].into_iter().flatten().min()
    }

    fn wait_millis(&self) -> Option<u64> {
        let now = self.now();
        let wait = self.due().map(|at| at.saturating_sub(now.millis));
        let midnight = self.session.today.is_none().then(|| millis_to_midnight(now.utc));
        wait.into_iter().chain(midnight).min()
    }

    /// Does what is due.
    fn wake(&mut self) -> bool {
        let mut changed = self.follow_date();
        let now = self.host.now().millis;
        if let Some((_, tries)) = self.next_look.filter(|(at, _)| *at <= now) {
            changed |= self.look(tries);
        }
        if self.next_others.is_some_and(|at| at <= now) {
            changed |= self.look_at_others();
        }
        if self.model.wake_at().is_some_and(|at| at <= now) {
            changed |= self.tell(Msg::Wake);
        }
        changed
    }

    /// Takes in what has queued up. A signal overtakes the keys that were pressed before it, so what ends the
    /// program comes last.
    fn take_all(&mut self, mut batch: Vec<LoopEvent>) -> bool {
        self.input_paused = false;
        let end = batch.iter().find_map(exit_code_of);
        if end.is_some() && self.deadline.is_none() {
            batch.extend(self.host.last_input());
        }
        let mut changed = false;
        for event in batch.into_iter().filter(|event| exit_code_of(event).is_none()) {
            changed |= self.take(event);
        }
        if let Some(code) = end {
            self.hang_up(code);
        }
        changed
    }

    /// Takes in an event; whether the screen may look different now.
    fn take(&mut self, event: LoopEvent) -> bool {
        if event.is_input() {
            if self.input_paused {
                return false;
            }
            if !self.host.is_watching() {
                self.look_once();
            }
            if self.presence.as_ref().is_some_and(|presence| !presence.is_watching()) {
                self.look_at_others();
            }
        }
        match event {
            LoopEvent::Key(key) => self.tell(Msg::Key(key)),
            LoopEvent::Run(text) => self.take_run(&text),
            LoopEvent::Paste(text) => self.tell(Msg::Paste(text)),
            LoopEvent::Click { column, row } => self.tell(Msg::Click(column, row)),
            LoopEvent::Wheel { down, column, row } => self.tell(Msg::Wheel { down, column, row }),
            LoopEvent::Resize(columns, rows) => {
                self.host.redraw(Size::new(columns, rows));
                self.tell(Msg::Resize(columns, rows))
            }
            LoopEvent::Written(ticket, result) => {
                self.writer.answered();
                self.last_save_failed |= result.is_err() && self.deadline.is_some();
                if result.is_err() && self.deadline.is_none() {
                    // The person shall see it rather than find it missing the next time.
                    self.exit_code = None;
                }
                self.tell(Msg::Written(ticket, result))
            }
            LoopEvent::Read(kind, number, answer) => {
                self.threads.answered(kind, number);
                self.tell(*answer)
            }
            LoopEvent::Answer(answer) => self.tell(*answer),
            LoopEvent::NoTmux(text) => {
                self.host.copy_directly(&text);
                self.tell(Msg::HandedOff(HandOff::WithoutTmux))
            }
            LoopEvent::NotUtf8(charset) => self.tell(Msg::NotUtf8(charset)),
            LoopEvent::DatabaseTouched => self.look(0),
            LoopEvent::OthersMoved => self.others_moved(),
            LoopEvent::Signal(Signal::Stop) => self.suspend(),
            LoopEvent::Signal(Signal::Continue) => self.continued(),
            // The date is followed after every wait, and what ends the program last of all.
            LoopEvent::ClockSet | LoopEvent::Signal(_) | LoopEvent::Gone | LoopEvent::HandedOver | LoopEvent::EditorEnded(_) => {
                false
            }
        }
    }

    /// Takes in keys that came together, one by one until what has the keys takes the rest as it is.
    fn take_run(&mut self, run: &str) -> bool {
        // The last line end with something behind it. To look for it before each character would be slow for a long line.
        let last_end = run.char_indices().rev().skip(1).find(|(_, c)| matches!(c, '\r' | '\n')).map(|(at, _)| at);
        let mut rest = run.chars();
        while !self.input_paused {
            let at = run.len() - rest.as_str().len();
            if self.model.takes_run(rest.as_str(), last_end.is_some_and(|end| end >= at)) {
                return self.tell(Msg::Typed(rest.as_str().to_owned()));
            }
            let Some(c) = rest.next() else { break };
            self.tell(Msg::Key(key_of(c)));
        }
        true
    }

    /// Saves what was typed and leaves, soon.
    fn hang_up(&mut self, code: i32) {
        if self.deadline.is_some() {
            return;
        }
        self.terminal_lost = true;
        self.host.stop_waiting();
        self.deadline = Some(self.host.now().millis + LAST_SAVE);
        self.writer.give_up_folders();
        self.tell(Msg::Hangup);
        self.exit_code = Some(code);
    }

    fn suspend(&mut self) -> bool {
        let Resumed { size, gone, events } = self.host.suspend();
        self.input_paused = true;
        self.terminal_lost |= gone;
        if let Some(size) = size {
            self.redraw(size);
            self.tell(Msg::Resumed);
        }
        self.catch_up(events);
        true
    }

    /// The process runs again after it was stopped from outside.
    fn continued(&mut self) -> bool {
        let Ok(Some(size)) = self.host.resume() else { return false };
        self.redraw(size);
        self.tell(Msg::Resumed)
    }

    /// Something else had the terminal: everything on it has to be drawn again.
    fn redraw(&mut self, size: Size) {
        self.host.redraw(size);
        self.tell(Msg::Resize(size.width, size.height));
    }

    /// Takes in what came while something else had the terminal; what ends the program last.
    fn catch_up(&mut self, events: Vec<LoopEvent>) {
        let end = events.iter().find_map(exit_code_of);
        for event in events {
            self.take(event);
        }
        if let Some(code) = end.or_else(|| self.terminal_lost.then(|| Signal::Hangup.exit_code())) {
            self.hang_up(code);
        }
    }

    fn tell(&mut self, msg: Msg) -> bool {
        self.follow_date();
        let effects = self.decide(msg);
        self.perform(effects);
        true
    }

    /// Does what was asked, and what the answers ask for in turn, until nothing is asked any more.
    fn perform(&mut self, effects: Vec<Effect>) {
        let mut queue = effects;
        while !queue.is_empty() {
            let answers: Vec<Msg> = std::mem::take(&mut queue).into_iter().filter_map(|e| self.act(e)).collect();
            for answer in answers {
                queue.extend(self.decide(answer));
            }
        }
    }

    fn draw(&mut self) {
        if self.model.outside.is_some() {
            return;
        }
        lay_out(&mut self.model);
        // A failed draw means that the terminal is closing; an event follows that says so.
        self.terminal_lost |= self.host.draw(&self.model).is_err();
    }

    /// Gives the terminal back, and ends once the threads have put everything in order.
    pub fn end(self) {
        let Self { writer, host, reader, threads, presence, .. } = self;
        // With the host the receiver of events goes: a thread that would wait to send one ends.
        drop((host, reader, presence));
        // The last connection to close checkpoints the log; the writer does so with its own settings.
        threads.end();
        writer.end();
    }
}
