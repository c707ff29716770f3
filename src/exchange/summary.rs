//! An account and its case as one flat object: what lists and exports say of each, under names that scripts rely
//! on.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::day::months_after;
use crate::domain::{Account, Attempt, Case, Complaint, Draft, Lang};

/// The names and their order are fixed: scripts lean on them.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the schema says it, by the same names")]
pub struct FlatSummary<'a> {
    pub id: i64,
    pub platform: &'static str,
    pub handle: &'a str,
    pub person: &'a str,
    pub email: &'a str,
    pub country: &'a str,
    pub group: &'a str,
    pub status: &'static str,
    pub submitted_on: Option<Day>,
    pub month_ends: Option<Day>,
    pub overdue_from: Option<Day>,
    pub legal_last_day: Option<Day>,
    pub complaint_from: Option<Day>,
    pub extended_until: Option<Day>,
    pub days_left: Option<i64>,
    pub case_number: Option<&'a str>,
    pub lodged_on: Option<Day>,
    pub ask_decision_from: Option<Day>,
    pub decision_due: Option<Day>,
    pub appeal_until: Option<Day>,
    pub objection_until: Option<Day>,
    pub reply: Option<&'static str>,
    pub replied_on: Option<Day>,
    pub text_lang: Option<&'static str>,
    pub grounds: Vec<&'static str>,
    pub reason: &'a str,
    pub assignee: &'a str,
}

/// A day, written as ISO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'a> FlatSummary<'a> {
    /// What is to be said as of a day. Of several attempts it is about the one the case counts from, else about
    /// the newest. A date that does not apply is left out: those of a time that was kept, and all of a closed case.
    pub fn of(account: &'a Account, draft: &'a Draft, case: &'a Case, today: NaiveDate) -> Self {
        let fields = &account.fields;
        let open = case.closed.is_none();
        let attempt = case.open_attempt().or(case.attempts.last());
        let running = attempt.filter(|attempt| open && !attempt.answered_in_time());
        let period = running.map(Attempt::limit);
        let complaint = case.complaint.as_ref();
        let clocks = complaint.filter(|_| open);
        Self {
            id: account.id.0,
            platform: fields.platform.id(),
            handle: &fields.handle,
            person: &fields.person,
            email: &fields.email,
            country: &fields.country,
            group: &fields.group,
            status: case.state(account.added_on, today).status(today).id(),
            submitted_on: attempt.map(|a| Day(a.sent)),
            month_ends: running.map(|a| Day(months_after(a.start(), 1))),
            overdue_from: period.as_ref().map(|p| Day(p.overdue_from())),
            legal_last_day: period.as_ref().map(|p| Day(p.legal_last_day)),
            complaint_from: period.as_ref().map(|p| Day(p.complaint_from())),
            extended_until: running.filter(|a| a.extended()).and(period.as_ref()).map(|p| Day(p.ends)),
            days_left: case.limit().filter(|_| open).map(|period| (period.ends - today).num_days()),
            case_number: complaint.map(|c| c.case_number.as_str()).filter(|number| !number.is_empty()),
            lodged_on: complaint.map(|c| Day(c.lodged_on)),
            ask_decision_from: clocks.filter(|c| c.reply.is_none()).map(|c| Day(c.ask_decision_from())),
            decision_due: clocks.and_then(Complaint::decision_due).map(Day),
            appeal_until: clocks.and_then(Complaint::appeal_until).map(Day),
            objection_until: clocks.and_then(Complaint::objection_until).map(Day),
            reply: case.answer.map(|answer| answer.kind().id()),
            replied_on: case.answer.map(|answer| Day(answer.on)),
            text_lang: fields.text_lang.map(Lang::id),
            grounds: draft.grounds.iter().map(|g| g.id()).collect(),
            reason: &draft.reason,
            assignee: &fields.assignee,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AccountDetails, AccountId, Event, EventData, Platform, Submission};

    fn json(days: &[(&str, EventData)], today: &str) -> serde_json::Value {
        let account = Account {
            id: AccountId(7),
            added_on: day("2026-01-01"),
            fields: AccountDetails::new(Platform::from_id("facebook").unwrap(), "Åsa"),
        };
        let events = Event::log(days);
        let (draft, case) = (Draft::default(), Case::of(account.fields.platform, &events));
        serde_json::to_value(FlatSummary::of(&account, &draft, &case, day(today))).expect("JSON")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_days_of_an_overdue_case_are_all_there() {
        let object = json(&[("2025-05-06", EventData::Submitted(Submission::default()))], "2025-06-09");
        assert_eq!((&object["status"], &object["submitted_on"]), (&"overdue".into(), &"2025-05-06".into()));
        let dates = ["month_ends", "overdue_from", "legal_last_day", "complaint_from"].map(|key| object[key].clone());
        assert_eq!(dates, ["2025-06-06", "2025-06-07", "2025-06-06", "2025-06-10"]);
        assert_eq!((&object["days_left"], &object["extended_until"]), (&(-3).into(), &serde_json::Value::Null));
    }

    #[test]
    fn an_extension_moves_the_end_and_an_answer_ends_the_count_of_days() {
        let sent = ("2026-01-15", EventData::Submitted(Submission::default()));
        let longer = ("2026-02-01", EventData::Extended { until: Some(day("2026-03-20")), reasons: None });
        let object = json(&[sent.clone(), longer], "2026-03-01");
        assert_eq!((&object["month_ends"], &object["extended_until"]), (&"2026-02-15".into(), &"2026-03-20".into()));
        let object = json(&[sent, ("2026-01-16", EventData::Granted)], "2026-03-01");
        assert_eq!((&object["status"], &object["days_left"]), (&"granted".into(), &serde_json::Value::Null));
        assert_eq!(object["submitted_on"], "2026-01-15");
        assert_eq!((&object["reply"], &object["replied_on"]), (&"granted".into(), &"2026-01-16".into()));
        for date in ["month_ends", "overdue_from", "legal_last_day", "complaint_from", "extended_until"] {
            assert_eq!(object[date], serde_json::Value::Null, "{date} of a case answered in time");
        }
    }

    #[test]
    fn the_names_stand_in_their_fixed_order() {
        let object = json(&[], "2026-01-01");
        let names: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
        let fixed = "id platform handle person email country group status submitted_on month_ends overdue_from legal_last_day \
                     complaint_from extended_until days_left case_number lodged_on ask_decision_from decision_due appeal_until \
                     objection_until reply replied_on text_lang \
                     grounds reason assignee";
        assert_eq!(names, fixed.split_whitespace().collect::<Vec<_>>());
    }
}
