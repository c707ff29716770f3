//! The way of a frame to the terminal, in as few bytes as the line deserves.
//!
//! A frame is drawn into a blank buffer of ratatui's. What differs from what the terminal shows is sent, in sequences that
//! are chosen knowing where the cursor is, how the terminal writes and what stands beside it. Nothing is ever asked of the
//! terminal here; its size comes by [`FrameWriter::redraw`]. Modes and raw mode are the guard's.
//!
//! An error from a draw means: draw no more, but go on taking events. Keys that were typed before are still in
//! the queue, and after them comes what explains it, a signal or [`LoopEvent::Gone`](super::event::LoopEvent::Gone).

mod cells;
mod encoder;
mod motion;
mod pen;

use std::io::{self, Write};
use std::mem;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

pub use self::cells::normalise;
use self::cells::{is_blank, is_covered};
use self::encoder::Encoder;

/// A payload up to this length reaches the terminal as one piece anyway.
const ONE_PIECE: usize = 60;
/// Up to this many blanks cost no more than erasing them.
const FEW_BLANKS: usize = 3;

const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";
const SYNC_ON: &[u8] = b"\x1b[?2026h";
const SYNC_OFF: &[u8] = b"\x1b[?2026l";

/// A terminal as frames are written to it.
#[derive(Debug)]
pub struct FrameWriter<W: Write> {
    out: W,
    size: Size,
    /// What the next frame is drawn into; without cells until there is a frame before it.
    next: Buffer,
    /// What the terminal shows; `None` where it is blank.
    shown: Option<Buffer>,
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
            shown: None,
            encoder: Encoder::default(),
            passed: Vec::new(),
            cursor_shown: None,
        }
    }

    /// Makes the next frame a whole one, at this size: after a resize, also to the same size, and whenever another
    /// program had the terminal.
    pub fn redraw(&mut self, size: Size) {
        self.size = size;
        self.shown = None;
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
        normalise(&mut self.next);
        self.encode(cursor);
        let before = self.shown.replace(mem::take(&mut self.next));
        self.next = before.unwrap_or_default();
        self.send(cursor.is_some())
    }

    /// The place, or the nearest one on the screen.
    fn inside(&self, at: Position) -> Position {
        let Size { width, height } = self.size;
        Position::new(at.x.min(width.saturating_sub(1)), at.y.min(height.saturating_sub(1)))
    }

    fn encode(&mut self, cursor: Option<Position>) {
        let width = usize::from(self.size.width).max(1);
        let mut changed = vec![false; width];
        for (y, row) in self.next.content.chunks(width).enumerate() {
            let before = self.shown.as_ref().map(|shown| &shown.content[y * width..][..row.len()]);
            for (x, cell) in row.iter().enumerate() {
                changed[x] = !is_covered(cell) && *cell != *before.map_or(&Cell::EMPTY, |before| &before[x]);
            }
            encode_row(&mut self.encoder, y as u16, row, &changed);
        }
        self.encoder.close_link();
        if let Some(Position { x, y }) = cursor {
            let row = self.next.content.chunks(width).nth(y.into()).unwrap_or_default();
            self.encoder.go(x, y, row);
        }
    }

    /// Sends the frame in one write, cursor and synchronized update included; nothing when there is nothing to say.
    fn send(&mut self, shows_cursor: bool) -> io::Result<()> {
        let (mut before, mut after): (&[u8], &[u8]) = (b"", b"");
        match (self.cursor_shown, shows_cursor) {
            (Some(true) | None, false) => before = HIDE,
            (Some(false) | None, true) => after = SHOW,
            _ => {}
        }
        let mut frame = [before, &self.passed, self.encoder.bytes(), after].concat();
        self.encoder.sent();
        self.passed.clear();
        self.cursor_shown = Some(shows_cursor);
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

/// Encodes the cells of a row that changed.
fn encode_row(encoder: &mut Encoder, y: u16, row: &[Cell], changed: &[bool]) {
    let Some(last) = changed.iter().rposition(|changed| *changed) else { return };
    let blank_from = row.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1);
    for x in (0..=last).filter(|&x| changed[x]) {
        encoder.go(x as u16, y, row);
        if x >= blank_from && last - x >= FEW_BLANKS {
            encoder.erase_to_end();
            return;
        }
        encoder.print(&row[x], row.len() as u16);
    }
}
