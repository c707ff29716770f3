//! What reading the list costs: a window, the counts, searches. 20 000 invented accounts in a temporary folder.

use std::sync::OnceLock;

use chrono::NaiveDate;
use divan::{Bencher, black_box};
use nej::content::demo::seeded;
use nej::domain::list::{Filter, From};
use nej::domain::{AccountId, Event, EventId};
use nej::store::{Incoming, Reader, open};
use tempfile::TempDir;

const ACCOUNTS: u64 = 20_000;
const ROWS: usize = 40;

/// Filled once, and removed when the benchmarks are over.
static FOLDER: OnceLock<TempDir> = OnceLock::new();

fn main() {
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder"));
    fill(folder);
    divan::main();
    // What is static is not dropped.
    std::fs::remove_dir_all(folder.path()).expect("removed");
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn fill(folder: &TempDir) {
    let mut writer = open(&folder.path().join("nej.db")).expect("a database").writer.expect("to write to");
    let mut batch = writer.batch().expect("a transaction");
    for case in seeded(ACCOUNTS, 21, today()) {
        let entry = |((on, note, what), number)| {
            let recorded_at = NaiveDate::and_hms_opt(&on, 12, 0, 0).expect("noon").and_utc();
            Event { id: EventId(number), on, recorded_at, login: None, batch: None, note, in_complaint: false, data: what }
        };
        let entries = case.entries.into_iter().zip(1..).map(entry).collect();
        let (fields, added_on, draft) = (case.fields, case.added_on, case.draft);
        let incoming = Incoming { keep: None, fields, added_on, draft, entries, evidence: Vec::new() };
        batch.import(&incoming).expect("written");
    }
    batch.finish().expect("committed");
}

fn reader() -> Reader {
    open(&FOLDER.get().expect("filled in main").path().join("nej.db")).expect("the database").reader
}

#[divan::bench]
fn window_at_the_start(bencher: Bencher) {
    let reader = reader();
    bencher.bench_local(|| reader.page(today(), &Filter::default(), black_box(From::Start), ROWS));
}

#[divan::bench]
fn window_in_the_middle(bencher: Bencher) {
    let reader = reader();
    let key = reader.row(AccountId(ACCOUNTS as i64 / 2), today()).expect("read").expect("an account").key(today());
    bencher.bench_local(|| reader.page(today(), &Filter::default(), black_box(From::After(key)), ROWS));
}

#[divan::bench]
fn counts(bencher: Bencher) {
    let reader = reader();
    bencher.bench_local(|| reader.counts(black_box(today())));
}

/// A word in many rows, one in a few, and one in none.
#[divan::bench(args = ["anna", "example 12345", "xyzzy"])]
fn search(bencher: Bencher, typed: &str) {
    let reader = reader();
    let filter = Filter { search: typed.to_owned(), ..Filter::default() };
    bencher.bench_local(|| reader.page(today(), black_box(&filter), From::Start, ROWS));
}
