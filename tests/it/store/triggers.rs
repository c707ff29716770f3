//! The log only grows, whatever SQL another program tries on it.

use nej::domain::{EventData, Platform};

use super::{Db, d, now, sent};

/// A log with two events and a file attached to the second, and another account.
fn db() -> Db {
    let mut db = Db::new();
    let account = db.add(Platform::from_id("instagram").unwrap(), "anna");
    db.add(Platform::from_id("instagram").unwrap(), "berit");
    db.record(account, "2026-02-03", sent("Text"));
    let file = db.record(
        account,
        "2026-02-04",
        EventData::EvidenceAdded { name: "a".into(), size: 1, sha256: "0".into(), evidence_kind: None, about: None },
    );
    let mut batch = db.writer.batch().unwrap();
    batch.attach(file, b"x").unwrap();
    batch.finish().unwrap();
    db
}

/// Everything of the tables that only grow, as text.
fn everything(db: &Db) -> String {
    let conn = db.stranger();
    let all = |sql: &str| -> String { conn.query_row(sql, [], |row| row.get(0)).unwrap() };
    [
        "SELECT group_concat(concat_ws('|', id, account_id, kind, day, note, text), ';') FROM events",
        "SELECT group_concat(concat_ws('|', event_id, data), ';') FROM evidence",
        "SELECT group_concat(concat_ws('|', id, handle), ';') FROM accounts",
    ]
    .map(all)
    .join("\n")
}

const A_ROW: &str = "(id, account_id, kind, day, recorded_at, text) VALUES (1, 1, 'note', '2026-01-01', '', 'other')";

#[test]
fn no_way_leads_round_the_log() {
    let row = |how: &str, rest: &str| format!("{how} INTO events {A_ROW} {rest}");
    let ways = [
        "UPDATE events SET text = 'other'".into(),
        "UPDATE events SET text = text WHERE id = 1".into(),
        "UPDATE OR REPLACE events SET id = 1 WHERE id = 2".into(),
        "UPDATE OR IGNORE events SET note = 'x'".into(),
        "UPDATE events SET rowid = 9 WHERE rowid = 1".into(),
        "UPDATE events SET account_id = 2".into(),
        "DELETE FROM events".into(),
        "DELETE FROM events WHERE id = 2 RETURNING id".into(),
        row("INSERT OR REPLACE", ""),
        row("REPLACE", ""),
        row("INSERT", "ON CONFLICT (id) DO UPDATE SET text = 'other'"),
        row("INSERT", "ON CONFLICT DO UPDATE SET account_id = 2"),
        "INSERT INTO events (account_id, kind, day, recorded_at, voids) VALUES (2, 'voided', '2026-01-01', '', 1)".into(),
        "INSERT INTO events (account_id, kind, day, recorded_at) VALUES (1, 'note', '1 May', '')".into(),
        "INSERT INTO events (id, account_id, kind, day, recorded_at) VALUES (-1, 1, 'note', '2026-01-01', '')".into(),
        "INSERT INTO events (account_id, kind, day, recorded_at, note) VALUES (1, 'note', '2026-01-01', '', '')".into(),
        "UPDATE evidence SET data = x'00'".into(),
        "UPDATE OR REPLACE evidence SET event_id = 1".into(),
        "DELETE FROM evidence".into(),
        "REPLACE INTO evidence (event_id, data) VALUES (2, x'00')".into(),
        "INSERT INTO evidence (event_id, data) VALUES (2, x'00') ON CONFLICT DO UPDATE SET data = x'00'".into(),
        "REPLACE INTO accounts SELECT * FROM accounts WHERE id = 1".into(),
        "UPDATE accounts SET id = 3 WHERE id = 1".into(),
        "UPDATE accounts SET rowid = 3 WHERE id = 1".into(),
        "UPDATE OR REPLACE accounts SET id = 1 WHERE id = 2".into(),
        "INSERT INTO accounts SELECT * FROM accounts WHERE id = 1 ON CONFLICT DO UPDATE SET id = 3".into(),
    ];
    let db = db();
    let before = everything(&db);
    for recursive in ["OFF", "ON"] {
        let conn = db.stranger();
        conn.execute_batch(&format!("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = {recursive}")).unwrap();
        for way in &ways {
            let tried: String = way.clone();
            assert!(conn.execute_batch(&tried).is_err(), "{way}");
            assert_eq!(everything(&db), before, "{way}");
        }
    }
    assert_eq!(db.reader.check(), Ok(vec![]));
}

#[test]
fn entries_go_with_their_account_and_with_no_other() {
    let db = db();
    db.stranger().execute_batch("PRAGMA foreign_keys = ON; DELETE FROM accounts WHERE id = 2").unwrap();
    assert_eq!(db.reader.events(nej::domain::AccountId(1)).unwrap().len(), 2);
    db.stranger().execute_batch("PRAGMA foreign_keys = ON; DELETE FROM accounts WHERE id = 1").unwrap();
    let left: i64 = db
        .stranger()
        .query_row("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM evidence)", [], |row| row.get(0))
        .unwrap();
    assert_eq!((left, db.reader.counts(d("2026-11-23")).unwrap().total()), (0, 0));
}

#[test]
fn accounts_and_drafts_may_change() {
    let db = db();
    let conn = db.stranger();
    conn.execute_batch("UPDATE accounts SET handle = '@new' WHERE id = 1; REPLACE INTO drafts VALUES (1, '', 'x', 0, 1)")
        .unwrap();
    let account = nej::domain::AccountId(1);
    assert_eq!(db.reader.account(account).unwrap().unwrap().fields.handle, "@new");
    assert_eq!(db.reader.draft(account).unwrap().reason, "x");
    assert_eq!(db.reader.events(account).unwrap()[0].recorded_at, now());
}
