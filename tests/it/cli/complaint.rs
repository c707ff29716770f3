//! `nej complaint`: the dossier in its forms, privately written, with what is missing beside it.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::Home;

fn waiting() -> Home {
    let home = Home::new();
    home.ok("add --platform instagram --handle @anna --email anna@example.org --person 'Anna Berg'");
    home.ok("add --platform facebook --handle Anna --email anna@example.org --person 'Anna Berg'");
    home.ok("draft 1 2 --reason 'Jag fotograferar.'");
    home.ok("submit 1 2 --on 2026-09-01 --together");
    home
}

#[test]
fn a_dossier_is_swedish_unless_it_is_asked_for_otherwise() {
    let home = waiting();
    let ran = home.run("--lang en complaint 1");
    assert!(ran.status == 0 && ran.out.starts_with("Det här blir allmän handling"), "{ran:?}");
    assert!(ran.out.contains("Gällde också: Facebook Anna"), "{}", ran.out);
    assert!(ran.err.starts_with("nej: No correspondence with Meta is attached"), "{}", ran.err);
    let english = home.run("complaint 1 --lang en --format markdown").out;
    assert!(english.contains("\n# Complaint under Article 77"), "{english}");
    assert!(home.run("complaint 1 --format html").out.starts_with("<!DOCTYPE html>\n<html lang=\"sv\">"));
}

#[test]
fn a_dossier_becomes_a_private_file_and_replaces_none() {
    let home = waiting();
    assert_eq!(home.run("complaint 1 --format html -o klagomål.html").out, "");
    let file = home.path("klagomål.html");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read(&file).unwrap();
    assert!(home.fails("complaint 2 -o klagomål.html", 1).contains("klagomål.html"));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_complaint_logged_as_lodged_keeps_the_dossier_as_it_stood() {
    let home = waiting();
    let kept = |id: i64| home.json(&format!("show {id} --json"))["events"][1]["text"].as_str().unwrap().to_owned();
    let stood = home.run("--today 2026-10-05 complaint 1").out;
    home.ok("log 1 complaint_lodged --on 2026-10-05");
    assert_eq!(kept(1), stood);
    home.ok("edit 1 --person 'Anna Ek'");
    assert_eq!(kept(1), stood, "what was lodged stays as it was");
    home.ok("log 2 complaint_lodged --on 2026-10-05 --lang en");
    assert!(kept(2).contains("\nComplainant: Anna Berg\n"), "{}", kept(2));
}

#[test]
fn the_settings_say_who_i_am() {
    let home = waiting();
    home.write(".config/nej/config.toml", "[me]\nname = 'anna berg'\nphone = '070-123 45 67'\n");
    assert!(home.run("complaint 1").out.contains("\nKlagande: anna berg\nE-post: anna@example.org\nTelefon: 070-123 45 67\n"));
}

#[test]
fn a_decision_is_asked_for_after_the_complaint() {
    let home = waiting();
    assert!(home.fails("complaint 1 --decision", 1).contains("Logga det först."));
    home.ok("log 1 complaint_lodged --on 2026-10-05 --case-number IMY-2026-7");
    let ran = home.run("complaint 1 --decision");
    assert!(ran.out.contains("diarienummer IMY-2026-7.") && ran.err.contains("först från 2027-01-06"), "{ran:?}");
}
