//! The dossier for IMY: what a case's log says, put together as a complaint. It states only what the log, the
//! account and the settings hold; its sentences are in `assets/*/complaint.toml`. Text is handed on as it was written:
//! whoever renders it makes it harmless.

mod attachments;
mod chronology;
mod decision;
mod findings;
mod missing;
mod parties;
mod reckoning;
mod text;
mod together;
mod words;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::content::{Links, fill};
use crate::domain::case::voided;
use crate::domain::{Account, ContactDetails, Event, EventData, EventId, EventKind, Lang};
use findings::{Findings, Tried};
use together::{alike, any, each};
use words::{Words, words};

pub use attachments::{Attached, NAME_MAX, attachments, file_names, numbered};
pub use decision::decision_request;
pub use missing::{Remark, decision_remarks, hints, missing, remarks};
pub use text::text;
pub use together::{by_person, joint, joint_remarks};

/// The accounts that a submission covered besides the one whose dossier it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The number that its entries share.
    pub submission_id: i64,
    /// Platform and handle of some of them.
    pub names: Vec<String>,
    /// How many there are besides.
    pub more: u64,
}

/// All that a dossier is made from.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// Whose objection it is.
    pub account: &'a Account,
    /// The whole log, voided entries included.
    pub entries: &'a [Event],
    /// Which submissions covered other accounts, too.
    pub covered: &'a [Covered],
    /// Who sits at the keyboard.
    pub me: &'a ContactDetails,
    /// Today in Stockholm.
    pub today: NaiveDate,
    /// The language of the dossier.
    pub lang: Lang,
    /// The addresses in force.
    pub links: &'a Links,
}

impl Matter<'_> {
    /// How the account is called.
    fn name(&self) -> String {
        format!("{} {}", self.account.fields.platform.name(), self.account.fields.handle)
    }
}

/// A document in parts, to be rendered as text, Markdown or HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// Its language.
    pub lang: Lang,
    /// What comes before everything else: that it becomes a public record.
    pub notice: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// A heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(String),
    /// What things are called, and what they are.
    Facts(Vec<(String, String)>),
    /// Items.
    List(Vec<String>),
    /// What happened, by day.
    Days(Vec<(NaiveDate, String)>),
    /// Somebody's own words, to be kept as they are.
    Quote(String),
    /// A heading inside a section.
    Heading(String),
    /// Attached files.
    Files {
        /// Headings of the columns: name, size, SHA-256.
        columns: [String; 3],
        /// The files.
        files: Vec<[String; 3]>,
    },
}

/// A matter read: the entries that count, in order, and what they add up to.
struct Reading<'a> {
    matter: Matter<'a>,
    words: &'static Words,
    live: Vec<&'a Event>,
    findings: Findings<'a>,
    /// The files of the whole dossier.
    files: Vec<Attached>,
}

impl<'a> Reading<'a> {
    fn of(matter: Matter<'a>) -> Self {
        let live = live(matter.entries);
        let findings = Findings::of(&live, matter.today);
        Self { matter, words: words(matter.lang), live, findings, files: attachments(&[matter]) }
    }

    fn has(&self, kind: EventKind) -> bool {
        self.live.iter().any(|e| e.data.kind() == kind)
    }

    /// The other accounts that an entry's submission covered, in words.
    fn covers(&self, entry: &Event) -> Option<String> {
        let EventData::Submitted(sent) = &entry.data else { return None };
        let covered = self.matter.covered.iter().find(|c| Some(c.submission_id) == sent.submission_id)?;
        let mut names = covered.names.join(", ");
        if covered.more > 0 {
            names = format!("{names} {}", self.words.request.more.of(covered.more, self.matter.lang));
        }
        Some(names).filter(|names| !names.is_empty())
    }

    /// The attempts with their entries and numbers.
    fn tried(&self) -> impl Iterator<Item = (usize, &Tried<'a>)> {
        self.findings.tried.iter().enumerate().map(|(n, tried)| (n + 1, tried))
    }

    fn section(heading: &str, blocks: Vec<Block>) -> Section {
        Section { heading: heading.to_owned(), blocks }
    }
}

/// The entries that count, by day and number: neither voided nor a voiding.
fn live(entries: &[Event]) -> Vec<&Event> {
    let voided: HashSet<EventId> = voided(entries);
    let counts = |e: &&Event| !voided.contains(&e.id) && e.data.kind() != EventKind::Voided;
    let mut live: Vec<&Event> = entries.iter().filter(counts).collect();
    live.sort_by_key(|e| (e.on, e.id));
    live
}

/// An entry that logs a complaint as lodged, with the dossier as its text where it has none. Every other entry stays
/// as it is.
pub fn frozen(what: EventData, matters: &[Matter<'_>]) -> EventData {
    match what {
        EventData::ComplaintLodged { text, case_number } if text.is_empty() => {
            EventData::ComplaintLodged { text: joint(matters).map(|made| text::text(&made)).unwrap_or_default(), case_number }
        }
        other => other,
    }
}

/// The complaint.
pub fn dossier(matter: Matter<'_>) -> Dossier {
    let reading = Reading::of(matter);
    put_together(&reading, std::slice::from_ref(&reading))
}

/// The complaint about some accounts of one person, the first of which speaks for all in what is the same.
fn put_together(first: &Reading<'_>, all: &[Reading<'_>]) -> Dossier {
    let words = first.words;
    let heads = &words.headings;
    let mut reckoning = each(all, Reading::reckoning);
    if !reckoning.is_empty() {
        reckoning.insert(0, Block::Paragraph(words.reckoning.basis.clone()));
    }
    let sections = [
        (&heads.parties, first.parties(all)),
        (&heads.about, alike(all, Reading::about)),
        (&heads.asks, any(all, Reading::asks)),
        (&heads.request, each(all, Reading::request)),
        (&heads.chronology, each(all, Reading::days)),
        (&heads.reckoning, reckoning),
        (&heads.law, any(all, Reading::law)),
        (&heads.attachments, first.attachments()),
    ];
    let filled = sections.into_iter().filter(|(_, blocks)| !blocks.is_empty());
    Dossier {
        lang: first.matter.lang,
        notice: &words.public_record,
        title: &words.title,
        sections: filled.map(|(heading, blocks)| Reading::section(heading, blocks)).collect(),
    }
}

impl Reading<'_> {
    /// What the complaint is about, a sentence each.
    fn about(&self) -> Vec<Block> {
        let words = &self.words.about;
        let found = &self.findings;
        let on = |phrase: &str, day: NaiveDate| fill(phrase, &[("date", &day.to_string())]);
        let mut said = Vec::new();
        if found.silence() {
            said.push(words.silence.clone());
            said.extend(self.has(EventKind::Acknowledged).then(|| words.acknowledged.clone()));
        }
        said.extend(found.late_notices().into_iter().map(|day| on(&words.late_extension, day)));
        if let Some((day, reasons)) = found.refusal() {
            let phrase = match reasons {
                Some(true) => &words.refused_with,
                Some(false) => &words.refused_without,
                None => &words.refused,
            };
            said.push(on(phrase, day));
        }
        said.extend(found.granted().map(|day| on(&words.granted, day)));
        said.extend(found.late_answers().into_iter().map(|day| on(&words.late_answer, day)));
        if found.tried.is_empty() {
            said.push(words.nothing_sent.clone());
        } else if let Some(day) = found.still_waiting() {
            said.push(on(&words.waiting, day));
        }
        said.into_iter().map(Block::Paragraph).collect()
    }

    /// What is asked for.
    fn asks(&self) -> [(bool, &'static String); 6] {
        let words = &self.words.asks;
        let found = &self.findings;
        let refusal = found.refusal();
        [
            (found.silence(), &words.silence),
            (!found.late_answers().is_empty(), &words.late_answer),
            (refusal.is_some(), &words.refused),
            (refusal.is_some_and(|(_, reasons)| reasons == Some(false)), &words.no_reasons),
            (found.granted().is_none(), &words.stop),
            (true, &words.informed),
        ]
    }

    /// What the law says, where it applies.
    fn law(&self) -> [(bool, &'static String); 5] {
        let words = &self.words.law;
        let found = &self.findings;
        let month = found.silence() || !found.late_answers().is_empty() || !found.late_notices().is_empty();
        [
            (month, &words.month),
            (found.refusal().is_some_and(|(_, reasons)| reasons == Some(false)), &words.reasons),
            (true, &words.object),
            (true, &words.complain),
            (self.has(EventKind::ComplaintLodged), &words.decision),
        ]
    }

    /// The objection as it was sent, once for each attempt.
    fn request(&self) -> Vec<Block> {
        let words = &self.words.request;
        let several = self.findings.tried.len() > 1;
        let mut blocks = Vec::new();
        for (n, tried) in self.tried() {
            if several {
                blocks.push(Block::Heading(fill(&words.attempt, &[("n", &n.to_string())])));
            }
            let sent = tried.sent;
            let facts = [
                (&words.sent, tried.entry.on.to_string()),
                (&words.email, sent.email.clone()),
                (&words.country, sent.country.clone()),
                (&words.form, sent.form.clone()),
                (&words.covers, self.covers(tried.entry).unwrap_or_default()),
            ];
            blocks.push(parties::facts(facts));
            if sent.text.trim().is_empty() {
                blocks.push(Block::Paragraph(words.no_text.clone()));
            } else {
                blocks.push(Block::Paragraph(format!("{}:", words.text)));
                blocks.push(Block::Quote(sent.text.clone()));
            }
        }
        if blocks.is_empty() {
            blocks.push(Block::Paragraph(self.words.about.nothing_sent.clone()));
        }
        blocks
    }

    /// The files that are attached.
    fn attachments(&self) -> Vec<Block> {
        let words = &self.words.attachments;
        let lang = self.matter.lang;
        let file = |file: &Attached| {
            let size = crate::content::number(u64::try_from(file.size).unwrap_or(0), lang);
            [file.name.clone(), fill(&words.bytes, &[("n", &size)]), file.sha256.clone()]
        };
        let files: Vec<[String; 3]> = self.files.iter().map(file).collect();
        if files.is_empty() {
            return vec![Block::Paragraph(words.none.clone())];
        }
        vec![Block::Files { columns: [words.name.clone(), words.size.clone(), "SHA-256".to_owned()], files }]
    }
}
