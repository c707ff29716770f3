//! One account's case in the complaint: its log and what the complaint asks for on account of it.

use chrono::NaiveDate;

use super::annexes::Annexes;
use super::findings::{AttemptFinding, CaseFindings};
use super::input::ComplaintInput;
use super::wording::{Voice, Wording, wording};
use crate::content::calendar::full_date;
use crate::domain::{Code, Event, EventData, EventId, EventKind};

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
    /// Silence after a code whose day is not known, on an objection that arrived.
    pub perhaps_silent: bool,
    pub code: bool,
    pub late: bool,
    /// Late counted from the day of sending, while the day of the code is not known.
    pub perhaps_late: bool,
    pub extension: bool,
    pub refused: bool,
    pub reasons: bool,
    pub continued: bool,
    pub comply: bool,
    pub restrict: bool,
    pub stop: bool,
}

/// A notice of extension (Article 12(3) GDPR).
#[derive(Debug, Clone, Copy)]
pub(super) struct StoryExtension<'a> {
    pub event: &'a Event,
    /// The attempt it was about: the earliest before it that had no answer.
    pub attempt: Option<EventId>,
    /// Whether it came after the month's last day, so that it extends nothing.
    pub late: bool,
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
        let late = |unknown| found.attempts.iter().any(|a| a.answered_late() && (a.attempt.code == Code::Pending) == unknown);
        let open = !stop && found.granted().is_none();
        Requests {
            silence: found.silent().any(|a| a.attempt.code != Code::Pending),
            perhaps_silent: found.silent().any(|a| a.attempt.code == Code::Pending && !a.may_be_lost()),
            code: silent && found.silent().all(AttemptFinding::may_be_lost),
            late: late(false),
            perhaps_late: late(true) && !late(false),
            extension: self.extensions().any(|n| !n.late && extension_reasons(n.event) == Some(false)),
            refused: refusal.is_some(),
            reasons: self.live.iter().any(|e| matches!(e.data, EventData::Refused { reasons: Some(false) })),
            continued: self.live.iter().any(|event| self.breaks_a_yes(event)),
            stop,
            comply: open && (silent || refusal.is_some()),
            restrict: open && !silent && refusal.is_none() && found.waiting().is_some(),
        }
    }

    /// The notices of extension.
    pub fn extensions(&self) -> impl Iterator<Item = StoryExtension<'a>> {
        let notices = self.live.iter().copied().filter(|e| e.data.kind() == EventKind::Extended);
        notices.map(|notice| {
            let about = self.findings.attempts.iter().find(|a| {
                (a.event.on, a.event.id) < (notice.on, notice.id)
                    && a.answer.is_none_or(|answer| (answer.on, answer.id) > (notice.on, notice.id))
            });
            let late = about.is_some_and(|a| notice.on > a.attempt.last_day_of_month());
            StoryExtension { event: notice, attempt: about.map(|a| a.event.id), late }
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
