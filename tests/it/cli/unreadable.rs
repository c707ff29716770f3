//! One account that cannot be read is named, and hides no other.

use super::Home;

/// Three accounts of one submission, of which another program has spoilt the second.
fn spoilt(how: &str) -> Home {
    let home = Home::new().with("NEJ_LANG", "en").with("NEJ_DB", "nej.db");
    for name in ["Anna", "Bo", "Cia"] {
        home.ok(&format!("add --platform facebook --handle {name} --person Ek"));
    }
    home.run("submit 1 2 3 --on 2026-10-01 --together");
    let conn = rusqlite::Connection::open(home.path("nej.db")).unwrap();
    conn.execute_batch(&format!("UPDATE accounts SET {how} WHERE id = 2")).unwrap();
    home
}

#[test]
fn an_account_that_cannot_be_read_is_named_at_its_place_and_hides_no_other() {
    for how in ["platform = 'myspace'", "handle = CAST(x'ff' AS TEXT)", "person = CAST(x'ff' AS TEXT)", "platform = ''"] {
        let home = spoilt(how);
        for command in ["list", "list Ek", "list --overdue", "agenda"] {
            let ran = home.run(command);
            assert_eq!(ran.status, 1, "{how}, {command}: {}", ran.err);
            assert!(ran.err.starts_with("nej: Account 2 cannot be read.\n"), "{how}, {command}: {}", ran.err);
            let lines: Vec<&str> = ran.out.lines().collect();
            assert_eq!(lines.len(), 3, "{how}, {command}: {}", ran.out);
            assert!(lines[0].contains("Anna") && lines[2].contains("Cia"), "{how}, {command}: {}", ran.out);
            assert!(lines[1].contains("??") && lines[1].contains("cannot be read"), "{how}, {command}: {}", ran.out);
        }
        for command in ["list --json", "agenda --json"] {
            let ran = home.run(command);
            let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
            assert_eq!((ran.status, told.as_array().unwrap().len()), (1, 2), "{how}, {command}: {}", ran.err);
            assert!(ran.err.starts_with("nej: Account 2 cannot be read.\n"), "{how}, {command}: {}", ran.err);
        }
        for command in ["show 1", "complaint 1", "log 1 note --note x", "text 3"] {
            let ran = home.run(command);
            assert!(ran.status == 0 || ran.err.contains("no text to Meta"), "{how}, {command}: {}", ran.err);
        }
        for command in ["show 2", "complaint 2", "log 2 granted", "submit 1 2"] {
            assert_eq!(home.fails(command, 1), "Account 2 cannot be read.", "{how}, {command}");
        }
        let frame = home.ok("frame --size 100x24");
        assert!(["Anna", "Cia", "?? cannot be"].iter().all(|words| frame.contains(words)), "{how}: {frame}");
        let frame = home.ok("frame --size 100x24 --keys j<enter>");
        assert!(frame.contains("Account 2 cannot be read."), "{how}: {frame}");
    }
}
