//! From the terminal's bytes to keys, pastes and the mouse. What a terminal says about itself (answers to questions,
//! reports of its theme, colours or focus) is read to its end and dropped, also when it arrives in pieces.
//!
//! Every state has a limit in length and one in time: a sequence that never ends is dropped, a paste that never ends
//! is handed over as it is, and the next key works. Time is an argument, in milliseconds.

use super::super::event::LoopEvent;
use super::charset::Charset;
use super::letters::{self, ForeignLetters};
use super::paste::{Paste, without_begun_end};
use super::sequence;
use crate::app::model::key::{Key, KeyCode};

/// How long an ESC alone waits for the rest of a sequence.
const ESCAPE_WAIT: u64 = 100;
/// How long the rest of a character in UTF-8 is waited for.
const CHARACTER_WAIT: u64 = 100;
/// How long the rest of a sequence, a report or a paste is waited for.
pub const REST_WAIT: u64 = 500;
/// The longest sequence that means a key, in bytes.
const SEQUENCE_MAX: usize = 64;
/// The longest report of a terminal, in bytes.
const REPORT_MAX: usize = 1 << 20;
/// How many bytes of a paste are handed over at once: far more than any field takes.
const PASTE_MAX: usize = 1 << 20;

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
    /// The beginning of a character in an encoding with several bytes for each.
    Wide(Vec<u8>),
    /// After ESC [.
    Csi(Vec<u8>),
    /// After ESC [ [, as the Linux console begins its function keys.
    Console,
    /// A click as old terminals send it: three bytes after ESC [ M.
    Click(Vec<u8>),
    /// A string that a terminal sends: OSC, DCS, APC, PM or SOS, by its first byte.
    Report { kind: u8, len: usize, escape: bool },
    /// After ESC [ 200 ~, or what may be the rest of a paste that stalled.
    Paste(Paste),
}

/// Turns bytes into events.
#[derive(Debug)]
pub struct Decoder {
    state: DecoderState,
    letters: ForeignLetters,
    /// Whether clicks are to be expected.
    mouse: bool,
    /// When the newest byte came.
    last: u64,
    /// When an ESC was taken for the key, since nothing followed it in time.
    lone_escape: Option<u64>,
    /// A paste that was handed over before its end: what waits for its rest, and when the newest of it came.
    stalled: Option<(Vec<u8>, u64)>,
    /// Whether the end of a paste is still to come.
    unclosed: bool,
    /// Whether the byte before was CR.
    after_cr: bool,
    /// Whether the sequence began with an ESC that was taken for the key.
    orphan: bool,
    /// Whether the report began with one byte in place of ESC and a letter.
    eight_bits: bool,
}

impl Decoder {
    /// A decoder for a terminal; what is not UTF-8 is read by the charset of the locale.
    pub const fn new(charset: Charset, mouse: bool) -> Self {
        Self {
            state: DecoderState::Ground,
            letters: ForeignLetters::new(charset),
            mouse,
            last: 0,
            lone_escape: None,
            stalled: None,
            unclosed: false,
            after_cr: false,
            orphan: false,
            eight_bits: false,
        }
    }

    /// When the wait for the rest is over; none when nothing is begun.
    pub fn deadline(&self) -> Option<u64> {
        let wait = match &self.state {
            DecoderState::Ground => return None,
            DecoderState::Escape => ESCAPE_WAIT,
            DecoderState::Ss3(digits) if digits.is_empty() => ESCAPE_WAIT,
            DecoderState::Click(_) if !self.mouse => ESCAPE_WAIT,
            DecoderState::Paste(paste) if paste.is_typed_late() => ESCAPE_WAIT,
            DecoderState::Text(_) | DecoderState::Wide(_) => CHARACTER_WAIT,
            _ => REST_WAIT,
        };
        Some(self.last + wait)
    }

    /// Takes in what was read at once.
    pub fn feed(&mut self, bytes: &[u8], now: u64, out: &mut Vec<LoopEvent>) {
        self.after_cr &= now < self.last + ESCAPE_WAIT;
        self.last = now;
        if self.state == DecoderState::Ground {
            if let Some((held, at)) = self.stalled.take() {
                self.state = DecoderState::Paste(Paste::rest(held, now.saturating_sub(at)));
            } else if self.unclosed && sequence::closes_paste(bytes) {
                self.state = DecoderState::Paste(Paste::default());
            }
        }
        if self.lone_escape.take().is_some_and(|at| now < at + REST_WAIT) && sequence::is_orphan(bytes) {
            self.state = DecoderState::Escape;
            self.orphan = true;
        }
        for byte in bytes {
            self.byte(*byte, out);
        }
        self.end_of_read(out);
        self.letters.say(out);
    }

    /// Gives up waiting for the rest of what is begun.
    pub fn expire(&mut self, now: u64, out: &mut Vec<LoopEvent>) {
        match std::mem::take(&mut self.state) {
            DecoderState::Escape => {
                self.lone_escape = Some(now);
                out.push(plain(KeyCode::Esc));
            }
            DecoderState::Ss3(_) => out.extend([plain(KeyCode::Esc), plain(KeyCode::Char('O'))]),
            DecoderState::Text(bytes) => self.letters.typed(&bytes, out),
            // A byte that begins no character, or keys that only looked like a click.
            DecoderState::Wide(_) => self.letters.lose(),
            DecoderState::Click(bytes) if !self.mouse => bytes.iter().for_each(|byte| self.ground(*byte, out)),
            // Nothing came after it, so it was typed.
            DecoderState::Csi(bytes) if self.orphan && bytes.is_empty() => out.push(plain(KeyCode::Char('['))),
            DecoderState::Report { kind, len: 0, escape: false } if kind != b']' && !self.eight_bits => {
                out.extend([plain(KeyCode::Esc), plain(KeyCode::Char(kind.into()))]);
            }
            DecoderState::Paste(paste) if paste.is_typed() => self.typed_instead(paste, out),
            DecoderState::Paste(paste) => self.stall(paste, out),
            DecoderState::Ground
            | DecoderState::Csi(_)
            | DecoderState::Console
            | DecoderState::Click(_)
            | DecoderState::Report { .. } => {}
        }
        self.orphan = false;
        self.letters.say(out);
    }

    /// Hands over all that waits: the terminal is given to somebody else, or gone.
    pub fn finish(&mut self, now: u64, out: &mut Vec<LoopEvent>) {
        while self.state != DecoderState::Ground {
            self.expire(now, out);
        }
        if let Some((held, _)) = self.stalled.take() {
            out.extend(self.letters.pasted(&without_begun_end(held)));
        }
        self.letters.say(out);
    }

    fn byte(&mut self, byte: u8, out: &mut Vec<LoopEvent>) {
        match std::mem::take(&mut self.state) {
            DecoderState::Ground => self.ground(byte, out),
            DecoderState::Text(bytes) if self.steers_after(&bytes, byte) => self.steer_after(&bytes, byte, out),
            DecoderState::Wide(bytes) => self.wide(bytes, byte, out),
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
            DecoderState::Click(bytes) => self.click(bytes, byte, out),
            DecoderState::Report { kind, len, escape } => self.report(kind, len, escape, byte, out),
            DecoderState::Paste(paste) => self.paste(paste, byte, out),
        }
    }

    fn ground(&mut self, byte: u8, out: &mut Vec<LoopEvent>) {
        let after_cr = std::mem::replace(&mut self.after_cr, byte == b'\r');
        match byte {
            // One line end, as a paste without brackets or a terminal in another mode sends it.
            b'\n' if after_cr => {}
            0x1b => self.state = DecoderState::Escape,
            0x80.. if self.letters.charset().is_wide() => self.wide(Vec::new(), byte, out),
            0x80.. if self.letters.charset().steers(byte) => self.steer(byte, out),
            0x80.. => self.state = DecoderState::Text(vec![byte]),
            _ => out.push(LoopEvent::Key(sequence::single(byte))),
        }
    }

    /// A byte that stands for ESC and a letter.
    fn steer(&mut self, byte: u8, out: &mut Vec<LoopEvent>) {
        match byte - 0x40 {
            letter @ (b'[' | b'O' | b']' | b'P' | b'_' | b'^' | b'X') => {
                self.escape(letter, out);
                self.eight_bits = true;
            }
            // No character, and nothing that a terminal sends.
            _ => self.letters.lose(),
        }
    }

    /// Whether a byte after such text steers the terminal: by itself, or as the second byte of its character in UTF-8.
    fn steers_after(&self, text: &[u8], byte: u8) -> bool {
        let whole = std::str::from_utf8(text.strip_suffix(b"\xc2").unwrap_or(text)).is_ok();
        whole && self.letters.charset().steers(byte)
    }

    fn steer_after(&mut self, text: &[u8], byte: u8, out: &mut Vec<LoopEvent>) {
        self.text(text.strip_suffix(b"\xc2").unwrap_or(text), true, out);
        self.steer(byte, out);
    }

    /// A character in an encoding with several bytes for each: its later bytes may look like ASCII.
    fn wide(&mut self, mut bytes: Vec<u8>, byte: u8, out: &mut Vec<LoopEvent>) {
        if byte < 0x20 {
            self.letters.lose();
            return self.ground(byte, out);
        }
        bytes.push(byte);
        self.state = self.letters.wide(bytes, out).map_or(DecoderState::Ground, DecoderState::Wide);
    }

    fn escape(&mut self, byte: u8, out: &mut Vec<LoopEvent>) {
        self.eight_bits = false;
        match byte {
            b'[' => self.state = DecoderState::Csi(Vec::new()),
            b'O' => self.state = DecoderState::Ss3(Vec::new()),
            b']' | b'P' | b'_' | b'^' | b'X' => self.state = DecoderState::Report { kind: byte, len: 0, escape: false },
            0x7f => out.push(LoopEvent::Key(Key { alt: true, ..Key::plain(KeyCode::Backspace) })),
            // Alt-Enter, which some terminals send for Shift-Enter.
            b'\r' | b'\n' => out.push(plain(KeyCode::Enter)),
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
            b'M' if bytes.is_empty() => self.state = DecoderState::Click(Vec::new()),
            b'~' if bytes == b"200" => self.state = DecoderState::Paste(Paste::default()),
            0x40..=0x7e => out.extend(sequence::csi(&bytes, byte).filter(|event| self.mouse || !event.is_mouse())),
            _ => self.ground(byte, out),
        }
    }

    /// Three characters, which also come where the mouse was not asked for and another program left it on.
    fn click(&mut self, mut bytes: Vec<u8>, byte: u8, out: &mut Vec<LoopEvent>) {
        if byte < 0x20 {
            return self.ground(byte, out);
        }
        bytes.push(byte);
        match sequence::click_values(&bytes) {
            Some(values) => out.extend(sequence::old_click(values).filter(|_| self.mouse)),
            None => self.state = DecoderState::Click(bytes),
        }
    }

    fn report(&mut self, kind: u8, len: usize, escape: bool, byte: u8, out: &mut Vec<LoopEvent>) {
        match byte {
            b'\\' if escape => {}
            // Another sequence begins before this one ended.
            _ if escape => self.escape(byte, out),
            0x07 | 0x18 | 0x1a => {}
            0x9c if self.eight_bits => {}
            0x03 => self.ground(byte, out),
            _ if len < REPORT_MAX => self.state = DecoderState::Report { kind, len: len + 1, escape: byte == 0x1b },
            _ => {}
        }
    }

    fn paste(&mut self, mut paste: Paste, byte: u8, out: &mut Vec<LoopEvent>) {
        if let Some(whole) = paste.push(byte) {
            self.unclosed = false;
            out.extend(self.letters.pasted(&whole));
        } else if paste.len() < PASTE_MAX {
            self.state = DecoderState::Paste(paste);
        } else {
            let (whole, waits) = paste.cut();
            out.extend(self.letters.pasted(&whole));
            self.state = DecoderState::Paste(Paste::going_on(waits));
        }
    }

    /// Hands over a paste that does not go on, and takes what comes next for its rest.
    fn stall(&mut self, paste: Paste, out: &mut Vec<LoopEvent>) {
        // Single keys do not put off the moment from which they are keys.
        let since = if paste.may_be_key() { self.last.saturating_sub(paste.silence()) } else { self.last };
        let (whole, waits) = paste.cut();
        out.extend(self.letters.pasted(&whole));
        self.stalled = Some((waits, since));
        self.unclosed = true;
    }

    /// What came after a paste that stalled was typed: what waited for its rest goes first.
    fn typed_instead(&mut self, paste: Paste, out: &mut Vec<LoopEvent>) {
        let (held, news) = paste.apart();
        out.extend(self.letters.pasted(&held));
        for byte in news {
            self.byte(byte, out);
        }
        self.end_of_read(out);
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
        out.extend(letters::typed(text));
        if !rest.is_empty() && self.state == DecoderState::Ground {
            self.letters.typed(rest, out);
        }
    }
}

const fn plain(code: KeyCode) -> LoopEvent {
    LoopEvent::Key(Key::plain(code))
}
