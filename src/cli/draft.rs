//! `nej draft`: what the next objection will say. What is not given stays as it was.

use std::io::{self, Read};
use std::path::Path;

use super::account::{label, resolve_accounts};
use super::args::DraftArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::out::{Stdout, stderr_line};
use crate::content::fill;
use crate::domain::account::REASON_MAX;
use crate::domain::change::{Change, WriteOutcome};
use crate::domain::text::{escape_control, to_stored};
use crate::domain::{Draft, Ground};
use crate::service::given;

/// Saves the drafts of all the accounts, one transaction each: repeating the command is harmless.
pub fn run(context: &Context, args: &DraftArgs, out: &mut Stdout) -> CliResult<()> {
    let grounds = grounds(context, &args.grounds)?;
    let reason = reason(context, args)?;
    if grounds.is_none() && reason.is_none() {
        let what = [("what", "--ground, --reason, --reason-file")];
        return Err(CliError::Usage(fill(&context.words().usage.nothing_given, &what)));
    }
    let (reader, mut writer) = context.writer()?;
    for account in resolve_accounts(context, Some(&reader), &args.accounts)? {
        let old = reader.draft(account.id).map_err(|e| context.stored(&e))?;
        let grounds = grounds.clone().unwrap_or_else(|| old.grounds.clone());
        let emptied = reason.as_ref().is_some_and(|reason| reason.trim().is_empty()) && !old.reason.trim().is_empty();
        // A file that was never written would take away what is there.
        if let Some(file) = args.reason_file.as_ref().filter(|_| emptied) {
            return Err(CliError::Failed(fill(&context.words().errors.no_reason, &[("file", &path(file))])));
        }
        let reason = reason.clone().unwrap_or_else(|| old.reason.clone());
        let change = Change::SaveDraft { account: account.id, draft: Draft { grounds, reason, ..old } };
        let done = context.apply(&mut writer, &change)?;
        let id = account.id.0.to_string();
        let words = &context.words().done;
        if matches!(done, WriteOutcome::Draft { merged: Some(_), .. }) {
            stderr_line(&fill(&words.merged, &[("id", &id)]));
        }
        out.line(&fill(&words.draft_saved, &[("id", &id), ("account", &label(&account.fields))]))?;
    }
    Ok(())
}

/// The grounds that were given; an empty one stands for none at all.
fn grounds(context: &Context, ids: &[String]) -> CliResult<Option<Vec<Ground>>> {
    if ids.is_empty() {
        return Ok(None);
    }
    let mut draft = Draft::default();
    for id in ids.iter().filter(|id| !id.is_empty()) {
        let ground: Ground = id.parse().map_err(|_| unknown_ground(context, id))?;
        if !draft.grounds.contains(&ground) {
            draft.toggle(ground);
        }
    }
    Ok(Some(draft.grounds))
}

fn unknown_ground(context: &Context, id: &str) -> CliError {
    let choices = Ground::ALL.map(Ground::id).join(", ");
    let values = [("value", &*escape_control(id)), ("choices", &choices)];
    CliError::Usage(fill(&context.words().fields.unknown_ground, &values))
}

fn reason(context: &Context, args: &DraftArgs) -> CliResult<Option<String>> {
    let text = match (&args.reason, &args.reason_file) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => read_text(context, file)?,
        (None, None) => return Ok(None),
    };
    // The line end that editors put behind the last line is none of the text's.
    let text = to_stored(&text);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let length = text.chars().count();
    if length > REASON_MAX {
        let values = [("n", &*length.to_string()), ("max", &REASON_MAX.to_string())];
        return Err(CliError::Usage(fill(&context.words().fields.text_too_long, &values)));
    }
    Ok(Some(text.to_owned()))
}

/// The text in a file, or what standard input says where the file is `-`. Beyond what can be taken it is not
/// read any further.
pub fn read_text(context: &Context, file: &Path) -> CliResult<String> {
    let most = 4 * REASON_MAX as u64 + 2;
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        given::open(file).and_then(|opened| opened.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| CliError::read(file, &error, context.lang))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match String::from_utf8(bytes.to_vec()) {
        Ok(text) if !text.contains('\0') => Ok(text),
        // Cut off in the middle of a character, so it is too long.
        Err(error) if error.utf8_error().error_len().is_none() && bytes.len() as u64 + 3 >= most => {
            Ok(String::from_utf8_lossy(bytes).into_owned())
        }
        _ => Err(CliError::Failed(fill(&context.words().errors.not_text, &[("file", &path(file))]))),
    }
}
