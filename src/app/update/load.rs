//! What is asked of the database as the cursor moves: rows of the list, counts, the account under the cursor.

use super::agenda;
use crate::app::model::list::ListPosition;
use crate::app::model::msg::Effect;
use crate::app::model::{Dialog, Model, Pane};
use crate::app::screen::layout::areas;
use crate::domain::AccountId;
use crate::domain::list::{Filter, ListKey};

/// For how many milliseconds the keys rest before the right-hand panes follow the cursor, and before a search is counted.
pub(super) const DETAIL_DEBOUNCE: u64 = 80;

/// How many rows of the list are on the screen.
pub(super) fn list_height(model: &Model) -> usize {
    usize::from(areas(model).inside(Pane::Accounts).height).max(1)
}

pub(super) fn window(model: &Model, place: ListPosition) -> Effect {
    Effect::Window { filter: model.list.filter.clone(), place, limit: (3 * list_height(model)).max(40) }
}

/// As many rows as are shown, and one that tells whether the next screen is to be read.
pub(super) fn first_screen(model: &Model) -> Effect {
    Effect::Window { filter: model.list.filter.clone(), place: ListPosition::Start, limit: list_height(model) + 1 }
}

/// Counts the cases, and those of them that the search finds.
pub(super) fn counts(model: &Model) -> Vec<Effect> {
    [Effect::Counts].into_iter().chain(count_view(model)).collect()
}

/// Counts the cases that the search finds, in whatever state.
pub(super) fn count_view(model: &Model) -> Option<Effect> {
    let filter = Filter { statuses: Vec::new(), ..model.list.filter.clone() };
    (!filter.is_all()).then_some(Effect::CountView(filter))
}

/// Reads the list anew around an account, or around the cursor.
pub(super) fn reload_list(model: &Model, account: Option<AccountId>) -> Vec<Effect> {
    // The rows may still be those before an event that moved the account under the cursor away.
    if let Some(key) = model.list.staying.filter(|_| account.is_none()) {
        return with_counts(model, ListPosition::Near(key));
    }
    let key = model.list.current().map(|r| r.key(model.today));
    let place = account.or_else(|| model.current()).map_or(ListPosition::Start, |id| ListPosition::Around(id, key));
    with_counts(model, place)
}

/// Reads the list anew around a place, whichever account stands there now.
pub(super) fn reload_at(model: &mut Model, place: Option<ListKey>) -> Vec<Effect> {
    model.list.staying = place;
    with_counts(model, place.map_or(ListPosition::Start, ListPosition::Near))
}

fn with_counts(model: &Model, place: ListPosition) -> Vec<Effect> {
    let mut effects = counts(model);
    effects.push(window(model, place));
    effects
}

/// Reads everything on the screen anew.
pub(super) fn reload(model: &Model) -> Vec<Effect> {
    let mut effects = reload_list(model, None);
    effects.extend(model.detail.as_ref().map(|d| Effect::Detail(d.id())));
    effects.extend(agenda::reload(model));
    effects.extend(matches!(model.dialog, Some(Dialog::Mails(_))).then_some(Effect::Mails));
    effects
}

pub(super) fn missing_rows(model: &Model) -> Vec<Effect> {
    model.list.missing_page(list_height(model), model.today).map(|p| window(model, p)).into_iter().collect()
}

pub(super) fn read_current(model: &mut Model) -> Option<Effect> {
    model.follow = None;
    model.current().map(Effect::Detail)
}

/// After the cursor moved to another account: shows it at once, or when keys come fast, once they rest.
pub(super) fn moved(model: &mut Model) -> Vec<Effect> {
    let now = model.now.millis;
    let rested = model.last_move.is_none_or(|at| now >= at + DETAIL_DEBOUNCE);
    model.last_move = Some(now);
    model.list.staying = None;
    let mut effects = missing_rows(model);
    if !model.detail_is_stale() {
        model.follow = None;
    } else if rested {
        effects.extend(read_current(model));
    } else {
        model.follow = Some(now + DETAIL_DEBOUNCE);
    }
    effects
}
