//! The input thread: waits for the terminal, reads what it sends, and can stand aside for an editor or the shell.
//!
//! It waits in `poll` for the terminal and for a pipe by which the loop wakes it; with a limit only while half a
//! sequence has come. The end of the terminal is an event like any other, after all that was typed before it.

mod charset;
mod decoder;
mod letters;
mod paste;
mod sequence;

use std::{
    io::{self, PipeReader, PipeWriter, Read, Write},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, SyncSender},
    },
    thread,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    stdio,
};

pub use self::charset::Charset;
pub use self::decoder::{Decoder, REST_WAIT};
use super::{
    clock,
    event::{LoopEvent, in_runs},
};

/// How much is read at once: a paste is not to be cut into many pieces.
const CHUNK: usize = 16 * 1024;
/// What is read together at the most.
const TOGETHER: usize = 1 << 20;
/// How long the rest of what may be a paste is waited for, in milliseconds: some terminals send it line by line, and a
/// terminal's queue holds less than some pastes have.
const GAP: u64 = 10;
/// From how many bytes on it may be one that is cut.
const LONG: usize = 1000;
/// How long the loop waits for the thread to stand aside, in milliseconds.
const HAND_OVER: u64 = 500;

/// The input thread, as the loop sees it.
#[derive(Debug)]
pub struct Input {
    shared: Arc<Shared>,
    wake: PipeWriter,
    /// Until it is started.
    thread: Option<InputThread>,
}

/// State shared by the loop and the input thread outside the queue.
#[derive(Debug, Default)]
struct Shared {
    state: Mutex<InputState>,
    changed: Condvar,
}

#[derive(Debug, Default, Clone, Copy)]
struct InputState {
    /// The thread shall stand aside, or has not been let in yet.
    paused: bool,
    /// The thread came to the end of the terminal.
    ended: bool,
}

impl Input {
    /// The thread, which reads nothing until [`Input::start`].
    pub fn new(events: SyncSender<LoopEvent>, decoder: Decoder) -> io::Result<Self> {
        let (woken, wake) = io::pipe()?;
        let shared = Arc::new(Shared { state: Mutex::new(InputState { paused: true, ended: false }), changed: Condvar::new() });
        let thread = Some(InputThread { events, decoder, woken, shared: Arc::clone(&shared) });
        Ok(Self { shared, wake, thread })
    }

    /// Begins to read.
    pub fn start(&mut self) -> io::Result<()> {
        if let Some(input) = self.thread.take() {
            thread::Builder::new().name("input".into()).spawn(move || input.run())?;
        }
        self.take_back();
        Ok(())
    }

    /// Stops reading, and returns all that came until then: for the end of the program, where a signal may have
    /// overtaken the last keys.
    pub fn finish(&self, events: &Receiver<LoopEvent>) -> Vec<LoopEvent> {
        let was = self.shared.set(|state| state.paused = true);
        if was.paused || was.ended || (&self.wake).write_all(b".").is_err() {
            return events.try_iter().collect();
        }
        let (mut last, end) = (Vec::new(), clock::millis() + HAND_OVER);
        while let Ok(event) = events.recv_timeout(Duration::from_millis(end.saturating_sub(clock::millis()))) {
            if event == LoopEvent::HandedOver {
                break;
            }
            let gone = event == LoopEvent::Gone;
            last.push(event);
            if gone {
                break;
            }
        }
        last
    }

    /// Leaves the terminal to another program: after it, nothing is read. What was typed before is dropped, as it
    /// was not meant for that program; everything else that came meanwhile is returned.
    pub fn hand_over(&self, events: &Receiver<LoopEvent>) -> Vec<LoopEvent> {
        let mut others = self.finish(events);
        others.retain(|event| !event.is_input() && !matches!(event, LoopEvent::Resize(..)));
        others
    }

    /// Reads again.
    pub fn take_back(&self) {
        self.shared.set(|state| state.paused = false);
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, InputState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state; the one before.
    fn set(&self, change: impl FnOnce(&mut InputState)) -> InputState {
        let mut state = self.lock();
        let was = *state;
        change(&mut state);
        drop(state);
        self.changed.notify_all();
        was
    }

    fn wait_while_paused(&self) {
        drop(self.changed.wait_while(self.lock(), |state| state.paused));
    }
}

/// What the input thread holds.
#[derive(Debug)]
struct InputThread {
    events: SyncSender<LoopEvent>,
    decoder: Decoder,
    woken: PipeReader,
    shared: Arc<Shared>,
}

/// What ended a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Woken {
    /// The terminal has something to read, perhaps for the last time.
    Terminal { hung_up: bool },
    /// The loop wants the thread to stand aside.
    Loop,
    /// Nothing came in time.
    Late,
    /// The terminal is gone.
    Gone,
}

impl InputThread {
    /// Ends with the terminal, or when nothing takes the events any more.
    fn run(mut self) {
        self.shared.wait_while_paused();
        loop {
            let limit = self.decoder.deadline().map(|at| at.saturating_sub(clock::millis()));
            let goes_on = match self.wait(limit) {
                Woken::Terminal { hung_up } => match self.read() {
                    Some(0) if hung_up => return self.end(),
                    Some(_) => true,
                    None => return self.end(),
                },
                Woken::Late => self.expire(),
                Woken::Loop => self.pause(),
                Woken::Gone => return self.end(),
            };
            if !goes_on {
                return;
            }
        }
    }

    fn wait(&self, millis: Option<u64>) -> Woken {
        let limit = millis.map(|millis| Timespec {
            tv_sec: (millis / 1000).try_into().unwrap_or(i64::MAX),
            tv_nsec: (millis % 1000 * 1_000_000).try_into().unwrap_or(0),
        });
        let stdin = stdio::stdin();
        let mut fds = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.woken, PollFlags::IN)];
        let ready = poll(&mut fds, limit.as_ref());
        let terminal = fds[0].revents();
        match ready {
            // Interrupted by a signal: the caller reckons the limit anew.
            Ok(0) | Err(Errno::INTR) => Woken::Late,
            Err(_) => Woken::Gone,
            // What was typed before the end is read first.
            Ok(_) if terminal.contains(PollFlags::IN) => {
                Woken::Terminal { hung_up: terminal.intersects(PollFlags::HUP | PollFlags::ERR) }
            }
            Ok(_) if !terminal.is_empty() => Woken::Gone,
            Ok(_) => Woken::Loop,
        }
    }

    /// Reads what is there, and sends what it means; how many bytes it was, none when the terminal is gone.
    fn read(&mut self) -> Option<usize> {
        let mut bytes = vec![0; CHUNK];
        let count = match rustix::io::read(stdio::stdin(), &mut bytes) {
            Ok(count) => count,
            Err(Errno::INTR | Errno::AGAIN) => return Some(1),
            Err(_) => return None,
        };
        bytes.truncate(count);
        while may_go_on(&bytes) && matches!(self.wait(Some(GAP)), Woken::Terminal { .. }) {
            let before = bytes.len();
            bytes.resize(before + CHUNK, 0);
            let more = rustix::io::read(stdio::stdin(), &mut bytes[before..]).unwrap_or(0);
            bytes.truncate(before + more);
            if more == 0 {
                break;
            }
        }
        let mut out = Vec::new();
        if count > 0 {
            self.decoder.feed(&bytes, clock::millis(), &mut out);
        }
        self.send(in_runs(out)).then_some(count)
    }

    /// Gives up what is begun, if its time is over.
    fn expire(&mut self) -> bool {
        let (now, mut out) = (clock::millis(), Vec::new());
        if self.decoder.deadline().is_some_and(|at| at <= now) {
            self.decoder.expire(now, &mut out);
        }
        self.send(out)
    }

    /// Reads what is there already, and waits until it may go on.
    fn pause(&mut self) -> bool {
        let _ = self.woken.read(&mut [0]);
        while let Woken::Terminal { .. } = self.wait(Some(0)) {
            if self.read().is_none_or(|count| count == 0) {
                break;
            }
        }
        let mut out = Vec::new();
        self.decoder.finish(clock::millis(), &mut out);
        out.push(LoopEvent::HandedOver);
        let sent = self.send(out);
        self.shared.wait_while_paused();
        sent
    }

    fn send(&self, events: Vec<LoopEvent>) -> bool {
        events.into_iter().all(|event| self.events.send(event).is_ok())
    }

    fn end(&mut self) {
        let mut out = Vec::new();
        self.decoder.finish(clock::millis(), &mut out);
        self.shared.set(|state| state.ended = true);
        out.push(LoopEvent::Gone);
        self.send(out);
    }
}

/// Whether what was read may be the beginning of a paste: a line with its end, or as much as is read at once.
fn may_go_on(bytes: &[u8]) -> bool {
    let line = bytes.len() > 1 && matches!(bytes.last(), Some(b'\r' | b'\n'));
    bytes.len() < TOGETHER && (line || bytes.len() > LONG)
}
