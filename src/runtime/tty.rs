//! The terminal as a file to write to, which lets go when the program has to leave.
//!
//! A terminal that does not read (a stalled line, a stopped `tmux`) would hold an ordinary write for ever, and
//! a SIGTERM with it. Which bytes are written is the business of the frame writer and the guard.

use std::{
    fs::File,
    io::{self, ErrorKind, Write},
    os::fd::{AsFd, OwnedFd},
    sync::Arc,
};

use ratatui::layout::Size;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{Mode, OFlags},
    io::{Errno, ioctl_fionbio},
    stdio, termios,
};

/// How long a terminal that does not read is waited for once the program has to leave.
const LAST_PATIENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };

/// The size of a terminal that does not know it.
const USUAL: Size = Size::new(80, 24);

/// A handle to the terminal; clones write to the same one.
#[derive(Debug, Clone)]
pub struct Tty {
    out: Arc<File>,
    /// Readable once no write may wait for the terminal.
    leaving: Arc<OwnedFd>,
    leave: Arc<OwnedFd>,
}

impl Tty {
    /// The terminal behind standard output.
    pub fn open() -> io::Result<Self> {
        let (leaving, leave) = io::pipe()?;
        ioctl_fionbio(&leave, true)?;
        Ok(Self { out: Arc::new(own_handle()?.into()), leaving: Arc::new(leaving.into()), leave: Arc::new(leave.into()) })
    }

    /// Columns and rows. A terminal that does not know them (a serial line, a container that gets it later) counts
    /// as one of the usual size.
    pub fn size(&self) -> io::Result<Size> {
        let size = termios::tcgetwinsize(&*self.out)?;
        let or = |known: u16, usual| if known == 0 { usual } else { known };
        Ok(Size::new(or(size.ws_col, USUAL.width), or(size.ws_row, USUAL.height)))
    }

    /// From now on no write waits for the terminal: one that it does not take at once fails. Also ends a
    /// write that is waiting in another thread.
    pub fn stop_waiting(&self) {
        // A full pipe is as readable as one with a byte in it.
        let _ = rustix::io::write(&*self.leave, b".");
    }

    /// Waits until the terminal takes more.
    fn wait(&self) -> io::Result<()> {
        let mut fds = [PollFd::new(&*self.out, PollFlags::OUT), PollFd::new(&*self.leaving, PollFlags::IN)];
        retry(|| poll(&mut fds, None))?;
        if fds[0].revents().is_empty() && retry(|| poll(&mut fds[..1], Some(&LAST_PATIENCE)))? == 0 {
            return Err(ErrorKind::TimedOut.into());
        }
        Ok(())
    }
}

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match (&*self.out).write(bytes) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.wait()?,
                result => return result,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Standard output opened once more, so that "do not block" holds for us alone and not for the shell that
/// shares the descriptor; the descriptor itself where the terminal has no name here (some containers).
fn own_handle() -> io::Result<OwnedFd> {
    let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let named = termios::ttyname(stdio::stdout(), Vec::new());
    if let Ok(own) = named.and_then(|name| rustix::fs::open(name, flags, Mode::empty())) {
        return Ok(own);
    }
    io::stdout().as_fd().try_clone_to_owned()
}

fn retry<T>(mut call: impl FnMut() -> Result<T, Errno>) -> io::Result<T> {
    loop {
        match call() {
            Err(Errno::INTR) => {}
            result => return Ok(result?),
        }
    }
}
