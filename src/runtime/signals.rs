//! Signals become events, and the process can stop itself the way Ctrl-Z does.
//!
//! Every signal that would end the program does so in order: the terminal is given back and what was typed is saved.
//! What a signal does is the loop's business.

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
    consts::{
        SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSTOP, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP, SIGUSR1,
        SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
    },
    iterator::{Handle, Signals as Arriving},
    low_level,
};

use super::{
    event::{LoopEvent, Signal},
    tty::Tty,
};

/// What the program listens to. All but the first three would end it.
const LISTENED: [i32; 16] = [
    SIGCONT, SIGTSTP, SIGWINCH, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT, SIGALRM, SIGPROF, SIGSYS, SIGTRAP, SIGUSR1, SIGUSR2,
    SIGVTALRM, SIGXCPU,
];
/// Further ones that end a program and have no name everywhere: a coprocessor's fault, I/O, failing power, and those of
/// real time that the C library leaves to programs.
#[cfg(target_os = "linux")]
fn unnamed() -> impl Iterator<Item = i32> {
    // musl keeps one more for itself than glibc does.
    let first = if cfg!(target_env = "gnu") { 34 } else { 35 };
    [16, 29, 30].into_iter().chain(first..=64)
}
#[cfg(not(target_os = "linux"))]
fn unnamed() -> impl Iterator<Item = i32> {
    std::iter::empty()
}

/// The signal thread, as the loop sees it.
#[derive(Debug)]
pub struct Signals {
    own: Arc<Own>,
    listened: Handle,
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
        let arriving = Arriving::new(LISTENED)?;
        let own = Arc::new(Own::default());
        let signals = Self { own: Arc::clone(&own), listened: arriving.handle() };
        thread::Builder::new().name("signals".into()).spawn(move || pass_on(arriving, &own, &tty, &events))?;
        Ok(signals)
    }

    /// Listens to those without a name, too: so many, and so rare, that the first frame does not wait for them.
    pub fn listen_to_unnamed(&self) {
        for number in unnamed() {
            // One that is refused ends the program, as it did before.
            let _ = self.listened.add_signal(number);
        }
    }

    /// Stops the whole job, as the terminal does for Ctrl-Z in other programs, and returns when it goes on.
    /// The terminal must have been given back.
    pub fn stop_self(&self) -> io::Result<()> {
        self.own.stop.store(true, SeqCst);
        self.own.cont.store(true, SeqCst);
        // The rest of the job (a script around us) gets the signal it would get from the terminal. We listen
        // to that signal and are not stopped by it, so we stop by the one that cannot be caught; raised in
        // this very thread, so that not one instruction more runs before it.
        process::kill_current_process_group(process::Signal::TSTP)?;
        low_level::raise(SIGSTOP)
    }
}

/// Makes writing beyond the limit for files an error instead of the end of the program.
pub fn survive_file_limit() {
    // Listening is enough. Where that is refused, the signal ends the program, as it did before.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}

fn pass_on(mut arriving: Arriving, own: &Own, tty: &Tty, events: &SyncSender<LoopEvent>) {
    for number in arriving.forever() {
        let event = match number {
            SIGTSTP if own.stop.swap(false, SeqCst) => continue,
            SIGCONT if own.cont.swap(false, SeqCst) => continue,
            SIGWINCH => match tty.size() {
                Ok(size) => LoopEvent::Resize(size.width, size.height),
                // The terminal is closing; the input thread reports it.
                Err(_) => continue,
            },
            _ => LoopEvent::Signal(signal(number)),
        };
        if matches!(event, LoopEvent::Signal(Signal::Hangup | Signal::Terminate | Signal::Other(_))) {
            tty.stop_waiting();
        }
        if events.send(event).is_err() {
            return;
        }
    }
}

fn signal(number: i32) -> Signal {
    match number {
        SIGTSTP => Signal::Stop,
        SIGCONT => Signal::Continue,
        SIGHUP => Signal::Hangup,
        SIGTERM => Signal::Terminate,
        SIGINT => Signal::Interrupt,
        SIGQUIT => Signal::Quit,
        _ => Signal::Other(number),
    }
}
