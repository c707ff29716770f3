//! Pages and help: what is read, scrolled, and left by a button that can be seen.

use super::{cursor, form_dialog, help, link, menu, plain_text, reason};
use crate::app::model::dialog::{CaseLetter, LinkDialog, OpenQuestion, PageButton, PageDialog};
use crate::app::model::field::{FieldId, FormKind};
use crate::app::model::key::{self, Key, KeyCode};
use crate::app::model::keymap::KeyCommand;
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice, PageKind, Pane};
use crate::app::screen::complaint::{self, ToAuthority};
use crate::app::screen::layout::{areas, text_inside};
use crate::app::screen::{page_layout, page_text};
use crate::content::Link;
use crate::content::language::typed_answer;
use crate::domain::who::Authority;
use crate::domain::{EventId, EventKind};

/// Opens a page.
pub(super) fn open(model: &mut Model, page: PageKind) -> Vec<Effect> {
    let mut effects = put(model, PageDialog::new(page, Authority::get().lang));
    effects.extend(if let PageKind::Event(id) = page { Some(Effect::Attached(id)) } else { None });
    effects
}

/// What an event attaches has been read.
pub(super) fn attached(model: &mut Model, event: EventId, text: Option<String>) -> Vec<Effect> {
    model.attached = text.map(|text| (event, text));
    Vec::new()
}

fn put(model: &mut Model, reading: PageDialog) -> Vec<Effect> {
    model.dialog = Some(Dialog::Page(reading));
    Vec::new()
}

/// Keys of a page.
pub(super) fn key(model: &mut Model, key: Key, reading: PageDialog) -> Vec<Effect> {
    if let Some((question, button)) = reading.asking {
        return answer(model, key, reading, question, button);
    }
    let buttons = page_layout::buttons(model, reading.page);
    let n = buttons.len();
    let turn = |by| PageDialog { at: (reading.at + by) % n, ..reading };
    if let Some(effects) = open_form(model, key, reading) {
        model.back_to = Some(reading).filter(|_| matches!(model.dialog, Some(Dialog::Form(_))));
        return effects;
    }
    match key.code {
        KeyCode::Enter => press(model, reading, buttons[reading.at.min(n - 1)]),
        KeyCode::Char('l') if reading.page == PageKind::Complaint && !key.ctrl => {
            put(model, PageDialog { lang: reading.lang.next(), ..reading })
        }
        KeyCode::Char(c @ '1'..='9') if (c as usize - '1' as usize) < n => {
            let at = c as usize - '1' as usize;
            press(model, PageDialog { at, ..reading }, buttons[at])
        }
        KeyCode::Left => put(model, turn(n - 1)),
        KeyCode::Tab if key.shift => put(model, turn(n - 1)),
        KeyCode::Right | KeyCode::Tab => put(model, turn(1)),
        KeyCode::Char('o') if reading.page == PageKind::Complaint => press(model, reading, PageButton::Link),
        KeyCode::Char('y') => press(model, reading, PageButton::Copy),
        _ if buttons.contains(&PageButton::Submit) && model.keymap.command(key) == Some(KeyCommand::Submit) => {
            press(model, reading, PageButton::Submit)
        }
        KeyCode::Char('x') if reading.page == PageKind::Complaint && !key.ctrl => {
            model.back_to = Some(reading);
            menu::open(model)
        }
        KeyCode::Char('p') => plain_text::show_page(model, reading.page),
        _ => {
            let inside = text_inside(areas(model).dialog);
            let lines = page_text::lines(model, reading.page, usize::from(inside.width)).len();
            let (area, _) = page_layout::split(model, reading, lines, inside);
            match help::scrolled(key, reading.scroll, lines, area.height) {
                Some(scroll) => put(model, PageDialog { scroll, ..reading }),
                None if key::leaves(key) => press(model, reading, PageButton::Back),
                None => model.notify(Notice::NotNow),
            }
        }
    }
}

/// The field of the account that a page asks for.
fn missing_field(model: &Model, page: PageKind) -> Option<FieldId> {
    if page == PageKind::Complaint {
        return complaint::field_to_fill_in(model);
    }
    let fields = &model.detail.as_ref()?.account.fields;
    if fields.country.is_empty() { Some(FieldId::Country) } else { fields.email.is_empty().then_some(FieldId::Email) }
}

/// A form that fills in what a page asks for, and from which the way leads back to it.
fn open_form(model: &mut Model, key: Key, reading: PageDialog) -> Option<Vec<Effect>> {
    let (is_complaint, command) = (reading.page == PageKind::Complaint, model.keymap.command(key));
    match key.code {
        KeyCode::Char('e') if is_complaint || reading.page == PageKind::ObjectionForm => {
            let effects = form_dialog::open_about(model, FormKind::Edit, None);
            let missing = missing_field(model, reading.page);
            if let (Some(Dialog::Form(form)), Some(id)) = (&mut model.dialog, missing) {
                form.focus_on(id);
            }
            Some(effects)
        }
        KeyCode::Char('b') if is_complaint && !key.ctrl => Some(form_dialog::open_about(model, FormKind::Evidence, None)),
        _ if is_complaint && command == Some(KeyCommand::Note) => Some(form_dialog::open_note_for_complaint(model)),
        _ if is_complaint && command == Some(KeyCommand::Reply) && complaint::lacks_number(model) => {
            Some(form_dialog::open_with(model, FormKind::Reply, EventKind::CaseNumber))
        }
        _ if is_complaint && command == Some(KeyCommand::Reply) => Some(form_dialog::open_about(model, FormKind::Reply, None)),
        _ => None,
    }
}

/// The question before the complaint goes: yes leads to the log, no lets it go as it is.
fn answer(model: &mut Model, key: Key, reading: PageDialog, question: OpenQuestion, button: PageButton) -> Vec<Effect> {
    let unasked = PageDialog { asking: None, ..reading };
    match key.code {
        KeyCode::Char(c) if !key.ctrl && typed_answer(c) == Some(true) => {
            let event = match question {
                OpenQuestion::Code => EventKind::Confirmed,
                OpenQuestion::Answer => EventKind::InfoSupplied,
            };
            let effects = form_dialog::open_with(model, FormKind::Reply, event);
            model.back_to = Some(unasked);
            effects
        }
        KeyCode::Char(c) if !key.ctrl && typed_answer(c) == Some(false) => {
            press(model, PageDialog { goes_as_is: true, ..unasked }, button)
        }
        _ if key::leaves(key) => put(model, unasked),
        _ => model.notify(Notice::NotNow),
    }
}

fn press(model: &mut Model, reading: PageDialog, button: PageButton) -> Vec<Effect> {
    let hands_over = reading.page == PageKind::Complaint && matches!(button, PageButton::Copy | PageButton::Log);
    if let Some(question) = complaint::open_question(model).filter(|_| hands_over && !reading.goes_as_is) {
        return put(model, PageDialog { asking: Some((question, button)), ..reading });
    }
    match button {
        PageButton::Copy => {
            if complaint::due(model).is_none() && reading.page == PageKind::Complaint {
                return model.notify(Notice::SendFirst);
            }
            // The next button is what comes next, once the text is on its way.
            let next = match reading.page {
                PageKind::Complaint | PageKind::Explanation | PageKind::Letter(CaseLetter::Reminder) => reading.at.max(1),
                _ => reading.at,
            };
            put(model, PageDialog { at: next, ..reading });
            model.copying_text = reading.page == PageKind::Explanation;
            plain_text::copy_page(model, reading.page)
        }
        PageButton::Submit => form_dialog::open_about(model, FormKind::Submit, None),
        PageButton::Remind => {
            let effects = form_dialog::open_with(model, FormKind::Reply, EventKind::Reminded);
            model.back_to = Some(reading).filter(|_| matches!(model.dialog, Some(Dialog::Form(_))));
            effects
        }
        PageButton::Grounds => {
            model.close_dialog();
            cursor::focus(model, Pane::Objections)
        }
        PageButton::Write => {
            model.close_dialog();
            reason::edit_reason(model)
        }
        PageButton::Log => {
            let effects = log(model);
            model.back_to = Some(reading).filter(|_| matches!(model.dialog, Some(Dialog::Form(_))));
            effects
        }
        PageButton::Folder => {
            let effects = form_dialog::open_in(model, FormKind::Folder, complaint::lang(model));
            model.back_to = Some(reading);
            effects
        }
        PageButton::Link => {
            model.back_to = Some(reading);
            link::show(model, LinkDialog::new(Link::Complaint))
        }
        PageButton::Back => {
            model.close_dialog();
            link::offer_tick(model);
            Vec::new()
        }
    }
}

/// Logs what is to be done next with the authority: the complaint, or once there is one, what comes of it.
fn log(model: &mut Model) -> Vec<Effect> {
    let Some(due) = complaint::due(model) else { return model.notify(Notice::SendFirst) };
    let runs = model.detail.as_ref().is_some_and(complaint::at_authority);
    match due {
        ToAuthority::Appeal => form_dialog::open_with(model, FormKind::Reply, EventKind::Appealed),
        ToAuthority::DecisionRequest => form_dialog::open_with(model, FormKind::Reply, EventKind::DecisionRequested),
        ToAuthority::Complaint if runs => form_dialog::open(model, FormKind::Reply),
        ToAuthority::Complaint => form_dialog::open_in(model, FormKind::Complaint, complaint::lang(model)),
    }
}
