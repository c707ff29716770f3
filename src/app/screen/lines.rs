//! Lines to read, each with a role: what pages, dialogs and help are made of.

use unicode_width::UnicodeWidthStr;

use super::wrap;
use crate::domain::text::escape_control_lines;

/// What stands before the lines of a quotation.
const QUOTE: &str = "> ";

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineRole {
    /// As it is.
    Plain,
    /// In the background.
    Dim,
    /// Set off.
    Strong,
    /// A warning.
    Alarm,
    /// An address.
    Link,
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How it is meant.
    pub role: LineRole,
    /// Its words, no wider than asked for.
    pub text: String,
}

/// Lines that are being put together at one width.
pub struct Lines {
    /// In cells.
    pub width: usize,
    /// Those put together so far.
    pub lines: Vec<Line>,
}

impl Lines {
    /// No lines yet, at a width.
    pub fn new(width: usize) -> Self {
        Self { width, lines: Vec::new() }
    }

    /// Adds a text, wrapped.
    pub fn add(&mut self, role: LineRole, text: &str) {
        for paragraph in escape_control_lines(text).split('\n') {
            // A quotation stays one on each of its lines.
            let (quote, words) = paragraph.strip_prefix(QUOTE).map_or(("", paragraph), |words| (QUOTE, words));
            let wrapped = wrap::lines(words, self.width.saturating_sub(quote.len()).max(1));
            self.lines.extend(wrapped.into_iter().map(|text| Line { role, text: format!("{quote}{text}") }));
        }
    }

    /// Adds a text behind a sign, wrapped, with its other lines below its first word.
    pub fn hung(&mut self, role: LineRole, sign: &str, text: &str) {
        let wrapped = wrap::lines(&escape_control_lines(text), self.width.saturating_sub(sign.width()).max(1));
        let blank = " ".repeat(sign.width());
        let line = |(i, text): (usize, String)| Line { role, text: format!("{}{text}", if i == 0 { sign } else { &blank }) };
        self.lines.extend(wrapped.into_iter().enumerate().map(line));
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.lines.push(Line { role: LineRole::Plain, text: String::new() });
    }
}
