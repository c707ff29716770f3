//! What terminals send for each key, whole: the dialects of xterm, rxvt, st, the Linux console, tmux, kitty and their
//! like. What means no key means nothing: a terminal's answers and reports are CSI sequences, too.

use super::super::event::LoopEvent;
use crate::app::model::key::{Key, KeyCode};

/// What ends a paste.
pub const PASTE_END: &[u8] = b"\x1b[201~";

/// The keys of the keypad, as ESC O sends them from `j` on.
const KEYPAD: &[u8] = b"*+,-./0123456789";
/// The keys of the keypad, as `CSI … u` numbers them from 57399 on.
const KEYPAD_U: [KeyCode; 28] = [
    KeyCode::Char('0'),
    KeyCode::Char('1'),
    KeyCode::Char('2'),
    KeyCode::Char('3'),
    KeyCode::Char('4'),
    KeyCode::Char('5'),
    KeyCode::Char('6'),
    KeyCode::Char('7'),
    KeyCode::Char('8'),
    KeyCode::Char('9'),
    KeyCode::Char('.'),
    KeyCode::Char('/'),
    KeyCode::Char('*'),
    KeyCode::Char('-'),
    KeyCode::Char('+'),
    KeyCode::Enter,
    KeyCode::Char('='),
    KeyCode::Char(','),
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::Char(' '),
    KeyCode::Delete,
];

/// The keys held with another one.
#[derive(Debug, Clone, Copy, Default)]
struct Modifiers {
    shift: bool,
    alt: bool,
    ctrl: bool,
}

impl Modifiers {
    /// As terminals count them: one more than the sum of 1 for Shift, 2 for Alt, 4 for Control, 32 for Meta. With Super (8)
    /// or Hyper (16) a key is the window manager's, and means nothing here.
    const fn of(number: u32) -> Option<Self> {
        let bits = number.saturating_sub(1);
        if bits & (8 | 16) != 0 {
            return None;
        }
        Some(Self { shift: bits & 1 != 0, alt: bits & (2 | 32) != 0, ctrl: bits & 4 != 0 })
    }

    /// A key with these. A letter comes with Shift done already; Shift-Enter is Enter.
    fn key(self, code: KeyCode) -> LoopEvent {
        let Self { shift, alt, ctrl } = self;
        LoopEvent::Key(match code {
            KeyCode::Char(c) if ctrl => Key { alt, ..Key::ctrl(c.to_ascii_lowercase()) },
            KeyCode::Char(_) => Key { alt, ..Key::plain(code) },
            KeyCode::Enter => Key { alt: false, ctrl, ..Key::plain(code) },
            _ => Key { code, ctrl, alt, shift },
        })
    }
}

/// A key that is one byte of ASCII. LF is Ctrl-J, never Enter: in a paste without brackets it must submit nothing.
pub fn single(byte: u8) -> Key {
    match byte {
        b'\t' => Key::plain(KeyCode::Tab),
        b'\r' => Key::plain(KeyCode::Enter),
        0x1b => Key::plain(KeyCode::Esc),
        0x7f => Key::plain(KeyCode::Backspace),
        0 => Key::ctrl(' '),
        0x01..=0x1a => Key::ctrl((byte - 1 + b'a').into()),
        0x1c..=0x1f => Key::ctrl((byte - 0x1c + b'4').into()),
        _ => Key::char(byte.into()),
    }
}

/// A function key of the Linux console: `ESC [ [` and a letter.
pub fn console(byte: u8) -> Option<LoopEvent> {
    matches!(byte, b'A'..=b'E').then(|| Modifiers::default().key(KeyCode::F(byte - b'A' + 1)))
}

/// `ESC O`, perhaps a number for what is held, and a letter.
pub fn ss3(digits: &[u8], last: u8) -> Option<LoopEvent> {
    let mut held = Modifiers::of(numbers(digits)?.last().copied().unwrap_or(1))?;
    let code = match last {
        // rxvt: an arrow with Control.
        b'a'..=b'd' => {
            held.ctrl = true;
            arrow(last.to_ascii_uppercase())?
        }
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b' ' => KeyCode::Char(' '),
        b'X' => KeyCode::Char('='),
        b'j'..=b'y' => KeyCode::Char((*KEYPAD.get(usize::from(last - b'j'))?).into()),
        _ => arrow(last)?,
    };
    Some(held.key(code))
}

/// `ESC [`, parameters, and a letter.
pub fn csi(parameters: &[u8], last: u8) -> Option<LoopEvent> {
    if let Some(rest) = parameters.strip_prefix(b"<") {
        return click(&numbers(rest)?, last);
    }
    let numbers = numbers(parameters)?;
    let first = numbers.first().copied().unwrap_or(1);
    if is_release(parameters) {
        return None;
    }
    let held = Modifiers::of(numbers.get(1).copied().unwrap_or(1))?;
    let shifted = Modifiers { shift: true, ..held };
    Some(match last {
        b'~' if first == 27 => held.key(character(numbers.get(2).copied()?)?),
        b'~' => held.key(numbered(first)?),
        // rxvt: with Control, with Shift, with both.
        b'^' => Modifiers { ctrl: true, ..held }.key(numbered(first)?),
        b'$' => shifted.key(numbered(first)?),
        b'@' if !parameters.is_empty() => Modifiers { ctrl: true, ..shifted }.key(numbered(first)?),
        b'a'..=b'd' if parameters.is_empty() => shifted.key(arrow(last.to_ascii_uppercase())?),
        b'u' if !parameters.is_empty() => return unicode(parameters, held),
        b'Z' => shifted.key(KeyCode::Tab),
        // st sends it for Delete; with parameters it is a function key.
        b'P' if parameters.is_empty() => held.key(KeyCode::Delete),
        b'P' | b'Q' | b'S' if numbers.len() == 2 && first == 1 => held.key(KeyCode::F(last - b'P' + 1)),
        _ if first == 1 => held.key(arrow(last)?),
        _ => return None,
    })
}

/// `CSI code : with Shift : on another layout ; held ; text u`: a key by its character.
fn unicode(parameters: &[u8], held: Modifiers) -> Option<LoopEvent> {
    let mut fields = parameters.split(|byte| *byte == b';').map(codes);
    let key = fields.next()??;
    let capitals =
        fields.next().flatten().and_then(|field| field.first().copied()).is_some_and(|n| n.saturating_sub(1) & 64 != 0);
    let text: String = fields.next().flatten().unwrap_or_default().into_iter().filter_map(character_of).collect();
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        // What an input method made of several keys.
        (Some(_), Some(_)) => return Some(LoopEvent::Paste(text)),
        (Some(c), None) if !held.ctrl && !held.alt => return Some(held.key(KeyCode::Char(c))),
        _ => {}
    }
    Some(match (character(*key.first()?)?, key.get(1).copied().and_then(character_of)) {
        (KeyCode::Char(_), Some(shifted)) if held.shift && !held.ctrl => held.key(KeyCode::Char(shifted)),
        (KeyCode::Char(c), _) if held.shift != (capitals && c.is_alphabetic()) && !held.ctrl => {
            held.key(KeyCode::Char(c.to_uppercase().next()?))
        }
        (code, _) => held.key(code),
    })
}

/// Whether `;held:3` says that a key was let go.
fn is_release(parameters: &[u8]) -> bool {
    let held = parameters.split(|byte| *byte == b';').nth(1);
    held.and_then(codes).is_some_and(|held| held.get(1) == Some(&3))
}

/// The numbers between colons, an empty one as 0; none when there is anything else, or nothing at all.
fn codes(field: &[u8]) -> Option<Vec<u32>> {
    let number = |digits: &[u8]| if digits.is_empty() { Some(0) } else { std::str::from_utf8(digits).ok()?.parse().ok() };
    if field.is_empty() { None } else { field.split(|byte| *byte == b':').map(number).collect() }
}

fn character_of(number: u32) -> Option<char> {
    char::from_u32(number).filter(|c| !c.is_control())
}

/// The key of a character's number.
fn character(number: u32) -> Option<KeyCode> {
    Some(match number {
        9 => KeyCode::Tab,
        10 | 13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        57_399..=57_426 => *KEYPAD_U.get(usize::try_from(number - 57_399).ok()?)?,
        // Further keys of the private range: Caps Lock, media keys, a modifier alone.
        57_344..=63_743 => return None,
        _ => KeyCode::Char(character_of(number)?),
    })
}

/// The key of `CSI number ~`.
const fn numbered(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23..=26 => KeyCode::F(number as u8 - 12),
        _ => return None,
    })
}

const fn arrow(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

/// The numbers between semicolons, each up to its first colon; none when there is anything else.
fn numbers(parameters: &[u8]) -> Option<Vec<u32>> {
    if parameters.is_empty() {
        return Some(Vec::new());
    }
    let number = |part: &[u8]| {
        let digits = part.split(|b| *b == b':').next().unwrap_or_default();
        // An empty one is the default, which is 1 for every key.
        if digits.is_empty() { Some(1) } else { std::str::from_utf8(digits).ok()?.parse().ok() }
    };
    parameters.split(|b| *b == b';').map(number).collect()
}

/// `CSI < button ; column ; row M`: the left button and the wheel; `m` is a release.
fn click(numbers: &[u32], last: u8) -> Option<LoopEvent> {
    let &[button, column, row] = numbers else { return None };
    let place = |n: u32| u16::try_from(n.saturating_sub(1)).ok();
    if last == b'M' { pressed(button, place(column)?, place(row)?) } else { None }
}

/// Button, column and row of a click as terminals send it that do not know the newer way, each one character or byte; none
/// while the third is missing.
pub fn click_values(bytes: &[u8]) -> Option<[u16; 3]> {
    let (mut rest, mut values) = (bytes, [0; 3]);
    for value in &mut values {
        (*value, rest) = match rest {
            // Two bytes of UTF-8, from the 96th column on.
            [first @ 0xc2..=0xdf, second @ 0x80..=0xbf, rest @ ..] => {
                (u16::from(*first & 0x1f) << 6 | u16::from(*second & 0x3f), rest)
            }
            [0xc2..=0xdf] | [] => return None,
            [byte, rest @ ..] => (u16::from(*byte), rest),
        };
    }
    Some(values)
}

/// What such a click means.
pub fn old_click([button, column, row]: [u16; 3]) -> Option<LoopEvent> {
    pressed(button.checked_sub(32)?.into(), column.saturating_sub(33), row.saturating_sub(33))
}

const fn pressed(button: u32, column: u16, row: u16) -> Option<LoopEvent> {
    // 4, 8 and 16 say what is held with it.
    match button & !(4 | 8 | 16) {
        0 => Some(LoopEvent::Click { column, row }),
        64 => Some(LoopEvent::Wheel { down: false, column, row }),
        65 => Some(LoopEvent::Wheel { down: true, column, row }),
        _ => None,
    }
}

/// Whether bytes that came together hold the end of a paste and no beginning before it.
pub fn closes_paste(bytes: &[u8]) -> bool {
    let place = |what: &[u8]| bytes.windows(what.len()).position(|w| w == what);
    place(PASTE_END).is_some_and(|end| place(b"\x1b[200~").is_none_or(|begin| end < begin))
}

/// Whether bytes that came together are the rest of a sequence whose ESC was taken for the key: it is not typed.
pub fn is_orphan(bytes: &[u8]) -> bool {
    match bytes {
        [b'['] | [b']', _, _, ..] | [b'_', b'G', _, ..] => true,
        [b'[', rest @ ..] => {
            let parameters = rest.iter().take_while(|byte| matches!(byte, 0x20..=0x3f)).count();
            match rest.get(parameters) {
                // The Linux console's function keys, and a click in the old way.
                Some(b'[') if parameters == 0 => matches!(rest, [_, b'A'..=b'E', ..]),
                Some(b'M') if parameters == 0 => rest.len() >= 4,
                Some(b'A'..=b'H' | b'Z' | b'I' | b'O' | b'P') if parameters == 0 => matches!(rest.get(1), None | Some(0x1b)),
                Some(_) => parameters > 0,
                None => true,
            }
        }
        [b'P', next, _, ..] => next.is_ascii_digit() || b">+!$".contains(next),
        [b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S', rest @ ..] => matches!(rest, [] | [0x1b, ..]),
        _ => false,
    }
}
