//! What is wrong with how the program was called, in the person's language and on one line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error, FromArgMatches, Parser};

use super::args::{Cli, ScreenCli};
use super::error::CliError;
use super::help;
use crate::content::query::is_exclusion;
use crate::content::{cli_phrases, fill};
use crate::domain::Lang;
use crate::domain::text::escape_control;
use crate::exchange::import::Encoding;

/// What the arguments ask for.
pub enum Parsed {
    /// A command.
    Run(Box<Cli>),
    /// Help or the version.
    Print(String),
}

/// Reads the arguments, the program's name first.
pub fn parse(args: &[OsString], pre_parse: &PreParse, lang: Lang) -> Result<Parsed, CliError> {
    if pre_parse.command.is_none() {
        // The screen waits for nothing: to build all commands takes as long as to open the database.
        if let Ok(ScreenCli { globals }) = ScreenCli::try_parse_from(args) {
            return Ok(Parsed::Run(Box::new(Cli { globals, command: None })));
        }
    }
    let args = exclusions_as_words(args, pre_parse);
    let read = |command: Command| command.try_get_matches_from(&args).and_then(|matches| Cli::from_arg_matches(&matches));
    // To put all words into all commands takes as long as to open the database: only for who needs them.
    match read(help::bare()).or_else(|_| read(help::command(lang))) {
        Ok(_) if pre_parse.twice.is_some() => {
            let fault = fill(&cli_phrases(lang).usage.twice, &[("what", pre_parse.twice.unwrap_or_default())]);
            Err(CliError::Usage(with_hint(vec![fault], pre_parse, lang)))
        }
        Ok(cli) => Ok(Parsed::Run(Box::new(cli))),
        Err(error) if !error.use_stderr() => Ok(Parsed::Print(error.render().to_string())),
        Err(error) => Err(CliError::Usage(error_line(&error, pre_parse, lang))),
    }
}

/// What a search excludes with a hyphen, as the parser takes it for a word.
fn exclusions_as_words(args: &[OsString], pre_parse: &PreParse) -> Vec<OsString> {
    let word = |arg: &OsString| match arg.to_str() {
        Some(term) if pre_parse.command.as_deref() == Some("list") && is_exclusion(term) => term.replacen('-', "!", 1).into(),
        _ => arg.clone(),
    };
    args.iter().map(word).collect()
}

/// What has to be known before the arguments can be read: the language in which to complain of them.
#[derive(Debug, Default)]
pub struct PreParse {
    /// `--lang` before the command.
    pub lang: Option<String>,
    /// `--lang` behind the command, where `nej complaint` means the letter's.
    pub lang_after_command: Option<String>,
    /// `--config`.
    pub config: Option<PathBuf>,
    /// The command's name.
    pub command: Option<String>,
    /// An option for all commands that stands both before and behind it: the parser would take one in silence.
    twice: Option<&'static str>,
    given: Vec<(&'static str, bool)>,
}

impl PreParse {
    /// Looks through the arguments without judging them.
    pub fn scan(args: &[OsString]) -> Self {
        let mut pre_parse = Self::default();
        let mut args = args.iter().skip(1);
        while let Some(arg) = args.next() {
            let text = arg.to_string_lossy();
            let (name, value) = match text.split_once('=') {
                Some((name, value)) => (name, Some(OsString::from(value))),
                None => (&*text, None),
            };
            match name {
                "--" => break,
                "--lang" | "--config" | "--db" | "--today" | "--wait" => {
                    pre_parse.global(name, value.or_else(|| args.next().cloned()));
                }
                _ if name.starts_with('-') || pre_parse.command.is_some() => {}
                _ => pre_parse.command = Some(text.into_owned()),
            }
        }
        pre_parse
    }

    fn global(&mut self, name: &str, value: Option<OsString>) {
        let text = value.as_ref().map(|v| v.to_string_lossy().into_owned());
        if let Some(known) = ["--db", "--config", "--today", "--wait"].into_iter().find(|known| *known == name) {
            let behind = self.command.is_some();
            self.twice = self.twice.or(self.given.contains(&(known, !behind)).then_some(known));
            self.given.push((known, behind));
        }
        match (name, self.command.is_some()) {
            ("--lang", false) => self.lang = text,
            ("--lang", true) => self.lang_after_command = text,
            ("--config", _) => self.config = value.map(PathBuf::from),
            _ => {}
        }
    }
}

fn error_line(error: &Error, pre_parse: &PreParse, lang: Lang) -> String {
    let words = cli_phrases(lang);
    let mut sentences = vec![fault(error, lang)];
    if pre_parse.command.as_deref() == Some("evidence") && is_word(error) {
        sentences.push(words.usage.file_to_add.clone());
    }
    if let Some(near) = suggestion(error) {
        sentences.push(fill(&words.usage.did_you_mean, &[("what", &near)]));
    }
    if let Some(choices) = context(error, ContextKind::ValidValue).filter(|choices| !choices.is_empty()) {
        sentences.push(fill(&words.usage.choices, &[("what", &choices)]));
    }
    with_hint(sentences, pre_parse, lang)
}

/// The sentences, and where there is more to read.
fn with_hint(mut sentences: Vec<String>, pre_parse: &PreParse, lang: Lang) -> String {
    let words = cli_phrases(lang);
    let known = |name: &&String| words.commands.of(name).is_some() && **name != "nej";
    let command = pre_parse.command.as_ref().filter(known).map_or_else(|| "nej".to_owned(), |name| format!("nej {name}"));
    sentences.push(fill(&words.help.hint, &[("command", &command)]));
    sentences.join(" ")
}

/// What was likely meant. Of several the parser names the likeliest last.
fn suggestion(error: &Error) -> Option<String> {
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near = suggested.into_iter().find_map(|kind| error.get(kind))?;
    let near = if let ContextValue::Strings(names) = near { names.last()?.clone() } else { near.to_string() };
    Some(escape_control(&near).into_owned())
}

/// Whether the fault is a word, not an option, for which there is no room.
fn is_word(error: &Error) -> bool {
    error.kind() == ErrorKind::UnknownArgument
        && context(error, ContextKind::InvalidArg).is_some_and(|argument| !argument.starts_with('-'))
}

fn fault(error: &Error, lang: Lang) -> String {
    let words = &cli_phrases(lang).usage;
    let argument = context(error, ContextKind::InvalidArg).unwrap_or_default();
    // How the parser says that there may be several.
    let argument = argument.trim_end_matches("...");
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    let what = ("what", argument);
    match error.kind() {
        ErrorKind::UnknownArgument if is_word(error) => fill(&words.unknown_word, &[what]),
        ErrorKind::UnknownArgument => fill(&words.unknown_option, &[what]),
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            fill(&words.unknown_command, &[("what", &name)])
        }
        ErrorKind::MissingRequiredArgument => fill(&words.missing, &[what]),
        ErrorKind::InvalidValue if value.is_empty() => fill(&words.needs_value, &[what]),
        ErrorKind::InvalidValue => fill(&words.not_a_choice, &[what, ("value", &value)]),
        ErrorKind::ValueValidation if argument.starts_with("--encoding") => {
            let choices: Vec<&str> = Encoding::ALL.iter().map(|encoding| encoding.id()).collect();
            let choices = fill(&words.choices, &[("what", &choices.join(", "))]);
            fill(&words.not_a_choice, &[what, ("value", &value)]) + " " + &choices
        }
        ErrorKind::ValueValidation => fill(&words.not_a_number, &[what, ("value", &value)]),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg).unwrap_or_default();
            if other == argument { fill(&words.twice, &[what]) } else { fill(&words.conflict, &[what, ("other", &other)]) }
        }
        ErrorKind::TooManyValues => fill(&words.too_many, &[what, ("value", &value)]),
        ErrorKind::InvalidUtf8 => words.not_utf8.clone(),
        _ => words.other.clone(),
    }
}

/// What the parser knows of an error, harmless and on one line.
fn context(error: &Error, kind: ContextKind) -> Option<String> {
    let text = match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        ContextValue::Number(n) => n.to_string(),
        _ => return None,
    };
    Some(escape_control(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::args::CliCommand;
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    fn wrong(line: &str, lang: Lang) -> String {
        let args = args(line);
        match parse(&args, &PreParse::scan(&args), lang) {
            Err(CliError::Usage(message)) => message,
            _ => panic!("nothing wrong with {line}"),
        }
    }

    #[test]
    fn a_platform_of_the_table_can_be_typed() {
        // Only the unit tests know this one.
        let args = args("nej add --platform kvitter --handle @anna");
        let Ok(Parsed::Run(cli)) = parse(&args, &PreParse::scan(&args), Lang::En) else { panic!("not accepted") };
        let Some(CliCommand::Add(add)) = cli.command else { panic!("another command") };
        assert_eq!(add.platform.id(), "kvitter");
    }

    #[test]
    fn what_is_wrong_is_one_line_with_a_way_on() {
        for (line, sv, en) in [
            (
                "nej lits",
                "Kommandot lits finns inte. Menade du list? Se nej --help.",
                "There is no command lits. Did you mean list? See nej --help.",
            ),
            (
                "nej lsit",
                "Kommandot lsit finns inte. Menade du list? Se nej --help.",
                "There is no command lsit. Did you mean list? See nej --help.",
            ),
            (
                "nej list --overdu",
                "Flaggan --overdu finns inte. Menade du --overdue? Se nej list --help.",
                "There is no option --overdu. Did you mean --overdue? See nej list --help.",
            ),
            (
                "nej add --platform myspace --handle x",
                "--platform <facebook|instagram|kvitter>: ”myspace” är inget giltigt val. Välj facebook, instagram, kvitter. Se nej add --help.",
                "--platform <facebook|instagram|kvitter>: “myspace” is not a valid choice. Choose facebook, instagram, kvitter. See nej add --help.",
            ),
            (
                "nej add --platform facebook",
                "Saknas: --handle <NAMN>. Se nej add --help.",
                "Missing: --handle <NAME>. See nej add --help.",
            ),
            (
                "nej list --json --csv",
                "--json och --csv går inte ihop. Se nej list --help.",
                "--json and --csv do not go together. See nej list --help.",
            ),
            (
                "nej --today 2026-01-01 --today igår list",
                "--today <DATUM> är angivet två gånger. Ange det en gång. Se nej list --help.",
                "--today <DATE> is given twice. Give it once. See nej list --help.",
            ),
            ("nej list a b", "”b” är ett ord för mycket. Se nej list --help.", "“b” is one word too many. See nej list --help."),
            ("nej submit", "Saknas: <KONTO>. Se nej submit --help.", "Missing: <ACCOUNT>. See nej submit --help."),
            ("nej --db", "--db <FIL> behöver ett värde. Se nej --help.", "--db <FILE> needs a value. See nej --help."),
            (
                "nej demo --accounts x",
                "--accounts <ANTAL>: ”x” är inget heltal. Se nej demo --help.",
                "--accounts <COUNT>: “x” is not a whole number. See nej demo --help.",
            ),
        ] {
            assert_eq!(wrong(line, Lang::Sv), sv);
            assert_eq!(wrong(line, Lang::En), en);
        }
    }

    #[test]
    fn what_is_missing_twice_or_too_much_is_told_with_what_to_do() {
        for (line, sv, en) in [
            (
                "nej add --person Anna",
                "Saknas: --platform <facebook|instagram|kvitter>, --handle <NAMN>. Se nej add --help.",
                "Missing: --platform <facebook|instagram|kvitter>, --handle <NAME>. See nej add --help.",
            ),
            (
                "nej --db a list --db b",
                "--db är angivet två gånger. Ange det en gång. Se nej list --help.",
                "--db is given twice. Give it once. See nej list --help.",
            ),
            (
                "nej --db a --db b list",
                "--db <FIL> är angivet två gånger. Ange det en gång. Se nej list --help.",
                "--db <FILE> is given twice. Give it once. See nej list --help.",
            ),
            (
                "nej evidence 1 svar.txt",
                "”svar.txt” är ett ord för mycket. En fil bifogas med --add. Se nej evidence --help.",
                "“svar.txt” is one word too many. A file is attached with --add. See nej evidence --help.",
            ),
        ] {
            assert_eq!(wrong(line, Lang::Sv), sv);
            assert_eq!(wrong(line, Lang::En), en);
        }
    }

    #[test]
    fn the_language_is_found_before_and_behind_the_command() {
        let pre_parse = PreParse::scan(&args("nej --db add --lang=en list --lang sv --config x"));
        assert_eq!((pre_parse.lang.as_deref(), pre_parse.lang_after_command.as_deref()), (Some("en"), Some("sv")));
        assert_eq!((pre_parse.command.as_deref(), pre_parse.config), (Some("list"), Some(PathBuf::from("x"))));
        assert!(PreParse::scan(&args("nej list -- --lang en")).lang_after_command.is_none());
    }
}
