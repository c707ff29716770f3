//! The complaint, composed from its cases: parties, matter, requests, events, annexes, signature, then the
//! reckoning and the law.

use std::collections::BTreeSet;

use super::annexes::Annexes;
use super::document::{Block, Document, Section};
use super::input::ComplaintInput;
use super::joint::{CaseSection, chronology, shared_sentences};
use super::matter::Sentence;
use super::story::{CaseStory, Requests};
use crate::content::calendar::full_date;
use crate::content::explanation::platform_names;
use crate::content::language::listed;
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

/// The complaint about some accounts of one person, without those that give nothing to complain of; `None` where none does.
pub fn complaint(inputs: &[ComplaintInput<'_>]) -> Option<Document> {
    let inputs: Vec<ComplaintInput<'_>> = inputs.iter().copied().filter(is_matter).collect();
    let names: Vec<String> = inputs.iter().map(ComplaintInput::account_name).collect();
    let stories: Vec<CaseStory<'_>> = inputs.iter().map(|input| CaseStory::new(*input, names.clone())).collect();
    let first = stories.first()?;
    let mut annexes = Annexes::new(&inputs);
    let cases = CaseSection::of_all(&stories, &mut annexes);
    let mut sections = vec![
        first.parties(&stories, stories.iter().find_map(|story| story.added_to().map(|lodged| story.case_number(lodged)))),
        first.matter_section(&cases),
        first.request_section(&cases),
        first.event_section(&cases),
        first.annex_section(&annexes),
        first.signature(),
        first.deadline_section(&cases),
        first.law_section(&cases),
    ];
    sections.extend(annexes.sections(|phrase, more| first.voice.say(phrase, more), first.words, first.input.lang));
    sections.retain(|section| !section.blocks.is_empty());
    let added_to = stories.iter().find_map(CaseStory::added_to);
    let title = if added_to.is_some() { &first.words.title_addition } else { &first.words.title };
    Some(first.letter(title, vec![first.voice.say(&first.words.parties.to, &[])], sections))
}

/// Whether an account gives something to complain of.
pub fn is_matter(input: &ComplaintInput<'_>) -> bool {
    let story = CaseStory::new(*input, Vec::new());
    !story.findings.attempts.is_empty() && story.requests().any()
}

/// Whether a case asks for something.
type Asks = fn(Requests) -> bool;

/// Whether some case asks for something.
fn asked(cases: &[CaseSection], by: Asks) -> bool {
    cases.iter().any(|case| by(case.requests))
}

impl CaseStory<'_> {
    /// A letter of today.
    pub(super) fn letter(&self, title: &str, to: Vec<String>, sections: Vec<Section>) -> Document {
        let lang = self.input.lang;
        Document { lang, title: title.to_owned(), date: full_date(self.input.today, lang), to, sections }
    }

    /// The processing, then what happened to each objection to it: what is the same for all accounts once, at first.
    fn matter_section(&self, cases: &[CaseSection]) -> Section {
        let shared = shared_sentences(cases);
        let joined = |said: &[Sentence]| said.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ");
        let first = &cases[0].matter[..shared];
        let of_several = cases.iter().map(|case| case.accounts.len()).sum::<usize>() > 1;
        let is_one = of_several && first.first().is_some_and(|sentence| sentence.submission.is_some());
        let mut opening = vec![self.processing(cases)];
        opening.extend(first.first().map(|sentence| sentence.text.clone()));
        opening.extend(is_one.then(|| self.voice.say(&self.words.matter.same_objection, &[])));
        opening.extend(first.get(1..).filter(|rest| !rest.is_empty()).map(joined));
        let mut blocks = vec![Block::Paragraph(opening.join(" "))];
        for case in cases.iter().filter(|case| case.matter.len() > shared) {
            blocks.push(Block::Heading(case.accounts.join(", ")));
            blocks.push(Block::Paragraph(joined(&case.matter[shared..])));
        }
        Section { heading: self.words.headings.matter.clone(), blocks }
    }

    /// Which processing it is about, on which platforms. For a ward, without whose posts the controller says that it uses.
    fn processing(&self, cases: &[CaseSection]) -> String {
        let platforms: Vec<_> = cases.iter().flat_map(|case| &case.platforms).copied().collect();
        let controller = self.input.account.fields.platform.controller();
        let processing = &controller.processing;
        let texts = controller.texts(self.input.lang);
        let phrase = if self.input.today < processing.since { &texts.processing_planned } else { &texts.processing };
        let of_whom = if self.input.for_child() { "" } else { &texts.of_whom };
        let platforms = platform_names(&platforms, self.input.lang);
        self.voice.say(phrase, &[("since", &self.day(processing.since)), ("platforms", &platforms), ("of_whom", of_whom)])
    }

    fn request_section(&self, cases: &[CaseSection]) -> Section {
        let words = &self.words.headings;
        let heading = if self.input.represented() { &words.asks_other } else { &words.asks };
        let asks = &self.words.asks;
        let table: [(Asks, &str); 13] = [
            (|r| r.silence, &asks.silence),
            (|r| r.perhaps_silent, &asks.perhaps_silent),
            (|r| r.code, &asks.code),
            (|r| r.late, &asks.late),
            (|r| r.perhaps_late, &asks.perhaps_late),
            (|r| r.extension, &asks.extension),
            (|r| r.refused, &asks.refused),
            (|r| r.reasons, &asks.reasons),
            (|r| r.continued, &asks.continued),
            (|r| r.comply, &asks.comply),
            (|r| r.restrict, &asks.restrict),
            (|r| r.stop, &asks.stop),
            (|r| r.comply || r.stop, &asks.erase),
        ];
        let mut asked: Vec<String> = table.iter().filter_map(|(by, phrase)| self.request(cases, *by, phrase)).collect();
        asked.push(self.voice.say(&asks.inform, &[]));
        let last = asked.len();
        let ended = |(n, ask): (usize, String)| format!("{ask}{}", if n + 1 == last { '.' } else { ',' });
        let asked = asked.into_iter().enumerate().map(ended).collect();
        Section { heading: self.voice.say(heading, &[]), blocks: vec![Block::Numbered(asked)] }
    }

    /// A request, with the accounts it is about where it is not about all.
    fn request(&self, cases: &[CaseSection], by: Asks, phrase: &str) -> Option<String> {
        let about: Vec<&CaseSection> = cases.iter().filter(|case| by(case.requests)).collect();
        let sent: BTreeSet<i64> = about.iter().flat_map(|case| &case.matter).filter_map(|sentence| sentence.submission).collect();
        let words = &self.words.matter;
        let objections = if sent.len() > 1 { &words.the_objections } else { &words.the_objection };
        let request = (!about.is_empty()).then(|| self.voice.say(phrase, &[("objections", objections)]))?;
        if about.len() == cases.len() {
            return Some(request);
        }
        let accounts: Vec<String> = about.iter().flat_map(|case| case.accounts.clone()).collect();
        let accounts = listed(&accounts, self.input.lang);
        Some(request + &self.voice.say(&self.words.asks.concerning, &[("accounts", &accounts)]))
    }

    fn event_section(&self, cases: &[CaseSection]) -> Section {
        let events: Vec<_> = chronology(cases).into_iter().map(|(on, text)| (on, self.day(on), text)).collect();
        Section { heading: self.words.headings.events.clone(), blocks: vec![Block::Events(events)] }
    }

    fn annex_section(&self, annexes: &Annexes<'_>) -> Section {
        let blocks = annexes.list(|phrase, more| self.voice.say(phrase, more), self.words, self.input.lang);
        Section { heading: self.words.headings.annexes.clone(), blocks }
    }

    /// How the time was counted, where the complaint is about time: once where it is the same for all.
    fn deadline_section(&self, cases: &[CaseSection]) -> Section {
        let cases = if asked(cases, Requests::concern_time) { cases } else { &[] };
        let all = || cases.iter().flat_map(|case| &case.deadlines);
        let mut counted: Vec<(String, &[String])> = Vec::new();
        for case in cases {
            for (attempt, said) in &case.deadlines {
                let differs = all().any(|(heading, other)| heading == attempt && other != said);
                let same = |case: &&CaseSection| case.deadlines.iter().any(|(other, its)| other == attempt && its == said);
                let accounts: Vec<&str> = cases.iter().filter(same).flat_map(|case| &case.accounts).map(String::as_str).collect();
                let heading = if differs { format!("{attempt}, {}", accounts.join(", ")) } else { attempt.clone() };
                if !counted.iter().any(|(other, its)| *other == heading && *its == said.as_slice()) {
                    counted.push((heading, said));
                }
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
            blocks.push(Block::List(said.to_vec()));
        }
        Section { heading: self.words.headings.deadline.clone(), blocks }
    }

    fn law_section(&self, cases: &[CaseSection]) -> Section {
        let law = &self.words.law;
        let asks = |by: Asks| asked(cases, by);
        let table = [
            (asks(Requests::concern_time), &law.month),
            (asks(|r| r.silence || r.perhaps_silent || r.code || r.reasons), &law.reasons),
            (asks(|r| r.refused || r.continued || r.comply || r.restrict), &law.object),
            (asks(|r| r.comply || r.restrict), &law.restrict),
            (asks(|r| r.comply || r.stop), &law.erase),
        ];
        let items = table.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| text.clone()).collect();
        Section { heading: self.words.headings.law.clone(), blocks: vec![Block::List(items)] }
    }
}
