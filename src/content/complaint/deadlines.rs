//! How the time was counted, for each attempt: short, and after the signature.

use super::findings::{AttemptFinding, IdentityTime};
use super::story::CaseStory;
use crate::content::calendar;
use crate::domain::Code;

impl CaseStory<'_> {
    /// How the time was counted for each attempt; nothing where nothing was sent.
    pub fn deadlines(&self) -> Vec<(String, Vec<String>)> {
        // The time of an objection that was answered in time is no matter.
        let in_time = |a: &&AttemptFinding<'_>| a.answer.is_some() && !a.answered_late() && a.attempt.notices.is_empty();
        let attempts = self.findings.attempts.iter().filter(|a| !in_time(a));
        let explained = attempts.map(|attempt| {
            let heading = self.voice.say(&self.words.deadline.attempt, &[("date", &self.day(attempt.event.on))]);
            (heading, self.deadline(attempt))
        });
        explained.collect()
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
        let own = |about: &&AttemptFinding<'_>| about.event.id == attempt.event.id;
        for notice in self.extensions() {
            let over = self.input.today > deadline.ends;
            let phrase = match (notice.late_for.iter().any(own), notice.in_time_for.iter().any(own), over) {
                (true, ..) => &words.late_notice,
                (_, true, true) => &words.extended,
                (_, true, false) => &words.runs_extended,
                (false, false, _) => continue,
            };
            let (notice, last) = (self.day(notice.event.on), self.day(month.legal_last_day));
            let values = [("notice", notice.as_str()), ("ends", &self.day(deadline.ends)), ("last", &last)];
            said.push(self.voice.say(phrase, &values));
        }
        said.extend(self.moved(attempt));
        said.extend(attempt.identity.map(|time| self.identity(time)));
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
    fn identity(&self, time: IdentityTime) -> String {
        let words = &self.words.deadline;
        let phrase = if self.input.today > time.last { &words.identity } else { &words.runs_identity };
        let said = self.voice.say(phrase, &[("answered", &self.day(time.answered)), ("ends", &self.day(time.month))]);
        let days = [("month", &*self.day(time.month)), ("ends", &*self.day(time.last))];
        let moved = (time.last > time.month).then(|| self.voice.say(&words.identity_moved, &days));
        [Some(said), moved].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}
