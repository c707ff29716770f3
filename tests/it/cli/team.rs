//! Several people and one database: who wrote what, whose case it is, and finding one's own.

use nej::runtime::user::login;

use super::Home;

/// A home whose variables lie about who sits there.
fn home() -> Home {
    let home = Home::new().with("USER", "eva").with("LOGNAME", "eva");
    home.ok("add --platform instagram --handle anna");
    home.ok("draft 1 --ground privacy");
    home.ok("submit 1 --on 2026-10-01");
    home.run("log 1 acknowledged --on 2026-10-02");
    home
}

/// Puts another name, or none, to an event, as if somebody else had written it down.
fn written_by(home: &Home, event: i64, login: Option<&str>) {
    let conn = rusqlite::Connection::open(home.path(".local/share/nej/nej.db")).unwrap();
    conn.execute_batch("DROP TRIGGER IF EXISTS events_never_change").unwrap();
    conn.execute("UPDATE events SET login = ?1 WHERE id = ?2", rusqlite::params![login, event]).unwrap();
}

#[test]
fn every_entry_records_the_login_of_its_user_whatever_the_environment_says() {
    let home = home();
    let me = login();
    assert_ne!(me, "eva");
    let events = home.json("show 1 --json")["events"].clone();
    assert!(events.as_array().unwrap().iter().all(|event| event["login"] == me.as_str()), "{events}");
    home.write("svar.txt", "svar");
    home.ok("evidence 1 --add svar.txt");
    home.ok("void 1 2 --why fel");
    home.ok("frame --keys 'nHej<C-s>'");
    home.write("tabell.csv", "platform,handle,submitted_on\nfacebook,Bo,2026-10-01\n");
    home.ok("import tabell.csv");
    let all = home.json("export --format json");
    let accounts = all["accounts"].as_array().unwrap();
    let logins: Vec<_> = accounts.iter().flat_map(|a| a["events"].as_array().unwrap()).map(|e| e["login"].clone()).collect();
    assert_eq!(logins, vec![serde_json::Value::from(me.as_str()); 6]);
}

#[test]
fn names_are_shown_where_there_is_more_than_one_and_never_in_the_complaint() {
    let home = home();
    let me = login();
    let frame = |home: &Home| home.ok("frame --size 120x40");
    assert!(!home.ok("show 1").contains(&format!("av {me}")) && !frame(&home).contains(" av "), "{}", frame(&home));
    written_by(&home, 2, Some("bosse"));
    let shown = home.ok("show 1");
    assert!(shown.contains(&format!(" · av {me}\n")) && shown.contains("autosvar · av bosse\n"), "{shown}");
    assert!(frame(&home).contains("autosvar av bosse"), "{}", frame(&home));
    assert!(home.ok("list --csv").lines().nth(1).unwrap().ends_with(&format!(",{me} bosse")), "{}", home.ok("list --csv"));
    written_by(&home, 1, None);
    let shown = home.ok("show 1");
    assert!(shown.contains(" · av okänd\n") && shown.contains("autosvar · av bosse\n"), "older ones say unknown\n{shown}");
    assert!(!home.run("complaint 1").out.contains("bosse"));
}

#[test]
fn an_assignee_comes_and_goes_with_a_table() {
    let home = home();
    home.ok("edit 1 --assignee bosse");
    assert_eq!(home.json("list --json")[0]["assignee"], "bosse");
    let table = home.ok("list --csv");
    home.write("tabell.csv", table.replace("bosse", "Åsa").replace("assignee", "Ansvarig"));
    home.run("import tabell.csv --update");
    assert_eq!(home.json("list --json")[0]["assignee"], "Åsa");
    // A table that says nothing of it leaves it.
    home.write("annan.csv", "platform,handle\ninstagram,anna\n");
    assert_eq!(home.ok("import annan.csv --update"), "Importerat: 0 nya konton, 1 fanns redan, oförändrat\n");
}

#[test]
fn the_list_is_searched_by_field_and_says_what_it_cannot_read() {
    let home = Home::new();
    let me = login();
    for (handle, group, more) in
        [("anna", "Kören", format!("--assignee {me}")), ("bo", "Styrelsen", String::new()), ("cia", "", String::new())]
    {
        home.ok(&format!("add --platform instagram --handle {handle} --group '{group}'"));
        if !more.is_empty() {
            home.ok(&format!("edit @{handle} {more}"));
        }
    }
    home.ok("draft 1 2 --ground privacy");
    home.run("submit 1 --on 2026-10-01");
    home.run("submit 2 --on 2026-10-27");
    let found = |query: &str| -> String {
        let listed = home.ok(&format!("list '{query}'"));
        ["anna", "bo", "cia"].into_iter().filter(|handle| listed.contains(&format!("@{handle}"))).collect::<Vec<_>>().join(" ")
    };
    for (query, handles) in [
        ("group:kör", "anna"),
        ("-grupp:kören", "bo cia"),
        ("group:=", "cia"),
        ("status:overdue", "anna"),
        ("läge:försenat", "anna"),
        ("-status:draft", "anna bo"),
        ("due:<7d", "anna bo"),
        ("due:<7d -status:overdue", "bo"),
        ("due:>2026-11-26", "bo"),
        ("mine", "anna"),
        ("-mine group:styr", "bo"),
        ("handle:anna group:styr", ""),
    ] {
        assert_eq!(found(query), handles, "{query}");
    }
    for (query, said) in [
        ("foo:bar", "Det finns inget fält ”foo”. Fälten är konto, namn, e-post, grupp, ansvarig, läge, senast."),
        ("status:xyz", "Inget läge börjar med ”xyz”. Lägena är försenat, "),
        ("due:xyz", "”due:xyz” går inte att söka på. Skriv till exempel senast:<7d"),
        ("-status:xyz", "Inget läge börjar med"),
    ] {
        let told = home.fails(&format!("list {query}"), 2);
        assert!(told.starts_with(said), "{told}");
    }
    let frame = home.ok("frame --keys '/group:styr'");
    assert!(frame.contains("@bo") && !frame.contains("@anna"), "{frame}");
}

#[test]
fn the_statistics_count_without_names_and_hide_small_groups() {
    let home = Home::new();
    home.ok("demo --accounts 200 --into stor.db");
    let told = home.json("--db stor.db stats --json");
    let rows = told["rows"].as_array().unwrap();
    let sum = |by: &str, what: &str| -> i64 { rows.iter().filter(|r| r["by"] == by).map(|r| r[what].as_i64().unwrap()).sum() };
    assert_eq!(sum("all", "accounts"), 200);
    for what in ["accounts", "sent", "granted", "refused", "unanswered", "overdue", "complaints"] {
        assert_eq!(sum("platform", what), sum("all", what), "{what}");
    }
    assert_eq!(sum("month", "sent"), sum("all", "sent"));
    assert_eq!(sum("all", "sent"), sum("all", "granted") + sum("all", "refused") + sum("all", "unanswered"));
    let overdue = home.json("--db stor.db status --json")["overdue"].as_i64().unwrap();
    assert_eq!(sum("all", "overdue"), overdue);
    assert!(
        rows.iter()
            .filter(|r| r["by"] == "group")
            .all(|r| { r["accounts"].as_i64().unwrap() >= 5 || r["name"] == "grupper med färre än 5 konton" })
    );
    let csv = home.ok("--db stor.db stats --csv");
    assert!(
        csv.starts_with("by,name,accounts,sent,granted,refused,unanswered,median_days,p90_days,overdue,complaints,"),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), rows.len() + 1);
    let text = home.ok("--db stor.db stats");
    assert!(text.lines().nth(1).unwrap().starts_with("alla "), "{text}");
    for row in home.json("--db stor.db list --json").as_array().unwrap() {
        let person = row["person"].as_str().unwrap();
        assert!(person.is_empty() || !(text.contains(person) || csv.contains(person)), "{person}");
    }
    assert!(home.ok("stats").contains("alla"), "nothing is there yet");
}

#[test]
fn a_saved_view_is_chosen_on_the_screen_and_listed_by_name() {
    let home = Home::new();
    home.write(".config/nej/config.toml", "[views]\n'Kören' = 'group:kören'\nMina = 'mine'\n");
    home.ok("add --platform instagram --handle anna --group Kören");
    home.ok("add --platform instagram --handle bo");
    assert!(home.ok("list --view kören").contains("@anna") && !home.ok("list --view KÖREN").contains("@bo"));
    assert_eq!(home.ok("list --view mina"), home.ok("list mine"));
    assert_eq!(
        home.fails("list --view Styrelsen", 2),
        "Det finns ingen vy som heter Styrelsen. Under [views] i inställningarna står: Kören, Mina."
    );
    let dialog = home.ok("frame --size 80x30 --keys f");
    assert!(dialog.contains("Kören  group:kören") && dialog.contains("Mina  mine"), "{dialog}");
    // Up from the first row is the last view.
    let frame = home.ok("frame --keys 'f<up><up><enter>'");
    assert!(frame.contains("@anna") && !frame.contains("@bo") && frame.contains("group:kören"), "{frame}");
    assert!(home.ok("config").contains("views.\"Kören\" = \"group:kören\""));
    home.write(".config/nej/config.toml", "[views]\nKren = 'gruppp:kören'\n");
    let said = home.run("config");
    assert!(said.err.contains("views.\"Kren\": Det finns inget fält ”gruppp”"), "{}", said.err);
    home.write(".config/nej/config.toml", "[views]\nMina = 3\n");
    assert!(home.fails("list", 1).contains("views.Mina ska vara text inom citattecken"));
}

#[test]
fn an_assignee_is_given_to_all_that_are_marked() {
    let home = Home::new();
    for handle in ["anna", "bo", "cia"] {
        home.ok(&format!("add --platform instagram --handle {handle}"));
    }
    let frame = home.ok("frame --keys '<space>j<space>eeva<C-s>'");
    assert!(frame.contains("Sparat: 2 konton: handläggs av eva"), "{frame}");
    let assignees = |home: &Home| -> Vec<String> {
        let list = home.json("list --json");
        list.as_array().unwrap().iter().map(|row| row["assignee"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(assignees(&home).iter().filter(|name| *name == "eva").count(), 2);
    assert_eq!(home.ok("list assignee:eva").lines().count(), 2);
    assert!(home.json("show 1 --json")["events"].as_array().unwrap().is_empty(), "nothing is logged");
}
