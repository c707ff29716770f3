//! `nej edit`: other details for an account. What is not given stays as it was.

use clap::Args;

use super::account::{candidate, label, resolve_account};
use super::add::{already, checked, handle, with_args};
use super::args::EditArgs;
use super::context::Context;
use super::error::{CliError, CliResult};
use super::handles::remark_words;
use super::out::{Stdout, stderr_line};
use crate::content::fill;
use crate::domain::AccountDetails;
use crate::domain::change::Change;

/// Changes an account.
pub fn run(context: &Context, args: &EditArgs, out: &mut Stdout) -> CliResult<()> {
    let (reader, mut writer) = context.writer()?;
    let account = resolve_account(context, Some(&reader), &args.account)?;
    let mut wanted: AccountDetails = with_args(account.fields.clone(), &args.more);
    if let Some(platform) = args.platform {
        wanted.platform = platform;
    }
    if let Some(handle) = &args.handle {
        wanted.handle.clone_from(handle);
    }
    let mut odd = None;
    if (wanted.platform, &wanted.handle) != (account.fields.platform, &account.fields.handle) {
        (wanted.handle, odd) = handle(context, wanted.platform, &wanted.handle)?;
    }
    if wanted == account.fields {
        let options: Vec<String> = EditArgs::augment_args(clap::Command::new(""))
            .get_arguments()
            .filter_map(|option| option.get_long().map(|name| format!("--{name}")))
            .collect();
        return Err(CliError::Usage(fill(&context.words().usage.nothing_given, &[("what", &options.join(", "))])));
    }
    let fields = checked(context, wanted)?;
    let (said, new) = (label(&fields), fields.clone());
    let alike = |fields| already(&reader, fields).map_err(|e| context.stored(&e));
    let (before, now) = (alike(&account.fields)?, alike(&new)?);
    context.apply(&mut writer, &Change::Edit { account: account.id, fields })?;
    if let Some(odd) = odd {
        stderr_line(&remark_words(context, odd, &new));
    }
    let like: Vec<String> = now.iter().filter(|other| other.id != account.id && !before.contains(other)).map(candidate).collect();
    if !like.is_empty() {
        stderr_line(&fill(&context.words().done.now_alike, &[("account", &said), ("candidates", &like.join(", "))]));
    }
    out.line(&fill(&context.words().done.edited, &[("id", &account.id.0.to_string()), ("account", &said)]))
}
