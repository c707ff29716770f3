//! The cells of a frame, as a terminal can show them.

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};

use super::pen::Pen;
use crate::domain::text::takes_a_column;

/// The symbol of a cell that the wide character to its left covers.
const COVERED: &str = "";

/// Makes a frame what a terminal can show of it. Control characters stay only where their width was declared (hyperlinks).
/// A wide character of which only half has room, or over whose second half something else was drawn (the edge of a dialog),
/// is blank; the cells that the others cover are marked as such.
pub fn normalise(frame: &mut Buffer) {
    let width = usize::from(frame.area.width).max(1);
    for row in frame.content.chunks_mut(width) {
        let mut x = 0;
        while x < row.len() {
            x += if is_one_column(&row[x]) { 1 } else { normalise_at(&mut row[x..]) };
        }
    }
}

/// The same for the first cell of a row's rest; how many columns that takes.
fn normalise_at(rest: &mut [Cell]) -> usize {
    let Some((cell, behind)) = rest.split_first_mut() else { return 0 };
    sanitize(cell);
    let covers = columns(cell) - 1;
    match behind.get_mut(..covers) {
        // Half a wide character at the edge would wrap or vanish, as the terminal likes.
        None => cell.set_symbol(" "),
        Some(covered) if covered.iter().any(|cell| cell.symbol() != " ") => cell.set_symbol(" "),
        Some(covered) => {
            for half in covered {
                *half = blank_like(cell);
                half.set_symbol(COVERED);
            }
            return 1 + covers;
        }
    };
    1
}

/// Control characters only where their width was declared, and nothing that takes no room.
fn sanitize(cell: &mut Cell) {
    if matches!(cell.diff_option, CellDiffOption::ForcedWidth(_)) {
        return;
    }
    if cell.symbol().chars().any(char::is_control) {
        *cell = blank_like(cell);
        cell.set_char('\u{fffd}');
    } else if cell.cell_width() == 0 {
        *cell = blank_like(cell);
    }
}

fn blank_like(cell: &Cell) -> Cell {
    let mut blank = Cell::EMPTY;
    blank.set_style(cell.style());
    blank
}

/// Whether a wide character to its left covers the cell.
pub fn is_covered(cell: &Cell) -> bool {
    cell.symbol() == COVERED
}

/// A space that the terminal's "erase to the end of the line" would leave.
pub fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell).same_on_blank(Pen::DEFAULT)
}

/// Whether a cell holds one character that takes one column and joins no other, as most do: nothing more of it need be
/// looked at.
#[inline]
pub fn is_one_column(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    let one = match symbol.as_bytes() {
        [byte] => matches!(byte, b' '..=b'~'),
        bytes => bytes.len() <= 3 && symbol.chars().all(takes_a_column) && symbol.chars().count() == 1,
    };
    one && cell.diff_option == CellDiffOption::None
}

/// How many columns a cell's symbol takes, at least one.
#[inline]
pub fn columns(cell: &Cell) -> usize {
    if is_one_column(cell) { 1 } else { usize::from(cell.cell_width()).max(1) }
}
