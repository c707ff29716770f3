//! The writer thread: owns the connection that writes, waits for a busy database so that the screen need not,
//! and answers after COMMIT.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};

use super::calendar_thread::CalendarThread;
use super::clock;
use super::event::LoopEvent;
use super::trouble::{attach_trouble, folder_trouble, trouble};
use super::write_mail::{discard_mail, file_mail, pasted_mail, take_mail};
use crate::app::model::msg::Ticket;
use crate::app::{Msg, WriteError};
use crate::domain::change::{Change, Erased, NewEvent, Source, WriteOutcome};
use crate::domain::mail::{MailId, WaitingMail};
use crate::domain::text::escape_path;
use crate::domain::{AccountId, Lang};
use crate::service::attachment::{AttachedFile, Attachment};
use crate::service::bulk::BulkWrite;
use crate::service::calendar_file::CalendarFile;
use crate::service::complaint_folder::{ComplaintFolder, FileProgress};
use crate::service::mail;
use crate::store::{Reader, ReaderSource, Writer, WriterSource};

/// How long the threads may take at the end of the program.
const END: Duration = Duration::from_secs(2);
/// How long nothing is to be written before forgotten accounts are erased from the file: first, and after a job that
/// came in between.
const ERASE_AFTER: Duration = Duration::from_millis(300);
const ERASE_AGAIN_AFTER: Duration = Duration::from_secs(3);
/// How long erasing may take when the program ends, in milliseconds. The next start finishes it.
const ERASE_AT_END: u64 = 800;
/// Between two tries while another program holds the database.
const PAUSE: Duration = Duration::from_millis(25);

/// Between two reports of progress, in milliseconds: ten times a second is as fast as a person reads.
const PROGRESS_INTERVAL: u64 = 100;

/// Something to write.
#[derive(Debug)]
pub enum WriteJob {
    /// Nothing yet: the connection is made, which the first frame need not wait for.
    Connect,
    /// As it is.
    Change(Change),
    /// To be made out for many accounts first.
    Many(BulkWrite),
    /// Something to attach.
    Attach(Source, Attachment),
    /// A waiting mail to be logged as this event, with the moment.
    FileMail(Box<WaitingMail>, Box<NewEvent>, DateTime<Utc>),
    /// A waiting mail to be put away.
    DiscardMail(MailId),
    /// Accounts to erase.
    Forget(Vec<AccountId>),
    /// Writes complaints to a folder on a separate thread; the database is not changed.
    Folder(ComplaintFolder),
}

/// The writer thread, as the loop sees it.
#[derive(Debug)]
pub struct WriterThread {
    jobs: Sender<(Ticket, WriteJob)>,
    /// How many changes were sent and not answered.
    outstanding: usize,
    threads: Threads,
    /// Disconnected once all threads have ended.
    ended: Receiver<()>,
    /// Until the thread is started.
    setup: Option<WriterSetup>,
}

/// What the writer thread is started with.
#[derive(Debug)]
struct WriterSetup {
    writer: WriterSource,
    readers: ReaderSource,
    calendar: Option<(CalendarFile, Option<NaiveDate>)>,
    waiting: Receiver<(Ticket, WriteJob)>,
    events: SyncSender<LoopEvent>,
}

impl WriterThread {
    /// The thread, which writes nothing until [`WriterThread::start`]. Without a writer all that changes the database is
    /// answered with "read-only".
    pub fn new(
        writer: WriterSource,
        readers: ReaderSource,
        calendar: Option<(CalendarFile, Option<NaiveDate>)>,
        lang: Lang,
        events: SyncSender<LoopEvent>,
    ) -> Self {
        let (running, ended) = channel();
        let threads = Threads { lang, running, given_up: Arc::default(), ending: Arc::default(), queued: Arc::default() };
        let (jobs, waiting) = channel();
        let calendar = calendar.filter(|_| writer.can_write());
        let setup = Some(WriterSetup { writer, readers, calendar, waiting, events });
        Self { jobs, outstanding: 0, threads, ended, setup }
    }

    /// Begins to write: what was sent already, and before anything else is, the connection is made.
    pub fn start(&mut self) -> std::io::Result<()> {
        let Some(WriterSetup { writer, readers, calendar, waiting, events }) = self.setup.take() else { return Ok(()) };
        let calendar = calendar.map(|(file, today)| {
            let (own, answers) = (self.threads.clone(), events.clone());
            let failed = move |trouble| drop(answers.send(LoopEvent::Answer(Box::new(Msg::CalendarFailed(trouble)))));
            CalendarThread::start(file, today, readers.clone(), failed, move || drop(own))
        });
        let (calendar, own) = (calendar.transpose()?, self.threads.clone());
        let write_all = move || own.write_all(writer, readers, calendar, &waiting, &events);
        thread::Builder::new().name("writer".into()).spawn(write_all)?;
        self.threads.queued.fetch_add(1, SeqCst);
        // The thread ends only with the program.
        let _ = self.jobs.send((0, WriteJob::Connect));
        Ok(())
    }

    /// Sends a job on its way; the answer, if it is known at once.
    pub fn send(&mut self, ticket: Ticket, job: WriteJob) -> Option<WriteError> {
        self.threads.queued.fetch_add(1, SeqCst);
        let sent = self.jobs.send((ticket, job)).is_ok();
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
        self.threads.given_up.store(true, SeqCst);
    }

    /// Lets what waits for a busy database be answered as refused.
    pub fn give_up_waiting(&self) {
        self.threads.ending.store(true, SeqCst);
    }

    /// Ends: folders are given up, nothing of them is left, and the database is closed. The receiver of events must
    /// be gone, so that no thread waits to be heard.
    pub fn end(self) {
        self.give_up_folders();
        self.give_up_waiting();
        let Self { jobs, threads, ended, .. } = self;
        drop((jobs, threads));
        // Disconnected when all have ended; one that hangs, in a file system that is gone, is left behind.
        let _ = ended.recv_timeout(END);
    }
}

/// The connection that writes, made when it is first needed. Where that fails, the next job tries again.
struct WriteConnection {
    writer: Option<Writer>,
    source: WriterSource,
}

impl WriteConnection {
    fn new(source: WriterSource) -> Self {
        Self { writer: None, source }
    }

    fn get(&mut self) -> Result<&mut Writer, WriteError> {
        if self.writer.is_none() {
            self.writer = self.source.open().map_err(|error| trouble(&error))?;
        }
        self.writer.as_mut().ok_or(WriteError::ReadOnly)
    }
}

/// The writer thread's connection that reads, made when it is first needed.
struct ReadConnection {
    reader: Option<Reader>,
    source: ReaderSource,
}

impl ReadConnection {
    fn get(&mut self) -> Result<&Reader, WriteError> {
        if self.reader.is_none() {
            self.reader = Some(self.source.open().map_err(|error| trouble(&error))?);
        }
        self.reader.as_ref().ok_or(WriteError::ReadOnly)
    }
}

/// What the writer thread and the threads of folders share.
#[derive(Debug, Clone)]
struct Threads {
    /// The language of what the system says.
    lang: Lang,
    #[expect(dead_code, reason = "each thread holds one until its end, which is how that end is noticed")]
    running: Sender<()>,
    /// Whether folders are to be given up.
    given_up: Arc<AtomicBool>,
    /// Whether a busy database is to be waited for no longer.
    ending: Arc<AtomicBool>,
    /// How many jobs wait for the writer thread.
    queued: Arc<AtomicUsize>,
}

impl Threads {
    /// The writer thread.
    fn write_all(
        self,
        source: WriterSource,
        readers: ReaderSource,
        calendar: Option<CalendarThread>,
        waiting: &Receiver<(Ticket, WriteJob)>,
        events: &SyncSender<LoopEvent>,
    ) {
        // Declared before the connections, so dropped after them.
        let threads = self;
        let mut connection = WriteConnection::new(source);
        let mut reading = ReadConnection { reader: None, source: readers };
        let calendar = calendar;
        let mut erase_after = None;
        while let Some((ticket, job)) = threads.next_job(waiting, &mut erase_after, connection.writer.as_mut(), events) {
            let writer = connection.get();
            if let (WriteJob::Connect, Ok(writer)) = (&job, &writer) {
                erase_after = writer.owes_erasing().unwrap_or_default().then_some(ERASE_AFTER);
            } else if let (WriteJob::Connect, Err(WriteError::Damaged)) = (&job, &writer) {
                // What else is in the way is told when something is to be written.
                let _ = events.send(LoopEvent::Answer(Box::new(Msg::Unreadable(WriteError::Damaged))));
            } else if let WriteJob::Forget(_) = job {
                erase_after = Some(ERASE_AFTER);
            }
            // What is typed and not saved stands in no calendar.
            let dated = !matches!(job, WriteJob::Change(Change::SaveFormDraft { .. } | Change::SaveDraft { .. }));
            let done = match job {
                WriteJob::Connect => continue,
                // It holds what was sent before it, and holds up nothing that is sent after it.
                WriteJob::Folder(folder) => match threads.start_folder(&reading.source, ticket, folder, events) {
                    Ok(()) => continue,
                    Err(trouble) => Err(trouble),
                },
                job => threads.write(writer, &mut reading, &job, &mut progress_throttle(ticket, events)),
            };
            if let Some(calendar) = calendar.as_ref().filter(|_| dated && done.is_ok()) {
                calendar.changed();
            }
            if events.send(LoopEvent::Written(ticket, done)).is_err() {
                break;
            }
        }
        drop(reading);
        if let Some(writer) = connection.writer {
            writer.close();
        }
    }

    /// The next job; `None` when there will be none. Once none comes for a while, what is left of forgotten accounts is
    /// erased: once for all that were forgotten one after the other, and a job that comes meanwhile goes first.
    fn next_job(
        &self,
        waiting: &Receiver<(Ticket, WriteJob)>,
        erase_after: &mut Option<Duration>,
        mut writer: Option<&mut Writer>,
        events: &SyncSender<LoopEvent>,
    ) -> Option<(Ticket, WriteJob)> {
        let job = loop {
            let (Some(after), Some(writer)) = (*erase_after, writer.as_deref_mut()) else { break waiting.recv().ok() };
            match waiting.recv_timeout(after) {
                Ok(job) => break Some(job),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    let until = clock::millis() + ERASE_AT_END;
                    writer.erase(move || clock::millis() < until);
                    break None;
                }
            }
            let tell = |msg| events.send(LoopEvent::Answer(Box::new(msg)));
            tell(Msg::Erasing).ok()?;
            let (queued, ending) = (Arc::clone(&self.queued), Arc::clone(&self.ending));
            let erased = writer.erase(move || queued.load(SeqCst) == 0 && !ending.load(SeqCst));
            *erase_after = (erased == Erased::Interrupted).then_some(ERASE_AGAIN_AFTER);
            tell(Msg::Erased(erased)).ok()?;
        };
        self.queued.fetch_sub(usize::from(job.is_some()), SeqCst);
        job
    }

    /// Starts writing a folder on its own thread and connection.
    fn start_folder(
        &self,
        readers: &ReaderSource,
        ticket: Ticket,
        folder: ComplaintFolder,
        events: &SyncSender<LoopEvent>,
    ) -> Result<(), WriteError> {
        let reader = readers.open().map_err(|error| trouble(&error))?;
        let (events, threads) = (events.clone(), self.clone());
        let write = move || {
            let (threads, reader) = (threads, reader);
            let mut tell = progress_throttle(ticket, &events);
            let done = threads.write_folder(&folder, &reader, &mut |written, of| {
                tell(written, of);
                !threads.given_up.load(SeqCst)
            });
            // The loop is gone only when the program is.
            let _ = events.send(LoopEvent::Written(ticket, done));
        };
        let started = thread::Builder::new().name("folder".into()).spawn(write);
        started.map(|_| ()).map_err(|error| WriteError::Other(error.raw_os_error().unwrap_or_default()))
    }

    /// Runs a job and reports progress.
    fn write(
        &self,
        writer: Result<&mut Writer, WriteError>,
        reading: &mut ReadConnection,
        job: &WriteJob,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<WriteOutcome, WriteError> {
        let writer = writer?;
        self.retry_while_busy(|| match job {
            WriteJob::Connect => Ok(WriteOutcome::Kept),
            WriteJob::Change(change) => mail::apply(writer, change).map_err(|error| trouble(&error)),
            WriteJob::Many(order) => order.write(writer, reading.get()?, progress).map_err(|error| trouble(&error)),
            WriteJob::Attach(Source::Pasted(text), attachment) if pasted_mail(attachment, text).is_some() => {
                take_mail(writer, attachment, text)
            }
            WriteJob::Attach(source, attachment) => {
                let file = AttachedFile::load(source, attachment.on).map_err(|error| attach_trouble(&error, self.lang))?;
                let written = attachment.write(&file, writer, reading.get()?, progress);
                written.map(WriteOutcome::Recorded).map_err(|error| attach_trouble(&error, self.lang))
            }
            WriteJob::FileMail(mail, event, at) => file_mail(writer, reading.get()?, mail, event, *at),
            WriteJob::DiscardMail(mail) => discard_mail(writer, *mail),
            WriteJob::Forget(accounts) => {
                // They are asked for before the accounts are gone, and named after: what they hold stays.
                let mut folders = reading.get()?.complaint_folders(accounts).map_err(|error| trouble(&error))?;
                folders.retain(|folder| Path::new(folder).exists());
                writer.forget_and_tell(accounts, progress).map_err(|error| trouble(&error))?;
                Ok(WriteOutcome::Forgotten { accounts: accounts.clone(), folders })
            }
            WriteJob::Folder(folder) => self.write_folder(folder, reading.get()?, &mut |_, _| !self.given_up.load(SeqCst)),
        })
    }

    fn write_folder(
        &self,
        folder: &ComplaintFolder,
        reader: &Reader,
        progress: FileProgress<'_>,
    ) -> Result<WriteOutcome, WriteError> {
        let written = folder.write(reader, progress).map_err(|error| folder_trouble(&error, &folder.to, self.lang))?;
        Ok(WriteOutcome::Folder { folder: escape_path(&written.folder), files: written.files, left_out: written.left_out })
    }

    /// Tries until the database is free. What was refused as busy has changed nothing.
    fn retry_while_busy(&self, mut write: impl FnMut() -> Result<WriteOutcome, WriteError>) -> Result<WriteOutcome, WriteError> {
        loop {
            match write() {
                Err(WriteError::Busy) if !self.ending.load(SeqCst) => thread::sleep(PAUSE),
                result => return result,
            }
        }
    }
}

/// Reports progress to the loop, no more often than the eye can follow.
fn progress_throttle(ticket: Ticket, events: &SyncSender<LoopEvent>) -> impl FnMut(usize, usize) + use<> {
    let (events, mut reported) = (events.clone(), clock::millis());
    move |done, of| {
        if clock::millis() >= reported + PROGRESS_INTERVAL {
            reported = clock::millis();
            // A loop that is behind needs no older news.
            let _ = events.try_send(LoopEvent::Answer(Box::new(Msg::Progress(ticket, done, of))));
        }
    }
}
