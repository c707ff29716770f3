//! The link dialog: which link it is about, and what its keys do.

use super::plain_text;
use crate::app::model::detail::Detail;
use crate::app::model::dialog::{LinkButton, LinkDialog};
use crate::app::model::key::{self, Key, KeyCode};
use crate::app::model::keymap::KeyCommand;
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Notice, Pane};
use crate::app::screen::layout::{areas, text_inside};
use crate::app::screen::link_layout::{address, rows_above, words};
use crate::content::{Link, fill, phrases};
use crate::domain::change::Change;
use crate::domain::{Phase, Step};

/// Opens the dialog for what is under the cursor: the step's link, the authority's for an overdue case, else the form.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let to = match model.focus {
        Pane::Steps if model.step < Step::FollowLink => Link::Policy,
        Pane::Steps if model.step < Step::Complain => Link::Form,
        Pane::Steps => Link::Complaint,
        _ if model.detail.as_ref().is_some_and(|d| calls_for_complaint(d, model)) => Link::Complaint,
        _ => Link::Form,
    };
    show(model, LinkDialog::new(to))
}

fn calls_for_complaint(detail: &Detail, model: &Model) -> bool {
    let state = detail.case.state(detail.account.added_on, model.today);
    state.overdue(model.today) || matches!(state.phase, Phase::Refused | Phase::Continued)
}

pub(super) fn show(model: &mut Model, dialog: LinkDialog) -> Vec<Effect> {
    model.dialog = Some(Dialog::Link(dialog));
    Vec::new()
}

/// Keys of the dialog.
pub(super) fn key(model: &mut Model, key: Key, dialog: LinkDialog) -> Vec<Effect> {
    if dialog.code {
        return show(model, LinkDialog { code: false, ..dialog });
    }
    let turn = |by| LinkDialog { at: dialog.at.turned(by), ..dialog };
    match key.code {
        KeyCode::Tab if key.shift => show(model, turn(3)),
        KeyCode::Down if dialog.scroll < last_line(model, dialog) => scroll(model, dialog, 1),
        KeyCode::Up if dialog.scroll > 0 => scroll(model, dialog, -1),
        KeyCode::Left | KeyCode::Up => show(model, turn(3)),
        KeyCode::Right | KeyCode::Down | KeyCode::Tab => show(model, turn(1)),
        KeyCode::Enter => press(model, dialog, dialog.at),
        KeyCode::Char(c @ '1'..='4') => {
            let at = LinkButton::ALL[c as usize - '1' as usize];
            press(model, LinkDialog { at, ..dialog }, at)
        }
        KeyCode::Char('y') => press(model, dialog, LinkButton::Copy),
        KeyCode::Char('o') => press(model, dialog, LinkButton::Open),
        KeyCode::Char('c') if !key.ctrl => press(model, dialog, LinkButton::QrCode),
        KeyCode::Char('w') if !key.ctrl => worked(model, dialog),
        KeyCode::Char('p') => {
            let address = address(model, dialog.to).to_owned();
            plain_text::show(model, &address)
        }
        KeyCode::Char(' ') if dialog.handed && model.can_tick() => {
            model.close_dialog();
            vec![Effect::Run(KeyCommand::Toggle)]
        }
        KeyCode::Char('j' | ' ') | KeyCode::PageDown => scroll(model, dialog, 1),
        KeyCode::Char('k') | KeyCode::PageUp => scroll(model, dialog, -1),
        _ if key::leaves(key) => press(model, dialog, LinkButton::Back),
        _ => model.notify(Notice::NotNow),
    }
}

fn press(model: &mut Model, dialog: LinkDialog, button: LinkButton) -> Vec<Effect> {
    let address = address(model, dialog.to).to_owned();
    if matches!(button, LinkButton::Copy | LinkButton::Open) {
        model.dialog = Some(Dialog::Link(LinkDialog { handed: true, ..dialog }));
    }
    match button {
        LinkButton::Copy => plain_text::send(model, address, &phrases(model.lang).copied.link),
        LinkButton::Open => vec![Effect::Browse(address)],
        LinkButton::QrCode => show(model, LinkDialog { at: LinkButton::QrCode, code: true, ..dialog }),
        LinkButton::Back => {
            model.close_dialog();
            offer_tick(model);
            Vec::new()
        }
    }
}

/// The address worked today, as the person saw: from then on it is dated by that.
fn worked(model: &mut Model, dialog: LinkDialog) -> Vec<Effect> {
    if model.read_only {
        return model.notify(Notice::ReadOnly);
    }
    let (address, on) = (address(model, dialog.to).to_owned(), model.today);
    model.links.note_working(&address, on);
    let said = fill(&phrases(model.lang).notices.link_worked, &[("date", &on.to_string())]);
    let ticket = model.ticket();
    model.track(ticket, said);
    vec![Effect::Write(ticket, Change::LinkWorked { address, on })]
}

/// Back from what a step needs: says how to tick it, while it is not ticked.
pub(super) fn offer_tick(model: &mut Model) {
    if model.can_tick() && model.dialog.is_none() {
        model.notice = Some(Notice::Hint(phrases(model.lang).notices.tick_offer.clone()));
    }
}

fn scroll(model: &mut Model, dialog: LinkDialog, by: i16) -> Vec<Effect> {
    let last = last_line(model, dialog);
    show(model, LinkDialog { scroll: dialog.scroll.saturating_add_signed(by).min(last), ..dialog })
}

/// The furthest that the words below the buttons can be scrolled.
fn last_line(model: &Model, dialog: LinkDialog) -> u16 {
    let inside = text_inside(areas(model).dialog);
    let width = usize::from(inside.width);
    let room = inside.height.saturating_sub(rows_above(model, dialog.to, width, inside.height));
    (words(model, dialog.to, width).len() as u16).saturating_sub(room)
}
