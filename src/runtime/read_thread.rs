//! A thread for long reads on its own connection, so that no key waits for them. What is asked for
//! later stops what was asked for before. One of them searches, another one looks up what is marked.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDate;

use super::clock;
use super::event::LoopEvent;
use super::read;
use super::trouble::trouble;
use crate::app::{Effect, Msg};
use crate::store::{Error, Interrupt, Reader};

/// How long the thread may take to end, in milliseconds.
const END: u64 = 200;

/// A reading thread, as the loop sees it.
#[derive(Debug)]
pub struct ReadThread {
    reads: Sender<Read>,
    interrupt: Interrupt,
    thread: JoinHandle<()>,
    /// How many reads were begun: the number of the newest.
    begun: u64,
    /// The newest read that was answered.
    answered: u64,
}

/// What to read, as of a day, with its number.
type Read = (u64, NaiveDate, Effect);

/// The event that brings the answer to the read with this number.
type ReadEvent = fn(u64, Box<Msg>) -> LoopEvent;

impl ReadThread {
    /// Begins to wait for something to read.
    pub fn start(reader: Reader, events: SyncSender<LoopEvent>, name: &str, answer: ReadEvent) -> std::io::Result<Self> {
        let interrupt = reader.interrupt_handle();
        let (reads, asked) = channel();
        let read = move || read_all(&reader, &asked, &events, answer);
        let thread = thread::Builder::new().name(name.into()).spawn(read)?;
        Ok(Self { reads, interrupt, thread, begun: 0, answered: 0 })
    }

    /// Reads; whatever is still being read is given up.
    pub fn read(&mut self, today: NaiveDate, effect: Effect) {
        self.begun += 1;
        self.interrupt.supersede(self.begun);
        // The thread ends only with the program.
        let _ = self.reads.send((self.begun, today, effect));
    }

    /// An answer has come.
    pub const fn answered(&mut self, number: u64) {
        self.answered = number;
    }

    /// Whether the newest read was answered.
    pub const fn idle(&self) -> bool {
        self.answered == self.begun
    }

    /// Ends, and closes its connection, unless that takes long.
    pub fn end(self) {
        drop(self.reads);
        self.interrupt.supersede(u64::MAX);
        let until = clock::millis() + END;
        while !self.thread.is_finished() && clock::millis() < until {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

fn read_all(reader: &Reader, asked: &Receiver<Read>, events: &SyncSender<LoopEvent>, answer: ReadEvent) {
    while let Ok(first) = asked.recv() {
        let (number, today, effect) = asked.try_iter().last().unwrap_or(first);
        reader.begin_read(number);
        let msg = match read::try_read(reader, today, &effect) {
            None | Some(Err(Error::Interrupted)) => continue,
            Some(Ok(msg)) => msg,
            Some(Err(error)) => Msg::Unreadable(trouble(&error)),
        };
        if events.send(answer(number, Box::new(msg))).is_err() {
            return;
        }
    }
}
