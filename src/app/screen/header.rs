//! What the header says: how many cases there are of those that the list shows, most urgent first, and which are hidden.

use unicode_width::UnicodeWidthStr;

use super::view_counts;
use crate::app::model::Model;
use crate::app::model::view_counts::CountScope;
use crate::content::{counted, fill, phrases};
use crate::domain::Class;

/// How something in the header is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderRole {
    /// A number.
    Plain,
    /// To be noticed.
    Strong,
    /// Something is wrong, or a month has passed.
    Alarm,
}

/// The line of the header beside the program's name.
#[derive(Debug, PartialEq, Eq)]
pub struct HeaderLine {
    /// What it says, most urgent first; at the end how many things are left out, where some are.
    pub items: Vec<(String, HeaderRole)>,
    /// Whether the date stands at its right end.
    pub dated: bool,
}

/// What has room in so many columns, of which the date takes the last ones. Where nothing has room beside the date, the
/// date gives way; where nothing has room even so, the first thing stands there alone and is cut.
pub fn line(model: &Model, room: usize, date: usize) -> HeaderLine {
    let items = items(model);
    let fitting = |room| (1..=items.len()).rev().map(|n| with_more(&items, n, model)).find(|said| columns(said) <= room);
    if items.is_empty() {
        return HeaderLine { items, dated: true };
    }
    match (fitting(room.saturating_sub(date)), fitting(room)) {
        (Some(items), _) => HeaderLine { items, dated: true },
        (None, Some(items)) => HeaderLine { items, dated: false },
        (None, None) => HeaderLine { items: items[..1].to_vec(), dated: false },
    }
}

/// The first `n` things, and how many more there are; help says all of them.
fn with_more(items: &[(String, HeaderRole)], n: usize, model: &Model) -> Vec<(String, HeaderRole)> {
    let mut said = items[..n].to_vec();
    if n < items.len() {
        let more = fill(&phrases(model.lang).counts.more, &[("n", &(items.len() - n).to_string())]);
        said.push((more, HeaderRole::Plain));
    }
    said
}

/// How wide things are with the dots between them.
fn columns(items: &[(String, HeaderRole)]) -> usize {
    let words: usize = items.iter().map(|(text, _)| text.width()).sum();
    words + DOT * items.len().saturating_sub(1)
}

/// The cells of a dot between two things.
const DOT: usize = 3;

/// What the header says, most urgent first.
pub fn items(model: &Model) -> Vec<(String, HeaderRole)> {
    let words = phrases(model.lang);
    let mut said = Vec::new();
    if model.read_only {
        said.push((words.small.read_only.clone(), HeaderRole::Alarm));
    }
    let (mut overdue, mut rest) = (Vec::new(), Vec::new());
    for (class, text) in counts(model) {
        match class {
            Class::Overdue => overdue.push((text, HeaderRole::Alarm)),
            _ => rest.push((text, HeaderRole::Plain)),
        }
    }
    said.append(&mut overdue);
    let mails = model.counts.as_ref().map_or(0, |counts| counts.mails);
    if mails > 0 {
        said.push((words.counts.mails.of(mails, model.lang), HeaderRole::Strong));
    }
    let hidden = view_counts::hidden(model);
    if hidden > 0 {
        said.push((words.counts.hidden.of(hidden, model.lang), HeaderRole::Alarm));
    }
    if !model.marks.accounts.is_empty() {
        said.push((words.counts.marked.of(model.marks.accounts.len() as u64, model.lang), HeaderRole::Strong));
    }
    said.append(&mut rest);
    said
}

/// How many cases there are of each kind: of those that the list shows, or where these are too many, of all. Where the
/// list shows fewer than all, the first number says which it is.
pub fn counts(model: &Model) -> Vec<(Class, String)> {
    let words = &phrases(model.lang).counts;
    let (counts, scope) = view_counts::in_view(model);
    let mut said = counts.map_or(Vec::new(), |counts| counted(&counts, model.lang));
    let of = match scope {
        CountScope::All => return said,
        CountScope::View => &words.in_view,
        CountScope::AllDespiteView => &words.of_all,
    };
    if let Some((_, first)) = said.first_mut() {
        *first = fill(of, &[("what", first)]);
    }
    said
}
