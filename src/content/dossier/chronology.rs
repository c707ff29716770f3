//! What has happened, a line for each entry that counts, in the words of the log and no others.

use chrono::NaiveDate;

use super::{Block, Reading};
use crate::content::{closing_words, fill, outcome_words};
use crate::domain::{Event, EventData};

impl Reading<'_> {
    /// The days and what happened on them; nothing where nothing did.
    pub(super) fn days(&self) -> Vec<Block> {
        let days: Vec<(NaiveDate, String)> = self.live.iter().map(|entry| (entry.on, self.line(entry))).collect();
        if days.is_empty() { Vec::new() } else { vec![Block::Days(days)] }
    }

    fn line(&self, entry: &Event) -> String {
        let words = &self.words.log;
        let mut parts = self.happened(entry);
        let note = one_line(&entry.note);
        if !note.is_empty() {
            if entry.data == EventData::Note {
                parts.clear();
            }
            parts.push(fill(&words.note, &[("note", &note)]));
        }
        parts.join(" ")
    }

    fn happened(&self, entry: &Event) -> Vec<String> {
        let words = &self.words.log;
        let lang = self.matter.lang;
        let plain = match &entry.data {
            EventData::Submitted(_) => return self.submitted(entry),
            EventData::Extended { until } => {
                let mut parts = vec![fill(&words.extended, &[("until", &until.to_string())])];
                parts.extend(self.findings.too_late(entry.on, *until).then(|| words.late.clone()));
                return parts;
            }
            EventData::ComplaintLodged { case_number, .. } => {
                let mut parts = vec![words.complaint_lodged.clone()];
                let number = one_line(case_number);
                parts.extend((!number.is_empty()).then(|| fill(&words.number, &[("number", &number)])));
                return parts;
            }
            EventData::CaseNumber { case_number } => {
                return vec![fill(&words.case_number, &[("number", &one_line(case_number))])];
            }
            EventData::AuthorityReplied { outcome } => {
                return vec![fill(&words.authority_replied, &[("outcome", outcome_words(*outcome, lang))])];
            }
            EventData::Closed { reason } => return vec![fill(&words.closed, &[("reason", closing_words(*reason, lang))])],
            EventData::EvidenceAdded { name, .. } => {
                // Under the name it has in the list.
                let listed = self.files.iter().find(|file| file.entries.contains(&entry.id)).map(|file| &file.name);
                return vec![fill(&words.evidence_added, &[("name", &one_line(listed.unwrap_or(name)))])];
            }
            EventData::Confirmed => &words.confirmed,
            EventData::Acknowledged => &words.acknowledged,
            EventData::InfoRequested { identity: true } => &words.identity_requested,
            EventData::InfoRequested { identity: false } => &words.info_requested,
            EventData::InfoSupplied => &words.info_supplied,
            EventData::Granted => &words.granted,
            EventData::Refused { reasons: None } => &words.refused,
            EventData::Refused { reasons: Some(true) } => &words.refused_with,
            EventData::Refused { reasons: Some(false) } => &words.refused_without,
            EventData::Reminded => &words.reminded,
            EventData::DecisionRequested => &words.decision_requested,
            EventData::Reopened => &words.reopened,
            // No voiding counts as an entry.
            EventData::Note | EventData::Voided { .. } => &words.noted,
        };
        vec![plain.clone()]
    }

    fn submitted(&self, entry: &Event) -> Vec<String> {
        let words = &self.words.log;
        let n = self.tried().find(|(_, t)| t.entry.id == entry.id).map_or(1, |(n, _)| n);
        let mut parts =
            vec![if n > 1 { fill(&words.submitted_again, &[("n", &n.to_string())]) } else { words.submitted.clone() }];
        parts.extend(self.covers(entry).map(|accounts| fill(&words.covers, &[("accounts", &accounts)])));
        let asked = matches!(&entry.data, EventData::Submitted(sent) if sent.code_pending);
        parts.extend(asked.then(|| words.code_asked.clone()));
        parts
    }
}

/// A text without its line ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
