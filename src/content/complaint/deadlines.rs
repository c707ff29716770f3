//! How the time was counted, for each attempt: short, and after the signature.

use super::findings::AttemptFinding;
use super::story::CaseStory;
use crate::content::calendar;
use crate::domain::Code;
use crate::domain::day::months_after;

impl CaseStory<'_> {
    /// How the time was counted for each attempt; nothing where nothing was sent.
    pub fn deadlines(&self) -> Vec<(String, Vec<String>)> {
        // The time of an objection that was answered in time is no matter.
        let in_time = |a: &&AttemptFinding<'_>| a.answer.is_some() && !a.answered_late() && a.attempt.notices.is_empty();
        let attempts = self.findings.attempts.iter().filter(|a| !in_time(a));
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
            let over = self.input.today > deadline.ends;
            let phrase = match (late, over) {
                (true, _) => &words.late_notice,
                (false, true) => &words.extended,
                (false, false) => &words.runs_extended,
            };
            said.push(self.voice.say(phrase, &values));
        }
        said.extend(self.moved(attempt));
        said
    }

    /// Why the last day is later than the day on which the period ends, by the controller's calendar and by both.
    fn moved(&self, attempt: &AttemptFinding<'_>) -> Vec<String> {
        let (words, deadline) = (&self.words.deadline, &attempt.deadline);
        let (last, safe) = (deadline.legal_last_day, deadline.safe_last_day);
        // The controller's own calendar moves the end up to its last day, both calendars to the cautious one.
        let (theirs, both): (Vec<_>, Vec<_>) = deadline.skipped.iter().copied().partition(|(day, _)| *day < last);
        let mut said = Vec::new();
        if let Some(why) = calendar::why(&theirs, self.input.lang) {
            said.push(self.voice.say(&words.moved, &[("why", &why), ("last", &self.day(last))]));
        }
        if let Some(why) = calendar::why(&both, self.input.lang).filter(|_| attempt.safe_day_matters()) {
            said.push(self.voice.say(&words.safe, &[("why", &why), ("safe", &self.day(safe))]));
        }
        said
    }

    /// The second date, where the controller asked who the complainant is and was answered.
    fn identity(&self) -> Option<String> {
        let ends = self.findings.ends_if_identity_counts()?;
        let answered = self.findings.question()?.answered?;
        let words = &self.words.deadline;
        let phrase = if self.input.today > ends { &words.identity } else { &words.runs_identity };
        let month = months_after(answered, 1);
        let moved = (ends > month)
            .then(|| self.voice.say(&words.identity_moved, &[("month", &self.day(month)), ("ends", &self.day(ends))]));
        let said = self.voice.say(phrase, &[("answered", &self.day(answered)), ("ends", &self.day(month))]);
        Some([Some(said), moved].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}
