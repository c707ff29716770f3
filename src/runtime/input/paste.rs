//! A paste as it comes in: where a part of it may be handed over before its end, and what may still be its rest.
//!
//! A line that stalls in the middle of a paste and then goes on must not turn the rest into keys, and a paste whose end
//! never comes must not take the keys for ever.

use super::sequence::PASTE_END;

/// For how many milliseconds after a part of a paste a single key may be its rest.
const KEY_AFTER: u64 = 1000;
/// After how many milliseconds a few bytes together may be keys.
const KEYS_AFTER: u64 = 10_000;
/// How many bytes a person may send at once by keys.
const KEYS_MAX: usize = 8;
/// The longest key, in bytes.
const KEY_MAX: usize = 16;

/// What has come of a paste and was not handed over.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Paste {
    bytes: Vec<u8>,
    /// How many of the bytes came before the line stalled.
    held: usize,
    /// For how long nothing came of it before the newest bytes; none while it has not stalled.
    silence: Option<u64>,
}

impl Paste {
    /// What may be the rest of one that stalled.
    pub const fn rest(held: Vec<u8>, silence: u64) -> Self {
        Self { held: held.len(), bytes: held, silence: Some(silence) }
    }

    /// One of which a part was handed over, and which goes on.
    pub const fn going_on(waits: Vec<u8>) -> Self {
        Self { bytes: waits, held: 0, silence: None }
    }

    /// For how long nothing came of it before its newest bytes.
    pub fn silence(&self) -> u64 {
        self.silence.unwrap_or_default()
    }

    /// Takes in a byte; the whole paste, once its end has come.
    pub fn push(&mut self, byte: u8) -> Option<Vec<u8>> {
        self.bytes.push(byte);
        let end = end_of(&self.bytes)?;
        self.bytes.truncate(self.bytes.len() - end);
        Some(std::mem::take(&mut self.bytes))
    }

    /// How many bytes it has.
    pub const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// What came since it stalled.
    pub fn news(&self) -> &[u8] {
        &self.bytes[self.held..]
    }

    /// Whether what came since it stalled was rather typed than pasted.
    pub fn is_typed(&self) -> bool {
        let (Some(silence), news) = (self.silence, self.news()) else { return false };
        // Who presses Ctrl-C or Esc wants out.
        matches!(news, [0x03 | 0x1b])
            || (silence >= KEY_AFTER && is_key(news))
            || (silence >= KEYS_AFTER && news.len() <= KEYS_MAX)
    }

    /// Whether what is typed need not wait for long until it is known not to be pasted.
    pub fn is_typed_late(&self) -> bool {
        self.is_typed() && self.silence.is_some_and(|silence| silence >= KEY_AFTER)
    }

    /// Whether the newest bytes may have been a single key.
    pub fn may_be_key(&self) -> bool {
        self.silence.is_some() && is_key(self.news())
    }

    /// What came before it stalled and was not handed over, and what came since.
    pub fn apart(mut self) -> (Vec<u8>, Vec<u8>) {
        let news = self.bytes.split_off(self.held);
        (without_begun_end(self.bytes), news)
    }

    /// What can be handed over before the end, and what has to wait for it: a part of a character, of a line end or of the
    /// end itself, and spaces, which a field would take away.
    pub fn cut(self) -> (Vec<u8>, Vec<u8>) {
        let mut whole = self.bytes;
        let mut at = whole.len() - begun_end(&whole);
        at -= part_of_character(&whole[..at]);
        at = whole[..at].iter().rposition(|byte| !matches!(byte, b' ' | b'\r')).map_or(0, |last| last + 1);
        let waits = whole.split_off(at);
        (whole, waits)
    }
}

/// Without what begins the end of a paste and was not finished.
pub fn without_begun_end(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() - begun_end(&bytes));
    bytes
}

/// How many bytes at the end begin the end of a paste.
fn begun_end(bytes: &[u8]) -> usize {
    (1..PASTE_END.len()).rev().find(|n| bytes.ends_with(&PASTE_END[..*n])).unwrap_or(0)
}

/// How many bytes at the end are the end of a paste, in seven bits or in eight.
fn end_of(bytes: &[u8]) -> Option<usize> {
    if bytes.ends_with(PASTE_END) {
        return Some(PASTE_END.len());
    }
    let before = bytes.strip_suffix(b"\x9b201~")?;
    match part_of_character(before) {
        0 => Some(5),
        1 if before.ends_with(b"\xc2") => Some(6),
        // The last byte of an ordinary character.
        _ => None,
    }
}

/// How many bytes at the end begin a character in UTF-8 whose rest is missing.
fn part_of_character(bytes: &[u8]) -> usize {
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    let Some(first) = tail.iter().rposition(|byte| *byte >= 0xc0) else { return 0 };
    let begun = &tail[first..];
    let is_part = std::str::from_utf8(begun).is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none());
    if is_part { begun.len() } else { 0 }
}

/// Whether bytes are what one key sends.
fn is_key(bytes: &[u8]) -> bool {
    match bytes {
        [_] | [0x1b, b'O', _] => true,
        [0x1b, b'[', parameters @ .., last] => {
            bytes.len() <= KEY_MAX
                && matches!(last, 0x40..=0x7e)
                && parameters.iter().all(|byte| matches!(byte, 0x20..=0x3f | b'['))
        }
        [0x1b, second] => !matches!(second, b'[' | b'O'),
        _ => bytes.len() <= 4 && std::str::from_utf8(bytes).is_ok_and(|text| text.chars().count() == 1),
    }
}
