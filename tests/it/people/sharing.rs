//! A database that a group shares: who can use it, what lies beside it, and what those read who cannot.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::process::Stdio;

use super::{GROUP, Office, STRANGER, USERS, mode, said};

/// What `nej doctor` says of who may use the database.
fn doctor(office: &Office, n: u32) -> Vec<String> {
    let told = String::from_utf8(office.run(n, "doctor").stdout).unwrap();
    let about = |line: &&str| ["grupp", "läs", "mapp", "åtkomst"].iter().any(|word| line.contains(word));
    let lines = told.lines().filter(|line| !line.contains("https://")).filter(about);
    lines.map(|line| line.replace(&office.path("srv").display().to_string(), "/srv")).collect()
}

#[test]
fn what_is_made_beside_a_shared_database_is_the_groups_under_any_umask() {
    for umask in ["000", "007", "022", "077"] {
        let Some(office) = Office::open() else { return };
        let ran = office.run_under(umask, 0, &format!("init --shared {GROUP}"));
        assert!(ran.status.success(), "{}", said(&ran));
        let folder = office.path("srv/nej");
        assert_eq!((mode(&folder), mode(&office.db())), ((GROUP, 0o2770), (GROUP, 0o660)), "umask {umask}");
        // While a window is open there are a log, its index and the folder of windows; each made by another person.
        let mut window = office.window_under(umask, 1);
        window.says("add your first account").press("a\r@anna\x13").says("Saved: @anna");
        for beside in ["nej.db-wal", "nej.db-shm"] {
            assert_eq!(mode(&folder.join(beside)), (GROUP, 0o660), "{beside}, umask {umask}");
        }
        let here = fs::read_dir(folder.join("nej.db-here")).unwrap().next().unwrap().unwrap().path();
        assert_eq!((mode(&folder.join("nej.db-here")), mode(&here)), ((GROUP, 0o2770), (GROUP, 0o660)));
        let backup = folder.join("nej.db.copy");
        let ran = office.run_under(umask, 2, &format!("backup {}", backup.display()));
        assert!(ran.status.success(), "{}", said(&ran));
        assert_eq!(mode(&backup), (GROUP, 0o660), "umask {umask}");
        window.press("q");
        assert_eq!(window.end(), 0);
        // Put back by a third person it is still everybody's.
        let ran = office.run_under(umask, 3, &format!("restore {}", backup.display()));
        assert!(ran.status.success(), "{}", said(&ran));
        assert_eq!(mode(&office.db()), (GROUP, 0o660), "umask {umask}");
        assert_eq!(office.ok(0, "list").lines().count(), 1);
        assert_eq!(
            doctor(&office, 4),
            [format!("ok     gruppen {GROUP} delar databasen, som tillhör {}; ingen annan kommer åt den", USERS + 3)]
        );
    }
}

#[test]
fn eight_people_write_at_once_and_nothing_is_lost() {
    let Some(office) = Office::shared() else { return };
    let mut running = Vec::new();
    for round in 0..5 {
        for n in 0..8 {
            let note = format!("{n}-{round}");
            let mut command = office.command(n, &["--wait", "60", "log", "1", "note", "--note", &note]);
            running.push(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
        }
    }
    for child in running {
        let ran = child.wait_with_output().unwrap();
        assert!(ran.status.success(), "{}", said(&ran));
    }
    let shown: serde_json::Value = serde_json::from_str(&office.ok(4, "show 1 --json")).unwrap();
    let mut notes: Vec<(String, String)> = shown["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| (event["note"].as_str().unwrap().to_owned(), event["login"].as_str().unwrap().to_owned()))
        .collect();
    notes.sort();
    let mut all: Vec<_> = (0..8).flat_map(|n| (0..5).map(move |r| (format!("{n}-{r}"), (USERS + n).to_string()))).collect();
    all.sort();
    assert_eq!(notes, all, "each entry once, by the one who wrote it");
}

#[test]
fn a_private_database_a_shared_one_and_an_open_door_are_told_apart() {
    let Some(office) = Office::open() else { return };
    office.ok(0, "init");
    assert_eq!(doctor(&office, 0), ["ok     bara du kan läsa filen"]);
    office.ok(0, &format!("init --shared {GROUP}"));
    let shared = format!("ok     gruppen {GROUP} delar databasen, som tillhör {USERS}; ingen annan kommer åt den");
    assert_eq!(doctor(&office, 1), [shared.as_str()]);
    fs::set_permissions(office.db(), Permissions::from_mode(0o664)).unwrap();
    assert_eq!(doctor(&office, 0)[0], "FEL    andra kan läsa /srv/nej/nej.db. Ändra det med chmod 600");
    fs::set_permissions(office.db(), Permissions::from_mode(0o640)).unwrap();
    let half = format!(
        "obs    gruppen {GROUP} kan läsa /srv/nej/nej.db men inte skriva. För att dela den: nej init --shared {GROUP}; annars chmod 600"
    );
    assert_eq!(doctor(&office, 0), [half]);
    // Shared by hand: what is made in the folder from now on would not be the group's.
    fs::set_permissions(office.db(), Permissions::from_mode(0o660)).unwrap();
    fs::set_permissions(office.path("srv/nej"), Permissions::from_mode(0o770)).unwrap();
    let folder = format!("obs    mappen /srv/nej ger inte nya filer gruppen {GROUP}. Det rättar nej init --shared {GROUP}");
    assert_eq!(doctor(&office, 0), [shared.clone(), folder]);
    office.ok(0, &format!("init --shared {GROUP}"));
    assert_eq!(doctor(&office, 1), [shared]);
}

#[test]
fn who_cannot_use_it_reads_whose_it_is_and_what_to_ask_for() {
    let Some(office) = Office::shared() else { return };
    let (folder, db) = (office.path("srv/nej"), office.db());
    let (folder, file) = (folder.display(), db.display());
    let stranger = USERS + STRANGER;
    let ask = format!("Be den som sköter datorn att ta med dig i gruppen {GROUP}, och logga sedan in på nytt.");
    for command in ["list", "add --platform instagram --handle x", "doctor", "status"] {
        let told = office.fails(STRANGER, command);
        assert_eq!(
            told,
            format!("Mappen {folder} tillhör {USERS} och gruppen {GROUP}, och du ({stranger}) släpps inte in. {ask}")
        );
    }
    // The folder is open, the file is not.
    fs::set_permissions(office.path("srv/nej"), Permissions::from_mode(0o2775)).unwrap();
    let told = office.fails(STRANGER, "list");
    assert_eq!(told, format!("{file} tillhör {USERS} och gruppen {GROUP}, och du ({stranger}) får inte läsa den. {ask}"));
    // Private again.
    fs::set_permissions(&db, Permissions::from_mode(0o600)).unwrap();
    let told = office.fails(1, "list");
    let share = format!("Be {USERS} att dela databasen: nej --db {file} init --shared GRUPP.");
    assert_eq!(told, format!("{file} tillhör {USERS} och gruppen {GROUP}, och du ({}) får inte läsa den. {share}", USERS + 1));
    fs::set_permissions(&db, Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(office.path("srv/nej"), Permissions::from_mode(0o755)).unwrap();
    let told = office.run(1, "add --platform instagram --handle x");
    assert!(said(&told).contains("får inte skriva där"), "{}", said(&told));
    // Made by hand where new files do not get the group: the log is one person's.
    fs::set_permissions(&db, Permissions::from_mode(0o660)).unwrap();
    fs::set_permissions(office.path("srv/nej"), Permissions::from_mode(0o777)).unwrap();
    let mut window = office.window(0);
    window.says("@anna").press("n").says("Free text").press("x\x13").says("Saved: x");
    let told = office.fails(1, "list");
    assert!(told.contains("nej.db-wal tillhör") || told.contains("nej.db-shm tillhör"), "{told}");
    assert!(!told.contains("SQLite") && !told.contains("file:"), "{told}");
}

#[test]
fn what_cannot_be_shared_is_said_before_anything_is_changed() {
    let Some(office) = Office::open() else { return };
    let told = office.fails(0, "init --shared nosuchgroup");
    assert_eq!(told, "Gruppen nosuchgroup finns inte på den här datorn. Den som sköter datorn skapar den: groupadd nosuchgroup.");
    // In a home that lets nobody in.
    let inside = office.path("home0/nej/nej.db");
    let told = office.fails(0, &format!("--db {} init --shared {GROUP}", inside.display()));
    assert!(told.contains("home0 släpper inte in gruppen") && !inside.exists(), "{told}");
    // In a folder that holds other things.
    let folder = office.path("srv/things");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("letter.txt"), "x").unwrap();
    chown(&folder, Some(USERS), Some(USERS)).unwrap();
    let told = office.fails(0, &format!("--db {} init --shared {GROUP}", folder.join("nej.db").display()));
    assert!(told.contains("ligger annat än databasen"), "{told}");
    assert_eq!((mode(&folder), folder.join("nej.db").exists()), ((USERS, 0o755), false));
    // By somebody who is not in the group, and by one who does not own it.
    office.ok(0, "init");
    let told = office.fails(0, "init --shared 61901");
    assert!(told.contains("kan inte delas med gruppen 61901"), "{told}");
    assert_eq!(mode(&office.db()), (USERS, 0o600));
}

#[test]
fn a_setting_says_where_the_database_is_and_with_whom_a_new_one_is_shared() {
    let Some(office) = Office::open() else { return };
    let elsewhere = office.path("srv/team/nej.db");
    for n in 0..2 {
        let folder = office.path(&format!("home{n}/.config/nej"));
        fs::create_dir_all(&folder).unwrap();
        let text = format!("database = '{}'\nshared = '{GROUP}'\n", elsewhere.display());
        fs::write(folder.join("config.toml"), text).unwrap();
    }
    let run = |n: u32, args: &[&str]| {
        let mut command = office.command(n, args);
        command.env_remove("NEJ_DB");
        let ran = command.output().unwrap();
        assert!(ran.status.success(), "{}", said(&ran));
    };
    run(0, &["add", "--platform", "instagram", "--handle", "anna"]);
    assert_eq!((mode(&elsewhere), mode(&office.path("srv/team"))), ((GROUP, 0o660), (GROUP, 0o2770)));
    run(1, &["log", "1", "note", "--note", "x"]);
}

#[test]
fn an_access_list_is_respected_and_named() {
    let Some(office) = Office::open() else { return };
    let folder = office.path("srv/nej");
    fs::create_dir(&folder).unwrap();
    chown(&folder, Some(USERS), Some(USERS)).unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
    let list = format!("u:{0}:rwx,d:u:{0}:rwx,d:u:{1}:rwx,u:{1}:rwx", USERS, USERS + 1);
    let set = std::process::Command::new("setfacl").args(["-m", &list]).arg(&folder).output();
    if !set.is_ok_and(|ran| ran.status.success()) {
        return crate::tools::skip("no access lists can be set here");
    }
    office.ok(0, "add --platform instagram --handle anna");
    let mut window = office.window(0);
    window.says("@anna").press("n").says("Free text").press("x\x13").says("Saved: x");
    office.ok(1, "log 1 note --note y");
    assert_eq!(
        doctor(&office, 1)[0],
        "ok     en åtkomstlista (ACL) säger vilka som kommer åt databasen; getfacl /srv/nej/nej.db visar den"
    );
    let backup = folder.join("nej.db.copy");
    office.ok(1, &format!("backup {}", backup.display()));
    office.ok(0, &format!("--db {} list", backup.display()));
    assert!(!office.run(2, "list").status.success());
}
