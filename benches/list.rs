//! What reading the list costs: a window, the counts, searches; on dates that are dear to reckon, with the demo's mix of
//! states and with all cases in one, small and large. In a temporary folder.

use std::sync::OnceLock;

use chrono::{Days, NaiveDate};
use divan::{Bencher, black_box};
use nej::content::demo::seeded;
use nej::domain::list::{Filter, ScanFrom};
use nej::domain::{AccountId, Event, EventData, EventId};
use nej::store::{Incoming, Reader, open};
use tempfile::TempDir;

const ROWS: usize = 40;

/// Day, mix of states, number of accounts. A row of every kind is looked at on each day by the first three.
const LISTS: [&str; 7] = [
    "2026-02-03 demo 20000",
    "2026-11-25 demo 20000",
    "2029-01-30 demo 20000",
    "2029-01-30 waiting 20000",
    "2029-01-30 settled 20000",
    "2029-01-30 waiting 100",
    "2029-01-30 demo 100",
];

/// Removed when the benchmarks are over.
static FOLDER: OnceLock<TempDir> = OnceLock::new();

fn main() {
    let folder = FOLDER.get_or_init(|| tempfile::tempdir().expect("a folder"));
    divan::main();
    // What is static is not dropped.
    std::fs::remove_dir_all(folder.path()).expect("removed");
}

/// A list, filled when it is first asked for, and its day.
fn list(named: &str) -> (Reader, NaiveDate, i64) {
    let path = FOLDER.get().expect("made in main").path().join(format!("{named}.db"));
    let mut words = named.split(' ');
    let mut word = || words.next().expect("three words");
    let (today, mix, accounts) = (word().parse().expect("a day"), word().to_owned(), word().parse().expect("a number"));
    if !path.exists() {
        let mut writer = open(&path).expect("a database").writer.expect("to write to");
        let mut batch = writer.batch().expect("a transaction");
        let mut sent = EventData::Note;
        for (number, case) in (0..).zip(seeded(accounts, 21, today)) {
            let found = case.events.iter().find(|(_, _, data)| matches!(data, EventData::Submitted(_)));
            sent = found.map_or(sent, |(_, _, data)| data.clone());
            let days = |n| today.checked_sub_days(Days::new(n)).expect("a day");
            let events = match mix.as_str() {
                "waiting" => vec![(days(number % 29), String::new(), sent.clone())],
                "settled" => {
                    vec![(days(40), String::new(), sent.clone()), (days(number % 29), String::new(), EventData::Granted)]
                }
                _ => case.events,
            };
            let entry = |((on, note, data), number): ((NaiveDate, _, _), _)| {
                let recorded_at = on.and_hms_opt(12, 0, 0).expect("noon").and_utc();
                Event { id: EventId(number), on, recorded_at, login: None, batch: None, note, in_complaint: false, data }
            };
            let events = events.into_iter().zip(1..).map(entry).collect();
            let (fields, added_on, draft) = (case.fields, case.added_on, case.draft);
            let incoming = Incoming { keep: None, fields, added_on, draft, events, evidence: Vec::new() };
            batch.import(&incoming).expect("written");
        }
        batch.finish().expect("committed");
    }
    (open(&path).expect("the database").reader, today, accounts as i64)
}

#[divan::bench(args = LISTS)]
fn window_at_the_start(bencher: Bencher, named: &str) {
    let (reader, today, _) = list(named);
    bencher.bench_local(|| reader.page(today, &Filter::default(), black_box(ScanFrom::Start), ROWS));
}

#[divan::bench(args = LISTS)]
fn window_in_the_middle(bencher: Bencher, named: &str) {
    let (reader, today, accounts) = list(named);
    let key = reader.row(AccountId(accounts / 2), today).expect("read").expect("an account").key(today);
    bencher.bench_local(|| reader.page(today, &Filter::default(), black_box(ScanFrom::After(key)), ROWS));
}

#[divan::bench(args = LISTS)]
fn counts(bencher: Bencher, named: &str) {
    let (reader, today, _) = list(named);
    bencher.bench_local(|| reader.counts(black_box(today)));
}

/// A word in many rows, one in a few, one in none, and a name with the beginning of another.
#[divan::bench(args = ["anna", "example 12345", "xyzzy", "anna z", "kerstin ås"])]
fn search(bencher: Bencher, typed: &str) {
    let (reader, today, _) = list(LISTS[1]);
    let filter = Filter { search: typed.to_owned(), ..Filter::default() };
    // With a reader of its own each time: what was found before is not to help.
    bencher
        .with_inputs(|| reader.source().open().expect("a reader"))
        .bench_local_values(|reader| reader.page(today, black_box(&filter), ScanFrom::Start, ROWS));
}
