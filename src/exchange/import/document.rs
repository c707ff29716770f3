//! Our own JSON, read as a stream: one account at a time is in memory.

use std::collections::HashSet;
use std::fmt;
use std::io::Read;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::error::Category;

use super::events::{ExportedEvent, day};
use super::mails::ExportedMail;
use super::metered::{LimitedReader, Meter};
use super::record::{Imported, JsonKind, LineError, LineFault, Record, Stopped, checked, reason};
use super::shape;
use super::tree::{Care, Tree};
use crate::domain::handle::{HandleRemark, clean_handle};
use crate::domain::{AccountDetails, AccountId, Draft, EventData, Ground, Lang, ManualSteps, Platform, Representation, Step};
use crate::exchange::export::{FORMAT, VERSION};

/// Reads a document.
pub fn read<E>(
    text: LimitedReader<impl Read>,
    take: impl FnMut(Result<Imported, LineError>) -> Result<(), E>,
) -> Result<(), Stopped<E>> {
    let meter = text.meter();
    let mut json = serde_json::Deserializer::from_reader(text);
    let mut reading = DocumentReader { meter: &meter, care: Care::default(), take, stopped: None };
    let read = ImportDocument(&mut reading).deserialize(&mut json);
    if let Some(error) = reading.stopped {
        return Err(Stopped::ByTaker(error));
    }
    let bad = |line, fault| Err(Stopped::Line(LineError { line, fault }));
    let broken = match read {
        Ok(head) => match (head.fault(), json.end()) {
            (Some((line, fault)), _) => return bad(line, fault),
            (None, Ok(())) => return Ok(()),
            (None, Err(error)) if error.is_syntax() => return bad(error.line() as u64, LineFault::Trailing),
            (None, Err(error)) => error,
        },
        Err(error) => error,
    };
    if meter.is_spent() {
        return bad(meter.line(), LineFault::Endless(meter.most()));
    }
    if let Some(fault) = reading.care.fault() {
        return bad(meter.line(), fault);
    }
    match broken.classify() {
        Category::Io => Err(std::io::Error::from(broken).into()),
        // What is JSON, but no object with a list of accounts.
        Category::Data => bad(1, LineFault::Foreign),
        Category::Eof => bad(meter.line(), LineFault::CutOff),
        Category::Syntax if broken.column() == 0 => bad(broken.line().max(2) as u64 - 1, LineFault::BrokenLine),
        Category::Syntax => bad(broken.line() as u64, LineFault::BrokenJson(broken.column())),
    }
}

/// What stands around the accounts. Keys may come in any order, so it is judged at the end.
#[derive(Default)]
struct Head {
    format: Option<Value>,
    version: Option<Value>,
    /// The line with the version.
    line: u64,
    accounts: bool,
}

impl Head {
    /// Why it is no head of an export that can be read.
    fn fault(&self) -> Option<(u64, LineFault)> {
        let (Some(Value::String(format)), Some(version), true) = (&self.format, &self.version, self.accounts) else {
            return Some((1, LineFault::Foreign));
        };
        match version.as_u64() {
            _ if format != FORMAT => Some((1, LineFault::Foreign)),
            Some(VERSION) => None,
            Some(other) => Some((self.line, LineFault::Newer(other.to_string()))),
            None => Some((self.line, LineFault::NotA { what: "version".to_owned(), kind: JsonKind::Number })),
        }
    }
}

/// What reading goes on with.
struct DocumentReader<'m, T, E> {
    meter: &'m Meter,
    care: Care,
    take: T,
    stopped: Option<E>,
}

struct ImportDocument<'r, 'm, T, E>(&'r mut DocumentReader<'m, T, E>);
/// A list, and how each of its values is read.
struct Listed<'r, 'm, T, E>(&'r mut DocumentReader<'m, T, E>, ReadValue);

type ReadValue = fn(Value, u64) -> Result<Imported, LineFault>;

/// Notes the line on which a value begins.
struct Placed<'m>(&'m Meter, &'m Care);

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
        let mut seen = HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if !seen.insert(key.clone()) {
                return Err(self.0.care.fail(LineFault::TwiceKey(key)));
            }
            self.0.care.renew();
            match key.as_str() {
                "format" => head.format = Some(map.next_value_seed(Tree(&self.0.care, 0))?),
                "version" => {
                    head.version = Some(map.next_value_seed(Tree(&self.0.care, 0))?);
                    head.line = self.0.meter.line();
                }
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
        self.0.care.renew();
        while let Some((line, value)) = list.next_element_seed(Placed(self.0.meter, &self.0.care))? {
            let read = (self.1)(value, line).map_err(|fault| LineError { line, fault });
            if let Err(error) = (self.0.take)(read) {
                self.0.stopped = Some(error);
                return Err(A::Error::custom("stopped"));
            }
            self.0.meter.next();
            self.0.care.renew();
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Placed<'_> {
    type Value = (u64, Value);

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        let line = self.0.line();
        Tree(self.1, 0).deserialize(json).map(|value| (line, value))
    }
}

fn account(value: Value, line: u64) -> Result<Imported, LineFault> {
    let name = shape::name(&value);
    let record = || {
        shape::account(&value)?;
        ExportedAccount::deserialize(value).map_err(|_| LineFault::Unreadable)?.record(line)
    };
    record().map(|record| Imported::Account(Box::new(record))).map_err(|fault| fault.in_account(name))
}

fn mail(value: Value, _: u64) -> Result<Imported, LineFault> {
    shape::mail(&value)?;
    let parsed = ExportedMail::deserialize(value).map_err(|_| LineFault::Unreadable)?;
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
        let (mut events, mut evidence) = (Vec::with_capacity(self.events.len()), Vec::new());
        for event in self.events {
            let (event, data) = event.event()?;
            evidence.extend(data.map(|data| (event.id, data)));
            events.push(event);
        }
        let mails = self.mails.into_iter().map(ExportedMail::record).collect::<Result<Vec<_>, _>>()?;
        // In the order in which they were written down: what is voided is there before what voids it.
        events.sort_by_key(|event| event.id);
        let mut before = HashSet::new();
        for event in &events {
            match event.data {
                EventData::Voided { voids: target } | EventData::EvidenceAdded { about: Some(target), .. }
                    if !before.contains(&target) =>
                {
                    return Err(LineFault::NoTarget(target.0));
                }
                _ if !before.insert(event.id) => return Err(LineFault::Twice(event.id.0)),
                _ => {}
            }
        }
        let (id, fields) = (Some(AccountId(self.id)), checked(fields)?);
        // It comes back as it was, but an address that names nobody is none that a person has seen.
        let remark = clean_handle(platform, &fields.handle).is_err().then_some(HandleRemark::NoName);
        Ok(Record { line, id, fields, added_on, draft, events, evidence, mails, given_handle: None, remark, given: None })
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
