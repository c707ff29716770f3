//! One account's case in the complaint: its log and what the complaint asks for on account of it.

use chrono::NaiveDate;

use super::annexes::Annexes;
use super::findings::{AttemptFinding, CaseFindings};
use super::input::ComplaintInput;
use super::wording::{Voice, Wording, wording};
use crate::content::calendar::full_date;
use crate::domain::{Event, EventData, EventKind};

/// An account's log, read.
pub(super) struct CaseStory<'a> {
    pub input: ComplaintInput<'a>,
    pub words: &'static Wording,
    pub voice: Voice,
    pub live: Vec<&'a Event>,
    pub findings: CaseFindings<'a>,
    /// The accounts in the same complaint.
    pub beside: Vec<String>,
}

/// What a complaint asks for; each is a sentence in the table of requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one request each, in any combination")]
pub(super) struct Requests {
    pub silence: bool,
    /// Silence, while it is not known from when the time counts: the day of the code is missing, or it may count from the
    /// answer to the question who the complainant is and runs then.
    pub perhaps_silent: bool,
    pub code: bool,
    pub late: bool,
    /// Late by one way to count, where it is not known which holds.
    pub perhaps_late: bool,
    pub extension: bool,
    pub refused: bool,
    pub reasons: bool,
    pub continued: bool,
    pub comply: bool,
    pub restrict: bool,
    pub stop: bool,
}

/// A notice of extension (Article 12(3) GDPR), and the objections that had no answer then: it came too late for some, after
/// the last day of their month, and extends the time of the others.
#[derive(Debug)]
pub(super) struct StoryExtension<'s, 'a> {
    pub event: &'a Event,
    pub late_for: Vec<&'s AttemptFinding<'a>>,
    pub in_time_for: Vec<&'s AttemptFinding<'a>>,
}

impl StoryExtension<'_, '_> {
    /// Whether it came in time for an objection, without reasons for the delay.
    pub fn lacks_reasons(&self) -> bool {
        !self.in_time_for.is_empty() && matches!(self.event.data, EventData::Extended { reasons: Some(false), .. })
    }
}

impl Requests {
    /// Whether the month of Article 12(3) is at issue.
    pub const fn concern_time(self) -> bool {
        self.silence || self.perhaps_silent || self.code || self.late || self.perhaps_late || self.extension
    }

    /// Whether there is something to complain of.
    pub const fn any(self) -> bool {
        self.concern_time() || self.refused || self.continued || self.restrict
    }
}

impl<'a> CaseStory<'a> {
    pub fn new(input: ComplaintInput<'a>, beside: Vec<String>) -> Self {
        let live = input.live_events();
        let findings = CaseFindings::new(input.account.fields.platform, &live, input.today);
        let fields = &input.account.fields;
        let voice = Voice::new(input.lang, input.represented(), fields.platform.controller());
        Self { input, words: wording(input.lang), voice, live, findings, beside }
    }

    pub fn has(&self, kind: EventKind) -> bool {
        self.live.iter().any(|e| e.data.kind() == kind)
    }

    /// The newest event of a kind.
    pub fn newest(&self, kind: EventKind) -> Option<&'a Event> {
        self.live.iter().rev().copied().find(|e| e.data.kind() == kind)
    }

    /// The complaint that this one adds to: something happened with the controller after it was lodged.
    pub fn added_to(&self) -> Option<&'a Event> {
        use EventKind::{Continued, Extended, Granted, InfoRequested, Refused, Submitted};
        let lodged = self.newest(EventKind::ComplaintLodged)?;
        let later = |e: &&&Event| (e.on, e.id) > (lodged.on, lodged.id);
        let news = [Continued, Extended, Granted, InfoRequested, Refused, Submitted];
        self.live.iter().filter(later).any(|e| news.contains(&e.data.kind())).then_some(lodged)
    }

    /// A day as people write it.
    pub fn day(&self, day: NaiveDate) -> String {
        full_date(day, self.input.lang)
    }

    /// A sentence with a day and the annexes of an event.
    pub fn on(&self, phrase: &str, event: &Event, annexes: &Annexes<'_>) -> String {
        self.voice.say(phrase, &[("date", &self.day(event.on)), ("annex", &annexes.mark(event.id, self.words, self.input.lang))])
    }

    /// What the complaint asks for on account of this case.
    pub fn requests(&self) -> Requests {
        let found = &self.findings;
        let refusal = found.refusal();
        let stop = self.continued().is_some();
        let silent = found.silent().next().is_some();
        let late = found.attempts.iter().any(AttemptFinding::surely_late);
        let silence = found.silent().any(|a| a.surely_silent(self.input.today));
        let open = !stop && found.granted().is_none();
        Requests {
            silence,
            perhaps_silent: !silence && found.silent().any(|a| !a.may_be_lost()),
            code: silent && found.silent().all(AttemptFinding::may_be_lost),
            late,
            perhaps_late: !late && found.answered_late(),
            extension: self.extensions().any(|notice| notice.lacks_reasons()),
            refused: refusal.is_some(),
            reasons: self.live.iter().any(|e| matches!(e.data, EventData::Refused { reasons: Some(false) })),
            continued: self.live.iter().any(|event| self.breaks_a_yes(event)),
            stop,
            comply: open && (silent || refusal.is_some()),
            restrict: open && !silent && refusal.is_none() && found.waiting().is_some(),
        }
    }

    /// The notices of extension.
    pub fn extensions(&self) -> impl Iterator<Item = StoryExtension<'_, 'a>> {
        let at = |event: &Event| (event.on, event.id);
        let notices = self.live.iter().copied().filter(|e| e.data.kind() == EventKind::Extended);
        notices.map(move |event| {
            let open = self
                .findings
                .attempts
                .iter()
                .filter(move |a| at(a.event) < at(event) && a.answer.is_none_or(|answer| at(answer) > at(event)));
            let (late_for, in_time_for) = open.partition(|a| event.on > a.attempt.last_day_of_month());
            StoryExtension { event, late_for, in_time_for }
        })
    }

    /// Whether an event says that the processing goes on despite a yes before it.
    pub fn breaks_a_yes(&self, event: &Event) -> bool {
        let before = self.live.iter().rev().filter(|e| (e.on, e.id) < (event.on, event.id));
        let answer = before.map(|e| e.data.kind()).find(|kind| matches!(kind, EventKind::Granted | EventKind::Refused));
        event.data.kind() == EventKind::Continued && answer == Some(EventKind::Granted)
    }

    /// The event that says that the processing goes on, where the newest answer is a yes.
    pub fn continued(&self) -> Option<&'a Event> {
        let granted = self.newest(EventKind::Granted).filter(|_| self.findings.refusal().is_none())?;
        self.newest(EventKind::Continued).filter(|e| (e.on, e.id) > (granted.on, granted.id))
    }
}

/// Whether a notice of extension gave reasons; `None` where that was not recorded.
pub(super) const fn extension_reasons(event: &Event) -> Option<bool> {
    if let EventData::Extended { reasons, .. } = &event.data { *reasons } else { None }
}

/// Until when a notice of extension says, where it does.
pub(super) const fn extension_until(event: &Event) -> Option<NaiveDate> {
    if let EventData::Extended { until, .. } = &event.data { *until } else { None }
}
