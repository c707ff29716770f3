//! Breaking text, and rows of buttons, into lines of so many cells.

use std::ops::Range;

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};
use unicode_width::UnicodeWidthStr;

/// No text is wider than this: longer lines are hard to read.
pub const TEXT_MAX: u16 = 72;

/// How wide a text is in a pane: two columns for the marker, one for air, and never too wide to read.
pub fn text_width(pane: u16) -> usize {
    usize::from(pane.saturating_sub(3).min(TEXT_MAX))
}

/// The lines of a text, each at most `width` cells wide; long words are broken, line ends kept.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width.max(1))
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// The lines of a question and of the keys that answer it, which stay together.
pub fn question(text: &str, how: &str, width: usize) -> Vec<String> {
    const HELD: &str = "\u{a0}";
    let whole = format!("{text}  {}", how.replace(' ', HELD));
    lines(&whole, width).into_iter().map(|line| line.replace(HELD, " ").trim_end().to_owned()).collect()
}

/// How many lines that are.
pub fn count(text: &str, width: usize) -> usize {
    if text.is_empty() { 0 } else { lines(text, width).len() }
}

/// The cells that a button takes beside its label.
const AROUND: usize = "[  ]".len();
/// The cells between two buttons.
pub const BETWEEN: usize = 2;

/// The cells before a button for the digit that presses it.
pub const fn before(digits: bool) -> usize {
    if digits { 2 } else { 0 }
}

/// Which buttons stand together on a row, at least one on each.
pub fn buttons(labels: &[&str], width: usize, digits: bool) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    for (i, label) in labels.iter().enumerate() {
        let cells = label.width() + AROUND + before(digits);
        match rows.last_mut() {
            Some(row) if used + BETWEEN + cells <= width => {
                row.end = i + 1;
                used += BETWEEN + cells;
            }
            _ => {
                rows.push(i..i + 1);
                used = cells;
            }
        }
    }
    // The last one does not stand alone below a long row.
    if let [.., above, last] = &mut rows[..]
        && last.len() == 1
        && above.len() > 2
        && labels[last.start - 1].width() + labels[last.start].width() + 2 * (AROUND + before(digits)) + BETWEEN <= width
    {
        above.end -= 1;
        last.start -= 1;
    }
    rows
}

/// Which button stands in a cell of the rows that [`buttons`] makes, counted from their corner.
pub fn button_at(labels: &[&str], width: usize, digits: bool, column: usize, row: usize) -> Option<usize> {
    let mut from = 0;
    buttons(labels, width, digits).get(row)?.clone().find(|i| {
        let begins = from;
        from += labels[*i].width() + AROUND + before(digits) + BETWEEN;
        (begins..from - BETWEEN).contains(&column)
    })
}
