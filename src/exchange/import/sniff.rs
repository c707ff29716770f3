//! Finds out what a file is written in before it is read: by its mark, else by whether all of it is UTF-8, else by which
//! of the old encodings makes words of it. A guess is a guess, and comes with a line to judge it by.

use super::encoding::Encoding;
use super::kind::not_a_table;
use super::record::{LineError, LineFault};

/// How many bytes from the start decide what kind a file is.
const HEAD: usize = 4096;
/// How many bytes from the end show whether it is the mark at which DOS ended texts.
const TAIL: usize = 256;
/// That mark.
const END_OF_TEXT: u8 = 0x1a;
/// The longest piece of a line that is judged at once, in bytes.
const PIECE: usize = 4096;
/// Lines that are named; the others are counted.
const NAMED: usize = 50;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sniffed {
    /// Known for certain.
    Certain(Encoding),
    /// The likeliest encoding, with a line that is not ASCII as it reads then.
    Guess(Encoding, u64, String),
    /// Not a text, or one that is damaged: what is wrong, and with how many lines.
    Refused(Vec<LineError>, u64),
}

/// Fed with the whole file piece by piece: only its end shows whether all of it is UTF-8.
#[derive(Debug)]
pub struct Sniff {
    head: Vec<u8>,
    line: Vec<u8>,
    number: u64,
    /// Lines with more than ASCII that are UTF-8.
    sound: u64,
    /// Lines that are not, the first of them with their bytes.
    broken: u64,
    broken_lines: Vec<(u64, Vec<u8>)>,
    scores: [i64; Encoding::GUESSED.len()],
    /// The line with the first zero.
    zero: Option<u64>,
    /// The line with the first letter as UTF-7 writes it.
    utf7: Option<u64>,
    /// The last bytes.
    tail: Vec<u8>,
}

impl Default for Sniff {
    fn default() -> Self {
        let scores = [0; Encoding::GUESSED.len()];
        let (head, line, tail, broken_lines) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { head, line, number: 1, sound: 0, broken: 0, broken_lines, scores, zero: None, utf7: None, tail }
    }
}

impl Sniff {
    /// The next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        let wanted = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(wanted));
        self.tail.extend_from_slice(&bytes[bytes.len().saturating_sub(TAIL)..]);
        self.tail.drain(..self.tail.len().saturating_sub(TAIL));
        if self.zero.is_none() && bytes.contains(&0) {
            self.zero = Some(self.line_of(bytes, |bytes| bytes[0] == 0));
        }
        if self.utf7.is_none() && bytes.contains(&b'+') && bytes.windows(5).any(is_utf7) {
            self.utf7 = Some(self.line_of(bytes, is_utf7));
        }
        if self.line.is_ascii() && bytes.is_ascii() {
            let ends = bytes.split(|b| *b == b'\n').count() as u64 - 1;
            if ends > 0 {
                self.line.clear();
            }
            self.number += ends;
            let last = bytes.rsplit(|b| *b == b'\n').next().unwrap_or_default();
            self.line.extend_from_slice(&last[last.len().saturating_sub(PIECE)..]);
            self.line.drain(..self.line.len().saturating_sub(PIECE));
            return;
        }
        for piece in bytes.split_inclusive(|b| *b == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                self.judge(true);
            } else if self.line.len() > PIECE {
                self.judge(false);
            }
        }
    }

    /// The line of the first bytes of a piece that are as asked for.
    fn line_of(&self, piece: &[u8], is: impl Fn(&[u8]) -> bool) -> u64 {
        let at = (0..piece.len()).find(|at| is(&piece[*at..piece.len().min(at + 5)])).unwrap_or(0);
        self.number + piece[..at].split(|b| *b == b'\n').count() as u64 - 1
    }

    /// How many bytes at the end are the mark at which DOS ended texts.
    pub fn end_marks(&self, encoding: Encoding) -> u64 {
        let marks = |unit: &[u8]| self.tail.rchunks_exact(unit.len()).take_while(|bytes| *bytes == unit).count() * unit.len();
        let bytes = match encoding {
            Encoding::Utf16Le => marks(&[END_OF_TEXT, 0]),
            Encoding::Utf16Be => marks(&[0, END_OF_TEXT]),
            _ => marks(&[END_OF_TEXT]),
        };
        bytes as u64
    }

    /// Judges what there is of a line; the beginning of a character at its end waits for the rest.
    fn judge(&mut self, whole: bool) {
        let mut line = std::mem::take(&mut self.line);
        match std::str::from_utf8(&line) {
            Ok(text) => self.sound += u64::from(!text.is_ascii()),
            Err(error) if !whole && error.error_len().is_none() => self.line = line.split_off(error.valid_up_to()),
            Err(_) => {
                for (score, encoding) in self.scores.iter_mut().zip(Encoding::GUESSED) {
                    *score += likelihood(&line, encoding);
                }
                self.broken += 1;
                if self.broken_lines.len() < NAMED {
                    line.truncate(PIECE);
                    self.broken_lines.push((self.number, line));
                }
            }
        }
        self.number += u64::from(whole);
    }

    /// What it is. `said` is what a person says that it is.
    pub fn finish(&mut self, said: Option<Encoding>) -> Sniffed {
        let refused = |line, fault| Sniffed::Refused(vec![LineError { line, fault }], 1);
        self.judge(true);
        if let Some(fault) = not_a_table(&self.head) {
            return refused(1, fault);
        }
        let wide = |encoding: &Encoding| matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        let marked = marked(&self.head);
        // Which of the two it is its mark knows better.
        let known = said.map(|said| marked.filter(|marked| wide(&said) && wide(marked)).unwrap_or(said)).or(marked);
        if let Some(line) = self.zero.filter(|_| !known.as_ref().is_some_and(wide)) {
            return if self.head.contains(&0) { refused(1, LineFault::Binary) } else { refused(line, LineFault::Zero) };
        }
        match known {
            Some(Encoding::Utf8) if self.broken > 0 => self.refused(),
            Some(encoding) => Sniffed::Certain(encoding),
            None if self.broken == 0 => match self.utf7.filter(|_| self.sound == 0) {
                Some(line) => refused(line, LineFault::Utf7),
                None => Sniffed::Certain(Encoding::Utf8),
            },
            // A file with whole characters of UTF-8 in it is UTF-8, and damaged.
            None if self.sound > 0 => self.refused(),
            None => self.guess(),
        }
    }

    fn guess(&self) -> Sniffed {
        let best = self.scores.into_iter().max().unwrap_or_default();
        let Some(at) = self.scores.iter().position(|score| *score == best).filter(|_| best > 0) else { return self.refused() };
        let encoding = Encoding::GUESSED[at];
        let (line, bytes) = &self.broken_lines[0];
        let text = read_as(bytes, encoding);
        // In a file with the line ends of the old Mac all of it is one line so far.
        let mut lines = (*line..).zip(text.trim_end_matches(['\r', '\n']).split('\r'));
        let (line, sample) = lines.find(|(_, text)| !text.is_ascii()).unwrap_or((*line, &text));
        Sniffed::Guess(encoding, line, sample.to_owned())
    }

    fn refused(&self) -> Sniffed {
        let fault = |bytes: &[u8]| LineFault::NotUtf8(String::from_utf8_lossy(bytes).trim().to_owned());
        let named = self.broken_lines.iter().map(|(line, bytes)| LineError { line: *line, fault: fault(bytes) });
        Sniffed::Refused(named.collect(), self.broken)
    }
}

/// The encoding by a file's first bytes: its byte order mark, or the zero in every second byte of Western text in UTF-16.
fn marked(head: &[u8]) -> Option<Encoding> {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count() * 4 > head.len();
    match head {
        [0xef, 0xbb, 0xbf, ..] => Some(Encoding::Utf8),
        [0xff, 0xfe, ..] => Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => Some(Encoding::Utf16Be),
        _ if zeros(1) && !zeros(0) => Some(Encoding::Utf16Le),
        _ if zeros(0) && !zeros(1) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether bytes begin with a letter of the North as UTF-7 writes it, such as `+AOU-`.
fn is_utf7(bytes: &[u8]) -> bool {
    matches!(bytes, [b'+', b'A', b'M'..=b'P', c, b'-'] if c.is_ascii_alphanumeric())
}

/// Bytes of an encoding with one byte a character.
fn read_as(bytes: &[u8], encoding: Encoding) -> String {
    let upper = encoding.upper_half().unwrap_or([char::REPLACEMENT_CHARACTER; 128]);
    bytes.iter().map(|b| if b.is_ascii() { char::from(*b) } else { upper[usize::from(b - 0x80)] }).collect()
}

/// How much a line looks like Swedish, or like anything written with Latin letters, if it is in that encoding.
fn likelihood(line: &[u8], encoding: Encoding) -> i64 {
    let mut before = ' ';
    let mut score = 0;
    for c in read_as(line, encoding).chars() {
        if !c.is_ascii() {
            score += match c {
                'å' | 'ä' | 'ö' | 'é' | 'ü' => 3,
                'Å' | 'Ä' | 'Ö' | 'É' | 'Ü' => 2,
                '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '€' | '\u{a0}' => 0,
                'À'..='ɏ' if c.is_alphabetic() => 1,
                _ => -4,
            };
            // A capital inside a word is a sign of the wrong table.
            score -= i64::from(c.is_uppercase() && before.is_lowercase()) * 6;
        }
        before = c;
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(bytes: &[u8]) -> Sniffed {
        let finish = |size: usize| {
            let mut sniff = Sniff::default();
            bytes.chunks(size).for_each(|piece| sniff.feed(piece));
            sniff.finish(None)
        };
        let found = finish(bytes.len().max(1));
        assert_eq!(finish(1), found, "however it is cut");
        assert_eq!(finish(7), found);
        found
    }

    fn guessed(bytes: &[u8]) -> (Encoding, String) {
        match sniffed(bytes) {
            Sniffed::Guess(encoding, _, sample) => (encoding, sample),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn words_tell_the_old_encodings_apart() {
        assert_eq!(guessed(b"a;b\nBj\xf6rn \xc5kesson"), (Encoding::Windows1252, "Björn Åkesson".into()));
        assert_eq!(guessed(b"a;b\rBj\x9arn \x81kesson, M\x8arta, Ren\x8e").0, Encoding::Macintosh);
        assert_eq!(guessed(b"a;b\r\nBj\x94rn \x8fkesson\r\nM\x84rta"), (Encoding::Cp850, "Björn Åkesson".into()));
        assert_eq!(guessed(b"\x93Ren\xe9e\x94 \x96 100 \x80").1, "“Renée” – 100 €");
    }

    #[test]
    fn utf_8_and_marks_are_certain() {
        for text in ["", "a,b\n", "Åsa,å\r\n😀", "\u{feff}Åsa"] {
            assert_eq!(sniffed(text.as_bytes()), Sniffed::Certain(Encoding::Utf8), "{text}");
        }
        let utf16: Vec<u8> = "platform;handle\nÅsa".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniffed(&utf16), Sniffed::Certain(Encoding::Utf16Le), "without a mark");
        assert_eq!(sniffed(b"\xfe\xff\x00a"), Sniffed::Certain(Encoding::Utf16Be));
    }

    #[test]
    fn a_damaged_utf_8_file_is_refused_by_line() {
        let Sniffed::Refused(lines, 2) =
            sniffed("Märta\nBj\u{f6}rn\n".as_bytes().iter().chain(b"Bj\xf6rn\nx\n\xff").copied().collect::<Vec<_>>().as_slice())
        else {
            panic!("taken")
        };
        assert_eq!(lines[0], LineError { line: 3, fault: LineFault::NotUtf8("Bj\u{fffd}rn".into()) });
        assert_eq!(lines[1].line, 5);
    }

    #[test]
    fn what_is_no_table_is_named() {
        for (bytes, fault) in [
            (&b"PK\x03\x04\x14\0\x06\0"[..], LineFault::Archive),
            (b"\xd0\xcf\x11\xe0\xa1", LineFault::Workbook),
            (b"PK\x03\x04..[Content_Types].xml..xl/workbook.xml", LineFault::Workbook),
            (b"PK\x03\x04..[Content_Types].xml..word/document.xml", LineFault::Document),
            (b"PK\x03\x04..a.csv", LineFault::Archive),
            (b"\x1f\x8b\x08", LineFault::Archive),
            (b"{\\rtf1\\ansi", LineFault::Document),
            (b"%PDF-1.7", LineFault::Pdf),
            (b"begin:vcard\r\n", LineFault::Cards),
            (b"From: a@example.org\n", LineFault::Mail),
            (b"SQLite format 3\0", LineFault::Database),
            (b"ab\0\0\x01c", LineFault::Binary),
            (b"\xff\xfe\0\0a\0\0\0", LineFault::Binary),
            (b" <html>", LineFault::Markup),
            (b"\xef\xbb\xbf<table>", LineFault::Markup),
        ] {
            assert_eq!(sniffed(bytes), Sniffed::Refused(vec![LineError { line: 1, fault }], 1));
        }
    }

    #[test]
    fn what_no_text_has_is_named_with_its_line() {
        let table = "platform,handle\n".repeat(300);
        let fault = |more: &str| sniffed((table.clone() + more).as_bytes());
        assert_eq!(fault("a\na\0b"), Sniffed::Refused(vec![LineError { line: 302, fault: LineFault::Zero }], 1));
        assert_eq!(fault("å\na\0b"), Sniffed::Refused(vec![LineError { line: 302, fault: LineFault::Zero }], 1));
        let mut sniff = Sniff::default();
        sniff.feed(b"a,b\nBj+APY-rn,+4670\n");
        assert_eq!(sniff.finish(None), Sniffed::Refused(vec![LineError { line: 2, fault: LineFault::Utf7 }], 1));
        assert_eq!(fault("+4670,a+b,+APA\n"), Sniffed::Certain(Encoding::Utf8));
    }

    #[test]
    fn the_end_mark_of_dos_is_counted() {
        for (bytes, encoding, marks) in [
            (&b"a\n\x1a"[..], Encoding::Utf8, 1),
            (b"a\n\x1a\x1a\x1a", Encoding::Cp850, 3),
            (b"a\0\x1a\0", Encoding::Utf16Le, 2),
            (b"\0a\0\x1a", Encoding::Utf16Be, 2),
            (b"\x1aa", Encoding::Utf8, 0),
            (b"", Encoding::Utf8, 0),
        ] {
            let mut sniff = Sniff::default();
            for byte in bytes {
                sniff.feed(&[*byte]);
            }
            assert_eq!(sniff.end_marks(encoding), marks, "{bytes:?}");
        }
    }

    #[test]
    fn what_a_person_says_is_taken() {
        let finish = |bytes: &[u8], said| {
            let mut sniff = Sniff::default();
            sniff.feed(bytes);
            sniff.finish(Some(said))
        };
        assert_eq!(finish(b"Bj\x94rn", Encoding::Cp437), Sniffed::Certain(Encoding::Cp437));
        assert!(matches!(finish(b"Bj\x94rn", Encoding::Utf8), Sniffed::Refused(_, 1)));
    }
}
