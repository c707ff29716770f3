//! What a complaint still lacks, and what to look at before it is lodged: told beside the dossier, never in it.

use super::words::names_authority;
use super::{Block, Dossier, Matter, Reading, dossier};
use crate::content::fill;
use crate::domain::{Case, EventData, EventKind};

/// Something to see to before lodging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Whether the complaint is not complete without it.
    pub lacks: bool,
    /// Whether one attachment is enough for all accounts of a dossier.
    pub once: bool,
    /// In words.
    pub text: String,
}

fn lack(text: String) -> Remark {
    Remark { lacks: true, once: false, text }
}

fn attachment(text: String) -> Remark {
    Remark { once: true, ..lack(text) }
}

fn hint(text: &str) -> Remark {
    Remark { lacks: false, ..lack(text.to_owned()) }
}

/// What the complaint still lacks.
pub fn missing(matter: Matter<'_>) -> Vec<Remark> {
    let reading = Reading::of(matter);
    let words = &reading.words.missing;
    let mut out = Vec::new();
    if reading.complainant().name.trim().is_empty() {
        out.push(lack(words.name.clone()));
    }
    if !reading.reachable() {
        out.push(lack(words.contact.clone()));
    }
    if let Some(name) = reading.representative().map(|r| r.name)
        && !reading.has_authority()
    {
        out.push(attachment(fill(&words.authority, &[("name", &name)])));
    }
    if !reading.has(EventKind::EvidenceAdded) {
        out.push(attachment(words.correspondence.clone()));
    }
    if reading.findings.tried.is_empty() {
        out.push(lack(words.request.clone()));
    }
    out
}

/// [`missing`], whether a complaint is in order at all, and the [`hints`].
pub fn remarks(matter: Matter<'_>) -> Vec<Remark> {
    let mut out = missing(matter);
    let reading = Reading::of(matter);
    let words = &reading.words.missing;
    let found = &reading.findings;
    if found.granted().is_some() {
        out.push(hint(&words.answered));
    }
    if let (Some(last), None) = (found.still_waiting(), found.refusal()) {
        let from = crate::domain::day::add_days(last, 1);
        out.push(hint(&fill(&words.early, &[("from", &from.to_string())])));
    }
    out.extend(hints(matter));
    out
}

/// What to look at in the text before it is lodged: notes that go along, personal numbers.
pub fn hints(matter: Matter<'_>) -> Vec<Remark> {
    let reading = Reading::of(matter);
    let words = &reading.words.missing;
    let mut out = Vec::new();
    let country = &matter.account.fields.country;
    if country != "SE" {
        out.push(hint(&fill(&words.elsewhere, &[("country", country)])));
    }
    if reading.live.iter().any(|e| !e.note.trim().is_empty()) {
        out.push(hint(&words.notes));
    }
    if holds_personal_number(&dossier(matter)) {
        out.push(hint(&words.personal_number));
    }
    out
}

/// What to look at before a decision is asked for.
pub fn decision_remarks(matter: Matter<'_>) -> Vec<Remark> {
    let reading = Reading::of(matter);
    let words = &reading.words.missing;
    let Some(complaint) = Case::of(matter.entries).complaint else { return vec![lack(words.no_complaint.clone())] };
    let mut out = Vec::new();
    let from = complaint.ask_decision_from();
    if from > matter.today {
        out.push(hint(&fill(&words.decision_early, &[("from", &from.to_string())])));
    }
    if complaint.case_number.trim().is_empty() {
        out.push(lack(words.case_number.clone()));
    }
    out.push(hint(&fill(&words.appeal, &[("link", matter.links.complaint())])));
    out
}

impl Reading<'_> {
    /// Whether an attachment's name says that it is a written authority.
    fn has_authority(&self) -> bool {
        self.live.iter().any(|e| matches!(&e.data, EventData::EvidenceAdded { name, .. } if names_authority(name)))
    }
}

fn holds_personal_number(dossier: &Dossier) -> bool {
    let blocks = dossier.sections.iter().flat_map(|s| &s.blocks);
    blocks.into_iter().any(|block| match block {
        Block::Paragraph(text) | Block::Quote(text) => personal_number(text),
        Block::Facts(facts) => facts.iter().any(|(_, text)| personal_number(text)),
        Block::Days(days) => days.iter().any(|(_, text)| personal_number(text)),
        Block::List(_) | Block::Heading(_) | Block::Files { .. } => false,
    })
}

/// Whether a text holds what looks like a Swedish personal identity number: a date of birth and four digits.
fn personal_number(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '+'))).any(|word| {
        let (birth, last) = match word.split_once(['-', '+']) {
            Some(parts) => parts,
            None if word.len() == 12 => word.split_at(8),
            None => return false,
        };
        let digits = |text: &str, n| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(last, 4) || !(digits(birth, 6) || digits(birth, 8)) {
            return false;
        }
        let date = &birth[birth.len() - 4..];
        let number = |at: &str| at.parse::<u8>().unwrap_or(0);
        let (month, day) = (number(&date[..2]), number(&date[2..]));
        // A coordination number has sixty added to its day.
        (1..=12).contains(&month) && (matches!(day, 1..=31) || matches!(day, 61..=91))
    })
}

#[cfg(test)]
mod tests {
    use super::personal_number;

    #[test]
    fn a_personal_number_is_known_by_its_shape() {
        for number in ["811228-9874", "Jag, 19811228-9874, vill", "198112289874", "670919+9530", "701063-2391"] {
            assert!(personal_number(number), "{number}");
        }
        for other in ["070-123 45 67", "2026-09-01", "IMY-2025-12345", "811328-9874", "08-5551234", "https://x/712876720715583"] {
            assert!(!personal_number(other), "{other}");
        }
    }
}
