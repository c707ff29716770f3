//! The search thread: a reading connection of its own, so that no search holds up the keys. A newer search
//! interrupts the one before it.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDate;

use super::clock;
use super::event::LoopEvent;
use super::perform;
use super::trouble::trouble;
use crate::app::{Effect, Msg};
use crate::store::{Error, Interrupt, Reader};

/// How long the thread may take to end, in milliseconds.
const END: u64 = 200;

/// The search thread, as the loop sees it.
#[derive(Debug)]
pub struct SearchThread {
    searches: Sender<Search>,
    interrupt: Interrupt,
    thread: JoinHandle<()>,
    /// How many searches were begun: the number of the newest.
    begun: u64,
    /// The newest search that was answered.
    answered: u64,
}

/// What to search for, as of a day, with its number.
type Search = (u64, NaiveDate, Effect);

impl SearchThread {
    /// Begins to wait for searches.
    pub fn start(reader: Reader, events: SyncSender<LoopEvent>) -> std::io::Result<Self> {
        let interrupt = reader.interrupt_handle();
        let (searches, asked) = channel();
        let thread = thread::Builder::new().name("search".into()).spawn(move || search_all(&reader, &asked, &events))?;
        Ok(Self { searches, interrupt, thread, begun: 0, answered: 0 })
    }

    /// Searches; whatever is still searched for is given up.
    pub fn search(&mut self, today: NaiveDate, effect: Effect) {
        self.begun += 1;
        self.interrupt.supersede(self.begun);
        // The thread ends only with the program.
        let _ = self.searches.send((self.begun, today, effect));
    }

    /// An answer has come.
    pub const fn answered(&mut self, number: u64) {
        self.answered = number;
    }

    /// Whether the newest search was answered.
    pub const fn idle(&self) -> bool {
        self.answered == self.begun
    }

    /// Ends, and closes its connection, unless that takes long.
    pub fn end(self) {
        drop(self.searches);
        self.interrupt.supersede(u64::MAX);
        let until = clock::millis() + END;
        while !self.thread.is_finished() && clock::millis() < until {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

fn search_all(reader: &Reader, asked: &Receiver<Search>, events: &SyncSender<LoopEvent>) {
    while let Ok(first) = asked.recv() {
        let (number, today, effect) = asked.try_iter().last().unwrap_or(first);
        reader.begin_search(number);
        let answer = match perform::try_read(reader, today, &effect) {
            None | Some(Err(Error::Interrupted)) => continue,
            Some(Ok(answer)) => answer,
            Some(Err(error)) => Msg::Unreadable(trouble(&error)),
        };
        if events.send(LoopEvent::Found(number, Box::new(answer))).is_err() {
            return;
        }
    }
}
