//! `nej text`: the text as it is pasted into the controller's form, one for the accounts that are named; for all
//! accounts, a file for each.

use std::fs::DirBuilder;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::account::{resolve_account, resolve_accounts};
use super::args::TextArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::files;
use super::out::{Stdout, stderr_line};
use crate::content::cli::ComplaintPhrases;
use crate::content::complaint::{authority_letter, identity_answer, reminder};
use crate::content::{explanation, fill, joint_submission};
use crate::domain::text::{self, escape_control_lines};
use crate::domain::{Account, Case};
use crate::service::complaint_source::{ComplaintSettings, LoadedAccount};
use crate::store::{AccountRecord, Reader};

/// Prints one text or letter, or writes the texts of all accounts.
pub fn run(context: &Context, args: &TextArgs, out: &mut Stdout) -> CliResult<()> {
    let reader = context.reader()?;
    context.in_snapshot(reader.as_ref(), || write(context, args, reader.as_ref(), out))
}

fn write(context: &Context, args: &TextArgs, reader: Option<&Reader>, out: &mut Stdout) -> CliResult<()> {
    if let Some(folder) = args.folder.as_ref().filter(|_| args.all) {
        return all(context, reader, folder, args.force, out);
    }
    if !(args.reminder || args.identity || args.authority) {
        return joint(context, reader, &args.accounts, out);
    }
    for (n, name) in args.accounts.iter().enumerate() {
        if n > 0 {
            out.line("")?;
        }
        letter(context, reader, name, args, out)?;
    }
    Ok(())
}

/// The one text that covers the accounts, as `nej submit --together` logs it.
fn joint(context: &Context, reader: Option<&Reader>, names: &[String], out: &mut Stdout) -> CliResult<()> {
    let accounts = resolve_accounts(context, reader, names)?;
    let drafts = accounts.iter().filter_map(|account| Some(reader?.draft(account.id).map_err(|e| context.stored(&e))));
    let drafts = drafts.collect::<CliResult<Vec<_>>>()?;
    let covered: Vec<_> = accounts.iter().map(|account| &account.fields).zip(&drafts).collect();
    let text = joint_submission(&covered, context.lang, &context.links).text;
    if text.is_empty() {
        let id = accounts.first().map_or(0, |account| account.id.0).to_string();
        return Err(CliError::Failed(fill(&context.words().log.no_text, &[("id", &id)])));
    }
    out.line(&escape_control_lines(&text))
}

/// A reminder, an answer to the question who one is, or a written authority.
fn letter(context: &Context, reader: Option<&Reader>, name: &str, args: &TextArgs, out: &mut Stdout) -> CliResult<()> {
    let account = resolve_account(context, reader, name)?;
    let words = &context.words().complaint;
    let refused = |phrase: &str| CliError::Failed(fill(phrase, &[("id", &account.id.0.to_string())]));
    let Some(reader) = reader else { return Err(refused(&words.nothing_waits)) };
    let loaded = LoadedAccount::load(reader, account.id).map_err(|e| context.stored(&e))?;
    let lang = context.lang_after_command.or(account.fields.text_lang).unwrap_or(context.lang);
    let me = context.settings.me();
    let input = loaded.input(ComplaintSettings { me: &me, links: &context.links, on: context.today, lang });
    let (text, missing) = if args.authority {
        (authority_letter(&[input]), &words.nobody_acts)
    } else if args.identity {
        (identity_answer(input), &words.nothing_waits)
    } else {
        (reminder(input), no_reminder(words, &Case::as_of(account.fields.platform, &loaded.events, context.today)))
    };
    let text = text.ok_or_else(|| refused(missing))?;
    out.line(&escape_control_lines(&text))
}

/// Why there is nothing to remind of.
fn no_reminder<'a>(words: &'a ComplaintPhrases, case: &Case) -> &'a String {
    match (case.question, case.answer) {
        (Some(question), _) if question.answered.is_none() => &words.question_waits,
        (_, Some(_)) => &words.already_answered,
        _ => &words.nothing_waits,
    }
}

/// The text to the controller, harmless to any terminal.
fn text_of(context: &Context, AccountRecord { account, draft, .. }: &AccountRecord) -> String {
    let lang = account.fields.text_lang.unwrap_or(context.lang);
    escape_control_lines(&explanation(&[account.fields.platform], lang, draft)).into_owned()
}

fn all(context: &Context, reader: Option<&Reader>, folder: &Path, over: bool, out: &mut Stdout) -> CliResult<()> {
    let texts = |take: &mut dyn FnMut(PathBuf, Option<String>) -> CliResult<()>| {
        each(context, reader, |record| {
            let text = Some(text_of(context, record)).filter(|text| !text.is_empty());
            take(folder.join(file_name(&record.account)), text)
        })
    };
    if folder.exists() {
        texts(&mut |file, text| text.map_or(Ok(()), |_| files::must_be_new(context, over, [file])))?;
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| CliError::write(folder, &e, context.lang))?;
    let (mut written, mut without) = (0, 0);
    texts(&mut |file, text| {
        let Some(text) = text else {
            without += 1;
            return Ok(());
        };
        written += 1;
        files::write(context, &file, over, |file| file.write_all((text + "\n").as_bytes()))
    })?;
    let words = &context.words().done;
    if without > 0 {
        stderr_line(&words.texts_none.of(without, context.lang));
    }
    out.line(&fill(&words.texts_written.of(written, context.lang), &[("folder", &path(folder))]))
}

/// Hands over all accounts by number.
fn each(context: &Context, reader: Option<&Reader>, mut take: impl FnMut(&AccountRecord) -> CliResult<()>) -> CliResult<()> {
    let Some(reader) = reader else { return Ok(()) };
    for ids in reader.number_chunks() {
        let ids = ids.map_err(|e| context.stored(&e))?;
        let mut records = reader.records(&ids).map_err(|e| context.stored(&e))?;
        // No text needs the log.
        records.unreadable.retain(|lost| lost.event.is_none());
        context.complete(&records.unreadable)?;
        records.accounts.iter().try_for_each(&mut take)?;
    }
    Ok(())
}

/// Number, platform, handle.
fn file_name(account: &Account) -> String {
    let handle = text::file_name(account.fields.handle.trim_start_matches('@'), 80).replace(' ', "-");
    format!("{}-{}-{handle}.txt", account.id.0, account.fields.platform.id())
}
