//! What stands in front of the panes: forms, pages, help, the question on leaving.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, through};
use super::theme::Role;
use crate::app::checks::{self, Fault, Remark};
use crate::app::field::{Field, FieldId, Input, Pick};
use crate::app::form::{Ask, Form, Stop};
use crate::app::layout::dialog_inside;
use crate::app::naming;
use crate::app::page::{self, Line};
use crate::app::reading::{self, Reading};
use crate::app::{Model, wrap};
use crate::content::{self, Words, fill, kind_words, phrases};
use crate::domain::{Lang, Status};

/// The title of a dialog; where its own lines stand.
pub(super) fn heading(canvas: &mut Canvas<'_>, area: Rect, title: &str) -> Rect {
    let x = canvas.put(area, 1, 0, title, Role::Accent) + 1;
    canvas.rule(area, x, 0, Role::Dim);
    dialog_inside(area)
}

fn line(canvas: &mut Canvas<'_>, area: Rect, y: u16, line: &Line) {
    let role = match line.role {
        page::Role::Plain => Role::Plain,
        page::Role::Dim => Role::Dim,
        page::Role::Strong => Role::Strong,
        page::Role::Alarm => Role::Alarm,
        page::Role::Link => Role::Link,
    };
    canvas.put(area, 0, y, &line.text, role);
}

/// The lines that are in sight; those of a link lead to `address`.
fn lines(canvas: &mut Canvas<'_>, area: Rect, all: &[Line], scroll: u16, address: &str) {
    let last = (all.len() as u16).saturating_sub(area.height);
    let shown = all.iter().skip(usize::from(scroll.min(last))).take(usize::from(area.height));
    for (y, text) in shown.enumerate() {
        match text.role {
            page::Role::Link => canvas.link(area, 0, y as u16, &text.text, address),
            _ => line(canvas, area, y as u16, text),
        }
    }
}

/// Signs on the title's rule that there is more above or below what is in sight.
fn more(canvas: &mut Canvas<'_>, area: Rect, text: Rect, all: usize, scroll: u16) {
    let last = (all as u16).saturating_sub(text.height);
    let up = if scroll > 0 && last > 0 { canvas.theme.pick("↑", "^") } else { "" };
    let down = if scroll < last { canvas.theme.pick("↓", "v") } else { "" };
    if !(up.is_empty() && down.is_empty()) {
        canvas.right(area, area.width.saturating_sub(2), 0, &format!(" {up}{down} "), Role::Accent);
    }
}

/// The keys.
pub(super) fn help(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let inside = heading(canvas, area, &phrases(model.lang).keys.title);
    let all = naming::help(model, usize::from(inside.width));
    let scroll = model.help.unwrap_or(0);
    lines(canvas, inside, &all, scroll, "");
    more(canvas, area, inside, all.len(), scroll);
}

/// Something to read.
pub(super) fn page(canvas: &mut Canvas<'_>, model: &Model, reading: Reading, area: Rect) {
    let inside = heading(canvas, area, &naming::dialog_title(model));
    let (text, row) = reading::split(reading.page, inside, model.lang);
    if let Some(choice) = reading::choice(reading, model.lang) {
        let (left, right) = (canvas.theme.pick("‹ ", "< "), canvas.theme.pick(" ›", " >"));
        let above = Rect { y: row.y.saturating_sub(1), height: 1, ..row };
        canvas.put(above, 0, 0, &format!("{} {left}{}{right}", choice.0, choice.1), Role::Plain);
    }
    let all = page::of(model, reading.page, usize::from(text.width));
    lines(canvas, text, &all, reading.scroll, &model.links.complaint);
    more(canvas, area, text, all.len(), reading.scroll);
    buttons(canvas, row, &reading.page.labels(model.lang), Some(reading.at));
}

/// Something could not be saved, and the program is asked to end.
pub(super) fn leave_unsaved(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let inside = heading(canvas, area, &naming::dialog_title(model));
    let words = &phrases(model.lang).asks;
    let question = wrap::lines(&words.leave_unsaved, usize::from(inside.width));
    for (y, line) in question.iter().enumerate() {
        canvas.put(inside, 0, y as u16, line, Role::Alarm);
    }
    // Not in the footer alone, which says at first what went wrong.
    canvas.put(inside, 0, question.len() as u16 + 1, &words.how, Role::Strong);
}

/// The states to choose from, with how many cases are in each.
pub(super) fn filter(canvas: &mut Canvas<'_>, model: &Model, at: usize, chosen: &[Status], area: Rect) {
    let inside = heading(canvas, area, &naming::dialog_title(model));
    let first = (at + 2).saturating_sub(usize::from(inside.height));
    for (i, status) in Status::ALL.iter().enumerate().skip(first).take(usize::from(inside.height)) {
        let y = (i - first) as u16;
        if i == at {
            canvas.mark(inside, y, true);
        }
        let n = model.counts.as_ref().map_or(0, |c| c.status(*status));
        let on = chosen.contains(status);
        let role = if on { Role::Strong } else { Role::Plain };
        canvas.put(inside, 2, y, if on { canvas.theme.pick("▣", "x") } else { canvas.theme.pick("□", ".") }, role);
        let (n, end) = (content::number(n, model.lang), inside.width.min(46));
        canvas.cell(inside, 4, y, end.saturating_sub(5 + n.len() as u16), &content::status_words(*status, model.lang).long, role);
        canvas.right(inside, end, y, &n, Role::Dim);
    }
    let row = (Status::ALL.len() - first) as u16;
    if row < inside.height {
        let strip = Rect { x: inside.x + 2, y: inside.y + row, height: 1, width: inside.width.saturating_sub(2) };
        buttons(canvas, strip, &[&phrases(model.lang).buttons.show], (at == Status::ALL.len()).then_some(0));
    }
}

/// A row of buttons, or as many rows as they need; says how many.
pub(super) fn buttons(canvas: &mut Canvas<'_>, area: Rect, labels: &[&str], at: Option<usize>) -> u16 {
    let rows = wrap::buttons(labels, usize::from(area.width));
    for (y, row) in rows.iter().enumerate() {
        let (mut x, y) = (0, y as u16);
        for i in row.clone() {
            let on = at == Some(i);
            if on {
                canvas.cursor = Some(Position::new(area.x + x, area.y + y));
            }
            x = canvas.put(area, x, y, &format!("[ {} ]", labels[i]), if on { Role::Pressed } else { Role::Plain });
            x += wrap::BETWEEN as u16;
        }
    }
    rows.len() as u16
}

/// One row of a form, top to bottom.
enum Row<'a> {
    Line(Line),
    Field(usize, &'a Field),
    Hint(String, Role),
    Ask(String),
    Buttons,
}

/// Fields to fill in.
pub(super) fn form(canvas: &mut Canvas<'_>, model: &Model, form: &Form, area: Rect) {
    let inside = heading(canvas, area, &naming::dialog_title(model));
    let rows = rows(model, form, usize::from(inside.width));
    // The row with the cursor stays in sight, with the whole hint below it, or the question that is asked.
    let height = usize::from(inside.height);
    let first = (last_wanted(form, &rows) + 1).saturating_sub(height);
    let first = (first + usize::from(form.scroll)).min(rows.len().saturating_sub(height));
    for (y, row) in rows.iter().skip(first).take(height).enumerate() {
        let y = y as u16;
        match row {
            Row::Line(text) => line(canvas, inside, y, text),
            Row::Hint(text, role) => {
                canvas.put(inside, 2, y, text, *role);
            }
            Row::Ask(text) => {
                canvas.put(inside, 2, y, text, Role::Alarm);
            }
            Row::Buttons => {
                let words = &phrases(model.lang).buttons;
                let at = match form.stop {
                    Stop::Save => Some(0),
                    Stop::Back => Some(1),
                    Stop::Field(_) => None,
                };
                let strip = Rect { x: inside.x + 2, y: inside.y + y, height: 1, width: inside.width.saturating_sub(2) };
                buttons(canvas, strip, &[&words.save, &words.back], at);
            }
            Row::Field(i, shown) => field(canvas, model, form, *i, shown, inside, y),
        }
    }
    if rows.len() > first + height {
        more_below(canvas, inside);
    }
}

/// The last row that has to be seen: of the question, else of what has the cursor.
fn last_wanted(form: &Form, rows: &[Row<'_>]) -> usize {
    let at = rows.iter().position(|row| match row {
        Row::Field(i, _) => form.stop == Stop::Field(*i) && form.asking.is_none(),
        Row::Buttons => matches!(form.stop, Stop::Save | Stop::Back),
        Row::Ask(_) => true,
        Row::Line(_) | Row::Hint(..) => false,
    });
    let at = at.unwrap_or(0);
    let below = rows.iter().skip(at + 1).take_while(|row| matches!(row, Row::Hint(..) | Row::Ask(_)));
    at + below.count()
}

/// A sign at the right edge that there is more below, and the key to it.
fn more_below(canvas: &mut Canvas<'_>, area: Rect) {
    let sign = canvas.theme.pick("↓ PgDn", "v PgDn");
    canvas.right(area, area.width, area.height.saturating_sub(1), sign, Role::Dim);
}

fn rows<'a>(model: &Model, form: &'a Form, room: usize) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = page::intro(model, form, room).into_iter().map(Row::Line).collect();
    let hints = |text: &str, role: Role| -> Vec<Row<'a>> {
        wrap::lines(text, room.saturating_sub(2)).into_iter().map(|l| Row::Hint(l, role)).collect()
    };
    for (i, field) in form.fields.iter().enumerate().filter(|(_, f)| form.wants(f.id)) {
        rows.push(Row::Field(i, field));
        rows.extend(hint(model, form, i, field).into_iter().flat_map(|(text, role)| hints(&text, role)));
    }
    match form.asking {
        Some(ask) => {
            let words = &phrases(model.lang).asks;
            let question = match ask {
                Ask::NewAttempt => words.new_attempt.clone(),
                Ask::Begun(n) => words.begun.of(n as u64, model.lang),
                Ask::Textless(n) => words.textless.of(n as u64, model.lang),
                Ask::NoText => words.no_text.clone(),
                Ask::Early => words.early.clone(),
            };
            let question = format!("{question}  {}", words.how);
            rows.extend(wrap::lines(&question, room.saturating_sub(2)).into_iter().map(Row::Ask));
        }
        None => rows.push(Row::Buttons),
    }
    rows.extend(page::below(model, form, room).into_iter().map(Row::Line));
    rows
}

/// What stands below a field: what is wrong or odd about it, else what it is for while it has the cursor.
fn hint(model: &Model, form: &Form, i: usize, field: &Field) -> Option<(String, Role)> {
    let begun = form.tried || !field.value().trim().is_empty();
    if let Some(fault) = checks::fault(form, field, model.today).filter(|_| begun) {
        return Some((fault_words(fault, model.lang).to_owned(), Role::Alarm));
    }
    if let Some(remark) = checks::remark(form, field, model.detail.as_ref(), model.today) {
        let words = &phrases(model.lang).remarks;
        let (phrase, date) = match remark {
            Remark::BeforeSubmission(date) => (&words.before_submission, date),
            Remark::LateNotice(date) => (&words.late_notice, date),
        };
        return Some((fill(phrase, &[("date", &date.to_string())]), Role::Alarm));
    }
    if form.stop != Stop::Field(i) || form.asking.is_some() {
        return None;
    }
    let help = match form.pick(field.id) {
        Some(Pick::Kind(kind)) => &kind_words(kind, model.lang).help,
        _ => &field_words(field.id, model.lang).long,
    };
    Some((help.clone(), Role::Dim))
}

fn field(canvas: &mut Canvas<'_>, model: &Model, form: &Form, i: usize, field: &Field, area: Rect, y: u16) {
    let here = form.stop == Stop::Field(i) && form.asking.is_none();
    let x = if area.width < 50 { 15 } else { 18 };
    if here {
        canvas.mark(area, y, true);
    }
    let label = &field_words(field.id, model.lang).short;
    canvas.cell(area, 2, y, x - 3, label, if here { Role::Strong } else { Role::Plain });
    let room = usize::from(area.width.saturating_sub(x)).max(1);
    let mut column = 0;
    match &field.input {
        Input::Choice { options, at } => {
            let word = options.get(*at).map(|o| pick_words(*o, model.lang)).unwrap_or_default();
            let (left, right) = (canvas.theme.pick("‹ ", "< "), canvas.theme.pick(" ›", " >"));
            canvas.put(area, x, y, &format!("{left}{word}{right}"), if here { Role::Strong } else { Role::Plain });
        }
        Input::Line(edit) | Input::Day(edit) => {
            let at = if here { edit.cells_before() } else { 0 };
            let (seen, skipped) = through(edit.line_text(), at, room);
            column = (at - skipped.min(at)).min(room - 1) as u16;
            let (text, role) =
                if seen.is_empty() && !here { (canvas.theme.pick("–", "-"), Role::Dim) } else { (seen.as_str(), Role::Plain) };
            canvas.put(area, x, y, text, role);
        }
    }
    if here {
        canvas.cursor = Some(Position::new(area.x + x + column, area.y + y));
    }
}

fn pick_words(pick: Pick, lang: Lang) -> Cow<'static, str> {
    if let Pick::Covers(n) = pick {
        let words = &phrases(lang).picks;
        return match n {
            0 => Cow::Borrowed(words.only_this.as_str()),
            1 => Cow::Borrowed(words.both.as_str()),
            n => Cow::Owned(words.covers.of(n as u64 + 1, lang)),
        };
    }
    Cow::Borrowed(fixed_pick_words(pick, lang))
}

fn fixed_pick_words(pick: Pick, lang: Lang) -> &'static str {
    let words = &phrases(lang).picks;
    let small = &phrases(lang).small;
    match pick {
        Pick::Platform(platform) => platform.name(),
        Pick::Lang(None) => &words.screen_lang,
        Pick::Lang(Some(Lang::Sv)) => &words.swedish,
        Pick::Lang(Some(Lang::En)) => &words.english,
        Pick::Folder(true) => &words.folder,
        Pick::Folder(false) => &words.lodge,
        Pick::Yes(true) => &small.yes,
        Pick::Yes(false) => &small.no,
        Pick::Known(None) => &words.not_noted,
        Pick::Known(Some(true)) => &words.with_reasons,
        Pick::Known(Some(false)) => &words.without_reasons,
        Pick::Covers(_) => "",
        Pick::Kind(kind) => &kind_words(kind, lang).short,
        Pick::Outcome(outcome) => content::outcome_words(outcome, lang),
        Pick::Closing(closing) => content::closing_words(closing, lang),
    }
}

fn fault_words(fault: Fault, lang: Lang) -> &'static str {
    let words = &phrases(lang).faults;
    match fault {
        Fault::Empty => &words.empty,
        Fault::TooLong => &words.too_long,
        Fault::NotAnEmail => &words.not_an_email,
        Fault::NotACountry => &words.not_a_country,
        Fault::UnreadableDay => &words.unreadable_day,
        Fault::FutureDay => &words.future_day,
        Fault::NothingToAttach => &words.nothing_to_attach,
        Fault::NoFolder => &words.no_folder,
        Fault::NotTheHandle => &words.not_the_handle,
    }
}

fn field_words(id: FieldId, lang: Lang) -> &'static Words {
    let words = &phrases(lang).fields;
    match id {
        FieldId::Platform => &words.platform,
        FieldId::Handle => &words.handle,
        FieldId::Person => &words.person,
        FieldId::Email => &words.email,
        FieldId::Country => &words.country,
        FieldId::Group => &words.group,
        FieldId::TextLang => &words.text_lang,
        FieldId::RepresentedBy => &words.represented_by,
        FieldId::Day => &words.day,
        FieldId::CodeAsked => &words.code_asked,
        FieldId::Together => &words.together,
        FieldId::Covers => &words.covers,
        FieldId::Event => &words.event,
        FieldId::Until => &words.until,
        FieldId::Identity => &words.identity,
        FieldId::Reasons => &words.reasons,
        FieldId::CaseNumber => &words.case_number,
        FieldId::Outcome => &words.outcome,
        FieldId::Closing => &words.closing,
        FieldId::Note => &words.note,
        FieldId::Why => &words.why,
        FieldId::File => &words.file,
        FieldId::Pasted => &words.pasted,
        FieldId::Confirm => &words.confirm,
        FieldId::Task => &words.task,
        FieldId::DossierLang => &words.dossier_lang,
        FieldId::Folder => &words.folder,
    }
}
