//! The way of a frame to the terminal, in as few bytes as the line deserves.
//!
//! A frame is drawn into a blank buffer of ratatui's. What differs from what the terminal shows is sent, in sequences that
//! are chosen knowing where the cursor is, how the terminal writes and what stands beside it. Nothing is ever asked of the
//! terminal here; its size comes by [`FrameWriter::redraw`]. Modes and raw mode are the guard's.
//!
//! An error from a draw means: draw no more, but go on taking events. Keys that were typed before are still in
//! the queue, and after them comes what explains it, a signal or [`LoopEvent::Gone`](super::event::LoopEvent::Gone).

mod encoder;
mod motion;
mod pen;
mod screen_buffer;

use std::io::{self, Write};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

use self::encoder::Encoder;
use self::screen_buffer::{ScreenBuffer, columns};

/// A payload up to this length reaches the terminal as one piece anyway.
const ONE_PIECE: usize = 60;
/// Up to this many blanks cost no more than erasing them.
const FEW_BLANKS: u16 = 3;

const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";
const SYNC_ON: &[u8] = b"\x1b[?2026h";
const SYNC_OFF: &[u8] = b"\x1b[?2026l";

/// A terminal as frames are written to it.
#[derive(Debug)]
pub struct FrameWriter<W: Write> {
    out: W,
    size: Size,
    /// What the next frame is drawn into.
    next: Buffer,
    shown: ScreenBuffer,
    encoder: Encoder,
    passed: Vec<u8>,
    /// Whether the terminal shows its cursor, if known.
    cursor_shown: Option<bool>,
}

impl<W: Write> FrameWriter<W> {
    /// A screen of this size that is blank and of which nothing else is known. `out` needs no buffer: a frame is one write.
    pub fn new(out: W, size: Size) -> Self {
        Self {
            out,
            size,
            next: Buffer::default(),
            shown: ScreenBuffer::new(size),
            encoder: Encoder::default(),
            passed: Vec::new(),
            cursor_shown: None,
        }
    }

    /// Makes the next frame a whole one, at this size: after a resize, also to the same size, and whenever another
    /// program had the terminal.
    pub fn redraw(&mut self, size: Size) {
        self.size = size;
        self.shown = ScreenBuffer::new(size);
        self.encoder.clear();
        self.cursor_shown = None;
    }

    /// Sends bytes with the next frame that neither move the cursor nor change the pen: a title, a clipboard.
    pub fn queue_raw(&mut self, bytes: &[u8]) {
        self.passed.extend_from_slice(bytes);
    }

    /// The writer.
    pub const fn writer_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// Draws a frame into a blank buffer and sends what it changes. `draw` says where the cursor is shown, if it is.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        let area = Rect::from((Position::ORIGIN, self.size));
        if self.next.area == area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(area);
        }
        let cursor = draw(&mut self.next).map(|at| self.inside(at));
        blank_split_wide_cells(&mut self.next);
        self.shown.take(&self.next);
        self.encode();
        self.send(cursor)
    }

    /// The place, or the nearest one on the screen.
    fn inside(&self, at: Position) -> Position {
        let Size { width, height } = self.size;
        Position::new(at.x.min(width.saturating_sub(1)), at.y.min(height.saturating_sub(1)))
    }

    fn encode(&mut self) {
        let mut from = 0;
        while let Some(y) = self.shown.next_row(from) {
            self.encode_row(y);
            from = y + 1;
        }
    }

    fn encode_row(&mut self, y: u16) {
        let blank_from = self.shown.blank_from(y);
        let mut x = 0;
        while let Some(next) = self.shown.next_unsent(x, y) {
            self.encoder.go(next, y, &self.shown);
            if next >= blank_from && self.shown.unsent_span(next, y) > FEW_BLANKS {
                self.encoder.erase_to_end();
                break;
            }
            self.encoder.print(self.shown.cell(next, y), self.size.width);
            x = next + 1;
        }
        self.shown.sent(y);
    }

    /// Sends the frame in one write, cursor and synchronized update included; nothing when there is nothing to say.
    fn send(&mut self, cursor: Option<Position>) -> io::Result<()> {
        self.encoder.close_link();
        if let Some(Position { x, y }) = cursor {
            self.encoder.go(x, y, &self.shown);
        }
        let (mut before, mut after): (&[u8], &[u8]) = (b"", b"");
        match (self.cursor_shown, cursor.is_some()) {
            (Some(true) | None, false) => before = HIDE,
            (Some(false) | None, true) => after = SHOW,
            _ => {}
        }
        let mut frame = [before, &self.passed, self.encoder.bytes(), after].concat();
        self.encoder.sent();
        self.passed.clear();
        self.cursor_shown = Some(cursor.is_some());
        if frame.is_empty() {
            return Ok(());
        }
        if frame.len() > ONE_PIECE {
            frame = [SYNC_ON, &frame, SYNC_OFF].concat();
        }
        self.out.write_all(&frame).and_then(|()| self.out.flush()).inspect_err(|_| {
            self.encoder.forget();
            self.cursor_shown = None;
        })
    }
}

/// Blanks the wide characters whose second half something else was drawn over (the edge of a dialog), and gives the second
/// half of the others the look of the first.
pub fn blank_split_wide_cells(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        let mut x = 0;
        while x < row.len() {
            let covers = x + 1..(x + columns(&row[x])).min(row.len());
            if row[covers.clone()].iter().any(|cell| cell.symbol() != " ") {
                row[x].set_symbol(" ");
                x += 1;
            } else {
                if !covers.is_empty() {
                    let mut half = Cell::EMPTY;
                    half.set_style(row[x].style());
                    row[covers.clone()].fill(half);
                }
                x = covers.end.max(x + 1);
            }
        }
    }
}
