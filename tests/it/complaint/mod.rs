//! The complaint: logs of many kinds, each told line by line, and what it never says.

mod cases;
mod checklist;
mod combinations;
mod letters;
mod rules;
mod told_once;

use std::fmt::Write;

use chrono::DateTime;
use nej::content::Links;
use nej::content::complaint::{ComplaintInput, Covered, CoveredAccount, Document, all_remarks, complaint};
use nej::domain::{
    Account, AccountDetails, AccountId, ContactDetails, Event, EventData, EventId, EvidenceKind, Lang, Platform, Submission,
};

use crate::desk::day;

/// The text that was sent, in most cases.
const TEXT: &str = "Jag invänder.\n\nJag fotograferar bröllop & dop.";

fn instagram() -> Platform {
    Platform::from_id("instagram").unwrap()
}

fn account() -> Account {
    let fields = AccountDetails {
        person: "Anna Berg".into(),
        email: "anna.berg@example.org".into(),
        ..AccountDetails::new(instagram(), "@anna.foto")
    };
    Account { id: AccountId(1), added_on: day("2025-05-01"), fields }
}

fn sent(text: &str) -> EventData {
    EventData::Submitted(Submission {
        text: text.into(),
        email: "anna.berg@example.org".into(),
        country: "SE".into(),
        form: "https://example.org/form".into(),
        ..Submission::default()
    })
}

/// An account of the same person that a submission covered, too.
fn own(platform: &str, handle: &str) -> CoveredAccount {
    CoveredAccount { platform: Platform::from_id(platform).unwrap(), handle: handle.into(), same_person: true, awaits: true }
}

/// A file that proves an event, or none in particular.
fn file(name: &str, kind: EvidenceKind, about: Option<i64>) -> EventData {
    EventData::EvidenceAdded {
        name: name.into(),
        size: 12_345,
        sha256: "0f".repeat(32),
        evidence_kind: Some(kind),
        about: about.map(EventId),
    }
}

fn log(events: &[(&str, EventData)]) -> Vec<Event> {
    let event = |(n, (on, data)): (usize, &(&str, EventData))| Event {
        id: EventId(n as i64 + 1),
        on: day(on),
        recorded_at: DateTime::UNIX_EPOCH,
        login: None,
        batch: None,
        note: String::new(),
        in_complaint: false,
        data: data.clone(),
    };
    events.iter().enumerate().map(event).collect()
}

/// What a complaint is made from, owned.
struct Case {
    account: Account,
    events: Vec<Event>,
    covered: Vec<Covered>,
    me: ContactDetails,
    today: &'static str,
}

impl Case {
    fn new(today: &'static str, events: &[(&str, EventData)]) -> Self {
        Self { account: account(), events: log(events), covered: Vec::new(), me: ContactDetails::default(), today }
    }

    fn input(&self, lang: Lang) -> ComplaintInput<'_> {
        let Self { account, events, covered, me, today } = self;
        ComplaintInput { account, events, covered, me, today: day(today), lang, links: Links::builtin() }
    }

    fn made(&self, lang: Lang) -> Document {
        complaint(&[self.input(lang)]).unwrap()
    }

    fn text(&self, lang: Lang) -> String {
        self.made(lang).text()
    }

    /// The complaint in both languages, with what is told beside it.
    fn both(&self) -> String {
        both(&[self])
    }

    /// The same with the numbers of the events from another one on.
    fn numbered_from(mut self, first: i64) -> Self {
        for event in &mut self.events {
            event.id.0 += first - 1;
        }
        self
    }
}

/// One complaint about some accounts, in both languages, with what is told beside it.
fn both(cases: &[&Case]) -> String {
    let mut out = String::new();
    for lang in Lang::ALL {
        let inputs: Vec<ComplaintInput<'_>> = cases.iter().map(|case| case.input(lang)).collect();
        let _ = writeln!(out, "{}", complaint(&inputs).unwrap().text());
        for remark in all_remarks(&inputs) {
            let _ = writeln!(out, "{} {}", if remark.is_required { "!" } else { "-" }, remark.text);
        }
        out.push('\n');
    }
    out
}
