//! Which accounts of a file are there already, and which may be the same as others of the file.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::domain::{AccountDetails, AccountId};
use crate::exchange::import::Record;
use crate::exchange::import::compare::Difference;
use crate::store::{self, Batch};

/// What is there already of an account of the file.
pub(super) enum Nearest {
    New,
    Same,
    Differs(AccountId, Box<Difference>),
}

pub(super) fn nearest(batch: &Batch<'_>, record: &Record) -> store::Result<Nearest> {
    let mut same = batch.same(&record.fields)?;
    if let Some(handle) = record.given_handle.as_ref().filter(|_| same.is_empty()) {
        same = batch.same(&AccountDetails { handle: handle.clone(), ..record.fields.clone() })?;
    }
    let mut nearest = Nearest::New;
    for id in same {
        let Some((account, draft, log)) = batch.known(id)? else { continue };
        let difference = Difference::between(record, &account, &draft, &log);
        if difference.is_none() {
            return Ok(Nearest::Same);
        }
        if let Nearest::New = nearest {
            nearest = Nearest::Differs(id, Box::new(difference));
        }
    }
    Ok(nearest)
}

/// What makes an account of a file the same as another one of it: number or name, hashed.
#[derive(Default)]
pub(super) struct Seen(HashSet<u64>);

impl Seen {
    /// Whether no account before it has its number.
    pub(super) fn insert_number(&mut self, record: &Record) -> bool {
        self.insert(record.id)
    }

    /// Whether no account before it may be the same: by platform, handle, and e-mail address or person.
    pub(super) fn insert_names(&mut self, record: &Record) -> bool {
        let fields = &record.fields;
        let owner = if fields.email.is_empty() { &fields.person } else { &fields.email };
        let handles = [Some(&fields.handle), record.given_handle.as_ref()];
        let names = handles.into_iter().flatten().map(|handle| (fields.platform.id(), handle, owner));
        names.filter(|name| !self.insert(name)).count() == 0
    }

    fn insert(&mut self, key: impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        self.0.insert(hasher.finish())
    }
}
