//! Texts that leave the full screen: to the terminal's clipboard, or printed plainly, where the terminal's own
//! selecting and scrolling work. While one is printed, the model is `outside` and nothing is drawn.

use crate::app::forms;
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::msg::Effect;
use crate::app::model::{Model, Notice, PageKind, Pane};
use crate::app::screen::complaint;
use crate::app::screen::page_text;
use crate::domain::{Event, EventData};

/// Wide enough that no line of ours is broken: the terminal breaks it, and copies it whole.
const UNBROKEN: usize = 1 << 20;

/// Prints what is under the cursor: in the log the entry, elsewhere the explanation.
pub(super) fn explain(model: &mut Model) -> Vec<Effect> {
    let text = match (model.focus, model.detail.as_ref().and_then(|d| d.entries.get(model.entry))) {
        (Pane::Log, Some(entry)) => shown(model, PageKind::Entry(entry.id)),
        _ => explanation(model),
    };
    show(model, text)
}

/// Sends the explanation to the terminal's clipboard.
pub(super) fn copy(model: &mut Model) -> Vec<Effect> {
    let text = explanation(model);
    send(model, text)
}

/// Prints a text outside the full screen.
pub(super) fn show(model: &mut Model, text: String) -> Vec<Effect> {
    if text.trim().is_empty() {
        return model.notify(Notice::NothingToCopy);
    }
    model.outside = true;
    vec![Effect::PrintPlain(text)]
}

/// Sends a text to the terminal's clipboard.
pub(super) fn send(model: &mut Model, text: String) -> Vec<Effect> {
    if text.trim().is_empty() { model.notify(Notice::NothingToCopy) } else { vec![Effect::CopyToClipboard(text)] }
}

/// Keys while a text stands outside the full screen: all that ends anything comes back, the rest is the
/// terminal's.
pub(super) fn key(model: &mut Model, key: Key) -> Vec<Effect> {
    match key.code {
        KeyCode::Enter | KeyCode::Esc | KeyCode::Char('q') => return_to_screen(model),
        KeyCode::Char('c') if key.ctrl => return_to_screen(model),
        _ => Vec::new(),
    }
}

/// The full screen is there again.
pub(super) fn return_to_screen(model: &mut Model) -> Vec<Effect> {
    model.outside = false;
    vec![Effect::FullScreen]
}

fn explanation(model: &Model) -> String {
    model.detail.as_ref().map(|d| forms::explanation(d, model.lang)).unwrap_or_default()
}

/// The text of a page as it is printed: [`of_page`], and of a complaint all that was lodged.
pub(super) fn shown(model: &Model, page: PageKind) -> String {
    let entries = model.detail.as_ref().map(|d| d.entries.as_slice()).unwrap_or_default();
    let lodged = |e: &Event| page == PageKind::Entry(e.id) && matches!(e.data, EventData::ComplaintLodged { .. });
    if entries.iter().any(lodged) { lines_of(model, page) } else { of_page(model, page) }
}

/// The text of a page as it is handed over: of an entry what was sent or the case number alone, ready to paste,
/// where it has one; else all that the page says.
pub(super) fn of_page(model: &Model, page: PageKind) -> String {
    let entries = model.detail.as_ref().map(|d| d.entries.as_slice()).unwrap_or_default();
    let own = match page {
        PageKind::Entry(id) => entries.iter().find(|e| e.id == id).and_then(own_text),
        PageKind::Complaint => complaint::handed(model),
        PageKind::Letter(kind) => complaint::letter(model, kind),
        PageKind::Folder => model.folder.as_ref().map(|(folder, ..)| folder.clone()),
        PageKind::ObjectionForm => {
            model.detail.as_ref().map(|d| d.account.fields.email.clone()).filter(|email| !email.is_empty())
        }
    };
    own.unwrap_or_else(|| lines_of(model, page))
}

fn lines_of(model: &Model, page: PageKind) -> String {
    let lines = page_text::lines(model, page, UNBROKEN);
    lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
}

fn own_text(entry: &Event) -> Option<String> {
    let text = match &entry.data {
        EventData::Submitted(sent) => &sent.text,
        EventData::ComplaintLodged { text, case_number } if text.is_empty() || !case_number.is_empty() => case_number,
        EventData::ComplaintLodged { text, .. } => text,
        EventData::CaseNumber { case_number } => case_number,
        _ => return None,
    };
    Some(text.clone()).filter(|text| !text.is_empty())
}
