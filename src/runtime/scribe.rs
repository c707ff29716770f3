//! The writer thread: owns the connection that writes, waits for a busy database so that the screen need not,
//! and answers after COMMIT.

use std::sync::mpsc::{Sender, SyncSender, channel};
use std::thread;
use std::time::Duration;

use super::attach::Attachment;
use super::clock;
use super::event::Event;
use super::folder::Folder;
use super::many::Order;
use super::perform::trouble;
use crate::app::msg::Ticket;
use crate::app::{Msg, Trouble};
use crate::domain::AccountId;
use crate::domain::change::{Change, Done};
use crate::store::{Erased, Reader, Writer};

/// Between two tries while another program holds the database.
const PAUSE: Duration = Duration::from_millis(25);

/// How often it is told how far a job is, in milliseconds: ten times a second is as fast as anybody reads.
const TELLING: u64 = 100;

/// Something to write.
#[derive(Debug)]
pub enum Job {
    /// As it is.
    Change(Change),
    /// To be made out for many accounts first.
    Many(Order),
    /// Something to attach.
    Attach(Attachment),
    /// An account to erase.
    Forget(AccountId),
    /// Dossiers to be put into a folder, which leaves the database as it is.
    Folder(Folder),
}

/// The writer thread, as the loop sees it.
#[derive(Debug)]
pub struct Scribe {
    jobs: Option<Sender<(Ticket, Job)>>,
    /// How many changes were sent and not answered.
    outstanding: usize,
}

impl Scribe {
    /// Begins to write. Without a writer all that changes the database is answered with "read-only".
    pub fn start(mut writer: Option<Writer>, reader: Option<Reader>, events: SyncSender<Event>) -> std::io::Result<Self> {
        let Some(reader) = reader else { return Ok(Self { jobs: None, outstanding: 0 }) };
        let (jobs, waiting) = channel::<(Ticket, Job)>();
        let write_all = move || {
            for (ticket, job) in waiting {
                let mut told = clock::millis();
                let mut far = |done, of| {
                    if clock::millis() >= told + TELLING {
                        told = clock::millis();
                        // A loop that is behind needs no older news.
                        let _ = events.try_send(Event::Answer(Box::new(Msg::Far(ticket, done, of))));
                    }
                };
                let done = do_job(writer.as_mut(), &reader, job, &mut far);
                if events.send(Event::Written(ticket, done)).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("writer".into()).spawn(write_all)?;
        Ok(Self { jobs: Some(jobs), outstanding: 0 })
    }

    /// Sends a job on its way; the answer, if it is known at once.
    pub fn send(&mut self, ticket: Ticket, job: Job) -> Option<Trouble> {
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send((ticket, job)).is_ok());
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

/// Does a job, and tells how far it is. Without threads it is done at once, busy or not.
pub fn do_job(
    writer: Option<&mut Writer>,
    reader: &Reader,
    job: Job,
    far: &mut dyn FnMut(usize, usize),
) -> Result<Done, Trouble> {
    match (job, writer) {
        (Job::Folder(folder), _) => folder.done(reader, far),
        (_, None) => Err(Trouble::ReadOnly),
        (Job::Change(change), Some(writer)) => patiently(|| writer.apply(&change).map_err(|error| trouble(&error))),
        (Job::Many(order), Some(writer)) => patiently(|| order.write(writer, reader, far).map_err(|error| trouble(&error))),
        (Job::Attach(attachment), Some(writer)) => patiently(|| attachment.write(writer, reader, far)),
        (Job::Forget(account), Some(writer)) => patiently(|| {
            let erased = writer.forget(account).map_err(|error| trouble(&error))?;
            Ok(Done::Forgotten(erased == Erased::Wholly))
        }),
    }
}

/// Tries until the database is free. What was refused as busy has changed nothing.
fn patiently(mut write: impl FnMut() -> Result<Done, Trouble>) -> Result<Done, Trouble> {
    loop {
        match write() {
            Err(Trouble::Busy) => thread::sleep(PAUSE),
            result => return result,
        }
    }
}
