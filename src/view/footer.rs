//! The last lines: what was just done, and the keys that mean something here.

use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

use super::canvas::{Canvas, through, width};
use super::theme::Role;
use crate::app::model::text_input::Edit;
use crate::app::screen::layout::PHONE;
use crate::app::screen::message::{self, MessageRole};
use crate::app::screen::{hints, key_hints};
use crate::app::{Model, Pane};
use crate::content::phrases;

/// Draws it, and above it what was just done. Keys that do not fit are left out whole, from the right, but never the way
/// back, menu and help.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, area: Rect, message: Rect) {
    say(canvas, model, message);
    if let Some(edit) = &model.search {
        return search(canvas, model, edit, area);
    }
    let keys = key_hints::keys(model);
    let (rest, last) = keys.split_at(keys.len() - key_hints::kept(model, &keys).min(keys.len()));
    // Beside the text there is most to do: on a phone its keys stand closer.
    let text = matches!(model.focus, Pane::Objections | Pane::Reason) && key_hints::in_panes(model);
    let gap: u16 = match (area.width < PHONE, text) {
        (true, true) => 1,
        (true, false) => 2,
        (false, _) => 3,
    };
    let long = |(key, what): &(String, String)| width(key) + 1 + width(what) + usize::from(gap);
    let kept: usize = last.iter().map(long).sum();
    let mut left = usize::from(area.width.saturating_sub(1) + gap).saturating_sub(kept);
    let mut x = 1;
    let asked = hints::asked_for(model).filter(|_| key_hints::in_panes(model)).map(|(_, words)| words);
    let mut put = |(key, what): &(String, String), role| {
        x = canvas.put(area, x, 0, key, Role::Strong) + 1;
        x = canvas.put(area, x, 0, what, role) + gap;
    };
    for item in rest {
        let needs = long(item);
        if needs > left {
            break;
        }
        left -= needs;
        put(item, if asked == Some(item.1.as_str()) { Role::Accent } else { Role::Plain });
    }
    for item in last {
        put(item, Role::Plain);
    }
}

/// What was just done, in full.
fn say(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let Some((lines, role)) = message::lines(model) else { return };
    let role = match role {
        MessageRole::Plain => Role::Plain,
        MessageRole::Done => Role::Accent,
        MessageRole::Waiting => Role::Strong,
        MessageRole::Refused => Role::Alarm,
    };
    Clear.render(area, canvas.buffer());
    for (y, line) in lines.iter().enumerate() {
        canvas.put(area, 1, y as u16, line, role);
    }
}

/// The search while it is typed.
fn search(canvas: &mut Canvas<'_>, model: &Model, edit: &Edit, area: Rect) {
    let words = &phrases(model.lang).finding;
    let x = canvas.put(area, 1, 0, &words.search, Role::Strong) + 1;
    let enter = canvas.theme.pick("↵", "Enter");
    let clears = if area.width >= PHONE { "Esc" } else { "Backspace" };
    // On a phone the empty field is left by the key that emptied it.
    let brief = format!("{enter} {}", words.keep);
    let whole = format!("{brief}   {clears} {}", words.clear);
    let hints = if area.width < PHONE && !edit.is_empty() { brief.clone() } else { whole };
    // On a narrow screen what is typed matters more than how to end it.
    let fits = |hints: &&String| usize::from(area.width) > usize::from(x) + width(hints) + 14;
    let hints = [&hints, &brief].into_iter().find(fits);
    let end = area.width - hints.map_or(0, |hints| width(hints) as u16 + 2);
    if let Some(hints) = hints {
        canvas.right(area, area.width.saturating_sub(1), 0, hints, Role::Dim);
    }
    let room = usize::from(end.saturating_sub(x + 1)).max(1);
    let at = edit.cells_before();
    let (seen, seen_at) = through(&edit.text(), at, room, canvas.theme.ellipsis());
    canvas.put(area, x, 0, &seen, Role::Plain);
    // What can be typed, until something is; behind the cursor, which is on the first cell.
    if seen.is_empty() && room > 2 + width(&words.example) {
        canvas.put(area, x + 2, 0, &words.example, Role::Dim);
    }
    canvas.cursor = Some(Position::new(area.x + x + seen_at.min(room - 1) as u16, area.y));
}
