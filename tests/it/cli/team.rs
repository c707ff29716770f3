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
