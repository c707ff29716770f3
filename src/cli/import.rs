//! `nej import`: what is wrong with a file by line, what was taken for granted about it, and what came of it.

use std::io;
use std::path::Path;

use super::account::label;
use super::args::ImportArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::handles::{fault_words, remark_words};
use super::out::{Stdout, stderr_line};
use super::progress::Progress;
use crate::content::cli::ImportPhrases;
use crate::content::fill;
use crate::domain::account::ValidationErrorKind;
use crate::domain::text::escape_control;
use crate::exchange::import::{Encoding, JsonKind, LineError, LineFault};
use crate::runtime::cancel::CancelFlag;
use crate::runtime::clock;
use crate::runtime::user::login;
use crate::service::import::{ImportError, ImportNotes, ImportOptions, ImportReport, ImportSource, NAMED};
use crate::service::new_database::{NewDatabase, NewDatabaseError};
use crate::store;

/// Imports a file.
pub fn run(context: &Context, args: &ImportArgs, out: &mut Stdout) -> CliResult<()> {
    let mut source = open(args).map_err(|error| failure(context, &args.file, error))?;
    let stop = CancelFlag::listen();
    let done = imported(context, args, &mut source, &stop);
    let (notes, report) = context.unless_stopped(&stop, done)?;
    tell(context, args, &notes);
    conclude(context, args, &report, out)
}

fn open(args: &ImportArgs) -> std::result::Result<ImportSource, ImportError> {
    let encoding = args.encoding.as_deref().and_then(Encoding::from_id);
    if args.file == Path::new("-") {
        ImportSource::from_reader(&mut io::stdin().lock(), encoding)
    } else {
        ImportSource::open(&args.file, encoding)
    }
}

fn imported(
    context: &Context,
    args: &ImportArgs,
    source: &mut ImportSource,
    stop: &CancelFlag,
) -> CliResult<(ImportNotes, ImportReport)> {
    let failed = |error| failure(context, &args.file, error);
    let mut bar = Progress::new();
    let mut progress = |read, all| {
        bar.at(read, all);
        stop.asked().is_none()
    };
    let notes = source.check(context.today, &mut progress).map_err(failed)?;
    let options = ImportOptions { update: args.update, dry_run: args.dry_run, today: context.today, at: clock::now() };
    if context.has_database() {
        let (_, mut writer) = context.writer()?;
        context.retry_while_busy(|| writer.batch().map(drop))?;
        return Ok((notes, source.write(&mut writer, options, &mut progress).map_err(failed)?));
    }
    // A new database gets its place when all is in it, and a dry run gives it none.
    let no_database = |error| new_database_failure(context, error);
    let new = if args.dry_run { NewDatabase::scratch() } else { NewDatabase::next_to(&context.db) }.map_err(no_database)?;
    let mut writer = new.writer().map_err(no_database)?;
    writer.login = Some(login());
    let report = source.write(&mut writer, options, &mut progress).map_err(failed)?;
    drop(writer);
    if !args.dry_run {
        new.persist(&context.db).map_err(no_database)?;
        context.changed.set(true);
    }
    Ok((notes, report))
}

/// Why there is no new database at the context's place.
fn new_database_failure(context: &Context, error: NewDatabaseError) -> CliError {
    match error {
        NewDatabaseError::Io { path, error } => CliError::write(&path, &error, context.lang),
        // Another window has made one meanwhile.
        NewDatabaseError::Store(store::Error::Exists { .. }) => context.stored(&store::Error::Busy),
        NewDatabaseError::Store(error) => context.stored(&error),
    }
}

fn failure(context: &Context, file: &Path, error: ImportError) -> CliError {
    let words = &context.words().import;
    match error {
        ImportError::Io(error) => CliError::read(file, &error, context.lang),
        ImportError::Store(error) => context.stored(&error),
        ImportError::Cancelled => CliError::Failed(context.words().done.stopped.clone()),
        ImportError::Lines(named, count) => {
            for LineError { line, fault } in &named {
                stderr_line(&fill(&words.line, &[("line", &line.to_string()), ("why", &why(context, fault))]));
            }
            let rest = count.saturating_sub(named.len() as u64);
            if rest > 0 {
                stderr_line(&words.more.of(rest, context.lang));
            }
            CliError::Failed(fill(&words.refused.of(count, context.lang), &[("file", &path(file))]))
        }
    }
}

/// What was taken for granted, beside the result.
fn tell(context: &Context, args: &ImportArgs, notes: &ImportNotes) {
    let words = &context.words().import;
    if let Some(guess) = &notes.guess {
        let values = [
            ("file", path(&args.file)),
            ("encoding", guess.encoding.id().to_owned()),
            ("line", guess.line.to_string()),
            ("sample", shortened(&guess.sample)),
            ("others", encodings(Some(guess.encoding))),
        ];
        stderr_line(&fill(&words.guessed, &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    if !notes.unknown_columns.is_empty() {
        let names: Vec<String> = notes.unknown_columns.iter().take(10).map(|name| shortened(name)).collect();
        stderr_line(&fill(&words.columns_passed_over, &[("what", &names.join(", "))]));
        let rest = notes.unknown_columns.len().saturating_sub(names.len()) as u64;
        if rest > 0 {
            stderr_line(&words.more_columns.of(rest, context.lang));
        }
    }
    for (line, details, odd) in &notes.handles {
        stderr_line(&fill(&words.line, &[("line", &line.to_string()), ("why", &remark_words(context, *odd, details))]));
    }
    let rest = notes.odd_handles - notes.handles.len() as u64;
    if rest > 0 {
        stderr_line(&words.more.of(rest, context.lang));
    }
}

fn conclude(context: &Context, args: &ImportArgs, report: &ImportReport, out: &mut Stdout) -> CliResult<()> {
    let words = &context.words().import;
    for (line, id, fields) in &report.named {
        let values = [("line", line.to_string()), ("account", label(fields)), ("id", id.0.to_string())];
        stderr_line(&fill(&words.differs, &values.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    let unlisted = report.differing.saturating_sub(NAMED as u64);
    if unlisted > 0 {
        stderr_line(&words.more.of(unlisted, context.lang));
    }
    if report.differing > 0 {
        stderr_line(&words.take_them);
    }
    let mut parts = vec![words.new.of(report.new, context.lang)];
    for (n, phrase) in [(report.updated, &words.updated), (report.same, &words.same), (report.differing, &words.left)] {
        parts.extend((n > 0).then(|| phrase.of(n, context.lang)));
    }
    let head = if args.dry_run { &words.would } else { &words.done };
    out.line(&fill(head, &[("what", &parts.join(", "))]))?;
    if report.renumbered {
        out.line(&words.renumbered)?;
    }
    Ok(())
}

/// The encodings that can be named, but for one.
fn encodings(but: Option<Encoding>) -> String {
    let others: Vec<&str> = Encoding::ALL.iter().filter(|encoding| Some(**encoding) != but).map(|e| e.id()).collect();
    others.join(", ")
}

/// The beginning of a text from outside.
fn shortened(text: &str) -> String {
    let cut: String = text.chars().take(60).collect();
    escape_control(&cut).into_owned()
}

/// What is wrong with a line, in words.
fn why(context: &Context, fault: &LineFault) -> String {
    let words = &context.words().import;
    let say = |phrase: &str, what: &str, value: &str| fill(phrase, &[("what", &shortened(what)), ("value", &shortened(value))]);
    match fault {
        LineFault::LineEnds(name) => say(&words.line_ends, name, ""),
        LineFault::NotUtf8(sample) => {
            fill(&words.not_utf8, &[("value", &shortened(sample)), ("others", &encodings(Some(Encoding::Utf8)))])
        }
        LineFault::Undecodable => fill(&words.undecodable, &[("others", &encodings(None))]),
        LineFault::NoColumns(names) => say(&words.no_columns, &names.join(", "), ""),
        LineFault::TwiceColumn(name, [first, second]) => {
            fill(&words.twice_column, &[("what", name), ("n", &first.to_string()), ("max", &second.to_string())])
        }
        LineFault::Cells { found, expected } => fill(&words.cells, &[("n", &found.to_string()), ("max", &expected.to_string())]),
        LineFault::Empty { what } => say(&words.empty, what, ""),
        LineFault::TooLong { what, max } => fill(&words.too_long, &[("what", what), ("max", &max.to_string())]),
        LineFault::Unknown { what, value, choices } if choices.is_empty() => say(&words.unknown, what, value),
        LineFault::Unknown { what, value, choices } => {
            let usage = &context.words().usage;
            say(&usage.not_a_choice, what, value) + " " + &fill(&usage.choices, &[("what", &choices.join(", "))])
        }
        LineFault::Field { what, value, kind } => {
            let words = &context.words().fields;
            let phrase = if *kind == ValidationErrorKind::NotACountry { &words.not_a_country } else { &words.not_an_email };
            // A column, and no option.
            fill(phrase, &[("field", what), ("value", &shortened(value))]).trim_start_matches('-').to_owned()
        }
        LineFault::Handle { value, fault } => fault_words(context, *fault, value),
        LineFault::NotADay { what, value } => say(&words.not_a_day, what, value),
        LineFault::Future { what, value } => say(&words.future, what, value),
        LineFault::Needs { what, other } => fill(&words.needs, &[("what", what), ("other", other)]),
        LineFault::Before { what, value, other } => fill(&words.before, &[("what", what), ("value", value), ("other", other)]),
        LineFault::BrokenJson(at) => say(&words.broken_json, &at.to_string(), ""),
        LineFault::TwiceKey(key) => say(&words.twice_key, key, ""),
        LineFault::Missing(what) => say(&words.missing, what, ""),
        LineFault::NotA { what, kind } => say(kind_words(words, *kind), what, ""),
        LineFault::InAccount(name, fault) => {
            fill(&words.in_account, &[("what", &shortened(name)), ("why", &why(context, fault))])
        }
        LineFault::Newer(version) => say(&words.newer, version, ""),
        LineFault::Twice(id) => say(&words.twice, &id.to_string(), ""),
        LineFault::NoTarget(id) => say(&words.no_target, &id.to_string(), ""),
        LineFault::Evidence(name) => say(&words.evidence, name, ""),
        LineFault::Endless(most) => say(&words.endless, &(most >> 20).to_string(), ""),
        plain => plain_words(words, plain).to_owned(),
    }
}

/// What is said of a value that is of another kind than this.
const fn kind_words(words: &ImportPhrases, kind: JsonKind) -> &String {
    match kind {
        JsonKind::Text => &words.not_text,
        JsonKind::Number => &words.not_number,
        JsonKind::Flag => &words.not_flag,
        JsonKind::List => &words.not_list,
        JsonKind::Object => &words.not_object,
    }
}

/// The words about what needs none of the line's own.
fn plain_words<'w>(words: &'w ImportPhrases, fault: &LineFault) -> &'w str {
    match fault {
        LineFault::Nothing => words.nothing.as_str(),
        LineFault::Workbook => words.workbook.as_str(),
        LineFault::Document => words.document.as_str(),
        LineFault::Pdf => words.pdf.as_str(),
        LineFault::Archive => words.archive.as_str(),
        LineFault::Database => words.database.as_str(),
        LineFault::Cards => words.cards.as_str(),
        LineFault::Mail => words.mail.as_str(),
        LineFault::Markup => words.markup.as_str(),
        LineFault::Binary => words.binary.as_str(),
        LineFault::Zero => words.zero.as_str(),
        LineFault::Utf7 => words.utf7.as_str(),
        LineFault::OpenQuote => words.open_quote.as_str(),
        LineFault::Unreadable => words.unreadable.as_str(),
        LineFault::BrokenLine => words.broken_line.as_str(),
        LineFault::CutOff => words.cut_off.as_str(),
        LineFault::Trailing => words.trailing.as_str(),
        LineFault::Deep => words.deep.as_str(),
        LineFault::Foreign => words.foreign.as_str(),
        _ => "",
    }
}
