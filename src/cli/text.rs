//! `nej text`: the explanation as it is pasted into Meta's form; for all accounts, a file for each.

use std::fs::DirBuilder;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use super::account::named;
use super::args::TextArgs;
use super::context::Context;
use super::failure::{Failure, Result, path};
use super::files;
use super::out::{Out, remark};
use crate::content::{explanation, fill};
use crate::domain::text::{self, escape_control_lines};
use crate::domain::{Account, AccountId};
use crate::store::Reader;

/// How many accounts are looked up at a time.
const CHUNK: usize = 500;

/// Prints one explanation, or writes them all.
pub fn run(context: &Context, args: &TextArgs, out: &mut Out) -> Result<()> {
    let reader = context.reader()?;
    match (&args.account, &args.folder) {
        (Some(name), _) => one(context, reader.as_ref(), name, out),
        (None, Some(folder)) => all(context, reader.as_ref(), folder, out),
        (None, None) => Ok(()),
    }
}

fn one(context: &Context, reader: Option<&Reader>, name: &str, out: &mut Out) -> Result<()> {
    let account = named(context, reader, name)?;
    let text = reader.map(|reader| text_of(context, reader, &account)).transpose()?.unwrap_or_default();
    if text.is_empty() {
        let id = account.id.0.to_string();
        return Err(Failure::Refused(fill(&context.words().log.no_text, &[("id", &id)])));
    }
    out.line(&text)
}

/// The explanation, harmless to any terminal.
fn text_of(context: &Context, reader: &Reader, account: &Account) -> Result<String> {
    let draft = reader.draft(account.id).map_err(|e| context.stored(&e))?;
    let lang = account.fields.text_lang.unwrap_or(context.lang);
    Ok(escape_control_lines(&explanation(&[account.fields.platform], lang, &draft)).into_owned())
}

fn all(context: &Context, reader: Option<&Reader>, folder: &Path, out: &mut Out) -> Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|e| Failure::write(folder, &e, context.lang))?;
    let (mut written, mut without, mut last) = (0, 0, AccountId(0));
    while let Some(reader) = reader {
        let ids = reader.numbers(last, CHUNK).map_err(|e| context.stored(&e))?;
        for id in &ids {
            let Some(account) = reader.account(*id).map_err(|e| context.stored(&e))? else { continue };
            let text = text_of(context, reader, &account)?;
            if text.is_empty() {
                without += 1;
                continue;
            }
            files::write(context, &folder.join(file_name(&account)), true, |file| file.write_all((text + "\n").as_bytes()))?;
            written += 1;
        }
        let Some(id) = ids.last() else { break };
        last = *id;
    }
    let words = &context.words().done;
    if without > 0 {
        remark(&words.texts_none.of(without, context.lang));
    }
    out.line(&fill(&words.texts_written.of(written, context.lang), &[("folder", &path(folder))]))
}

/// Number, platform, handle.
fn file_name(account: &Account) -> String {
    let handle = text::file_name(account.fields.handle.trim_start_matches('@'), 80).replace(' ', "-");
    format!("{}-{}-{handle}.txt", account.id.0, account.fields.platform.id())
}
