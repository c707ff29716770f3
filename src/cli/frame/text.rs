//! A frame as text: plain, or with the terminal's own sequences for colours.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// The rows as text, without what is blank at their ends.
pub fn plain(buffer: &Buffer) -> String {
    rows(buffer).map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>().trim_end().to_owned() + "\n").collect()
}

/// The rows with their styles, each ending in the terminal's own.
pub fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    for row in rows(buffer) {
        let mut pen = String::new();
        for cell in row {
            let wanted = sequence(cell);
            if wanted != pen {
                out.push_str("\x1b[0m");
                out.push_str(&wanted);
                pen = wanted;
            }
            out.push_str(cell.symbol());
        }
        out.push_str(if pen.is_empty() { "\n" } else { "\x1b[0m\n" });
    }
    out
}

/// The cells that begin a character, row by row: a wide one hides the cell behind it.
pub fn rows(buffer: &Buffer) -> impl Iterator<Item = Vec<&Cell>> {
    let area = buffer.area;
    (area.top()..area.bottom()).map(move |y| {
        let (mut x, mut row) = (area.left(), Vec::new());
        while x < area.right() {
            let cell = &buffer[(x, y)];
            row.push(cell);
            x += (cell.symbol().width() as u16).max(1);
        }
        row
    })
}

fn sequence(cell: &Cell) -> String {
    let mut codes = Vec::new();
    for (modifier, code) in [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
        (Modifier::CROSSED_OUT, 9),
    ] {
        if cell.modifier.contains(modifier) {
            codes.push(code.to_string());
        }
    }
    codes.extend(color(cell.fg, 30));
    codes.extend(color(cell.bg, 40));
    if codes.is_empty() { String::new() } else { format!("\x1b[{}m", codes.join(";")) }
}

/// The code of a colour: `base` is 30 for the foreground, 40 for the background.
fn color(color: Color, base: u8) -> Option<String> {
    let at = match color {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => return Some(format!("{};2;{r};{g};{b}", base + 8)),
        Color::Indexed(n) => return Some(format!("{};5;{n}", base + 8)),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
    };
    Some((base + at).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn buffer() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 2));
        buffer.set_string(0, 0, "a日b", Style::new());
        buffer.set_string(1, 1, "röd", Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
        buffer
    }

    #[test]
    fn a_wide_character_takes_no_blank_behind_it() {
        assert_eq!(plain(&buffer()), "a日b\n röd\n");
    }

    #[test]
    fn a_style_ends_with_its_row() {
        assert_eq!(ansi(&buffer()), "a日b    \n \x1b[0m\x1b[1;31mröd\x1b[0m    \n");
    }
}
