//! A table's text with one kind of line end, and its quotation marks checked: one that is never closed, or is closed in
//! the middle of a cell, would make the reader take what follows for part of the same cell.

use std::io::{self, BufRead, Read};

/// The line on which a quotation mark opens that is not closed as it should be; the error inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("the quotation mark on line {0} is not closed")]
pub(super) struct OpenQuote(pub u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before the first character of a cell.
    Start,
    /// In a cell without quotation marks.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// Behind a quotation mark between quotation marks: the end of the cell, or half of a mark that stands for itself.
    Closed,
    /// Behind the end of a cell, where only blanks may follow.
    Blank,
}

/// A reader of tables that passes on LF for CR and CRLF, and fails where a quotation mark stays open.
pub(super) struct Quotes<R> {
    inner: R,
    delimiter: u8,
    at: At,
    line: u64,
    opened: u64,
    /// A CR was the last byte.
    cr: bool,
    failed: bool,
}

impl<R: BufRead> Quotes<R> {
    /// The text of a table from this line on.
    pub fn new(inner: R, delimiter: u8, line: u64) -> Self {
        Self { inner, delimiter, at: At::Start, line, opened: line, cr: false, failed: false }
    }

    /// Moves on by a byte; false where it may not stand.
    fn step(&mut self, byte: u8) -> bool {
        let end = byte == self.delimiter || byte == b'\n';
        self.at = match self.at {
            At::Start if byte == b'"' => {
                self.opened = self.line;
                At::Quoted
            }
            At::Quoted if byte == b'"' => At::Closed,
            At::Quoted => At::Quoted,
            At::Closed if byte == b'"' => At::Quoted,
            At::Closed | At::Blank if !end && !matches!(byte, b' ' | b'\t') => return false,
            At::Closed | At::Blank if !end => At::Blank,
            _ if end => At::Start,
            _ => At::Plain,
        };
        self.line += u64::from(byte == b'\n');
        true
    }
}

impl<R: BufRead> Read for Quotes<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written == 0 && !buf.is_empty() {
            if self.failed {
                return Err(io::Error::new(io::ErrorKind::InvalidData, OpenQuote(self.opened)));
            }
            let ready = self.inner.fill_buf()?;
            let room = ready.len().min(buf.len());
            if room == 0 {
                self.failed = self.at == At::Quoted;
                if self.failed {
                    continue;
                }
                return Ok(0);
            }
            // Copied, since what follows needs all of this reader.
            buf[..room].copy_from_slice(&ready[..room]);
            let mut used = 0;
            while used < room && !self.failed {
                let byte = buf[used];
                used += 1;
                let follows_cr = std::mem::replace(&mut self.cr, byte == b'\r');
                if follows_cr && byte == b'\n' {
                    continue;
                }
                let byte = if byte == b'\r' { b'\n' } else { byte };
                if self.step(byte) {
                    buf[written] = byte;
                    written += 1;
                } else {
                    self.failed = true;
                }
            }
            self.inner.consume(used);
        }
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that is passed on, and the line of a mark that stays open.
    fn read(text: &str) -> (String, Option<u64>) {
        let mut out = Vec::new();
        let failed = Quotes::new(text.as_bytes(), b';', 2).read_to_end(&mut out).err();
        let line = failed.and_then(|e| e.get_ref().and_then(|e| e.downcast_ref::<OpenQuote>()).map(|e| e.0));
        (String::from_utf8(out).expect("UTF-8"), line)
    }

    #[test]
    fn every_line_end_becomes_the_same() {
        assert_eq!(read("a;b\r\nc\r\rd\n\n\r"), ("a;b\nc\n\nd\n\n\n".into(), None));
        assert_eq!(read("\"a\r\nb\";c"), ("\"a\nb\";c".into(), None));
    }

    #[test]
    fn marks_that_are_closed_are_fine() {
        for text in ["\"a;b\";\"\"", "\"say \"\"hi\"\"\"\n", "5\" disk;x\"y", "\"a\" ;b", "", "\"a\nb\";c\n"] {
            assert_eq!(read(text), (text.into(), None), "{text}");
        }
    }

    #[test]
    fn a_mark_that_stays_open_fails_with_the_line_it_is_on() {
        assert_eq!(read("a\nb;\"c\nd\ne").1, Some(3));
        assert_eq!(read("a;\"b\nc;\"d\"\n"), ("a;\"b\nc;\"".into(), Some(2)));
        assert_eq!(read("\"\"\"").1, Some(2));
    }
}
