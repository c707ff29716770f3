//! Text as spreadsheets write it, turned into UTF-8 on the way: UTF-8 and UTF-16 with their marks, and Windows-1252
//! where it is neither.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

/// Finds out, fed with the whole file piece by piece: only its end shows whether all of it is UTF-8.
#[derive(Debug, Default)]
pub struct Sniff {
    head: Vec<u8>,
    /// The beginning of a character whose end is in the next piece.
    rest: Vec<u8>,
    broken: bool,
}

impl Sniff {
    /// The next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        let wanted = 2_usize.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(wanted));
        if self.broken {
            return;
        }
        let mut all = std::mem::take(&mut self.rest);
        all.extend_from_slice(bytes);
        if let Err(error) = std::str::from_utf8(&all) {
            self.broken = error.error_len().is_some();
            self.rest = all.split_off(error.valid_up_to());
        }
    }

    /// What it is.
    pub fn encoding(&self) -> Encoding {
        match self.head.as_slice() {
            [0xff, 0xfe] => Encoding::Utf16Le,
            [0xfe, 0xff] => Encoding::Utf16Be,
            _ if self.broken || !self.rest.is_empty() => Encoding::Windows1252,
            _ => Encoding::Utf8,
        }
    }
}

/// How many bytes are decoded at a time.
const PIECE: usize = 16 << 10;

/// The same text in UTF-8, without the mark at its beginning.
pub struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    /// Text in an encoding.
    pub fn new(inner: R, encoding: Encoding) -> Self {
        let encoding = match encoding {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows1252 => WINDOWS_1252,
        };
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, raw: Vec::new(), text: Vec::new(), at: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        while self.at == self.text.len() && !self.ended {
            self.raw.resize(PIECE, 0);
            let n = self.inner.read(&mut self.raw)?;
            self.ended = n == 0;
            let most = self.decoder.max_utf8_buffer_length(n).unwrap_or(PIECE * 4);
            self.text.resize(most, 0);
            let (result, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..n], &mut self.text, self.ended);
            debug_assert_eq!(result, CoderResult::InputEmpty, "the buffer was large enough");
            self.text.truncate(written);
            self.at = 0;
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.refill()?;
        let n = buf.len().min(self.text.len() - self.at);
        buf[..n].copy_from_slice(&self.text[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Encoding, String) {
        let mut sniff = Sniff::default();
        bytes.chunks(1).for_each(|piece| sniff.feed(piece));
        let mut text = String::new();
        Decoded::new(bytes, sniff.encoding()).read_to_string(&mut text).expect("memory");
        (sniff.encoding(), text)
    }

    #[test]
    fn text_is_read_as_spreadsheets_write_it() {
        let utf16 = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain("å😀\r\n".encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
        };
        assert_eq!(read("å😀\r\n".as_bytes()), (Encoding::Utf8, "å😀\r\n".to_owned()));
        assert_eq!(read("\u{feff}å".as_bytes()), (Encoding::Utf8, "å".to_owned()));
        assert_eq!(read(&utf16([0xff, 0xfe], u16::to_le_bytes)), (Encoding::Utf16Le, "å😀\r\n".to_owned()));
        assert_eq!(read(&utf16([0xfe, 0xff], u16::to_be_bytes)), (Encoding::Utf16Be, "å😀\r\n".to_owned()));
        assert_eq!(read(b"\xe5 \x80\n\xe5"), (Encoding::Windows1252, "å €\nå".to_owned()));
        assert_eq!(read(b""), (Encoding::Utf8, String::new()));
    }
}
