//! The command line: arguments to calls, errors to one line and an exit status. One file for each command; what
//! they write in is `exchange`'s, what they say is in the assets.

mod account;
mod add;
mod agenda;
mod args;
mod backup;
mod calendar;
mod choices;
mod complaint;
mod completion;
mod config;
mod context;
mod demo;
mod doctor;
mod draft;
mod edit;
mod env;
mod error;
mod evidence;
mod export;
mod files;
mod forget;
mod frame;
mod generated;
mod handles;
mod help;
mod import;
mod init;
mod list;
mod log;
mod mail;
mod man;
mod out;
mod permissions;
mod progress;
mod restore;
mod screen;
mod settings;
mod sharing;
mod show;
mod stats;
mod status;
mod submit;
mod table;
mod text;
mod usage;
mod void;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{Cli, CliCommand};
use context::Context;
use env::Environment;
use error::{CliError, CliResult};
use out::Stdout;
use usage::{Parsed, PreParse};

use crate::runtime::guard::install_panic_hook;
use crate::runtime::signals::survive_file_limit;

/// Runs the program with the arguments and the environment of the process.
pub fn main() -> ExitCode {
    install_panic_hook();
    survive_file_limit();
    let args: Vec<OsString> = std::env::args_os().collect();
    let status = run(&args, Environment::read()).unwrap_or_else(|failure| {
        if let CliError::Usage(message) | CliError::Failed(message) | CliError::Busy(message) | CliError::Stopped(message, _) =
            &failure
        {
            out::stderr_line(message);
        }
        failure.status()
    });
    ExitCode::from(status)
}

fn run(args: &[OsString], env: Environment) -> CliResult<u8> {
    if let Some(answered) = completion::answer(args, &env) {
        return answered;
    }
    let pre_parse = PreParse::scan(args);
    let settings = context::settings(&pre_parse, context::language(&pre_parse, &env, None));
    let lang = context::language(&pre_parse, &env, settings.as_ref().ok());
    let cli = match usage::parse(args, &pre_parse, lang)? {
        Parsed::Run(cli) => cli,
        Parsed::Print(text) => {
            let mut out = Stdout::new(lang);
            out.text(&text)?;
            out.finish()?;
            return Ok(0);
        }
    };
    let context = Context::new(&cli.globals, &pre_parse, lang, env, settings?)?;
    dispatch(&context, &cli)
}

fn dispatch(context: &Context, cli: &Cli) -> CliResult<u8> {
    let Some(command) = &cli.command else { return screen::run(context) };
    let mut out = Stdout::new(context.lang);
    let status = match command {
        CliCommand::Add(args) => add::run(context, args, &mut out).map(|()| 0),
        CliCommand::Edit(args) => edit::run(context, args, &mut out).map(|()| 0),
        CliCommand::Show(args) => show::run(context, args, &mut out).map(|()| 0),
        CliCommand::Text(args) => text::run(context, args, &mut out).map(|()| 0),
        CliCommand::Log(args) => log::run(context, args, &mut out).map(|()| 0),
        CliCommand::Mail(args) => mail::run(context, args, &mut out),
        CliCommand::Void(args) => void::run(context, args, &mut out).map(|()| 0),
        CliCommand::Status(args) => status::run(context, args, &mut out),
        CliCommand::Stats(args) => stats::run(context, args, &mut out).map(|()| 0),
        CliCommand::Agenda(args) => agenda::run(context, args, &mut out).map(|()| 0),
        CliCommand::Export(args) => export::run(context, args, &mut out).map(|()| 0),
        CliCommand::Import(args) => import::run(context, args, &mut out).map(|()| 0),
        CliCommand::Forget(args) => forget::run(context, args, &mut out).map(|()| 0),
        CliCommand::Backup(args) => backup::run(context, args, &mut out).map(|()| 0),
        CliCommand::Restore(args) => restore::run(context, args, &mut out).map(|()| 0),
        CliCommand::Init(args) => init::run(context, args, &mut out).map(|()| 0),
        CliCommand::Doctor => doctor::run(context, &mut out),
        CliCommand::Config => config::run(context, &mut out).map(|()| 0),
        CliCommand::Completions(args) => generated::completions(context, args, &mut out).map(|()| 0),
        CliCommand::Man => man::man(context, &mut out).map(|()| 0),
        CliCommand::Evidence(args) => evidence::run(context, args, &mut out),
        CliCommand::Complaint(args) => complaint::run(context, args, &mut out).map(|()| 0),
        CliCommand::Draft(args) => draft::run(context, args, &mut out).map(|()| 0),
        CliCommand::Submit(args) => submit::run(context, args, &mut out).map(|()| 0),
        CliCommand::List(args) => list::run(context, args, &mut out).map(|()| 0),
        CliCommand::Frame(args) => frame::run(context, args, &mut out).map(|()| 0),
        CliCommand::Demo(args) => return demo::run(context, args, out),
    }?;
    out.finish()?;
    if context.changed.get() {
        calendar::rewrite(context);
    }
    Ok(status)
}
