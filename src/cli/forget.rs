//! `nej forget`: erases an account with all that belongs to it, from the bytes of the file.

use std::path::Path;

use super::account::{label, named};
use super::args::ForgetArgs;
use super::context::Context;
use super::failure::{Failure, Result};
use super::out::{Out, remark};
use crate::content::{fill, phrases};
use crate::store::Erased;

/// Forgets an account, once it is said that it is meant.
pub fn run(context: &Context, args: &ForgetArgs, out: &mut Out) -> Result<()> {
    let (reader, mut writer) = context.writer()?;
    let account = named(context, Some(&reader), &args.account)?;
    let (id, name) = (account.id.0.to_string(), label(&account.fields));
    let values = [("id", id.as_str()), ("account", name.as_str())];
    let words = &context.words().done;
    if !args.yes {
        return Err(Failure::Usage(fill(&words.forget_asks, &values)));
    }
    let mut folders = reader.complaint_folders(account.id).map_err(|e| context.stored(&e))?;
    folders.retain(|folder| Path::new(folder).exists());
    // An open reader would keep the log from being emptied.
    drop(reader);
    let erased = context.retry_while_busy(|| writer.forget(account.id))?;
    if erased == Erased::NotYet {
        remark(&words.forget_not_yet);
    }
    out.line(&fill(&words.forgotten, &values))?;
    if !folders.is_empty() {
        remark(&fill(&phrases(context.lang).notices.folders_left, &[("folders", &folders.join(", "))]));
    }
    remark(&words.forget_backups);
    Ok(())
}
