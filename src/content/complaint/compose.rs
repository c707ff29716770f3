//! The complaint, composed from its cases: parties, matter, requests, events, annexes, signature, then the
//! reckoning and the law.

use super::annexes::Annexes;
use super::document::{Block, Document, Section};
use super::input::ComplaintInput;
use super::joint::{CaseSection, heading, per_case};
use super::story::{CaseStory, Requests};
use crate::content::calendar::full_date;
use crate::content::explanation::platform_names;
use crate::domain::EventData;

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
    let sections = CaseSection::of_all(&stories, &mut annexes);
    let requests = stories.iter().map(CaseStory::requests).fold(Requests::default(), Requests::or);
    let mut sections = vec![
        first.parties(&stories),
        first.matter_section(&sections),
        first.request_section(requests),
        first.event_section(&sections),
        first.annex_section(&annexes),
        first.signature(),
        first.deadline_section(&sections, requests),
        first.law_section(requests),
    ];
    sections.extend(annexes.sections(|phrase, more| first.voice.say(phrase, more), first.words, first.input.lang));
    sections.retain(|section| !section.blocks.is_empty());
    Some(first.letter(&first.words.title, vec![first.voice.say(&first.words.parties.to, &[])], sections))
}

impl CaseStory<'_> {
    /// A letter of today.
    pub(super) fn letter(&self, title: &str, to: Vec<String>, sections: Vec<Section>) -> Document {
        let lang = self.input.lang;
        Document { lang, title: title.to_owned(), date: full_date(self.input.today, lang), to, sections }
    }

    /// The processing, then what happened to each objection to it.
    fn matter_section(&self, sections: &[CaseSection]) -> Section {
        let processing = self.processing(sections);
        let blocks = match sections {
            [only] => vec![Block::Paragraph(format!("{processing} {}", only.matter.join(" ")))],
            several => {
                let cases = several.iter().flat_map(|case| [heading(case), Block::Paragraph(case.matter.join(" "))]);
                [Block::Paragraph(processing)].into_iter().chain(cases).collect()
            }
        };
        Section { heading: self.words.headings.matter.clone(), blocks }
    }

    /// Which processing it is about, on which platforms.
    fn processing(&self, sections: &[CaseSection]) -> String {
        let platforms: Vec<_> = sections.iter().flat_map(|case| &case.platforms).copied().collect();
        let controller = self.input.account.fields.platform.controller();
        let processing = &controller.processing;
        let texts = controller.texts(self.input.lang);
        let phrase = if self.input.today < processing.since { &texts.processing_planned } else { &texts.processing };
        let platforms = platform_names(&platforms, self.input.lang);
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

    fn event_section(&self, sections: &[CaseSection]) -> Section {
        let events = |case: &CaseSection| {
            let events = case.events.iter().map(|event| (event.on, self.day(event.on), event.text.clone())).collect::<Vec<_>>();
            (!events.is_empty()).then_some(Block::Events(events))
        };
        Section { heading: self.words.headings.events.clone(), blocks: per_case(sections, events) }
    }

    fn annex_section(&self, annexes: &Annexes<'_>) -> Section {
        let blocks = annexes.list(|phrase, more| self.voice.say(phrase, more), self.words, self.input.lang);
        Section { heading: self.words.headings.annexes.clone(), blocks }
    }

    /// How the time was counted, where the complaint is about time: once where it is the same for all.
    fn deadline_section(&self, sections: &[CaseSection], requests: Requests) -> Section {
        let mut counted: Vec<&(String, Vec<String>)> = Vec::new();
        let sections = if requests.concern_time() { sections } else { &[] };
        for deadline in sections.iter().flat_map(|case| &case.deadlines) {
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
