//! What a file says of an account that is there already, compared with what is known of it.

use std::collections::HashMap;

use super::record::{ImportColumn, Record};
use crate::domain::{Account, AccountDetails, Draft, Event, EventData, EventId};

/// What a file says that is not known yet, or not so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// The fields as they would be.
    pub fields: Option<AccountDetails>,
    /// The draft as it would be.
    pub draft: Option<Draft>,
    /// Events that the log does not have.
    pub events: Vec<Event>,
    /// Which events of the log are which of the file's.
    pub known: HashMap<EventId, EventId>,
}

impl Difference {
    /// Between a file's account and the one that is there.
    pub fn between(record: &Record, account: &Account, draft: &Draft, log: &[Event]) -> Self {
        let fields = Some(fields(record, &account.fields)).filter(|fields| *fields != account.fields);
        let wanted = wanted(record, draft);
        let draft = Some(wanted).filter(|wanted| wanted != draft);
        let (mut events, mut known) = (Vec::new(), HashMap::new());
        for event in &record.events {
            let same = |there: &&Event| {
                let taken = known.values().any(|id| *id == there.id);
                !taken && if record.whole() { equal(event, there, &known) } else { already_logged(event, there, log) }
            };
            match log.iter().find(same).map(|there| there.id) {
                Some(there) => drop(known.insert(event.id, there)),
                None => events.push(event.clone()),
            }
        }
        Self { fields, draft, events, known }
    }

    /// Whether there is none.
    pub const fn is_none(&self) -> bool {
        self.fields.is_none() && self.draft.is_none() && self.events.is_empty()
    }
}

/// The fields that the file has, and the others as they are.
fn fields(record: &Record, old: &AccountDetails) -> AccountDetails {
    let read = &record.fields;
    let text = |column, new: &String, old: &String| if record.gives(column) { new.clone() } else { old.clone() };
    let whole = if record.whole() { read } else { old };
    AccountDetails {
        platform: read.platform,
        handle: read.handle.clone(),
        person: text(ImportColumn::Person, &read.person, &old.person),
        email: text(ImportColumn::Email, &read.email, &old.email),
        country: text(ImportColumn::Country, &read.country, &old.country),
        group: text(ImportColumn::Group, &read.group, &old.group),
        assignee: text(ImportColumn::Assignee, &read.assignee, &old.assignee),
        ..whole.clone()
    }
}

fn wanted(record: &Record, old: &Draft) -> Draft {
    let read = &record.draft;
    Draft {
        grounds: if record.gives(ImportColumn::Grounds) { read.grounds.clone() } else { old.grounds.clone() },
        reason: if record.gives(ImportColumn::Reason) { read.reason.clone() } else { old.reason.clone() },
        ticks: if record.whole() { read.ticks } else { old.ticks },
        version: old.version,
    }
}

/// Whether two events are the same but for numbers, which every database gives anew.
fn equal(there: &Event, here: &Event, known: &HashMap<EventId, EventId>) -> bool {
    let what = match (&there.data, &here.data) {
        (EventData::Voided { voids: there }, EventData::Voided { voids: here }) => known.get(there) == Some(here),
        (EventData::EvidenceAdded { about: Some(about), .. }, EventData::EvidenceAdded { about: Some(ours), .. }) => {
            let mut there = there.data.clone();
            if let EventData::EvidenceAdded { about: theirs, .. } = &mut there {
                *theirs = Some(*ours);
            }
            known.get(about) == Some(ours) && there == here.data
        }
        (EventData::Submitted(there), EventData::Submitted(here)) => {
            let mut there = there.clone();
            there.submission_id = here.submission_id;
            there == *here
        }
        (there, here) => there == here,
    };
    what && (there.on, there.recorded_at, &there.note, there.in_complaint, &there.login)
        == (here.on, here.recorded_at, &here.note, here.in_complaint, &here.login)
}

/// Whether the log already has the event of a table row: the same kind on the same day, not voided.
fn already_logged(line: &Event, here: &Event, log: &[Event]) -> bool {
    let voided = |id| log.iter().any(|e| matches!(e.data, EventData::Voided { voids: event } if event == id));
    line.on == here.on && line.data.kind() == here.data.kind() && !voided(here.id)
}
