//! Marking accounts.

use super::{cursor, form_dialog, load};
use crate::app::model::marks::Marks;
use crate::app::model::msg::Effect;
use crate::app::model::{Model, Pane};
use crate::domain::AccountId;

/// Marks the account under the cursor, or takes the mark away; the cursor goes on.
pub(super) fn toggle(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.current() else { return Vec::new() };
    model.marks.toggle(id);
    model.list.step(1);
    load::moved(model)
}

/// Marks all that the filter shows; the second time, none.
pub(super) fn all(model: &mut Model) -> Vec<Effect> {
    if model.marks.all() {
        model.marks = Marks::default();
        return Vec::new();
    }
    model.marking = true;
    model.lookup_since = Some(model.now.millis);
    vec![Effect::LoadIds(model.list.filter.clone())]
}

/// The numbers of all that the filter shows have been read.
pub(super) fn marked(model: &mut Model, accounts: Vec<AccountId>) -> Vec<Effect> {
    (model.marking, model.lookup_since) = (false, None);
    // Marked one by one they are all marked as well, and the key means the other thing.
    let all_were = accounts.len() == model.marks.accounts.len() && accounts.iter().all(|id| model.marks.accounts.contains(id));
    if all_were && model.opening.is_none() {
        model.marks = Marks::default();
    } else {
        model.marks.mark_all(accounts);
    }
    let mut effects = cursor::focus(model, Pane::Accounts);
    if model.opening.is_some() {
        effects.push(form_dialog::look_up(model));
    }
    effects
}
