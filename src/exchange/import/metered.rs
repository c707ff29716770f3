//! Bytes that are counted as they go by: which line they are on, and how many more one account may have.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The most bytes of one account in an export: its attachments in base64, and much besides.
pub const ACCOUNT_MAX: u64 = 128 << 20;

/// A reader that counts.
pub struct LimitedReader<R> {
    inner: R,
    meter: Meter,
}

/// What it has counted.
#[derive(Debug, Clone)]
pub struct Meter {
    lines: Rc<Cell<u64>>,
    left: Rc<Cell<u64>>,
    most: u64,
}

impl Meter {
    /// The line that is being read, from 1.
    pub fn line(&self) -> u64 {
        self.lines.get()
    }

    /// Another account begins.
    pub fn next(&self) {
        self.left.set(self.most);
    }

    /// The most that one account may have, in bytes.
    pub const fn most(&self) -> u64 {
        self.most
    }

    /// Whether one account took more than any may.
    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }
}

impl<R> LimitedReader<R> {
    /// A reader that has counted nothing. `most` is how many bytes one account may have.
    pub fn new(inner: R, most: u64) -> Self {
        Self { inner, meter: Meter { lines: Rc::new(Cell::new(1)), left: Rc::new(Cell::new(most)), most } }
    }

    /// What it counts.
    pub fn meter(&self) -> Meter {
        self.meter.clone()
    }
}

impl<R: Read> Read for LimitedReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.meter.is_spent() {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let n = self.inner.read(buf)?;
        let ends = buf[..n].split(|b| *b == b'\n').count() as u64 - 1;
        self.meter.lines.set(self.meter.lines.get() + ends);
        self.meter.left.set(self.meter.left.get().saturating_sub(n as u64));
        Ok(n)
    }
}
