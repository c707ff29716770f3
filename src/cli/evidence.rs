//! `nej evidence`: files and mails that show what happened. Copied into the database, listed, saved out, verified.

use std::fs::{DirBuilder, File};
use std::io::{self, Read};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use super::account::{label, named};
use super::args::EvidenceArgs;
use super::context::Context;
use super::failure::{Failure, Result, path};
use super::files;
use super::out::{Out, columns};
use super::table::{self, Column};
use crate::content::{fill, number, phrases};
use crate::domain::account::{CASE_MAX, FILE_MAX};
use crate::domain::case::voided;
use crate::domain::change::{Change, NewEvent, WriteOutcome};
use crate::domain::text::{escape_control, to_stored};
use crate::domain::{Account, Event, EventData, EventId};
use crate::runtime::attach::sha256;
use crate::runtime::clock;
use crate::store::{Reader, Writer};

/// Adds, saves, verifies or lists; 1 when something that was verified is not as it was.
pub fn run(context: &Context, args: &EvidenceArgs, out: &mut Out) -> Result<u8> {
    if let Some(file) = &args.add {
        let (reader, writer) = context.writer()?;
        let account = named(context, Some(&reader), &args.account)?;
        add(context, &reader, writer, &account, file, out)?;
        return Ok(0);
    }
    let reader = context.reader()?;
    let account = named(context, reader.as_ref(), &args.account)?;
    let Some(reader) = reader else { return Ok(0) };
    let entries = reader.entries(account.id).map_err(|e| context.stored(&e))?;
    let case = Evidence { context, reader: &reader, attached: attached(&entries) };
    match &args.save {
        Some(folder) => case.save(folder, out).map(|()| 0),
        None if args.verify => case.verify(out),
        None => case.list(out).map(|()| 0),
    }
}

/// A file that is attached to a case.
struct Attached<'a> {
    entry: &'a Event,
    name: &'a str,
    size: i64,
    sha256: &'a str,
    voided: bool,
}

fn attached(entries: &[Event]) -> Vec<Attached<'_>> {
    let voided = voided(entries);
    let attached = entries.iter().filter_map(|entry| match &entry.data {
        EventData::EvidenceAdded { name, size, sha256 } => {
            Some(Attached { entry, name, size: *size, sha256, voided: voided.contains(&entry.id) })
        }
        _ => None,
    });
    attached.collect()
}

fn add(context: &Context, reader: &Reader, mut writer: Writer, account: &Account, file: &Path, out: &mut Out) -> Result<()> {
    let data = read(context, file)?;
    let entries = reader.entries(account.id).map_err(|e| context.stored(&e))?;
    let before: i64 = attached(&entries).iter().map(|a| a.size).sum();
    let words = &context.words().evidence;
    for (phrase, bytes, most) in
        [(&words.file_too_large, data.len(), FILE_MAX), (&words.case_too_large, before as usize + data.len(), CASE_MAX)]
    {
        if bytes > most {
            let values = [("file", path(file)), ("max", (most >> 20).to_string())];
            return Err(Failure::Refused(fill(phrase, &values.each_ref().map(|(name, text)| (*name, text.as_str())))));
        }
    }
    // A mail that comes on standard input is named after its day, as a pasted one is.
    let pasted = || format!("{}.txt", context.today).into();
    let name = file.file_name().filter(|_| file != Path::new("-")).map_or_else(pasted, |name| name.to_string_lossy());
    let what = EventData::EvidenceAdded { name: to_stored(&name), size: data.len() as i64, sha256: sha256(&data) };
    let entry = NewEvent { account: account.id, on: context.today, note: String::new(), data: what };
    let change = Change::Record { entries: vec![entry], together: false, at: clock::now() };
    let entry = context.patiently(|| {
        let mut batch = writer.batch()?;
        let WriteOutcome::Recorded(ids) = batch.apply(&change)? else { return Ok(EventId(0)) };
        for id in &ids {
            batch.attach(*id, &data)?;
        }
        batch.finish()?;
        Ok(ids.first().copied().unwrap_or(EventId(0)))
    })?;
    let values = [
        ("id", account.id.0.to_string()),
        ("account", label(&account.fields)),
        ("entry", entry.0.to_string()),
        ("name", escape_control(&name).into_owned()),
    ];
    out.line(&fill(&words.added, &values.each_ref().map(|(name, text)| (*name, text.as_str()))))
}

/// The bytes of a file, or of standard input; no more than are needed to know that they are too many.
fn read(context: &Context, file: &Path) -> Result<Vec<u8>> {
    let most = FILE_MAX as u64 + 1;
    let mut data = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut data)
    } else {
        File::open(file).and_then(|opened| opened.take(most).read_to_end(&mut data))
    };
    read.map(|_| data).map_err(|error| Failure::read(file, &error, context.lang))
}

struct Evidence<'a> {
    context: &'a Context,
    reader: &'a Reader,
    attached: Vec<Attached<'a>>,
}

impl Evidence<'_> {
    fn data(&self, attached: &Attached<'_>) -> Result<Vec<u8>> {
        let data = self.reader.evidence(attached.entry.id).map_err(|e| self.context.stored(&e))?;
        Ok(data.unwrap_or_default())
    }

    fn list(&self, out: &mut Out) -> Result<()> {
        let rows = self.attached.iter().map(|a| {
            vec![
                a.entry.id.0.to_string(),
                a.entry.on.to_string(),
                number(a.size as u64, self.context.lang),
                escape_control(a.name).into_owned(),
                if a.voided { phrases(self.context.lang).small.voided.clone() } else { String::new() },
                a.sha256.to_owned(),
            ]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let shape = [Column::Right, Column::Left, Column::Right, Column::Gives, Column::Left, Column::Gives];
        table::lines(&shape, &rows, columns()).iter().try_for_each(|line| out.line(line))
    }

    /// Writes every file that is not voided, under the number of its entry and its own name.
    fn save(&self, folder: &Path, out: &mut Out) -> Result<()> {
        let failed = |error: &io::Error| Failure::write(folder, error, self.context.lang);
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| failed(&e))?;
        let live = self.attached.iter().filter(|a| !a.voided);
        let mut saved = 0;
        for attached in live {
            let data = self.data(attached)?;
            let file = folder.join(format!("{}-{}", attached.entry.id.0, plain(attached.name)));
            files::write(self.context, &file, true, |out| io::Write::write_all(out, &data))?;
            saved += 1;
        }
        let words = &self.context.words().evidence;
        out.line(&fill(&words.saved.of(saved, self.context.lang), &[("folder", &path(folder))]))
    }

    fn verify(&self, out: &mut Out) -> Result<u8> {
        let words = &self.context.words().evidence;
        let mut wrong = false;
        for attached in &self.attached {
            let data = self.data(attached)?;
            let same = data.len() as i64 == attached.size && sha256(&data) == attached.sha256;
            wrong |= !same;
            let phrase = if same { &words.same } else { &words.differs };
            let values = [("entry", &*attached.entry.id.0.to_string()), ("name", &*escape_control(attached.name))];
            out.line(&fill(phrase, &values))?;
        }
        Ok(u8::from(wrong))
    }
}

/// A name that stays in its folder, whatever it was called elsewhere.
fn plain(name: &str) -> String {
    let keep = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    name.chars().take(80).map(|c| if keep(c) { c } else { '-' }).collect()
}
