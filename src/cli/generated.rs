//! `nej completions`: what shells want to know, made from the commands themselves.

use clap::{Arg, Command, ValueHint};
use clap_complete::Shell;

use super::args::CompletionsArgs;
use super::completion::{ASKED, names_account};
use super::context::Context;
use super::error::CliResult;
use super::help;
use super::out::Stdout;

/// In bash, names of accounts take the place of everything else where there are any.
const BASH: &str = r#"
_nej_or_accounts() {
    local name
    local -a accounts=()
    while IFS= read -r name; do
        accounts+=("$name")
    done < <(nej ASKED bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    if [[ ${#accounts[@]} -gt 0 ]]; then
        COMPREPLY=("${accounts[@]}")
    else
        _nej "$@"
    fi
}

"#;

/// In zsh, a separate kind of argument; the words are recorded before zsh splits them.
const ZSH: &str = r#"
_nej_accounts() {
    local -a names
    names=(${(f)"$(nej ASKED zsh "${(j: :)nej_words} $QIPREFIX$PREFIX" 2>/dev/null)"})
    (( $#names )) && compadd -M 'l:|=*' -a names
}

_nej() {
    local -a nej_words
    nej_words=("${(@)words[1,CURRENT-1]}")
"#;

/// In fish, what else the commands take.
const FISH: &str = r#"
complete -c nej -n "__fish_nej_using_subcommand COMMANDS" -f -a "(nej ASKED fish (commandline -cp | string collect) 2>/dev/null)"
"#;

/// Prints the completions for a shell.
pub fn completions(context: &Context, args: &CompletionsArgs, out: &mut Stdout) -> CliResult<()> {
    let command = help::command(context.lang);
    let script = match args.shell.as_str() {
        "zsh" => zsh(command),
        "fish" => fish(command),
        _ => bash(command),
    };
    out.text(&script.replace("ASKED", ASKED))
}

fn bash(mut command: Command) -> String {
    let script = generated(Shell::Bash, &mut command).replace("complete -F _nej ", "complete -F _nej_or_accounts ");
    script.replacen("\nif [[", &format!("{BASH}if [["), 1)
}

fn zsh(mut command: Command) -> String {
    // The only hint that the generator takes about an argument: what kind of name it is.
    for name in naming_accounts(&command) {
        let hinted = |arg: Arg| if names_account(&arg) { arg.value_hint(ValueHint::Username) } else { arg };
        command = command.mut_subcommand(name, |c| c.mut_args(hinted));
    }
    let script = generated(Shell::Zsh, &mut command).replace(":_users'", ":_nej_accounts'");
    script.replacen("\n_nej() {\n", ZSH, 1)
}

fn fish(mut command: Command) -> String {
    let lines = FISH.replace("COMMANDS", &naming_accounts(&command).join(" "));
    generated(Shell::Fish, &mut command) + &lines
}

/// The commands that take an account.
fn naming_accounts(command: &Command) -> Vec<String> {
    let naming = command.get_subcommands().filter(|c| c.get_positionals().any(names_account));
    naming.map(|c| c.get_name().to_owned()).collect()
}

fn generated(shell: Shell, command: &mut Command) -> String {
    // Into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "nej", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
