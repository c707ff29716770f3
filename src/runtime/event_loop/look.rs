//! Noticing what others do: another program that wrote to the database, another person's window.

use super::super::host::Host;
use super::super::presence::PresenceFolder;
use super::super::trouble::trouble;
use super::EventLoop;
use crate::app::Msg;

/// How long after the file of a killed window is closed its lock is gone for certain, in milliseconds.
const LOCK_GONE: u64 = 100;
/// After how many milliseconds each look for another program's changes is followed by the next.
const LOOKS: [u64; 5] = [10, 30, 100, 300, 1000];

impl<H: Host> EventLoop<H> {
    /// Looks whether another program has written since the rows on the screen were read. What wakes us is the
    /// writing of the log's pages; it becomes visible only once they are synced, which nothing announces. So an
    /// early look is followed by later ones.
    pub(super) fn look(&mut self, tries: usize) -> bool {
        self.next_look = None;
        // The version first: rows that are newer than it are read once more, never missed.
        match self.reader.data_version() {
            Ok(version) if version == self.seen_version => {
                self.next_look = LOOKS.get(tries).map(|wait| (self.host.now().millis + wait, tries + 1));
                false
            }
            Ok(version) => {
                self.seen_version = version;
                self.tell(Msg::Changed)
            }
            Err(error) => self.tell(Msg::Unreadable(trouble(&error))),
        }
    }

    /// Looks what the windows of other people are at.
    pub(super) fn look_at_others(&mut self) -> bool {
        self.next_others = None;
        let Some(others) = self.presence.as_ref().map(PresenceFolder::others) else { return false };
        others != self.model.others && self.tell(Msg::Others(others))
    }

    /// Looks once, and not again soon.
    pub(super) fn look_once(&mut self) {
        self.look(LOOKS.len());
    }

    /// Something has changed in the folder where windows say what they are at.
    pub(super) fn others_moved(&mut self) -> bool {
        let changed = self.look_at_others();
        // Whoever ends a dialog writes then, too: what is half-typed is in the database.
        let changed = self.look(0) | changed;
        self.next_others = Some(self.host.now().millis + LOCK_GONE);
        changed
    }
}
