//! Where the text and the buttons of a page stand.

use ratatui::layout::Rect;

use super::complaint;
use super::layout::PHONE;
use super::wrap;
use crate::app::model::Model;
use crate::app::model::dialog::{CaseLetter, OpenQuestion, PageButton, PageDialog, PageKind};
use crate::content::{fill, language_name, phrases};
use crate::domain::who::Authority;

/// Where the text of a page of so many lines stands inside its dialog, and where its buttons: right below it, or at the
/// bottom where there is more text than room.
pub fn split(model: &Model, reading: PageDialog, lines: usize, inside: Rect) -> (Rect, Rect) {
    let width = usize::from(inside.width);
    let buttons = wrap::buttons(&labels(model, reading.page), width, true).len() as u16;
    let buttons = buttons.min(inside.height);
    let air = u16::from(inside.height > 12);
    let notes = notes(model, reading, width).len() as u16;
    let room = inside.height.saturating_sub(buttons + notes + air);
    let text = Rect { height: room.min(u16::try_from(lines).unwrap_or(room)), ..inside };
    (text, Rect { y: text.y + text.height + air + notes, height: buttons, ..inside })
}

/// What stands above the buttons: the language of the complaint, which `l` changes, or the question before it goes.
pub fn notes(model: &Model, reading: PageDialog, width: usize) -> Vec<String> {
    let words = phrases(model.lang);
    if reading.page != PageKind::Complaint || complaint::due(model).is_none() || complaint::is_needless(model) {
        return Vec::new();
    }
    if let Some((question, _)) = reading.asking {
        let question = match question {
            OpenQuestion::Code => &words.asks.code_open,
            OpenQuestion::Answer => &words.asks.question_open,
        };
        return wrap::question(question, &words.asks.how, width);
    }
    let chosen = reading.lang;
    let own = chosen == Authority::get().lang;
    let phrase = if own { &words.dialogs.in_authority_lang } else { &words.dialogs.in_other_lang };
    let names = [("language", language_name(chosen, model.lang)), ("other", language_name(chosen.next(), model.lang))];
    vec![fill(phrase, &names)]
}

/// The buttons below a page, in the order of the work.
pub fn buttons(model: &Model, page: PageKind) -> &'static [PageButton] {
    match page {
        PageKind::Event(_) => &[PageButton::Back],
        PageKind::Complaint if complaint::due(model).is_none() => &[PageButton::Submit, PageButton::Back],
        PageKind::Complaint if complaint::is_needless(model) => &[PageButton::Back],
        PageKind::Complaint => &[PageButton::Copy, PageButton::Folder, PageButton::Link, PageButton::Log, PageButton::Back],
        PageKind::Explanation => {
            &[PageButton::Copy, PageButton::Submit, PageButton::Grounds, PageButton::Write, PageButton::Back]
        }
        PageKind::Letter(CaseLetter::Reminder) => &[PageButton::Copy, PageButton::Remind, PageButton::Back],
        PageKind::ObjectionForm | PageKind::Folder | PageKind::Letter(_) => &[PageButton::Copy, PageButton::Back],
    }
}

/// What stands on its buttons, on a phone in shorter words; the digit that presses each stands before it.
pub fn labels(model: &Model, page: PageKind) -> Vec<&'static str> {
    let words = &phrases(model.lang).buttons;
    let phone = model.size.0 < PHONE;
    let label = |button: &PageButton| -> &'static str {
        match button {
            PageButton::Copy => &words.copy,
            PageButton::Log | PageButton::Remind if phone => &words.log_short,
            PageButton::Submit if phone && page == PageKind::Explanation => &words.log_short,
            PageButton::Log => complaint::due_words(model)[3],
            PageButton::Submit => &words.submit,
            PageButton::Remind => &words.remind,
            PageButton::Folder if phone => &words.folder_short,
            PageButton::Folder => &words.folder,
            PageButton::Link if phone => &words.link_short,
            PageButton::Link => &words.link,
            PageButton::Grounds => &words.objections,
            PageButton::Write => &words.reason,
            PageButton::Back => &words.back,
        }
    };
    buttons(model, page).iter().map(label).collect()
}
