//! Pages and help: what is read, scrolled, and left by a button that can be seen.

use super::{form_dialog, help, link, plain_text};
use crate::app::model::dialog::{LinkDialog, PageButton, Reading};
use crate::app::model::field::What;
use crate::app::model::key::{self, Code, Key};
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice, Page};
use crate::app::screen::layout::{areas, dialog_inside};
use crate::app::screen::{complaint, page_layout, page_text};
use crate::content::Link;
use crate::domain::{Kind, Lang};

/// Opens a page.
pub(super) fn open(model: &mut Model, page: Page) -> Vec<Effect> {
    let mut effects = put(model, Reading { page, scroll: 0, at: 0, lang: Lang::Sv });
    effects.extend(if let Page::Entry(id) = page { Some(Effect::Attached(id)) } else { None });
    effects
}

fn put(model: &mut Model, reading: Reading) -> Vec<Effect> {
    model.dialog = Some(Dialog::Page(reading));
    Vec::new()
}

/// Keys of a page.
pub(super) fn key(model: &mut Model, key: Key, reading: Reading) -> Vec<Effect> {
    let n = reading.page.buttons().len();
    let turn = |by| Reading { at: (reading.at + by) % n, ..reading };
    match key.code {
        Code::Enter => press(model, reading.page.buttons()[reading.at.min(n - 1)]),
        Code::Left | Code::Right if reading.page == Page::Complaint => {
            put(model, Reading { lang: reading.lang.other(), ..reading })
        }
        Code::Tab if key.shift => put(model, turn(n - 1)),
        Code::Tab => put(model, turn(1)),
        Code::Char('o') if reading.page == Page::Complaint => press(model, PageButton::Link),
        Code::Char('y') => {
            let text = plain_text::of_page(model, reading.page);
            plain_text::send(model, text)
        }
        Code::Char('p') => {
            let text = plain_text::shown(model, reading.page);
            plain_text::show(model, text)
        }
        _ => {
            let (area, _) = page_layout::split(reading.page, dialog_inside(areas(model).dialog), model.lang);
            let lines = page_text::of(model, reading.page, usize::from(area.width)).len();
            match help::scrolled(key, reading.scroll, lines, area.height) {
                Some(scroll) => put(model, Reading { scroll, ..reading }),
                None if key::leaves(key) => press(model, PageButton::Back),
                None => model.tell(Notice::NotNow),
            }
        }
    }
}

fn press(model: &mut Model, button: PageButton) -> Vec<Effect> {
    match button {
        PageButton::Log => log(model),
        PageButton::Folder => form_dialog::open_in(model, What::Folder, complaint::lang(model)),
        PageButton::Link => link::show(model, LinkDialog::new(Link::Complaint)),
        PageButton::Back => {
            model.dialog = None;
            Vec::new()
        }
    }
}

/// Logs what is to be done next with IMY: the complaint, or once there is one, what comes of it.
fn log(model: &mut Model) -> Vec<Effect> {
    match model.detail.as_ref().map(|d| (d.case.attempts.is_empty(), complaint::asks_decision(model, d), complaint::with_imy(d)))
    {
        None | Some((true, ..)) => model.tell(Notice::SendFirst),
        Some((_, true, _)) => form_dialog::open_with(model, What::Reply, Kind::DecisionRequested),
        Some((.., true)) => form_dialog::open(model, What::Reply),
        Some(_) => form_dialog::open_in(model, What::Complaint, complaint::lang(model)),
    }
}
