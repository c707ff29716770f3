//! Where the text and the buttons of a page stand.

use ratatui::layout::Rect;

use super::wrap;
use crate::app::model::dialog::{PageButton, PageDialog, PageKind};
use crate::content::phrases;
use crate::domain::Lang;

/// Where the text of a page stands inside its dialog, and where its buttons.
pub fn split(page: PageKind, inside: Rect, lang: Lang) -> (Rect, Rect) {
    let buttons = wrap::buttons(&labels(page, lang), usize::from(inside.width)).len() as u16;
    let buttons = buttons.min(inside.height);
    let air = u16::from(inside.height > 12);
    let choice = u16::from(page == PageKind::Complaint);
    let text = Rect { height: inside.height.saturating_sub(buttons + choice + air), ..inside };
    (text, Rect { y: inside.y + inside.height - buttons, height: buttons, ..inside })
}

/// What can be chosen on a page, in the line above its buttons: what it is called, and what is chosen.
pub fn choice(reading: PageDialog, lang: Lang) -> Option<(&'static str, &'static str)> {
    let words = phrases(lang);
    let chosen = match reading.lang {
        Lang::Sv => &words.picks.swedish,
        Lang::En => &words.picks.english,
    };
    (reading.page == PageKind::Complaint).then_some((&words.dialogs.complaint_lang, chosen))
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
