//! Being asked to stop, while a command does what takes long: it then ends in order, with nothing half done and no
//! file left over.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

/// Whether somebody has asked: Ctrl-C, a lost line, `kill`. From when it is made, the signals no longer end the
/// program by themselves; by default nobody listens, and they do.
#[derive(Debug, Clone, Default)]
pub struct CancelFlag(Arc<AtomicUsize>);

impl CancelFlag {
    /// Listens from now on.
    pub fn listen() -> Self {
        let stop = Self(Arc::default());
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // Where nobody can listen the signal ends the program, as it did before.
            let _ = flag::register_usize(signal, Arc::clone(&stop.0), signal as usize);
        }
        stop
    }

    /// The signal that asked.
    pub fn asked(&self) -> Option<u8> {
        Some(self.0.load(SeqCst) as u8).filter(|signal| *signal > 0)
    }
}
