//! Lines to read, each with a role: what pages, dialogs and help are made of.

use super::wrap;
use crate::domain::text::escape_control_lines;

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
        let wrapped = wrap::lines(&escape_control_lines(text), self.width);
        self.lines.extend(wrapped.into_iter().map(|text| Line { role, text }));
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.lines.push(Line { role: LineRole::Plain, text: String::new() });
    }
}
