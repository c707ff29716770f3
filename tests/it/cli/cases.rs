//! The life of a case from the command line: changing, showing, logging, voiding, and how things stand.

use serde_json::json;

use super::{Home, inside};

/// A home with an account that has an explanation and was submitted a while ago.
fn waiting() -> Home {
    let home = Home::new();
    home.ok("add --platform instagram --handle anna.foto --person 'Anna Berg'");
    home.ok("draft 1 --ground privacy --reason 'Jag är fotograf.'");
    home.ok("submit 1 --on 2026-10-01");
    home
}

#[test]
fn details_are_changed_one_by_one_and_checked() {
    let home = waiting();
    assert_eq!(home.ok("edit 1 --email anna@example.org --person ''"), "Ändrat: 1 IG @anna.foto\n");
    let told = &home.json("list --json")[0];
    assert_eq!((&told["email"], &told["person"], &told["country"]), (&"anna@example.org".into(), &"".into(), &"SE".into()));
    assert_eq!(home.ok("edit @anna.foto --handle Anna --platform facebook"), "Ändrat: 1 FB Anna\n");
    assert!(home.fails("edit 1", 2).starts_with("Inget att göra. Ange --platform, --handle, "));
    assert_eq!(
        home.fails("edit 1 --country Norge", 2),
        "--country: ”Norge” är ingen landskod. Skriv två bokstäver ur ISO 3166-1: SE för Sverige, FI för Finland."
    );
}

#[test]
fn an_account_is_shown_with_all_that_is_known() {
    let home = waiting();
    home.ok("log 1 acknowledged --on 2026-10-01 --note 'Autosvar\u{1b}[31m'");
    insta::assert_snapshot!(home.ok("show 1"));
    insta::assert_snapshot!(home.ok("--lang en show 1"));
}

#[test]
fn an_account_as_json_has_its_log_with_what_was_voided() {
    let home = waiting();
    home.ok("log 1 refused --on igår --reasons no --note 'Utan skäl'");
    home.ok("void 1 2 --why 'fel konto'");
    let told = home.json("show 1 --json");
    assert_eq!(told["status"], "overdue");
    let events = told["events"].as_array().unwrap();
    let keys = |n: usize| events[n].as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(" ");
    assert_eq!(keys(0), "id kind on recorded_at note text email country form code_pending in_complaint login voided_by");
    assert_eq!(keys(1), "id kind on recorded_at note text reasons in_complaint login voided_by");
    assert_eq!(keys(2), "id kind on recorded_at note text voids in_complaint login voided_by");
    assert!(events[0]["text"].as_str().unwrap().contains("Jag är fotograf."));
    assert_eq!(
        (&events[1]["voided_by"], &events[1]["reasons"], &events[1]["note"]),
        (&json!(3), &json!(false), &json!("Utan skäl"))
    );
    assert_eq!(
        (&events[2]["voids"], &events[2]["note"], &events[2]["voided_by"]),
        (&json!(2), &json!("fel konto"), &json!(null))
    );
}

#[test]
fn every_event_can_be_logged_and_leads_where_it_should() {
    let home = waiting();
    let log = |line: &str, status: &str| {
        let ran = home.run(&format!("log 1 {line}"));
        assert_eq!(ran.status, 0, "{line}: {}", ran.err);
        assert_eq!(home.json("show 1 --json")["status"], status, "{line}");
        ran.err
    };
    assert_eq!(log("info_requested --identity --on 2026-10-05", "overdue"), "");
    assert_eq!(log("info_supplied --on 2026-10-06", "overdue"), "");
    assert_eq!(log("extended --until 2026-12-31 --on 2026-10-20", "extended"), "");
    assert_eq!(log("reminded", "extended"), "");
    assert_eq!(log("granted", "granted"), "");
    assert_eq!(log("refused --reasons yes", "refused"), "");
    assert_eq!(log("complaint_lodged --case-number IMY-2026-1", "complaint_lodged"), "");
    assert_eq!(log("case_number --case-number IMY-2026-2", "complaint_lodged"), "");
    assert!(log("decision_requested", "complaint_lodged").contains("Besked kan begäras först från"));
    assert_eq!(log("authority_replied --outcome dismissed", "complaint_lodged"), "");
    assert_eq!(log("closed --outcome abandoned", "abandoned"), "");
    assert_eq!(log("note --note 'att minnas'", "abandoned"), "");
    assert_eq!(log("reopened", "complaint_lodged"), "");
    assert_eq!(home.json("show 1 --json")["case_number"], "IMY-2026-2");
}

#[test]
fn what_can_mean_nothing_is_refused_and_what_is_odd_is_told() {
    let home = waiting();
    home.ok("add --platform facebook --handle 'Olle Ek'");
    let told = home.fails("log 2 granted", 1);
    assert_eq!(told, "Konto 2 har ingen loggad invändning, så granted går inte att logga. Logga den först med nej submit.");
    assert!(home.fails("log 1 case_number --case-number 1", 1).contains("inget loggat klagomål"));
    assert_eq!(home.fails("log 1 confirmed", 1), "Konto 1 väntar inte på någon kod, så confirmed går inte att logga.");
    assert_eq!(home.fails("log 1 reopened", 1), "Konto 1 är inte avslutat, så det går inte att ta upp igen.");
    assert_eq!(home.fails("log 1 case_number", 2), "case_number behöver --case-number.");
    assert_eq!(home.fails("log 1 note --in-complaint", 2), "note behöver --note.");
    assert_eq!(
        home.fails("log 1 continued", 1),
        "För konto 1 är inget ja loggat, så continued går inte att logga. Logga det först med nej log … granted."
    );
    assert_eq!(home.fails("log 1 note --note ' '", 2), "note behöver --note.");
    assert_eq!(home.fails("log 1 granted --until 2026-12-01", 2), "--until hör inte till granted. Ta bort det.");
    assert_eq!(
        home.fails("log 1 authority_replied --outcome closed", 2),
        "--outcome: ”closed” är inget giltigt val. Välj supervision_opened, supervision_closed, forwarded_and_closed, passed_to_ireland, closed_without_action, dismissed, decision_refused, early_resolution."
    );
    assert!(home.fails("log 1 submitted", 2).contains("Välj granted, refused, "));
    let odd = |line: &str| home.run(line).err;
    assert!(odd("log 1 acknowledged --on 2026-09-30").contains("är före dagen då invändningen skickades, 2026-10-01"));
    assert!(odd("log 1 extended --until 2026-12-01").contains("kom efter 2026-11-02 och räknas inte"));
    assert!(odd("--today 2026-10-15 log 1 complaint_lodged").contains("säkraste är att klaga från 2026-11-03"));
    assert!(odd("log 1 note --note x --on 2008-10-01").contains("2008-10-01 är före 2018-05-25, då GDPR började gälla"));
    assert!(odd("submit 1 --on 2008-10-01").contains("2008-10-01 är före 2018-05-25"));
}

#[test]
fn an_answer_between_two_attempts_is_not_odd() {
    let home = waiting();
    home.run("submit 1 --on 2026-11-10");
    assert_eq!(home.run("log 1 acknowledged --on 2026-10-20").err, "");
    assert!(home.run("log 1 acknowledged --on 2026-09-30").err.contains("skickades, 2026-10-01"));
}

#[test]
fn an_entry_is_voided_once_and_with_a_reason() {
    let home = waiting();
    assert_eq!(home.fails("void 1 9 --why x", 1), "Kontot har ingen post 9. Se nej show.");
    assert_eq!(home.fails("void 1 1 --why ' '", 2), "--why är tom. Skriv något där.");
    assert_eq!(home.fails("void 1 ett --why x", 2), "<POST>: ”ett” är inget heltal. Se nej void --help.");
    assert_eq!(home.ok("void 1 1 --why 'aldrig skickad'"), "Struket: 1 IG @anna.foto, post 1\n");
    assert_eq!(home.json("list --json")[0]["status"], "draft");
    assert_eq!(home.fails("void 1 1 --why x", 1), "Post 1 är redan struken.");
    assert_eq!(
        home.fails("void 1 2 --why x", 1),
        "Post 2 är en strykning och kan inte strykas. Logga det som hände på nytt i stället."
    );
}

#[test]
fn the_explanation_is_printed_ready_to_paste() {
    let home = waiting();
    home.ok("add --platform facebook --handle 'Olle/../Ek' --text-lang en");
    let text = home.ok("text 1");
    assert!(text.contains("\n\nJag är fotograf.\n\n") && text.ends_with(".\n"), "{text}");
    assert_eq!(home.fails("text 2", 1), "Konto 2 har ingen text till Meta. Skriv en med nej draft.");
    home.ok("draft 2 --ground ownership");
    assert!(home.ok("text 2").contains("I hold the rights"));
    assert_eq!(home.ok("text --all -o ut/texter"), "2 texter skrivna i ut/texter\n");
    assert_eq!(inside(&home.path("ut/texter")), ["1-instagram-anna.foto.txt", "2-facebook-Olle-..-Ek.txt"]);
    assert_eq!(std::fs::read_to_string(home.path("ut/texter/1-instagram-anna.foto.txt")).unwrap(), text);
    assert_eq!(home.run("text 1 --all -o x").status, 2);
    assert_eq!(home.run("text").status, 2);
}

#[test]
fn the_status_is_one_line_and_checking_has_a_status_of_its_own() {
    let home = Home::new();
    assert_eq!(home.ok("status"), "inga konton\n");
    assert_eq!(home.ok("status --check"), "");
    home.ok("demo --into demo.db");
    let line = home.ok("--db demo.db status");
    assert_eq!(
        line,
        "4 försenade · 2 väntar på kod · 1 fråga från Meta · 2 nej från Meta · 1 att följa upp hos IMY · \
                      1 snart en månad · 2 väntar på svar · 1 inte skickad · 1 hos IMY · 4 klara\n"
    );
    let ran = home.run("--db demo.db --lang en status --check");
    assert_eq!((ran.status, ran.err.as_str(), ran.out.starts_with("4 overdue · ")), (3, "", true));
    let ascii = Home::new().with("LC_ALL", "C");
    ascii.ok("demo --into demo.db");
    assert!(ascii.ok("--db demo.db status").starts_with("4 försenade - 2 "));
}

#[test]
fn the_status_as_json_counts_every_status() {
    let home = Home::new();
    home.ok("demo --into demo.db");
    let line = home.ok("--db demo.db status --json");
    let told: serde_json::Value = serde_json::from_str(&line).unwrap();
    let keys: Vec<&str> = told.as_object().unwrap().keys().map(String::as_str).collect();
    let fixed = "today accounts draft awaiting_code awaiting_reply overdue extended info_requested granted refused continued \
                 complaint_lodged closed abandoned withdrawn due_soon mails next_due";
    assert_eq!(keys, fixed.split_whitespace().collect::<Vec<_>>());
    let sum: u64 = keys[2..15].iter().map(|key| told[key].as_u64().unwrap()).sum();
    assert_eq!((told["accounts"].as_u64(), &told["today"], &told["overdue"]), (Some(sum), &"2026-11-23".into(), &4.into()));
    assert!(told["next_due"].as_str().unwrap() > "2026-11-22");
    assert_eq!(home.json("status --json")["next_due"], json!(null));
}

#[test]
fn as_of_a_past_day_every_answer_says_what_had_happened_by_then() {
    let home = waiting();
    home.ok("log 1 granted --on 2026-11-10 --note 'Ja, till slut'");
    let past = |line: &str| home.ok(&format!("--today 2026-11-04 {line}"));
    assert_eq!(past("status"), "1 försenat\n");
    assert_eq!(home.run("--today 2026-11-04 status --check").status, 3);
    assert!(past("list").contains("3 d över"), "{}", past("list"));
    assert_eq!(home.json("--today 2026-11-04 list --json")[0]["status"], "overdue");
    assert!(past("list --csv").contains(",overdue,"), "{}", past("list --csv"));
    for line in ["show 1", "complaint 1", "export --format ics", "export --format csv"] {
        let told = home.run(&format!("--today 2026-11-04 {line}"));
        assert_eq!(told.status, 0, "{line}: {}", told.err);
        let told = told.out + &told.err;
        assert!(
            !told.contains("Meta säger ja") && !told.contains("2026-11-10") && !told.contains("10 november"),
            "{line}: {told}"
        );
    }
    assert_eq!(home.json("--today 2026-11-04 show 1 --json")["events"].as_array().unwrap().len(), 1);
    assert_eq!(home.json("--today 2026-11-04 export --format json")["accounts"][0]["events"].as_array().unwrap().len(), 1);
    let frame = past("frame --size 120x40");
    assert!(frame.contains("1 försenat") && !frame.contains("Meta säger ja"), "{frame}");
    assert_eq!(past("list 'till slut'"), "", "a note that was not written yet is not found");
    assert!(home.ok("list 'till slut'").contains("@anna.foto"));
    // On the day itself, and ever after, it has happened.
    assert_eq!(home.json("--today 2026-11-10 list --json")[0]["status"], "granted");
    assert_eq!(home.json("list --json")[0]["status"], "granted");
}

#[test]
fn a_complaint_logged_for_a_past_day_holds_nothing_that_came_later() {
    let home = waiting();
    home.ok("log 1 reminded --on 2026-11-12");
    home.ok("log 1 complaint_lodged --on 2026-11-10");
    let text = home.json("show 1 --json")["events"][1]["text"].as_str().unwrap().to_owned();
    assert!(text.contains("2026-11-10") || text.contains("10 november 2026"), "{text}");
    assert!(!text.contains("12 november"), "{text}");
}

#[test]
fn show_says_what_the_screen_says_of_odd_entries_shared_submissions_and_the_next_step() {
    let home = Home::new();
    home.ok("add --platform instagram --handle anna");
    home.ok("add --platform facebook --handle Anna");
    home.ok("draft 1 --ground privacy");
    home.ok("submit 1 2 --on 2026-10-01 --together --code-pending");
    home.run("log 1 acknowledged --on 2026-09-30");
    home.run("log 1 note --on 2017-01-01 --note 'Från förr'");
    home.run("log 1 extended --on 2026-11-20 --note 'Två månader till' --in-complaint");
    let shown = home.ok("show 1");
    for told in [
        "2026-10-01  skickad · formulär",
        "Meta bad om en kod · och 1 till: Facebook Anna",
        "2026-09-30  autosvar · före invändningen",
        "2017-01-01  anteckning · före GDPR",
        "2026-11-20  förlängt · för sent, räknas inte · får stå i klagomålet",
        "Månaden går ut: 2026-11-01 (Du har inte loggat att koden är angiven.",
        "Nästa steg: Ange koden, om Meta mejlar en",
    ] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    let frame = home.ok("frame --size 120x60 --keys '<tab><tab><tab><tab>'");
    for told in ["autosvar (före invändningen)", "anteckning (före GDPR)", "förlängt (för sent, räknas inte, får"] {
        assert!(frame.contains(told), "{told}\n{frame}");
    }
    home.run("void 1 5 --why 'kom i tid'");
    assert!(!home.ok("show 1").contains("för sent"));
    home.ok("log 1 complaint_lodged");
    assert!(home.ok("show 1").contains("    KLAGOMÅL ENLIGT ARTIKEL 77"), "{}", home.ok("show 1"));
}
