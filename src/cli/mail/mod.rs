//! `nej mail`: messages from a file, an mbox, a Maildir or a pipe are laid to their accounts; without any, what waits to
//! be gone through.

mod intake;
mod waiting;
mod words;

use super::args::MailArgs;
use super::context::Context;
use super::error::CliResult;
use super::out::Stdout;

/// Takes messages in, or deals with those that wait; the exit status.
pub fn run(context: &Context, args: &MailArgs, out: &mut Stdout) -> CliResult<u8> {
    match &args.source {
        Some(source) => intake::run(context, args, source, out),
        None => waiting::run(context, args, out).map(|()| 0),
    }
}
