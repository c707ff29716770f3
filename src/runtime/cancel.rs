//! Being asked to stop, while a command does what takes long: it then ends in order, with nothing half done and no
//! file left over.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

/// Whether the program is asked to end: Ctrl-C, a lost line, `kill`. From `listen` on, the signals no longer end it by
/// themselves; by default they do.
#[derive(Debug, Clone, Default)]
pub struct CancelFlag(Arc<AtomicUsize>);

impl CancelFlag {
    /// Listens from now on.
    pub fn listen() -> Self {
        let stop = Self(Arc::default());
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // Where it cannot be caught the signal ends the program, as it did before.
            let _ = flag::register_usize(signal, Arc::clone(&stop.0), signal as usize);
        }
        stop
    }

    /// The signal that asked.
    pub fn asked(&self) -> Option<u8> {
        Some(self.0.load(SeqCst) as u8).filter(|signal| *signal > 0)
    }
}
