//! Columns for people: aligned by cells, never wider than the terminal, and whole where there is none.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

const ELLIPSIS: &str = "…";
const GAP: &str = "  ";
/// A column is not made narrower than this; a terminal that is narrower still wraps the line.
const NARROWEST: usize = 6;

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// As wide as its widest cell, at the left.
    Left,
    /// As wide as its widest cell, at the right.
    Right,
    /// At the left, and cut where there is no room.
    Gives,
}

/// The lines of a table with `cells` made visible already, in at most `room` cells where there is a terminal.
pub fn lines(columns: &[Column], rows: &[Vec<String>], room: Option<usize>) -> Vec<String> {
    let widths = widths(columns, rows, room);
    rows.iter().map(|row| line(columns, row, &widths)).collect()
}

fn widths(columns: &[Column], rows: &[Vec<String>], room: Option<usize>) -> Vec<usize> {
    let widest = |n: usize| rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.width()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns.len()).map(widest).collect();
    let Some(room) = room else { return widths };
    loop {
        let shown = widths.iter().filter(|w| **w > 0).count();
        let total = widths.iter().sum::<usize>() + GAP.width() * shown.saturating_sub(1);
        let giving = columns.iter().zip(&mut widths).filter(|(c, w)| **c == Column::Gives && **w > NARROWEST);
        match giving.map(|(_, width)| width).max() {
            Some(width) if total > room => *width -= 1,
            _ => return widths,
        }
    }
}

fn line(columns: &[Column], row: &[String], widths: &[usize]) -> String {
    let shown = columns.iter().zip(row).zip(widths).filter(|(_, width)| **width > 0);
    let cells = shown.map(|((column, cell), width)| {
        let cell = cut(cell, *width);
        let blank = " ".repeat(width - cell.width());
        if *column == Column::Right { blank + &cell } else { cell + &blank }
    });
    cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
}

/// As much of a text as fits, never half a character.
fn cut(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let mut used = ELLIPSIS.width();
    let fits = text.graphemes(true).take_while(|grapheme| {
        used += grapheme.width();
        used <= cells
    });
    fits.chain([ELLIPSIS]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<String>> {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        vec![row(["9", "@åsa", "ja"]), row(["10", "日本の写真家たち", ""])]
    }

    const COLUMNS: [Column; 3] = [Column::Right, Column::Gives, Column::Left];

    #[test]
    fn columns_are_straight_whatever_the_characters() {
        assert_eq!(lines(&COLUMNS, &rows(), None), [" 9  @åsa              ja", "10  日本の写真家たち"]);
    }

    #[test]
    fn a_narrow_terminal_cuts_what_gives_and_nothing_else() {
        assert_eq!(lines(&COLUMNS, &rows(), Some(17)), [" 9  @åsa       ja", "10  日本の写…"]);
        assert!(lines(&COLUMNS, &rows(), Some(1))[0].ends_with("ja"));
    }
}
