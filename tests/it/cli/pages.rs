//! What is made from the commands themselves: the settings page, completions, the man page, `docs/cli.md`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use unicode_width::UnicodeWidthStr;

use super::{Home, inside};
use crate::outside::installed;
use crate::tools::skip;

#[test]
fn the_settings_are_told_with_their_source_and_can_be_read_back() {
    let home = Home::new().with("LANG", "en_GB.UTF-8");
    let file =
        home.write(".config/nej/config.toml", "mouse = true\n[me]\nname = 'Åsa \"Ö\" Ek'\naddress = \"Ekgatan 1\\nUmeå\"\n");
    let told = home.ok("config");
    let file = file.display();
    assert!(told.contains("language = \"en\"  # the locale\n"), "{told}");
    assert!(told.contains(&format!("mouse = true  # {file}\n")) && told.contains("theme = \"auto\"  # built in\n"), "{told}");
    home.write("again.toml", &told);
    let values = |told: &str| told.lines().map(|l| l.split("  #").next().unwrap().to_owned()).skip(2).collect::<Vec<_>>();
    assert_eq!(values(&home.ok("--config again.toml config")), values(&told));
    assert!(home.ok("--lang sv config").contains("language = \"sv\"  # --lang\n"));
    assert_eq!(told.lines().nth(1), Some(&*format!("# settings: {file}  (read)")));
    let none = Home::new().ok("config");
    let second = none.lines().nth(1).unwrap();
    assert!(
        second.starts_with("# inställningar: /")
            && second.ends_with("/nej/config.toml  (filen finns inte; de inbyggda värdena gäller)")
    );
}

#[test]
fn completions_know_every_command() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = home.ok(&format!("completions {shell}"));
        assert!(commands(&home).iter().all(|name| script.contains(name.as_str())), "{shell}");
    }
    assert!(home.fails("completions tcsh", 2).contains("Välj bash, zsh, fish."));
}

/// The sections of the man page.
const SECTIONS: [(&str, &str); 2] = [
    ("en", "NAME SYNOPSIS DESCRIPTION OPTIONS COMMANDS KEYS ENVIRONMENT FILES \"EXIT STATUS\" EXAMPLES"),
    ("sv", "NAMN SYNOPSIS BESKRIVNING FLAGGOR KOMMANDON TANGENTER MILJÖVARIABLER FILER SLUTSTATUS EXEMPEL"),
];

#[test]
fn the_man_page_tells_everything_in_both_languages() {
    let home = Home::new();
    for (lang, sections) in SECTIONS {
        let page = home.ok(&format!("--lang {lang} man"));
        assert!(page.contains("\n.TH NEJ 1 20"), "{page}");
        let told: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
        assert_eq!(told.join(" "), sections);
        assert!(commands(&home).iter().all(|name| page.contains(&format!("\n.SS \"nej {name}\"\n"))), "{lang}");
    }
}

#[test]
fn the_man_page_is_sound_and_fits_eighty_columns() {
    if !installed("mandoc") {
        return skip("mandoc is not installed here");
    }
    let home = Home::new();
    for (lang, _) in SECTIONS {
        let file = home.write("nej.1", home.ok(&format!("--lang {lang} man")));
        let mandoc = |args: &[&str]| {
            let output = Command::new("mandoc").args(args).arg(&file).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        assert_eq!(mandoc(&["-T", "lint", "-W", "warning"]), "", "{lang}");
        let shown = seen(&mandoc(&["-T", "utf8", "-O", "width=80"]));
        assert_eq!(shown.lines().find(|line| line.width() > 80), None, "{lang}");
    }
}

/// What is seen of text in which a letter is printed over another, as bold ones are.
fn seen(printed: &str) -> String {
    printed.chars().fold(String::new(), |mut seen, c| {
        if c == '\u{8}' {
            seen.pop();
        } else {
            seen.push(c);
        }
        seen
    })
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a person asks for a new page")]
fn the_page_of_commands_is_current() {
    let home = Home::new();
    let mut page =
        String::from("# The command line\n\nMade from the program's own help. To make it anew: `NEJ_WRITE=1 cargo test`.\n");
    let mut section = |title: &str, line: &str| {
        let help = home.ok(&format!("--lang en {line} --help"));
        let _ = write!(page, "\n## {title}\n\n```\n{}\n```\n", help.trim_end());
    };
    section("nej", "");
    for name in commands(&home) {
        section(&format!("nej {name}"), &name);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    if std::env::var_os("NEJ_WRITE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), page, "docs/cli.md is not current; see its first lines");
}

/// The names of the commands, as help lists them.
pub fn commands(home: &Home) -> Vec<String> {
    let help = home.ok("--lang en --help");
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A line further in goes on with the words of the one above.
    let named = listed.filter(|line| !line.starts_with("   "));
    named.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
fn accounts_are_completed_from_the_database_in_silence() {
    let home = Home::new().with("NEJ_LANG", "en");
    let ask = |line: &str| home.ok(&format!("--complete-account fish '{line}'"));
    assert_eq!(ask("nej show "), "");
    assert_eq!(ask("nej --db empty.db show "), "");
    assert_eq!(inside(home.folder.path()), Vec::<String>::new());
    home.ok("add --platform facebook --handle 'Kim Ek' --email a@example.org");
    home.ok("add --platform facebook --handle 'Kim Ek' --email b@example.org");
    home.ok("add --platform facebook --handle olle");
    home.ok("add --platform instagram --handle olle");
    let hidden = r#"{"format":"nej","version":1,"accounts":[{"id":1,"platform":"facebook","handle":"a\u001b]0;x\u0007"}]}"#;
    assert_eq!(home.run_with("import -", hidden.as_bytes()).status, 0);
    home.ok("add --platform facebook --handle 12");
    home.ok("add --platform facebook --handle=-x");
    home.ok("add --platform facebook --handle Zoë");
    assert_eq!(ask("nej show "), "facebook:-x\nfacebook:12\n@olle\n1\n2\nZoë\n5\nolle\n");
    assert_eq!(ask("nej show ol"), "olle\ninstagram:olle\n");
    assert_eq!(ask("nej log instagram:o"), "instagram:olle\n");
    assert_eq!(ask("nej show Zoe\u{308}"), "Zoë\n");
    assert_eq!((ask("nej list "), ask("nej log 1 "), ask("nej show --lang ")), (String::new(), String::new(), String::new()));
    assert_eq!(ask("nej --db no.db show "), "");
    let db = home.path(".local/share/nej/nej.db");
    assert_eq!(ask(&format!("nej show --db {} ol", db.display())), "olle\ninstagram:olle\n");
    home.write("empty.db", "");
    home.write("text.db", "inte en databas");
    assert_eq!(ask("nej --db empty.db show ") + &ask("nej --db text.db show ") + &ask("nej --db . show "), "");
    assert_eq!(std::fs::read(home.path("empty.db")).unwrap(), b"");
    assert_eq!(inside(home.folder.path()), [".local", "empty.db", "text.db"]);
}

#[test]
fn what_all_of_very_many_names_have_in_common_is_not_lost() {
    let home = Home::new();
    let mut table = String::from("platform,handle\ninstagram,@zeta\n");
    for n in 0..150 {
        let _ = writeln!(table, "instagram,@a{n:03}");
    }
    home.write("many.csv", table);
    home.ok("import many.csv");
    let names = home.ok("--complete-account bash 'nej show ' ''");
    assert_eq!((names.lines().count(), names.lines().last()), (101, Some("@zeta")));
    assert_eq!(home.ok("--complete-account bash 'nej show @a14' 'a14'").lines().count(), 10);
}
