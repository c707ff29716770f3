//! Columns for people: aligned by cells, never wider than the terminal, and whole where there is none.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

const ELLIPSIS: &str = "…";
const GAP: &str = "  ";
/// A column is not made narrower than this while there are others that can go.
const NARROWEST: usize = 6;

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// As wide as its widest cell, at the left.
    Left,
    /// As wide as its widest cell, at the right.
    Right,
    /// At the left, and cut where there is no room.
    Shrinks,
}

/// The lines of a table with `cells` made visible already, in at most `room` cells where there is a terminal.
pub fn lines(columns: &[Column], rows: &[Vec<String>], room: Option<usize>) -> Vec<String> {
    let widths = widths(columns, rows, room);
    let lines = rows.iter().map(|row| line(columns, row, &widths));
    lines.map(|line| room.map_or_else(|| line.clone(), |room| cut(&line, room))).collect()
}

/// What gives is made narrower; where that is not enough it goes, from the right, all but the first.
fn widths(columns: &[Column], rows: &[Vec<String>], room: Option<usize>) -> Vec<usize> {
    let widest = |n: usize| rows.iter().filter_map(|row| row.get(n)).map(|cell| cell.width()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns.len()).map(widest).collect();
    let Some(room) = room else { return widths };
    let whole = widths.clone();
    let giving: Vec<usize> = (0..columns.len()).filter(|n| columns[*n] == Column::Shrinks).collect();
    for kept in (1..=giving.len()).rev() {
        widths.clone_from(&whole);
        giving[kept..].iter().for_each(|n| widths[*n] = 0);
        let floor = if kept == 1 { 1 } else { NARROWEST };
        while total(&widths) > room {
            let Some(n) = giving[..kept].iter().filter(|n| widths[**n] > floor).max_by_key(|n| widths[**n]) else { break };
            widths[*n] -= 1;
        }
        if total(&widths) <= room {
            break;
        }
    }
    widths
}

/// How wide a line is.
fn total(widths: &[usize]) -> usize {
    let shown = widths.iter().filter(|w| **w > 0).count();
    widths.iter().sum::<usize>() + GAP.width() * shown.saturating_sub(1)
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

    const COLUMNS: [Column; 3] = [Column::Right, Column::Shrinks, Column::Left];

    #[test]
    fn columns_are_straight_whatever_the_characters() {
        assert_eq!(lines(&COLUMNS, &rows(), None), [" 9  @åsa              ja", "10  日本の写真家たち"]);
    }

    #[test]
    fn a_narrow_terminal_cuts_what_gives_and_nothing_else() {
        assert_eq!(lines(&COLUMNS, &rows(), Some(17)), [" 9  @åsa       ja", "10  日本の写…"]);
        assert_eq!(lines(&COLUMNS, &rows(), Some(5)), [" 9  …", "10  …"]);
    }

    #[test]
    fn where_there_is_no_room_for_all_that_gives_the_last_goes() {
        let row = ["1", "@anna.foto", "Anna Berg", "försenat"].map(str::to_owned).to_vec();
        let columns = [Column::Right, Column::Shrinks, Column::Shrinks, Column::Left];
        let at_width = |room| lines(&columns, std::slice::from_ref(&row), Some(room)).remove(0);
        assert_eq!(at_width(34), "1  @anna.foto  Anna Berg  försenat");
        assert_eq!(at_width(27), "1  @anna…  Anna …  försenat");
        assert_eq!(at_width(26), "1  @anna.foto  försenat");
        assert_eq!(at_width(20), "1  @anna.…  försenat");
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        for room in 1..60 {
            assert!(lines(&COLUMNS, &rows(), Some(room)).iter().all(|line| line.width() <= room), "{room}");
        }
    }
}
