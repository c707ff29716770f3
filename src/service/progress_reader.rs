//! A file that says how far it is read, and can be given up.

use std::io::{self, ErrorKind, Read};

/// Takes how many bytes are read and of how many, and returns whether to go on.
pub type ByteProgress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

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
