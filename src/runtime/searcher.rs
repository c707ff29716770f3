//! The search thread: a reading connection of its own, so that no search holds up the keys. A newer search
//! interrupts the one before it.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread;

use chrono::NaiveDate;

use super::event::LoopEvent;
use super::perform::{self, trouble};
use crate::app::{Effect, Msg};
use crate::store::{Error, Interrupt, Reader};

/// The search thread, as the loop sees it.
#[derive(Debug)]
pub struct Searcher {
    searches: Sender<(NaiveDate, Effect)>,
    interrupt: Interrupt,
}

impl Searcher {
    /// Begins to wait for searches.
    pub fn start(reader: Reader, events: SyncSender<LoopEvent>) -> std::io::Result<Self> {
        let interrupt = reader.interrupt_handle();
        let (searches, asked) = channel();
        thread::Builder::new().name("search".into()).spawn(move || search_all(&reader, &asked, &events))?;
        Ok(Self { searches, interrupt })
    }

    /// Searches; whatever is still searched for is given up.
    pub fn search(&self, today: NaiveDate, effect: Effect) {
        self.interrupt.interrupt();
        // The thread ends only with the program.
        let _ = self.searches.send((today, effect));
    }
}

fn search_all(reader: &Reader, asked: &Receiver<(NaiveDate, Effect)>, events: &SyncSender<LoopEvent>) {
    while let Ok(first) = asked.recv() {
        let (today, effect) = asked.try_iter().last().unwrap_or(first);
        let answer = match perform::try_read(reader, today, &effect) {
            None | Some(Err(Error::Interrupted)) => continue,
            Some(Ok(answer)) => answer,
            Some(Err(error)) => Msg::Unreadable(trouble(&error)),
        };
        if events.send(LoopEvent::Answer(Box::new(answer))).is_err() {
            return;
        }
    }
}
