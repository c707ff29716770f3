//! What the terminal shows, cell by cell, and which of it is not sent yet: what a frame changed, and what its neighbours
//! make necessary.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Size;

use super::pen::Pen;
use crate::domain::text::takes_a_column;

/// The symbol of a cell that the wide character to its left covers.
const COVERED: &str = "";

/// A copy of the screen, with a mark on every cell that is still to be sent.
#[derive(Debug, Default)]
pub struct ScreenBuffer {
    size: Size,
    cells: Vec<Cell>,
    unsent: Vec<bool>,
    /// The rows that have marks.
    rows: Vec<bool>,
}

impl ScreenBuffer {
    /// A blank screen, and nothing to send.
    pub fn new(size: Size) -> Self {
        let area = usize::from(size.width) * usize::from(size.height);
        Self { size, cells: vec![Cell::EMPTY; area], unsent: vec![false; area], rows: vec![false; size.height.into()] }
    }

    /// Takes over a frame of the same size.
    pub fn take(&mut self, frame: &Buffer) {
        for y in 0..self.size.height {
            let row = self.row(y);
            let mut at = row.start;
            while at < row.end {
                let cell = &frame.content[at];
                if *cell != self.cells[at] {
                    self.put(at, y, cell);
                }
                at += columns(cell);
            }
        }
    }

    /// Takes over a cell that differs.
    fn put(&mut self, at: usize, y: u16, cell: &Cell) {
        let end = self.row(y).end;
        if is_one_column(cell) && !self.covers_next(at, end) {
            self.cells[at].clone_from(cell);
            self.mark(at, y);
            return;
        }
        let cell = sanitize(cell);
        let covers = at + 1..at + columns(&cell);
        // Half a wide character at the edge would wrap or vanish, as the terminal likes.
        let cell = if covers.end > end { blank_like(&cell) } else { cell };
        if cell == self.cells[at] {
            return;
        }
        let covers = at + 1..covers.end.min(end).max(at + 1);
        self.uncover(at, end);
        self.cells[at] = cell;
        self.mark(at, y);
        for i in covers {
            self.uncover(i, end);
            self.cells[i] = blank_like(&self.cells[at]);
            self.cells[i].set_symbol(COVERED);
            self.unsent[i] = false;
        }
    }

    /// The cells that the wide character at `at` covered are blank again, and are sent so: what a terminal
    /// leaves of half a character differs.
    fn uncover(&mut self, at: usize, end: usize) {
        let y = (at / usize::from(self.size.width)) as u16;
        for i in (at + 1..end).take_while(|&i| self.cells[i].symbol() == COVERED).collect::<Vec<_>>() {
            self.cells[i].set_symbol(" ");
            self.mark(i, y);
        }
    }

    /// Whether the character at `at` covers the cell beside it, too.
    fn covers_next(&self, at: usize, end: usize) -> bool {
        at + 1 < end && self.cells[at + 1].symbol() == COVERED
    }

    fn mark(&mut self, at: usize, y: u16) {
        self.unsent[at] = true;
        self.rows[usize::from(y)] = true;
    }

    /// The first row at or below `y` with something to send.
    pub fn next_row(&self, y: u16) -> Option<u16> {
        (y..self.size.height).find(|&y| self.rows[usize::from(y)])
    }

    /// The first cell at or after `x` in the row that is to be sent.
    pub fn next_unsent(&self, x: u16, y: u16) -> Option<u16> {
        let row = &self.unsent[self.row(y)];
        (x..self.size.width).find(|&x| row[usize::from(x)])
    }

    /// How many columns lie between the first cell to be sent at or after `x` and the last one, both counted.
    pub fn unsent_span(&self, x: u16, y: u16) -> u16 {
        let row = &self.unsent[self.row(y)];
        let last = (x..self.size.width).rev().find(|&x| row[usize::from(x)]);
        last.map_or(0, |last| last - x + 1)
    }

    /// The row is sent.
    pub fn sent(&mut self, y: u16) {
        let row = self.row(y);
        self.unsent[row].fill(false);
        self.rows[usize::from(y)] = false;
    }

    /// From which column on the row is blank to its end.
    pub fn blank_from(&self, y: u16) -> u16 {
        let row = &self.cells[self.row(y)];
        row.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last as u16 + 1)
    }

    /// The cell at a place inside the screen.
    pub fn cell(&self, x: u16, y: u16) -> &Cell {
        &self.cells[self.row(y).start + usize::from(x)]
    }

    fn row(&self, y: u16) -> Range<usize> {
        let width = usize::from(self.size.width);
        let start = usize::from(y) * width;
        start..start + width
    }
}

/// A space that the terminal's "erase to the end of the line" would leave.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell).same_on_blank(Pen::DEFAULT)
}

fn blank_like(cell: &Cell) -> Cell {
    let mut blank = Cell::EMPTY;
    blank.set_style(cell.style());
    blank
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

/// The cell as it may be sent: control characters only where their width was declared (hyperlinks), and
/// nothing that takes no room.
fn sanitize(cell: &Cell) -> Cell {
    if matches!(cell.diff_option, CellDiffOption::ForcedWidth(_)) {
        return cell.clone();
    }
    if cell.symbol().chars().any(char::is_control) {
        let mut sign = blank_like(cell);
        sign.set_char('\u{fffd}');
        return sign;
    }
    if cell.cell_width() == 0 { blank_like(cell) } else { cell.clone() }
}
