//! Mails that wait to be gone through: listed, shown, logged, laid to an account or put away.

use super::super::account::resolve_account;
use super::super::args::MailArgs;
use super::super::context::Context;
use super::super::error::{CliError, CliResult};
use super::super::out::{Stdout, columns};
use super::super::table::{self, Column};
use super::words::{day_words, dkim_words, kind_text, whose};
use crate::content::fill;
use crate::content::mail::knowledge;
use crate::domain::change::NewEvent;
use crate::domain::mail::{MailId, WaitingMail};
use crate::domain::text::escape_control;
use crate::domain::{Account, Case, EventKind};
use crate::exchange::mail::read;
use crate::runtime::clock;
use crate::service::mail::{FilingError, discard, event_of, file_waiting};
use crate::store::Reader;

/// How many waiting messages are looked up and aligned together.
const CHUNK: usize = 500;

/// Lists those that wait, or does with one of them what is asked.
pub fn run(context: &Context, args: &MailArgs, out: &mut Stdout) -> CliResult<()> {
    let Some(reader) = context.reader()? else { return Ok(()) };
    let Some(number) = args.number else { return list(context, &reader, out) };
    let found = reader.mail(MailId(number)).map_err(|e| context.stored(&e))?;
    let mail = found.ok_or_else(|| gone(context, number))?;
    match args.log_as {
        Some(kind) => log(context, args, mail, kind, out),
        None if args.discard => put_away(context, &mail, out),
        None if args.account.is_some() => lay(context, args, &mail, out),
        None => show(context, &reader, &mail, out),
    }
}

fn gone(context: &Context, number: i64) -> CliError {
    CliError::Failed(fill(&context.words().mail.gone, &[("number", &number.to_string())]))
}

/// What waits to be gone through, in the order in which it came.
fn list(context: &Context, reader: &Reader, out: &mut Stdout) -> CliResult<()> {
    let shape = [Column::Right, Column::Left, Column::Shrinks, Column::Left, Column::Shrinks, Column::Shrinks];
    let (mut last, mut any) = (MailId(0), false);
    loop {
        let mails = reader.mails_after(last, CHUNK).map_err(|e| context.stored(&e))?;
        let Some(newest) = mails.last() else { break };
        (last, any) = (newest.id, true);
        let mut rows = Vec::with_capacity(mails.len());
        for mail in &mails {
            rows.push(vec![
                mail.id.0.to_string(),
                day_words(context, &mail.head),
                whose(context, reader, &mail.accounts).map_err(|e| context.stored(&e))?,
                kind_text(context, mail.head.kind),
                escape_control(&mail.head.sender).into_owned(),
                escape_control(&mail.head.subject).into_owned(),
            ]);
        }
        table::lines(&shape, &rows, columns()).iter().try_for_each(|line| out.line(line))?;
    }
    if any { Ok(()) } else { out.line(&context.words().mail.none_waiting) }
}

/// A message as it can be read: who says what, and what the receiving server says of it.
fn show(context: &Context, reader: &Reader, mail: &WaitingMail, out: &mut Stdout) -> CliResult<()> {
    let words = &context.words().mail;
    let bytes = reader.mail_data(mail.id).map_err(|e| context.stored(&e))?.unwrap_or_default();
    let message = read(&bytes).unwrap_or_default();
    let account = whose(context, reader, &mail.accounts).map_err(|e| context.stored(&e))?;
    let from =
        if message.from_name.is_empty() { message.from.clone() } else { format!("{} <{}>", message.from_name, message.from) };
    let lines = [
        (&words.sender, from),
        (&words.date, day_words(context, &mail.head)),
        (&words.subject, message.subject.clone()),
        (&words.account, account),
        (&words.proposed, kind_text(context, mail.head.kind)),
    ];
    for (name, value) in lines {
        out.line(&format!("{name}: {value}"))?;
    }
    if knowledge().looks_alike(&message.from_name, &message.from) {
        out.line(&words.beware)?;
    }
    for note in &message.dkim {
        out.line(&dkim_words(context, note))?;
    }
    out.line("")?;
    out.line(&message.text)
}

/// Whose a message is: as it was said, or where only one account fits.
fn account_of(context: &Context, args: &MailArgs, reader: &Reader, mail: &WaitingMail) -> CliResult<Account> {
    match (&args.account, mail.accounts.as_slice()) {
        (Some(name), _) => resolve_account(context, Some(reader), name),
        (None, [account]) => resolve_account(context, Some(reader), &account.0.to_string()),
        (None, _) => Err(CliError::Usage(fill(&context.words().log.needs, &[("event", "--as"), ("what", "--account")]))),
    }
}

/// Logs a message that waits.
fn log(context: &Context, args: &MailArgs, mail: WaitingMail, kind: EventKind, out: &mut Stdout) -> CliResult<()> {
    let (reader, mut writer) = context.writer()?;
    let found = account_of(context, args, &reader, &mail)?;
    let account = found.id;
    let on = match (&args.on, mail.head.on) {
        (Some(_), _) => context.past_day("--on", args.on.as_ref())?,
        (None, Some(on)) => on,
        (None, None) => return Err(CliError::Usage(fill(&context.words().log.needs, &[("event", "--as"), ("what", "--on")]))),
    };
    let case = Case::of(found.fields.platform, &reader.events(account).map_err(|e| context.stored(&e))?);
    let Some(data) = event_of(kind).filter(|_| kind.spec().needs.met(&case, on)) else {
        let values = [("id", &*account.0.to_string()), ("event", kind.id())];
        let lacks = if case.attempts.is_empty() { &context.words().log.nothing_sent } else { &context.words().log.no_code };
        return Err(CliError::Failed(fill(lacks, &values)));
    };
    let event = NewEvent { account, on, note: String::new(), in_complaint: false, data };
    let at = clock::now();
    let filed = context.retry_while_busy(|| {
        let mut batch = writer.batch()?;
        match file_waiting(&mut batch, &mail, event.clone(), at) {
            Ok(id) => batch.finish().map(|()| Ok(id)),
            Err(FilingError::Store(error)) => Err(error),
            Err(other) => Ok(Err(other)),
        }
    })?;
    let id = filed.map_err(|error| refused(context, &mail, &error))?;
    let shown = whose(context, &reader, &[account]).map_err(|e| context.stored(&e))?;
    let values = [
        ("account", shown),
        ("entry", id.0.to_string()),
        ("what", kind_text(context, Some(kind))),
        ("date", on.to_string()),
        ("subject", mail.head.subject),
    ];
    out.line(&fill(&context.words().mail.logged, &values.each_ref().map(|(name, text)| (*name, text.as_str()))))
}

fn refused(context: &Context, mail: &WaitingMail, error: &FilingError) -> CliError {
    match error {
        FilingError::CaseFull => CliError::Failed(context.words().mail.full.clone()),
        FilingError::Gone => gone(context, mail.id.0),
        FilingError::Store(error) => context.stored(error),
    }
}

/// Says whose a message is that waits.
fn lay(context: &Context, args: &MailArgs, mail: &WaitingMail, out: &mut Stdout) -> CliResult<()> {
    let (reader, mut writer) = context.writer()?;
    let account = account_of(context, args, &reader, mail)?.id;
    context.retry_while_busy(|| {
        let mut batch = writer.batch()?;
        batch.lay_mail(mail.id, account)?;
        batch.finish()
    })?;
    let shown = whose(context, &reader, &[account]).map_err(|e| context.stored(&e))?;
    out.line(&fill(&context.words().mail.laid, &[("number", &mail.id.0.to_string()), ("account", &shown)]))
}

/// Puts a message away that needs no event.
fn put_away(context: &Context, mail: &WaitingMail, out: &mut Stdout) -> CliResult<()> {
    let (_, mut writer) = context.writer()?;
    let done = context.retry_while_busy(|| {
        let mut batch = writer.batch()?;
        match discard(&mut batch, mail.id) {
            Ok(()) => batch.finish().map(Ok),
            Err(FilingError::Store(error)) => Err(error),
            Err(other) => Ok(Err(other)),
        }
    })?;
    done.map_err(|error| refused(context, mail, &error))?;
    out.line(&fill(&context.words().mail.put_away, &[("number", &mail.id.0.to_string())]))
}
