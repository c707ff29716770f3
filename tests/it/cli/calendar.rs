//! The calendar as others read it: a library that has nothing to do with the one that writes it, and a calendar
//! program where it is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use icalendar::parser::{Component, read_calendar, unfold};

use super::Home;
use crate::outside::installed;

/// What an event says, by the name of the property; its alarm's under `ALARM`.
type LoopEvent = BTreeMap<String, String>;

fn events(file: &str) -> Vec<LoopEvent> {
    let unfolded = unfold(file);
    let calendar = read_calendar(&unfolded).unwrap();
    assert!(calendar.components.iter().all(|part| part.name == "VEVENT"));
    let said =
        |part: &Component<'_>| -> LoopEvent { part.properties.iter().map(|p| (p.name.to_string(), p.val.to_string())).collect() };
    let event = |part: &Component<'_>| {
        let mut event = said(part);
        for alarm in &part.components {
            let alarm = said(alarm);
            event.insert("ALARM".to_owned(), format!("{} {} {}", alarm["ACTION"], alarm["TRIGGER"], alarm["DESCRIPTION"]));
        }
        event
    };
    calendar.components.iter().map(event).collect()
}

fn of<'a>(events: &'a [LoopEvent], name: &str) -> Vec<&'a str> {
    events.iter().map(|event| event[name].as_str()).collect()
}

fn demo() -> Home {
    let home = Home::new();
    home.ok("demo --into nej.db");
    home.with("NEJ_DB", "nej.db")
}

#[test]
fn another_library_reads_the_dates_and_their_alarms() {
    let home = Home::new().with("NEJ_LANG", "en");
    home.ok("add --platform instagram --handle anna.foto");
    home.run("submit 1 --on 2026-11-06");
    home.ok("add --platform facebook --handle 'Olle Ek'");
    home.run("submit 2 --on 2026-08-03");
    home.ok("log 2 complaint_lodged --on 2026-10-01");
    let events = events(&home.ok("export --format ics"));
    assert_eq!(of(&events, "SUMMARY").len(), 3);
    assert_eq!(of(&events, "DTSTART"), ["20261206", "20261208", "20270101"]);
    assert_eq!(of(&events, "DTEND"), ["20261207", "20261209", "20270102"]);
    for event in &events {
        assert_eq!(event["ALARM"], format!("DISPLAY PT9H {}", event["SUMMARY"]));
        assert!(event["DESCRIPTION"].contains("https://www.imy.se/"), "{event:?}");
    }
}

#[test]
fn an_event_has_a_uid_of_its_own_and_keeps_it() {
    let home = demo();
    let read = |day: &str| events(&home.ok(&format!("--today {day} export --format ics")));
    let (first, second) = (read("2026-11-23"), read("2026-11-24"));
    let uids: BTreeSet<_> = of(&first, "UID").into_iter().collect();
    assert_eq!((uids.len(), uids.len() > 20), (first.len(), true));
    assert!(of(&second, "UID").iter().all(|uid| uids.contains(uid)));
    for later in &second {
        let earlier = first.iter().find(|event| event["UID"] == later["UID"]).unwrap();
        let number = |event: &LoopEvent| event["SEQUENCE"].parse::<u32>().unwrap();
        assert!(number(later) > number(earlier), "a calendar takes the newer one");
        assert_eq!((&later["SUMMARY"], &later["DTSTART"]), (&earlier["SUMMARY"], &earlier["DTSTART"]));
    }
}

#[test]
fn hostile_names_come_back_as_they_are_and_add_nothing() {
    let home = Home::new().with("NEJ_LANG", "en");
    let names = [
        "a;b,c\\d\\n\"e\"",
        "BEGIN:VEVENT",
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y",
        "x\nATTENDEE;CN=z:mailto:a@example.org",
        &"å😀;".repeat(60),
        "z\u{2028}UID:1 \u{85}DTSTART:2",
    ];
    for (name, account) in names.iter().zip(1..) {
        let added = home.command().args(["add", "--platform", "facebook", "--handle", name]).output().unwrap();
        assert!(added.status.success(), "{name:?}");
        home.run(&format!("submit {account} --on 2026-11-06"));
    }
    let events = events(&home.ok("export --format ics"));
    let shown: Vec<_> =
        of(&events, "SUMMARY").into_iter().filter_map(|s| s.strip_prefix("Meta's reply is due: Facebook ")).collect();
    let seen = |name: &&str| nej::domain::text::escape_control_lines(&nej::domain::text::to_stored(name)).into_owned();
    assert_eq!(shown, names.iter().map(seen).collect::<Vec<_>>());
    assert_eq!(events.len(), names.len() * 2);
    assert!(events.iter().all(|event| !event.contains_key("ATTENDEE") && event["DTSTART"].starts_with("202612")));
}

/// `khal` keeps to the UIDs; `calcurse` does not look at them and has everything twice.
#[test]
fn a_calendar_program_that_is_given_the_file_again_has_nothing_twice() {
    if !installed("khal") {
        return crate::tools::skip("khal is not installed here");
    }
    let home = demo();
    let folder = home.folder.path().display();
    let zone = "Europe/Stockholm";
    home.write(
        "khal.conf",
        format!(
            "[calendars]\n[[nej]]\npath = {folder}/events\n[sqlite]\npath = {folder}/khal.db\n[default]\ndefault_calendar = nej\n\
             [locale]\nlocal_timezone = {zone}\ndefault_timezone = {zone}\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n\
             longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        ),
    );
    fs::create_dir(home.path("events")).unwrap();
    let khal = |args: &[&str]| {
        let mut command = Command::new("khal");
        command.env_clear().env("HOME", home.folder.path()).env("LANG", "C.UTF-8").env("PATH", "/usr/bin:/bin");
        let output = command.args(["-c", "khal.conf"]).args(args).current_dir(home.folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let titles = || {
        let listed = khal(&["list", "--format", "{start-date} {title}", "--day-format", "", "2026-01-01", "900d"]);
        let mut titles: Vec<String> = listed.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        titles.sort();
        titles
    };
    home.ok("export --format ics -o all.ics");
    khal(&["import", "--batch", "all.ics"]);
    let once = titles();
    assert_eq!(once.len(), events(&fs::read_to_string(home.path("all.ics")).unwrap()).len());
    khal(&["import", "--batch", "all.ics"]);
    assert_eq!(titles(), once);
    home.ok("log 1 granted --on 2026-11-23");
    home.ok("--today 2026-11-24 export --format ics -o all.ics --force");
    khal(&["import", "--batch", "all.ics"]);
    assert_eq!(titles(), once);
}
