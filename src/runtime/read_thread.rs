//! Threads for long reads on their own connections, so that no key waits for them. What is asked for later stops what
//! was asked for before of the same kind, and nothing of another.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDate;

use super::clock;
use super::event::{LoopEvent, ReadKind};
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

impl ReadThread {
    /// Begins to wait for something to read.
    pub fn start(reader: Reader, events: SyncSender<LoopEvent>, kind: ReadKind) -> std::io::Result<Self> {
        let interrupt = reader.interrupt_handle();
        let (reads, asked) = channel();
        let read = move || read_all(&reader, &asked, &events, kind);
        let thread = thread::Builder::new().name(kind.name().into()).spawn(read)?;
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
    pub fn answered(&mut self, number: u64) {
        self.answered = self.answered.max(number);
    }

    /// Gives up what is being read; no answer is to come.
    pub fn cancel(&mut self) {
        self.begun += 1;
        self.interrupt.supersede(self.begun);
        self.answered = self.begun;
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

/// The reading threads of a window, each started when it is first needed.
#[derive(Debug, Default)]
pub struct ReadThreads([Option<ReadThread>; ReadKind::ALL.len()]);

impl ReadThreads {
    /// Leaves a read to its thread. Where none is to be had, it is made right here, and its answer returned.
    pub fn read(
        &mut self,
        kind: ReadKind,
        (reader, events): (&Reader, &SyncSender<LoopEvent>),
        today: NaiveDate,
        effect: Effect,
    ) -> Option<Msg> {
        let thread = &mut self.0[kind as usize];
        if thread.is_none() {
            let own = reader.source().open().ok();
            *thread = own.and_then(|own| ReadThread::start(own, events.clone(), kind).ok());
        }
        match thread {
            Some(thread) => {
                thread.read(today, effect);
                None
            }
            None => read::read(reader, today, &effect),
        }
    }

    /// An answer of this kind has come.
    pub fn answered(&mut self, kind: ReadKind, number: u64) {
        if let Some(thread) = &mut self.0[kind as usize] {
            thread.answered(number);
        }
    }

    /// Gives up what is being read of this kind.
    pub fn cancel(&mut self, kind: ReadKind) {
        if let Some(thread) = &mut self.0[kind as usize] {
            thread.cancel();
        }
    }

    /// How many answers are still to come.
    pub fn answers_due(&self) -> usize {
        self.0.iter().flatten().filter(|thread| !thread.idle()).count()
    }

    /// Ends them all.
    pub fn end(self) {
        self.0.into_iter().flatten().for_each(ReadThread::end);
    }
}

fn read_all(reader: &Reader, asked: &Receiver<Read>, events: &SyncSender<LoopEvent>, kind: ReadKind) {
    while let Ok(first) = asked.recv() {
        let (number, today, effect) = asked.try_iter().last().unwrap_or(first);
        reader.begin_read(number);
        let msg = match read::try_read(reader, today, &effect) {
            None | Some(Err(Error::Interrupted)) => continue,
            Some(Ok(msg)) => msg,
            Some(Err(error)) => Msg::Unreadable(trouble(&error)),
        };
        if events.send(LoopEvent::Read(kind, number, Box::new(msg))).is_err() {
            return;
        }
    }
}
