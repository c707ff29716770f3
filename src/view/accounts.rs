//! The list of cases: marker, sign, platform, handle, person, bar, and how it stands in words.

use ratatui::layout::Rect;

use super::canvas::{Canvas, width};
use super::theme::{Role, Styles};
use crate::app::screen::calendar_page;
use crate::app::screen::others::{OthersSign, others_sign};
use crate::app::screen::time_bar::{Part, Period, Scale, bar};
use crate::app::screen::{view_counts, wrap};
use crate::app::{Model, Pane};
use crate::content::{handle_words, phrases, row_words};
use crate::domain::Class;
use crate::domain::list::Row;

/// Where the handle begins: behind marker, sign and platform.
const HANDLE: u16 = 6;

/// The narrowest handle beside a bar.
const HANDLE_LEAST: u16 = 11;

/// The sign of an account at which a mail waits; the footer says it in words.
const MAIL: &str = "@";

/// The sign of an account at which somebody else is, before its handle; help says it in words.
const OTHERS: &str = "&";

/// The columns of a row at one width.
struct Columns {
    handle_width: u16,
    person: u16,
    person_width: u16,
    /// Where the bar begins, and the words where there is no bar.
    bar: u16,
    scale: Option<Scale>,
    words: u16,
    end: u16,
}

impl Columns {
    fn of(width: u16) -> Self {
        let end = width.saturating_sub(1);
        let words_width = match width {
            ..46 => 13,
            46..66 => 17,
            _ => 20,
        };
        let words = end.saturating_sub(words_width);
        let room = words.saturating_sub(HANDLE + 1);
        let wanted = (room * 9 / 20).min(25).min(room.saturating_sub(HANDLE_LEAST + 1));
        let scale = Scale::of(wanted);
        let bar = words - scale.map_or(0, |scale| scale.width() + 1);
        let room = bar.saturating_sub(HANDLE + 1);
        let person_width = if room < 26 { 0 } else { room * 2 / 5 };
        let handle_width = room - person_width - u16::from(person_width > 0);
        let person = HANDLE + handle_width + 1;
        Self { handle_width, person, person_width, bar, scale, words, end }
    }
}

/// Draws the rows that are on the screen.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let columns = Columns::of(area.width);
    if model.list.rows.is_empty() {
        let said = view_counts::nothing_found(model);
        for (line, y) in wrap::lines(&said, wrap::text_width(area.width)).iter().zip(0..area.height) {
            canvas.cell(area, 2, y, area.width.saturating_sub(2), line, Role::Plain);
        }
    }
    let focused = model.focus == Pane::Accounts && model.dialog.is_none();
    let rows = model.list.rows.iter().enumerate().skip(model.list.top).take(usize::from(area.height));
    for (i, row) in rows {
        let y = (i - model.list.top) as u16;
        let here = i == model.list.cursor;
        if here {
            canvas.mark(area, y, focused);
        }
        draw(canvas, area, y, row, &columns, model, here && focused);
    }
    coming(canvas, model, area);
}

fn draw(canvas: &mut Canvas<'_>, area: Rect, y: u16, row: &Row, columns: &Columns, model: &Model, selected: bool) {
    let sign = canvas.theme.sign(row.state.status(model.today));
    canvas.put(area, 1, y, sign, Styles::sign_role(row.state, model.today));
    if model.marks.accounts.contains(&row.id) {
        canvas.put(area, 2, y, canvas.theme.pick("•", "*"), Role::Accent);
    } else if model.counts.as_ref().is_some_and(|counts| counts.mail_accounts.contains(&row.id)) {
        canvas.put(area, 2, y, MAIL, Role::Strong);
    }
    canvas.put(area, 3, y, row.platform_short(), Role::Plain);
    if let Some(others) = others_sign(model, row.id) {
        canvas.put(area, HANDLE - 1, y, OTHERS, if others == OthersSign::Writing { Role::Strong } else { Role::Plain });
    }
    let drawn = columns.scale.zip(Period::of(row.state));
    let begins = if drawn.is_some() { columns.words } else { columns.bar };
    let room = usize::from(columns.end.saturating_sub(begins));
    let said = row_words(row.platform, row.state, model.today, room, model.lang);
    // A person's name that the account's name begins with adds nothing; then the account's may have its place.
    let person =
        columns.person_width > 0 && !row.person.is_empty() && !row.handle.to_lowercase().starts_with(&row.person.to_lowercase());
    let name = handle_words(&row.handle, row.readable, model.lang);
    let handle = width(name) as u16;
    let own = columns.handle_width;
    let own = if person || columns.person_width == 0 { own } else { own + 1 + columns.person_width };
    // Without a bar the words may stand further to the right, as far as a long name needs.
    let least = columns.end.saturating_sub(width(&said) as u16);
    let lacking =
        if person { (width(&row.person) as u16).saturating_sub(columns.person_width) } else { handle.saturating_sub(own) };
    let words = if drawn.is_none() { (begins + lacking).min(least).max(begins) } else { begins };
    canvas.name(area, (HANDLE, y), if person { own } else { own + (words - begins) }, name, selected);
    if person {
        canvas.cell(area, columns.person, y, columns.person_width + (words - begins), &row.person, Role::Plain);
    }
    if let Some((scale, period)) = drawn {
        draw_bar(canvas, area, columns.bar, y, &bar(period, model.today, scale));
    }
    let role = if Class::of(row.state, model.today) == Class::Overdue { Role::Strong } else { Role::Plain };
    canvas.cell(area, words, y, columns.end.saturating_sub(words), &said, role);
}

/// What comes next in the cases, below a list that leaves room: nothing where it is longer than what is held.
fn coming(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let rows = model.list.rows.len() as u16;
    let left = area.height.saturating_sub(rows);
    if left < 4 || rows == 0 || model.list.after || model.list.before {
        return;
    }
    let below = Rect { y: area.y + rows + 1, height: left - 1, ..area };
    let items = calendar_page::coming(model);
    if items.is_empty() {
        return;
    }
    canvas.put(below, 2, 0, &phrases(model.lang).agenda.coming, Role::Strong);
    let narrow = area.width < 46;
    let x = if narrow { 10 } else { 14 };
    for (item, y) in items.iter().zip(1..below.height) {
        canvas.cell(below, 2, y, x - 3, &calendar_page::day_words(item.key.on, model, narrow), Role::Plain);
        let (due, dot) = (calendar_page::due_words(item, model.today, model.lang), canvas.theme.dot());
        let handle = handle_words(&item.handle, item.readable, model.lang);
        let text = if narrow { format!("{handle}{dot}{due}") } else { format!("{due}{dot}{handle}") };
        canvas.cell(below, x, y, below.width.saturating_sub(x + 1), &text, Role::Plain);
    }
}

/// Draws a bar; says where it ended.
pub(super) fn draw_bar(canvas: &mut Canvas<'_>, area: Rect, x: u16, y: u16, parts: &[(Part, u16)]) -> u16 {
    parts.iter().fold(x, |x, (part, cells)| {
        let (sign, role) = match part {
            Part::Elapsed => ("━", Role::Plain),
            Part::Left => ("─", Role::Rule),
            Part::End => ("┿", Role::Plain),
            Part::Late => ("━", Role::Late),
            Part::Tip => ("▶", Role::Late),
            Part::More => ("…", Role::Plain),
        };
        canvas.put(area, x, y, &sign.repeat(usize::from(*cells)), role)
    })
}
