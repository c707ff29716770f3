//! The views that the choice of states offers: those of the settings, and where several people work, one's own cases.

use crate::app::model::Model;
use crate::content::phrases;
use crate::content::query::MINE;
use crate::domain::list::SavedView;

/// The views, in the order in which they are offered.
pub fn views(model: &Model) -> Vec<SavedView> {
    let mut views = model.views.clone();
    let has_mine = views.iter().any(|view| view.search.trim() == MINE);
    if model.shared && !has_mine {
        views.push(SavedView { name: phrases(model.lang).finding.mine.clone(), search: MINE.to_owned() });
    }
    views
}
