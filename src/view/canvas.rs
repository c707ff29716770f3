//! Writing into the buffer by cells: text that fits, text at the right edge, rules, the cursor's marker.

use std::borrow::Cow;
use std::fmt::Write;
use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme::{Role, Styles};
use crate::domain::text::{escape_control, takes_a_column};

/// The longest target of a hyperlink, in bytes.
const LONGEST_TARGET: usize = 2_000;

/// A frame being drawn.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// The styles.
    pub theme: Styles,
    /// Where the terminal's cursor is to be.
    pub cursor: Option<Position>,
}

impl<'a> Canvas<'a> {
    /// A canvas over a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: Styles) -> Self {
        Self { buffer, theme, cursor: None }
    }

    /// The buffer itself, for widgets.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// Writes into row `y` of `area` from column `x` on, at most to its right edge; says where it ended.
    pub fn put(&mut self, area: Rect, x: u16, y: u16, text: &str, role: Role) -> u16 {
        if x >= area.width || y >= area.height {
            return x;
        }
        // Reset first: what a cell was before, a faint rule for one, is no part of the text.
        let style = Style::reset().patch(self.theme.style(role));
        let room = usize::from(area.width - x);
        let text = escape_control(text);
        let text = if self.theme.unicode() { text } else { Cow::Owned(text.chars().map(ascii).collect()) };
        if text.chars().all(takes_a_column) {
            return x + self.put_columns((area.x + x, area.y + y), &text, room, style);
        }
        let (end, _) = self.buffer.set_stringn(area.x + x, area.y + y, text, room, style);
        end - area.x
    }

    /// Writes characters that each take a column, as hardly any text does not: looking for graphemes took a sixth of a
    /// frame. Says how many were written.
    /// The style leaves nothing as it was.
    fn put_columns(&mut self, (x, y): (u16, u16), text: &str, room: usize, style: Style) -> u16 {
        let mut look = Cell::EMPTY;
        look.set_style(style);
        let from = self.buffer.index_of(x, y);
        let mut written = 0;
        for (cell, c) in self.buffer.content[from..].iter_mut().zip(text.chars().take(room)) {
            cell.set_char(c);
            (cell.fg, cell.bg, cell.modifier) = (look.fg, look.bg, look.modifier);
            written += 1;
        }
        written
    }

    /// Writes a part of an address, which leads to the whole of it where the terminal takes hyperlinks.
    pub fn link(&mut self, area: Rect, x: u16, y: u16, text: &str, address: &str) {
        let end = self.put(area, x, y, text, Role::Link);
        let target = target(address);
        // Terminals drop a longer one, and some of them then show it.
        if !self.theme.hyperlinks() || target.len() > LONGEST_TARGET {
            return;
        }
        for x in x..end {
            let cell = &mut self.buffer[(area.x + x, area.y + y)];
            let width = NonZeroU16::new(cell.cell_width()).unwrap_or(NonZeroU16::MIN);
            // The same id on each row makes them one link, lit as a whole.
            let linked = format!("\x1b]8;id=nej;{target}\x1b\\{}\x1b]8;;\x1b\\", cell.symbol());
            cell.set_symbol(&linked).set_diff_option(CellDiffOption::ForcedWidth(width));
        }
    }

    /// Writes `text` into `width` cells from `x` on, cut with an ellipsis where it is longer.
    pub fn cell(&mut self, area: Rect, x: u16, y: u16, width: u16, text: &str, role: Role) {
        let room = usize::from(width.min(area.width.saturating_sub(x)));
        let fitted = fit(text, room, self.theme.ellipsis());
        self.put(area, x, y, &fitted, role);
    }

    /// Writes `text` so that it ends before column `end`.
    pub fn right(&mut self, area: Rect, end: u16, y: u16, text: &str, role: Role) {
        self.put(area, end.saturating_sub(width(text) as u16), y, text, role);
    }

    /// Draws a rule in row `y` from column `x` to the right edge.
    pub fn rule(&mut self, area: Rect, x: u16, y: u16) {
        let line = "─".repeat(usize::from(area.width.saturating_sub(x)));
        self.put(area, x, y, &line, Role::Rule);
    }

    /// Puts the cursor's marker before row `y`; with the keys, the terminal's own cursor too, by which screen readers
    /// and braille displays find it.
    pub fn mark(&mut self, area: Rect, y: u16, focused: bool) {
        let role = if focused { Role::Plain } else { Role::Rule };
        self.put(area, 0, y, self.theme.marker(), role);
        if focused && y < area.height {
            self.cursor = Some(Position::new(area.x, area.y + y));
        }
    }

    /// Writes a word that is set off while the cursor is on it; says where it ended.
    pub fn name(&mut self, area: Rect, at: (u16, u16), width: u16, text: &str, selected: bool) -> u16 {
        let role = if selected { Role::Selected } else { Role::Plain };
        let room = usize::from(width.min(area.width.saturating_sub(at.0)));
        let fitted = fit(text, room, self.theme.ellipsis());
        self.put(area, at.0, at.1, &fitted, role)
    }

    /// Which rows of how many are in sight, at the right of a pane's title; nothing where all are.
    pub fn range(&mut self, area: Rect, text: &str) {
        if !text.is_empty() {
            self.right(area, area.width.saturating_sub(2), 0, &format!(" {text} "), Role::Plain);
        }
    }
}

/// The sign that stands for one of our own where the terminal has ASCII alone, as wide as it. Letters stay: what
/// people are called cannot be spelt otherwise.
const fn ascii(c: char) -> char {
    match c {
        '·' | '–' | '─' => '-',
        '━' => '=',
        '█' => '#',
        '┿' => '|',
        '●' => '*',
        '○' => 'o',
        '◆' => '+',
        '…' => '~',
        '”' | '“' => '"',
        '’' => '\'',
        '←' | '‹' => '<',
        '→' | '›' | '▶' => '>',
        '↑' => '^',
        '↓' => 'v',
        '×' | '▒' => 'x',
        '§' => 'S',
        '\u{a0}' => ' ',
        c => c,
    }
}

/// The address in the characters that a hyperlink may have.
fn target(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// How many cells a text takes once it is harmless.
pub(super) fn width(text: &str) -> usize {
    escape_control(text).width()
}

/// The text, or as much of it as fits into `cells` with `ellipsis` behind it; never half a character.
pub(super) fn fit<'t>(text: &'t str, cells: usize, ellipsis: &str) -> Cow<'t, str> {
    let text = escape_control(text);
    if text.width() <= cells {
        return text;
    }
    let room = cells.saturating_sub(ellipsis.width());
    let mut used = 0;
    let fits = text.graphemes(true).take_while(|grapheme| {
        used += grapheme.width();
        used <= room
    });
    let mut out: String = fits.collect();
    if cells > 0 {
        out.push_str(ellipsis);
    }
    Cow::Owned(out)
}

/// The part of a line that is seen through a window of `cells` cells, so that the cell `at` is inside, with `ellipsis`
/// where there is more to either side; and the column at which the cell `at` is seen.
pub(super) fn through(text: &str, at: usize, cells: usize, ellipsis: &str) -> (String, usize) {
    let text = escape_control(text);
    let (all, sign) = (text.width(), ellipsis.width());
    if cells <= 2 * sign + 1 || all.max(at + 1) <= cells {
        return (fit(&text, cells, "").into_owned(), at.min(cells.saturating_sub(1)));
    }
    let skip = if at + sign < cells { 0 } else { (at + 1 + 2 * sign).saturating_sub(cells) };
    let mut out = String::from(if skip > 0 { ellipsis } else { "" });
    let (mut column, mut skipped, mut room) = (0, 0, cells - out.width());
    if all > skip + room {
        room -= sign;
    }
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
        if column < skip {
            skipped += wide;
        } else if used + wide > room {
            out.push_str(ellipsis);
            break;
        } else {
            out.push_str(grapheme);
            used += wide;
        }
        column += wide;
    }
    (out, at - skipped.min(at) + if skip > 0 { sign } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::model::Look;

    #[test]
    fn a_text_is_cut_between_what_people_see_as_characters() {
        assert_eq!(fit("Åsa Öberg", 5, "…"), "Åsa …");
        assert_eq!(fit("👩‍👧👩‍👧", 3, "…"), "👩‍👧…");
        assert_eq!(fit("kort", 4, "…"), "kort");
        assert_eq!(fit("kort", 0, "…"), "");
    }

    #[test]
    fn a_long_line_is_seen_where_the_cursor_is() {
        let seen = |at| through("abcdefghij", at, 6, "…");
        assert_eq!(seen(0), ("abcde…".to_owned(), 0));
        assert_eq!(seen(4), ("abcde…".to_owned(), 4));
        assert_eq!(seen(5), ("…cdef…".to_owned(), 4));
        assert_eq!(seen(10), ("…hij".to_owned(), 4));
        assert_eq!(through("abcdef", 3, 7, "…"), ("abcdef".to_owned(), 3));
        for at in 0..=10 {
            let (text, column) = seen(at);
            assert!(text.width() <= 6 && column < 6, "{at}: {text} {column}");
        }
    }

    #[test]
    fn what_is_written_without_a_look_at_graphemes_takes_a_column_and_joins_nothing() {
        for c in (' '..='\u{ffff}').filter(|c| takes_a_column(*c)) {
            assert_eq!(UnicodeWidthStr::width(c.to_string().as_str()), 1, "{c:?}");
            for beside in ["a", "é", "─", "·"] {
                assert_eq!(format!("{beside}{c}{beside}").graphemes(true).count(), 3, "{c:?}");
            }
        }
    }

    #[test]
    fn both_ways_of_writing_end_at_the_same_place_and_look_the_same() {
        let area = Rect::new(1, 0, 9, 1);
        let written = |text: &str| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
            let end = Canvas::new(&mut buffer, Styles::of(Look::default())).put(area, 2, 0, text, Role::Plain);
            (end, (0..12).map(|x| buffer[(x, 0)].symbol().to_owned()).collect::<Vec<_>>().concat())
        };
        assert_eq!(written("Åsa"), (5, "   Åsa      ".to_owned()));
        assert_eq!(written("Åsa Öberg · x"), (9, "   Åsa Öbe  ".to_owned()));
        assert_eq!(written("Åsa 👩\u{200d}👧 x"), (9, "   Åsa 👩\u{200d}👧    ".to_owned()));
    }
}
