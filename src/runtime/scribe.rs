//! The writer thread: owns the connection that writes, waits for a busy database so that the screen need not,
//! and answers after COMMIT.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{Sender, SyncSender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::clock;
use super::event::LoopEvent;
use super::trouble::{attach_trouble, folder_trouble, shown, trouble};
use crate::app::model::msg::Ticket;
use crate::app::{Msg, WriteError};
use crate::domain::AccountId;
use crate::domain::change::{Change, Source, WriteOutcome};
use crate::service::attachment::{AttachedFile, Attachment};
use crate::service::bulk::BulkWrite;
use crate::service::complaint_folder::{ComplaintFolder, FileProgress};
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
    Many(BulkWrite),
    /// Something to attach.
    Attach(Source, Attachment),
    /// An account to erase.
    Forget(AccountId),
    /// Dossiers to be put into a folder, which leaves the database as it is: on a thread of its own.
    Folder(ComplaintFolder),
}

/// The writer thread, as the loop sees it.
#[derive(Debug)]
pub struct Scribe {
    jobs: Option<Sender<(Ticket, Job)>>,
    /// How many changes were sent and not answered.
    outstanding: usize,
    folders: Folders,
}

impl Scribe {
    /// Begins to write. Without a writer all that changes the database is answered with "read-only".
    pub fn start(mut writer: Option<Writer>, reader: Option<Reader>, events: SyncSender<LoopEvent>) -> std::io::Result<Self> {
        let folders = Folders::default();
        let Some(reader) = reader else { return Ok(Self { jobs: None, outstanding: 0, folders }) };
        let (jobs, waiting) = channel::<(Ticket, Job)>();
        let beside = folders.clone();
        let write_all = move || {
            for (ticket, job) in waiting {
                let done = match job {
                    // It holds what was sent before it, and holds up nothing that is sent after it.
                    Job::Folder(folder) => match beside.start(&reader, ticket, folder, &events) {
                        Ok(()) => continue,
                        Err(trouble) => Err(trouble),
                    },
                    job => do_job(writer.as_mut(), &reader, job, &mut telling(ticket, &events)),
                };
                if events.send(LoopEvent::Written(ticket, done)).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("writer".into()).spawn(write_all)?;
        Ok(Self { jobs: Some(jobs), outstanding: 0, folders })
    }

    /// Sends a job on its way; the answer, if it is known at once.
    pub fn send(&mut self, ticket: Ticket, job: Job) -> Option<WriteError> {
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send((ticket, job)).is_ok());
        self.outstanding += usize::from(sent);
        (!sent).then_some(WriteError::ReadOnly)
    }

    /// An answer has come.
    pub fn answered(&mut self) {
        self.outstanding = self.outstanding.saturating_sub(1);
    }

    /// How many changes were sent and not answered.
    pub const fn outstanding(&self) -> usize {
        self.outstanding
    }

    /// Whether everything was answered.
    pub const fn idle(&self) -> bool {
        self.outstanding == 0
    }

    /// Lets folders that are under way be given up.
    pub fn give_up_folders(&self) {
        self.folders.given_up.store(true, SeqCst);
    }

    /// Ends: folders are given up, and nothing of them is left. Nobody may be made to wait for their answers any more.
    pub fn end(self) {
        self.give_up_folders();
        let threads = self.folders.threads.lock().map(|mut threads| std::mem::take(&mut *threads));
        for thread in threads.unwrap_or_default() {
            // One that panicked has unwound, and so has removed its files.
            let _ = thread.join();
        }
    }
}

/// Folders under way, each on a thread of its own with a reader of its own.
#[derive(Debug, Clone, Default)]
struct Folders {
    given_up: Arc<AtomicBool>,
    threads: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Folders {
    fn start(
        &self,
        reader: &Reader,
        ticket: Ticket,
        folder: ComplaintFolder,
        events: &SyncSender<LoopEvent>,
    ) -> Result<(), WriteError> {
        let reader = reader.another().map_err(|error| trouble(&error))?;
        let (events, given_up) = (events.clone(), Arc::clone(&self.given_up));
        let write = move || {
            let mut tell = telling(ticket, &events);
            let done = write_folder(&folder, &reader, &mut |written, of| {
                tell(written, of);
                !given_up.load(SeqCst)
            });
            // The loop is gone only when the program is.
            let _ = events.send(LoopEvent::Written(ticket, done));
        };
        // Held while it is started, so that the end either finds it here or has told it before it begins.
        let Ok(mut threads) = self.threads.lock() else { return Err(WriteError::Other("folder".into())) };
        threads.retain(|thread| !thread.is_finished());
        let thread = thread::Builder::new().name("folder".into()).spawn(write);
        threads.push(thread.map_err(|error| WriteError::Other(error.to_string()))?);
        Ok(())
    }
}

/// Tells the loop how far a job is, as often as it can be read.
fn telling(ticket: Ticket, events: &SyncSender<LoopEvent>) -> impl FnMut(usize, usize) + use<> {
    let (events, mut told) = (events.clone(), clock::millis());
    move |done, of| {
        if clock::millis() >= told + TELLING {
            told = clock::millis();
            // A loop that is behind needs no older news.
            let _ = events.try_send(LoopEvent::Answer(Box::new(Msg::Progress(ticket, done, of))));
        }
    }
}

/// Does a job, and tells how far it is. Without threads it is done at once, busy or not.
pub fn do_job(
    writer: Option<&mut Writer>,
    reader: &Reader,
    job: Job,
    far: &mut dyn FnMut(usize, usize),
) -> Result<WriteOutcome, WriteError> {
    match (job, writer) {
        (Job::Folder(folder), _) => write_folder(&folder, reader, &mut |written, of| {
            far(written, of);
            true
        }),
        (_, None) => Err(WriteError::ReadOnly),
        (Job::Change(change), Some(writer)) => patiently(|| writer.apply(&change).map_err(|error| trouble(&error))),
        (Job::Many(order), Some(writer)) => patiently(|| order.write(writer, reader, far).map_err(|error| trouble(&error))),
        (Job::Attach(source, attachment), Some(writer)) => {
            let file = AttachedFile::load(&source, attachment.on).map_err(|error| attach_trouble(&error))?;
            patiently(|| {
                let written = attachment.write(&file, writer, reader, far);
                written.map(WriteOutcome::Recorded).map_err(|error| attach_trouble(&error))
            })
        }
        (Job::Forget(account), Some(writer)) => patiently(|| {
            let erased = writer.forget(account).map_err(|error| trouble(&error))?;
            Ok(WriteOutcome::Forgotten(erased == Erased::Wholly))
        }),
    }
}

fn write_folder(folder: &ComplaintFolder, reader: &Reader, progress: FileProgress<'_>) -> Result<WriteOutcome, WriteError> {
    let written = folder.write(reader, progress).map_err(|error| folder_trouble(&error, &folder.to))?;
    Ok(WriteOutcome::Folder { folder: shown(&written.folder), files: written.files })
}

/// Tries until the database is free. What was refused as busy has changed nothing.
fn patiently(mut write: impl FnMut() -> Result<WriteOutcome, WriteError>) -> Result<WriteOutcome, WriteError> {
    loop {
        match write() {
            Err(WriteError::Busy) => thread::sleep(PAUSE),
            result => return result,
        }
    }
}
