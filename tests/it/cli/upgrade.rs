//! Databases and exports of the schema before this one: `tests/data/schema-1.db` holds every kind of event that there
//! was, written by the program of that time, and `export-1.json` is what it exported from it.

use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use nej::runtime::user::login;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use super::{Home, inside};

const OLD: &[u8] = include_bytes!("../../data/schema-1.db");
const OLD_EXPORT: &str = include_str!("../../data/export-1.json");

/// A home with a database of the old schema in it.
fn old() -> Home {
    let home = Home::new().with("NEJ_DB", "nej.db");
    home.write("nej.db", OLD);
    std::fs::set_permissions(home.path("nej.db"), std::fs::Permissions::from_mode(0o600)).unwrap();
    home
}

fn look(home: &Home, name: &str) -> Connection {
    Connection::open_with_flags(home.path(name), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

fn number(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// What an export says of each event but for what the old program did not know.
fn events(export: &Value) -> Vec<Value> {
    let accounts = export["accounts"].as_array().unwrap().iter();
    let mut events: Vec<Value> = accounts.flat_map(|account| account["events"].as_array().unwrap().clone()).collect();
    for event in &mut events {
        let event = event.as_object_mut().unwrap();
        for new in ["in_complaint", "login"] {
            event.remove(new);
        }
    }
    events
}

#[test]
fn an_old_database_is_upgraded_whole_with_a_checked_copy_beside_it() {
    let home = old();
    let export = home.json("export --format json");
    let before: Value = serde_json::from_str(OLD_EXPORT).unwrap();
    assert_eq!(events(&export), events(&before), "no entry is changed or lost");
    for event in export["accounts"].as_array().unwrap().iter().flat_map(|a| a["events"].as_array().unwrap()) {
        assert_eq!((&event["in_complaint"], &event["login"]), (&Value::Bool(false), &Value::Null), "private, by nobody known");
    }
    let fresh = look(&home, "nej.db");
    assert_eq!(number(&fresh, "PRAGMA user_version"), nej::store::SCHEMA);
    let half_typed = "SELECT count(*) FROM form_drafts WHERE open = 1 AND account_id = 1 AND login = ?1";
    let mine: i64 = fresh.query_row(half_typed, [login()], |row| row.get(0)).unwrap();
    assert_eq!(mine, 1, "what was half-typed belongs to the owner of the file");
    let copy = look(&home, "nej.db.schema-1");
    assert_eq!(number(&copy, "PRAGMA user_version"), 1);
    let sound: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!((sound.as_str(), number(&copy, "SELECT count(*) FROM events")), ("ok", 24));
    let mode = std::fs::metadata(home.path("nej.db.schema-1")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // What is derived was made anew: nothing is left for doctor to put right, and words are found.
    let ran = home.run("doctor");
    assert!(!ran.out.contains("differed"), "{}", ran.out);
    assert_eq!(home.json("list mamma --json").as_array().unwrap().len(), 1);
}

#[test]
fn what_cannot_be_read_in_an_old_database_keeps_nothing_else_from_being_upgraded() {
    let whole = old().json("export --format json")["accounts"].as_array().unwrap().len();
    for spoilt in [
        "UPDATE accounts SET platform = 'myspace' WHERE id = 1",
        "UPDATE accounts SET handle = CAST(x'ff' AS TEXT) WHERE id = 1",
        "UPDATE accounts SET added_on = '2026-13-99' WHERE id = 1",
        "DROP TRIGGER events_never_change; UPDATE events SET kind = 'sent by owl' WHERE id = 1",
    ] {
        let home = old().with("NEJ_LANG", "en");
        Connection::open(home.path("nej.db")).unwrap().execute_batch(spoilt).unwrap();
        for command in ["doctor", "export --format json", "show 1"] {
            let ran = home.run(command);
            let said = (ran.out.clone() + &ran.err).to_lowercase();
            let named = said.contains("account 1") && said.contains("cannot be read");
            assert!(ran.status == 1 && named, "{spoilt}, {command}: {ran:?}");
        }
        let export: Value = serde_json::from_str(&home.run("export --format json").out).unwrap();
        // Of an account with an event that cannot be read, the others are there.
        let lost = usize::from(!spoilt.contains("events"));
        assert_eq!(export["accounts"].as_array().unwrap().len(), whole - lost, "{spoilt}");
        assert_eq!(number(&look(&home, "nej.db.schema-1"), "PRAGMA user_version"), 1, "what it was lies beside it");
        assert_eq!(home.run("list").out.lines().count(), whole, "{spoilt}");
    }
}

#[test]
fn forgetting_leaves_nothing_in_the_copy_of_an_upgrade_either() {
    let home = old();
    assert_eq!(home.run("forget 1 --yes").status, 0);
    assert!(!inside(home.folder.path()).iter().any(|name| name.contains("schema-1")));
}

#[test]
fn an_upgrade_that_is_killed_leaves_the_old_database_or_the_new_one() {
    let whole = old().json("export --format json");
    for millis in [0, 1, 2, 4, 6, 8, 11, 15, 20, 30, 50, 80] {
        let home = old();
        let mut command = home.command();
        command.args(["export", "--format", "json"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        sleep(Duration::from_millis(millis));
        let _ = child.kill();
        child.wait().unwrap();
        let conn = Connection::open(home.path("nej.db")).unwrap();
        let schema = number(&conn, "PRAGMA user_version");
        let tables = number(&conn, "SELECT count(*) FROM sqlite_schema WHERE name IN ('tally', 'case_list')");
        assert_eq!(tables, 1, "{millis} ms: of schema {schema}");
        drop(conn);
        assert_eq!(home.json("export --format json"), whole, "{millis} ms");
    }
}

#[test]
fn an_export_of_the_first_version_is_read_as_it_was() {
    let home = Home::new().with("NEJ_DB", "new.db");
    home.write("old.json", OLD_EXPORT);
    home.run("import old.json");
    assert_eq!(home.json("export --format json"), old().json("export --format json"));
}
