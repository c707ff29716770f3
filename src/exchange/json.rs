//! JSON as nej writes it: one object a line, and every character that would change what a reader sees without
//! being seen itself written as its number. So the text is exact and harmless at once.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter};

use crate::domain::text::{is_invisible, judged};

/// Writes a value on one line, without the line's end.
pub fn write<T: Serialize>(out: impl Write, value: &T) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless)).map_err(io::Error::from)
}

/// Writes a list of values, one a line, as they come.
#[derive(Debug)]
pub struct List<W: Write> {
    out: W,
    begun: bool,
}

impl<W: Write> List<W> {
    /// A list that has not begun; `out` is what it is written to.
    pub const fn new(out: W) -> Self {
        Self { out, begun: false }
    }

    /// The next value.
    pub fn push<T: Serialize>(&mut self, value: &T) -> io::Result<()> {
        self.out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        self.begun = true;
        write(&mut self.out, value)
    }

    /// The end, without the line's end.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(if self.begun { b"\n]" } else { b"[]" })?;
        Ok(self.out)
    }
}

/// Compact, with hidden characters as `\uXXXX`.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let (mut plain, mut at) = (0, 0);
        for (c, hides) in judged(fragment) {
            if hides || is_invisible(c) {
                CompactFormatter.write_string_fragment(writer, &fragment[plain..at])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
                plain = at + c.len_utf8();
            }
            at += c.len_utf8();
        }
        CompactFormatter.write_string_fragment(writer, &fragment[plain..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_numbers_and_come_back_as_they_were() {
        let pile = format!("o{}", "\u{301}".repeat(8));
        let mut out = Vec::new();
        write(&mut out, &pile).expect("memory");
        let written = String::from_utf8(out).expect("UTF-8");
        assert_eq!(written.matches("\\u0301").count(), 2, "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), pile);
        let text = "a\u{1b}[31m\u{202e}b\u{e0041}\u{7f}å";
        let mut out = Vec::new();
        write(&mut out, &text).expect("memory");
        let written = String::from_utf8(out).expect("UTF-8");
        assert_eq!(written, r#""a\u001b[31m\u202eb\udb40\udc41\u007få""#);
        assert_eq!(serde_json::from_str::<String>(&written).expect("JSON"), text);
    }

    #[test]
    fn a_list_is_one_value_a_line() {
        let mut list = List::new(Vec::new());
        list.push(&1).expect("memory");
        list.push(&"x").expect("memory");
        assert_eq!(list.finish().expect("memory"), b"[\n1,\n\"x\"\n]");
        assert_eq!(List::new(Vec::new()).finish().expect("memory"), b"[]");
    }
}
