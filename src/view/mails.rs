//! The list of mails that wait: their day, whose they are and what they are called; below, more of the one under the
//! cursor.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::dialog::{heading, more_to_read};
use super::theme::Role;
use crate::app::Model;
use crate::app::model::mails::{MailLine, MailsDialog};
use crate::app::screen::{calendar_page, labels, pane_rows, wrap};
use crate::content::{calendar, fill, kind_words, phrases};

/// The cells of the day.
const DAY: u16 = 8;

/// Draws it.
pub(super) fn render(canvas: &mut Canvas<'_>, model: &Model, mails: &MailsDialog, area: Rect) {
    let inside = heading(canvas, area, &labels::dialog_title(model));
    let words = &phrases(model.lang).dialogs;
    let Some(current) = mails.current() else {
        canvas.put(inside, 0, 0, &words.no_mails, Role::Plain);
        return;
    };
    let (said, role) = if mails.discarding {
        (vec![format!("{}  {}", words.mail_discard, phrases(model.lang).asks.how)], Role::Alarm)
    } else {
        (about(model, current), Role::Plain)
    };
    let width = wrap::text_width(inside.width);
    let below: Vec<String> = said.iter().flat_map(|text| wrap::lines(text, width)).collect();
    let rows = (below.len() as u16).min(inside.height.saturating_sub(1));
    let list = Rect { height: (inside.height - rows).min(mails.lines.len() as u16 + 1), ..inside };
    let first = pane_rows::first_shown(mails.at, list.height).min(mails.lines.len().saturating_sub(usize::from(list.height)));
    for (y, (i, line)) in mails.lines.iter().enumerate().skip(first).take(usize::from(list.height)).enumerate() {
        let y = y as u16;
        if i == mails.at {
            canvas.mark(list, y, true);
        }
        let day = line.mail.head.on.map(|on| calendar::short_date(on, model.today, model.lang)).unwrap_or_default();
        canvas.cell(list, 2, y, DAY, &day, Role::Strong);
        let text = format!("{}{}{}", whose(model, line), canvas.theme.dot(), line.mail.head.subject);
        canvas.cell(list, 2 + DAY, y, list.width.saturating_sub(2 + DAY), &text, Role::Plain);
    }
    more_to_read(canvas, area, list, mails.lines.len(), first);
    let under = Rect { y: list.y + list.height, height: rows, ..inside };
    for (y, line) in below.iter().take(usize::from(rows)).enumerate() {
        canvas.put(under, 2, y as u16, line, role);
    }
}

fn whose(model: &Model, line: &MailLine) -> String {
    let words = &phrases(model.lang).dialogs;
    if line.handles.is_empty() { words.mail_of_none.clone() } else { line.handles.join(", ") }
}

/// What is known of the mail under the cursor, and what Enter does with it.
fn about(model: &Model, line: &MailLine) -> Vec<String> {
    let words = &phrases(model.lang).dialogs;
    let head = &line.mail.head;
    let day = head.on.map(|on| calendar_page::day_words(on, model, false)).unwrap_or_default();
    let from = fill(&words.mail_from, &[("sender", &head.sender), ("date", &day)]);
    let mut said = vec![from.trim_end_matches([',', ' ']).to_owned()];
    said.extend(head.kind.map(|kind| fill(&words.mail_proposed, &[("what", &kind_words(kind, model.lang).short)])));
    let here = model.list.current().filter(|row| line.mail.accounts.is_empty() || line.mail.accounts.contains(&row.id));
    let handle = here.map(|row| row.handle.clone()).or_else(|| line.handles.first().cloned());
    said.extend(handle.map(|handle| fill(&words.mail_enter, &[("account", &handle)])));
    said
}
