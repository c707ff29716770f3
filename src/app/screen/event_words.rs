//! What an entry of the log is called, and what it says beside that.

use super::summaries;
use crate::app::model::Model;
use crate::app::model::detail::Detail;
use crate::content::{self, fill, kind_words, phrases};
use crate::domain::{Event, EventData, EventKind, Lang};

/// What an event says beside its kind; of a voiding, which event it voids.
pub(super) fn facts(event: &Event, detail: &Detail, lang: Lang) -> Vec<String> {
    let words = &phrases(lang).entry;
    let mut data = event.data.clone();
    // Entries have no numbers on the screen: they are named.
    let (phrase, other) = match &mut data {
        EventData::Voided { voids } => (&words.voids_named, Some(*voids)),
        EventData::EvidenceAdded { about, .. } => (&words.about_named, about.take()),
        _ => return content::facts(&data, lang),
    };
    let other = other.and_then(|id| detail.events.iter().find(|e| e.id == id));
    let other = other.map(|e| fill(phrase, &[("what", &named(e, lang))]));
    let own = if matches!(data, EventData::Voided { .. }) { Vec::new() } else { content::facts(&data, lang) };
    own.into_iter().chain(other).collect()
}

/// Day and kind of an entry, and its first words.
pub(super) fn named(event: &Event, lang: Lang) -> String {
    let named = format!("{} {}", event.on, kind_words(event.data.kind(), lang).short);
    let first = summaries::first_words(&event.note);
    if first.is_empty() { named } else { format!("{named}: {first}") }
}

/// What marks an event that was not voided.
fn marks(event: &Event, detail: &Detail, model: &Model) -> Vec<String> {
    if detail.voided.contains(&event.id) {
        return Vec::new();
    }
    content::event_marks(event, &detail.case, model.today, model.lang)
}

/// What the log has room for behind an event's title: its note, else its most telling field.
pub fn log_note(event: &Event, detail: &Detail, lang: Lang) -> String {
    match (event.note.lines().next(), event.data.kind()) {
        (Some(note), _) => note.to_owned(),
        (None, EventKind::Submitted) => String::new(),
        (None, _) => facts(event, detail, lang).into_iter().next().unwrap_or_default(),
    }
}

/// Day and kind of an event with what marks it, as the log shows it.
pub fn title(event: &Event, detail: &Detail, model: &Model) -> String {
    let lang = model.lang;
    let mut title = format!("{}  {}", event.on, kind_words(event.data.kind(), lang).short);
    if let Some((_, others)) = detail.shared_by(event.id) {
        title = format!("{title} {}", phrases(lang).panes.covers.of(others.len() as u64, lang));
    }
    if detail.voided.contains(&event.id) {
        title = format!("{title} ({})", phrases(lang).small.voided);
    }
    let marks = marks(event, detail, model);
    if !marks.is_empty() {
        title = format!("{title} ({})", marks.join(", "));
    }
    if let Some(by) = content::written_by(event, &detail.events, model.login.as_deref(), lang) {
        title = format!("{title} {by}");
    }
    title
}
