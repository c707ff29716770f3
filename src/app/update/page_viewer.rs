//! Pages and help: what is read, scrolled, and left by a button that can be seen.

use ratatui::layout::Rect;

use super::dialogs;
use super::link::{self, LinkDialog};
use super::plain_text;
use crate::app::model::field::FormKind;
use crate::app::model::key::{Code, Key};
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice, Page};
use crate::app::screen::complaint;
use crate::app::screen::labels;
use crate::app::screen::layout::{areas, dialog_inside};
use crate::app::screen::page_text;
use crate::app::screen::wrap;
use crate::content::{Link, phrases};
use crate::domain::{EventKind, Lang};

/// A page being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What is read.
    pub page: Page,
    /// The first line shown.
    pub scroll: u16,
    /// The button under the cursor, an index into [`Page::buttons`].
    pub at: usize,
    /// The language of the dossier, on the page that hands it over.
    pub lang: Lang,
}

/// A button below a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Button {
    Log,
    Folder,
    Link,
    Back,
}

impl Page {
    /// The buttons below the page.
    pub const fn buttons(self) -> &'static [Button] {
        match self {
            Self::Entry(_) => &[Button::Back],
            Self::Complaint => &[Button::Log, Button::Folder, Button::Link, Button::Back],
        }
    }

    /// What stands on them.
    pub fn labels(self, lang: Lang) -> Vec<&'static str> {
        let words = &phrases(lang).buttons;
        let label = |button: &Button| match button {
            Button::Log => words.log.as_str(),
            Button::Folder => &words.folder,
            Button::Link => &words.link,
            Button::Back => &words.back,
        };
        self.buttons().iter().map(label).collect()
    }
}

/// Where the text of a page stands inside its dialog, and where its buttons.
pub fn split(page: Page, inside: Rect, lang: Lang) -> (Rect, Rect) {
    let buttons = wrap::buttons(&page.labels(lang), usize::from(inside.width)).len() as u16;
    let buttons = buttons.min(inside.height);
    let air = u16::from(inside.height > 12);
    let choice = u16::from(page == Page::Complaint);
    let text = Rect { height: inside.height.saturating_sub(buttons + choice + air), ..inside };
    (text, Rect { y: inside.y + inside.height - buttons, height: buttons, ..inside })
}

/// What can be chosen on a page, in the line above its buttons: what it is called, and what is chosen.
pub fn choice(reading: Reading, lang: Lang) -> Option<(&'static str, &'static str)> {
    let words = phrases(lang);
    let chosen = match reading.lang {
        Lang::Sv => &words.picks.swedish,
        Lang::En => &words.picks.english,
    };
    (reading.page == Page::Complaint).then_some((&words.dialogs.dossier_lang, chosen))
}

/// Opens a page.
pub(in crate::app) fn open(model: &mut Model, page: Page) -> Vec<Effect> {
    let mut effects = put(model, Reading { page, scroll: 0, at: 0, lang: Lang::Sv });
    effects.extend(if let Page::Entry(id) = page { Some(Effect::Attached(id)) } else { None });
    effects
}

fn put(model: &mut Model, reading: Reading) -> Vec<Effect> {
    model.dialog = Some(Dialog::Page(reading));
    Vec::new()
}

/// Keys of a page.
pub(in crate::app) fn key(model: &mut Model, key: Key, reading: Reading) -> Vec<Effect> {
    let n = reading.page.buttons().len();
    let turn = |by| Reading { at: (reading.at + by) % n, ..reading };
    match key.code {
        Code::Enter => press(model, reading.page.buttons()[reading.at.min(n - 1)]),
        Code::Left | Code::Right if reading.page == Page::Complaint => {
            put(model, Reading { lang: reading.lang.other(), ..reading })
        }
        Code::Tab if key.shift => put(model, turn(n - 1)),
        Code::Tab => put(model, turn(1)),
        Code::Char('o') if reading.page == Page::Complaint => press(model, Button::Link),
        Code::Char('y') => {
            let text = plain_text::of_page(model, reading.page);
            plain_text::send(model, text)
        }
        Code::Char('p') => {
            let text = plain_text::shown(model, reading.page);
            plain_text::show(model, text)
        }
        _ => {
            let (area, _) = split(reading.page, dialog_inside(areas(model).dialog), model.lang);
            let lines = page_text::lines(model, reading.page, usize::from(area.width)).len();
            match scrolled(key, reading.scroll, lines, area.height) {
                Some(scroll) => put(model, Reading { scroll, ..reading }),
                None if leaves(key) => press(model, Button::Back),
                None => model.notify(Notice::NotNow),
            }
        }
    }
}

fn press(model: &mut Model, button: Button) -> Vec<Effect> {
    match button {
        Button::Log => log(model),
        Button::Folder => dialogs::open_in(model, FormKind::Folder, complaint::lang(model)),
        Button::Link => link::show(model, LinkDialog::new(Link::Complaint)),
        Button::Back => {
            model.dialog = None;
            Vec::new()
        }
    }
}

/// Logs what is to be done next with IMY: the complaint, or once there is one, what comes of it.
fn log(model: &mut Model) -> Vec<Effect> {
    match model.detail.as_ref().map(|d| (d.case.attempts.is_empty(), complaint::asks_decision(model, d), complaint::with_imy(d)))
    {
        None | Some((true, ..)) => model.notify(Notice::SendFirst),
        Some((_, true, _)) => dialogs::open_with(model, FormKind::Reply, EventKind::DecisionRequested),
        Some((.., true)) => dialogs::open(model, FormKind::Reply),
        Some(_) => dialogs::open_in(model, FormKind::Complaint, complaint::lang(model)),
    }
}

/// Keys while help is in front.
pub(in crate::app) fn help_key(model: &mut Model, key: Key) -> Vec<Effect> {
    if key == Key::char('L') {
        model.lang = model.lang.other();
        return Vec::new();
    }
    let area = dialog_inside(areas(model).whole);
    let lines = labels::help(model, usize::from(area.width)).len();
    model.help = scrolled(key, model.help.unwrap_or(0), lines, area.height);
    Vec::new()
}

/// Whether a key leaves what is only read: not any key, or a slip would. Over a slow line Esc and the key after it
/// come as one, with Alt.
pub(in crate::app) fn leaves(key: Key) -> bool {
    key.alt
        || matches!(key.code, Code::Esc | Code::Backspace)
        || matches!(key.code, Code::Char('q' | 'i'))
        || key == Key::ctrl('c')
}

/// Where a page is scrolled to by a key; `None` when the key does not scroll.
fn scrolled(key: Key, scroll: u16, lines: usize, height: u16) -> Option<u16> {
    let last = (lines as u16).saturating_sub(height);
    let page = height.max(2) - 1;
    let to = match key.code {
        Code::Char('d') if key.ctrl => scroll + page,
        Code::Char('u') if key.ctrl => scroll.saturating_sub(page),
        Code::Char(_) if key.ctrl => return None,
        Code::Down | Code::Char('j') => scroll + 1,
        Code::Up | Code::Char('k') => scroll.saturating_sub(1),
        Code::PageDown | Code::Char(' ') => scroll + page,
        Code::PageUp => scroll.saturating_sub(page),
        Code::Home | Code::Char('g') => 0,
        Code::End | Code::Char('G') => last,
        _ => return None,
    };
    Some(to.min(last))
}
