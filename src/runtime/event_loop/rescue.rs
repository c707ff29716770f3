//! What was typed when the line was lost, and could not be saved in time: kept in a file.

use super::super::host::Host;
use super::EventLoop;
use crate::app::unsaved;
use crate::store::keep_unsaved;

/// How long the last answers are waited for once the writer gives up, in milliseconds.
const LAST_ANSWERS: u64 = 150;

impl<H: Host> EventLoop<H> {
    /// Keeps what was typed and is not in the database, where the line was lost. Who leaves by a key was asked.
    pub(super) fn keep_unsaved(&mut self) {
        if self.deadline.is_none() || self.exit_code == Some(0) {
            return;
        }
        self.writer.give_up_waiting();
        let until = self.host.now().millis + LAST_ANSWERS;
        while !self.writer.idle() && self.host.now().millis < until {
            let left = until.saturating_sub(self.host.now().millis);
            let batch = self.host.wait(Some(left));
            self.take_all(batch);
        }
        let changes = unsaved(&self.model);
        if changes.is_empty() || (self.writer.idle() && !self.last_save_failed) {
            return;
        }
        // Where this fails, too, nothing is left that could be tried, and nobody who could be told.
        let _ = keep_unsaved(&self.session.db, &self.reader, &changes);
    }
}
