//! The documents, held to what they speak of.

use std::fmt::Write as _;
use std::path::Path;

use nej::app::model::keymap::{BINDINGS, Keymap};
use nej::app::screen::help_page::sections;
use nej::content::phrases;
use nej::domain::Lang;
use toml::Table;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn every_crate_is_documented_with_its_reason() {
    let manifest: Table = include_str!("../../Cargo.toml").parse().expect("TOML");
    let page = include_str!("../../docs/dependencies.md");
    for section in ["dependencies", "dev-dependencies"] {
        for name in manifest[section].as_table().expect("a table").keys() {
            assert!(page.contains(&format!("| `{name}` | ")), "docs/dependencies.md says nothing of {name}");
        }
    }
}

fn keys() -> String {
    let mut page = String::from("# Tangenter · Keys\n\nMade from the key table; `NEJ_WRITE=1 cargo test` writes it anew.\n");
    for (lang, name) in [(Lang::Sv, "Svenska"), (Lang::En, "English")] {
        for section in sections(&Keymap::default(), lang) {
            let (level, title) = section.title.map_or(("##", name), |title| ("###", title));
            write!(page, "\n{level} {title}\n\n| {} | |\n|---|---|\n", phrases(lang).keys.title).unwrap();
            for (keys, what) in section.rows {
                let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
                writeln!(page, "| {} | {what} |", keys.join(" ")).unwrap();
            }
        }
    }
    page.push_str(
        "\n## Other keys\n\nIn the settings the table `[keys]` gives a command other keys than these: one by its name as help \
         shows it, or a list. The first one is shown. A key that is given so is taken from the command above that has it; what is left \
         without a key is in the menu (`x`), which always keeps one. Only a key that two lines give is refused, with its line. \
         `nej config` prints what holds.\n\n```toml\n[keys]\nreply = \"w\"\nmenu = [\"x\", \"F2\", \"Ctrl-k\"]\n```\n\n\
         | name | keys |\n|---|---|\n",
    );
    for binding in BINDINGS {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
        writeln!(page, "| `{}` | {} |", binding.id, keys.join(" ")).unwrap();
    }
    page
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the one way to ask a test to write instead of to compare")]
fn the_page_of_keys_is_the_key_table_in_both_languages() {
    let (fresh, path) = (keys(), Path::new(ROOT).join("docs/keys.md"));
    if std::env::var_os("NEJ_WRITE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(fresh == kept, "docs/keys.md is stale: run the tests once with NEJ_WRITE=1");
}

#[test]
fn a_page_that_another_page_points_to_is_there() {
    let pages = std::fs::read_dir(Path::new(ROOT).join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = pages.filter(|path| path.extension().is_some_and(|e| e == "md"));
    for page in pages.chain([Path::new(ROOT).join("README.md")]) {
        let text = std::fs::read_to_string(&page).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let there = target.is_empty() || target.contains("://") || page.parent().unwrap().join(target).exists();
            assert!(there, "{} points to {target}, which is not there", page.display());
        }
    }
}
