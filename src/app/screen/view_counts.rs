//! How many cases search and choice of states let through, beside how many there are.

use std::borrow::Cow;

use crate::app::model::Model;
use crate::app::model::view_counts::CountScope;
use crate::content::phrases;
use crate::content::query::Query;
use crate::domain::Class;
use crate::domain::list::Counts;

/// Whether the numbers are those of the search as it is now.
pub fn is_counted(model: &Model) -> bool {
    let search = &model.list.filter.search;
    search.trim().is_empty() || model.search_counts.as_ref().is_some_and(|counts| counts.search == *search)
}

/// How many cases the search finds in each state, and what the numbers are of. While a search is being counted, the
/// numbers stay as they are, as the rows do.
pub fn by_search(model: &Model) -> (Option<&Counts>, CountScope) {
    let searched = model.search_counts.as_ref().filter(|_| !model.list.filter.search.trim().is_empty());
    match searched.map(|searched| searched.counts.as_ref()) {
        None => (model.counts.as_ref(), CountScope::All),
        Some(None) => (model.counts.as_ref(), CountScope::AllDespiteView),
        Some(counts) => (counts, CountScope::View),
    }
}

/// How many cases the list shows, and what the numbers are of; `None` before anything was counted.
pub fn in_view(model: &Model) -> (Option<Cow<'_, Counts>>, CountScope) {
    match by_search(model) {
        (Some(counts), CountScope::All | CountScope::View) if !model.list.filter.statuses.is_empty() => {
            (Some(Cow::Owned(counts.with_statuses(&model.list.filter))), CountScope::View)
        }
        (counts, scope) => (counts.map(Cow::Borrowed), scope),
    }
}

/// How many overdue cases are hidden by search or filter, as far as that is known.
pub fn hidden(model: &Model) -> u64 {
    let shown = match in_view(model) {
        (Some(counts), CountScope::View) => counts.class(Class::Overdue),
        _ => model.overdue(),
    };
    model.overdue().saturating_sub(shown)
}

/// Why the list is empty: nothing is found, or what is searched for cannot be understood.
pub fn nothing_found(model: &Model) -> String {
    let filter = &model.list.filter;
    let query = Query::parse(&filter.search, model.today, &filter.login);
    let unclear = query.unclear.first().map(|term| term.words(model.lang));
    unclear.unwrap_or_else(|| phrases(model.lang).empty.nothing_found.clone())
}
