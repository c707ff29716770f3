//! From the terminal's bytes to keys, pastes and the mouse. What a terminal says about itself (answers to questions,
//! reports of its theme, colours or focus) is read to its end and dropped, also when it arrives in pieces.
//!
//! Every state has a limit in length and one in time: a sequence that never ends is dropped, a paste that never ends
//! is handed over as it is, and the next key works. Time is an argument, in milliseconds.

use super::super::event::LoopEvent;
use super::charset::Charset;
use super::sequence::{self, PASTE_END};
use crate::app::model::key::{Key, KeyCode};

/// How long an ESC alone waits for the rest of a sequence.
const ESCAPE_WAIT: u64 = 30;
/// How long the rest of a character in UTF-8 is waited for.
const CHARACTER_WAIT: u64 = 100;
/// How long the rest of a sequence, a report or a paste is waited for.
pub const REST_WAIT: u64 = 500;
/// The longest sequence that means a key, in bytes.
const SEQUENCE_MAX: usize = 64;
/// The longest report of a terminal, in bytes.
const REPORT_MAX: usize = 1 << 20;
/// The longest paste, in bytes: far more than any field takes.
const PASTE_MAX: usize = 1 << 24;

/// What has been read so far of what is not complete.
#[derive(Debug, Default, PartialEq, Eq)]
enum DecoderState {
    #[default]
    Ground,
    /// Bytes beyond ASCII: one or more characters, perhaps not in UTF-8.
    Text(Vec<u8>),
    /// After ESC.
    Escape,
    /// After ESC O.
    Ss3(Vec<u8>),
    /// After ESC [.
    Csi(Vec<u8>),
    /// After ESC [ [, as the Linux console begins its function keys.
    Console,
    /// A click as old terminals send it: three bytes after ESC [ M.
    Click(Vec<u8>),
    /// A string that a terminal sends: OSC, DCS, APC, PM or SOS, by its first byte.
    Report { kind: u8, len: usize, escape: bool },
    /// After ESC [ 200 ~.
    Paste(Vec<u8>),
}

/// Turns bytes into events.
#[derive(Debug)]
pub struct Decoder {
    state: DecoderState,
    charset: Charset,
    /// Whether clicks are to be expected.
    mouse: bool,
    /// When the newest byte came.
    last: u64,
    /// When an ESC was taken for the key, since nothing followed it in time.
    lone_escape: Option<u64>,
    /// Whether a paste was handed over before its end.
    cut_paste: bool,
    /// Whether something was read that is not UTF-8.
    foreign: bool,
    /// Whether that was said.
    said_foreign: bool,
}

impl Decoder {
    /// A decoder for a terminal; what is not UTF-8 is read by the charset of the locale.
    pub const fn new(charset: Charset, mouse: bool) -> Self {
        Self {
            state: DecoderState::Ground,
            charset,
            mouse,
            last: 0,
            lone_escape: None,
            cut_paste: false,
            foreign: false,
            said_foreign: false,
        }
    }

    /// When the wait for the rest is over; none when nothing is begun.
    pub fn deadline(&self) -> Option<u64> {
        let wait = match &self.state {
            DecoderState::Ground => return None,
            DecoderState::Escape => ESCAPE_WAIT,
            DecoderState::Ss3(digits) if digits.is_empty() => ESCAPE_WAIT,
            DecoderState::Text(_) => CHARACTER_WAIT,
            _ => REST_WAIT,
        };
        Some(self.last + wait)
    }

    /// Takes in what was read at once.
    pub fn feed(&mut self, bytes: &[u8], now: u64, out: &mut Vec<LoopEvent>) {
        self.last = now;
        let mut bytes = bytes;
        if std::mem::take(&mut self.cut_paste)
            && let Some(end) = bytes.windows(PASTE_END.len()).position(|w| w == PASTE_END)
        {
            out.push(self.pasted(&bytes[..end]));
            bytes = &bytes[end + PASTE_END.len()..];
        }
        if self.lone_escape.take().is_some_and(|at| now < at + REST_WAIT) && sequence::is_orphan(bytes) {
            self.state = DecoderState::Escape;
        }
        for byte in bytes {
            self.byte(*byte, out);
        }
        self.end_of_read(out);
        self.say_foreign(out);
    }

    /// Gives up waiting for the rest of what is begun.
    pub fn expire(&mut self, now: u64, out: &mut Vec<LoopEvent>) {
        match std::mem::take(&mut self.state) {
            DecoderState::Escape => {
                self.lone_escape = Some(now);
                out.push(plain(KeyCode::Esc));
            }
            DecoderState::Ss3(_) => out.extend([plain(KeyCode::Esc), plain(KeyCode::Char('O'))]),
            DecoderState::Text(bytes) => self.foreign(&bytes, out),
            // Nothing came after it, so it was typed.
            DecoderState::Report { kind, len: 0, escape: false } if kind != b']' => {
                out.extend([plain(KeyCode::Esc), plain(KeyCode::Char(kind.into()))]);
            }
            DecoderState::Paste(bytes) => {
                self.cut_paste = true;
                let cut = (1..PASTE_END.len()).rev().find(|n| bytes.ends_with(&PASTE_END[..*n])).unwrap_or(0);
                out.push(self.pasted(&bytes[..bytes.len() - cut]));
            }
            DecoderState::Ground
            | DecoderState::Csi(_)
            | DecoderState::Console
            | DecoderState::Click(_)
            | DecoderState::Report { .. } => {}
        }
        self.say_foreign(out);
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<LoopEvent>) {
        match std::mem::take(&mut self.state) {
            DecoderState::Ground => self.ground(byte, out),
            DecoderState::Text(mut bytes) if byte >= 0x80 => {
                bytes.push(byte);
                self.state = DecoderState::Text(bytes);
            }
            DecoderState::Text(bytes) => {
                self.text(&bytes, true, out);
                self.ground(byte, out);
            }
            DecoderState::Escape => self.escape(byte, out),
            DecoderState::Ss3(digits) => self.ss3(digits, byte, out),
            DecoderState::Csi(bytes) => self.csi(bytes, byte, out),
            DecoderState::Console => out.extend(sequence::console(byte)),
            DecoderState::Click(mut bytes) => {
                bytes.push(byte);
                match <[u8; 3]>::try_from(bytes) {
                    Ok(click) => out.extend(sequence::old_click(click)),
                    Err(bytes) => self.state = DecoderState::Click(bytes),
                }
            }
            DecoderState::Report { kind, len, escape } => self.report(kind, len, escape, byte, out),
            DecoderState::Paste(bytes) => self.paste(bytes, byte, out),
        }
    }

    fn ground(&mut self, byte: u8, out: &mut Vec<LoopEvent>) {
        match byte {
            0x1b => self.state = DecoderState::Escape,
            0x80.. => self.state = DecoderState::Text(vec![byte]),
            _ => out.push(LoopEvent::Key(sequence::single(byte))),
        }
    }

    fn escape(&mut self, byte: u8, out: &mut Vec<LoopEvent>) {
        match byte {
            b'[' => self.state = DecoderState::Csi(Vec::new()),
            b'O' => self.state = DecoderState::Ss3(Vec::new()),
            b']' | b'P' | b'_' | b'^' | b'X' => self.state = DecoderState::Report { kind: byte, len: 0, escape: false },
            0x7f => out.push(LoopEvent::Key(Key { alt: true, ..Key::plain(KeyCode::Backspace) })),
            // Alt-Enter, which some terminals send for Shift-Enter.
            b'\r' => out.push(plain(KeyCode::Enter)),
            // No other key means anything with Alt: Esc was pressed, and soon after it the next key.
            _ => {
                out.push(plain(KeyCode::Esc));
                self.ground(byte, out);
            }
        }
    }

    fn ss3(&mut self, mut digits: Vec<u8>, byte: u8, out: &mut Vec<LoopEvent>) {
        match byte {
            b'0'..=b'9' | b';' if digits.len() < SEQUENCE_MAX => {
                digits.push(byte);
                self.state = DecoderState::Ss3(digits);
            }
            0x20..=0x7e => out.extend(sequence::ss3(&digits, byte)),
            _ => self.ground(byte, out),
        }
    }

    fn csi(&mut self, mut bytes: Vec<u8>, byte: u8, out: &mut Vec<LoopEvent>) {
        match byte {
            // rxvt: a key with Shift ends with what in every other sequence comes before the end.
            b'$' if !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit) => out.extend(sequence::csi(&bytes, byte)),
            0x20..=0x3f => {
                // Beyond the limit it means no key, but still has an end.
                if bytes.len() < SEQUENCE_MAX {
                    bytes.push(byte);
                }
                self.state = DecoderState::Csi(bytes);
            }
            b'[' if bytes.is_empty() => self.state = DecoderState::Console,
            b'M' if bytes.is_empty() && self.mouse => self.state = DecoderState::Click(Vec::new()),
            b'~' if bytes == b"200" => self.state = DecoderState::Paste(Vec::new()),
            0x40..=0x7e => out.extend(sequence::csi(&bytes, byte)),
            _ => self.ground(byte, out),
        }
    }

    fn report(&mut self, kind: u8, len: usize, escape: bool, byte: u8, out: &mut Vec<LoopEvent>) {
        match byte {
            b'\\' if escape => {}
            // Another sequence begins before this one ended.
            _ if escape => self.escape(byte, out),
            0x07 | 0x18 | 0x1a => {}
            0x03 => self.ground(byte, out),
            _ if len < REPORT_MAX => self.state = DecoderState::Report { kind, len: len + 1, escape: byte == 0x1b },
            _ => {}
        }
    }

    fn paste(&mut self, mut bytes: Vec<u8>, byte: u8, out: &mut Vec<LoopEvent>) {
        bytes.push(byte);
        if bytes.ends_with(PASTE_END) {
            bytes.truncate(bytes.len() - PASTE_END.len());
        } else if bytes.len() < PASTE_MAX {
            self.state = DecoderState::Paste(bytes);
            return;
        }
        out.push(self.pasted(&bytes));
    }

    /// What came together is at its end: whole characters need not wait.
    fn end_of_read(&mut self, out: &mut Vec<LoopEvent>) {
        if let DecoderState::Text(bytes) = &mut self.state {
            let bytes = std::mem::take(bytes);
            self.state = DecoderState::Ground;
            self.text(&bytes, false, out);
        }
    }

    /// Hands over a run of bytes beyond ASCII. A character that is not `complete` waits for its rest.
    fn text(&mut self, bytes: &[u8], complete: bool, out: &mut Vec<LoopEvent>) {
        let (text, rest) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, &[][..]),
            Err(error) => {
                let (valid, rest) = bytes.split_at(error.valid_up_to());
                if error.error_len().is_none() && !complete {
                    self.state = DecoderState::Text(rest.to_vec());
                }
                (std::str::from_utf8(valid).unwrap_or_default(), rest)
            }
        };
        out.extend(text.chars().filter(|c| !c.is_control()).map(|c| plain(KeyCode::Char(c))));
        if !rest.is_empty() && self.state == DecoderState::Ground {
            self.foreign(rest, out);
        }
    }

    /// Hands over bytes that are not UTF-8.
    fn foreign(&mut self, bytes: &[u8], out: &mut Vec<LoopEvent>) {
        let text = self.charset.decode(bytes);
        // Bytes that the encoding leaves open come out as control characters, which no key types.
        out.extend(text.chars().filter(|c| !c.is_control()).map(|c| plain(KeyCode::Char(c))));
        self.foreign = true;
    }

    fn pasted(&mut self, bytes: &[u8]) -> LoopEvent {
        let text = std::str::from_utf8(bytes).map(str::to_owned);
        self.foreign |= text.is_err();
        LoopEvent::Paste(text.unwrap_or_else(|_| self.charset.decode(bytes)))
    }

    /// Says once that the terminal does not send UTF-8: after the keys, which would take the words away.
    fn say_foreign(&mut self, out: &mut Vec<LoopEvent>) {
        if self.foreign && !std::mem::replace(&mut self.said_foreign, true) {
            out.push(LoopEvent::NotUtf8(self.charset.name()));
        }
    }
}

const fn plain(code: KeyCode) -> LoopEvent {
    LoopEvent::Key(Key::plain(code))
}
