//! Adding, preparing, logging and listing, and what is said when one of them cannot be done.

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use super::{Home, inside};

const ANNA: &str = "add --platform instagram --handle anna.foto --email anna@example.org";

#[test]
fn an_account_is_added_prepared_logged_and_listed() {
    let home = Home::new();
    assert_eq!(home.ok(ANNA), "Tillagt: 1 IG @anna.foto\n");
    assert_eq!(
        home.ok("draft @anna.foto --ground privacy --reason 'Jag är fotograf.'"),
        "Sparat: 1 IG @anna.foto, inte skickad\n"
    );
    assert_eq!(home.ok("submit anna.foto --on 2026-10-22"), "Loggat: 1 IG @anna.foto, post 1, skickad 2026-10-22\n");
    assert_eq!(home.ok("list"), "1  !  IG  @anna.foto  1 d över  klaga från 2026-11-24\n");
    assert_eq!(home.ok("--lang en --today 2026-11-24 list"), "1  !  IG  @anna.foto  2 d over  overdue\n");
}

#[test]
fn an_account_that_may_be_there_already_is_added_with_a_remark() {
    let home = Home::new();
    home.ok(ANNA);
    for (line, there) in
        [("add --platform instagram --handle anna.foto", "1 (IG anna@example.org)"), (ANNA, "1 (IG anna@example.org), 2 (IG)")]
    {
        let ran = home.run(line);
        let told = format!("nej: IG @anna.foto finns redan: {there}. Tillagt ändå; bara numret skiljer dem säkert åt.\n");
        assert_eq!((ran.status, ran.err), (0, told));
    }
    // Another platform, another address, another person: another account.
    home.ok("add --platform facebook --handle '@anna.foto' --person Anna");
    home.ok("add --platform facebook --handle '@anna.foto' --person Olle");
    home.ok("add --platform instagram --handle other --email a@example.org --person Anna");
    home.ok("add --platform instagram --handle other --email b@example.org --person Anna");
    assert_eq!(home.json("list --json").as_array().unwrap().len(), 7);
}

#[test]
fn the_database_is_private_and_nothing_is_made_by_looking() {
    let home = Home::new();
    assert_eq!(home.ok("list"), "");
    assert_eq!(home.ok("list --json"), "[]\n");
    assert_eq!(inside(home.folder.path()), Vec::<String>::new());
    home.ok(ANNA);
    let mode = |path| fs::metadata(home.path(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(".local/share/nej"), mode(".local/share/nej/nej.db")], [0o700, 0o600]);
}

#[test]
fn json_says_everything_under_fixed_names() {
    let home = Home::new();
    home.ok(ANNA);
    home.ok("draft 1 --ground privacy --ground ownership --reason 'rad\u{1b}[31m'");
    home.ok("submit 1 --on igår --code-pending");
    let told = &home.json("list --json")[0];
    assert_eq!(told["grounds"], serde_json::json!(["ownership", "privacy"]));
    assert_eq!((&told["status"], &told["days_left"]), (&"awaiting_code".into(), &29.into()));
    assert_eq!(told["reason"], "rad\u{1b}[31m");
    assert!(!home.ok("list --json").contains('\u{1b}'));
}

#[test]
fn csv_shows_no_formula_and_no_control_character() {
    let home = Home::new();
    home.ok("add --platform facebook --handle '=1+1' --person '+x\u{1b}'");
    let csv = home.ok("list --csv");
    let line = csv.lines().nth(1).unwrap();
    assert!(line.starts_with("1,facebook,'=1+1,'+x␛,,SE,,draft,"), "{line}");
}

#[test]
fn a_list_is_searched_and_sifted() {
    let home = Home::new();
    home.ok(ANNA);
    home.ok("add --platform facebook --handle 'Olle Ek' --person Olle");
    home.run("submit 1 --on 2026-10-01");
    let lines = |line: &str| home.ok(line).lines().count();
    assert_eq!(
        [lines("list"), lines("list --overdue"), lines("list --status draft"), lines("list --status granted")],
        [2, 1, 1, 0]
    );
    assert_eq!(lines("list --status draft --overdue"), 2);
    assert_eq!([lines("list OLLE"), lines("list 'example.org'"), lines("list olle --overdue"), lines("list zzz")], [1, 1, 0, 0]);
}

#[test]
fn several_accounts_are_logged_all_or_none() {
    let home = Home::new();
    home.ok(ANNA);
    home.ok("add --platform facebook --handle 'Anna Berg'");
    home.ok("draft 1 2 --ground privacy");
    assert_eq!(home.fails("submit 1 2 7", 1), "Inget konto har nummer 7. Se nej list.");
    assert_eq!(home.json("list --json --status draft").as_array().unwrap().len(), 2);
    home.ok("submit 1 2 1 --together");
    assert_eq!(home.json("list --json --status awaiting_reply").as_array().unwrap().len(), 2);
}

#[test]
fn one_objection_for_several_accounts_is_logged_as_the_text_that_was_printed_for_them() {
    let home = Home::new();
    home.ok(ANNA);
    home.ok("add --platform facebook --handle 'Anna Berg' --email other@example.org");
    home.ok("draft 1 --reason 'Mina bilder.'");
    home.ok("draft 2 --reason 'Min förening.'");
    let text = home.ok("text 1 2");
    assert!(text.contains("på Facebook och Instagram") && text.contains("Mina bilder."), "{text}");
    assert!(!text.contains("Min förening."), "{text}");
    home.ok("submit 1 2 --together");
    let sent = |id: i64| home.json(&format!("show {id} --json"))["events"][0].clone();
    let (one, other) = (sent(1), sent(2));
    for field in ["text", "email", "form", "country", "submission_id"] {
        assert_eq!(one[field], other[field], "{field}");
    }
    assert_eq!(one["text"], text.trim_end());
}

#[test]
fn what_is_odd_about_a_submission_is_told_and_not_refused() {
    let home = Home::new();
    home.ok(ANNA);
    let ran = home.run("submit 1 --on -3d");
    assert_eq!((ran.status, ran.err.as_str()), (0, "nej: Konto 1 har ingen text till Meta; loggat utan text.\n"));
    home.ok("draft 1 --reason-file /dev/null --ground privacy");
    let ran = home.run("--lang en submit 1");
    let told = "nej: Account 1 is already waiting for a reply; logged as a new attempt. The old one still counts.\n";
    assert_eq!((ran.status, ran.err.as_str()), (0, told));
}

#[test]
fn a_reason_is_read_from_a_file_or_from_standard_input() {
    let home = Home::new();
    home.ok(ANNA);
    home.write("reason.txt", "\u{feff}Rad ett\r\nrad två\r\n");
    home.ok("draft 1 --reason-file reason.txt");
    assert_eq!(home.json("list --json")[0]["reason"], "Rad ett\nrad två");
    assert_eq!(home.run_with("draft 1 --reason-file -", "så".as_bytes()).status, 0);
    assert_eq!(home.json("list --json")[0]["reason"], "så");
    assert_eq!(home.fails("draft 1 --reason-file no.txt", 1), "no.txt går inte att läsa: finns inte.");
    home.write("latin1.txt", b"r\xe4d");
    assert_eq!(home.fails("draft 1 --reason-file latin1.txt", 1), "latin1.txt är inte text i UTF-8. Spara om den som UTF-8.");
    home.write("long.txt", "å".repeat(30_000));
    assert!(home.fails("draft 1 --reason-file long.txt", 2).starts_with("Den egna motiveringen är för lång: "));
    assert_eq!(home.json("list --json")[0]["reason"], "så");
}

#[test]
fn an_account_is_named_by_number_handle_or_platform_and_handle() {
    let home = Home::new();
    home.ok("add --platform facebook --handle 123 --email a@example.org");
    home.ok("add --platform facebook --handle 'Mia Lund' --email mia@example.org");
    assert_eq!(home.run("add --platform facebook --handle 'Mia Lund' --person 'Mia L'").status, 0);
    home.ok("add --platform instagram --handle mia");
    let saved = |name: &str| home.ok(&format!("draft '{name}' --ground privacy"));
    assert!(saved("facebook:123").contains(" 1 FB 123,"));
    assert!(saved("instagram:mia").contains(" 4 IG @mia,") && saved("@mia").contains(" 4 "));
    assert_eq!(home.fails("draft 123 --ground privacy", 1), "Inget konto har nummer 123. Det som heter så har nummer 1.");
    assert_eq!(
        home.fails("draft 'Mia Lund' --ground privacy", 1),
        "Flera konton heter ”Mia Lund”: 2 (FB mia@example.org), 3 (FB Mia L). Ange numret."
    );
    assert_eq!(home.fails("--lang en draft x\u{1b} --reason x", 1), "No account is called “x␛”. See nej list.");
}

#[test]
fn a_wrong_value_is_named_with_what_to_do() {
    let home = Home::new();
    home.ok(ANNA);
    for (line, told) in [
        ("submit 1 --on 2026-11-24", "--on: 2026-11-24 ligger i framtiden. Ange idag eller en tidigare dag."),
        ("submit 1 --on snart", "--on: ”snart” är inget datum. Skriv 2026-11-23, idag, igår eller -3d."),
        ("submit 1 --email anna", "--email: ”anna” är ingen e-postadress. Skriv en som namn@exempel.se."),
        (
            "submit 1 --country Sverige",
            "--country: ”Sverige” är ingen landskod. Skriv två bokstäver ur ISO 3166-1: SE för Sverige, FI för Finland.",
        ),
        ("--today igor list", "--today: ”igor” är inget datum. Skriv 2026-11-23, idag, igår eller -3d."),
        ("draft 1", "Inget att göra. Ange --ground, --reason, --reason-file."),
        ("add --platform facebook --handle ' '", "--handle är tom. Skriv något där."),
        ("frame --size 80", "--size: ”80” är ingen storlek. Skriv kolumner och rader som 80x24, högst 500x200."),
        (
            "list --status försenat",
            "--status <LÄGE>: ”försenat” är inget giltigt val. Välj draft, awaiting_code, awaiting_reply, \
         overdue, extended, info_requested, granted, refused, continued, complaint_lodged, closed, abandoned, withdrawn. Se nej list --help.",
        ),
    ] {
        assert_eq!(home.fails(line, 2), told);
    }
    assert!(home.fails("draft 1 --ground x", 2).starts_with("--ground: ”x” finns inte. Välj bland ownership, "));
}

#[test]
fn help_and_version_are_answers_and_not_errors() {
    let home = Home::new();
    assert_eq!(home.ok("--version"), format!("nej {}\n", env!("CARGO_PKG_VERSION")));
    assert!(home.ok("submit --help").starts_with("Här skickas ingenting. Skicka först i Metas formulär och logga sedan.\n"));
    assert!(
        home.ok("--lang en submit -h").starts_with("Nothing is sent from here. Send it in Meta's form first; then log it.\n")
    );
    assert!(home.ok("--help").lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn without_a_terminal_the_screen_says_so() {
    let home = Home::new().with("TERM", "xterm");
    let told = "Skärmen går inte att visa här: inmatningen kommer inte från en terminal. Kommandon som nej list och nej status fungerar ändå.";
    assert_eq!(home.fails("", 2), told);
    let told = home.fails("--lang en demo", 2);
    assert!(told.starts_with("The screen cannot be shown here: standard input is not a terminal."), "{told}");
    assert!(Home::new().with("TERM", "dumb").fails("", 2).contains("TERM=dumb"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = Home::new();
    home.ok("demo --accounts 3000 --into big.db");
    let mut child =
        home.command().args(["--db", "big.db", "list", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_full_disk_behind_the_output_is_told() {
    let home = Home::new();
    home.ok(ANNA);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = home.command().arg("list").stdout(full).output().unwrap();
    let told = "nej: Utdata gick inte att skriva: disken är full.\n";
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(1), told));
}

#[test]
fn an_argument_that_is_not_text_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    let output = home.command().arg("list").arg(std::ffi::OsStr::from_bytes(b"\xff")).output().unwrap();
    let told = "nej: Ett argument är inte giltig UTF-8. Skriv om det. Se nej list --help.\n";
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(2), told));
}

#[test]
fn a_file_that_is_no_database_of_ours_stays_as_it_was() {
    let home = Home::new();
    home.write("notes.txt", "inte en databas, bara några rader text som är längre än hundra byte, så att huvudet kan läsas.");
    assert_eq!(
        home.fails("--db notes.txt list", 1),
        "notes.txt är ingen databas. Ange en annan fil med --db, eller lägg tillbaka en säkerhetskopia: nej restore FIL."
    );
    assert_eq!(home.fails("--db . list", 1), ". kan inte öppnas: det är en mapp. Ange en fil med --db.");
    assert_eq!(inside(home.folder.path()), ["notes.txt"]);
}

#[test]
fn a_frame_is_drawn_as_text_and_as_a_picture() {
    let home = Home::new();
    home.ok(ANNA);
    let plain = home.ok("frame --size 40x12");
    assert!(plain.contains("@anna.foto") && !plain.contains('\u{1b}') && plain.lines().count() == 12, "{plain}");
    assert!(home.ok("frame --style ansi").contains("\u{1b}[1;97;44m"));
    let picture = home.ok("--lang en frame --style svg --keys '?'");
    assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n") && !picture.contains("href"), "{picture}");
}

#[test]
fn a_frame_is_a_picture_of_the_screen_and_writes_no_folder() {
    let home = Home::new();
    home.ok("demo --into demo.db");
    let asked = home.ok("--db demo.db --lang en frame --size 120x40 --keys 'i<tab><enter>'");
    assert!(asked.contains("New folder"), "{asked}");
    let before = super::inside(home.folder.path());
    let frame = home.ok("--db demo.db --lang en frame --size 120x40 --keys 'i<tab><enter><C-s>j'");
    assert!(!frame.contains("files written") && !frame.contains("busy"), "{frame}");
    assert_eq!(super::inside(home.folder.path()), before);
}

#[test]
fn a_demo_fills_a_new_file_and_never_an_old_one() {
    let home = Home::new();
    assert_eq!(home.ok("demo --into demo.db"), "19 påhittade konton skrivna i demo.db\n");
    assert_eq!(home.fails("demo --into demo.db", 1), "demo.db finns redan. Ange en fil som inte finns.");
    assert_eq!(home.json("--db demo.db list --overdue --json").as_array().unwrap().len(), 4);
    assert_eq!(home.ok("demo --accounts 200 --into more.db"), "200 påhittade konton skrivna i more.db\n");
    assert_eq!(home.ok("--db more.db list --overdue").lines().count(), 6);
}

#[test]
fn what_is_stored_steers_no_terminal_by_any_line_of_an_answer_or_a_remark() {
    let home = Home::new();
    home.ok("add --platform facebook --handle A");
    home.run("submit 1 --on 2026-10-01");
    let conn = rusqlite::Connection::open(home.path(".local/share/nej/nej.db")).unwrap();
    conn.execute_batch("UPDATE accounts SET represented_by = char(27) || ']0;x' || char(7) || char(0x202e), country = char(27)")
        .unwrap();
    drop(conn);
    for command in ["complaint 1", "show 1", "text 1 --authority", "list", "status"] {
        let ran = home.run(command);
        let shown = format!("{}{}", ran.out, ran.err);
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{command}: {shown:?}");
    }
}

#[test]
fn show_tells_the_second_date_of_a_question_who_one_is() {
    let home = Home::new();
    home.ok("add --platform facebook --handle A");
    home.run("submit 1 --on 2026-10-01");
    home.ok("log 1 info_requested --identity --on 2026-10-10");
    home.ok("log 1 info_supplied --on 2026-10-20");
    assert!(home.ok("show 1").contains("Om tiden räknas från svaret på frågan: 2026-11-20\n"));
}

#[test]
fn a_remedy_is_one_that_helps() {
    let home = Home::new().with("NEJ_LANG", "en").with("NEJ_TODAY", "2026-11-23");
    home.ok(ANNA);
    for (command, status, told) in [
        ("export --format csv -o no/a.csv", 1, "no/a.csv cannot be written: its folder does not exist."),
        ("restore .", 1, ". cannot be read: it is a folder."),
        ("restore /dev/null", 1, "/dev/null cannot be read: it is not an ordinary file, but a pipe, a socket or a device."),
        (
            "edit 1 --representative-email x",
            2,
            "--representative-email: “x” is not an e-mail address. Write one like name@example.org.",
        ),
        (
            "list --view x",
            2,
            "There is no view called x: the settings have none. Write there, below [views], for instance choir = 'group:choir'.",
        ),
    ] {
        assert_eq!(home.fails(command, status), told, "{command}");
    }
    let long = "x".repeat(250);
    let told = home.fails(&format!("--db {long} add --platform instagram --handle a"), 1);
    assert!(told.ends_with("the name is too long or not allowed here.") && !home.path(&long).exists(), "{told}");
    home.run("submit 1 --on 2026-11-01");
    for (until, counts) in [("2020-01-01", "2026-12-01"), ("2031-01-01", "2027-02-01")] {
        let ran = home.run(&format!("log 1 extended --on 2026-11-10 --until {until}"));
        let told = format!("nej: An extension cannot end on {until}: it counts until {counts}.\n");
        assert_eq!((ran.status, ran.err), (0, told));
        assert!(home.ok("show 1").contains(&format!("counts until {counts}")));
    }
    let many = format!("platform,handle,{}\ninstagram,@bo\n", (0..12).map(|n| format!("c{n}")).collect::<Vec<_>>().join(","));
    let ran = home.run_with("import - --dry-run", many.as_bytes());
    assert!(ran.err.ends_with("c8, c9.\nnej: And 2 more columns.\n"), "{}", ran.err);
    let ran = home.run("evidence 1 --verify");
    assert_eq!((ran.status, ran.err.as_str()), (0, "nej: The account has no annexes: there is nothing to compare.\n"));
    let ran = home.run_with("import -", b"platform,handle,country\ninstagram,@bo,sv\n");
    assert!(ran.err.starts_with("nej: Line 2: country: “sv” is not a country code. Write two letters"), "{}", ran.err);
}

#[test]
fn accounts_that_are_called_alike_are_told_apart_in_words() {
    let home = Home::new().with("NEJ_LANG", "en");
    home.ok(ANNA);
    home.ok("add --platform facebook --handle 100012345");
    assert_eq!(home.fails("show 100012345", 1), "No account has number 100012345. The one that is called so has number 2.");
    assert!(home.fails("show 99", 1).starts_with("No account has number 99. See"));
    let ran = home.run("edit 2 --platform instagram --handle anna.foto");
    let alike = "is now called like 1 (IG anna@example.org); only the number tells them apart for certain.\n";
    assert!(ran.status == 0 && ran.err.ends_with(alike), "{}", ran.err);
    assert_eq!(home.run("edit 2 --group x").err, "", "once");
}
