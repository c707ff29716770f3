//! How far something has come that takes longer than a moment: a bar on the terminal behind standard error, and
//! nothing anywhere else.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};

use crate::runtime::clock;

/// What takes less, in milliseconds, shows nothing.
const MOMENT: u64 = 300;

/// Progress that may come to be shown.
#[derive(Debug)]
pub struct Progress {
    since: u64,
    bar: Option<ProgressBar>,
    wanted: bool,
}

impl Progress {
    /// Begins now.
    pub fn new() -> Self {
        Self { since: clock::millis(), bar: None, wanted: io::stderr().is_terminal() }
    }

    /// So much of so much is done.
    pub fn at(&mut self, done: u64, all: u64) {
        if !self.wanted || clock::millis() - self.since < MOMENT {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{bar:40} {percent} %");
            ProgressBar::new(all).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        bar.set_length(all);
        bar.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
