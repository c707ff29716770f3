//! What a dossier needs from the database besides the account and its log: the other accounts that its submissions
//! covered, by name.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::content::Links;
use crate::content::dossier::{self, Covered, Matter};
use crate::domain::case::voided;
use crate::domain::{AccountId, Entry, Happening, Lang, Me};
use crate::store::{Error, Reader, Result};

/// How many accounts are named; the others are counted.
const NAMED: usize = 20;

/// The other accounts that each submission of a log covered. One where it was voided is not among the named.
pub fn covered(reader: &Reader, own: AccountId, entries: &[Entry]) -> Result<Vec<Covered>> {
    let mut out = Vec::new();
    for submission_id in entries.iter().filter_map(|e| shared(&e.what)).collect::<BTreeSet<i64>>() {
        let mut others = reader.together(submission_id)?;
        others.retain(|other| *other != own);
        let mut names = Vec::new();
        for other in others.iter().take(NAMED) {
            if let Some(account) = reader.account(*other)?
                && counts(&reader.entries(*other)?, submission_id)
            {
                names.push(format!("{} {}", account.fields.platform.name(), account.fields.handle));
            }
        }
        out.push(Covered { submission_id, names, more: others.len().saturating_sub(NAMED) as u64 });
    }
    Ok(out)
}

/// A complaint as it is logged for an account, with the dossier as it stood on the day it was lodged.
pub fn frozen(reader: &Reader, id: AccountId, on: NaiveDate, what: Happening, me: &Me, links: &Links) -> Result<Happening> {
    let account = reader.account(id)?.ok_or(Error::NoSuchAccount(id))?;
    let entries = reader.entries(id)?;
    let covered = covered(reader, id, &entries)?;
    let matter = Matter { account: &account, entries: &entries, covered: &covered, me, today: on, lang: Lang::Sv, links };
    Ok(dossier::frozen(what, matter))
}

fn shared(what: &Happening) -> Option<i64> {
    if let Happening::Submitted(sent) = what { sent.submission_id } else { None }
}

fn counts(entries: &[Entry], submission_id: i64) -> bool {
    let voided = voided(entries);
    entries.iter().any(|e| shared(&e.what) == Some(submission_id) && !voided.contains(&e.id))
}
