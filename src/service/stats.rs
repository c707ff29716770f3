//! What became of all cases: counted here alone, for the page in the program and for `nej stats`.

use chrono::NaiveDate;

use crate::domain::Case;
use crate::domain::stats::Stats;
use crate::store::{Reader, Result, Unreadable};

/// Counts all cases as they were at one moment; also what cannot be read and is not counted.
pub fn collect(reader: &Reader, today: NaiveDate) -> Result<(Stats, Vec<Unreadable>)> {
    let mut stats = Stats::default();
    let unreadable = reader.each_record(|_, record, _| {
        let case = Case::of(record.account.fields.platform, &record.events);
        stats.add(&record.account, &case, today);
        Ok::<(), crate::store::Error>(())
    })?;
    Ok((stats, unreadable))
}
