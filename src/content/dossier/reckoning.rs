//! The reckoning of the time in words, for each attempt: from when, until when, and what came of it.

use chrono::NaiveDate;

use super::findings::Tried;
use super::{Block, Reading};
use crate::content::{calendar, fill};
use crate::domain::{Code, Deadline};

fn on(phrase: &str, name: &str, day: NaiveDate) -> String {
    fill(phrase, &[(name, &day.to_string())])
}

impl Reading<'_> {
    /// How the time was reckoned; nothing where nothing was sent.
    pub(super) fn reckoning(&self) -> Vec<Block> {
        let several = self.findings.tried.len() > 1;
        let mut blocks = Vec::new();
        for (n, tried) in self.tried() {
            if several {
                blocks.push(Block::Heading(fill(&self.words.request.attempt, &[("n", &n.to_string())])));
            }
            blocks.push(Block::List(self.reckoned(tried)));
        }
        let identity = self.identity().filter(|_| !blocks.is_empty());
        blocks.extend(identity.map(Block::Paragraph));
        blocks
    }

    fn reckoned(&self, tried: &Tried<'_>) -> Vec<String> {
        let words = &self.words.reckoning;
        let (attempt, limit) = (&tried.attempt, &tried.limit);
        let start = match attempt.code {
            Code::NotAsked => &words.sent,
            Code::Entered(_) => &words.code,
            Code::Pending => &words.pending,
        };
        let month = Deadline::month(limit.start);
        let mut said = vec![on(start, "start", limit.start), on(&words.month, "ends", month.ends)];
        if attempt.extended() {
            said.push(on(&words.extended, "ends", limit.ends));
        }
        said.extend(calendar::why(limit, self.matter.lang).map(|why| format!("{why}.")));
        said.push(on(&words.last, "last", limit.legal_last_day));
        if let Some(notice) = attempt.late_notice() {
            let dates = [("date", notice.to_string()), ("last", month.legal_last_day.to_string())];
            said.push(fill(&words.late_notice, &dates.each_ref().map(|(name, day)| (*name, day.as_str()))));
        }
        match tried.answer {
            None => {
                said.push(on(&words.from, "from", limit.complaint_from()));
                said.push(words.unanswered.clone());
            }
            Some(day) if day > limit.legal_last_day => said.push(on(&words.too_late, "date", day)),
            Some(day) => said.push(on(&words.in_time, "date", day)),
        }
        said
    }

    /// The second date, where Meta asked who the complainant is and was answered.
    fn identity(&self) -> Option<String> {
        let case = &self.findings.case;
        let ends = case.ends_if_identity_counts()?;
        let question = case.question?;
        let dates = [("asked", question.asked), ("answered", question.answered?), ("ends", ends)];
        let dates = dates.map(|(name, day)| (name, day.to_string()));
        Some(fill(&self.words.reckoning.identity, &dates.each_ref().map(|(name, day)| (*name, day.as_str()))))
    }
}
