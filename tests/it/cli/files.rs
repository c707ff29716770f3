//! The files that commands write: whole or not at all, never over another one unasked, never to somebody else.

use std::process::Command;

use super::{Home, inside};

fn home() -> Home {
    let home = Home::new();
    home.ok("add --platform instagram --handle anna");
    home.ok("draft 1 --ground privacy");
    home
}

#[test]
fn annexes_and_texts_are_saved_over_nothing_that_is_there() {
    let home = home();
    home.write("svar.txt", "ett svar");
    home.ok("evidence 1 --add svar.txt");
    for (command, file) in [("evidence 1 --save ut", "ut/1-svar.txt"), ("text --all -o ut", "ut/1-instagram-anna.txt")] {
        home.ok(command);
        home.write(file, "eget");
        let told = home.fails(command, 1);
        assert_eq!(told, format!("{file} finns redan. Ange --force för att skriva över den."));
        assert_eq!(std::fs::read_to_string(home.path(file)).unwrap(), "eget");
        home.ok(&format!("{command} --force"));
        assert_ne!(std::fs::read_to_string(home.path(file)).unwrap(), "eget");
        std::fs::remove_dir_all(home.path("ut")).unwrap();
    }
    assert_eq!(home.run("evidence 1 --force").status, 2);
}

#[test]
fn of_several_files_none_is_written_where_one_is_there() {
    let home = home();
    home.ok("add --platform facebook --handle Olle");
    home.ok("draft 2 --ground privacy");
    home.write("ut/2-facebook-Olle.txt", "eget");
    home.fails("text --all -o ut", 1);
    assert_eq!(inside(&home.path("ut")), ["2-facebook-Olle.txt"]);
}

#[test]
fn a_demo_on_a_full_disk_leaves_nothing() {
    let home = Home::new();
    let mut command = Command::new("sh");
    command.env_clear().env("HOME", home.path("")).current_dir(home.path("")).env("NEJ_TODAY", super::TODAY);
    let limited = "ulimit -f 256; exec \"$0\" demo --accounts 2000 --into trial.db";
    let ran = command.args(["-c", limited, env!("CARGO_BIN_EXE_nej")]).output().unwrap();
    let told = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{told}");
    assert!(told.starts_with("nej: trial.db: ") || told.contains("trial.db"), "{told}");
    assert_eq!(inside(&home.path("")), [""; 0]);
    home.ok("demo --into trial.db");
    assert_eq!(inside(&home.path("")), ["trial.db"]);
    assert!(home.fails("demo --into trial.db", 1).starts_with("trial.db finns redan"));
}

#[test]
fn a_table_for_excel_has_semicolons_and_a_mark_and_one_for_programs_has_neither() {
    let home = home();
    home.ok("edit 1 --person 'Åsa; Öberg'");
    let excel = home.ok("list --csv --excel");
    assert!(excel.starts_with("\u{feff}id;platform;handle;"), "{excel}");
    assert!(excel.contains(";\"Åsa; Öberg\";"), "{excel}");
    assert_eq!(home.ok("export --format csv --excel"), excel);
    assert!(home.ok("list --csv").starts_with("id,platform,"));
    assert!(home.ok("export --format csv").starts_with("\u{feff}id,platform,"));
    assert_eq!(home.fails("export --format json --excel", 2), "--excel går bara med --format csv.");
    assert_eq!(home.run("list --excel").status, 2);
    // What Excel opened can be brought in again.
    home.write("ark.csv", excel);
    assert_eq!(home.ok("--db annan.db import ark.csv"), "Importerat: 1 nytt konto\n");
}
