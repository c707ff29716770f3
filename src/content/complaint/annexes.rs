//! What goes with a complaint, numbered from 1: the objections word for word, then the files, each under the name that it
//! has in the list and in the folder: unique, without a path in it, and never read as an option by a program.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::document::{Block, Section};
use super::input::ComplaintInput;
use super::wording::{Wording, wording};
use crate::content::asset::fill;
use crate::content::calendar::full_date;
use crate::content::language::{language_of, listed, number};
use crate::domain::text::{base_name, file_name, file_name_parts, fold_case};
use crate::domain::{Event, EventData, EventId, EventKind, EvidenceKind, Lang, Submission};

/// The longest name of a file in bytes; file systems take 255.
pub const NAME_MAX: usize = 180;

/// A file that goes with a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexFile {
    /// The events that attach it: several where it was attached to several cases.
    pub events: Vec<EventId>,
    /// Its name in the folder.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// What it is, where its kind was given.
    pub kind: Option<EvidenceKind>,
    /// The events it proves.
    about: Vec<EventId>,
    /// As it was called where it came from.
    own_name: String,
}

/// An objection that goes with a complaint word for word.
#[derive(Debug)]
struct AnnexText<'a> {
    /// The events that froze it: one for each account.
    events: Vec<EventId>,
    on: NaiveDate,
    sent: &'a Submission,
    /// The accounts it was sent for.
    accounts: Vec<String>,
    /// The account whose draft it is, where an earlier version logged the draft of every account and not the one text
    /// that was sent for all.
    draft_of: Option<String>,
}

/// Everything that goes with a complaint.
#[derive(Debug, Default)]
pub(super) struct Annexes<'a> {
    texts: Vec<AnnexText<'a>>,
    /// Whether objections were sent on several days, with or without a text.
    of_several_days: bool,
    pub files: Vec<AnnexFile>,
}

impl<'a> Annexes<'a> {
    /// Of some cases that stand in one complaint, each annex once.
    pub fn new(inputs: &[ComplaintInput<'a>]) -> Self {
        let sent = inputs.iter().flat_map(ComplaintInput::live_events).filter(|e| e.data.kind() == EventKind::Submitted);
        let days: BTreeSet<NaiveDate> = sent.map(|event| event.on).collect();
        Self { texts: texts(inputs), of_several_days: days.len() > 1, files: annex_files(inputs) }
    }

    /// Evidence for one event also proves another that shares its line.
    pub fn also_prove(&mut self, event: EventId, other: EventId) {
        let proving = self.texts.iter_mut().map(|text| &mut text.events);
        let proving = proving.chain(self.files.iter_mut().map(|file| &mut file.about));
        for events in proving.filter(|events| events.contains(&other)) {
            events.push(event);
        }
    }

    /// The annexes that prove an event, as a mark behind its sentence; empty where there are none.
    pub fn mark(&self, event: EventId, words: &Wording, lang: Lang) -> String {
        let texts = self.texts.iter().map(|text| text.events.contains(&event));
        let files = self.files.iter().map(|file| file.about.contains(&event));
        let numbered = texts.chain(files).enumerate().filter(|(_, own)| *own);
        let numbers: Vec<String> = numbered.map(|(n, _)| (n + 1).to_string()).collect();
        let phrase = match &numbers[..] {
            [] => return String::new(),
            [_] => &words.annex_mark,
            _ => &words.annexes_mark,
        };
        format!(" {}", fill(phrase, &[("n", &listed(&numbers, lang))]))
    }

    /// The list of annexes.
    pub fn list(&self, say: impl Fn(&str, &[(&str, &str)]) -> String, words: &Wording, lang: Lang) -> Vec<Block> {
        let names = &words.annexes;
        let texts = self.texts.iter().map(|text| say(&names.follows, &[("name", &self.name(text, words, lang))]));
        let files = self.files.iter().map(|file| {
            let size = number(u64::try_from(file.size).unwrap_or(0), lang);
            let line = say(&names.file, &[("name", &file.name), ("size", &size), ("sha256", &file.sha256)]);
            let kind = file.kind.and_then(|kind| words.kinds.get(kind.id())).map(|kind| say(kind, &[]));
            kind.map_or(line.clone(), |kind| say(&names.kind, &[("file", &line), ("kind", &kind)]))
        });
        let items: Vec<String> = texts.chain(files).collect();
        vec![if items.is_empty() { Block::Paragraph(names.none.clone()) } else { Block::Numbered(items) }]
    }

    /// The objections word for word, a section each. One in another language than the complaint says so.
    pub fn sections(&self, say: impl Fn(&str, &[(&str, &str)]) -> String, words: &Wording, lang: Lang) -> Vec<Section> {
        let section = |(n, text): (usize, &AnnexText<'_>)| {
            let own = language_of(&text.sent.text).unwrap_or(lang);
            let mut name = self.name(text, words, lang);
            if own != lang {
                name = format!("{name} {}", words.in_language(own, lang));
            }
            let heading = say(&words.headings.annex, &[("n", &(n + 1).to_string()), ("name", &name)]);
            Section { heading, blocks: vec![Block::Quote(text.sent.text.clone(), own)] }
        };
        self.texts.iter().enumerate().map(section).collect()
    }

    /// What an objection is called in the list.
    fn name(&self, text: &AnnexText<'_>, words: &Wording, lang: Lang) -> String {
        let words = &words.annexes;
        let date = full_date(text.on, lang);
        let that_day = self.texts.iter().filter(|other| other.on == text.on).count();
        match &text.draft_of {
            Some(account) => fill(&words.draft, &[("account", account)]),
            None if that_day > 1 => fill(&words.objection_for, &[("date", &date), ("accounts", &listed(&text.accounts, lang))]),
            None if self.of_several_days => fill(&words.objection_of, &[("date", &date)]),
            None => words.objection.clone(),
        }
    }
}

/// The objections of some cases, those of one submission once where their text is the same.
fn texts<'a>(inputs: &[ComplaintInput<'a>]) -> Vec<AnnexText<'a>> {
    let sent: Vec<(&ComplaintInput<'a>, &'a Event, &'a Submission)> = inputs
        .iter()
        .flat_map(|input| input.live_events().into_iter().map(move |event| (input, event)))
        .filter_map(|(input, event)| match &event.data {
            EventData::Submitted(sent) if !sent.text.trim().is_empty() => Some((input, event, sent)),
            _ => None,
        })
        .collect();
    let mut texts: Vec<AnnexText<'a>> = Vec::new();
    for (input, event, own) in &sent {
        let shared = |other: &Submission| own.submission_id.is_some() && other.submission_id == own.submission_id;
        if let Some(same) = texts.iter_mut().find(|text| shared(text.sent) && text.sent.text == own.text) {
            same.events.push(event.id);
            same.accounts.push(input.account_name());
            continue;
        }
        let differs = sent.iter().any(|(.., other)| shared(other) && other.text != own.text)
            || input.covered.iter().any(|c| Some(c.submission_id) == own.submission_id && !c.same_text);
        let draft_of = differs.then(|| input.account_name());
        let accounts = vec![input.account_name()];
        texts.push(AnnexText { events: vec![event.id], on: event.on, sent: own, accounts, draft_of });
    }
    texts
}

/// The files of some cases that stand in one complaint, each once.
pub fn annex_files(inputs: &[ComplaintInput<'_>]) -> Vec<AnnexFile> {
    let mut taken: BTreeSet<String> = inputs.first().map(|input| own_names(input.lang)).into_iter().flatten().collect();
    let mut files: Vec<AnnexFile> = Vec::new();
    let live: Vec<&Event> = inputs.iter().flat_map(ComplaintInput::live_events).collect();
    for event in &live {
        let EventData::EvidenceAdded { name, size, sha256, evidence_kind, about } = &event.data else { continue };
        // What the controller wrote proves no sending.
        let reply = evidence_kind.is_some_and(EvidenceKind::is_from_controller);
        let about = about.filter(|about| !reply || !live.iter().any(|e| e.id == *about && e.data.kind() == EventKind::Submitted));
        if let Some(same) = files.iter_mut().find(|file| file.own_name == *name && file.sha256 == *sha256) {
            same.events.push(event.id);
            same.about.extend(about);
            continue;
        }
        files.push(AnnexFile {
            events: vec![event.id],
            name: dedupe_file_name(&file_name(base_name(name), NAME_MAX), &mut taken),
            size: *size,
            sha256: sha256.clone(),
            kind: *evidence_kind,
            about: about.into_iter().collect(),
            own_name: name.clone(),
        });
    }
    files
}

/// The names of the complaint's own files: as text, Markdown and HTML.
pub fn file_names(lang: Lang) -> [String; 3] {
    ["txt", "md", "html"].map(|kind| format!("{}.{kind}", wording(lang).file))
}

/// Every name that no annex may take.
fn own_names(lang: Lang) -> Vec<String> {
    let names = file_names(lang).into_iter().chain([read_first_name(lang)]);
    names.map(|name| fold_case(&name)).collect()
}

/// The name of the file that says what to do with them.
pub fn read_first_name(lang: Lang) -> String {
    format!("{}.txt", wording(lang).read_first_file)
}

/// The name, with a number where it is taken already; case-insensitive, for file systems that are.
pub fn dedupe_file_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, kind) = file_name_parts(name);
    let mut own = name.to_owned();
    let mut n = 1;
    while !taken.insert(fold_case(&own)) {
        n += 1;
        own = format!("{stem}-{n}{kind}");
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut taken = BTreeSet::from(["klagomal.txt".to_owned()]);
        let named = ["svar.txt", "Svar.TXT", "svar.txt", "svar-2.txt", "Klagomal.txt", "fil"]
            .map(|name| dedupe_file_name(name, &mut taken));
        assert_eq!(named, ["svar.txt", "Svar-2.TXT", "svar-3.txt", "svar-2-2.txt", "Klagomal-2.txt", "fil"]);
    }
}
