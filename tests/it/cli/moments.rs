//! What another window writes while a command reads is in its answer wholly or not at all.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

use chrono::{DateTime, NaiveDate, Utc};
use nej::domain::change::{Change, NewEvent, WriteOutcome};
use nej::domain::{AccountId, Draft, EventData, EventId, Submission};
use nej::store::{Batch, Writer, open};

use super::Home;

fn at() -> DateTime<Utc> {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The connection of another window.
fn another(home: &Home) -> Writer {
    open(&home.path("nej.db")).unwrap().writer.unwrap()
}

fn log(batch: &mut Batch<'_>, account: i64, on: &str, note: &str, data: EventData) -> EventId {
    let event = NewEvent { account: AccountId(account), on: day(on), note: note.into(), in_complaint: !note.is_empty(), data };
    match batch.apply(&Change::Record { events: vec![event], together: false, at: at() }).unwrap() {
        WriteOutcome::Recorded(ids) => ids[0],
        other => panic!("{other:?}"),
    }
}

fn home() -> Home {
    let home = Home::new().with("NEJ_DB", "nej.db");
    home.ok("add --platform facebook --handle Ett --person 'Anna Berg'");
    home.ok("add --platform instagram --handle tva --person 'Anna Berg'");
    home.ok("add --platform facebook --handle Tre");
    let mut writer = another(&home);
    let mut batch = writer.batch().unwrap();
    for account in [1, 2] {
        log(&mut batch, account, "2026-08-01", "", EventData::Submitted(Submission::default()));
    }
    batch.finish().unwrap();
    home
}

/// Says that it is over when it goes.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Relaxed);
    }
}

/// Runs commands while another window writes the same into two accounts again and again, each time in one go: a draft
/// and a note that may be quoted; and a third one waits for an answer or does not.
fn while_another_writes(home: &Home, commands: impl Fn()) {
    let (mut writer, ended) = (another(home), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut sent = None;
            for n in 1.. {
                if ended.load(Relaxed) {
                    return;
                }
                let mut batch = writer.batch().unwrap();
                for account in [1, 2] {
                    let draft = Draft { reason: format!("gång {n}"), version: n - 1, ..Draft::default() };
                    batch.apply(&Change::SaveDraft { account: AccountId(account), draft }).unwrap();
                    log(&mut batch, account, "2026-11-20", &format!("gång {n} för {account}"), EventData::Note);
                }
                sent = match sent {
                    None => Some(log(&mut batch, 3, "2026-11-20", "", EventData::Submitted(Submission::default()))),
                    Some(voids) => {
                        log(&mut batch, 3, "2026-11-20", "", EventData::Voided { voids });
                        None
                    }
                };
                batch.finish().unwrap();
            }
        });
        // The writer ends also where a command fails.
        let _end = End(&ended);
        (0..12).for_each(|_| commands());
    });
}

#[test]
fn a_case_that_moves_while_the_list_is_written_is_listed_once() {
    let home = Home::new().with("NEJ_DB", "nej.db");
    let lines: Vec<String> = (0..4_000).map(|n| format!("facebook,Person.nummer.{n},Anna Berg")).collect();
    home.write("many.csv", format!("platform,handle,person\n{}", lines.join("\n")));
    home.ok("import many.csv");
    let mut list = home.command().arg("list").stdout(Stdio::piped()).spawn().unwrap();
    let (mut out, mut first) = (BufReader::new(list.stdout.take().unwrap()), String::new());
    out.read_line(&mut first).unwrap();
    // Much more is to come than a pipe holds. The last one of the list becomes the first one.
    let mut writer = another(&home);
    let mut batch = writer.batch().unwrap();
    log(&mut batch, 4_000, "2026-08-01", "", EventData::Submitted(Submission::default()));
    batch.finish().unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert!(list.wait().unwrap().success());
    assert_eq!(rest.matches("Person.nummer.3999 ").count(), 1);
    assert!(home.ok("list").lines().next().unwrap().contains("Person.nummer.3999 "));
}

#[test]
fn an_account_is_shown_as_it_was_at_one_moment() {
    let home = home();
    while_another_writes(&home, || {
        let shown = home.json("show 1 --json");
        let note = shown["events"].as_array().unwrap().last().unwrap()["note"].as_str().unwrap_or_default().to_owned();
        assert!(note.is_empty() || note == format!("{} för 1", shown["reason"].as_str().unwrap()), "{shown}");
    });
}

#[test]
fn the_status_counts_and_dates_one_moment() {
    let home = home();
    while_another_writes(&home, || {
        let status = home.json("status --json");
        assert_eq!(status["awaiting_reply"] == 0, status["next_due"].is_null(), "{status}");
    });
}

#[test]
fn the_texts_of_all_accounts_are_from_one_moment() {
    let home = home();
    while_another_writes(&home, || {
        home.run("text --all -o texts --force");
        let text = |name: &str| fs::read_to_string(home.path("texts").join(name)).unwrap_or_default();
        let time = |text: &str| text.lines().find_map(|line| line.split_once("gång ")).map(|(_, n)| n.to_owned());
        assert_eq!(time(&text("1-facebook-Ett.txt")), time(&text("2-instagram-tva.txt")));
    });
}

#[test]
fn a_complaint_quotes_the_notes_of_one_moment() {
    let home = home();
    while_another_writes(&home, || {
        let complaint = home.run("complaint 1 2").out;
        assert!(complaint.contains("Anna Berg"), "{complaint}");
        assert_eq!(complaint.matches(" för 1").count(), complaint.matches(" för 2").count(), "{complaint}");
    });
}
