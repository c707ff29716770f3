//! Many changes in one transaction, and accounts brought in whole.

use nej::domain::change::Change;
use nej::domain::list::{Filter, ScanFrom};
use nej::domain::{AccountDetails, AccountId, Draft, Event, EventData, EventId, Platform, Submission};
use nej::store::{Error, Incoming};

use super::{Db, d, index_is_whole, now, seeded, sent};

fn event(id: i64, what: EventData) -> Event {
    Event {
        id: EventId(id),
        on: d("2026-02-03"),
        recorded_at: now(),
        note: String::new(),
        in_complaint: false,
        login: None,
        batch: None,
        data: what,
    }
}

fn incoming(handle: &str, events: Vec<Event>) -> Incoming {
    let fields = AccountDetails::new(Platform::from_id("instagram").unwrap(), handle).checked().unwrap();
    Incoming { keep: None, fields, added_on: d("2026-01-01"), draft: Draft::default(), events, evidence: vec![] }
}

fn covering(submission_id: i64) -> EventData {
    EventData::Submitted(Submission { submission_id: Some(submission_id), ..Submission::default() })
}

fn log(db: &Db, account: AccountId) -> Vec<(i64, EventData)> {
    db.reader.events(account).unwrap().into_iter().map(|e| (e.id.0, e.data)).collect()
}

#[test]
fn what_is_brought_in_gets_numbers_of_its_own_and_what_points_at_them_follows() {
    let mut db = Db::new();
    let own = db.add(Platform::from_id("instagram").unwrap(), "own");
    db.record(own, "2026-02-03", sent(""));
    let mut batch = db.writer.batch().unwrap();
    let log_of_one =
        vec![event(70, covering(70)), event(71, EventData::Granted), event(72, EventData::Voided { voids: EventId(71) })];
    let one = batch.import(&incoming("one", log_of_one)).unwrap();
    let two = batch.import(&incoming("two", vec![event(80, covering(70))])).unwrap();
    let three = batch.import(&incoming("three", vec![event(90, covering(90))])).unwrap();
    assert_eq!(batch.find(None, "@two"), Ok(vec![two]));
    batch.finish().unwrap();
    assert_eq!(log(&db, one), [(2, covering(2)), (3, EventData::Granted), (4, EventData::Voided { voids: EventId(3) })]);
    assert_eq!((log(&db, two), log(&db, three)), (vec![(5, covering(2))], vec![(6, covering(6))]));
    assert_eq!(db.reader.accounts_of_submission(2).unwrap(), [one, two]);
    assert!(index_is_whole(&db));
}

#[test]
fn numbers_can_be_kept_and_are_not_used_again() {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    let kept = Incoming { keep: Some(AccountId(40)), ..incoming("one", vec![event(70, covering(7))]) };
    assert_eq!(batch.import(&kept), Ok(AccountId(40)));
    batch.finish().unwrap();
    assert_eq!(log(&db, AccountId(40)), [(70, covering(7))]);
    let next = db.add(Platform::from_id("instagram").unwrap(), "two");
    assert_eq!((next, db.record(next, "2026-02-03", sent(""))), (AccountId(41), EventId(71)));
    assert!(matches!(db.writer.batch().unwrap().import(&kept), Err(Error::Sqlite { .. })));
}

#[test]
fn files_come_in_with_the_entry_that_attaches_them() {
    let mut db = Db::new();
    let attached = event(
        7,
        EventData::EvidenceAdded { name: "svar.eml".into(), size: 3, sha256: "00".into(), evidence_kind: None, about: None },
    );
    let mut batch = db.writer.batch().unwrap();
    let id =
        batch.import(&Incoming { evidence: vec![(EventId(7), b"abc".to_vec())], ..incoming("one", vec![attached]) }).unwrap();
    batch.finish().unwrap();
    let number = db.reader.events(id).unwrap()[0].id;
    assert_eq!(db.reader.evidence(number).unwrap().as_deref(), Some(&b"abc"[..]));
    let pointless = Incoming { evidence: vec![(EventId(8), vec![])], ..incoming("two", vec![]) };
    assert_eq!(db.writer.batch().unwrap().import(&pointless), Err(Error::NoSuchEvent(EventId(8))));
}

#[test]
fn a_batch_that_is_dropped_has_not_happened() {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    batch.import(&incoming("one", vec![])).unwrap();
    drop(batch);
    assert_eq!(db.reader.counts(d("2026-11-23")).unwrap().total(), 0);
    assert!(index_is_whole(&db));
}

#[test]
fn an_account_can_be_changed_in_the_batch_that_brings_it_in() {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    let account = batch.import(&incoming("one", vec![])).unwrap();
    batch.import(&incoming("two", vec![])).unwrap();
    let fields = AccountDetails::new(Platform::from_id("instagram").unwrap(), "@three");
    batch.apply(&Change::Edit { account, fields }).unwrap();
    batch.import(&incoming("four", vec![])).unwrap();
    batch.finish().unwrap();
    assert!(index_is_whole(&db));
    let found = |search: &str| {
        let filter = Filter { search: search.into(), ..Filter::default() };
        db.reader.page(d("2026-11-23"), &filter, ScanFrom::Start, 9).unwrap().rows.len()
    };
    assert_eq!(["one", "two", "three", "four"].map(found), [0, 1, 1, 1]);
}

#[test]
fn invented_cases_come_out_as_they_went_in() {
    let mut db = Db::new();
    let cases: Vec<Incoming> = seeded(300).collect();
    let mut batch = db.writer.batch().unwrap();
    let ids: Vec<_> = cases.iter().map(|case| batch.import(case).unwrap()).collect();
    batch.finish().unwrap();
    for (id, case) in ids.into_iter().zip(cases) {
        let account = db.reader.account(id).unwrap().unwrap();
        assert_eq!((account.added_on, account.fields), (case.added_on, case.fields));
        assert_eq!(db.reader.draft(id).unwrap(), case.draft);
        let mut days: Vec<_> = case.events.iter().map(|e| (e.on, e.data.kind())).collect();
        days.sort_by_key(|(on, _)| *on);
        assert_eq!(db.reader.events(id).unwrap().iter().map(|e| (e.on, e.data.kind())).collect::<Vec<_>>(), days);
    }
    assert!(index_is_whole(&db));
}

#[test]
fn the_same_account_is_told_by_platform_handle_and_owner() {
    let mut db = Db::new();
    let fields = |platform, email: &str, person: &str| AccountDetails {
        email: email.into(),
        person: person.into(),
        ..AccountDetails::new(platform, "Anna Berg")
    };
    let mut batch = db.writer.batch().unwrap();
    assert_eq!(batch.is_fresh(), Ok(true));
    let mut bring = |fields| batch.import(&Incoming { fields, ..incoming("x", vec![]) }).unwrap();
    let mailed = bring(fields(Platform::from_id("facebook").unwrap(), "a@example.org", "Anna"));
    let other = bring(fields(Platform::from_id("facebook").unwrap(), "b@example.org", "Anna"));
    let named = bring(fields(Platform::from_id("facebook").unwrap(), "", "Anna"));
    let bare: Vec<AccountId> = (0..30).map(|_| bring(fields(Platform::from_id("facebook").unwrap(), "", ""))).collect();
    let same = |email, person| batch.same(&fields(Platform::from_id("facebook").unwrap(), email, person)).unwrap();
    assert_eq!((same("a@example.org", "another"), same("b@example.org", "")), (vec![mailed], vec![other]));
    assert_eq!((same("", "Anna"), same("", "")), (vec![named], bare));
    assert_eq!(batch.same(&fields(Platform::from_id("instagram").unwrap(), "a@example.org", "Anna")), Ok(vec![]));
    assert_eq!(batch.is_fresh(), Ok(false));
    batch.finish().unwrap();
    let plan = "EXPLAIN QUERY PLAN SELECT id FROM accounts WHERE handle = '' AND email = '' AND person = '' AND platform = ''";
    let plan: String = db.stranger().query_row(plan, [], |row| row.get("detail")).unwrap();
    assert!(plan.contains("accounts_handle (handle=? AND email=? AND person=?)"), "{plan}");
}

#[test]
fn entries_from_elsewhere_join_a_log_that_is_there() {
    let mut db = Db::new();
    let one = db.add(Platform::from_id("instagram").unwrap(), "one");
    let two = db.add(Platform::from_id("instagram").unwrap(), "two");
    let wrong = db.record(one, "2026-02-03", sent(""));
    let mut batch = db.writer.batch().unwrap();
    let new = [event(50, EventData::Voided { voids: EventId(40) }), event(51, EventData::Note)];
    batch.add_events(one, &new, &[], [(EventId(40), wrong)].into()).unwrap();
    assert_eq!(batch.add_events(two, &new, &[], [].into()), Err(Error::NoSuchEvent(EventId(40))));
    let batch_sees = batch.known(one).unwrap().unwrap().2.len();
    batch.finish().unwrap();
    assert_eq!((log(&db, one)[1].clone(), batch_sees), ((2, EventData::Voided { voids: wrong }), 3));
    assert_eq!(log(&db, two), []);
    assert!(index_is_whole(&db));
}
