//! The bytes of one frame, and what the terminal knows after them: cursor, pen, open hyperlink.

use ratatui::buffer::{Cell, CellDiffOption};

use super::{
    cells::{columns, is_one_column},
    motion::{self, CursorPosition},
    pen::Pen,
};

/// What begins a hyperlink around the symbol of a cell, and what ends it.
const LINK: &str = "\x1b]8;";
const LINK_END: &str = "\x1b]8;;\x1b\\";

/// A frame in the making.
#[derive(Debug, Default)]
pub struct Encoder {
    bytes: Vec<u8>,
    place: CursorPosition,
    pen: Option<Pen>,
    link: String,
}

impl Encoder {
    /// What is to be sent.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes are sent.
    pub fn sent(&mut self) {
        self.bytes.clear();
    }

    /// The position of the cursor and the terminal's attributes are unknown from now on.
    pub fn forget(&mut self) {
        self.place = CursorPosition::default();
        self.pen = None;
    }

    /// Clears the terminal's screen; what was written before it in this frame need not be sent.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.forget();
        self.link.clear();
        self.take_pen(Pen::DEFAULT);
        self.bytes.extend_from_slice(b"\x1b[2J");
    }

    /// Brings the cursor to a cell, over unchanged text of its row where that is shorter than moving.
    pub fn go(&mut self, x: u16, y: u16, row: &[Cell]) {
        // Most cells follow the one before them.
        if self.place == CursorPosition::at(x, y) {
            return;
        }
        // No sequence that moves the cursor to the right is shorter than the text of three cells.
        let way = self.text_between(x, y, row).unwrap_or_else(|| motion::shortest(self.place, x, y));
        self.bytes.extend_from_slice(&way);
        self.place = CursorPosition::at(x, y);
    }

    /// The unchanged text from the cursor to the cell, at most three cells, if the present pen would write it the same.
    fn text_between(&self, x: u16, y: u16, row: &[Cell]) -> Option<Vec<u8>> {
        let from = self.place.column.filter(|&from| self.place.row == Some(y) && from < x && x - from <= 3)?;
        let pen = self.pen.filter(|_| self.link.is_empty())?;
        row[from.into()..x.into()].iter().map(|cell| plain(cell, pen)).collect()
    }

    /// Writes a cell where the cursor is; `width` is that of the screen.
    pub fn print(&mut self, cell: &Cell, width: u16) {
        if is_one_column(cell) {
            self.take_pen_for(cell, cell.symbol());
            self.close_link();
            self.bytes.extend_from_slice(cell.symbol().as_bytes());
            self.place.column = self.place.column.map(|x| x + 1).filter(|&x| x < width);
            return;
        }
        let (link, glyph) = split_link(cell);
        self.take_pen_for(cell, glyph);
        self.take_link(link);
        let cells = columns(cell) as u16;
        if cells == 2 && glyph.contains('\u{fe0f}') {
            // Some terminals give such an emoji one cell and leave the second as it was.
            self.bytes.extend_from_slice(b"  \x08\x08");
        }
        self.bytes.extend_from_slice(glyph.as_bytes());
        let next = self.place.column.map(|x| x + cells).filter(|&x| x < width && advances_surely(glyph));
        self.place.column = next;
    }

    /// Erases from the cursor to the end of its row.
    pub fn erase_to_end(&mut self) {
        self.close_link();
        if self.pen.is_none_or(|pen| !pen.same_on_blank(Pen::DEFAULT)) {
            self.take_pen(Pen::DEFAULT);
        }
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    /// Ends an open hyperlink: none may reach into the next frame.
    pub fn close_link(&mut self) {
        if !self.link.is_empty() {
            self.bytes.extend_from_slice(LINK_END.as_bytes());
            self.link.clear();
        }
    }

    fn take_link(&mut self, link: &str) {
        if link.is_empty() {
            self.close_link();
        } else if link != self.link {
            self.bytes.extend_from_slice(link.as_bytes());
            link.clone_into(&mut self.link);
        }
    }

    fn take_pen_for(&mut self, cell: &Cell, glyph: &str) {
        let pen = Pen::of(cell);
        let blank = glyph == " " && self.pen.is_some_and(|now| now.same_on_blank(pen));
        if !blank {
            self.take_pen(pen);
        }
    }

    fn take_pen(&mut self, pen: Pen) {
        pen.write_sgr(self.pen, &mut self.bytes);
        self.pen = Some(pen);
    }
}

/// The cell's one byte, if it has no more and the pen writes it as it stands.
fn plain(cell: &Cell, pen: Pen) -> Option<u8> {
    let own = Pen::of(cell);
    match cell.symbol().as_bytes() {
        b" " if own.same_on_blank(pen) => Some(b' '),
        &[byte] if own == pen => Some(byte),
        _ => None,
    }
}

/// The opening sequence and the glyph of a cell that carries its hyperlink around it. Neighbours with the same
/// link are then sent inside one pair of sequences instead of one pair each.
fn split_link(cell: &Cell) -> (&str, &str) {
    let symbol = cell.symbol();
    let linked = matches!(cell.diff_option, CellDiffOption::ForcedWidth(_)) && symbol.starts_with(LINK);
    let parts = symbol.strip_suffix(LINK_END).filter(|_| linked).and_then(|rest| rest.split_once("\x1b\\"));
    match parts {
        Some((link, glyph)) if !glyph.contains('\x1b') => (&symbol[..link.len() + 2], glyph),
        _ => ("", symbol),
    }
}

/// Whether every terminal moves the cursor equally far for it: for one character, yes; joined ones are counted
/// differently, and a declared width says nothing of what the terminal does.
fn advances_surely(glyph: &str) -> bool {
    let mut chars = glyph.chars();
    chars.next().is_some_and(|c| !c.is_control()) && chars.next().is_none()
}
