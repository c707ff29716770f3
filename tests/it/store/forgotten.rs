//! Forgetting at scale: many accounts in random order leave nothing behind. One account proves little, for what SQLite
//! leaves on its pages depends on what was written around it.

use std::collections::BTreeSet;
use std::fs;

use nej::domain::change::{Change, Erased};
use nej::domain::{AccountId, Draft, EventData};

use super::{Db, d, index_is_whole, seeded};

const ALL: u64 = 5_000;
const FORGOTTEN: usize = 500;

/// The numbers from 1 to `ALL` in an order without a pattern, the same each time.
fn shuffled() -> Vec<i64> {
    let mut numbers: Vec<i64> = (1..=ALL as i64).collect();
    let mut state = 88_172_645_463_325_252_u64;
    for last in (1..numbers.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        numbers.swap(last, (state % (last as u64 + 1)) as usize);
    }
    numbers
}

/// The word that stands in every text of an account and nowhere else.
fn secret(n: i64) -> String {
    format!("qx{n:05}z")
}

/// The accounts whose words are in the bytes of the database or of any file beside it.
fn found(db: &Db) -> BTreeSet<i64> {
    let mut numbers = BTreeSet::new();
    for file in fs::read_dir(db.folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = fs::read(file).unwrap();
        for (at, window) in bytes.windows(8).enumerate() {
            if window.starts_with(b"qx") && window[7] == b'z' {
                numbers.extend(std::str::from_utf8(&bytes[at + 2..at + 7]).ok().and_then(|text| text.parse::<i64>().ok()));
            }
        }
    }
    numbers
}

#[test]
fn five_hundred_of_five_thousand_forgotten_in_random_order_are_in_no_byte() {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    for (n, mut case) in (1..).zip(seeded(ALL)) {
        case.fields.handle = secret(n);
        case.fields.person = format!("{} Ek", secret(n));
        // Small, for the file is written anew many times.
        case.events.truncate(1);
        for event in &mut case.events {
            event.note = secret(n);
            if let EventData::Submitted(sent) = &mut event.data {
                sent.text = secret(n);
            }
        }
        batch.import(&case).unwrap();
    }
    batch.finish().unwrap();
    // Each draft twice, the second time longer: rows move from page to page and leave copies of themselves.
    let order = shuffled();
    for length in [2, 20] {
        let mut batch = db.writer.batch().unwrap();
        for n in &order {
            let account = AccountId(*n);
            let reason = format!("{} ", secret(*n)).repeat(length);
            let version = i64::from(length == 20) + 1;
            batch.apply(&Change::SaveDraft { account, draft: Draft { reason, version, ..Draft::default() } }).unwrap();
        }
        batch.finish().unwrap();
    }
    assert_eq!(found(&db).len() as u64, ALL, "the search finds what is there");
    let forgotten: BTreeSet<i64> = order.iter().rev().take(FORGOTTEN).copied().collect();
    // Some at a time, then many in one go, and each time the file is written anew.
    let gone: Vec<_> = order.iter().rev().take(FORGOTTEN).map(|n| AccountId(*n)).collect();
    let (some, many) = gone.split_at(FORGOTTEN / 2);
    for ids in some.chunks(25).chain([many]) {
        let mut told = Vec::new();
        assert_eq!(db.writer.forget_and_tell(ids, &mut |done, of| told.push((done, of))), Ok(()));
        assert!(told.is_sorted() && told.last() == Some(&(ids.len(), ids.len())), "{told:?}");
        assert_eq!(db.writer.erase(|| true), Erased::Wholly);
    }
    let left = found(&db);
    assert_eq!(left.intersection(&forgotten).collect::<Vec<_>>(), Vec::<&i64>::new());
    assert_eq!(left.len(), ALL as usize - FORGOTTEN, "and the others are all there");
    assert_eq!(db.reader.counts(d("2026-11-23")).unwrap().total(), ALL - FORGOTTEN as u64);
    assert!(index_is_whole(&db) && db.reader.check() == Ok(vec![]));
}
