//! Keeping the database in order: backing up, forgetting, looking it over.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::{Home, inside};

fn demo() -> Home {
    let home = Home::new();
    home.ok("demo --into nej.db");
    home.with("NEJ_DB", "nej.db")
}

#[test]
fn a_backup_is_a_database_with_everything_in_it() {
    let home = demo();
    assert_eq!(home.ok("backup kopia.db"), "Säkerhetskopierat till kopia.db\n");
    assert_eq!(fs::metadata(home.path("kopia.db")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(home.ok("--db kopia.db export --format json"), home.ok("export --format json"));
    assert_eq!(home.fails("backup kopia.db", 1), "kopia.db finns redan. Ange en fil som inte finns.");
    assert!(home.fails("backup no/kopia.db", 1).contains("no/kopia.db"));
    assert_eq!(Home::new().fails("--db no.db backup x.db", 1), "no.db finns inte. Kontrollera namnet.");
}

#[test]
fn a_backup_is_put_back_and_what_was_there_is_kept() {
    let home = demo();
    home.ok("backup kopia.db");
    let before = home.ok("export --format json");
    home.ok("add --platform facebook --handle Efter");
    let ran = home.run("restore kopia.db");
    assert_eq!((ran.status, ran.out.as_str()), (0, "Återställt från kopia.db till nej.db\n"));
    assert_eq!(ran.err, "nej: Det som låg där finns kvar som nej.db.before-restore. Ta bort det när inget saknas.\n");
    assert_eq!(home.ok("export --format json"), before);
    assert!(home.ok("--db nej.db.before-restore list Efter").contains("Efter"));
    assert_eq!(home.fails("restore no.db", 1), "no.db finns inte. Kontrollera namnet.");
}

#[test]
fn what_cannot_be_looked_at_is_not_nothing() {
    let home = Home::new();
    for command in ["status", "status --check", "status --json", "list", "list --json", "export --format csv", "doctor", "show 1"]
    {
        let told = home.fails(&format!("--db typo.db {command}"), 1);
        assert_eq!(told, "typo.db finns inte. Kontrollera namnet.", "{command}");
        let home = Home::new().with("NEJ_DB", "typo.db");
        assert_eq!(home.fails(command, 1), "typo.db finns inte. Kontrollera namnet.", "{command}");
        assert_eq!(inside(home.folder.path()), Vec::<String>::new());
    }
    // In the usual place there is nothing yet, and that is no fault.
    assert_eq!(home.run("status --check").status, 0);
    assert_eq!(home.ok("list --json"), "[]\n");
}

#[test]
fn a_database_that_stays_busy_has_an_exit_status_of_its_own() {
    let home = demo();
    let other = rusqlite::Connection::open(home.path("nej.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let told = home.fails("--wait 0 add --platform facebook --handle A", 4);
    assert!(told.starts_with("nej.db är upptagen av ett annat program"), "{told}");
    // Reading needs no waiting.
    assert!(home.ok("list").contains("@olle.ek"));
    let ran = home.run("--wait 0 doctor");
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.contains("så listan jämfördes inte med loggen"), "{}", ran.out);
    other.execute_batch("COMMIT").unwrap();
    home.ok("--wait 0 add --platform facebook --handle A");
}

#[test]
fn a_file_that_others_can_read_is_told_by_every_command() {
    let home = demo();
    fs::set_permissions(home.path("nej.db"), fs::Permissions::from_mode(0o640)).unwrap();
    for command in ["list", "status", "show 1", "export --format csv"] {
        let ran = home.run(command);
        assert_eq!((ran.status, ran.err.as_str()), (0, "nej: Andra kan läsa nej.db. Ändra det med chmod 600.\n"), "{command}");
    }
}

#[test]
fn forgetting_is_asked_for_twice_and_leaves_no_byte() {
    let home = demo();
    let there = |home: &Home| {
        let files = inside(home.folder.path()).into_iter().filter(|name| name.starts_with("nej.db"));
        files.flat_map(|name| fs::read(home.path(&name)).unwrap()).collect::<Vec<u8>>()
    };
    let has = |bytes: &[u8]| bytes.windows(8).any(|part| part == "olle.ek@".as_bytes() || part == b"@olle.ek");
    assert!(has(&there(&home)));
    let told = home.fails("forget @olle.ek", 2);
    assert_eq!(told, "Det här raderar 3 IG @olle.ek för gott, med text, logg och bilagor. Ange --yes om det är meningen.");
    let ran = home.run("forget @olle.ek --yes");
    assert_eq!((ran.status, ran.out.as_str()), (0, "Raderat: 3 IG @olle.ek\n"));
    assert_eq!(ran.err, "nej: Säkerhetskopior och exporter som du har gjort kan ha kontot kvar.\n");
    assert!(!String::from_utf8_lossy(&there(&home)).contains("@olle.ek"));
    assert_eq!(home.fails("show 3", 1), "Inget konto har nummer 3. Se nej list.");
}

#[test]
fn several_accounts_are_forgotten_together_or_not_at_all() {
    let home = demo();
    fs::write(home.path("nej.db.before-restore"), "an older copy").unwrap();
    assert!(home.fails("forget 3 999 --yes", 1).contains("999"));
    let ran = home.run("forget 3 5 7 --yes");
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 3, "{}", ran.out);
    assert!(ran.err.contains("nej.db.before-restore"), "{}", ran.err);
    for id in [3, 5, 7] {
        home.fails(&format!("show {id}"), 1);
    }
    assert_eq!(home.run("show 4").status, 0);
    assert!(home.run("doctor").out.contains("nej.db.before-restore"));
}

#[test]
fn the_doctor_finds_nothing_wrong_and_what_is_wrong() {
    let home = demo().with("TERM", "xterm");
    let path = home.path("nej.db");
    let told = home.ok("doctor");
    let (links, rest): (Vec<&str>, Vec<&str>) = told.lines().partition(|line| line.contains("https://"));
    assert_eq!(
        rest,
        [
            "ok     databasen nej.db, version 4",
            "ok     filen är oskadad",
            "ok     listan stämmer med loggen",
            "ok     bara du kan läsa filen",
            "ok     terminalen: TERM=xterm, färger ja, tecken utöver ASCII ja",
        ]
    );
    // The day of the tests is more than 90 days after every day on which an address was seen.
    assert_eq!(links.len(), nej::content::Links::builtin().iter().count());
    assert!(
        links.iter().all(|line| line.starts_with("obs    ") && line.contains(" kommer från ") && line.contains(", 202")),
        "{told}"
    );
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute("UPDATE case_list SET status = 50 WHERE account_id = 1", []).unwrap();
    drop(conn);
    let ran = home.run("--lang en doctor");
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    assert!(ran.out.contains("WRONG  1 row of the list did not match the log and was corrected\n"), "{}", ran.out);
    assert!(ran.out.contains("WRONG  others can read nej.db. Change that with chmod 600\n"), "{}", ran.out);
    assert_eq!(home.run("doctor").out.matches("FEL").count(), 1);
}

#[test]
fn the_doctor_looks_without_making_anything() {
    let home = Home::new();
    assert!(home.ok("doctor").contains("finns inte än"));
    assert_eq!(inside(home.folder.path()), Vec::<String>::new());
}

#[test]
fn evidence_is_attached_listed_saved_and_verified() {
    let home = Home::new();
    home.ok("add --platform instagram --handle anna");
    home.write("kvitto/bild 1.png", [0, 1, 2, 255]);
    assert_eq!(home.ok("evidence 1 --add 'kvitto/bild 1.png'"), "Bifogat: 1 IG @anna, post 1, bild 1.png\n");
    assert_eq!(
        home.run_with("evidence 1 --add -", "Från: Meta\r\n".as_bytes()).out,
        "Bifogat: 1 IG @anna, post 2, 2026-11-23.txt\n"
    );
    let sum = "3d1f57c984978ef98a18378c8166c1cb8ede02c03eeb6aee7e2f121dfeee3e56";
    assert!(home.ok("evidence 1").starts_with("1  2026-11-23   4  bild 1.png"), "{}", home.ok("evidence 1"));
    assert_eq!(home.ok("evidence 1 --save ut"), "2 bilagor sparade i ut\n");
    assert_eq!(inside(&home.path("ut")), ["1-bild 1.png", "2-2026-11-23.txt"]);
    assert_eq!(fs::read(home.path("ut/2-2026-11-23.txt")).unwrap(), "Från: Meta\r\n".as_bytes());
    assert_eq!(home.ok("evidence 1 --verify"), "post 1, bild 1.png: oförändrad\npost 2, 2026-11-23.txt: oförändrad\n");
    let told = home.json("export --format json");
    let event = &told["accounts"][0]["events"][0];
    assert_eq!((&event["data"], event["sha256"].as_str()), (&"AAEC/w==".into(), Some(sum)));
    home.write("stor", vec![0; (10 << 20) + 1]);
    assert_eq!(home.fails("evidence 1 --add stor", 1), "stor är för stor. En bilaga får vara högst 10 MB.");
}

#[test]
fn nothing_is_no_annex_and_takes_no_reason_away() {
    let home = Home::new().with("NEJ_LANG", "en");
    home.ok("add --platform facebook --handle Bo");
    home.ok("draft 1 --reason because");
    home.write("empty", "");
    home.write("blank", " \r\n\t\n");
    for file in ["empty", "blank", "-"] {
        assert_eq!(home.fails(&format!("evidence 1 --add {file}"), 1), format!("{file} is empty. There is nothing to attach."));
        let told = home.fails(&format!("draft 1 --reason-file {file}"), 1);
        assert_eq!(told, format!("{file} is empty. With --reason '' the reason is removed."));
    }
    home.write("zero", "a\0b");
    assert!(home.fails("draft 1 --reason-file zero", 1).starts_with("zero is not text in UTF-8."));
    let account = home.json("show 1 --json");
    assert_eq!((&account["reason"], account["events"].as_array().unwrap().len()), (&"because".into(), 0));
}

#[test]
fn one_entry_that_cannot_be_read_is_named_and_hides_nothing_else() {
    let home = demo();
    let whole = home.json("export --format json");
    let conn = rusqlite::Connection::open(home.path("nej.db")).unwrap();
    conn.execute_batch(
        "INSERT INTO events (id, account_id, kind, day, recorded_at)
         VALUES (999, 3, 'greeted', '2026-01-01', '2026-01-01T00:00:00Z')",
    )
    .unwrap();
    drop(conn);
    let named = "nej: Konto 3, post 999: posten går inte att läsa.\n";
    for command in ["export --format csv", "export --format ics", "list --json", "list --csv"] {
        let ran = home.run(command);
        assert_eq!(ran.status, 1, "{command}");
        assert!(ran.err.starts_with(named) && ran.err.contains("saknas här"), "{command}: {}", ran.err);
        assert!(ran.out.contains("olle.ek") && ran.out.contains("anna"), "{command}");
    }
    let ran = home.run("export --format json -o ut.json");
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&fs::read(home.path("ut.json")).unwrap()).unwrap(), whole);
    let ran = home.run("doctor");
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("FEL    Konto 3, post 999: posten går inte att läsa.\n"), "{}", ran.out);
    assert_eq!(home.fails("show 3", 1), "Konto 3, post 999: posten går inte att läsa.");
    assert!(home.ok("show 4").contains("4  "));
    // The account under the cursor is the unreadable one first or later; no key waits for it for ever.
    for keys in ["j<enter>", "jj<enter>", "jjj4<enter>", "jjs", "jj?", "/olle<enter>s"] {
        assert!(home.ok(&format!("frame --keys {keys}")).contains("nej"), "{keys}");
    }
    let frame = home.ok("frame --keys '/olle<enter>s'");
    assert!(frame.contains("Post 999 hos konto 3 går inte att läsa"), "{frame}");
}
