//! The command line as it was typed up to the cursor: its words, what is asked for, and how a name goes on there.

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::cli::args::Cli;

/// A place on the line where an account is named.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The database that the line names, if it does.
    pub db: Option<String>,
}

/// What was typed. Nothing in it is expanded: a variable stays its name.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// The words before the cursor's, the program's name first.
    before: Vec<String>,
    /// The cursor's word up to there, without its quotes.
    pub word: String,
    /// The same as it stands there.
    raw: String,
    /// The quotation mark that is still open.
    open: Option<char>,
}

impl CommandLine {
    /// Takes a line apart, the last command of it.
    pub fn of(line: &str) -> Self {
        let (mut typed, mut inside) = (Self::default(), false);
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            let ends = typed.open.is_none() && (c.is_ascii_whitespace() || matches!(c, ';' | '|' | '&' | '('));
            if !ends {
                typed.raw.push(c);
                inside = true;
            }
            match (typed.open, c) {
                (None, '\'' | '"') => typed.open = Some(c),
                (Some(mark), c) if mark == c => typed.open = None,
                (None | Some('"'), '\\') => {
                    let next = chars.next();
                    typed.raw.extend(next);
                    // Between quotation marks the sign stands for itself before all but a few.
                    let kept = typed.open.is_some() && next.is_some_and(|c| !matches!(c, '"' | '\\' | '$' | '`'));
                    typed.word.extend(kept.then_some('\\').into_iter().chain(next));
                }
                _ if !ends => typed.word.push(c),
                _ => {
                    let word = std::mem::take(&mut typed.word);
                    typed.raw.clear();
                    if std::mem::take(&mut inside) {
                        typed.before.push(word);
                    }
                    if !matches!(c, ' ' | '\t') {
                        typed.before.clear();
                    }
                }
            }
        }
        typed
    }

    /// The place of an account, if the cursor stands at one.
    pub fn place(&self) -> Option<Place> {
        let root = Cli::command();
        let (mut command, mut given, mut names, mut db) = (&root, 0, false, None);
        let assignment = |word: &&String| word.split_once('=').is_some_and(|(name, _)| !name.starts_with('-'));
        let mut words = self.before.iter().skip_while(assignment).skip(1);
        while let Some(word) = words.next() {
            if names || !word.starts_with('-') || word == "-" {
                match root.find_subcommand(word).filter(|_| std::ptr::eq(command, &raw const root)) {
                    Some(found) => command = found,
                    None => given += 1,
                }
                continue;
            }
            names = word == "--";
            let (option, value) =
                word.split_once('=').map_or((&**word, None), |(option, value)| (option, Some(value.to_owned())));
            if takes_value(&root, option) || takes_value(command, option) {
                let value = value.or_else(|| words.next().cloned())?;
                db = if option == "--db" { Some(value) } else { db };
            }
        }
        if self.word.starts_with('-') && !names {
            return None;
        }
        let all: Vec<_> = command.get_positionals().collect();
        let many = || all.last().filter(|arg| matches!(arg.get_action(), ArgAction::Append));
        let arg = all.get(given).or_else(many)?;
        names_account(arg).then_some(Place { db })
    }

    /// What bash is to put in the place of `replaced`, the end of what is typed, for a name: quoted so that it is
    /// that name and nothing else. None where it cannot be.
    pub fn quoted(&self, name: &str, replaced: &str) -> Option<String> {
        let whole = match self.open {
            None => escaped(name, |c| !c.is_ascii() || c.is_ascii_alphanumeric() || "@%+=:,./-_".contains(c)),
            Some('\'') => format!("'{}", name.replace('\'', r"'\''")),
            // Here nothing keeps the shell's history out, and it would not see where the name ends.
            Some(_) if name.contains(['!', '"']) => return None,
            Some(_) => format!("\"{}", escaped(name, |c| !"\\$`".contains(c))),
        };
        let stays = self.raw.strip_suffix(replaced).unwrap_or_default();
        whole.strip_prefix(stays).map(str::to_owned)
    }
}

/// Whether an argument is an account, or several.
pub fn names_account(arg: &Arg) -> bool {
    matches!(arg.get_id().as_str(), "account" | "accounts")
}

fn takes_value(command: &Command, option: &str) -> bool {
    command.get_arguments().any(|arg| {
        let long = option.strip_prefix("--").is_some_and(|name| arg.get_long() == Some(name));
        let short = || arg.get_short().is_some_and(|c| option == format!("-{c}"));
        arg.get_action().takes_values() && (long || short())
    })
}

fn escaped(name: &str, harmless: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    for c in name.chars() {
        out.extend((!harmless(c)).then_some('\\'));
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart_as_shells_do() {
        for (line, before, word, open) in [
            ("nej show", vec!["nej"], "show", None),
            ("nej show ", vec!["nej", "show"], "", None),
            ("x; nej  show An", vec!["nej", "show"], "An", None),
            ("a && (b | nej show Anna\\ B", vec!["nej", "show"], "Anna B", None),
            ("nej show 'Anna B", vec!["nej", "show"], "Anna B", Some('\'')),
            ("nej show \"\\$a \\b", vec!["nej", "show"], "$a \\b", Some('"')),
            ("nej show 'a'\"b\"c '' ", vec!["nej", "show", "abc", ""], "", None),
            ("nej show '$(x); y", vec!["nej", "show"], "$(x); y", Some('\'')),
        ] {
            let typed = CommandLine::of(line);
            assert_eq!(
                (&typed.before, typed.word.as_str(), typed.open),
                (&before.iter().map(|w| (*w).to_owned()).collect(), word, open),
                "{line}"
            );
        }
    }

    #[test]
    fn an_account_is_asked_for_where_one_can_stand() {
        let asked = |line: &str| CommandLine::of(line).place();
        for line in [
            "nej show ",
            "nej edit --handle x A",
            "nej draft 1 2 A",
            "nej log --on -3d ",
            "nej text ",
            "X=1 nej void ",
            "nej show -- -x",
        ] {
            assert_eq!(asked(line), Some(Place { db: None }), "{line}");
        }
        for line in [
            "nej ",
            "nej sho",
            "nej list ",
            "nej log 1 ",
            "nej show --js",
            "nej edit --handle ",
            "nej --db ",
            "nej evidence 1 --add ",
            "nej complaint -o ",
        ] {
            assert_eq!(asked(line), None, "{line}");
        }
        for line in ["nej --db 'a b' show ", "nej show --db=a\\ b A", "nej --lang en show --db \"a b\" "] {
            assert_eq!(asked(line), Some(Place { db: Some("a b".to_owned()) }), "{line}");
        }
    }

    #[test]
    fn a_name_is_quoted_as_it_is_begun() {
        for (typed, replaced, name, quoted) in [
            ("An", "An", "Anna Berg", Some(r"Anna\ Berg")),
            ("'An", "An", "Anna's $(x)", Some(r"Anna'\''s $(x)")),
            ("\"An", "An", r"An`x` \y $z", Some(r"An\`x\` \\y \$z")),
            ("\"An", "An", "An!x", None),
            ("\"An", "An", "An \"x\"", None),
            ("", "", "$(touch x);a'!~", Some(r"\$\(touch\ x\)\;a\'\!\~")),
            ("facebook:12", "12", "facebook:123", Some("123")),
            ("@an", "an", "@anna", Some("anna")),
            ("@an", "an", "instagram:@anna", None),
        ] {
            assert_eq!(CommandLine::of(&format!("nej show {typed}")).quoted(name, replaced).as_deref(), quoted, "{typed} {name}");
        }
    }
}
