//! iCalendar (RFC 5545): an all-day event for each date that is still open, with an alarm the day before and in the morning. An
//! event keeps its UID, so that importing again brings it up to date; one whose date no longer matters is cancelled.

use std::io::{self, Write};

use chrono::NaiveDate;

use crate::content::{Phrases, fill, phrases};
use crate::domain::day::{add_days, days_since_epoch};
use crate::domain::text::escape_control_lines;
use crate::domain::{Account, Case, Event, EventData, Lang};

/// A line has at most so many bytes, its end apart.
const LINE: usize = 75;

/// A date of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Date {
    MonthEnds,
    ComplaintFrom,
    AskDecision,
    DecisionDue,
    AppealUntil,
    ObjectionUntil,
}

impl Date {
    const fn id(self) -> &'static str {
        match self {
            Self::MonthEnds => "month-ends",
            Self::ComplaintFrom => "complaint-from",
            Self::AskDecision => "ask-decision",
            Self::DecisionDue => "decision-due",
            Self::AppealUntil => "appeal-until",
            Self::ObjectionUntil => "objection-until",
        }
    }

    fn words(self, words: &Phrases) -> &String {
        match self {
            Self::MonthEnds => &words.calendar.month_ends,
            Self::ComplaintFrom => &words.calendar.complaint_from,
            Self::AskDecision => &words.calendar.ask_decision,
            Self::DecisionDue => &words.calendar.decision_due,
            Self::AppealUntil => &words.calendar.appeal_until,
            Self::ObjectionUntil => &words.calendar.objection_until,
        }
    }
}

/// Writes a calendar as of a day.
#[derive(Debug)]
pub struct CalendarWriter<W: Write> {
    out: W,
    lang: Lang,
    today: NaiveDate,
    /// The authority's page for complaints.
    link: String,
}

impl<W: Write> CalendarWriter<W> {
    /// Begins it.
    pub fn new(out: W, lang: Lang, today: NaiveDate, link: &str) -> io::Result<Self> {
        let mut writer = Self { out, lang, today, link: link.to_owned() };
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//nej//nej//SV", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"] {
            writer.line(line)?;
        }
        Ok(writer)
    }

    /// The dates of a case.
    pub fn push(&mut self, account: &Account, case: &Case, events: &[Event]) -> io::Result<()> {
        for attempt in &case.attempts {
            let limit = attempt.limit();
            let open = case.closed.is_none() && attempt.is_open();
            let Some(event) = events.iter().find(|e| e.id == attempt.event) else { continue };
            self.event(account, event, Date::MonthEnds, limit.ends, open)?;
            self.event(account, event, Date::ComplaintFrom, limit.complaint_from(), open)?;
        }
        let lodged = |e: &&Event| matches!(e.data, EventData::ComplaintLodged { .. });
        if let (Some(complaint), Some(event)) = (&case.complaint, events.iter().rfind(lodged)) {
            let open = case.closed.is_none() && complaint.reply.is_none();
            let unasked = open && complaint.decision_requested.is_none();
            self.event(account, event, Date::AskDecision, complaint.ask_decision_from(), unasked)?;
            if let Some(due) = complaint.decision_due() {
                self.event(account, event, Date::DecisionDue, due, open)?;
            }
            let open = case.closed.is_none();
            let last_days = [(Date::AppealUntil, complaint.appeal_until()), (Date::ObjectionUntil, complaint.objection_until())];
            for (date, last) in last_days.into_iter().filter_map(|(date, last)| Some((date, last?))) {
                self.event(account, event, date, last, open)?;
            }
        }
        Ok(())
    }

    /// Ends it.
    pub fn finish(mut self) -> io::Result<()> {
        self.line("END:VCALENDAR")?;
        self.out.flush()
    }

    /// An event, unless it is over and needs no reminder.
    fn event(&mut self, account: &Account, event: &Event, date: Date, on: NaiveDate, open: bool) -> io::Result<()> {
        if !open && on < self.today {
            return Ok(());
        }
        let fields = &account.fields;
        let name = format!("{} {}", fields.platform.name(), fields.handle);
        let summary = fill(date.words(phrases(self.lang)), &[("account", &name)]);
        let compact = |day: NaiveDate| day.format("%Y%m%d").to_string();
        // UID: the ids are unique within a database, `recorded_at` across databases.
        let uid = format!("{}-{}-{}-{}", event.recorded_at.timestamp_millis(), account.id.0, event.id.0, date.id());
        let lines = [
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{uid}@nej.invalid"),
            format!("DTSTAMP:{}T000000Z", compact(self.today)),
            format!("SEQUENCE:{}", days_since_epoch(self.today)),
            format!("DTSTART;VALUE=DATE:{}", compact(on)),
            format!("DTEND;VALUE=DATE:{}", compact(add_days(on, 1))),
            format!("SUMMARY:{}", escaped(&summary)),
            format!("DESCRIPTION:{}", escaped(&fill(&phrases(self.lang).calendar.description, &[("link", &self.link)]))),
            format!("STATUS:{}", if open { "CONFIRMED" } else { "CANCELLED" }),
            "TRANSP:TRANSPARENT".to_owned(),
        ];
        lines.iter().try_for_each(|line| self.line(line))?;
        if open {
            self.alarm(&summary)?;
        }
        self.line("END:VEVENT")
    }

    /// At nine in the morning of the day before and of the day. Some programs drop an alarm that comes after an event
    /// has begun, and an all-day event begins at midnight.
    fn alarm(&mut self, summary: &str) -> io::Result<()> {
        let says = format!("DESCRIPTION:{}", escaped(summary));
        for trigger in ["TRIGGER:-PT15H", "TRIGGER:PT9H"] {
            ["BEGIN:VALARM", "ACTION:DISPLAY", trigger, &says, "END:VALARM"].iter().try_for_each(|line| self.line(line))?;
        }
        Ok(())
    }

    /// A line, folded where it is too long, never inside a character.
    fn line(&mut self, text: &str) -> io::Result<()> {
        let mut used = 0;
        for c in text.chars() {
            if used + c.len_utf8() > LINE {
                self.out.write_all(b"\r\n ")?;
                used = 1;
            }
            self.out.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())?;
            used += c.len_utf8();
        }
        self.out.write_all(b"\r\n")
    }
}

/// Text as a value: harmless, and with the characters escaped that mean something.
fn escaped(text: &str) -> String {
    let shown = escape_control_lines(text);
    shown.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters() {
        let mut writer = CalendarWriter::new(Vec::new(), Lang::Sv, NaiveDate::default(), "").expect("memory");
        writer.out.clear();
        writer.line(&"å".repeat(80)).expect("memory");
        let text = String::from_utf8(writer.out).expect("UTF-8");
        assert!(text.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(text.replace("\r\n ", ""), "å".repeat(80) + "\r\n");
    }

    #[test]
    fn what_means_something_to_a_calendar_is_escaped() {
        assert_eq!(escaped("a;b,c\\d\ne\u{1b}"), "a\\;b\\,c\\\\d\\ne␛");
    }
}
