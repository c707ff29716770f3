//! `nej man`: the man page, from the commands, the key table and the words of `man.toml`, in either language.

use clap::{Arg, Command};
use roff::{Inline, Roff, bold, italic, roman};
use textwrap::{Options, WordSeparator, WordSplitter};

use super::context::Context;
use super::error::CliResult;
use super::help;
use super::out::Stdout;
use crate::app::model::keymap::Keymap;
use crate::app::screen::help_page;
use crate::content::man::{ManEntry, ManWords, man_words};
use crate::content::{CliPhrases, cli_phrases};
use crate::domain::Lang;

/// The day of this version; the changelog says the same.
const RELEASED: &str = "2026-11-26";
/// How long a line of the source is at most, in cells.
const SOURCE_LINE: usize = 60;

/// Prints the man page.
pub fn man(context: &Context, out: &mut Stdout) -> CliResult<()> {
    out.text(&page(context.lang))
}

fn page(lang: Lang) -> String {
    let (words, phrases) = (man_words(lang), cli_phrases(lang));
    let (command, headings) = (help::command(lang), &words.headings);
    let mut page = Roff::new();
    page.control("TH", ["NEJ", "1", RELEASED, concat!("nej ", env!("CARGO_PKG_VERSION")), &words.manual]);
    // Names of options are not to be hyphenated, nor lines spread out.
    page.control("nh", []).control("ad", ["l"]);
    page.control("SH", [&*headings.name]).text([roman(format!("nej - {}", about(&command).trim_end_matches('.')))]);
    page.control("SH", [&*headings.synopsis]);
    page.text([bold("nej"), roman(format!(" {} {}", phrases.help.options_word, phrases.help.command_word))]);
    page.control("SH", [&*headings.description]);
    // The first paragraph of a section needs no beginning of its own.
    for (n, text) in words.description.iter().enumerate() {
        if n > 0 {
            page.control("PP", []);
        }
        page.text([roman(source(text))]);
    }
    after(&mut page, &command);
    page.control("SH", [&*headings.options]);
    for arg in command.get_arguments() {
        argument(&mut page, arg);
    }
    commands(&mut page, &command, words, phrases);
    keys(&mut page, words, lang);
    for (title, entries) in [
        (&headings.environment, &words.environment),
        (&headings.files, &words.files),
        (&headings.exit_status, &words.exit_status),
        (&headings.examples, &words.examples),
    ] {
        page.control("SH", [title.as_str()]);
        for ManEntry { term, text } in entries {
            item(&mut page, [bold(term)], text);
        }
    }
    page.render()
}

fn commands(page: &mut Roff, whole: &Command, words: &ManWords, phrases: &CliPhrases) {
    page.control("SH", [&*words.headings.commands]);
    for command in whole.get_subcommands() {
        page.control("SS", [&*format!("nej {}", command.get_name())]);
        let usage = command.clone().render_usage().to_string();
        page.text([roman(source(usage.trim_start_matches("Usage:").trim()))]);
        if let Some(first) = phrases.commands.of(command.get_name()).and_then(|words| words.first.as_ref()) {
            paragraph(page, first);
        }
        paragraph(page, &about(command));
        for arg in command.get_arguments().filter(|arg| !arg.is_global_set()) {
            argument(page, arg);
        }
        after(page, command);
    }
}

fn keys(page: &mut Roff, words: &ManWords, lang: Lang) {
    page.control("SH", [&*words.headings.keys]).text([roman(source(&words.keys))]);
    for section in help_page::sections(&Keymap::default(), lang) {
        if let Some(title) = section.title {
            page.control("SS", [title]);
        }
        for (keys, what) in section.rows {
            item(page, spaced(keys.into_iter().map(bold)), &what);
        }
    }
}

/// What follows the options in help: paragraphs, and last the example under its word.
fn after(page: &mut Roff, command: &Command) {
    let text = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for part in text.split("\n\n").filter(|part| !part.is_empty()) {
        match part.split_once('\n') {
            Some((word, example)) => item(page, [roman(word)], example.trim()),
            None => paragraph(page, part),
        }
    }
}

fn argument(page: &mut Roff, arg: &Arg) {
    let short = arg.get_short().map(|short| bold(format!("-{short}")));
    let long = arg.get_long().map(|long| bold(format!("--{long}")));
    let takes = arg.get_action().takes_values();
    let value = arg.get_value_names().filter(|_| takes).map(|names| italic(names.join(" ")));
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    item(page, spaced([short, long, value].into_iter().flatten()), &help);
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

fn paragraph(page: &mut Roff, text: &str) {
    page.control("PP", []).text([roman(source(text))]);
}

/// A term, and below it, further in, what it is.
fn item(page: &mut Roff, term: impl Into<Vec<Inline>>, text: &str) {
    page.control("TP", []).text(term).text([roman(source(text))]);
}

fn spaced(parts: impl Iterator<Item = Inline>) -> Vec<Inline> {
    let mut spaced: Vec<Inline> = parts.flat_map(|part| [part, roman(" ")]).collect();
    spaced.pop();
    spaced
}

/// Text in short lines, as the source of a page has them: where they end is of no meaning.
fn source(text: &str) -> String {
    let options = Options::new(SOURCE_LINE)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::wrap(text, options).join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_the_version_is_the_changelogs() {
        let heading = format!("\n## {} – {RELEASED}\n", env!("CARGO_PKG_VERSION"));
        assert!(include_str!("../../docs/changelog.md").contains(&heading), "no{heading}in docs/changelog.md");
    }

    #[test]
    fn every_variable_that_is_read_is_explained() {
        let read = include_str!("env.rs").split_once("#[cfg(test)]").map_or("", |(code, _)| code);
        let named = read.split('"').skip(1).step_by(2).filter(|word| word.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
        for lang in Lang::ALL {
            let page = page(lang);
            for name in named.clone() {
                assert!(page.contains(name), "{name}");
            }
        }
    }

    #[test]
    fn every_example_can_be_parsed() {
        for lang in Lang::ALL {
            for ManEntry { term, .. } in &man_words(lang).examples {
                assert!(help::command(lang).try_get_matches_from(term.split_whitespace()).is_ok(), "{term}");
            }
        }
    }
}
