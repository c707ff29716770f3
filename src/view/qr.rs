//! A QR code in cells: dark on light whatever the theme, since that is what phones read.

use qrcode::{EcLevel, QrCode};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::canvas::Canvas;

/// The light border around a code that its standard asks for, in modules.
const QUIET: usize = 4;
/// The narrowest border that is still read, in modules; the code itself begins with light between its corners.
const QUIET_LEAST: usize = 2;

/// A code.
#[derive(Debug)]
pub(super) struct QrPicture {
    /// Modules on each side.
    side: usize,
    dark: Vec<bool>,
    /// Whether half blocks can be shown: two modules a cell. Without them a module is two cells.
    halves: bool,
}

impl QrPicture {
    /// The code of an address; none when it is too long for one.
    pub fn of(address: &str, halves: bool) -> Option<Self> {
        let code = QrCode::with_error_correction_level(address, EcLevel::L).ok()?;
        let dark = code.to_colors().into_iter().map(|c| c == qrcode::Color::Dark).collect();
        Some(Self { side: code.width(), dark, halves })
    }

    /// Columns and rows with a border of `quiet` modules.
    fn size(&self, quiet: usize) -> (u16, u16) {
        let modules = self.side + 2 * quiet;
        let (columns, rows) = if self.halves { (modules, modules.div_ceil(2)) } else { (2 * modules, modules) };
        (columns as u16, rows as u16)
    }

    /// Columns and rows that it needs at least.
    pub fn least(&self) -> (u16, u16) {
        self.size(QUIET_LEAST)
    }

    /// Columns and rows with the whole border.
    pub fn whole(&self) -> (u16, u16) {
        self.size(QUIET)
    }

    /// Draws it into the middle of an area with as wide a border as there is room for; whether it fitted.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) -> bool {
        let fits = |quiet: &usize| {
            let (columns, rows) = self.size(*quiet);
            columns <= area.width && rows <= area.height
        };
        let Some(quiet) = (QUIET_LEAST..=QUIET).rev().find(fits) else { return false };
        let (columns, rows) = self.size(quiet);
        let (left, top) = (area.x + (area.width - columns) / 2, area.y + (area.height - rows) / 2);
        for y in 0..rows {
            for x in 0..columns {
                let (symbol, style) = self.cell(usize::from(x), usize::from(y), quiet);
                canvas.buffer()[(left + x, top + y)].set_symbol(symbol).set_style(style);
            }
        }
        true
    }

    fn cell(&self, x: usize, y: usize, quiet: usize) -> (&'static str, Style) {
        let ink = Style::new().fg(Color::Black).bg(Color::White);
        if !self.halves {
            let dark = self.dark(x / 2, y, quiet);
            return (" ", if dark { Style::new().fg(Color::White).bg(Color::Black) } else { ink });
        }
        let symbol = match (self.dark(x, 2 * y, quiet), self.dark(x, 2 * y + 1, quiet)) {
            (true, true) => "█",
            (true, false) => "▀",
            (false, true) => "▄",
            (false, false) => " ",
        };
        (symbol, ink)
    }

    /// Whether a module is dark; those of the border are not.
    fn dark(&self, x: usize, y: usize, quiet: usize) -> bool {
        let inside = quiet..quiet + self.side;
        inside.contains(&x) && inside.contains(&y) && self.dark[(y - quiet) * self.side + x - quiet]
    }
}
