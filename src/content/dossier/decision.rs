//! The text that asks IMY for a decision, once a complaint is lodged. The provision, the court and the time for
//! appeal are not stated: IMY's own information has them.

use super::{Block, Dossier, Matter, Reading};
use crate::content::fill;
use crate::domain::Case;

/// The request; `None` while no complaint is lodged.
pub fn decision_request(matter: Matter<'_>) -> Option<Dossier> {
    let complaint = Case::of(matter.entries).complaint?;
    let reading = Reading::of(matter);
    let words = &reading.words.decision;
    let mut said = vec![fill(&words.lodged, &[("date", &complaint.lodged_on.to_string())])];
    let number = complaint.case_number.trim();
    said.push(if number.is_empty() { words.no_number.clone() } else { fill(&words.number, &[("number", number)]) });
    let from = complaint.ask_decision_from();
    if complaint.reply.is_none() {
        let phrase = if matter.today >= from { &words.passed } else { &words.early };
        said.push(fill(phrase, &[("from", &from.to_string())]));
    }
    said.push(words.ask.clone());
    let heads = &reading.words.headings;
    let sections = vec![
        Reading::section(&heads.parties, reading.parties(std::slice::from_ref(&reading))),
        Reading::section(&heads.decision, said.into_iter().map(Block::Paragraph).collect()),
        Reading::section(&heads.law, vec![Block::List(vec![reading.words.law.decision.clone()])]),
    ];
    Some(Dossier { lang: matter.lang, notice: &reading.words.public_record, title: &words.title, sections })
}
