//! Where the lines and the buttons of the link dialog stand. The QR code is drawn by the view, which alone knows how
//! it looks.

use ratatui::layout::Rect;

use super::{page_text, wrap};
use crate::app::model::dialog::LinkButton;
use crate::app::model::{Model, Pane};
use crate::content::{Link, fill, phrases};
use crate::domain::{Lang, Platform};

/// The address that a link leads to, for the account on the screen.
pub fn address(model: &Model, to: Link) -> &str {
    model.links.of(to, platform(model))
}

/// What the dialog says about the link, in lines: what to do there, the way by clicking if it is gone, and who saw it when.
pub fn words(model: &Model, to: Link, width: usize) -> Vec<String> {
    let words = &phrases(model.lang).dialogs;
    let platform = platform(model);
    let how = if model.focus == Pane::Steps {
        page_text::step_help(model)
    } else if to == Link::Complaint {
        &words.link_how_open
    } else {
        &words.link_how
    };
    let mut said = vec![how.to_owned()];
    if to == Link::Form {
        let path = platform.controller().texts(model.lang).click_path.join(" → ");
        said.push(fill(&words.link_path, &[("path", &path)]));
    }
    let known = model.links.known(to, platform);
    let worked = known.and_then(|link| link.worked_on);
    said.extend(
        known
            .filter(|_| worked.is_none())
            .and_then(|link| link.seen)
            .map(|seen| fill(&words.link_seen, &[("source", seen.source(model.lang)), ("date", &seen.seen.to_string())])),
    );
    said.extend(worked.map(|on| fill(&words.link_worked, &[("date", &on.to_string())])));
    said.iter().flat_map(|text| wrap::lines(text, width)).collect()
}

fn platform(model: &Model) -> Platform {
    model.detail.as_ref().map_or(Platform::default(), |d| d.account.fields.platform)
}

/// The rows above the words, at a width: those of the address and those of the buttons, air included.
pub fn rows_above(model: &Model, to: Link, width: usize, height: u16) -> u16 {
    let labels = labels(model.lang);
    let rows = wrap::lines(address(model, to), width).len() + wrap::buttons(&labels, width, true).len();
    rows as u16 + 2 * air(height)
}

/// The row of the screen in which the buttons begin.
pub fn buttons_from(model: &Model, to: Link, inside: Rect) -> u16 {
    inside.y + wrap::lines(address(model, to), usize::from(inside.width)).len() as u16 + air(inside.height)
}

/// A line of air between the parts, where there is room for it.
pub const fn air(height: u16) -> u16 {
    if height > 10 { 1 } else { 0 }
}

/// What stands on the buttons.
pub fn labels(lang: Lang) -> [&'static str; 4] {
    LinkButton::ALL.map(|button| label(button, lang))
}

fn label(button: LinkButton, lang: Lang) -> &'static str {
    let words = &phrases(lang).buttons;
    match button {
        LinkButton::Copy => &words.copy,
        LinkButton::Open => &words.open,
        LinkButton::QrCode => &words.code,
        LinkButton::Back => &words.back,
    }
}
