//! The words, looked at as a whole: both languages say the same things, and the calendar's sentences read well.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use nej::content::{calendar, cli_phrases, fill, names, phrases};
use nej::domain::holiday::{Country, DayOff, day_off};
use nej::domain::{Deadline, Lang};
use toml::{Table, Value};

/// The files of a language's folder, with the key under which their texts are told apart.
const FILES: [(&str, &str); 12] = [
    ("screen.toml", ""),
    ("cli.toml", "cli"),
    ("complaint.toml", "complaint"),
    ("letters.toml", "letters"),
    ("grounds.toml", "grounds"),
    ("steps.toml", "steps"),
    ("explanation.toml", "explanation"),
    ("calendar.toml", "calendar"),
    ("demo.toml", "demo"),
    ("language.toml", "language"),
    ("columns.toml", "columns"),
    ("man.toml", "man"),
];

/// What is a list of words rather than a text: as many in each language as that language has.
const LISTS: [&str; 4] = ["complaint.authority_files", "demo.reasons", "language.", "columns."];

/// Who speaks in a complaint, in the first or in the third person.
const PRONOUNS: [&str; 5] = ["I", "i", "me", "my", "mine"];

/// Phrases that are the same in Swedish and in English, and rightly so.
const SAME: [&str; 9] = [
    "days.since",
    "commands.imy.short",
    "fields.person.short",
    "cli.doctor.ok",
    "complaint.countries.",
    "buttons.link_short",
    "keys.press",
    "man.headings.synopsis",
    "stats.median",
];

/// Every text in a table, by the path of keys to it.
fn texts(value: &Value, path: &str, out: &mut BTreeMap<String, String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::String(text) => drop(out.insert(path.to_owned(), text.clone())),
        Value::Table(table) => table.iter().for_each(|(key, value)| texts(value, &below(key), out)),
        Value::Array(list) => list.iter().enumerate().for_each(|(n, value)| texts(value, &below(&n.to_string()), out)),
        _ => {}
    }
}

/// Every text of a language, by the path of keys to it.
fn texts_of(lang: Lang) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(lang.id());
    let mut out = BTreeMap::new();
    for (file, path) in FILES {
        let source = fs::read_to_string(folder.join(file)).expect("an asset");
        texts(&Value::Table(source.parse::<Table>().expect("TOML")), path, &mut out);
    }
    out.retain(|key, _| !LISTS.iter().any(|list| key.starts_with(list)));
    // Names stand where each language wants them, in the genitive or not.
    let names = names(None, lang);
    out.into_iter().map(|(key, text)| (key, fill(&text, &names))).collect()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

/// Whether a text has words of its own beside what is filled in.
fn says_something(text: &str) -> bool {
    text.split('{').any(|part| part.rsplit('}').next().is_some_and(|own| own.contains(char::is_alphabetic)))
}

#[test]
fn every_file_of_a_language_is_known_here_and_there_in_each_language() {
    for lang in Lang::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(lang.id());
        let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").file_name());
        let files: BTreeSet<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
        assert_eq!(files, FILES.iter().map(|(file, _)| (*file).to_owned()).collect(), "{}", lang.id());
    }
}

#[test]
fn both_languages_have_every_phrase_and_no_other() {
    for lang in Lang::ALL {
        assert!(!phrases(lang).panes.accounts.is_empty() && !cli_phrases(lang).help.usage.is_empty());
    }
    let [sv, en] = Lang::ALL.map(|lang| texts_of(lang).into_keys().collect::<BTreeSet<_>>());
    assert_eq!(sv.symmetric_difference(&en).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn both_languages_fill_in_the_same_things() {
    let [sv, en] = Lang::ALL.map(texts_of);
    for (key, swedish) in sv {
        let [sv, en] = [&swedish, &en[&key]].map(|text| {
            // Where a sentence has a pronoun is the language's own affair.
            placeholders(text).into_iter().filter(|name| !PRONOUNS.contains(name)).collect::<Vec<_>>()
        });
        assert_eq!(sv, en, "{key}");
    }
}

#[test]
fn a_phrase_for_one_names_no_number_and_one_for_many_does() {
    for (key, text) in Lang::ALL.into_iter().flat_map(texts_of) {
        match key.rsplit_once('.') {
            Some((_, "one")) => assert!(!placeholders(&text).contains("n"), "{key}: {text}"),
            Some((_, "many")) => assert!(placeholders(&text).contains("n"), "{key}: {text}"),
            _ => {}
        }
    }
}

#[test]
fn no_phrase_is_empty_or_padded_or_typed_with_straight_quotes() {
    for (key, text) in Lang::ALL.into_iter().flat_map(texts_of) {
        assert!(!text.is_empty() && text.trim() == text, "{key}: {text:?}");
        assert!(!text.contains("  ") && !text.contains('"') && !text.contains('\t'), "{key}: {text:?}");
    }
}

/// Whether a text is a term of the man page: a variable, a file or a command.
fn is_term(key: &str) -> bool {
    key.starts_with("man.") && key.rsplit('.').next() == Some("term")
}

#[test]
fn a_phrase_that_is_the_same_in_both_languages_is_so_on_purpose() {
    let [swedish, english] = Lang::ALL.map(texts_of);
    let same = swedish.into_iter().filter(|(key, text)| english[key] == *text && says_something(text));
    let same = same.map(|(key, _)| key).filter(|key| !is_term(key));
    let same: Vec<String> = same.filter(|key| !SAME.iter().any(|own| key.starts_with(own))).collect();
    assert_eq!(same, Vec::<String>::new());
}

#[test]
fn labels_of_fields_are_whole_on_a_phone() {
    for (key, text) in Lang::ALL.into_iter().flat_map(texts_of) {
        if key.starts_with("fields.") && key.rsplit('.').next() == Some("short") {
            assert!(text.chars().count() <= 12, "{key}: {text}");
        }
    }
}

#[test]
fn what_a_flag_takes_is_named_by_one_word() {
    for (key, text) in Lang::ALL.into_iter().flat_map(texts_of) {
        if key.starts_with("cli.values.") {
            assert!(text.chars().all(char::is_uppercase) && text.chars().count() <= 10, "{key}: {text}");
        }
    }
}

#[test]
fn no_swedish_sentence_begins_with_the_programs_name() {
    // It would read as the answer no.
    for (key, text) in texts_of(Lang::Sv) {
        if !key.ends_with(".example") && !is_term(&key) {
            let begins = |sentence: &str| sentence.to_lowercase().starts_with("nej ");
            assert!(![". ", "; ", "? "].iter().any(|end| text.split(end).any(begins)), "{key}: {text}");
        }
    }
}

#[test]
fn one_thing_has_one_word() {
    let other_words = [
        (Lang::Sv, &["dossier", "i sin ordning", "vilar", "glöm", "ombudets", "standardfel", "terminalens urklipp"][..]),
        (Lang::En, &["dossier", "in order,", "at rest", "forget", "explanation", "written authority", "attachment", "handed in"]),
    ];
    for (lang, words) in other_words {
        for (key, text) in texts_of(lang).into_iter().filter(|(key, _)| !key.ends_with(".example")) {
            let text = text.to_lowercase();
            assert!(!words.iter().any(|word| text.contains(word)), "{key}: {text}");
        }
    }
}

#[test]
fn the_welcome_is_three_lines_that_fit_a_terminal_of_80_columns() {
    for lang in Lang::ALL {
        let welcome = &phrases(lang).welcome;
        for line in [&welcome.what, &welcome.how, &welcome.begin] {
            assert!(line.chars().count() <= 76, "{line}");
        }
    }
}

#[test]
fn the_reckoning_says_why_a_complaint_has_to_wait() {
    let mut rows = csv::Reader::from_reader(include_str!("../data/deadlines.csv").as_bytes());
    let mut told = String::new();
    for row in rows.records() {
        let start = row.expect("a row")[0].parse().expect("a day");
        let limit = Deadline::month(start, Country::Ireland);
        let _ = writeln!(told, "{start}, ends {}, complain from {}", limit.ends, limit.complaint_from());
        for lang in Lang::ALL {
            let words = calendar::reckoning(&limit, lang);
            assert_eq!(words.is_none(), limit.complaint_from() == limit.overdue_from());
            let _ = writeln!(told, "  {}", words.as_deref().unwrap_or("-"));
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn every_reckoning_of_forty_years_is_a_sentence_without_gaps() {
    let mut day = "2024-01-01".parse().expect("a day");
    for _ in 0..40 * 365 {
        let limit = Deadline::month(day, Country::Ireland);
        for lang in Lang::ALL {
            let words = calendar::reckoning(&limit, lang);
            assert_eq!(words.is_none(), limit.skipped.is_empty(), "{day}");
            if let Some(words) = words {
                assert!(!words.contains(['{', '}']) && !words.contains("  ") && words.chars().count() < 210, "{day}: {words}");
            }
        }
        day = day.succ_opt().expect("a day");
    }
}

#[test]
fn each_day_off_has_a_name_of_its_own() {
    let first: chrono::NaiveDate = "2026-01-01".parse().expect("a day");
    for lang in Lang::ALL {
        let mut names = BTreeSet::new();
        let mut reasons = Vec::new();
        for reason in first.iter_days().take(365).filter_map(|day| day_off(day, &[Country::Ireland, Country::Sweden])) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
                assert!(names.insert(calendar::day_off(reason, lang)), "{reason:?}");
            }
        }
        assert!(names.contains(calendar::day_off(DayOff::Saturday, lang)));
        assert_eq!(names.len(), 21, "nineteen holidays, Saturday, Sunday");
    }
}

#[test]
fn no_short_word_for_a_status_is_cut_off_in_the_list() {
    for (key, text) in Lang::ALL.into_iter().flat_map(texts_of) {
        if key.starts_with("statuses.") && key.rsplit('.').next() == Some("short") {
            assert!(text.chars().count() <= 10, "{key}: {text}");
        }
    }
}
