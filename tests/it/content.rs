//! The words, looked at as a whole: both languages say the same things, and the calendar's sentences read well.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use nej::content::{calendar, cli_phrases, phrases};
use nej::domain::holiday::{DayOff, day_off};
use nej::domain::{Deadline, Lang};
use toml::{Table, Value};

/// The phrases of the screen and of the command line.
const SV: &[&str] = &[include_str!("../../assets/locales/sv.toml"), include_str!("../../assets/locales/cli.sv.toml")];
const EN: &[&str] = &[include_str!("../../assets/locales/en.toml"), include_str!("../../assets/locales/cli.en.toml")];
const DOSSIER: &str = include_str!("../../assets/dossier.toml");
const ASSETS: [(&str, &str); 5] = [
    ("dossier", DOSSIER),
    ("grounds", include_str!("../../assets/grounds.toml")),
    ("steps", include_str!("../../assets/steps.toml")),
    ("explanation", include_str!("../../assets/explanation.toml")),
    ("calendar", include_str!("../../assets/calendar.toml")),
];

/// Phrases that are the same in Swedish and in English, and rightly so.
const SAME: [&str; 4] = ["days.since", "commands.imy.short", "fields.person.short", "cli.doctor.ok"];

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

fn phrases_of(sources: &[&str]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (source, path) in sources.iter().zip(["", "cli"]) {
        texts(&Value::Table(source.parse::<Table>().expect("TOML")), path, &mut out);
    }
    out
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn both_languages_have_every_phrase_and_no_other() {
    for lang in Lang::ALL {
        assert!(!phrases(lang).panes.accounts.is_empty() && !cli_phrases(lang).help.usage.is_empty());
    }
    let keys = |sources| phrases_of(sources).into_keys().collect::<Vec<_>>();
    assert_eq!(keys(SV), keys(EN));
}

#[test]
fn both_languages_fill_in_the_same_things() {
    let english = phrases_of(EN);
    for (key, swedish) in phrases_of(SV) {
        assert_eq!(placeholders(&swedish), placeholders(&english[&key]), "{key}");
    }
}

#[test]
fn the_dossier_says_the_same_in_both_languages() {
    let mut all = phrases_of(&[DOSSIER]);
    // Parts of file names are in no language.
    all.retain(|key, _| !key.starts_with("authority"));
    let of = |lang: &str| -> BTreeMap<String, String> {
        let own = all.iter().filter_map(|(key, text)| Some((key.strip_prefix(lang)?.to_owned(), text.clone())));
        own.collect()
    };
    let (sv, en) = (of("sv."), of("en."));
    assert_eq!(sv.len() + en.len(), all.len());
    assert!(sv.keys().eq(en.keys()));
    for (key, swedish) in &sv {
        assert_eq!(placeholders(swedish), placeholders(&en[key]), "{key}");
        assert_ne!(*swedish, en[key], "{key}");
    }
}

#[test]
fn a_phrase_for_one_names_no_number_and_one_for_many_does() {
    for (key, text) in phrases_of(SV).into_iter().chain(phrases_of(EN)) {
        match key.rsplit_once('.') {
            Some((_, "one")) => assert!(!placeholders(&text).contains("n"), "{key}: {text}"),
            Some((_, "many")) => assert!(placeholders(&text).contains("n"), "{key}: {text}"),
            _ => {}
        }
    }
}

#[test]
fn no_phrase_is_empty_or_padded_or_typed_with_straight_quotes() {
    let assets = ASSETS.iter().map(|(file, source)| (*file, std::slice::from_ref(source)));
    for (file, sources) in assets.chain([("sv", SV), ("en", EN)]) {
        for (key, text) in phrases_of(sources) {
            assert!(!text.is_empty() && text.trim() == text, "{file} {key}: {text:?}");
            assert!(!text.contains("  ") && !text.contains('"') && !text.contains('\t'), "{file} {key}: {text:?}");
        }
    }
}

#[test]
fn a_phrase_that_is_the_same_in_both_languages_is_so_on_purpose() {
    let english = phrases_of(EN);
    let same = phrases_of(SV).into_iter().filter(|(key, text)| english[key] == *text && text.contains(char::is_alphabetic));
    let same: Vec<String> = same.map(|(key, _)| key).filter(|key| !SAME.contains(&key.as_str())).collect();
    assert_eq!(same, Vec::<String>::new());
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
        let limit = Deadline::month(start);
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
        let limit = Deadline::month(day);
        for lang in Lang::ALL {
            let words = calendar::reckoning(&limit, lang);
            assert_eq!(words.is_none(), limit.skipped.is_empty(), "{day}");
            if let Some(words) = words {
                assert!(!words.contains(['{', '}']) && !words.contains("  ") && words.len() < 160, "{day}: {words}");
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
        for reason in first.iter_days().take(365).filter_map(day_off) {
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
    for source in [SV, EN] {
        for (key, text) in phrases_of(source) {
            if key.strip_prefix("statuses.").is_some_and(|k| k.split('.').next_back() == Some("short")) {
                assert!(text.chars().count() <= 10, "{key}: {text}");
            }
        }
    }
}
