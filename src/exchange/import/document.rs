//! Our own JSON, read as a stream: one account at a time is in memory.

use std::collections::HashSet;
use std::fmt;
use std::io::Read;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::events::{ExportedEvent, day};
use super::mails::ExportedMail;
use super::metered::{LimitedReader, Meter};
use super::record::{Imported, LineError, LineFault, Record, Stopped, checked, reason};
use crate::domain::{AccountDetails, AccountId, Draft, EventData, Ground, Lang, ManualSteps, Platform, Representation, Step};
use crate::exchange::export::{FORMAT, VERSION};

/// Reads a document.
pub fn read<E>(
    text: LimitedReader<impl Read>,
    take: impl FnMut(Result<Imported, LineError>) -> Result<(), E>,
) -> Result<(), Stopped<E>> {
    let meter = text.meter();
    let mut json = serde_json::Deserializer::from_reader(text);
    let mut reading = DocumentReader { meter: &meter, take, stopped: None };
    let read = ImportDocument(&mut reading).deserialize(&mut json).and_then(|head| json.end().map(|()| head));
    if let Some(error) = reading.stopped {
        return Err(Stopped::ByTaker(error));
    }
    let bad = |line, fault| Err(Stopped::Line(LineError { line, fault }));
    match read {
        Ok(head) if head.format.as_deref() != Some(FORMAT) || !head.accounts => bad(1, LineFault::Foreign),
        Ok(head) if head.version.as_ref().and_then(Value::as_u64) == Some(VERSION) => Ok(()),
        Ok(head) => bad(1, LineFault::Newer(head.version.map(|v| v.to_string()).unwrap_or_default())),
        Err(_) if meter.is_spent() => bad(meter.line(), LineFault::Endless),
        Err(error) if error.is_io() => Err(std::io::Error::from(error).into()),
        // What is JSON, but no object with a list of accounts.
        Err(error) if error.is_data() => bad(1, LineFault::Foreign),
        Err(error) => bad(error.line().max(1) as u64, LineFault::Unreadable(error.to_string())),
    }
}

/// What stands around the accounts. Keys may come in any order, so it is judged at the end.
#[derive(Default)]
struct Head {
    format: Option<String>,
    version: Option<Value>,
    accounts: bool,
}

/// What reading goes on with.
struct DocumentReader<'m, T, E> {
    meter: &'m Meter,
    take: T,
    stopped: Option<E>,
}

struct ImportDocument<'r, 'm, T, E>(&'r mut DocumentReader<'m, T, E>);
/// A list, and how each of its values is read.
struct Listed<'r, 'm, T, E>(&'r mut DocumentReader<'m, T, E>, ReadValue);

type ReadValue = fn(Value, u64) -> Result<Imported, LineFault>;

/// Notes the line on which a value begins.
struct Placed<'m>(&'m Meter);

impl<'de, E, T: FnMut(Result<Imported, LineError>) -> Result<(), E>> DeserializeSeed<'de> for ImportDocument<'_, '_, T, E> {
    type Value = Head;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Head, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de, E, T: FnMut(Result<Imported, LineError>) -> Result<(), E>> Visitor<'de> for ImportDocument<'_, '_, T, E> {
    type Value = Head;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an export")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Head, A::Error> {
        let mut head = Head::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => head.format = map.next_value()?,
                "version" => head.version = Some(map.next_value()?),
                "accounts" => {
                    map.next_value_seed(Listed(&mut *self.0, account))?;
                    head.accounts = true;
                }
                "mails" => map.next_value_seed(Listed(&mut *self.0, mail))?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(head)
    }
}

impl<'de, E, T: FnMut(Result<Imported, LineError>) -> Result<(), E>> DeserializeSeed<'de> for Listed<'_, '_, T, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de, E, T: FnMut(Result<Imported, LineError>) -> Result<(), E>> Visitor<'de> for Listed<'_, '_, T, E> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.meter.next();
        while let Some((line, value)) = list.next_element_seed(Placed(self.0.meter))? {
            let read = (self.1)(value, line).map_err(|fault| LineError { line, fault });
            if let Err(error) = (self.0.take)(read) {
                self.0.stopped = Some(error);
                return Err(A::Error::custom("stopped"));
            }
            self.0.meter.next();
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Placed<'_> {
    type Value = (u64, Value);

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        let line = self.0.line();
        Value::deserialize(json).map(|value| (line, value))
    }
}

fn account(value: Value, line: u64) -> Result<Imported, LineFault> {
    let parsed = ExportedAccount::deserialize(value).map_err(|error| LineFault::Unreadable(error.to_string()))?;
    Ok(Imported::Account(Box::new(parsed.record(line)?)))
}

fn mail(value: Value, _: u64) -> Result<Imported, LineFault> {
    let parsed = ExportedMail::deserialize(value).map_err(|error| LineFault::Unreadable(error.to_string()))?;
    Ok(Imported::Mail(Box::new(parsed.record()?)))
}

/// An account. What is derived from the rest is passed over.
#[derive(Debug, Deserialize)]
struct ExportedAccount {
    id: i64,
    platform: String,
    handle: String,
    #[serde(default)]
    person: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    group: String,
    text_lang: Option<String>,
    #[serde(default)]
    represented_by: String,
    #[serde(default)]
    profile: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    post_address: String,
    representation: Option<String>,
    #[serde(default)]
    representative_email: String,
    #[serde(default)]
    representative_phone: String,
    #[serde(default)]
    representative_address: String,
    #[serde(default)]
    assignee: String,
    added_on: Option<String>,
    #[serde(default)]
    ticks: Vec<u8>,
    draft: Option<ImportedDraft>,
    #[serde(default)]
    events: Vec<ExportedEvent>,
    #[serde(default)]
    mails: Vec<ExportedMail>,
}

#[derive(Debug, Default, Deserialize)]
struct ImportedDraft {
    #[serde(default)]
    grounds: Vec<String>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    version: i64,
}

impl ExportedAccount {
    fn record(self, line: u64) -> Result<Record, LineFault> {
        if self.id < 1 {
            return Err(LineFault::unknown("id", &self.id.to_string()));
        }
        let platform = Platform::from_id(&self.platform).ok_or_else(|| LineFault::no_platform(&self.platform))?;
        let lang = |id: &String| Lang::from_id(id).ok_or_else(|| LineFault::among("text_lang", id, Lang::ALL.map(Lang::id)));
        let representation = |id: &String| {
            Representation::from_id(id).ok_or_else(|| LineFault::among("representation", id, Representation::IDS.iter().copied()))
        };
        let fields = AccountDetails {
            platform,
            handle: self.handle,
            person: self.person,
            email: self.email,
            country: self.country,
            group: self.group,
            text_lang: self.text_lang.as_ref().map(lang).transpose()?,
            represented_by: self.represented_by,
            profile: self.profile,
            phone: self.phone,
            post_address: self.post_address,
            representation: self.representation.as_ref().map(representation).transpose()?,
            representative_email: self.representative_email,
            representative_phone: self.representative_phone,
            representative_address: self.representative_address,
            assignee: self.assignee,
        };
        let added_on = self.added_on.map(|text| day("added_on", &text)).transpose()?;
        let draft = self.draft.unwrap_or_default().draft(&self.ticks)?;
        let (mut entries, mut evidence) = (Vec::with_capacity(self.events.len()), Vec::new());
        for event in self.events {
            let (entry, data) = event.entry()?;
            evidence.extend(data.map(|data| (entry.id, data)));
            entries.push(entry);
        }
        let mails = self.mails.into_iter().map(ExportedMail::record).collect::<Result<Vec<_>, _>>()?;
        // In the order in which they were written down: what is voided is there before what voids it.
        entries.sort_by_key(|entry| entry.id);
        let mut before = HashSet::new();
        for entry in &entries {
            match entry.data {
                EventData::Voided { voids: target } | EventData::EvidenceAdded { about: Some(target), .. }
                    if !before.contains(&target) =>
                {
                    return Err(LineFault::NoTarget(target.0));
                }
                _ if !before.insert(entry.id) => return Err(LineFault::Twice(entry.id.0)),
                _ => {}
            }
        }
        let (id, fields) = (Some(AccountId(self.id)), checked(fields)?);
        Ok(Record { line, id, fields, added_on, draft, entries, evidence, mails, given_handle: None, remark: None, given: None })
    }
}

impl ImportedDraft {
    fn draft(self, ticked: &[u8]) -> Result<Draft, LineFault> {
        let mut draft = Draft { reason: reason(self.reason)?, version: self.version, ..Draft::default() };
        for id in &self.grounds {
            let ground: Ground = id.parse().map_err(|_| LineFault::no_ground(id))?;
            if !draft.grounds.contains(&ground) {
                draft.toggle(ground);
            }
        }
        let mut ticks = ManualSteps::default();
        for step in Step::manual().filter(|step| ticked.contains(&step.number())) {
            ticks.toggle(step);
        }
        Ok(Draft { ticks, ..draft })
    }
}
