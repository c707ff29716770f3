//! The way of a frame to the terminal, in as few bytes as the line deserves.
//!
//! ratatui passes the cells that changed; this module chooses the sequences, knowing where the cursor
//! is, how the terminal writes and what it shows. A frame ends with [`Backend::flush`], which ratatui calls
//! once at the end of each draw: everything before is only gathered. Nothing is ever asked of the terminal
//! here; its size comes by [`Screen::set_size`]. Modes and raw mode are the guard's.
//!
//! An error from a draw means: draw no more, but go on taking events. Keys that were typed before are still in
//! the queue, and after them comes what explains it, a signal or [`LoopEvent::Gone`](super::event::LoopEvent::Gone).

mod encoder;
mod motion;
mod pen;
mod screen_buffer;

use std::io::{self, Write};

use ratatui::{
    Terminal,
    backend::{Backend, ClearType, WindowSize},
    buffer::{Buffer, Cell, CellWidth},
    layout::{Position, Rect, Size},
};

use self::{encoder::Encoder, screen_buffer::ScreenBuffer};

/// A payload up to this length reaches the terminal as one piece anyway.
const ONE_PIECE: usize = 60;
/// Up to this many blanks cost no more than erasing them.
const FEW_BLANKS: u16 = 3;

const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";
const SYNC_ON: &[u8] = b"\x1b[?2026h";
const SYNC_OFF: &[u8] = b"\x1b[?2026l";

/// A terminal as ratatui writes to it.
#[derive(Debug)]
pub struct Screen<W: Write> {
    out: W,
    cells: ScreenBuffer,
    encoder: Encoder,
    passed: Vec<u8>,
    /// Where the cursor is to be shown, if at all.
    cursor: Position,
    wanted: bool,
    /// Whether the terminal shows its cursor, if known.
    shown: Option<bool>,
}

impl<W: Write> Screen<W> {
    /// A screen of this size of which nothing is known. `out` needs no buffer: a frame is one write.
    pub fn new(out: W, size: Size) -> Self {
        Self {
            out,
            cells: ScreenBuffer::new(size),
            encoder: Encoder::default(),
            passed: Vec::new(),
            cursor: Position::ORIGIN,
            wanted: false,
            shown: None,
        }
    }

    /// The terminal has another size now. Cursor and content are then wherever the terminal put them.
    pub fn set_size(&mut self, size: Size) {
        self.cells = ScreenBuffer::new(size);
        self.forget();
    }

    /// Another program wrote to the terminal: its state is unknown.
    pub fn forget(&mut self) {
        self.encoder.forget();
        self.shown = None;
    }

    /// Sends bytes with the next frame that neither move the cursor nor change the pen: a title, a clipboard.
    pub fn queue_raw(&mut self, bytes: &[u8]) {
        self.passed.extend_from_slice(bytes);
    }

    /// The writer.
    pub const fn writer_mut(&mut self) -> &mut W {
        &mut self.out
    }

    fn send_row(&mut self, y: u16) {
        let width = self.cells.size().width;
        let blank_from = self.cells.blank_from(y);
        let mut x = 0;
        while let Some(next) = self.cells.next_unsent(x, y) {
            self.encoder.go(next, y, &self.cells);
            if next >= blank_from && self.cells.unsent_span(next, y) > FEW_BLANKS {
                self.encoder.erase_to_end();
                break;
            }
            self.encoder.print(self.cells.cell(next, y), width);
            x = next + 1;
        }
        self.cells.sent(y);
    }

    /// The bytes of the frame, cursor and synchronized update included; empty when there is nothing to say.
    fn frame(&mut self) -> Vec<u8> {
        self.encoder.close_link();
        if self.wanted {
            self.encoder.go(self.cursor.x, self.cursor.y, &self.cells);
        }
        let (mut before, mut after): (&[u8], &[u8]) = (b"", b"");
        match (self.shown, self.wanted) {
            (Some(true) | None, false) => before = HIDE,
            (Some(false) | None, true) => after = SHOW,
            _ => {}
        }
        let payload = [before, &self.passed, self.encoder.bytes(), after].concat();
        if payload.len() > ONE_PIECE { [SYNC_ON, &payload, SYNC_OFF].concat() } else { payload }
    }
}

impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.cells.put(x, y, cell);
        }
        let mut from = 0;
        while let Some(y) = self.cells.next_row(from) {
            self.send_row(y);
            from = y + 1;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wanted = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Size { width, height } = self.cells.size();
        let Position { x, y } = position.into();
        self.cursor = Position::new(x.min(width.saturating_sub(1)), y.min(height.saturating_sub(1)));
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.cells.clear();
        self.encoder.clear();
        Ok(())
    }

    /// Only the whole screen: parts are for viewports that are less than a screen.
    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        if clear_type == ClearType::All { self.clear() } else { Err(io::ErrorKind::Unsupported.into()) }
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.cells.size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.cells.size(), pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let frame = self.frame();
        if frame.is_empty() {
            return Ok(());
        }
        self.encoder.sent();
        self.passed.clear();
        self.shown = Some(self.wanted);
        self.out.write_all(&frame).and_then(|()| self.out.flush()).inspect_err(|_| self.forget())
    }
}

/// Blanks the wide characters whose second half something else was drawn over, and gives the second half of the others
/// the look of the first. To be called at the end of each
/// draw: ratatui takes the second half for covered and would never send what is there (the edge of a dialog).
pub fn blank_split_wide_cells(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        let mut x = 0;
        while x < row.len() {
            if row[x].symbol().len() == 1 {
                x += 1;
                continue;
            }
            let cells = usize::from(row[x].cell_width()).max(1);
            let covers = x + 1..(x + cells).min(row.len());
            if row[covers.clone()].iter().any(|cell| cell.symbol() != " ") {
                row[x].set_symbol(" ");
                x += 1;
            } else {
                // What is uncovered when the character goes looks like it, as ratatui then takes for granted.
                let mut half = Cell::EMPTY;
                half.set_style(row[x].style());
                row[covers.clone()].fill(half);
                x = covers.end.max(x + 1);
            }
        }
    }
}

/// Makes the next draw a whole one, at this size: after a resize, also to the same size, and whenever another
/// program had the terminal. (`Terminal::clear` would do it too, but is written for terminals that are asked.)
pub fn redraw<W: Write>(terminal: &mut Terminal<Screen<W>>, size: Size) -> io::Result<()> {
    terminal.backend_mut().set_size(size);
    terminal.resize(Rect::from((Position::ORIGIN, size)))
}
