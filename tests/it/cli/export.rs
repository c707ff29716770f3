//! Taking everything along: files that are private and whole, in three formats.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{Home, inside};

fn demo() -> Home {
    let home = Home::new();
    home.ok("demo --into nej.db");
    home.with("NEJ_DB", "nej.db")
}

#[test]
fn an_export_is_a_private_file_that_is_never_overwritten_unasked() {
    let home = demo();
    home.ok("export --format json -o all.json");
    assert_eq!(fs::metadata(home.path("all.json")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(home.fails("export --format csv -o all.json", 1), "all.json finns redan. Ange --force för att skriva över den.");
    assert!(fs::read_to_string(home.path("all.json")).unwrap().starts_with('{'));
    home.ok("export --format csv -o all.json --force");
    assert!(fs::read_to_string(home.path("all.json")).unwrap().starts_with("\u{feff}id,platform,handle,"));
    assert_eq!(home.fails("export --format csv -o no/all.csv", 1), "no/all.csv går inte att skriva: mappen finns inte.");
    assert_eq!(home.fails("export --format csv -o .", 1), ". går inte att skriva: är en mapp.");
    assert_eq!(inside(home.folder.path()), ["all.json", "nej.db"]);
}

#[test]
fn nothing_is_ever_written_over_the_database() {
    let home = demo();
    std::os::unix::fs::symlink("nej.db", home.path("link")).unwrap();
    let before = fs::read(home.path("nej.db")).unwrap();
    for name in ["nej.db", "link"] {
        let told = home.fails(&format!("export --format csv -o {name} --force"), 1);
        assert_eq!(told, format!("{name} är databasen själv. Ange en annan fil."));
    }
    assert_eq!(fs::read(home.path("nej.db")).unwrap(), before);
}

#[test]
fn standard_output_takes_an_export_too() {
    let home = demo();
    let file = |format: &str| {
        home.ok(&format!("export --format {format} -o out.{format} --force"));
        fs::read_to_string(home.path(&format!("out.{format}"))).unwrap()
    };
    for format in ["json", "csv", "ics"] {
        assert_eq!(home.ok(&format!("export --format {format}")), file(format));
        assert_eq!(home.ok(&format!("export --format {format} -o -")), file(format));
    }
}

#[test]
fn json_holds_everything_by_number() {
    let home = demo();
    home.run("log 1 note --note 'Ett försök: \u{202e}'");
    home.run("void 1 1 --why fel");
    let all = home.json("export --format json");
    assert_eq!((&all["format"], &all["version"]), (&"nej".into(), &1.into()));
    let accounts = all["accounts"].as_array().unwrap();
    assert!(accounts.iter().map(|a| a["id"].as_u64().unwrap()).eq(1..=19));
    assert_eq!(accounts[0]["events"][0]["voided_by"], accounts[0]["events"].as_array().unwrap().last().unwrap()["id"]);
    assert!(!home.ok("export --format json").contains('\u{202e}'));
}

#[test]
fn an_empty_database_is_exported_empty() {
    let home = Home::new();
    assert_eq!(home.ok("export --format json"), "{\"format\":\"nej\",\"version\":1,\"accounts\":[]}\n");
    let table = home.ok("export --format csv");
    assert!(table.starts_with("\u{feff}id,") && table.lines().count() == 1, "marked for spreadsheets: {table}");
    assert!(home.ok("export --format ics").ends_with("END:VCALENDAR\r\n"));
}

#[test]
fn a_calendar_keeps_its_events_apart_and_cancels_what_is_settled() {
    let home = Home::new();
    home.run("add --platform instagram --handle 'anna;foto'");
    home.run("submit 1 --on 2026-11-06");
    let before = home.ok("--lang en export --format ics");
    assert!(before.contains("SUMMARY:Meta's reply is due: Instagram @anna\\;foto\r\n"), "{before}");
    assert!(before.contains("DTSTART;VALUE=DATE:20261206\r\n") && before.contains("DTSTART;VALUE=DATE:20261208\r\n"), "{before}");
    home.ok("log 1 granted");
    let after = home.ok("--lang en export --format ics");
    let uids = |text: &str| text.lines().filter(|l| l.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!((uids(&before), uids(&before).len()), (uids(&after), 2));
    assert_eq!((before.matches("BEGIN:VALARM").count(), after.matches("STATUS:CANCELLED").count()), (4, 2));
    assert!(!home.ok("--today 2027-02-01 export --format ics").contains("VEVENT"));
    assert!(after.split("\r\n").all(|line| line.len() <= 75));
}
