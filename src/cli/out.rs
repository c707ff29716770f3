//! Standard output of a command. A closed pipe ends the command in silence, every other
//! error is reported. Warnings go to standard error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use rustix::{stdio, termios};

use super::error::{CliError, CliResult};
use crate::domain::Lang;
use crate::domain::text::escape_control_lines;

/// Standard output, buffered.
#[derive(Debug)]
pub struct Stdout {
    inner: BufWriter<StdoutLock<'static>>,
    lang: Lang,
}

impl Stdout {
    /// Takes it.
    pub fn new(lang: Lang) -> Self {
        Self { inner: BufWriter::new(io::stdout().lock()), lang }
    }

    /// Writes a line, with every sign in it that would steer a terminal made visible.
    pub fn line(&mut self, text: &str) -> CliResult<()> {
        let written = writeln!(self.inner, "{}", escape_control_lines(text));
        self.check(written)
    }

    /// Writes text as it is.
    pub fn text(&mut self, text: &str) -> CliResult<()> {
        let written = self.inner.write_all(text.as_bytes());
        self.check(written)
    }

    /// Where to write what is not text in one piece.
    pub fn writer(&mut self) -> &mut impl Write {
        &mut self.inner
    }

    /// Sends what is left. Without this a full disk behind a redirection would go unnoticed.
    pub fn finish(mut self) -> CliResult<()> {
        let flushed = self.inner.flush();
        self.check(flushed)
    }

    fn check(&self, result: io::Result<()>) -> CliResult<()> {
        result.map_err(|error| CliError::output(&error, self.lang))
    }
}

/// The columns of the terminal behind standard output; none where it is none.
pub fn columns() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let size = termios::tcgetwinsize(stdio::stdout()).ok()?;
    Some(if size.ws_col == 0 { 80 } else { usize::from(size.ws_col) })
}

/// A line on standard error, with control characters made visible. Fails in silence: there is no other channel.
pub fn stderr_line(text: &str) {
    let _ = writeln!(io::stderr(), "nej: {}", escape_control_lines(text));
}
