//! Any database comes back from its own export: the same bytes again. `NEJ_CASES` says how many are tried.

use std::convert::Infallible;

use nej::domain::mail::{MailHead, MailRecord};
use nej::domain::{AccountId, Case, Draft, Event, EventData, EventId, EventKind, EvidenceKind, Submission};
use nej::exchange::checksum::sha256;
use nej::exchange::export::{ExportWriter, Exported};
use nej::exchange::import::{self, Encoding, Imported, Record};
use nej::exchange::summary::FlatSummary;
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
        let first = incoming.events.len() as i64 + 1;
        let attached = EventData::EvidenceAdded {
            name: note.clone(),
            size: file.len() as i64,
            sha256: sha256(file),
            evidence_kind: Some(EvidenceKind::Reply),
            about: None,
        };
        let sent = Submission { submission_id: shared.then_some(7), text: reason.clone(), ..Submission::default() };
        let more = [attached, EventData::Submitted(sent), EventData::Note, EventData::Voided { voids: EventId(first) }];
        for (what, id) in more.into_iter().zip(first..) {
            incoming.events.push(Event {
                id: EventId(id),
                on: d("2026-10-01"),
                recorded_at: now(),
                note: note.clone(),
                in_complaint: false,
                login: None,
                batch: shared.then_some(first),
                data: what,
            });
        }
        incoming.evidence.push((EventId(first), file.clone()));
        batch.import(&incoming).unwrap();
    }
    batch.finish().unwrap();
}

/// Why an export did not come to its end.
#[derive(Debug)]
#[expect(dead_code, reason = "shown when a test fails")]
enum Lost {
    Store(nej::store::Error),
    Io(std::io::Error),
}

impl From<nej::store::Error> for Lost {
    fn from(error: nej::store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<std::io::Error> for Lost {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// Mails of an account, of several and of none, those that were dealt with included.
fn add_mails(db: &mut Db, drawn: &[Drawn]) {
    let ids: Vec<AccountId> = db.reader.number_chunks().flat_map(Result::unwrap).collect();
    let mut batch = db.writer.batch().unwrap();
    for (n, (_, subject, sender, waits, file)) in drawn.iter().enumerate() {
        let data = [file.as_slice(), &n.to_le_bytes()].concat();
        let head = MailHead {
            message_id: if *waits { String::new() } else { format!("{n}@example.org") },
            sha256: sha256(&data),
            on: waits.then_some(d("2026-10-02")),
            sender: sender.clone(),
            subject: subject.clone(),
            kind: waits.then_some(EventKind::Refused),
        };
        batch.add_mail(&head, &ids[..n.min(ids.len())], waits.then_some(&data)).unwrap();
    }
    batch.finish().unwrap();
}

fn exported(db: &Db) -> Vec<u8> {
    let mut out = Vec::new();
    let mut document = ExportWriter::new(&mut out).unwrap();
    for id in db.reader.number_chunks().flat_map(Result::unwrap) {
        let (account, draft) = (db.reader.account(id).unwrap().unwrap(), db.reader.draft(id).unwrap());
        let events = db.reader.events(id).unwrap();
        let case = Case::of(account.fields.platform, &events);
        let summary = FlatSummary::of(&account, &draft, &case, d("2026-11-23"));
        let mut told = Exported::new(&account, &draft, &events, summary, |e| db.reader.evidence(e)).unwrap();
        let take = |mail: MailRecord| -> Result<(), Lost> {
            told.mails.push(mail.into());
            Ok(())
        };
        db.reader.each_mail(Some(id), take).unwrap();
        document.push(&told).unwrap();
    }
    document.finish::<Lost>(|take| db.reader.each_mail(None, take)).unwrap();
    out
}

fn imported(bytes: &[u8]) -> Db {
    let mut db = Db::new();
    let mut batch = db.writer.batch().unwrap();
    import::read::<Infallible>(bytes, Encoding::Utf8, d("2026-11-23"), |record| {
        match record.unwrap() {
            Imported::Mail(mail) => batch.import_mail(&mail, None).unwrap(),
            Imported::Account(record) => {
                let Record { id, fields, added_on, draft, events, evidence, mails, .. } = *record;
                let incoming = Incoming { keep: id, fields, added_on: added_on.unwrap(), draft, events, evidence };
                let id = batch.import(&incoming).unwrap();
                for mail in &mails {
                    batch.import_mail(mail, Some(id)).unwrap();
                }
            }
        }
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
        add_mails(&mut db, &drawn);
        let bytes = exported(&db);
        prop_assert_eq!(String::from_utf8(exported(&imported(&bytes))), String::from_utf8(bytes));
        Ok(())
    });
    tried.unwrap();
}
