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
    assert_eq!(Home::new().fails("--db no.db backup x.db", 1), "no.db finns inte än, så här är tomt.");
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
    assert_eq!(told, "Det här raderar 3 IG @olle.ek för gott, med utkast, logg och bilagor. Ange --yes om det är meningen.");
    let ran = home.run("forget @olle.ek --yes");
    assert_eq!((ran.status, ran.out.as_str()), (0, "Glömt: 3 IG @olle.ek\n"));
    assert_eq!(ran.err, "nej: Säkerhetskopior och exporter som du har gjort kan ha kontot kvar.\n");
    assert!(!String::from_utf8_lossy(&there(&home)).contains("@olle.ek"));
    assert_eq!(home.fails("show 3", 1), "Inget konto har nummer 3. nej list visar alla.");
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
            "ok     databasen nej.db, version 1",
            "ok     filen är oskadad",
            "ok     listan stämmer med loggen",
            "ok     bara du kan läsa filen",
            "ok     terminalen: TERM=xterm, färger ja, tecken utöver ASCII ja",
        ]
    );
    // The day of the tests is more than 90 days after every day on which an address was seen.
    assert_eq!(links.len(), nej::content::Links::builtin().iter().count());
    assert!(links.iter().all(|line| line.starts_with("obs    ") && line.contains(" sågs senast 202")), "{told}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute("UPDATE list SET status = 50 WHERE account_id = 1", []).unwrap();
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
