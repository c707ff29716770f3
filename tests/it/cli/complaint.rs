//! `nej complaint`: the complaint in its forms, privately written, with what is missing beside it.

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
fn a_complaint_is_swedish_unless_it_is_asked_for_otherwise() {
    let home = waiting();
    let ran = home.run("--lang en complaint 1");
    assert!(ran.status == 0 && ran.out.starts_with("KLAGOMÅL ENLIGT ARTIKEL 77"), "{ran:?}");
    assert!(ran.out.contains("Den gällde också Facebook Anna."), "{}", ran.out);
    assert!(ran.err.starts_with("nej: Nothing that shows the contact with Meta is attached"), "{}", ran.err);
    assert!(ran.err.contains("public record") && !ran.out.contains("allmän handling"), "{ran:?}");
    let english = home.run("complaint 1 --lang en --format markdown").out;
    assert!(english.starts_with("# Complaint under Article 77"), "{english}");
    assert!(home.run("complaint 1 --format html").out.starts_with("<!DOCTYPE html>\n<html lang=\"sv\">"));
}

#[test]
fn a_complaint_becomes_a_private_file_and_replaces_none() {
    let home = waiting();
    assert_eq!(home.run("complaint 1 --format html -o klagomål.html").out, "");
    let file = home.path("klagomål.html");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let before = fs::read(&file).unwrap();
    assert!(home.fails("complaint 2 -o klagomål.html", 1).contains("klagomål.html"));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_complaint_logged_as_lodged_keeps_the_text_as_it_stood() {
    let home = waiting();
    let kept = |id: i64| home.json(&format!("show {id} --json"))["events"][1]["text"].as_str().unwrap().to_owned();
    let stood = home.run("--today 2026-10-05 complaint 1").out;
    home.ok("log 1 complaint_lodged --on 2026-10-05");
    assert_eq!(kept(1), stood);
    home.ok("edit 1 --person 'Anna Ek'");
    assert_eq!(kept(1), stood, "what was lodged stays as it was");
    home.ok("log 2 complaint_lodged --on 2026-10-05 --lang en");
    assert!(kept(2).contains("Anna Berg, resident in Sweden\n"), "{}", kept(2));
}

#[test]
fn the_settings_say_who_i_am() {
    let home = waiting();
    home.write(".config/nej/config.toml", "[me]\nname = 'anna berg'\nphone = '070-123 45 67'\n");
    assert!(home.run("complaint 1").out.contains("anna@example.org · 070-123 45 67\n"));
}

#[test]
fn a_decision_is_asked_for_after_the_complaint() {
    let home = waiting();
    assert!(home.fails("complaint 1 --decision", 1).contains("Logga det först."));
    home.ok("log 1 complaint_lodged --on 2026-10-05 --case-number IMY-2026-7");
    assert!(home.fails("complaint 1 --decision", 1).contains("först från den 6 januari 2027"));
    let ran = home.run("--today 2027-01-06 complaint 1 --decision");
    assert!(ran.out.contains("mot Meta Platforms Ireland Limited, ärende IMY-2026-7."), "{ran:?}");
}

#[test]
fn a_decision_is_appealed_and_nothing_else() {
    let home = waiting();
    assert!(home.fails("complaint 1 --appeal", 1).contains("Inget beslut som går att överklaga"));
    home.ok("log 1 complaint_lodged --on 2026-10-05 --case-number IMY-2026-7");
    home.ok("log 1 authority_replied --on 2026-10-20 --outcome dismissed --served 2026-10-21");
    let ran = home.run("--today 2026-11-01 complaint 1 --appeal");
    assert!(ran.out.starts_with("ÖVERKLAGANDE\n") && ran.out.contains("att avvisa klagomålet i ärende IMY-2026-7."), "{ran:?}");
    assert!(ran.err.contains("senast den 11 november 2026"), "{ran:?}");
    assert!(home.fails("complaint 1 2 --appeal", 1).contains("ett ärende i taget"));
}

#[test]
fn letters_to_meta_and_a_written_authority_are_printed() {
    let home = waiting();
    let ran = home.run("text 1 --reminder");
    assert!(ran.status == 0 && ran.out.starts_with("Den 1 september 2026 invände jag"), "{ran:?}");
    assert!(home.run("text 1 --identity --lang en").out.starts_with("My name is Anna Berg and I hold Instagram @anna"));
    assert!(home.fails("text 1 --authority", 1).contains("--represented-by"));
    home.ok("edit 1 --represented-by 'Olle Ek'");
    assert!(home.run("text 1 --authority").out.starts_with("FULLMAKT\n\nJag, Anna Berg, ger Olle Ek fullmakt"));
    home.ok("log 1 granted --on 2026-09-20");
    assert!(home.fails("text 1 --reminder", 1).contains("har redan fått svar"));
}
