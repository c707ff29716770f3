//! `nej demo`: invented cases in all states, in a temporary database or in a file (`--into`).

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::args::DemoArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::out::{Stdout, stderr_line};
use super::screen;
use crate::content::demo::{DemoCase, cast, seeded};
use crate::content::fill;
use crate::domain::{Event, EventId};
use crate::runtime::session::Session;
use crate::runtime::system_error::system_words;
use crate::service::new_database::{NewDatabase, NewDatabaseError};
use crate::store::{self, Incoming, Store, Writer};

/// The seed of the invented people: the same ones for everybody.
const SEED: u64 = 21;

/// Writes the database and ends, or shows it; the exit status.
pub fn run(context: &Context, args: &DemoArgs, mut out: Stdout) -> CliResult<u8> {
    if let Some(file) = &args.into {
        if file.exists() || file.is_symlink() {
            return Err(CliError::Failed(fill(&context.words().errors.demo_exists, &[("file", &path(file))])));
        }
        let failed = |error| match error {
            NewDatabaseError::Io { path, error } => CliError::write(&path, &error, context.lang),
            NewDatabaseError::Store(error) => CliError::store(file, &error, context.lang),
        };
        let new = NewDatabase::next_to(file).map_err(failed)?;
        let written = write(context, args.count, new.writer().map_err(failed)?, file)?;
        new.persist(file).map_err(failed)?;
        out.line(&fill(&context.words().done.demo_written.of(written, context.lang), &[("file", &path(file))]))?;
        out.finish()?;
        return Ok(0);
    }
    drop(out);
    let private = tempfile::Builder::new().prefix("nej-demo-").permissions(Permissions::from_mode(0o700)).tempdir();
    let folder = private
        .map_err(|error| CliError::Failed(fill(&context.words().errors.temp, &[("why", &system_words(&error, context.lang))])))?;
    let db = folder.path().join("demo.db");
    let stored = |error: store::Error| CliError::store(&db, &error, context.lang);
    let Store { writer, .. } = store::open(&db).map_err(stored)?;
    write(context, args.count, writer.ok_or(store::Error::ReadOnly).map_err(stored)?, &db)?;
    let status = screen::show(context, Session { demo: true, ..screen::session(context, db) })?;
    // What a signal ended needs no words.
    if status == 0 {
        stderr_line(&context.words().done.demo_throw_away);
    }
    Ok(status)
}

/// Fills a new database, called `db` in messages, and returns the number of accounts.
fn write(context: &Context, count: Option<u64>, mut writer: Writer, db: &Path) -> CliResult<u64> {
    let stored = |error: store::Error| CliError::store(db, &error, context.lang);
    let cases: Box<dyn Iterator<Item = DemoCase>> = match count {
        Some(n) => Box::new(seeded(n, SEED, context.today)),
        None => Box::new(cast(context.today).into_iter()),
    };
    let mut batch = writer.batch().map_err(stored)?;
    let mut written = 0;
    for case in cases {
        batch.import(&incoming(case)).map_err(stored)?;
        written += 1;
    }
    batch.finish().map_err(stored)?;
    Ok(written)
}

fn incoming(case: DemoCase) -> Incoming {
    let event = |((on, note, what), number)| Event {
        id: EventId(number),
        on,
        recorded_at: noon(on),
        note,
        in_complaint: false,
        login: None,
        batch: None,
        data: what,
    };
    Incoming {
        keep: None,
        fields: case.fields,
        added_on: case.added_on,
        draft: case.draft,
        events: case.events.into_iter().zip(1..).map(event).collect(),
        evidence: Vec::new(),
    }
}

/// Invented people write things down on the day they happen.
fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()).and_utc()
}
