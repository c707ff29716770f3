//! Which keys the footer names.

use crate::app::model::keymap;
use crate::app::model::{Model, Pane};

/// The keys that the footer names: those that mean something here, most telling first.
pub fn footer(model: &Model) -> Vec<&'static keymap::Binding> {
    let mut rows: Vec<&keymap::Binding> =
        keymap::BINDINGS.iter().filter(|b| b.footer > 0 && applies(model, b.when) && tells(model, b.command)).collect();
    rows.sort_by_key(|b| b.footer);
    rows
}

/// Whether a command is worth a place in the footer of this pane.
fn tells(model: &Model, command: keymap::Command) -> bool {
    match command {
        // Zooming shows the whole text of what is under the cursor there.
        keymap::Command::Zoom => matches!(model.focus, Pane::Steps | Pane::Objections),
        // Choosing has Enter already.
        keymap::Command::Toggle => model.focus == Pane::Steps,
        keymap::Command::MarkAll => !model.marks.accounts.is_empty() && model.focus == Pane::Accounts,
        keymap::Command::Void => model.focus == Pane::Log,
        _ => true,
    }
}

/// Whether commands of this kind mean anything now.
pub fn applies(model: &Model, when: keymap::When) -> bool {
    let account = model.current().is_some();
    match when {
        keymap::When::Always => true,
        keymap::When::Account => account,
        keymap::When::Tickable => account && matches!(model.focus, Pane::Accounts | Pane::Steps | Pane::Objections),
        keymap::When::Logged => account && model.detail.as_ref().is_some_and(|d| d.newest().is_some()),
    }
}
