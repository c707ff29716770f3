//! Language, day, database and configuration: which of several sources wins.

use super::Home;

#[test]
fn the_language_follows_flag_variable_settings_and_locale_in_that_order() {
    let says = |home: &Home, line: &str| if home.run(line).err.contains("finns inte") { "sv" } else { "en" };
    assert_eq!(says(&Home::new(), "x"), "sv");
    assert_eq!(says(&Home::new().with("LANG", "de_DE.UTF-8"), "x"), "sv");
    assert_eq!(says(&Home::new().with("LANG", "en_GB.UTF-8"), "x"), "en");
    assert_eq!(says(&Home::new().with("LANG", "en_GB.UTF-8").with("LC_MESSAGES", "sv_SE.UTF-8"), "x"), "sv");
    assert_eq!(says(&Home::new().with("LC_MESSAGES", "sv_SE.UTF-8").with("LC_ALL", "en_IE.UTF-8"), "x"), "en");
    let home = Home::new().with("LANG", "en_GB.UTF-8");
    home.write(".config/nej/config.toml", "language = 'sv'");
    assert_eq!(says(&home, "x"), "sv");
    let home = home.with("NEJ_LANG", "en");
    assert_eq!(says(&home, "x"), "en");
    assert_eq!(says(&home, "--lang sv x"), "sv");
    assert_eq!(says(&home, "x --lang=sv"), "sv");
}

#[test]
fn a_language_that_there_is_not_is_told() {
    let home = Home::new().with("NEJ_LANG", "de");
    assert_eq!(home.fails("list", 2), "NEJ_LANG: ”de” är inget giltigt val. Välj sv, en.");
    assert!(Home::new().fails("list --lang de", 2).starts_with("--lang <sv|en>: ”de” är inget giltigt val. Välj sv, en."));
}

#[test]
fn a_mistake_in_the_settings_is_told_with_file_line_and_the_nearest_one() {
    let home = Home::new();
    home.write("my.toml", "\nlangauge = 'sv'\n");
    assert_eq!(home.fails("--config my.toml list", 1), "my.toml, rad 2: inställningen langauge finns inte. Menade du language?");
    home.write("my.toml", "[me]\nemail = 'anna'\n");
    let told = "my.toml, rad 2: me.email: ”anna” är ingen e-postadress. Skriv en som namn@exempel.se.";
    assert_eq!(home.fails("--config my.toml list", 1), told);
    home.write("my.toml", "[links]\ncomplaint = 'imy.se'\n");
    let told = home.fails("--config my.toml --lang en list", 1);
    assert!(told.starts_with("links.complaint = “imy.se” is not a web address."), "{told}");
    assert_eq!(home.fails("--config no.toml list", 1), "Inställningarna i no.toml går inte att läsa: finns inte.");
    assert!(home.ok("--config no.toml --help").contains("nej"));
}

#[test]
fn keys_are_changed_in_the_settings_and_all_that_names_them_follows() {
    let home = Home::new();
    home.ok("add --platform instagram --handle anna");
    home.write("my.toml", "[keys]\nsubmit = ['w', 'F5']\nmenu = 'Ctrl-k'\nadd = 'A'\n");
    let footer = home.ok("--config my.toml frame --size 80x24");
    assert!(footer.contains("w logga som skickad") && footer.contains("Ctrl-k mer"), "{footer}");
    assert!(home.ok("--config my.toml frame --size 80x24 --keys w").contains("Logga som skickad · @anna"));
    assert!(!home.ok("--config my.toml frame --size 80x24 --keys s").contains("Logga som skickad ·"));
    assert!(home.ok("--config my.toml frame --size 80x90 --keys ?").contains("w  F5"));
    let menu = home.ok("--config my.toml frame --size 80x40 --keys <C-k>");
    assert!(menu.contains("w       logga som skickad"), "{menu}");
    assert!(home.ok("--config my.toml --db no.db frame --size 80x24").contains("Tryck A för att lägga till"));
    let printed = home.ok("--config my.toml config");
    assert!(printed.contains("keys.submit = [\"w\", \"<f5>\"]  # my.toml"), "{printed}");
    home.write("printed.toml", &printed);
    assert_eq!(home.ok("--config printed.toml config").matches("keys.").count(), printed.matches("keys.").count());
    home.write("my.toml", "[keys]\nnote = 'w'\nreply = 'w'\n");
    let told = home.fails("--config my.toml list", 1);
    assert_eq!(told, "my.toml, rad 3: keys.reply: tangenten w hör till keys.note. Välj en annan, eller ge keys.note en annan.");
}

#[test]
fn a_command_whose_key_is_given_away_is_in_the_menu() {
    let home = Home::new();
    home.ok("add --platform instagram --handle anna");
    home.write("my.toml", "[keys]\nnote = 's'\ndown = 'w'\nup = ['k', 'j']\n");
    let frame = |keys: &str| home.ok(&format!("--config my.toml frame --size 80x40 --keys {keys}"));
    assert!(frame("s").contains("Anteckning"));
    assert!(!frame("<esc>").contains(" s logga som skickad"));
    // What the case asks for is the menu's first row, key or no key.
    assert!(frame("x1").contains("Logga som skickad · @anna"));
    let help = home.ok("--config my.toml frame --size 80x90 --keys ?");
    let submit = help.lines().find(|line| line.contains("logga invändningen som skickad")).unwrap();
    assert!(submit.trim_start().starts_with("x "), "{submit}");
    let printed = home.ok("--config my.toml config");
    assert!(printed.contains("keys.submit = []"), "{printed}");
    home.write("printed.toml", &printed);
    assert!(home.ok("--config printed.toml config").contains("keys.submit = []"));
    home.write("my.toml", "[keys]\nreply = 'x'\n");
    let told = home.fails("--config my.toml list", 1);
    assert_eq!(told, "my.toml, rad 2: keys.reply: tangenten x hör till keys.menu. Välj en annan, eller ge keys.menu en annan.");
}

#[test]
fn the_database_is_the_named_one_else_the_variables_else_the_usual_one() {
    let home = Home::new().with("NEJ_DB", "env.db");
    let add = "add --platform instagram --handle x";
    home.ok(add);
    home.ok(&format!("--db named.db {add}"));
    assert!(home.path("env.db").exists() && home.path("named.db").exists() && !home.path(".local").exists());
    let home = Home::new().with("NEJ_DB", "");
    let data = home.path("data").to_str().unwrap().to_owned();
    let home = home.with("XDG_DATA_HOME", &data);
    home.ok(add);
    assert!(home.path("data/nej/nej.db").exists());
}

#[test]
fn the_day_can_be_another_one() {
    let home = Home::new();
    home.ok("add --platform instagram --handle x");
    home.ok("draft x --ground privacy");
    home.ok("submit x");
    let status = |line: &str| home.json(line)[0]["status"].clone();
    assert_eq!(status("list --json"), "awaiting_reply");
    assert_eq!(status("--today 2026-12-24 list --json"), "overdue");
    assert_eq!(home.fails("--today 2026-11-22 submit x --on 2026-11-23", 2).split(':').next(), Some("--on"));
}

#[test]
fn who_has_no_home_has_no_settings() {
    let home = Home::new().with("NEJ_DB", "nej.db");
    home.ok("add --platform instagram --handle anna");
    let nowhere = home.with("XDG_CONFIG_HOME", "/dev/null");
    assert!(nowhere.ok("list").contains("@anna"));
}
