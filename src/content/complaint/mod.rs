//! The complaint to the authority: what a case's log says, on a page that a case officer can act on. It states only what
//! the log, the account and the settings hold, and advises nobody: what its sender has to see to is the checklist's.
//! Its sentences are in `complaint.toml`.

mod annexes;
mod authority;
mod checklist;
mod deadlines;
mod document;
mod events;
mod findings;
mod identity_number;
mod joint;
mod letters;
mod parties;
mod story;
mod wording;

use chrono::NaiveDate;

use crate::content::Links;
use crate::content::calendar::full_date;
use crate::domain::case::voided;
use crate::domain::{Account, ContactDetails, Event, EventData, Lang};
use annexes::Annexes;
use joint::{Told, heading};
use story::{CaseStory, Requests};

pub use annexes::{AnnexFile, NAME_MAX, annex_files, dedupe_file_name, file_names, read_first_name};
pub use authority::{appeal, decision_request};
pub use checklist::{Remark, all_remarks, appeal_remarks, decision_remarks, read_first, required, warnings};
pub use document::{Block, Document, Section};
pub use identity_number::identity_number;
pub use joint::group_by_person;
pub use letters::{authority_letter, identity_answer, reminder};

/// The accounts that a submission covered besides the one whose complaint it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The number that its events share.
    pub submission_id: i64,
    /// Platform and handle of some of them.
    pub names: Vec<String>,
    /// How many there are besides.
    pub more: u64,
    /// Whether all of them were logged with the same text; an earlier version logged each account's draft.
    pub same_text: bool,
}

/// All that a complaint about one account is made from.
#[derive(Debug, Clone, Copy)]
pub struct ComplaintInput<'a> {
    /// Whose objection it is.
    pub account: &'a Account,
    /// The whole log, voided events included.
    pub entries: &'a [Event],
    /// Which submissions covered other accounts, too.
    pub covered: &'a [Covered],
    /// Who sits at the keyboard.
    pub me: &'a ContactDetails,
    /// Today in Stockholm.
    pub today: NaiveDate,
    /// The language of the complaint.
    pub lang: Lang,
    /// The addresses in force.
    pub links: &'a Links,
}

impl ComplaintInput<'_> {
    /// How the account is called.
    fn account_name(&self) -> String {
        format!("{} {}", self.account.fields.platform.name(), self.account.fields.handle)
    }
}

/// The events that count, by day and number, up to today: neither voided nor a voiding.
fn live_events<'a>(input: &ComplaintInput<'a>) -> Vec<&'a Event> {
    let mut live: Vec<&Event> = input.entries.iter().filter(|event| event.on <= input.today).collect();
    let voided = voided(live.iter().copied());
    live.retain(|event| !voided.contains(&event.id) && !matches!(event.data, EventData::Voided { .. }));
    live.sort_by_key(|event| (event.on, event.id));
    live
}

/// An event that logs a complaint as lodged, with the complaint as its text where it has none. Every other event stays
/// as it is.
pub fn with_frozen_complaint(data: EventData, inputs: &[ComplaintInput<'_>]) -> EventData {
    match data {
        EventData::ComplaintLodged { text, case_number } if text.is_empty() => {
            let text = complaint(inputs).map(|made| made.text()).unwrap_or_default();
            EventData::ComplaintLodged { text, case_number }
        }
        other => other,
    }
}

/// The complaint about some accounts of one person; `None` about none.
pub fn complaint(inputs: &[ComplaintInput<'_>]) -> Option<Document> {
    let names: Vec<String> = inputs.iter().map(ComplaintInput::account_name).collect();
    let stories: Vec<CaseStory<'_>> = inputs.iter().map(|input| CaseStory::new(*input, names.clone())).collect();
    let first = stories.first()?;
    let mut annexes = Annexes::new(inputs);
    let told = Told::of_all(&stories, &mut annexes);
    let requests = stories.iter().map(CaseStory::requests).fold(Requests::default(), Requests::or);
    let mut sections = vec![
        first.parties(&stories),
        first.matter_section(&told),
        first.request_section(requests),
        first.event_section(&told),
        first.annex_section(&annexes),
        first.signature(),
        first.deadline_section(&told, requests),
        first.law_section(requests),
    ];
    sections.extend(annexes.sections(|phrase, more| first.voice.say(phrase, more), first.words, first.input.lang));
    sections.retain(|section| !section.blocks.is_empty());
    Some(first.letter(&first.words.title, vec![first.voice.say(&first.words.parties.to, &[])], sections))
}

impl CaseStory<'_> {
    /// A letter of today.
    fn letter(&self, title: &str, to: Vec<String>, sections: Vec<Section>) -> Document {
        let lang = self.input.lang;
        Document { lang, title: title.to_owned(), date: full_date(self.input.today, lang), to, sections }
    }

    /// The processing, then what happened to each objection to it.
    fn matter_section(&self, told: &[Told]) -> Section {
        let processing = self.processing(told);
        let blocks = match told {
            [only] => vec![Block::Paragraph(format!("{processing} {}", only.matter.join(" ")))],
            several => {
                let cases = several.iter().flat_map(|case| [heading(case), Block::Paragraph(case.matter.join(" "))]);
                [Block::Paragraph(processing)].into_iter().chain(cases).collect()
            }
        };
        Section { heading: self.words.headings.matter.clone(), blocks }
    }

    /// Which processing it is about, on which platforms.
    fn processing(&self, told: &[Told]) -> String {
        let platforms: Vec<_> = told.iter().flat_map(|case| &case.platforms).copied().collect();
        let controller = self.input.account.fields.platform.controller();
        let processing = &controller.processing;
        let texts = controller.texts(self.input.lang);
        let phrase = if self.input.today < processing.since { &texts.processing_planned } else { &texts.processing };
        let platforms = crate::content::platform_names(&platforms, self.input.lang);
        self.voice.say(phrase, &[("since", &self.day(processing.since)), ("platforms", &platforms)])
    }

    fn request_section(&self, requests: Requests) -> Section {
        let words = &self.words.headings;
        let heading = if self.input.represented() { &words.asks_other } else { &words.asks };
        let asks = &self.words.asks;
        let table = [
            (requests.silence, &asks.silence),
            (requests.code, &asks.code),
            (requests.late, &asks.late),
            (requests.extension, &asks.extension),
            (requests.refused, &asks.refused),
            (requests.reasons, &asks.reasons),
            (requests.continued, &asks.continued),
            (requests.comply, &asks.comply),
            (requests.continued, &asks.stop),
            (true, &asks.inform),
        ];
        let asked: Vec<String> =
            table.into_iter().filter(|(holds, _)| *holds).map(|(_, phrase)| self.voice.say(phrase, &[])).collect();
        let last = asked.len();
        let ended = |(n, ask): (usize, String)| format!("{ask}{}", if n + 1 == last { '.' } else { ',' });
        let asked = asked.into_iter().enumerate().map(ended).collect();
        Section { heading: self.voice.say(heading, &[]), blocks: vec![Block::Numbered(asked)] }
    }

    fn event_section(&self, told: &[Told]) -> Section {
        let events = |case: &Told| {
            let events = case.events.iter().map(|event| (event.on, self.day(event.on), event.text.clone())).collect::<Vec<_>>();
            (!events.is_empty()).then_some(Block::Events(events))
        };
        Section { heading: self.words.headings.events.clone(), blocks: joint::per_case(told, events) }
    }

    fn annex_section(&self, annexes: &Annexes<'_>) -> Section {
        let blocks = annexes.list(|phrase, more| self.voice.say(phrase, more), self.words, self.input.lang);
        Section { heading: self.words.headings.annexes.clone(), blocks }
    }

    /// How the time was counted, where the complaint is about time: once where it is the same for all.
    fn deadline_section(&self, told: &[Told], requests: Requests) -> Section {
        let mut counted: Vec<&(String, Vec<String>)> = Vec::new();
        let told = if requests.concern_time() { told } else { &[] };
        for deadline in told.iter().flat_map(|case| &case.deadlines) {
            if !counted.contains(&deadline) {
                counted.push(deadline);
            }
        }
        let mut blocks = Vec::new();
        if !counted.is_empty() {
            blocks.push(Block::Paragraph(self.words.deadline.basis.clone()));
        }
        for (attempt, said) in &counted {
            if counted.len() > 1 {
                blocks.push(Block::Heading(attempt.clone()));
            }
            blocks.push(Block::List(said.clone()));
        }
        Section { heading: self.words.headings.deadline.clone(), blocks }
    }

    fn law_section(&self, requests: Requests) -> Section {
        let law = &self.words.law;
        let table = [
            (requests.concern_time(), &law.month),
            (requests.silence || requests.reasons, &law.reasons),
            (true, &law.object),
            (requests.comply, &law.restrict),
        ];
        let items = table.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| text.clone()).collect();
        Section { heading: self.words.headings.law.clone(), blocks: vec![Block::List(items)] }
    }
}
