//! Short texts that are made from what was written: what the footer says of a change.

use crate::app::model::detail::Detail;
use crate::app::model::marks::BulkTarget;
use crate::content::mail::{knowledge, subject};
use crate::content::{self, fill, kind_words, phrases};
use crate::domain::change::{BulkEvent, Change, Source};
use crate::domain::text::escape_control;
use crate::domain::{Event, EventData, EventKind, Lang};

/// How many characters of a text stand for it.
const FIRST: usize = 48;

/// The first words of a text, on one line, harmless to show.
pub fn first_words(text: &str) -> String {
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default().trim();
    let mut first: String = line.chars().take(FIRST).collect();
    if first.len() < line.len() {
        first.push('…');
    }
    escape_control(&first).into_owned()
}

/// What was attached, in a few words; a line that may hold a code stays unsaid.
pub fn attached(source: &Source, lang: Lang) -> String {
    match source {
        Source::File(path) => first_words(path.rsplit('/').next().unwrap_or(path)),
        Source::Pasted(text) if text.lines().any(|line| knowledge().speaks_of_code(line)) => {
            kind_words(EventKind::EvidenceAdded, lang).short.clone()
        }
        // A mail by its subject: its first line is a sender or a date.
        Source::Pasted(text) => first_words(subject(text).unwrap_or(text)),
    }
}

/// What was saved for many, in a few words.
pub fn saved_many(what: &BulkEvent, n: u64, lang: Lang) -> String {
    let (kind, on) = match what {
        BulkEvent::Assign { assignee } => {
            let accounts = phrases(lang).counts.accounts.of(n, lang);
            return format!("{accounts}: {} {}", phrases(lang).fields.assignee.short.to_lowercase(), first_words(assignee));
        }
        BulkEvent::Same { on, data: what, .. } => (what.kind(), on),
        BulkEvent::Lodged { on, .. } => (EventKind::ComplaintLodged, on),
        BulkEvent::Submitted { on, .. } => (EventKind::Submitted, on),
        BulkEvent::VoidBatch { on, .. } => (EventKind::Voided, on),
    };
    format!("{}: {} {on}", phrases(lang).counts.accounts.of(n, lang), kind_words(kind, lang).short)
}

/// What was saved, and what follows from it.
pub fn with_next(saved: &str, next: &str) -> String {
    let end = if next.is_empty() || saved.ends_with(['.', '…', '!', '?']) { "" } else { "." };
    let between = if next.is_empty() { "" } else { " " };
    format!("{saved}{end}{between}{next}")
}

/// The event that another one voids.
fn voided<'a>(data: &EventData, detail: Option<&'a Detail>) -> Option<&'a Event> {
    let EventData::Voided { voids } = data else { return None };
    detail?.events.iter().find(|e| e.id == *voids)
}

/// What was saved, in a few words.
pub fn saved(change: &Change, detail: Option<&Detail>, lang: Lang) -> String {
    match change {
        Change::Add { fields, .. } | Change::Edit { fields, .. } => first_words(&fields.handle),
        Change::SaveDraft { draft, .. } => first_words(&draft.reason),
        Change::Record { events, .. } => events.first().map_or(String::new(), |event| {
            let kind = event.data.kind();
            let what = match voided(&event.data, detail) {
                Some(voided) => {
                    let what = format!("{} {}", kind_words(voided.data.kind(), lang).short, voided.on);
                    fill(&phrases(lang).entry.voided_named, &[("what", &what)])
                }
                None => format!("{} {}", kind_words(kind, lang).short, event.on),
            };
            match (kind, event.note.is_empty()) {
                (_, true) => what,
                (EventKind::Note, false) => first_words(&event.note),
                (_, false) => format!("{what}: {}", first_words(&event.note)),
            }
        }),
        Change::SaveFormDraft { .. } | Change::FolderWritten { .. } | Change::LinkWorked { .. } => String::new(),
    }
}

/// Which marked accounts a dialog is about: how many, how many of them hidden, the first three names.
pub fn marked(meant: &BulkTarget, lang: Lang) -> String {
    let words = phrases(lang);
    let mut text = words.counts.marked.of(meant.accounts.len() as u64, lang);
    if meant.hidden > 0 {
        text = format!("{text} ({})", fill(&words.finding.hidden, &[("n", &content::number(meant.hidden as u64, lang))]));
    }
    let names: Vec<&str> = meant.names.iter().take(3).map(|(_, handle)| handle.as_str()).collect();
    let more = if meant.accounts.len() > names.len() { format!(" {}", words.small.and_more) } else { String::new() };
    format!("{text}: {}{more}", names.join(", "))
}
