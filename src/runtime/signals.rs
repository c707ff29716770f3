//! Signals become events, and the process can stop itself the way Ctrl-Z does.
//!
//! SIGWINCH is crossterm's: it comes as a resize. What a signal does is the loop's business.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
        mpsc::SyncSender,
    },
    thread,
};

use rustix::process;
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGSTOP, SIGTERM, SIGTSTP},
    iterator::Signals as Arriving,
    low_level,
};

use super::{
    event::{LoopEvent, Signal},
    tty::Tty,
};

/// The signal thread, as the loop sees it.
#[derive(Debug)]
pub struct Signals {
    own: Arc<Own>,
}

/// Signals that the program is about to cause itself and that must not come back as news.
#[derive(Debug, Default)]
struct Own {
    stop: AtomicBool,
    cont: AtomicBool,
}

impl Signals {
    /// Begins to listen. A signal that ends the program also ends every wait for `tty`.
    pub fn start(events: SyncSender<LoopEvent>, tty: Tty) -> io::Result<Self> {
        let arriving = Arriving::new([SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT])?;
        let own = Arc::new(Own::default());
        let signals = Self { own: Arc::clone(&own) };
        thread::Builder::new().name("signals".into()).spawn(move || pass_on(arriving, &own, &tty, &events))?;
        Ok(signals)
    }

    /// Stops the whole job, as the terminal does for Ctrl-Z in other programs, and returns when it goes on.
    /// The terminal must have been given back.
    pub fn stop_self(&self) -> io::Result<()> {
        self.own.stop.store(true, SeqCst);
        self.own.cont.store(true, SeqCst);
        // The rest of the job (a script around us) gets the signal it would get from the terminal. We listen
        // to that signal and are not stopped by it, so we stop by the one that nobody can listen to; raised in
        // this very thread, so that not one instruction more runs before it.
        process::kill_current_process_group(process::Signal::TSTP)?;
        low_level::raise(SIGSTOP)
    }
}

fn pass_on(mut arriving: Arriving, own: &Own, tty: &Tty, events: &SyncSender<LoopEvent>) {
    for number in arriving.forever() {
        let signal = match number {
            SIGTSTP if own.stop.swap(false, SeqCst) => continue,
            SIGCONT if own.cont.swap(false, SeqCst) => continue,
            SIGTSTP => Signal::Stop,
            SIGCONT => Signal::Continue,
            SIGHUP => Signal::Hangup,
            SIGTERM => Signal::Terminate,
            _ => Signal::Interrupt,
        };
        if matches!(signal, Signal::Hangup | Signal::Terminate) {
            tty.stop_waiting();
        }
        if events.send(LoopEvent::Signal(signal)).is_err() {
            return;
        }
    }
}
