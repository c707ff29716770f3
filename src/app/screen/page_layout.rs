//! Where the text and the buttons of a page stand.

use ratatui::layout::Rect;

use super::wrap;
use crate::app::model::dialog::{OpenQuestion, PageButton, PageDialog, PageKind};
use crate::content::phrases;
use crate::domain::Lang;

/// Where the text of a page of so many lines stands inside its dialog, and where its buttons: right below it, or at the
/// bottom where there is more text than room.
pub fn split(reading: PageDialog, lines: usize, inside: Rect, lang: Lang) -> (Rect, Rect) {
    let width = usize::from(inside.width);
    let buttons = wrap::buttons(&labels(reading.page, lang), width).len() as u16;
    let buttons = buttons.min(inside.height);
    let air = u16::from(inside.height > 12);
    let notes = notes(reading, lang, width).len() as u16;
    let room = inside.height.saturating_sub(buttons + notes + air);
    let text = Rect { height: room.min(u16::try_from(lines).unwrap_or(room)), ..inside };
    (text, Rect { y: text.y + text.height + air + notes, height: buttons, ..inside })
}

/// What stands above the buttons: the language of the complaint, which `l` changes, or the question before it goes.
pub fn notes(reading: PageDialog, lang: Lang, width: usize) -> Vec<String> {
    let words = phrases(lang);
    if reading.page != PageKind::Complaint {
        return Vec::new();
    }
    if let Some((question, _)) = reading.asking {
        let question = match question {
            OpenQuestion::Code => &words.asks.code_open,
            OpenQuestion::Answer => &words.asks.question_open,
        };
        return wrap::lines(&format!("{question}  {}", words.asks.how), width);
    }
    let chosen = match reading.lang {
        Lang::Sv => &words.picks.swedish,
        Lang::En => &words.picks.english,
    };
    vec![format!("{} {chosen} (l)", words.dialogs.complaint_lang)]
}

/// What stands on its buttons.
pub fn labels(page: PageKind, lang: Lang) -> Vec<&'static str> {
    let words = &phrases(lang).buttons;
    let label = |button: &PageButton| match button {
        PageButton::Copy => words.copy.as_str(),
        PageButton::Log => &words.log,
        PageButton::Folder => &words.folder,
        PageButton::Link => &words.link,
        PageButton::Back => &words.back,
    };
    page.buttons().iter().map(label).collect()
}
