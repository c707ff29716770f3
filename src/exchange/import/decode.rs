//! Text as spreadsheets write it, turned into UTF-8 on the way. What is no character ends the reading: an import never
//! changes what it was given.

use std::io::{self, Read};

use super::encoding::Encoding;

/// How many bytes are decoded at a time.
const PIECE: usize = 16 << 10;

/// Bytes that are no character in the encoding, on this line; the error inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("line {0} cannot be decoded")]
pub(super) struct Undecodable(pub u64);

/// The same text in UTF-8, without the mark at its beginning.
pub struct Decoded<R> {
    inner: R,
    encoding: Encoding,
    upper: Option<[char; 128]>,
    /// Bytes that are read and not decoded: between pieces, the beginning of a character.
    raw: Vec<u8>,
    text: String,
    at: usize,
    line: u64,
    begun: bool,
    ended: bool,
    broken: bool,
    /// A line had ended before the text.
    line_ended: bool,
}

impl<R: Read> Decoded<R> {
    /// Text in an encoding.
    pub fn new(inner: R, encoding: Encoding) -> Self {
        let upper = encoding.upper_half();
        let (raw, text) = (Vec::new(), String::new());
        Self { inner, encoding, upper, raw, text, at: 0, line: 1, begun: false, ended: false, broken: false, line_ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        while self.at == self.text.len() && !self.ended {
            self.line += self.text.bytes().filter(|b| *b == b'\n').count() as u64;
            (self.text, self.at) = (String::new(), 0);
            if self.broken {
                return Err(io::Error::new(io::ErrorKind::InvalidData, Undecodable(self.line)));
            }
            let kept = self.raw.len();
            self.raw.resize(kept + PIECE, 0);
            let read = self.inner.read(&mut self.raw[kept..]);
            self.raw.truncate(kept + read.as_ref().unwrap_or(&0));
            self.ended = read? == 0;
            let done = self.decode();
            self.raw.drain(..done);
            if self.broken {
                // What comes before it is handed over first.
                self.ended = false;
            }
            if !self.begun && !self.text.is_empty() {
                self.begun = true;
                self.at = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            }
            self.drop_marks();
        }
        Ok(())
    }

    /// Takes out the marks at the beginning of lines: they were at the beginning of files that were put one behind the other.
    fn drop_marks(&mut self) {
        let ends = |c: char| matches!(c, '\n' | '\r');
        let mut before = self.line_ended;
        self.line_ended = self.text.ends_with(ends) || (self.text.is_empty() && self.line_ended);
        if self.text.contains('\u{feff}') {
            self.text.retain(|c| {
                let mark = c == '\u{feff}' && before;
                before = ends(c) || mark;
                !mark
            });
        }
    }

    /// Decodes what is whole, at the end of the file all of it, up to what is no character; how many bytes that was.
    fn decode(&mut self) -> usize {
        match (self.encoding, self.upper) {
            (Encoding::Utf16Le, _) => self.utf16(u16::from_le_bytes),
            (Encoding::Utf16Be, _) => self.utf16(u16::from_be_bytes),
            (_, Some(upper)) => {
                for (at, byte) in self.raw.iter().enumerate() {
                    let c = if byte.is_ascii() { char::from(*byte) } else { upper[usize::from(byte - 0x80)] };
                    if c == char::REPLACEMENT_CHARACTER {
                        self.broken = true;
                        return at;
                    }
                    self.text.push(c);
                }
                self.raw.len()
            }
            (_, None) => self.utf8(),
        }
    }

    fn utf8(&mut self) -> usize {
        let Err(error) = std::str::from_utf8(&self.raw).map(|text| self.text.push_str(text)) else { return self.raw.len() };
        let valid = error.valid_up_to();
        self.text.push_str(&String::from_utf8_lossy(&self.raw[..valid]));
        self.broken = error.error_len().is_some() || self.ended;
        valid
    }

    fn utf16(&mut self, unit: fn([u8; 2]) -> u16) -> usize {
        let (pairs, odd) = self.raw.as_chunks::<2>();
        let half = |pair: &&[u8; 2]| (0xd800..0xdc00).contains(&unit(**pair));
        let whole = if !self.ended && pairs.last().as_ref().is_some_and(half) { &pairs[..pairs.len() - 1] } else { pairs };
        for c in char::decode_utf16(whole.iter().map(|pair| unit(*pair))) {
            let Some(c) = c.ok().filter(|c| *c != '\0') else {
                self.broken = true;
                break;
            };
            self.text.push(c);
        }
        self.broken |= self.ended && !odd.is_empty();
        whole.len() * 2
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.refill()?;
        let n = buf.len().min(self.text.len() - self.at);
        buf[..n].copy_from_slice(&self.text.as_bytes()[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in two pieces.
    struct Split<'a>(&'a [u8], usize);

    impl Read for Split<'_> {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            let until = if self.1 == 0 { self.0.len() } else { self.1 };
            let n = (&self.0[..until]).read(buf)?;
            (self.0, self.1) = (&self.0[n..], until - n);
            Ok(n)
        }
    }

    /// The text, or the line of what is no character, and what was read before it.
    fn decoded(input: impl Read, encoding: Encoding) -> (String, Option<u64>) {
        let mut text = Vec::new();
        let line = match Decoded::new(input, encoding).read_to_end(&mut text) {
            Ok(_) => None,
            Err(error) => error.get_ref().and_then(|e| e.downcast_ref::<Undecodable>()).map(|e| e.0),
        };
        (String::from_utf8(text).expect("UTF-8"), line)
    }

    /// What the bytes say, however they are cut.
    fn read(bytes: &[u8], encoding: Encoding) -> (String, Option<u64>) {
        let read = decoded(bytes, encoding);
        for at in 0..bytes.len() {
            assert_eq!(decoded(Split(bytes, at), encoding), read, "{bytes:x?} at {at}");
        }
        read
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn text_is_read_as_spreadsheets_write_it() {
        for text in ["å😀\r\n", "", "a", "€šŒ”–åäö", "𐐷\u{feff}å"] {
            let marked = format!("\u{feff}{text}");
            let whole = (text.to_owned(), None);
            assert_eq!(read(text.as_bytes(), Encoding::Utf8), whole);
            assert_eq!(read(marked.as_bytes(), Encoding::Utf8), whole);
            assert_eq!(read(&utf16(&marked, u16::to_le_bytes), Encoding::Utf16Le), whole);
            assert_eq!(read(&utf16(&marked, u16::to_be_bytes), Encoding::Utf16Be), whole);
        }
        assert_eq!(read(b"\xe5 \x80\n\xe5", Encoding::Windows1252).0, "å €\nå");
        assert_eq!(
            read(b"\x80 100 \x96 \x8cuvre, Luk\xe1\x9a, \x94\xc5sa\x94", Encoding::Windows1252).0,
            "€ 100 – Œuvre, Lukáš, ”Åsa”"
        );
        assert_eq!(read(b"Bj\x9arn \x81kesson", Encoding::Macintosh).0, "Björn Åkesson");
        assert_eq!(read("\u{feff}\u{feff}å".as_bytes(), Encoding::Utf8).0, "\u{feff}å", "only the first is a mark");
        assert_eq!(read("\u{feff}a\r\n\u{feff}b\u{feff}\n\u{feff}".as_bytes(), Encoding::Utf8).0, "a\r\nb\u{feff}\n");
    }

    #[test]
    fn what_is_no_character_ends_the_reading_with_its_line() {
        let lone = [0xff, 0xfe, b'a', 0, b'\n', 0, 0x3d, 0xd8, b'b', 0];
        assert_eq!(read(&lone, Encoding::Utf16Le), ("a\n".to_owned(), Some(2)));
        assert_eq!(read(&[0xfe, 0xff, 0, b'a', 0], Encoding::Utf16Be), ("a".to_owned(), Some(1)));
        for (bytes, text, line) in [(&b"a\n\xffb"[..], "a\n", 2), (b"\xe2\x82", "", 1), (b"a\xe2\x82\xe2\x82\xac", "a", 1)] {
            assert_eq!(read(bytes, Encoding::Utf8), (text.to_owned(), Some(line)));
        }
        assert_eq!(read(b"ab\n\x81", Encoding::Windows1252), ("ab\n".to_owned(), Some(2)));
    }
}
