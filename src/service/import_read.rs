//! Reading a file to import: how far it has come, and the lines that are wrong.

use std::io::{self, ErrorKind, Read};

use crate::exchange::import::{LineError, Stopped};
use crate::store;

/// Lines that are named; the others are counted.
pub const NAMED: usize = 50;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(io::Error),
    /// Lines are wrong: the first of them, and how many there are.
    #[error("{1} lines are wrong")]
    Lines(Vec<LineError>, u64),
    /// The progress callback returned false.
    #[error("cancelled")]
    Cancelled,
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<io::Error> for ImportError {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::ConnectionAborted { Self::Cancelled } else { Self::Io(error) }
    }
}

/// Takes how many bytes are read and of how many, and returns whether to go on.
pub type ByteProgress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// The lines that are wrong: the first of them, and how many there are.
#[derive(Default)]
pub(super) struct WrongLines {
    named: Vec<LineError>,
    pub(super) count: u64,
}

impl WrongLines {
    pub(super) fn push(&mut self, error: LineError) {
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push(error);
        }
    }

    /// What reading came to, with the lines that were wrong before its end.
    pub(super) fn end<T>(mut self, read: Result<T, Stopped<ImportError>>) -> Result<T, ImportError> {
        match read {
            Ok(done) if self.count == 0 => Ok(done),
            Ok(_) => Err(ImportError::Lines(self.named, self.count)),
            Err(Stopped::Line(error)) => {
                self.push(error);
                Err(ImportError::Lines(self.named, self.count))
            }
            Err(Stopped::Io(error)) => Err(error.into()),
            Err(Stopped::ByTaker(error)) => Err(error),
        }
    }
}

/// Reports how far reading has come, and fails when cancelled.
pub(super) struct ProgressReader<'a, R> {
    pub(super) file: R,
    pub(super) progress: ByteProgress<'a>,
    pub(super) read: u64,
    pub(super) all: u64,
}

impl<R: Read> Read for ProgressReader<'_, R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if !(self.progress)(self.read, self.all) {
            return Err(ErrorKind::ConnectionAborted.into());
        }
        let n = self.file.read(buf)?;
        self.read += n as u64;
        Ok(n)
    }
}
