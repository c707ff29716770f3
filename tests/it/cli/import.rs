//! Taking everything in again: tables as spreadsheets write them, and our own export.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::{Home, inside};

fn demo() -> Home {
    let home = Home::new();
    home.ok("demo --into nej.db");
    home.with("NEJ_DB", "nej.db")
}

#[test]
fn tables_are_read_as_spreadsheets_write_them() {
    let mut seen = Vec::new();
    for name in ["semicolons-bom.csv", "utf16.txt", "crlf.csv", "windows-1252.csv"] {
        let home = Home::new();
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import").join(name), home.path(name)).unwrap();
        let ran = home.run(&format!("import {name}"));
        assert_eq!((ran.status, ran.out.as_str()), (0, "Importerat: 2 nya konton\n"), "{name}");
        let guessed = "windows-1252.csv är inte UTF-8 och har lästs som windows-1252. Rad 2 lyder då: ";
        assert_eq!(ran.err.contains(guessed), name == "windows-1252.csv", "{}", ran.err);
        assert!(ran.err.contains("nej: Rad 2: @åsa.ek godtas, men namn på Instagram består av a–z"), "{}", ran.err);
        let mut told = home.json("export --format json");
        told["accounts"][0]["events"][0]["recorded_at"] = "".into();
        seen.push(told);
        let again = home.run(&format!("import {name}"));
        assert_eq!(again.out, "Importerat: 0 nya konton, 2 fanns redan, oförändrade\n", "{name}");
    }
    let account = &seen[0]["accounts"][0];
    assert_eq!((&account["handle"], &account["reason"]), (&"@åsa.ek".into(), &"Första raden\nandra; raden".into()));
    assert_eq!((&account["status"], &account["country"]), (&"overdue".into(), &"SE".into()));
    assert!(seen.iter().all(|other| *other == seen[0]));
}

#[test]
fn every_bad_line_is_named_and_nothing_is_written() {
    let home = Home::new().with("NEJ_LANG", "en");
    let table = "handle,platform,email,submitted_on,confirmed_on,outcome,outcome_on,grounds\n\
        anna,instagram,,,,,,\n\
        \"a\nb\",myspace,,,,,,\n\
        ,facebook,,,,,,\n\
        Anna,facebook,anna,,,,,\n\
        Anna,facebook,,2026-02-30,,,,\n\
        Anna,facebook,,2027-01-01,,,,\n\
        Anna,facebook,,,2026-01-01,,,\n\
        Anna,facebook,,2026-01-02,2026-01-01,,,\n\
        Anna,facebook,,,,granted,,\n\
        Anna,facebook,,,,maybe,,\n\
        Anna,facebook,,,,,,greed\n\
        Anna,facebook,,,,,,,x\n";
    home.write("bad.csv", table);
    let ran = home.run("import bad.csv");
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert_eq!(
        ran.err,
        "nej: Line 3: platform: “myspace” is not a valid choice. Choose facebook, instagram.\n\
         nej: Line 5: handle is empty.\n\
         nej: Line 6: email: “anna” is not an e-mail address. Write one like name@example.org.\n\
         nej: Line 7: submitted_on: “2026-02-30” is not a date. Write for instance 2026-11-23.\n\
         nej: Line 8: submitted_on: 2027-01-01 is in the future.\n\
         nej: Line 9: confirmed_on needs submitted_on.\n\
         nej: Line 10: confirmed_on: 2026-01-01 is before submitted_on.\n\
         nej: Line 11: outcome needs outcome_on.\n\
         nej: Line 12: outcome: “maybe” is not a valid choice. Choose granted, refused.\n\
         nej: Line 13: grounds: “greed” is not a valid choice. Choose ownership, wrong-context, self-determination, \
         unconsented-purpose, privacy, security, uninformed, no-compensation, used-against-me, no-explicit-consent, \
         unsupported-technology, consent-withdrawn, online-experience, third-parties, small-footprint.\n\
         nej: Line 14: 9 cells, but the header line has 8. Is a quotation mark missing?\n\
         nej: Nothing was imported: 11 lines in bad.csv are wrong. Correct them and import again.\n"
    );
    assert_eq!(inside(home.folder.path()), ["bad.csv"]);
    for (text, told) in [
        ("person\n", "Line 1: the header line lacks platform, handle. Name the columns there."),
        ("platform;handle\r\nfacebook;Anna\r\nx;y\r\n", "Line 3: platform:"),
        ("platform,handle,person,handle\n", "Line 1: columns 2 and 4 are both handle. Remove one"),
        ("plattform;e-post;handle;mejl\n", "Line 1: columns 2 and 4 are both email."),
        ("", "Line 1: the file is empty."),
        ("[1]", "Line 1: this is not an export"),
        ("{\"format\":\"nej\",\"version\":2,\"accounts\":[]}", "Line 1: version 2 of the format is unknown."),
        (
            "{\"format\":\"nej\",\n\"version\":1,\"accounts\":[{]}",
            "Line 2: at character 26 of the line the file is not valid JSON.",
        ),
    ] {
        let ran = home.run_with("import -", text.as_bytes());
        assert_eq!(ran.status, 1);
        assert!(ran.err.starts_with(&format!("nej: {told}")), "{}", ran.err);
    }
    let many = "platform,handle\n".to_owned() + &"x,y\n".repeat(60);
    assert!(home.run_with("import -", many.as_bytes()).err.contains("\nnej: And 10 more lines.\n"));
    assert_eq!(home.fails("import no.csv", 1), "no.csv cannot be read: it does not exist.");
}

#[test]
fn what_differs_is_listed_and_taken_only_with_update() {
    let home = Home::new().with("NEJ_LANG", "en");
    home.ok("add --platform facebook --handle 'Anna Berg' --email a@example.org --group familj --text-lang en");
    home.ok("add --platform facebook --handle 'Anna Berg' --email b@example.org");
    let table = "platform,handle,email,person,submitted_on,outcome,outcome_on\n\
        facebook,Anna Berg,a@example.org,Anna,2026-10-01,granted,2026-10-02\n\
        facebook,Anna Berg,b@example.org,,,,\n\
        facebook,Anna Berg,c@example.org,,,,\n";
    home.write("a.csv", table);
    let counts = "1 new account, 1 already there, unchanged, 1 already there, but different, left as it is";
    let before = home.ok("list --json");
    let told = "nej: Line 2: FB Anna Berg differs from account 1.\nnej: With --update what differs is taken from the file.\n";
    let dry = home.run("import a.csv --dry-run");
    assert_eq!((dry.out, dry.err.as_str()), (format!("Would import: {counts}. Nothing is written.\n"), told));
    assert_eq!(home.ok("list --json"), before);
    let ran = home.run("import a.csv");
    assert_eq!((ran.status, ran.out, ran.err.as_str()), (0, format!("Imported: {counts}\n"), told));
    assert_eq!(home.json("show 1 --json")["person"], "");
    assert_eq!(home.ok("import a.csv --update"), "Imported: 0 new accounts, 1 updated, 2 already there, unchanged\n");
    let account = home.json("show 1 --json");
    assert_eq!((&account["person"], &account["group"], &account["text_lang"]), (&"Anna".into(), &"familj".into(), &"en".into()));
    assert_eq!((&account["status"], account["events"].as_array().unwrap().len()), (&"granted".into(), 2));
    assert_eq!(home.json("show 2 --json")["events"].as_array().unwrap().len(), 0);
    assert_eq!(home.ok("import a.csv --update"), "Imported: 0 new accounts, 3 already there, unchanged\n");
}

#[test]
fn an_export_comes_back_byte_by_byte() {
    let home = demo();
    home.run("log 1 note --note 'Ett \u{202e}försök'");
    home.run("void 1 1 --why fel --on -3d");
    home.run("submit 3 7 --on 2026-11-01 --together");
    home.write("svar.eml", "Nej.\r\n");
    home.ok("evidence 2 --add svar.eml");
    home.ok("export --format json -o all.json");
    assert_eq!(home.ok("--db new.db import all.json"), "Importerat: 19 nya konton\n");
    assert_eq!(home.ok("--db new.db export --format json"), fs::read_to_string(home.path("all.json")).unwrap());
    assert_eq!(home.ok("--db new.db import all.json"), "Importerat: 0 nya konton, 19 fanns redan, oförändrade\n");
    assert!(home.ok("--db new.db doctor").contains("ok     listan stämmer med loggen\n"));
}

#[test]
fn into_a_database_with_accounts_an_export_gets_new_numbers() {
    let home = demo();
    home.run("submit 3 7 --on 2026-11-01 --together");
    home.ok("export --format json -o all.json");
    home.ok("--db new.db add --platform facebook --handle Först");
    let told = home.ok("--db new.db import all.json");
    assert_eq!(told, "Importerat: 19 nya konton\nNya konton och deras poster har fått nya nummer.\n");
    assert_eq!(home.ok("--db new.db import all.json"), "Importerat: 0 nya konton, 19 fanns redan, oförändrade\n");
    home.run("log 1 note --note nytt");
    home.ok("export --format json -o all.json --force");
    assert_eq!(
        home.ok("--db new.db import all.json --update"),
        "Importerat: 0 nya konton, 1 uppdaterat, 18 fanns redan, oförändrade\n"
    );
}

#[test]
fn a_table_that_was_exported_comes_back() {
    let home = demo();
    home.ok("export --format csv -o all.csv");
    home.ok("--db new.db import all.csv");
    let kept = |text: String| {
        let mut lines = csv::Reader::from_reader(text.as_bytes());
        let head = lines.headers().unwrap().clone();
        let place = |id: &&str| head.iter().position(|name| name == *id).unwrap();
        let places: Vec<usize> = nej::exchange::import::ImportColumn::IDS.iter().map(place).collect();
        let row = |line: csv::StringRecord| places.iter().map(|at| line[*at].to_owned()).collect::<Vec<_>>();
        lines.records().map(|line| row(line.unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(kept(home.ok("--db new.db export --format csv")), kept(home.ok("export --format csv")));
    assert!(home.ok("import all.csv").contains("19 fanns redan, oförändrade"));
}

#[test]
fn texts_of_other_programs_come_out_of_json_as_they_are_stored() {
    let home = Home::new();
    home.ok("add --platform facebook --handle X");
    home.ok("backup nej.db");
    let texts =
        ["=1+1", "\t=1+1", "\r=1+1", "a,\"b\"\n=1+1", "FKu\u{2028}ATTENDEE:x", "x;X=1,\\,\"", "\0\u{1b}[2J\u{feff}", "æøå"];
    let conn = rusqlite::Connection::open(home.path("nej.db")).unwrap();
    for text in texts {
        conn.execute("UPDATE accounts SET person = ?1", [text]).unwrap();
        assert_eq!(home.json("--db nej.db export --format json")["accounts"][0]["person"], text);
    }
}

#[test]
fn many_lines_are_imported_at_once() {
    let home = Home::new();
    let line = |n: u32| format!("facebook,Anna Berg,anna{n}@example.org,Anna,2026-10-01\n");
    let lines: String = (0..20_000).map(line).collect();
    home.write("many.csv", "platform,handle,email,person,submitted_on\n".to_owned() + &lines);
    assert!(home.ok("--lang en import many.csv").starts_with("Imported: 20,000 new accounts"));
}

#[test]
fn an_import_makes_a_private_database_whole_or_none_at_all() {
    let home = Home::new();
    home.write(
        "twice.json",
        "{\"format\":\"nej\",\"version\":1,\"accounts\":[\
        {\"id\":1,\"platform\":\"facebook\",\"handle\":\"a\"},{\"id\":1,\"platform\":\"facebook\",\"handle\":\"b\"}]}",
    );
    assert_eq!(home.run("import twice.json").status, 1);
    assert!(!home.path(".local/share/nej").exists());
    home.write("one.csv", "platform,handle\nfacebook,Anna Berg\n");
    for db in [".local/share/nej/nej.db", "here.db"] {
        let line = if db == "here.db" { "--db here.db import one.csv" } else { "import one.csv" };
        assert_eq!(home.ok(line), "Importerat: 1 nytt konto\n");
        assert_eq!(fs::metadata(home.path(db)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(inside(&home.path(".local/share/nej")), ["nej.db"]);
    assert_eq!(fs::metadata(home.path(".local/share/nej")).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(inside(home.folder.path()), [".local", "here.db", "one.csv", "twice.json"]);
    home.ok("add --platform facebook --handle B");
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 2);
}

/// Imports a table from standard input: exit status, standard error, accounts.
pub(super) fn taken(table: &[u8], args: &str) -> (i32, String, Vec<(String, String)>) {
    let home = Home::new().with("NEJ_LANG", "en");
    let ran = home.run_with(&format!("import - {args}"), table);
    let told = if ran.status == 0 { home.json("list --json") } else { serde_json::json!([]) };
    let text = |account: &serde_json::Value, key: &str| account[key].as_str().unwrap().to_owned();
    let accounts = told.as_array().unwrap().iter().map(|a| (text(a, "handle"), text(a, "person"))).collect();
    (ran.status, ran.err, accounts)
}

#[test]
fn a_quotation_mark_that_is_left_open_takes_nothing_with_it() {
    for (table, line) in [
        ("platform,handle,person\ninstagram,@a,\"Anna\nfacebook,Bo,Bo\n", 2),
        ("platform,handle,person\nfacebook,A,A\nfacebook,B,\"B\nfacebook,C,\"C\"\n", 3),
        ("platform,handle,person,reason\nfacebook,A,\"A\nfacebook,B,B\",x\n", 2),
    ] {
        let (status, err, _) = taken(table.as_bytes(), "");
        assert_eq!(status, 1, "{table}");
        assert!(err.contains(&format!("nej: Line {line}: a quotation mark opens here")), "{err}");
    }
    let (_, _, accounts) = taken(b"platform,handle,person\nfacebook,A,\"say \"\"hi\"\",\nboth\"\n", "");
    assert_eq!(accounts, [("A".to_owned(), "say \"hi\",\nboth".to_owned())]);
}

#[test]
fn an_encoding_is_certain_or_named_or_refused() {
    let damaged = "platform;handle\nfacebook;Märta\nfacebook;Bj".bytes().chain(*b"\xf6rn\n").collect::<Vec<_>>();
    let (status, err, _) = taken(&damaged, "");
    assert_eq!(status, 1);
    assert!(err.starts_with("nej: Line 3: “facebook;Bj\u{fffd}rn” is not valid UTF-8."), "{err}");
    for (table, encoding) in [
        (&b"platform;handle;person\rfacebook;Bj\x9arn;Bj\x9arn \x81kesson\r"[..], "macintosh"),
        (b"platform;handle;person\r\nfacebook;Bj\x94rn;Bj\x94rn \x8fkesson\r\n", "cp850"),
        (b"platform;handle;person\nfacebook;Bj\xf6rn;Bj\xf6rn \xc5kesson\n", "windows-1252"),
    ] {
        let (status, err, accounts) = taken(table, "");
        assert_eq!((status, accounts), (0, vec![("Björn".to_owned(), "Björn Åkesson".to_owned())]), "{encoding}");
        assert!(err.contains(&format!("read as {encoding}. Line 2 then reads: facebook;Björn;Björn Åkesson")), "{err}");
        assert_eq!(taken(table, &format!("--encoding {encoding}")).1, "", "said, not guessed");
    }
    let (status, err, _) = taken(b"platform,handle\n", "--encoding klingon");
    assert_eq!(status, 2);
    assert!(err.contains("“klingon” is not a valid choice. Choose utf-8, utf-16le,"), "{err}");
}

#[test]
fn tables_are_taken_as_they_come() {
    let anna = vec![("@anna.x".to_owned(), "Anna".to_owned())];
    for table in [
        "sep=;\r\nplatform;handle;person\r\ninstagram;@anna.x;Anna\r\n",
        "\u{feff}sep=\t\nplatform\thandle\tperson\ninstagram\t@anna.x\tAnna\n",
        "platform,handle,person\ninstagram,@anna.x,Anna,,\n\n,,,,\n",
        "platform,handle,person,email\ninstagram,@anna.x,Anna\n",
        "Plattform;Konto;PERSON;E-post;Skickad;Utfall;Utfall den\nInstagram;anna.x;Anna;;2026-10-01;ja;2026-10-02 00:00:00\n",
        "platform,handle,person\rIG,@anna.x,Anna\r",
    ] {
        assert_eq!(taken(table.as_bytes(), ""), (0, String::new(), anna.clone()), "{table}");
    }
    let (_, err, accounts) = taken(b"platform,handle,person,Skostorlek\nIG,anna.x,Anna,38\n", "");
    assert_eq!((err.as_str(), accounts), ("nej: Columns that nej does not know and passes over: Skostorlek.\n", anna));
    for (file, told) in
        [(&b"PK\x03\x04\x14\0xl/workbook.xml"[..], "a workbook"), (b"<html><table>", "a web page"), (b"ab\0\0\x01c", "not text")]
    {
        let (status, err, _) = taken(file, "");
        assert!(status == 1 && err.contains(told), "{err}");
    }
}

#[test]
fn the_address_of_a_profile_becomes_its_name_everywhere() {
    let home = Home::new().with("NEJ_LANG", "en");
    let ran = home.run("add --platform instagram --handle https://www.instagram.com/Anna.X/?hl=sv");
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("Added: 1 IG @anna.x\n", "nej: taken from the address: @anna.x\n"));
    assert_eq!(home.run("edit 1 --handle @@Bo_Y").out, "Changed: 1 IG @bo_y\n");
    assert!(home.fails("add --platform facebook --handle https://instagram.com/anna", 2).contains("Choose that platform"));
    assert!(home.run("add --platform facebook --handle 1,00012E+17").err.contains("has shortened. Is it right?"));
    let (_, err, accounts) = taken(b"platform,handle\nfacebook,https://www.facebook.com/anna.berg.12\n", "");
    assert_eq!((err.as_str(), accounts[0].0.as_str()), ("nej: Line 2: taken from the address: anna.berg.12\n", "anna.berg.12"));
}

#[test]
fn an_account_that_was_taken_as_it_was_written_is_not_taken_again() {
    let home = Home::new().with("NEJ_LANG", "en");
    let old = r#"{"format":"nej","version":1,"accounts":[{"id":1,"platform":"instagram","handle":"@Anna"}]}"#;
    assert_eq!(home.run_with("import -", old.as_bytes()).status, 0);
    assert_eq!(home.json("list --json")[0]["handle"], "@Anna", "an export comes back as it was");
    let ran = home.run_with("import -", b"platform,handle\ninstagram,@Anna\n");
    assert!(ran.out.contains("0 new accounts") && ran.err.contains("differs from account 1"), "{} {}", ran.out, ran.err);
}
