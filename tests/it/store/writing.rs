//! Changes go in, and come out again as they were.

use nej::domain::change::{Change, FormDraft, NewEvent, WriteOutcome};
use nej::domain::list::{Filter, ListKey, ScanFrom};
use nej::domain::{
    AccountDetails, Class, Closing, Draft, Event, EventData, EventId, EventKind, Ground, ManualSteps, Outcome, Platform, Status,
    Submission,
};
use nej::store::{Error, SEPARATOR};

use super::{Db, d, now, sent};

/// One event of every kind, with everything it can carry.
pub fn every_kind(first: EventId) -> Vec<EventData> {
    vec![
        EventData::Submitted(Submission { submission_id: Some(7), code_pending: true, ..Submission::default() }),
        EventData::Confirmed,
        EventData::Acknowledged,
        EventData::InfoRequested { identity: true },
        EventData::InfoSupplied,
        EventData::Extended { until: Some(d("2026-12-31")), reasons: None },
        EventData::Granted,
        EventData::Continued,
        EventData::Refused { reasons: None },
        EventData::Refused { reasons: Some(false) },
        EventData::Reminded,
        EventData::ComplaintLodged { text: "Klagomål".into(), case_number: String::new() },
        EventData::CaseNumber { case_number: "IMY-2026-1".into() },
        EventData::DecisionRequested,
        EventData::AuthorityReplied { outcome: Outcome::Dismissed, served: None },
        EventData::Appealed,
        EventData::Closed { reason: Closing::Withdrawn },
        EventData::Reopened,
        EventData::Note,
        EventData::EvidenceAdded { name: "svar.txt".into(), size: 3, sha256: "00ff".into(), evidence_kind: None, about: None },
        EventData::Voided { voids: first },
    ]
}

#[test]
fn every_kind_of_event_comes_back_as_it_went_in() {
    let all = every_kind(EventId(1));
    assert_eq!(EventKind::ALL.iter().find(|kind| !all.iter().any(|data| data.kind() == **kind)), None, "missing here");
    let mut db = Db::new();
    let account = db.add(Platform::from_id("instagram").unwrap(), "anna");
    let first = db.record(account, "2026-02-03", sent("Text\u{1b}[31m"));
    let event = |what| NewEvent { account, on: d("2026-02-04"), note: "å\u{202e}".into(), in_complaint: false, data: what };
    let events: Vec<_> = every_kind(first).into_iter().map(event).collect();
    let done = db.writer.apply(&Change::Record { events: events.clone(), together: false, at: now() }).unwrap();
    let WriteOutcome::Recorded(ids) = done else { panic!("{done:?}") };
    let expected = events.into_iter().zip(ids);
    let mut expected: Vec<_> = expected
        .map(|(e, id)| Event {
            id,
            on: e.on,
            recorded_at: now(),
            note: e.note,
            in_complaint: false,
            login: None,
            batch: None,
            data: e.data,
        })
        .collect();
    expected.insert(
        0,
        Event {
            id: first,
            on: d("2026-02-03"),
            recorded_at: now(),
            note: String::new(),
            in_complaint: false,
            login: None,
            batch: None,
            data: sent("Text\u{1b}[31m"),
        },
    );
    assert_eq!(db.reader.events(account).unwrap(), expected);
    let without: i64 = db.stranger().query_row("SELECT count(*) FROM events WHERE note IS NULL", [], |row| row.get(0)).unwrap();
    assert_eq!(without, 1);
}

#[test]
fn an_account_comes_back_as_it_went_in_and_can_be_changed() {
    let mut db = Db::new();
    let id = db.add(Platform::from_id("facebook").unwrap(), "Anna Berg");
    let fields = AccountDetails {
        person: "Anna".into(),
        text_lang: Some(nej::domain::Lang::En),
        ..AccountDetails::new(Platform::from_id("instagram").unwrap(), "@b")
    };
    assert_eq!(db.writer.apply(&Change::Edit { account: id, fields: fields.clone() }), Ok(WriteOutcome::Edited));
    let account = db.reader.account(id).unwrap().unwrap();
    assert_eq!((account.added_on, account.fields), (d("2026-01-01"), fields.clone()));
    assert_eq!(db.reader.row(id, d("2026-11-23")).unwrap().unwrap().handle, "@b");
    assert_eq!(db.reader.find(None, "@b").unwrap(), [id]);
    assert_eq!(db.reader.find(Some(Platform::from_id("facebook").unwrap()), "@b").unwrap(), []);
    let nobody = nej::domain::AccountId(9);
    assert_eq!(db.writer.apply(&Change::Edit { account: nobody, fields }), Err(Error::NoSuchAccount(nobody)));
    assert_eq!(db.reader.account(nobody), Ok(None));
}

#[test]
fn a_draft_edited_in_two_windows_keeps_both_texts() {
    let mut db = Db::new();
    let account = db.add(Platform::from_id("instagram").unwrap(), "anna");
    let mut save = |reason: &str, version| {
        let draft = Draft { grounds: vec![Ground::Privacy], reason: reason.into(), ticks: ManualSteps(3), version };
        db.writer.apply(&Change::SaveDraft { account, draft }).unwrap()
    };
    let saved = |version, merged: Option<&str>| WriteOutcome::Draft { version, merged: merged.map(str::to_owned) };
    assert_eq!(save("ett", 0), saved(1, None));
    assert_eq!(save("ett två", 1), saved(2, None));
    assert_eq!(save("ett två", 2), saved(2, None));
    assert_eq!(save("ett", 1), saved(2, Some("ett två")));
    let both = format!("något annat{SEPARATOR}ett två");
    assert_eq!(save("något annat", 1), saved(3, Some(&both)));
    let stored = db.reader.draft(account).unwrap();
    assert_eq!(stored, Draft { grounds: vec![Ground::Privacy], reason: both, ticks: ManualSteps(3), version: 3 });
}

#[test]
fn a_second_submission_takes_the_ticks_back() {
    let mut db = Db::new();
    let account = db.add(Platform::from_id("instagram").unwrap(), "anna");
    let draft = Draft { ticks: ManualSteps(31), ..Draft::default() };
    db.writer.apply(&Change::SaveDraft { account, draft }).unwrap();
    db.record(account, "2026-02-03", sent(""));
    assert_eq!(db.reader.draft(account).unwrap().ticks, ManualSteps(31));
    db.record(account, "2026-02-04", sent(""));
    assert_eq!(db.reader.draft(account).unwrap().ticks, ManualSteps(0));
}

#[test]
fn one_submission_for_several_accounts_shares_a_number() {
    let mut db = Db::new();
    let accounts = [db.add(Platform::from_id("instagram").unwrap(), "a"), db.add(Platform::from_id("instagram").unwrap(), "b")];
    let events = |n: usize| -> Vec<_> {
        let new = |account| NewEvent { account, on: d("2026-02-03"), note: String::new(), in_complaint: false, data: sent("t") };
        accounts.into_iter().take(n).map(new).collect()
    };
    db.writer.apply(&Change::Record { events: events(1), together: true, at: now() }).unwrap();
    let done = db.writer.apply(&Change::Record { events: events(2), together: true, at: now() }).unwrap();
    assert_eq!(done, WriteOutcome::Recorded(vec![EventId(2), EventId(3)]));
    let shared = |account| -> Vec<_> {
        let numbers = db.reader.events(account).unwrap().into_iter().map(|e| match e.data {
            EventData::Submitted(s) => s.submission_id,
            other => panic!("{other:?}"),
        });
        numbers.collect()
    };
    assert_eq!((shared(accounts[0]), shared(accounts[1])), (vec![None, Some(2)], vec![Some(2)]));
}

#[test]
fn several_entries_are_written_all_or_none() {
    let mut db = Db::new();
    let account = db.add(Platform::from_id("instagram").unwrap(), "a");
    let other = db.add(Platform::from_id("instagram").unwrap(), "b");
    let first = db.record(other, "2026-02-03", sent(""));
    for (account, what, error) in [
        (nej::domain::AccountId(99), EventData::Note, Error::NoSuchAccount(nej::domain::AccountId(99))),
        (account, EventData::Voided { voids: first }, Error::NoSuchEvent(first)),
    ] {
        let new = |account, what| NewEvent { account, on: d("2026-02-03"), note: String::new(), in_complaint: false, data: what };
        let events = vec![new(other, sent("x")), new(account, what)];
        assert_eq!(db.writer.apply(&Change::Record { events, together: false, at: now() }), Err(error));
        assert_eq!(db.reader.events(other).unwrap().len(), 1);
    }
    assert!(db.reader.is_idle());
}

#[test]
fn what_was_typed_is_kept_for_its_account_and_dialog() {
    let mut db = Db::new();
    let account = db.add(Platform::from_id("instagram").unwrap(), "a");
    let mut keep = |account, form: &str, body: Option<&str>, open| {
        let change = Change::SaveFormDraft { account, form: form.into(), body: body.map(str::to_owned), open };
        assert_eq!(db.writer.apply(&change), Ok(WriteOutcome::Kept));
    };
    keep(None, "add", Some("one"), true);
    keep(Some(account), "submit", Some("two"), true);
    keep(Some(account), "reply", Some("three"), false);
    keep(Some(account), "submit", Some("four"), true);
    keep(Some(account), "reply", None, true);
    assert_eq!(db.reader.form_draft(None, "add"), Ok(Some("one".into())));
    assert_eq!(db.reader.form_draft(Some(account), "submit"), Ok(Some("four".into())));
    assert_eq!(db.reader.form_draft(Some(account), "reply"), Ok(None));
    let kept = |account, form: &str, body: &str| FormDraft { account, form: form.into(), body: body.into() };
    assert_eq!(db.reader.open_forms().unwrap(), [kept(None, "add", "one"), kept(Some(account), "submit", "four")]);
}

#[test]
fn the_list_can_be_read_from_everywhere_in_parts_of_any_size() {
    let mut db = Db::new();
    let today = d("2026-11-23");
    for n in 0..40 {
        let id = db.add(Platform::from_id("instagram").unwrap(), &format!("konto{n}"));
        let day = ["2026-09-01", "2026-10-30", "2026-11-22", "2026-11-01"][n % 4];
        if n % 5 != 0 {
            let code_pending = n % 3 == 0;
            db.record(id, day, EventData::Submitted(Submission { code_pending, ..Submission::default() }));
        }
        if n % 7 == 0 {
            db.record(id, "2026-11-23", EventData::Granted);
        }
    }
    for statuses in [vec![], vec![Status::Overdue], vec![Status::AwaitingReply, Status::Draft]] {
        let filter = Filter { statuses, ..Filter::default() };
        let all = db.reader.page(today, &filter, ScanFrom::Start, 100).unwrap();
        assert!(!all.more && all.rows.iter().all(|r| filter.matches(r.state.status(today))));
        assert_eq!(all.rows.len(), if filter.is_all() { 40 } else { all.rows.len() });
        let keys: Vec<ListKey> = all.rows.iter().map(|r| r.key(today)).collect();
        assert!(keys.is_sorted() && !keys.is_empty());
        for size in [1, 3, 40] {
            for (n, key) in keys.iter().enumerate() {
                let after = db.reader.page(today, &filter, ScanFrom::After(*key), size).unwrap();
                assert_eq!(after.rows, all.rows[n + 1..].iter().take(size).cloned().collect::<Vec<_>>());
                assert_eq!(after.more, n + 1 + size < keys.len());
                let before = db.reader.page(today, &filter, ScanFrom::Before(*key), size).unwrap();
                assert_eq!(before.rows, all.rows[n.saturating_sub(size)..n]);
                assert_eq!(before.more, n > size);
            }
            let end = db.reader.page(today, &filter, ScanFrom::End, size).unwrap();
            assert_eq!(end.rows, all.rows[keys.len().saturating_sub(size)..]);
        }
        let counts = db.reader.counts(today).unwrap();
        let counted: u64 = Status::ALL.iter().filter(|s| filter.matches(**s)).map(|s| counts.status(*s)).sum();
        assert_eq!(counted, keys.len() as u64);
        for class in Class::ALL.into_iter().filter(|_| filter.is_all()) {
            assert_eq!(counts.class(class), keys.iter().filter(|k| k.class == class).count() as u64);
        }
    }
    assert_eq!(db.reader.next_due(today), Ok(Some(d("2026-11-30"))));
    assert!(db.reader.is_idle());
}

#[test]
fn another_windows_writing_is_seen_in_the_data_version() {
    let mut db = Db::new();
    let before = db.reader.data_version().unwrap();
    assert_eq!(db.reader.data_version().unwrap(), before);
    db.add(Platform::from_id("instagram").unwrap(), "a");
    assert_ne!(db.reader.data_version().unwrap(), before);
}
