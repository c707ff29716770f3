//! Pages and help: what is read, scrolled, and left by a button that can be seen.

use super::{form_dialog, help, link, plain_text};
use crate::app::model::dialog::{LinkDialog, PageButton, PageDialog};
use crate::app::model::field::FormKind;
use crate::app::model::key::{self, Key, KeyCode};
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice, PageKind};
use crate::app::screen::layout::{areas, dialog_inside};
use crate::app::screen::{complaint, page_layout, page_text};
use crate::content::Link;
use crate::domain::{EventKind, Lang};

/// Opens a page.
pub(super) fn open(model: &mut Model, page: PageKind) -> Vec<Effect> {
    let mut effects = put(model, PageDialog { page, scroll: 0, at: 0, lang: Lang::Sv });
    effects.extend(if let PageKind::Entry(id) = page { Some(Effect::Attached(id)) } else { None });
    effects
}

fn put(model: &mut Model, reading: PageDialog) -> Vec<Effect> {
    model.dialog = Some(Dialog::Page(reading));
    Vec::new()
}

/// Keys of a page.
pub(super) fn key(model: &mut Model, key: Key, reading: PageDialog) -> Vec<Effect> {
    let n = reading.page.buttons().len();
    let turn = |by| PageDialog { at: (reading.at + by) % n, ..reading };
    match key.code {
        KeyCode::Enter => press(model, reading.page.buttons()[reading.at.min(n - 1)]),
        KeyCode::Left | KeyCode::Right if reading.page == PageKind::Complaint => {
            put(model, PageDialog { lang: reading.lang.next(), ..reading })
        }
        KeyCode::Tab if key.shift => put(model, turn(n - 1)),
        KeyCode::Tab => put(model, turn(1)),
        KeyCode::Char('o') if reading.page == PageKind::Complaint => press(model, PageButton::Link),
        KeyCode::Char('y') => {
            let text = plain_text::of_page(model, reading.page);
            plain_text::send(model, text)
        }
        KeyCode::Char('p') => {
            let text = plain_text::shown(model, reading.page);
            plain_text::show(model, text)
        }
        _ => {
            let (area, _) = page_layout::split(reading.page, dialog_inside(areas(model).dialog), model.lang);
            let lines = page_text::lines(model, reading.page, usize::from(area.width)).len();
            match help::scrolled(key, reading.scroll, lines, area.height) {
                Some(scroll) => put(model, PageDialog { scroll, ..reading }),
                None if key::leaves(key) => press(model, PageButton::Back),
                None => model.notify(Notice::NotNow),
            }
        }
    }
}

fn press(model: &mut Model, button: PageButton) -> Vec<Effect> {
    match button {
        PageButton::Log => log(model),
        PageButton::Folder => form_dialog::open_in(model, FormKind::Folder, complaint::lang(model)),
        PageButton::Link => link::show(model, LinkDialog::new(Link::Complaint)),
        PageButton::Back => {
            model.dialog = None;
            Vec::new()
        }
    }
}

/// Logs what is to be done next with the authority: the complaint, or once there is one, what comes of it.
fn log(model: &mut Model) -> Vec<Effect> {
    match model
        .detail
        .as_ref()
        .map(|d| (d.case.attempts.is_empty(), complaint::asks_decision(model, d), complaint::at_authority(d)))
    {
        None | Some((true, ..)) => model.notify(Notice::SendFirst),
        Some((_, true, _)) => form_dialog::open_with(model, FormKind::Reply, EventKind::DecisionRequested),
        Some((.., true)) => form_dialog::open(model, FormKind::Reply),
        Some(_) => form_dialog::open_in(model, FormKind::Complaint, complaint::lang(model)),
    }
}
