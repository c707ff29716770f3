//! A frame as a picture: SVG that needs nothing but itself, light or dark as the page's reader has chosen.

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

/// The class of the ground, of ordinary ink, and of the edge.
const PAPER: &str = "p";
const INK: &str = "i";
const EDGE: &str = "e";

/// What each class is on a light page and on a dark one. Capital letters are grounds, which carry the same ink on both.
const COLORS: [(&str, &str, &str); 14] = [
    (PAPER, "#fdfdfb", "#15181c"),
    (INK, "#22262b", "#dcdfe3"),
    (EDGE, "#d4d6d2", "#3a3f45"),
    ("r", "#b3261e", "#ff8a7d"),
    ("g", "#2e6b34", "#7fd58a"),
    ("y", "#8a5a00", "#e8b84a"),
    ("b", "#2456a6", "#8db4ff"),
    ("m", "#7b3c8f", "#d3a0e6"),
    ("c", "#0b6b7a", "#6fd0df"),
    ("a", "#6a6f75", "#9aa0a7"),
    ("k", "#000000", "#000000"),
    ("w", "#ffffff", "#ffffff"),
    ("G", "#7fd58a", "#7fd58a"),
    ("Y", "#ffd75e", "#ffd75e"),
];
/// Grounds that are dark on both pages.
const DARK_GROUNDS: [(&str, &str); 6] =
    [("R", "#b3261e"), ("B", "#2456a6"), ("M", "#7b3c8f"), ("C", "#0b6b7a"), ("A", "#6a6f75"), ("K", "#000000")];

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
    let _ = writeln!(out, "<style>{}</style>", rules());
    let _ = writeln!(out, r#"<rect class="{EDGE}" width="{width}" height="{height}" rx="8"/>"#);
    let (inner_width, inner_height) = (width - 2, height - 2);
    let _ = writeln!(out, r#"<rect class="{PAPER}" x="1" y="1" width="{inner_width}" height="{inner_height}" rx="7"/>"#);
    let _ = writeln!(out, r#"<g class="{INK}" font-family="{FONT}" font-size="15" xml:space="preserve">"#);
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

/// The style sheet: light, and dark for who has chosen that. What does not know such a choice stays light.
fn rules() -> String {
    let mut light = String::from(
        "text{white-space:pre}.f{font-weight:700}.d{fill-opacity:.62}.u{text-decoration:underline}.x{text-decoration:line-through}",
    );
    let mut dark = String::new();
    for (class, on_light, on_dark) in COLORS {
        let _ = write!(light, ".{class}{{fill:{on_light}}}");
        if on_dark != on_light {
            let _ = write!(dark, ".{class}{{fill:{on_dark}}}");
        }
    }
    for (class, ground) in DARK_GROUNDS {
        let _ = write!(light, ".{class}{{fill:{ground}}}");
    }
    format!("{light}@media(prefers-color-scheme:dark){{{dark}}}")
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
    let mut ink = classes(cell.fg).map(|(ink, _)| ink);
    let mut ground = classes(cell.bg).map(|(_, ground)| ground);
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, ground) = (ground.or(Some(PAPER)), ink.or(Some(INK)));
    }
    let (x, y) = (MARGIN + at.0 * CELL.0, MARGIN + at.1 * CELL.1);
    if let Some(ground) = ground {
        let _ = writeln!(out, r#"<rect class="{ground}" x="{x}" y="{y}" width="{}" height="{}"/>"#, cells * CELL.0, CELL.1);
    }
    let blank = text.len() - text.trim_start_matches(' ').len();
    let text = text.trim_matches(' ');
    if text.is_empty() {
        return;
    }
    let (x, y, length) = (x + blank * CELL.0, y + BASELINE, text.width() * CELL.0);
    let class = |modifier, name| if cell.modifier.contains(modifier) { Some(name) } else { None };
    let names = [
        class(Modifier::BOLD, "f"),
        class(Modifier::DIM, "d"),
        class(Modifier::UNDERLINED, "u"),
        class(Modifier::CROSSED_OUT, "x"),
        ink,
    ];
    let names = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let names = if names.is_empty() { names } else { format!(r#" class="{names}""#) };
    let _ = writeln!(out, r#"<text{names} x="{x}" y="{y}" textLength="{length}">{}</text>"#, escaped(text));
}

/// The classes of a colour: that of text in it, and that of what lies behind text.
fn classes(color: Color) -> Option<(&'static str, &'static str)> {
    Some(match color {
        Color::Red | Color::LightRed => ("r", "R"),
        Color::Green | Color::LightGreen => ("g", "G"),
        Color::Yellow | Color::LightYellow => ("y", "Y"),
        Color::Blue | Color::LightBlue => ("b", "B"),
        Color::Magenta | Color::LightMagenta => ("m", "M"),
        Color::Cyan | Color::LightCyan => ("c", "C"),
        Color::Gray | Color::DarkGray => ("a", "A"),
        Color::Black => ("k", "K"),
        Color::White => ("w", "w"),
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
        assert!(picture.contains(r#"<text class="r" x="50" y="28" textLength="27">röd</text>"#), "{picture}");
        assert!(picture.contains(r#"<rect x="32" y="14" width="9" height="19" fill-opacity="0.25"/>"#), "{picture}");
    }

    #[test]
    fn every_colour_has_a_rule_on_a_light_page_and_on_a_dark_one() {
        let (light, dark) = rules().split_once("@media").map(|(a, b)| (a.to_owned(), b.to_owned())).expect("two");
        let used: Vec<_> = [Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta, Color::Cyan, Color::Gray]
            .into_iter()
            .filter_map(classes)
            .flat_map(|(ink, ground)| [ink, ground])
            .chain([PAPER, INK, EDGE])
            .collect();
        assert!(used.iter().all(|class| light.contains(&format!(".{class}{{fill:#"))), "{light}");
        assert!([PAPER, INK, EDGE, "r", "g", "y"].iter().all(|class| dark.contains(&format!(".{class}{{fill:#"))), "{dark}");
    }
}
