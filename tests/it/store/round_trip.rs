//! Any database comes back from its own export: the same bytes again. `NEJ_CASES` says how many are tried.

use std::convert::Infallible;

use nej::domain::{AccountId, Case, Draft, Event, EventData, EventId, EvidenceKind, Submission};
use nej::exchange::export::{ExportWriter, Exported};
use nej::exchange::import::{self, Encoding, Record};
use nej::exchange::summary::Summary;
use nej::store::Incoming;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::{Db, d, now, seeded};

/// An invented account, and what is added to it: texts, a voiding, a file.
type Drawn = (u64, String, String, bool, Vec<u8>);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let text = || prop_oneof!["[ -~åäö\n\t]{0,30}", "\\PC{0,10}", "[\\x00-\\x1f\u{202e}\u{2028}\u{feff}\"\\\\]{0,6}"];
    let account = (0..500_u64, text(), text(), any::<bool>(), prop::collection::vec(any::<u8>(), 0..20));
    prop::collection::vec(account, 0..6)
}

fn fill(db: &mut Db, drawn: &[Drawn]) {
    let mut batch = db.writer.batch().unwrap();
    for (n, reason, note, shared, file) in drawn {
        let mut incoming = seeded(n + 1).last().unwrap();
        incoming.draft = Draft { reason: reason.clone(), version: 3, ..incoming.draft };
        let first = incoming.entries.len() as i64 + 1;
        let sum = <sha2::Sha256 as sha2::Digest>::digest(file);
        let attached = EventData::EvidenceAdded {
            name: note.clone(),
            size: file.len() as i64,
            sha256: format!("{sum:x}"),
            evidence_kind: Some(EvidenceKind::Reply),
            about: None,
        };
        let sent = Submission { submission_id: shared.then_some(7), text: reason.clone(), ..Submission::default() };
        let more = [attached, EventData::Submitted(sent), EventData::Note, EventData::Voided { voids: EventId(first) }];
        for (what, id) in more.into_iter().zip(first..) {
            incoming.entries.push(Event {
                id: EventId(id),
                on: d("2026-10-01"),
                recorded_at: now(),
                note: note.clone(),
                in_complaint: false,
                login: None,
                data: what,
            });
        }
        incoming.evidence.push((EventId(first), file.clone()));
        batch.import(&incoming).unwrap();
    }
    batch.finish().unwrap();
}

fn exported(db: &Db) -> Vec<u8> {
    let mut out = Vec::new();
    let mut document = ExportWriter::new(&mut out).unwrap();
    for id in db.reader.numbers(AccountId(0), 100).unwrap() {
        let (account, draft) = (db.reader.account(id).unwrap().unwrap(), db.reader.draft(id).unwrap());
        let entries = db.reader.entries(id).unwrap();
        let case = Case::of(account.fields.platform, &entries);
        let summary = Summary::of(&account, &draft, &case, d("2026-11-23"));
        document.push(&Exported::new(&account, &draft, &entries, summary, |e| db.reader.evidence(e)).unwrap()).unwrap();
    }
    document.finish().unwrap();
    out
}

fn imported(bytes: &[u8]) -> Db {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    import::read::<Infallible>(bytes, Encoding::Utf8, d("2026-11-23"), |record| {
        let Record { id, fields, added_on, draft, entries, evidence, .. } = record.unwrap();
        batch.import(&Incoming { keep: id, fields, added_on: added_on.unwrap(), draft, entries, evidence }).unwrap();
        Ok(())
    })
    .unwrap();
    batch.finish().unwrap();
    db
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how long it may take is the caller's to say")]
fn any_database_comes_back_from_its_export() {
    let cases = std::env::var("NEJ_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let tried = TestRunner::new(config).run(&drawn(), |drawn| {
        let mut db = Db::new();
        fill(&mut db, &drawn);
        let bytes = exported(&db);
        prop_assert_eq!(String::from_utf8(exported(&imported(&bytes))), String::from_utf8(bytes));
        Ok(())
    });
    tried.unwrap();
}
