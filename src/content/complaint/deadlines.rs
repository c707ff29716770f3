//! How the time was counted, for each attempt: short, and after the signature.

use super::findings::AttemptFinding;
use super::story::CaseStory;
use crate::content::calendar;
use crate::domain::{Code, Deadline};

impl CaseStory<'_> {
    /// How the time was counted for each attempt; nothing where nothing was sent.
    pub fn deadlines(&self) -> Vec<(String, Vec<String>)> {
        let attempts = self.findings.attempts.iter();
        let mut explained: Vec<(String, Vec<String>)> = attempts
            .map(|attempt| {
                let heading = self.voice.say(&self.words.deadline.attempt, &[("date", &self.day(attempt.event.on))]);
                (heading, self.deadline(attempt))
            })
            .collect();
        if let (Some((_, last)), Some(identity)) = (explained.last_mut(), self.identity()) {
            last.push(identity);
        }
        explained
    }

    fn deadline(&self, attempt: &AttemptFinding<'_>) -> Vec<String> {
        let words = &self.words.deadline;
        let (start, month, deadline) = (attempt.attempt.start(), attempt.attempt.month(), &attempt.deadline);
        let runs = self.input.today <= month.ends;
        let phrase = match (attempt.attempt.code, runs) {
            (Code::NotAsked, false) => &words.sent,
            (Code::Entered(_), false) => &words.code,
            (Code::NotAsked, true) => &words.runs_sent,
            (Code::Entered(_), true) => &words.runs_code,
            (Code::Pending, _) => &words.pending,
        };
        let mut said = vec![self.voice.say(phrase, &[("start", &self.day(start)), ("ends", &self.day(month.ends))])];
        for notice in self.extensions().filter(|n| n.attempt == Some(attempt.event.id)) {
            let late = notice.late;
            let (notice, last) = (self.day(notice.event.on), self.day(month.legal_last_day));
            let values = [("notice", notice.as_str()), ("ends", &self.day(deadline.ends)), ("last", &last)];
            said.push(self.voice.say(if late { &words.late_notice } else { &words.extended }, &values));
        }
        said.extend(self.moved(deadline));
        said
    }

    /// Why the last day is later than the day on which the period ends, by the controller's calendar and by both.
    fn moved(&self, deadline: &Deadline) -> Vec<String> {
        let words = &self.words.deadline;
        let (last, safe) = (deadline.legal_last_day, deadline.safe_last_day);
        // The controller's own calendar moves the end up to its last day, both calendars to the cautious one.
        let (theirs, both): (Vec<_>, Vec<_>) = deadline.skipped.iter().copied().partition(|(day, _)| *day < last);
        let mut said = Vec::new();
        if let Some(why) = calendar::why(&theirs, self.input.lang) {
            said.push(self.voice.say(&words.moved, &[("why", &why), ("last", &self.day(last))]));
        }
        if let Some(why) = calendar::why(&both, self.input.lang) {
            said.push(self.voice.say(&words.safe, &[("why", &why), ("safe", &self.day(safe))]));
        }
        said
    }

    /// The second date, where the controller asked who the complainant is and was answered.
    fn identity(&self) -> Option<String> {
        let ends = self.findings.ends_if_identity_counts()?;
        let answered = self.findings.question()?.answered?;
        Some(self.voice.say(&self.words.deadline.identity, &[("answered", &self.day(answered)), ("ends", &self.day(ends))]))
    }
}
