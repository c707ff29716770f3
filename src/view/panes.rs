//! The four panes about one account, and the words of an empty start.

use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::canvas::Canvas;
use super::theme::{Role, Styles};
use super::timeline;
use crate::app::screen::event_words::{log_note, title};
use crate::app::screen::full_text;
use crate::app::screen::layout::Areas;
use crate::app::screen::lines;
use crate::app::screen::page_text;
use crate::app::screen::pane_content::{
    GROUND_NAME, STEP_TITLE, Signs, head, questions, questions_beside, sentences, step_title,
};
use crate::app::screen::pane_rows;
use crate::app::screen::wrap;
use crate::app::{Detail, Model, Pane};
use crate::content::{self, fill, phrases};
use crate::domain::Ground;

/// What this is, the four stages, and the key to begin with.
pub(super) fn welcome(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let words = &phrases(model.lang).welcome;
    let narrow = area.width < 50;
    let left = area.width.min(if narrow { 1 } else { 3 });
    let inner = Rect { x: area.x + left, width: (area.width - left).min(wrap::TEXT_MAX), ..area };
    let stages = words.stages.join(if narrow { " ─ " } else { " ───── " });
    let title = Rect { y: area.y.saturating_sub(1), height: 1, ..area };
    canvas.range(title, &model.keymap.fill_names(&words.other_language));
    let (begin, demo) = ((&words.begin, Role::Accent), (&words.demo, Role::Plain));
    let (what, how) = ((&words.what, Role::Strong), (&words.how, Role::Plain));
    let (private, stages) = ((&words.private, Role::Plain), (&stages, Role::Strong));
    let complain = (&words.complain, Role::Plain);
    // On a low screen what to do stands first: the end may find no room.
    let low = area.height < 12;
    let said = if low {
        [what, begin, demo, stages, private, how, complain]
    } else {
        [what, how, complain, private, stages, begin, demo]
    };
    let lines = |text: &String| wrap::lines(&model.keymap.fill_names(text), usize::from(inner.width));
    let wrapped: Vec<(Vec<String>, Role)> = said.into_iter().map(|(text, role)| (lines(text), role)).collect();
    let lines: usize = wrapped.iter().map(|(lines, _)| lines.len()).sum();
    let air = u16::from(usize::from(area.height) > lines + wrapped.len());
    let mut y = air;
    for (lines, role) in &wrapped {
        if usize::from(y) + lines.len() > usize::from(inner.height) {
            break;
        }
        for line in lines {
            canvas.put(inner, 0, y, line, *role);
            y += 1;
        }
        y += air;
    }
    canvas.cursor = Some(Position::new(inner.x, inner.y + air));
}

/// The whole text of what is under the cursor, below the list, when the pane is zoomed.
fn whole(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let below = pane_rows::split_whole(model, area).1;
    if below.height == 0 {
        return;
    }
    if !model.zoomed {
        for (line, y) in page_text::cut_row(model, area.width).iter().zip(0..) {
            canvas.put(below, 4, y, line, Role::Strong);
        }
        return;
    }
    let (last, _) = pane_rows::wording_scroll(model);
    let top = model.wording_scroll.min(last);
    // What is cut is read on with the keys that go through the list.
    let arrows: Vec<&str> =
        [(top > 0, "k ↑"), (top < last, "j ↓")].into_iter().filter(|(more, _)| *more).map(|(_, key)| key).collect();
    canvas.right(below, below.width.saturating_sub(1), 0, &arrows.join(" "), Role::Strong);
    for (i, line) in page_text::full_text(model, usize::from(area.width.saturating_sub(4))).iter().skip(top).enumerate() {
        let role = if line.role == lines::LineRole::Alarm { Role::Alarm } else { Role::Plain };
        canvas.put(below, 2, i as u16 + 1, &line.text, role);
    }
}

/// Where the case stands, and the ten steps.
pub(super) fn steps(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let Some(detail) = &model.detail else { return };
    whole(canvas, model, area);
    state(canvas, model, detail, pane_rows::split_whole(model, area).0);
    let rows = pane_rows::of(model, Pane::Steps, area);
    let steps = content::steps(detail.account.fields.platform, model.lang);
    let on = model.focus == Pane::Steps;
    let cursor = if on { model.step } else { detail.next_step(model.today) };
    for (i, words) in steps.iter().enumerate().skip(rows.top).take(rows.in_sight()) {
        let (y, here) = (rows.line(i), words.step == cursor);
        if here {
            canvas.mark(rows.area, y, on && model.dialog.is_none());
        }
        let sign = match (detail.done(words.step), detail.is_idle(words.step)) {
            (true, _) => canvas.theme.pick(" ✓ ", " + "),
            (false, true) => " - ",
            (false, false) => canvas.theme.pick(" · ", " . "),
        };
        // Narrow enough to be set off and back within few bytes.
        canvas.name(rows.area, (1, y), 3, sign, here && on && model.dialog.is_none());
        // The step to go on with is seen from other panes too; with the keys, the sign is enough and costs less.
        let role = if here && !on { Role::Strong } else { Role::Plain };
        canvas.cell(
            rows.area,
            STEP_TITLE,
            y,
            rows.area.width.saturating_sub(STEP_TITLE + 1),
            step_title(words, detail, model.lang),
            role,
        );
        if rows.height(i) > 1 {
            let width = wrap::text_width(rows.area.width.saturating_sub(STEP_TITLE - 2));
            below(canvas, rows.area, (STEP_TITLE, y + 1), &sentences(&words.help, width));
        }
    }
}

/// The text of a row, on the lines below it.
fn below(canvas: &mut Canvas<'_>, area: Rect, (x, y): (u16, u16), lines: &[String]) {
    for (line, y) in lines.iter().zip(y..) {
        canvas.put(area, x, y, line, Role::Dim);
    }
}

/// The status in full and what follows from it, and the timeline.
fn state(canvas: &mut Canvas<'_>, model: &Model, detail: &Detail, area: Rect) {
    let state = detail.case.state(detail.account.added_on, model.today);
    let sign = canvas.theme.sign(state.status(model.today));
    let head = head(model, detail, area, Signs { status: sign, dot: canvas.theme.dot() });
    for (y, line) in head.state.iter().enumerate() {
        canvas.put(area, 2, y as u16, line, Role::Strong);
    }
    if !head.state.is_empty() {
        canvas.put(area, 2, 0, sign, Styles::sign_role(state, model.today));
    }
    if let Some(timeline) = &head.timeline {
        let below = head.state.len() as u16;
        timeline::render(
            canvas,
            timeline,
            Rect { x: area.x + 2, y: area.y + below, width: area.width.saturating_sub(2), ..area },
        );
    }
}

/// The fifteen grounds; while another pane has the keys, only the chosen ones.
pub(super) fn objections(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let Some(detail) = &model.detail else { return };
    let chosen = &detail.draft.grounds;
    let rows = pane_rows::of(model, Pane::Objections, area);
    if model.focus != Pane::Objections {
        if chosen.is_empty() {
            canvas.cell(area, 2, 0, area.width.saturating_sub(3), &phrases(model.lang).empty.grounds, Role::Dim);
        }
        for (i, ground) in chosen.iter().take(rows.in_sight()).enumerate() {
            let y = rows.line(i);
            ground_row(canvas, model, area, y, *ground, (true, false));
            if rows.height(i) > 1 {
                let width = wrap::text_width(area.width.saturating_sub(GROUND_NAME - 2));
                below(
                    canvas,
                    area,
                    (GROUND_NAME, y + 1),
                    &wrap::lines(&content::ground(*ground, model.platform(), model.lang).text, width),
                );
            }
        }
        return;
    }
    whole(canvas, model, area);
    for (i, ground) in Ground::ALL.iter().enumerate().skip(rows.top).take(rows.in_sight()) {
        let y = (i - rows.top) as u16;
        let here = *ground == model.ground && model.dialog.is_none();
        if *ground == model.ground {
            canvas.mark(rows.area, y, here);
        }
        ground_row(canvas, model, rows.area, y, *ground, (chosen.contains(ground), here));
    }
}

fn ground_row(canvas: &mut Canvas<'_>, model: &Model, area: Rect, y: u16, ground: Ground, (chosen, here): (bool, bool)) {
    let sign = if chosen { canvas.theme.pick(" ▣ ", " * ") } else { canvas.theme.pick(" □ ", " _ ") };
    canvas.name(area, (1, y), 3, sign, here);
    let role = if chosen { Role::Strong } else { Role::Plain };
    canvas.cell(
        area,
        GROUND_NAME,
        y,
        area.width.saturating_sub(GROUND_NAME + 1),
        &content::ground(ground, model.platform(), model.lang).short,
        role,
    );
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
    let width = wrap::text_width(area.width);
    let (lines, role) = if detail.draft.reason.trim().is_empty() {
        (unwritten(model, width, usize::from(area.height)), Role::Dim)
    } else {
        (full_text::own_words(model, area).0, Role::Plain)
    };
    // Where the whole text stands beside the panes, it is that which scrolls.
    let top = if areas.text.height > 0 { 0 } else { model.text_scroll.min(lines.len().saturating_sub(usize::from(area.height))) };
    for (y, line) in lines.iter().skip(top).take(usize::from(area.height)).enumerate() {
        canvas.put(area, 2, y as u16, line, role);
    }
}

/// What stands in place of a reason: what it is for, and as many of the questions as fit whole.
fn unwritten(model: &Model, width: usize, height: usize) -> Vec<String> {
    let mut lines = wrap::lines(&phrases(model.lang).empty.reason, width);
    for more in questions(model, width) {
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
    let inside = areas.inside(Pane::Reason);
    for (line, y) in questions_beside(model, inside).iter().zip(rect.height..) {
        canvas.put(inside, 2, y, line, Role::Dim);
    }
    let row = Rect { y: rect.y + rect.height + areas.questions, height: 1, ..rect };
    let done = format!("[ {} ]", phrases(model.lang).buttons.done);
    let x = canvas.put(row, 0, 0, &done, if model.reason.on_done { Role::Pressed } else { Role::Dim }) + 1;
    let n = edit.len();
    if n * 10 <= edit.max() * 8 {
        // How a keyboard without Esc and arrows leaves the text.
        let words = &phrases(model.lang).notices;
        let down = canvas.theme.pick("↓", "Down");
        let leave = format!("{down} {}", words.dot_leaves);
        canvas.cell(row, x, 0, row.width.saturating_sub(x), &leave, Role::Dim);
    }
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

/// What happened, oldest first, with the cursor's event in sight.
pub(super) fn log(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let Some(detail) = &model.detail else { return };
    if detail.events.is_empty() {
        canvas.cell(area, 2, 0, area.width.saturating_sub(3), &phrases(model.lang).empty.log, Role::Dim);
        return;
    }
    let on = model.focus == Pane::Log && model.dialog.is_none();
    let rows = pane_rows::of(model, Pane::Log, area);
    for (i, event) in detail.events.iter().enumerate().skip(rows.top).take(rows.in_sight()) {
        let y = (i - rows.top) as u16;
        let here = i == model.log_cursor && model.focus == Pane::Log;
        if here {
            canvas.mark(rows.area, y, on);
        }
        let struck = detail.voided.contains(&event.id);
        let role = if struck { Role::Struck } else { Role::Plain };
        let title = title(event, detail, model);
        let (day, kind) = title.split_at(title.find(' ').unwrap_or(title.len()));
        let x = canvas.put(rows.area, 2, y, day, if here && on { Role::Selected } else { role });
        let x = canvas.put(rows.area, x, y, kind, role) + 2;
        let note = log_note(event, detail, model.lang);
        if usize::from(x) + 6 < usize::from(rows.area.width) {
            canvas.cell(rows.area, x, y, rows.area.width.saturating_sub(x + 1), &note, role);
        }
    }
}
