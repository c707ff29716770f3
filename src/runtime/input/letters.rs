//! Letters beyond ASCII that do not come in UTF-8: read by the charset of the locale, and said.

use super::super::event::LoopEvent;
use super::charset::Charset;
use crate::app::model::key::{Key, KeyCode};

/// The longest character, in bytes.
const LONGEST: usize = 4;

/// How letters are read, and what there is to say of it.
#[derive(Debug)]
pub struct ForeignLetters {
    charset: Charset,
    /// Whether something was read that is not UTF-8.
    foreign: bool,
    /// Whether that was said.
    said: bool,
    /// Whether something could not be read at all.
    lost: bool,
}

impl ForeignLetters {
    /// Of a terminal whose locale names this charset.
    pub const fn new(charset: Charset) -> Self {
        Self { charset, foreign: false, said: false, lost: false }
    }

    /// The charset.
    pub const fn charset(&self) -> Charset {
        self.charset
    }

    /// Something came that is no character.
    pub const fn lose(&mut self) {
        self.lost = true;
    }

    /// Bytes that are not UTF-8, each a letter of its own.
    pub fn typed(&mut self, bytes: &[u8], out: &mut Vec<LoopEvent>) {
        self.foreign |= !bytes.is_empty();
        for byte in bytes {
            match self.charset.read(&[*byte]) {
                Some(text) => out.extend(typed(&text)),
                None => self.lost = true,
            }
        }
    }

    /// The bytes of one letter in an encoding with several bytes for each, whose later ones may look like ASCII; given back
    /// while some are missing.
    pub fn wide(&mut self, bytes: Vec<u8>, out: &mut Vec<LoopEvent>) -> Option<Vec<u8>> {
        match self.charset.read(&bytes) {
            Some(text) => {
                self.foreign = true;
                out.extend(typed(&text));
                None
            }
            None if bytes.len() < LONGEST => Some(bytes),
            None => {
                self.lost = true;
                None
            }
        }
    }

    /// A paste, unless it is empty.
    pub fn pasted(&mut self, bytes: &[u8]) -> Option<LoopEvent> {
        let text = if let Ok(text) = std::str::from_utf8(bytes) {
            text.to_owned()
        } else {
            let (text, lost) = self.charset.read_mixed(bytes);
            self.foreign = true;
            self.lost |= lost;
            text
        };
        (!text.is_empty()).then_some(LoopEvent::Paste(text))
    }

    /// Says that something could not be read, and once that the terminal does not send UTF-8: after the keys, which would
    /// take the words away.
    pub fn say(&mut self, out: &mut Vec<LoopEvent>) {
        if std::mem::take(&mut self.lost) {
            out.push(LoopEvent::NotUtf8(None));
        } else if self.foreign && self.charset.name().is_some() && !std::mem::replace(&mut self.said, true) {
            out.push(LoopEvent::NotUtf8(self.charset.name()));
        }
    }
}

/// The keys that type a text.
pub fn typed(text: &str) -> impl Iterator<Item = LoopEvent> {
    text.chars().filter(|c| !c.is_control()).map(|c| LoopEvent::Key(Key::plain(KeyCode::Char(c))))
}
