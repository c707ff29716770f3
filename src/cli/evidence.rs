//! `nej evidence`: files and mails that show what happened. Copied into the database, listed, saved out, verified.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use chrono::NaiveDate;

use super::account::{label, resolve_account};
use super::args::EvidenceArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::files;
use super::out::{Stdout, columns, stderr_line};
use super::table::{self, Column};
use crate::content::{fill, number, phrases};
use crate::domain::account::{CASE_MAX, FILE_MAX};
use crate::domain::case::voided;
use crate::domain::text::{base_name, escape_control, file_name};
use crate::domain::{Account, Event, EventData, EventId};
use crate::exchange::checksum::sha256;
use crate::runtime::clock;
use crate::service::attachment::{AttachError, AttachedFile, Attachment, dated_name};
use crate::service::given;
use crate::store::{Reader, Writer};

/// Adds, saves, verifies or lists; 1 when something that was verified is not as it was.
pub fn run(context: &Context, args: &EvidenceArgs, out: &mut Stdout) -> CliResult<u8> {
    if let Some(file) = &args.add {
        let (reader, writer) = context.writer()?;
        let account = resolve_account(context, Some(&reader), &args.account)?;
        add(context, &reader, writer, &account, args, file, out)?;
        return Ok(0);
    }
    let reader = context.reader()?;
    let account = resolve_account(context, reader.as_ref(), &args.account)?;
    let Some(reader) = reader else { return Ok(0) };
    let events = reader.events(account.id).map_err(|e| context.stored(&e))?;
    let case = Evidence { context, reader: &reader, attached: attached(&events) };
    match &args.save {
        Some(folder) => case.save(folder, args.force, out).map(|()| 0),
        None if args.verify => case.verify(out),
        None => case.list(out).map(|()| 0),
    }
}

/// A file that is attached to a case.
struct Attached<'a> {
    event: &'a Event,
    name: &'a str,
    size: i64,
    sha256: &'a str,
    voided: bool,
}

fn attached(events: &[Event]) -> Vec<Attached<'_>> {
    let voided = voided(events);
    let attached = events.iter().filter_map(|event| match &event.data {
        EventData::EvidenceAdded { name, size, sha256, .. } => {
            Some(Attached { event, name, size: *size, sha256, voided: voided.contains(&event.id) })
        }
        _ => None,
    });
    attached.collect()
}

fn add(
    context: &Context,
    reader: &Reader,
    mut writer: Writer,
    account: &Account,
    args: &EvidenceArgs,
    from: &Path,
    out: &mut Stdout,
) -> CliResult<()> {
    let failed = |error| attach_failure(context, from, error);
    let file = load(from, context.today).map_err(failed)?;
    let attachment = Attachment {
        accounts: vec![account.id],
        on: context.today,
        note: String::new(),
        at: clock::now(),
        kind: args.kind,
        about: args.about.map(EventId),
    };
    let written = context.retry_while_busy(|| match attachment.write(&file, &mut writer, reader, &mut |_, _| {}) {
        Err(AttachError::Store(error)) => Err(error),
        written => Ok(written),
    })?;
    let ids = written.map_err(failed)?;
    let values = [
        ("id", account.id.0.to_string()),
        ("account", label(&account.fields)),
        ("entry", ids.first().map(|id| id.0.to_string()).unwrap_or_default()),
        ("name", escape_control(&file.name).into_owned()),
    ];
    out.line(&fill(&context.words().evidence.added, &values.each_ref().map(|(name, text)| (*name, text.as_str()))))
}

/// A file, or what comes on standard input, which is named after its day.
fn load(path: &Path, today: NaiveDate) -> std::result::Result<AttachedFile, AttachError> {
    if path == Path::new("-") {
        AttachedFile::read(Path::new(&dated_name(today)), io::stdin().lock())
    } else {
        let opened = given::open(path).map_err(|error| AttachError::File { path: path.to_owned(), error })?;
        AttachedFile::read(path, opened)
    }
}

fn attach_failure(context: &Context, from: &Path, error: AttachError) -> CliError {
    let words = &context.words().evidence;
    let refused =
        |phrase, max: usize| CliError::Failed(fill(phrase, &[("file", &path(from)), ("max", &(max >> 20).to_string())]));
    match error {
        AttachError::File { error, .. } => CliError::read(from, &error, context.lang),
        AttachError::Empty => refused(&words.file_empty, 0),
        AttachError::TooLarge => refused(&words.file_too_large, FILE_MAX),
        AttachError::CaseFull(_) => refused(&words.case_too_large, CASE_MAX),
        AttachError::Store(error) => context.stored(&error),
    }
}

/// In bytes, without the number in front.
const FILE_NAME_MAX: usize = 180;

struct Evidence<'a> {
    context: &'a Context,
    reader: &'a Reader,
    attached: Vec<Attached<'a>>,
}

impl Evidence<'_> {
    fn data(&self, attached: &Attached<'_>) -> CliResult<Vec<u8>> {
        let data = self.reader.evidence(attached.event.id).map_err(|e| self.context.stored(&e))?;
        Ok(data.unwrap_or_default())
    }

    fn list(&self, out: &mut Stdout) -> CliResult<()> {
        let rows = self.attached.iter().map(|a| {
            vec![
                a.event.id.0.to_string(),
                a.event.on.to_string(),
                number(a.size as u64, self.context.lang),
                escape_control(a.name).into_owned(),
                if a.voided { phrases(self.context.lang).small.voided.clone() } else { String::new() },
                a.sha256.to_owned(),
            ]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let shape = [Column::Right, Column::Left, Column::Right, Column::Shrinks, Column::Left, Column::Shrinks];
        table::lines(&shape, &rows, columns()).iter().try_for_each(|line| out.line(line))
    }

    /// Writes every file that is not voided, under the number of its event and its own name.
    fn save(&self, folder: &Path, over: bool, out: &mut Stdout) -> CliResult<()> {
        let failed = |error: &io::Error| CliError::write(folder, error, self.context.lang);
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| failed(&e))?;
        let name = |a: &Attached<'_>| format!("{}-{}", a.event.id.0, file_name(base_name(a.name), FILE_NAME_MAX));
        let live = || self.attached.iter().filter(|a| !a.voided).map(|a| (a, folder.join(name(a))));
        files::must_be_new(self.context, over, live().map(|(_, file)| file))?;
        let mut saved = 0;
        for (attached, file) in live() {
            let data = self.data(attached)?;
            files::write(self.context, &file, over, |out| io::Write::write_all(out, &data))?;
            saved += 1;
        }
        let words = &self.context.words().evidence;
        out.line(&fill(&words.saved.of(saved, self.context.lang), &[("folder", &path(folder))]))
    }

    fn verify(&self, out: &mut Stdout) -> CliResult<u8> {
        let words = &self.context.words().evidence;
        if self.attached.is_empty() {
            stderr_line(&words.nothing);
        }
        let mut wrong = false;
        for attached in &self.attached {
            let data = self.data(attached)?;
            let same = data.len() as i64 == attached.size && sha256(&data) == attached.sha256;
            wrong |= !same;
            let phrase = if same { &words.same } else { &words.differs };
            let values = [("entry", &*attached.event.id.0.to_string()), ("name", &*escape_control(attached.name))];
            out.line(&fill(phrase, &values))?;
        }
        Ok(u8::from(wrong))
    }
}
