//! A past day: the list, the counts, the calendar and the logs are what they were, as if nothing had been written since.

use nej::domain::agenda::AgendaFrom;
use nej::domain::list::{Filter, ScanFrom};
use nej::domain::{AccountId, EventData, Status};
use nej::store::{Error, Incoming};

use super::{Db, d, seeded, sent};

/// A database with the first cases of the invented ones, with what is dated until a day.
fn until(day: &str) -> Db {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    for case in seeded(300) {
        let events = case.events.into_iter().filter(|event| event.on <= d(day)).collect();
        batch.import(&Incoming { events, ..case }).unwrap();
    }
    batch.finish().unwrap();
    db
}

#[test]
fn a_past_day_is_seen_as_if_nothing_had_been_written_since() {
    let mut all = until("2100-01-01");
    for day in ["2026-11-23", "2026-11-01", "2026-09-15", "2025-06-01", "2020-01-01"] {
        let past = until(day);
        let today = d(day);
        all.reader.set_as_of(Some(today));
        for search in ["", "anna", "imy-2026"] {
            let filter = Filter { search: search.into(), ..Filter::default() };
            let page = |db: &Db| db.reader.page(today, &filter, ScanFrom::Start, 500).unwrap();
            assert_eq!(page(&all), page(&past), "{day} {search:?}");
            assert_eq!(all.reader.shown_by(today, &filter).unwrap(), past.reader.shown_by(today, &filter).unwrap());
        }
        assert_eq!(all.reader.counts(today).unwrap(), past.reader.counts(today).unwrap(), "{day}");
        assert_eq!(all.reader.next_due(today).unwrap(), past.reader.next_due(today).unwrap(), "{day}");
        let agenda = |db: &Db| db.reader.agenda(AgendaFrom::Day(today), 500).unwrap();
        assert_eq!(agenda(&all), agenda(&past), "{day}");
        let days = |db: &Db| db.reader.due_days(today, d("2100-01-01")).unwrap();
        assert_eq!(days(&all), days(&past), "{day}");
        let ids: Vec<AccountId> = (1..=300).map(AccountId).collect();
        let records = |db: &Db| db.reader.records(&ids).unwrap().accounts;
        let kinds =
            |db: &Db| records(db).iter().map(|r| r.events.iter().map(|e| e.data.clone()).collect()).collect::<Vec<Vec<_>>>();
        assert_eq!(kinds(&all).len(), 300);
        assert_eq!(kinds(&all), kinds(&past), "{day}");
        let another = all.reader.source().open().unwrap();
        assert_eq!(another.counts(today).unwrap(), past.reader.counts(today).unwrap(), "as another connection sees it");
    }
}

#[test]
fn what_is_written_meanwhile_is_seen_as_of_the_same_day() {
    let mut db = Db::new();
    let account = db.add(nej::domain::Platform::default(), "anna");
    db.reader.set_as_of(Some(d("2026-09-30")));
    let statuses = |db: &Db| -> Vec<Status> {
        let today = d("2026-09-30");
        db.reader
            .page(today, &Filter::default(), ScanFrom::Start, 9)
            .unwrap()
            .rows
            .iter()
            .map(|r| r.state.status(today))
            .collect()
    };
    assert_eq!(statuses(&db), [Status::Draft]);
    db.record(account, "2026-09-01", sent("x"));
    assert_eq!(statuses(&db), [Status::AwaitingReply]);
    let granted = db.record(account, "2026-10-15", EventData::Granted);
    assert_eq!(statuses(&db), [Status::AwaitingReply], "the yes comes later");
    // A mistake that is found later is none yet.
    let refused = db.record(account, "2026-09-20", EventData::Refused { reasons: None });
    db.record(account, "2026-10-20", EventData::Voided { voids: refused });
    assert_eq!(statuses(&db), [Status::Refused]);
    assert_eq!(db.reader.events(account).unwrap().len(), 2);
    db.record(account, "2026-09-21", EventData::Voided { voids: refused });
    assert_eq!(statuses(&db), [Status::AwaitingReply]);
    db.record(account, "2026-09-22", EventData::Voided { voids: granted });
    assert_eq!(statuses(&db), [Status::AwaitingReply]);
    assert!(db.reader.is_idle());
    db.reader.set_as_of(None);
}

#[test]
fn what_is_held_is_one_moment_and_nothing_stays_open_after_an_error() {
    let mut db = Db::new();
    let platform = nej::domain::Platform::default();
    let (anna, broken) = (db.add(platform, "anna"), db.add(platform, "bo"));
    db.record(anna, "2026-10-15", sent("x"));
    db.stranger().execute_batch("UPDATE accounts SET platform = 'myspace' WHERE handle = 'bo'").unwrap();
    let today = d("2026-09-30");
    let drafts = |db: &Db| db.reader.counts(today).unwrap().status(Status::Draft);
    for (as_of, before) in [(None, 1), (Some(today), 3)] {
        db.reader.set_as_of(as_of);
        db.reader.hold_snapshot().unwrap();
        assert_eq!(drafts(&db), before);
        db.add(platform, "cecilia");
        assert_eq!(db.reader.account(broken), Err(Error::UnreadableAccount(broken)));
        assert_eq!(drafts(&db), before, "what others write meanwhile is not seen");
        db.reader.release_snapshot();
        assert!(db.reader.is_idle());
        assert_eq!(drafts(&db), before + 1);
    }
    // Where the past cannot be told nothing is held, and what is read says so.
    db.stranger().execute_batch("ALTER TABLE events RENAME TO gone").unwrap();
    assert!(db.reader.hold_snapshot().is_err() && db.reader.is_idle());
    assert!(db.reader.counts(today).is_err());
    db.reader.release_snapshot();
    assert!(db.reader.is_idle());
}
