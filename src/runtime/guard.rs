//! Takes the terminal and gives it back in order: on leaving, on a panic, for Ctrl-Z and for the editor.
//!
//! Giving back ignores every error and prints nothing to a terminal that is gone. What is drawn in between is
//! the frame writer's; when to suspend is the loop's.

use std::{
    io::{self, IsTerminal, Write},
    mem,
    panic::{self, Location, PanicHookInfo},
    sync::{Mutex, MutexGuard, PoisonError},
    thread::{self, ThreadId},
};

use crossterm::cursor::Show;
use crossterm::queue;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::layout::Size;
use rustix::{
    stdio,
    termios::{self, OptionalActions, SpecialCodeIndex, Termios},
};
use thiserror::Error;

use super::tty::Tty;

/// Puts the title aside. Once: a second time would put aside our own.
const KEEP_TITLE: &[u8] = b"\x1b[22;2t";
/// The window's title, and not its icon's, which could not be given back.
const TITLE: &[u8] = b"\x1b]2;nej\x1b\\";
/// What another program may have left switched on, also one on the other end of a line that was cut: each mode that
/// would change what is drawn or what keys send. Then the screen is cleared.
const CLEAN: &[u8] = concat!(
    "\x1b\\\x1b]8;;\x1b\\",                                    // a string without an end, an open link
    "\x1b F",                                                  // introducers of eight bits
    "\x1b[?2026l",                                             // synchronized update
    "\x0f\x1b(B\x1b[?42l",                                     // another character set
    "\x1b[2l\x1b[12h\x1b[?8h",                                 // locked keys, local echo, no repeating
    "\x1b[3l\x1b[4l\x1b[20l",                                  // control characters shown, insert mode, LF as a new line
    "\x1b[?5l\x1b[?6l\x1b[?7h\x1b[?69l\x1b[r",                 // reverse video, origin mode, no wrap, margins
    "\x1b[8h\x1b[?2501l",                                      // the order of scripts that run from right to left
    "\x1b[?1l\x1b>\x1b[?7727l",                                // application keys
    "\x1b[?9l\x1b[?1000l\x1b[?1001l\x1b[?1002l\x1b[?1003l",    // the mouse
    "\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?1016l",            // how it is reported
    "\x1b[?1004l\x1b[?2031l\x1b[?2048l\x1b[?5522l",            // reports of focus, theme, size and pastes
    "\x1b[?1051l\x1b[?1052l\x1b[?1053l\x1b[?1060l\x1b[?1061l", // keys of other keyboards
    "\x1b[>1m\x1b[>2m\x1b[>4m\x1b[>4f\x1b[=0u\x1b[?9001l",     // keys sent otherwise
    "\x1b[m\x1b[?2004h\x1b[2J",
)
.as_bytes();
/// UTF-8, where the terminal was set to another encoding.
const UTF8: &[u8] = b"\x1b%G";
/// What half a frame could have left open, and pastes as typing.
const UNDO: &[u8] = b"\x1b]8;;\x1b\\\x1b[?2026l\x1b[m\x1b[?2004l";
/// Takes the title back that was put aside.
const TITLE_BACK: &[u8] = b"\x1b[23;2t";
/// Presses and the wheel, not each movement.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// The terminal that is to be given back, for the panic hook's sake outside of any value.
static HELD: Mutex<Option<HeldTerminal>> = Mutex::new(None);
/// What other threads would have said while the terminal was ours.
static UNSAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Why the full screen cannot be shown here.
#[derive(Debug, Error)]
pub enum TakeError {
    /// Input or output is a file or a pipe.
    #[error("{0} is not a terminal")]
    NotATerminal(&'static str),
    /// It cannot place the cursor.
    #[error("the terminal cannot show a full screen (TERM is {})", if .0.is_empty() { "not set" } else { .0 })]
    Dumb(String),
    /// It went away while it was taken.
    #[error("the terminal does not answer: {0}")]
    Io(#[from] io::Error),
}

/// What takes the full screen.
fn entering() -> Vec<u8> {
    let mut out = TITLE.to_vec();
    // Writing to a vector cannot fail.
    let _ = queue!(out, EnterAlternateScreen);
    out
}

/// What leaves the full screen, in the reverse order.
fn leaving() -> Vec<u8> {
    let mut out = UNDO.to_vec();
    let _ = queue!(out, LeaveAlternateScreen, Show);
    out
}

#[derive(Debug)]
struct HeldTerminal {
    tty: Tty,
    /// The modes of its input as they were.
    cooked: Termios,
    mouse: bool,
    owner: ThreadId,
    /// Whether the window's title was put aside.
    titled: bool,
    /// Whether the full screen is not there: it was left for a while, or the next frame enters it.
    outside: bool,
    /// What the next frame enters it with.
    entering: Vec<u8>,
}

impl HeldTerminal {
    /// What leaves the full screen, if it is there.
    fn leave(&self) -> Vec<u8> {
        match (self.outside, self.mouse) {
            (true, _) => Vec::new(),
            (false, true) => [MOUSE_OFF, &leaving()].concat(),
            (false, false) => leaving(),
        }
    }

    /// What is to be sent before a frame: from then on the full screen is there.
    fn take_entering(&mut self) -> Vec<u8> {
        if !self.entering.is_empty() {
            (self.titled, self.outside) = (true, false);
        }
        mem::take(&mut self.entering)
    }
}

/// The terminal as frames are written to it. The first of them enters the full screen: in one write with it, so that
/// nobody sees an empty one.
#[derive(Debug)]
pub struct FrameOutput(Tty);

impl Write for FrameOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let entering = lock(&HELD).as_mut().map(HeldTerminal::take_entering).unwrap_or_default();
        if entering.is_empty() {
            return self.0.write(bytes);
        }
        self.0.write_all(&[&entering, bytes].concat())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The terminal, taken. Dropping it gives the terminal back; `process::exit` drops nothing, so drop it before.
#[derive(Debug)]
pub struct Guard {
    tty: Tty,
    mouse: bool,
    /// Whether the terminal is one of UTF-8, as far as is known.
    utf8: bool,
}

impl Guard {
    /// Takes the terminal of standard input and output. With `mouse` it reports clicks and the wheel, and its own
    /// selecting needs Shift. Where the locale names no other encoding, `utf8`, it is set to UTF-8.
    pub fn take(tty: Tty, mouse: bool, utf8: bool) -> Result<Self, TakeError> {
        let guard = Self { tty, mouse, utf8 };
        guard.enter()?;
        Ok(guard)
    }

    /// What sets back the modes that another program may have left, and clears the screen.
    pub fn clean(&self) -> Vec<u8> {
        [if self.utf8 { UTF8 } else { b"" }, CLEAN].concat()
    }

    /// Where frames are written to.
    pub fn frame_output(&self) -> FrameOutput {
        FrameOutput(self.tty())
    }

    /// A handle to write to.
    pub fn tty(&self) -> Tty {
        self.tty.clone()
    }

    /// Gives the terminal back for a while.
    pub fn suspend(&mut self) {
        give_back();
    }

    /// Leaves the full screen and keeps the keys: for what is printed plainly. [`Guard::resume`] comes back.
    pub fn step_out(&mut self) -> io::Result<()> {
        let mut held = lock(&HELD);
        let Some(held) = held.as_mut() else { return Ok(()) };
        let leave = held.leave();
        held.outside = true;
        held.tty.write_all(&leave)
    }

    /// Takes it again and returns its present size; the whole screen must then be redrawn. None while
    /// another job has the terminal: nothing is touched then, and the next SIGCONT is the time to try again.
    ///
    /// An error means that the terminal is gone, and [`LoopEvent::Gone`](super::event::LoopEvent::Gone) is on its way: a
    /// hang-up sends SIGCONT too. Also to be called on a SIGCONT without `suspend` before it, when the process was stopped
    /// from outside.
    pub fn resume(&mut self) -> io::Result<Option<Size>> {
        if !in_foreground() {
            return Ok(None);
        }
        self.enter()?;
        self.tty.size().map(Some)
    }

    fn enter(&self) -> io::Result<()> {
        let mut held = lock(&HELD);
        // Stopped from outside, it still is ours, and the modes to go back to are those from before.
        let (titled, cooked) = match held.take() {
            Some(held) => (held.titled, held.cooked),
            None => (false, termios::tcgetattr(stdio::stdin())?),
        };
        raw_mode(&cooked)?;
        let (title, mouse) = (if titled { b"" } else { KEEP_TITLE }, if self.mouse { MOUSE_ON } else { b"" });
        let entering = [title, &entering(), &self.clean(), mouse].concat();
        let (mouse, owner) = (self.mouse, thread::current().id());
        *held = Some(HeldTerminal { tty: self.tty(), cooked, mouse, owner, titled, outside: true, entering });
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
        for line in lock(&UNSAID).drain(..) {
            say(&line);
        }
    }
}

/// Replaces the report of a panic: the terminal first, then where it happened. Not what it said: that may
/// hold what the user typed.
pub fn install_panic_hook() {
    panic::set_hook(Box::new(on_panic));
}

/// Whether a full screen can be shown in the terminal of standard input and output; `term` is the environment's `TERM`.
pub fn check(term: Option<&str>) -> Result<(), TakeError> {
    match term {
        None | Some("" | "dumb") => return Err(TakeError::Dumb(term.unwrap_or_default().to_owned())),
        Some(_) => {}
    }
    if !io::stdin().is_terminal() {
        return Err(TakeError::NotATerminal("standard input"));
    }
    if !io::stdout().is_terminal() {
        return Err(TakeError::NotATerminal("standard output"));
    }
    Ok(())
}

/// Raw mode in which reading never waits: that is `poll`'s business.
fn raw_mode(cooked: &Termios) -> io::Result<()> {
    let mut modes = cooked.clone();
    modes.make_raw();
    modes.special_codes[SpecialCodeIndex::VMIN] = 0;
    modes.special_codes[SpecialCodeIndex::VTIME] = 0;
    Ok(termios::tcsetattr(stdio::stdin(), OptionalActions::Now, &modes)?)
}

/// Gives the terminal back if it is held. Whether it still listened.
fn give_back() -> bool {
    let Some(mut held) = lock(&HELD).take() else { return true };
    let title = if held.titled { TITLE_BACK } else { b"" };
    let written = held.tty.write_all(&[&held.leave(), title].concat());
    // From the background this would stop the process instead of ending it, and change the modes of the job
    // that has the terminal now.
    let cooked = !in_foreground() || termios::tcsetattr(stdio::stdin(), OptionalActions::Now, &held.cooked).is_ok();
    written.is_ok() && cooked
}

/// Whether the terminal is ours to set. One that is gone does not mind.
fn in_foreground() -> bool {
    termios::tcgetpgrp(stdio::stdin()).map_or(true, |group| group == rustix::process::getpgrp())
}

fn on_panic(info: &PanicHookInfo<'_>) {
    let line = report(info.location());
    // The thread that panicked may be the one that holds the lock.
    let ours = HELD.try_lock().is_ok_and(|held| held.as_ref().is_none_or(|h| h.owner == thread::current().id()));
    if !ours {
        lock(&UNSAID).push(line);
    } else if give_back() {
        say(&line);
    }
}

fn report(location: Option<&Location<'_>>) -> String {
    let place = location.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    format!("nej: internal error at {place}. What was saved is safe. Please report this line.")
}

/// To standard error, whether or not anybody listens.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_cannot_place_the_cursor_is_refused_in_one_line() {
        for term in [None, Some(""), Some("dumb")] {
            let error = check(term).unwrap_err();
            assert!(matches!(error, TakeError::Dumb(_)), "{error}");
            assert!(!error.to_string().contains('\n'));
        }
        assert_eq!(check(None).unwrap_err().to_string(), "the terminal cannot show a full screen (TERM is not set)");
    }

    #[test]
    fn the_report_of_a_panic_tells_where_and_nothing_else() {
        let here = Location::caller();
        let line = report(Some(here));
        assert!(line.contains(&format!("{}:{}", here.file(), here.line())), "{line}");
    }

    #[test]
    fn every_mode_that_is_switched_on_is_switched_off() {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (on, off) =
            (text(&[KEEP_TITLE, &entering(), b"\x1b[?2004h", MOUSE_ON].concat()), text(&[MOUSE_OFF, &leaving()].concat()));
        for mode in on.split("\x1b[?").skip(1).map(|rest| rest.split_once('h').unwrap().0) {
            assert!(off.contains(&format!("\x1b[?{mode}l")), "{mode}");
        }
    }
}
