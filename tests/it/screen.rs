//! What is sent for a frame: that a terminal shows the buffer after it, and how many bytes it took.

use std::{
    io::{self, Write},
    num::NonZeroU16,
};

use nej::runtime::frame_writer::{FrameWriter, normalise};
use proptest::prelude::*;
use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption, CellWidth},
    layout::{Position, Rect, Size},
    style::{Color, Modifier, Style},
};

/// Keeps each write apart, as the line would carry it.
#[derive(Debug, Default)]
struct Line(Vec<Vec<u8>>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn terminal(width: u16, height: u16) -> FrameWriter<Line> {
    FrameWriter::new(Line::default(), Size::new(width, height))
}

/// The writes of one draw.
fn sent(terminal: &mut FrameWriter<Line>, draw: impl FnOnce(&mut Buffer)) -> Vec<Vec<u8>> {
    sent_with_cursor(terminal, None, draw)
}

/// The writes of one draw after which the cursor is shown.
fn sent_with_cursor(
    terminal: &mut FrameWriter<Line>,
    cursor: Option<(u16, u16)>,
    draw: impl FnOnce(&mut Buffer),
) -> Vec<Vec<u8>> {
    let draw = |buffer: &mut Buffer| {
        draw(buffer);
        cursor.map(Position::from)
    };
    terminal.draw(draw).unwrap();
    std::mem::take(&mut terminal.writer_mut().0)
}

/// One write, as text.
fn line(writes: &[Vec<u8>]) -> String {
    assert_eq!(writes.len(), 1, "one frame is one write: {writes:?}");
    String::from_utf8(writes[0].clone()).unwrap()
}

fn pane(buffer: &mut Buffer, row: u16) {
    for y in 0..20 {
        let marker = if y == row { "▌" } else { " " };
        buffer.set_string(0, y, marker, Color::Cyan);
        buffer.set_string(1, y, format!("! IG @row{y}"), Style::new());
    }
}

#[test]
fn a_marker_that_moves_by_a_row_costs_at_most_thirty_bytes() {
    let mut terminal = terminal(120, 40);
    sent(&mut terminal, |buffer| pane(buffer, 7));
    let down = line(&sent(&mut terminal, |buffer| pane(buffer, 8)));
    assert_eq!(down, "\x1b[8H \x1b[9H\x1b[36m▌", "the first time, from wherever the frame ended");
    let again = line(&sent(&mut terminal, |buffer| pane(buffer, 9)));
    assert_eq!(again, "\r \r\x1b[B▌");
}

#[test]
fn a_typed_character_with_the_cursor_behind_it_costs_one_byte() {
    let mut terminal = terminal(120, 40);
    let mut typed = |text: &str| {
        sent_with_cursor(&mut terminal, Some((10 + text.len() as u16, 5)), |buffer| {
            buffer.set_string(10, 5, text, Style::new());
        })
    };
    typed("Jag vill");
    assert_eq!(line(&typed("Jag ville")), "e");
    assert_eq!(line(&typed("Jag vill")), "\x08 \x08");
}

#[test]
fn nothing_changed_writes_nothing() {
    let mut terminal = terminal(80, 24);
    let mut same = || sent_with_cursor(&mut terminal, Some((4, 4)), |buffer| pane(buffer, 3));
    same();
    assert_eq!(same(), Vec::<Vec<u8>>::new());
    sent(&mut terminal, |buffer| pane(buffer, 3));
    assert_eq!(sent(&mut terminal, |buffer| pane(buffer, 3)), Vec::<Vec<u8>>::new());
}

#[test]
fn a_large_frame_is_one_synchronized_write() {
    let mut terminal = terminal(80, 24);
    let frame = line(&sent(&mut terminal, |buffer| pane(buffer, 3)));
    assert!(frame.starts_with("\x1b[?2026h") && frame.ends_with("\x1b[?2026l"), "{frame:?}");
}

#[test]
fn a_text_that_goes_is_erased_and_not_overwritten() {
    let mut terminal = terminal(80, 24);
    sent(&mut terminal, |buffer| {
        buffer.set_string(4, 2, "a long line of text", Style::new());
    });
    assert_eq!(line(&sent(&mut terminal, |_| ())), "\x1b[5G\x1b[K");
}

#[test]
fn the_cells_of_a_hyperlink_share_one_pair_of_sequences() {
    let mut terminal = terminal(80, 24);
    let open = "\x1b]8;id=1;https://www.imy.se/\x1b\\";
    let written = line(&sent(&mut terminal, |buffer| {
        for (x, c) in "imy.se".chars().enumerate() {
            let cell = &mut buffer[(x as u16, 0)];
            cell.set_symbol(&format!("{open}{c}\x1b]8;;\x1b\\"));
            cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
        }
        buffer.set_string(6, 0, "!", Style::new());
    }));
    assert_eq!(written.matches("\x1b]8;").count(), 2, "{written:?}");
    assert!(written.contains(&format!("{open}imy.se\x1b]8;;\x1b\\!")), "{written:?}");
}

#[test]
fn no_control_character_of_a_cell_reaches_the_terminal() {
    let mut terminal = terminal(10, 1);
    let written = line(&sent(&mut terminal, |buffer| {
        buffer[(0, 0)].set_symbol("a\x1b[2J");
        buffer[(8, 0)].set_symbol("\u{9b}2J");
    }));
    assert!(written.matches('\u{fffd}').count() == 2 && !written.contains("[2J"), "{written:?}");
}

#[test]
fn a_redraw_sends_everything_again_also_at_the_same_size() {
    let mut terminal = terminal(20, 3);
    let hello = |buffer: &mut Buffer| {
        buffer.set_string(0, 0, "hello", Style::new());
    };
    sent(&mut terminal, hello);
    terminal.redraw(Size::new(20, 3));
    assert_eq!(line(&sent(&mut terminal, hello)), "\x1b[?25l\x1b[m\x1b[2J\x1b[Hhello");
}

#[test]
fn a_screen_without_cells_is_drawn_without_panic() {
    let mut terminal = terminal(0, 0);
    sent_with_cursor(&mut terminal, Some((5, 5)), |_| ());
}

#[test]
fn the_edge_of_a_dialog_over_half_a_wide_character_is_seen() {
    let mut terminal = terminal(10, 1);
    let written = line(&sent(&mut terminal, |buffer| {
        buffer.set_string(0, 0, "漢字", Style::new());
        buffer.set_string(3, 0, "│", Style::new());
    }));
    assert!(written.ends_with("漢 │"), "{written:?}");
}

#[test]
fn bytes_that_are_passed_through_go_out_with_the_next_frame() {
    let mut terminal = terminal(20, 3);
    sent(&mut terminal, |_| ());
    terminal.queue_raw(b"\x1b]52;c;aGVq\x07");
    assert_eq!(line(&sent(&mut terminal, |_| ())), "\x1b]52;c;aGVq\x07");
}

/// One thing put on a frame.
#[derive(Debug, Clone)]
enum Stroke {
    Text { x: u16, y: u16, text: String, style: Style },
    Row { y: u16, style: Style },
}

#[derive(Debug, Clone)]
struct Picture {
    strokes: Vec<Stroke>,
    cursor: Option<(u16, u16)>,
    redraw: bool,
}

impl Picture {
    fn draw(&self, buffer: &mut Buffer) {
        let area = buffer.area;
        for stroke in &self.strokes {
            match stroke {
                Stroke::Text { x, y, text, style } if area.contains(Position::new(*x, *y)) => {
                    buffer.set_string(*x, *y, text, *style);
                }
                Stroke::Row { y, style } => {
                    buffer.set_style(Rect::new(0, *y, area.width, 1).intersection(area), *style);
                }
                Stroke::Text { .. } => {}
            }
        }
    }
}

fn colour() -> impl Strategy<Value = Color> {
    prop_oneof![
        4 => Just(Color::Reset),
        2 => Just(Color::Red),
        1 => Just(Color::Cyan),
        1 => Just(Color::White),
        1 => any::<u8>().prop_map(Color::Indexed),
    ]
}

/// Without dim: the terminal of the test keeps bold or dim, and strokes over each other would ask for both.
fn modifier() -> impl Strategy<Value = Modifier> {
    let weight = prop_oneof![Just(Modifier::empty()), Just(Modifier::BOLD)];
    let others = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::ITALIC | Modifier::UNDERLINED),
    ];
    (weight, others).prop_map(|(weight, others)| weight | others)
}

fn style() -> impl Strategy<Value = Style> {
    (colour(), colour(), modifier()).prop_map(|(fg, bg, m)| Style::new().fg(fg).bg(bg).add_modifier(m))
}

fn stroke() -> impl Strategy<Value = Stroke> {
    prop_oneof![
        5 => (0..24u16, 0..5u16, "([a-zå ]|漢|あ|🙂|e\u{301}){0,12}", style())
            .prop_map(|(x, y, text, style)| Stroke::Text { x, y, text, style }),
        1 => (0..5u16, style()).prop_map(|(y, style)| Stroke::Row { y, style }),
    ]
}

fn picture() -> impl Strategy<Value = Picture> {
    let cursor = prop::option::of((0..24u16, 0..5u16));
    (prop::collection::vec(stroke(), 0..8), cursor, prop::bool::weighted(0.1)).prop_map(|(strokes, cursor, redraw)| Picture {
        strokes,
        cursor,
        redraw,
    })
}

fn colour_shown(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::Cyan => vt100::Color::Idx(6),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(n) => vt100::Color::Idx(n),
        _ => vt100::Color::Default,
    }
}

/// What can be seen of a cell: a space shows its letter colour only when something turns it into a surface.
fn assert_same(shown: &vt100::Cell, cell: &Cell, at: (u16, u16)) {
    let symbol = if shown.has_contents() { shown.contents() } else { " " };
    assert_eq!(symbol, cell.symbol(), "at {at:?}");
    let surface = [shown.underline(), shown.inverse()];
    assert_eq!(surface, [Modifier::UNDERLINED, Modifier::REVERSED].map(|m| cell.modifier.contains(m)), "at {at:?}");
    assert_eq!(shown.bgcolor(), colour_shown(cell.bg), "at {at:?}");
    if symbol != " " || surface.contains(&true) {
        assert_eq!(shown.fgcolor(), colour_shown(cell.fg), "at {at:?}");
        let strokes = [shown.bold(), shown.italic()];
        assert_eq!(strokes, [Modifier::BOLD, Modifier::ITALIC].map(|m| cell.modifier.contains(m)), "at {at:?}");
    }
}

fn assert_shows(screen: &vt100::Screen, buffer: &Buffer) {
    for y in buffer.area.rows().map(|row| row.y) {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            assert_same(screen.cell(y, x).unwrap(), cell, (x, y));
            x += cell.cell_width().max(1);
        }
    }
}

#[test]
fn what_a_wide_character_covered_looks_right_once_the_character_has_moved() {
    let mut terminal = terminal(4, 1);
    let mut shown = vt100::Parser::new(1.try_into().unwrap(), 4.try_into().unwrap(), 0);
    for at in [1, 0] {
        let mut expected = Buffer::empty(Rect::new(0, 0, 4, 1));
        let draw = |buffer: &mut Buffer| {
            buffer.set_style(buffer.area, Style::new().on_red());
            buffer.set_string(at, 0, "漢", Style::new());
        };
        draw(&mut expected);
        normalise(&mut expected);
        for bytes in sent(&mut terminal, draw) {
            shown.process(&bytes);
        }
        assert_shows(shown.screen(), &expected);
    }
}

proptest! {
    #[test]
    fn the_terminal_shows_the_buffer_after_every_frame(
        width in 2..25u16, height in 1..6u16, pictures in prop::collection::vec(picture(), 1..8),
    ) {
        let mut terminal = terminal(width, height);
        let mut shown = vt100::Parser::new(height.try_into().unwrap(), width.try_into().unwrap(), 0);
        for picture in pictures {
            if picture.redraw {
                shown.process(b"\x1b[H\x1b[7mX");
                terminal.redraw(Size::new(width, height));
            }
            let mut expected = Buffer::empty(Rect::new(0, 0, width, height));
            picture.draw(&mut expected);
            normalise(&mut expected);
            let cursor = picture.cursor.filter(|&(x, y)| x < width && y < height);
            let writes = sent_with_cursor(&mut terminal, cursor, |buffer| picture.draw(buffer));
            prop_assert!(writes.len() <= 1);
            shown.process(&writes.concat());
            assert_shows(shown.screen(), &expected);
            prop_assert_eq!(!shown.screen().hide_cursor(), cursor.is_some());
            if let Some((x, y)) = cursor {
                prop_assert_eq!(shown.screen().cursor_position(), (y, x));
            }
        }
    }
}
