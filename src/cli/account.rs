//! Which account is meant: by number, by handle, or by platform and handle.

use super::context::Context;
use super::error::{CliError, CliResult};
use crate::content::fill;
use crate::domain::text::{escape_control, to_stored};
use crate::domain::{Account, AccountDetails, AccountId, Platform};
use crate::store::{self, Reader};

/// The account that is meant.
pub fn resolve_account(context: &Context, reader: Option<&Reader>, name: &str) -> CliResult<Account> {
    let Some(reader) = reader else { return Err(unknown(context, name)) };
    let found = find(reader, name).map_err(|e| context.stored(&e))?;
    let mut accounts = Vec::new();
    for id in found {
        accounts.extend(reader.account(id).map_err(|e| context.stored(&e))?);
    }
    if accounts.len() > 1 {
        return Err(ambiguous(context, name, &accounts));
    }
    if let Some(account) = accounts.pop() {
        return Ok(account);
    }
    // Digits are always the number, also where they are somebody's handle.
    let called = if is_number(name) { reader.find(None, name).map_err(|e| context.stored(&e))? } else { Vec::new() };
    Err(called.first().map_or_else(
        || unknown(context, name),
        |id| {
            let values = [("account", name), ("id", &*id.0.to_string())];
            CliError::Failed(fill(&context.words().errors.called_so, &values))
        },
    ))
}

/// The accounts that are meant, each once, in the order in which they were named.
pub fn resolve_accounts(context: &Context, reader: Option<&Reader>, names: &[String]) -> CliResult<Vec<Account>> {
    let mut accounts: Vec<Account> = Vec::new();
    for name in names {
        let account = resolve_account(context, reader, name)?;
        if !accounts.iter().any(|known| known.id == account.id) {
            accounts.push(account);
        }
    }
    Ok(accounts)
}

/// The accounts that a name means.
pub fn find(reader: &Reader, name: &str) -> store::Result<Vec<AccountId>> {
    if is_number(name) {
        return Ok(name.parse().map(AccountId).into_iter().collect());
    }
    let name = to_stored(name.trim());
    let (platform, handle) = match name.split_once(':').map(|(id, handle)| (named(id), handle)) {
        Some((Some(platform), handle)) => (Some(platform), handle),
        _ => (None, name.as_str()),
    };
    let found = reader.find(platform, handle)?;
    // People leave the sign out, which only Instagram has.
    if found.is_empty() && !handle.starts_with('@') { reader.find(platform, &format!("@{handle}")) } else { Ok(found) }
}

/// The platform with that id or those two letters, in any case.
fn named(id: &str) -> Option<Platform> {
    Platform::all().find(|platform| [platform.id(), platform.short()].iter().any(|name| name.eq_ignore_ascii_case(id)))
}

/// Whether a name is a number, and so never a handle.
pub fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit())
}

fn unknown(context: &Context, name: &str) -> CliError {
    let words = &context.words().errors;
    let phrase = if is_number(name) { &words.no_number } else { &words.no_account };
    CliError::Failed(fill(phrase, &[("account", &escape_control(name))]))
}

fn ambiguous(context: &Context, name: &str, accounts: &[Account]) -> CliError {
    let candidates: Vec<String> = accounts.iter().map(candidate).collect();
    let values = [("account", &*escape_control(name)), ("candidates", &*candidates.join(", "))];
    CliError::Failed(fill(&context.words().errors.ambiguous, &values))
}

/// An account among several of the same name: its number, and what distinguishes it.
pub fn candidate(account: &Account) -> String {
    let fields = &account.fields;
    let owner = [&fields.email, &fields.person].into_iter().find(|text| !text.is_empty());
    let owner = owner.map(|text| format!(" {}", escape_control(text))).unwrap_or_default();
    format!("{} ({}{owner})", account.id.0, fields.platform.short())
}

/// How an account is called in an answer.
pub fn label(fields: &AccountDetails) -> String {
    format!("{} {}", fields.platform.short(), escape_control(&fields.handle))
}
