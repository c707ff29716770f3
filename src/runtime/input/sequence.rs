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
    /// As xterm counts them: one more than the sum of 1 for Shift, 2 for Alt, 4 for Control, 32 for Meta.
    const fn of(number: u32) -> Self {
        let bits = number.saturating_sub(1);
        Self { shift: bits & 1 != 0, alt: bits & (2 | 32) != 0, ctrl: bits & 4 != 0 }
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
    let mut held = Modifiers::of(numbers(digits)?.last().copied().unwrap_or(1));
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
    // `;held:3` is the release of a key.
    if parameters.ends_with(b":3") {
        return None;
    }
    let numbers = numbers(parameters)?;
    let first = numbers.first().copied().unwrap_or(1);
    let held = Modifiers::of(numbers.get(1).copied().unwrap_or(1));
    let shifted = Modifiers { shift: true, ..held };
    Some(match last {
        b'~' if first == 27 => held.key(character(numbers.get(2).copied()?)?),
        b'~' => held.key(numbered(first)?),
        // rxvt: with Control, with Shift, with both.
        b'^' => Modifiers { ctrl: true, ..held }.key(numbered(first)?),
        b'$' => shifted.key(numbered(first)?),
        b'@' if !parameters.is_empty() => Modifiers { ctrl: true, ..shifted }.key(numbered(first)?),
        b'a'..=b'd' if parameters.is_empty() => shifted.key(arrow(last.to_ascii_uppercase())?),
        b'u' if !parameters.is_empty() => return unicode(&numbers),
        b'Z' => shifted.key(KeyCode::Tab),
        // st sends it for Delete; with parameters it is a function key.
        b'P' if parameters.is_empty() => held.key(KeyCode::Delete),
        b'P' | b'Q' | b'S' if numbers.len() == 2 && first == 1 => held.key(KeyCode::F(last - b'P' + 1)),
        _ if first == 1 => held.key(arrow(last)?),
        _ => return None,
    })
}

/// `CSI code ; held u`: a key by its character.
fn unicode(numbers: &[u32]) -> Option<LoopEvent> {
    let held = Modifiers::of(numbers.get(1).copied().unwrap_or(1));
    let code = character(*numbers.first()?)?;
    Some(match code {
        KeyCode::Char(c) if held.shift && !held.ctrl => held.key(KeyCode::Char(c.to_uppercase().next()?)),
        _ => held.key(code),
    })
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
        _ => KeyCode::Char(char::from_u32(number).filter(|c| !c.is_control())?),
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

/// A click as terminals send it that do not know the newer way.
pub fn old_click([button, column, row]: [u8; 3]) -> Option<LoopEvent> {
    let place = |byte: u8| u16::from(byte.saturating_sub(33));
    pressed(u32::from(button.checked_sub(32)?), place(column), place(row))
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

/// Whether bytes that came together are the rest of a sequence whose ESC was taken for the key: it is not typed.
pub fn is_orphan(bytes: &[u8]) -> bool {
    match bytes {
        [b'[', next, rest @ ..] => match next {
            b'A'..=b'H' | b'Z' | b'I' => rest.is_empty(),
            _ => next.is_ascii_digit() || b"?<>=".contains(next),
        },
        [b']', next, _, ..] => next.is_ascii_digit(),
        [b'P', next, _, ..] => next.is_ascii_digit() || b">+!$".contains(next),
        [b'O', b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S'] | [b'_', b'G', _, ..] => true,
        _ => false,
    }
}
