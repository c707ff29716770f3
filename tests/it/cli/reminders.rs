//! What reminds: `nej status --short`, `nej agenda`, the calendar file; and the lines of `docs/reminders.md` as written.

use std::fs;

use super::Home;

/// A home with a case that is overdue, one that is not, and one whose complaint waits for a decision.
fn home() -> Home {
    let home = Home::new().with("NEJ_DB", "nej.db").with("NEJ_LANG", "en");
    for (handle, sent) in [("Late", "2026-09-01"), ("Soon", "2026-11-01"), ("Lodged", "2026-05-04")] {
        home.ok(&format!("add --platform facebook --handle {handle} --email {handle}@example.org"));
        home.run(&format!("submit {handle} --on {sent}"));
    }
    home.ok("log Lodged complaint_lodged --on 2026-06-15");
    home
}

#[test]
fn the_short_status_is_a_number_a_mark_or_nothing() {
    let home = home();
    assert_eq!(home.ok("status --short"), "nej 2!\n");
    let (.., mail) = crate::mail::corpus().into_iter().find(|row| row.0 == "unknown-recipient").unwrap();
    home.run_with("mail -", &mail);
    assert_eq!(home.ok("status --short"), "nej 3!\n", "a mail to go through waits for the person, too");
    home.ok("log Late granted");
    assert_eq!(home.ok("status --short"), "nej 2\n");
    home.ok("mail --number 1 --discard");
    home.ok("log Lodged decision_requested");
    assert_eq!(home.ok("status --short"), "");
    let nothing = Home::new();
    assert_eq!(nothing.ok("status --short"), "");
    assert!(super::inside(nothing.folder.path()).is_empty(), "a prompt creates nothing");
    assert_eq!(home.fails("status --short --json", 2).lines().count(), 1);
}

#[test]
fn the_agenda_says_what_is_due_until_a_day_and_nothing_where_nothing_is() {
    let home = home();
    assert_eq!(
        home.ok("agenda"),
        "2026-09-16  68 d over  3  FB  Lodged  ask IMY for a decision\n\
         2026-10-01  53 d over  1  FB  Late    complain to IMY\n\
         2026-12-01   8 d left  2  FB  Soon    Meta's last day\n"
    );
    assert_eq!(home.ok("agenda --days 7").lines().count(), 2);
    let due = home.json("agenda --days 8 --json");
    assert_eq!(due[2]["due"], "reply");
    assert_eq!((due[2]["on"].as_str(), due[2]["days"].as_i64()), (Some("2026-12-01"), Some(8)));
    assert_eq!(Home::new().ok("agenda"), "");
    assert_eq!(Home::new().ok("agenda --json"), "[]\n");
    assert_eq!(home.ok("--today 2026-10-01 agenda --days 0").lines().count(), 2);
}

#[test]
fn the_calendar_file_follows_each_change_and_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    home.write(".config/nej/config.toml", "[calendar]\nfile = '~/Calendar/nej.ics'\n");
    assert!(home.run("log Soon acknowledged").err.contains("The change is saved"), "the folder is not there yet");
    fs::create_dir(home.path("Calendar")).unwrap();
    home.ok("log Late reminded");
    let file = home.path("Calendar/nej.ics");
    let text = || fs::read_to_string(&file).unwrap();
    assert!(text().contains("Late") && text().contains("TRIGGER:-PT15H"), "{}", text());
    assert_eq!(text(), home.ok("export --format ics"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    home.ok("log Late granted");
    assert_eq!(text(), home.ok("export --format ics"));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o644, "a calendar server keeps its access");
    assert_eq!(super::inside(&home.path("Calendar")), ["nej.ics"], "no temporary file is left");
    let before = fs::metadata(&file).unwrap().modified().unwrap();
    home.ok("list");
    home.ok("status --short");
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before, "looking rewrites nothing");
    assert!(home.ok("doctor").contains("the calendar file"));
}
