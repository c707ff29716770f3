//! The spelling of pages and assets, by the dictionaries of the machine: no network. Names and terms that no dictionary
//! has are in `tests/data/words.txt`.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use toml::{Table, Value};

use crate::documented::{blocks, pages};
use crate::outside::installed;
use crate::tools::skip;

/// A language, its dictionary, and where Debian has that.
const DICTIONARIES: [(&str, &str); 2] = [("en", "en_GB"), ("sv", "sv_SE")];

/// Files of invented people and of words that stand alone.
const LEFT_OUT: [&str; 3] = ["demo.toml", "columns.toml", "language.toml"];

/// Keys whose texts are commands or names of things.
const NO_PROSE: [&str; 3] = ["example", "term", "click_path"];

fn texts(key: &str, value: &Value, out: &mut String) {
    match value {
        Value::String(text) if !NO_PROSE.contains(&key) => {
            out.push_str(text);
            out.push('\n');
        }
        Value::Table(table) => table.iter().for_each(|(key, value)| texts(key, value, out)),
        Value::Array(values) => values.iter().for_each(|value| texts(key, value, out)),
        _ => {}
    }
}

/// The prose of a page: without code and without what links lead to.
fn prose(page: &str) -> String {
    let (_, text) = blocks(page);
    let text = text.lines().filter(|line| !line.starts_with("    ")).collect::<Vec<_>>().join("\n");
    let outside_code: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let mut parts = outside_code.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |prose, part| prose + " " + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// Whether what stands between two spaces is a word, and no option, path, address or placeholder.
fn is_word(part: &str) -> bool {
    !part.starts_with('-') && !part.contains(['@', '/', '_', '{', '}', '=']) && !part.contains("--") && !is_file_name(part)
}

fn is_file_name(part: &str) -> bool {
    let inner = part.trim_matches(|c: char| !c.is_alphanumeric());
    inner
        .rsplit_once('.')
        .is_some_and(|(stem, end)| !stem.is_empty() && (1..=6).contains(&end.len()) && end.chars().all(char::is_alphabetic))
}

/// What a dictionary does not know of a text.
fn unknown(text: &str, dictionary: &str) -> BTreeSet<String> {
    let words: Vec<&str> = text.split_whitespace().filter(|part| is_word(part)).collect();
    let mut hunspell = Command::new("hunspell");
    hunspell.args(["-l", "-d", dictionary, "-i", "utf-8"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = hunspell.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let words = words.join("\n");
    let write = std::thread::spawn(move || input.write_all(words.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    write.join().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|word| word.trim_matches('.').to_owned()).collect()
}

#[test]
fn every_word_is_in_a_dictionary_or_known_here() {
    let there = |name: &str| Path::new("/usr/share/hunspell").join(format!("{name}.dic")).exists();
    if !installed("hunspell") || !DICTIONARIES.iter().all(|(_, name)| there(name)) {
        return skip("hunspell and its dictionaries are not installed here");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = fs::read_to_string(root.join("tests/data/words.txt")).unwrap();
    let mut left: BTreeSet<&str> = listed.lines().collect();
    let mut faults = Vec::new();
    for (lang, dictionary) in DICTIONARIES {
        let mut text = String::new();
        for file in fs::read_dir(root.join("assets").join(lang)).unwrap().map(|entry| entry.unwrap().path()) {
            if !LEFT_OUT.iter().any(|name| file.ends_with(name)) {
                let table: Table = fs::read_to_string(&file).unwrap().parse().unwrap();
                texts("", &Value::Table(table), &mut text);
            }
        }
        let ours = |page: &Path| page.to_string_lossy().contains(".sv.") == (lang == "sv") && !page.ends_with("keys.md");
        for page in pages().iter().filter(|page| ours(page)) {
            text += &prose(&fs::read_to_string(page).unwrap());
        }
        for word in unknown(&text, dictionary) {
            left.remove(word.as_str());
            if !listed.lines().any(|known| known == word) {
                faults.push(format!("{lang}: {word}"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new(), "misspelt, or missing in tests/data/words.txt");
    assert_eq!(left, BTreeSet::new(), "in tests/data/words.txt and used no more");
}
