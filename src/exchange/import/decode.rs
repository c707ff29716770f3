//! Text as spreadsheets write it, turned into UTF-8 on the way: UTF-8 and UTF-16 with their marks, and Windows-1252
//! where it is neither.

use std::io::{self, Read};

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

/// What Windows-1252 has from 0x80 to 0x9f. All other bytes are the characters of the same number, as are the five
/// that are not in use.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The same text in UTF-8, without the mark at its beginning. What is no character becomes U+FFFD.
pub struct Decoded<R> {
    inner: R,
    encoding: Encoding,
    /// Bytes that are read and not decoded: between pieces, the beginning of a character.
    raw: Vec<u8>,
    text: String,
    at: usize,
    begun: bool,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    /// Text in an encoding.
    pub fn new(inner: R, encoding: Encoding) -> Self {
        Self { inner, encoding, raw: Vec::new(), text: String::new(), at: 0, begun: false, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        while self.at == self.text.len() && !self.ended {
            let kept = self.raw.len();
            self.raw.resize(kept + PIECE, 0);
            let read = self.inner.read(&mut self.raw[kept..]);
            self.raw.truncate(kept + read.as_ref().unwrap_or(&0));
            self.ended = read? == 0;
            (self.text, self.at) = (String::new(), 0);
            let done = decode(self.encoding, &self.raw, self.ended, &mut self.text);
            self.raw.drain(..done);
            if !self.begun && !self.text.is_empty() {
                self.begun = true;
                self.at = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            }
        }
        Ok(())
    }
}

/// Decodes what is whole, at the end of the file all of it; how many bytes that was.
fn decode(encoding: Encoding, raw: &[u8], ended: bool, text: &mut String) -> usize {
    match encoding {
        Encoding::Utf8 => utf8(raw, ended, text),
        Encoding::Utf16Le => utf16(raw, u16::from_le_bytes, ended, text),
        Encoding::Utf16Be => utf16(raw, u16::from_be_bytes, ended, text),
        Encoding::Windows1252 => {
            text.extend(raw.iter().map(|byte| match byte {
                0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
                _ => char::from(*byte),
            }));
            raw.len()
        }
    }
}

fn utf8(raw: &[u8], ended: bool, text: &mut String) -> usize {
    let mut done = 0;
    for chunk in raw.utf8_chunks() {
        text.push_str(chunk.valid());
        done += chunk.valid().len();
        let broken = chunk.invalid();
        let begun = done + broken.len() == raw.len() && std::str::from_utf8(broken).is_err_and(|e| e.error_len().is_none());
        if begun && !ended {
            break;
        }
        text.extend((!broken.is_empty()).then_some(char::REPLACEMENT_CHARACTER));
        done += broken.len();
    }
    done
}

fn utf16(raw: &[u8], unit: fn([u8; 2]) -> u16, ended: bool, text: &mut String) -> usize {
    let (pairs, odd) = raw.as_chunks::<2>();
    let half = |pair: &&[u8; 2]| (0xd800..0xdc00).contains(&unit(**pair));
    let whole = if !ended && pairs.last().as_ref().is_some_and(half) { &pairs[..pairs.len() - 1] } else { pairs };
    let chars = char::decode_utf16(whole.iter().map(|pair| unit(*pair)));
    text.extend(chars.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    if ended && !odd.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
        return raw.len();
    }
    whole.len() * 2
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

    fn decoded(input: impl Read, encoding: Encoding) -> String {
        let mut text = String::new();
        Decoded::new(input, encoding).read_to_string(&mut text).expect("memory");
        text
    }

    /// What the bytes are and say, however they are cut.
    fn read(bytes: &[u8]) -> (Encoding, String) {
        let mut sniff = Sniff::default();
        bytes.chunks(1).for_each(|piece| sniff.feed(piece));
        let text = decoded(bytes, sniff.encoding());
        for at in 0..bytes.len() {
            assert_eq!(decoded(Split(bytes, at), sniff.encoding()), text, "{bytes:x?} at {at}");
        }
        (sniff.encoding(), text)
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn text_is_read_as_spreadsheets_write_it() {
        for text in ["å😀\r\n", "", "a", "€šŒ”–åäö", "𐐷\u{feff}å"] {
            let marked = format!("\u{feff}{text}");
            assert_eq!(read(text.as_bytes()), (Encoding::Utf8, text.to_owned()));
            assert_eq!(read(marked.as_bytes()), (Encoding::Utf8, text.to_owned()));
            assert_eq!(read(&utf16(&marked, u16::to_le_bytes)), (Encoding::Utf16Le, text.to_owned()));
            assert_eq!(read(&utf16(&marked, u16::to_be_bytes)), (Encoding::Utf16Be, text.to_owned()));
        }
        assert_eq!(read(b"\xe5 \x80\n\xe5"), (Encoding::Windows1252, "å €\nå".to_owned()));
        assert_eq!(read("\u{feff}\u{feff}å".as_bytes()).1, "\u{feff}å", "only the first is a mark");
    }

    #[test]
    fn windows_1252_is_what_unicode_says_it_is() {
        // Bytes and numbers of characters, both as Unicode's own mapping has them.
        for (byte, number) in [
            (0x80, 0x20ac),
            (0x82, 0x201a),
            (0x83, 0x0192),
            (0x84, 0x201e),
            (0x85, 0x2026),
            (0x86, 0x2020),
            (0x87, 0x2021),
            (0x88, 0x02c6),
            (0x89, 0x2030),
            (0x8a, 0x0160),
            (0x8b, 0x2039),
            (0x8c, 0x0152),
            (0x8e, 0x017d),
            (0x91, 0x2018),
            (0x92, 0x2019),
            (0x93, 0x201c),
            (0x94, 0x201d),
            (0x95, 0x2022),
            (0x96, 0x2013),
            (0x97, 0x2014),
            (0x98, 0x02dc),
            (0x99, 0x2122),
            (0x9a, 0x0161),
            (0x9b, 0x203a),
            (0x9c, 0x0153),
            (0x9e, 0x017e),
            (0x9f, 0x0178),
        ] {
            assert_eq!(decoded(&[byte][..], Encoding::Windows1252).chars().map(u32::from).collect::<Vec<_>>(), [number]);
        }
        let same = (0..=0x7f).chain(0xa0..=0xff).chain([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
        for byte in same {
            assert_eq!(decoded(&[byte][..], Encoding::Windows1252), char::from(byte).to_string());
        }
        let words = b"\x80 100 \x96 \x8cuvre, Luk\xe1\x9a, \x94\xc5sa\x94 \xe5\xe4\xf6";
        assert_eq!(read(words), (Encoding::Windows1252, "€ 100 – Œuvre, Lukáš, ”Åsa” åäö".to_owned()));
    }

    #[test]
    fn what_is_no_character_is_told_and_what_follows_is_read() {
        let lone = [0xff, 0xfe, 0x3d, 0xd8, b'a', 0, 0x00, 0xdc, b'b', 0, 0x3d, 0xd8];
        assert_eq!(read(&lone), (Encoding::Utf16Le, "�a�b�".to_owned()));
        assert_eq!(read(&[0xfe, 0xff, 0, b'a', 0]), (Encoding::Utf16Be, "a�".to_owned()));
        // A file that changes between looking and reading.
        for (bytes, text) in [(&b"a\xffb\xe5"[..], "a�b�"), (b"\xe2\x82", "�"), (b"\xe2\x82\xe2\x82\xac", "�€")] {
            assert_eq!(decoded(bytes, Encoding::Utf8), text);
            (0..bytes.len()).for_each(|at| assert_eq!(decoded(Split(bytes, at), Encoding::Utf8), text, "{at}"));
        }
    }
}
