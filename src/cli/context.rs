//! What every command works with: the language, the day, the database, the settings.

use std::cell::Cell;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use etcetera::base_strategy::{BaseStrategy, Xdg};

use super::args::Globals;
use super::env::Environment;
use super::error::{CliError, CliResult, path};
use super::out::stderr_line;
use super::permissions::refusal;
use super::settings::Settings;
use super::sharing::create_as_set;
use super::usage::PreParse;
use crate::content::days::parse_day;
use crate::content::{CliPhrases, Links, cli_phrases, fill};
use crate::domain::Lang;
use crate::domain::change::{Change, WriteOutcome};
use crate::domain::day::in_stockholm;
use crate::domain::plausible::can_be_today;
use crate::runtime::cancel::CancelFlag;
use crate::runtime::clock;
use crate::runtime::user::login;
use crate::service::given;
use crate::store::{self, Access, Audience, Reader, Sharing, Store, Unreadable, Why, Writer};

/// How long a busy database is waited for unless said otherwise, in milliseconds.
const WAIT: u64 = 5_000;
/// How long a file that another window has just made may stay empty, in milliseconds.
const FILLED_WITHIN: u64 = 500;
/// How much of what cannot be read is named; the rest is counted.
const NAMED: usize = 20;
/// The pause before it is asked again.
const PAUSE: Duration = Duration::from_millis(50);

/// The language of what is said, before anything else is known.
pub fn language(pre_parse: &PreParse, env: &Environment, settings: Option<&Settings>) -> Lang {
    let chosen = [&pre_parse.lang, &pre_parse.lang_after_command, &env.nej_lang];
    let chosen = chosen.into_iter().flatten().find_map(|id| Lang::from_id(id));
    chosen
        .or_else(|| settings.and_then(Settings::language))
        .unwrap_or_else(|| env.messages.as_deref().map(Lang::of_locale).unwrap_or_default())
}

/// The settings file: the one that was named, else the usual one.
pub fn settings_file(pre_parse: &PreParse) -> Option<PathBuf> {
    pre_parse.config.clone().or_else(|| Xdg::new().ok().map(|xdg| xdg.config_dir().join("nej").join("config.toml")))
}

/// Reads the settings. No file is no settings, unless one was named.
pub fn settings(pre_parse: &PreParse, lang: Lang) -> CliResult<Settings> {
    let Some(file) = settings_file(pre_parse) else { return Ok(Settings::default()) };
    let failed = |why: &str| fill(&cli_phrases(lang).config.unreadable, &[("file", &path(&file)), ("why", why)]);
    match read_settings(&file) {
        Ok(text) => Settings::parse(&text, &path(&file), lang).map_err(CliError::Failed),
        Err(error) if is_missing(&error) && pre_parse.config.is_none() => Ok(Settings::default()),
        Err(error) => Err(CliError::Failed(failed(&crate::runtime::system_error::system_words(&error, lang)))),
    }
}

/// Whether nothing is at a path, also where a part of it is no folder, as for those who have no home.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The longest settings, in bytes.
const SETTINGS_MAX: u64 = 1 << 20;

/// The text of the settings, which is no longer than a person writes: a device would never end.
fn read_settings(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    given::open(file)?.take(SETTINGS_MAX + 1).read_to_string(&mut text)?;
    if text.len() as u64 > SETTINGS_MAX { Err(ErrorKind::FileTooLarge.into()) } else { Ok(text) }
}

/// What a command works with.
#[derive(Debug)]
pub struct Context {
    /// The language of what is said.
    pub lang: Lang,
    /// The day that was asked for; `None` for the real one.
    pub asked_day: Option<NaiveDate>,
    /// Today, or the day that was asked for.
    pub today: NaiveDate,
    /// The database.
    pub db: PathBuf,
    /// Whether it was named on the command line.
    pub db_named: bool,
    /// How long a busy database is waited for, in milliseconds.
    pub wait: u64,
    /// Whether the language was named on the command line.
    pub lang_named: bool,
    /// The language that `--lang` behind the command says.
    pub lang_after_command: Option<Lang>,
    /// The file of the settings, whether it exists or not.
    pub settings_file: Option<PathBuf>,
    /// The settings.
    pub settings: Settings,
    /// The addresses in force.
    pub links: Links,
    /// The environment.
    pub env: Environment,
    /// Whether the warning that others can read the database was printed.
    pub others_told: Cell<bool>,
    /// Whether the database may have been changed.
    pub changed: Cell<bool>,
}

/// Today by the machine's clock. From one that is not set no month could be reckoned: then nothing is overdue, or all is.
/// Who says what day it is needs only a clock that can be written down.
fn real_day(lang: Lang, asked: bool) -> CliResult<NaiveDate> {
    let now = clock::now();
    let day = in_stockholm(now);
    if is_plausible(now, asked) {
        return Ok(day);
    }
    Err(CliError::Failed(fill(&cli_phrases(lang).usage.clock, &[("day", &day.to_string())])))
}

fn is_plausible(now: DateTime<Utc>, asked: bool) -> bool {
    now >= DateTime::UNIX_EPOCH && (asked || can_be_today(in_stockholm(now)))
}

impl Context {
    /// Puts it together from arguments, environment and settings.
    pub fn new(globals: &Globals, pre_parse: &PreParse, lang: Lang, env: Environment, settings: Settings) -> CliResult<Self> {
        if let Some(id) = env.nej_lang.as_ref().filter(|id| Lang::from_id(id).is_none()) {
            let words = &cli_phrases(lang).usage;
            let values = [("what", "NEJ_LANG"), ("value", id.as_str())];
            let choices = fill(&words.choices, &[("what", &Lang::IDS.join(", "))]);
            return Err(CliError::Usage(fill(&words.not_a_choice, &values) + " " + &choices));
        }
        let asked = globals.today.as_ref().map(|day| ("--today", day)).or(env.nej_today.as_ref().map(|day| ("NEJ_TODAY", day)));
        let real = real_day(lang, asked.is_some())?;
        let asked_day = asked.map(|(what, text)| read_day(what, text, real, lang)).transpose()?;
        Ok(Self {
            lang,
            asked_day,
            today: asked_day.unwrap_or(real),
            db: database(globals.db.as_deref(), env.nej_db.as_ref(), &settings, lang)?,
            db_named: globals.db.is_some(),
            wait: globals.wait.map_or(WAIT, |seconds| seconds.saturating_mul(1000)),
            lang_named: pre_parse.lang.is_some() || pre_parse.lang_after_command.is_some(),
            lang_after_command: pre_parse.lang_after_command.as_deref().and_then(Lang::from_id),
            settings_file: settings_file(pre_parse),
            links: settings.links().map_err(|bad| CliError::Failed(bad.message(lang)))?,
            settings,
            env,
            others_told: Cell::new(false),
            changed: Cell::new(false),
        })
    }

    /// The phrases of the command line.
    pub fn words(&self) -> &'static CliPhrases {
        cli_phrases(self.lang)
    }

    /// Opens the database to read, as of the day that was asked for. `None` while there is none: looking creates nothing.
    pub fn reader(&self) -> CliResult<Option<Reader>> {
        let mut reader = self.store()?.map(|store| store.reader);
        if let Some(reader) = &mut reader {
            reader.expect_much().map_err(|e| self.stored(&e))?;
            reader.set_as_of(self.asked_day);
        }
        Ok(reader)
    }

    /// Reads what belongs together as it was at one moment, whatever others write meanwhile.
    pub fn in_snapshot<T>(&self, reader: Option<&Reader>, read: impl FnOnce() -> CliResult<T>) -> CliResult<T> {
        let Some(reader) = reader else { return read() };
        reader.in_snapshot(|_| Ok(read())).map_err(|error: store::Error| self.stored(&error))?
    }

    /// Opens the database as it is. `None` while there is none in the usual place; that one which was named is not
    /// there is an error, since "nothing to do" would be the wrong answer.
    pub fn store(&self) -> CliResult<Option<Store>> {
        match self.has_database() {
            true => {
                self.must_be_filled()?;
                self.open().map(Some)
            }
            false if self.db_named || self.env.nej_db.is_some() => Err(self.stored(&store::Error::NotFound)),
            false => Ok(None),
        }
    }

    /// Refuses an empty file, in which nothing is overdue because nothing is there at all. Another window that has just made
    /// one is waited for.
    pub fn must_be_filled(&self) -> CliResult<()> {
        let until = clock::millis() + FILLED_WITHIN;
        while fs::metadata(&self.db).is_ok_and(|meta| meta.is_file() && meta.len() == 0) {
            if clock::millis() >= until {
                // Beside a log it is another error, which opening it tells.
                return match store::open_existing(&self.db) {
                    Err(error) => Err(self.stored(&error)),
                    Ok(Some(_)) => Ok(()),
                    Ok(None) => Err(CliError::Failed(fill(&self.words().store.empty, &[("file", &path(&self.db))]))),
                };
            }
            sleep(PAUSE);
        }
        Ok(())
    }

    /// Whether something is where the database should be, usable or not. What cannot be looked at is there.
    pub fn has_database(&self) -> bool {
        !fs::symlink_metadata(&self.db).is_err_and(|error| is_missing(&error))
    }

    /// Opens the database to read and write, and creates it where there is none.
    pub fn writer(&self) -> CliResult<(Reader, Writer)> {
        create_as_set(&self.db, &self.settings, self.lang)?;
        let store = self.open()?;
        self.changed.set(true);
        match store.writer {
            Some(mut writer) => {
                writer.login = Some(login());
                Ok((store.reader, writer))
            }
            None if store.access == Access::ReadOnly(Why::Full) => Err(self.stored(&store::Error::DiskFull)),
            None => {
                let read_only = || fill(&self.words().errors.read_only, &[("file", &path(&self.db))]);
                Err(CliError::Failed(refusal(&self.db, self.lang).unwrap_or_else(read_only)))
            }
        }
    }

    /// Writes a change, all of it or nothing. A busy database is waited for, as long as a person would.
    pub fn apply(&self, writer: &mut Writer, change: &Change) -> CliResult<WriteOutcome> {
        self.retry_while_busy(|| writer.apply(change))
    }

    /// Does something as often as it takes, while the database is busy.
    pub fn retry_while_busy<T>(&self, mut what: impl FnMut() -> store::Result<T>) -> CliResult<T> {
        let until = clock::millis().saturating_add(self.wait);
        loop {
            match what() {
                Err(store::Error::Busy) if clock::millis() < until => sleep(PAUSE),
                done => return done.map_err(|error| self.stored(&error)),
            }
        }
    }

    fn open(&self) -> CliResult<Store> {
        let store = self.retry_while_busy(|| store::open(&self.db))?;
        if let Some(log) = &store.refused_log {
            let log = path(&self.beside_database(log));
            stderr_line(&fill(&self.words().store.log_set_aside, &[("file", &path(&self.db)), ("log", &log)]));
        }
        if self.others_can_read() && !self.others_told.replace(true) {
            stderr_line(&fill(&self.words().store.others_can_read, &[("file", &path(&self.db))]));
        }
        Ok(store)
    }

    /// A file beside the database as the person would name it.
    pub fn beside_database(&self, file: &Path) -> PathBuf {
        file.file_name().map_or_else(|| file.to_owned(), |name| self.db.with_file_name(name))
    }

    /// Reports what could not be read and is missing from the answer; that makes it an error.
    pub fn complete(&self, unreadable: &[Unreadable]) -> CliResult<()> {
        let words = &self.words().store;
        for lost in unreadable.iter().take(NAMED) {
            stderr_line(&self.unreadable(lost));
        }
        match unreadable.len() as u64 {
            0 => Ok(()),
            n => Err(CliError::Failed(fill(&words.incomplete.of(n, self.lang), &[("file", &path(&self.db))]))),
        }
    }

    /// What cannot be read, in words.
    pub fn unreadable(&self, lost: &Unreadable) -> String {
        let words = &self.words().store;
        let id = lost.account.0.to_string();
        match lost.event {
            Some(event) => fill(&words.unreadable_event, &[("id", &id), ("entry", &event.0.to_string())]),
            None => fill(&words.unreadable_account, &[("id", &id)]),
        }
    }

    /// Whether other users of the machine can read the database.
    pub fn others_can_read(&self) -> bool {
        let meant = |sharing: &Sharing| sharing.audience() == Audience::Group && sharing.group_writes();
        let file = self.db.is_file().then(|| Sharing::of(&self.db)).flatten();
        file.is_some_and(|sharing| sharing.audience() != Audience::Private && !meant(&sharing))
    }

    /// A result, or that it was stopped, of which the error is only what follows.
    pub fn unless_stopped<T>(&self, stop: &CancelFlag, result: CliResult<T>) -> CliResult<T> {
        match (result, stop.asked()) {
            (Err(_), Some(signal)) => Err(CliError::Stopped(self.words().done.stopped.clone(), signal)),
            (result, _) => result,
        }
    }

    /// What the database's error is for a person.
    pub fn stored(&self, error: &store::Error) -> CliError {
        CliError::store(&self.db, error, self.lang)
    }

    /// Reads a day that an option gives, whether it has come or not.
    pub fn any_day(&self, option: &str, text: &str) -> CliResult<NaiveDate> {
        read_day(option, text, self.today, self.lang)
    }

    /// Reads a day that an option gives, which must have come already.
    pub fn past_day(&self, option: &str, text: Option<&String>) -> CliResult<NaiveDate> {
        let Some(text) = text else { return Ok(self.today) };
        let day = read_day(option, text, self.today, self.lang)?;
        if day > self.today {
            let values = [("what", option), ("value", &*day.to_string())];
            return Err(CliError::Usage(fill(&self.words().usage.future_day, &values)));
        }
        Ok(day)
    }
}

fn read_day(what: &str, text: &str, today: NaiveDate, lang: Lang) -> CliResult<NaiveDate> {
    parse_day(text, today).map_err(|_| {
        let shown = crate::domain::text::escape_control(text);
        CliError::Usage(fill(&cli_phrases(lang).usage.unreadable_day, &[("what", what), ("value", &shown)]))
    })
}

/// Where the database is: as named, else as the environment says, else as the settings say, else in its usual place.
pub fn database(named: Option<&Path>, from_env: Option<&OsString>, settings: &Settings, lang: Lang) -> CliResult<PathBuf> {
    let set = settings.get("database").filter(|file| !file.is_empty());
    if let Some(named) = named.or(from_env.map(Path::new)).or(set.map(Path::new)) {
        return Ok(named.to_owned());
    }
    match Xdg::new() {
        Ok(xdg) => Ok(xdg.data_dir().join("nej").join("nej.db")),
        Err(_) => Err(CliError::Failed(cli_phrases(lang).errors.no_home.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_never_set_or_is_broken_is_not_believed() {
        let at = |moment: &str| moment.parse::<DateTime<Utc>>().unwrap();
        for (moment, alone, asked) in [
            ("1969-12-31T00:00:00Z", false, false),
            ("1970-01-01T00:00:00Z", false, true),
            ("2018-06-01T12:00:00Z", false, true),
            ("2026-11-26T12:00:00Z", true, true),
            ("2100-01-01T00:00:00Z", true, true),
            ("9999-12-30T00:00:00Z", false, true),
        ] {
            assert_eq!((is_plausible(at(moment), false), is_plausible(at(moment), true)), (alone, asked), "{moment}");
        }
    }
}
