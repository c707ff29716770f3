//! A key press as nej sees it, whichever terminal library read it, its name in help, and key scripts.
//!
//! What a key does is in the key table; how the terminal sends it is the runtime's.

use std::{fmt, str::FromStr};

use thiserror::Error;

/// Which key, without modifiers that a character already shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum KeyCode {
    Char(char),
    F(u8),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// Keys with a name of their own: as help shows them, and as scripts call them (in any case).
const NAMED: [(KeyCode, &str, &str); 15] = [
    (KeyCode::Enter, "Enter", "enter"),
    (KeyCode::Esc, "Esc", "esc"),
    (KeyCode::Tab, "Tab", "tab"),
    (KeyCode::Backspace, "Backspace", "bs"),
    (KeyCode::Delete, "Del", "del"),
    (KeyCode::Up, "↑", "up"),
    (KeyCode::Down, "↓", "down"),
    (KeyCode::Left, "←", "left"),
    (KeyCode::Right, "→", "right"),
    (KeyCode::Home, "Home", "home"),
    (KeyCode::End, "End", "end"),
    (KeyCode::PageUp, "PgUp", "pgup"),
    (KeyCode::PageDown, "PgDn", "pgdn"),
    (KeyCode::Char(' '), "Space", "space"),
    (KeyCode::Char('<'), "<", "lt"),
];

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With Control. A letter is then lower case.
    pub ctrl: bool,
    /// With Alt or Meta.
    pub alt: bool,
    /// With Shift, where the character does not show it (`Tab`, arrows).
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// Control and a character.
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: true, alt: false, shift: false }
    }

    /// Shift and a key that shows no shift itself.
    pub const fn shift(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: true }
    }

    /// A key by the name that help shows or that a script uses: `s`, `Ctrl-k`, `F5`, `<C-k>`.
    pub fn from_name(name: &str) -> Option<Self> {
        let bare = name.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|rest| !rest.is_empty());
        let bare = bare.unwrap_or(name);
        let mut chars = bare.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Some(Self::char(c));
        }
        let short = [("Ctrl-", "C-"), ("Alt-", "A-"), ("Shift-", "S-")]
            .into_iter()
            .fold(bare.to_owned(), |name, (long, short)| name.replace(long, short));
        short.parse().ok()
    }

    /// The key as a script writes it: `j`, `<enter>`, `<C-s>`, `<S-tab>`.
    pub fn script(self) -> String {
        let mut prefix = String::new();
        for (held, sign) in [(self.ctrl, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            prefix.push_str(if held { sign } else { "" });
        }
        let named = NAMED.iter().find(|(code, ..)| *code == self.code);
        match (named, self.code) {
            (Some((.., name)), _) => format!("<{prefix}{name}>"),
            (None, KeyCode::Char(c)) if prefix.is_empty() => c.to_string(),
            (None, KeyCode::Char(c)) => format!("<{prefix}{c}>"),
            (None, KeyCode::F(n)) => format!("<{prefix}f{n}>"),
            (None, _) => unreachable!("every other key has a name"),
        }
    }
}

/// The name that help shows: `Ctrl-s`, `Shift-Tab`, `Enter`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            f.write_str(if held { name } else { "" })?;
        }
        match (NAMED.iter().find(|(code, ..)| *code == self.code), self.code) {
            (Some((_, name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(n)) => write!(f, "F{n}"),
            (None, _) => unreachable!("every other key has a name"),
        }
    }
}

/// What in a key script is no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ScriptError {
    /// A name in brackets that no key has.
    #[error("no key is called <{0}>; names are <enter>, <esc>, <tab>, <space>, <bs>, <del>, <up>, <f1>, <C-s>, <S-tab>, <lt>")]
    Unknown(String),
    /// A bracket without its end.
    #[error("<{0} has no end; a < itself is written <lt>")]
    Open(String),
}

/// Reads a key script such as `jj<enter><C-s>ab<esc><S-tab>`.
pub fn parse_script(script: &str) -> Result<Vec<Key>, ScriptError> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '<' {
            keys.push(typed(c));
            continue;
        }
        let (name, after) = split_name(rest).ok_or_else(|| ScriptError::Open(rest.to_owned()))?;
        keys.push(name.parse()?);
        rest = after;
    }
    Ok(keys)
}

/// The name up to its bracket; behind nothing but modifiers the bracket itself is the key (`<C->>`, but not `<C-->>`).
fn split_name(rest: &str) -> Option<(&str, &str)> {
    let end = rest.find('>')?;
    let is_key = rest[end..].starts_with(">>") && end > 0 && modifiers(&rest[..end]).1.is_empty();
    let end = if is_key { end + 1 } else { end };
    Some((&rest[..end], &rest[end + 1..]))
}

/// The modifiers that a name begins with, and what follows them.
fn modifiers(name: &str) -> (Key, &str) {
    let mut key = Key::plain(KeyCode::Esc);
    let mut rest = name;
    while let Some((modifier, after)) = rest.split_at_checked(2) {
        match modifier {
            "C-" | "c-" => key.ctrl = true,
            "A-" | "a-" | "M-" | "m-" => key.alt = true,
            "S-" | "s-" => key.shift = true,
            _ => break,
        }
        rest = after;
    }
    (key, rest)
}

/// Line ends and tabs, as a script in a file has them, are the keys that make them.
fn typed(c: char) -> Key {
    match c {
        '\n' | '\r' => Key::plain(KeyCode::Enter),
        '\t' => Key::plain(KeyCode::Tab),
        c => Key::char(c),
    }
}

/// A name as it stands between brackets: `enter`, `C-s`, `S-tab`.
impl FromStr for Key {
    type Err = ScriptError;

    fn from_str(name: &str) -> Result<Self, ScriptError> {
        let (mut key, rest) = modifiers(name);
        let modified = rest.len() < name.len();
        key.code = code(rest, modified).ok_or_else(|| ScriptError::Unknown(name.to_owned()))?;
        Ok(key.as_terminals_send_it())
    }
}

impl Key {
    /// Shift is in the character, and Control forgets it.
    fn as_terminals_send_it(mut self) -> Self {
        if let KeyCode::Char(c) = self.code {
            let c = if self.shift && !self.ctrl { c.to_ascii_uppercase() } else { c };
            self.code = KeyCode::Char(if self.ctrl { c.to_ascii_lowercase() } else { c });
            self.shift = false;
        }
        self
    }
}

/// A single character needs no brackets, so alone in them it is a slip.
fn code(name: &str, modified: bool) -> Option<KeyCode> {
    if let Some((code, ..)) = NAMED.iter().find(|(.., known)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let mut chars = name.chars();
    match (chars.next()?, chars.as_str()) {
        (c, "") => modified.then_some(KeyCode::Char(c)),
        ('f' | 'F', number) => number.parse().ok().filter(|n| (1..=24).contains(n)).map(KeyCode::F),
        _ => None,
    }
}

/// Whether a key leaves what is only read: not any key, or a slip would. Over a slow line Esc and the key after it
/// come as one, with Alt.
pub fn leaves(key: Key) -> bool {
    key.alt
        || matches!(key.code, KeyCode::Esc | KeyCode::Backspace)
        || matches!(key.code, KeyCode::Char('q' | 'i'))
        || key == Key::ctrl('c')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_names_keys_in_brackets_and_types_the_rest() {
        let keys = parse_script("jå<enter><C-s><S-tab><lt><space><f1><A-x><PgDn>").unwrap();
        let alt_x = Key { alt: true, ..Key::char('x') };
        let expected = [
            Key::char('j'),
            Key::char('å'),
            Key::plain(KeyCode::Enter),
            Key::ctrl('s'),
            Key::shift(KeyCode::Tab),
            Key::char('<'),
            Key::char(' '),
            Key::plain(KeyCode::F(1)),
            alt_x,
            Key::plain(KeyCode::PageDown),
        ];
        assert_eq!(keys, expected);
    }

    #[test]
    fn a_bracket_or_a_dash_may_be_the_key_itself() {
        let keys = ["<C-->", "<C->>", "<A-C->>", "<A-->", ">", "-"];
        for first in keys {
            for second in keys {
                let key = |name: &str| parse_script(name).unwrap();
                let both = [key(first), key(second)].concat();
                assert_eq!(parse_script(&format!("{first}{second}")), Ok(both), "{first} and {second}");
            }
        }
    }

    #[test]
    fn modifiers_are_those_a_terminal_would_send() {
        assert_eq!(parse_script("<C-S><S-a><C-space>").unwrap(), [Key::ctrl('s'), Key::char('A'), Key::ctrl(' ')]);
    }

    #[test]
    fn the_end_of_a_line_in_a_script_is_enter() {
        assert_eq!(parse_script("j\n").unwrap(), [Key::char('j'), Key::plain(KeyCode::Enter)]);
    }

    #[test]
    fn an_error_names_the_part_that_is_no_key() {
        assert_eq!(parse_script("jj<entr>k"), Err(ScriptError::Unknown("entr".into())));
        assert_eq!(parse_script("<f25>"), Err(ScriptError::Unknown("f25".into())));
        assert_eq!(parse_script("<x>"), Err(ScriptError::Unknown("x".into())));
        assert_eq!(parse_script("<>"), Err(ScriptError::Unknown(String::new())));
        assert_eq!(parse_script("a < b"), Err(ScriptError::Open(" b".into())));
    }

    #[test]
    fn help_shows_names_that_people_know() {
        let names = [
            Key::ctrl('s'),
            Key::shift(KeyCode::Tab),
            Key::plain(KeyCode::Enter),
            Key::char(' '),
            Key::plain(KeyCode::F(1)),
            Key::plain(KeyCode::PageDown),
            Key::char('D'),
        ];
        let shown: Vec<_> = names.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["Ctrl-s", "Shift-Tab", "Enter", "Space", "F1", "PgDn", "D"]);
    }
}
