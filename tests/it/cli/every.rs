//! Every command in both languages: what it answers when all is well, and what it says when not.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Home, Ran};

/// Lines in the order in which they are run; the database is the invented cases.
const LINES: &[&str] = &[
    "--help",
    "add --platform instagram --handle anna.ny --person Anna",
    "add --platform instagram",
    "edit 19 --group familj",
    "edit 99 --group familj",
    "list anna",
    "list --status overdue",
    "list --status late",
    "show 19",
    "show 'Anna Berg'",
    "show nobody",
    "draft 19 --ground privacy --reason 'Jag är fotograf.'",
    "draft 19 --ground greed",
    "text 19",
    "text --all -o texts",
    "text 14 15",
    "submit 19 --on 2026-11-20 --code-pending",
    "submit 19 --on tomorrow",
    "log 19 confirmed --on 2026-11-21",
    "log 19 extended",
    "log 19 case_number --case-number IMY-2026-1",
    "void 19 999 --why fel",
    "evidence 19 --add mail.txt",
    "evidence 19",
    "evidence 19 --verify",
    "evidence 19 --save saved",
    "evidence 19 --add none.txt",
    "complaint 1",
    "complaint 1 --format pdf",
    "mail svar.eml",
    "mail",
    "mail --number 1",
    "mail --number 9",
    "mail --number 1 --as granted",
    "mail none.eml",
    "agenda",
    "agenda --days many",
    "status",
    "status --short",
    "status --check",
    "status --now",
    "stats",
    "stats --csv",
    "export --format csv",
    "export --format ics -o all.ics",
    "export --format ics -o all.ics",
    "import accounts.csv --dry-run",
    "import accounts.csv",
    "import mail.txt",
    "forget 19",
    "forget 19 --yes",
    "backup copy.db",
    "backup copy.db",
    "restore copy.db",
    "restore none.db",
    "init",
    "init --shared nosuchgroup",
    "doctor",
    "frame --size 40x12",
    "frame --size 4",
    "demo --accounts 3 --into demo.db",
    "demo --into demo.db",
    "config",
    "completions fish",
    "completions tcsh",
    "man",
    "sned",
];

/// So much of an answer shows that it is the right one.
const SHOWN: usize = 4;

fn run(lang: &str) -> String {
    let home = Home::new();
    home.ok("demo --into nej.db");
    let home = home.with("NEJ_DB", "nej.db").with("NEJ_LANG", lang);
    home.write("mail.txt", "Hej\n");
    let (.., mail) = crate::mail::corpus().into_iter().find(|row| row.0 == "dkim-pass").unwrap();
    home.write("svar.eml", mail);
    home.write("accounts.csv", "platform;handle\nfacebook;Ny Ek\n");
    let mut all = String::new();
    for line in LINES {
        let Ran { status, out, err } = home.run(line);
        let _ = writeln!(all, "$ nej {line}  => {status}");
        let more = out.lines().count().saturating_sub(SHOWN);
        for line in out.lines().take(SHOWN) {
            let _ = writeln!(all, "  {}", line.replace(home.folder.path().to_str().unwrap(), "~").trim_end());
        }
        if more > 0 {
            let _ = writeln!(all, "  … {more} more");
        }
        err.lines().for_each(|line| all.extend(["  ! ", line, "\n"]));
    }
    all
}

#[test]
fn every_command_answers_in_both_languages() {
    let (sv, en) = (run("sv"), run("en"));
    insta::assert_snapshot!("every-sv", sv);
    insta::assert_snapshot!("every-en", en);
    let statuses = |all: &str| all.lines().filter(|l| l.starts_with('$')).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(statuses(&sv), statuses(&en));
    let run: BTreeSet<_> = LINES.iter().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    let missing: Vec<_> = super::pages::commands(&Home::new()).into_iter().filter(|name| !run.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_command_has_help_with_an_example_in_both_languages() {
    for (lang, example) in [("sv", "Exempel"), ("en", "Example")] {
        let home = Home::new().with("NEJ_LANG", lang);
        for name in super::pages::commands(&home) {
            let help = home.ok(&format!("{name} --help"));
            let shown = help.split_once(&format!("{example}:\n")).map(|(_, rest)| rest.trim().to_owned()).unwrap_or_default();
            assert!(shown.starts_with("nej") && shown.contains(&name), "{name}: {help}");
        }
    }
}
