//! `nej completions` and `nej man`: what shells and `man` want to know, made from the commands themselves.

use std::io::{self, Write};

use clap_complete::Shell;
use clap_mangen::Man;

use super::args::CompletionsArgs;
use super::context::Context;
use super::failure::{Failure, Result};
use super::help;
use super::out::Out;

/// Prints the completions for a shell.
pub fn completions(context: &Context, args: &CompletionsArgs, out: &mut Out) -> Result<()> {
    let shell = match args.shell.as_str() {
        "zsh" => Shell::Zsh,
        "fish" => Shell::Fish,
        _ => Shell::Bash,
    };
    // Into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut help::command(context.lang), "nej", &mut script);
    written(context, out.writer().write_all(&script))
}

/// Prints the man page: the program, then each command.
pub fn man(context: &Context, out: &mut Out) -> Result<()> {
    let command = help::command(context.lang);
    let mut page = Vec::new();
    let rendered = render(&command, &mut page);
    written(context, rendered.and_then(|()| out.writer().write_all(&page)))
}

fn render(command: &clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(command.clone());
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_options_section(page)?;
    for command in command.get_subcommands() {
        writeln!(page, ".SH \"NEJ {}\"", command.get_name().to_uppercase())?;
        let help = command.clone().render_help().to_string();
        writeln!(page, ".nf")?;
        for line in help.lines() {
            // A line that begins with a dot or a quote would be a request.
            writeln!(page, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-"))?;
        }
        writeln!(page, ".fi")?;
    }
    Ok(())
}

fn written(context: &Context, result: io::Result<()>) -> Result<()> {
    result.map_err(|error| Failure::output(&error, context.lang))
}
