//! The program without a terminal: keys in, one frame out. For `nej frame`, for tests and for the pictures in
//! the README. It is the loop that people run, over a machine whose clock stands still between the keys.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::clock;
use super::event::{LoopEvent, QUEUE};
use super::event_loop::{Connections, EventLoop};
use super::host::{Host, Resumed};
use super::session::{RunError, Session};
use crate::app::model::key::Key;
use crate::app::model::msg::{Edited, HandOff};
use crate::app::{Model, Moment};
use crate::view;

/// Between two keys of a script, in milliseconds: time for the right-hand panes to follow.
const PACE: u64 = 1000;
/// How long an answer of the writer or the search thread may take before the frame is drawn without it.
const ANSWER: Duration = Duration::from_mins(2);

/// A screen that is drawn nowhere.
#[derive(Debug)]
pub struct Headless {
    inner: EventLoop<OffscreenHost>,
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
        Self::start_at(session, size, None, None)
    }

    /// Starts at this moment, whatever the machine's clock says; folders are written below `folders`, and not at
    /// all where it is none.
    pub fn start_at(
        session: &Session,
        size: (u16, u16),
        clock: Option<DateTime<Utc>>,
        folders: Option<&Path>,
    ) -> Result<Self, RunError> {
        let (store, source) = session.open()?;
        let (sender, events) = sync_channel(QUEUE);
        let store = Connections::of(store, source, sender.clone(), session);
        let size = Size::from(size);
        let mut session = session.clone();
        // A frame that is read as text or drawn as a picture has no use for the sequences.
        session.look.hyperlinks = false;
        let host = OffscreenHost {
            events,
            queue: VecDeque::new(),
            held: Vec::new(),
            holding: false,
            watching: true,
            millis: 0,
            clock,
            size,
            folders: folders.map(Path::to_owned),
            editor: None,
            handed_over: Vec::new(),
        };
        let mut headless = Self { inner: EventLoop::new(session, store, host, sender, size) };
        headless.inner.first_frame();
        headless.inner.listen()?;
        headless.settle();
        Ok(headless)
    }

    /// What the screen knows.
    pub const fn model(&self) -> &Model {
        self.inner.model()
    }

    /// Presses keys, with time for everything to settle after each.
    pub fn press(&mut self, keys: &[Key]) {
        for key in keys {
            self.happen(LoopEvent::Key(*key));
            self.rest();
        }
    }

    /// Lets something happen, and everything that it leads to; no time passes.
    pub fn happen(&mut self, event: LoopEvent) {
        self.happen_together(vec![event]);
    }

    /// Lets several things happen between two frames.
    pub fn happen_together(&mut self, events: Vec<LoopEvent>) {
        self.inner.host().queue.extend(events);
        self.settle();
    }

    /// Lets time pass until nothing is due.
    pub fn rest(&mut self) {
        self.inner.host().millis += PACE;
        let now = self.inner.host().millis;
        while self.inner.exit_ready().is_none() && self.inner.due().is_some_and(|at| at <= now) {
            self.inner.step();
            self.settle();
        }
    }

    /// Holds back the writer's answers until [`Headless::release_writes`]: what is pressed meanwhile comes while a
    /// write is on its way.
    pub fn hold_writes(&mut self) {
        self.inner.host().holding = true;
    }

    /// Lets the answers through that are held back by now; later ones are held back still.
    pub fn let_writes_through(&mut self) {
        self.settle();
        let host = self.inner.host();
        host.queue.extend(host.held.drain(..));
        self.settle();
    }

    /// Holds nothing back any more.
    pub fn release_writes(&mut self) {
        self.inner.host().holding = false;
        self.let_writes_through();
    }

    /// How many answers are held back.
    pub fn held_writes(&mut self) -> usize {
        self.settle();
        self.inner.host().held.len()
    }

    /// Lets it be another moment, without an event.
    pub fn set_clock(&mut self, clock: DateTime<Utc>) {
        self.inner.host().clock = Some(clock);
    }

    /// Lets the system have no watch left: nothing announces what other programs write.
    pub fn stop_watching(&mut self) {
        self.inner.host().watching = false;
        let _ = self.inner.listen();
    }

    /// What the person's editor will leave.
    pub fn set_editor(&mut self, edited: Edited) {
        self.inner.host().editor = Some(edited);
    }

    /// The texts and links that were handed over since the last call.
    pub fn handed_over(&mut self) -> Vec<String> {
        std::mem::take(&mut self.inner.host().handed_over)
    }

    /// The exit status, once the program has ended.
    pub fn exit_code(&self) -> Option<i32> {
        self.inner.exit_ready()
    }

    /// Runs the loop until nothing is queued and no answer is to come that is not held back.
    fn settle(&mut self) {
        while self.inner.exit_ready().is_none() {
            let due = self.inner.answers_due();
            if !self.inner.host().gather(due) {
                break;
            }
            self.inner.step();
        }
    }

    /// Draws the screen as it is now.
    pub fn frame(&self) -> Frame {
        let (width, height) = self.model().size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let cursor = view::render(&mut buffer, self.model());
        Frame { buffer, cursor }
    }
}

/// Plays keys and draws the frame after them.
pub fn play(session: &Session, size: (u16, u16), keys: &[Key]) -> Result<Frame, RunError> {
    let mut headless = Headless::start(session, size)?;
    headless.press(keys);
    let frame = headless.frame();
    // Threads end and connections close before the process does, or the log would stay beside the file.
    headless.inner.end();
    Ok(frame)
}

/// A machine without a terminal, whose clock moves only between the keys.
#[derive(Debug)]
struct OffscreenHost {
    /// The answers of the writer and the search thread.
    events: Receiver<LoopEvent>,
    /// What the loop takes in next.
    queue: VecDeque<LoopEvent>,
    /// The writer's answers that are held back.
    held: Vec<LoopEvent>,
    holding: bool,
    watching: bool,
    millis: u64,
    /// The world's clock, where it is not the machine's.
    clock: Option<DateTime<Utc>>,
    size: Size,
    /// Where the names of folders begin.
    folders: Option<PathBuf>,
    /// What the person's editor leaves.
    editor: Option<Edited>,
    handed_over: Vec<String>,
}

impl OffscreenHost {
    /// Whether there is something to take in. Of so many answers that are to come it waits for those that are not
    /// held back.
    fn gather(&mut self, answers_due: usize) -> bool {
        let arrived: Vec<LoopEvent> = self.events.try_iter().collect();
        for event in arrived {
            self.arrive(event);
        }
        while self.queue.is_empty() && answers_due > self.held.len() {
            let Ok(event) = self.events.recv_timeout(ANSWER) else { break };
            self.arrive(event);
        }
        !self.queue.is_empty()
    }

    fn arrive(&mut self, event: LoopEvent) {
        if self.holding && matches!(event, LoopEvent::Written(..)) {
            self.held.push(event);
        } else {
            self.queue.push_back(event);
        }
    }
}

impl Host for OffscreenHost {
    fn now(&self) -> Moment {
        Moment { millis: self.millis, utc: self.clock.unwrap_or_else(clock::now) }
    }

    fn wait(&mut self, _: Option<u64>) -> Vec<LoopEvent> {
        self.queue.drain(..).collect()
    }

    fn listen(&mut self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn is_watching(&self) -> bool {
        self.watching
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn redraw(&mut self, size: Size) {
        self.size = size;
    }

    fn clean(&mut self) {}

    /// The frame is drawn on demand ([`Headless::frame`]).
    fn draw(&mut self, _: &Model) -> io::Result<()> {
        Ok(())
    }

    fn bell(&mut self) {}

    fn copy(&mut self, text: &str) -> Option<HandOff> {
        self.handed_over.push(text.to_owned());
        Some(HandOff::Clipboard)
    }

    fn copy_directly(&mut self, text: &str) {
        self.handed_over.push(text.to_owned());
    }

    fn browse(&mut self, link: &str) -> Option<HandOff> {
        self.handed_over.push(link.to_owned());
        Some(HandOff::Browser)
    }

    fn print(&mut self, text: &str) -> io::Result<()> {
        self.handed_over.push(text.to_owned());
        Ok(())
    }

    fn resume(&mut self) -> io::Result<Option<Size>> {
        Ok(Some(self.size))
    }

    fn edit(&mut self, text: &str) -> (Option<Edited>, Resumed) {
        self.handed_over.push(text.to_owned());
        let edited = self.editor.clone().unwrap_or(Edited::NoEditor);
        (Some(edited), Resumed { size: Some(self.size), gone: false, events: Vec::new() })
    }

    fn can_suspend(&self) -> bool {
        false
    }

    fn suspend(&mut self) -> Resumed {
        Resumed { size: Some(self.size), gone: false, events: Vec::new() }
    }

    fn last_input(&mut self) -> Vec<LoopEvent> {
        Vec::new()
    }

    fn stop_waiting(&mut self) {}

    fn folder(&self, name: &str) -> Option<PathBuf> {
        self.folders.as_ref().map(|base| base.join(name))
    }
}
