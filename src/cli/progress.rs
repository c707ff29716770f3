//! How far something has come that takes longer than a moment: a bar on the terminal behind standard error, and
//! nothing anywhere else.

use std::io::{self, IsTerminal, Write};

use rustix::{stdio, termios};

use crate::runtime::clock;

/// What takes less, in milliseconds, shows nothing.
const MOMENT: u64 = 300;
/// The bar is as many cells, where the terminal has room for it and for the figure behind.
const CELLS: u64 = 40;
const FIGURE: u64 = 10;

/// Progress that may come to be shown.
#[derive(Debug)]
pub struct Progress {
    since: u64,
    shown: Option<u64>,
    wanted: bool,
}

impl Progress {
    /// Begins now.
    pub fn new() -> Self {
        Self { since: clock::millis(), shown: None, wanted: io::stderr().is_terminal() }
    }

    /// So much of so much is done.
    pub fn at(&mut self, done: u64, all: u64) {
        let percent = done.min(all) * 100 / all.max(1);
        if !self.wanted || self.shown == Some(percent) || clock::millis() - self.since < MOMENT {
            return;
        }
        self.shown = Some(percent);
        let columns = termios::tcgetwinsize(stdio::stderr()).map_or(0, |size| u64::from(size.ws_col));
        // Where it cannot be written, no terminal shows it.
        let _ = write!(io::stderr(), "\r{}", line(percent, columns));
    }
}

/// The bar in plain characters, never wider than the terminal: the cursor has to stay on its line, where a key that
/// is pressed is echoed.
fn line(percent: u64, columns: u64) -> String {
    let cells = CELLS.min(columns.saturating_sub(FIGURE));
    let full = cells * percent / 100;
    let bar = "#".repeat(full as usize) + &".".repeat((cells - full) as usize);
    format!("[{bar}] {percent} %")
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[2K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_never_wider_than_the_terminal() {
        assert_eq!(line(50, 20), "[#####.....] 50 %");
        assert_eq!(line(0, 80), format!("[{}] 0 %", ".".repeat(40)));
        assert!((10..200).all(|columns| line(100, columns).len() < columns as usize));
    }
}
