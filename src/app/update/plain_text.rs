//! Texts that leave the full screen: to the terminal's clipboard, or printed plainly, where the terminal's own
//! selecting and scrolling work. While one is printed, the model is `outside` and nothing is drawn.

use unicode_width::UnicodeWidthStr;

use super::autosave;
use crate::app::forms;
use crate::app::model::dialog::{CaseLetter, PageButton};
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::msg::{Effect, HandOff};
use crate::app::model::{Model, Notice, PageKind, Pane};
use crate::app::screen::{complaint, page_layout, page_text, wrap};
use crate::content::{fill, number, phrases};
use crate::domain::{Event, EventData, Phase, Step};

/// Wide enough that no line of ours is broken: the terminal breaks it, and copies it whole.
const UNBROKEN: usize = 1 << 20;

/// Prints what is under the cursor: in the log the event, elsewhere the explanation.
pub(super) fn explain(model: &mut Model) -> Vec<Effect> {
    let page = match (model.focus, model.detail.as_ref().and_then(|d| d.events.get(model.log_cursor))) {
        (Pane::Log, Some(event)) => PageKind::Event(event.id),
        _ => PageKind::Explanation,
    };
    show_page(model, page)
}

/// Sends the explanation to the terminal's clipboard.
pub(super) fn copy(model: &mut Model) -> Vec<Effect> {
    model.copying_text = true;
    copy_page(model, PageKind::Explanation)
}

/// Sends the text of a page to the terminal's clipboard.
pub(super) fn copy_page(model: &mut Model, page: PageKind) -> Vec<Effect> {
    let effects = send(model, of_page(model, page), name_of(model, page));
    model.copied_next = next_of(model, page, true);
    effects
}

/// Prints the text of a page.
pub(super) fn show_page(model: &mut Model, page: PageKind) -> Vec<Effect> {
    let text = shown(model, page);
    let effects = show(model, &text);
    model.copied_next = next_of(model, page, false);
    effects
}

/// What comes next once the text of a page has left, copied by nej or perhaps by hand; the digit is that of the button
/// which logs it.
fn next_of(model: &Model, page: PageKind, copied: bool) -> String {
    let words = &phrases(model.lang).next;
    let is_draft = model.detail.as_ref().is_some_and(|detail| detail.phase() == Phase::Draft);
    let phrase = match page {
        PageKind::Explanation if is_draft && copied => &words.copied_text,
        PageKind::Explanation if is_draft => &words.shown_text,
        PageKind::Complaint if complaint::is_to_lodge(model) => &words.copied_complaint,
        PageKind::Letter(CaseLetter::Reminder) => &words.copied_reminder,
        _ => return String::new(),
    };
    let logs = |button: &PageButton| matches!(button, PageButton::Log | PageButton::Remind);
    let log = page_layout::buttons(model, page).iter().position(logs).map(|at| (at + 1).to_string());
    // Where no button logs it, there is nothing to hand over.
    if log.is_none() && phrase.contains("{log}") {
        return String::new();
    }
    model.keymap.fill_names(&fill(phrase, &[("log", &log.unwrap_or_default())]))
}

/// What the text of a page is called where it is said to be copied.
fn name_of(model: &Model, page: PageKind) -> &'static str {
    let words = &phrases(model.lang).copied;
    match page {
        PageKind::Explanation => &words.text,
        PageKind::Complaint => complaint::due_words(model)[2],
        PageKind::Letter(_) => &words.letter,
        PageKind::Folder => &words.folder,
        PageKind::ObjectionForm => &words.email,
        PageKind::Event(_) => &words.entry,
    }
}

/// Something was handed over, or not. That the text to the controller was copied is what its step is about: ticks it before
/// anything is sent.
pub(super) fn handed_off(model: &mut Model, handed: HandOff) -> Vec<Effect> {
    let copied = std::mem::take(&mut model.copying_text) && matches!(handed, HandOff::Clipboard | HandOff::WithoutTmux);
    let mut effects = model.notify(Notice::HandedOff(handed));
    let (writes, step) = (!model.read_only, Step::Explain);
    let Some(detail) = model.detail.as_mut().filter(|_| writes && copied) else { return effects };
    if !detail.draft.has_text() || !detail.case.attempts.is_empty() || detail.draft.ticks.has(step) {
        return effects;
    }
    detail.draft.ticks.toggle(step);
    if model.step == step {
        model.go_to_step(Step::Send);
    }
    autosave::draft_changed(model);
    effects.extend(autosave::save_drafts(model));
    effects
}

/// Prints a text outside the full screen.
pub(super) fn show(model: &mut Model, text: &str) -> Vec<Effect> {
    if text.trim().is_empty() {
        return model.notify(Notice::NothingToCopy);
    }
    model.copied_next = String::new();
    model.outside = Some(text.to_owned());
    printed(model).into_iter().collect()
}

/// The text that stands outside the full screen, for the window as wide as it is now.
pub(super) fn printed(model: &Model) -> Option<Effect> {
    let (text, width) = (model.outside.as_ref()?, usize::from(model.size.0));
    Some(Effect::PrintPlain(text.lines().map(|line| at_words(line, width)).collect::<Vec<_>>().join("\n")))
}

/// A line that the terminal breaks between words: blanks fill its rows, and no line end is selected with it. A word that is
/// longer than a row, such as an address, stays whole.
fn at_words(line: &str, width: usize) -> String {
    if line.width() <= width || line.split(' ').any(|word| word.width() >= width) {
        return line.to_owned();
    }
    // One blank at least, or what is selected would join two words.
    let rows = wrap::lines(line, width - 1);
    let last = rows.len() - 1;
    let fill =
        |(n, row): (usize, &String)| if n == last { row.clone() } else { format!("{row}{}", " ".repeat(width - row.width())) };
    rows.iter().enumerate().map(fill).collect()
}

/// Sends a text to the terminal's clipboard; `what` is what the message calls it.
pub(super) fn send(model: &mut Model, text: String, what: &str) -> Vec<Effect> {
    if text.trim().is_empty() {
        return model.notify(Notice::NothingToCopy);
    }
    let length = number(text.chars().count() as u64, model.lang);
    model.copied = fill(what, &[("n", &length)]);
    model.copied_next = String::new();
    vec![Effect::CopyToClipboard(text)]
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
    model.outside = None;
    if !model.copied_next.is_empty() {
        model.notice = Some(Notice::Hint(model.copied_next.clone()));
    }
    vec![Effect::FullScreen]
}

fn explanation(model: &Model) -> String {
    model.detail.as_ref().map(|d| forms::explanation(d, model.lang)).unwrap_or_default()
}

/// The text of a page as it is printed: [`of_page`], and of a complaint all that was lodged.
fn shown(model: &Model, page: PageKind) -> String {
    let events = model.detail.as_ref().map(|d| d.events.as_slice()).unwrap_or_default();
    let lodged = |e: &Event| page == PageKind::Event(e.id) && matches!(e.data, EventData::ComplaintLodged { .. });
    if events.iter().any(lodged) { lines_of(model, page) } else { of_page(model, page) }
}

/// The text of a page as it is handed over: of an event what was sent or the case number alone, ready to paste,
/// where it has one; else all that the page says.
fn of_page(model: &Model, page: PageKind) -> String {
    let events = model.detail.as_ref().map(|d| d.events.as_slice()).unwrap_or_default();
    let own = match page {
        PageKind::Event(id) => events.iter().find(|e| e.id == id).and_then(own_text),
        PageKind::Complaint => complaint::handed(model),
        PageKind::Letter(kind) => complaint::letter(model, kind),
        PageKind::Explanation => Some(explanation(model)),
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

fn own_text(event: &Event) -> Option<String> {
    let text = match &event.data {
        EventData::Submitted(sent) => &sent.text,
        EventData::ComplaintLodged { text, case_number } if text.is_empty() || !case_number.is_empty() => case_number,
        EventData::ComplaintLodged { text, .. } => text,
        EventData::CaseNumber { case_number } => case_number,
        _ => return None,
    };
    Some(text.clone()).filter(|text| !text.is_empty())
}
