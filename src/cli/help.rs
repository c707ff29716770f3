//! The command line in a person's language: the words of the assets put into the commands, options and
//! placeholders that `args` declares.

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::args::Cli;
use crate::content::{CliPhrases, cli_phrases, fill};
use crate::domain::{EventKind, Lang};

const TEMPLATE: &str = "{first}{about-with-newline}\n{usage}\n\n{all-args}{after-help}";
/// Lines of help are no longer than this, however wide the terminal is.
const WIDTH: usize = 100;

/// The whole command line without words: ready to parse what has no mistake in it.
pub fn bare() -> Command {
    Cli::command()
        .version(env!("CARGO_PKG_VERSION"))
        .arg(Arg::new("help").long("help").short('h').action(ArgAction::Help).global(true))
        .arg(Arg::new("version").long("version").short('V').action(ArgAction::Version))
        .max_term_width(WIDTH)
}

/// The whole command line, ready to parse and to explain itself.
pub fn command(lang: Lang) -> Command {
    let words = cli_phrases(lang);
    let mut command = bare();
    // Before this the commands do not have the options that all share.
    command.build();
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, |c| worded(c, words));
    }
    worded(command, words)
}

fn worded(command: Command, words: &'static CliPhrases) -> Command {
    let mut first = String::new();
    let complaint = command.get_name() == "complaint";
    let mut command =
        command.mut_args(|arg| worded_arg(arg, complaint, words)).subcommand_help_heading(words.help.commands.as_str());
    if let Some(help) = words.commands.of(command.get_name()) {
        let example = format!("{}\n  {}", words.help.example, help.example);
        let more = help.more.iter().map(|more| fill(more, &[("events", &events(words)), ("needs", &needed_options(words))]));
        let after = more.chain([example]).collect::<Vec<_>>().join("\n\n");
        first.extend(help.first.iter().flat_map(|line| [line, "\n\n"]));
        command = command.about(help.about.as_str()).after_help(after);
    }
    let usage = usage(&mut command, words);
    let template = fill(TEMPLATE, &[("first", &first), ("usage", &format!("{} {usage}", words.help.usage))]);
    command.override_usage(usage).help_template(template)
}

/// The events that `nej log` writes, as a list in words.
fn events(words: &CliPhrases) -> String {
    let ids: Vec<&str> = EventKind::by_log().map(EventKind::id).collect();
    let (last, first) = ids.split_last().unwrap_or((&"", &[]));
    fill(&words.help.either, &[("first", &first.join(", ")), ("last", last)])
}

/// The options without which an event means nothing, but for those with a value of their own.
fn needed_options(words: &CliPhrases) -> String {
    let needs = EventKind::by_log().filter(|kind| *kind != EventKind::Closed).flat_map(|kind| {
        let required = kind.fields().iter().filter(|(_, required)| *required);
        required.map(move |(field, _)| format!("{} --{}", kind.id(), field.id().replace('_', "-")))
    });
    fill(&words.help.needing, &[("needs", &needs.collect::<Vec<_>>().join(", "))])
}

fn worded_arg(arg: Arg, complaint: bool, words: &'static CliPhrases) -> Arg {
    let heading = match (arg.is_global_set() || arg.get_id() == "version", arg.is_positional()) {
        (true, _) => &words.help.globals,
        (_, true) => &words.help.arguments,
        (_, false) => &words.help.options,
    };
    let help = match arg.get_id().as_str() {
        "lang" if complaint => Some(&words.options.complaint_lang),
        id => words.options.of(id),
    };
    let value = arg.get_value_names().and_then(|names| words.values.of(&names.first()?.to_lowercase()));
    let mut arg = arg.help_heading(heading.as_str()).hide_possible_values(true);
    if let Some(help) = help {
        arg = arg.help(help.as_str());
    }
    if let Some(value) = value {
        arg = arg.value_name(value.as_str());
    }
    arg
}

/// How a command is written, on one line.
fn usage(command: &mut Command, words: &CliPhrases) -> String {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    usage.replace("[OPTIONS]", &words.help.options_word).replace("[COMMAND]", &words.help.command_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(lang: Lang) -> Vec<Command> {
        let whole = command(lang);
        let mut all: Vec<Command> = whole.get_subcommands().cloned().collect();
        all.push(whole);
        all
    }

    #[test]
    fn every_command_and_every_option_has_its_words_in_both_languages() {
        for lang in Lang::ALL {
            let words = cli_phrases(lang);
            for command in all(lang) {
                assert!(words.commands.of(command.get_name()).is_some(), "{}", command.get_name());
                for arg in command.get_arguments() {
                    let id = arg.get_id().as_str();
                    assert!(words.options.of(id).is_some(), "{} {id}", command.get_name());
                    let shown = if arg.get_action().takes_values() { arg.get_value_names() } else { None };
                    let placeholders = shown.unwrap_or_default();
                    assert!(placeholders.iter().all(|name| name.contains('|') || known(name, words)), "{id} {placeholders:?}");
                }
            }
        }
    }

    /// Whether a placeholder is one of the words, not a name in the code.
    fn known(placeholder: &str, words: &CliPhrases) -> bool {
        let names = Cli::command().get_subcommands().flat_map(placeholders).collect::<Vec<_>>();
        names.iter().chain(&placeholders(&Cli::command())).any(|name| words.values.of(name).is_some_and(|w| w == placeholder))
    }

    fn placeholders(command: &Command) -> Vec<String> {
        let taking = command.get_arguments().filter(|arg| arg.get_action().takes_values());
        taking.flat_map(|arg| arg.get_value_names().unwrap_or_default()).map(|name| name.to_lowercase()).collect()
    }

    #[test]
    fn the_two_languages_of_a_complaint_are_told_apart() {
        for lang in Lang::ALL {
            let told = &cli_phrases(lang).options;
            for mut command in all(lang) {
                let help = command.render_help().to_string().split_whitespace().collect::<Vec<_>>().join(" ");
                assert_eq!(help.contains(&told.complaint_lang), command.get_name() == "complaint", "{help}");
            }
        }
    }

    #[test]
    fn nothing_in_swedish_help_is_left_in_english() {
        for mut command in all(Lang::Sv) {
            let help = command.render_help().to_string();
            for word in ["Usage", "OPTIONS", "COMMAND", "Options:", "Print ", "default", "possible values"] {
                assert!(!help.contains(word), "{word} in\n{help}");
            }
        }
    }

    #[test]
    fn every_example_can_be_parsed() {
        for lang in Lang::ALL {
            for command in all(lang) {
                let help = cli_phrases(lang).commands.of(command.get_name()).expect("words");
                // What stands in quotes is one word.
                let parts = help.example.split('\'').enumerate();
                let words = parts.flat_map(|(n, part)| if n % 2 == 1 { vec![part] } else { part.split_whitespace().collect() });
                let parsed = super::command(lang).try_get_matches_from(words);
                assert!(parsed.is_ok(), "{}", help.example);
            }
        }
    }
}
