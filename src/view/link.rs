//! The link dialog: the address whole, as a hyperlink where the terminal takes one, buttons, and the QR code.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::dialog::{buttons, more_to_read, text_heading};
use super::qr::QrPicture;
use super::theme::Role;
use crate::app::Model;
use crate::app::model::dialog::LinkDialog;
use crate::app::screen::link_layout::{self, address, air, words};
use crate::app::screen::wrap;
use crate::content::{fill, phrases};

/// A link, whole, and what can be done with it.
pub(super) fn dialog(canvas: &mut Canvas<'_>, model: &Model, dialog: LinkDialog, area: Rect) {
    let inside = text_heading(canvas, model, area);
    let width = usize::from(inside.width);
    let address = address(model, dialog.to);
    let mut y = 0;
    for line in wrap::lines(address, width) {
        canvas.link(inside, 0, y, &line, address);
        y += 1;
    }
    y += air(inside.height);
    let labels = link_layout::labels(model.lang);
    y += buttons(canvas, below(inside, y), &labels, Some(dialog.at as usize), true) + air(inside.height);
    let rest = below(inside, y);
    let words = words(model, dialog.to, width);
    for (y, line) in words.iter().skip(usize::from(dialog.scroll)).take(usize::from(rest.height)).enumerate() {
        canvas.put(rest, 0, y as u16, line, Role::Plain);
    }
    more_to_read(canvas, area, rest, words.len(), usize::from(dialog.scroll));
    // Where there is room for the whole code, it needs no button.
    let room = below(rest, words.len() as u16 + 1);
    let code = QrPicture::of(address, canvas.theme.unicode());
    if let Some(code) = code.filter(|code| code.whole().0 <= room.width && code.whole().1 <= room.height) {
        code.draw(canvas, room);
    }
}

fn below(area: Rect, y: u16) -> Rect {
    let y = y.min(area.height);
    Rect { y: area.y + y, height: area.height - y, ..area }
}

/// The QR code with the whole screen to itself, or how much it needs.
pub(super) fn code(canvas: &mut Canvas<'_>, model: &Model, dialog: LinkDialog, area: Rect) {
    let code = QrPicture::of(address(model, dialog.to), canvas.theme.unicode());
    let notices = &phrases(model.lang).notices;
    // The line with the way back gives way to the code, which any key leaves.
    let above = Rect { height: area.height.saturating_sub(1), ..area };
    if code.as_ref().is_some_and(|code| code.draw(canvas, above)) {
        canvas.put(below(area, above.height), 1, 0, &notices.any_key, Role::Dim);
        return;
    }
    if code.as_ref().is_some_and(|code| code.draw(canvas, area)) {
        return;
    }
    let sentence = match code {
        Some(code) => {
            let (columns, rows) = code.least();
            let numbers = [columns, rows, area.width, area.height].map(|n| n.to_string());
            let names = ["columns", "rows", "width", "height"];
            let values: Vec<(&str, &str)> = names.into_iter().zip(numbers.iter().map(String::as_str)).collect();
            fill(&notices.code_needs, &values)
        }
        None => notices.code_too_long.clone(),
    };
    let inner = Rect { x: area.x + area.width.min(1), width: area.width.saturating_sub(2), ..area };
    let mut y = 1;
    for (text, role) in [(&sentence, Role::Plain), (&notices.any_key, Role::Dim)] {
        for line in wrap::lines(text, usize::from(inner.width)) {
            canvas.put(inner, 0, y, &line, role);
            y += 1;
        }
        y += 1;
    }
}
