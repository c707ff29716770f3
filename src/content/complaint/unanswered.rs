//! What the controller has not answered: the objections whose time has passed, or how long it still runs.

use super::findings::AttemptFinding;
use super::story::CaseStory;
use crate::content::language::listed;
use crate::domain::Code;

impl CaseStory<'_> {
    /// What was not answered, and when the time for it passed or passes.
    pub fn unanswered(&self) -> Vec<String> {
        let words = &self.words.matter;
        let mut said: Vec<String> = self.lost().into_iter().collect();
        let silent: Vec<_> = self.findings.silent().collect();
        let Some(first) = silent.first() else {
            self.push_waiting(&mut said);
            return said;
        };
        let all = silent.len() == self.findings.attempts.len();
        said.push(match (silent.len(), all) {
            (1, true) => self.voice.say(&words.no_answer, &[]),
            (1, false) => self.of_attempt([&words.no_answer, &words.no_answer_of], first),
            (_, true) => self.voice.say(&words.no_answers, &[]),
            (_, false) => self.voice.say(&words.no_later_answers, &[]),
        });
        let one = silent.len() == 1;
        for attempt in silent {
            said.push(self.expiry(attempt, one));
            self.push_second_time(&mut said, attempt);
        }
        said
    }

    /// That a code was asked for and cannot be shown to have been entered, once for all objections of which that is so.
    fn lost(&self) -> Option<String> {
        let words = &self.words.matter;
        let lost: Vec<_> = self.findings.attempts.iter().filter(|attempt| attempt.may_be_lost()).collect();
        match lost[..] {
            [] => None,
            [only] => Some(self.of_attempt([&words.lost, &words.lost_of], only)),
            _ => {
                let day =
                    |attempt: &&AttemptFinding<'_>| self.voice.say(&words.lost_day, &[("date", &self.day(attempt.event.on))]);
                let sent: Vec<String> = lost.iter().map(day).collect();
                Some(self.voice.say(&words.lost_several, &[("sent", &listed(&sent, self.input.lang))]))
            }
        }
    }

    /// When the time for an answer passed; `one` where there is no other objection to confuse it with.
    fn expiry(&self, attempt: &AttemptFinding<'_>, one: bool) -> String {
        let words = &self.words.matter;
        let safe_day_is_over = self.input.today > attempt.deadline.safe_last_day;
        let second_time_runs = attempt.identity.is_some_and(|time| self.input.today <= time.last);
        let [alone, among] = match (attempt.may_be_lost(), attempt.attempt.code, attempt.safe_day_matters()) {
            (true, ..) => [&words.would_have, &words.would_have_of],
            (_, Code::Pending, _) => [&words.counted, &words.counted_of],
            (_, Code::NotAsked, _) if second_time_runs => [&words.counted, &words.counted_of],
            _ if self.has_unreasoned_extension(attempt) => [&words.unreasoned, &words.unreasoned_of],
            (.., true) if safe_day_is_over => [&words.expired_safe, &words.expired_safe_of],
            (.., true) => [&words.expired_safe_runs, &words.expired_safe_runs_of],
            (.., false) => [&words.expired, &words.expired_of],
        };
        self.of_attempt(if one { [alone, alone] } else { [among, among] }, attempt)
    }

    /// A sentence about one objection: the first phrase where there is only one, the second where it has to be named.
    fn of_attempt(&self, [alone, among]: [&String; 2], attempt: &AttemptFinding<'_>) -> String {
        let phrase = if self.findings.attempts.len() == 1 { alone } else { among };
        let (last, safe) = (self.day(attempt.deadline.legal_last_day), self.day(attempt.deadline.safe_last_day));
        let (sent, month) = (self.day(attempt.event.on), self.day(attempt.attempt.last_day_of_month()));
        self.voice.say(phrase, &[("sent", &sent), ("last", &last), ("safe", &safe), ("month", &month)])
    }

    /// The second date, where the time may count from the answer to the question who the complainant is; once for each.
    pub fn push_second_time(&self, said: &mut Vec<String>, attempt: &AttemptFinding<'_>) {
        let words = &self.words.matter;
        let Some(time) = attempt.identity else { return };
        let phrase = if self.input.today > time.last { &words.identity_over } else { &words.identity_runs };
        let second = self.voice.say(phrase, &[("ends", &self.day(time.last))]);
        if !said.contains(&second) {
            said.push(second);
        }
    }

    /// How long the time for an answer still runs.
    fn push_waiting(&self, said: &mut Vec<String>) {
        let words = &self.words.matter;
        let Some(waiting) = self.findings.waiting() else { return };
        let (month, last) = (waiting.attempt.last_day_of_month(), waiting.deadline.legal_last_day);
        let unreasoned = self.has_unreasoned_extension(waiting);
        let phrase = match (waiting.may_be_lost(), unreasoned, self.input.today > month) {
            (true, ..) => &words.would_run,
            _ if waiting.attempt.code == Code::Pending => &words.counted_runs,
            (_, true, true) => &words.unreasoned_runs,
            (_, true, false) => &words.waiting_unreasoned,
            (_, false, _) => &words.waiting,
        };
        said.push(self.voice.say(phrase, &[("month", &self.day(month)), ("last", &self.day(last))]));
        self.push_second_time(said, waiting);
    }

    /// Whether the time of an objection was extended without reasons.
    fn has_unreasoned_extension(&self, attempt: &AttemptFinding<'_>) -> bool {
        let own = |about: &&AttemptFinding<'_>| about.event.id == attempt.event.id;
        self.extensions().any(|notice| notice.lacks_reasons() && notice.in_time_for.iter().any(own))
    }
}
