//! The link dialog: which link, what its keys do, and where its lines and buttons stand. The QR code is drawn
//! by the view, which alone knows how it looks.

use ratatui::layout::Rect;

use crate::app::model::detail::Detail;
use crate::app::model::key::{Code, Key};
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Pane};
use crate::app::screen::layout::{areas, dialog_inside};
use crate::app::screen::page_text;
use crate::app::screen::wrap;
use crate::content::{Link, phrases};
use crate::domain::{Lang, Phase, Platform};

/// A button of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Button {
    Copy,
    Open,
    Code,
    Back,
}

impl Button {
    /// All of them, in their order on the screen.
    pub const ALL: [Self; 4] = [Self::Copy, Self::Open, Self::Code, Self::Back];

    /// What stands on it.
    pub fn label(self, lang: Lang) -> &'static str {
        let words = &phrases(lang).buttons;
        match self {
            Self::Copy => &words.copy,
            Self::Open => &words.open,
            Self::Code => &words.code,
            Self::Back => &words.back,
        }
    }

    fn turned(self, by: usize) -> Self {
        Self::ALL[(self as usize + by) % Self::ALL.len()]
    }
}

/// A link to hand over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkDialog {
    /// Which link.
    pub to: Link,
    /// The button under the cursor.
    pub at: Button,
    /// The first line shown of the words below the buttons.
    pub scroll: u16,
    /// Whether the QR code has the whole screen.
    pub code: bool,
}

impl LinkDialog {
    /// The dialog for a link, as it opens.
    pub const fn new(to: Link) -> Self {
        Self { to, at: Button::Copy, scroll: 0, code: false }
    }
}

/// The address that a link leads to, for the account on the screen.
pub fn address(model: &Model, to: Link) -> &str {
    let platform = model.detail.as_ref().map_or(Platform::Facebook, |d| d.account.fields.platform);
    model.links.of(to, platform)
}

/// What the dialog says about the link, in lines.
pub fn words(model: &Model, width: usize) -> Vec<String> {
    let how = if model.focus == Pane::Steps { page_text::step_help(model) } else { &phrases(model.lang).dialogs.link_how };
    wrap::lines(how, width)
}

/// The rows above the words, at a width: those of the address and those of the buttons, air included.
pub fn rows_above(model: &Model, to: Link, width: usize, height: u16) -> u16 {
    let labels = Button::ALL.map(|b| b.label(model.lang));
    let rows = wrap::lines(address(model, to), width).len() + wrap::buttons(&labels, width).len();
    rows as u16 + 2 * air(height)
}

/// The row of the screen in which the buttons begin.
pub(in crate::app) fn buttons_from(model: &Model, to: Link, inside: Rect) -> u16 {
    inside.y + wrap::lines(address(model, to), usize::from(inside.width)).len() as u16 + air(inside.height)
}

/// A line of air between the parts, where there is room for it.
pub const fn air(height: u16) -> u16 {
    if height > 10 { 1 } else { 0 }
}

/// Opens the dialog for what is under the cursor: the step's link, IMY's for an overdue case, else the form.
pub(in crate::app) fn open(model: &mut Model) -> Vec<Effect> {
    let to = match model.focus {
        Pane::Steps if model.step < 2 => Link::Policy,
        Pane::Steps if model.step < 9 => Link::Form,
        Pane::Steps => Link::Complaint,
        _ if model.detail.as_ref().is_some_and(|d| calls_for_complaint(d, model)) => Link::Complaint,
        _ => Link::Form,
    };
    show(model, LinkDialog::new(to))
}

fn calls_for_complaint(detail: &Detail, model: &Model) -> bool {
    let state = detail.case.state(detail.account.added_on);
    state.overdue(model.today) || state.phase == Phase::Refused
}

pub(in crate::app) fn show(model: &mut Model, dialog: LinkDialog) -> Vec<Effect> {
    model.dialog = Some(Dialog::Link(dialog));
    Vec::new()
}

/// Keys of the dialog.
pub(in crate::app) fn key(model: &mut Model, key: Key, dialog: LinkDialog) -> Vec<Effect> {
    if dialog.code {
        return show(model, LinkDialog { code: false, ..dialog });
    }
    let turn = |by| LinkDialog { at: dialog.at.turned(by), ..dialog };
    match key.code {
        Code::Tab if key.shift => show(model, turn(3)),
        Code::Left | Code::Up => show(model, turn(3)),
        Code::Right | Code::Down | Code::Tab => show(model, turn(1)),
        Code::Enter => press(model, dialog, dialog.at),
        Code::Char('y') => press(model, dialog, Button::Copy),
        Code::Char('o') => press(model, dialog, Button::Open),
        Code::Char('c') if !key.ctrl => press(model, dialog, Button::Code),
        Code::Char('p') => super::plain_text::show(model, address(model, dialog.to).to_owned()),
        Code::Char('j' | ' ') | Code::PageDown => scroll(model, dialog, 1),
        Code::Char('k') | Code::PageUp => scroll(model, dialog, -1),
        _ if super::page_viewer::leaves(key) => press(model, dialog, Button::Back),
        _ => model.notify(crate::app::model::Notice::NotNow),
    }
}

fn press(model: &mut Model, dialog: LinkDialog, button: Button) -> Vec<Effect> {
    let address = address(model, dialog.to).to_owned();
    match button {
        Button::Copy => vec![Effect::CopyToClipboard(address)],
        Button::Open => vec![Effect::Browse(address)],
        Button::Code => show(model, LinkDialog { at: Button::Code, code: true, ..dialog }),
        Button::Back => {
            model.dialog = None;
            Vec::new()
        }
    }
}

fn scroll(model: &mut Model, dialog: LinkDialog, by: i16) -> Vec<Effect> {
    let inside = dialog_inside(areas(model).dialog);
    let width = usize::from(inside.width);
    let room = inside.height.saturating_sub(rows_above(model, dialog.to, width, inside.height));
    let last = (words(model, width).len() as u16).saturating_sub(room);
    show(model, LinkDialog { scroll: dialog.scroll.saturating_add_signed(by).min(last), ..dialog })
}
