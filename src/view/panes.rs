//! The four panes about one account, and the words of an empty start.

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::screen::layout::Areas;
use crate::app::screen::lines;
use crate::app::screen::page_text::{self, log_note, title};
use crate::app::screen::pane_rows::{self, Rows, Signs};
use crate::app::screen::wrap;
use crate::app::{Detail, Model, Pane};
use crate::content::{self, fill, phrases};
use crate::domain::Ground;
use crate::domain::text::escape_control_lines;

/// Three lines on what this is, and the key to begin with.
pub(super) fn welcome(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let words = &phrases(model.lang).welcome;
    let left = area.width.min(3);
    let inner = Rect { x: area.x + left, width: area.width.saturating_sub(2 * left).min(76), ..area };
    let air = u16::from(area.height > 12);
    let mut y = air;
    for (text, role) in
        [(&words.what, Role::Strong), (&words.how, Role::Plain), (&words.begin, Role::Accent), (&words.other_language, Role::Dim)]
    {
        for line in wrap::lines(text, usize::from(inner.width)) {
            canvas.put(inner, 0, y, &line, role);
            y += 1;
        }
        y += air;
    }
}

/// The whole text of what is under the cursor, below the list, when the pane is zoomed.
fn whole(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let below = pane_rows::split_whole(model, area).1;
    if below.height == 0 {
        return;
    }
    for (i, line) in page_text::full_text(model, usize::from(area.width.saturating_sub(4))).iter().enumerate() {
        let role = if line.role == lines::LineRole::Alarm { Role::Alarm } else { Role::Plain };
        canvas.put(below, 2, i as u16 + 1, &line.text, role);
    }
}

/// Where the case stands, and the ten steps.
pub(super) fn steps(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let Some(detail) = &model.detail else { return };
    whole(canvas, model, area);
    state(canvas, model, detail, pane_rows::split_whole(model, area).0);
    let Rows { area, top, .. } = pane_rows::of(model, Pane::Steps, area);
    let steps = content::steps(detail.account.fields.platform, model.lang);
    let on = model.focus == Pane::Steps;
    let cursor = if on { model.step } else { usize::from(detail.next_step(model.today)) - 1 };
    for (i, step) in steps.iter().enumerate().skip(top).take(usize::from(area.height)) {
        let y = (i - top) as u16;
        let n = i as u8 + 1;
        if i == cursor {
            canvas.mark(area, y, on && model.dialog.is_none());
        }
        let (sign, role) = match (detail.done(n), detail.idle_step(n)) {
            (true, _) => (canvas.theme.pick("✓", "x"), Role::Dim),
            (false, true) => ("-", Role::Dim),
            (false, false) => (canvas.theme.pick("·", "."), Role::Plain),
        };
        canvas.put(area, 2, y, sign, role);
        canvas.cell(area, 4, y, area.width.saturating_sub(5), &step.title, role);
    }
}

/// The status in full and what follows from it.
fn state(canvas: &mut Canvas<'_>, model: &Model, detail: &Detail, area: Rect) {
    let state = detail.case.state(detail.account.added_on);
    let signs = Signs { status: canvas.theme.sign(state.status(model.today)), dot: canvas.theme.dot() };
    let role = if state.overdue(model.today) { Role::Alarm } else { Role::Strong };
    for (y, line) in pane_rows::state(model, detail, area, signs).iter().enumerate() {
        canvas.put(area, 2, y as u16, line, role);
    }
}

/// The fifteen grounds; while another pane has the keys, only the chosen ones.
pub(super) fn objections(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let Some(detail) = &model.detail else { return };
    let chosen = &detail.draft.grounds;
    if model.focus != Pane::Objections {
        if chosen.is_empty() {
            canvas.cell(area, 2, 0, area.width.saturating_sub(3), &phrases(model.lang).empty.grounds, Role::Dim);
        }
        for (y, ground) in chosen.iter().take(usize::from(area.height)).enumerate() {
            ground_row(canvas, model, area, y as u16, *ground, true);
        }
        return;
    }
    whole(canvas, model, area);
    let Rows { area, top, .. } = pane_rows::of(model, Pane::Objections, area);
    for (i, ground) in Ground::ALL.iter().enumerate().skip(top).take(usize::from(area.height)) {
        let y = (i - top) as u16;
        if i == model.ground {
            canvas.mark(area, y, model.dialog.is_none());
        }
        ground_row(canvas, model, area, y, *ground, chosen.contains(ground));
    }
}

fn ground_row(canvas: &mut Canvas<'_>, model: &Model, area: Rect, y: u16, ground: Ground, chosen: bool) {
    let (sign, role) =
        if chosen { (canvas.theme.pick("▣", "x"), Role::Strong) } else { (canvas.theme.pick("□", "."), Role::Plain) };
    canvas.put(area, 2, y, sign, role);
    canvas.cell(area, 4, y, area.width.saturating_sub(5), &content::ground(ground, model.lang).short, role);
}

/// The custom reason: the text area while it is edited, else the text.
pub(super) fn reason(canvas: &mut Canvas<'_>, model: &Model, areas: &Areas) {
    let area = areas.inside(Pane::Reason);
    let Some(detail) = &model.detail else { return };
    if model.reason.editing {
        return editor(canvas, model, areas);
    }
    if model.focus == Pane::Reason {
        canvas.mark(area, 0, model.dialog.is_none());
    }
    let width = usize::from(area.width.saturating_sub(4));
    let (lines, role) = if detail.draft.reason.trim().is_empty() {
        (unwritten(model, width, usize::from(area.height)), Role::Dim)
    } else {
        (wrap::lines(&escape_control_lines(&detail.draft.reason), width), Role::Plain)
    };
    for (y, line) in lines.iter().take(usize::from(area.height)).enumerate() {
        canvas.put(area, 2, y as u16, line, role);
    }
}

/// What stands in place of a reason: what it is for, and as many of the questions as fit whole.
fn unwritten(model: &Model, width: usize, height: usize) -> Vec<String> {
    let mut lines = wrap::lines(&phrases(model.lang).empty.reason, width);
    for question in content::reason_questions(model.lang) {
        let parts = question.caution.iter().chain([&question.text]);
        let more: Vec<String> = parts.flat_map(|text| wrap::lines(&format!("· {text}"), width)).collect();
        if lines.len() + more.len() > height {
            break;
        }
        lines.extend(more);
    }
    lines
}

fn editor(canvas: &mut Canvas<'_>, model: &Model, areas: &Areas) {
    let rect = areas.editor();
    let edit = &model.reason.edit;
    if rect.is_empty() {
        return;
    }
    edit.widget().render(edit.inner(), canvas.buffer());
    let row = Rect { y: rect.y + rect.height, height: 1, ..rect };
    let done = format!("[ {} ]", phrases(model.lang).buttons.done);
    canvas.put(row, 0, 0, &done, if model.reason.on_done { Role::Pressed } else { Role::Dim });
    let n = edit.len();
    if n * 10 > edit.max() * 8 {
        let words = &phrases(model.lang).notices;
        let phrase = if edit.is_full() { &words.length_full } else { &words.length };
        let number = |n: usize| content::number(n as u64, model.lang);
        let text = fill(phrase, &[("n", &number(n)), ("max", &number(edit.max()))]);
        canvas.right(row, row.width.saturating_sub(1), 0, &text, Role::Dim);
    }
    let (x, y) = edit.cursor();
    let at = Position::new(rect.x + x, rect.y + y);
    canvas.cursor = Some(if model.reason.on_done { Position::new(row.x, row.y) } else { at });
}

/// What happened, oldest first, with the cursor's entry in sight.
pub(super) fn log(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let Some(detail) = &model.detail else { return };
    if detail.entries.is_empty() {
        canvas.cell(area, 2, 0, area.width.saturating_sub(3), &phrases(model.lang).empty.log, Role::Dim);
        return;
    }
    let on = model.focus == Pane::Log;
    let cursor = if on { model.entry } else { detail.entries.len() - 1 };
    let Rows { area, top, .. } = pane_rows::of(model, Pane::Log, area);
    for (i, entry) in detail.entries.iter().enumerate().skip(top).take(usize::from(area.height)) {
        let y = (i - top) as u16;
        if on && i == cursor {
            canvas.mark(area, y, model.dialog.is_none());
        }
        let role = if detail.voided.contains(&entry.id) { Role::Struck } else { Role::Plain };
        let x = canvas.put(area, 2, y, &title(entry, detail, model.lang), role) + 2;
        let note = log_note(entry, detail, model.lang);
        if usize::from(x) + 6 < usize::from(area.width) {
            let role = if role == Role::Struck { role } else { Role::Dim };
            canvas.cell(area, x, y, area.width.saturating_sub(x + 1), &note, role);
        }
    }
}
