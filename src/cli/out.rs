//! Standard output: what a command answers. A reader that goes away ends the command in silence, every other
//! fault is told. Remarks go to standard error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use rustix::{stdio, termios};

use super::failure::{CliResult, Failure};
use crate::domain::Lang;
use crate::domain::text::escape_control_lines;

/// Standard output, buffered.
#[derive(Debug)]
pub struct Out {
    inner: BufWriter<StdoutLock<'static>>,
    lang: Lang,
}

impl Out {
    /// Takes it.
    pub fn new(lang: Lang) -> Self {
        Self { inner: BufWriter::new(io::stdout().lock()), lang }
    }

    /// Writes a line, with every sign in it that would steer a terminal made visible.
    pub fn line(&mut self, text: &str) -> CliResult<()> {
        let written = writeln!(self.inner, "{}", escape_control_lines(text));
        self.told(written)
    }

    /// Writes text as it is.
    pub fn text(&mut self, text: &str) -> CliResult<()> {
        let written = self.inner.write_all(text.as_bytes());
        self.told(written)
    }

    /// Where to write what is not text in one piece.
    pub fn writer(&mut self) -> &mut impl Write {
        &mut self.inner
    }

    /// Sends what is left. Without this a full disk behind a redirection would go unnoticed.
    pub fn finish(mut self) -> CliResult<()> {
        let flushed = self.inner.flush();
        self.told(flushed)
    }

    fn told(&self, result: io::Result<()>) -> CliResult<()> {
        result.map_err(|error| Failure::output(&error, self.lang))
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

/// A remark for the person, beside the answer, made visible like every line. Where it cannot be told, nobody listens.
pub fn remark(text: &str) {
    let _ = writeln!(io::stderr(), "nej: {}", escape_control_lines(text));
}
