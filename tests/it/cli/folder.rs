//! `nej complaint --folder`: complaint and annexes leave together, private, whole, under names that lead nowhere else.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{Home, inside};

/// Two accounts of Anna, one of Olle; Anna's with attachments of awkward names.
fn home() -> Home {
    let home = Home::new();
    home.ok("add --platform instagram --handle @anna --email anna@example.org --person 'Anna Berg'");
    home.ok("add --platform facebook --handle Anna --email anna2@example.org --person 'anna berg'");
    home.ok("add --platform instagram --handle @olle --email olle@example.org --person 'Olle Ek'");
    home.ok("draft 1 2 3 --reason 'Jag fotograferar.'");
    home.ok("submit 1 2 3 --on 2026-09-01");
    for (folder, text) in [("a", "ett"), ("b", "två")] {
        home.write(&format!("{folder}/svar.txt"), text);
    }
    for file in ["-rf.txt", ".profil", "klagomal.txt", "rad\n\u{1b}[31m.txt"] {
        home.write(file, file);
    }
    home
}

/// A home whose attachments are in the database.
fn attached() -> Home {
    let home = home();
    for (account, file) in [(1, "a/svar.txt"), (2, "a/svar.txt"), (2, "b/svar.txt"), (1, "klagomal.txt"), (1, "./-rf.txt")] {
        assert_eq!(home.run(&format!("evidence {account} --add {file}")).status, 0);
    }
    assert_eq!(home.run("evidence 1 --add .profil").status, 0);
    assert_eq!(home.run("evidence 1 --add 'rad\n\u{1b}[31m.txt'").status, 0);
    home
}

const FILES: [&str; 10] = [
    "LÄS FÖRST.txt",
    "_-rf.txt",
    "_.profil",
    "klagomal-2.txt",
    "klagomal.html",
    "klagomal.md",
    "klagomal.txt",
    "rad--[31m.txt",
    "svar-2.txt",
    "svar.txt",
];

#[test]
fn a_folder_holds_the_complaint_in_three_forms_and_just_the_files_of_its_list() {
    let home = attached();
    let ran = home.run("complaint 1 2 --folder imy");
    assert!(ran.status == 0 && ran.out.starts_with("10 filer skrivna i /") && ran.out.ends_with("/imy\n"), "{ran:?}");
    assert!(!ran.out.contains('\u{1b}') && !ran.err.contains("fullmakt"), "{ran:?}");
    let folder = home.path("imy");
    assert_eq!(inside(&folder), FILES);
    assert_eq!(fs::read_to_string(folder.join("svar-2.txt")).unwrap(), "två");
    let text = fs::read_to_string(folder.join("klagomal.txt")).unwrap();
    for file in FILES.iter().filter(|name| !["LÄS FÖRST.txt", "klagomal.txt", "klagomal.md", "klagomal.html"].contains(name)) {
        assert!(text.contains(&format!(" {file} (")), "{file}\n{text}");
    }
    assert_eq!(text, home.run("complaint 1 2").out, "what is printed and what is written is the same");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert!(inside(&folder).iter().all(|name| mode(&folder.join(name)) == 0o600));
}

#[test]
fn a_folder_that_exists_is_refused_and_nothing_is_left_beside_it() {
    let home = attached();
    fs::create_dir(home.path("imy")).unwrap();
    let before = inside(home.folder.path());
    assert_eq!(home.fails("complaint 1 --folder imy", 1), "imy finns redan. Välj ett annat namn.");
    assert!(home.fails("complaint 1 --folder no/where", 1).contains("no/where"));
    assert!(inside(&home.path("imy")).is_empty() && inside(home.folder.path()) == before);
}

#[test]
fn an_attachment_that_is_not_as_the_log_says_stops_the_folder() {
    let home = attached();
    let conn = rusqlite::Connection::open(home.path(".local/share/nej/nej.db")).unwrap();
    conn.execute_batch("DROP TRIGGER evidence_never_changes; UPDATE evidence SET data = x'00' WHERE event_id = 4").unwrap();
    drop(conn);
    let before = inside(home.folder.path());
    let told = home.fails("complaint 1 --folder imy", 1);
    assert!(told.contains("svar.txt stämmer inte med loggen"), "{told}");
    assert_eq!(inside(home.folder.path()), before);
}

#[test]
fn each_of_several_people_has_a_folder_in_it() {
    let home = attached();
    let told = home.fails("complaint 1 3", 1);
    assert!(told.contains("2 personer") && told.contains("--folder"), "{told}");
    let ran = home.run("complaint 3 1 2 --folder imy --lang en");
    assert!(ran.out.starts_with("14 files written to"), "{ran:?}");
    assert_eq!(inside(&home.path("imy")), ["Anna Berg", "Olle Ek"]);
    assert_eq!(inside(&home.path("imy/Olle Ek")), ["READ FIRST.txt", "complaint.html", "complaint.md", "complaint.txt"]);
    let text = fs::read_to_string(home.path("imy/Anna Berg/complaint.txt")).unwrap();
    assert!(text.contains("Anna Berg, resident in Sweden\n") && text.contains("anna@example.org, anna2@example.org\n"), "{text}");
    assert!(!text.contains("@olle"), "{text}");
}

#[test]
fn a_decision_is_asked_for_one_case_at_a_time() {
    assert!(home().fails("complaint 1 2 --decision", 1).contains("ett ärende i taget"));
}
