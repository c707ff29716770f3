//! Messages from wherever they are: read one after the other, written some at a time, so that memory stays bounded
//! however many there are.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::super::account::resolve_account;
use super::super::args::MailArgs;
use super::super::context::Context;
use super::super::error::{CliError, CliResult, path};
use super::super::out::{Stdout, stderr_line};
use super::words::{day_words, dkim_words, kind_text, whose};
use crate::content::fill;
use crate::domain::AccountId;
use crate::exchange::mail::{MAIL_MAX, Mbox, is_mbox};
use crate::runtime::clock;
use crate::service::given;
use crate::service::mail::{IntakeError, MailFate, MailIntake, TakenMail};
use crate::store::{self, Batch, Reader, Writer};

/// How many messages are written in one transaction at most, and how many bytes of them.
const COUNT_MAX: usize = 500;
const BYTES_MAX: usize = 8 << 20;

/// Takes in what a source holds; 1 when something could not be read, or not logged as it was asked.
pub fn run(context: &Context, args: &MailArgs, source: &Path, out: &mut Stdout) -> CliResult<u8> {
    let (reader, writer) = context.writer()?;
    let account = args.account.as_ref().map(|text| resolve_account(context, Some(&reader), text)).transpose()?;
    let account = account.map(|account| account.id);
    let options = MailIntake { log_as: args.log_as, account, today: context.today, at: clock::now() };
    let mut run = Intake { context, reader, writer, options, gathered: Vec::new(), bytes: 0, sums: Sums::default() };
    run.source(source, out)?;
    run.flush(out)?;
    run.conclude(out)
}

/// What is said once, at the end.
#[derive(Debug, Default)]
struct Sums {
    known: u64,
    others: u64,
    unrelated: u64,
    unreadable: u64,
    waiting: u64,
    not_logged: u64,
}

struct Intake<'a> {
    context: &'a Context,
    reader: Reader,
    writer: Writer,
    options: MailIntake,
    gathered: Vec<Vec<u8>>,
    bytes: usize,
    sums: Sums,
}

impl Intake<'_> {
    fn source(&mut self, source: &Path, out: &mut Stdout) -> CliResult<()> {
        if source == Path::new("-") {
            return self.stream(&mut BufReader::new(io::stdin().lock()), source, out);
        }
        let failed = |error: &io::Error| CliError::read(source, error, self.context.lang);
        if !fs::metadata(source).map_err(|e| failed(&e))?.is_dir() {
            let file = given::open(source).map_err(|e| failed(&e))?;
            return self.stream(&mut BufReader::new(file), source, out);
        }
        for file in messages_in(source).map_err(|e| failed(&e))? {
            match given::open(&file) {
                Ok(opened) => self.one(&mut BufReader::new(opened), &file, out)?,
                // A mail program moved it meanwhile; the next run finds it under its new name.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(CliError::read(&file, &error, self.context.lang)),
            }
        }
        Ok(())
    }

    /// One message, or an mbox.
    fn stream(&mut self, input: &mut impl BufRead, source: &Path, out: &mut Stdout) -> CliResult<()> {
        let lang = self.context.lang;
        let failed = |error: &io::Error| CliError::read(source, error, lang);
        if !is_mbox(input.fill_buf().map_err(|e| failed(&e))?) {
            return self.one(input, source, out);
        }
        Mbox::new(input).try_for_each(|message| self.add(message.map_err(|e| failed(&e))?, out))
    }

    fn one(&mut self, input: &mut impl Read, source: &Path, out: &mut Stdout) -> CliResult<()> {
        let mut bytes = Vec::new();
        // One byte more than may be, so that too much is known as such.
        let read = input.take(MAIL_MAX as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| CliError::read(source, &error, self.context.lang))?;
        self.add(bytes, out)
    }

    fn add(&mut self, bytes: Vec<u8>, out: &mut Stdout) -> CliResult<()> {
        self.bytes += bytes.len();
        self.gathered.push(bytes);
        if self.gathered.len() < COUNT_MAX && self.bytes < BYTES_MAX { Ok(()) } else { self.flush(out) }
    }

    /// Writes what was gathered, all of it or nothing, and says what became of it.
    fn flush(&mut self, out: &mut Stdout) -> CliResult<()> {
        let (gathered, options) = (std::mem::take(&mut self.gathered), self.options);
        self.bytes = 0;
        let writer = &mut self.writer;
        let taken = self.context.retry_while_busy(|| {
            let mut batch = writer.batch()?;
            let taken = take_all(options, &mut batch, &gathered)?;
            batch.finish()?;
            Ok(taken)
        })?;
        for mail in taken {
            match mail {
                Some(mail) => self.say(&mail, out)?,
                None => self.sums.unreadable += 1,
            }
        }
        Ok(())
    }

    /// Says what became of a message, or counts it.
    fn say(&mut self, mail: &TakenMail, out: &mut Stdout) -> CliResult<()> {
        let words = &self.context.words().mail;
        let passed_over = match &mail.fate {
            MailFate::Known => Some(&mut self.sums.known),
            MailFate::NotTheirs => Some(&mut self.sums.others),
            MailFate::Unrelated => Some(&mut self.sums.unrelated),
            _ => None,
        };
        if let Some(sum) = passed_over {
            *sum += 1;
            return Ok(());
        }
        let (phrase, accounts) = match &mail.fate {
            MailFate::Logged(account, _) => (&words.logged, vec![*account]),
            MailFate::Waits(account) => (&words.waits, vec![*account]),
            MailFate::NoDay(account) => (&words.no_day, vec![*account]),
            MailFate::NoCause(account) => (&words.no_cause, vec![*account]),
            MailFate::CaseFull(account) => (&words.case_full, vec![*account]),
            MailFate::NoAccount => (&words.no_account, Vec::new()),
            MailFate::Several(accounts) => (&words.several, accounts.clone()),
            MailFate::LooksAlike => (&words.looks_alike, Vec::new()),
            MailFate::TooLarge | MailFate::Known | MailFate::NotTheirs | MailFate::Unrelated => (&words.too_large, Vec::new()),
        };
        let logged = matches!(mail.fate, MailFate::Logged(..));
        self.sums.waiting += u64::from(!logged && mail.fate != MailFate::TooLarge);
        self.sums.not_logged += u64::from(mail.fate == MailFate::TooLarge || (!logged && self.options.log_as.is_some()));
        out.line(&self.filled(phrase, mail, &accounts)?)?;
        if mail.redacted {
            out.line(&format!("  {}", words.redacted))?;
        }
        mail.dkim.as_ref().map_or(Ok(()), |note| out.line(&format!("  {}", dkim_words(self.context, note))))
    }

    fn filled(&self, phrase: &str, mail: &TakenMail, accounts: &[AccountId]) -> CliResult<String> {
        let event = if let MailFate::Logged(_, event) = mail.fate { event.0.to_string() } else { String::new() };
        let values = [
            ("account", whose(self.context, &self.reader, accounts).map_err(|e| self.context.stored(&e))?),
            ("entry", event),
            ("what", kind_text(self.context, mail.head.kind)),
            ("date", day_words(self.context, &mail.head)),
            ("sender", path(Path::new(&mail.head.sender))),
            ("subject", path(Path::new(&mail.head.subject))),
        ];
        Ok(fill(phrase, &values.each_ref().map(|(name, text)| (*name, text.as_str()))))
    }

    /// What was passed over and what waits, on one line each.
    fn conclude(&self, out: &mut Stdout) -> CliResult<u8> {
        let (words, lang, sums) = (&self.context.words().mail, self.context.lang, &self.sums);
        let counted = [
            (sums.known, &words.known),
            (sums.others, &words.others),
            (sums.unrelated, &words.unrelated),
            (sums.waiting, &words.to_go_through),
        ];
        for (n, phrase) in counted.into_iter().filter(|(n, _)| *n > 0) {
            out.line(&phrase.of(n, lang))?;
        }
        if sums.unreadable > 0 {
            stderr_line(&words.unreadable.of(sums.unreadable, lang));
        }
        Ok(u8::from(sums.unreadable > 0 || sums.not_logged > 0))
    }
}

/// Takes messages in; `None` for what is no message.
fn take_all(options: MailIntake, batch: &mut Batch<'_>, messages: &[Vec<u8>]) -> store::Result<Vec<Option<TakenMail>>> {
    let take = |bytes: &Vec<u8>| match options.take(batch, bytes) {
        Ok(mail) => Ok(Some(mail)),
        Err(IntakeError::Message(_)) => Ok(None),
        Err(IntakeError::Store(error)) => Err(error),
    };
    messages.iter().map(take).collect()
}

/// The messages in a folder: those in `new` and `cur` of every Maildir in it; where there is none, its own files.
fn messages_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut maildirs = Vec::new();
    find_maildirs(folder, &mut maildirs)?;
    let folders = if maildirs.is_empty() { vec![folder.to_owned()] } else { maildirs };
    let mut files = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

fn find_maildirs(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let parts = ["new", "cur"].map(|part| folder.join(part));
    let is_maildir = parts.iter().all(|part| part.is_dir());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // A link could lead round in a circle.
        if entry.file_type()?.is_dir() && !(is_maildir && ["new", "cur", "tmp"].map(Into::into).contains(&entry.file_name())) {
            find_maildirs(&entry.path(), found)?;
        }
    }
    if is_maildir {
        found.extend(parts);
    }
    Ok(())
}
