//! Search as you type, and the choice of states: which cases the list shows.

use super::{cursor, load};
use crate::app::model::key::{Key, KeyCode};
use crate::app::model::list::ListPosition;
use crate::app::model::msg::Effect;
use crate::app::model::text_input::{Edit, EditOutcome};
use crate::app::model::view_counts::SearchCounts;
use crate::app::model::{Dialog, Model, Pane};
use crate::app::screen::views::views;
use crate::domain::Status;
use crate::domain::list::{Counts, Filter};

/// The longest search, in characters.
const SEARCH_MAX: usize = 100;

/// Opens the search, with what was searched for before.
pub(super) fn search(model: &mut Model) -> Vec<Effect> {
    let effects = cursor::focus(model, Pane::Accounts);
    model.search = Some(Edit::line(&model.list.filter.search, SEARCH_MAX));
    effects
}

/// Keys while the search is typed: arrows move in the result, `Enter` keeps it, `Esc` clears it.
pub(super) fn search_key(model: &mut Model, key: Key) -> Vec<Effect> {
    match key.code {
        KeyCode::Enter | KeyCode::Tab => model.search = None,
        // Where there is no Esc.
        KeyCode::Backspace if model.search.as_ref().is_some_and(Edit::is_empty) => return clear_search(model),
        KeyCode::Esc => return clear_search(model),
        KeyCode::Char('c') if key.ctrl => return clear_search(model),
        KeyCode::Down | KeyCode::Up => {
            model.list.step(if key.code == KeyCode::Down { 1 } else { -1 });
            return load::moved(model);
        }
        KeyCode::PageDown | KeyCode::PageUp => {
            let height = load::list_height(model) as isize;
            model.list.step(if key.code == KeyCode::PageDown { height } else { -height });
            return load::moved(model);
        }
        _ => {
            let typed = model.search.as_mut().map(|edit| edit.key(key));
            return if typed == Some(EditOutcome::Changed) { found(model) } else { Vec::new() };
        }
    }
    Vec::new()
}

/// Text was pasted into the search.
pub(super) fn search_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if let Some(edit) = &mut model.search {
        edit.paste(text);
    }
    found(model)
}

fn found(model: &mut Model) -> Vec<Effect> {
    model.list.filter.search = model.search.as_ref().map(Edit::text).unwrap_or_default();
    anew(model)
}

fn clear_search(model: &mut Model) -> Vec<Effect> {
    model.search = None;
    model.list.filter.search.clear();
    anew(model)
}

/// Reads the list for the filter as it is now, and counts what it finds. After a search the cursor stays on its account.
fn anew(model: &mut Model) -> Vec<Effect> {
    let all = model.list.filter.is_all();
    let place = model.current().filter(|_| all).map_or(ListPosition::Start, |id| ListPosition::Around(id, None));
    model.list.staying = None;
    // Counting waits until the keys rest: beside the search it would take the machine from it.
    model.count_at = load::count_view(model).map(|_| model.now.millis + load::DETAIL_DEBOUNCE);
    if model.count_at.is_none() {
        model.search_counts = None;
    }
    vec![Effect::CancelCount, load::window(model, place)]
}

/// What a search finds has been counted. Something else may be searched for by now.
pub(super) fn counted(model: &mut Model, search: String, counts: Option<Counts>) -> Vec<Effect> {
    if search == model.list.filter.search {
        model.search_counts = Some(SearchCounts { search, counts });
    }
    Vec::new()
}

/// Shows all cases again, with the one at which something is to be done.
pub(super) fn show_all(model: &mut Model) {
    let login = std::mem::take(&mut model.list.filter.login);
    model.list.filter = Filter { login, ..Filter::default() };
    model.search_counts = None;
    model.list.staying = None;
}

/// Takes back the search, or else the choice of states; `None` when neither is there.
pub(super) fn clear_one(model: &mut Model) -> Option<Vec<Effect>> {
    if !model.list.filter.search.is_empty() {
        return Some(clear_search(model));
    }
    if model.list.filter.statuses.is_empty() {
        return None;
    }
    model.list.filter.statuses.clear();
    Some(anew(model))
}

/// Opens the choice of states.
pub(super) fn filter(model: &mut Model) -> Vec<Effect> {
    model.dialog = Some(Dialog::Filter(0, model.list.filter.statuses.clone()));
    Vec::new()
}

/// Keys in the choice of states. Behind the states stands the button that shows the choice, behind that the saved views.
pub(super) fn filter_key(model: &mut Model, key: Key, at: usize, mut chosen: Vec<Status>) -> Vec<Effect> {
    let button = Status::ALL.len();
    let last = button + views(model).len();
    let at = match key.code {
        KeyCode::Down | KeyCode::Char('j') => (at + 1) % (last + 1),
        KeyCode::Tab if !key.shift => (at + 1) % (last + 1),
        KeyCode::Up | KeyCode::Tab | KeyCode::Char('k') => (at + last) % (last + 1),
        KeyCode::Home | KeyCode::Char('g') if !key.ctrl => 0,
        KeyCode::End | KeyCode::Char('G') if !key.ctrl => last,
        KeyCode::Char('s') if key.ctrl => return choose(model, chosen),
        KeyCode::Enter if at == button => return choose(model, chosen),
        KeyCode::Enter | KeyCode::Char(' ') if at > button => return show_view(model, at - button - 1),
        KeyCode::Enter | KeyCode::Char(' ') if at < button => {
            let status = Status::by_urgency()[at];
            match chosen.iter().position(|s| *s == status) {
                Some(i) => drop(chosen.remove(i)),
                None => chosen.push(status),
            }
            at
        }
        KeyCode::Char('f') => return choose(model, chosen),
        KeyCode::Esc | KeyCode::Char('q') | KeyCode::Backspace => return close(model),
        KeyCode::Char('c') if key.ctrl => return close(model),
        _ => at,
    };
    model.dialog = Some(Dialog::Filter(at, chosen));
    Vec::new()
}

/// Shows what a saved view searches for, in any state.
fn show_view(model: &mut Model, at: usize) -> Vec<Effect> {
    if let Some(view) = views(model).into_iter().nth(at) {
        model.list.filter.search = view.search;
    }
    choose(model, Vec::new())
}

fn choose(model: &mut Model, chosen: Vec<Status>) -> Vec<Effect> {
    model.list.filter.statuses = chosen;
    model.dialog = None;
    anew(model)
}

fn close(model: &mut Model) -> Vec<Effect> {
    model.dialog = None;
    Vec::new()
}
