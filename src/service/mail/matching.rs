//! Whose a mail is: by recipient, then by platform, by the handle it names, and by what had been sent on its day.

use chrono::NaiveDate;

use crate::content::mail::knowledge;
use crate::domain::text::fold_case;
use crate::domain::{AccountId, Case};
use crate::exchange::mail::Mail;
use crate::store::{Batch, Result};

/// An account that a mail can belong to.
struct Candidate {
    id: AccountId,
    /// Whether the mail names its handle.
    named: bool,
    /// Whether an objection had been sent on the mail's day.
    sent: bool,
}

/// The accounts that a mail can belong to, by number.
pub(super) fn candidates(batch: &Batch<'_>, mail: &Mail, on: Option<NaiveDate>) -> Result<Vec<AccountId>> {
    let mut ids = Vec::new();
    for address in mail.recipients.iter().flat_map(|address| spellings(address)) {
        ids.extend(batch.accounts_of_email(&address)?);
    }
    ids.sort_unstable();
    ids.dedup();
    let words = fold_case(&format!("{}\n{}", mail.subject, mail.text));
    let platform = knowledge().platform(&mail.from, &words);
    let mut fits = Vec::new();
    for id in ids {
        let Some((account, _, events)) = batch.known(id)? else { continue };
        if platform.is_none_or(|platform| account.fields.platform.id() == platform) {
            let named = names(&words, &fold_case(&account.fields.handle));
            let sent = Case::of(account.fields.platform, &events).attempts.iter().any(|a| on.is_none_or(|on| a.sent <= on));
            fits.push(Candidate { id, named, sent });
        }
    }
    narrow(&mut fits, |candidate| candidate.named);
    // Nothing is answered where nothing was sent, if there is an account where something was.
    narrow(&mut fits, |candidate| candidate.sent);
    Ok(fits.into_iter().map(|candidate| candidate.id).collect())
}

/// Keeps those for which something holds, if there are any.
fn narrow(fits: &mut Vec<Candidate>, holds: impl Fn(&Candidate) -> bool) {
    if fits.iter().any(&holds) {
        fits.retain(holds);
    }
}

/// Whether a handle stands in a text, not as a part of a longer word.
fn names(words: &str, handle: &str) -> bool {
    let in_name = |c: char| c.is_alphanumeric() || c == '_';
    words.match_indices(handle).any(|(at, _)| {
        let (before, after) = (&words[..at], &words[at + handle.len()..]);
        !before.ends_with(in_name) && !after.starts_with(in_name)
    })
}

/// An address as it is, and without what stands behind a plus (RFC 5233).
fn spellings(address: &str) -> Vec<String> {
    let plain = address.split_once('@').and_then(|(local, domain)| Some((local.split_once('+')?.0, domain)));
    let plain = plain.map(|(local, domain)| format!("{local}@{domain}"));
    std::iter::once(address.to_owned()).chain(plain).collect()
}
