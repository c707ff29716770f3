//! The calendar thread: writes the calendar file anew after a commit, so that no key waits for it. Changes that come
//! while it writes lead to one more file, not to one each.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use chrono::NaiveDate;

use super::clock;
use super::trouble::calendar_trouble;
use crate::app::WriteError;
use crate::domain::day::in_stockholm;
use crate::service::calendar_file::CalendarFile;
use crate::store::ReaderSource;

/// The calendar thread, as the writer thread sees it. It ends when this is dropped, once the last change is in the file.
#[derive(Debug)]
pub struct CalendarThread(SyncSender<()>);

impl CalendarThread {
    /// Begins; `failed` is called where the file was not written, `ended` at the end. The file is as of `today`, or of the real
    /// day.
    pub fn start(
        file: CalendarFile,
        today: Option<NaiveDate>,
        readers: ReaderSource,
        failed: impl Fn(WriteError) + Send + 'static,
        ended: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Self> {
        let (sender, changes) = sync_channel(1);
        let write_all = move || {
            for () in changes {
                let today = today.unwrap_or_else(|| in_stockholm(clock::now()));
                // The old file stays, and the next command or change tries again.
                let written = readers.open().map_err(Into::into).and_then(|reader| file.write(&reader, today));
                if let Err(error) = written {
                    failed(calendar_trouble(&error, &file));
                }
            }
            ended();
        };
        thread::Builder::new().name("calendar".into()).spawn(write_all)?;
        Ok(Self(sender))
    }

    /// The database was changed.
    pub fn changed(&self) {
        // Where one is waiting already, it will find this change, too.
        let _ = self.0.try_send(());
    }
}
