//! The writer thread: owns the connection that writes, waits for a busy database so that the screen need not,
//! and answers after COMMIT.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel};
use std::thread;
use std::time::Duration;

use super::event::Event;
use super::perform::trouble;
use crate::app::Trouble;
use crate::app::msg::Ticket;
use crate::domain::change::{Change, Done};
use crate::store::{Error, Writer};

/// Between two tries while another program holds the database.
const PAUSE: Duration = Duration::from_millis(25);

/// The writer thread, as the loop sees it.
#[derive(Debug)]
pub struct Scribe {
    jobs: Option<Sender<(Ticket, Change)>>,
    /// How many changes were sent and not answered.
    outstanding: usize,
}

impl Scribe {
    /// Begins to write. Without a writer everything is answered with "read-only".
    pub fn start(writer: Option<Writer>, events: SyncSender<Event>) -> std::io::Result<Self> {
        let Some(writer) = writer else { return Ok(Self { jobs: None, outstanding: 0 }) };
        let (jobs, waiting) = channel();
        thread::Builder::new().name("writer".into()).spawn(move || write_all(writer, &waiting, &events))?;
        Ok(Self { jobs: Some(jobs), outstanding: 0 })
    }

    /// Sends a change on its way; the answer, if it is known at once.
    pub fn send(&mut self, ticket: Ticket, change: Change) -> Option<Trouble> {
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send((ticket, change)).is_ok());
        self.outstanding += usize::from(sent);
        (!sent).then_some(Trouble::ReadOnly)
    }

    /// An answer has come.
    pub fn answered(&mut self) {
        self.outstanding = self.outstanding.saturating_sub(1);
    }

    /// Whether everything was answered.
    pub fn idle(&self) -> bool {
        self.outstanding == 0
    }
}

fn write_all(mut writer: Writer, waiting: &Receiver<(Ticket, Change)>, events: &SyncSender<Event>) {
    for (ticket, change) in waiting {
        let result = write(&mut writer, &change);
        if events.send(Event::Written(ticket, result)).is_err() {
            return;
        }
    }
}

/// Writes once the database is free, exactly once: what was refused as busy has changed nothing.
fn write(writer: &mut Writer, change: &Change) -> Result<Done, Trouble> {
    loop {
        match writer.apply(change) {
            Err(Error::Busy) => thread::sleep(PAUSE),
            result => return result.map_err(|error| trouble(&error)),
        }
    }
}
