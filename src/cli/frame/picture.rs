//! A frame as a picture: SVG that needs nothing but itself, on a light ground that reads on any page.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::text::rows;
use crate::runtime::headless::Frame;

/// A cell in the picture's units, and the room around the frame.
const CELL: (usize, usize) = (9, 19);
const MARGIN: usize = 14;
const BASELINE: usize = 14;
const FONT: &str = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace";
const PAPER: &str = "#fdfdfb";
const INK: &str = "#22262b";

/// The picture of a frame.
pub fn svg(frame: &Frame) -> String {
    let area = frame.buffer.area;
    let (width, height) = (usize::from(area.width) * CELL.0 + 2 * MARGIN, usize::from(area.height) * CELL.1 + 2 * MARGIN);
    let mut out = String::new();
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">"#
    );
    let _ = writeln!(out, r##"<rect width="{width}" height="{height}" rx="8" fill="{PAPER}" stroke="#d4d6d2"/>"##);
    let _ = writeln!(out, r#"<g font-family="{FONT}" font-size="15" fill="{INK}" xml:space="preserve">"#);
    for (y, row) in rows(&frame.buffer).enumerate() {
        draw_row(&mut out, y, &row);
    }
    if let Some(cursor) = frame.cursor {
        let (x, y) = (MARGIN + usize::from(cursor.x) * CELL.0, MARGIN + usize::from(cursor.y) * CELL.1);
        let _ = writeln!(out, r#"<rect x="{x}" y="{y}" width="{}" height="{}" fill-opacity="0.25"/>"#, CELL.0, CELL.1);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// Draws a row in runs of one style, each at its own column and as wide as its cells, whatever the font.
fn draw_row(out: &mut String, y: usize, row: &[&Cell]) {
    let mut column = 0;
    for run in row.chunk_by(|a, b| a.fg == b.fg && a.bg == b.bg && a.modifier == b.modifier) {
        let text: String = run.iter().map(|cell| cell.symbol()).collect();
        let cells = run.iter().map(|cell| cell.symbol().width().max(1)).sum::<usize>();
        draw_run(out, (column, y), cells, &text, run[0]);
        column += cells;
    }
}

fn draw_run(out: &mut String, at: (usize, usize), cells: usize, text: &str, cell: &Cell) {
    let (mut ink, mut ground) = (color(cell.fg), color(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, ground) = (ground.or(Some(PAPER)), ink.or(Some(INK)));
    }
    let (x, y) = (MARGIN + at.0 * CELL.0, MARGIN + at.1 * CELL.1);
    if let Some(ground) = ground {
        let _ = writeln!(out, r#"<rect x="{x}" y="{y}" width="{}" height="{}" fill="{ground}"/>"#, cells * CELL.0, CELL.1);
    }
    let blank = text.len() - text.trim_start_matches(' ').len();
    let text = text.trim_matches(' ');
    if text.is_empty() {
        return;
    }
    let (x, y, length) = (x + blank * CELL.0, y + BASELINE, text.width() * CELL.0);
    let _ = write!(out, r#"<text x="{x}" y="{y}" textLength="{length}""#);
    let attribute = |modifier, name| if cell.modifier.contains(modifier) { name } else { "" };
    out.push_str(attribute(Modifier::BOLD, r#" font-weight="700""#));
    out.push_str(attribute(Modifier::DIM, r#" fill-opacity="0.62""#));
    out.push_str(attribute(Modifier::UNDERLINED, r#" text-decoration="underline""#));
    out.push_str(attribute(Modifier::CROSSED_OUT, r#" text-decoration="line-through""#));
    if let Some(ink) = ink {
        let _ = write!(out, r#" fill="{ink}""#);
    }
    let _ = writeln!(out, ">{}</text>", escaped(text));
}

/// Colours that read on paper.
fn color(color: Color) -> Option<&'static str> {
    Some(match color {
        Color::Red | Color::LightRed => "#b3261e",
        Color::Green => "#2e6b34",
        Color::Yellow => "#8a5a00",
        Color::Blue | Color::LightBlue => "#2456a6",
        Color::Magenta | Color::LightMagenta => "#7b3c8f",
        Color::Cyan | Color::LightCyan => "#0b6b7a",
        // These two are backgrounds.
        Color::LightGreen => "#7fd58a",
        Color::LightYellow => "#ffd75e",
        Color::Black => "#000000",
        Color::White => "#ffffff",
        Color::Gray | Color::DarkGray => "#6a6f75",
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::{Position, Rect};
    use ratatui::style::Style;

    #[test]
    fn every_run_stands_at_its_column_and_text_stays_text() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
        buffer.set_string(0, 0, "a<", Style::new());
        buffer.set_string(4, 0, "röd", Style::new().fg(Color::Red));
        let picture = svg(&Frame { buffer, cursor: Some(Position::new(2, 0)) });
        assert!(picture.contains(r#"<text x="14" y="28" textLength="18">a&lt;</text>"#), "{picture}");
        assert!(picture.contains(r##"<text x="50" y="28" textLength="27" fill="#b3261e">röd</text>"##), "{picture}");
        assert!(picture.contains(r#"<rect x="32" y="14" width="9" height="19" fill-opacity="0.25"/>"#), "{picture}");
    }
}
