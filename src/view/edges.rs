//! The edges of the screen: header, banner, titles, and the one line of a screen too small.

use ratatui::layout::Rect;

use super::canvas::{Canvas, fit, width};
use super::theme::Role;
use crate::app::forms;
use crate::app::screen::banner;
use crate::app::screen::header::{self, HeaderRole};
use crate::app::screen::layout::{SMALLEST, Shape, below_title};
use crate::app::screen::others::others_words;
use crate::app::screen::pane_rows;
use crate::app::screen::wrap;
use crate::app::{Model, Pane};
use crate::content::{fill, number, phrases, status_words};

/// The line for a screen on which nothing fits.
pub(super) fn too_small(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let (w, h) = (SMALLEST.0.to_string(), SMALLEST.1.to_string());
    let text = fill(&phrases(model.lang).notices.too_small, &[("width", &w), ("height", &h)]);
    for (y, line) in wrap::lines(&text, usize::from(area.width)).iter().enumerate() {
        canvas.put(area, 0, y as u16, line, Role::Plain);
    }
}

/// Name, counts by rank, and the date.
pub(super) fn header(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let date = model.today.to_string();
    // Invented cases are never taken for one's own.
    let name = if model.demo { " nej demo " } else { " nej " };
    let mut x = canvas.put(area, 0, 0, name, Role::Accent) + 1;
    let room = usize::from(area.width.saturating_sub(x + 1));
    let line = header::line(model, room, date.len() + 2);
    if line.dated {
        canvas.right(area, area.width.saturating_sub(1), 0, &date, Role::Plain);
    }
    for (i, (text, role)) in line.items.iter().enumerate() {
        x = canvas.put(area, x, 0, if i == 0 { "" } else { canvas.theme.dot() }, Role::Dim);
        canvas.cell(area, x, 0, area.width.saturating_sub(x + 1), text, header_role(*role));
        x += width(text) as u16;
    }
}

const fn header_role(role: HeaderRole) -> Role {
    match role {
        HeaderRole::Plain => Role::Plain,
        HeaderRole::Strong => Role::Strong,
        HeaderRole::Alarm => Role::Alarm,
    }
}

/// The lines about overdue cases: the one loud place of the screen.
pub(super) fn banner(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    for (y, line) in banner::lines(model).iter().enumerate() {
        let y = y as u16;
        match line {
            banner::BannerLine::Words(text) => {
                let blank = " ".repeat(usize::from(area.width));
                canvas.put(area, 0, y, &blank, Role::Banner);
                if y == 0 {
                    canvas.put(area, 1, y, "!", Role::Banner);
                }
                canvas.put(area, 3, y, text, Role::Banner);
            }
            banner::BannerLine::Link(part) => {
                canvas.link(area, 3, y, part, model.links.complaint());
            }
        }
    }
}

/// The titled rule above a pane; where panes take turns, the line of tabs.
pub(super) fn title(canvas: &mut Canvas<'_>, model: &Model, pane: Pane, rect: Rect, shape: Shape) {
    let lit = if model.focus == pane && model.dialog.is_none() { Role::Accent } else { Role::Strong };
    let mut x = 1;
    for (other, from, text) in pane_rows::tabs(model, pane, shape) {
        let role = if other == pane { lit } else { Role::Plain };
        if role == Role::Accent {
            // The blanks around it belong to it.
            canvas.put(rect, from - 1, 0, &format!(" {text} "), role);
        }
        x = canvas.put(rect, from, 0, &text, role) + 2;
    }
    x -= 1;
    let range = pane_rows::range(model, pane, below_title(rect));
    // Where the titles leave no room for the numbers, the arrow alone says that there is more.
    let fits = |text: &str| usize::from(x) + width(text) + 4 <= usize::from(rect.width);
    let arrow = range.rsplit(' ').next().unwrap_or_default();
    let range = [range.as_str(), arrow].into_iter().find(|text| fits(text)).unwrap_or_default().to_owned();
    let mut suffix = suffix(model, pane);
    if let Some(detail) = model.detail.as_ref().filter(|_| pane.index() > 1 && (model.zoomed || shape == Shape::Phone)) {
        // No list beside it says whose pane it is.
        let dot = if suffix.is_empty() { "" } else { canvas.theme.dot() };
        suffix = format!("{}{dot}{suffix}", detail.account.fields.handle);
    }
    let alone = model.zoomed || matches!(shape, Shape::Phone | Shape::Narrow);
    if let Some(detail) = model.detail.as_ref().filter(|_| pane == Pane::Steps || (alone && pane != Pane::Accounts)) {
        let others = others_words(model, detail.id());
        let dot = if suffix.is_empty() || others.is_empty() { "" } else { canvas.theme.dot() };
        suffix = format!("{others}{dot}{suffix}");
    }
    let rule = canvas.theme.pick("── ", "-- ");
    let taken = if range.is_empty() { 0 } else { width(&range) as u16 + 4 };
    let room = usize::from(rect.width.saturating_sub(x + 2 + taken)).saturating_sub(width(rule));
    // A name of a letter or two says nothing.
    if !suffix.is_empty() && room > 3 {
        x = canvas.put(rect, x, 0, rule, Role::Rule);
        if width(&suffix) > room {
            let words = &phrases(model.lang).panes;
            suffix = suffix.replace(&words.sent_with, &words.sent_short).replace(&words.changed, &words.changed_short);
        }
        if matches!(pane, Pane::Objections | Pane::Reason) {
            let keys = text_keys(model);
            suffix.push_str(if width(&suffix) + width(&keys) <= room { &keys } else { "" });
        }
        x = canvas.put(rect, x, 0, &fit(&suffix, room, canvas.theme.ellipsis()), Role::Plain) + 1;
    }
    canvas.rule(rect, x, 0);
    canvas.range(rect, &range);
}

/// What the list is narrowed to.
fn filtered(model: &Model) -> String {
    let words = &phrases(model.lang).finding;
    let filter = &model.list.filter;
    let mut said = Vec::new();
    if !filter.search.is_empty() {
        said.push(fill(&words.found, &[("what", &filter.search)]));
    }
    if !filter.statuses.is_empty() {
        let names: Vec<&str> = filter.statuses.iter().map(|s| status_words(*s, model.lang).short.as_str()).collect();
        said.push(fill(&words.only, &[("what", &names.join(", "))]));
    }
    if model.list.cut {
        said.push(phrases(model.lang).empty.cut.clone());
    }
    said.join(", ")
}

/// How long the whole text is, and the keys that copy and show it.
fn text_keys(model: &Model) -> String {
    let Some(detail) = &model.detail else { return String::new() };
    let n = number(forms::explanation(detail, model.lang).chars().count() as u64, model.lang);
    let text = fill(&phrases(model.lang).panes.text_keys, &[("n", &n)]);
    format!(" · {}", model.keymap.fill_names(&text))
}

/// What stands behind a title.
fn suffix(model: &Model, pane: Pane) -> String {
    let words = &phrases(model.lang).panes;
    if pane == Pane::Accounts {
        return filtered(model);
    }
    let Some(detail) = &model.detail else { return String::new() };
    // What is chosen and written now may be another text than the one that was sent.
    let sent = !detail.case.attempts.is_empty();
    match pane {
        Pane::Accounts => String::new(),
        Pane::Steps => {
            let fields = &detail.account.fields;
            let named = format!("{} {}", fields.platform.name(), fields.handle);
            match fields.assignee.trim() {
                "" => named,
                assignee => format!("{named} · {}", fill(&words.handled_by, &[("who", assignee)])),
            }
        }
        Pane::Objections => match detail.draft.grounds.len() as u64 {
            0 => String::new(),
            _ if sent => words.sent_with.clone(),
            n => words.chosen.of(n, model.lang),
        },
        Pane::Reason if model.drafts.of(detail.id()).is_some() => {
            // Between the last key and COMMIT it is neither.
            let late = model.drafts.failed || model.waiting_for_database();
            if late { words.unsaved.clone() } else { String::new() }
        }
        Pane::Reason if model.reason.merged => words.merged.clone(),
        Pane::Reason if model.reason.editing || detail.draft.reason.is_empty() => String::new(),
        Pane::Reason => match detail.reason_was_sent() {
            Some(true) => words.sent_with.clone(),
            Some(false) => words.changed.clone(),
            None => words.saved.clone(),
        },
        Pane::Log => match detail.events.len() {
            0 => String::new(),
            n => n.to_string(),
        },
    }
}
