//! `nej forget`: erases accounts with all that belongs to them, from the bytes of the file.

use std::path::Path;

use super::account::{label, resolve_accounts};
use super::args::ForgetArgs;
use super::context::Context;
use super::error::{CliError, CliResult, path};
use super::out::{Stdout, stderr_line};
use crate::content::{fill, phrases};
use crate::domain::change::Erased;
use crate::runtime::editor_file::left_over;
use crate::store::{leftovers, unsaved_elsewhere};

/// Forgets accounts, once it is said that it is meant.
pub fn run(context: &Context, args: &ForgetArgs, out: &mut Stdout) -> CliResult<()> {
    let (reader, mut writer) = context.writer()?;
    let accounts = resolve_accounts(context, Some(&reader), &args.accounts)?;
    let names: Vec<_> = accounts.iter().map(|account| format!("{} {}", account.id.0, label(&account.fields))).collect();
    let words = &context.words().done;
    if !args.yes {
        return Err(CliError::Usage(fill(&words.forget_asks, &[("account", &names.join(", "))])));
    }
    let ids: Vec<_> = accounts.iter().map(|account| account.id).collect();
    let mut folders = reader.complaint_folders(&ids).map_err(|e| context.stored(&e))?;
    folders.retain(|folder| Path::new(folder).exists());
    // An open reader would keep the log from being emptied.
    drop(reader);
    context.retry_while_busy(|| writer.forget(&ids))?;
    for name in &names {
        out.line(&fill(&words.forgotten, &[("account", name)]))?;
    }
    match writer.erase(|| true) {
        Erased::Wholly => {}
        Erased::InUse => stderr_line(&words.forget_not_yet),
        Erased::NoRoom => stderr_line(&words.forget_no_room),
        Erased::Interrupted | Erased::Unfinished => stderr_line(&words.forget_unfinished),
    }
    if !folders.is_empty() {
        stderr_line(&fill(&phrases(context.lang).notices.folders_left, &[("folders", &folders.join(", "))]));
    }
    stderr_line(&words.forget_backups);
    let beside = leftovers(&context.db).into_iter().map(|file| context.beside_database(&file));
    let copies: Vec<_> = beside.chain(unsaved_elsewhere(&context.db)).chain(left_over()).map(|file| path(&file)).collect();
    if !copies.is_empty() {
        stderr_line(&fill(&words.forget_copies, &[("files", &copies.join(", "))]));
    }
    Ok(())
}
